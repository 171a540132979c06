"""The four pictures of the panel on vigour, and on blood and brain.

The partner is a blue circle, a stranger an orange square; what the two have in common (a best latency, a correlation) is green;
published values are purple; a pinned run is grey and dotted.
"""

from __future__ import annotations

import numpy as np

from widgets.drawing import bars, guide, label, line, make_figure, points, set_bar, show_ghost
from widgets.palette import GHOST, GRID, INK, MUTED, PAPER, A, B, C, D
from widgets.phrases import number
from widgets.vigour.model import ANIMALS, PARTNER, STRANGER
from widgets.vigour.words import costs, effort, latency, say

SITUATIONS = ("rest", "stress", "intranasal")
PUBLISHED_R = (0.08, 0.49, 0.66)
"""Correlation of oxytocin in blood and brain at rest, after a stressor and after a spray: Valstad and others 2017."""
PUBLISHED_RHO = -0.10
"""Rank correlation of two assays of the same plasma: Szeto and others 2011."""
FAR = 5.0
"""Multiples of the group's mean that the scatter shows; whoever has more stands at its edge."""
LEAST_DOPAMINE, MOST_DOPAMINE = 0.006, 32.0


NEAR_ACTS, WIDE_ACTS = ((0.05, 5.0), (0.2, 13.0)), ((LEAST_DOPAMINE, MOST_DOPAMINE), (0.07, 60.0))
NEAR_COSTS, WIDE_COSTS = ((0.0, 6.0), (0.0, 10.0)), ((0.0, 20.0), (0.0, 24.0))
"""Limits of x and of y; the wide ones only where a run needs them, because new limits make a new picture."""


def _set_limits(axes, limits):
    if (axes.get_xlim(), axes.get_ylim()) != limits:
        axes.set(xlim=limits[0], ylim=limits[1])


def _acts_fit(run) -> bool:
    if run is None:
        return True
    (left, right), (low, high) = NEAR_ACTS
    return bool(run.latency.min() > low and run.latency.max() < high and max(run.dopamine.max(), run.settled_dopamine.max()) < right and
                min(run.dopamine.min(), run.settled_dopamine.min()) > left)


def _costs_fit(run) -> bool:
    if run is None:
        return True
    at = latency(run)
    return at < 0.97 * NEAR_COSTS[0][1] and effort(run) / at + run.settled_dopamine[PARTNER] * at < 0.6 * NEAR_COSTS[1][1]


def _up_to(edge, x, y):
    """The part of a curve up to the edge of its axes."""
    inside = x < edge
    return np.append(x[inside], edge), np.append(y[inside], np.interp(edge, x, y))


class HastePicture:
    """Every act's latency against dopamine, and what an act towards the partner costs."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"acts": (0.095, 0.155, 0.50, 0.745), "costs": (0.685, 0.155, 0.30, 0.745)},
            large={"acts": (0.125, 0.19, 0.455, 0.69), "costs": (0.69, 0.19, 0.295, 0.69)},
            narrow={"acts": (0.165, 0.535, 0.81, 0.41), "costs": (0.165, 0.095, 0.81, 0.285)})
        self.acts, self.costs = acts, price = axes["acts"], axes["costs"]
        acts.set(xscale="log", yscale="log", xlim=NEAR_ACTS[0], ylim=NEAR_ACTS[1], title=say("haste.acts"),
                 xlabel=say("haste.acts.x"), ylabel=say("haste.acts.y"))
        acts.set_xticks([0.01, 0.1, 1, 10], ["0.01", "0.1", "1", "10"])
        acts.set_yticks([0.1, 0.2, 0.5, 1, 2, 5, 10, 25], ["0.1", "0.2", "0.5", "1", "2", "5", "10", "25"])
        acts.minorticks_off()
        thick = 3.6 if layout == "large" else 2.4
        price.set(xlim=NEAR_COSTS[0], ylim=NEAR_COSTS[1], title=say("haste.costs"), xlabel=say("haste.costs.x"))
        price.locator_params(nbins=5, integer=True)
        self.moving = {
            "ghost": line(acts, GHOST, ":"), "best": line(acts, C, linewidth=thick, label=say("haste.best")),
            "stranger": points(acts, B, "s", 3.5, alpha=0.5), "partner": points(acts, A, "o", 3.5, alpha=0.5),
            "ghost_now": points(acts, GHOST, "o", 12, markerfacecolor="none", markeredgewidth=2),
            "stranger_now": points(acts, B, "s", 12, markerfacecolor=PAPER, markeredgewidth=2.5, label=say("stranger")),
            "partner_now": points(acts, A, "o", 10, markerfacecolor=PAPER, markeredgewidth=2.5, label=say("partner")),
            "of_haste": line(price, B, "--", label=say("haste.of_haste")),
            "of_delay": line(price, A, "-.", label=say("haste.of_delay")),
            "ghost_sum": line(price, GHOST, ":"), "sum": line(price, INK, linewidth=thick, label=say("haste.sum")),
            "at": line(price, A, linewidth=1), "here": points(price, A, "o", 12, markerfacecolor=PAPER, markeredgewidth=2.5),
        }
        acts.legend(handles=[self.moving[name] for name in ("best", "partner_now", "stranger_now")], loc="lower left", borderpad=0.3,
                    markerscale=0.7)
        price.legend(handles=[self.moving[name] for name in ("of_haste", "of_delay", "sum")], loc="upper center", borderpad=0.3,
                     handlelength=2.2)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        _set_limits(self.acts, NEAR_ACTS if all(_acts_fit(each) for each in (run, pinned)) else WIDE_ACTS)
        _set_limits(self.costs, NEAR_COSTS if all(_costs_fit(each) for each in (run, pinned)) else WIDE_COSTS)
        dopamine = np.geomspace(*self.acts.get_xlim(), 60)
        cost = effort(run)
        m["best"].set_data(dopamine, np.sqrt(cost / dopamine))
        for which, name in ((PARTNER, "partner"), (STRANGER, "stranger")):
            m[name].set_data(run.dopamine[which], run.latency[which])
            m[f"{name}_now"].set_data([max(run.settled_dopamine[which], LEAST_DOPAMINE)], [60 / run.rate[which]])
        # What lost time costs at the worth that dopamine stands for, whether or not the creature goes by it.
        latencies, haste, delay, both = costs(run).values()
        edge = self.costs.get_xlim()[1]
        for name, values in (("of_haste", haste), ("of_delay", delay), ("sum", both)):
            m[name].set_data(*_up_to(edge, latencies, values))
        at = latency(run)
        here = cost / at + run.settled_dopamine[PARTNER] * at
        m["here"].set_data([at], [here])
        m["at"].set_data([at, at], [0, here])
        show_ghost(m["ghost"], pinned, lambda r: dopamine, lambda r: np.sqrt(effort(r) / dopamine))
        show_ghost(m["ghost_now"], pinned, lambda r: [max(r.settled_dopamine[PARTNER], LEAST_DOPAMINE)], lambda r: [latency(r)])
        show_ghost(m["ghost_sum"], pinned, lambda r: _up_to(edge, r.latencies, r.latencies)[0],
                   lambda r: _up_to(edge, r.latencies, list(costs(r).values())[-1])[1])


NEAR, WIDE = (12.0, 125.0), (2.6, 1100.0)
"""Acts a minute that the picture of the two places shows: the wide range only where a run needs it."""


def _fits(run) -> bool:
    return run is None or bool(min(run.rate.min(), run.individual_rate.min()) > 12.5 and
                               max(run.rate.max(), run.individual_rate.max()) < 90)


def _by_the_middle(run):
    """Individuals' dopamine and acts, as multiples of the middle individual's."""
    return [each / np.median(each) for each in (run.individual_dopamine, run.individual_rate)]


class SitesPicture:
    """Acts a minute towards a stranger and towards the partner, and forty individuals."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"rates": (0.075, 0.155, 0.48, 0.745), "individuals": (0.67, 0.155, 0.315, 0.745)},
            large={"rates": (0.09, 0.19, 0.45, 0.69), "individuals": (0.685, 0.19, 0.30, 0.69)},
            narrow={"rates": (0.12, 0.52, 0.85, 0.425), "individuals": (0.19, 0.095, 0.78, 0.30)})
        self.rates = rates = axes["rates"]
        individuals = axes["individuals"]
        rates.set(yscale="log", ylim=NEAR, xlim=(-0.45, 1.6), title=say("sites.rates"))
        rates.set_yticks([3, 10, 20, 40, 80, 300], ["3", "10", "20", "40", "80", "300"])
        rates.set_xticks([0, 1], [say("stranger"), say("partner")])
        rates.tick_params(axis="x", length=0)
        individuals.set(xscale="log", yscale="log", xlim=(0.34, 3.0), ylim=(0.58, 1.75), xlabel=say("sites.individuals.x"),
                        ylabel=say("sites.individuals.y"),
                        title=say("sites.individuals"))
        individuals.set_xticks([0.5, 1, 2], ["0.5", "1", "2"])
        individuals.set_yticks([0.7, 1, 1.4], ["0.7", "1", "1.4"])
        guide(individuals, x=1)
        guide(individuals, y=1)
        for each in (rates, individuals):
            each.minorticks_off()
        self.moving = {
            "ghost": line(rates, GHOST, ":", marker="o", markersize=9, markerfacecolor="none"),
            "ghost_individuals": points(individuals, GHOST, "o", 5, markerfacecolor="none"),
            "join": line(rates, INK),
            "each": points(rates, A, "o", 4.5, alpha=0.6),
            "stranger": points(rates, B, "s", 13, markerfacecolor=PAPER, markeredgewidth=2.8),
            "partner": points(rates, A, "o", 14, markerfacecolor=PAPER, markeredgewidth=2.8),
            "individuals": points(individuals, A, "o", 5.5, alpha=0.7),
            "stranger_says": label(rates, 0, 0.93, ha="center", color=B, weight="bold", transform=rates.get_xaxis_transform()),
            "partner_says": label(rates, 1, 0.93, ha="center", color=A, weight="bold", transform=rates.get_xaxis_transform()),
        }
        self._aside = 1.18 + np.linspace(0, 0.3, ANIMALS)[np.random.default_rng(1).permutation(ANIMALS)]

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        rates = run.rate[[STRANGER, PARTNER]]
        limits = NEAR if all(_fits(each) for each in (run, pinned)) else WIDE
        if self.rates.get_ylim() != limits:
            self.rates.set_ylim(limits)
        m["join"].set_data([0, 1], rates)
        for at, name in enumerate(("stranger", "partner")):
            m[name].set_data([at], [rates[at]])
            m[f"{name}_says"].set_text(number(rates[at], 0))
        m["each"].set_data(self._aside, run.individual_rate)
        m["individuals"].set_data(*_by_the_middle(run))
        show_ghost(m["ghost"], pinned, lambda r: [0, 1], lambda r: r.rate[[STRANGER, PARTNER]])
        show_ghost(m["ghost_individuals"], pinned, lambda r: _by_the_middle(r)[0], lambda r: _by_the_middle(r)[1])


class SeekingPicture:
    """Seeking and lying together by the share of dopamine blocked, and a usual minute."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"block": (0.095, 0.44, 0.885, 0.465), "minute": (0.22, 0.12, 0.76, 0.125)},
            large={"block": (0.12, 0.495, 0.86, 0.395), "minute": (0.265, 0.15, 0.715, 0.125)},
            narrow={"block": (0.17, 0.40, 0.80, 0.54), "minute": (0.33, 0.09, 0.64, 0.15)})
        block, minute = axes["block"], axes["minute"]
        block.set(xlim=(0, 0.93), ylim=(0, 1.12), title=say("seeking.by_block"), xlabel=say("seeking.by_block.x"),
                  xticks=[0, 0.25, 0.5, 0.75], xticklabels=["0 %", "25 %", "50 %", "75 %"], yticks=[0, 0.5, 1],
                  yticklabels=["0 %", "50 %", "100 %"])
        guide(block, y=1)
        minute.set(xlim=(0, 60), ylim=(-0.6, 1.6), title=say("seeking.minute"), xlabel=say("seeking.minute.x"), xticks=[0, 20, 40, 60])
        minute.set_yticks([1, 0], [say("seeking.seek"), say("seeking.lie")])
        minute.tick_params(axis="y", length=0)
        thick = 3.6 if layout == "large" else 2.6
        self.moving = {
            "ghost_seek": line(block, GHOST, ":"), "ghost_lie": line(block, GHOST, ":"), "at": line(block, MUTED, linewidth=1.2),
            "lie": line(block, C, "--", linewidth=thick, label=say("seeking.lie")),
            "seek": line(block, A, linewidth=thick, label=say("seeking.seek")),
            "lie_now": points(block, C, "s", 13, markerfacecolor=PAPER, markeredgewidth=2.5),
            "seek_now": points(block, A, "o", 10.5, markerfacecolor=PAPER, markeredgewidth=2.5),
            "acts": points(minute, A, "|", 9),
        }
        self.moving["together"], = bars(minute, C, 1, hatch="//", edgecolor=PAPER)
        block.legend(handles=[self.moving["seek"], self.moving["lie"]], loc="lower left", borderpad=0.3)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for name, field in (("seek", "rate_by_block"), ("lie", "contact_by_block")):
            values = getattr(run, field)
            m[name].set_data(run.blocks, values)
            m[f"{name}_now"].set_data([run.block], [np.interp(run.block, run.blocks, values)])
            show_ghost(m[f"ghost_{name}"], pinned, lambda r: r.blocks, lambda r, field=field: getattr(r, field))
        m["at"].set_data([run.block] * 2, [0, 1.12])
        rate = float(run.rate[PARTNER])
        acts = (np.arange(max(1, round(rate))) + 0.5) * 60 / max(1, round(rate))
        m["acts"].set_data(acts, np.ones(acts.size))
        set_bar(m["together"], 0, -0.36, 60 * run.contact, 0.72)


class BloodPicture:
    """People's blood against their brain, correlations beside the published ones, and two assays of the same blood."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"people": (0.085, 0.145, 0.475, 0.76), "r": (0.67, 0.60, 0.315, 0.305),
                          "assays": (0.67, 0.145, 0.315, 0.28)},
            large={"people": (0.115, 0.175, 0.425, 0.715), "r": (0.66, 0.60, 0.325, 0.29), "assays": (0.66, 0.175, 0.325, 0.245)},
            narrow={"people": (0.155, 0.605, 0.815, 0.35), "r": (0.155, 0.335, 0.815, 0.14), "assays": (0.155, 0.09, 0.815, 0.14)})
        people, r, assays = axes["people"], axes["r"], axes["assays"]
        ticks = {"xticks": range(6), "xticklabels": [0, 1, 2, 3, 4, "5+"]}
        people.set(xlim=(-0.1, FAR + 0.15), ylim=(-0.1, FAR + 0.15), title=say("blood.people"), xlabel=say("blood.people.x"),
                   ylabel=say("blood.people.y"), yticks=range(6), yticklabels=[0, 1, 2, 3, 4, "5+"], **ticks)
        r.set(xlim=(-0.5, 2.6), ylim=(-0.75, 1.22), title=say("blood.r"), yticks=[0, 0.5, 1])
        r.set_xticks(range(3), [say("blood.rest"), say("blood.stress"), say("blood.spray")])
        guide(r, y=0)
        published, = r.plot(range(3), PUBLISHED_R, "D", color=D, markersize=8, markerfacecolor=PAPER, markeredgewidth=2)
        label(assays, FAR, 5.7, say("blood.rho_published", rho=number(PUBLISHED_RHO)), ha="right", color=D, fontsize="small")
        assays.set(xlim=(-0.1, FAR + 0.15), ylim=(-0.3, 10), title=say("blood.assays"), xlabel=say("blood.assays.x"),
                   ylabel=say("blood.assays.y"), xticks=[0, 5], yticks=[0, 5])
        self.moving = {
            "ghost": points(people, GHOST, "o", 4, markerfacecolor="none"), "people": points(people, A, "o", 5, alpha=0.6),
            "ghost_r": points(r, GHOST, "o", 9, markerfacecolor="none"),
            "exact": line(r, C, linewidth=2.5), "r": points(r, C, "o", 9),
            "assays": points(assays, B, "s", 3.5, alpha=0.55), "rho": label(assays, FAR, 8.0, ha="right", color=B, weight="bold"),
            "says": label(people, FAR, 4.65, ha="right", weight="bold", color=C),
        }
        r.legend([published, self.moving["r"]], [say("blood.published"), say("blood.toy")], loc="lower right", ncols=2, borderpad=0.25,
                 handletextpad=0.4, handlelength=1, columnspacing=0.6, borderaxespad=0.2,
                 fontsize="x-small" if layout == "large" else "small", frameon=True, edgecolor=GRID, fancybox=False)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["people"].set_data(_in_means(run.brain), _in_means(run.plasma))
        m["assays"].set_data(_in_means(run.extracted), _in_means(run.unextracted))
        at = SITUATIONS.index(run.situation)
        m["r"].set_data([at + 0.3], [run.r_plasma])
        m["exact"].set_data([at + 0.15, at + 0.45], [run.expected_r] * 2)
        m["says"].set_text(f"r = {number(run.r_plasma)}")
        m["rho"].set_text(say("blood.rho", rho=number(run.rho_assays)))
        show_ghost(m["ghost"], pinned, lambda r: _in_means(r.brain), lambda r: _in_means(r.plasma))
        show_ghost(m["ghost_r"], pinned, lambda r: [SITUATIONS.index(r.situation) + 0.3], lambda r: [r.r_plasma])


def _in_means(values):
    """As multiples of the mean, no further than the picture's edge."""
    return np.minimum(values / values.mean(), FAR)
