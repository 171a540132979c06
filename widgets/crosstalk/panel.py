"""The panel on crosstalk: four questions, each with its claim and its rivals."""

from __future__ import annotations

import numpy as np

from widgets.crosstalk import model, picture, words
from widgets.crosstalk.words import say
from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene

declare = Declare(say)
CROSSTALK = ["crosstalk_singles", "crosstalk_parents", "crosstalk_lovers"]
DRIVES = ["romantic_drive", "care_drive", "shared_drive"]


def _people(run) -> dict:
    """Each person of a study."""
    n = run.samples.shape[1]
    return {say("column.group"): np.repeat([say(f"group.{g}") for g in range(3)], n),
            **{say(f"column.{name}"): run.samples[..., k].ravel() for k, name in enumerate(("oxytocin", "endorphin", "interleukin"))}}


def _correlations(run) -> dict:
    """The nine correlations of a study."""
    low, high = run.sample_interval.reshape(9, 2).T
    return {say("column.group"): np.repeat([say(f"group.{g}") for g in range(3)], 3),
            say("column.pair"): np.tile([say(f"pair.{k}") for k in range(3)], 3),
            say("column.found"): run.sample_correlation.ravel(), say("column.low"): low, say("column.high"): high,
            say("column.endless"): run.correlation.ravel()}


def _courses(run) -> dict:
    """One lover watched, and the push."""
    names = ("oxytocin", "endorphin", "interleukin")
    return {say("column.time"): run.time, **{say(f"column.watched_{name}"): run.person[2, :, k] for k, name in enumerate(names)},
            **{say(f"column.pushed_{name}"): run.push[2, :, k] for k, name in enumerate(names)}}


def _behaviour(run) -> dict:
    """Each parent and lover, with synchrony of behaviour."""
    n = run.samples.shape[1]
    return {name: values[n:] for name, values in _people(run).items()} | {say("column.synchrony"): run.synchrony.ravel()}


GROUPS = Scene(
    **declare.texts("groups"), parameters=model.CrosstalkParameters, claim=model.simulate_crosstalk,
    rivals=declare.rivals("groups", driver=model.simulate_driver, one_knob=model.simulate_one_knob, levels=model.simulate_levels),
    picture=picture.GroupsPicture, describe=words.describe_groups, columns=_people,
    controls=["romantic_drive", "care_drive", "shared_drive", "crosstalk_parents", "crosstalk_lovers"],
    more=["crosstalk_singles", "people", "assay_reliability", "through_oxytocin"],
    presets=declare.presets("groups", published="", night="model=driver", dial="model=one_knob", quiet="romance=0 care=0",
                            louder="model=levels"),
    missions=declare.missions(
        "groups", links=lambda run, p, rival: bool(run.holds[2]) and float(np.ptp(run.level, axis=0).max()) < 1e-9,
        levels=lambda run, p, rival: rival == "" and bool(run.holds[:2].all()) and float(np.ptp(run.coupling)) < 0.01,
        nobody=lambda run, p, rival: rival == "driver" and bool(run.holds.all())),
    readouts={"orders": lambda run: int(run.holds.sum()), "coupling_in_lovers": lambda run: float(run.coupling[2]),
              "coupling_in_parents": lambda run: float(run.coupling[1])})

SURE = Scene(
    **declare.texts("sure"), parameters=model.CrosstalkParameters, claim=model.simulate_crosstalk,
    rivals=declare.rivals("sure", driver=model.simulate_driver, levels=model.simulate_levels),
    picture=picture.SurePicture, describe=words.describe_sure, columns=_correlations,
    controls=["people", "assay_reliability", *CROSSTALK], more=[*DRIVES, "through_oxytocin"],
    presets=declare.presets("sure", published="people=189", small="people=30", large="people=1500", doubt="assay=0.3", void="assay=0"),
    missions=declare.missions(
        "sure", lucky=lambda run, p, rival: p.assay_reliability == 0 and bool(run.sample_holds[0]),
        missed=lambda run, p, rival: p.people >= 150 and float(np.diff(run.coupling).min()) >= 0.15 and not run.sample_holds[2],
        apart=lambda run, p, rival: p.crosstalk_parents == 0.7 and p.crosstalk_lovers == 1.1 and (
            run.sample_interval[2, 0, 0] > run.sample_interval[1, 0, 1])),
    readouts={"width_in_lovers": lambda run: float(np.ptp(run.sample_interval[2, 0])), "overlap": words.overlap,
              "found_in_lovers": lambda run: float(run.sample_correlation[2, 0])})

PUSH = Scene(
    **declare.texts("push"), parameters=model.CrosstalkParameters, claim=model.simulate_crosstalk, rival=model.simulate_driver,
    picture=picture.PushPicture, describe=words.describe_push, columns=_courses, controls=["crosstalk_lovers", "crosstalk_singles"],
    more=["crosstalk_parents", *DRIVES, "assay_reliability", "through_oxytocin", "people"],
    presets=declare.presets("push", love="lovers=1.1", noise="model=rival lovers=1.1", single="lovers=0.15", edge="lovers=1.3"),
    missions=declare.missions(
        "push", deaf=lambda run, p, rival: words.coupling_in_lovers(run) >= 0.6 and float(run.push[2, :, 1:].max()) == 0,
        heard=lambda run, p, rival: float(run.push[2, :, 1].max()) >= 1 / 6,
        slow=lambda run, p, rival: run.settling_time[2] >= 3 * run.settling_time[0]),
    readouts={"endorphin_lifted": lambda run: float(run.push[2, :, 1].max()), "coupling": words.coupling_in_lovers,
              "settling_time": lambda run: float(run.settling_time[2])})

WAY = Scene(
    **declare.texts("way"), parameters=model.CrosstalkParameters, claim=model.simulate_crosstalk, rival=model.simulate_driver,
    picture=picture.WayPicture, describe=words.describe_way, columns=_behaviour,
    controls=["through_oxytocin", "assay_reliability", "crosstalk_parents", "crosstalk_lovers", "people"],
    more=["crosstalk_singles", *DRIVES],
    presets=declare.presets("way", through="through=1", direct="through=0", poor="assay=0.3", noise="model=rival"),
    missions=declare.missions(
        "way", hide=lambda run, p, rival: not rival and p.through_oxytocin == 1 and bool(
            (run.effects_alone >= 0.1).all() and (run.effects_given > 0.5 * run.effects_alone).all()),
        luck=lambda run, p, rival: not rival and p.through_oxytocin == 0 and p.people >= 150 and bool(
            (run.sample_alone > 0.1).all() and (run.sample_given < 0.5 * run.sample_alone).all())),
    readouts={"endorphin_alone": lambda run: float(run.effects_alone[0]), "endorphin_held": lambda run: float(run.effects_given[0])})


def make_panel() -> Panel:
    """A new panel on crosstalk."""
    return Panel("crosstalk", say("title"), [GROUPS, SURE, PUSH, WAY])
