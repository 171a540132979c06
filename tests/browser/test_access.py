"""Access: names and values for who listens, the keyboard alone, both themes, 200 % zoom, a narrow window, and print."""

from pathlib import Path

import pytest

WIDTHS = {"a wide window": (1280, 900), "200 % zoom of it": (640, 450), "400 pixels": (400, 800)}
THEMES = ("JupyterLab Light", "JupyterLab Dark")


@pytest.fixture(params=THEMES)
def theme(request, sample):
    """Each of JupyterLab's two themes."""
    sample.command("apputils:change-theme", theme=request.param)
    light = str(request.param.endswith("Light")).lower()
    sample.page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=light)
    yield request.param
    sample.command("apputils:change-theme", theme=THEMES[0])


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
    places = panel.root.evaluate("""(root) => { const tops = [...root.querySelectorAll('input, select, button, summary, [tabindex="0"]')]
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
    kinds = panel.root.evaluate("(root, places) => places.map((i) => root.querySelector(`[data-place='${i}']`).type)", sorted(skipped))
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
    panel.notebook.command("apputils:change-theme", theme=THEMES[dark])
    panel.page.emulate_media(media="print")
    try:
        assert panel.stage.locator("svg").is_visible() and panel.root.locator(".bond-sentence").is_visible()
        assert panel.root.locator("[data-control=frequency]").is_visible() or "0.50 Hz" in panel.root.inner_text()
        colours = panel.root.evaluate("""(root) => { const style = (part, name) => getComputedStyle(part)[name];
            return [style(root, 'backgroundColor'), style(root.querySelector('.bond-sentence'), 'color'),
                    style(root.querySelector('.bond-stage g[id$=-line] path'), 'stroke'), style(root.querySelector('svg text'), 'fill')]; }""")
        assert colours[0] == "rgb(255, 255, 255)"
        assert colours[1:] == ["rgb(0, 0, 0)"] * 3
        assert layout_faults(panel) == []
    finally:
        panel.page.emulate_media(media="screen")
        panel.notebook.command("apputils:change-theme", theme=THEMES[0])


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


# ---------------------------------------------------------------- eyes


def unfold_all(panel):
    """Open every fold."""
    panel.root.evaluate("root => root.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    panel.wait("root => root.querySelectorAll('.bond-table td').length > 0")


def serious_faults(page):
    """What axe-core finds serious or critical within what is ours: rule, element, reason."""
    import axe_playwright_python

    page.evaluate("source => { if (!window.axe) window.eval(source); }",
                  (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run({ include: [['.bond']] }, { resultTypes: ['violations'] })")
    return [(fault["id"], node["html"][:120], node["failureSummary"]) for fault in found["violations"]
            if fault["impact"] in ("serious", "critical") for node in fault["nodes"]]


def accessible(panel, selector):
    """Role, name, value and description in the browser's accessibility tree of what `selector` finds and is shown."""
    session = panel.page.context.new_cdp_session(panel.page)
    session.send("Accessibility.enable")
    session.send("DOM.enable")
    count = panel.root.evaluate("""(root, selector) => { window.bondParts = [...root.querySelectorAll(selector)]
        .filter((part) => part.checkVisibility({visibilityProperty: true})); return window.bondParts.length; }""", selector)
    nodes = []
    for index in range(count):
        handle = session.send("Runtime.evaluate", {"expression": f"window.bondParts[{index}]"})["result"]["objectId"]
        tree = session.send("Accessibility.getPartialAXTree", {"objectId": handle, "fetchRelatives": False})["nodes"][0]
        html = panel.page.evaluate("i => window.bondParts[i].outerHTML.slice(0, 160)", index)
        nodes.append({"role": tree.get("role", {}).get("value"), "name": tree.get("name", {}).get("value") or "",
                      "value": tree.get("value", {}).get("value"),
                      "description": tree.get("description", {}).get("value") or "", "html": html, "text": f"{index} {html}"})
    session.detach()
    return nodes


def layout_faults(panel):
    """What is wider than its place, cut off, or lies over something else."""
    return panel.root.evaluate(LAYOUT)


LAYOUT = """(root) => {
    const faults = [], shown = (part) => part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const name = (part) => `${part.tagName} ${part.className?.baseVal ?? part.className} ${part.textContent.trim().slice(0, 30)}`;
    const scrolls = (part) => part.closest('.bond-table') || part.closest('.bond-hidden');
    const edge = root.getBoundingClientRect();
    if (root.scrollWidth > root.clientWidth + 1) faults.push('the panel is wider than its place');
    const parts = [...root.querySelectorAll('*')].filter((part) => shown(part) && !scrolls(part));
    for (const part of parts) {
        const box = part.getBoundingClientRect();
        if (!box.width || !box.height || part.matches('.bond-segments input, .bond-about')) continue;
        if (box.right > edge.right + 1 || box.left < edge.left - 1) faults.push(`beyond the edge: ${name(part)}`);
        if (!part.closest('svg') && part.children.length === 0 && part.scrollWidth > part.clientWidth + 1 && part.clientWidth
            && getComputedStyle(part).overflow !== 'visible' && !part.matches('input')) faults.push(`cut off: ${name(part)}`);
    }
    const lies = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
    const overlap = (list) => list.forEach((one, i) => list.slice(i + 1).forEach((other) => {
        if (!one.contains(other) && !other.contains(one) && lies(one.getBoundingClientRect(), other.getBoundingClientRect()))
            faults.push(`over each other: ${name(one)} / ${name(other)}`);
    }));
    overlap(parts.filter((part) => part.matches('label, output, input:not(.bond-segments input), select, button, legend, summary, svg, '
        + '.bond-sentence, .bond-note, .bond-question, .bond-title, .bond-error, .bond-control .bond-about')
        && !part.closest('label input') && !part.matches('.bond-transport .bond-about')));
    const svg = root.querySelector('.bond-stage svg'), frame = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll('text')].filter((text) => shown(text) && text.textContent.trim());
    for (const text of words) {
        const box = text.getBoundingClientRect();
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
            faults.push(`outside the picture: ${text.textContent}`);
    }
    overlap(words);
    return faults;
}"""
