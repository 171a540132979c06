"""What a learner does in a lesson: open its panels, bring them to their scenes and presets, wait for words."""

from __future__ import annotations

from harness import PanelOnPage


def panel_in(lesson, words, veiled=False):
    """The panel that the cell `words` shows, drawn."""
    cell = lesson.reveal(words)
    root = cell.locator(".bond-panel").first
    root.wait_for(state="attached")
    panel = PanelOnPage(lesson, root)
    panel.wait("(root, veiled) => root.classList.contains('bond-veiled') === veiled", veiled)
    panel.wait_at_rest()
    return panel


def open_all(lesson):
    """Skip the predictions that still cover a panel."""
    for words in lesson.sources():
        if words.startswith("#") or "predict(" not in words or "import" in words:
            continue
        skip = lesson.reveal(words).locator("[data-action=skip]")
        if skip.count() and skip.is_visible():
            skip.click()
            skip.wait_for(state="hidden")


def each_scene_and_preset(panel):
    """Bring the panel to each of its scenes and presets in turn; gives their names."""
    scenes = panel.root.locator("input[data-scene]").evaluate_all("inputs => inputs.map((input) => input.dataset.scene)")
    for scene in scenes or [None]:
        if scene:
            panel.root.locator(f"input[data-scene={scene}]").check(force=True)
            panel.wait_state(f"scene={scene}")
        yield scene
        presets = panel.root.locator("[data-preset]").evaluate_all("buttons => buttons.map((each) => each.dataset.preset)")
        for preset in presets:
            panel.root.locator(f"[data-preset={preset}]").click()
            panel.wait("root => root.querySelector('.bond-stage').dataset.drawn === root.dataset.state")
            panel.wait_at_rest()
            yield f"{scene} {preset}"


def said(place, words):
    """Wait until `place` says `words`."""
    place.get_by_text(words).first.wait_for()
