"""The two pictures of the panel on isolation.

People who live isolated are orange squares, the others blue circles; filled means died, open means lived. What a study reports is
green, published figures are purple diamonds; a pinned run is grey.
"""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.ticker import NullLocator

from widgets.drawing import guide, label, line, make_figure, points
from widgets.isolation.model import SHOWN, YEARS
from widgets.isolation.words import say
from widgets.palette import GHOST, INK, MUTED, PAPER, A, B, C, D
from widgets.phrases import number

PUBLISHED = (1.26, 1.29, 1.32)
"""Adjusted odds ratios of dying for loneliness, isolation and living alone (Holt-Lunstad and others 2015)."""
LOW, HIGH = 0.4, 4.0
"""Odds ratios that fit on the pictures; what lies beyond stands at the edge."""
LOT = 1.27
"""Where the odds ratio by lot stands, beyond records that hold all of frailty."""
HUNDRED = np.stack(np.meshgrid(np.arange(10.0), np.arange(9.0, -1, -1))).reshape(2, -1)
"""Places of a hundred dots, row by row from above."""


def fit(ratio):
    """An odds ratio, or the edge of the picture if it lies beyond."""
    return np.clip(ratio, LOW * 1.02, HIGH / 1.02)


def _ratio_axis(axes, which):
    axes.set(**{f"{which}scale": "log", f"{which}lim": (LOW, HIGH)})
    getattr(axes, f"set_{which}ticks")([0.5, 1, 2, 4], labels=["0.5", "1", "2", "4"])
    getattr(axes, f"{which}axis").set_minor_locator(NullLocator())


class StudyPicture:
    """Of a hundred people each: who died; and the odds ratios of the study beside the published ones."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"hundred": (0.02, 0.03, 0.61, 0.87), "ratio": (0.68, 0.14, 0.30, 0.62)},
            large={"hundred": (0.02, 0.03, 0.57, 0.85), "ratio": (0.63, 0.20, 0.34, 0.52)},
            narrow={"hundred": (0.03, 0.47, 0.94, 0.48), "ratio": (0.05, 0.10, 0.90, 0.24)})
        hundred, ratio = axes["hundred"], axes["ratio"]
        narrow, large = layout == "narrow", layout == "large"
        hundred.set(xlim=(-0.8, 21.8), ylim=(-1, 12), xticks=[], yticks=[],
                    title=say("study.hundred"))
        hundred.spines[:].set_visible(False)
        _ratio_axis(ratio, "x")
        ratio.set(ylim=(-0.6, 2.6), yticks=[], title=say("study.ratio"))
        ratio.spines["left"].set_visible(False)
        guide(ratio, x=1, color=MUTED, linewidth=1.4)
        for height, name, colour in ((2, "crude", INK), (1, "adjusted", C), (0, "published", D)):
            label(ratio, HIGH, height + 0.24, say(f"study.{name}"), ha="right", color=colour, fontsize="small")
        ratio.plot(PUBLISHED, [0] * 3, "D", color=D, markersize=7, markerfacecolor=PAPER, markeredgewidth=1.4)
        size = {"wide": 9, "large": 8.5, "narrow": 7.5}[layout]
        small = "small" if narrow else None
        self.moving = {
            "isolated_text": label(hundred, 4.5, 10.4, "", ha="center", color=B, fontsize=small if not large else "x-small"),
            "company_text": label(hundred, 16.5, 10.4, "", ha="center", color=A, fontsize=small if not large else "x-small"),
            "isolated_lived": points(hundred, B, "s", size, fillstyle="none", alpha=0.7),
            "isolated_died": points(hundred, B, "s", size + 1),
            "company_lived": points(hundred, A, "o", size, fillstyle="none", alpha=0.7),
            "company_died": points(hundred, A, "o", size + 1),
            "ghost": points(ratio, GHOST, "o", 13, fillstyle="none"),
            "crude_interval": line(ratio, INK, linewidth=1.8), "crude": points(ratio, INK, "o", 8),
            "adjusted_interval": line(ratio, C, linewidth=3.2), "adjusted": points(ratio, C, "o", 12),
            "off": label(ratio, HIGH, -0.5, say("study.off"), ha="right", color=MUTED, fontsize="small"),
        }

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for name, alive, shift in (("isolated", run.alive_isolated, 0), ("company", run.alive_company, 12)):
            died = int(round(100 * (1 - float(alive[YEARS]))))
            m[f"{name}_text"].set_text(say(f"study.{name}", share=number(100 * (1 - alive[YEARS]), 0)))
            m[f"{name}_died"].set_data(HUNDRED[0, :died] + shift, HUNDRED[1, :died])
            m[f"{name}_lived"].set_data(HUNDRED[0, died:] + shift, HUNDRED[1, died:])
        for name, height, field in (("crude", 2, "odds_ratio"), ("adjusted", 1, "adjusted")):
            m[name].set_data([fit(getattr(run, field))], [height])
            m[f"{name}_interval"].set_data(fit(np.array([getattr(run, f"{field}_low"), getattr(run, f"{field}_high")])), [height] * 2)
        edges = (run.odds_ratio_low, run.adjusted_low, run.odds_ratio_high, run.adjusted_high)
        m["off"].set_visible(min(edges) < LOW or max(edges) > HIGH)
        m["ghost"].set_visible(pinned is not None)
        if pinned is not None:
            m["ghost"].set_data([fit(pinned.adjusted)], [1])


class BehindPicture:
    """600 people by frailty, and the odds ratio by records and by lot."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"people": (0.085, 0.11, 0.41, 0.78), "ratio": (0.575, 0.17, 0.41, 0.72)},
            large={"people": (0.10, 0.12, 0.38, 0.76), "ratio": (0.575, 0.21, 0.41, 0.67)},
            narrow={"people": (0.14, 0.555, 0.83, 0.39), "ratio": (0.12, 0.115, 0.85, 0.355)})
        people, ratio = axes["people"], axes["ratio"]
        people.set(xlim=(-0.5, 1.5), ylim=(-4.6, 3.9), title=say("behind.people"), ylabel=say("behind.frailty"), xticks=[0, 1],
                   xticklabels=[say("behind.company"), say("behind.isolated")], yticks=[-2, 0, 2])
        people.tick_params(axis="x", length=0)
        guide(people, y=0)
        _ratio_axis(ratio, "y")
        ratio.set(xlim=(-0.04, LOT + 0.13), title=say("behind.ratio"), xlabel=say("behind.records"), xticks=[0, 0.5, 1, LOT],
                  xticklabels=[say(f"behind.{name}") for name in ("none", "half", "all", "lot")])
        guide(ratio, y=1, color=MUTED, linewidth=1.4)
        guide(ratio, x=1.135)
        self.moving = {
            "company_lived": points(people, A, "o", 3.5, fillstyle="none", alpha=0.6, label=say("behind.lived")),
            "company_died": points(people, A, "o", 4.5, label=say("behind.died")),
            "isolated_lived": points(people, B, "s", 3.5, fillstyle="none", alpha=0.6),
            "isolated_died": points(people, B, "s", 4.5),
            "means": points(people, INK, "_", 34, markeredgewidth=3.5),
            "ghost": line(ratio, GHOST, ":"), "ghost_lot": points(ratio, GHOST, "D", 12, fillstyle="none"),
            "better": line(ratio, C, "--", marker="o", markersize=5, label=say("behind.better")),
            "study_interval": line(ratio, C, linewidth=3.2),
            "study": points(ratio, C, "o", 12, markerfacecolor=PAPER, markeredgewidth=2.8, label=say("behind.study")),
            "lot_interval": line(ratio, INK, linewidth=3.2),
            "lot": points(ratio, INK, "D", 11, label=say("behind.drawn")),
            "off": label(ratio, 0, HIGH * 0.9, say("study.off"), color=MUTED, fontsize="small"),
        }
        m = self.moving
        mean = Line2D([], [], color=INK, linewidth=3.5, label=say("behind.mean"))
        people.legend(handles=[m["company_died"], m["company_lived"], mean], loc="lower center", ncols=3, borderpad=0.1, columnspacing=0.8,
                      handletextpad=0.3, handlelength=0.9, bbox_to_anchor=(0.5, -0.01))
        ratio.legend(handles=[m["study"], m["better"], m["lot"]], loc="lower left", borderpad=0.1, labelspacing=0.3, markerscale=0.8,
                     bbox_to_anchor=(-0.01, -0.02))
        self._luck = np.random.default_rng(1).uniform(-0.34, 0.34, SHOWN)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        x = run.isolated + self._luck
        for name, group in (("company", ~run.isolated), ("isolated", run.isolated)):
            for fate, chosen in (("died", group & run.died), ("lived", group & ~run.died)):
                m[f"{name}_{fate}"].set_data(x[chosen], run.frailty[chosen])
        groups = [(at, run.frailty[chosen].mean()) for at, chosen in ((0, ~run.isolated), (1, run.isolated)) if chosen.any()]
        m["means"].set_data(*np.array(groups).T)
        m["better"].set_data(run.record_qualities, fit(run.adjusted_by_records))
        m["study"].set_data([run.records], [fit(run.adjusted)])
        m["study_interval"].set_data([run.records] * 2, fit(np.array([run.adjusted_low, run.adjusted_high])))
        m["lot"].set_data([LOT], [fit(run.trial)])
        m["lot_interval"].set_data([LOT] * 2, fit(np.array([run.trial_low, run.trial_high])))
        edges = [run.adjusted_low, run.trial_low, run.adjusted_high, run.trial_high, *run.adjusted_by_records]
        m["off"].set_visible(min(edges) < LOW or max(edges) > HIGH)
        for name in ("ghost", "ghost_lot"):
            m[name].set_visible(pinned is not None)
        if pinned is not None:
            m["ghost"].set_data(pinned.record_qualities, fit(pinned.adjusted_by_records))
            m["ghost_lot"].set_data([LOT], [fit(pinned.trial)])
