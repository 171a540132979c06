"""The four pictures of the panel on oxytocin and dopamine.

Each is a figure made once; `update` only moves what is in ``moving``. Published results are purple squares, filled where a bond
was reported; what this world gives is green and round; intact or vehicle-treated voles are blue and solid (vehicle: orange and
dashed, as the second of two), a pinned run is grey and dotted.
"""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Polygon

from widgets.drawing import band, guide, label, line, make_figure, points, set_band, show_ghost
from widgets.oxytocin_dopamine.model import APART_DAYS, REPORTED
from widgets.oxytocin_dopamine.words import ANIMALS, count, say
from widgets.palette import A, B, C, D, GHOST, GRID, INK, MUTED, PAPER
from widgets.phrases import percent

CLOSING = {True: [(1, 0), (1, 1), (0, 1)], False: [(1, 1), (1, 1), (1, 1)]}
"""Corners that close the region of a bond: where its edge ends on the axes, and where it ends on the far sides."""


def region(edge) -> np.ndarray:
    """The part of the square beyond a threshold's edge (see `model.threshold_edge`)."""
    (first_x, first_y), (last_x, last_y) = edge[0], edge[-1]
    if first_x == last_x:  # an upright line
        return np.vstack([edge, [(1, 0), (1, 0), (1, 1)]])
    if first_y == last_y:  # a level line
        return np.vstack([edge, [(1, 1), (0, 1), (0, 1)]])
    return np.vstack([edge, CLOSING[bool(first_x == 0 and last_y == 0)]])


class GatePicture:
    """Eight treatments and one's own in the square of the two parts, and the same as a list."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"map": (0.085, 0.145, 0.455, 0.765), "list": (0.585, 0.02, 0.41, 0.93)},
            narrow={"map": (0.165, 0.46, 0.795, 0.49), "list": (0.04, 0.0, 0.94, 0.375)},
            large={"map": (0.105, 0.165, 0.435, 0.735), "list": (0.575, 0.02, 0.42, 0.93)})
        square, listed = axes["map"], axes["list"]
        square.set(xlim=(0, 1), ylim=(0, 1), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1], xlabel=say("gate.dopamine"),
                   ylabel=say("gate.oxytocin"))
        square.set_title(say("gate.map"))
        self.region = square.add_patch(Polygon(np.zeros((64, 2)), facecolor=C, alpha=0.16, linewidth=0, zorder=0))
        label(square, 0.97, 0.93, say("gate.bond"), ha="right", color=C, fontweight="bold")
        label(square, 0.06, 0.105, say("gate.no_bond"), color=MUTED)
        size = 13 if layout != "large" else 17
        self.moving = {
            "region": self.region,
            "edge": line(square, C, linewidth=1.6),
            "ghost": points(square, GHOST, "o", size + 7, fillstyle="none", markeredgewidth=2),
            "no": points(square, D, "s", size, markerfacecolor=PAPER, markeredgewidth=1.6),
            "yes": points(square, D, "s", size, markeredgecolor=PAPER),
            **{f"cell_{k}": label(square, 0, 0, str(k + 1), ha="center", color=PAPER if REPORTED[k] else D, fontweight="bold",
                                  fontsize="small") for k in range(8)},
            "voles": points(square, C, "o", 3.5, alpha=0.55, markeredgewidth=0, zorder=1.5),
            "own": points(square, C, "o", size + 7, fillstyle="none", markeredgewidth=3),
        }
        self._draw_list(listed, layout)

    def _draw_list(self, listed, layout):
        short = layout == "large"
        listed.set(xlim=(0, 1), ylim=(-1.6, 8.6), xticks=[], yticks=[])
        listed.spines[:].set_visible(False)
        self.reported, self.toy = (0.68, 0.89) if layout == "large" else (0.71, 0.92) if layout == "wide" else (0.70, 0.88)
        for at, name in ((self.reported, "gate.reported"), (self.toy, "gate.toy")):
            label(listed, at, 7.95, say(name), ha="center", color=MUTED, fontsize="small")
        for k in range(8):
            label(listed, 0.0, 6.82 - k, say(f"gate.cell{'_short' * short}.{k}"), fontsize="small")
        listed.plot([self.reported] * REPORTED.sum(), 7 - np.flatnonzero(REPORTED), "s", color=D, markersize=9)
        listed.plot([self.reported] * (~REPORTED).sum(), 7 - np.flatnonzero(~REPORTED), "s", color=D, markersize=9,
                    markerfacecolor=PAPER, markeredgewidth=1.6)
        listed.axhline(-0.42, color=GRID, linewidth=1)
        listed.plot([0.60 if layout == "large" else 0.66], [-1.0], "o", color=C, markersize=12, fillstyle="none", markeredgewidth=2.6)
        self.moving |= {
            "toy_yes": points(listed, C, "o", 10),
            "toy_no": points(listed, C, "o", 10, markerfacecolor=PAPER, markeredgewidth=1.8),
            "wrong": points(listed, B, "x", 16, markeredgewidth=2.4),
            "right": label(listed, 0.0, -1.12, "", fontweight="bold"),
            "share": label(listed, 1.0, -1.12, "", ha="right", color=C, fontweight="bold"),
        }

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        self.region.set_xy(region(run.edge))
        m["edge"].set_data(run.edge[:, 0], run.edge[:, 1])
        x, y = np.clip(run.cell_dopamine, 0.04, 0.96), np.clip(run.cell_oxytocin, 0.04, 0.96)
        m["yes"].set_data(x[REPORTED], y[REPORTED])
        m["no"].set_data(x[~REPORTED], y[~REPORTED])
        for k in range(8):
            m[f"cell_{k}"].set_position((x[k], y[k] - 0.019))
        m["voles"].set_data(run.individual_dopamine, run.individual_oxytocin)
        m["own"].set_data([run.own_dopamine], [run.own_oxytocin])
        rows, bonded = 7 - np.arange(8), run.cell_bonded
        for name, here in (("toy_yes", bonded), ("toy_no", ~bonded), ("wrong", bonded != REPORTED)):
            m[name].set_data(np.full(here.sum(), self.toy), rows[here])
        m["right"].set_text(say("gate.right", count=run.cells_right))
        m["share"].set_text(say("gate.own", share=count(run.share_bonded)))
        show_ghost(m["ghost"], pinned, lambda r: [r.own_dopamine], lambda r: [r.own_oxytocin])


class RulesPicture:
    """Five rules, each with a hill of the room that 2000 guesses leave for a threshold."""

    EDGES = np.linspace(-1, 1, 61)

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"rows": (0.20, 0.15, 0.79, 0.74)}, narrow={"rows": (0.05, 0.10, 0.92, 0.78)},
            large={"rows": (0.245, 0.17, 0.75, 0.71)})
        rows = axes["rows"]
        narrow = layout == "narrow"
        edge = {"wide": 1.32, "narrow": 1.95, "large": 1.45}[layout]
        rows.set(xlim=(-1, edge), ylim=(-0.15, 5.0), xticks=[-1, -0.5, 0, 0.5, 1], yticks=[])
        rows.set_xlabel(say("rules.axis" if layout == "wide" else "rules.axis_short"), x=1 / (edge + 1))
        rows.spines["left"].set_visible(False)
        rows.axvline(0, color=INK, linewidth=1.2, ymax=0.985)
        label(rows, -0.06, 5.06, say("rules.none_fits"), ha="right", color=MUTED)
        label(rows, 0.06, 5.06, say("rules.one_fits"), color=C, fontweight="bold")
        if layout == "wide":
            label(rows, edge, 5.06, say("rules.heading"), ha="right", color=MUTED, fontsize="small")
        self.moving = {}
        for k in range(5):
            base = 4 - k
            rows.plot([-1, 1], [base, base], color=GRID, linewidth=0.8, zorder=0)
            label(rows, edge if narrow else -1.03, base + (0.36 if narrow else 0.08), say(f"rules.row.{k}"), ha="right")
            self.moving |= {
                f"ghost_{k}": line(rows, GHOST, ":"),
                f"hill_{k}": band(rows, C, 0.35),
                f"crest_{k}": line(rows, C, linewidth=1.5),
                f"middle_{k}": points(rows, INK, "D", 6, markeredgecolor=PAPER),
                f"share_{k}": label(rows, edge, base + 0.08, "", ha="right", fontweight="bold", fontsize="large"),
            }

    def _hill(self, run, k):
        """Heights of a row's hill, 0 to 0.85, at the middles of the bins."""
        heights, _ = np.histogram(run.margins[k], self.EDGES)
        return 0.85 * heights / max(heights.max(), 1)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m, middles = self.moving, (self.EDGES[:-1] + self.EDGES[1:]) / 2
        for k in range(5):
            base, heights = 4 - k, self._hill(run, k)
            set_band(m[f"hill_{k}"], middles, base, base + heights)
            m[f"crest_{k}"].set_data(middles, base + heights)
            m[f"middle_{k}"].set_data([run.median_margin[k]], [base])
            m[f"share_{k}"].set_text(say("rules.share", share=percent(float(run.reproduced[k]))))
            show_ghost(m[f"ghost_{k}"], pinned, lambda r: middles, lambda r, k=k: 4 - k + self._hill(r, k))


def _beside(at):
    """Places for forty dots beside each other, always the same."""
    return at + 0.22 * np.random.default_rng(5).uniform(-1, 1, ANIMALS)


class TimingPicture:
    """Preference with the agonist and with vehicle, forty voles of each, and the effect by the moment of giving."""

    END = 10.0

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"course": (0.085, 0.56, 0.615, 0.345), "ends": (0.775, 0.56, 0.215, 0.345), "effect": (0.085, 0.135, 0.615, 0.285)},
            narrow={"course": (0.13, 0.655, 0.84, 0.235), "effect": (0.13, 0.385, 0.84, 0.175), "ends": (0.30, 0.05, 0.50, 0.20)},
            large={"course": (0.105, 0.575, 0.575, 0.315), "ends": (0.775, 0.575, 0.215, 0.315), "effect": (0.105, 0.165, 0.575, 0.245)})
        course, ends, effect = axes["course"], axes["ends"], axes["effect"]
        course.set(xlim=(-3, self.END), ylim=(0, 1.08), xticks=[0, 2, 4, 6, 8, 10], yticks=[0, 0.5, 1])
        course.set_title(say("timing.course"), pad=24 if layout == "narrow" else 6)
        effect.set(xlim=(-3, self.END), ylim=(-0.72, 0.28), xticks=[0, 2, 4, 6, 8, 10], yticks=[-0.5, 0],
                   xlabel=say("timing.hours"))
        effect.set_title(say("timing.effect"))
        effect.axhline(0, color=MUTED, linewidth=1, zorder=0)
        effect.text(self.END, 0.09, say("timing.helps"), ha="right", va="baseline", color=C, fontweight="bold")
        effect.text(self.END, -0.66, say("timing.hinders"), ha="right", va="baseline", color=C, fontweight="bold")
        ends.set(xlim=(-0.5, 1.5), ylim=(0, 1.08), xticks=[0, 1], xticklabels=[say("timing.vehicle"), say("timing.agonist_short")],
                 yticks=[0, 0.5, 1])
        ends.set_title(say("timing.ends"))
        self.moving = {
            "together": band(course, GRID, 0.75, zorder=0), "together_below": band(effect, GRID, 0.75, zorder=0),
            "threshold": line(course, MUTED, "-.", linewidth=1.1), "threshold_ends": line(ends, MUTED, "-.", linewidth=1.1),
            "ghost": line(course, GHOST, ":"), "ghost_effect": line(effect, GHOST, ":"),
            "vehicle": line(course, B, "--"), "preference": line(course, A, linewidth=2.4),
            "given_line": line(course, INK, linewidth=1.0), "given": points(course, INK, "v", 10),
            "effect_area": band(effect, C, 0.3), "effect": line(effect, C, linewidth=2.4), "here": points(effect, INK, "v", 12),
            "pairs": line(ends, GRID, linewidth=0.7, zorder=0),
            "voles_vehicle": points(ends, B, "s", 4.5, markerfacecolor=PAPER, markeredgewidth=1.1),
            "voles": points(ends, A, "o", 4.5),
            "word_together": label(course, 0, 0.95, say("timing.together"), ha="center", color=MUTED, fontsize="small"),
        }
        m = self.moving
        handles = [m["preference"], m["vehicle"], m["given"], m["threshold"]]
        names = [say("timing.agonist"), say("timing.vehicle"), say("timing.given"), say("without.bonded")]
        if layout == "narrow":
            course.legend(handles, names, loc="lower left", bbox_to_anchor=(-0.15, 0.97), ncols=4, borderpad=0, columnspacing=0.7,
                          handletextpad=0.3, handlelength=1.5)
        else:
            self.figure.legend(handles, names, loc="upper left", bbox_to_anchor=(0.72 if layout == "wide" else 0.70, 0.43),
                               borderpad=0.1, handletextpad=0.4, handlelength=1.8)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        set_band(m["together"], [0, run.pairing_hours], 0, 1.08)
        set_band(m["together_below"], [0, run.pairing_hours], -0.72, 0.28)
        m["word_together"].set_position((run.pairing_hours / 2, 0.96))
        m["word_together"].set_visible(run.pairing_hours >= 3)
        m["threshold"].set_data([-3, run.time[-1]], [run.threshold] * 2)
        m["threshold_ends"].set_data([-0.5, 1.5], [run.threshold] * 2)
        m["preference"].set_data(run.time, run.preference)
        m["vehicle"].set_data(run.time, run.preference_vehicle)
        at = min(run.given_at, float(run.time[-1]))
        m["given"].set_data([at], [0.05])
        m["given_line"].set_data([at, at], [0.05, 1.0])
        set_band(m["effect_area"], run.moments, 0, run.effect_by_moment)
        m["effect"].set_data(run.moments, run.effect_by_moment)
        m["here"].set_data([at], [run.effect])
        left, right = _beside(0.0), _beside(1.0)
        gap = np.full(ANIMALS, np.nan)
        m["pairs"].set_data(np.column_stack([left, right, gap]).ravel(),
                            np.column_stack([run.individual_vehicle, run.individual_final, gap]).ravel())
        m["voles_vehicle"].set_data(left, run.individual_vehicle)
        m["voles"].set_data(right, run.individual_final)
        show_ghost(m["ghost"], pinned, lambda r: r.time, lambda r: r.preference)
        show_ghost(m["ghost_effect"], pinned, lambda r: r.moments, lambda r: r.effect_by_moment)


class CompensationPicture:
    """Preference with and without the loss, forty voles of each, and what stands in by the age at the loss."""

    DAYS = 8.0

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"course": (0.085, 0.53, 0.615, 0.375), "ends": (0.775, 0.53, 0.215, 0.375), "ages": (0.085, 0.09, 0.615, 0.27)},
            narrow={"course": (0.13, 0.645, 0.84, 0.245), "ages": (0.13, 0.38, 0.84, 0.165), "ends": (0.30, 0.05, 0.50, 0.215)},
            large={"course": (0.105, 0.55, 0.575, 0.34), "ends": (0.775, 0.55, 0.215, 0.34), "ages": (0.105, 0.11, 0.575, 0.245)})
        course, ends, ages = axes["course"], axes["ends"], axes["ages"]
        course.set(xlim=(0, self.DAYS), ylim=(0, 1.1), xticks=range(0, 9), yticks=[0, 0.5, 1])
        course.set_title(say("without.course"), pad=24 if layout == "narrow" else 6)
        ages.set(xlim=(-2, 90), ylim=(0, 0.56), xticks=[0, 21, 60, 90], yticks=[0, 0.25, 0.5])
        ages.set_title(say("without.by_age"))
        ends.set(xlim=(-0.5, 1.5), ylim=(0, 1.1), xticks=[0, 1], xticklabels=[say("without.intact"), say("without.lost_short")],
                 yticks=[0, 0.5, 1])
        ends.set_title(say("without.ends"))
        self.moving = {
            "apart": band(course, GRID, 0.75, zorder=0),
            "word_apart": label(course, 0, 0.96, say("without.apart"), ha="center", color=MUTED, fontsize="small"),
            "threshold": line(course, MUTED, "-.", linewidth=1.1), "threshold_ends": line(ends, MUTED, "-.", linewidth=1.1),
            "ghost": line(course, GHOST, ":"), "ghost_ages": line(ages, GHOST, ":"),
            "intact": line(course, A, linewidth=2.2), "lost": line(course, B, "--", linewidth=2.2),
            "by_age": line(ages, C, linewidth=2.4), "here": points(ages, C, "o", 11, markeredgecolor=INK, markeredgewidth=1.6),
            "voles_intact": points(ends, A, "o", 4.5),
            "voles": points(ends, B, "s", 4.5, markerfacecolor=PAPER, markeredgewidth=1.1),
        }
        m = self.moving
        handles = [m["intact"], m["lost"], m["threshold"]]
        names = [say("without.intact"), say("without.lost_short"), say("without.bonded")]
        if layout == "narrow":
            course.legend(handles, names, loc="lower left", bbox_to_anchor=(-0.15, 0.97), ncols=3, borderpad=0, columnspacing=0.9,
                          handletextpad=0.3, handlelength=1.9)
        else:
            self.figure.legend(handles, names, loc="upper left", bbox_to_anchor=(0.72 if layout == "wide" else 0.70, 0.37),
                               borderpad=0.1, handletextpad=0.4, handlelength=1.8)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m, parted = self.moving, float(run.time[100])
        set_band(m["apart"], [parted, parted + APART_DAYS], 0, 1.1)
        m["word_apart"].set_position((parted + APART_DAYS / 2, 0.99))
        m["threshold"].set_data([0, run.time[-1]], [run.threshold] * 2)
        m["threshold_ends"].set_data([-0.5, 1.5], [run.threshold] * 2)
        m["intact"].set_data(run.time, run.preference_intact)
        m["lost"].set_data(run.time, run.preference)
        m["by_age"].set_data(run.ages, run.compensation_by_age)
        m["here"].set_data([run.age_at_loss], [run.compensation])
        m["voles_intact"].set_data(_beside(0.0), run.individual_intact)
        m["voles"].set_data(_beside(1.0), run.individual_final)
        show_ghost(m["ghost"], pinned, lambda r: r.time, lambda r: r.preference)
        show_ghost(m["ghost_ages"], pinned, lambda r: r.ages, lambda r: r.compensation_by_age)
