"""Every lesson in a real browser: opened, run, predicted, every control of every panel moved to both ends, checked.

What lesson 05 has beyond the others stands in test_lesson_05.py.
"""

import pytest
from eyes import layout_faults, serious_faults
from hands import each_scene_and_preset, open_all, said
from harness import REPOSITORY, Notebook, PanelOnPage

LESSONS = sorted(path.name for path in (REPOSITORY / "lessons").glob("[0-9]*.ipynb"))
OWN_PAGE = {"tapping"}
DRAWN = "root => root.querySelector('.bond-stage').dataset.drawn === root.dataset.state"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, lab, context):
    """A lesson, run by somebody who has answered nothing yet."""
    for kept in (lab.private / "progress").glob("*"):
        kept.unlink()
    page = context.new_page()
    page.set_viewport_size(WIDE)
    notebook = Notebook(page, lab.url(request.param))
    notebook.run_all()
    yield notebook
    errors = list(notebook.errors)
    notebook.command("notebook:shutdown-kernel")
    page.close()
    assert not errors, "nothing of ours may complain in the console"


def cells_with(lesson, selector):
    """The code cells that show something of ours, revealed one after the other."""
    for words in lesson.sources():
        cell = lesson.reveal(words)
        if cell.locator(selector).count():
            yield cell


def panels_of(lesson, again=False):
    """Each panel of a lesson, drawn, once (or as often as it stands there, if `again`).

    Panels that another kind of page draws (tapping) are left to their own tests.
    """
    seen = set()
    for cell in cells_with(lesson, ".bond-panel .bond-stage"):
        for root in cell.locator(".bond-panel").all():
            panel = PanelOnPage(lesson, root)
            name = root.get_attribute("data-panel")
            if name not in OWN_PAGE and (again or name not in seen):
                panel.wait_at_rest()
                yield panel
            seen.add(name)


def test_a_prediction_can_be_locked_in_and_the_others_skipped(lesson):
    answered = 0
    for cell in cells_with(lesson, "[data-exercise^=p]"):
        for exercise in cell.locator("[data-exercise^=p]").all():
            if answered:
                continue
            field = exercise.locator("input[type=text]")
            if field.count():
                field.fill("1")
            else:
                exercise.locator("input[type=radio]").first.check()
            exercise.locator("[data-action=lock]").click()
            said(exercise, "You said")
            answered += 1
    assert answered
    open_all(lesson)


def test_every_control_of_every_panel_moves_to_both_ends_and_every_world_is_drawn(lesson):
    open_all(lesson)
    found = 0
    for panel in panels_of(lesson):
        scenes = panel.root.locator("input[data-scene]").evaluate_all("inputs => inputs.map((input) => input.dataset.scene)")
        for scene in scenes or [None]:
            if scene:
                panel.root.locator(f"input[data-scene={scene}]").check(force=True)
                panel.wait_state(f"scene={scene}")
            for model in panel.root.locator("input[data-model]").evaluate_all("all => all.map((each) => each.value)"):
                panel.root.locator(f"input[data-model={model}]").check(force=True)
                panel.wait_state(f"model={model}")
                panel.wait_at_rest()
            found += move_everything(panel)  # in the last rival's world; the others take the same parameters
            panel.press("reset")
            panel.wait_at_rest()
    assert found >= 8


def move_everything(panel):
    """Move every slider to both ends and back, and every choice to each of its options; gives how many moved."""
    moved = 0
    for key in panel.root.locator("[data-control]").evaluate_all("all => all.map((each) => each.dataset.control)"):
        control = panel.control(key)
        before = panel.state
        control.evaluate("""(control) => { for (let fold = control.closest('details'); fold;
            fold = fold.parentElement.closest('details')) fold.open = true; control.focus(); }""")
        if control.evaluate("control => control.matches('select')"):
            options = control.evaluate("select => [...select.options].map((option) => option.value)")
            for option in [*options, options[0]]:
                control.select_option(option)
                panel.wait(DRAWN)
        else:
            for stroke in ("Home", "End"):
                panel.page.keyboard.press(stroke)
                panel.wait(DRAWN)
            assert float(panel.value(key)) == float(control.get_attribute("max"))
            assert panel.state != before or float(control.get_attribute("max")) == float(panel.value(key))
        assert panel.root.locator(".bond-error").is_hidden(), panel.root.locator(".bond-error").inner_text()
        assert "{" not in panel.sentence and len(panel.sentence) > 20
        moved += 1
    panel.wait_at_rest()
    return moved


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["a wide window", "400 pixels"])
def test_every_scene_and_preset_is_drawn_whole(lesson, window):
    open_all(lesson)
    lesson.page.set_viewport_size(window)
    found = {}
    for number, panel in enumerate(panels_of(lesson)):
        for name in each_scene_and_preset(panel):
            faults = layout_faults(panel)
            if faults:
                found[f"{number} {name}"] = faults
    lesson.page.set_viewport_size(WIDE)
    assert found == {}


def test_every_check_takes_an_answer_gives_hints_and_then_its_solution(lesson):
    open_all(lesson)
    found = 0
    for cell in cells_with(lesson, "[data-exercise^=c]"):
        for exercise in cell.locator("[data-exercise^=c]").all():
            assert exercise.locator("[data-action=solution]").is_disabled()
            field = exercise.locator("input[type=text]")
            if field.count():
                field.fill("-987654")
                exercise.locator("[data-action=answer]").click()
            elif exercise.locator("input[type=radio]").count():
                exercise.locator("input[type=radio]").first.check()
                exercise.locator("[data-action=answer]").click()
            for action in ("hint1", "hint2", "solution"):
                exercise.locator(f"[data-action={action}]").click()
            exercise.locator(".bond-result").first.wait_for()
            found += 1
    assert found >= 3


def test_every_panel_is_live(lesson):
    open_all(lesson)
    found = 0
    for panel in panels_of(lesson, again=True):
        panel.press("sample")
        panel.wait_at_rest()
        assert panel.drawn == panel.state and len(panel.sentence) > 20
        found += 1
    assert found >= 2


def test_axe_finds_no_serious_fault(lesson):
    open_all(lesson)
    found = {}
    for cell in cells_with(lesson, ".bond"):
        number = cell.get_attribute("data-bond-cell")
        faults = serious_faults(lesson.page, f"[data-bond-cell='{number}'] .bond")
        if faults:
            found[number] = faults
    assert found == {}
