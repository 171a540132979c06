"""The picture of the measuring panel: two lines, what is measured between them, and whether the value counts.

Below, the scale from 0 to 1: the measured value as a thick line and, with surrogates, how often pairs without a link reach
each value. What lies in the grey counts as synchrony.
"""

from __future__ import annotations

import numpy as np
from matplotlib import rcParams
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from widgets.measuring_synchrony.measures import inner_part
from widgets.measuring_synchrony.words import say
from widgets.palette import GHOST, GRID, INK, MUTED, SIZES, A, B, C, D

SHOWN = 60.0
"""Seconds of a made-up pair that are drawn: of more, no single turn could be seen."""
MOST_POINTS = 2000
DOTS = 240
"""Moments whose relative phase is drawn."""
EDGES = np.linspace(0.0, 1.0, 81)
LANE = 5.0
"""How far apart the two lines are drawn, in their own spreads."""
LONGEST_LAG = 6.0
TOP, THRESHOLD_AT, MEASURED_AT = 1.06, 1.15, 1.40
"""Heights of the grey and of the two labels, where the fullest bar is 1 high."""

PLACES = {  # left, bottom, width, height, in shares of the figure
    "wide": {"series": (0.105, 0.70, 0.875, 0.235), "detail": (0.105, 0.13, 0.26, 0.385), "scale": (0.45, 0.13, 0.53, 0.385)},
    "narrow": {"series": (0.17, 0.80, 0.80, 0.155), "detail": (0.17, 0.475, 0.80, 0.185), "scale": (0.06, 0.09, 0.90, 0.245)},
    "large": {"series": (0.145, 0.735, 0.83, 0.18), "detail": (0.145, 0.165, 0.2, 0.355),
              "scale": (0.43, 0.165, 0.545, 0.355)},
}


class MeasuringPicture:
    """Two lines, what is measured between them, and the value on its scale.

    Parameters
    ----------
    layout : {"wide", "narrow", "large"}
    """

    def __init__(self, layout: str = "wide"):
        self.layout = layout
        self.figure = Figure(figsize=SIZES[layout])
        self.axes = {name: self.figure.add_axes(place) for name, place in PLACES[layout].items()}
        self.font = rcParams["font.size"]
        self.moving = {**self._make_series(), **self._make_detail(), **self._make_scale()}
        self.detail_kind = None

    # ---- made once ---------------------------------------------------------------------------------------------------------

    def _make_series(self):
        axes = self.axes["series"]
        axes.set(ylim=(-1.15 * LANE, 1.15 * LANE), xlim=(0, SHOWN), yticks=[LANE / 2, -LANE / 2])
        axes.set_yticklabels([say("first"), say("second")])
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
        if self.layout != "large":
            axes.set_xlabel(say("series_time"), labelpad=1)
        for label, color in zip(axes.get_yticklabels(), (A, B), strict=True):
            label.set_color(color)
        first, = axes.plot([], [], color=A, linewidth=1.4)
        second, = axes.plot([], [], color=B, linewidth=1.4, linestyle=(0, (3.2, 1.8)), dash_capstyle="butt")
        return {"first": first, "second": second, "series_title": _title(axes)}

    def _make_detail(self):
        axes = self.axes["detail"]
        axes.tick_params(colors=MUTED, labelsize=rcParams["xtick.labelsize"], width=0.8)
        axes.axhline(0, color=GRID, linewidth=1)
        axes.axvline(0, color=GRID, linewidth=1)
        curve, = axes.plot([], [], color=C, linewidth=1.6)
        dots, = axes.plot([], [], "o", color=C, markersize=4, alpha=0.6, markeredgewidth=0, zorder=3)
        level, = axes.plot([], [], color=INK, linewidth=2.2, solid_capstyle="butt")
        ghost, = axes.plot([], [], ":", color=GHOST, linewidth=1.8)
        return {"curve": curve, "dots": dots, "level": level, "detail_ghost": ghost, "detail_title": _title(axes)}

    def _make_scale(self):
        axes = self.axes["scale"]
        ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
        axes.set(xlim=(0, 1), ylim=(0, 1.62), yticks=[], xticks=ticks)
        axes.set_xticklabels([say("scale_lowest"), *(f"{tick:g}" for tick in ticks[1:])])
        axes.spines["left"].set_visible(False)
        counts = axes.add_patch(Rectangle((0, 0), 1, TOP, facecolor=GRID, edgecolor="none", alpha=0.55))
        bars = axes.stairs(np.zeros(len(EDGES) - 1), EDGES, fill=True, color=D, alpha=0.75, linewidth=0)
        bars_ghost = axes.stairs(np.zeros(len(EDGES) - 1), EDGES, fill=False, color=GHOST, linestyle=":", linewidth=1.6)
        ghost, = axes.plot([], [], ":", color=GHOST, linewidth=3)
        threshold, = axes.plot([], [], "--", color=D, linewidth=2)
        value, = axes.plot([], [], color=INK, linewidth=4, solid_capstyle="butt")
        label = axes.text(0.5, MEASURED_AT, "", color=INK, ha="center", va="baseline", fontweight="bold")
        threshold_label = axes.text(0.5, THRESHOLD_AT, "", color=D, ha="center", va="baseline")
        counts_label = axes.text(0.99, 0.88, say("counts"), color=MUTED, ha="right", va="baseline", fontsize=self.font - 1)
        name = self.figure.text(0, 0, "", color=INK, ha="center", va="baseline")
        place = PLACES[self.layout]["scale"]
        name.set_position((place[0] + place[2] / 2, 0.02))
        return {"counts": counts, "bars": bars, "bars_ghost": bars_ghost, "value_ghost": ghost, "threshold": threshold,
                "value": value, "value_label": label, "threshold_label": threshold_label, "counts_label": counts_label,
                "measure_name": name, "scale_title": _title(axes)}

    # ---- moved -------------------------------------------------------------------------------------------------------------

    def update(self, run, pinned=None) -> None:
        """Move everything to a run; a pinned run stays as a dotted ghost."""
        self._update_series(run)
        self._update_detail(run, pinned)
        self._update_scale(run, pinned)

    def _update_series(self, run):
        time, keep = run.time, slice(None)
        seconds = len(time) / run.rate
        if not run.recorded:
            keep = slice(0, int(np.searchsorted(time, SHOWN, side="right")))
        every = -(-len(time[keep]) // MOST_POINTS)
        self.axes["series"].set_xlim(0, float(time[-1]) if run.recorded else SHOWN)
        for name, lane in (("first", LANE / 2), ("second", -LANE / 2)):
            self.moving[name].set_data(time[keep][::every], lane + standardise(getattr(run, name))[keep][::every])
        title = "series_recorded" if run.recorded else "series_made" if seconds > SHOWN else "series_minute"
        self.moving["series_title"].set_text(say(title, seconds=seconds))

    def _update_detail(self, run, pinned):
        phase = run.measure == "phase"
        if self.detail_kind != phase:
            self._set_detail_axes(phase)
        draw = {"correlation": lag_detail, "windowed": window_detail, "phase": phase_detail}[run.measure]
        for name, (x, y) in zip(("curve", "dots", "level"), draw(run), strict=True):
            self.moving[name].set_data(x, y)
        ghost = self.moving["detail_ghost"]
        ghost.set_visible(pinned is not None and pinned.measure == run.measure)
        if ghost.get_visible():
            ghost.set_data(*draw(pinned)[0 if run.measure == "correlation" else 2])
        self.moving["detail_title"].set_text(say(f"detail_{run.measure}_{self.layout}"))

    def _set_detail_axes(self, phase):
        """A circle for phases, lag and height for correlations. (New limits: the page gets the figure anew.)"""
        self.detail_kind = phase
        axes = self.axes["detail"]
        if phase:
            width, height = (place * size for place, size in zip(PLACES[self.layout]["detail"][2:], SIZES[self.layout],
                                                                 strict=True))
            half = 1.2
            across, up = half * max(1, width / height), half * max(1, height / width)
            axes.set(xlim=(-across, across), ylim=(-up, up), xticks=[-1, 1], yticks=[], xlabel="", ylabel="")
            axes.set_xticklabels([say("detail_opposite"), say("detail_in_step")])
        else:
            across, up = ((-6, 0, 6), (0, 1)) if self.layout == "large" else ((-6, -3, 0, 3, 6), (-1, 0, 1))
            axes.set(xlim=(-LONGEST_LAG, LONGEST_LAG), ylim=(-1, 1.05), xticks=across, yticks=up)
            axes.set_xticklabels([f"{tick}".replace("-", "−") for tick in across])
            axes.set_yticklabels([f"{tick}".replace("-", "−") for tick in up])
            axes.set_xlabel(say(f"detail_lag_{self.layout}"), labelpad=1)

    def _update_scale(self, run, pinned):
        moving, raw = self.moving, len(run.surrogates) == 0
        value, threshold = on_scale(run.observed), on_scale(run.threshold)
        moving["counts"].set_bounds(threshold, 0, 1 - threshold, TOP)
        moving["bars"].set_visible(not raw)
        moving["bars"].set_data(heights(run.surrogates))
        moving["threshold"].set_data([threshold, threshold], [0, TOP])
        label, other = moving["value_label"], moving["threshold_label"]
        label.set_text(say("measured", observed=run.observed))
        other.set_text(say("threshold_rival" if raw else "threshold_claim", threshold=run.threshold))
        label.set_x(float(np.clip(value, self._half(label), 1 - self._half(label))))
        half = self._half(other)
        middle = beside(threshold, value, half)
        other.set_x(middle)
        # Where no side has room for the threshold's label, the value's line ends below it.
        top = MEASURED_AT - 0.06 if abs(value - middle) > half else TOP
        moving["value"].set_data([value, value], [0, top])
        moving["measure_name"].set_text(say(run.measure))
        moving["scale_title"].set_text(say("scale_rival") if raw else say("scale_claim", number=len(run.surrogates)))
        same = pinned is not None and pinned.measure == run.measure
        for name in ("bars_ghost", "value_ghost"):
            moving[name].set_visible(same and (name == "value_ghost" or len(pinned.surrogates) > 0))
        if same:
            moving["bars_ghost"].set_data(heights(pinned.surrogates))
            moving["value_ghost"].set_data([on_scale(pinned.observed)] * 2, [0, TOP])
        self._place_counts_label(value, threshold)

    def _place_counts_label(self, value, threshold):
        """Name the grey where it is wide enough, clear of the value's line."""
        label = self.moving["counts_label"]
        width = 2 * self._half(label)
        for right in (0.99, value - 0.02):
            if right - width > threshold + 0.015 and not right - width - 0.015 < value < right + 0.015:
                label.set_x(right)
                label.set_visible(True)
                return
        label.set_visible(False)

    def _half(self, text):
        """About half the width of a text on the scale (a letter is about 0.58 of its size wide)."""
        inches = 0.28 * text.get_fontsize() * len(text.get_text()) / 72
        if text.get_fontweight() == "bold":
            inches *= 1.12
        return inches / (PLACES[self.layout]["scale"][2] * SIZES[self.layout][0])


def _title(axes):
    """A title that may move: level, on its baseline, above the axes."""
    left = axes.get_position().x0
    text = axes.figure.text(left, 0, "", color=INK, ha="left", va="baseline", fontsize=rcParams["axes.titlesize"])
    text.set_position((left, axes.get_position().y1 + 6 / 72 / axes.figure.get_figheight()))
    return text


def beside(threshold: float, value: float, half: float) -> float:
    """Where the middle of the threshold's label goes: beside its line, clear of the value's."""
    gap = 0.015
    near, far = min(threshold, value), max(threshold, value)
    if threshold < value:
        places = (threshold - gap - half, far + gap + half)
    else:
        places = (threshold + gap + half, near - gap - half)
    for place in places:
        if half <= place <= 1 - half:
            return place
    return float(np.clip(places[0], half, 1 - half))


def on_scale(value: float) -> float:
    """The place of a value on a scale that ends at 0 and 1."""
    return float(np.clip(value, 0.0, 1.0))


def standardise(series) -> np.ndarray:
    """A series with mean 0 and spread 1."""
    series = np.asarray(series, float) - np.mean(series)
    series = series / np.abs(series).max()
    return series / series.std()


def heights(surrogates) -> np.ndarray:
    """How many surrogate values lie in each bin, the fullest bin being 1."""
    counts = np.histogram(np.clip(surrogates, 0, 1), EDGES)[0]
    return counts / max(1, counts.max())


def lag_detail(run):
    """Correlation by lag; its highest point; and the value as a level."""
    best = int(np.argmax(run.correlation))
    return (run.lags, run.correlation), (run.lags[[best]], run.correlation[[best]]), _level(run)


def window_detail(run):
    """Nothing; the best lag and its correlation in each window; and the value (their mean) as a level."""
    best = run.windowed.argmax(axis=1)
    return ([], []), (run.lags[best], run.windowed.max(axis=1)), _level(run)


def _level(run):
    return [-LONGEST_LAG, LONGEST_LAG], [run.observed, run.observed]


def phase_detail(run):
    """The circle; the relative phase at some of the moments that are measured; and their mean as a hand from the middle."""
    turn = np.linspace(0, 2 * np.pi, 61)
    phases = run.relative_phase[inner_part(len(run.relative_phase))]
    mean = np.exp(1j * phases).mean()
    some = phases[np.linspace(0, len(phases) - 1, min(DOTS, len(phases))).astype(int)]
    # A golden-section scatter of the radius, so that moments of like phase do not hide each other.
    radius = 1 + 0.2 * (np.arange(len(some)) * 0.618034 % 1 - 0.5)
    return (np.cos(turn), np.sin(turn)), (radius * np.cos(some), radius * np.sin(some)), ([0, mean.real], [0, mean.imag])
