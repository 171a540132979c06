"""The panel on three networks: its sentence says what the run gives, its missions are met where they should be."""

import re

import numpy as np
import pytest

from widgets import show
from widgets.three_networks.words import WORDS

MISSIONS = [
    ("swift", "learning=0.3 seed=7", "seed=7"),
    ("never", "oxytocin=0.3 dopamine=0.3 learning=0.05 seed=7", "oxytocin=0.3 dopamine=0.3 learning=0.3 seed=7"),
    ("stranger", "closeness=1 consistency=0 cue=3 seed=7", "seed=7"),
    ("coloured", "mood=1.5 body=0.3 cue=3 consistency=0 seed=7", "model=no_echo mood=1.5 body=0.3 cue=3 consistency=0 seed=7"),
]


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("mission", "state", "other"), MISSIONS, ids=[each[0] for each in MISSIONS])
def test_a_mission_is_met_where_it_should_be(mission, state, other):
    assert mission in met(show("three_networks", state))
    assert mission not in met(show("three_networks", other))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("three_networks")
    assert {each[0] for each in MISSIONS} == {mission.name for mission in panel.scene.missions}
    assert not met(panel)


@pytest.mark.parametrize("model", ["claim", "no_value", "no_echo", "no_expecting", "ungated"])
def test_the_sentence_says_what_the_run_gives(model):
    panel = show("three_networks", f"model={model} oxytocin=0.4 seed=3")
    run = panel.run
    said = [float(number) for number in re.findall(r"\d+\.\d+", panel.sentence)]
    assert said[:3] == pytest.approx([run.rms_error, run.newcomer_rms_error, run.mood_colouring], abs=0.006)
    bond = f"at meeting {run.bonded_at:.0f}" if np.isfinite(run.bonded_at) else "never passes"
    assert bond in panel.sentence
    assert (model == "claim") or WORDS[f"meet.off.{model}"] in panel.sentence


def test_the_weights_fill_the_picture_from_below_to_above():
    panel = show("three_networks", "seed=3")
    moving = panel._settle(panel._state, "wide").picture.moving
    run = panel.run
    np.testing.assert_allclose(moving["edge_low"].get_ydata(orig=False), run.weight_seen)
    np.testing.assert_allclose(moving["edge_high"].get_ydata(orig=False), 1 - run.weight_expected)
    assert [moving[f"node_{name}"].get_height() for name in ("value", "resonance", "mentalising")] == pytest.approx(run.contrast.tolist())
    assert not panel._settle(panel.read_state("model=no_expecting"), "wide").picture.moving["name_expected"].get_visible()
