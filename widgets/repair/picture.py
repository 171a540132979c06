"""The three pictures of the panel on repair.

Each is a figure made once; `update` only moves what is in ``moving``. The other later bond is blue, solid and filled; the one
kind orange, dashed and hollow; what is measured is green; published values are purple. Each person is a dot or a thin line.
"""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from widgets.drawing import band, bars, guide, label, line, make_figure, points, set_band, set_bar, show_ghost
from widgets.palette import A, B, C, D, GHOST, GRID, MUTED, PAPER
from widgets.repair.model import PEOPLE
from widgets.repair.words import say

PUBLISHED_GAP, PUBLISHED_INTERVAL = 0.80, (0.49, 1.12)
"""How much less secure children adopted after 12 months were when observed.

van den Dries and others 2009, 10.1016/j.childyouth.2008.09.008.
"""
EDGE = 1.75
"""Beyond this security a dot is drawn at the edge."""
SCATTER = ((7 * np.arange(PEOPLE)) % PEOPLE / (PEOPLE - 1) - 0.5)
"""Where each person's dot stands across its column, from -½ to ½: the same place in every column."""


def column(artist, at: float, width: float, values) -> None:
    """Put forty dots into a column."""
    artist.set_data(at + width * SCATTER, np.clip(values, -EDGE, EDGE))


def count(above, below, at: float, values) -> None:
    """Write how many are above and below the middle."""
    secure = int((values > 0).sum())
    for text, height, people in ((above, 1.95, secure), (below, -2.2, PEOPLE - secure)):
        text.set_position((at, height))
        text.set_text(str(people))


def filled(axes, size=5):
    """Forty filled dots."""
    return points(axes, A, "o", size, markeredgecolor=PAPER, markeredgewidth=0.5)


def hollow(axes, size=4.5):
    """Forty hollow squares."""
    return points(axes, B, "s", size, markerfacecolor=PAPER, markeredgewidth=1.1)


def counts(axes, names) -> dict:
    """Two texts for each column."""
    return {f"{name}_{side}": label(axes, 0, 0, "", ha="center", fontweight="bold")
            for name in names for side in ("above", "below")}


class WindowPicture:
    """What a bond has to exceed, and forty lives with the dots where they end."""

    EVERY = 8
    """Months between two points of a person's line, so that forty lines stay short."""
    ONE, ANOTHER = 28.6, 32.0
    """Where the two columns of dots stand."""

    def __init__(self, layout: str = "wide"):
        self.text_width = {"wide": 5.8, "narrow": 10.8, "large": 7.6}[layout]
        left = {"wide": 0.105, "narrow": 0.19, "large": 0.15}[layout]
        self.figure, axes = make_figure(
            layout, wide={"bond": (left, 0.685, 0.885, 0.225), "paths": (left, 0.13, 0.885, 0.455)},
            narrow={"bond": (left, 0.675, 0.79, 0.165), "paths": (left, 0.095, 0.79, 0.49)},
            large={"bond": (left, 0.69, 0.84, 0.21), "paths": (left, 0.165, 0.84, 0.42)})
        bond, paths = axes["bond"], axes["paths"]
        ticks = [0, 5, 10, 15, 20, 26]
        bond.set(xlim=(0, 34), ylim=(-0.65, 0.65), xticks=ticks, xticklabels=[], yticks=[-0.5, 0, 0.5])
        paths.set(xlim=(0, 34), ylim=(-2.3, 2.45), xticks=[*ticks, 30.3], xticklabels=[*map(str, ticks), say("window.at_end")],
                  yticks=[-1, 1], yticklabels=[say("window.insecure"), say("window.secure")])
        paths.set_title(say("window.security"))
        paths.set_xlabel(say("window.age"), labelpad=1)
        bond.set_title(say("window.bond"), pad=26 if layout == "narrow" else 6)
        paths.tick_params(axis="y", length=0)
        for one in axes.values():
            one.plot([26, 26], one.get_ylim(), color=GRID, linewidth=1, zorder=0)
            one.plot([0, 26], [0, 0], color=MUTED, linewidth=0.8, zorder=0)
        paths.plot([26.6, 34], [0, 0], color=MUTED, linewidth=0.8, zorder=0)
        self.moving = {
            "needed": band(bond, GRID, 1.0),
            "needed_edge": line(bond, MUTED, linewidth=1),
            "bond_one": line(bond, B, "--"), "bond_another": line(bond, A),
            "change": line(paths, MUTED, ":", linewidth=1.3),
            "change_text": label(paths, 0, -2.1, say("window.change"), fontsize="small", color=MUTED),
            "people": line(paths, A, linewidth=0.6, alpha=0.4),
            "ghost": line(paths, GHOST, ":", linewidth=2.4),
            "mean_one": line(paths, B, "--", linewidth=2.6),
            "mean_another": line(paths, A, linewidth=2.6),
            "one": hollow(paths, 4 if layout != "large" else 5), "another": filled(paths, 5 if layout != "large" else 6),
            **counts(paths, ("one", "another")),
        }
        m = self.moving
        where = ({"loc": "lower left", "bbox_to_anchor": (-0.03, 0.93)} if layout == "narrow"
                 else {"loc": "lower right", "bbox_to_anchor": (1.01, 0.93)})
        needed = Rectangle((0, 0), 1, 1, facecolor=GRID, edgecolor=MUTED)
        names = ("window.one", "window.another", "window.needed_short" if layout == "narrow" else "window.needed")
        bond.legend([m["bond_one"], m["bond_another"], needed], [say(name) for name in names], ncols=3, borderpad=0.1,
                    columnspacing=0.8, handletextpad=0.4, handlelength=2.0 if layout == "wide" else 1.5, **where)
        if layout == "large":
            bond.set_title("")

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        set_band(m["needed"], run.age, -0.65, run.bond_needed)
        m["needed_edge"].set_data(run.age, run.bond_needed)
        m["bond_one"].set_data(run.age, run.bonds[0])
        m["bond_another"].set_data(run.age, run.bonds[1])
        # When bonds change shows in the bonds themselves: after a good start, or if that meets no change, after a poor one.
        steps = np.flatnonzero(np.diff(run.bonds[3] if np.ptp(run.bonds[3]) else run.bonds[1]))
        m["change"].set_visible(steps.size > 0)
        m["change_text"].set_visible(steps.size > 0)
        if steps.size:
            change = float(run.age[steps[0] + 1])
            m["change"].set_data([change] * 2, [-2.3, 2.1])
            m["change_text"].set_position((change + 0.3 if change < 26 - self.text_width else change - self.text_width, -2.1))
        years = np.append(run.age[::self.EVERY], np.nan)
        each = np.column_stack([run.security[1, :, ::self.EVERY], np.full(PEOPLE, np.nan)])
        m["people"].set_data(np.tile(years, PEOPLE), each.ravel())
        m["mean_one"].set_data(run.age, run.mean_security[0])
        m["mean_another"].set_data(run.age, run.mean_security[1])
        for life, name, at in ((0, "one", self.ONE), (1, "another", self.ANOTHER)):
            column(m[name], at, 2.4, run.security[life, :, -1])
            count(m[f"{name}_above"], m[f"{name}_below"], at, run.security[life, :, -1])
        show_ghost(m["ghost"], pinned, lambda r: r.age, lambda r: r.mean_security[1])


class PlacementPicture:
    """What is left by age at placement, over published values; and forty children in three lives."""

    COLUMNS = {"always": 0.0, "placed": 1.0, "stayed": 2.0}
    LOW, HIGH = -2.0, 4.0

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"gap": (0.085, 0.145, 0.49, 0.755), "children": (0.69, 0.145, 0.30, 0.755)},
            narrow={"gap": (0.13, 0.56, 0.84, 0.385), "children": (0.19, 0.065, 0.78, 0.355)},
            large={"gap": (0.085, 0.205, 0.445, 0.68), "children": (0.69, 0.205, 0.305, 0.68)})
        gap, children = axes["gap"], axes["children"]
        gap.set(xlim=(2, 37), ylim=(self.LOW, self.HIGH), xticks=range(6, 37, 6), yticks=range(-2, 5),
                xlabel=say("placement.months"))
        gap.set_title(say("placement.gap"))
        guide(gap, y=0, color=MUTED, linewidth=0.8)
        low, high = PUBLISHED_INTERVAL
        gap.add_patch(Rectangle((12, low), 25, high - low, facecolor=D, alpha=0.16, linewidth=0))
        gap.plot([12, 37], [PUBLISHED_GAP] * 2, "--", color=D, linewidth=1.4)
        gap.plot([2, 12], [0, 0], "--", color=D, linewidth=2.2)
        label(gap, 2.6, -0.24, say("placement.published_early"), color=D, fontsize="small", va="top", linespacing=1.25)
        label(gap, 36.7, 0.13, say("placement.published_late" if layout != "large" else "placement.published_short"), color=D,
              fontsize="small", ha="right")
        children.set(xlim=(-0.55, 2.55), ylim=(-2.3, 2.45), xticks=list(self.COLUMNS.values()), yticks=[-1, 1],
                     xticklabels=[say(f"placement.{name}") for name in self.COLUMNS],
                     yticklabels=[say("window.insecure"), say("window.secure")])
        children.set_title(say("placement.children"))
        children.tick_params(axis="both", length=0)
        if layout == "large":
            children.tick_params(axis="x", labelsize=11)
        guide(children, y=0, color=MUTED, linewidth=0.8)
        self.moving = {
            "chosen": line(gap, GRID, linewidth=6, zorder=0),
            "ghost": line(gap, GHOST, ":", linewidth=2.4),
            "gap": line(gap, C, "o-", markersize=5.5 if layout != "large" else 7),
            "always": points(children, MUTED, "D", 4), "placed": filled(children), "stayed": hollow(children),
            **counts(children, self.COLUMNS),
        }
        m = self.moving
        gap.legend([m["gap"], m["chosen"]], [say("placement.toy"), say("placement.chosen")], loc="upper left", borderpad=0.1,
                   labelspacing=0.3, handlelength=1.6, bbox_to_anchor=(0.0, 1.0))

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["chosen"].set_data([run.placed_at] * 2, [self.LOW, self.HIGH])
        m["gap"].set_data(run.placement_age, np.clip(run.gap_left, self.LOW, self.HIGH))
        for name, at in self.COLUMNS.items():
            column(m[name], at, 0.7, getattr(run, name))
            count(m[f"{name}_above"], m[f"{name}_below"], at, getattr(run, name))
        show_ghost(m["ghost"], pinned, lambda r: r.placement_age, lambda r: np.clip(r.gap_left, self.LOW, self.HIGH))


class WhoPicture:
    """The same forty in four lives, and what the other bond adds after each start."""

    LIVES = {"low_one": 0.0, "low_another": 1.0, "high_one": 2.5, "high_another": 3.5}

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"ends": (0.10, 0.215, 0.56, 0.685), "gain": (0.765, 0.215, 0.225, 0.60)},
            narrow={"ends": (0.19, 0.525, 0.79, 0.42), "gain": (0.19, 0.095, 0.79, 0.235)},
            large={"ends": (0.145, 0.265, 0.51, 0.62), "gain": (0.775, 0.265, 0.215, 0.50)})
        ends, gain = axes["ends"], axes["gain"]
        ends.set(xlim=(-0.6, 4.1), ylim=(-2.3, 2.45), xticks=list(self.LIVES.values()), yticks=[-1, 1],
                 xticklabels=[say("who.one"), say("who.another")] * 2,
                 yticklabels=[say("window.insecure"), say("window.secure")])
        ends.set_title(say("who.ends" if layout == "wide" else "who.ends_short"))
        ends.tick_params(axis="both", length=0)
        guide(ends, y=0, color=MUTED, linewidth=0.8)
        ends.plot([1.75, 1.75], [-2.3, 2.3], color=GRID, zorder=0)
        down = {"wide": -42, "narrow": -46, "large": -56}[layout]
        for at, name in ((0.5, "who.after_low"), (3.0, "who.after_high")):
            ends.annotate(say(name), (at, -2.3), (0, down), textcoords="offset points", ha="center", va="baseline",
                          fontweight="bold", linespacing=1.25)
        gain.set(xlim=(-0.75, 1.5), ylim=(-62, 56), xticks=[0, 1], xticklabels=[say("who.low"), say("who.high")],
                 yticks=[-40, -20, 0, 20, 40])
        gain.set_yticklabels(["−40", "−20", "0", "20", "40"])
        gain.set_xlabel(say("who.early"), fontsize="medium")
        gain.set_title(say("who.gain") if layout != "narrow" else say("who.gain").replace("\n", " "), linespacing=1.25)
        gain.tick_params(axis="x", length=0)
        guide(gain, y=0, color=MUTED, linewidth=0.8)
        self.moving = {
            **{name: (hollow if name.endswith("one") else filled)(ends) for name in self.LIVES},
            **counts(ends, self.LIVES),
            "gain_low": bars(gain, C, 1, linewidth=0)[0], "gain_high": bars(gain, C, 1, linewidth=0)[0],
            "gain_low_text": label(gain, 0, 0, "", ha="center", fontweight="bold"),
            "gain_high_text": label(gain, 1, 0, "", ha="center", fontweight="bold"),
            "ghost": points(gain, GHOST, ">", 8),
        }
        self.text_height = {"wide": 10, "narrow": 19, "large": 14}[layout]

    @staticmethod
    def gains(run):
        """People on the secure side that the other bond adds, after low and after high early bonds."""
        people = np.round(PEOPLE * run.share_at_end)
        return people[1] - people[0], people[3] - people[2]

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for life, (name, at) in enumerate(self.LIVES.items()):
            column(m[name], at, 0.7, run.security[life, :, -1])
            count(m[f"{name}_above"], m[f"{name}_below"], at, run.security[life, :, -1])
        for at, (name, value) in enumerate(zip(("gain_low", "gain_high"), self.gains(run))):
            set_bar(m[name], at - 0.35, 0, 0.7, float(value))
            text = m[f"{name}_text"]
            text.set_position((at, value + 2 if value >= 0 else value - self.text_height))
            text.set_text(f"{value:+.0f}".replace("-", "−") if value else "0")
        show_ghost(m["ghost"], pinned, lambda r: [-0.5, 0.5], lambda r: list(map(float, self.gains(r))))
