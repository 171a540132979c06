"""The panel on selective bonds: its sentences are true, its presets and missions do what they say."""

import re

import numpy as np
import pytest

from widgets import show
from widgets.selectivity import model
from widgets.selectivity.measures import cells_in_both_by_chance, days_until_open, huddling_share
from widgets.selectivity.picture import WEEKS_REPORTED

MISSIONS = [
    ("another", "shut_out", "gap=0 second=10", "gap=0 second=10 inhibition=0"),
    ("another", "room", "first=20 gap=-10 second=20 inhibition=0.8", "first=20 gap=-10 second=20"),
    ("another", "soon", "second=30", "second=30 gap=30"),
    ("another", "worth", "model=rival first=2 second=10", "first=2 second=10 gap=60"),
    ("forms", "quick", "first=0.25 mating=4", "first=0.25"),
    ("forms", "peaceful", "first=2", "first=14"),
    ("forms", "immune", "model=one agonist=1", "agonist=1"),
    ("cells", "third", "days=14", "days=2"),
    ("cells", "mixed", "model=rival days=20", "days=20"),
    ("cells", "still", "days=10 tuning=0.5 homing=0.5", "days=20"),
]


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("scene", "mission", "state", "other"), MISSIONS, ids=[f"{m[0]}-{m[1]}" for m in MISSIONS])
def test_a_mission_is_met_where_it_should_be(scene, mission, state, other):
    assert mission in met(show("selectivity", f"scene={scene} seed=7 {state}"))
    assert mission not in met(show("selectivity", f"scene={scene} seed=7 {other}"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("selectivity")
    assert {(m[0], m[1]) for m in MISSIONS} == {(s.name, m.name) for s in panel.scenes.values() for m in s.missions}
    for scene in panel.scenes:
        assert not met(panel.set(f"scene={scene}"))


def test_the_sentences_say_what_the_runs_give():
    panel = show("selectivity", "gap=7")
    assert "prefers the first" in panel.sentence and "no more than a stranger (50\u00a0%)" in panel.sentence
    said = [float(number) for number in re.findall(r"\d+\.\d", panel.sentence)]
    assert said == pytest.approx([panel.run.replacement_gap, panel.run.dopamine_ratio_apart], abs=0.06)
    assert "prefers the second" in panel.set("gap=42").sentence
    assert "prefers neither" in panel.set("model=rival first=30 second=30").sentence
    assert "no time alone up to 60 days" in panel.sentence
    assert "no time alone is needed" in panel.set("inhibition=0").sentence
    assert "6 hours" in panel.set("scene=forms first=0.25").sentence
    assert f"{(panel.run.preference_first > 2 / 3).sum()} of 24" in panel.sentence
    assert "14 days" in panel.set("scene=forms first=14 agonist=1").sentence and "50\u00a0%" in panel.sentence
    said = [float(number) for number in re.findall(r"(\d+\.?\d*)\u00a0%", panel.set("scene=cells seed=7").sentence)]
    run = panel.run
    assert said == pytest.approx([100 * each for each in (run.partner_size[-1], run.novel_size[-1], run.overlap[-1],
                                                          run.overlap_by_chance[-1])], abs=0.51)


def test_presets_do_what_their_names_say():
    panel = show("selectivity")
    presets = {preset.name: preset.state for scene in panel.scenes.values() for preset in scene.presets}
    assert panel.readout(presets["soon"], "share_second") < 0.1 and panel.readout(presets["late"], "share_second") > 0.9
    assert panel.readout(presets["meanwhile"], "bond_second") < 0.01 < 0.5 < panel.readout(presets["room"], "bond_second")
    assert panel.readout(presets["lamb"], "share_second_stranger") == pytest.approx(0.5, abs=0.01)
    assert panel.readout(presets["opened"], "share_second_stranger") > 0.9
    names = ("six", "mated", "day", "drug", "blocked")
    shares = {name: panel.readout(f"scene=forms {presets[name]}", "share") for name in names}
    assert shares["six"] < 0.6 and shares["drug"] == pytest.approx(0.5)
    assert min(shares["mated"], shares["day"], shares["blocked"]) > 0.8
    assert panel.readout(f"scene=forms {presets['blocked']}", "attacks") == 0


def test_the_picture_holds_the_run_and_the_measures_agree_with_the_model():
    panel = show("selectivity", "gap=42 seed=3")
    moving = panel._settle(panel._state, "wide").picture.moving
    np.testing.assert_allclose(moving["first"].get_ydata(orig=False), panel.run.value_first)
    np.testing.assert_allclose(moving["chosen"].get_xydata()[0], [42, panel.run.gap_difference[21]])
    np.testing.assert_allclose(moving["test_second"].get_ydata(orig=False), panel.run.preference_second)
    assert WEEKS_REPORTED == 28
    run, p = panel.run, panel.parameters
    share = huddling_share(run.value_second[-1], run.value_first[-1], p.sharpness)
    assert share == pytest.approx(run.middle_preference_second)
    # The gate opens when the fading bond has fallen to 1/G, and not before.
    days = days_until_open(run.bond_first[run.first_test], p.inhibition, p.bond_memory)
    opens = run.time[np.flatnonzero((run.gate_second > 0) & (run.time > p.first_days))[0]] - p.first_days
    assert 0 <= opens - days < 3
    assert days_until_open(0.3, 2.2, 36.0) == 0
    cells = model.simulate_ensembles(model.EnsembleParameters(), np.random.default_rng(7))
    by_chance = cells_in_both_by_chance(200, cells.partner_size[-1], cells.novel_size[-1])
    assert by_chance == pytest.approx(200 * cells.overlap_by_chance[-1])
    assert run.attacks[run.first_test] == run.middle_aggression
    assert run.preference[run.first_test] == run.middle_preference_first


def test_what_the_lesson_says_of_the_toy():
    panel = show("selectivity")
    ten, thirty = (panel.readout(f"first={days}", "replacement_gap") for days in (10, 30))
    assert round(ten) == round(thirty) == 28
    assert panel.readout("gap=14", "share_second_stranger") == pytest.approx(0.5, abs=0.005)
    assert panel.readout("gap=14 model=rival", "share_second_stranger") > 0.99
    assert round(panel.readout("", "threshold"), 2) == 1.07
    assert panel.readout("inhibition=1", "replacement_gap") < 10 and panel.readout("second=30 gap=7", "share_second") > 0.5
