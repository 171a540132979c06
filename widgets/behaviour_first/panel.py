"""The panel on behaviour first: four questions, each with its claim and its rivals."""

from __future__ import annotations

import math

import numpy as np

from widgets.behaviour_first import measures, model, picture, words
from widgets.behaviour_first.words import say
from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.parameters import Parameter

declare = Declare(say)
DAY = Parameter(key="day", symbol="t", unit="days", default=model.EXPOSURE_DAYS, low=0.0, high=model.EXPOSURE_DAYS, step=0.25,
                label=say("keep.day"), meaning=say("keep.day.meaning"), standing="invented")


def _untreated(p) -> bool:
    return p.hormone == 0 and p.priming_days == 0


BEGIN = Scene(
    **declare.texts("begin"), parameters=model.CareParameters, claim=model.simulate_care_loop,
    rivals=declare.rivals("begin", near=model.simulate_passive_exposure, hormones=model.simulate_hormones_only),
    picture=picture.BeginPicture, describe=words.describe_begin,
    columns=declare.columns("latencies", "licked_in_priming", "care_at_end"),
    controls=["contact", "priming_days", "priming_hours", "hormone", "avoidance"],
    more=["hormone_days", "habituation", "plasticity", "feedback", "memory", "sharpness"],
    presets=declare.presets("begin", virgins="contact=1", birth="hormone=1.5", senses="priming=8 hours=0",
                            brief="priming=8 hours=0.25", roomy="contact=0.6"),
    missions=declare.missions(
        "begin",
        roomy=lambda run, p, rival: not rival and _untreated(p) and p.avoidance == 1 and 6 < measures.half_begun(run) and (
            np.isfinite(run.latencies).all()),
        looking=lambda run, p, rival: p.priming_days == 8 and p.priming_hours == 0 and p.hormone == 0 and (
            np.nan_to_num(run.latencies, nan=math.inf).max() == 0),
        lick=lambda run, p, rival: not rival and p.priming_hours <= 8 and p.avoidance == 1 and run.licked_in_priming.sum() >= 12,
        mouse=lambda run, p, rival: not rival and _untreated(p) and measures.half_begun(run) < 1),
    readouts={"half_begun": measures.half_begun, "begun": lambda run: int(np.isfinite(run.latencies).sum()),
              "licked": lambda run: int(run.licked_in_priming.sum())})

KEEP = Scene(
    **declare.texts("keep"), parameters=model.CareParameters, claim=model.simulate_care_loop,
    rivals=declare.rivals("keep", near=model.simulate_passive_exposure, hormones=model.simulate_hormones_only),
    picture=picture.KeepPicture, describe=words.describe_keep, moment=DAY,
    columns=declare.columns("time", "care", "motivation", "avoidance", "hormone", "share_caring"),
    controls=["hormone", "hormone_days", "habituation", "plasticity", "feedback"],
    more=["contact", "priming_days", "priming_hours", "avoidance", "memory", "sharpness"],
    presets=declare.presets("keep", birth="hormone=1.5", shy="hormone=1.5 habituation=0", no_trace="hormone=1.5 plasticity=0",
                            virgins="hormone=0"),
    missions=declare.missions(
        "keep",
        kept=lambda run, p, rival: p.hormone > 0 and p.hormone_days <= 3 and p.habituation == 0 and not p.priming_days and (
            rival == "" and measures.caring_last_day(run) >= 18),
        lost=lambda run, p, rival: rival == "" and p.plasticity > 0 and (
            measures.caring_first_day(run) >= 20 and measures.caring_last_day(run) <= 2),
        smooth=lambda run, p, rival: rival == "" and math.isnan(run.threshold_on) and p.plasticity > 0 and (
            measures.caring_last_day(run) == model.ANIMALS)),
    readouts={"first_day": measures.caring_first_day, "last_day": measures.caring_last_day,
              "threshold_off": lambda run: run.threshold_off, "threshold_on": lambda run: run.threshold_on})

TOUCH = Scene(
    **declare.texts("touch"), parameters=model.ChannelParameters, claim=model.simulate_channels,
    rivals=declare.rivals("touch", any=model.simulate_any_contact, fixed=model.simulate_fixed_programme),
    picture=picture.TouchPicture, describe=words.describe_touch,
    columns=declare.columns("other_habit", "gave_birth", "hours", "mix", "bond", "contact_first", "contact_second", "oxytocin_change"),
    controls=["habit", "amplification", "hours", "days", "measurement_noise"], more=["hours_spread", "trace_rate", "memory", "hours_by"],
    presets=declare.presets("touch", parents="habit=0.3", slight="habit=0.1", any="model=any hours=8", born="model=fixed"),
    missions=declare.missions(
        "touch", foreign=lambda run, p, rival: measures.foreign_correlation(run) >= 0.2,
        apart=lambda run, p, rival: p.habit <= 0.1 and measures.mixes_apart(run)[1] >= 0.5 and abs(run.bond_gap) < 0.03,
        steady=lambda run, p, rival: rival != "fixed" and p.habit >= 0.3 and (
            measures.mixes_apart(run)[1] <= measures.mixes_apart(run)[0] + 0.005)),
    readouts={"rise_with_much": lambda run: measures.halves(run)[1], "rise_with_little": lambda run: measures.halves(run)[0],
              "foreign_correlation": measures.foreign_correlation, "apart_first": lambda run: measures.mixes_apart(run)[0],
              "apart_last": lambda run: measures.mixes_apart(run)[1], "bond_gap": lambda run: run.bond_gap})

HOURS = Scene(
    **declare.texts("hours"), parameters=model.ChannelParameters, claim=model.simulate_channels,
    rivals=declare.rivals("hours", selection=model.simulate_self_selection, fixed=model.simulate_fixed_programme),
    picture=picture.HoursPicture, describe=words.describe_hours,
    columns=declare.columns("gave_birth", "hours", "bond", "connectivity"),
    controls=["hours_by", "hours", "hours_spread", "days", "measurement_noise"], more=["habit", "amplification", "trace_rate", "memory"],
    presets=declare.presets("hours", study="by=choice", drawn="model=selection", lot="by=lot", drawn_lot="model=selection by=lot",
                            born="model=fixed"),
    missions=declare.missions(
        "hours", drawn=lambda run, p, rival: rival == "selection" and run.hours_correlation >= 0.6,
        caught=lambda run, p, rival: rival == "selection" and p.hours_spread >= 0.6 and abs(run.hours_correlation) <= 0.15,
        hidden=lambda run, p, rival: rival == "" and p.hours_spread >= 0.6 and run.hours_correlation < 0.4,
        born=lambda run, p, rival: measures.by_birth(run)[0] - measures.by_birth(run)[1] >= 0.2),
    readouts={"hours_correlation": lambda run: run.hours_correlation,
              "birth_gap": lambda run: measures.by_birth(run)[0] - measures.by_birth(run)[1]})


def make_panel() -> Panel:
    """A new panel on behaviour first."""
    return Panel("behaviour_first", say("title"), [BEGIN, KEEP, TOUCH, HOURS])
