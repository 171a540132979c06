"""The panel on oxytocin and dopamine: what opens the gate, which rules fit, when it is open, and what can stand in."""

from __future__ import annotations

import numpy as np

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.oxytocin_dopamine import measures, model, picture, words
from widgets.oxytocin_dopamine.words import say

declare = Declare(say)
RULE_NAMES = ("both", "additive", "either", "oxytocin_first", "dopamine_first")
FEW = 0.1
"""At most this share of the voles: "nine in ten do not"."""


def table_of_cells(run) -> dict[str, np.ndarray]:
    """The eight treatments as a table."""
    columns = {"treatment": np.arange(1, 9), "reported": model.REPORTED.astype(int), "oxytocin": run.cell_oxytocin,
               "dopamine": run.cell_dopamine, "drive": run.cell_drive, "share": run.cell_share}
    return {say(f"column.{name}"): values for name, values in columns.items()}


def table_of_rules(run) -> dict[str, np.ndarray]:
    """Room for a threshold of each rule in each guess."""
    return {say(f"column.rule.{k}"): run.margins[k] for k in range(len(RULE_NAMES))}


def blocked_first(p, rival: str) -> bool:
    """Whether the receptor of a chain's first substance, and no other, is blocked well."""
    first, last = (p.otr_antagonist, p.d2_antagonist) if rival == "oxytocin_first" else (p.d2_antagonist, p.otr_antagonist)
    return rival in ("oxytocin_first", "dopamine_first") and first >= 20 and last == 0


def shares(run) -> dict[str, float]:
    """How often each rule fits, by its name."""
    return dict(zip(RULE_NAMES, run.reproduced.tolist()))


GATE = Scene(
    **declare.texts("gate"), parameters=model.GateParameters, claim=model.simulate_coincidence,
    rivals=declare.rivals("gate", additive=model.simulate_additive, either=model.simulate_either,
                          oxytocin_first=model.simulate_oxytocin_first, dopamine_first=model.simulate_dopamine_first,
                          any_dopamine=model.simulate_any_dopamine),
    picture=picture.GatePicture, describe=words.describe_gate, columns=table_of_cells,
    controls=["oxytocin_dose", "d2_agonist", "otr_antagonist", "d2_antagonist", "d1_agonist"], more=["situation", "individual_spread"],
    presets=declare.presets("gate", alone="", oxytocin="oxytocin=5", agonist="d2=5", blocked="oxytocin=5 d2block=20",
                            mates="situation=mating d1=5"),
    missions=declare.missions(
        "gate",
        block=lambda run, p, rival: (not rival and p.oxytocin_dose >= 5 and p.d2_antagonist > 0
                                     and p.otr_antagonist == p.d1_agonist == 0 and run.share_bonded <= FEW),
        either=lambda run, p, rival: (rival == "either" and max(p.otr_antagonist, p.d2_antagonist) >= 20
                                      and run.share_bonded > 0.5),
        chain=lambda run, p, rival: blocked_first(p, rival) and run.share_bonded > 0.5,
        veto=lambda run, p, rival: (not rival and max(p.oxytocin_dose, p.d2_agonist) >= 5
                                    and p.otr_antagonist == p.d2_antagonist == 0 and run.share_bonded <= FEW)),
    readouts={"share_bonded": lambda run: run.share_bonded, "drive": lambda run: run.drive,
              "cells_right": lambda run: run.cells_right, "bonded": lambda run: run.bonded})

RULES = Scene(
    **declare.texts("rules"), parameters=measures.ComparisonParameters, claim=measures.compare_rules,
    rival=measures.compare_without_blocks, picture=picture.RulesPicture, describe=words.describe_rules, columns=table_of_rules,
    controls=["agonist_dose", "antagonist_dose", "mating_release", "fold"],
    presets=declare.presets("rules", usual="", mating="mating=2", large="agonist=20", small="agonist=1"),
    missions=declare.missions(
        "rules",
        rejects=lambda run, p, rival: not rival and shares(run)["both"] > 0.9 and shares(run)["additive"] < 0.1,
        level=lambda run, p, rival: (not rival and run.median_margin[1] >= run.median_margin[0]
                                     and min(run.reproduced[:2]) > 0.9),
        chain=lambda run, p, rival: not rival and max(run.reproduced[3:]) > 0.5,
        blind=lambda run, p, rival: rival and min(run.reproduced) > 0.9),
    readouts={**{name: lambda run, name=name: shares(run)[name] for name in RULE_NAMES},
              "advantage": lambda run: float(run.median_margin[0] - run.median_margin[1])})

TIMING = Scene(
    **declare.texts("timing"), parameters=model.TimingParameters, claim=model.simulate_reopening, rival=model.simulate_one_way,
    picture=picture.TimingPicture, describe=words.describe_timing,
    columns=declare.columns("time", "agonist", "otr_occupancy", "drive", "preference", "preference_vehicle"),
    controls=["given_at", "agonist_dose", "half_life", "pairing_hours", "d2_antagonist"], more=["individual_spread"],
    presets=declare.presets("timing", before="at=-0.5", after="at=4.25", short="at=-0.5 hours=3", stays="at=-0.5 halflife=8"),
    missions=declare.missions(
        "timing",
        harm=lambda run, p, rival: run.given_at > run.pairing_hours and run.share_vehicle > 0.9 and run.share_bonded < FEW,
        help=lambda run, p, rival: p.pairing_hours < 4 and words.count(run.share_bonded) - words.count(run.share_vehicle) >= 10,
        long=lambda run, p, rival: run.given_at < 0 and run.effect < -0.02),
    readouts={"effect": lambda run: run.effect, "share_bonded": lambda run: run.share_bonded,
              "share_vehicle": lambda run: run.share_vehicle})

WITHOUT = Scene(
    **declare.texts("without"), parameters=model.CompensationParameters, claim=model.simulate_compensation,
    rivals=declare.rivals("without", indispensable=model.simulate_without_compensation,
                          unneeded=model.simulate_receptor_unneeded),
    picture=picture.CompensationPicture, describe=words.describe_compensation,
    columns=lambda run: {say("column.time_days"): run.time, say("column.preference"): run.preference,
                         say("column.preference_intact"): run.preference_intact},
    controls=["bond", "receptor_loss", "age_at_loss", "together_days", "compensation_gain"], more=["individual_spread"],
    presets=declare.presets("without", lifelong="", juvenile="loss=0.85 age=21", adult="age=80", peer="bond=peer days=1.5"),
    missions=declare.missions(
        "without",
        less=lambda run, p, rival: (not rival and p.bond == "mate" and p.receptor_loss < 1 and p.together_days <= 0.5
                                    and p.compensation_gain >= 0.22
                                    and run.share_bonded <= FEW and run.share_intact >= 0.9),
        peer=lambda run, p, rival: (not rival and p.bond == "peer" and p.receptor_loss == 1 and p.age_at_loss == 0
                                    and p.together_days <= 1 and run.share_bonded >= 0.5),
        last=lambda run, p, rival: (not rival and p.bond == "mate" and p.receptor_loss == 1 and p.age_at_loss >= 10
                                    and p.together_days <= 0.5 and run.share_bonded >= 0.5)),
    readouts={"share_bonded": lambda run: run.share_bonded, "share_intact": lambda run: run.share_intact,
              "days_to_bond": lambda run: run.days_to_bond, "days_kept": lambda run: run.days_kept})


def make_panel() -> Panel:
    """A new panel on oxytocin and dopamine."""
    return Panel("oxytocin_dopamine", say("title"), [GATE, RULES, TIMING, WITHOUT])
