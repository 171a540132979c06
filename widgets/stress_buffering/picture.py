"""The two pictures of the panel on stress buffering.

What is alone is orange and dashed, what is in company or as tested blue and solid; single people are grey; what lies inside the
body is green or, for the glands, purple and dash-dotted; a pinned run is grey and dotted.
"""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from widgets.drawing import guide, label, line, make_figure, points, set_bar, show_ghost
from widgets.palette import GHOST, GRID, INK, MUTED, PAPER, A, B, C, D
from widgets.stress_buffering.model import STRESS_MINUTES
from widgets.stress_buffering.words import say

DAYS = (-20.0, 280.0)
"""The days that fit on the picture: the longest time apart and the time after it."""


def strands(time, people):
    """Many people's lines as one, with gaps between them."""
    gap = np.full((len(people), 1), np.nan)
    times = np.broadcast_to(np.append(time, np.nan), (len(people), len(time) + 1))
    return times.ravel(), np.hstack((people, gap)).ravel()


class TestPicture:
    """Cortisol alone and as tested, and how much of the response is left in thirty people by their bond."""

    __test__ = False

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"course": (0.075, 0.16, 0.53, 0.73), "left": (0.715, 0.16, 0.26, 0.73)},
            large={"course": (0.085, 0.19, 0.51, 0.69), "left": (0.735, 0.19, 0.25, 0.69)},
            narrow={"course": (0.12, 0.545, 0.83, 0.40), "left": (0.17, 0.095, 0.80, 0.29)})
        course, left = axes["course"], axes["left"]
        course.set(xlim=(-20, 240), ylim=(0.9, 4.0), yscale="log", title=say("test.course"), xlabel=say("test.course.x"),
                   xticks=[0, 60, 120, 180, 240])
        course.set_yticks([1, 1.5, 2, 3, 4], labels=["1", "1.5", "2", "3", "4"])
        course.yaxis.set_minor_locator(NullLocator())
        course.add_patch(Rectangle((0, 0.9), STRESS_MINUTES, 3.1, facecolor=GRID, alpha=0.6, linewidth=0, zorder=0))
        label(course, STRESS_MINUTES / 2, 3.6, say("test.stress"), ha="center", color=MUTED)
        guide(course, y=1)
        left.set(xlim=(-0.05, 1.05), ylim=(0, 2.1), title=say("test.left"), xlabel=say("test.left.x"), xticks=[0, 0.5, 1],
                 yticks=[0, 0.5, 1, 1.5, 2], yticklabels=["0 %", "50 %", "100 %", "150 %", "200 %"])
        guide(left, y=1, color=B, linestyle="--", linewidth=1.4)
        label(left, 1.05, 1.04, say("test.as_alone"), ha="right", color=B)
        self.moving = {
            "people": line(course, GHOST, linewidth=0.7, alpha=0.7, label=say("test.others")),
            "ghost": line(course, GHOST, ":"),
            "alone": line(course, B, "--", linewidth=2.2, label=say("test.alone")),
            "tested": line(course, A, linewidth=2.8, label=say("test.tested")),
            "ghost_left": points(left, GHOST, "o", 13, fillstyle="none"),
            "others": points(left, MUTED, "o", 5, alpha=0.6),
            "typical": points(left, A, "o", 12, markerfacecolor=PAPER, markeredgewidth=2.8),
        }
        course.legend(handles=[self.moving[name] for name in ("alone", "tested", "people")], loc="upper right", borderpad=0.2,
                      handlelength=1.9)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        m["people"].set_data(*strands(run.time[::2], run.people[:, ::2]))
        m["alone"].set_data(run.time, run.cortisol_alone)
        m["tested"].set_data(run.time, run.cortisol)
        m["others"].set_data(run.bonds, run.people_left)
        m["typical"].set_data([run.bond], [run.left])
        show_ghost(m["ghost"], pinned, lambda r: r.time, lambda r: r.cortisol)
        show_ghost(m["ghost_left"], pinned, lambda r: [r.bond], lambda r: [r.left])


class MonthsPicture:
    """Cortisol over months, with its spread over people; ACTH and the adrenal glands below."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"course": (0.085, 0.51, 0.90, 0.40), "inside": (0.085, 0.135, 0.90, 0.225)},
            large={"course": (0.10, 0.55, 0.885, 0.34), "inside": (0.10, 0.17, 0.885, 0.20)},
            narrow={"course": (0.135, 0.52, 0.84, 0.425), "inside": (0.135, 0.09, 0.84, 0.26)})
        course, inside = axes["course"], axes["inside"]
        course.set(xlim=DAYS, ylim=(0.34, 2.2), yscale="log", title=say("months.course"), xticks=[0, 60, 120, 180, 240])
        course.set_yticks([0.5, 1, 2], labels=["0.5", "1", "2"])
        course.yaxis.set_minor_locator(NullLocator())
        inside.set_title(say("months.inside"), pad=24 if layout == "narrow" else None)
        inside.set(xlim=DAYS, ylim=(0.55, 2.05), xticks=[0, 60, 120, 180, 240], xlabel=say("months.x"),
                   yticks=[1, 2])
        guide(course, y=1, color=B, linestyle="--", linewidth=1.8)
        label(course, DAYS[1], 1.06, say("months.alone"), ha="right", color=B)
        guide(inside, y=1)
        self.moving = {
            "apart": course.add_patch(Rectangle((0, 0), 0, 0, facecolor=GRID, alpha=0.6, linewidth=0, zorder=0)),
            "apart_inside": inside.add_patch(Rectangle((0, 0), 0, 0, facecolor=GRID, alpha=0.6, linewidth=0, zorder=0)),
            "apart_text": label(course, 2, 0.37, say("months.apart"), color=INK),
            "people": line(course, GHOST, linewidth=0.7, alpha=0.7),
            "ghost": line(course, GHOST, ":"),
            "cortisol": line(course, A, linewidth=3.0),
            "ghost_acth": line(inside, GHOST, ":"),
            "adrenal": line(inside, D, "-.", linewidth=2.0, label=say("months.adrenal")),
            "acth": line(inside, C, linewidth=2.4, label=say("months.acth")),
            "settled": points(inside, C, "D", 9, markerfacecolor=PAPER, markeredgewidth=2.2, label=say("months.settled")),
        }
        inside.legend(handles=[self.moving[name] for name in ("acth", "adrenal", "settled")], loc="lower right", ncols=3, borderpad=0,
                      bbox_to_anchor=(1.01, 1.0), handlelength=1.7, columnspacing=0.8, handletextpad=0.3, borderaxespad=0.2)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        back = float(run.time[~run.together][-1])
        set_bar(m["apart"], 0, 0.34, back, 1.86)
        set_bar(m["apart_inside"], 0, 0.55, back, 1.5)
        m["people"].set_data(*strands(run.time, run.people / run.cortisol_alone))
        m["cortisol"].set_data(run.time, run.cortisol / run.cortisol_alone)
        m["acth"].set_data(run.time, run.acth)
        m["adrenal"].set_data(run.time, run.adrenal / run.adrenal[0])
        at = back + run.days_to_settle
        m["settled"].set_data([at], [np.interp(at, run.time, run.acth)])
        show_ghost(m["ghost"], pinned, lambda r: r.time, lambda r: r.cortisol / r.cortisol_alone)
        show_ghost(m["ghost_acth"], pinned, lambda r: r.time, lambda r: r.acth)
