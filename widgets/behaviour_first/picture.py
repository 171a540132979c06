"""The four pictures of the panel on behaviour first.

Rats: care is blue and solid, avoidance orange and dashed, motivation green, hormones dash-dotted; triangles licked pups before.
People: those with the first habit, or who gave birth, are blue circles, the others orange squares; group means are green.
Published values are purple, a pinned run grey and dotted.
"""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from widgets.behaviour_first.measures import halves, own_and_other, thirds
from widgets.behaviour_first.model import ANIMALS, EXPOSURE_DAYS, PEOPLE, PRIMING_STEPS
from widgets.behaviour_first.words import say
from widgets.drawing import guide, label, line, make_figure, points, set_bar, show_ghost
from widgets.palette import GHOST, GRID, INK, MUTED, PAPER, A, B, C, D
from widgets.phrases import number

NEVER = 17.6
"""Where rats stand that do not begin within fifteen days, on the axis of days."""
PUBLISHED = {"1–2": (2.0, 2.0), "3–12": (4.0, 5.5), "13–14": (7.0, 7.0)}
"""Median days until virgins were fully maternal, by age of the pups in days: Stern and Mackin 1978, 10.1002/dev.420110607."""
SPREAD = np.random.default_rng(4).permutation(np.linspace(-1, 1, PEOPLE))
"""Sideways places of single people, so that marks do not hide each other."""


class BeginPicture:
    """Each rat's first day of care, beside the published medians, and what goes on in the rat in the middle."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"rats": (0.085, 0.15, 0.515, 0.75), "inside": (0.665, 0.15, 0.32, 0.75)},
            large={"rats": (0.105, 0.18, 0.475, 0.71), "inside": (0.675, 0.18, 0.31, 0.71)},
            narrow={"rats": (0.14, 0.51, 0.83, 0.44), "inside": (0.14, 0.09, 0.83, 0.29)})
        rats, inside = axes["rats"], axes["inside"]
        rats.set(xlim=(-0.6, 18.6), ylim=(-0.8, 37.5 if layout == "wide" else 40), title=say("begin.rats"), xlabel=say("begin.rats.x"),
                 ylabel=say("begin.rats.y"), xticks=[0, 3, 6, 9, 12, 15], yticks=[1, 12, 24])
        rats.add_patch(Rectangle((15.6, -0.8), 3.0, 28.4, facecolor=GRID, alpha=0.5, linewidth=0, zorder=0))
        label(rats, 16.35, 13.5, say("begin.never"), ha="center", va="center", rotation=90, color=MUTED, fontsize="small")
        rats.axhline(12.5, xmax=16.2 / 19.2, color=GRID, linewidth=1, zorder=0)
        for low, high in PUBLISHED.values():
            published, = rats.plot([low, high], [26.8, 26.8], "D-", color=D, markerfacecolor=PAPER, markersize=6, markeredgewidth=1.6,
                                   label=say("begin.published"))
        inside.set(xlim=(-10, 15), ylim=(-0.06, 3.1), title=say("begin.inside"), xlabel=say("begin.inside.x"),
                   xticks=[-10, 0, 10], yticks=[0, 1, 2])
        guide(inside, x=0)
        self.moving = {
            "ghost": line(rats, GHOST, ":", linewidth=1.6),
            "others": points(rats, A, "o", 5.5, markerfacecolor=PAPER, markeredgewidth=1.5, label=say("begin.not_licked")),
            "licked": points(rats, A, "^", 8, label=say("begin.licked")),
            "priming": inside.add_patch(Rectangle((0, 0), 0, 0, facecolor=GRID, alpha=0.5, linewidth=0, zorder=0)),
            "ghost_care": line(inside, GHOST, ":"),
            "hormone": line(inside, INK, "-.", linewidth=1.4, label=say("begin.hormone")),
            "avoidance": line(inside, B, "--", linewidth=1.8, label=say("begin.avoidance")),
            "motivation": line(inside, C, "-", dashes=(7, 1, 1, 1, 1, 1), linewidth=1.8, label=say("begin.motivation")),
            "care": line(inside, A, linewidth=2.8, label=say("begin.care")),
        }
        rats.legend(handles=[self.moving["licked"], self.moving["others"], published], loc="upper left", bbox_to_anchor=(0.0, 1.01), borderpad=0.2,
                    labelspacing=0.15, handletextpad=0.3, frameon=False, ncols=1, fontsize="small")
        inside.legend(handles=[self.moving[name] for name in ("care", "motivation", "avoidance", "hormone")], loc="upper left",
                      bbox_to_anchor=(-0.02, 1.0), borderpad=0.2, labelspacing=0.2, handlelength=2.2, fontsize="small",
                      ncols=2 if layout == "narrow" else 1)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        days, ranks, licked = _in_order(run)
        m["others"].set_data(days[~licked], ranks[~licked])
        m["licked"].set_data(days[licked], ranks[licked])
        show_ghost(m["ghost"], pinned, lambda r: _in_order(r)[0], lambda r: ranks)
        set_bar(m["priming"], run.time[0], -0.06, -run.time[0], 3.2)
        hormone = np.array(run.hormone, dtype=float)
        hormone[:PRIMING_STEPS if hormone.any() else None] = np.nan
        m["hormone"].set_data(run.time, hormone)
        for name in ("care", "motivation", "avoidance"):
            m[name].set_data(run.time, getattr(run, name))
        show_ghost(m["ghost_care"], pinned, lambda r: r.time, lambda r: r.care)


def _in_order(run):
    """First days of care, quickest first, those that never begin at their own place; ranks; and whether each licked before."""
    order = np.argsort(np.where(np.isnan(run.latencies), np.inf, run.latencies), kind="stable")
    return np.nan_to_num(run.latencies[order], nan=NEVER), np.arange(1, ANIMALS + 1), run.licked_in_priming[order]


class KeepPicture:
    """Where a rat can stay and the path of the one in the middle; how many care, and how much each does in the end."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"plane": (0.09, 0.15, 0.46, 0.74), "days": (0.655, 0.15, 0.33, 0.74)},
            large={"plane": (0.115, 0.18, 0.43, 0.70), "days": (0.70, 0.18, 0.285, 0.70)},
            narrow={"plane": (0.16, 0.52, 0.81, 0.43), "days": (0.16, 0.09, 0.81, 0.29)})
        plane, days = axes["plane"], axes["days"]
        top = 1.58 if layout == "large" else 1.42
        plane.set(xlim=(-2.1, 2.1), ylim=(-0.04, top), title=say("keep.plane"), xlabel=say("keep.plane.x"), ylabel=say("keep.plane.y"),
                  xticks=[-2, -1, 0, 1, 2], yticks=[0, 0.5, 1])
        guide(plane, y=0.5)
        days.set(xlim=(0, 18.6), ylim=(-0.04, top), title=say("keep.days"), xlabel=say("keep.days.x"), ylabel=say("keep.days.y"),
                 xticks=[0, 5, 10, 15], yticks=[0, 0.5, 1])
        guide(days, x=EXPOSURE_DAYS, linewidth=0.8)
        label(days, 18.4, 1.07, say("keep.each"), ha="right", color=A, fontsize="small")
        self.moving = {
            "ghost_path": line(plane, GHOST, ":"),
            "leaves": line(plane, MUTED, "--", linewidth=1.4, label=say("keep.leaves")),
            "low": line(plane, INK, linewidth=4.5, alpha=0.3, label=say("keep.stays")),
            "high": line(plane, INK, linewidth=4.5, alpha=0.3),
            "path": line(plane, A, linewidth=1.8, label=say("keep.path")),
            "start": points(plane, A, "s", 7, markerfacecolor=PAPER, markeredgewidth=1.8),
            "now": points(plane, A, "o", 11),
            "hormones": days.add_patch(Rectangle((0, 0), 0, 0, facecolor=GRID, alpha=0.6, linewidth=0, zorder=0)),
            "hormone_text": label(days, 0.3, top - 0.13, say("keep.hormones"), color=MUTED, fontsize="small"),
            "day": line(days, MUTED, "-", linewidth=1),
            "ghost_share": line(days, GHOST, ":"),
            "share": line(days, C, linewidth=2.6, drawstyle="default"),
            "each": points(days, A, "o", 4, markerfacecolor=PAPER, markeredgewidth=1.2),
        }
        plane.legend(handles=[self.moving[name] for name in ("path", "low", "leaves")], loc="upper left", borderpad=0.2,
                     labelspacing=0.2, handlelength=2.2, fontsize="small", frameon=False, ncols=1 if layout == "large" else 2, columnspacing=1.0)

    def update(self, run, pinned=None, moment: float = EXPOSURE_DAYS) -> None:
        """Move everything to a run and a day."""
        m = self.moving
        push, care = _path(run)
        days = run.time[PRIMING_STEPS:]
        at = min(int(np.searchsorted(days, moment - 1e-9)), days.size - 1)
        m["path"].set_data(push[:at + 1], care[:at + 1])
        m["start"].set_data(push[:1], care[:1])
        m["now"].set_data(push[at:at + 1], care[at:at + 1])
        stable = run.resting_stable
        upper = stable & (np.arange(stable.size) >= np.argmin(stable))
        m["low"].set_data(*_kept(run, stable & ~upper))
        m["high"].set_data(*_kept(run, upper))
        m["leaves"].set_data(*_kept(run, ~stable, 1))
        end = _hormones_end(run)
        set_bar(m["hormones"], 0, -0.04, end, 1.5)
        m["hormone_text"].set_visible(end > 0)
        m["day"].set_data([days[at]] * 2, [-0.04, 1.0])
        m["share"].set_data(days, run.share_caring[PRIMING_STEPS:])
        m["each"].set_data(16.9 + SPREAD[:ANIMALS] * 1.2, run.care_at_end)
        show_ghost(m["ghost_path"], pinned, lambda r: _path(r)[0], lambda r: _path(r)[1])
        show_ghost(m["ghost_share"], pinned, lambda r: r.time[PRIMING_STEPS:], lambda r: r.share_caring[PRIMING_STEPS:])


def _path(run):
    """Push (hormones less avoidance) and care of the rat in the middle, from the first day with pups."""
    return (run.hormone - run.avoidance)[PRIMING_STEPS:], run.care[PRIMING_STEPS:]


def _kept(run, which, more=0):
    """The part of the resting curve that is asked for, with `more` points at each end of it; gaps elsewhere."""
    for _ in range(more):
        which = which | np.roll(which, 1) | np.roll(which, -1)
    which = which & (np.abs(run.resting_push) <= 2.1)
    return np.where(which, run.resting_push, np.nan), np.where(which, run.resting_care, np.nan)


def _hormones_end(run) -> float:
    """Day on which the hormones are gone; 0 without any."""
    on = np.flatnonzero(run.hormone[PRIMING_STEPS:])
    return float(run.time[PRIMING_STEPS + on[-1]]) if on.size else 0.0


class TouchPicture:
    """The change of oxytocin by how much contact of either way there was, and how two habits drift apart."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"own": (0.09, 0.15, 0.27, 0.74), "other": (0.385, 0.15, 0.27, 0.74), "mix": (0.745, 0.15, 0.245, 0.74)},
            large={"own": (0.11, 0.18, 0.26, 0.70), "other": (0.395, 0.18, 0.26, 0.70), "mix": (0.765, 0.18, 0.225, 0.70)},
            narrow={"own": (0.16, 0.53, 0.385, 0.42), "other": (0.585, 0.53, 0.385, 0.42), "mix": (0.16, 0.10, 0.81, 0.30)})
        own, other, mix = axes["own"], axes["other"], axes["mix"]
        amounts = [0.25, 1, 4]
        for each, name in ((own, "own"), (other, "other")):
            each.set(xlim=(-3.8, 3.6), ylim=(-0.75, 1.85), title=say(f"touch.{name}"), xlabel=say("touch.amount"),
                     xticks=np.log2(amounts), xticklabels=["¼", "1", "4"], yticks=[0, 1])
            guide(each, y=0)
        own.set_ylabel(say("touch.rise"))
        other.set_yticklabels([])
        mix.set(xlim=(-0.05, 1.42), ylim=(-0.26, 1.48), title=say("touch.mix"), xticks=[0, 1],
                xticklabels=[say("touch.first_day"), say("touch.last_day")], yticks=[0, 0.5, 1], yticklabels=["0 %", "50 %", "100 %"])
        guide(mix, y=0.5)
        self.moving = {"bonds": label(mix, 0.0, -0.2, color=MUTED, fontsize="small")}
        for name, each in (("own", own), ("other", other)):
            self.moving |= {
                f"{name}_first": points(each, A, "o", 4, alpha=0.65),
                f"{name}_second": points(each, B, "s", 4, alpha=0.75, markerfacecolor=PAPER),
                f"{name}_ghost": line(each, GHOST, ":", linewidth=2),
                f"{name}_means": line(each, C, "-", linewidth=4, label=say("touch.means")),
            }
        self.moving |= {
            "each_first": points(mix, A, "o", 3, alpha=0.5), "each_second": points(mix, B, "s", 3, alpha=0.6, markerfacecolor=PAPER),
            "ghost_one": line(mix, GHOST, ":"), "ghost_other": line(mix, GHOST, ":"),
            "mix_one": line(mix, A, linewidth=2.6, label=say("touch.gentle")),
            "mix_other": line(mix, B, "--", linewidth=2.6, label=say("touch.lively")),
        }
        self.figure.legend(handles=[self.moving["own_means"]], loc="upper left", borderpad=0.2, handlelength=1.4, fontsize="small",
                           bbox_to_anchor=(own.get_position().x0, own.get_position().y1), handletextpad=0.5, frameon=False)
        mix.legend(handles=[self.moving["mix_one"], self.moving["mix_other"]], loc="upper left", bbox_to_anchor=(-0.02, 1.0),
                   borderpad=0.2, handlelength=1.8, fontsize="small", handletextpad=0.5, frameon=False, labelspacing=0.2)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        first, own, other = own_and_other(run)
        rise = np.clip(run.oxytocin_change, -0.72, 1.82)
        for name, amount in (("own", own), ("other", other)):
            x = np.clip(np.log2(amount), -3.75, 3.55)
            m[f"{name}_first"].set_data(x[first], rise[first])
            m[f"{name}_second"].set_data(x[~first], rise[~first])
            m[f"{name}_means"].set_data(*_steps(run, name == "other"))
            show_ghost(m[f"{name}_ghost"], pinned, lambda r, n=name: _steps(r, n == "other")[0],
                       lambda r, n=name: _steps(r, n == "other")[1])
        habit = run.other_habit
        side = 1.2 + 0.17 * SPREAD
        m["each_first"].set_data(side[~habit], run.mix[~habit])
        m["each_second"].set_data(side[habit], run.mix[habit])
        days = run.time / run.time[-1]
        for name in ("one", "other"):
            m[f"mix_{name}"].set_data(days, getattr(run, f"mix_{name}"))
            show_ghost(m[f"ghost_{name}"], pinned, lambda r: r.time / r.time[-1], lambda r, n=name: getattr(r, f"mix_{n}"))
        m["bonds"].set_text(say("touch.bonds", one=number(run.bond[~habit].mean()), other=number(run.bond[habit].mean())))


def _steps(run, other: bool):
    """The mean of the half with less and of the half with more, each as a bar over its side of the middle amount."""
    _, own, foreign = own_and_other(run)
    middle = float(np.log2(np.median(foreign if other else own)))
    less, more = halves(run, other)
    return [-3.6, middle - 0.1, np.nan, middle + 0.1, 3.4], [less, less, np.nan, more, more]


class HoursPicture:
    """Connectivity by hours of care, and by whether somebody gave birth."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"cloud": (0.085, 0.15, 0.57, 0.74), "birth": (0.745, 0.15, 0.245, 0.74)},
            large={"cloud": (0.105, 0.18, 0.54, 0.70), "birth": (0.75, 0.18, 0.24, 0.70)},
            narrow={"cloud": (0.15, 0.52, 0.82, 0.43), "birth": (0.15, 0.10, 0.82, 0.29)})
        cloud, birth = axes["cloud"], axes["birth"]
        top = 1.55 if layout == "wide" else 1.75
        cloud.set(xlim=(-1.65, 4.75), ylim=(-0.3, top), title=say("hours.cloud"), xlabel=say("hours.cloud.x"),
                  xticks=np.log2([0.5, 1, 2, 4, 8, 16]), xticklabels=["½", "1", "2", "4", "8", "16"], yticks=[0, 0.5, 1])
        birth.set(xlim=(-0.6, 1.6), ylim=(-0.3, top), title=say("hours.by_birth"), xticks=[0, 1],
                  xticklabels=[say("hours.birth"), say("hours.no_birth")], yticks=[0, 0.5, 1])
        for each in (cloud, birth):
            guide(each, y=0)
        self.moving = {
            "birth": points(cloud, A, "o", 5, alpha=0.35, label=say("hours.birth_long")),
            "others": points(cloud, B, "s", 5, markerfacecolor=PAPER, markeredgewidth=1.3, label=say("hours.no_birth_long")),
            "ghost": line(cloud, GHOST, ":", linewidth=2),
            "thirds": line(cloud, C, "-", marker="D", markersize=9, linewidth=2.4, label=say("hours.thirds")),
            "correlation": label(cloud, 4.6, -0.23, ha="right", color=C, fontsize="large", fontweight="bold"),
            "each_birth": points(birth, A, "o", 4, alpha=0.35),
            "each_other": points(birth, B, "s", 4, markerfacecolor=PAPER, markeredgewidth=1.2),
            "ghost_means": points(birth, GHOST, "D", 8, markerfacecolor=PAPER),
            "mean_birth": line(birth, INK, linewidth=3.5), "mean_other": line(birth, INK, linewidth=3.5),
        }
        cloud.legend(handles=[self.moving[name] for name in ("birth", "others", "thirds")], loc="upper left", borderpad=0.2, fontsize="small",
                     labelspacing=0.2, handletextpad=0.5, ncols=2 if layout == "wide" else 1, columnspacing=1.0, frameon=False)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m, born = self.moving, run.gave_birth
        x, y = np.clip(np.log2(run.hours), -1.6, 4.7), np.clip(run.connectivity, -0.28, 1.53)
        m["birth"].set_data(x[born], y[born])
        m["others"].set_data(x[~born], y[~born])
        m["thirds"].set_data(*_thirds(run))
        m["correlation"].set_text(say("hours.correlation", r=number(run.hours_correlation)))
        m["each_birth"].set_data((0.34 * SPREAD)[born], y[born])
        m["each_other"].set_data((1 + 0.34 * SPREAD)[~born], y[~born])
        for name, at, who in (("birth", 0, born), ("other", 1, ~born)):
            m[f"mean_{name}"].set_data([at - 0.42, at + 0.42], [run.connectivity[who].mean()] * 2)
        show_ghost(m["ghost"], pinned, lambda r: _thirds(r)[0], lambda r: _thirds(r)[1])
        show_ghost(m["ghost_means"], pinned, lambda r: [0, 1],
                   lambda r: [r.connectivity[r.gave_birth].mean(), r.connectivity[~r.gave_birth].mean()])


def _thirds(run):
    hours, connectivity = thirds(run)
    return np.clip(np.log2(hours), -1.6, 4.7), connectivity
