"""Access: names and values for who listens, the keyboard alone, both themes, 200 % zoom, a narrow window, and print."""

import pytest
from eyes import accessible, layout_faults, serious_faults

WIDTHS = {"a wide window": (1280, 900), "200 % zoom of it": (640, 450), "400 pixels": (400, 800)}
THEMES = ("JupyterLab Light", "JupyterLab Dark")


@pytest.fixture(params=THEMES)
def theme(request, sample):
    """Each of JupyterLab's two themes."""
    sample.use_theme(request.param)
    yield request.param
    sample.use_theme(THEMES[0])


def test_axe_finds_no_serious_fault(panel, theme):
    unfold_all(panel)
    panel.press("pin")
    panel.use("frequency=9")
    panel.root.locator(".bond-error").wait_for()
    panel.wait("root => root.querySelectorAll('.bond-table td').length > 0")
    assert serious_faults(panel.page) == []


def test_every_control_has_a_name_and_every_slider_a_value_in_words(panel):
    unfold_all(panel)
    nodes = {node["text"]: node for node in accessible(panel, "input, select, button, summary, [tabindex='0'], svg[role=img]")}
    nameless = [node["html"] for node in nodes.values() if not node["name"].strip()]
    assert nameless == []
    sliders = {node["name"]: node for node in nodes.values() if node["role"] == "slider"}
    assert sliders["Frequency f"]["value"] == 0.5  # the tree that Chromium shows to tests has no aria-valuetext ...
    assert panel.control("frequency").get_attribute("aria-valuetext") == "0.50 Hz"  # ... which is what a screen reader says
    assert "how fast it swings; plausible" in sliders["Frequency f"]["description"]
    assert panel.control("noise").get_attribute("aria-valuetext") == "0.0"
    picture, = (node for node in nodes.values() if node["role"] in ("img", "image"))
    assert picture["name"] == "A swing over time."
    assert picture["description"] == panel.sentence


def test_everything_is_reached_with_the_tab_key_in_the_order_of_the_page(panel):
    unfold_all(panel)
    places = panel.root.evaluate("""(root) => {
        const tops = [...root.querySelectorAll('input, select, button, summary, [tabindex="0"]')]
        .filter((part) => part.checkVisibility({visibilityProperty: true}) && !part.disabled);
        tops.forEach((part, i) => { part.dataset.place = i; }); return tops.length; }""")
    panel.root.focus()
    seen = []
    for _ in range(places + 5):
        panel.page.keyboard.press("Tab")
        place = panel.page.evaluate("() => document.activeElement.dataset.place")
        if place is None:
            break
        seen.append(int(place))
    assert seen == sorted(seen)
    skipped = set(range(places)) - set(seen)
    kinds = panel.root.evaluate("(root, places) => places.map((i) => root.querySelector(`[data-place='${i}']`).type)",
                                sorted(skipped))
    assert set(kinds) <= {"radio"}  # of a group of radio buttons, Tab reaches the chosen one


def test_what_has_the_focus_is_seen(panel):
    for part in ("[data-control=frequency]", "[data-action=sample]", "[data-model=rival]", "input[data-scene=bring]"):
        panel.root.locator(part).focus()
        panel.page.keyboard.press("Shift+Tab")
        panel.page.keyboard.press("Tab")
        outlines = panel.root.evaluate("""() => { const held = document.activeElement;
            return [held, held.nextElementSibling].filter(Boolean).map((part) => getComputedStyle(part).outlineStyle); }""")
        assert set(outlines) & {"solid", "auto"}


@pytest.mark.parametrize("size", WIDTHS.values(), ids=WIDTHS)
def test_nothing_is_lost_or_overlaps(panel, theme, size):
    panel.page.set_viewport_size({"width": size[0], "height": size[1]})
    unfold_all(panel)
    panel.wait_at_rest()
    assert layout_faults(panel) == []


def test_a_pinned_run_and_a_message_find_their_place_in_400_pixels(panel):
    panel.page.set_viewport_size({"width": 400, "height": 800})
    panel.press("pin")
    panel.use("frequency=9")
    panel.root.locator(".bond-error").wait_for()
    assert layout_faults(panel) == []


def test_presenting_loses_nothing(panel):
    panel.press("present")
    panel.wait("root => root.querySelector('.bond-stage').dataset.layout === 'large'")
    panel.wait_at_rest()
    assert layout_faults(panel) == []
    panel.press("present")
    panel.wait("root => root.querySelector('.bond-stage').dataset.layout !== 'large'")


@pytest.mark.parametrize("dark", [False, True])
def test_print_is_black_on_white_and_whole(panel, dark):
    panel.notebook.use_theme(THEMES[dark])
    panel.page.emulate_media(media="print")
    try:
        panel.stage.locator("svg").wait_for()
        panel.root.locator(".bond-sentence").wait_for()
        assert panel.root.locator("[data-control=frequency]").is_visible() or "0.50 Hz" in panel.root.inner_text()
        colours = panel.root.evaluate("""(root) => { const style = (part, name) => getComputedStyle(part)[name];
            return [style(root, 'backgroundColor'), style(root.querySelector('.bond-sentence'), 'color'),
                    style(root.querySelector('.bond-stage g[id$=-line] path'), 'stroke'),
                    style(root.querySelector('svg text'), 'fill')]; }""")
        assert colours[0] == "rgb(255, 255, 255)"
        assert colours[1:] == ["rgb(0, 0, 0)"] * 3
        assert layout_faults(panel) == []
    finally:
        panel.page.emulate_media(media="screen")
        panel.notebook.use_theme(THEMES[0])


def test_reduced_motion_is_respected(panel):
    panel.page.emulate_media(reduced_motion="reduce")
    try:
        assert panel.value("moment") == "0"  # nothing plays of itself
        moving = panel.root.evaluate("""(root) => [...root.querySelectorAll('*')].filter((part) => {
            const style = getComputedStyle(part);
            return style.animationName !== 'none' || style.transitionDuration.split(',').some((each) => parseFloat(each) > 0);
        }).length""")
        assert moving == 0
    finally:
        panel.page.emulate_media(reduced_motion="no-preference")


def unfold_all(panel):
    """Open every fold."""
    panel.root.evaluate("root => root.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    panel.wait("root => root.querySelectorAll('.bond-table td').length > 0")
