"""The two pictures of the panel on oxytocin pulses.

Cells are blue, what the cells feel is orange and dashed, the blood is green, an antagonist purple, a pinned run grey and dotted.
"""

from __future__ import annotations

import numpy as np

from widgets.drawing import bars, label, line, make_figure, points, set_bar, show_ghost
from widgets.oxytocin_pulses.model import CELLS_SHOWN, PROFILE, SECONDS
from widgets.oxytocin_pulses.words import STEADY_FROM, levels, say
from widgets.palette import GHOST, GRID, INK, MUTED, PAPER, A, B, C, D
from widgets.phrases import number

ROW = 62
"""Height of one cell's row: spikes in a second."""
TOP = CELLS_SHOWN * ROW + 26
TIERS = (120, 300, 600, 1200)
"""Heights that the axis of the blood may have; it only changes when the run needs another one."""
MINUTES = np.arange(1, SECONDS + 1) / 60
LEVELS = 24
"""Classes of level in the picture of how often each occurs."""


def tier(*runs) -> float:
    """The lowest height that shows all these runs."""
    most = max(run.plasma.max() for run in runs if run is not None)
    return next((each for each in TIERS if most < 0.97 * each), TIERS[-1])


class PulsesPicture:
    """Four cells second by second, the blood below them, and the first burst enlarged."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"cells": (0.085, 0.475, 0.585, 0.445), "blood": (0.085, 0.13, 0.585, 0.215),
                          "burst": (0.745, 0.13, 0.24, 0.79)},
            large={"cells": (0.10, 0.475, 0.555, 0.43), "blood": (0.10, 0.165, 0.555, 0.20), "burst": (0.745, 0.165, 0.24, 0.74)},
            narrow={"cells": (0.15, 0.675, 0.82, 0.275), "blood": (0.15, 0.425, 0.82, 0.15), "burst": (0.15, 0.095, 0.82, 0.195)})
        cells, self.blood, burst = axes["cells"], axes["blood"], axes["burst"]
        cells.set(xlim=(0, 15), ylim=(-14, TOP), title=say("pulses.cells"), xticks=[0, 3, 6, 9, 12, 15], xticklabels=[],
                  yticks=[ROW * k for k in range(CELLS_SHOWN)],
                  yticklabels=[CELLS_SHOWN - k for k in range(CELLS_SHOWN)])
        self.blood.set(xlim=(0, 15), ylim=(0, TIERS[0]), title=say("pulses.blood"), xlabel=say("pulses.x"), xticks=[0, 3, 6, 9, 12, 15],
                       yticks=[])
        burst.set(xlim=(PROFILE[0], PROFILE[-1]), ylim=(0, 74), title=say("pulses.profile"), xlabel=say("pulses.profile.x"),
                  xticks=[0, 3, 6], yticks=[0, 20, 40, 60])
        self.moving = {
            "given": line(cells, D, "--", linewidth=1.4), "given_blood": line(self.blood, D, "--", linewidth=1.4),
            "ghost": line(self.blood, GHOST, ":"), "ghost_starts": points(cells, GHOST, "v", 6, markerfacecolor="none"),
            "ghost_rate": line(burst, GHOST, ":"),
            **{f"cell_{k + 1}": line(cells, A, linewidth=0.9) for k in range(CELLS_SHOWN)},
            "starts": points(cells, INK, "v", 7),
            "blood": line(self.blood, C, linewidth=2.2),
            "felt": line(burst, B, "--", linewidth=2), "rate": line(burst, A, linewidth=2),
            "no_burst": label(burst, 3.5, 34, ha="center", color=MUTED),
            "antagonist": label(cells, 0, TOP - 20, color=D, fontsize="small"),
        }
        burst.legend([self.moving["rate"], self.moving["felt"]], [say("pulses.firing"), say("pulses.felt")], loc="upper right",
                     handlelength=0.8 if layout == "large" else 1.4, borderpad=0.0, handletextpad=0.4, borderaxespad=0.1)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        height = tier(run, pinned)
        if self.blood.get_ylim()[1] != height:
            self.blood.set_ylim(0, height)
        for k in range(CELLS_SHOWN):
            m[f"cell_{k + 1}"].set_data(MINUTES, np.minimum(run.cells[k], ROW + 8) + ROW * (CELLS_SHOWN - 1 - k))
        starts = run.burst_times[:run.bursts] / 60
        m["starts"].set_data(starts, np.full(run.bursts, TOP - 9))
        m["ghost_starts"].set_visible(pinned is not None)
        if pinned is not None:
            m["ghost_starts"].set_data(pinned.burst_times[:pinned.bursts] / 60, np.full(pinned.bursts, TOP - 9))
        m["blood"].set_data(MINUTES, run.plasma)
        given = run.antagonist_second / 60
        for name in ("given", "given_blood", "antagonist"):
            m[name].set_visible(run.antagonist > 0)
        m["antagonist"].set_text(say("pulses.antagonist"))
        m["antagonist"].set_position((min(given + 0.25, 10.6), TOP - 42))
        for name, top in (("given", TOP), ("given_blood", height)):
            m[name].set_data([given, given], [-14, top])
        m["rate"].set_data(run.profile_time, run.profile_rate)
        m["felt"].set_data(run.profile_time, run.profile_oxytocin)
        m["no_burst"].set_text("" if run.bursts else say("pulses.no_burst"))
        show_ghost(m["ghost"], pinned, lambda r: MINUTES, lambda r: r.plasma)
        show_ghost(m["ghost_rate"], pinned, lambda r: r.profile_time, lambda r: r.profile_rate)


class SamplePicture:
    """The blood over time with a sample, and how often each level occurs."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"blood": (0.03, 0.15, 0.64, 0.74), "levels": (0.72, 0.15, 0.265, 0.74)},
            large={"blood": (0.03, 0.185, 0.62, 0.69), "levels": (0.71, 0.185, 0.27, 0.69)},
            narrow={"blood": (0.05, 0.52, 0.91, 0.41), "levels": (0.05, 0.10, 0.91, 0.27)})
        self.blood, self.levels = axes["blood"], axes["levels"]
        self.blood.set(xlim=(0, 15), ylim=(0, TIERS[0]), title=say("sample.blood"), xlabel=say("sample.x"), xticks=[0, 3, 6, 9, 12, 15],
                       yticks=[])
        self.levels.set(xlim=(0, 1.08), ylim=(0, TIERS[0]), title=say("sample.levels"), yticks=[])
        self.levels.set_xticks([0.15, 0.9], [say("sample.levels.rare"), say("sample.levels.often")])
        self.blood.axvspan(0, STEADY_FROM / 60, color=GRID, alpha=0.4, linewidth=0, zorder=0)
        self.moving = {
            "ghost": line(self.blood, GHOST, ":"), "mean": line(self.blood, MUTED, "--", linewidth=1.3),
            "blood": line(self.blood, C, linewidth=2.2), "drop": line(self.blood, B, linewidth=1.2),
            "sample": points(self.blood, B, "o", 12, markerfacecolor=PAPER, markeredgewidth=2.5),
            "mean_levels": line(self.levels, MUTED, "--", linewidth=1.3),
            "reads": label(self.blood, 0.025, 0.93, color=B, weight="bold", transform=self.blood.transAxes),
        }
        for k, bar in enumerate(bars(self.levels, C, LEVELS, edgecolor=PAPER, linewidth=0.5)):
            self.moving[f"level_{k}"] = bar
        self.blood.legend([self.moving["mean"]], [say("sample.mean")], loc="upper left", bbox_to_anchor=(0.0, 0.925), borderpad=0.3,
                          handlelength=2.2)

    def update(self, run, pinned=None, moment: float = 7.0) -> None:
        """Move everything to a run and to the minute of the sample."""
        m = self.moving
        height = tier(run, pinned)
        if self.blood.get_ylim()[1] != height:
            self.blood.set_ylim(0, height)
            self.levels.set_ylim(0, height)
        found = levels(run)
        mean = float(found.mean())
        at = min(SECONDS, max(1, round(60 * moment))) - 1
        m["blood"].set_data(MINUTES, run.plasma)
        m["mean"].set_data([0, 15], [mean] * 2)
        m["mean_levels"].set_data([0, 1], [mean] * 2)
        m["sample"].set_data([MINUTES[at]], [run.plasma[at]])
        m["drop"].set_data([MINUTES[at]] * 2, [0, run.plasma[at]])
        m["reads"].set_text(say("sample.reads", ratio=number(run.plasma[at] / mean)))
        counts, edges = np.histogram(found, LEVELS, (0, height))
        for k, share in enumerate((counts / counts.max()).tolist()):
            set_bar(m[f"level_{k}"], 0, edges[k], share, height / LEVELS)
        show_ghost(m["ghost"], pinned, lambda r: MINUTES, lambda r: r.plasma)
