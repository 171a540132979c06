"""The panel on pups given to other mothers: its sentences are true, its presets and missions do what they say."""

import re

import numpy as np
import pytest

from widgets import show
from widgets.cross_fostering.words import WORDS

MISSIONS = [
    ("fostering", "both", "biology=0.5", "biology=0.1"),
    ("fostering", "stays", "environment=0.45", "environment=0.25"),
    ("fostering", "fades", "environment=0.3", "environment=0.45"),
    ("fostering", "meets", "steepness=1", "steepness=6"),
    ("receptors", "half", "dose=1000 through=0.5", "dose=1000"),
    ("receptors", "outdone", "dose=50 oxytocin=10", "dose=50"),
    ("mark", "on", "inhibitor=0 methionine=1", "inhibitor=1"),
    ("mark", "passing", "forgetting=0.05", "forgetting=0.001"),
    ("mark", "hardly", "setting=0.1 window=2", "setting=0.1 window=7"),
]


def panel_at(state):
    return show("cross_fostering", state)


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("scene", "mission", "state", "other"), MISSIONS, ids=[f"{m[0]}-{m[1]}" for m in MISSIONS])
def test_a_mission_is_met_where_it_should_be(scene, mission, state, other):
    assert mission in met(panel_at(f"scene={scene} {state}"))
    assert mission not in met(panel_at(f"scene={scene} {other}"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("cross_fostering")
    assert {(m[0], m[1]) for m in MISSIONS} == {(s.name, m.name) for s in panel.scenes.values() for m in s.missions}
    for scene in panel.scenes:
        assert not met(panel.set(f"scene={scene}"))


def test_presets_do_what_they_say():
    plain, alone, company = (panel_at(f"scene=fostering environment={value}").run for value in ("0", "-0.45", "0.45"))
    assert alone.expected[3] < plain.expected[3] - 0.4 and plain.expected[0] - alone.expected[0] < 0.05
    assert company.expected[0] > plain.expected[0] + 0.4 and company.expected[3] - plain.expected[3] < 0.05
    gentle = panel_at("scene=fostering steepness=2").run
    assert gentle.rearing_effect > 0.3 and abs(gentle.biology_effect) < 0.1
    assert panel_at("scene=receptors dose=100").run.share_left < 0.05
    assert panel_at("scene=receptors model=rival").run.share_left == 1
    assert panel_at("scene=mark model=once").run.after_treatment > 0.5


def test_nobody_moved_tells_nothing_apart():
    runs = [panel_at(f"scene=fostering model=intact biology={share} seed=3").run for share in (0, 0.5, 1)]
    for run in runs:
        np.testing.assert_allclose(run.licking, runs[0].licking)
    panel = panel_at("scene=fostering model=intact seed=3")
    assert not panel.readout("scene=fostering model=intact seed=3", "told_apart")
    assert "any split" in panel.sentence


def test_the_sentences_say_what_the_runs_give():
    panel = panel_at("scene=fostering biology=0.3 seed=4")
    run, said = panel.run, [float(each) for each in re.findall(r"\d+\.\d+", panel.sentence)]
    assert said == pytest.approx([run.rearing_effect, run.biology_effect, run.rearing_error, run.line[:, -1].min(), run.line[:, -1].max()],
                                 abs=0.006)
    panel = panel_at("scene=receptors dose=10")
    assert "17\u00a0% of the difference is left" in panel.sentence
    panel = panel_at("scene=mark model=inherited inhibitor=0")
    assert "comes with birth" in panel.sentence and panel.run.as_adults == 0
    assert "No treatment" in panel_at("scene=mark inhibitor=0").sentence
    assert "{" not in WORDS["mark.question"]


def test_the_picture_holds_the_run():
    panel = panel_at("scene=fostering seed=3")
    moving = panel._settle(panel._state, "narrow").picture.moving
    np.testing.assert_allclose(moving["females_2"].get_ydata(orig=False), panel.run.licking[2])
    np.testing.assert_allclose(moving["line_1"].get_ydata(orig=False), panel.run.line[1])
    panel.set("scene=mark methionine=0.5 inhibitor=0")
    moving = panel._settle(panel._state, "wide").picture.moving
    np.testing.assert_allclose(moving["late_3"].get_ydata(orig=False), panel.run.treated[3, panel.run.day >= 80])
