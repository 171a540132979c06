"""The four pictures of the panel on continuity.

Each is a figure made once; `update` only moves what is in ``moving``. Mates and first bonds are blue and round, peers and
second bonds orange and square, what is common to both green, published values purple squares, a pinned run grey.
"""

from __future__ import annotations

import numpy as np

from widgets.continuity.model import (
    HARDSHIP_STEP,
    PUBLISHED_CHANGED,
    PUBLISHED_REGIONS,
    PUBLISHED_STABILITY,
    SECURE_ABOVE,
    share_interval,
)
from widgets.continuity.words import count, say
from widgets.drawing import bars, guide, label, line, make_figure, points, set_bar, show_ghost
from widgets.palette import A, B, C, D, GHOST, GRID, INK, MUTED, PAPER
from widgets.phrases import number

LEAST = 0.2
"""Shares of time below this are drawn here."""
EDGE = 3.4
"""Scores beyond this many spreads are drawn here."""
TOP = 9.0
"""z beyond this is drawn here."""
SOME = (0, -1, -2)
"""The three people drawn: the first meets negative life events, the last two do not."""


class MachineryPicture:
    """Forty animals' preference for mate and peer, before and now, and the one against the other."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"bonds": (0.10, 0.17, 0.49, 0.73), "across": (0.70, 0.17, 0.285, 0.73)},
            large={"bonds": (0.115, 0.20, 0.47, 0.69), "across": (0.72, 0.20, 0.265, 0.69)},
            narrow={"bonds": (0.14, 0.46, 0.83, 0.48), "across": (0.27, 0.085, 0.56, 0.25)})
        bonds, across = axes["bonds"], axes["across"]
        bonds.set(xlim=(-0.5, 3.9), ylim=(LEAST - 0.04, 1.38), yticks=[0.25, 0.5, 0.75, 1], yticklabels=["¼", "½", "¾", "1"],
                  xticks=[0, 1, 2.4, 3.4], xticklabels=[say("mates_and_peers.untreated"), say("mates_and_peers.now")] * 2,
                  title=say("mates_and_peers.bonds_short" if layout == "large" else "mates_and_peers.bonds"))
        bonds.tick_params(axis="x", length=0)
        bonds.plot([-0.5, 3.9], [0.5, 0.5], "--", color=MUTED, linewidth=1, zorder=0)
        bonds.text(1.7, LEAST + 0.005, "- - " + say("mates_and_peers.none"), color=MUTED, ha="center")
        for x, name, colour in ((0.5, "mate", A), (2.9, "peer", B)):
            bonds.text(x, 1.27, say(f"mates_and_peers.{name}"), color=colour, ha="center", fontweight="bold", fontsize="large")
            bonds.text(x, 1.06, say(f"mates_and_peers.found_{name}"), color=D, ha="center", linespacing=1.25)
        across.set(xlim=(LEAST - 0.04, 1.04), ylim=(LEAST - 0.04, 1.04), xticks=[0.25, 0.5, 0.75, 1],
                   yticks=[0.25, 0.5, 0.75, 1], xticklabels=["¼", "½", "¾", "1"], yticklabels=["¼", "½", "¾", "1"],
                   xlabel=say("mates_and_peers.with_mate"),
                   ylabel=say("mates_and_peers.with_peer"), title=say("mates_and_peers.across"))
        guide(across, x=0.5)
        guide(across, y=0.5)
        self.jitter = 0.13 * np.sin(2.4 * np.arange(40))  # so that dots side by side can be told apart
        self.moving = {}
        for name, colour, marker in (("mate", A, "o"), ("peer", B, "s")):
            self.moving |= {
                f"joined_{name}": line(bonds, colour, linewidth=0.5, alpha=0.5),
                f"untreated_{name}": points(bonds, colour, marker, 4, markerfacecolor=PAPER, markeredgewidth=0.9),
                f"now_{name}": points(bonds, colour, marker, 4.5, alpha=0.75, markeredgewidth=0),
                f"ghost_{name}": line(bonds, GHOST, ":", linewidth=2.2),
                f"mean_{name}": line(bonds, INK, linewidth=3.2)}
        self.moving |= {
            "ghost": points(across, GHOST, "o", 5, fillstyle="none"),
            "dots": points(across, C, "o", 5.5, alpha=0.8, markeredgewidth=0),
            "r": label(across, 1.02, LEAST, "", ha="right", fontweight="bold", color=C, fontsize="large")}

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for name, left in (("mate", 0.0), ("peer", 2.4)):
            before, now = (np.maximum(getattr(run, f"{when}_{name}"), LEAST) for when in ("untreated", "preference"))
            x = left + self.jitter
            m[f"untreated_{name}"].set_data(x, before)
            m[f"now_{name}"].set_data(x + 1, now)
            gap = np.full_like(x, np.nan)
            m[f"joined_{name}"].set_data(np.column_stack([x, x + 1, gap]).ravel(), np.column_stack([before, now, gap]).ravel())
            middle = float(getattr(run, f"preference_{name}").mean())
            m[f"mean_{name}"].set_data([left + 0.72, left + 1.4], [middle, middle])
            show_ghost(m[f"ghost_{name}"], pinned, lambda r: [left + 0.72, left + 1.4],
                       lambda r: [float(getattr(r, f"preference_{name}").mean())] * 2)
        m["dots"].set_data(np.maximum(run.preference_mate, LEAST), np.maximum(run.preference_peer, LEAST))
        m["r"].set_text(say("mates_and_peers.r", r=number(run.across_bonds)))
        show_ghost(m["ghost"], pinned, lambda r: np.maximum(r.preference_mate, LEAST),
                   lambda r: np.maximum(r.preference_peer, LEAST))


def in_spreads(run):
    """Scores in standard deviations at the start, people by steps; and the unit itself."""
    unit = run.secure_above / SECURE_ABOVE
    return run.scores / unit, unit


class StabilityPicture:
    """The correlation by lag, with a published value beside it, and three people."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"lags": (0.09, 0.15, 0.55, 0.75), "people": (0.745, 0.15, 0.24, 0.75)},
            large={"lags": (0.105, 0.19, 0.54, 0.70), "people": (0.765, 0.19, 0.225, 0.70)},
            narrow={"lags": (0.13, 0.46, 0.85, 0.47), "people": (0.17, 0.085, 0.75, 0.25)})
        lags, people = axes["lags"], axes["people"]
        lags.set(xlim=(-1, 52), ylim=(-0.5 if layout == "wide" else -0.62, 1.05), xticks=[0, 10, 20, 30, 40],
                 yticks=[0, 0.25, 0.5, 0.75, 1], yticklabels=["0", ".25", ".5", ".75", "1"],
                 xlabel=say("falls_and_levels.lag"),
                 title=say("falls_and_levels.correlation" if layout == "wide" else "falls_and_levels.correlation_short"))
        guide(lags, y=0, color=MUTED, linewidth=0.8)
        lags.axvspan(42, 52, color=GRID, alpha=0.45, zorder=0, linewidth=0)
        lags.plot([47], [PUBLISHED_STABILITY], "s", color=D, markersize=9)
        lags.text(47, PUBLISHED_STABILITY + 0.06, ".28", color=D, ha="center", fontweight="bold")
        lags.text(47, 0.94, say("falls_and_levels.published"), color=D, ha="center")
        people.set(xlim=(-1, 44), ylim=(-5.6, 3.9), xticks=[0, 20, 40], yticks=[-2, 0, 2], xlabel=say("falls_and_levels.step"),
                   ylabel=say("falls_and_levels.scores"), title=say("falls_and_levels.people"))
        people.yaxis.labelpad = 0
        people.plot([HARDSHIP_STEP] * 2, [-5.6, -3.9], color=MUTED, linewidth=0.8)
        people.text(HARDSHIP_STEP + 1, -5.4, say("falls_and_levels.event"), color=MUTED, linespacing=1.0)
        self.moving = {
            "ghost": line(lags, GHOST, ":", linewidth=2.2),
            "plateau": line(lags, MUTED, "-.", linewidth=1.2),
            "expected": line(lags, C, linewidth=2.6),
            "study": points(lags, C, "o", 5.5, markerfacecolor=PAPER, markeredgewidth=1.3)}
        for i, (colour, style, marker) in enumerate(((B, "--", "s"), (A, "-", "o"), (INK, ":", "^"))):
            self.moving[f"person_{i}"] = line(people, colour, style, linewidth=1.3)
            self.moving[f"home_{i}"] = points(people, colour, marker, 8)
        m = self.moving
        names = [say(f"falls_and_levels.{name}") for name in ("study", "endless", "plateau")]
        lags.legend([m["study"], m["expected"], m["plateau"]], names, loc="lower left",
                    bbox_to_anchor=(-0.01, -0.01), borderpad=0.1, labelspacing=0.25, handlelength=1.6,
                    ncols=3 if layout == "wide" else 2, columnspacing=1.2)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["study"].set_data(run.lag, np.maximum(run.correlation, -0.2))
        m["expected"].set_data(run.lag, run.expected_correlation)
        m["plateau"].set_data([0, 42], [run.plateau] * 2)
        show_ghost(m["ghost"], pinned, lambda r: r.lag, lambda r: r.expected_correlation)
        scores, unit = in_spreads(run)
        for i, who in enumerate(SOME):
            m[f"person_{i}"].set_data(run.lag, np.clip(scores[who], -3.8, 3.8))
            m[f"home_{i}"].set_data([42.5], [float(np.clip(run.home[who] / unit, -3.8, 3.8))])


class LifePicture:
    """First and last score of each person, and who changed class."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"scores": (0.09, 0.15, 0.50, 0.75), "changed": (0.70, 0.32, 0.285, 0.58)},
            large={"scores": (0.105, 0.19, 0.47, 0.70), "changed": (0.72, 0.43, 0.27, 0.46)},
            narrow={"scores": (0.13, 0.50, 0.85, 0.44), "changed": (0.15, 0.07, 0.42, 0.29)})
        scores, changed = axes["scores"], axes["changed"]
        wide, high = EDGE + 0.15, EDGE + 0.9
        scores.set(xlim=(-wide, wide), ylim=(-high, high), xticks=[-2, 0, 2], yticks=[-2, 0, 2],
                   xlabel=say("what_life_does.first"), ylabel=say("what_life_does.last"))
        scores.yaxis.labelpad = 0
        scores.fill_between([-wide, SECURE_ABOVE], SECURE_ABOVE, high, color=GRID, alpha=0.55, linewidth=0, zorder=0)
        scores.fill_between([SECURE_ABOVE, wide], -high, SECURE_ABOVE, color=GRID, alpha=0.55, linewidth=0, zorder=0)
        scores.text(-wide + 0.12, high - 0.52, say("what_life_does.became_secure"), color=MUTED)
        scores.text(wide - 0.12, -high + 0.2, say("what_life_does.became_insecure"), color=MUTED, ha="right")
        changed.set(xlim=(-0.6, 1.6), ylim=(0, 1), xticks=[0, 1], yticks=[0, 0.25, 0.5, 0.75, 1],
                    yticklabels=["0", "25 %", "50 %", "75 %", "100 %"],
                    xticklabels=[say("what_life_does.without").replace(" ", "\n" if layout == "large" else " "),
                                 say("what_life_does.with")], title=say("what_life_does.changed"))
        for x, (hits, people) in enumerate(PUBLISHED_CHANGED.values()):
            low, high = share_interval(hits, people)
            changed.plot([x + 0.3] * 2, [low, high], color=D, linewidth=1.5)
            found, = changed.plot([x + 0.3], [hits / people], "s", color=D, markersize=8)
        self.moving = {
            "spared": points(scores, A, "o", 4, alpha=0.7, markeredgewidth=0),
            "met": points(scores, B, "s", 4.5, alpha=0.85, markeredgewidth=0),
            "ghost": points(changed, GHOST, "o", 11, fillstyle="none"),
            "expected": points(changed, C, "_", 20, markeredgewidth=2),
            "changed": points(changed, C, "o", 10)}
        m = self.moving
        # The legend stands under the smaller axes, or beside them where the picture is narrow.
        where = {"wide": (0.66, 0.0), "large": (0.645, -0.01), "narrow": (0.58, 0.10)}[layout]
        names = [say(f"what_life_does.{name}") for name in ("this", "endless", "published")]
        self.figure.legend([m["changed"], m["expected"], found], names, loc="lower left",
                           bbox_to_anchor=where, borderpad=0.2, labelspacing=0.3, handlelength=1.4)
        scores.legend([m["spared"], m["met"]], [say("what_life_does.without"), say("what_life_does.with")], loc="lower left",
                      bbox_to_anchor=(-0.03, 0.99), borderpad=0.2, handletextpad=0.0, columnspacing=1.0,
                      ncols=2, markerscale=1.4)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        scores = np.clip(in_spreads(run)[0], -EDGE, EDGE)
        for name, who in (("spared", ~run.hardship), ("met", run.hardship)):
            m[name].set_data(scores[who, 0], scores[who, -1])
        m["changed"].set_data([0, 1], [run.changed_without, run.changed_with])
        m["expected"].set_data([0, 1], [run.expected_changed_without, run.expected_changed_with])
        show_ghost(m["ghost"], pinned, lambda r: [0, 1], lambda r: [r.changed_without, r.changed_with])


class MapsPicture:
    """A strip of 200 places for two bonds, how much the maps overlap, and what is shared."""

    ROWS = ("overlap_by_chance", "overlap", "overlap_again")
    COUNTS = ("both", "first_only", "second_only")

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"strip": (0.08, 0.52, 0.90, 0.40), "overlap": (0.20, 0.155, 0.33, 0.25),
                          "counts": (0.67, 0.155, 0.31, 0.25)},
            large={"strip": (0.09, 0.52, 0.90, 0.38), "overlap": (0.25, 0.20, 0.29, 0.20), "counts": (0.70, 0.20, 0.28, 0.20)},
            narrow={"strip": (0.11, 0.57, 0.87, 0.37), "overlap": (0.32, 0.335, 0.62, 0.125),
                    "counts": (0.27, 0.095, 0.69, 0.13)})
        strip, overlap, counts = axes["strip"], axes["overlap"], axes["counts"]
        strip.set(xlim=(-2, 202), ylim=(-TOP - 0.8, TOP + (2.4 if layout == "wide" else 3.4)), xticks=[],
                  yticks=[-8, -4, 0, 4, 8], yticklabels=["8", "4", "0", "4", "8"], ylabel="z",
                  title=say("two_maps.strip_short" if layout != "wide" else "two_maps.strip"))
        strip.yaxis.labelpad = 0
        strip.spines["bottom"].set_visible(False)
        strip.axhline(0, color=MUTED, linewidth=0.8, zorder=0)
        overlap.set(xlim=(-0.03, 1.03), ylim=(-0.6, 2.6), yticks=[0, 1, 2],
                    yticklabels=[say(f"two_maps.{name}") for name in ("lot", "bonds", "again")],
                    xticks=[0, 0.5, 1], xticklabels=["0", "½", "1"], title=say("two_maps.overlap"))
        counts.set(xlim=(-0.6, 2.6), ylim=(0, 165), yticks=[], xticks=[0, 1, 2], title=say("two_maps.counts"),
                   xticklabels=[say(f"two_maps.{name}") for name in ("both_only", "first_only", "second_only")])
        for small in (overlap, counts):
            small.tick_params(length=0)
        for y in (0, 1, 2):
            guide(overlap, y=y)
        counts.text(-0.72, 130, say("two_maps.found"), color=D, ha="right")
        for x, regions in enumerate(PUBLISHED_REGIONS):
            counts.text(x, 130, str(regions), color=D, ha="center", fontweight="bold")
        self.moving = {
            "threshold_up": line(strip, MUTED, "--", linewidth=1), "threshold_down": line(strip, MUTED, "--", linewidth=1),
            "quiet": points(strip, GHOST, ".", 3),
            "first": points(strip, A, "o", 4.5, markeredgewidth=0),
            "second": points(strip, B, "s", 4.5, markerfacecolor=PAPER, markeredgewidth=1.2),
            "both": points(strip, C, "D", 5, markeredgewidth=0),
            "true_first": bars(strip, A, 1, alpha=0.16, linewidth=0)[0],
            "true_second": bars(strip, B, 1, alpha=0.16, linewidth=0)[0],
            "ghost": points(overlap, GHOST, "o", 12, fillstyle="none"),
            "overlap_by_chance": points(overlap, MUTED, "x", 8, markeredgewidth=2), "overlap": points(overlap, C, "D", 8),
            "overlap_again": points(overlap, A, "o", 9)}
        for name, colour in zip(self.COUNTS, (C, A, B)):
            self.moving[f"shown_{name}"] = bars(counts, PAPER, 1, edgecolor=colour, linewidth=1.3)[0]
            self.moving[f"more_{name}"] = bars(counts, colour, 1)[0]
            self.moving[f"count_{name}"] = label(counts, 0, 0, "", ha="center", fontweight="bold")
        m = self.moving
        strip.legend([m["first"], m["second"], m["both"]],
                     [say(f"two_maps.{name}") for name in ("first", "second", "both")], ncols=3,
                     loc="upper right", bbox_to_anchor=(1.01, 1.03), borderpad=0, handletextpad=0.1, columnspacing=1.0)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        up, down = np.clip(run.first, -TOP, TOP), -np.clip(run.second, -TOP, TOP)
        both = run.shown_first & run.shown_second
        parts = {"quiet": (~run.shown_first, ~run.shown_second), "first": (run.shown_first & ~both, None),
                 "second": (None, run.shown_second & ~both), "both": (both, both)}
        for name, (above, below) in parts.items():
            x = [run.place[which] for which in (above, below) if which is not None]
            y = [z[which] for z, which in ((up, above), (down, below)) if which is not None]
            m[name].set_data(np.concatenate(x), np.concatenate(y))
        m["threshold_up"].set_data([-2, 202], [run.threshold] * 2)
        m["threshold_down"].set_data([-2, 202], [-run.threshold] * 2)
        self._frame(run)
        for y, name in enumerate(self.ROWS):
            m[name].set_data([getattr(run, name)], [y])
        shown = [both, run.shown_first & ~both, run.shown_second & ~both]
        for x, (name, which, more) in enumerate(zip(self.COUNTS, shown, (run.in_both, run.more_first, run.more_second))):
            places = int(which.sum())
            set_bar(m[f"shown_{name}"], x - 0.32, 0, 0.64, places)
            set_bar(m[f"more_{name}"], x - 0.2, 0, 0.4, count(more, run))
            m[f"count_{name}"].set_text(str(places))
            m[f"count_{name}"].set_position((x, max(places, count(more, run)) + 5))
        show_ghost(m["ghost"], pinned, lambda r: [getattr(r, name) for name in self.ROWS], lambda r: [0, 1, 2])

    def _frame(self, run):
        """Where each bond is truly at work, as quiet areas behind the dots."""
        for name, bottom, height in (("first", 0, TOP), ("second", -TOP, TOP)):
            at = np.flatnonzero(getattr(run, f"truly_{name}"))
            set_bar(self.moving[f"true_{name}"], at[0] - 0.5, bottom, len(at), height)
