"""The measuring panel: what its picture holds is what the measures give, in every state, with and without a recording."""

from __future__ import annotations

import csv
import io
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.kit.panel import show
from widgets.kit.stage import LAYOUT_FONTS, Stage, style_context
from widgets.measuring_synchrony.measures import inner_part, measure_raw, measure_with_surrogates
from widgets.measuring_synchrony.model import MeasuringParameters
from widgets.measuring_synchrony.panel import LEAST_LINK, PRESETS, make_panel
from widgets.measuring_synchrony.picture import MeasuringPicture, beside, heights, standardise
from widgets.measuring_synchrony.recording import Recording
from widgets.measuring_synchrony.words import WORDS, describe
from widgets.parameters import Parameter

LAYOUTS = list(LAYOUT_FONTS)
MODELS = {"claim": measure_with_surrogates, "rival": measure_raw}
CHANGES = {"coupling": 0.6, "link": "shared", "kind": "noise", "duration": 100, "measure": "phase", "window": 5,
           "max_lag": 2, "surrogates": 59}


def sines(n=200, shift=0):
    return np.sin(2 * np.pi * (np.arange(n) + shift) / 20)


def as_csv(rows=200, header="time,mother,child", rate=4):
    lines = [f"{i / rate},{a:.5f},{b:.5f}" for i, (a, b) in enumerate(zip(sines(rows), sines(rows, 3), strict=True))]
    return "\n".join([header, *lines]).encode()


def moving(panel, layout="wide"):
    return panel._settle(panel._state, layout).picture.moving


def send(panel, content, buffers=()):
    """What the page sends; returns what the panel answers."""
    answers = []
    panel.send = lambda message, buffers=None: answers.append(message)
    panel._receive(panel, content, list(buffers))
    return answers


def check_picture(parts, run):
    """The scale and the lines hold what the run holds."""
    shown = np.clip([run.observed, run.threshold], 0, 1)
    assert parts["value"].get_xdata() == pytest.approx([shown[0]] * 2)
    assert parts["threshold"].get_xdata() == pytest.approx([shown[1]] * 2)
    assert parts["counts"].get_x() == pytest.approx(shown[1])
    assert f"{run.observed:.2f}" in parts["value_label"].get_text()
    assert f"{run.threshold:.2f}" in parts["threshold_label"].get_text()
    assert parts["bars"].get_visible() == (len(run.surrogates) > 0)
    np.testing.assert_array_equal(parts["bars"].get_data().values, heights(run.surrogates))
    for name, sign in (("first", 1), ("second", -1)):
        x, y = parts[name].get_data()
        assert len(x) == len(y) <= 2000
        if not run.recorded:
            assert len(x) == 240 or len(x) == 241
            drawn = y - sign * 2.5
            np.testing.assert_allclose(drawn, standardise(getattr(run, name))[:len(x)])


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_shows_what_the_measures_give(preset, model):
    panel = make_panel()
    send(panel, {"type": "preset", "scene": "measuring", "preset": preset})
    panel.set(panel.state.replace("model=claim", f"model={model}"))
    run = MODELS[model](panel.parameters, np.random.default_rng(7))
    assert panel.run.observed == run.observed and panel.run.threshold == run.threshold
    for layout in LAYOUTS:
        check_picture(moving(panel, layout), run)
    assert panel.sentence == describe(run, panel.parameters, model == "rival")


def test_the_presets_tell_their_story():
    panel = make_panel()
    found = {name: panel.readout(state, "found") for name, state in PRESETS.items()}
    assert found == {"strangers": False, "follows": True, "third": True, "no_rhythm": True, "short": False}
    assert panel.readout("model=rival " + PRESETS["strangers"], "found")


@pytest.mark.parametrize("key", CHANGES)
def test_each_control_moves_the_picture(key):
    assert set(CHANGES) == set(MeasuringParameters.declared)
    panel = make_panel().set(f"{key}={CHANGES[key]} seed=5")
    assert getattr(panel.parameters, key) == CHANGES[key]
    run = measure_with_surrogates(MeasuringParameters(**{key: CHANGES[key]}), np.random.default_rng(5))
    check_picture(moving(panel), run)


def test_the_lesson_starts_where_it_says():
    panel = show("measuring_synchrony", "model=rival kind=rhythm coupling=0 measure=windowed seed=7")
    assert panel.readout(panel.state, "observed") == panel.run.observed
    assert panel.run.observed == measure_raw(MeasuringParameters(), np.random.default_rng(7)).observed
    assert not moving(panel)["bars"].get_visible()


def test_the_detail_shows_what_the_measure_is_made_of():
    panel = make_panel()
    panel.set("kind=noise coupling=0.8 measure=correlation seed=2")
    parts = moving(panel)
    np.testing.assert_array_equal(parts["curve"].get_xydata(), np.column_stack([panel.run.lags, panel.run.correlation]))
    assert parts["dots"].get_xydata()[0] == pytest.approx([0.5, panel.run.observed])
    panel.set("kind=noise coupling=0.8 measure=windowed seed=2")
    parts = moving(panel)
    assert parts["dots"].get_ydata().mean() == pytest.approx(panel.run.observed)
    assert np.median(parts["dots"].get_xdata()) == 0.5
    panel.set("coupling=0.8 measure=phase seed=2")
    parts = moving(panel)
    assert np.hypot(*parts["level"].get_xydata()[1]) == pytest.approx(panel.run.observed)
    phases = panel.run.relative_phase[inner_part(len(panel.run.relative_phase))]
    dots = parts["dots"].get_xydata()
    np.testing.assert_allclose(np.arctan2(*dots[0][::-1]), phases[0], atol=1e-9)


def test_only_another_kind_of_detail_is_drawn_anew():
    panel = make_panel().set("measure=windowed")
    panel._settle(panel._state, "wide")
    version = panel._versions["measuring", "wide"]
    for state in ("measure=correlation", "model=rival duration=480", "coupling=0.9 window=3 max_lag=6 surrogates=19"):
        panel.set(state)
        panel._settle(panel._state, "wide")
        assert panel._versions["measuring", "wide"] == version
    panel.set("measure=phase")
    panel._settle(panel._state, "wide")
    assert panel._versions["measuring", "wide"] > version


def test_a_pinned_run_stays_as_a_ghost():
    panel = make_panel()
    first = panel.run
    assert not moving(panel)["value_ghost"].get_visible()
    send(panel, {"type": "pin", "state": panel._page_state(panel._state)})
    panel.set("coupling=0.9 seed=3")
    parts = moving(panel)
    assert parts["value_ghost"].get_visible() and parts["bars_ghost"].get_visible()
    assert parts["value_ghost"].get_xdata()[0] == pytest.approx(first.observed)
    np.testing.assert_array_equal(parts["bars_ghost"].get_data().values, heights(first.surrogates))
    panel.set("measure=phase")  # another measure: the two values cannot be compared
    assert not moving(panel)["value_ghost"].get_visible()


# ---- a recording -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", ["windowed", "correlation", "phase"])
def test_a_recording_is_measured_and_drawn_whole(measure):
    panel = make_panel().set(f"measure={measure} coupling=0.4")
    answers = send(panel, {"type": "recording", "scene": "measuring"}, [as_csv()])
    assert "mother and child" in answers[-1]["text"] and "200 points" in answers[-1]["text"]
    parts = moving(panel)
    check_picture(parts, panel.run)
    assert panel.run.recorded and len(parts["first"].get_xdata()) == 200
    assert "Your recording" in parts["series_title"].get_text() and panel.sentence.startswith("In your recording")
    send(panel, {"type": "drop_recording", "scene": "measuring"})
    assert not panel.run.recorded and "Your recording" not in moving(panel)["series_title"].get_text()


def test_a_long_recording_and_very_small_or_large_numbers_are_drawn():
    rng = np.random.default_rng(3)
    for scale in (1e-60, 1.0, 1e60):
        panel = make_panel().set("measure=phase")
        first, second = scale * rng.standard_normal((2, 5000))
        panel.bring(Recording(first=first, second=second, rate=50.0))
        x, y = moving(panel)["first"].get_data()
        assert 1000 < len(x) <= 2000 and np.isfinite(y).all() and np.std(y) == pytest.approx(1, rel=0.1)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "empty"), (as_csv(20), "At least 60 rows"), (b"\x00\x01", "not a text file"),
    (as_csv(200, rate=50), "largest lag may be at most a third"),
])
def test_a_recording_that_cannot_be_measured_leaves_the_last_good_state(data, words):
    panel = make_panel()
    before, state = panel.run.observed, panel.state
    answers = send(panel, {"type": "recording", "scene": "measuring"}, [data])
    assert answers[-1]["type"] == "error" and words in answers[-1]["text"]
    assert panel.state == state and panel.run.observed == before and not panel.run.recorded


# ---- missions, words, data -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mission", "met", "not_met"), [
    ("raw_fooled", "model=rival seed=7", "model=claim seed=7"),
    ("link_missed", PRESETS["short"], f"coupling={LEAST_LINK - 0.05} duration=60"),
])
def test_missions_are_met_by_what_they_ask_for(mission, met, not_met):
    panel = make_panel()
    assert met_by(panel.set(met), mission)
    assert not met_by(panel.set(not_met), mission)
    if mission == "raw_fooled":
        panel.set(met).bring((sines(), sines(shift=3), 4.0))
        assert not met_by(panel, mission)  # nobody knows whether those two ever met


def test_the_surrogate_test_is_fooled_now_and_then():
    panel = make_panel()
    met = [met_by(panel.set(f"kind=noise measure=correlation seed={seed}"), "test_fooled") for seed in range(100)]
    assert 1 <= sum(met) <= 12
    assert not met_by(panel.set("coupling=0.9"), "test_fooled")


def met_by(panel, name):
    mission = next(m for m in panel.scene.missions if m.name == name)
    return mission.met(panel.run, panel.parameters, "model=rival" in panel.state)


def test_each_sentence_can_be_said():
    run = make_panel().run
    for key, template in WORDS.items():
        if key.startswith(("claim_", "rival_")):
            text = template.format(observed=run.observed, measure="it", threshold=0.1, p_value=0.2, count=1, number=19)
            assert text.endswith(".") and "{" not in text


def test_the_count_in_the_sentence_is_of_surrogates_that_do_as_well():
    panel = make_panel().set("seed=7")
    count = int((panel.run.surrogates + 0.001 >= panel.run.observed).sum())
    assert f" {count} of 199 surrogate pairs" in panel.sentence


def test_the_data_hold_everything_that_is_drawn():
    panel = make_panel()
    rows = list(csv.DictReader(io.StringIO(panel.csv())))
    assert len(rows) == 720
    assert [float(row["first"]) for row in rows] == pytest.approx(panel.run.first)
    assert [float(row["surrogate value"]) for row in rows if row["surrogate value"]] == pytest.approx(panel.run.surrogates)
    best = [float(row["best correlation in the window"]) for row in rows if row["best correlation in the window"]]
    assert np.mean(best) == pytest.approx(panel.run.observed)
    assert send(panel, {"type": "data", "state": panel._page_state(panel._state)})[-1]["type"] == "data"


# ---- every state -----------------------------------------------------------------------------------------------------------

PICTURES = {}


def picture(layout):
    if layout not in PICTURES:
        PICTURES[layout] = Stage(MeasuringPicture, layout)
    return PICTURES[layout]


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_state_gives_a_finite_picture(data):
    values = {name: data.draw(st.one_of(st.floats(d.low, d.high), st.sampled_from([d.low, d.high])) if isinstance(d, Parameter)
                              else st.sampled_from(sorted(d.options)))
              for name, d in MeasuringParameters.declared.items()}
    model, layout = data.draw(st.sampled_from(sorted(MODELS))), data.draw(st.sampled_from(LAYOUTS))
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        run = MODELS[model](MeasuringParameters(**values), np.random.default_rng(data.draw(st.integers(0, 99))))
        stage = picture(layout)
        stage.update(run, pinned=run)
        frame = stage.frame()
    for name, points in frame.points.items():
        assert np.isfinite(points).all() and len(points) <= 2000, name
    check_picture(stage.picture.moving, run)
    check_labels(stage)


def check_labels(stage):
    """The two labels on the scale lie inside it and clear of each other's lines."""
    parts, axes = stage.picture.moving, stage.picture.axes["scale"]
    with style_context(stage.layout):
        box = {name: parts[name].get_window_extent() for name in ("value_label", "threshold_label", "counts_label")}
        line = axes.transData.transform([(parts["value"].get_xdata()[0], 0)])[0][0]
        whole = stage.figure.bbox
    for name, extent in box.items():
        assert extent.x0 >= whole.x0 and extent.x1 <= whole.x1, name
    top = axes.transData.transform([(0, parts["value"].get_ydata()[1])])[0][1]
    assert not box["threshold_label"].x0 < line < box["threshold_label"].x1 or top <= box["threshold_label"].y0
    if parts["counts_label"].get_visible():
        assert not box["counts_label"].x0 < line < box["counts_label"].x1
    assert box["value_label"].y0 > box["threshold_label"].y1 - 1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("measure", ["windowed", "correlation", "phase"])
def test_words_do_not_overlap(layout, measure):
    panel = make_panel().set(f"measure={measure} coupling=0.5")
    stage = panel._settle(panel._state, layout)
    with style_context(layout):
        stage.figure.draw_without_rendering()
        texts = [text for text in stage.figure.findobj(lambda artist: hasattr(artist, "get_window_extent")
                                                       and hasattr(artist, "get_text"))
                 if text.get_text().strip() and text.get_visible()]
        boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    for i, (text, box) in enumerate(boxes):
        assert stage.figure.bbox.x0 <= box.x0 and box.x1 <= stage.figure.bbox.x1 + 1, text
        assert stage.figure.bbox.y0 <= box.y0 and box.y1 <= stage.figure.bbox.y1 + 1, text
        for other, its in boxes[i + 1:]:
            apart = box.x1 <= its.x0 or its.x1 <= box.x0 or box.y1 <= its.y0 + 1 or its.y1 <= box.y0 + 1
            assert apart, (text, other)


@pytest.mark.parametrize(("threshold", "value"), [(0.1, 0.12), (0.1, 0.5), (0.5, 0.1), (0.9, 0.88), (0.9, 0.95), (0.35, 0.76)])
def test_the_threshold_label_keeps_clear_of_the_value(threshold, value):
    middle = beside(threshold, value, 0.15)
    assert 0.15 <= middle <= 0.85 and not middle - 0.15 < value < middle + 0.15
