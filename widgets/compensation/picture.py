"""The picture of the panel on compensation: four measures side by side, each animal a mark, and function over the days.

Little early care is blue, filled and solid; much early care orange, hollow and dashed; what was found in rats is purple.
"""

from __future__ import annotations

import numpy as np

from widgets.compensation.model import ANIMALS, DAYS
from widgets.compensation.words import say
from widgets.drawing import bars, guide, label, line, make_figure, points, set_bar, show_ghost
from widgets.palette import A, B, D, GHOST, GRID, INK, MUTED, PAPER

BLOCKS = ("function", "plastic", "fixed", "loaded")
FOUND = {"function": "gone", "plastic": "gone", "fixed": "stays", "loaded": "none"}
"""What enrichment did to the difference in rats (Bredy 2003); under load nobody has looked."""
SCATTER = 0.22 * ((5 * np.arange(ANIMALS)) % ANIMALS / (ANIMALS - 1) - 0.5)
APART = 0.2
"""How far each group stands from the middle of its column."""


def measured(run) -> dict:
    """Each block's values on the last day, shape (4, 12): little care plain and rich, much care plain and rich."""
    return {"function": run.function[:, :, -1], "plastic": run.plastic[:, :, -1], "fixed": run.fixed[:, :, -1],
            "loaded": run.function_loaded}


class CagePicture:
    """Function, both parts and function under load, in plain and rich cages; and function over the days."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"ends": (0.07, 0.40, 0.92, 0.49), "days": (0.07, 0.125, 0.69, 0.165)},
            narrow={"ends": (0.11, 0.40, 0.87, 0.45), "days": (0.11, 0.095, 0.85, 0.155)},
            large={"ends": (0.08, 0.425, 0.91, 0.445), "days": (0.08, 0.165, 0.63, 0.14)})
        self.at = {(block, rich): 2.4 * place + rich for place, block in enumerate(BLOCKS) for rich in (0, 1)}
        ends, days = axes["ends"], axes["days"]
        self._draw_ends(ends, layout)
        days.set(xlim=(0, DAYS), ylim=(0, 1.05), xticks=[0, 22, 70, 120], yticks=[0, 1])
        days.set_xlabel(say("cage.day"), labelpad=4)
        days.set_title(say("cage.days"), pad=3)
        small = {"wide": 4.5, "narrow": 3.6, "large": 5.5}[layout]
        self.moving = {"stay": bars(days, GRID, 1, linewidth=0, zorder=0)[0]}
        for block in BLOCKS:
            for rich, cage in ((0, "plain"), (1, "rich")):
                self.moving[f"{block}_{cage}_gap"] = line(ends, INK, linewidth=2.6)
                self.moving[f"{block}_{cage}_ghost"] = line(ends, GHOST, ":", linewidth=2.4)
                self.moving[f"{block}_{cage}_low"] = points(ends, A, "o", small, markeredgecolor=PAPER, markeredgewidth=0.4)
                self.moving[f"{block}_{cage}_high"] = points(ends, B, "s", small - 0.4, markerfacecolor=PAPER,
                                                             markeredgewidth=1.1)
        for rich, cage, width in ((0, "plain", 1.2), (1, "rich", 2.4)):
            self.moving[f"days_low_{cage}"] = line(days, A, linewidth=width)
            self.moving[f"days_high_{cage}"] = line(days, B, "--", linewidth=width)
        m = self.moving
        handles = [m["function_plain_low"], m["function_plain_high"], m["stay"]]
        labels = [say("cage.little"), say("cage.much"), say("cage.enriched")]
        if layout == "narrow":
            ends.legend(handles, labels, loc="lower left", bbox_to_anchor=(-0.08, 1.13), ncols=3, borderpad=0.1,
                        columnspacing=0.7, handletextpad=0.2, handlelength=1.2)
        else:
            self.figure.legend(handles, labels, loc="lower right", bbox_to_anchor=(1.0, 0.08), borderpad=0.1,
                               labelspacing=0.35, handletextpad=0.5, handlelength=1.6)

    def _draw_ends(self, ends, layout):
        ends.set(xlim=(-0.65, 8.85), ylim=(-0.42, 1.06), yticks=[0, 0.5, 1], xticks=list(self.at.values()),
                 xticklabels=[say("cage.plain"), say("cage.rich")] * 4)
        ends.tick_params(axis="x", length=0)
        if layout == "narrow":
            ends.tick_params(axis="x", labelsize=9.5)
        guide(ends, y=0, color=MUTED, linewidth=0.8)
        short = "" if layout == "wide" else "_short"
        for place, block in enumerate(BLOCKS):
            middle = 2.4 * place + 0.5
            name = say(f"cage.{block}")
            ends.annotate(name if layout == "wide" else name.replace(" ", "\n"), (middle, 1.06), (0, 4),
                          textcoords="offset points", ha="center", va="baseline", fontweight="bold", linespacing=1.25)
            label(ends, middle, -0.34, say(f"cage.found_{FOUND[block]}{short}"), ha="center", color=D, fontsize="small",
                  linespacing=1.25)
            if place:
                ends.plot([2.4 * place - 0.7] * 2, [-0.42, 1.0], color=GRID, zorder=0)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        now, before = measured(run), measured(pinned) if pinned is not None else None
        for (block, rich), at in self.at.items():
            name = f"{block}_{'rich' if rich else 'plain'}"
            low, high = now[block][rich], now[block][2 + rich]
            m[f"{name}_low"].set_data(at - APART + SCATTER, low)
            m[f"{name}_high"].set_data(at + APART + SCATTER, high)
            x = [at - APART - 0.12, at - APART + 0.12, at + APART - 0.12, at + APART + 0.12]
            m[f"{name}_gap"].set_data(x, [low.mean()] * 2 + [high.mean()] * 2)
            show_ghost(m[f"{name}_ghost"], before, lambda _: x,
                       lambda r: [r[block][rich].mean()] * 2 + [r[block][2 + rich].mean()] * 2)
        for group, name in enumerate(("low_plain", "low_rich", "high_plain", "high_rich")):
            m[f"days_{name}"].set_data(run.day, run.mean_function[group])
        # Where the rich cage begins and ends shows in the growth itself; a shaded time says it.
        grows = np.flatnonzero(np.abs(np.diff(run.mean_plastic[1] - run.mean_plastic[0])) > 1e-12)
        m["stay"].set_visible(grows.size > 0)
        if grows.size:
            set_bar(m["stay"], float(run.day[grows[0]]), 0, float(run.day[grows[-1] + 1] - run.day[grows[0]]), 1.05)
