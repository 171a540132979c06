"""The panel on selective bonds: three questions, each with its claim and its rivals."""

from __future__ import annotations

import numpy as np

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.selectivity import model, picture, words
from widgets.selectivity.words import count_clear, say

declare = Declare(say)


def _days_with_both(run) -> float:
    together = run.first_present[1:] & run.second_present[1:]
    return float(np.diff(run.time)[together].sum())


ANOTHER = Scene(
    **declare.texts("another"), parameters=model.BondParameters, claim=model.simulate_selective_bond,
    rival=model.simulate_value_only,
    picture=picture.AnotherPicture, describe=words.describe_another,
    columns=declare.columns("time", "value_first", "value_second", "gate_second", "dopamine_partner", "dopamine_stranger"),
    controls=["first_days", "gap", "second_days", "inhibition", "reopening"],
    more=["mating", "bond_memory", "fresh_memory", "learning_rate", "consolidation", "sharpness", "d1_agonist", "d1_block"],
    presets=declare.presets("another", soon="gap=7", late="gap=42", meanwhile="first=20 gap=-10 second=20",
                            room="first=20 gap=-10 second=20 inhibition=0.8", lamb="gap=-7 second=3",
                            opened="gap=-7 second=3 reopening=1"),
    missions=declare.missions(
        "another", shut_out=lambda run, p, rival: p.second_days >= 10 and 0.45 < run.middle_acceptance_second < 0.55,
        room=lambda run, p, rival: not rival and _days_with_both(run) >= 10 and (
            min(run.value_first[-1], run.value_second[-1]) > 0.6),
        soon=lambda run, p, rival: not rival and p.reopening == 0 and p.inhibition >= 2.2 and 0 <= p.gap <= 7 and (
            run.middle_preference_second > 0.55),
        worth=lambda run, p, rival: rival and run.middle_preference_second >= 0.8),
    readouts={"share_second": lambda run: run.middle_preference_second,
              "share_second_stranger": lambda run: run.middle_acceptance_second,
              "replacement_gap": lambda run: run.replacement_gap, "dopamine_ratio": lambda run: run.dopamine_ratio_apart,
              "bond_first": lambda run: float(run.bond_first[-1]), "bond_second": lambda run: float(run.bond_second[-1]),
              "threshold": lambda run: run.exclusion_threshold})

FORMS = Scene(
    **declare.texts("forms"), parameters=model.BondParameters, claim=model.simulate_selective_bond,
    rivals=declare.rivals("forms", value=model.simulate_value_only, one=model.simulate_one_receptor),
    picture=picture.FormsPicture, describe=words.describe_forms,
    columns=declare.columns("time", "preference", "attacks", "d1_receptors"),
    controls=["first_days", "mating", "d1_agonist", "d1_block"],
    more=["learning_rate", "consolidation", "fresh_memory", "sharpness", "bond_memory", "gap", "second_days", "inhibition",
          "reopening"],
    presets=declare.presets("forms", six="first=0.25", mated="first=0.25 mating=4", day="first=1", drug="first=14 agonist=1",
                            blocked="first=14 block=1"),
    missions=declare.missions(
        "forms", quick=lambda run, p, rival: not rival and p.first_days <= 0.25 and count_clear(run.preference_first) >= 20,
        peaceful=lambda run, p, rival: not rival and p.d1_agonist == p.d1_block == 0 and (
            count_clear(run.preference_first) >= 22 and run.middle_aggression < 0.02),
        immune=lambda run, p, rival: p.d1_agonist == 1 and run.middle_preference_first >= 0.95),
    readouts={"share": lambda run: run.middle_preference_first, "attacks": lambda run: run.middle_aggression,
              "clear": lambda run: count_clear(run.preference_first)})

CELLS = Scene(
    **declare.texts("cells"), parameters=model.EnsembleParameters, claim=model.simulate_ensembles,
    rival=model.simulate_ensembles_without_competition, picture=picture.CellsPicture, describe=words.describe_cells,
    columns=declare.columns("time", "partner_size", "novel_size", "overlap", "overlap_by_chance", "activity_partner"),
    controls=["days", "tuning_rate", "company", "homing", "variety"],
    presets=declare.presets("cells", strangers="days=0", pair="days=10", busy="days=20 company=0.6"),
    missions=declare.missions(
        "cells", third=lambda run, p, rival: not rival and run.partner_size[-1] > 1 / 3,
        mixed=lambda run, p, rival: run.overlap[-1] >= 1 / 12,
        still=lambda run, p, rival: p.days >= 10 and p.tuning_rate >= 0.5 and (
            abs(run.partner_size[-1] - run.partner_size[0]) <= 0.02)),
    readouts={"partner_size": lambda run: float(run.partner_size[-1]), "overlap": lambda run: float(run.overlap[-1]),
              "by_chance": lambda run: float(run.overlap_by_chance[-1]),
              "activity": lambda run: float(run.activity_partner[-1])})


def make_panel() -> Panel:
    """A new panel on selective bonds."""
    return Panel("selectivity", say("title"), [ANOTHER, FORMS, CELLS])
