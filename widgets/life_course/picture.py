"""The picture of a life's course: forty lives and their children's, as a band with eight single lives in it.

Security is blue and solid, load orange and dashed, shares are green; a pinned run's middle is grey and dotted.
"""

from __future__ import annotations

import numpy as np

from widgets.drawing import band, bars, guide, label, line, make_figure, set_band, set_bar, show_ghost
from widgets.life_course.words import say
from widgets.palette import GHOST, INK, MUTED, PAPER, A, B, C

SHOWN = 8
"""Single lives that are drawn."""
YEARLY = 4
"""Only every fourth point of a life, one a year, is drawn."""
TOP = 2.0


class LifePicture:
    """Security and load over a life, the next generation, and shares."""

    def __init__(self, layout: str = "wide"):
        self.figure, axes = make_figure(
            layout, wide={"life": (0.085, 0.455, 0.545, 0.445), "load": (0.085, 0.11, 0.545, 0.2),
                          "child": (0.71, 0.455, 0.265, 0.445), "share": (0.71, 0.11, 0.265, 0.2)},
            large={"life": (0.10, 0.47, 0.52, 0.41), "load": (0.10, 0.12, 0.52, 0.19), "child": (0.71, 0.47, 0.265, 0.41),
                   "share": (0.71, 0.15, 0.265, 0.16)},
            narrow={"life": (0.125, 0.695, 0.85, 0.255), "load": (0.125, 0.54, 0.85, 0.075), "child": (0.125, 0.30, 0.85, 0.155),
                    "share": (0.125, 0.095, 0.85, 0.115)})
        life, load, child, share = (axes[name] for name in ("life", "load", "child", "share"))
        for each, last, title in ((life, 70, "life.security"), (child, 40, "life.children")):
            each.set(xlim=(0, last), ylim=(-TOP, TOP), yticks=[], title=say(title), xticks=range(0, last + 1, 10))
            guide(each, y=0)
        label(life, 1, 1.6, say("life.secure"), color=MUTED)
        label(life, 69, -1.8, say("life.insecure"), color=MUTED, ha="right", fontsize="small")
        load.set(xlim=(0, 70), ylim=(0, 26), yticks=[0, 10, 20], title=say("life.load"),
                 xticks=range(0, 71, 10))
        places = [say(name) for name in ("life.at_5", "life.at_30", "life.at_60", "life.child_at_30")]
        share.set(xlim=(-0.6, 3.6), ylim=(0, 40), yticks=[0, 20, 40], xticks=range(4), xticklabels=places, title=say("life.shares_short" if layout == "large" else "life.shares"))
        share.tick_params(axis="x", length=0)
        self.moving = {"band": band(life, A), "child_band": band(child, A), "load_band": band(load, B)}
        for number in range(SHOWN):
            self.moving[f"life{number}"] = line(life, MUTED, linewidth=0.7)
            self.moving[f"child{number}"] = line(child, MUTED, linewidth=0.7)
        self.moving |= {
            "ghost": line(life, GHOST, ":", linewidth=2), "ghost_child": line(child, GHOST, ":", linewidth=2),
            "ghost_load": line(load, GHOST, ":", linewidth=2), "middle": line(life, A, linewidth=2.6),
            "child_middle": line(child, A, linewidth=2.6), "load": line(load, B, "--", linewidth=2.2),
        }
        for number, bar in enumerate(bars(share, C, 4, edgecolor=INK, linewidth=0.8)):
            self.moving[f"share{number}"] = bar
            bar.set_hatch("//" if number == 3 else "")
        self.moving["share3"].set_edgecolor(PAPER)

    def update(self, run, pinned=None) -> None:
        """Move everything to a run."""
        m = self.moving
        for name, age, paths in (("", run.age, run.security), ("child_", run.child_age, run.child_security)):
            years, yearly = age[::YEARLY], paths[:, ::YEARLY]
            low, middle, high = np.quantile(yearly, [0.1, 0.5, 0.9], axis=0)
            set_band(m[f"{name}band"], years, low, high)
            m[f"{name}middle"].set_data(years, middle)
            for number in range(SHOWN):
                m[f"{name.rstrip('_') or 'life'}{number}"].set_data(years, yearly[number])
        years, load = run.age[::YEARLY], run.load[:, ::YEARLY]
        set_band(m["load_band"], years, load.min(axis=0), load.max(axis=0))
        m["load"].set_data(years, load.mean(axis=0))
        shares = (run.secure_at_5, run.secure_at_30, run.secure_at_60, run.child_secure_at_30)
        for number, value in enumerate(shares):
            set_bar(m[f"share{number}"], number - 0.32, 0, 0.64, len(run.security) * value)
        show_ghost(m["ghost"], pinned, lambda r: r.age[::YEARLY], lambda r: np.median(r.security[:, ::YEARLY], axis=0))
        show_ghost(m["ghost_child"], pinned, lambda r: r.child_age[::YEARLY], lambda r: np.median(r.child_security[:, ::YEARLY], axis=0))
        show_ghost(m["ghost_load"], pinned, lambda r: r.age[::YEARLY], lambda r: r.load[:, ::YEARLY].mean(axis=0))
