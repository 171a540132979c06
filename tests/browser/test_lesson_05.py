"""Lesson 05 as a learner meets it: opened in JupyterLab, run from top to bottom, predicted, played with, checked."""

import numpy as np
import pytest
from eyes import changed_share, layout_faults, serious_faults
from hands import each_scene_and_preset, open_all, panel_in, said
from harness import Notebook

LESSON = "05_synchrony.ipynb"
SIZES = {"a wide window": (1280, 900), "200 % zoom of it": (640, 450), "400 pixels": (400, 800)}
SOLUTION = '''
import numpy as np


def phase_locking_value(phase_first, phase_second):
    return abs(np.mean(np.exp(1j * (phase_first - phase_second))))


check("c05-plv", phase_locking_value)
'''
BAD_FILES = {
    "empty": lambda: b"",
    "one column": lambda: b"1\n2\n3\n" * 100,
    "words": lambda: b"I,am\nnot,<b>data</b>\n" * 50,
    "not a number": lambda: b"1,2\nNaN,NaN\n" * 100,
    "six rows": lambda: b"1,2\n2,1\n3,4\n4,3\n5,6\n6,5\n",
    "constant columns": lambda: b"1,2\n" * 300,
    "a million rows": lambda: b"0.123456,0.654321\n" * 1_000_000,
    "UTF-16 without its mark": lambda: ("1,2\n2,1\n3,5\n" * 100).encode("utf-16-le"),
    "binary": lambda: bytes(range(256)) * 40,
}


@pytest.fixture(scope="module")
def lesson(lab, context):
    """The lesson, run."""
    notebook = Notebook(context.new_page(), lab.url(LESSON))
    notebook.run_all()
    yield notebook
    notebook.command("notebook:shutdown-kernel")  # whoever opens this lesson next begins afresh


@pytest.fixture(autouse=True)
def no_errors(lesson):
    """Whatever is done, nothing of ours may complain in the console."""
    lesson.page.set_viewport_size({"width": 1280, "height": 900})
    yield
    assert not lesson.errors


def test_a_prediction_opens_the_panel_and_meets_what_the_run_gave(lesson):
    panel = panel_in(lesson, "two", veiled=True)
    assert panel.root.locator(".bond-curtain").is_visible()
    assert not panel.stage.is_visible()
    assert panel.root.locator(".bond-side").evaluate("side => side.inert")
    exercise = lesson.reveal('predict("p05-drum"').locator("[data-exercise='p05-drum']")
    exercise.locator("[data-action=lock]").click()
    said(exercise, "Choose one of the answers first")
    exercise.get_by_label("No, without a link they drift apart").check()
    exercise.locator("[data-action=lock]").click()
    said(exercise, "You said")
    said(exercise, "Being in step needs no link")
    assert exercise.get_by_label("Yes, they look like a linked pair").is_disabled()
    panel = panel_in(lesson, "two")
    assert panel.stage.is_visible() and not panel.root.locator(".bond-curtain").is_visible()


def test_keys_on_a_slider_change_pixels_and_sentence(lesson):
    open_all(lesson)
    panel = panel_in(lesson, "two")
    panel.use("scene=in_step model=claim difference=1.5 coupling=0.2 noise=0.1 seed=7")
    panel.wait_state("coupling=0.2")
    pixels, sentence = panel.pixels(), panel.sentence
    panel.control("coupling").focus()
    for _ in range(18):
        panel.page.keyboard.press("ArrowRight")
    panel.wait("(root, before) => root.querySelector('.bond-sentence').textContent !== before", sentence)
    panel.wait_at_rest()
    assert changed_share(panel.pixels(), pixels) > 0.003
    assert float(panel.value("coupling")) > 0.2


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("words", ["two", "ruler"])
def test_every_scene_and_every_preset_is_drawn_whole_at_every_width(lesson, words, size):
    open_all(lesson)
    lesson.page.set_viewport_size({"width": size[0], "height": size[1]})
    panel = panel_in(lesson, words)
    found = {name: layout_faults(panel) for name in each_scene_and_preset(panel)}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_finds_no_serious_fault_anywhere(lesson):
    open_all(lesson)
    found = {}
    for words in lesson.sources():
        cell = lesson.reveal(words)
        if cell.locator(".bond").count():
            found[words] = serious_faults(lesson.page, f"[data-bond-cell='{cell.get_attribute('data-bond-cell')}'] .bond")
    assert len(found) > 12
    assert {words: faults for words, faults in found.items() if faults} == {}


def test_a_file_of_the_learners_is_measured(lesson):
    open_all(lesson)
    panel = panel_in(lesson, "ruler")
    seconds = np.arange(0, 90, 0.25)
    first, second = np.sin(seconds * 1.7), np.sin(seconds * 1.7 - 0.5)
    rows = "".join(f"{t},{a:.4f},{b:.4f}\n" for t, a, b in zip(seconds, first, second))
    upload(panel, f"time,me,you\n{rows}".encode())
    panel.wait("root => root.querySelector('.bond-recording [role=status]').textContent.includes('360')")
    panel.wait_at_rest()
    assert "me" in panel.root.locator(".bond-recording [role=status]").inner_text()
    panel.press("drop")
    panel.wait("root => root.querySelector('.bond-recording [role=status]').textContent === ''")
    panel.wait_at_rest()


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_in_place_and_the_last_good_state_stays(lesson, name):
    open_all(lesson)
    panel = panel_in(lesson, "ruler")
    state, picture = panel.state, panel.picture()
    upload(panel, BAD_FILES[name]())
    error = panel.root.locator(".bond-error")
    error.wait_for()
    assert len(error.inner_text()) > 40 and "Error:" not in error.inner_text()
    assert error.locator("*").count() == 0  # text, never markup
    assert (panel.state, panel.picture()) == (state, picture)
    panel.control("coupling").focus()
    panel.page.keyboard.press("ArrowRight")
    panel.wait("(root, before) => root.dataset.state !== before", state)
    panel.wait_at_rest()
    assert error.is_hidden()
    panel.page.keyboard.press("ArrowLeft")
    panel.wait("(root, before) => root.dataset.state === before", state)
    panel.wait_at_rest()


def test_a_checked_number_says_why_it_is_wrong_and_opens_hints_before_the_solution(lesson):
    exercise = lesson.reveal('check("c05-threshold")').locator("[data-exercise='c05-threshold']")
    assert exercise.locator("[data-action=solution]").is_disabled()
    answer(exercise, "1.4")
    said(exercise, "half is enough")
    exercise.locator("[data-action=hint1]").click()
    said(exercise, "it must be possible for this to be zero")
    exercise.locator("[data-action=hint2]").click()
    said(exercise, "How large must K be")
    exercise.locator("[data-action=solution]").click()
    said(exercise, "K = |Δω|/2")
    answer(exercise, "<b>x</b>")
    said(exercise, "is not a number we can read")
    assert exercise.locator(".bond-result b, .bond-error b").count() == 0
    answer(exercise, "0,7")
    said(exercise, "Right: you answered")


def test_a_checked_choice(lesson):
    exercise = lesson.reveal('check("c05-nudge")').locator("[data-exercise='c05-nudge']")
    exercise.get_by_label("There is no lag at all between them").check()
    exercise.locator("[data-action=answer]").click()
    said(exercise, "Two equal people who follow one drum have no lag either.")
    exercise.get_by_label("When somebody jogs the first").check()
    exercise.locator("[data-action=answer]").click()
    said(exercise, "Right")


def test_a_function_of_the_learners_is_tried_against_the_model(lesson):
    words = 'check("c05-plv"'
    cell = lesson.reveal(words)
    said(cell, "Not yet written")
    index = cell.evaluate("cell => Number(cell.dataset.bondCell)")
    source = lesson.page.evaluate(
        "i => window.jupyterapp.shell.currentWidget.content.model.cells.get(i).sharedModel.getSource()", index)
    try:
        for text, verdict in ((SOLUTION.replace("abs(", "2 * abs("), "the model gives"),
                              (SOLUTION, "agrees with the model in all")):
            lesson.set_source(index, text)
            lesson.run_cell(index)
            said(lesson.reveal(words), verdict)
    finally:
        lesson.set_source(index, source)


# ---------------------------------------------------------------- hands


def upload(panel, data):
    """Choose a file of the learner's."""
    panel.root.locator("[data-role=recording]").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": data})


def answer(exercise, text):
    """Write an answer and have it checked."""
    exercise.locator("input[type=text]").fill(text)
    exercise.locator("[data-action=answer]").click()
