"""The panel on compensation: sentences true at corners, missions and presets that do what they say, readouts."""

import itertools
import math

import numpy as np
import pytest

from widgets import show
from widgets.compensation import model, picture

MISSIONS = {  # mission: a state that meets it, one that falls short
    "quick": ("days=20 plasticity=0.3", "days=20 plasticity=0.05"),
    "half": ("days=8", "days=48"),
    "expose": ("load=1", "load=0.5"),
    "tell": ("model=reversal load=0.8", "load=0.8"),
}


def met(state):
    panel = show("compensation", f"{state} seed=7")
    rival = panel._rival(panel._state)
    return {mission.name for mission in panel.scene.missions if mission.met(panel.run, panel.parameters, rival)}


@pytest.mark.parametrize("name", MISSIONS)
def test_a_mission_is_met_by_what_it_asks_for_and_not_by_what_falls_short(name):
    enough, short = MISSIONS[name]
    assert name in met(enough) and name not in met(short)


def test_all_missions_are_tried_and_at_most_one_is_met_on_opening():
    assert set(MISSIONS) == {mission.name for mission in show("compensation").scene.missions} and len(met("")) <= 1


def test_presets_do_what_they_say():
    panel = show("compensation")
    runs = {preset.name: show("compensation", f"{preset.state} seed=7").run for preset in panel.scene.presets}
    assert runs["youth"].returned > 0.9 and 0.3 < runs["short"].returned < 0.8 and runs["late"].returned > 0.7
    assert runs["strain"].gap_function_loaded == pytest.approx(runs["strain"].gap_fixed_enriched)
    assert runs["plain"].returned == 0


def test_readouts_are_what_the_library_gives():
    panel = show("compensation")
    run = model.simulate_compensation(model.CompensationParameters(), np.random.default_rng(7))
    assert panel.readout("seed=7", "fixed_left") == run.gap_fixed_enriched
    assert panel.readout("seed=7", "fixed_share_left") == pytest.approx(1)
    assert panel.readout("model=reversal seed=7", "loaded") == model.simulate_full_reversal(
        model.CompensationParameters(), np.random.default_rng(7)).gap_function_loaded


@pytest.mark.parametrize("world", ["claim", "reversal", "additive"])
def test_the_sentence_is_true(world):
    for enrichment, low, high, load, days in itertools.product((0, 1), (0, 0.5), (0.5, 1), (0, 1), (0, 48)):
        panel = show("compensation", f"model={world} enrichment={enrichment} low={low} high={high} load={load} days={days} "
                                     "seed=7")
        run, said = panel.run, panel.sentence
        assert ("nothing to make up for" in said) == math.isnan(run.returned)
        assert ("is gone" in said) == (not math.isnan(run.returned) and run.returned >= 0.005)
        assert f"{abs(run.gap_fixed_enriched):.2f}" in said and f"{abs(run.gap_function_loaded):.2f}" in said


def test_the_picture_holds_every_animal_and_both_means():
    panel = show("compensation", "load=1 seed=7")
    moving = panel._settle(panel._state, "wide").picture.moving
    np.testing.assert_array_equal(moving["fixed_rich_low"].get_ydata(), panel.run.fixed[1, :, -1])
    np.testing.assert_array_equal(moving["loaded_plain_high"].get_ydata(), panel.run.function_loaded[2])
    ends = moving["function_rich_gap"].get_ydata()
    assert ends[-1] - ends[0] == pytest.approx(panel.run.gap_function_enriched)
    assert moving["stay"].get_x() == 22 and moving["stay"].get_x() + moving["stay"].get_width() == 70
    assert set(picture.FOUND) == set(picture.BLOCKS)
