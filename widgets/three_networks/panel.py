"""The panel on three networks: an observer who reads a partner, and each node silenced in turn."""

from __future__ import annotations

import math

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.three_networks import model, picture, words
from widgets.three_networks.measures import measure_partner_advantage
from widgets.three_networks.words import say

declare = Declare(say)
FRIEND = "closeness=1.5 consistency=0.8 cue=1"

MEET = Scene(
    **declare.texts("meet"), parameters=model.NetworksParameters, claim=model.simulate_networks,
    rivals=declare.rivals("meet", no_value=model.simulate_without_value, no_echo=model.simulate_without_resonance,
                          no_expecting=model.simulate_without_mentalising, ungated=model.simulate_ungated),
    picture=picture.MeetingsPicture, describe=words.describe_meetings,
    columns=declare.columns("meeting", "state", "estimate", "error", "weight_seen", "weight_echoed", "weight_expected", "value"),
    controls=["closeness", "consistency", "mood_leak", "oxytocin", "dopamine"], more=["cue_noise", "body_noise", "learning_rate"],
    presets=declare.presets("meet", friend=FRIEND, newborn="closeness=4 consistency=0 cue=2.5", penpal="closeness=1 body=3 consistency=0.9",
                            blocked=f"{FRIEND} oxytocin=0.2", moody=f"{FRIEND} mood=1.2 body=0.3 cue=3"),
    missions=declare.missions(
        "meet", swift=lambda run, p, rival: not rival and run.bonded_at < 7,
        never=lambda run, p, rival: not rival and p.oxytocin >= 0.3 and p.dopamine >= 0.3 and math.isnan(run.bonded_at),
        stranger=lambda run, p, rival: not rival and abs(run.newcomer_typical_error - run.typical_error[-1]) < 0.1,
        coloured=lambda run, p, rival: run.mood_colouring > 0.4),
    readouts={"bonded_at": lambda run: run.bonded_at, "mood_colouring": lambda run: run.mood_colouring,
              "rms_error": lambda run: run.rms_error, "newcomer_rms_error": lambda run: run.newcomer_rms_error,
              "advantage": measure_partner_advantage, "late_vigour": lambda run: run.late_vigour})


def make_panel() -> Panel:
    """A new panel on three networks."""
    return Panel("three_networks", say("title"), [MEET])
