"""The four pictures of the panel on the caregiver as regulator.

What has a caregiver is blue and solid, what has none orange and dashed; what is measured between the two is green; published
values are purple; a pinned run is grey and dotted.
"""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from widgets.caregiver_regulation.model import (
    AROUSAL_MINUTES,
    HEART_FALL,
    PUBLISHED_EFFECT,
    PUBLISHED_INTERVAL,
    STRESS_FROM,
    STRESS_TO,
    TRIALS,
    VISITS,
)
from widgets.caregiver_regulation.words import say
from widgets.drawing import bars, guide, label, line, make_figure, points, set_bar, show_ghost
from widgets.palette import GHOST, GRID, INK, MUTED, PAPER, A, B, C, D

FAMILY_AT, STAYED_AT = -5.0, 47.5
"""Where the two groups that were never placed stand beside the ages at placement, months."""
SIDE = 2.2
"""How far single children of these groups are spread sideways, months."""


class PlacementPicture:
    """Scores by age at placement with single children, and what foster care added, beside the published differences."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"scores": (0.095, 0.16, 0.50, 0.73), "effect": (0.70, 0.16, 0.285, 0.73)},
            large={"scores": (0.125, 0.19, 0.46, 0.69), "effect": (0.715, 0.19, 0.27, 0.69)},
            narrow={"scores": (0.155, 0.52, 0.82, 0.42), "effect": (0.155, 0.095, 0.82, 0.29)})
        scores, effect = axes["scores"], axes["effect"]
        scores.set(xlim=(-9, 52), ylim=(30, 168), title=say("placement.scores"), xlabel=say("placement.scores.x"),
                   ylabel=say("placement.points"), xticks=[0, 12, 24, 36])
        for edge in (-1.5, 43.5):
            guide(scores, x=edge, linewidth=0.8)
        narrow = layout == "narrow"
        size = "x-small" if layout == "large" else "small"
        label(scores, FAMILY_AT - 2.8, 160, say("placement.family"), color=A, fontsize=size)
        label(scores, STAYED_AT + 4, 160, say("placement.institution"), ha="right", color=B, fontsize=size)
        effect.set(xlim=(2.4, 18.2), ylim=(-4, 40), title=say("placement.effect"), xlabel=say("placement.effect.x"),
                   xticks=[4, 8, 12, 16], ylabel=say("placement.points"))
        guide(effect, y=0)
        years = np.array(VISITS) / 12
        low, high = np.array(PUBLISHED_EFFECT) - np.array(PUBLISHED_INTERVAL).T[0], np.array(PUBLISHED_INTERVAL).T[1]
        published = effect.errorbar(years, PUBLISHED_EFFECT, [low, high - np.array(PUBLISHED_EFFECT)], fmt="D", color=D, capsize=3,
                                    markersize=5, markerfacecolor=PAPER, linewidth=1.2, label=say("placement.published"))
        self.moving = {
            "family": points(scores, A, "o", 4, alpha=0.55), "stayed": points(scores, B, "s", 4, alpha=0.55),
            "placed": points(scores, MUTED, "^", 4, alpha=0.6),
            "ghost": line(scores, GHOST, ":"), "late": line(scores, INK, "--", label=say("placement.at_17")),
            "score": line(scores, C, linewidth=2.5, label=say("placement.at_54")),
            "chosen": points(scores, C, "o", 11, markerfacecolor=PAPER, markeredgewidth=2.5),
            "ghost_effect": line(effect, GHOST, ":"),
            "effect": line(effect, C, "-", marker="o", markersize=6, label=say("placement.toy")),
        }
        self._luck = np.linspace(-SIDE, SIDE, 60)[np.random.default_rng(1).permutation(60)]
        scores.legend(handles=[self.moving["score"], self.moving["late"]], loc="lower left" if narrow else "lower left",
                      bbox_to_anchor=(0.15, 0.0), borderpad=0.3)
        effect.legend(handles=[published, self.moving["effect"]], loc="upper left", borderpad=0.3, handlelength=1.4)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["family"].set_data(FAMILY_AT + self._luck, run.child_family)
        m["stayed"].set_data(STAYED_AT + self._luck, run.child_institution)
        m["placed"].set_data(run.child_placement, run.child_placed)
        m["score"].set_data(run.placement_ages, run.score_at_54_months)
        m["late"].set_data(run.placement_ages, run.score_at_17_years)
        at = float(run.placed_at)
        m["chosen"].set_data([at], [np.interp(at, run.placement_ages, run.score_at_54_months)])
        years = np.array(VISITS) / 12
        m["effect"].set_data(years, run.effect)
        show_ghost(m["ghost"], pinned, lambda r: r.placement_ages, lambda r: r.score_at_54_months)
        show_ghost(m["ghost_effect"], pinned, lambda r: years, lambda r: r.effect)


class HelpPicture:
    """Arousal alone and with a caregiver, and what the caregiver takes away at every age."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"course": (0.085, 0.16, 0.53, 0.73), "ages": (0.715, 0.16, 0.265, 0.73)},
            large={"course": (0.105, 0.19, 0.50, 0.69), "ages": (0.725, 0.19, 0.25, 0.69)},
            narrow={"course": (0.17, 0.52, 0.80, 0.41), "ages": (0.17, 0.095, 0.80, 0.29)})
        course, ages = axes["course"], axes["ages"]
        course.set(xlim=(0, AROUSAL_MINUTES), ylim=(-0.7, 5.4), title=say("help.course"), xlabel=say("help.course.x"))
        course.add_patch(Rectangle((STRESS_FROM, -0.7), STRESS_TO - STRESS_FROM, 6.1, facecolor=GRID, alpha=0.5, linewidth=0, zorder=0))
        label(course, (STRESS_FROM + STRESS_TO) / 2, 5.0, say("help.stress"), ha="center", color=MUTED)
        ages.set(xlim=(2, 18), ylim=(-0.02, 1.02), title=say("help.by_age"), xlabel=say("help.by_age.x"), xticks=[2, 6, 10, 14, 18],
                 yticks=[0, 0.5, 1], yticklabels=["0 %", "50 %", "100 %"])
        self.moving = {
            "ghost": line(course, GHOST, ":"),
            "tolerance": line(course, MUTED, "-.", linewidth=1.2, label=say("help.tolerance")),
            "alone": line(course, B, "--", label=say("help.alone")),
            "together": line(course, A, linewidth=2.2, label=say("help.together")),
            "ghost_age": line(ages, GHOST, ":"), "share": line(ages, C, linewidth=2.2),
            "now": points(ages, C, "o", 11, markerfacecolor=PAPER, markeredgewidth=2.5),
        }
        course.legend(handles=[self.moving[name] for name in ("alone", "together", "tolerance")], loc="upper right",
                      bbox_to_anchor=(1.03, 1.0), borderpad=0.2, handlelength=1.5, handletextpad=0.5)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["alone"].set_data(run.time, run.alone)
        m["together"].set_data(run.time, run.with_caregiver)
        m["tolerance"].set_data([0, AROUSAL_MINUTES], [run.help_from] * 2)
        m["share"].set_data(run.ages, run.buffering_by_age)
        m["now"].set_data([run.age], [run.buffering])
        show_ghost(m["ghost"], pinned, lambda r: r.time, lambda r: r.with_caregiver)
        show_ghost(m["ghost_age"], pinned, lambda r: r.ages, lambda r: r.buffering_by_age)


class PartsPicture:
    """A day of three of the pup's systems."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(layout, wide={"day": (0.09, 0.15, 0.60, 0.74)}, large={"day": (0.11, 0.19, 0.50, 0.69)},
                                        narrow={"day": (0.12, 0.30, 0.85, 0.62)})
        day = axes["day"]
        day.set(xlim=(0, 24), ylim=(0, 3.2), title=say("parts.course"), xlabel=say("parts.x"), xticks=[0, 4, 8, 12, 16, 20, 24])
        guide(day, y=1)
        published = day.errorbar([14], [1 - HEART_FALL], xerr=[2], fmt="D", color=D, markerfacecolor=PAPER, capsize=3, markersize=6,
                                 label=say("parts.published"))
        self.moving = {
            "ghost_stress": line(day, GHOST, ":"), "ghost_heart": line(day, GHOST, ":"), "ghost_growth": line(day, GHOST, ":"),
            "stress": line(day, B, "--", linewidth=2.2, label=say("parts.stress")),
            "growth": line(day, C, "-.", linewidth=2.2, label=say("parts.growth")),
            "heart": line(day, A, linewidth=2.5, label=say("parts.heart")),
        }
        handles = [self.moving["stress"], self.moving["heart"], self.moving["growth"], published]
        where = {"loc": "lower center", "bbox_to_anchor": (0.53, 0.0), "ncols": 2} if layout == "narrow" else {
            "loc": "center left", "bbox_to_anchor": (0.70 if layout == "wide" else 0.62, 0.55)}
        self.figure.legend(handles=handles, borderpad=0.3, handlelength=2.2, **where)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        for name, field in (("heart", "heart_rate"), ("growth", "growth_hormone"), ("stress", "corticosterone")):
            self.moving[name].set_data(run.hours, getattr(run, field))
            show_ghost(self.moving[f"ghost_{name}"], pinned, lambda r: r.hours, lambda r, field=field: getattr(r, field))


class SwitchPicture:
    """Two bars for what is in the pup, and what the smell comes to be worth."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"inside": (0.085, 0.20, 0.24, 0.69), "value": (0.46, 0.16, 0.52, 0.73)},
            large={"inside": (0.095, 0.24, 0.25, 0.64), "value": (0.50, 0.19, 0.48, 0.69)},
            narrow={"value": (0.21, 0.52, 0.75, 0.41), "inside": (0.21, 0.10, 0.6, 0.26)})
        inside, value = axes["inside"], axes["value"]
        inside.set(xlim=(-0.6, 1.6), ylim=(0, 2.1), xticks=[0, 1], xticklabels=[say("switch.hormone"), say("switch.amygdala")],
                   yticks=[0, 1, 2], title=say("switch.state"))
        inside.tick_params(axis="x", length=0)
        guide(inside, y=0.5, linestyle="--")
        value.set(xlim=(0, TRIALS), ylim=(-1.1, 1.1), title=say("switch.learning"), xlabel=say("switch.x"), yticks=[-1, 0, 1],
                  xticks=[0, 2, 4, 6, 8, 10, 12, 14], yticklabels=[say("switch.avoid"), "0", say("switch.approach")])
        guide(value, y=0)
        self.moving = {"ghost": line(value, GHOST, ":"), "value": line(value, A, "-", marker="o", markersize=6, linewidth=2.2)}
        self.moving["hormone"], = bars(inside, B, 1, hatch="//", edgecolor=PAPER)
        self.moving["amygdala"], = bars(inside, C, 1)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        set_bar(self.moving["hormone"], -0.32, 0, 0.64, run.corticosterone)
        set_bar(self.moving["amygdala"], 0.68, 0, 0.64, run.amygdala)
        self.moving["value"].set_data(run.trial, run.value)
        show_ghost(self.moving["ghost"], pinned, lambda r: r.trial, lambda r: r.value)
