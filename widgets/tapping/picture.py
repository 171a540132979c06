"""The picture of a recording: each tap as a mark, and how far ahead A was at each pair of taps."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from widgets.palette import A, B, C, GRID, INK, MUTED, SIZES
from widgets.tapping.words import WORDS


class TappingPicture:
    """Marks above, asynchronies below; nothing in it moves.

    Parameters
    ----------
    run : TappingRun
    halves : pair of Half
    title : str
    layout : {"wide", "narrow", "large"}
    """

    def __init__(self, run, halves, title: str, layout: str = "wide"):
        width, height = SIZES[layout]
        self.figure = Figure(figsize=(width, 0.8 * height), layout="constrained")
        self.moving = {}
        marks, lags = self.figure.subplots(2, 1, sharex=True, height_ratios=[1, 1])
        marks.set_title(title, pad=22)
        marks.vlines(run.first, 1.1, 1.9, color=A, linewidth=1.2)
        marks.vlines(run.second, 0.1, 0.9, color=B, linewidth=1.2, linestyle=(0, (3, 1.5)))
        marks.set(ylim=(0, 2), yticks=[0.5, 1.5], yticklabels=[WORDS["row_second"], WORDS["row_first"]])
        marks.tick_params(length=0)
        for half in halves:
            lags.plot(half.at, 1e3 * half.asynchronies, linestyle="none", marker="o", markersize=3, color=C)
        most = max([100.0, *(1.05e3 * np.abs(half.asynchronies).max() for half in halves if half.asynchronies.size)])
        lags.set(ylim=(-most, most), xlabel=WORDS["axis_time"], ylabel=WORDS["axis_lag"], xlim=(0, 2 * run.half))
        lags.axhline(0, color=GRID, zorder=0)
        for axes in (marks, lags):
            axes.axvline(run.half, color=MUTED, linewidth=1, linestyle=":")
        for at, name in ((0.25, "apart_short"), (0.75, "together_short")):
            marks.text(at, 1.04, WORDS[name], transform=marks.transAxes, ha="center", va="bottom", color=INK)
