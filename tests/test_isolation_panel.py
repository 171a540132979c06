"""The panel on isolation: its sentences are true, its presets and missions do what they say."""

import re

import numpy as np
import pytest

from widgets import show
from widgets.isolation import model
from widgets.isolation.picture import HIGH, LOT, LOW, PUBLISHED, fit
from widgets.kit.data import lesson_file, read_toml

MISSIONS = [
    ("study", "same", "model=confounded seed=1", "seed=1"),
    ("study", "fooled", "model=unrelated seed=5", "model=unrelated seed=1"),
    ("study", "burden", "support=-0.4 effect=0.2 isolates=0", "support=0"),
    ("study", "common", "hazard=0.05 effect=0.25 seed=7", "hazard=0.05 effect=0.1 seed=7"),
    ("behind", "lot", "model=confounded seed=1", "seed=1"),
    ("behind", "reach", "model=confounded frailty=0.1", "model=confounded frailty=0.5"),
    ("behind", "mixture", "effect=0.04 isolates=0.4", "effect=0.11 isolates=0.4"),
]


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("scene", "mission", "state", "other"), MISSIONS, ids=[f"{m[0]}-{m[1]}" for m in MISSIONS])
def test_a_mission_is_met_where_it_should_be(scene, mission, state, other):
    assert mission in met(show("isolation", f"scene={scene} {state}"))
    assert mission not in met(show("isolation", f"scene={scene} {other}"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("isolation")
    assert {(m[0], m[1]) for m in MISSIONS} == {(s.name, m.name) for s in panel.scenes.values() for m in s.missions}
    for scene in panel.scenes:
        assert not met(panel.set(f"scene={scene}"))


def test_chance_fools_about_one_study_in_twenty():
    panel = show("isolation")
    fooled = ["fooled" in met(panel.set(f"scene=study model=unrelated seed={seed}")) for seed in range(80)]
    assert 1 <= sum(fooled) <= 10


@pytest.mark.parametrize("state", ["", "model=confounded", "model=unrelated seed=5", "support=-0.4 effect=0.3", "hazard=0.05 effect=0.3",
                                   "hazard=0.005 share=0.1 effect=0"])
def test_the_sentences_give_what_the_runs_give(state):
    panel = show("isolation", f"scene=study {state}")
    run, numbers = panel.run, [float(each) for each in re.findall(r"(?<![a-z])\d+\.\d+", panel.sentence)]
    assert numbers == pytest.approx([run.odds_ratio, run.adjusted, run.adjusted_low, run.adjusted_high], abs=0.006)
    assert ("holds 1" in panel.sentence) == (run.adjusted_low <= 1 <= run.adjusted_high)
    dead = [int(each) for each in re.findall(r"(\d+) of 100", panel.sentence)]
    assert dead == [round(100 * (1 - run.alive_isolated[-1])), round(100 * (1 - run.alive_company[-1]))]
    panel.set(f"scene=behind {state}")
    run, numbers = panel.run, [float(each) for each in re.findall(r"\d+\.\d+", panel.sentence)]
    assert numbers == pytest.approx([run.adjusted, run.expected_adjusted, run.adjusted_by_records[-1], run.expected_trial, run.trial,
                                     run.trial_low, run.trial_high], abs=0.006)


def test_the_rival_says_when_it_cannot_keep_up():
    panel = show("isolation", "scene=behind model=confounded frailty=0")
    assert not panel.run.matched and "as near" in panel.sentence
    assert "as near" not in panel.set("scene=behind model=confounded").sentence
    assert "as near" not in panel.set("scene=behind model=unrelated").sentence


def test_company_that_burdens_turns_the_ratio_round():
    panel = show("isolation")
    preset = next(each for each in panel.scenes["study"].presets if each.name == "burden")
    assert panel.set(f"scene=study {preset.state}").run.expected_adjusted < 1
    preset = next(each for each in panel.scenes["study"].presets if each.name == "common")
    run = panel.set(f"scene=study {preset.state}").run
    assert run.risk_ratio - 1 < 0.75 * (run.odds_ratio - 1)
    preset = next(each for each in panel.scenes["behind"].presets if each.name == "both")
    run = panel.set(f"scene=behind {preset.state}").run
    assert 1.05 < run.expected_trial < run.expected_adjusted - 0.1


def test_the_pictures_hold_the_runs_and_the_published_values():
    figures = {figure["id"]: figure for figure in read_toml(lesson_file("evidence", "08"))["figure"]}
    assert list(PUBLISHED) == figures["holtlunstad2015-odds"]["values"]
    panel = show("isolation", "scene=study model=confounded seed=3")
    moving, run = panel._settle(panel._state, "wide").picture.moving, panel.run
    np.testing.assert_allclose(moving["adjusted"].get_xdata(orig=False), [run.adjusted])
    assert len(moving["isolated_died"].get_xdata(orig=False)) == round(100 * (1 - run.alive_isolated[-1]))
    assert len(moving["company_died"].get_xdata(orig=False)) + len(moving["company_lived"].get_xdata(orig=False)) == 100
    panel.set("scene=behind model=confounded seed=3")
    moving = panel._settle(panel._state, "wide").picture.moving
    np.testing.assert_allclose(moving["lot"].get_xydata(), [[LOT, run.trial]])
    shown = sum(len(moving[f"{who}_{fate}"].get_xdata(orig=False)) for who in ("isolated", "company") for fate in ("died", "lived"))
    assert shown == model.SHOWN
    assert LOW < fit(0.01) < 1 < fit(1000.0) < HIGH and not moving["off"].get_visible()
    panel.set("scene=behind effect=0.3 load=3 memory=10")
    assert panel._settle(panel._state, "wide").picture.moving["off"].get_visible()


def test_odds_ratios_by_hand():
    assert model.deaths_in_hundred(30, 1.5) == pytest.approx(100 / 4.5)
    assert model.deaths_in_hundred(30, 1) == pytest.approx(30) and model.deaths_in_hundred(0, 2) == 0
    # Two strata without any link; thrown together they show one.
    strata = [8.0, 20.0], [72.0, 20.0], [2.0, 80.0], [18.0, 80.0]
    assert model.pooled_odds_ratio(*strata) == pytest.approx(1) == model.mean_odds_ratio(*strata)
    assert model.crude_odds_ratio(*strata) == pytest.approx(28 * 98 / (92 * 82))
    assert model.pooled_odds_ratio([10], [30], [20], [90]) == pytest.approx(1.5)
