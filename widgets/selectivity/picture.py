"""The three pictures of the panel on selective bonds.

The first partner is blue and solid, the second orange and dashed; what is worked out of the two is green; published findings
are purple; a pinned run is grey and dotted.
"""

from __future__ import annotations

import numpy as np

from widgets.drawing import bars, guide, label, line, make_figure, points, set_bar, show_ghost
from widgets.palette import GHOST, INK, MUTED, PAPER, A, B, C, D
from widgets.phrases import number
from widgets.selectivity.model import ANIMALS, ENSEMBLE_BAR, GAPS, PHASE_STEPS
from widgets.selectivity.words import say

WEEKS_REPORTED = 28
"""Days apart that a summary of Harbert and others 2020 reports, 10.1016/j.yhbeh.2020.104847."""
FOUND = ((6, 0, False), (6, 1, True), (24, 0, True), (24, 1, True))
"""Hours together, mated or not, preference or none: Williams, Catania and Carter 1992, 10.1016/0018-506x(92)90004-f."""
MOST_FIRING = 12.0
"""Cells that fire more than this are drawn at the edge."""
JITTER = np.linspace(-0.28, 0.28, ANIMALS)[np.random.default_rng(1).permutation(ANIMALS)]
"""How far the individuals are spread sideways."""


def _places() -> np.ndarray:
    """Where each point of a run stands: 0 to 1 with the first, 1 to 2 between, 2 to 3 with the second."""
    shares = [phase + (np.arange(1, steps + 1) / steps) ** 2 for phase, steps in enumerate(PHASE_STEPS)]
    return np.concatenate([[0.0], *shares])


class AnotherPicture:
    """Two partners through three stretches of time, 24 animals in three tests, and what other gaps would have done."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout,
            wide={"value": (0.075, 0.13, 0.515, 0.78), "tests": (0.71, 0.60, 0.28, 0.31), "gaps": (0.71, 0.13, 0.28, 0.27)},
            large={"value": (0.085, 0.16, 0.435, 0.74), "tests": (0.65, 0.62, 0.34, 0.28), "gaps": (0.65, 0.165, 0.34, 0.22)},
            narrow={"value": (0.12, 0.605, 0.86, 0.345), "tests": (0.20, 0.33, 0.77, 0.145),
                    "gaps": (0.20, 0.085, 0.77, 0.135)})
        value, tests, gaps = axes["value"], axes["tests"], axes["gaps"]
        value.set(xlim=(0, 3), ylim=(-0.25, 1.38 if layout == "narrow" else 1.30), title=say("another.value"), xticks=[],
                  yticks=[0, 0.5, 1])
        guide(value, y=0)
        for edge in (1, 2):
            guide(value, x=edge)
        small = "x-small" if layout == "large" else "small"
        tests.set(xlim=(-0.5, 2.5), ylim=(-0.06, 1.06), title=say("another.tests"), xticks=[0, 1, 2], yticks=[0, 0.5, 1],
                  yticklabels=["0 %", "50 %", "100 %"],
                  xticklabels=[say(f"another.test.{name}") for name in ("first", "second", "accepted")])
        tests.tick_params(axis="x", length=0, labelsize=small)
        guide(tests, y=0.5, linestyle="--")
        gaps.set(xlim=(-2, 62), ylim=(-1.1, 1.1), title=say("another.gaps"), xlabel=say("another.gaps.x"),
                 xticks=[0, 14, 28, 42, 56],
                 yticks=[-0.7, 0.7], yticklabels=[say("another.first"), say("another.second")])
        gaps.tick_params(axis="y", length=0)
        guide(gaps, y=0)
        gaps.axvline(WEEKS_REPORTED, color=D, linestyle="--", linewidth=1.2)
        label(gaps, 30 if layout != "narrow" else 29, -0.92, say("another.reported"), color=D, fontsize=small,
              linespacing=0.95)
        m = self.moving = {
            "ghost_first": line(value, GHOST, ":"), "ghost_second": line(value, GHOST, ":"),
            "gate": line(value, C, "-.", linewidth=1.3, label=say("another.gate")),
            "first": line(value, A, linewidth=2.6, label=say("another.first")),
            "second": line(value, B, "--", linewidth=2.6, label=say("another.second")),
            "ghost_gaps": line(gaps, GHOST, ":"), "gaps": line(gaps, C, linewidth=2),
            "chosen": points(gaps, C, "o", 9, markerfacecolor=PAPER, markeredgewidth=2),
        }
        for name, color, marker in (("first", A, "o"), ("second", C, "s"), ("accepted", B, "^")):
            m[f"test_{name}"] = points(tests, color, marker, 4, alpha=0.6)
            m[f"middle_{name}"] = points(tests, INK, "_", 22, markeredgewidth=2)
        for phase in range(3):
            m[f"first_there_{phase}"], = bars(value, A, 1)
            m[f"second_there_{phase}"], = bars(value, B, 1, hatch="///", edgecolor=PAPER)
            m[f"who_{phase}"] = label(value, phase + 0.5, 1.25 if layout == "narrow" else 1.20, ha="center", fontsize=small)
            m[f"days_{phase}"] = label(value, phase + 0.5, 1.11, ha="center", fontsize=small, color=MUTED)
        value.legend(handles=[m["first"], m["second"], m["gate"]], loc="upper left", bbox_to_anchor=(-0.04, -0.005),
                     borderpad=0.3, ncols=3, handlelength=2.0, handletextpad=0.4, columnspacing=0.8, fontsize=small)
        self._places = _places()

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m, x = self.moving, self._places
        for name, field in (("first", "value_first"), ("second", "value_second"), ("gate", "gate_second")):
            m[name].set_data(x, getattr(run, field))
        show_ghost(m["ghost_first"], pinned, lambda r: x, lambda r: r.value_first)
        show_ghost(m["ghost_second"], pinned, lambda r: x, lambda r: r.value_second)
        ends = np.cumsum((0,) + PHASE_STEPS)
        for phase, (start, end) in enumerate(zip(ends[:-1], ends[1:])):
            first, second = bool(run.first_present[end]), bool(run.second_present[end])
            days = run.time[end] - run.time[start]
            real = days > 1e-9
            set_bar(m[f"first_there_{phase}"], phase + 0.02, -0.12, 0.96, 0.07 * (first and real))
            set_bar(m[f"second_there_{phase}"], phase + 0.02, -0.22, 0.96, 0.07 * (second and real))
            who = "both" if first and second else "first" if first else "second" if second else "alone"
            m[f"who_{phase}"].set_text(say(f"another.who.{who}") if real else "")
            m[f"days_{phase}"].set_text(say("another.days", days=number(days, 0 if abs(days - round(days)) < 1e-9 else 2)))
        for column, (name, shares, middle) in enumerate((
                ("first", run.preference_first, run.middle_preference_first),
                ("second", run.preference_second, run.middle_preference_second),
                ("accepted", run.acceptance_second, run.middle_acceptance_second))):
            m[f"test_{name}"].set_data(column + JITTER, shares)
            m[f"middle_{name}"].set_data([column], [middle])
        m["gaps"].set_data(run.gaps, run.gap_difference)
        show_ghost(m["ghost_gaps"], pinned, lambda r: r.gaps, lambda r: r.gap_difference)
        gap = run.gap
        m["chosen"].set_visible(gap >= 0)
        m["chosen"].set_data([max(gap, 0)], [np.interp(max(gap, 0), GAPS, run.gap_difference)])


class FormsPicture:
    """Preference and attacks over the time together, on a scale from one hour to a month."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"share": (0.085, 0.15, 0.53, 0.74), "attacks": (0.69, 0.15, 0.285, 0.74)},
            large={"share": (0.105, 0.19, 0.50, 0.69), "attacks": (0.70, 0.19, 0.275, 0.69)},
            narrow={"share": (0.15, 0.52, 0.82, 0.42), "attacks": (0.15, 0.095, 0.82, 0.29)})
        share, attacks = axes["share"], axes["attacks"]
        ticks = np.log10([1, 6, 24, 168, 720])
        names = [say(f"forms.{name}") for name in ("hour", "six", "day", "week", "month")]
        share.set(xlim=(-0.35, 3.0), ylim=(-0.02, 1.38), title=say("forms.share"), xlabel=say("forms.x"), xticks=ticks,
                  xticklabels=names,
                  yticks=[0, 0.5, 1], yticklabels=["0 %", "50 %", "100 %"])
        guide(share, y=0.5, linestyle="--")
        guide(share, y=1.08, linewidth=0.8)
        small = "x-small" if layout == "large" else "small"
        for hours, row, prefers in FOUND:
            label(share, np.log10(hours) + 0.09, 1.125 + 0.12 * row, say(f"forms.{'yes' if prefers else 'no'}"), color=D,
                  fontsize=small)
            share.plot([np.log10(hours)], [1.15 + 0.12 * row], "D" if row else "s", color=D, markersize=7,
                       markerfacecolor=D if prefers else PAPER, markeredgewidth=1.5)
        for row, name in enumerate(("unmated", "mated")):
            label(share, 1.86, 1.125 + 0.12 * row, say(f"forms.{name}"), color=D, fontsize=small)
        label(share, -0.28, 1.18, say("forms.found"), color=D, fontsize=small)
        attacks.set(xlim=(-0.35, 3.0), ylim=(-0.02, 1.45), title=say("forms.attacks"), xlabel=say("forms.x"), xticks=ticks,
                    xticklabels=[name if i not in (1, 3) else "" for i, name in enumerate(names)], yticks=[0, 0.5, 1])
        self.moving = {
            "ghost_share": line(share, GHOST, ":"), "share": line(share, A, linewidth=2.4),
            "animals": points(share, A, "o", 5, alpha=0.55),
            "middle": points(share, A, "o", 11, markerfacecolor=PAPER, markeredgewidth=2.5),
            "ghost_attacks": line(attacks, GHOST, ":"),
            "receptors": line(attacks, C, "-.", linewidth=1.4, label=say("forms.receptors")),
            "attacks": line(attacks, B, "--", linewidth=2.4, label=say("forms.attack_line")),
            "attackers": points(attacks, B, "^", 4, alpha=0.55),
            "middle_attacks": points(attacks, B, "^", 10, markerfacecolor=PAPER, markeredgewidth=2.2),
        }
        attacks.legend(handles=[self.moving["attacks"], self.moving["receptors"]], loc="upper left", borderpad=0.3,
                       handlelength=1.8)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving

        def hours(r):
            return np.log10(np.maximum(24 * r.time[:r.first_test + 1], 0.5))

        end = run.first_test + 1
        x = hours(run)
        m["share"].set_data(x, run.preference[:end])
        m["animals"].set_data(x[-1] + 0.25 * JITTER, run.preference_first)
        m["middle"].set_data(x[-1:], [run.middle_preference_first])
        m["attacks"].set_data(x, run.attacks[:end])
        m["receptors"].set_data(x, run.d1_receptors[:end])
        m["attackers"].set_data(x[-1] + 0.25 * JITTER, run.aggression)
        m["middle_attacks"].set_data(x[-1:], [run.middle_aggression])
        show_ghost(m["ghost_share"], pinned, hours, lambda r: r.preference[:r.first_test + 1])
        show_ghost(m["ghost_attacks"], pinned, hours, lambda r: r.attacks[:r.first_test + 1])


class CellsPicture:
    """Two hundred cells by what they fire for, and how big the groups are from day to day."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"map": (0.10, 0.16, 0.47, 0.73), "sizes": (0.68, 0.16, 0.305, 0.73)},
            large={"map": (0.12, 0.19, 0.45, 0.69), "sizes": (0.70, 0.19, 0.285, 0.69)},
            narrow={"map": (0.17, 0.50, 0.80, 0.44), "sizes": (0.19, 0.095, 0.78, 0.28)})
        cells, sizes = axes["map"], axes["sizes"]
        ticks = [0, 1, ENSEMBLE_BAR, 4, 8, MOST_FIRING]
        names = ["0", "1", "2", "4", "8", "12+"]
        cells.set(xlim=(-0.1, 3.65), ylim=(-0.1, 4.0), title=say("cells.map"), xlabel=say("cells.map.x"),
                  ylabel=say("cells.map.y"),
                  xticks=np.sqrt(ticks), yticks=np.sqrt(ticks), xticklabels=names, yticklabels=names)
        guide(cells, x=np.sqrt(ENSEMBLE_BAR), color=MUTED, linestyle="--", linewidth=1)
        guide(cells, y=np.sqrt(ENSEMBLE_BAR), color=MUTED, linestyle="--", linewidth=1)
        for x, y, name, color, side in ((0, 3.72, "novel", B, "left"), (3.6, 3.72, "both", D, "right"),
                                        (3.6, 1.18, "partner", A, "right")):
            label(cells, x, y, say(f"cells.{name}"), color=color, ha=side, fontsize="small" if layout == "large" else None)
        sizes.set(xlim=(0, 20), ylim=(0, 1.55), title=say("cells.sizes"), xlabel=say("cells.sizes.x"),
                  xticks=[0, 5, 10, 15, 20],
                  yticks=[0, 0.25, 0.5, 0.75, 1], yticklabels=["0 %", "25 %", "50 %", "75 %", "100 %"])
        m = self.moving = {
            "cells_neither": points(cells, MUTED, ".", 4, alpha=0.55),
            "cells_partner": points(cells, A, "o", 6, alpha=0.8),
            "cells_novel": points(cells, B, "^", 6, alpha=0.8),
            "cells_both": points(cells, D, "D", 7),
            "ghost_partner": line(sizes, GHOST, ":"), "ghost_both": line(sizes, GHOST, ":"),
            "partner": line(sizes, A, linewidth=2.4, label=say("cells.partner")),
            "novel": line(sizes, B, "--", linewidth=2, label=say("cells.novel")),
            "both": line(sizes, D, "-", marker="D", markersize=5, markevery=8, linewidth=1.6, label=say("cells.both")),
            "chance": line(sizes, INK, "-.", linewidth=1.2, label=say("cells.chance")),
        }
        sizes.legend(handles=[m[name] for name in ("partner", "novel", "both", "chance")], loc="upper left", borderpad=0.3,
                     handlelength=1.8, ncols=2 if layout == "narrow" else 1)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        partner, novel = run.partner_after > ENSEMBLE_BAR, run.novel_after > ENSEMBLE_BAR
        x, y = (np.sqrt(np.minimum(values, MOST_FIRING)) for values in (run.partner_after, run.novel_after))
        for name, group in (("partner", partner & ~novel), ("novel", novel & ~partner), ("both", partner & novel),
                            ("neither", ~partner & ~novel)):
            m[f"cells_{name}"].set_data(x[group], y[group])
        for name, field in (("partner", "partner_size"), ("novel", "novel_size"), ("both", "overlap"),
                            ("chance", "overlap_by_chance")):
            m[name].set_data(run.time, getattr(run, field))
        show_ghost(m["ghost_partner"], pinned, lambda r: r.time, lambda r: r.partner_size)
        show_ghost(m["ghost_both"], pinned, lambda r: r.time, lambda r: r.overlap)
