"""Predictions and checks as a learner meets them: keys, focus, names, both themes, a narrow window, a new kernel."""

import json
from pathlib import Path

import pytest
from harness import Notebook, write_notebook
from test_access import THEMES, serious_faults

SET_UP = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from sample_panel import make_panel
from widgets.kit.check import Check
from widgets.kit.exercises import make_exercise
from widgets.kit.predict import Prediction
from widgets.kit.progress import _STORES

_STORES.clear()  # what this kernel remembers of the answers of the test before
panel = make_panel()
panel.scenes["swing"].readouts["largest"] = lambda run: float(run.value.max())

def ask(sort, id, **table):
    return make_exercise(id, sort, "05_synchrony", table)
"""
ASK_LARGEST = """Prediction(ask("predict", "p05-largest", question="How far does it swing? Think of `f`.", panel="sample",
    state="scene=swing frequency=2 noise=0 seed=7", kind="number", unit="m", tolerance=0.1, answer={"readout": "largest"},
    explain="It is a sine."), panel)"""
ASK_CHOICE = """Prediction(ask("predict", "p05-choice", question="How far?", panel="sample", kind="choice",
    state="scene=swing frequency=2 noise=0 seed=7", answer={"readout": "largest"}, explain="It is a sine.", options=[
    {"below": 0.5, "label": "Not <b>far</b>", "because": "It is not still."},
    {"at_least": 0.5, "label": "Far", "because": "So."}]),
    panel)"""
ASK_NUMBER = """Check(ask("check", "c05-number", question="What is half of 1.4?", kind="number", unit="m", tolerance=0.01,
    answer={"function": "widgets.synchrony.model:locking_threshold", "arguments": {"frequency_difference": 1.4}},
    hints=["Divide.", "By two."], solution="It is {gave}.", explain="Well done.",
    wrong=[{"times": 2, "because": "All of it."}]))"""
ASK_WHY = """Check(ask("check", "c05-choice", question="Why?", kind="choice", answer={"value": "b"}, hints=["One.", "Two."],
    solution="Both.", options=[{"value": "a", "label": "One leads", "because": "Neither does."},
                               {"value": "b", "label": "Both", "because": "So it is."}]))"""
CELLS = [SET_UP, ASK_LARGEST, "panel", ASK_CHOICE, ASK_NUMBER, ASK_WHY]


@pytest.fixture(scope="module")
def notebook(lab, context):
    """A notebook of questions, run."""
    write_notebook(lab.root / "questions.ipynb", CELLS)
    notebook = Notebook(context.new_page(), lab.url("questions.ipynb"))
    yield notebook
    assert not notebook.errors


@pytest.fixture
def fresh(lab, notebook):
    """The questions, none of them answered."""
    for file in (lab.private / "progress").glob("*"):
        file.unlink()
    run_afresh(notebook)
    return notebook


def run_afresh(notebook):
    """Run all cells, and wait until the questions of this run are there."""
    notebook.command("notebook:clear-all-cell-outputs")
    notebook.page.wait_for_function("() => document.querySelectorAll('[data-exercise]').length === 0")
    notebook.run_all()
    notebook.page.wait_for_function("() => document.querySelectorAll('[data-exercise]').length === 4")


def restart(notebook):
    """A new kernel, and all cells run in it."""
    notebook.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    notebook.wait_idle()
    run_afresh(notebook)


def piece(notebook, id):
    return notebook.page.locator(f"[data-exercise={id}]")


def entries(lab):
    return json.loads((lab.private / "progress" / "progress.json").read_text(encoding="utf-8"))["entries"]


def test_the_panel_is_covered_until_the_prediction_is_locked_in_and_a_restart_keeps_it(lab, fresh):
    question, curtain = piece(fresh, "p05-largest"), fresh.page.locator(".bond-curtain")
    curtain.wait_for()
    assert not fresh.page.locator(".bond-stage svg").is_visible()
    field = question.get_by_label("Your prediction")
    field.fill("0,5")
    field.press("Enter")
    question.get_by_text("You said 0.5 m; the run gave 1 m.").wait_for()
    assert curtain.is_visible()  # the other prediction of this panel is still open
    piece(fresh, "p05-choice").locator("[data-action=skip]").click()
    curtain.wait_for(state="hidden")
    assert field.is_disabled() and question.locator("[data-action=lock]").is_hidden()
    assert entries(lab)["p05-largest"]["answer"] == 0.5
    restart(fresh)
    piece(fresh, "p05-largest").get_by_text("You said 0.5 m; the run gave 1 m.").wait_for()
    assert fresh.page.locator(".bond-curtain").is_hidden()


def test_the_run_is_shown_in_the_panel(fresh):
    question = piece(fresh, "p05-largest")
    question.locator("[data-action=skip]").click()
    question.locator("[data-action=show]").click()
    panel = fresh.panel("sample")
    panel.wait_state("frequency=2")
    assert panel.value("noise") == "0"


def test_by_keyboard_alone_and_the_focus_is_never_lost(fresh):
    question = piece(fresh, "p05-choice")
    question.locator("input").first.focus()
    fresh.page.keyboard.press("ArrowDown")
    fresh.page.keyboard.press("Tab")
    fresh.page.keyboard.press("Enter")
    question.get_by_text("That is what you predicted.").wait_for()
    assert question.evaluate("root => root.contains(document.activeElement)")

    check = piece(fresh, "c05-number")
    check.locator("input").focus()
    fresh.page.keyboard.type("1.4")
    fresh.page.keyboard.press("Enter")
    check.get_by_text("All of it.").wait_for()
    assert check.locator("[data-action=solution]").is_disabled()
    for action, text in (("hint1", "Divide."), ("hint2", "By two."), ("solution", "It is 0.7 m.")):
        check.locator(f"[data-action={action}]").focus()
        fresh.page.keyboard.press("Enter")
        check.get_by_text(text).wait_for()
        assert check.evaluate("root => root.contains(document.activeElement)")
    check.locator("input").fill("0.7")
    check.locator("input").press("Enter")
    check.get_by_text("Well done.").wait_for()
    assert check.get_attribute("data-right") == "true"


def test_keys_in_a_field_are_no_commands_of_the_notebook(fresh):
    field = piece(fresh, "c05-number").locator("input")
    field.click()
    fresh.page.keyboard.type("abdd00x")
    assert field.input_value() == "abdd00x"
    assert fresh.page.locator(".jp-Notebook .jp-Cell").count() == len(CELLS) and fresh.page.locator(".jp-Dialog").count() == 0


def test_a_choice_says_why_and_nothing_chosen_is_said(fresh):
    check = piece(fresh, "c05-choice")
    check.locator("[data-action=answer]").click()
    check.get_by_text("Choose one of the answers first.").wait_for()
    check.get_by_label("One leads").check()
    check.locator("[data-action=answer]").click()
    check.get_by_text("Neither does.").wait_for()


def test_a_label_is_text_and_never_html(fresh):
    assert piece(fresh, "p05-choice").get_by_label("Not <b>far</b>").count() == 1
    assert piece(fresh, "p05-choice").locator("b").count() == 0


def test_names_for_who_listens(fresh):
    tree = piece(fresh, "c05-number").aria_snapshot()
    for part in ('region "Check yourself"', 'group "What is half of 1.4?"', 'textbox "Your answer"',
                 'button "Check my answer"', 'button "First hint"', 'button "Solution" [disabled]', "status"):
        assert part in tree
    tree = piece(fresh, "p05-choice").aria_snapshot()
    for part in ('region "Predict"', 'group "How far?"', 'radio "Far"',
                 'button "Lock in my answer"', 'button "Skip this one"'):
        assert part in tree


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_no_serious_fault_and_nothing_sticks_out(fresh, theme, width):
    fresh.command("apputils:change-theme", theme=theme)
    fresh.page.set_viewport_size({"width": width, "height": 900})
    try:
        piece(fresh, "p05-choice").locator("[data-action=skip]").click()
        piece(fresh, "c05-number").locator("[data-action=hint1]").click()
        piece(fresh, "c05-number").get_by_text("Divide.").wait_for()
        piece(fresh, "p05-largest").scroll_into_view_if_needed()
        assert serious_faults(fresh.page) == []
        wide = fresh.page.evaluate("""() => [...document.querySelectorAll('.bond-lesson')]
            .filter((root) => root.scrollWidth > root.clientWidth + 1).map((root) => root.dataset.exercise)""")
        assert wide == []
    finally:
        fresh.command("apputils:change-theme", theme=THEMES[0])
        fresh.page.set_viewport_size({"width": 1280, "height": 900})


def test_a_busy_kernel_is_said(fresh):
    fresh.set_source(0, "import time; time.sleep(6)")
    fresh.run_cell(0)
    check = piece(fresh, "c05-choice")
    check.get_by_label("Both").check()
    check.locator("[data-action=answer]").click()
    check.get_by_text("Waiting for the kernel").wait_for()
    check.get_by_text("So it is.").wait_for()
    assert check.get_by_text("Waiting for the kernel").count() == 0
    fresh.set_source(0, SET_UP)
