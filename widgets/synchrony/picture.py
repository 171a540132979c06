"""The four pictures of the panel on synchrony.

Each is a figure made once; `update` only moves what is in ``moving``. The first person is blue and solid, the second orange and
dashed, what lies between them green, a pinned run grey and dotted.
"""

from __future__ import annotations

import math

import numpy as np
from matplotlib.patches import Rectangle

from widgets.drawing import broken, line, make_figure, points, show_ghost
from widgets.palette import A, B, C, D, GHOST, GRID, INK, MUTED, PAPER
from widgets.synchrony.model import PUBLISHED_KEPT
from widgets.phrases import number
from widgets.synchrony.words import say

WINDOW = 6.0
"""Seconds of the two waves in view."""


class ClocksPicture:
    """Two waves, two hands of a clock, and how far the first is ahead."""

    def __init__(self, layout: str = "wide"):
        ahead_width = 0.60 if layout == "large" else 0.865
        self.figure, axes = make_figure(
            layout, wide={"waves": (0.11, 0.62, 0.60, 0.29), "clock": (0.755, 0.60, 0.22, 0.31), "ahead": (0.11, 0.15, ahead_width, 0.31)},
            narrow={"waves": (0.15, 0.75, 0.82, 0.19), "ahead": (0.15, 0.375, 0.82, 0.23), "clock": (0.53, 0.01, 0.42, 0.25)})
        waves, clock, ahead = axes["waves"], axes["clock"], axes["ahead"]
        waves.set(xlim=(-WINDOW, 0), ylim=(-1.25, 1.25), yticks=[], title=say("in_step.waves"))
        waves.set_xticks(range(-6, 1))
        ahead.set(xlim=(0, 30), ylim=(-0.5, 0.5), yticks=[-0.5, -0.25, 0, 0.25, 0.5], yticklabels=["−½", "−¼", "0", "¼", "½"],
                  title=say("in_step.ahead"), xlabel=say("time"), ylabel=say("in_step.turns"))
        ahead.axhline(0, color=GRID, zorder=0)
        clock.set(xlim=(-1.45, 1.45), ylim=(-1.45, 1.45), xticks=[], yticks=[], aspect="equal", anchor="E")
        clock.spines[:].set_visible(False)
        turn = np.linspace(0, 2 * np.pi, 121)
        clock.plot(np.sin(turn), np.cos(turn), color=GRID, linewidth=2.5, zorder=0)
        self.moving = {
            "ghost": line(ahead, GHOST, ":"),
            "settle": line(ahead, MUTED, "-.", linewidth=1.2),
            "ahead": line(ahead, C),
            "cursor": line(ahead, INK, linewidth=1.2),
            "drum": line(waves, MUTED, ":", linewidth=1.3),
            "first": line(waves, A),
            "second": line(waves, B, "--"),
            "hand_drum": points(clock, MUTED, "D", 8, fillstyle="none"),
            "hand_first": points(clock, A, "o", 15),
            "hand_second": points(clock, B, "s", 12, markerfacecolor=PAPER, markeredgewidth=2.5),
        }
        handles, labels = [self.moving[name] for name in ("first", "second", "drum")], [say("first"), say("second"), say("drum")]
        where = {"narrow": {"loc": "center left", "bbox_to_anchor": (0.05, 0.135)},
                 "wide": {"loc": "upper right", "bbox_to_anchor": (0.72, 1.0), "ncols": 3, "columnspacing": 0.9},
                 "large": {"loc": "upper right", "bbox_to_anchor": (1.0, 0.6), "labelspacing": 0.2}}[layout]
        self.figure.legend(handles, labels, borderpad=0.3, handletextpad=0.4, **where)

    def update(self, run, pinned=None, moment: float = 30.0) -> None:
        """Move everything to a run and a moment (s)."""
        m = self.moving
        at = int(np.searchsorted(run.time, moment - 1e-9))
        at = min(at, len(run.time) - 1)
        since = max(0, int(np.searchsorted(run.time, run.time[at] - WINDOW)))
        x = run.time[since:at + 1] - run.time[at]
        m["first"].set_data(x, run.first[since:at + 1])
        m["second"].set_data(x, run.second[since:at + 1])
        m["drum"].set_visible(run.drum is not None)
        m["hand_drum"].set_visible(run.drum is not None)
        if run.drum is not None:
            m["drum"].set_data(x, run.drum[since:at + 1])
            beat = _drum_phase(run, at)
            m["hand_drum"].set_data([1.28 * np.sin(beat)], [1.28 * np.cos(beat)])
        for name, phase in (("hand_first", run.phase_first[at]), ("hand_second", run.phase_second[at])):
            m[name].set_data([np.sin(phase)], [np.cos(phase)])
        m["ahead"].set_data(run.time, broken(run.relative_phase) / (2 * np.pi))
        m["settle"].set_visible(not math.isnan(run.expected_phase))
        if not math.isnan(run.expected_phase):
            settle = (run.expected_phase + np.pi) % (2 * np.pi) - np.pi
            m["settle"].set_data([0, 30], [settle / (2 * np.pi)] * 2)
        m["cursor"].set_data([run.time[at]] * 2, [-0.5, 0.5])
        show_ghost(m["ghost"], pinned, lambda r: r.time, lambda r: broken(r.relative_phase) / (2 * np.pi))


def _drum_phase(run, at):
    """The drum beats at a steady tempo from phase 0: its rhythm is the slope of its sine at the start."""
    rate = math.asin(max(-1.0, min(1.0, float(run.drum[1])))) / run.time[1]
    return rate * run.time[at]


class LandscapePicture:
    """Hills and valleys over the relative phase, a ball, and the phase over time."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"land": (0.11, 0.17, 0.43, 0.71), "time": (0.68, 0.17, 0.30, 0.71)},
            narrow={"land": (0.15, 0.56, 0.81, 0.36), "time": (0.22, 0.10, 0.74, 0.29)})
        land, time = axes["land"], axes["time"]
        stops, names = [0, np.pi], [f"0\n{say('in_or_against.at_once')}", f"π\n{say('in_or_against.in_turns')}"]
        land.set(xlim=(-np.pi / 2, 1.5 * np.pi), ylim=(-4.6, 4.6), xticks=stops, xticklabels=names,
                 title=say("in_or_against.landscape_short" if layout == "large" else "in_or_against.landscape"), ylabel=say("in_or_against.height"))
        time.set(xlim=(0, 30), ylim=(-np.pi / 2, 1.5 * np.pi), yticks=stops,
                 yticklabels=[say("in_or_against.at_once"), say("in_or_against.in_turns")],
                 title=say("in_or_against.time"), xlabel=say("time"))
        for value in stops:
            land.axvline(value, color=GRID, zorder=0)
            time.axhline(value, color=GRID, zorder=0)
        self.moving = {
            "ghost_land": line(land, GHOST, ":"), "ghost": line(time, GHOST, ":"),
            "land": line(land, INK),
            "unstable": points(land, INK, "o", 9, markerfacecolor=PAPER, markeredgewidth=1.6),
            "stable": points(land, INK, "o", 9),
            "phase": line(time, C),
            "cursor": line(time, INK, linewidth=1.2),
            "ball": points(land, C, "o", 17, markeredgecolor=PAPER, markeredgewidth=1.5),
        }
        land.legend([self.moving["stable"], self.moving["unstable"]],
                    [say("in_or_against.stable"), say("in_or_against.unstable")], loc="lower left", ncols=2, handletextpad=0.2,
                    columnspacing=1)

    def update(self, run, pinned=None, moment: float = 30.0) -> None:
        """Move everything to a run and a moment (s)."""
        m = self.moving
        tilt = run.landscape[0] - run.landscape[-1]  # what one turn downhill is worth
        m["land"].set_data(*unroll(run.landscape_phase, run.landscape, tilt))
        middle = middle_of(run)
        m["land"].set_ydata(m["land"].get_ydata() - middle)
        heights = np.interp(run.fixed_points, run.landscape_phase, run.landscape)
        x, y = shift(run.fixed_points, heights, tilt)
        m["stable"].set_data(x[run.stable], y[run.stable] - middle)
        m["unstable"].set_data(x[~run.stable], y[~run.stable] - middle)
        at = min(int(np.searchsorted(run.time, moment - 1e-9)), len(run.time) - 1)
        ball_x, ball_y = shift(run.relative_phase[at:at + 1], run.height[at:at + 1], tilt)
        m["ball"].set_data(ball_x, ball_y - middle)
        m["phase"].set_data(run.time, broken(turned(run.relative_phase)))
        m["cursor"].set_data([run.time[at]] * 2, [-np.pi / 2, 1.5 * np.pi])
        show_ghost(m["ghost"], pinned, lambda r: r.time, lambda r: broken(turned(r.relative_phase)))
        show_ghost(m["ghost_land"], pinned,
                   lambda r: unroll(r.landscape_phase, r.landscape, r.landscape[0] - r.landscape[-1])[0],
                   lambda r: unroll(r.landscape_phase, r.landscape, r.landscape[0] - r.landscape[-1])[1] - middle_of(r))


def turned(phase):
    """Relative phases from -π/2 to 3π/2, so that 'in turns' is not cut in two."""
    return np.where(phase < -np.pi / 2, phase + 2 * np.pi, phase)


def shift(phase, height, tilt):
    """Phases and heights moved to where the picture's window shows them: a turn further is `tilt` lower."""
    low = phase < -np.pi / 2
    return np.where(low, phase + 2 * np.pi, phase), np.where(low, height - tilt, height)


def unroll(phase, height, tilt):
    """The landscape over the picture's window, in order."""
    x, y = shift(phase[:-1], height[:-1], tilt)
    order = np.argsort(x)
    return x[order], y[order]


def middle_of(run) -> float:
    """Half-way between the lowest and the highest point in the window."""
    _, height = unroll(run.landscape_phase, run.landscape, run.landscape[0] - run.landscape[-1])
    return float(height.min() + height.max()) / 2


class AdaptivePicture:
    """Each one's own rhythm before, in and after sight, and what was left beside what was published."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"rhythm": (0.11, 0.57, 0.86, 0.33), "left": (0.11, 0.10, 0.86, 0.26)},
            narrow={"rhythm": (0.16, 0.55, 0.80, 0.35), "left": (0.07, 0.07, 0.90, 0.28)})
        rhythm, left = axes["rhythm"], axes["left"]
        rhythm.set(xlim=(0, 70), ylim=(3.7, 8.6), title=say("what_stays.rhythms"), xlabel=say("time"),
                   ylabel=say("what_stays.rhythm_axis"))
        left.set(xlim=(-0.1, 1.2), ylim=(-1.8, 2.2), yticks=[], title=say("what_stays.left"),
                 xticks=[0, 0.25, 0.5, 0.75, 1], xticklabels=["0", "25 %", "50 %", "75 %", "100 %"])
        left.spines["left"].set_visible(False)
        left.plot(list(PUBLISHED_KEPT.values()), [-0.2] * 3, "s", color=D, markersize=8)
        for name, value in PUBLISHED_KEPT.items():
            # where there is little room the middle name goes lower, so that the three do not touch
            down = -29 if layout != "wide" and name == "intermittent" else -14
            left.annotate(say(f"what_stays.{name}"), (value, -0.2), (0, down), textcoords="offset points", ha="center", color=D,
                          fontsize="small")
        self.band = Rectangle((20, 3.7), 20, 4.9, facecolor=GRID, edgecolor="none", zorder=0)
        rhythm.add_patch(self.band)
        self.moving = {
            "band": self.band,
            "in_sight": rhythm.text(30, 8.15, say("what_stays.in_sight"), ha="center", va="baseline", color=INK),
            "ghost_first": line(rhythm, GHOST, ":"), "ghost_second": line(rhythm, GHOST, ":"),
            "first": line(rhythm, A), "second": line(rhythm, B, "--"),
            "ghost_left": points(left, GHOST, "o", 13, fillstyle="none"),
            "left": points(left, C, "o", 15),
            "left_text": left.text(0, 1.55, "", ha="center", va="baseline", color=C, fontweight="bold"),
        }
        rhythm.legend([self.moving["first"], self.moving["second"]], [say("first"), say("second")], loc="lower right",
                      bbox_to_anchor=(1.01, 0.0), ncols=2, borderpad=0.2)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["first"].set_data(run.time, run.rhythm_first)
        m["second"].set_data(run.time, run.rhythm_second)
        m["band"].set_x(run.seeing_from)
        m["band"].set_width(run.seeing_to - run.seeing_from)
        m["in_sight"].set_position(((run.seeing_from + run.seeing_to) / 2, 8.15))
        m["in_sight"].set_visible(run.seeing_to - run.seeing_from >= 9)
        kept = float(np.clip(run.kept, -0.08, 1.18))
        m["left"].set_data([kept], [0.9])
        m["left_text"].set_position((min(max(kept, 0.02), 1.1), 1.6))
        m["left_text"].set_text(say("what_stays.this"))
        m["ghost_left"].set_visible(pinned is not None)
        if pinned is not None:
            m["ghost_left"].set_data([float(np.clip(pinned.kept, -0.08, 1.18))], [0.9])
        show_ghost(m["ghost_first"], pinned, lambda r: r.time, lambda r: r.rhythm_first)
        show_ghost(m["ghost_second"], pinned, lambda r: r.time, lambda r: r.rhythm_second)


class LeadPicture:
    """A minute of two people's excitement, and their correlation by lag."""

    SHOWN = 240

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"series": (0.10, 0.66, 0.87, 0.23), "lags": (0.10, 0.15, 0.87, 0.33)},
            narrow={"series": (0.12, 0.745, 0.85, 0.185), "lags": (0.12, 0.15, 0.85, 0.37)})
        series, lags = axes["series"], axes["lags"]
        series.set(xlim=(0, 60), ylim=(-6.5, 5), yticks=[], title=say("who_leads.series"), xlabel=say("time"))
        lags.set(xlim=(-4, 4), ylim=(-0.75, 1.0), xticks=range(-4, 5), yticks=[-0.5, 0, 0.5, 1], title=say("who_leads.by_lag"),
                 xlabel=say("who_leads.lag_axis_short" if layout == "narrow" else "who_leads.lag_axis"))
        lags.axhline(0, color=MUTED, linewidth=0.8, zorder=0)
        lags.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
        self.moving = {
            "engaged": line(series, C, linewidth=5, solid_capstyle="butt"),
            "first": line(series, A, linewidth=1.3), "second": line(series, B, "--", linewidth=1.3),
            "ghost": line(lags, GHOST, ":"),
            "expected": line(lags, MUTED, "-.", linewidth=1.2),
            "correlation": line(lags, C, "o-", markersize=4),
            "peak": points(lags, C, "o", 13, markerfacecolor=PAPER, markeredgewidth=2.5),
            "peak_text": lags.text(0, 0, "", ha="center", va="baseline", color=INK, fontweight="bold"),
        }
        m = self.moving
        where = ({"loc": "upper center", "bbox_to_anchor": (0.5, -0.40), "handlelength": 1.5} if layout == "narrow"
                 else {"loc": "lower right", "bbox_to_anchor": (1.01, 0.97), "handlelength": 1.8})
        series.legend([m["first"], m["second"], m["engaged"]], [say("first"), say("second"), say("who_leads.engaged")],
                      ncols=3, borderpad=0, columnspacing=1, **where)
        lags.legend([m["expected"]], [say("who_leads.expected")], loc="upper left", borderpad=0)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m, shown = self.moving, slice(0, self.SHOWN)
        m["first"].set_data(run.time[shown], run.first[shown])
        m["second"].set_data(run.time[shown], run.second[shown])
        m["engaged"].set_data(run.time[shown], np.where(run.engaged[shown], -5.8, np.nan))
        m["correlation"].set_data(run.lags, run.correlation)
        m["expected"].set_data(run.lags, run.expected)
        height = float(run.correlation[np.argmax(np.abs(run.correlation))])
        m["peak"].set_data([run.peak_lag], [height])
        m["peak_text"].set_position((min(max(run.peak_lag, -3.6), 3.6), min(height + 0.14, 0.88) if height > 0 else height - 0.2))
        m["peak_text"].set_text(say("who_leads.peak", lag=number(run.peak_lag)))
        show_ghost(m["ghost"], pinned, lambda r: r.lags, lambda r: r.correlation)
