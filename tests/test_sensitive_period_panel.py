"""The panel on sensitive periods: sentences true at corners, presets and missions that do what they say."""

import itertools
import random
import tomllib
from pathlib import Path

import numpy as np
import pytest

from widgets import show
from widgets.sensitive_period import model
from widgets.sensitive_period.measures import gap_at_split, step_of_an_answer
from widgets.sensitive_period.picture import PUBLISHED_TURNING_POINTS

MISSIONS = {  # scene, mission, a state that meets it, one that falls short
    ("shuts", "wait"): ("first=0 later=6 second=1", "first=1.5 later=6 second=1"),
    ("shuts", "clock"): ("model=clock first=0 later=5 second=1", "first=0 later=5 second=1"),
    ("shuts", "overtake"): ("first=1.5 later=4 second=5", "first=1.5 later=4 second=1"),
    ("shuts", "reopen"): ("first=1.5 later=5 second=1 dose=3", "first=1.5 later=5 second=1 dose=3 receptors=0"),
    ("approach", "too_soon"): ("day=8 given=1", "day=8"),
    ("approach", "held_back"): ("day=12 adrenals=0", "day=12 mother=1"),
    ("approach", "overruled"): ("day=13 mother=1 given=1", "model=clock day=13 mother=1 given=1"),
    ("approach", "divided"): ("model=clock day=10 spread=2 seed=7", "day=8 seed=7"),
    ("why", "open"): ("placed=30 cues=0", "placed=30 cues=0 before=0.5 after=0.6"),
    ("why", "disguise"): ("model=clock clocks=8", "model=clock clocks=2"),
    ("why", "fade"): ("placed=18", "model=clock placed=18"),
}


def met(scene, state):
    panel = show("sensitive_period", f"scene={scene} {state}")
    rival = panel._rival(panel._state)
    return {mission.name for mission in panel.scene.missions if mission.met(panel.run, panel.parameters, rival)}


@pytest.mark.parametrize(("scene", "name"), MISSIONS)
def test_a_mission_is_met_by_what_it_asks_for_and_not_by_what_falls_short(scene, name):
    enough, short = MISSIONS[scene, name]
    assert name in met(scene, enough) and name not in met(scene, short)
    assert name in {mission.name for mission in show("sensitive_period", f"scene={scene}").scene.missions}


def test_all_missions_are_tried_and_at_most_one_is_met_on_opening():
    panel = show("sensitive_period")
    assert set(MISSIONS) == {(scene.name, mission.name) for scene in panel.scenes.values() for mission in scene.missions}
    assert all(len(met(scene, "")) <= 1 for scene in panel.scenes)


def test_presets_do_what_they_say():
    panel = show("sensitive_period")

    def run(scene, name):
        preset, = [each for each in panel.scenes[scene].presets if each.name == name]
        return show("sensitive_period", f"scene={scene} {preset.state}").run

    chick, dark, dose = (run("shuts", name) for name in ("chick", "dark", "dose"))
    assert chick.preference > 0.2 and dark.weight_second[-1] > 2 * chick.weight_second[-1] and dose.preference < 0
    one, both = run("shuts", "one_eye"), run("shuts", "both_eyes")
    assert one.weight_first[-1] < both.weight_first[-1] - 0.2 and one.weight_second[-1] > both.weight_second[-1]
    shares = [run("approach", name).share_approaching for name in ("eight", "twelve", "mother", "milk")]
    assert shares == [1, 0, 1, 1] and 0 < run("approach", "between").share_approaching < 1
    means = [run("why", name).mean_expectation[42] for name in ("early", "toddler")]
    assert means[0] > means[1]
    assert run("why", "untold").timing_effect < 0.05 < 0.1 < -run("why", "worse").timing_effect
    clocks = run("why", "clocks")
    assert clocks.largest_step < 0.15 and clocks.timing_effect_late == pytest.approx(clocks.timing_effect, rel=0.05)


def test_readouts_are_what_the_library_gives():
    panel = show("sensitive_period")
    run = model.simulate_clock(model.WindowParameters(first_length=0.0, surroundings=0.25), np.random.default_rng(7))
    state = "scene=shuts model=clock first=0 surroundings=0.25 seed=7"
    assert panel.readout(state, "second_left") == run.weight_second[-1]
    assert panel.readout(state, "peak_age") == run.peak_age == 0.5
    assert panel.readout(state, "effect_late") == pytest.approx(run.probe_effect[12] / run.probe_effect.max())
    pups = model.simulate_hormone_switch(model.OdourParameters(), np.random.default_rng(7))
    assert panel.readout("scene=approach seed=7", "typical") == pups.typical[-1] > 0.9
    children = model.simulate_clock_learner(model.CueParameters(closing_spread=8.0), np.random.default_rng(7))
    assert panel.readout("scene=why model=clock clocks=8 seed=7", "largest_step") == children.largest_step


@pytest.mark.parametrize("world", ["claim", "clock", "both", "open", "disuse"])
def test_the_sentence_on_a_window_is_true(world):
    luck = random.Random(3)
    for first, second, dose, receptors in itertools.product((0, 1.5), (0, 1, 10), (0, 3), (0, 1)):
        later = luck.choice([0, 2, 5, 9])
        panel = show("sensitive_period", f"scene=shuts model={world} first={first} later={later} second={second} dose={dose} "
                                         f"receptors={receptors} surroundings={luck.choice([0, 0.3])}")
        run, said = panel.run, panel.sentence
        assert ("half shut the window" in said) == (not np.isnan(run.closes_at))
        assert ("first is preferred" in said) == (round(run.weight_first[-1], 2) > round(run.weight_second[-1], 2))
        assert ("second is preferred" in said) == (round(run.weight_first[-1], 2) < round(run.weight_second[-1], 2))
        assert ("without a trace" in said or "Neither has left" in said) == (max(run.weight_first[-1], run.weight_second[-1]) < 0.005)
        assert ("dose" in said) == (dose > 0)
        assert ("lifts" in said and "no brake" not in said) == (dose > 0 and receptors > 0 and world in ("claim", "both", "disuse"))
        if "nothing to learn" in said:
            assert first == 0 == run.weight_surroundings.max() and run.weight_second.max() < 0.02


@pytest.mark.parametrize("world", ["claim", "clock", "feels"])
def test_the_sentence_on_a_litter_counts_its_pups(world):
    for day, shock, milk, given in itertools.product((5, 10, 20), (0, 1), (0, 1), (0, 2)):
        panel = show("sensitive_period", f"scene=approach model={world} day={day} shock={shock} milk={milk} given={given} seed=7")
        last, said = panel.run.preference[:, -1], panel.sentence
        if abs(last).max() < 0.005:
            assert "none has learned" in said
        else:
            assert f" {(last > 0).sum()} end by coming" in said and f"and {(last < 0).sum()} by avoiding" in said
        assert ("no pain" in said or "nothing repels but pain" in said) == (world == "feels" and shock == 0)


def test_the_sentence_on_children_holds_their_numbers():
    for world, before, after, cues in itertools.product(("claim", "clock", "flat"), (0.05, 0.5, 0.95), (0.05, 0.5, 0.95), (0, 1)):
        panel = show("sensitive_period", f"scene=why model={world} before={before} after={after} cues={cues} seed=7")
        run, said = panel.run, panel.sentence
        assert ("makes no difference" in said) == (run.largest_step == 0)
        assert f"{100 * run.mean_expectation[42]:.0f}" in said and f"{100 * run.mean_expectation[-1]:.0f}" in said


def test_the_picture_holds_the_run_and_the_published_values():
    published = tomllib.loads((Path(__file__).parents[1] / "assets/evidence/01_sensitive_periods.toml").read_text(encoding="utf-8"))
    assert tuple(published["figure"][0]["values"]) == PUBLISHED_TURNING_POINTS
    panel = show("sensitive_period", "scene=why seed=7")
    moving = panel._settle(panel._state, "wide").picture.moving
    x, y = moving["children"].get_data()
    assert len(x) == len(y) == 2000
    np.testing.assert_array_equal(y[:49], panel.run.expectation[0, ::4])
    np.testing.assert_array_equal(moving["at_test"].get_ydata(), panel.run.at_test)
    panel = show("sensitive_period", "scene=approach day=20 spread=2 mother=0.5 seed=7")
    moving = panel._settle(panel._state, "narrow").picture.moving
    assert len(moving["pups"].get_xdata()) == 24 and moving["pups"].get_xdata().max() <= 20
    assert moving["amygdala"].get_width() == panel.run.amygdala


def test_a_gap_at_a_split_and_a_step():
    assert gap_at_split([0, 6, 12, 18], [4.0, 3.0, 2.0, 1.0], 12) == 2.0 == gap_at_split([0, 6, 12, 18], [4.0, 3.0, 2.0, 1.0], 6)
    with pytest.raises(ValueError, match="both sides"):
        gap_at_split([1, 2], [1, 2], 5)
    assert step_of_an_answer(10, 0, 0) == pytest.approx(0.5 / 11)
    assert step_of_an_answer(10, 40, 40) == pytest.approx((1 - 45 / 50) / 51)
    with pytest.raises(ValueError, match="answered"):
        step_of_an_answer(10, 5, 6)
