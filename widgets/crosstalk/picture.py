"""The four pictures of the panel on crosstalk.

Groups: singles grey circles, new parents orange squares, new lovers blue triangles. Markers, where all three are of one group:
oxytocin green and solid, β-endorphin black and dashed, interleukin-6 grey and dash-dotted. What is published is purple (here it
is an order, with no scale); a pinned run is grey and dotted, or hollow.
"""

from __future__ import annotations

import numpy as np

from widgets.crosstalk.words import say
from widgets.drawing import guide, label, line, make_figure, points, show_ghost
from widgets.palette import GHOST, INK, MUTED, PAPER, A, B, C, D

GROUP_STYLES = ((MUTED, "o"), (B, "s"), (A, "^"))
MARKER_STYLES = ((C, "-"), (INK, "--"), (MUTED, "-."))
TIERS = (2.6, 4.5, 8, 14)
"""Half-heights that the axis of levels may have; it only changes when the run needs another one."""
SHOWN = 100
"""People of each group that are drawn."""
PUBLISHED = ((0, 1, 2), (0, 2, 1), (0, 2, 1), (0, 1, 2))
"""Rank of singles, parents and lovers: in three markers, and in coupling."""
SIDE = 0.11


def tier(*runs) -> float:
    """The lowest half-height that shows all people of these runs."""
    most = max(np.abs(run.samples).max() for run in runs if run is not None)
    return next((each for each in TIERS if most <= each), TIERS[-1])


class GroupsPicture:
    """Levels of three markers and the mean correlation, in three groups, below the published orders."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"levels": (0.095, 0.115, 0.595, 0.80), "links": (0.79, 0.115, 0.20, 0.80)},
            large={"levels": (0.12, 0.13, 0.575, 0.775), "links": (0.815, 0.13, 0.175, 0.775)},
            narrow={"levels": (0.165, 0.42, 0.82, 0.54), "links": (0.165, 0.05, 0.82, 0.295)})
        self.levels, links = axes["levels"], axes["links"]
        self.levels.set(xlim=(-0.5, 2.5), title=say("groups.levels"), ylabel=say("groups.levels.y"), xticks=[0, 1, 2],
                        xticklabels=[say(f"marker.{k}") for k in range(3)])
        links.set(xlim=(-0.6, 2.6), title=say("groups.links"), ylabel=say("groups.links.y"), xticks=[0, 1, 2], ylim=(-0.03, 1.55),
                  yticks=[0, 0.5, 1], xticklabels=[say(f"group.{k}") for k in range(3)] if layout == "narrow" else [""] * 3)
        for each in axes.values():
            each.tick_params(axis="x", length=0)
        links.tick_params(axis="x", length=0)
        guide(self.levels, y=0)
        self.moving = {}
        small = 3 if layout != "large" else 3.5
        for g, (color, shape) in enumerate(GROUP_STYLES):
            self.moving[f"people_{g}"] = points(self.levels, color, shape, small, alpha=0.35, markeredgewidth=0)
        self.moving["ghost_levels"] = points(self.levels, GHOST, "_", 15, markeredgewidth=2)
        self.moving["ghost_links"] = line(links, GHOST, ":")
        for g, (color, shape) in enumerate(GROUP_STYLES):
            self.moving[f"mean_{g}"] = points(self.levels, color, shape, 9, markeredgecolor=PAPER, markeredgewidth=1.2)
            self.moving[f"pairs_{g}"] = points(links, color, "_", 13, markeredgewidth=1.2)
        self.moving["links"] = line(links, INK, "-", linewidth=1)
        for g, (color, shape) in enumerate(GROUP_STYLES):
            self.moving[f"link_{g}"] = points(links, color, shape, 10, markeredgecolor=PAPER, markeredgewidth=1.2)
        self._strip(links, layout)
        handles = [points(self.levels, color, shape, 8) for color, shape in GROUP_STYLES]
        self.levels.legend(handles, [say(f"group.{g}") for g in range(3)], loc="lower center", ncols=3, borderpad=0.1, handletextpad=0.1,
                           columnspacing=1.0, borderaxespad=0.2)
        self._luck = np.linspace(-0.09, 0.09, SHOWN)[np.random.default_rng(1).permutation(SHOWN)]

    def _strip(self, links, layout):
        """The published orders, above; below each of them whether this world has it."""
        size = "small" if layout != "large" else "x-small"
        for k, ranks in enumerate(PUBLISHED):
            axes = self.levels if k < 3 else links
            places = k + (np.arange(3) - 1) * 0.23 if k < 3 else np.arange(3)
            axes.plot(places, 0.86 + 0.045 * np.array(ranks), "D-", color=D, markersize=4, linewidth=1, markerfacecolor=PAPER,
                      transform=axes.get_xaxis_transform(), clip_on=False)
        self.levels.text(-0.47, 0.985, say("groups.order"), color=D, fontsize=size, va="top", transform=self.levels.get_xaxis_transform())
        self.moving["order_0"] = label(self.levels, 0, 0, ha="center", color=D, fontsize=size)
        self.moving["order_1"] = label(self.levels, 1.5, 0, ha="center", color=D, fontsize=size)
        self.moving["order_2"] = label(links, 1, 1.18, ha="center", color=D, fontsize=size)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m, half = self.moving, tier(run, pinned)
        if self.levels.get_ylim() != (-1.25 * half, 1.65 * half):
            self.levels.set_ylim(-1.25 * half, 1.65 * half)
        n = min(SHOWN, run.samples.shape[1])
        for g in range(3):
            x = np.arange(3) + (g - 1) * 0.23
            m[f"people_{g}"].set_data((x[:, None] + self._luck[:n]).ravel(), run.samples[g, :n].T.ravel())
            m[f"mean_{g}"].set_data(x, run.reading[g])
            m[f"pairs_{g}"].set_data(np.full(3, g), run.correlation[g])
            m[f"link_{g}"].set_data([g], [run.coupling[g]])
        m["links"].set_data(np.arange(3), run.coupling)
        for k in range(3):
            m[f"order_{k}"].set_text(say("groups.yes" if run.holds[k] else "groups.no"))
        for k, x in ((0, 0), (1, 1.5)):
            m[f"order_{k}"].set_position((x, (-1.25 + 0.78 * 2.9) * half))
        places = (np.arange(3)[None] + (np.arange(3)[:, None] - 1) * 0.23).ravel()
        show_ghost(m["ghost_levels"], pinned, lambda r: places, lambda r: r.reading.ravel())
        show_ghost(m["ghost_links"], pinned, lambda r: np.arange(3), lambda r: r.coupling)


class SurePicture:
    """Nine correlations with their intervals, and the lovers behind one of them."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"forest": (0.165, 0.15, 0.43, 0.76), "people": (0.70, 0.15, 0.285, 0.76)},
            large={"forest": (0.20, 0.18, 0.40, 0.72), "people": (0.715, 0.18, 0.27, 0.72)},
            narrow={"forest": (0.25, 0.47, 0.72, 0.48), "people": (0.25, 0.09, 0.72, 0.265)})
        forest, people = axes["forest"], axes["people"]
        rows = [0, 1, 2, 4.2, 5.2, 6.2, 8.4, 9.4, 10.4]
        forest.set(xlim=(-0.75, 1), ylim=(11.2, -1.1), title=say("sure.forest"), xlabel=say("sure.forest.x"), xticks=[-0.5, 0, 0.5, 1],
                   yticks=rows, yticklabels=[say(f"group.{g}") for g in (2, 1, 0)] * 3)
        forest.tick_params(axis="y", length=0)
        guide(forest, x=0)
        for k in range(3):
            label(forest, -0.75, 4.2 * k - 0.62, say(f"pair.{k}"), color=MUTED, fontsize="small" if layout != "large" else "x-small")
        people.set(xlim=(-3.6, 3.6), ylim=(-3.6, 3.6), title=say("sure.people"), xlabel=say("sure.people.x"), ylabel=say("sure.people.y"),
                   xticks=[-2, 0, 2], yticks=[-2, 0, 2])
        self._rows = np.array(rows).reshape(3, 3)
        self.moving = {}
        for g, (color, shape) in enumerate(GROUP_STYLES):
            for k in range(3):
                self.moving[f"interval_{g}_{k}"] = line(forest, color, "-", linewidth=2.2)
            self.moving[f"found_{g}"] = points(forest, color, shape, 8)
        self.moving["ghost"] = points(forest, GHOST, "x", 6)
        self.moving["endless"] = points(forest, INK, "|", 13, markeredgewidth=2)
        self.moving["lovers"] = points(people, A, "^", 4.5, alpha=0.55, markeredgewidth=0)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for g in range(3):
            rows = self._rows[:, 2 - g]
            for k in range(3):
                m[f"interval_{g}_{k}"].set_data(run.sample_interval[g, k], [rows[k]] * 2)
            m[f"found_{g}"].set_data(run.sample_correlation[g], rows)
        rows = self._rows[:, ::-1].T.ravel()
        m["endless"].set_data(run.correlation.ravel(), rows)
        show_ghost(m["ghost"], pinned, lambda r: r.sample_correlation.ravel(), lambda r: rows)
        lovers = run.samples[2]
        score = (lovers - lovers.mean(axis=0)) / lovers.std(axis=0)
        m["lovers"].set_data(score[:, 0], score[:, 1])


class PushPicture:
    """One lover's markers over time, and what a push to oxytocin does to the others."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"watch": (0.03, 0.16, 0.42, 0.73), "do": (0.555, 0.16, 0.43, 0.73)},
            large={"watch": (0.03, 0.19, 0.40, 0.69), "do": (0.565, 0.19, 0.42, 0.69)},
            narrow={"do": (0.155, 0.095, 0.82, 0.39), "watch": (0.04, 0.615, 0.935, 0.325)})
        watch, do = axes["watch"], axes["do"]
        watch.set(xlim=(0, 24), ylim=(-15.5, 8.5), title=say("push.watch"), xlabel=say("push.watch.x"), xticks=[0, 6, 12, 18, 24], yticks=[])
        do.set(xlim=(0, 12), ylim=(-0.04, 1.04), title=say("push.do"), xlabel=say("push.do.x"), ylabel=say("push.do.y"),
               xticks=[0, 3, 6, 9, 12], yticks=[0, 0.5, 1])
        guide(do, y=0)
        size = "small" if layout != "large" else "x-small"
        self.moving = {}
        for k, (color, style) in enumerate(MARKER_STYLES):
            guide(watch, y=-5.5 * k)
            label(watch, 0.3, -5.5 * k + 2.7, say(f"marker.{k}"), color=color, fontsize=size)
            self.moving[f"watched_{k}"] = line(watch, color, "-", linewidth=1.2)
        for k, (color, style) in enumerate(MARKER_STYLES):
            self.moving[f"ghost_{k}"] = line(do, GHOST, ":")
        for k, (color, style) in enumerate(MARKER_STYLES):
            self.moving[f"pushed_{k}"] = line(do, color, style, linewidth=2.5, label=say(f"marker.{k}"))
        do.legend(loc="upper right", borderpad=0.2, handlelength=2.2)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        spread = np.sqrt(np.diag(run.covariance[2]))
        scores = np.clip((run.person[2] - run.level[2]) / spread, -2.6, 2.6)  # rows must not run into one another
        for k in range(3):
            self.moving[f"watched_{k}"].set_data(run.time, scores[:, k] - 5.5 * k)
            self.moving[f"pushed_{k}"].set_data(run.time, run.push[2, :, k])
            show_ghost(self.moving[f"ghost_{k}"], pinned, lambda r: r.time, lambda r, k=k: r.push[2, :, k])


class WayPicture:
    """Synchrony against β-endorphin, and two effects on it before and after oxytocin is held."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"people": (0.085, 0.15, 0.40, 0.74), "effects": (0.605, 0.17, 0.38, 0.72)},
            large={"people": (0.105, 0.18, 0.37, 0.70), "effects": (0.625, 0.20, 0.36, 0.68)},
            narrow={"effects": (0.185, 0.50, 0.79, 0.45), "people": (0.185, 0.085, 0.79, 0.275)})
        people, effects = axes["people"], axes["effects"]
        people.set(xlim=(-3.8, 3.8), ylim=(-3.8, 3.8), title=say("way.people"), xlabel=say("way.people.x"), ylabel=say("way.people.y"),
                   xticks=[-2, 0, 2], yticks=[-2, 0, 2])
        effects.set(xlim=(-0.5, 1.5), ylim=(-0.62, 0.82), title=say("way.effects"), ylabel=say("way.effects.y"), xticks=[0, 1],
                    xticklabels=[say("way.alone"), say("way.given")], yticks=[-0.4, 0, 0.4, 0.8])
        effects.tick_params(axis="x", length=0)
        guide(effects, y=0)
        self.moving = {"parents": points(people, B, "s", 4, alpha=0.55, markeredgewidth=0),
                       "lovers": points(people, A, "^", 4.5, alpha=0.55, markeredgewidth=0)}
        shapes = ("v", "P")
        for k in (1, 2):
            self.moving[f"ghost_{k}"] = line(effects, GHOST, ":")
        for k in (1, 2):
            color, style = MARKER_STYLES[k]
            self.moving[f"study_{k}"] = line(effects, color, style, marker=shapes[k - 1], markersize=8, markerfacecolor=PAPER, linewidth=0.8)
            self.moving[f"effect_{k}"] = line(effects, color, style, marker=shapes[k - 1], markersize=9, linewidth=2.5)
        handles = [self.moving["effect_1"], self.moving["effect_2"], self.moving["study_1"]]
        effects.legend(handles, [say("marker.1"), say("marker.2"), say("way.this")], loc="lower left", borderpad=0.1, handlelength=2.4,
                       borderaxespad=0.2)
        who = points(people, B, "s", 7), points(people, A, "^", 7)
        people.legend(who, [say("group.1"), say("group.2")], loc="upper left", ncols=2, borderpad=0.1, handletextpad=0.1, columnspacing=0.8,
                      borderaxespad=0.1)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for name, g in (("parents", 1), ("lovers", 2)):
            endorphin, synchrony = run.samples[g, :, 1], run.synchrony[g - 1]
            m[name].set_data((endorphin - endorphin.mean()) / endorphin.std(), (synchrony - synchrony.mean()) / synchrony.std())
        for k in (1, 2):
            m[f"study_{k}"].set_data([0.06, 1.06], np.clip([run.sample_alone[k - 1], run.sample_given[k - 1]], -0.6, 0.8))
            m[f"effect_{k}"].set_data([0, 1], [run.effects_alone[k - 1], run.effects_given[k - 1]])
            show_ghost(m[f"ghost_{k}"], pinned, lambda r: [0, 1], lambda r, k=k: [r.effects_alone[k - 1], r.effects_given[k - 1]])
