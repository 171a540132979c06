"""Panels without a page: what the picture's artists hold and what is sent equal what the library and matplotlib give."""

import json
import re
import warnings
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets import show
from widgets.kit.stage import Stage
from widgets.parameters import Parameter

SVG = "{http://www.w3.org/2000/svg}"
PANELS = sorted(file.parent.name for file in (Path(__file__).parents[1] / "widgets").glob("*/panel.py")
                if file.parent.name not in ("kit", "tapping"))  # tapping has a page of its own
SCENES = [(name, scene) for name in PANELS for scene in show(name).scenes]


class Page:
    """Stands for the page: sends what the page sends, keeps what it gets, and reads it by the wire's own description."""

    def __init__(self, panel, layout="wide"):
        self.panel, self.layout, self.got, self.seq = panel, layout, [], 0
        self.version = self.base = None
        panel.send = lambda message, buffers=None: self.got.append((json.loads(json.dumps(message)), buffers or []))
        panel._ahead._send = panel.send

    def say(self, kind, buffers=(), **more):
        self.seq += 1
        self.panel._receive(self.panel, {"type": kind, "view": "v", "seq": self.seq, "layout": self.layout, **more}, list(buffers))
        return self.got[-1]

    def state(self):
        return self.panel._page_state(self.panel._state)

    def ask(self, state=None):
        message, buffers = self.say("state", state=state or self.state(), version=self.version)
        if message["type"] == "figure":
            self.version, self.svg, self.kinds = message["frame"]["version"], message["svg"], message["kinds"]
            self.base = unpack(message["base"], buffers[0], {})
            self.head, self.points = message["frame"], unpack(message["frame"], buffers[1], self.base)
        elif message["type"] == "frame":
            assert message["version"] == self.version
            self.head, self.points = message, unpack(message, buffers[0], self.base)
        return message

    def fresh(self):
        """What a page opened now would get."""
        return Page(show(self.panel.name, self.panel.state), self.layout)


def unpack(head, data, base):
    numbers, points, at = np.frombuffer(data, "<f4"), {}, 0
    for name, n, mode in head["items"]:
        if mode == 1:
            x = base[name][0]
        else:
            x, at = numbers[at:at + n], at + n
        points[name] = np.array([x, numbers[at:at + n]])
        at += n
    assert at == len(numbers)
    return points


def in_svg(svg, name):
    """Coordinates that matplotlib wrote for an artist."""
    group, = [g for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if g.get("id", "").endswith(f"-{name}")]
    path, text, uses = group.find(f"{SVG}path"), group.find(f"{SVG}text"), list(group.iter(f"{SVG}use"))
    if text is not None:
        return np.array([[float(text.get("x"))], [float(text.get("y"))]])
    if path is not None:
        return np.array(re.findall(r"-?[\d.]+(?:e-?\d+)?", path.get("d")), float).reshape(-1, 2).T
    return np.array([[float(use.get("x")), float(use.get("y"))] for use in uses]).T


@pytest.mark.parametrize(("name", "scene"), SCENES)
@pytest.mark.parametrize("layout", ["wide", "narrow", "large"])
def test_coordinates_sent_are_those_matplotlib_writes(name, scene, layout):
    page = Page(show(name, f"scene={scene} seed=3" if len(show(name).scenes) > 1 else "seed=3"), layout)
    page.ask()
    compared = 0
    for artist, kind in page.kinds.items():
        sent = page.points[artist]
        sent = sent[:, np.isfinite(sent).all(axis=0)]
        if artist in page.head["hidden"] or not sent.size or kind == "patch":
            continue
        if kind == "text" and not page.head["texts"][artist].strip():
            continue
        width, height = 72 * page.panel._stages[scene, layout].figure.get_size_inches()
        if (sent < 0).any() or (sent[0] > width).any() or (sent[1] > height).any():
            continue  # matplotlib cuts what leaves the figure
        written = in_svg(page.svg, artist)
        assert written.shape == sent.shape, artist
        assert np.allclose(written, sent, atol=2e-3), artist
        compared += 1
    assert compared >= 1


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_any_sequence_of_changes_ends_where_a_fresh_page_begins(name, scene):
    panel = show(name)
    page = Page(panel)
    page.say("scene", scene=scene)
    page.ask()
    rng = np.random.default_rng(1)
    declared = panel.scenes[scene].declared
    for _ in range(12):
        state = page.state()
        one = list(declared.values())[rng.integers(len(declared))]
        if isinstance(one, Parameter):
            state["values"][one.key] = round(one.low + one.step * int(rng.integers((one.high - one.low) / one.step + 1)), 6)
        else:
            state["values"][one.key] = list(one.options)[rng.integers(len(one.options))]
        models = list(panel.scenes[scene].models)
        state["model"] = models[rng.integers(len(models))]
        state["seed"] = int(rng.integers(50))
        page.ask(state)
    page.ask()  # the last good state, if the last wish was refused
    fresh = page.fresh()
    fresh.ask()
    assert fresh.head["sentence"] == page.head["sentence"]
    assert fresh.head["hidden"] == page.head["hidden"] and fresh.head["texts"] == page.head["texts"]
    for artist in page.points:
        if artist not in page.head["hidden"]:
            np.testing.assert_array_equal(fresh.points[artist], page.points[artist], err_msg=artist)


@settings(max_examples=12, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_random_states_give_a_picture_and_a_sentence(name, scene, data):
    panel = PANEL_CACHE.setdefault(name, show(name))
    values = {d.key: data.draw(st.floats(d.low, d.high) if isinstance(d, Parameter) else st.sampled_from(list(d.options)), label=d.key)
              for d in panel.scenes[scene].declared.values()}
    state = {"scene": scene, "model": data.draw(st.sampled_from(list(panel.scenes[scene].models))), "seed": data.draw(st.integers(0, 9999)),
             "values": values}
    page = Page(panel)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        message = page.ask(state)
    if message["type"] == "error":
        assert "went wrong" not in message["text"], message["text"]
        return
    assert len(page.head["sentence"]) > 20 and "{" not in page.head["sentence"] and not re.search(r"\bnan\b", page.head["sentence"])
    for artist, points in page.points.items():
        if artist not in page.head["hidden"]:
            assert not np.isinf(points).any(), artist


PANEL_CACHE = {}


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_every_preset_and_rival_draws_and_says_something_else(name, scene):
    panel = show(name)
    page = Page(panel)
    seen = set()
    for preset in panel.scenes[scene].presets:
        page.say("preset", scene=scene, preset=preset.name)
        assert page.ask()["type"] in ("figure", "frame")
        seen.add(page.head["sentence"])
        for model in panel.scenes[scene].models:
            assert page.ask({**page.state(), "model": model})["type"] in ("figure", "frame"), (preset.name, model)
    assert len(seen) == len(panel.scenes[scene].presets)


@pytest.mark.parametrize(("name", "scene"), SCENES)
def test_each_mission_is_met_by_some_state_and_not_by_the_start(name, scene):
    panel = show(name)
    missions = panel.scenes[scene].missions
    assert 1 <= len(missions) <= 4 and sum(len(each.missions) for each in panel.scenes.values()) >= 2
    page = Page(panel)
    page.say("scene", scene=scene)
    page.ask()
    assert set(page.head["met"]) <= {mission.name for mission in missions}
    assert len(page.head["met"]) < len(missions)


def test_a_frame_is_small():
    page = Page(show("synchrony", "seed=7"))
    page.ask()
    state = page.state()
    state["values"]["coupling"] = 1.5
    message, buffers = page.say("state", state=state, version=page.version)
    assert message["type"] == "frame"
    assert len(json.dumps(message)) + sum(map(len, buffers)) <= 40_000


def test_pin_keeps_the_run_as_a_ghost_until_unpinned():
    page = Page(show("synchrony", "seed=7"))
    page.ask()
    assert "ghost" in page.head["hidden"]
    before = page.points["ahead"]
    page.say("pin", state=page.state())
    page.ask({**page.state(), "seed": 8})
    assert "ghost" not in page.head["hidden"]
    np.testing.assert_array_equal(page.points["ghost"], before)
    assert not np.array_equal(page.points["ahead"], before, equal_nan=True)
    page.say("unpin")
    page.ask()
    assert "ghost" in page.head["hidden"]


def test_the_same_text_gives_the_same_picture_and_another_seed_another():
    one, two, other = (show("synchrony", f"coupling=0.8 noise=0.1 seed={seed}") for seed in (7, 7, 8))
    assert one.state == two.state and "coupling=0.8" in one.state and "seed=7" in one.state
    assert one.csv() == two.csv() != other.csv()
    assert show("synchrony", one.state).state == one.state


@pytest.mark.parametrize(("text", "says"), [
    ("couplin=1", "Did you mean coupling"), ("coupling=9", "from 0 to 2 rad/s"), ("coupling=nan", "from 0 to 2"),
    ("coupling=lots", "lots"), ("garbage", "name=value"), ("scene=nowhere", "scene must be one of"), ("model=both", "claim or rival"),
    ("seed=-1", "whole number from 0"), ("seed=1.5", "whole number"), ("coupling=1 coupling=2", "twice"),
    ("<img src=x onerror=alert(1)>", "name=value")])
def test_a_bad_state_text_says_why_and_the_last_good_state_stays(text, says):
    panel = show("synchrony", "coupling=1.2 seed=7")
    before = panel.state
    with pytest.raises(ValueError, match=re.escape(says)):
        panel.set(text)
    assert panel.state == before
    page = Page(panel)
    message, _ = page.say("text", text=text)
    assert message["type"] == "error" and says in message["text"] and message["state"] == page.state()
    assert panel.state == before


def test_a_bug_in_a_model_is_said_and_not_swallowed(monkeypatch):
    panel = show("synchrony", "seed=7")
    page = Page(panel)
    before = page.state()
    monkeypatch.setattr(panel, "_describe", lambda state: 1 / 0)
    message, _ = page.say("state", state={**before, "seed": 9}, version=None)
    assert message["type"] == "error" and "ZeroDivisionError" in message["text"] and message["state"] == before


def test_there_is_no_such_panel():
    with pytest.raises(ValueError, match="There is no panel called 'sinchrony'; there are: .*synchrony"):
        show("sinchrony")


def test_data_and_csv_hold_the_run():
    panel = show("synchrony", "scene=who_leads seed=7")
    page = Page(panel)
    message, _ = page.say("data", state=page.state())
    assert message["names"][:3] == ["time (s)", "first", "second"] and len(message["rows"]) == 200
    rows = panel.csv().splitlines()
    assert len(rows) == len(panel.run.time) + 1
    assert float(rows[5].split(",")[1]) == panel.run.first[4]


def test_veil_and_reset():
    panel = show("synchrony", "coupling=1.7 seed=7")
    panel.veil("p1", "first predict")
    panel.veil("p2", "this too")
    panel.unveil("p1")
    assert panel.veils == {"p2": "this too"}
    page = Page(panel)
    home = page.state()
    page.say("preset", scene="in_step", preset="strangers")
    assert page.state() != home
    page.say("scene", scene="in_step")
    assert page.state() == home


def test_the_static_twin_holds_picture_sentence_and_alternative_text():
    panel = show("synchrony", "seed=7")
    data, metadata = panel._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG") and panel.sentence in data["text/plain"]
    assert metadata["image/png"]["alt"] == panel.scene.alt
    assert panel._repr_mimebundle_()[0]["image/png"] == data["image/png"]


def test_what_the_stage_cannot_move_is_refused():
    class Odd:
        def __init__(self, layout):
            from matplotlib.figure import Figure

            self.figure = Figure()
            self.moving = {"scatter": self.figure.subplots().scatter([1], [2])}

    with pytest.raises(ValueError, match="PathCollection cannot be moved"):
        Stage(Odd)


def test_ahead_frames_equal_the_frames_asked_for():
    page = Page(show("synchrony", "seed=7"))
    page.ask()
    state = page.state()
    values = [0.5, 0.85, 1.4]
    page.got.clear()
    left = values
    while left:  # one answer has a budget; the page asks again for what is left
        message, _ = page.say("ahead", state=state, control="coupling", values=left, ray="r", version=page.version)
        left = message["left"]
    frames = {}
    first = None
    for message, buffers in page.got:
        for head, data in zip(message["frames"], buffers, strict=True):
            points = {**(first or {}), **unpack(head, data, page.base)}
            first = first if first is not None else points
            frames[head["value"]] = (head, points)
    for value in values:
        page.ask({**state, "values": {**state["values"], "coupling": value}})
        head, points = frames[value]
        assert head["sentence"] == page.head["sentence"] and head["met"] == page.head["met"]
        for artist, expected in page.points.items():
            if artist not in head["hidden"]:
                np.testing.assert_array_equal(points[artist], expected, err_msg=artist)
