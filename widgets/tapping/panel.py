"""Tapping: two people at one keyboard, or one with a virtual partner. The page takes the times; the kernel measures them."""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Callable
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from widgets.kit.stage import Stage
from widgets.numerics import read_only, signals_from_taps
from widgets.parameters import Parameter, format_number, read_values, split_pairs
from widgets.tapping.measures import measure_tapping
from widgets.tapping.model import SHORTEST, TappingParameters, TappingRun, simulate_tapping
from widgets.tapping.picture import TappingPicture
from widgets.tapping.words import WORDS, describe_tapping, say, table_rows

PAGE = Path(__file__).with_name("page")
KIT_PAGE = Path(__file__).parents[1] / "kit" / "page"
MOST_SEED = 9999
MOST_TAPS = 5000
LONGEST = 1200  # seconds
KICKS = 400
SERIES_RATE = 20.0
PRESETS = {"two": "", "listens": "partner=virtual", "deaf": "partner=virtual correction=0"}
EXAMPLE_SEED = 5


class TappingPanel(anywidget.AnyWidget):
    """Two minutes of tapping.

    Attributes
    ----------
    state : str
        Set-up as text: ``show("tapping", taps.state)`` sets up the same.
    run : TappingRun or None
        The last recording.
    halves : pair of Half or None
        What `measure_tapping` says of it.
    recording, apart, together : tuple of (first, second, rate)
        All of it, its first and its second half, as two even series: what ``show("measuring_synchrony").bring`` takes.
    finished : bool
        Whether there is a recording.
    """

    _esm = PAGE / "tapping.js"
    _css = "".join(path.read_text(encoding="utf-8") for path in (KIT_PAGE / "bond.css", PAGE / "tapping.css"))
    spec = traitlets.Dict().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    result = traitlets.Dict().tag(sync=True)
    veils = traitlets.Dict().tag(sync=True)

    def __init__(self):
        self.name = "tapping"
        self.title = WORDS["title"]
        self.run: TappingRun | None = None
        self.halves = None
        self._listeners: list[Callable[[str], None]] = []
        self.parameters, self.seed, self._home = TappingParameters(), 1, ""
        super().__init__(spec=_specification(), start=self._page_state())
        self.on_msg(self._receive)

    # ---- what a lesson or a test calls -------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """The set-up as text."""
        return f"{self.parameters.to_text()} seed={self.seed}"

    @property
    def sentence(self) -> str:
        """What the recording shows, in words."""
        return describe_tapping(self.halves) if self.finished else WORDS["none"]

    @property
    def finished(self) -> bool:
        """Whether there is a recording."""
        return self.run is not None

    @property
    def recording(self) -> tuple[np.ndarray, np.ndarray, float]:
        """The whole recording as two even series and their rate (Hz).

        Raises
        ------
        ValueError
            If nobody has tapped yet, or too little.
        """
        return self._series(lambda run: (run.first, run.second))

    @property
    def apart(self) -> tuple[np.ndarray, np.ndarray, float]:
        """The first half, each at a pace of their own; as `recording`."""
        return self._series(lambda run: run.part(False))

    @property
    def together(self) -> tuple[np.ndarray, np.ndarray, float]:
        """The second half; as `recording`."""
        return self._series(lambda run: run.part(True))

    def set(self, text: str) -> TappingPanel:
        """Set the whole set-up from text; what is not named takes its default. Returns the panel.

        Raises
        ------
        ValueError
            If a name or value is not allowed; the panel then keeps its last good set-up.
        """
        pairs = split_pairs(text)
        seed = pairs.pop("seed", "1")
        if not (seed.isascii() and seed.isdigit() and int(seed[:9]) <= MOST_SEED):
            raise ValueError(say("bad_seed", most=MOST_SEED, got=seed[:20]))
        self.parameters, self.seed = TappingParameters(**read_values(TappingParameters.declared, pairs)), int(seed)
        self.start = self._page_state()
        self._tell()
        return self

    def start_from(self, text: str) -> TappingPanel:
        """Set the whole set-up from text, and let Reset come back to it. Raises as `set`."""
        self.set(text)
        self._home = text
        return self

    def bring_taps(self, first, second, half: float, end: float | None = None) -> TappingPanel:
        """Put taps (s since the start) on the panel, as if they had been tapped; `half` (s) parts the halves."""
        run = _check_run(first, second, half, 2 * half if end is None else end)
        halves = measure_tapping(run, np.random.default_rng(self.seed))
        self.run, self.halves = run, halves
        self.result = self._page_result()
        self._tell()
        return self

    def listen(self, callback: Callable[[str], None]) -> None:
        """Call `callback(state_text)` after each recording and each change of the set-up."""
        self._listeners.append(callback)

    def veil(self, owner: str, text: str) -> None:
        """Cover the panel until `owner` lifts its veil (a prediction that is not locked in yet)."""
        self.veils = {**self.veils, owner: text}

    def unveil(self, owner: str) -> None:
        """Lift the veil that `owner` put on."""
        self.veils = {key: text for key, text in self.veils.items() if key != owner}

    def columns(self) -> dict[str, np.ndarray]:
        """Every tap: its time, whose it was, and in which half."""
        run = self._need_run()
        times = np.concatenate([run.first, run.second])
        who = np.repeat(["A", "B"], [run.first.size, run.second.size])
        order = np.argsort(times, kind="stable")
        halves = np.where(times < run.half, 1, 2)
        return {"time (s)": times[order], "person": who[order], "half": halves[order]}

    def csv(self) -> str:
        """Every tap as CSV text."""
        columns = self.columns()
        times = [f"{time:.4f}" for time in columns["time (s)"]]
        return _csv(columns, zip(times, columns["person"].tolist(), columns["half"].tolist(), strict=True))

    def series_csv(self) -> str:
        """The recording as even series (1 at each tap), in the columns that the measuring panel reads."""
        first, second, rate = self.recording
        rows = ((f"{i / rate:.3f}", f"{a:.4f}", f"{b:.4f}") for i, (a, b) in enumerate(zip(first, second, strict=True)))
        return _csv(["time (s)", "A", "B"], rows)

    def png(self) -> bytes:
        """The picture of the recording with its sentence, as PNG."""
        return _draw(self._need_run(), self.halves, WORDS["picture_title_own"], self.sentence)

    # ---- inside ------------------------------------------------------------------------------------------------------------

    def _need_run(self):
        if self.run is None:
            raise ValueError(WORDS["no_taps"])
        return self.run

    def _series(self, choose):
        first, second = choose(self._need_run())
        try:
            return signals_from_taps(first, second, SERIES_RATE)
        except ValueError:
            raise ValueError(WORDS["no_overlap"]) from None

    def _page_state(self):
        values = {declared.key: getattr(self.parameters, name) for name, declared in TappingParameters.declared.items()}
        kicks = np.random.default_rng(self.seed).standard_normal(KICKS).round(4).tolist()
        return {"text": self.state, "values": values, "seed": self.seed, "kicks": kicks}

    def _page_result(self):
        lags = [[float(at), 1e3 * float(lag)] for half in self.halves
                for at, lag in zip(half.at, half.asynchronies, strict=True)]
        return {"sentence": self.sentence, "rows": table_rows(self.halves), "lags": lags, "first": self.run.first.tolist(),
                "second": self.run.second.tolist(), "half": self.run.half, "end": self.run.end}

    def _tell(self):
        for callback in self._listeners:
            callback(self.state)

    def _receive(self, _, content, _buffers):
        """Answer the page; whatever goes wrong is said there, in words."""
        try:
            handler = getattr(self, f"_on_{content.get('type')}", None)
            if handler is None:
                raise ValueError(WORDS["bad_taps"])
            handler(content)
        except ValueError as problem:
            self.send({"type": "error", "text": say("error", problem=problem)})
        except Exception as problem:  # a bug of ours must be seen, not swallowed
            logging.getLogger(__name__).exception("tapping")
            self.send({"type": "error", "text": say("bug", problem=f"{type(problem).__name__}: {problem}.")})

    def _on_state(self, content):
        self.set(str(content["text"]))

    def _on_preset(self, content):
        if content.get("name") in PRESETS:
            self.set(PRESETS[content["name"]])

    def _on_reset(self, _content):
        self.run = self.halves = None
        self.result = {}
        self.set(self._home)

    def _on_sample(self, _content):
        self.set(f"{self.parameters.to_text()} seed={self.seed % MOST_SEED + 1}")

    def _on_taps(self, content):
        self.bring_taps(content.get("first"), content.get("second"), content.get("half"), content.get("end"))

    def _on_file(self, content):
        name, mime, make = {"csv": ("taps.csv", "text/csv", lambda: self.csv().encode()),
                            "series": ("taps_as_series.csv", "text/csv", lambda: self.series_csv().encode()),
                            "save": ("taps.png", "image/png", self.png)}[content["which"]]
        self.send({"type": "file", "view": content.get("view"), "name": name, "mime": mime}, [make()])

    def _repr_mimebundle_(self, **kwargs):
        """The live panel; for a page without a kernel an example with two made-up people, the same every time."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        run = simulate_tapping(np.random.default_rng(EXAMPLE_SEED))
        halves = measure_tapping(run, np.random.default_rng(EXAMPLE_SEED))
        sentence = describe_tapping(halves)
        text = f"{say('static_title', title=self.title, state=self.state)}\n{say('static', sentence=sentence)}"
        picture = _draw(run, halves, WORDS["picture_title"], say("static", sentence=sentence))
        data = {**data, "text/plain": text, "image/png": picture}
        return data, {**metadata, "image/png": {"alt": say("static_alt", sentence=sentence)}}


def make_panel() -> TappingPanel:
    """The panel, as `widgets.kit.panel.show` asks for it."""
    return TappingPanel()


def _check_run(first, second, half, end) -> TappingRun:
    """Taps as they came from the page, or a ValueError: nothing from there is taken on trust."""
    try:
        taps = [np.unique(np.asarray(each, dtype=float).ravel()) for each in (first, second)]
        half, end = float(half), float(end)
    except (TypeError, ValueError):
        raise ValueError(WORDS["bad_taps"]) from None
    good = 0 < half <= LONGEST / 2 and 0 <= end <= 2 * half
    if not good or any(each.size > MOST_TAPS or not ((each >= 0) & (each <= end)).all() for each in taps):
        raise ValueError(WORDS["bad_taps"])
    return TappingRun(read_only(taps[0]), read_only(taps[1]), half=half, end=end)


def _csv(head, rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def _draw(run, halves, title, sentence) -> bytes:
    return Stage(lambda layout: TappingPicture(run, halves, title, layout)).write_png(sentence)


def _specification() -> dict:
    controls = [_control(declared) for declared in TappingParameters.declared.values()]
    return {"words": WORDS, "controls": controls, "presets": list(PRESETS), "shortest": SHORTEST}


def _control(declared) -> dict:
    control = {"key": declared.key, "label": declared.label, "symbol": declared.symbol, "unit": declared.unit,
               "about": say("about", meaning=declared.meaning, standing=WORDS[f"standing_{declared.standing}"])}
    if isinstance(declared, Parameter):
        digits = len(format_number(declared.step).partition(".")[2])
        return {**control, "low": declared.low, "high": declared.high, "step": declared.step, "digits": digits}
    return {**control, "options": declared.options, "about": ""}
