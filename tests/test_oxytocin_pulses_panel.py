"""The panel on oxytocin pulses: its sentences are true, its presets and missions do what they say."""

import numpy as np
import pytest

from widgets import show
from widgets.oxytocin_pulses import model
from widgets.oxytocin_pulses.picture import TIERS
from widgets.oxytocin_pulses.words import WORDS

MISSIONS = [
    ("pulses", "often", "suckling=1", "suckling=0.5"),
    ("pulses", "hungry_silence", "feedback=0.1", "feedback=0.1 antagonist=1"),
    ("pulses", "half", "suckling=0.6 antagonist=0.5", "suckling=0.6 antagonist=0.6"),
    ("pulses", "most", "suckling=0.9", "suckling=0.5"),
    ("sample", "luck", "clearance=0.5 cannabinoid=4", "clearance=0.5"),
    ("sample", "one_is_enough", "feedback=0.8 suckling=0.7", "model=rival"),
]


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("scene", "mission", "state", "other"), MISSIONS, ids=[f"{m[0]}-{m[1]}" for m in MISSIONS])
def test_a_mission_is_met_where_it_should_be(scene, mission, state, other):
    assert mission in met(show("oxytocin_pulses", f"scene={scene} {state}"))
    assert mission not in met(show("oxytocin_pulses", f"scene={scene} {other}"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("oxytocin_pulses")
    assert {(m[0], m[1]) for m in MISSIONS} == {(s.name, m.name) for s in panel.scenes.values() for m in s.missions}
    for scene in panel.scenes:
        assert not met(panel.set(f"scene={scene}"))


def test_the_sentences_say_what_the_runs_give():
    panel = show("oxytocin_pulses", "scene=pulses seed=4")
    run = panel.run
    assert panel.sentence.startswith(f"{run.bursts} bursts") and f"up to {run.peak_rate:.0f} spikes" in panel.sentence
    assert f"{100 * run.pulsed_share:.0f}\u00a0%" in panel.sentence and "antagonist" not in panel.sentence
    blocked = panel.set("scene=pulses suckling=0.8 antagonist=1")
    assert blocked.run.bursts_before > 1 and blocked.run.bursts_after == 0
    assert f"before the antagonist: {blocked.run.bursts_before}; after it: 0." in blocked.sentence
    one = panel.set("scene=pulses antagonist=1 seed=1")
    assert one.run.bursts == 1 and one.sentence.startswith("One burst") and "before the antagonist: 1; after it: 0" in one.sentence
    for state, part in (("suckling=0", "No burst"), ("suckling=0 feedback=0 antagonist=1 given=0", "No burst"),
                        ("model=rival suckling=1 antagonist=1", "no cell feels")):
        assert part in panel.set(f"scene=pulses {state}").sentence and panel.run.bursts == 0
    assert "from 0.95 to 1.07 times its mean, without a burst" in panel.set("scene=sample model=rival").sentence
    said = panel.set("scene=sample clearance=0.5").sentence
    found = panel.run.plasma[300:] / panel.run.plasma[300:].mean()
    assert f"from {found.min():.2f} to {found.max():.2f} times" in said
    assert f"{(panel.run.burst_times[:panel.run.bursts] >= 300).sum()} of the {panel.run.bursts} bursts" in said


def test_presets_show_what_their_notes_promise():
    panel = show("oxytocin_pulses")
    presets = {(scene.name, each.name): each.state for scene in panel.scenes.values() for each in scene.presets}

    def read(scene, preset, name):
        return panel.readout(f"scene={scene} {presets[scene, preset]}", name)

    assert read("pulses", "hungry", "bursts") > read("pulses", "suckling", "bursts")
    assert read("pulses", "hungry", "peak_rate") == pytest.approx(read("pulses", "suckling", "peak_rate"), rel=0.05)
    assert read("pulses", "deaf", "bursts") == read("pulses", "asleep", "bursts") == read("pulses", "blocked", "bursts_after") == 0
    assert read("pulses", "deaf", "fullest_store") > read("pulses", "hungry", "fullest_store")
    assert read("pulses", "asleep", "background_rate") > 1
    assert read("sample", "fast", "fold") > read("sample", "minutes", "fold") > 1.5 > read("sample", "drip", "fold")
    assert read("sample", "slow", "fold") > 1.5, "not steady yet"


@pytest.mark.parametrize("state", ["suckling=0", "suckling=1 feedback=0.8 clearance=15", "clearance=0.5", "model=rival suckling=1"])
def test_the_picture_holds_the_run_and_its_sample(state):
    panel = show("oxytocin_pulses", f"scene=pulses {state}")
    moving = panel._settle(panel._state, "wide").picture.moving
    run = panel.run
    np.testing.assert_allclose(moving["blood"].get_ydata(orig=False), run.plasma)
    assert run.plasma.max() < moving["blood"].axes.get_ylim()[1] in TIERS
    np.testing.assert_allclose(moving["starts"].get_xdata(orig=False), run.burst_times[:run.bursts] / 60)
    assert moving["no_burst"].get_text() == ("" if run.bursts else WORDS["pulses.no_burst"])
    assert moving["given"].get_visible() == (panel.parameters.antagonist > 0)
    panel.set(f"scene=sample {state} time=10")
    moving = panel._settle(panel._state, "wide").picture.moving
    np.testing.assert_allclose(moving["sample"].get_xydata(), [[10, panel.run.plasma[599]]])
    ratio = panel.run.plasma[599] / panel.run.plasma[300:].mean()
    assert f"{ratio:.2f} ×" in moving["reads"].get_text()


def test_readouts_are_the_librarys():
    run = model.simulate_pulses(model.PulsesParameters(suckling=0.7), np.random.default_rng(9))
    for name in ("bursts", "interval", "peak_rate", "pulsed_share", "bursts_before", "background_rate"):
        assert show("oxytocin_pulses").readout("scene=pulses suckling=0.7 seed=9", name) == getattr(run, name)
