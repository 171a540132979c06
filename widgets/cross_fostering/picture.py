"""The three pictures of the panel on pups given to other mothers.

The high line is blue, round and solid, the low one orange, square and dashed; what there would be without a treatment is grey and
thin; a pinned run is grey and dotted.
"""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from widgets.cross_fostering.model import FOLLOWED, TREATED_FROM, TREATED_TO
from widgets.cross_fostering.words import say
from widgets.drawing import guide, label, line, make_figure, points, show_ghost
from widgets.palette import GHOST, GRID, INK, MUTED, PAPER, A, B

TOP = 1.5
"""Most licking in view."""
EXCHANGED, INTACT = (0.0, 2.6, 1.0, 3.6), (0.0, 1.0, 2.6, 3.6)
"""Where the four groups stand: those raised by low mothers on the left, whether or not pups are exchanged."""
STYLES = ((B, "s", "--"), (A, "o", "-"))
"""Colour, marker and dash of the low and the high line."""


class FosteringPicture:
    """Each female of four groups, her daughter beside her, and what would follow over eight generations."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"groups": (0.08, 0.14, 0.55, 0.77), "lines": (0.72, 0.14, 0.265, 0.77)},
            large={"groups": (0.10, 0.17, 0.53, 0.72), "lines": (0.73, 0.17, 0.255, 0.72)},
            narrow={"groups": (0.13, 0.47, 0.84, 0.48), "lines": (0.13, 0.09, 0.84, 0.27)})
        groups, lines = axes["groups"], axes["lines"]
        groups.set(xlim=(-0.6, 4.2), ylim=(0, TOP), xticks=[0.5, 3.1], yticks=[0, 0.5, 1], title=say("fostering.groups"),
                   xticklabels=[say("fostering.raised_low"), say("fostering.raised_high")])
        groups.tick_params(axis="x", length=0)
        guide(groups, x=1.8, linewidth=1.2)
        lines.set(xlim=(0.6, FOLLOWED + 0.4), ylim=(0, 1), xticks=[1, 3, 5, 7], yticks=[0, 0.5, 1], title=say("fostering.lines"),
                  xlabel=say("fostering.lines.x"))
        generation = np.arange(1, FOLLOWED + 1)
        self._generation = generation
        self.moving = {}
        for at in range(4):
            colour, marker, style = STYLES[at // 2]
            self.moving[f"ghost_{at}"] = line(groups, GHOST, ":", linewidth=3)
            self.moving[f"females_{at}"] = points(groups, colour, marker, 6, alpha=0.75)
            self.moving[f"daughters_{at}"] = points(groups, colour, marker, 3.2, markerfacecolor=PAPER, alpha=0.9)
            self.moving[f"mean_{at}"] = line(groups, INK, "-", linewidth=2.5)
            self.moving[f"line_{at}"] = line(lines, colour, style, marker=marker, markersize=5 if at in (0, 3) else 8,
                                             linewidth=1.8, markerfacecolor=colour if at in (0, 3) else PAPER, zorder=3 if at in (0, 3) else 2)
        handles = [points(groups, colour, marker, 7, label=say(f"fostering.born_{name}"))
                   for name, (colour, marker, _) in zip(("low", "high"), STYLES)]
        handles.append(points(groups, MUTED, "o", 3.5, markerfacecolor=PAPER, label=say("fostering.daughters")))
        groups.legend(handles=handles, loc="upper center", ncols=3 if layout == "wide" else 2, borderpad=0.2, columnspacing=0.9,
                      handletextpad=0.2, fontsize="x-small" if layout == "large" else "small", bbox_to_anchor=(0.5, 1.02))

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for at, x in enumerate(_places(run)):
            size = run.licking.shape[1]
            spread = np.linspace(-1, 1, size)[np.random.default_rng(at).permutation(size)]
            m[f"females_{at}"].set_data(x - 0.16 + 0.17 * spread, run.licking[at])
            m[f"daughters_{at}"].set_data(x + 0.30 + 0.11 * spread, run.next_licking[at])
            m[f"mean_{at}"].set_data([x - 0.38, x + 0.08], [run.licking[at].mean()] * 2)
            m[f"line_{at}"].set_data(self._generation, run.line[at])
            show_ghost(m[f"ghost_{at}"], pinned, lambda r, at=at: [_places(r)[at] - 0.42, _places(r)[at] + 0.5],
                       lambda r, at=at: [r.licking[at].mean()] * 2)


def _places(run):
    return EXCHANGED if run.told_apart else INTACT


class ReceptorsPicture:
    """Licking of single mothers without and with the drug, and of both lines by dose."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"groups": (0.08, 0.15, 0.47, 0.75), "dose": (0.65, 0.15, 0.335, 0.75)},
            large={"groups": (0.10, 0.19, 0.44, 0.70), "dose": (0.66, 0.19, 0.32, 0.70)},
            narrow={"groups": (0.13, 0.50, 0.84, 0.45), "dose": (0.13, 0.10, 0.84, 0.28)})
        groups, dose = axes["groups"], axes["dose"]
        groups.set(xlim=(-0.6, 4.2), ylim=(0, TOP), xticks=[0.5, 3.1], yticks=[0, 0.5, 1], title=say("receptors.groups"),
                   xticklabels=[say("receptors.before"), say("receptors.after")])
        groups.tick_params(axis="x", length=0)
        guide(groups, x=1.8, linewidth=1.2)
        dose.set(xscale="log", xlim=(0.01, 1000), ylim=(0, 1), xticks=[0.01, 1, 100], xticklabels=["0.01", "1", "100"], yticks=[0, 0.5, 1],
                 title=say("receptors.by_dose"), xlabel=say("receptors.by_dose.x"))
        dose.minorticks_off()
        self.moving = {}
        for at, (name, (colour, marker, style)) in enumerate(zip(("low", "high"), STYLES)):
            for when in ("untreated", "treated"):
                self.moving[f"{when}_{name}"] = points(groups, colour, marker, 6.5, alpha=0.75)
                self.moving[f"mean_{when}_{name}"] = line(groups, INK, "-", linewidth=2.5)
                self.moving[f"ghost_{when}_{name}"] = line(groups, GHOST, ":", linewidth=3)
            self.moving[f"ghost_{name}"] = line(dose, GHOST, ":")
            self.moving[name] = line(dose, colour, style, linewidth=2.4, label=say(f"receptors.{name}"))
        self.moving["cursor"] = line(dose, INK, linewidth=1.1)
        for name, (colour, marker, _) in zip(("low", "high"), STYLES):
            self.moving[f"now_{name}"] = points(dose, colour, marker, 10, markerfacecolor=PAPER, markeredgewidth=2.2)
        handles = [points(groups, colour, marker, 7, label=say(f"receptors.{name}")) for name, (colour, marker, _) in
                   zip(("low", "high"), STYLES)]
        groups.legend(handles=handles, loc="upper center", ncols=2, borderpad=0.2, handletextpad=0.2, bbox_to_anchor=(0.5, 1.02))

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for at, name in enumerate(("low", "high")):
            for side, when in enumerate(("untreated", "treated")):
                x, values = at + 2.6 * side, getattr(run, when)[at]
                spread = 0.28 * np.linspace(-1, 1, values.size)[np.random.default_rng(at + 2 * side).permutation(values.size)]
                m[f"{when}_{name}"].set_data(x + spread, values)
                m[f"mean_{when}_{name}"].set_data([x - 0.42, x + 0.42], [values.mean()] * 2)
                show_ghost(m[f"ghost_{when}_{name}"], pinned, lambda r, x=x: [x - 0.42, x + 0.42],
                           lambda r, when=when, at=at: [getattr(r, when)[at].mean()] * 2)
            m[name].set_data(run.doses[1:], run.by_dose[at, 1:])
            show_ghost(m[f"ghost_{name}"], pinned, lambda r: r.doses[1:], lambda r, at=at: r.by_dose[at, 1:])
            m[f"now_{name}"].set_data([max(run.dose, 0.01)], [run.by_dose_now[at]])
        m["cursor"].set_data([max(run.dose, 0.01)] * 2, [0, 1])


class MarkPicture:
    """The share of methylated sites in four groups: the first weeks, and the time around the treatment."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"early": (0.10, 0.15, 0.40, 0.75), "late": (0.565, 0.15, 0.405, 0.75)},
            large={"early": (0.135, 0.19, 0.38, 0.69), "late": (0.575, 0.19, 0.395, 0.69)},
            narrow={"early": (0.17, 0.55, 0.80, 0.40), "late": (0.17, 0.09, 0.80, 0.36)})
        early, late = axes["early"], axes["late"]
        early.set(xlim=(0, 21), ylim=(-0.03, 1.34), xticks=[0, 7, 14, 21], yticks=[0, 0.5, 1], yticklabels=["0 %", "50 %", "100 %"],
                  title=say("mark.early"), xlabel=say("mark.x"))
        late.set(xlim=(80, 120), ylim=(-0.03, 1.34), xticks=[80, 90, 100, 110], yticks=[0, 0.5, 1], yticklabels=["", "", ""],
                 title=say("mark.late"), xlabel=say("mark.x"))
        late.add_patch(Rectangle((TREATED_FROM, -0.03), TREATED_TO - TREATED_FROM, 1.06, facecolor=GRID, alpha=0.55, linewidth=0, zorder=0))
        label(late, (TREATED_FROM + TREATED_TO) / 2, 1.06, say("mark.treatment"), ha="center", color=MUTED, fontsize="small")
        self.moving = {"window": early.add_patch(Rectangle((0, -0.03), 7, 1.06, facecolor=GRID, alpha=0.55, linewidth=0, zorder=0)),
                       "window_label": label(early, 3.5, 1.06, color=MUTED, ha="center", fontsize="small")}
        # The two groups with one history lie on each other: the wider line of those born to the other line shows beneath.
        for at in (1, 2, 0, 3):
            colour, marker, _ = STYLES[at % 2]
            own = at in (0, 3)
            style = "-" if at % 2 or not own else "--"
            for axis, name in ((early, "early"), (late, "late")):
                if axis is late:
                    self.moving[f"untreated_{at}"] = line(late, MUTED, "-", linewidth=0.9)
                self.moving[f"{name}_{at}"] = line(axis, colour, style, linewidth=2.0 if own else 7, alpha=1.0 if own else 0.28)
        for axis, name in ((early, "early"), (late, "late")):
            for at in (0, 3):
                self.moving[f"ghost_{name}_{at}"] = line(axis, GHOST, ":")
        handles = [line(early, STYLES[at][0], STYLES[at][2], linewidth=2, label=say(f"mark.raised_{name}"))
                   for at, name in enumerate(("low", "high"))]
        handles_late = [line(late, MUTED, "-", linewidth=0.9, label=say("mark.untreated")),
                        line(late, MUTED, "-", linewidth=7, alpha=0.28, label=say("mark.other"))]
        size = "x-small" if layout == "large" else "small"
        early.legend(handles=handles, loc="upper left", ncols=1, borderpad=0.2, labelspacing=0.2, fontsize=size, bbox_to_anchor=(0.36, 1.02))
        late.legend(handles=handles_late, loc="upper right", borderpad=0.2, labelspacing=0.2, fontsize=size, bbox_to_anchor=(1.02, 1.02))

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        first, last = run.day <= 21, run.day >= 80
        for at in range(4):
            m[f"early_{at}"].set_data(run.day[first], run.untreated[at, first])
            m[f"late_{at}"].set_data(run.day[last], run.treated[at, last])
            m[f"untreated_{at}"].set_data(run.day[last], run.untreated[at, last])
        m["window"].set_bounds(0, -0.03, run.window, 1.06)
        m["window_label"].set_position((max(run.window / 2, 1.8), 1.06))
        m["window_label"].set_text(say("mark.window"))
        for at in (0, 3):
            show_ghost(m[f"ghost_early_{at}"], pinned, lambda r: r.day[first], lambda r, at=at: r.untreated[at, first])
            show_ghost(m[f"ghost_late_{at}"], pinned, lambda r: r.day[last], lambda r, at=at: r.treated[at, last])
