"""The panel on stress buffering: its sentences are true, its presets and missions do what they say."""

import re

import numpy as np
import pytest

from widgets import show
from widgets.stress_buffering.model import BufferingParameters, MonthsParameters, simulate_buffering, simulate_gland_mass
from widgets.stress_buffering.picture import strands
from widgets.stress_buffering.words import WORDS

MISSIONS = [
    ("test", "quarter", "bond=0.8", "bond=0.8 oxytocin=8"),
    ("test", "worse", "bond=0.6 judged=1", "bond=0.5 judged=1"),
    ("test", "undo", "bond=0.8 antagonist=50", "bond=0.8"),
    ("test", "replace", "company=alone oxytocin=2.75", "company=with oxytocin=2.75"),
    ("months", "no_worse", "priming=0.3", "priming=0.6"),
    ("months", "slow", "pituitary=20 adrenal=30 priming=0.3", ""),
    ("months", "nothing", "bond=0", "bond=0.1"),
]


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("scene", "mission", "state", "other"), MISSIONS, ids=[f"{m[0]}-{m[1]}" for m in MISSIONS])
def test_a_mission_is_met_where_it_should_be(scene, mission, state, other):
    assert mission in met(show("stress_buffering", f"scene={scene} {state}"))
    assert mission not in met(show("stress_buffering", f"scene={scene} {other}"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("stress_buffering")
    assert {(m[0], m[1]) for m in MISSIONS} == {(s.name, m.name) for s in panel.scenes.values() for m in s.missions}
    for scene in panel.scenes:
        assert not met(panel.set(f"scene={scene}"))


def test_what_each_rival_cannot_do():
    """Which missions become impossible in which world, as the lesson asks."""
    panel = show("stress_buffering")
    done = {}
    for model in panel.scenes["test"].models:
        done[model] = set().union(*(met(panel.set(f"scene=test model={model} {state}")) for state in (
            "bond=1", "bond=0.6 judged=1", "bond=0.8 antagonist=50", "company=alone oxytocin=8")))
    assert done == {"claim": {"quarter", "worse", "undo", "replace"}, "no_buffer": set(), "any_company": {"worse"},
                    "never_judged": {"quarter", "undo", "replace"}}


@pytest.mark.parametrize(("state", "effect"), [("bond=0.8", "lowers"), ("bond=0", "leaves"), ("bond=0.6 judged=1", "raises"),
                                               ("bond=0.8 antagonist=50", "lowers"), ("model=no_buffer", "leaves"),
                                               ("model=any_company bond=0", "lowers"), ("stress=0.5 spread=0", "lowers")])
def test_the_sentence_of_a_test_gives_what_the_run_gives(state, effect):
    panel = show("stress_buffering", f"scene=test {state} seed=3")
    run = panel.run
    assert run.effect == effect == panel.readout(panel.state, "effect")
    alone, rise, *rest = [int(number) for number in re.findall(r"(\d+)\u00a0%", panel.sentence)]
    assert (alone, rise) == (round(100 * run.rise_alone), round(100 * run.rise))
    assert not rest or rest == [round(100 * run.left)]
    less, same, more = [int(each) for each in re.findall(r"\d+", panel.sentence[panel.sentence.index("others"):])]
    assert less == (run.people_left < 0.95).sum() and more == (run.people_left > 1.05).sum() and less + same + more == 30


def test_the_sentence_of_months():
    panel = show("stress_buffering", "scene=months")
    run = panel.run
    assert [int(n) for n in re.findall(r"(\d+)\u00a0%", panel.sentence)] == [
        round(100 * run.cortisol_together / run.cortisol_alone), round(100 * run.early_excess / run.cortisol_alone)]
    assert f"takes {int(np.ceil(run.days_to_settle))} days" in panel.sentence and "above that level" in panel.sentence
    assert "below that level" in panel.set("scene=months model=unprimed").sentence
    assert "about at that level" in panel.set("scene=months model=fixed").sentence
    for state in ("bond=0", "model=unbuffered"):
        assert panel.set(f"scene=months {state}").sentence == WORDS["months.said_none"]
        assert np.ptp(panel.run.cortisol) < 1e-9
    assert "not settled within 160 days" in panel.set("scene=months load=3 bond=1 priming=0 pituitary=20 adrenal=30 apart=120").sentence
    assert panel.run.days_to_settle == 160
    # A short time apart, slow glands, little bracing left: ACTH hardly moves after the return.
    assert "never leaves" in panel.set("scene=months load=0.25 bond=0.2 priming=0").sentence and panel.run.days_to_settle == 0


def test_the_pictures_hold_the_runs():
    panel = show("stress_buffering", "scene=test bond=0.4 seed=3")
    moving = panel._settle(panel._state, "wide").picture.moving
    run = simulate_buffering(BufferingParameters(bond=0.4), np.random.default_rng(3))
    np.testing.assert_allclose(moving["tested"].get_ydata(orig=False), run.cortisol)
    np.testing.assert_allclose(moving["typical"].get_xydata(), [[0.4, run.left]])
    np.testing.assert_allclose(moving["others"].get_xydata().T, [run.bonds, run.people_left])
    panel.set("scene=months seed=3")
    moving = panel._settle(panel._state, "wide").picture.moving
    run = simulate_gland_mass(MonthsParameters(), np.random.default_rng(3))
    np.testing.assert_allclose(moving["settled"].get_xdata(orig=False), [60 + run.days_to_settle])
    assert abs(moving["settled"].get_ydata(orig=False)[0] - 1) < 0.052
    assert max(len(line.get_xdata(orig=False)) for line in (moving["people"], moving["cortisol"])) <= 2000


def test_strands_are_lines_with_gaps():
    x, y = strands(np.array([0.0, 1.0]), np.array([[1.0, 2.0], [3.0, 4.0]]))
    np.testing.assert_array_equal(x, [0, 1, np.nan, 0, 1, np.nan])
    np.testing.assert_array_equal(y, [1, 2, np.nan, 3, 4, np.nan])
