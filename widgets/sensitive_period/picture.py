"""The three pictures of the panel on sensitive periods.

Each is a figure made once; `update` only moves what is in ``moving``. What comes first, or is alone, is blue and solid; what comes
second, or has the mother by it, orange and dashed; what is measured is green; published findings are purple squares.
"""

from __future__ import annotations

import numpy as np

from widgets.drawing import band, bars, guide, label, line, make_figure, points, set_band, set_bar, show_ghost
from widgets.palette import A, B, C, D, GHOST, GRID, INK, MUTED, PAPER
from widgets.sensitive_period.model import CHILDREN, MONTHS, OLDEST, TEST_AGE, YOUNGEST
from widgets.sensitive_period.words import say

PUBLISHED_TURNING_POINTS = (12, 15, 15, 18, 20, 20, 20, 24, 24, 24, 24, 24, 24)
"""Months of age at placement before which it helped most, one for each outcome (Nelson 2019, 10.1155/2019/1676285)."""


class WindowPicture:
    """The window as an area, what it would let in at each age, and what two things have become."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"window": (0.10, 0.53, 0.87, 0.36), "bonds": (0.10, 0.125, 0.87, 0.27)},
            narrow={"window": (0.16, 0.54, 0.80, 0.31), "bonds": (0.16, 0.10, 0.80, 0.31)},
            large={"window": (0.13, 0.55, 0.84, 0.33), "bonds": (0.13, 0.16, 0.84, 0.25)})
        window, bonds = axes["window"], axes["bonds"]
        window.set(xlim=(0, 10), ylim=(-0.06, 1.06), xticks=range(0, 11), yticks=[0, 0.5, 1], xticklabels=[])
        bonds.set(xlim=(0, 10), ylim=(-0.52, 1.06), xticks=range(0, 11), yticks=[-0.28, 0, 0.5, 1],
                  yticklabels=[say("shuts.in_view"), "0", "0.5", "1"], xlabel=say("age"))
        bonds.set_title(say("shuts.bonds"))
        guide(bonds, y=0)
        self.moving = {
            "area": band(window, C, 0.22),
            "ghost": line(window, GHOST, ":"),
            "window": line(window, C, linewidth=2.6),
            "probe": points(window, INK, "o", 5 if layout != "large" else 7),
            "dose": line(window, INK, "-.", linewidth=1.2),
            "dose_text": label(window, 0, -0.24, say("shuts.dose"), ha="center", fontweight="bold"),
            "ghost_first": line(bonds, GHOST, ":"), "ghost_second": line(bonds, GHOST, ":"),
            "home": line(bonds, MUTED, ":", linewidth=1.4),
            "first": line(bonds, A), "second": line(bonds, B, "--"),
            "first_view": bars(bonds, A, 1, linewidth=0)[0],
            "second_view": bars(bonds, B, 1, linewidth=0)[0],
        }
        m = self.moving
        title = "shuts.window_short" if layout == "large" else "shuts.window"
        probe = "shuts.probe" if layout == "wide" else "shuts.probe_short"
        where = {"loc": "lower left" if layout == "narrow" else "lower right", "bbox_to_anchor": (-0.02 if layout == "narrow" else 1.01, 0.98)}
        window.set_title(say(title), pad=28 if layout == "narrow" else 6)
        window.legend([m["probe"]], [say(probe)], borderpad=0.1, handletextpad=0.2, handlelength=1.2, **where)
        bonds.legend([m["first"], m["second"], m["home"]], [say("first"), say("second"), say("shuts.home")], loc="lower right",
                     bbox_to_anchor=(1.01, 0.98), ncols=3, borderpad=0.1, columnspacing=0.9, handletextpad=0.4,
                     handlelength=2.6 if layout == "wide" else 1.4)
        if layout != "wide":
            bonds.set_title("")

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        set_band(m["area"], run.age, 0, run.plasticity)
        m["window"].set_data(run.age, run.plasticity)
        m["probe"].set_data(run.probe_age, run.probe_effect)
        dosed = bool(run.lifted.max() > 0)
        m["dose"].set_data([run.second_from] * 2, [-0.06, 1.06])
        m["dose"].set_visible(dosed)
        m["dose_text"].set_position((max(run.second_from, 0.3), -0.24))
        m["dose_text"].set_visible(dosed)
        m["first"].set_data(run.age, run.weight_first)
        m["second"].set_data(run.age, run.weight_second)
        m["home"].set_data(run.age, run.weight_surroundings)
        m["home"].set_visible(bool(run.weight_surroundings.max() > 0))
        set_bar(m["first_view"], 0, -0.24, run.first_until, 0.13)
        set_bar(m["second_view"], run.second_from, -0.44, run.second_until - run.second_from, 0.13)
        show_ghost(m["ghost"], pinned, lambda r: r.age, lambda r: r.plasticity)
        show_ghost(m["ghost_first"], pinned, lambda r: r.age, lambda r: r.weight_first)
        show_ghost(m["ghost_second"], pinned, lambda r: r.age, lambda r: r.weight_second)


class OdourPicture:
    """What an odour becomes by the age at which it was learned, each pup a dot; and what goes on inside one."""

    INSIDE = ("corticosterone", "amygdala", "noradrenaline")

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"ages": (0.145, 0.15, 0.565, 0.74), "inside": (0.775, 0.52, 0.205, 0.37)},
            narrow={"ages": (0.24, 0.43, 0.72, 0.44), "inside": (0.08, 0.06, 0.88, 0.20)},
            large={"ages": (0.17, 0.17, 0.52, 0.70), "inside": (0.745, 0.53, 0.235, 0.34)})
        ages, inside = axes["ages"], axes["inside"]
        ages.set(xlim=(YOUNGEST, OLDEST), ylim=(-1.4, 1.4), xticks=[5, 8, 10, 12, 15, 20], yticks=[-1, 0, 1],
                 yticklabels=[say(f"approach.{name}") for name in ("avoids", "neither", "approaches")], xlabel=say("approach.day"))
        ages.set_title(say("approach.ages"), pad=44 if layout == "narrow" else 6)
        guide(ages, y=0)
        found = ages.plot([8, 12, 13.5, 15], [1.22, -1.22, -1.22, -1.22], "s", color=D, markersize=7)[0]
        found_mother = ages.plot([12, 13.5, 15], [1.22] * 3, "s", color=D, markersize=7, markerfacecolor=PAPER, markeredgewidth=1.8)[0]
        self._draw_inside(inside, layout)
        self.moving = {
            "own_day": line(ages, GRID, linewidth=6, zorder=0),
            "ghost_alone": line(ages, GHOST, ":"), "ghost_mother": line(ages, GHOST, ":"),
            "alone": line(ages, A), "with_mother": line(ages, B, "--"),
            "pups": points(ages, C, "o", 8, markeredgecolor=PAPER, markeredgewidth=0.8, alpha=0.85),
            **{name: bars(inside, C, 1, linewidth=0)[0] for name in self.INSIDE},
            **{f"{name}_text": label(inside, 0, 2.30 - at, "", fontsize="small") for at, name in enumerate(self.INSIDE)},
        }
        m = self.moving
        handles = [m["alone"], m["with_mother"], m["pups"], found, found_mother]
        labels = [say(f"approach.{name}") for name in ("alone", "with_mother", "pups", "found", "found_mother")]
        if layout == "narrow":
            ages.legend(handles, labels, loc="lower left", bbox_to_anchor=(-0.33, 0.97), ncols=2, borderpad=0.1, columnspacing=0.8,
                        handlelength=1.6, handletextpad=0.4, labelspacing=0.15, fontsize="small")
        else:
            self.figure.legend(handles, labels, loc="lower left", bbox_to_anchor=(0.755 if layout == "wide" else 0.715, 0.12),
                               borderpad=0.1, labelspacing=0.3, handlelength=1.8 if layout == "wide" else 1.4, handletextpad=0.5,
                               fontsize="small")

    def _draw_inside(self, inside, layout):
        inside.set(xlim=(0, 3), ylim=(-0.55, 2.75), xticks=[0, 1, 2, 3], yticks=[])
        inside.set_title(say("approach.inside"))
        inside.spines["left"].set_visible(False)
        for at, most in enumerate((3, 1, 2)):
            set_bar(bars(inside, GRID, 1, linewidth=0)[0], 0, 1.83 - at, most, 0.34)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["alone"].set_data(run.day, run.by_day_alone)
        m["with_mother"].set_data(run.day, run.by_day_with_mother)
        m["own_day"].set_data([run.own_day] * 2, [-1.4, 1.4])
        m["pups"].set_data(np.clip(run.own_day + run.maturity, YOUNGEST + 0.1, OLDEST - 0.1), run.preference[:, -1])
        for at, name in enumerate(self.INSIDE):
            value = getattr(run, name)
            set_bar(m[name], 0, 1.83 - at, value, 0.34)
            m[f"{name}_text"].set_text(say(f"approach.{name}"))
        show_ghost(m["ghost_alone"], pinned, lambda r: r.day, lambda r: r.by_day_alone)
        show_ghost(m["ghost_mother"], pinned, lambda r: r.day, lambda r: r.by_day_with_mother)


class CuePicture:
    """Forty lives, and what age at placement makes of the mean, beside published turning points."""

    EVERY = 4
    """Months between two points of a child's line, so that forty lines stay short."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"placed": (0.56, 0.15, 0.42, 0.74), "lives": (0.10, 0.15, 0.35, 0.74)},
            narrow={"placed": (0.16, 0.54, 0.80, 0.41), "lives": (0.16, 0.09, 0.80, 0.31)},
            large={"placed": (0.57, 0.17, 0.41, 0.71), "lives": (0.13, 0.17, 0.32, 0.71)})
        placed, lives = axes["placed"], axes["lives"]
        lives.set(xlim=(0, MONTHS / 12), ylim=(0, 1), xticks=[0, 4, 8, 12, 16], yticks=[0, 0.5, 1], xlabel=say("why.years"),
                  ylabel=say("why.expectation" if layout == "wide" else "why.expectation_short"))
        lives.set_title(say("why.lives"))
        placed.set(xlim=(0, TEST_AGE), ylim=(-0.5, 1.32), xticks=range(0, TEST_AGE + 1, 6), yticks=[0, 0.5, 1], xlabel=say("why.months"))
        placed.set_title(say("why.placed_short" if layout != "narrow" else "why.placed"))
        guide(placed, y=0)
        stacked = [sum(other == month for other in PUBLISHED_TURNING_POINTS[:at]) for at, month in enumerate(PUBLISHED_TURNING_POINTS)]
        placed.plot(PUBLISHED_TURNING_POINTS, [-0.44 + 0.07 * height for height in stacked], "s", color=D,
                    markersize=6.5, markeredgecolor=PAPER, markeredgewidth=0.8)
        label(placed, 26, -0.22, say("why.published" if layout != "large" else "why.published_short"), color=D, fontsize="small", va="center")
        self.moving = {
            "age_at_placement": line(placed, GRID, linewidth=6, zorder=0),
            "ghost": line(placed, GHOST, ":"), "ghost_late": line(placed, GHOST, ":"),
            "at_sixteen": line(placed, B, "s--", markersize=9, markerfacecolor=PAPER, markeredgewidth=1.4),
            "at_test": line(placed, C, "o-", markersize=5, linewidth=2.2),
            "placement": line(lives, GRID, linewidth=6, zorder=0),
            "children": line(lives, C, linewidth=0.6, alpha=0.45),
            "ghost_mean": line(lives, GHOST, ":"),
            "mean": line(lives, INK, linewidth=2.4),
        }
        m = self.moving
        where = {"bbox_to_anchor": (1.02, 1.02), "loc": "upper right"}
        placed.legend([m["at_sixteen"], m["at_test"]], [say("why.at_sixteen"), say("why.at_test")], borderpad=0.1, labelspacing=0.2,
                      handlelength=2.0, **where)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["at_test"].set_data(run.placement_ages, run.at_test)
        m["at_sixteen"].set_data(run.placement_ages, run.at_sixteen)
        m["age_at_placement"].set_data([run.placed_at] * 2, [0, 1])
        m["placement"].set_data([run.placed_at / 12] * 2, [0, 1])
        years = np.append(run.age[::self.EVERY] / 12, np.nan)
        each = np.column_stack([run.expectation[:, ::self.EVERY], np.full(CHILDREN, np.nan)])
        m["children"].set_data(np.tile(years, CHILDREN), each.ravel())
        m["mean"].set_data(run.age / 12, run.mean_expectation)
        show_ghost(m["ghost"], pinned, lambda r: r.placement_ages, lambda r: r.at_test)
        show_ghost(m["ghost_late"], pinned, lambda r: r.placement_ages, lambda r: r.at_sixteen)
        show_ghost(m["ghost_mean"], pinned, lambda r: r.age / 12, lambda r: r.mean_expectation)
