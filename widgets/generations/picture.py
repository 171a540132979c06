"""The four pictures of the panel on generations.

What is secure or began high is blue, round and solid; the other side orange, square and dashed; what is measured between
generations is green; published values are purple; a pinned run is grey and dotted.
"""

from __future__ import annotations

import math

import numpy as np

from widgets.drawing import bars, guide, label, line, make_figure, points, set_bar, show_ghost
from widgets.generations.model import SECURE_SHARE
from widgets.generations.words import alike, say, share_left
from widgets.palette import GHOST, INK, MUTED, PAPER, A, B, C, D
from widgets.phrases import number

EDGE = 3.5
"""Standard deviations in view."""
PUBLISHED = {"whole": (0.47, 0.31), "sensitivity": (0.24, 0.25)}
"""Correlations as first published and in the later, larger reviews."""


def _standard(values):
    spread = float(values.std())
    return (values - values.mean()) / (spread if spread > 0 else 1.0)


class AlikePicture:
    """Four hundred children by their caregiver's state, and how much of the likeness can run through sensitivity."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"cloud": (0.085, 0.145, 0.535, 0.765), "bars": (0.715, 0.225, 0.275, 0.685)},
            large={"cloud": (0.11, 0.18, 0.50, 0.72), "bars": (0.72, 0.28, 0.27, 0.62)},
            narrow={"cloud": (0.15, 0.475, 0.82, 0.475), "bars": (0.15, 0.125, 0.82, 0.22)})
        cloud, alike_axes = axes["cloud"], axes["bars"]
        cloud.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), title=say("alike.cloud"), xlabel=say("alike.cloud.x"), ylabel=say("alike.cloud.y"),
                  xticks=[-3, -2, -1, 0, 1, 2, 3], yticks=[-2, 0, 2])
        label(cloud, -EDGE + 0.15, -EDGE + 0.15, say("alike.caregiver_insecure"), color=B, fontsize="small")
        label(cloud, EDGE - 0.1, -EDGE + 0.15, say("alike.caregiver_secure"), color=A, ha="right", fontsize="small")
        alike_axes.set(xlim=(-0.55, 2.55), ylim=(0, 1), xticks=[0, 1, 2], yticks=[0, 0.5, 1], title=say("alike.bars"),
                       xticklabels=[say(f"alike.bar.{name}") for name in ("whole", "sensitivity", "way")])
        alike_axes.tick_params(axis="x", length=0, labelsize="x-small" if layout == "large" else "small")
        self.moving = {
            "others": points(cloud, B, "s", 4.5, alpha=0.65, markerfacecolor=PAPER),
            "secure": points(cloud, A, "o", 4.5, alpha=0.55),
            "cut_x": line(cloud, INK, "-", linewidth=1.1), "cut_y": line(cloud, INK, "-", linewidth=1.1),
        }
        box = {"facecolor": PAPER, "alpha": 0.85, "edgecolor": "none", "pad": 1.5}
        for name, x, ha, colour in (("count_others", -EDGE + 0.15, "left", B), ("count_secure", EDGE - 0.12, "right", A)):
            self.moving[name] = label(cloud, x, 2.9, ha=ha, color=colour, weight="bold", bbox=box)
            label(cloud, x, 2.47, say("alike.child_secure"), ha=ha, color=colour, fontsize="x-small" if layout == "large" else "small", bbox=box)
        for name in ("whole", "sensitivity", "way"):
            self.moving[name], = bars(alike_axes, C, 1)
            self.moving[f"ghost_{name}"] = line(alike_axes, GHOST, ":", linewidth=2)
        then = alike_axes.plot([0, 1], [pair[0] for pair in PUBLISHED.values()], "D", color=D, markerfacecolor=PAPER, markersize=6,
                               markeredgewidth=1.5, linestyle="none", label=say("alike.then"), zorder=5)[0]
        now = alike_axes.plot([0, 1], [pair[1] for pair in PUBLISHED.values()], "o", color=D, markersize=6, markeredgecolor=PAPER,
                              linestyle="none", label=say("alike.now"), zorder=5)[0]
        alike_axes.legend(handles=[then, now], loc="upper right", borderpad=0.2, handletextpad=0.2, bbox_to_anchor=(1.03, 1.02))

    def update(self, run, pinned=None) -> None:
        """Move everything to a run: the last two generations, in units of the spread of each."""
        m = self.moving
        parent, child = _standard(run.adult[:, -2]), _standard(run.child[:, -1])
        at_x, at_y = (float(np.quantile(values, 1 - SECURE_SHARE)) for values in (parent, child))
        high = parent > at_x
        m["secure"].set_data(parent[high], child[high])
        m["others"].set_data(parent[~high], child[~high])
        m["cut_x"].set_data([at_x] * 2, [-EDGE, EDGE])
        m["cut_y"].set_data([-EDGE, EDGE], [at_y] * 2)
        m["count_others"].set_text(say("alike.share", count=number(100 * run.secure_given_insecure, 0)))
        m["count_secure"].set_text(say("alike.share", count=number(100 * run.secure_given_secure, 0)))
        for at, (name, value) in enumerate(_bars(run).items()):
            m[name].set_visible(math.isfinite(value))
            set_bar(m[name], at - 0.32, 0, 0.64, value if math.isfinite(value) else 0.0)
            then = _bars(pinned)[name] if pinned is not None else math.nan
            m[f"ghost_{name}"].set_visible(math.isfinite(then))
            if math.isfinite(then):
                m[f"ghost_{name}"].set_data([at - 0.4, at + 0.4], [then] * 2)


def _bars(run):
    return {"whole": alike(run), "sensitivity": run.sensitivity_with_child, "way": run.sensitivity_product}


class GrowingPicture:
    """What differences between twins go with, by age; and how alike child and caregiver are."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"shares": (0.09, 0.15, 0.535, 0.745), "alike": (0.715, 0.15, 0.275, 0.745)},
            large={"shares": (0.115, 0.19, 0.50, 0.70), "alike": (0.725, 0.19, 0.265, 0.70)},
            narrow={"shares": (0.16, 0.50, 0.81, 0.45), "alike": (0.16, 0.09, 0.81, 0.29)})
        shares, transmission = axes["shares"], axes["alike"]
        ticks = {"yticks": [0, 0.25, 0.5, 0.75, 1], "yticklabels": ["0 %", "25 %", "50 %", "75 %", "100 %"]}
        shares.set(xlim=(0, 18.4), ylim=(-0.03, 1.32), xticks=[1, 5, 10, 15], title=say("growing.shares"), xlabel=say("growing.age"), **ticks)
        transmission.set(xlim=(0, 18.4), ylim=(-0.03, 1.03), xticks=[1, 5, 10, 15], yticks=[0, 0.5, 1], title=say("growing.transmission"),
                         xlabel=say("growing.age"))
        guide(transmission, y=0.31, color=D, linestyle=(0, (1, 2)), linewidth=1.4)
        label(transmission, 17.8, 0.335, say("growing.published"), color=D, ha="right", fontsize="small")
        self.moving = {
            "ghost_shared": line(shares, GHOST, ":"), "ghost_genetic": line(shares, GHOST, ":"),
            "own": line(shares, MUTED, "-.", linewidth=1.5, label=say("growing.own")),
            "shared": line(shares, B, "--", linewidth=2.5, label=say("growing.shared")),
            "genetic": line(shares, A, "-", linewidth=2.5, label=say("growing.genetic")),
            "cursor": line(shares, INK, linewidth=0.9),
            "ghost": line(transmission, GHOST, ":"), "transmission": line(transmission, C, linewidth=2.5),
            "now": points(transmission, C, "o", 11, markerfacecolor=PAPER, markeredgewidth=2.5),
        }
        shares.plot([1, 15], [0.0, 0.40], "D", color=D, markersize=8, markeredgecolor=PAPER, linestyle="none", zorder=6)
        shares.plot([1, 15], [0.52, 0.0], "D", color=D, markersize=7, markerfacecolor=PAPER, markeredgewidth=2, linestyle="none", zorder=6)
        studies = points(shares, D, "D", 6, label=say("growing.studies"))
        shares.legend(handles=[*(self.moving[name] for name in ("shared", "genetic", "own")), studies], loc="upper right", borderpad=0.2,
                      handlelength=2.0, labelspacing=0.25, ncols=2, columnspacing=0.9, handletextpad=0.5, bbox_to_anchor=(1.03, 1.03),
                      fontsize="x-small" if layout == "large" else "small")

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for name in ("genetic", "shared", "own"):
            m[name].set_data(run.age, getattr(run, f"{name}_by_age"))
        m["transmission"].set_data(run.age, run.transmission_by_age)
        at = alike(run)
        age = float(run.child_age)
        m["cursor"].set_data([age] * 2, [-0.03, 1.03])
        m["now"].set_data([age], [np.interp(age, run.age, run.transmission_by_age) if math.isfinite(at) else at])
        show_ghost(m["ghost"], pinned, lambda r: r.age, lambda r: r.transmission_by_age)
        for name in ("shared", "genetic"):
            show_ghost(m[f"ghost_{name}"], pinned, lambda r: r.age, lambda r, name=name: getattr(r, f"{name}_by_age"))


class OnwardPicture:
    """Single families over eight generations, likeness further up, and what is left of a change."""

    DRAWN = 9
    """Families drawn of each quarter."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"lines": (0.085, 0.15, 0.515, 0.745), "up": (0.715, 0.63, 0.275, 0.265), "left": (0.715, 0.15, 0.275, 0.265)},
            large={"lines": (0.11, 0.19, 0.47, 0.70), "up": (0.715, 0.645, 0.275, 0.245), "left": (0.715, 0.19, 0.275, 0.225)},
            narrow={"lines": (0.15, 0.615, 0.82, 0.335), "up": (0.15, 0.335, 0.82, 0.14), "left": (0.15, 0.085, 0.82, 0.145)})
        lines, up, left = axes["lines"], axes["up"], axes["left"]
        short, size = ("_short", "x-small") if layout == "large" else ("", "small")
        lines.set(xlim=(0.8, 8.2), ylim=(-EDGE, EDGE + 0.8), xticks=range(1, 9), yticks=[-2, 0, 2], title=say("onward.lines"),
                  xlabel=say("onward.lines.x"), ylabel=say("onward.lines.y"))
        guide(lines, y=0)
        up.set(xlim=(0.6, 4.4), ylim=(-0.06, 1.62), xticks=[1, 2, 3, 4], yticks=[0, 0.5, 1], title=say(f"onward.up{short}"))
        left.set(xlim=(-0.3, 4.3), ylim=(-0.06, 1.14), xticks=[0, 1, 2, 3, 4], yticks=[0, 0.5, 1], yticklabels=["0 %", "50 %", "100 %"],
                 title=say(f"onward.left{short}"), xlabel=say("onward.left.x"))
        guide(left, y=0)
        self.moving = {}
        for side, colour, style in (("low", B, "--"), ("high", A, "-")):
            for i in range(self.DRAWN):
                self.moving[f"{side}_{i}"] = line(lines, colour, style, linewidth=0.9, alpha=0.5)
        for side, colour, style, marker in (("low", B, "--", "s"), ("high", A, "-", "o")):
            self.moving[f"ghost_{side}"] = line(lines, GHOST, ":", linewidth=2)
            self.moving[side] = line(lines, colour, style, linewidth=3, marker=marker, markersize=7, markeredgecolor=PAPER,
                                     label=say(f"onward.{side}"))
        self.moving |= {
            "chain": line(up, MUTED, ":", marker="_", markersize=11, markeredgewidth=2, linewidth=1.2, label=say("onward.chain")),
            "ghost_up": line(up, GHOST, ":"),
            "up": points(up, C, "o", 7, label=say("onward.toy")),
            "ghost_left": line(left, GHOST, ":"), "left": line(left, C, "-", marker="o", markersize=6, linewidth=2),
        }
        lines.legend(handles=[self.moving["high"], self.moving["low"]], loc="upper right", borderpad=0.2, handlelength=2.4, ncols=2,
                     columnspacing=1.0, bbox_to_anchor=(1.02, 1.02), fontsize=size)
        up.legend(handles=[self.moving["up"], self.moving["chain"]], loc="upper right", borderpad=0.1, handlelength=1.0, ncols=2,
                  columnspacing=0.7, handletextpad=0.3, bbox_to_anchor=(1.05, 1.05), fontsize=size)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m, generation = self.moving, np.arange(1, 9)
        states, quarters = _lines(run)
        for side, members in quarters.items():
            drawn = members[np.linspace(0, members.size - 1, self.DRAWN).astype(int)]
            for i, family in enumerate(drawn):
                m[f"{side}_{i}"].set_data(generation, states[family])
            m[side].set_data(generation, states[members].mean(axis=0))
            show_ghost(m[f"ghost_{side}"], pinned, lambda r: generation, lambda r, side=side: _quarter(r, side))
        upward = [1, 2, 3, 4]
        m["up"].set_data(upward, [alike(run, n) for n in upward])
        m["chain"].set_data(upward, [max(alike(run), 0.0) ** n for n in upward])
        show_ghost(m["ghost_up"], pinned, lambda r: upward, lambda r: [alike(r, n) for n in upward])
        shares = [share_left(run, n) for n in range(5)]
        m["left"].set_visible(math.isfinite(shares[0]))
        if math.isfinite(shares[0]):
            m["left"].set_data(range(5), shares)
        then = [share_left(pinned, n) for n in range(5)] if pinned is not None else [math.nan]
        m["ghost_left"].set_visible(math.isfinite(then[0]))
        if math.isfinite(then[0]):
            m["ghost_left"].set_data(range(5), then)


def _lines(run):
    """States in units of the spread, and the families of the lowest and the highest quarter at the start."""
    states = _standard(run.adult)
    order = np.argsort(run.adult[:, 0], kind="stable")
    quarter = len(order) // 4
    return states, {"low": order[:quarter], "high": order[-quarter:]}


def _quarter(run, side):
    states, quarters = _lines(run)
    return states[quarters[side]].mean(axis=0)


class LiteraturePicture:
    """A mark for each study, and the means of all and of those that come to be read."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"studies": (0.03, 0.42, 0.94, 0.49), "means": (0.03, 0.15, 0.94, 0.22)},
            large={"studies": (0.03, 0.46, 0.94, 0.43), "means": (0.03, 0.19, 0.94, 0.23)},
            narrow={"studies": (0.04, 0.37, 0.92, 0.58), "means": (0.04, 0.09, 0.92, 0.24)})
        studies, means = axes["studies"], axes["means"]
        studies.set(xlim=(-0.8, 1), ylim=(-0.04, 1.4 if layout == "narrow" else 1.26), yticks=[], xticks=[], title=say("literature.studies"))
        means.set(xlim=(-0.8, 1), ylim=(-0.25, 1.2), yticks=[], xticks=[-0.5, 0, 0.5, 1], xlabel=say("literature.x"))
        for axis in (studies, means):
            axis.spines["left"].set_visible(False)
            guide(axis, x=0)
        self.moving = {
            "drawer": points(studies, MUTED, "o", 5, markerfacecolor=PAPER, alpha=0.9, label=say("literature.drawer")),
            "read": points(studies, A, "o", 5.5, alpha=0.8, label=say("literature.read")),
            "threshold": line(studies, MUTED, "--", linewidth=1.2, label=say("literature.threshold")),
            "ghost": line(means, GHOST, ":", linewidth=2),
            "true": line(means, INK, "-", linewidth=1.3),
            "all": points(means, MUTED, "o", 10, markerfacecolor=PAPER, markeredgewidth=2),
            "mean": points(means, A, "o", 11),
            "true_label": label(means, color=INK, ha="center", fontsize="small"),
            "all_label": label(means, color=MUTED, ha="right", fontsize="small"),
            "mean_label": label(means, color=A, ha="left", fontsize="small"),
        }
        aside = 0.06 if layout == "narrow" else 0.03
        means.plot([0.31, 0.47], [0.0, 0.0], "D", color=D, markerfacecolor=PAPER, markeredgewidth=1.6, markersize=6, linestyle="none")
        label(means, 0.31 - aside, -0.08, say("literature.later"), color=D, ha="right", fontsize="small")
        label(means, 0.47 + aside, -0.08, say("literature.first"), color=D, fontsize="small")
        studies.legend(handles=[self.moving[name] for name in ("read", "drawer", "threshold")], loc="upper center", borderpad=0.2,
                       labelspacing=0.3, ncols=2 if layout == "narrow" else 3, fontsize="x-small" if layout == "large" else "small")
        self._aside = 0.08 if layout == "narrow" else 0.05

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m, found = self.moving, run.correlation
        height = (np.arange(len(found)) + 0.5) / len(found)
        m["read"].set_data(found[run.published], height[run.published])
        m["drawer"].set_data(found[~run.published], height[~run.published])
        m["threshold"].set_data([run.threshold] * 2, [-0.04, 1.03])
        true = run.true_correlation
        m["true"].set_data([true] * 2, [-0.25, 0.92])
        m["true_label"].set_position((true, 1.0))
        m["true_label"].set_text(say("literature.true"))
        m["all"].set_data([run.mean_all], [0.5])
        m["all_label"].set_position((run.mean_all - self._aside, 0.44))
        m["all_label"].set_text(say("literature.all"))
        shown = math.isfinite(run.mean_published)
        for name in ("mean", "mean_label"):
            m[name].set_visible(shown)
        if shown:
            m["mean"].set_data([run.mean_published], [0.5])
            m["mean_label"].set_position((run.mean_published + self._aside, 0.44))
            m["mean_label"].set_text(say("literature.mean"))
        then = pinned.mean_published if pinned is not None else math.nan
        m["ghost"].set_visible(math.isfinite(then))
        if math.isfinite(then):
            m["ghost"].set_data([then] * 2, [0.2, 0.85])
