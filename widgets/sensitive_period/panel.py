"""The panel on sensitive periods: three questions about windows, and in each of them a clock as the rival."""

from __future__ import annotations

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.sensitive_period import model, picture, words
from widgets.sensitive_period.words import say

declare = Declare(say)
LATE = 6.0
"""Day at which the effect of something new is asked for."""


def ends(run):
    """Each pup's last preference."""
    return run.preference[:, -1]


def effect_late(run) -> float:
    """What a day with something new leaves on day 6, as a share of what it leaves at the best age."""
    best = float(run.probe_effect.max())
    return float(run.probe_effect[run.probe_age == LATE][0]) / best if best > 0 else 0.0


SHUTS = Scene(
    **declare.texts("shuts"), parameters=model.WindowParameters, claim=model.simulate_self_closing,
    rivals=declare.rivals("shuts", clock=model.simulate_clock, both=model.simulate_both, open=model.simulate_always_open,
                          disuse=model.simulate_disuse),
    picture=picture.WindowPicture, describe=words.describe_window,
    columns=declare.columns("age", "plasticity", "familiarity", "weight_first", "weight_second", "weight_surroundings"),
    controls=["first_length", "second_start", "second_length", "surroundings", "modulator_dose"],
    more=["closing_age", "weakening", "learning_rate", "opening_age", "modulator_days", "receptors"],
    presets=declare.presets("shuts", chick="first=1.5 later=5 second=1", dark="first=0 later=6 second=1",
                            dose="first=1.5 later=5 second=1 dose=3", one_eye="first=1.5 later=0 second=10",
                            both_eyes="first=1.5 later=0 second=1.5"),
    missions=declare.missions(
        "shuts",
        wait=lambda run, p, rival: (not rival and p.modulator_dose == 0 and p.second_start >= 6 and p.second_length <= 1
                                    and run.weight_second[-1] >= 0.7),
        clock=lambda run, p, rival: (rival == "clock" and p.first_length == 0 == p.surroundings and p.second_start >= 4
                                     and p.second_length >= 1 and run.weight_second[-1] < 0.01),
        overtake=lambda run, p, rival: (not rival and p.modulator_dose == 0 and p.first_length >= 1.5 and p.second_start >= 4
                                        and run.preference < 0),
        reopen=lambda run, p, rival: (not rival and p.first_length >= 1.5 and p.second_start >= 5 and p.second_length <= 1
                                      and run.weight_second[-1] >= 0.7)),
    readouts={"second_left": lambda run: float(run.weight_second[-1]), "first_left": lambda run: float(run.weight_first[-1]),
              "preference": lambda run: run.preference, "closes_at": lambda run: run.closes_at,
              "peak_age": lambda run: run.peak_age, "effect_late": effect_late})

APPROACH = Scene(
    **declare.texts("approach"), parameters=model.OdourParameters, claim=model.simulate_hormone_switch,
    rivals=declare.rivals("approach", clock=model.simulate_age_switch, feels=model.simulate_valence_aware),
    picture=picture.OdourPicture, describe=words.describe_odour,
    columns=declare.columns("day", "by_day_alone", "by_day_with_mother"),
    controls=["postnatal_day", "shock", "mother", "corticosterone_given", "adrenal_glands"],
    more=["milk", "spread", "noradrenaline_given", "noradrenaline_receptors"],
    presets=declare.presets("approach", eight="day=8", twelve="day=12", mother="day=12 mother=1", between="day=10",
                            milk="day=12 shock=0 milk=1"),
    missions=declare.missions(
        "approach",
        too_soon=lambda run, p, rival: not rival and p.postnatal_day <= 8 and p.shock > 0 and ends(run).max() < -0.1,
        held_back=lambda run, p, rival: (not rival and p.postnatal_day >= 12 and p.shock == 1 and p.mother == 0
                                         and ends(run).min() > 0.1),
        overruled=lambda run, p, rival: (not rival and p.mother == 1 and 12 <= p.postnatal_day <= 15 and p.shock > 0
                                         and ends(run).max() < -0.1),
        divided=lambda run, p, rival: min((ends(run) > 0).mean(), (ends(run) < 0).mean()) >= 1 / 3),
    readouts={"typical": lambda run: float(run.typical[-1]), "share_approaching": lambda run: run.share_approaching,
              "amygdala": lambda run: run.amygdala, "corticosterone": lambda run: run.corticosterone})

WHY = Scene(
    **declare.texts("why"), parameters=model.CueParameters, claim=model.simulate_cue_learner,
    rivals=declare.rivals("why", clock=model.simulate_clock_learner, flat=model.simulate_flat_learner),
    picture=picture.CuePicture, describe=words.describe_cues, columns=declare.columns("placement_ages", "at_test", "at_sixteen"),
    controls=["placement_age", "care_before", "care_after", "cues_before", "closing_spread"],
    more=["closing_age", "prior_strength", "family_spread", "learning_rate"],
    presets=declare.presets("why", toddler="placed=18", early="placed=6", untold="placed=30 cues=0",
                            clocks="model=clock placed=18 clocks=8", worse="placed=18 before=0.8 after=0.2"),
    missions=declare.missions(
        "why",
        open=lambda run, p, rival: (not rival and abs(p.care_after - p.care_before) >= 0.5 - 1e-9
                                    and abs(run.timing_effect) < 0.05),
        disguise=lambda run, p, rival: rival == "clock" and 0 < run.largest_step <= 0.15 and abs(run.timing_effect) >= 0.2,
        fade=lambda run, p, rival: (not rival and abs(run.timing_effect) >= 0.3
                                    and abs(run.timing_effect_late) < abs(run.timing_effect) / 3)),
    readouts={"timing_effect": lambda run: run.timing_effect, "timing_effect_late": lambda run: run.timing_effect_late,
              "largest_step": lambda run: run.largest_step, "mean_at_test": lambda run: float(run.mean_expectation[42])})


def make_panel() -> Panel:
    """A new panel on sensitive periods."""
    return Panel("sensitive_period", say("title"), [SHUTS, APPROACH, WHY])
