"""The panel: controls, a picture and a sentence that belong to one state.

A panel is declared, not programmed: one or more `Scene` s, each with the claim's model and its rival, a picture, the words and a
few presets. `show("synchrony", "coupling=0.8 noise=0.1 seed=7")` puts one in a notebook.

What travels: the page sends whole states; the kernel answers with frames, each labelled with the state it belongs to (see
`widgets.kit.stage`). While a slider is held the page asks for the values along it ahead of time (see `widgets.kit.ahead`).
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from widgets.kit.ahead import Ahead
from widgets.kit.stage import LAYOUT_FONTS, Frame, Stage
from widgets.kit.wire import pack
from widgets.kit.words import WORDS, say
from widgets.parameters import Parameter, format_number, read_values, split_pairs

PAGE = Path(__file__).with_name("page")
MOST_SEED = 9999
TABLE_ROWS = 200


@dataclass(frozen=True)
class Preset:
    """A start from life: a name, a label, and the state it sets (seed and model included if named)."""

    name: str
    label: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Mission:
    """A task the panel can check: `met` is asked with the run, its parameters and the rival (as `Scene.describe` is)."""

    name: str
    text: str
    met: Callable[[Any, Any, bool | str], bool]


@dataclass(frozen=True)
class Rival:
    """One of several rivals of a scene: its name in the state text (``model=clock``), its world in words, its model."""

    name: str
    label: str
    simulate: Callable


@dataclass(frozen=True)
class Recording:
    """A file the learner brings: `read` turns its bytes into what the model takes, or raises a ValueError; `describe` names it."""

    label: str
    accept: str
    read: Callable[[bytes], Any]
    describe: Callable[[Any], str]
    most_bytes: int = 4_000_000  # a larger file is not sent: it would break the line between page and kernel


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One question on a panel: a claim and its rival on the same stage.

    Parameters
    ----------
    name, title, question : str
        Name in the state text; title and question in words.
    parameters : type
        A `parameter_set` class; both models take it.
    claim, rival : callable
        ``simulate(parameters, rng) -> Run``, or with a third argument ``recording`` where `recording` is given.
    claim_label, rival_label : str
        The two worlds in a learner's words.
    rivals : sequence of Rival
        In place of `rival` and `rival_label`, where there are several.
    picture : type
        ``picture(layout)`` with ``figure``, ``moving`` and ``update(run, pinned=None)``; with `moment`, also ``moment=seconds``.
    describe : callable
        ``describe(run, parameters, rival)`` -> the sentence that says what the picture shows. `rival` is False for the claim and
        True for the rival; in a scene with several it is the rival's name, and ``""`` for the claim.
    alt : str
        What the picture is, for who cannot see it; the sentence follows it.
    columns : callable
        ``columns(run)`` -> dict of column name (with unit) to array.
    controls, more : sequence of str
        Parameters in view (at most five) and folded away.
    presets, missions : sequence
    readouts : dict of str to callable
        Named numbers or words that a run gives, for predictions and checks.
    moment : Parameter, optional
        The time that Play moves through.
    recording : Recording, optional
    """

    name: str
    title: str
    question: str
    parameters: type
    claim: Callable
    claim_label: str
    picture: type
    describe: Callable
    alt: str
    columns: Callable
    controls: Sequence[str]
    rival: Callable | None = None
    rival_label: str = ""
    rivals: Sequence[Rival] = ()
    more: Sequence[str] = ()
    presets: Sequence[Preset] = ()
    missions: Sequence[Mission] = ()
    readouts: dict[str, Callable] = field(default_factory=dict)
    moment: Parameter | None = None
    recording: Recording | None = None

    def __post_init__(self):
        if len(self.controls) > 5:
            raise ValueError(f"{self.name}: at most five controls in view; got {len(self.controls)}.")
        named = [*self.controls, *self.more]
        if sorted(named) != sorted(self.parameters.declared):
            raise ValueError(f"{self.name}: controls and more must name each of {', '.join(self.parameters.declared)} once; "
                             f"got {', '.join(named)}.")
        if (self.rival is None) == (not self.rivals):
            raise ValueError(f"{self.name}: either a rival or several rivals are needed.")

    @property
    def models(self) -> dict[str, Rival]:
        """Name in the state text -> model, the claim first."""
        rivals = self.rivals or [Rival("rival", self.rival_label, self.rival)]
        return {each.name: each for each in (Rival("claim", self.claim_label, self.claim), *rivals)}

    @property
    def declared(self) -> dict:
        """Field name -> declaration, the moment included."""
        return {**self.parameters.declared, **({"moment": self.moment} if self.moment else {})}


@dataclass(frozen=True)
class State:
    """All that decides a picture: scene, model, values by field name, seed."""

    scene: str
    model: str
    values: tuple[tuple[str, Any], ...]
    seed: int

    def model_key(self):
        """What decides the run: everything but the moment."""
        return self.scene, self.model, tuple(v for v in self.values if v[0] != "moment"), self.seed


class Panel(anywidget.AnyWidget):
    """One panel in the page.

    Parameters
    ----------
    name : str
        Name for `show`.
    title : str
    scenes : sequence of Scene
    """

    _esm = PAGE / "panel.js"
    _css = PAGE / "bond.css"
    spec = traitlets.Dict().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)
    veils = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, title: str, scenes: Sequence[Scene]):
        self.name = name
        self.title = title
        self.scenes = {scene.name: scene for scene in scenes}
        self._runs: OrderedDict = OrderedDict()
        self._stages: dict[tuple[str, str], Stage] = {}
        self._versions: dict[tuple[str, str], int] = {}
        self._bases: dict[tuple[str, str], Frame] = {}
        self._version = 0
        self._pin: tuple[State, Any] | None = None
        self._recordings: dict[str, Any] = {}
        self._listeners: list[Callable] = []
        self._homes: dict[str, State] = {}
        self._state = self._default_state(scenes[0])
        super().__init__(spec=self._specification(), start=self._page_state(self._state))
        self._ahead = Ahead(self._ahead_frame, self.send)
        self.on_msg(self._receive)

    # ---- what a lesson or a test calls -------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """The state as text: ``show(name, panel.state)`` gives the same picture."""
        return self.state_text(self._state)

    @property
    def scene(self) -> Scene:
        """The scene on the stage."""
        return self.scenes[self._state.scene]

    @property
    def parameters(self):
        """The parameters of the run on the stage."""
        return self._parameters(self._state)

    @property
    def run(self):
        """The run on the stage."""
        return self._run(self._state)

    @property
    def sentence(self) -> str:
        """The sentence under the picture."""
        return self._describe(self._state)

    def set(self, text: str) -> Panel:
        """Set the whole state from text; what is not named takes its default. Returns the panel.

        Raises
        ------
        ValueError
            If a name or value is not allowed; the panel then keeps its last good state.
        """
        state = self.read_state(text)
        self._run(state)
        self._adopt(state)
        return self

    def start_from(self, text: str) -> Panel:
        """Set the whole state from text, and let Reset come back to it. Raises as `set`."""
        self.set(text)
        self._homes[self._state.scene] = self._state
        return self

    def bring(self, recording, scene: str | None = None) -> Panel:
        """Put a recording (taps, or the learner's own data) on the stage of `scene`, in place of made-up data."""
        name = scene or next((s.name for s in self.scenes.values() if s.recording), None)
        if name not in self.scenes or self.scenes[name].recording is None:
            raise ValueError(say("bad_scene", names=", ".join(s.name for s in self.scenes.values() if s.recording), got=name))
        before = self._recordings.get(name)
        self._recordings[name] = recording
        self._runs.clear()
        state = self._state if self._state.scene == name else self._default_state(self.scenes[name])
        try:
            self._run(state)
        except Exception:
            self._recordings[name] = before
            raise
        self._adopt(state)
        return self

    def readout(self, text: str, name: str):
        """What a run of the state `text` gives, by the scene's name for it (the panel itself does not move)."""
        state = self.read_state(text)
        readouts = self.scenes[state.scene].readouts
        if name not in readouts:
            raise ValueError(f"{state.scene} has no readout {name!r}; it has: {', '.join(readouts)}.")
        return readouts[name](self._run(state))

    def veil(self, owner: str, text: str) -> None:
        """Cover the picture until `owner` lifts its veil (a prediction that is not locked in yet)."""
        self.veils = {**self.veils, owner: text}

    def unveil(self, owner: str) -> None:
        """Lift the veil that `owner` put on."""
        self.veils = {key: text for key, text in self.veils.items() if key != owner}

    def listen(self, callback: Callable[[str], None]) -> None:
        """Call `callback(state_text)` whenever the panel has come to rest in a new state."""
        self._listeners.append(callback)

    def columns(self) -> dict[str, np.ndarray]:
        """The data behind the picture, by column name."""
        return self.scene.columns(self.run)

    def csv(self) -> str:
        """The data behind the picture as CSV text."""
        columns = self.columns()
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*(np.asarray(c).tolist() for c in columns.values()), strict=True))
        return out.getvalue()

    def png(self, layout: str = "wide") -> bytes:
        """The picture with its sentence, as PNG."""
        return self._settle(self._state, layout).write_png(self.sentence)

    # ---- states ------------------------------------------------------------------------------------------------------------

    def read_state(self, text: str) -> State:
        """Read ``scene=… model=… coupling=0.8 seed=7`` into a checked `State`."""
        pairs = split_pairs(text)
        scene_name = pairs.pop("scene", next(iter(self.scenes)))
        if scene_name not in self.scenes:
            raise ValueError(say("bad_scene", names=", ".join(self.scenes), got=scene_name))
        scene = self.scenes[scene_name]
        model = pairs.pop("model", "claim")
        seed = pairs.pop("seed", "1")
        given = read_values(scene.declared, pairs)
        return self._checked(scene, model, given, seed)

    def state_text(self, state: State) -> str:
        """Write a state as text, every value named."""
        declared = self.scenes[state.scene].declared
        values = [f"{declared[name].key}={declared[name].to_text(value)}" for name, value in state.values]
        head = [f"scene={state.scene}"] if len(self.scenes) > 1 else []
        return " ".join([*head, f"model={state.model}", *values, f"seed={state.seed}"])

    def _checked(self, scene: Scene, model: str, given: dict, seed) -> State:
        if model not in scene.models:
            *most, last = scene.models
            raise ValueError(say("bad_model", most=", ".join(most), last=last, got=model))
        try:
            number = int(str(seed))
        except ValueError:
            number = -1
        if not 0 <= number <= MOST_SEED:
            raise ValueError(say("bad_seed", most=MOST_SEED, got=seed))
        values = {name: given.get(name, d.default) for name, d in scene.declared.items()}
        values = {name: scene.declared[name].validate(name, value) for name, value in values.items()}
        return State(scene.name, model, tuple(values.items()), number)

    def _default_state(self, scene: Scene) -> State:
        """Where a scene starts, and where Reset goes: the state the lesson gave it, else every default."""
        return self._homes.get(scene.name) or self._checked(scene, "claim", {}, 1)

    def _state_from_page(self, message: dict) -> State:
        scene = self.scenes.get(message.get("scene"))
        if scene is None:
            raise ValueError(say("bad_scene", names=", ".join(self.scenes), got=message.get("scene")))
        names = {d.key: name for name, d in scene.declared.items()}
        given = {names[key]: value for key, value in message["values"].items() if key in names}
        return self._checked(scene, message.get("model"), given, message.get("seed"))

    def _page_state(self, state: State) -> dict:
        declared = self.scenes[state.scene].declared
        return {"scene": state.scene, "model": state.model, "seed": state.seed,
                "values": {declared[name].key: value for name, value in state.values}}

    def _adopt(self, state: State) -> None:
        """Make a state of the kernel's own the panel's, here and in every page that shows it."""
        self._state = state
        self.start = self._page_state(state)
        self.send({"type": "state", "state": self.start})
        self._tell()

    def _tell(self):
        for callback in self._listeners:
            callback(self.state)

    # ---- runs and pictures -------------------------------------------------------------------------------------------------

    def _parameters(self, state: State):
        return self.scenes[state.scene].parameters(**{k: v for k, v in state.values if k != "moment"})

    def _run(self, state: State):
        key = state.model_key()
        if key in self._runs:
            self._runs.move_to_end(key)
            return self._runs[key]
        scene = self.scenes[state.scene]
        simulate = scene.models[state.model].simulate
        rng = np.random.default_rng(state.seed)
        arguments = (self._recordings.get(scene.name),) if scene.recording else ()
        run = simulate(self._parameters(state), rng, *arguments)
        self._runs[key] = run
        if len(self._runs) > 4:
            self._runs.popitem(last=False)
        return run

    def _describe(self, state: State) -> str:
        return self.scenes[state.scene].describe(self._run(state), self._parameters(state), self._rival(state))

    def _rival(self, state: State) -> bool | str:
        """What `describe` and missions are told of the model."""
        if not self.scenes[state.scene].rivals:
            return state.model != "claim"
        return "" if state.model == "claim" else state.model

    def _settle(self, state: State, layout: str) -> Stage:
        """Bring the stage of this scene and layout to a state; its version grows if the figure must be written anew."""
        scene = self.scenes[state.scene]
        key = (scene.name, layout)
        run = self._run(state)
        if key not in self._stages:
            self._stages[key] = Stage(scene.picture, layout)
        stage = self._stages[key]
        pinned = self._pin[1] if self._pin and self._pin[0].scene == scene.name else None
        extra = {"moment": dict(state.values)["moment"]} if scene.moment else {}
        if stage.update(run, pinned=pinned, **extra) or key not in self._versions:
            self._version += 1
            self._versions[key] = self._version
            stage.limits = stage._limits()
            self._bases[key] = stage.frame()
        return stage

    def _header(self, state: State, layout: str) -> dict:
        scene = self.scenes[state.scene]
        header = {"version": self._versions[scene.name, layout], "sentence": self._describe(state)}
        if scene.missions:
            run, parameters = self._run(state), self._parameters(state)
            header["met"] = [mission.name for mission in scene.missions if mission.met(run, parameters, self._rival(state))]
        return header

    def _frame_message(self, state: State, layout: str) -> tuple[dict, list[bytes]]:
        """What moved, for a page that has the figure."""
        key = (state.scene, layout)
        head, data = pack(self._stages[key].frame(), self._bases[key])
        return {"type": "frame", **head, **self._header(state, layout)}, [data]

    def _figure_message(self, state: State, layout: str) -> tuple[dict, list[bytes]]:
        """The whole figure, and the frame that all later ones of this version lean on."""
        key = (state.scene, layout)
        stage = self._stages[key]
        base_head, base_data = pack(self._bases[key], None)
        frame, (data,) = self._frame_message(state, layout)
        svg = stage.write_svg(f"b{(self.model_id or '0')[:8]}v{self._versions[key]}-")
        message = {"type": "figure", "svg": svg, "kinds": stage.kinds, "base": base_head, "frame": frame, "layout": layout}
        return message, [base_data, data]

    # ---- messages ----------------------------------------------------------------------------------------------------------

    def _receive(self, _, content, buffers):
        """Answer the page; whatever goes wrong is said there, in words, and the last good state stays."""
        view, seq = content.get("view"), content.get("seq")
        try:
            handler = getattr(self, f"_on_{content.get('type')}", None)
            if handler is None:
                raise ValueError(f"The page asked for {content.get('type')!r}, which this panel does not know.")
            handler(content, buffers)
        except ValueError as problem:
            self._error(view, seq, say("error", problem=_sentence(problem)))
        except Exception as problem:  # a bug of ours must be seen, not swallowed
            self._error(view, seq, say("bug", problem=_sentence(f"{type(problem).__name__}: {problem}")))

    def _error(self, view, seq, text):
        self.send({"type": "error", "view": view, "seq": seq, "text": text, "state": self._page_state(self._state)})

    def _on_state(self, content, _):
        """A state to draw: answered with a frame, or with the whole figure if the page has none of this version."""
        began = time.perf_counter()
        layout = _layout(content)
        state = self._state_from_page(content["state"])
        self._settle(state, layout)
        known = content.get("version") == self._versions[state.scene, layout]
        message, buffers = (self._frame_message if known else self._figure_message)(state, layout)
        self._state = state
        message |= {"view": content.get("view"), "seq": content.get("seq"), "ms": 1e3 * (time.perf_counter() - began)}
        self.send(message, buffers)

    def _on_ahead(self, content, _):
        """A slider is held: run ahead along it."""
        state = self._state_from_page(content["state"])
        layout = _layout(content)
        address = {"view": content.get("view"), "ray": content.get("ray"), "first": content.get("first"), "layout": layout}
        self._settle(state, layout)
        if content.get("version") != self._versions[state.scene, layout]:
            self.send({"type": "ahead", **address, "frames": [], "left": []})  # the page will ask for the figure first
            return
        name = next(n for n, d in self.scenes[state.scene].declared.items() if d.key == content["control"])
        values = [self.scenes[state.scene].declared[name].validate(name, value) for value in content["values"]]
        self._ahead.answer(state, name, values, address)

    def _ahead_frame(self, state: State, layout: str, version: int | None, base: Frame | None):
        """One frame of a run-ahead, or None if it needs another figure."""
        stage = self._settle(state, layout)
        now = self._versions[state.scene, layout]
        if version is not None and now != version:
            return None
        frame = stage.frame()
        head, data = pack(frame, self._bases[state.scene, layout], same_as=base)
        return {**head, **self._header(state, layout)}, data, frame

    def _on_rest(self, content, _):
        """The page has come to rest: this is the state that counts here too."""
        state = self._state_from_page(content["state"])
        self._run(state)
        self._state = state
        self.set_trait("start", self._page_state(state))
        self._tell()

    def _on_pin(self, content, _):
        state = self._state_from_page(content["state"])
        self._pin = (state, self._run(state))
        self.send({"type": "pinned", "view": content.get("view"), "text": say("pinned", state=self.state_text(state))})

    def _on_unpin(self, content, _):
        self._pin = None
        self.send({"type": "pinned", "view": content.get("view"), "text": ""})

    def _on_text(self, content, _):
        """A state text that somebody pasted."""
        self._adopt_from(content, self.read_state(str(content["text"])))

    def _on_preset(self, content, _):
        scene = self.scenes[content["scene"]]
        preset = next(p for p in scene.presets if p.name == content["preset"])
        self._adopt_from(content, self.read_state(f"scene={scene.name} {preset.state}"))

    def _on_scene(self, content, _):
        self._adopt_from(content, self._default_state(self.scenes[content["scene"]]))

    def _adopt_from(self, content, state):
        self._run(state)
        self._adopt(state)

    def _on_data(self, content, _):
        self._on_rest(content, _)
        columns = {name: np.asarray(column) for name, column in self.columns().items()}
        rows = len(next(iter(columns.values())))
        keep = np.unique(np.linspace(0, rows - 1, min(rows, TABLE_ROWS)).astype(int))
        cells = [[_cell(column[i]) for column in columns.values()] for i in keep.tolist()]
        note = say("rows", shown=len(keep), all=rows) if len(keep) < rows else say("rows_all", all=rows)
        self.send({"type": "data", "view": content.get("view"), "names": list(columns), "rows": cells, "note": note})

    def _on_csv(self, content, _):
        self._on_rest(content, _)
        self.send({"type": "file", "view": content.get("view"), "name": f"{self.name}.csv", "mime": "text/csv"},
                  [self.csv().encode()])

    def _on_save(self, content, _):
        self._on_rest(content, _)
        self.send({"type": "file", "view": content.get("view"), "name": f"{self.name}.png", "mime": "image/png"}, [self.png()])

    def _on_recording(self, content, buffers):
        scene = self.scenes[content["scene"]]
        recording = scene.recording.read(bytes(buffers[0]))
        self.bring(recording, scene.name)
        self.send({"type": "recorded", "view": content.get("view"), "text": scene.recording.describe(recording)})

    def _on_drop_recording(self, content, _):
        self._recordings.pop(content["scene"], None)
        self._runs.clear()
        self._adopt(self._state)
        self.send({"type": "recorded", "view": content.get("view"), "text": ""})

    # ---- what the page and a reader without a kernel get -------------------------------------------------------------------

    def _specification(self) -> dict:
        return {"name": self.name, "title": self.title, "words": WORDS, "most_seed": MOST_SEED,
                "scenes": [self._scene_specification(scene) for scene in self.scenes.values()]}

    def _scene_specification(self, scene: Scene) -> dict:
        return {
            "name": scene.name, "title": scene.title, "question": scene.question, "alt": scene.alt,
            "models": [{"name": model.name, "label": model.label} for model in scene.models.values()],
            "controls": [_control(scene.parameters.declared[name]) for name in scene.controls],
            "more": [_control(scene.parameters.declared[name]) for name in scene.more],
            "moment": _control(scene.moment) if scene.moment else None,
            "presets": [{"name": p.name, "label": p.label, "note": p.note} for p in scene.presets],
            "missions": [{"name": m.name, "text": m.text} for m in scene.missions],
            "recording": {"label": scene.recording.label, "accept": scene.recording.accept,
                          "most_bytes": scene.recording.most_bytes} if scene.recording else None,
        }

    def _repr_mimebundle_(self, **kwargs):
        """The live panel, and its static twin for a page without a kernel."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        sentence = self.sentence
        data = {**data, "text/plain": f"{self.title} [{self.state}]\n{sentence}", "image/png": self.png()}
        # the sentence stands beside the picture: repeated here it would be heard twice
        return data, {**metadata, "image/png": {"alt": self.scene.alt}}


def show(name: str, state: str = "") -> Panel:
    """Put a panel on the page.

    Parameters
    ----------
    name : str
        Which panel: ``"synchrony"``, …
    state : str
        Where it starts, as text: ``"coupling=0.8 noise=0.1 seed=7"``.

    Returns
    -------
    Panel

    Raises
    ------
    ValueError
        If there is no such panel, or the state is not one of its states.
    """
    names = sorted(path.parent.name for path in Path(__file__).parents[1].glob("*/panel.py") if path.parent.name != "kit")
    if name not in names:
        raise ValueError(say("unknown_panel", name=name, names=", ".join(names)))
    panel = importlib.import_module(f"widgets.{name}.panel").make_panel()
    return panel.start_from(state) if state else panel


def _control(declared) -> dict:
    """What the page needs to know of a parameter."""
    control = {"key": declared.key, "label": declared.label, "symbol": declared.symbol, "unit": declared.unit,
               "about": say("about", meaning=declared.meaning, standing=say(f"standing_{declared.standing}")),
               "standing": say(f"standing_{declared.standing}"), "meaning": declared.meaning, "default": declared.default,
               "source": declared.source}
    if isinstance(declared, Parameter):
        digits = max(0, -int(np.floor(np.log10(declared.step) + 1e-9)), len(format_number(declared.step).partition(".")[2]))
        return {**control, "low": declared.low, "high": declared.high, "step": declared.step, "digits": digits}
    return {**control, "options": declared.options}


def _cell(value) -> str:
    return f"{value:.5g}" if isinstance(value, (float, np.floating)) else str(value)


def _layout(content) -> str:
    layout = content.get("layout", "wide")
    if layout not in LAYOUT_FONTS:
        raise ValueError(f"layout must be one of {', '.join(LAYOUT_FONTS)}; got {layout!r}.")
    return layout


def _sentence(problem) -> str:
    text = str(problem).strip() or type(problem).__name__
    return text if text.endswith((".", "!", "?")) else text + "."
