"""The panel on behaviour first: its sentences are true, its presets and missions do what they say."""

import math
import re

import numpy as np
import pytest

from widgets import show
from widgets.behaviour_first import measures, model, picture
from widgets.behaviour_first.words import WORDS
from widgets.kit.data import lesson_file, read_toml

MISSIONS = [
    ("begin", "roomy", "contact=0.6", "contact=1"),
    ("begin", "roomy", "contact=0.6", "contact=0.2"),
    ("begin", "looking", "model=near priming=8 hours=0", "priming=8 hours=0"),
    ("begin", "lick", "priming=8 hours=8", "priming=8 hours=0.25"),
    ("begin", "mouse", "avoidance=0.2", "avoidance=0.6"),
    ("keep", "kept", "hormone=1.5 habituation=0", "hormone=1.5"),
    ("keep", "kept", "hormone=1.5 habituation=0", "model=hormones hormone=1.5 habituation=0"),
    ("keep", "lost", "hormone=1.5 plasticity=0.05 habituation=0", "hormone=1.5 plasticity=0 habituation=0"),
    ("keep", "smooth", "feedback=0.4", "feedback=1.6"),
    ("touch", "foreign", "model=any hours=8", ""),
    ("touch", "apart", "habit=0.1", "habit=0.3"),
    ("touch", "steady", "amplification=1", "amplification=2"),
    ("hours", "drawn", "model=selection", "model=selection by=lot"),
    ("hours", "caught", "model=selection by=lot", "by=lot"),
    ("hours", "hidden", "noise=0.3", "noise=0.1"),
    ("hours", "born", "model=fixed", "model=selection"),
]


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


def on(text):
    return show("behaviour_first", f"{text} seed=7")


@pytest.mark.parametrize(("scene", "mission", "state", "other"), MISSIONS, ids=[f"{m[0]}-{m[1]}-{i}" for i, m in enumerate(MISSIONS)])
def test_a_mission_is_met_where_it_should_be(scene, mission, state, other):
    assert mission in met(on(f"scene={scene} {state}"))
    assert mission not in met(on(f"scene={scene} {other}"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("behaviour_first")
    assert {(m[0], m[1]) for m in MISSIONS} == {(s.name, m.name) for s in panel.scenes.values() for m in s.missions}
    for scene in panel.scenes:
        for seed in (1, 7):
            assert not met(panel.set(f"scene={scene} seed={seed}"))


def test_the_sentences_say_what_the_runs_give():
    said = on("scene=begin priming=8 hours=0.25")
    numbers = [float(n) for n in re.findall(r"\d+\.?\d*", said.sentence)]
    assert numbers == [24, 24, 15, round(measures.half_begun(said.run), 1), said.run.licked_in_priming.sum(), 24]
    assert "at once" in on("scene=begin hormone=1.5").sentence and "not licked" in on("scene=begin priming=8 hours=0").sentence
    assert WORDS["begin.said_none"] in on("scene=begin model=hormones").sentence
    assert WORDS["begin.said_out_of_reach"] in on("scene=begin contact=0 hormone=2").sentence
    assert "fewer than half" in on("scene=begin habituation=0").sentence
    assert "makes no difference" in on("scene=begin model=near priming=8").sentence
    kept = on("scene=keep hormone=1.5 habituation=0")
    assert re.findall(r"(\d+) of 24 rats care; on day 15, it is (\d+)", kept.sentence) == [
        (str(measures.caring_first_day(kept.run)), str(measures.caring_last_day(kept.run)))]
    assert "−1.35 and −0.91" in kept.sentence and WORDS["keep.apart"] == on("scene=keep contact=0").sentence
    assert WORDS["keep.smooth"] in on("scene=keep model=hormones hormone=1").sentence
    touch = on("scene=touch").run
    less, more = measures.halves(touch)
    assert f"{more:.2f} in the half with more" in on("scene=touch").sentence and less < more
    assert "first day as on the last" in on("scene=touch model=fixed").sentence
    assert "0.68" in on("scene=hours").sentence and "by lot" not in on("scene=hours").sentence
    assert "A lot set" in on("scene=hours by=lot").sentence and "same hours" in on("scene=hours spread=0").sentence


def test_what_the_lesson_says_of_the_rats_with_two_lives():
    lives = measures.two_lives(7)
    licked = lives["licked"] == 1
    assert licked.sum() == 5
    # Those that lick are those that would have been quick without priming: half of their lead is older than the priming.
    assert lives["unprimed"][licked].mean() < 0.5 * lives["unprimed"][~licked].mean()
    lead, gain = (f(**lives) for f in (measures.ahead_of_the_others, measures.gained_by_licking))
    assert gain < 0.5 * lead
    assert measures.sooner_if_licked(**lives) == pytest.approx(np.mean((lives["unprimed"] - lives["primed"])[licked]))


def test_halves_are_taken_among_people_who_share_their_way():
    run = on("scene=touch").run
    first, own, other = measures.own_and_other(run)
    more = np.array([own[i] > np.median(own[first == first[i]]) for i in range(model.PEOPLE)])
    assert measures.halves(run) == pytest.approx((run.oxytocin_change[~more].mean(), run.oxytocin_change[more].mean()))
    np.testing.assert_array_equal(np.sort(np.stack([own, other]), axis=0), np.sort(np.stack([run.contact_first, run.contact_second]), axis=0))
    fixed = on("scene=touch model=fixed").run
    np.testing.assert_array_equal(measures.own_and_other(fixed)[0], fixed.gave_birth)
    hours, connectivity = measures.thirds(run)
    assert (np.diff(hours) > 0).all() and connectivity[2] > connectivity[0]


def test_where_doing_leaves_no_trace_there_is_no_loop():
    near, hormones = (on(f"scene=keep model={name}").run for name in ("near", "hormones"))
    for run, rest in ((near, 0.5 / 0.55), (hormones, 0.0)):
        assert run.resting_stable.all() and math.isnan(run.threshold_on)
        balance = np.log(run.resting_care / (1 - run.resting_care)) / 6
        np.testing.assert_allclose(run.resting_push, balance - 1.6 * rest, atol=1e-6)
    # A rat of the rival ends on its curve, where the pups no longer change it.
    assert hormones.care[-1] == pytest.approx(np.interp(-1.0, hormones.resting_push, hormones.resting_care), abs=0.01)


def test_the_picture_holds_the_run_and_the_published_medians():
    panel = on("scene=begin priming=8 hours=0.25")
    moving = panel._settle(panel._state, "wide").picture.moving
    shown = np.concatenate([moving[name].get_xdata(orig=False) for name in ("licked", "others")])
    np.testing.assert_allclose(np.sort(shown), np.sort(panel.run.latencies))
    assert len(moving["licked"].get_xdata()) == panel.run.licked_in_priming.sum()
    published = read_toml(lesson_file("evidence", "04"))["figure"][0]["values"]
    assert sorted({value for pair in picture.PUBLISHED.values() for value in pair}) == sorted(published)
    panel = on("scene=keep hormone=1.5 day=5")
    moving = panel._settle(panel._state, "wide").picture.moving
    np.testing.assert_allclose(moving["now"].get_xydata(), [[-panel.run.avoidance[50], panel.run.care[50]]])
    assert panel.readout("scene=keep hormone=1.5 seed=7", "last_day") == measures.caring_last_day(panel.run)
