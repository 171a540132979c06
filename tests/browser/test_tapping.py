"""Tapping in a real browser: known taps give the known lag, and no key goes astray."""

import csv
import io

import numpy as np
import pytest
from eyes import layout_faults, serious_faults
from harness import Notebook, write_notebook

from widgets.tapping.measures import measure_tapping
from widgets.tapping.model import TappingParameters, TappingRun, partner_taps, simulate_tapping

LAG = 0.05
TICK = 0.0002  # seconds: the browser's clock is coarse by a tenth of a millisecond at either end
# Key presses that the page receives in order, each with its own time of day: half a minute of taps needs no half a minute.
PRESS = """(root, [taps, stop]) => {
    const pad = root.querySelector('.bond-tap-pad'), begun = performance.now();
    const press = (key, time) => {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        Object.defineProperty(event, 'timeStamp', { value: begun + 1000 * time });
        pad.dispatchEvent(event);
    };
    for (const [key, time] of taps) press(key, time);
    press('Escape', stop);
}"""


@pytest.fixture(scope="module")
def page(lab, context):
    """A notebook with the panel, run."""
    write_notebook(lab.root / "tapping.ipynb", ["from widgets.kit.panel import show\ntaps = show('tapping')\ntaps"])
    notebook = Notebook(context.new_page(), lab.url("tapping.ipynb"))
    notebook.run_all()
    return notebook


@pytest.fixture
def taps(page):
    """The panel without a recording, set to half a minute."""
    page.page.set_viewport_size({"width": 1280, "height": 900})
    panel = page.panel("tapping")
    set_up(panel, "seed=9999")  # a state of its own, so that it can be seen when Reset has done its work
    panel.press("reset")
    panel.wait("root => !root.dataset.recorded && !root.dataset.state.includes('seed=9999')")
    set_up(panel, "length=30")
    yield panel
    assert not page.errors


def set_up(panel, text):
    """Use a state text and wait for it."""
    panel.use(text)
    for piece in text.split():
        panel.wait_state(piece)


def record(panel, first, second, stop=29.95):
    """Tap at these times (s), then stop; wait for what the kernel says."""
    presses = [("f", float(time)) for time in first] + [("j", float(time)) for time in second]
    panel.press("start")
    panel.root.evaluate(PRESS, [sorted(presses, key=lambda press: press[1]), stop])
    wait_for_result(panel)


def wait_for_result(panel):
    panel.wait("root => root.dataset.running === 'false' && root.dataset.recorded !== '' && root.querySelector('table td')")


def saved(panel, action="csv"):
    """The file that a button saves, as text."""
    panel.root.evaluate("root => { root.querySelector('details').open = true; }")
    with panel.page.expect_download() as download:
        panel.press(action)
    return download.value.path().read_text(encoding="utf-8")


def times(panel):
    """The saved times of A and of B, s."""
    rows = list(csv.DictReader(io.StringIO(saved(panel))))
    return tuple(np.array([float(row["time (s)"]) for row in rows if row["person"] == person]) for person in "AB")


def cells(panel):
    """The table's rows."""
    return panel.root.evaluate("""root => [...root.querySelectorAll('tbody tr')]
        .map((row) => [...row.children].map((cell) => cell.textContent))""")


def test_known_taps_give_the_known_lag(taps):
    rng = np.random.default_rng(4)
    first = np.cumsum(np.append(0.3, 0.6 + 0.03 * rng.standard_normal(46)))
    second = first + LAG + 0.008 * rng.standard_normal(first.size)
    record(taps, first, second)
    got_first, got_second = times(taps)
    assert got_first - got_first[0] == pytest.approx(first - first[0], abs=TICK)
    assert got_second - got_first == pytest.approx(second - first, abs=TICK)
    run = TappingRun(got_first, got_second, half=15.0, end=30.0)
    halves = measure_tapping(run, np.random.default_rng(1))
    for row, half in zip(cells(taps), halves, strict=True):
        assert row[1:3] == [str(count) for count in half.taps]
        assert row[7] == f"{1e3 * half.lag:+.0f} ± {1e3 * half.doubt:.0f}"
        assert half.lag == pytest.approx(LAG, abs=0.005)
    assert "A was ahead" in taps.sentence
    assert taps.root.locator(".bond-hidden[role=status]").inner_text() == f"Done. {taps.sentence}"
    assert taps.root.locator(".bond-tap-a").count() == got_first.size
    assert taps.root.locator(".bond-tap-b").count() == got_second.size


def test_real_keys_are_timed_by_their_own_time_stamps(taps):
    taps.page.evaluate("""() => { window.pressed = []; window.addEventListener('keydown', (event) => {
        if (!event.repeat) window.pressed.push([event.key, event.timeStamp / 1000]); }, true); }""")
    taps.press("start")
    assert taps.root.evaluate("root => root.querySelector('.bond-tap-pad') === document.activeElement")
    for key in "fjFJfjffj":
        taps.page.keyboard.press(key, delay=20)
    taps.page.keyboard.press("Escape")
    wait_for_result(taps)
    pressed = taps.page.evaluate("window.pressed")
    stamps = [np.array([time for key, time in pressed if key.lower() == letter]) for letter in "fj"]
    got = times(taps)
    assert [each.size for each in got] == [5, 4]
    shift = got[0][0] - stamps[0][0]
    for kept, stamp in zip(got, stamps, strict=True):
        assert kept == pytest.approx(stamp + shift, abs=TICK)
    assert "A made 5 taps and B made 4; at least 12" in taps.sentence


def test_a_key_held_down_is_one_tap_and_mouse_touch_and_buttons_count(taps):
    taps.press("start")
    keyboard = taps.page.keyboard
    for _ in range(4):
        keyboard.down("f")  # the second and later ones repeat
    keyboard.up("f")
    keyboard.press("Control+f")
    taps.root.locator("[data-who=first]").click()
    second = taps.root.locator("[data-who=second]")
    second.click()
    second.focus()
    keyboard.press("Space")
    keyboard.press("Enter")
    second.evaluate("button => button.click()")  # as a screen reader does
    assert taps.root.locator(".bond-tap-a").count() == 2
    assert taps.root.locator(".bond-tap-b").count() == 4
    keyboard.press("Escape")
    wait_for_result(taps)
    assert taps.root.get_attribute("data-recorded") == "6"


def test_the_notebook_hears_none_of_it_and_keys_elsewhere_are_no_taps(taps):
    count, mode = taps.page.locator(".jp-Cell").count(), taps.page.locator(".jp-Notebook.jp-mod-editMode").count()
    taps.press("start")
    for key in ("f", "j", "a", "b", "d", "d", "x", "Enter", "m"):
        taps.page.keyboard.press(key)
    taps.page.keyboard.press("Escape")
    for key in ("f", "j", "j"):  # the last taps of somebody who did not see that it is over
        taps.page.keyboard.press(key)
    wait_for_result(taps)
    assert taps.root.get_attribute("data-recorded") == "2"
    assert taps.page.locator(".jp-Cell").count() == count
    assert taps.page.locator(".jp-Notebook.jp-mod-editMode").count() == mode
    assert taps.page.locator(".jp-DocumentSearch-overlay:visible").count() == 0
    taps.press("start")
    taps.page.locator(".jp-NotebookPanel-toolbar").first.click(position={"x": 600, "y": 5})
    taps.page.evaluate("() => document.activeElement.blur()")
    taps.wait("root => root.querySelector('.bond-note[role=status]').textContent.includes('Click on A or B')")
    taps.page.evaluate("() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', bubbles: true }))")
    assert taps.root.locator(".bond-tap-a").count() == 0
    taps.press("stop")
    taps.wait("root => root.dataset.running === 'false' && root.dataset.recorded === '0'")
    assert "nothing was recorded" in taps.sentence


@pytest.mark.parametrize("correction", [0, 0.5])
def test_the_page_s_partner_is_the_model_s(taps, correction):
    set_up(taps, f"partner=virtual tempo=1.5 correction={correction} unsteadiness=0.03 length=30 seed=11")
    person = simulate_tapping(np.random.default_rng(2), half=15.0, tempos=(1.55, 1.5)).first
    record(taps, person, [])
    first, second = times(taps)
    parameters = TappingParameters.from_text(f"partner=virtual tempo=1.5 correction={correction} unsteadiness=0.03 length=30")
    kicks = np.random.default_rng(11).standard_normal(400).round(4)
    expected = partner_taps(parameters, first, kicks, half=15.0, end=29.95)
    assert second[:expected.size] == pytest.approx(expected[:second.size], abs=0.001)
    assert abs(second.size - expected.size) <= 1 and second.size > 35
    if correction == 0:
        assert np.corrcoef(np.diff(second), kicks[:second.size - 1])[0, 1] == pytest.approx(1, abs=1e-3)


def test_the_partner_keeps_still_in_the_first_half_and_flashes_in_the_second(taps):
    set_up(taps, "partner=virtual tempo=3 length=30")
    taps.press("start")
    taps.page.wait_for_timeout(1200)  # three of its taps
    assert taps.root.locator(".bond-tap-b").count() == 0
    assert taps.root.locator("[data-who=second].bond-hit").count() == 0
    taps.page.keyboard.press("j")  # not yours now
    taps.page.keyboard.press("Escape")
    wait_for_result(taps)
    assert taps.root.locator(".bond-tap-b").count() >= 3
    assert "B made" in taps.sentence


def test_a_set_up_that_is_not_allowed_is_said_and_the_last_good_one_kept(taps):
    before = taps.state
    taps.use("tempo=99 <b>")
    error = taps.root.locator(".bond-error")
    error.wait_for()
    assert "got '<b>'" in error.inner_text() and error.locator("b").count() == 0
    assert taps.state == before


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_serious_fault(taps, dark):
    taps.notebook.use_theme("JupyterLab Dark" if dark else "JupyterLab Light")
    set_up(taps, "partner=virtual length=30")
    record(taps, np.arange(0.3, 29, 0.6), [])
    taps.root.evaluate("root => { root.querySelector('details').open = true; }")
    assert serious_faults(taps.page) == []
    taps.notebook.use_theme("JupyterLab Light")


@pytest.mark.parametrize("width", [1280, 640, 400])
def test_nothing_is_lost_or_overlaps(taps, width):
    set_up(taps, "partner=virtual length=30")
    record(taps, np.arange(0.3, 29, 0.6), [])
    taps.page.set_viewport_size({"width": width, "height": 900})
    taps.root.evaluate("root => { root.querySelector('details').open = true; }")
    taps.wait("root => root.classList.contains('bond-two') === (root.clientWidth >= 820)")
    assert layout_faults(taps) == []


def test_print_shows_the_recording(taps):
    record(taps, np.arange(0.3, 29, 0.6), np.arange(0.4, 29, 0.6))
    taps.page.emulate_media(media="print")
    try:
        assert taps.stage.locator("svg").is_visible() and taps.root.locator(".bond-sentence").is_visible()
        assert taps.root.locator(".bond-tap-pad").is_hidden()
        colours = taps.root.evaluate("""(root) => { const style = (part, name) => getComputedStyle(part)[name];
            return [style(root, 'backgroundColor'), style(root.querySelector('.bond-tap-a'), 'stroke')]; }""")
        assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    finally:
        taps.page.emulate_media(media="screen")


def test_the_clock_runs_out_by_itself_and_the_second_half_is_announced(taps):
    taps.page.clock.install()  # the last test of this page: its clock is not the browser's any more
    taps.press("start")
    now, live = taps.root.locator(".bond-tap-now"), taps.root.locator(".bond-hidden[role=status]")
    taps.page.clock.run_for(10_000)
    assert now.inner_text().startswith("Each at your own pace")
    assert now.locator("output").inner_text() in ("21 s left", "20 s left")
    taps.page.clock.run_for(6_000)
    assert now.inner_text().startswith("Now together")
    assert live.inner_text() == "Now together, for 15 seconds."
    taps.page.clock.run_for(15_000)
    assert taps.root.get_attribute("data-running") == "false"
    taps.page.clock.resume()
    wait_for_result(taps)
    assert "nothing was recorded" in taps.sentence
