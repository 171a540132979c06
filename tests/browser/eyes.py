"""What a person would see or hear of the page, as something that can be asserted."""

from __future__ import annotations

import io
from pathlib import Path


def changed_share(now, before):
    """Share of the pixels that are clearly different in two PNGs."""
    import numpy as np
    from PIL import Image

    now, before = (np.asarray(Image.open(io.BytesIO(data)).convert("L"), float) for data in (now, before))
    assert now.shape == before.shape
    return np.mean(abs(now - before) > 40)


def serious_faults(page, place=".bond"):
    """What axe-core finds serious or critical within what is ours (or within `place`): rule, element, reason."""
    import axe_playwright_python

    page.evaluate("source => { if (!window.axe) window.eval(source); }",
                  (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("place => axe.run({ include: [[place]] }, { resultTypes: ['violations'] })", place)
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
    const name = (part) => [part.tagName, part.className?.baseVal ?? part.className, part.textContent.trim().slice(0, 30)].join(' ');
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
    const lines = (one, other) => {  // of one label, at least three quarters of a box apart: their letters do not meet
        const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
        return one.matches('text') && one.parentNode === other.parentNode && one.parentNode.id.includes('text_')
            && Math.abs(a.top - b.top) > 0.75 * Math.max(a.height, b.height);
    };
    const overlap = (list) => list.forEach((one, i) => list.slice(i + 1).forEach((other) => {
        if (!one.contains(other) && !other.contains(one) && lies(one.getBoundingClientRect(), other.getBoundingClientRect())
            && !lines(one, other))
            faults.push(`over each other: ${name(one)} / ${name(other)}`);
    }));
    overlap(parts.filter((part) => part.matches('label, output, input:not(.bond-segments input), select, button, legend, '
        + 'summary, svg, .bond-sentence, .bond-note, .bond-question, .bond-title, .bond-error, .bond-control .bond-about')
        && !part.closest('label input') && !part.matches('.bond-transport .bond-about')));
    const svg = root.querySelector('.bond-stage svg'), frame = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll('text')].filter((text) => text.getBoundingClientRect().width && text.textContent.trim());
    for (const text of words) {
        const box = text.getBoundingClientRect();
        const outside = [frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom];
        if (Math.max(...outside) > 0.008 * frame.width)  // a letter does not fill its box
            faults.push(`outside the picture: ${text.textContent}`);
    }
    overlap(words);
    return faults;
}"""
