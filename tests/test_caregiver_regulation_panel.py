"""The panel on the caregiver as regulator: its sentences are true, its presets and missions do what they say."""

import re

import numpy as np
import pytest

from widgets import show
from widgets.caregiver_regulation import model
from widgets.caregiver_regulation.words import WORDS

MISSIONS = [
    ("placement", "no_period", "model=flat placed=22", "placed=22"),
    ("placement", "step", "model=step window=6", "model=step window=20"),
    ("placement", "caught_up", "model=flat placed=24", "placed=24"),
    ("placement", "inside", "model=flat placed=22 gap=14", "model=flat placed=22"),
    ("help", "unneeded", "age=15.5", "age=9.5"),
    ("help", "again", "age=15.5 stressor=1.4 help=4 tolerance=0.8", "age=15.5"),
    ("help", "slow", "age=16 maturation=0.04", "age=16"),
    ("parts", "one", "milk=0", "milk=0 touch=0"),
    ("parts", "all", "model=rival milk=0", "milk=0"),
    ("parts", "calm", "milk=0 touch=0", "milk=0 touch=0 contact=0"),
    ("switch", "turn", "day=13 presence=1", "day=13"),
    ("switch", "undo", "presence=1 added=1", "presence=1"),
    ("switch", "neither", "day=11", "day=13"),
]


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("scene", "mission", "state", "other"), MISSIONS, ids=[f"{m[0]}-{m[1]}" for m in MISSIONS])
def test_a_mission_is_met_where_it_should_be(scene, mission, state, other):
    assert mission in met(show("caregiver_regulation", f"scene={scene} {state}"))
    assert mission not in met(show("caregiver_regulation", f"scene={scene} {other}"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("caregiver_regulation")
    assert {(m[0], m[1]) for m in MISSIONS} == {(s.name, m.name) for s in panel.scenes.values() for m in s.missions}
    for scene in panel.scenes:
        assert not met(panel.set(f"scene={scene}"))


def test_the_sentences_say_what_the_runs_give():
    panel = show("caregiver_regulation", "scene=placement model=flat placed=30")
    said = [float(number) for number in re.findall(r"\d+\.\d+", panel.sentence)]
    assert said == pytest.approx([-panel.run.slope, -panel.run.slope_at_17_years, panel.run.effect[0], panel.run.effect[-1],
                                  panel.run.remaining_gap], abs=0.06)
    assert "no difference" in panel.set("scene=placement gap=0").sentence
    assert "no difference" in panel.set("scene=help age=15.5").sentence
    assert "19\u00a0%" in panel.set("scene=help age=9.5").sentence
    assert "no stressor" in panel.set("scene=help stressor=0").sentence
    assert "makes no difference" in panel.set("scene=help model=none").sentence
    assert "heart rate is at 60\u00a0%" in panel.set("scene=parts milk=0").sentence
    assert WORDS["parts.missing.none"] in panel.set("scene=parts").sentence
    assert WORDS["parts.missing.some"] in panel.set("scene=parts milk=0.5 touch=0.5").sentence
    assert "approaches" in panel.set("scene=switch day=8").sentence and "avoids" in panel.set("scene=switch day=14").sentence
    assert "hardly cares" in panel.set("scene=switch day=11").sentence
    assert "does not matter" in panel.set("scene=switch model=rival").sentence


def test_the_picture_holds_the_published_values_and_the_run():
    panel = show("caregiver_regulation", "scene=placement placed=10 seed=3")
    stage = panel._settle(panel._state, "wide")
    moving = stage.picture.moving
    np.testing.assert_allclose(moving["effect"].get_ydata(orig=False), panel.run.effect)
    np.testing.assert_allclose(moving["chosen"].get_xydata().T, [[10], [panel.run.score_at_54_months[10]]])
    axes = moving["effect"].axes
    published = [each for each in axes.lines if each.get_marker() == "D" and len(each.get_xdata()) == 5]
    np.testing.assert_allclose(published[0].get_ydata(orig=False), model.PUBLISHED_EFFECT)
    assert panel.readout("scene=help age=3", "buffering") == show("caregiver_regulation", "scene=help age=3").run.buffering
