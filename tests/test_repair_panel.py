"""The panel on later bonds: sentences true at corners, missions and presets that do what they say, readouts of the library."""

import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest

from widgets import show
from widgets.repair import model, picture
from widgets.repair.words import count_crossed

MISSIONS = {  # scene, mission: a state that meets it, one that falls short
    ("window", "without"): ("change=10 reopening=0 high=0.5", "change=10 reopening=0 high=0.2"),
    ("window", "in_vain"): ("high=0", "high=0 change=14"),
    ("window", "timing"): ("change=14 reopening_age=20 high=0.2", "change=14 reopening_age=12 high=0.2"),
    ("window", "luck"): ("reopening=0 high=0.2 seed=3", "reopening=0 high=0.5 seed=3"),
    ("placement", "published"): ("after=0.35", "after=0.3"),
    ("placement", "late"): ("after=0.6", "model=single after=0.6"),
    ("placement", "fade"): ("test=16", "test=5"),
    ("who", "history"): ("change=20 low=0 high=0.45 reopening=0", "model=single change=20 low=0 high=0.45 reopening=0"),
    ("who", "alike"): ("change=20 low=-0.45 high=0.45 reopening=0", "change=20 low=0 high=0.45 reopening=0"),
    ("who", "undo"): ("low=-0.2", "low=-0.2 reopening=0"),
}


def panel_at(scene, state):
    return show("repair", f"scene={scene} {state}" + ("" if "seed=" in state else " seed=7"))


def met(scene, state):
    panel = panel_at(scene, state)
    rival = panel._rival(panel._state)
    return {mission.name for mission in panel.scene.missions if mission.met(panel.run, panel.parameters, rival)}


@pytest.mark.parametrize(("scene", "name"), MISSIONS)
def test_a_mission_is_met_by_what_it_asks_for_and_not_by_what_falls_short(scene, name):
    enough, short = MISSIONS[scene, name]
    assert name in met(scene, enough) and name not in met(scene, short)


def test_all_missions_are_tried_and_at_most_one_is_met_on_opening():
    panel = show("repair")
    assert set(MISSIONS) == {(scene.name, mission.name) for scene in panel.scenes.values() for mission in scene.missions}
    assert all(len(met(scene, "")) <= 1 for scene in panel.scenes)


def test_presets_do_what_they_say():
    panel = show("repair")

    def run(scene, name):
        preset, = [each for each in panel.scenes[scene].presets if each.name == name]
        return panel_at(scene, preset.state).run

    both, window, bond, good, after = (run("window", name).became_secure
                                       for name in ("both", "only_window", "only_bond", "very_good", "after"))
    assert window < 12 < bond < 25 < both and good >= 38 and after < bond
    toddler, baby, long, sixteen = (run("placement", name).gap_placed for name in ("toddler", "baby", "long", "sixteen"))
    assert baby < 0.3 < 0.6 < toddler and long < 0.3 and sixteen < toddler / 2
    poor = run("placement", "poor")
    assert (poor.placed > 0).sum() > (poor.always > 0).sum() + 5
    low, high = picture.WhoPicture.gains(run("who", "partner"))
    assert low > 30 > 3 > high
    low, high = picture.WhoPicture.gains(run("who", "poor"))
    assert abs(low - high) <= 3 and low > 30
    assert run("who", "undo").became_insecure > 30


def test_readouts_are_what_the_library_gives():
    panel = show("repair")
    run = model.simulate_repair(model.RepairParameters(later_high=0.0), np.random.default_rng(7))
    assert panel.readout("scene=window high=0 seed=7", "crossed") == run.became_secure
    assert panel.readout("scene=who low=-0.2 seed=7", "undone") == model.simulate_repair(
        model.RepairParameters(later_low=-0.2), np.random.default_rng(7)).became_insecure
    placed = model.simulate_placement_single_well(model.PlacementParameters(placement_age=30.0), np.random.default_rng(7))
    assert panel.readout("scene=placement model=single placed=30 seed=7", "gap_placed") == placed.gap_placed


@pytest.mark.parametrize("world", ["claim", "single", "alone"])
def test_the_sentence_on_a_window_counts_and_says_why(world):
    for high, low, reopening, change in itertools.product((-0.6, 0.0, 0.2, 0.6), (-0.6, 0.6), (0, 1), (0.25, 12, 22)):
        panel = panel_at("window", f"model={world} high={high} low={low} reopening={reopening} change={change}")
        run, said = panel.run, panel.sentence
        began, another, one = count_crossed(run, panel.parameters)
        assert another == run.became_secure and began == run.began_insecure
        assert ("nobody was on the insecure side" in said) == (began == 0)
        if began:
            assert f" {began} of 40" in said and f"{another} of these" in said
        later = run.age >= change
        enough = run.bonds[1, later] > run.bond_needed[later]
        assert ("the other bond" in said.lower()) == (world != "alone" and (world != "single" or began > 0))
        assert ("at any age" in said) == (world != "single" and bool(enough.all()))
        assert ("while a window is open" in said) == (world != "single" and bool(enough.any() and not enough.all()))
        assert ("nothing holds anybody" in said) == (world == "single")


@pytest.mark.parametrize("world", ["claim", "single", "no_better"])
def test_the_sentence_on_a_new_family_counts_its_children(world):
    for before, after, placed, test in itertools.product((-0.6, 0.6), (-0.6, 0, 0.6), (3, 36), (4, 16)):
        panel = panel_at("placement", f"model={world} before={before} after={after} placed={placed} test={test}")
        run, said = panel.run, panel.sentence
        assert f"{(run.placed > 0).sum()} of 40 children" in said
        assert f"{(run.always > 0).sum()} of 40 if they had always" in said
        assert f"{(run.stayed > 0).sum()} of 40 if they had never" in said
        assert ("hardly any" in said) == (abs(run.gap_placed) < 0.1) and ("now do better" in said) == (run.gap_placed <= -0.1)


@pytest.mark.parametrize("world", ["claim", "single", "alone"])
def test_the_sentence_on_four_lives_is_true(world):
    for high, low, change in itertools.product((-0.6, 0.45), (-0.45, 0.0, 0.45), (0.25, 20)):
        panel = panel_at("who", f"model={world} high={high} low={low} change={change}")
        people, said = np.round(40 * panel.run.share_at_end).astype(int), panel.sentence
        assert f"{people[0]} of 40" in said and f"{people[1]} with the other" in said
        assert f"After high early bonds, {people[2]} and {people[3]}." in said
        low_changes, high_changes = abs(people[1] - people[0]), abs(people[3] - people[2])
        assert ("more after a low start" in said) == (low_changes > high_changes + 2)
        assert ("more after a high start" in said) == (high_changes > low_changes + 2)
        assert ("no difference which" in said) == (low_changes == high_changes == 0)


def test_the_picture_holds_the_run_and_the_published_values():
    published = tomllib.loads((Path(__file__).parents[1] / "assets/evidence/11_repair.toml").read_text(encoding="utf-8"))
    figures = {figure["id"]: figure for figure in published["figure"]}
    gap = figures["vandendries2009-gap"]
    assert gap["values"][0] == picture.PUBLISHED_GAP and tuple(gap["intervals"][0]) == picture.PUBLISHED_INTERVAL
    panel = panel_at("window", "")
    moving = panel._settle(panel._state, "wide").picture.moving
    x, y = moving["people"].get_data()
    assert len(x) == len(y) <= 2000
    np.testing.assert_array_equal(y[:40], panel.run.security[1, 0, ::8])
    assert moving["change"].get_xdata()[0] == pytest.approx(3.0, abs=0.1)
    assert int(moving["another_above"].get_text()) + int(moving["another_below"].get_text()) == 40
    panel = panel_at("who", "high=-0.6 low=0.6")
    moving = panel._settle(panel._state, "wide").picture.moving
    assert moving["gain_low"].get_height() == picture.WhoPicture.gains(panel.run)[0] < 0


def test_without_wells_only_present_care_counts_at_any_age_of_placement():
    run = model.simulate_placement_single_well(model.PlacementParameters(), np.random.default_rng(1))
    assert abs(run.gap_left).max() < 0.1
    no_better = model.simulate_placement_no_better(model.PlacementParameters(), np.random.default_rng(1))
    assert np.ptp(no_better.gap_left) == 0 and no_better.share_stayed == no_better.secure_share[0]
    claim = model.simulate_placement(model.PlacementParameters(), np.random.default_rng(1))
    assert (np.diff(claim.gap_left) > 0).all()
    calm = {"noise": 0.0, "bond_spread": 0.0}
    still = model.simulate_placement(model.PlacementParameters(placement_age=36.0, **calm), np.random.default_rng(1))
    bottoms = [model.find_wells(model.CLOSED_DEPTH, bond) for bond in (-0.2, 0.3)]
    assert still.stayed[0] == pytest.approx(bottoms[0][0], abs=0.02)
    assert still.always[0] == pytest.approx(bottoms[1][-1], abs=0.02)
