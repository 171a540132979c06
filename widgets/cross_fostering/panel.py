"""The panel on pups given to other mothers: birth or rearing, oxytocin receptors, and a mark on the DNA."""

from __future__ import annotations

import numpy as np

from widgets.cross_fostering import model, picture, words
from widgets.cross_fostering.words import say
from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene

declare = Declare(say)


def _groups(run):
    return {say("column.born"): run.born_to_high.astype(float), say("column.raised"): run.raised_by_high.astype(float),
            say("column.mean"): run.licking.mean(axis=1), say("column.expected"): run.expected,
            say("column.next"): run.next_licking.mean(axis=1), say("column.receptors"): run.receptors}


def _doses(run):
    return {say("column.doses"): run.doses, say("column.low_by_dose"): run.by_dose[0], say("column.high_by_dose"): run.by_dose[1]}


def _days(run):
    names = ("raised_low", "low_by_high", "high_by_low", "raised_high")
    return {say("column.day"): run.day, **{say(f"column.{name}"): run.treated[at] for at, name in enumerate(names)}}


def _both(run) -> bool:
    return run.told_apart and min(run.rearing_effect, run.biology_effect) > max(5 * run.rearing_error, 0.1) and (
        abs(run.rearing_effect - run.biology_effect) < 0.1)


FOSTERING = Scene(
    **declare.texts("fostering"), parameters=model.CrossFosteringParameters, claim=model.simulate_cross_fostering,
    rivals=declare.rivals("fostering", intact=model.simulate_intact_families, biology=model.simulate_biology_only),
    picture=picture.FosteringPicture, describe=words.describe_fostering, columns=_groups,
    controls=["biology_share", "environment", "steepness", "spread", "females"],
    presets=declare.presets("fostering", exchanged="biology=0", alone="environment=-0.45", company="environment=0.45", gentle="steepness=2",
                            half="biology=0.5"),
    missions=declare.missions(
        "fostering", both=lambda run, p, rival: _both(run),
        stays=lambda run, p, rival: not rival and p.steepness >= 3 and p.biology_share == 0 and run.line[:, -1].min() > 0.7,
        fades=lambda run, p, rival: not rival and run.expected[0] >= 0.25 and run.line[0, -1] < 0.15,
        meets=lambda run, p, rival: not rival and p.environment == 0 and np.ptp(run.line[:, -1]) < 0.05),
    readouts={"total": lambda run: run.total_effect, "rearing": lambda run: run.rearing_effect, "biology": lambda run: run.biology_effect,
              "told_apart": lambda run: run.told_apart, "low_line_ends": lambda run: float(run.line[0, -1]),
              "low_line": lambda run: float(run.expected[0]), "high_line": lambda run: float(run.expected[3])})

RECEPTORS = Scene(
    **declare.texts("receptors"), parameters=model.ReceptorParameters, claim=model.simulate_receptors,
    rival=model.simulate_receptors_as_bystander, picture=picture.ReceptorsPicture, describe=words.describe_receptors, columns=_doses,
    controls=["dose", "oxytocin", "through_receptors", "spread"], more=["mothers"],
    presets=declare.presets("receptors", blocked="dose=100", small="dose=10", half="through=0.5", bystander="model=rival"),
    missions=declare.missions(
        "receptors", half=lambda run, p, rival: p.dose == 1000 and 0.45 <= run.share_left <= 0.55,
        outdone=lambda run, p, rival: not rival and p.dose >= 50 and p.through_receptors == 1 and run.share_left >= 0.15),
    readouts={"share_left": lambda run: run.share_left, "difference": lambda run: run.difference,
              "difference_treated": lambda run: run.difference_treated})

MARK = Scene(
    **declare.texts("mark"), parameters=model.MarkParameters, claim=model.simulate_mark,
    rivals=declare.rivals("mark", once=model.simulate_written_once, inherited=model.simulate_inherited_mark),
    picture=picture.MarkPicture, describe=words.describe_mark, columns=_days,
    controls=["inhibitor", "methionine", "window", "setting", "forgetting"],
    presets=declare.presets("mark", taken_off="inhibitor=1", put_on="inhibitor=0 methionine=1", left="inhibitor=0",
                            once="model=once", inherited="model=inherited"),
    missions=declare.missions(
        "mark", on=lambda run, p, rival: not rival and run.treated[3, np.searchsorted(run.day, model.TREATED_TO)] >= 0.9,
        passing=lambda run, p, rival: run.after_window > 0.5 and run.as_adults < 0.1 * run.after_window,
        hardly=lambda run, p, rival: not rival and run.after_window < 0.15),
    readouts={"as_adults": lambda run: run.as_adults, "after_treatment": lambda run: run.after_treatment,
              "after_window": lambda run: run.after_window})


def make_panel() -> Panel:
    """A new panel on pups given to other mothers."""
    return Panel("cross_fostering", say("title"), [FOSTERING, RECEPTORS, MARK])
