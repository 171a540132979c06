"""The panel on generations: how alike, as children grow, family lines, and what gets published."""

from __future__ import annotations

import math

import numpy as np

from widgets.generations import model, picture, words
from widgets.generations.model import GenerationsParameters, LiteratureParameters
from widgets.generations.words import alike, crossed, say, share_left
from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene

declare = Declare(say)

RIVALS = {"genes": model.simulate_genes_only, "sensitivity": model.simulate_sensitivity_only, "rat": model.simulate_rat_map}
ALL = list(GenerationsParameters.declared)
FIRST = "rearing=0.71 sensitivity=0.16 hardship=0.95 luck=0.73"
"""Tuned to the correlations that were known in 1995 and 1997, as in the tests of the facts."""


def _but(*names: str) -> list[str]:
    return [name for name in ALL if name not in names]


def _usual(parameters, *names: str) -> bool:
    return all(getattr(parameters, name) == GenerationsParameters.declared[name].default for name in names)


def _by_generation(run):
    return {say("column.generation_child"): run.generation[1:], say("column.correlation"): run.correlation,
            say("column.expected"): run.expected, say("column.changed"): run.changed}


def _studies(run):
    return {say("column.study"): np.arange(1, len(run.correlation) + 1), say("column.found"): run.correlation,
            say("column.published"): run.published.astype(float)}


ALIKE_VIEW = ("other_rearing", "sensitivity_effect", "genes", "relatedness", "risk")
ALIKE = Scene(
    **declare.texts("alike"), parameters=GenerationsParameters, claim=model.simulate_generations, rivals=declare.rivals("alike", **RIVALS),
    picture=picture.AlikePicture, describe=words.describe_alike, columns=_by_generation, controls=list(ALIKE_VIEW), more=_but(*ALIKE_VIEW),
    presets=declare.presets("alike", measured="related=1", adopted="related=0", first=FIRST, genes="model=genes genes=1.2 age=18",
                            rats="model=rat luck=0.3"),
    missions=declare.missions(
        "alike",
        untaught=lambda run, p, rival: not rival and p.other_rearing == p.sensitivity_effect == 0 and 0.28 <= alike(run) <= 0.34,
        even=lambda run, p, rival: not rival and p.other_rearing >= 0.3 and run.secure_given_insecure >= 0.5,
        closed=lambda run, p, rival: not rival and alike(run) > 0.01 and run.sensitivity_product > 0.999 * alike(run)),
    readouts={"alike": alike, "secure_given_insecure": lambda run: run.secure_given_insecure,
              "secure_of_100": lambda run: 100 * run.secure_given_insecure, "way": lambda run: run.sensitivity_product,
              "explained": lambda run: alike(run) ** 2})

GROWING_VIEW = ("child_age", "genes", "lasting_share", "relatedness", "risk")
GROWING = Scene(
    **declare.texts("growing"), parameters=GenerationsParameters, claim=model.simulate_generations,
    rivals=declare.rivals("growing", **RIVALS), picture=picture.GrowingPicture, describe=words.describe_growing,
    columns=declare.columns("age", "transmission_by_age", "genetic_by_age", "shared_by_age", "own_by_age"),
    controls=list(GROWING_VIEW), more=_but(*GROWING_VIEW),
    presets=declare.presets("growing", usual="age=1", risk="risk=0.5", hardship="persistence=0.8", no_relative="related=0 age=15",
                            written="lasting=1 age=15"),
    missions=declare.missions(
        "growing", shared=lambda run, p, rival: rival != "rat" and np.interp(15, run.age, run.shared_by_age) >= 0.4,
        weaker=lambda run, p, rival: not rival and _usual(p, "other_rearing", "sensitivity_effect", "sensitivity_link", "genes",
                                                          "relatedness") and alike(run) < 0.2,
        closer=lambda run, p, rival: not rival and p.child_age == 1 and alike(run) > 0.34 and _usual(
            p, "other_rearing", "sensitivity_effect", "sensitivity_link", "genes", "relatedness", "own_luck", "risk", "lasting_share",
            "family_years")),
    readouts={"alike": alike, "shared_at_15": lambda run: float(np.interp(15, run.age, run.shared_by_age)),
              "genetic_at_15": lambda run: float(np.interp(15, run.age, run.genetic_by_age))})

ONWARD_VIEW = ("other_rearing", "genes", "lasting_share", "change", "own_luck")
ONWARD = Scene(
    **declare.texts("onward"), parameters=GenerationsParameters, claim=model.simulate_generations, rivals=declare.rivals("onward", **RIVALS),
    picture=picture.OnwardPicture, describe=words.describe_onward, columns=_by_generation, controls=list(ONWARD_VIEW),
    more=_but(*ONWARD_VIEW),
    presets=declare.presets("onward", usual="change=1", chain="lasting=1 genes=0 hardship=0 sensitivity=0 rearing=0.31 age=18",
                            genes="model=genes", rats="model=rat luck=0.3 change=1.6"),
    missions=declare.missions(
        "onward",
        square=lambda run, p, rival: not rival and alike(run) >= 0.25 and abs(alike(run, 2) - alike(run) ** 2) <= 0.003,
        more=lambda run, p, rival: rival != "rat" and alike(run) >= 0.2 and alike(run, 2) >= 1.5 * alike(run) ** 2,
        lasts=lambda run, p, rival: rival != "rat" and abs(p.change) > 0 and math.isfinite(share_left(run)) and share_left(run, 2) >= 0.2),
    readouts={"left": share_left, "left_percent": lambda run: 100 * share_left(run), "alike": alike,
              "grandparent": lambda run: alike(run, 2), "crossed": crossed})

LITERATURE = Scene(
    **declare.texts("literature"), parameters=LiteratureParameters, claim=model.simulate_selective_literature,
    rival=model.simulate_full_literature, picture=picture.LiteraturePicture, describe=words.describe_literature, columns=_studies,
    controls=["true_correlation", "people_per_study", "unclear_published", "studies"],
    presets=declare.presets("literature", field="unclear=0.2", strict="unclear=0", large="unclear=0 people=400",
                            unresolved="unclear=0 true=0.21"),
    missions=declare.missions(
        "literature",
        double=lambda run, p, rival: p.true_correlation >= 0.05 and run.mean_published >= 2 * p.true_correlation,
        harmless=lambda run, p, rival: not rival and p.unclear_published == 0 and p.true_correlation > 0 and abs(
            run.mean_published - p.true_correlation) <= 0.02,
        nothing=lambda run, p, rival: p.true_correlation == 0 and run.published.sum() >= 3 and run.mean_published > 0.2),
    readouts={"published": lambda run: run.mean_published, "all": lambda run: run.mean_all,
              "excess": lambda run: run.mean_published - run.mean_all})


def make_panel() -> Panel:
    """A new panel on generations."""
    return Panel("generations", say("title"), [ALIKE, GROWING, ONWARD, LITERATURE])
