"""The panel on later bonds: a window and a bond, a new family at every age, and who gains; a rival without history in each."""

from __future__ import annotations

import numpy as np

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.repair import model, picture, words
from widgets.repair.words import count_crossed, say

declare = Declare(say)
LOW, HIGH = picture.PUBLISHED_INTERVAL


def over_the_years(run) -> dict[str, np.ndarray]:
    """Bonds, window and mean security by age."""
    return declare.columns("age", "openness", "bond_needed")(run) | {
        say("column.bonds_one"): run.bonds[0], say("column.bonds_another"): run.bonds[1],
        say("column.mean_one"): run.mean_security[0], say("column.mean_another"): run.mean_security[1]}


def four_lives(run) -> dict[str, np.ndarray]:
    """Share on the secure side by age, in the four lives."""
    names = ("low_one", "low_another", "high_one", "high_another")
    return declare.columns("age")(run) | {say(f"column.{name}"): share for name, share in zip(names, run.secure_share)}


def crossed(run) -> int:
    """Of those on the insecure side when bonds changed, how many end on the secure side with the other bond."""
    return run.became_secure


def gains(run) -> tuple[int, int]:
    """People that the other bond adds to the secure side, after low and after high early bonds."""
    return tuple(int(value) for value in picture.WhoPicture.gains(run))


WINDOW = Scene(
    **declare.texts("window"), parameters=model.RepairParameters, claim=model.simulate_repair,
    rivals=declare.rivals("window", single=model.simulate_single_well, alone=model.simulate_window_alone),
    picture=picture.WindowPicture, describe=words.describe_window, columns=over_the_years,
    controls=["later_high", "later_low", "reopening", "reopening_age", "change_age"],
    more=["noise", "bond_spread", "early_difference", "early_window"],
    presets=declare.presets("window", both="change=3 high=0.2 low=0", only_window="change=3 high=0.05 low=0",
                            only_bond="change=3 high=0.2 low=0 reopening=0", very_good="change=3 high=0.5 low=0 reopening=0",
                            after="change=14 high=0.2 low=0"),
    missions=declare.missions(
        "window",
        in_vain=lambda run, p, rival: (not rival and p.reopening == 1 and p.change_age < p.reopening_age
                                       and count_crossed(run, p)[0] >= 35 and run.became_secure <= 6),
        without=lambda run, p, rival: not rival and p.reopening == 0 and p.change_age >= 10 and run.became_secure >= 36,
        timing=lambda run, p, rival: (not rival and p.change_age >= 14 and p.later_high <= 0.2 + 1e-9
                                      and run.became_secure >= 28),
        luck=lambda run, p, rival: not rival and count_crossed(run, p)[0] == model.PEOPLE and 15 <= run.became_secure <= 25),
    readouts={"crossed": crossed, "began": lambda run: run.began_insecure, "recovered": lambda run: run.recovered})

PLACEMENT = Scene(
    **declare.texts("placement"), parameters=model.PlacementParameters, claim=model.simulate_placement,
    rivals=declare.rivals("placement", single=model.simulate_placement_single_well,
                          no_better=model.simulate_placement_no_better),
    picture=picture.PlacementPicture, describe=words.describe_placement,
    columns=declare.columns("placement_age", "gap_left", "secure_share"),
    controls=["placement_age", "care_before", "care_after", "early_window", "test_age"], more=["noise", "bond_spread"],
    presets=declare.presets("placement", toddler="placed=18", baby="placed=6", long="placed=36 window=10",
                            sixteen="placed=18 test=16", poor="placed=24 before=0.3 after=-0.3"),
    missions=declare.missions(
        "placement",
        published=lambda run, p, rival: (not rival and abs(run.gap_by_one_year) < 0.2
                                         and LOW <= run.gap_after_one_year <= HIGH),
        late=lambda run, p, rival: not rival and p.care_before <= -0.2 + 1e-9 and abs(run.gap_left[-1]) < 0.2,
        fade=lambda run, p, rival: not rival and p.test_age >= 12 and 0.2 <= run.gap_after_one_year <= 0.5),
    readouts={"gap_placed": lambda run: run.gap_placed, "gap_by_one_year": lambda run: run.gap_by_one_year,
              "gap_after_one_year": lambda run: run.gap_after_one_year})

WHO = Scene(
    **declare.texts("who"), parameters=model.RepairParameters, claim=model.simulate_repair,
    rivals=declare.rivals("who", single=model.simulate_single_well, alone=model.simulate_window_alone),
    picture=picture.WhoPicture, describe=words.describe_who, columns=four_lives,
    controls=["later_high", "later_low", "change_age", "reopening", "early_difference"],
    more=["reopening_age", "noise", "bond_spread", "early_window"],
    presets=declare.presets("who", youth="change=3 low=0 high=0.2", partner="change=20 low=0 high=0.45 reopening=0",
                            poor="change=20 low=-0.45 high=0.45 reopening=0", undo="change=3 low=-0.2 high=0.2"),
    missions=declare.missions(
        "who",
        history=lambda run, p, rival: not rival and gains(run)[0] >= 30 and abs(gains(run)[1]) <= 2,
        alike=lambda run, p, rival: not rival and min(gains(run)) >= 20 and abs(gains(run)[0] - gains(run)[1]) <= 3,
        undo=lambda run, p, rival: (not rival and min(p.later_low, p.later_high) >= -0.2 - 1e-9
                                    and run.became_insecure >= 30)),
    readouts={"after_low": lambda run: gains(run)[0], "after_high": lambda run: gains(run)[1],
              "undone": lambda run: run.became_insecure, "interaction": lambda run: run.interaction})


def make_panel() -> Panel:
    """A new panel on later bonds."""
    return Panel("repair", say("title"), [WINDOW, PLACEMENT, WHO])
