"""The panel on generations: its sentences are true, its presets and missions do what they say."""

import re

import numpy as np
import pytest

from widgets import show
from widgets.generations import model
from widgets.generations.words import WORDS, alike, crossed, share_left
from widgets.kit.data import lesson_file, read_toml

CHAIN = "lasting=1 genes=0 hardship=0 sensitivity=0 rearing=0.31 age=18"
MISSIONS = [
    ("alike", "untaught", "rearing=0 sensitivity=0 genes=1.2 age=8", "genes=1.2 age=8"),
    ("alike", "even", "risk=2 related=0", "risk=0.5"),
    ("alike", "closed", "rearing=0 genes=0 persistence=0", "rearing=0 genes=0"),
    ("growing", "shared", "lasting=1", "lasting=0.1"),
    ("growing", "weaker", "risk=1.2", "risk=0.1"),
    ("growing", "closer", "persistence=0.8", "persistence=0.8 risk=0.5"),
    ("onward", "square", "genes=0 lasting=1 hardship=0 rearing=0.31 age=18", "age=1"),
    ("onward", "more", "age=18", "genes=0"),
    ("onward", "lasts", "lasting=1", "model=rat luck=0.3"),
    ("literature", "double", "true=0.15 people=20 unclear=0", "true=0.31 people=100"),
    ("literature", "harmless", "unclear=0 people=400", "unclear=0"),
    ("literature", "nothing", "true=0 unclear=0 studies=500", "true=0 unclear=1"),
]


def panel_at(state):
    return show("generations", state)


def met(panel):
    return {mission.name for mission in panel.scene.missions
            if mission.met(panel.run, panel.parameters, panel._rival(panel._state))}


@pytest.mark.parametrize(("scene", "mission", "state", "other"), MISSIONS, ids=[f"{m[0]}-{m[1]}" for m in MISSIONS])
def test_a_mission_is_met_where_it_should_be(scene, mission, state, other):
    assert mission in met(panel_at(f"scene={scene} {state}"))
    assert mission not in met(panel_at(f"scene={scene} {other}"))


def test_every_mission_has_a_test_and_none_is_met_on_opening():
    panel = show("generations")
    assert {(m[0], m[1]) for m in MISSIONS} == {(s.name, m.name) for s in panel.scenes.values() for m in s.missions}
    for scene in panel.scenes:
        assert not met(panel.set(f"scene={scene}"))


def test_presets_do_what_they_say():
    panel = panel_at("scene=alike")
    assert alike(panel.run) == pytest.approx(0.31, abs=0.01)
    first = next(p for p in panel.scene.presets if p.name == "first")
    run = panel_at(f"scene=alike {first.state}").run
    assert alike(run) == pytest.approx(0.47, abs=0.01) and run.sensitivity_with_child == pytest.approx(0.24, abs=0.01)
    chain = panel_at(f"scene=onward {CHAIN}").run
    assert [alike(chain, n) for n in (1, 2, 3)] == pytest.approx([0.31, 0.31**2, 0.31**3])
    assert [share_left(chain, n) for n in (1, 2)] == pytest.approx([0.31, 0.31**2])
    rats = panel_at("scene=onward model=rat luck=0.3 change=1.6").run
    assert share_left(rats, 4) > 0.9 and crossed(rats) < 0.1 < 0.3 < crossed(panel_at("scene=onward").run)
    assert "changes nobody" in panel_at("scene=onward model=genes").sentence


def test_the_sentences_say_what_the_runs_give():
    panel = panel_at("scene=alike seed=5 rearing=0.6")
    said = [float(each) for each in re.findall(r"\d+\.\d+", panel.sentence)]
    run = panel.run
    assert said == pytest.approx([alike(run), run.sensitivity_product, alike(run)], abs=0.006)
    assert f"{100 * run.secure_given_insecure:.0f} of 100 children of insecure" in panel.sentence
    assert WORDS["alike.said_rat"].rpartition(". ")[2] in panel_at("scene=alike model=rat").sentence
    assert "52\u00a0%" in panel_at("scene=growing").sentence
    assert "5\u00a0% of it is left" in panel_at("scene=onward").sentence
    assert WORDS["onward.left_zero"] in panel_at("scene=onward change=0").sentence
    low = panel_at("scene=onward").run
    order = np.argsort(low.adult[:, 0])[:100]
    assert crossed(low) == np.mean(low.adult[order, 2] > np.median(low.adult[:, 2]))
    literature = panel_at("scene=literature true=0 unclear=0 studies=10")
    assert "None of 10" in literature.sentence or int(literature.run.published.sum()) > 0
    none = next(seed for seed in range(9) if not panel_at(f"scene=literature true=0 unclear=0 studies=10 seed={seed}").run.published.any())
    assert "None of 10 studies" in panel_at(f"scene=literature true=0 unclear=0 studies=10 seed={none}").sentence


def test_the_picture_holds_the_run_and_the_published_values():
    panel = panel_at("scene=alike seed=3")
    moving = panel._settle(panel._state, "wide").picture.moving
    assert moving["whole"].get_height() == pytest.approx(panel.run.expected[0])
    assert len(moving["secure"].get_xdata()) + len(moving["others"].get_xdata()) == model.FAMILIES
    figures = {figure["id"]: figure for figure in read_toml(lesson_file("evidence", "09"))["figure"]}
    published = [each.get_ydata() for each in moving["whole"].axes.lines if len(each.get_ydata()) == 2 and each.get_color() == "#8a2f7c"]
    then = figures["verhage2016-then-and-now"]["values"]
    assert [values[0] for values in published] == [then[0], then[1]]
    assert [values[1] for values in published] == [0.24, figures["madigan2024-sensitivity"]["overall"]]
    for scene in ("alike", "growing", "onward"):
        for rival in ("genes", "sensitivity", "rat"):
            panel.set(f"scene={scene} model={rival} luck=1.5 seed=2")
            assert len(panel.sentence) > 20
