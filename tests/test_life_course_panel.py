"""The panel on a life's course: its sentence counts what the run holds, its missions are met where they should be."""

import re

import pytest

from widgets import show
from widgets.life_course.words import WORDS

HARD = "care=0.1 hardship=0.6 seed=7"
MISSIONS = [
    ("turn", "care=0.1 friends=0 partner=0.8 seed=7", f"{HARD} friends=0.8"),
    ("late", "care=0.1 friends=0 partner=0 late=1 late_age=50 seed=7", f"{HARD} friends=0 partner=0 late=0.7 late_age=45"),
    ("undone", "care=0.9 friends=0 partner=-0.5 seed=7", "care=0.9 friends=-0.5 partner=-0.7 seed=7"),
    ("chain", "care=0.1 friends=0.3 hardship=0 seed=7", f"{HARD} friends=0.8"),
]


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("mission", "state", "other"), MISSIONS, ids=[each[0] for each in MISSIONS])
def test_a_mission_is_met_where_it_should_be(mission, state, other):
    assert mission in met(show("life_course", state))
    assert mission not in met(show("life_course", other))


def test_no_preset_and_no_opening_of_the_lesson_meets_a_mission():
    panel = show("life_course")
    for preset in panel.scene.presets:
        assert not met(show("life_course", f"{preset.state} seed=7"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("life_course")
    assert {each[0] for each in MISSIONS} == {mission.name for mission in panel.scene.missions}
    assert not met(panel)


@pytest.mark.parametrize("state", ["seed=3", f"model=no_bonds {HARD}", "model=no_passing care=1 hardship=0"])
def test_the_sentence_counts_what_the_run_holds(state):
    panel = show("life_course", state)
    run = panel.run
    counted = [int(number) for number in re.findall(r"\b\d+\b", panel.sentence.replace("at 5 years", "").replace("at 30", "").replace(
        "at 60", "").replace("between 5 and 60", "").replace("Load at 60", ""))]
    for share in (run.secure_at_5, run.secure_at_30, run.secure_at_60, run.changed, run.child_secure_at_30):
        assert round(40 * share) in counted
    assert f"{run.load_at_60:.1f}" in panel.sentence
    off = [WORDS[f"life.off.{name}"] for name in ("no_early", "no_bonds", "no_buffer", "no_passing")]
    said = [sentence for sentence in off if sentence in panel.sentence]
    assert said == ([WORDS[f"life.off.{panel._state.model}"]] if panel._state.model != "claim" else [])


def test_bars_hold_the_shares_and_lines_the_lives():
    panel = show("life_course", "seed=3")
    moving = panel._settle(panel._state, "wide").picture.moving
    heights = [moving[f"share{number}"].get_height() for number in range(4)]
    run = panel.run
    assert heights == pytest.approx([40 * run.secure_at_5, 40 * run.secure_at_30, 40 * run.secure_at_60, 40 * run.child_secure_at_30])
    assert moving["life3"].get_ydata(orig=False).tolist() == run.security[3, ::4].tolist()
    assert moving["child2"].get_ydata(orig=False).tolist() == run.child_security[2, ::4].tolist()
