"""The picture of an observer with three nodes: errors, value, what the reading rests on, and what each node adds.

The partner is blue and solid, newcomers orange and dashed; the three sources differ in shade, hatching and label.
"""

from __future__ import annotations

import numpy as np

from widgets.drawing import band, bars, guide, label, line, make_figure, points, set_band, set_bar, show_ghost
from widgets.palette import GHOST, GRID, INK, MUTED, PAPER, A, B, C, D
from widgets.three_networks.model import BONDED, MEETINGS, NODES
from widgets.three_networks.words import say

TICKS = range(0, MEETINGS + 1, 30)
TOP = 2.5
"""Largest error that is drawn, in spreads of a partner's states; what lies beyond stands on the edge."""


class MeetingsPicture:
    """Errors and value over 120 meetings, the weights of the sources, and how far each node tells the partner apart."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"error": (0.07, 0.455, 0.53, 0.445), "value": (0.07, 0.10, 0.53, 0.2),
                          "weights": (0.68, 0.455, 0.295, 0.445), "contrast": (0.68, 0.10, 0.295, 0.2)},
            large={"error": (0.085, 0.47, 0.50, 0.41), "value": (0.085, 0.12, 0.50, 0.19), "weights": (0.68, 0.47, 0.29, 0.41),
                   "contrast": (0.68, 0.12, 0.29, 0.19)},
            narrow={"error": (0.10, 0.70, 0.85, 0.25), "value": (0.10, 0.545, 0.85, 0.075), "weights": (0.10, 0.295, 0.85, 0.165),
                    "contrast": (0.10, 0.075, 0.85, 0.13)})
        error, value, weights, contrast = (axes[name] for name in ("error", "value", "weights", "contrast"))
        error.set(xlim=(0, MEETINGS), ylim=(0, TOP), title=say("meet.error"), yticks=[0, 1, 2], xticks=TICKS)
        value.set(xlim=(0, MEETINGS), ylim=(0, 1), yticks=[0, 1], title=say("meet.value"), xticks=TICKS)
        guide(value, y=BONDED, linestyle="--")
        label(value, MEETINGS - 1, BONDED + 0.06, say("meet.bond"), ha="right", color=MUTED, fontsize="small")
        weights.set(xlim=(0, MEETINGS), ylim=(0, 1), yticks=[0, 0.5, 1], yticklabels=["0", "½", "1"], title=say("meet.weights"),
                    xticks=TICKS[::2])
        contrast.set(xlim=(-0.6, 2.6), ylim=(0, 1), yticks=[0, 1], xticks=range(3),
                     xticklabels=[say(f"meet.node.{name}") for name in NODES],
                     title=say("meet.contrast_short" if layout == "large" else "meet.contrast"))
        contrast.tick_params(axis="x", length=0)
        self.moving = {
            "dots": points(error, A, "o", 4, alpha=0.5), "ghost": line(error, GHOST, ":"),
            "newcomer": line(error, B, "--", linewidth=2, label=say("meet.newcomer")),
            "typical": line(error, A, linewidth=2.6, label=say("meet.typical")),
            "ghost_value": line(value, GHOST, ":"), "value": line(value, C, linewidth=2.2),
            "seen": band(weights, GRID, alpha=1.0), "echoed": band(weights, B, alpha=0.45), "expected": band(weights, A, alpha=0.45),
            "edge_low": line(weights, INK, linewidth=1), "edge_high": line(weights, INK, linewidth=1),
        }
        for name in ("seen", "echoed", "expected"):
            self.moving[f"name_{name}"] = label(weights, MEETINGS - 4, 0, say(f"meet.{name}"), ha="right", fontsize="small")
        for name, bar, hatch in zip(NODES, bars(contrast, D, 3, edgecolor=PAPER, linewidth=0.8), ("", "//", "..")):
            bar.set_hatch(hatch)
            self.moving[f"node_{name}"] = bar
        error.legend(handles=[self.moving["typical"], self.moving["newcomer"]], loc="upper right", borderpad=0.2, ncols=1)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["dots"].set_data(run.meeting, np.minimum(np.abs(run.error), TOP))
        m["typical"].set_data(run.meeting, np.minimum(run.typical_error, TOP))
        m["newcomer"].set_data([0, MEETINGS], [min(run.newcomer_typical_error, TOP)] * 2)
        m["value"].set_data(run.meeting, run.value)
        low, high = run.weight_seen, run.weight_seen + run.weight_echoed
        edges = {"seen": (np.zeros(MEETINGS), low), "echoed": (low, high), "expected": (high, np.ones(MEETINGS))}
        for name, (bottom, top) in edges.items():
            set_band(m[name], run.meeting, bottom, top)
            room, middle = float(top[-30:].min() - bottom[-30:].max()), float((top[-1] + bottom[-1]) / 2)
            m[f"name_{name}"].set_visible(room > 0.13)
            m[f"name_{name}"].set_y(middle - 0.035)
        m["edge_low"].set_data(run.meeting, low)
        m["edge_high"].set_data(run.meeting, high)
        for number, name in enumerate(NODES):
            set_bar(m[f"node_{name}"], number - 0.32, 0, 0.64, float(run.contrast[number]))
        show_ghost(m["ghost"], pinned, lambda r: r.meeting, lambda r: np.minimum(r.typical_error, TOP))
        show_ghost(m["ghost_value"], pinned, lambda r: r.meeting, lambda r: r.value)
