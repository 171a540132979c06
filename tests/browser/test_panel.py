"""The sample panel in a real browser: every control, every button, bad input, and what must never happen to the picture."""

import csv
import io
import struct

import pytest
from eyes import changed_share
from sample_panel import make_panel

SLIDERS = ("frequency", "noise", "shift", "moment")


def test_a_key_moves_the_picture_and_the_sentence(panel):
    pixels, before = panel.pixels(), (panel.picture(), panel.sentence, panel.state)
    panel.control("frequency").focus()
    panel.page.keyboard.press("ArrowRight")
    panel.wait_state("frequency=0.55")
    assert changed_share(panel.pixels(), pixels) > 0.005
    assert panel.sentence != before[1]
    assert "0.55 Hz" in panel.sentence
    assert panel.control("frequency").get_attribute("aria-valuetext") == "0.55 Hz"
    panel.page.keyboard.press("ArrowLeft")
    panel.wait_state("frequency=0.5")
    assert (panel.picture(), panel.sentence, panel.state) == before
    assert changed_share(panel.pixels(), pixels) < 0.001


def test_a_notebook_key_does_nothing_to_the_notebook(panel):
    cells = panel.page.locator(".jp-Cell").count()
    panel.control("frequency").focus()
    for key in ("a", "b", "x", "d", "d", "z", "m", "Enter"):
        panel.page.keyboard.press(key)
    panel.page.keyboard.press("ArrowRight")
    panel.wait_state("frequency=0.55")
    assert panel.page.locator(".jp-Cell").count() == cells


def test_the_picture_after_many_moves_equals_a_fresh_one(panel):
    panel.use("scene=swing frequency=1.2 noise=0.4 shape=square seed=9 moment=3")
    panel.wait_state("seed=9")
    fresh = panel.picture()
    for key, presses in (("frequency", "ArrowRight"), ("noise", "ArrowLeft"), ("moment", "End"), ("frequency", "Home")):
        panel.control(key).focus()
        panel.page.keyboard.press(presses)
        panel.wait_at_rest()
    panel.press("pin")
    panel.press("unpin")
    for key, back in (("frequency", "1.2"), ("noise", "0.4"), ("moment", "3")):
        slide_to(panel, key, back)
    panel.wait_state("frequency=1.2 noise=0.4 shape=square shift=0 moment=3")
    assert panel.picture() == fresh


@pytest.mark.parametrize("key", SLIDERS)
def test_every_slider_goes_to_both_ends(panel, key):
    slider = panel.control(key)
    panel._unfold(slider)
    for end, edge in (("End", "max"), ("Home", "min")):
        slider.focus()
        panel.page.keyboard.press(end)
        panel.wait_state(f"{key}={float(slider.get_attribute(edge)):g}")
        assert panel.drawn == panel.state


def test_a_choice_changes_the_picture(panel):
    before = panel.picture()
    panel.control("shape").select_option("square")
    panel.wait_state("shape=square")
    assert panel.picture() != before


def test_a_drag_is_followed_and_ends_where_the_thumb_is(panel):
    values = watch_drawn(panel, "frequency")
    drag(panel, "frequency")
    panel.wait_at_rest()
    seen = values.evaluate("values => values")
    assert panel.value("frequency") == f"{float(panel.control('frequency').input_value()):g}"
    assert seen[-1] == float(panel.value("frequency"))
    assert len(seen) > 3
    assert seen == sorted(seen)


def test_a_slow_model_builds_up_no_queue(panel):
    choose_scene(panel, "slow")
    panel.root.evaluate("""(root) => { const stage = root.querySelector('.bond-stage');
        root.addEventListener('input', () => { root.dataset.pictures = stage.dataset.frame; }); }""")
    drag(panel, "frequency", moves=60)
    panel.wait_at_rest()
    since = int(panel.stage.get_attribute("data-frame")) - int(panel.root.get_attribute("data-pictures"))
    assert since <= 3
    assert panel.value("frequency") == f"{float(panel.control('frequency').input_value()):g}"


def test_presets_set_the_whole_state(panel):
    panel.root.locator("[data-preset=wild]").click()
    panel.wait_state("frequency=2.5 noise=1 shape=sine")
    assert panel.value("seed") == "4"
    panel.root.locator("[data-preset=calm]").click()
    panel.wait_state("frequency=0.5 noise=0 shape=sine")
    assert "Slow and clean." in panel.root.inner_text()


def test_a_mission_is_seen_to_be_done(panel):
    mission = panel.root.locator("[data-mission=quick]")
    assert "not yet" in mission.inner_text()
    panel.root.locator("[data-preset=wild]").click()
    panel.wait_state("frequency=2.5")
    assert "done" in mission.inner_text()


def test_claim_and_rival_are_one_switch(panel):
    panel.root.locator("[data-model=rival]").check()
    panel.wait_state("model=rival")
    assert panel.sentence.startswith("Still")
    panel.root.locator("[data-model=claim]").check()
    panel.wait_state("model=claim")
    assert panel.sentence.startswith("Swinging")


def test_a_new_sample_shows_its_seed_and_reset_brings_the_first_back(panel):
    first, noisy = panel.picture(), "frequency=0.5 noise=0.5"
    panel.use(f"{noisy} seed=3")
    panel.wait_state(noisy)
    before = panel.picture()
    panel.press("sample")
    panel.wait_state("seed=4")
    assert "seed 4" in panel.root.inner_text()
    assert panel.picture() != before
    panel.press("reset")
    panel.wait_state("noise=0")
    assert panel.picture() == first


def test_pin_keeps_a_ghost_until_it_is_unpinned(panel):
    ghost = panel.stage.locator("g[id$=-ghost]")
    assert not ghost.is_visible()
    before = panel.picture()
    panel.press("pin")
    panel.wait("root => root.querySelector('.bond-pin-note').textContent.includes('frequency=0.5')")
    slide_to(panel, "frequency", "1.5")
    panel.wait_state("frequency=1.5")
    assert ghost.is_visible()
    assert panel.root.locator(".bond-pin-note").inner_text()
    panel.press("unpin")
    slide_to(panel, "frequency", "0.5")
    panel.wait_state("frequency=0.5")
    panel.wait("root => getComputedStyle(root.querySelector('g[id$=-ghost]')).display === 'none'")
    assert panel.picture() == before


def test_play_runs_stops_and_steps(panel):
    assert panel.value("moment") == "0"
    panel.press("play")
    panel.wait(r"root => Number(/moment=([\d.]+)/.exec(root.dataset.state)[1]) > 0.5")
    panel.press("play")
    panel.wait_at_rest()
    stopped = panel.value("moment")
    panel.press("step")
    panel.wait(r"(root, stopped) => Number(/moment=([\d.]+)/.exec(root.dataset.state)[1]) > stopped", float(stopped))
    panel.wait_at_rest()
    mark = panel.stage.locator("g[id$=-mark] path").get_attribute("d")
    assert mark == mark_of(panel)


def test_the_state_text_is_copied_and_used_again(panel):
    panel.use("scene=swing model=rival frequency=1.7 noise=0.3 seed=12")
    panel.wait_state("seed=12")
    state, picture = panel.state, panel.picture()
    panel.press("copy")
    panel.wait("root => root.querySelector('.bond-keep [role=status]').textContent !== ''")
    copied = panel.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == state
    panel.press("reset")
    panel.wait_state("seed=3")
    panel.use(copied)
    panel.wait_state("seed=12")
    assert panel.picture() == picture


@pytest.mark.parametrize("text, word", [
    ("frequency=9", "from 0.5 to 2.5"), ("frequencies=1", "Did you mean frequency?"), ("frequency", "name=value"),
    ("scene=nowhere", "scene must be one of"), ("model=third", "claim or rival"), ("seed=-1", "seed must be"),
    ("<img src=x onerror=alert(1)>", "name=value"), ("noise=nan", "noise"), ("", None)])
def test_a_bad_state_text_is_told_in_place_and_the_last_good_state_stays(panel, text, word):
    panel.root.locator("[data-preset=wild]").click()
    panel.wait_state("frequency=2.5")
    state, picture = panel.state, panel.picture()
    panel.use(text)
    if word is None:  # nothing named: everything as it is at first, and no complaint
        panel.wait_state("frequency=1")
        assert panel.root.locator(".bond-error").is_hidden()
        return
    error = panel.root.locator(".bond-error")
    error.wait_for()
    assert word in error.inner_text()
    assert (panel.state, panel.picture()) == (state, picture)
    assert panel.root.locator("img").count() == 0
    slide_to(panel, "noise", "0.5")
    panel.wait_state("noise=0.5")
    assert error.is_hidden()


def test_the_data_table_and_the_csv_are_the_data_behind_the_picture(panel):
    panel.use("scene=swing frequency=1.3 noise=0.2 seed=5")
    panel.wait_state("seed=5")
    panel.press("data")
    panel.wait("root => root.querySelectorAll('.bond-table td').length > 0")
    assert panel.root.locator(".bond-table th").all_inner_texts() == ["time (s)", "value"]
    with panel.page.expect_download() as download:
        panel.press("csv")
    text = open(download.value.path(), encoding="utf-8").read()
    assert text == make_panel().set(panel.state).csv()
    first = next(csv.DictReader(io.StringIO(text)))
    cells = panel.root.locator(".bond-table tbody tr").first.locator("td").all_inner_texts()
    assert cells == [f"{float(first[name]):.5g}" for name in ("time (s)", "value")]


def test_the_saved_picture_is_a_png_of_this_state(panel):
    panel.root.locator("[data-preset=wild]").click()
    panel.wait_state("frequency=2.5")
    with panel.page.expect_download() as download:
        panel.press("save")
    data = open(download.value.path(), "rb").read()
    width, height = struct.unpack(">II", data[16:24])
    assert data.startswith(b"\x89PNG") and width > 600 and height > 400
    assert changed_share(data, make_panel().set(panel.state).png()) < 0.001


def test_a_file_of_the_learners_is_used_and_can_be_taken_back(panel):
    choose_scene(panel, "bring")
    before, sentence = panel.picture(), panel.sentence
    upload(panel, "numbers.csv", b"1\n-1\n2\n")
    panel.wait("root => root.querySelector('.bond-recording [role=status]').textContent === '3 numbers.'")
    panel.wait("root => root.querySelector('.bond-sentence').textContent.includes('largest value is 2.00')")
    assert panel.picture() != before
    panel.press("drop")
    panel.wait("(root, before) => root.querySelector('.bond-sentence').textContent === before", sentence)
    assert panel.picture() == before


@pytest.mark.parametrize("data", [b"", b"words and <b>more</b>", b"\xff\xfe1\x00\n\x00", bytes(range(256))])
def test_a_bad_file_is_told_in_place_and_the_last_good_state_stays(panel, data):
    choose_scene(panel, "bring")
    before = panel.picture()
    upload(panel, "bad.csv", data)
    panel.root.locator(".bond-error").wait_for()
    assert "bad" not in panel.state and panel.picture() == before
    assert panel.root.locator(".bond-error b").count() == 0


def test_presenting_is_large_and_one_key_shows_the_next_preset(panel):
    size = "root => parseFloat(getComputedStyle(root.querySelector('.bond-stage text')).fontSize) * " \
           "root.querySelector('svg').getBoundingClientRect().width / root.querySelector('svg').viewBox.baseVal.width"
    before = panel.root.evaluate(size)
    panel.press("present")
    panel.wait("root => root.querySelector('.bond-stage').dataset.layout === 'large'")
    panel.wait_at_rest()
    assert panel.root.evaluate(size) > before
    panel.root.focus()
    panel.page.keyboard.press("n")
    panel.wait_state("frequency=0.5 noise=0")
    panel.page.keyboard.press("n")
    panel.wait_state("frequency=2.5 noise=1")
    panel.page.keyboard.press("Escape")
    panel.wait("root => root.querySelector('.bond-stage').dataset.layout === 'wide'")
    panel.wait_at_rest()
    assert not panel.root.evaluate("root => root.classList.contains('bond-presenting')")


def test_the_live_region_tells_the_sentence_once_all_is_at_rest(panel):
    slide_to(panel, "frequency", "0.8")
    panel.wait_state("frequency=0.8")
    panel.wait("root => root.querySelector(':scope > [role=status]').textContent.includes('0.80 Hz')")


def test_the_height_stays_while_a_slider_moves(panel):
    heights = panel.root.evaluate_handle("""(root) => { const heights = new Set([root.offsetHeight]);
        new ResizeObserver(() => heights.add(root.offsetHeight)).observe(root); return heights; }""")
    drag(panel, "frequency")
    panel.wait_at_rest()
    assert heights.evaluate("heights => heights.size") == 1


def test_a_panel_that_is_scrolled_away_comes_back_as_it_was(panel):
    slide_to(panel, "frequency", "1.9")
    panel.wait_state("frequency=1.9")
    state, picture = panel.state, panel.picture()
    panel.notebook.command("notebook:collapse-all-headings")
    panel.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.node.scrollTo(0, 0)")
    panel.notebook.page.mouse.wheel(0, 3000)
    panel.root.scroll_into_view_if_needed()
    panel.wait_at_rest()
    assert (panel.state, panel.picture()) == (state, picture)


# ---------------------------------------------------------------- hands


def slide_to(panel, key, value):
    """Set a slider as a hand does: its value, then the event that the browser sends."""
    slider = panel.control(key)
    panel._unfold(slider)
    slider.fill(value)


def drag(panel, key, moves=30):
    """Take the thumb and pull it to the far end."""
    slider = panel.control(key)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    mouse = panel.page.mouse
    mouse.move(box["x"] + 4, y)
    mouse.down()
    for step in range(moves):
        mouse.move(box["x"] + 4 + (box["width"] - 8) * (step + 1) / moves, y)
    mouse.up()


def watch_drawn(panel, key):
    """A list in the page that grows by the value of `key` with every picture drawn."""
    return panel.root.evaluate_handle("""(root, key) => { const stage = root.querySelector('.bond-stage'), values = [];
        new MutationObserver(() => values.push(Number(new RegExp(key + '=([-\\\\d.]+)').exec(stage.dataset.drawn)[1])))
            .observe(stage, { attributes: true, attributeFilter: ['data-frame'] });
        return values; }""", key)


def choose_scene(panel, name):
    """Turn to another scene."""
    panel.root.locator(f"input[data-scene={name}]").check(force=True)
    panel.wait_state(f"scene={name}")


def upload(panel, name, data):
    """Choose a file of the learner's."""
    panel.root.locator("[data-role=recording]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})


def mark_of(panel):
    """Where the mark for the moment belongs, as the page writes it."""
    from widgets.kit.stage import Stage

    scene = make_panel().set(panel.state)
    stage = Stage(scene.scene.picture, "wide")
    stage.update(scene.run, moment=float(panel.value("moment")))
    points = stage.frame().points["mark"]
    return "".join(f"{letter}{round(float(x), 2):g} {round(float(y), 2):g}" for letter, (x, y) in zip("ML", points))
