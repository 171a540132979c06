"""The panel on a life's course: the circumstances of forty lives, and each part of the course switched off as a rival."""

from __future__ import annotations

import numpy as np

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.life_course import model, picture, words
from widgets.life_course.words import say

declare = Declare(say)
HARD = "care=0.1 hardship=0.6"


def columns(run) -> dict[str, np.ndarray]:
    """Security and load over the years."""
    low, middle, high = np.quantile(run.security, [0.1, 0.5, 0.9], axis=0)
    found = {"age": run.age, "first": run.security[0], "median": middle, "low": low, "high": high, "load": run.load.mean(axis=0)}
    return {say(f"column.{name}"): values for name, values in found.items()}


LIFE = Scene(
    **declare.texts("life"), parameters=model.LifeParameters, claim=model.simulate_life,
    rivals=declare.rivals("life", no_early=model.simulate_without_early_gain, no_bonds=model.simulate_without_later_bonds,
                          no_buffer=model.simulate_without_buffering, no_passing=model.simulate_without_transmission),
    picture=picture.LifePicture, describe=words.describe_life, columns=columns,
    controls=["early_care", "friends", "partner", "late_bond", "hardship"],
    more=["late_age", "reopening", "dopamine", "bond_spread", "noise"],
    presets=declare.presets("life", ordinary="care=0.5", hard=HARD, friends=f"{HARD} friends=0.8",
                            late=f"{HARD} friends=0 partner=0 late=0.7 late_age=45", lost="care=0.9 friends=-0.5 partner=-0.7"),
    missions=declare.missions(
        "life",
        turn=lambda run, p, rival: not rival and p.early_care <= 0.2 and p.friends <= 0 and p.late_bond <= 0 and run.secure_at_60 >= 0.7,
        late=lambda run, p, rival: not rival and p.early_care <= 0.2 and p.friends <= 0 and p.partner <= 0 and p.late_age >= 50
        and run.secure_at_60 >= 0.6,
        undone=lambda run, p, rival: not rival and p.early_care >= 0.8 and p.friends >= 0 and run.secure_at_60 < 0.5,
        chain=lambda run, p, rival: not rival and run.secure_at_30 < 0.4 and run.child_secure_at_30 >= 0.7),
    readouts={"secure_at_5": lambda run: run.secure_at_5, "secure_at_30": lambda run: run.secure_at_30,
              "secure_at_60": lambda run: run.secure_at_60, "child_secure_at_30": lambda run: run.child_secure_at_30,
              "changed": lambda run: run.changed, "load_at_60": lambda run: run.load_at_60})


def make_panel() -> Panel:
    """A new panel on a life's course."""
    return Panel("life_course", say("title"), [LIFE])
