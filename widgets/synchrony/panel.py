"""The panel on synchrony: four questions, each with its claim and its rival."""

from __future__ import annotations

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.parameters import Parameter
from widgets.synchrony import model, picture, words
from widgets.synchrony.words import say

declare = Declare(say)
MOMENT = Parameter(key="time", symbol="t", unit="s", default=30.0, low=0.0, high=30.0, step=0.1, label=say("moment.label"),
                   meaning=say("moment.meaning"), standing="invented")


IN_STEP = Scene(
    **declare.texts("in_step"), parameters=model.KuramotoParameters, claim=model.simulate_kuramoto, rival=model.simulate_shared_drum,
    picture=picture.ClocksPicture, describe=words.describe_clocks, moment=MOMENT,
    columns=declare.columns("time", "first", "second", "drum", "relative_phase"),
    controls=["frequency_difference", "coupling_strength", "noise_strength", "nudge"], more=["tempo"],
    presets=declare.presets("in_step", friends="difference=1 coupling=1.2", strangers="difference=1.6 coupling=0.2",
                    edge="difference=1.6 coupling=0.75 noise=0.04", drum="model=rival difference=1 coupling=1.2",
                    nudge="difference=1 coupling=1 noise=0.04 nudge=2"),
    missions=declare.missions(
        "in_step",
        lock=lambda run, p, rival: not rival and run.locked and run.slips == 0 and abs(p.frequency_difference) >= 1,
        behind=lambda run, p, rival: run.locked and run.slips == 0 and run.lag < -0.01,
        drum=lambda run, p, rival: rival and run.locked and run.together > 0.9,
        tell=lambda run, p, rival: rival and run.locked and p.nudge >= 1),
    readouts={"locked": lambda run: run.locked, "together": lambda run: run.together, "lag": lambda run: run.lag,
              "slips": lambda run: run.slips})

IN_OR_AGAINST = Scene(
    **declare.texts("in_or_against"), parameters=model.HKBParameters, claim=model.simulate_hkb, rival=model.simulate_in_phase_only,
    picture=picture.LandscapePicture, describe=words.describe_hkb, moment=MOMENT, columns=declare.columns("time", "relative_phase"),
    controls=["in_phase_pull", "both_ways_pull", "start_phase", "frequency_difference", "noise"],
    presets=declare.presets("in_or_against", slow="a=1 b=0.6 start=2.8", fast="a=1 b=0.15 start=2.8", together="a=1 b=0.6 start=0.3",
                    apart="a=1 b=0.2 difference=1.8 start=0"),
    missions=declare.missions("in_or_against", turns=lambda run, p, rival: abs(p.frequency_difference) >= 0.5 and run.near_anti_phase > 0.8,
                      fall=lambda run, p, rival: p.start_phase > 2.5 and run.near_in_phase > 0.5 and run.slips == 0),
    readouts={"near_in_phase": lambda run: run.near_in_phase, "near_anti_phase": lambda run: run.near_anti_phase,
              "stable": lambda run: int(run.stable.sum())})

WHAT_STAYS = Scene(
    **declare.texts("what_stays"), parameters=model.AdaptiveParameters, claim=model.simulate_adaptive, rival=model.simulate_without_trace,
    picture=picture.AdaptivePicture, describe=words.describe_adaptive,
    columns=declare.columns("time", "first", "second", "rhythm_first", "rhythm_second", "relative_phase"),
    controls=["frequency_difference", "adaptation", "seeing_time", "noise_strength"], more=["coupling_strength"],
    presets=declare.presets("what_stays", alike="difference=0.5", unlike="difference=3.5", glance="difference=0.5 seeing=5"),
    missions=declare.missions("what_stays", keep=lambda run, p, rival: abs(run.kept) < 0.2,
                      nothing=lambda run, p, rival: not rival and p.seeing_time >= 20 and p.adaptation > 0 and run.kept > 0.95),
    readouts={"kept": lambda run: run.kept, "together": lambda run: run.together})

WHO_LEADS = Scene(
    **declare.texts("who_leads"), parameters=model.LaggedParameters, claim=model.simulate_lagged, rival=model.simulate_hidden_third,
    picture=picture.LeadPicture, describe=words.describe_lagged, columns=declare.columns("time", "first", "second", "engaged"),
    controls=["second_follows", "first_follows", "lag", "engaged_share"], more=["carry_over", "minutes"],
    presets=declare.presets("who_leads", three="second_follows=0.3 first_follows=0 minutes=8",
                    nine="second_follows=0.25 first_follows=0.25 minutes=8",
                    day="second_follows=0.3 first_follows=0 engaged=0.1 minutes=8"),
    missions=declare.missions(
        "who_leads",
        mutual=lambda run, p, rival: not rival and min(run.correlation[:16].max(), run.correlation[17:].max()) > 0.2,
        fool=lambda run, p, rival: rival and run.peak_lag < 0 and abs(run.correlation).max() > 0.2),
    readouts={"peak_lag": lambda run: run.peak_lag, "concordance": lambda run: run.concordance,
              "concordance_engaged": lambda run: run.concordance_engaged, "concordance_apart": lambda run: run.concordance_apart})


def make_panel() -> Panel:
    """A new panel on synchrony."""
    return Panel("synchrony", say("title"), [IN_STEP, WHO_LEADS, WHAT_STAYS, IN_OR_AGAINST])
