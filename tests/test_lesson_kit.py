"""Predictions and checks, without a page: what is sent to it, what comes back, what is kept."""

import ast
import itertools
import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.kit import data, trial
from widgets.kit import lesson_words as words
from widgets.kit.cards import evidence, references
from widgets.kit.check import Check, check
from widgets.kit.exercises import make_exercise, read_number
from widgets.kit.glossary import glossary
from widgets.kit.predict import Prediction, predict
from widgets.kit.progress import Progress

# A small course of its own, so that these tests do not depend on what a lesson asks.
EXERCISES = """
[predict.p07-drum]
question = "Will they look linked? Think of `K`."
panel = "synchrony"
state = "scene=in_step seed=7"
kind = "choice"
options = [{value = true, label = "Yes", because = "The drum was weak."}, {value = false, label = "No", because = "They did."}]
answer = {readout = "locked"}
explain = "It came out as {gave}."

[predict.p07-lag]
question = "How long is the lag?"
panel = "synchrony"
state = "scene=who_leads seed=7"
kind = "number"
unit = "s"
tolerance = 0.1
answer = {readout = "lag"}
explain = "So it is."

[check.c07-root]
question = "What is √x for x = 6.25?"
kind = "number"
unit = "rad"
tolerance = 0.01
answer = {function = "widgets.numerics_for_tests:root", arguments = {x = 6.25}}
hints = ["first hint", "second hint"]
solution = "It is {gave}."
explain = "Well done: {gave}."
wrong = [{times = 2, because = "twice"}, {value = 6.25, because = "x itself"}, {above = 1000, because = "huge"},
         {function = "widgets.numerics_for_tests:half", arguments = {x = 6.25}, because = "half, not the root"}]

[check.c07-why]
question = "Why?"
kind = "choice"
answer = {value = "both"}
options = [
    {value = "one", label = "One <b>leads</b>", because = "Neither does."},
    {value = "both", label = "Both", because = "So."},
]
hints = ["first hint", "second hint"]
solution = "Both."

[check.c07-fn]
question = "Write `root(x)`."
kind = "function"
signature = "root(x)"
cases = [{x = 4.0}, {x = 9.0}, {x = 16.0}]
answer = {function = "widgets.numerics_for_tests:root"}
tolerance = 1e-6
wrong = [
    {times = -1, because = "the other root"},
    {function = "widgets.numerics_for_tests:half", because = "half, not the root"},
]
hints = ["first hint", "second hint"]
solution = "The root."
solution_code = "def root(x):\\n    return x ** 0.5"
explain = "That is a root."
"""


def root(x):
    return np.sqrt(x)


def half(x):
    return x / 2


class Panel:
    """What a prediction needs of a panel."""

    def __init__(self, locked=True, lag=0.5):
        self.veils, self.states, self.asked = {}, [], []
        self.values = {"locked": locked, "lag": lag}

    def veil(self, owner, text):
        self.veils[owner] = text

    def unveil(self, owner):
        self.veils.pop(owner, None)

    def readout(self, state, name):
        self.asked.append((state, name))
        return self.values[name]

    def set(self, state):
        self.states.append(state)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The small course, with its functions, and a fresh record."""
    import sys
    import types

    for folder in ("assets/exercises", "assets/evidence", "lessons"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "assets" / "exercises" / "07_small.toml").write_text(EXERCISES, encoding="utf-8")
    functions = types.ModuleType("widgets.numerics_for_tests")
    functions.root, functions.half = root, half
    monkeypatch.setitem(sys.modules, "widgets.numerics_for_tests", functions)
    monkeypatch.setattr(data, "course_folder", lambda: tmp_path)
    monkeypatch.setenv("BOND_PROGRESS", str(tmp_path / "lessons"))
    return tmp_path


def press(widget, action, **content):
    """What the page does: send a plain dict."""
    widget._handle_custom_msg({"action": action, **content}, [])
    return widget.view


# ---- predict ----------------------------------------------------------------------------------------------------------------

def test_the_panel_is_covered_until_the_answer_is_locked_in(course):
    panel = Panel()
    widget = predict("p07-drum", panel)
    assert panel.veils == {"p07-drum": words.VEIL} and widget.view["phase"] == "open"
    assert panel.asked == []  # the model is not even asked before
    view = press(widget, "lock", answer=0)
    assert panel.veils == {} and view["phase"] == "locked" and view["chosen"] == 0
    assert panel.asked == [("scene=in_step seed=7", "locked")]
    assert view["result"] == "You said “Yes”; the run gave “Yes”."
    assert view["verdict"] == words.AS_PREDICTED and view["explain"] == "It came out as “Yes”."


def test_what_the_run_gave_is_the_models_and_a_wrong_prediction_says_why(course):
    view = press(predict("p07-drum", Panel(locked=False)), "lock", answer=0)
    assert view["result"] == "You said “Yes”; the run gave “No”."
    assert view["verdict"] == f"{words.OTHERWISE} The drum was weak."


def test_nothing_of_the_answer_reaches_the_page_before(course):
    view = predict("p07-drum", Panel()).view
    assert not {"result", "verdict", "explain", "gave"} & set(view)
    assert "The drum was weak" not in str(view)


def test_a_locked_answer_cannot_be_changed(course):
    widget, twin = predict("p07-drum", Panel()), predict("p07-drum", Panel())
    press(widget, "lock", answer=0)
    for other in (widget, twin):
        assert press(other, "lock", answer=1)["chosen"] == 0
        assert press(other, "skip")["phase"] == "locked"
    assert Progress(course / "lessons").entries["p07-drum"]["answer"] == 0


def test_a_locked_answer_survives_a_restart_and_leaves_the_panel_open(course):
    press(predict("p07-lag", Panel()), "lock", answer="0,3")
    panel = Panel()
    widget = Prediction(predict("p07-lag").exercise, panel, Progress(course / "lessons"))
    assert panel.veils == {} and widget.view["result"] == "You said 0.3 s; the run gave 0.5 s."


def test_skip_opens_the_panel_and_keeps_the_answer_folded(course):
    panel = Panel()
    widget = predict("p07-drum", panel)
    view = press(widget, "skip")
    assert panel.veils == {} and view["phase"] == "skipped" and view["result"] == words.YOU_SKIPPED
    assert view["gave"] == "The run gave “Yes”." and "chosen" not in view
    again = predict("p07-drum", Panel())
    assert again.view["phase"] == "skipped"
    assert press(again, "lock", answer=0)["phase"] == "skipped"  # who has seen the answer predicts no more


@pytest.mark.parametrize("answer", [None, "0", 2, -1, True, 0.0, [0], "x"])
def test_no_choice_is_asked_for_again(course, answer):
    panel = Panel()
    view = press(predict("p07-drum", panel), "lock", answer=answer)
    assert view["phase"] == "open" and view["asked"] == words.NOTHING_CHOSEN and panel.veils


@pytest.mark.parametrize(("lag", "verdict"), [
    (0.5, words.NEAR), (0.44, words.NEAR), (0.8, words.RUN_HIGHER), (-1, words.RUN_LOWER)])
def test_a_number_is_set_beside_what_the_run_gave(course, lag, verdict):
    assert press(predict("p07-lag", Panel(lag=lag)), "lock", answer="0.5 s")["verdict"] == verdict


def test_an_unreadable_number_stays_open_and_says_why(course):
    view = press(predict("p07-lag", Panel()), "lock", answer="about half")
    assert view["phase"] == "open" and "about half" in view["asked"]


def test_the_run_can_be_shown_in_the_panel_only_afterwards(course):
    panel = Panel()
    widget = predict("p07-drum", panel)
    press(widget, "show")
    assert panel.states == []
    press(widget, "skip")
    press(widget, "show")
    assert panel.states == ["scene=in_step seed=7"]


def test_an_answer_to_an_older_form_of_the_question_does_not_block(course):
    Progress(course / "lessons").record("p07-drum", kind="predict", status="locked", answer=5)
    panel = Panel()
    assert predict("p07-drum", panel).view["result"] == words.OTHER_EDITION and panel.veils == {}


def test_an_error_in_a_callback_is_said_and_the_answer_is_kept(course, caplog):
    class Broken(Panel):
        def readout(self, state, name):
            raise RuntimeError("no such readout")

    view = press(predict("p07-drum", Broken()), "lock", answer=1)
    assert "RuntimeError: no such readout" in view["error"] and "run the cell again" in view["error"].lower()
    assert view["question"] and "p07-drum" in caplog.text
    again = predict("p07-drum", Panel())
    assert again.view["chosen"] == 1 and again.view["error"] == ""


def test_works_without_a_panel_object_for_the_cover(course, monkeypatch):
    monkeypatch.setattr("widgets.kit.exercises._make_panel", lambda name: Panel())
    view = press(predict("p07-drum"), "lock", answer=0)
    assert view["phase"] == "locked" and view["can_show"] is False


def test_unknown_actions_and_odd_messages_do_nothing(course):
    widget = predict("p07-drum", Panel())
    before = widget.view
    for content in ({}, {"action": "format"}, "lock", None, {"action": ["lock"]}):
        widget._handle_custom_msg(content, [])
    assert widget.view == before


def test_trouble_with_the_record_is_said_in_the_widget(course):
    (course / "lessons" / "progress.json").write_text("{")
    view = press(predict("p07-drum", Panel()), "lock", answer=0)
    assert "progress.json" in view["trouble"] and view["phase"] == "locked"


# ---- check: numbers ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("text", ["2.5", "2,5", " 2.50 rad", "25e-1", "2.51", "2.49"])
def test_right_numbers(course, text):
    view = press(check("c07-root"), "answer", answer=text)
    assert view["right"] and view["result"].startswith("Right: you answered 2.") and view["explain"] == "Well done: 2.5 rad."


@pytest.mark.parametrize(("text", "says"), [
    ("5", "twice"), ("6.25", "x itself"), ("2000", "huge"), ("3.125", "half, not the root"),
    ("-2.5", words.OTHER_SIGN), ("250", "a power of ten too high"), ("0.025", "a power of ten too low"),
    ("2.52", "a little too high"), ("2.48", "a little too low"), ("3.5", "too high."), ("1.5", "too low."),
    ("90", "much too high"), ("0.3", "much too low"), ("0", "too low."), ("-900", "too low."),
])
def test_a_wrong_number_says_what_is_wrong_and_not_the_answer(course, text, says):
    view = press(check("c07-root"), "answer", answer=text)
    assert not view["right"] and says in view["result"]
    assert not re.search(r"2\.5\b", view["result"].replace("−2.5 rad", "")) and view["explain"] == ""


@pytest.mark.parametrize("text", [
    "", "  ", "two", "1.000,5", "1,000,000", "nan", "inf", "1_0", "0x10", "2.5 m", None, ["2.5"]])
def test_what_is_no_number_is_said_and_is_no_try(course, text):
    widget = check("c07-root")
    view = press(widget, "answer", answer=text)
    assert view["result"] and not view["right"] and widget.entry == {}


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_can_be_typed(number):
    assert read_number(repr(number)) == number
    assert read_number(repr(number).replace(".", ",").replace("-", "−") + " rad/s", "rad/s") == number


def test_a_right_answer_stays_right_and_tries_are_counted(course):
    widget = check("c07-root")
    for text in ("9", "2.5", "7"):
        press(widget, "answer", answer=text)
    assert (widget.entry["tries"], widget.entry["right"]) == (3, True)
    again = check("c07-root")
    assert again.view["right"] and again.view["answer"] == 7.0 and again.view["result"].startswith(words.WRONG_NUMBER[:8])


# ---- check: choices ---------------------------------------------------------------------------------------------------------

def test_each_choice_says_why(course):
    widget = check("c07-why")
    assert press(widget, "answer", answer=0)["result"] == f"{words.WRONG} Neither does."
    assert press(widget, "answer", answer=None)["result"] == words.CHOOSE_FIRST
    view = press(widget, "answer", answer=1)
    assert view["right"] and view["result"] == f"{words.RIGHT} So."


# ---- hints and solution -----------------------------------------------------------------------------------------------------

def test_the_solution_comes_after_both_hints(course):
    widget = check("c07-root")
    assert widget.view["hints"] == [] and not widget.view["may_solve"]
    assert "first hint" not in str(widget.view)
    assert press(widget, "solution")["solution"] == ""
    assert press(widget, "hint", number=2)["hints"] == []
    assert press(widget, "hint", number=1)["hints"] == ["first hint"]
    assert press(widget, "solution")["solution"] == ""
    view = press(widget, "hint", number=2)
    assert view["hints"] == ["first hint", "second hint"] and view["may_solve"] and view["solution"] == ""
    assert press(widget, "solution")["solution"] == "It is 2.5 rad."
    assert check("c07-root").view["solution"] == "It is 2.5 rad."  # and it stays open


def test_the_solution_comes_after_a_right_answer(course):
    widget = check("c07-root")
    press(widget, "answer", answer="2.5")
    assert press(widget, "solution")["solution"] == "It is 2.5 rad."


# ---- check: functions -------------------------------------------------------------------------------------------------------

def result(function):
    widget = check("c07-fn", function)
    return widget.view["result"], widget


def test_a_right_function(course):
    said, widget = result(lambda x: x ** 0.5)
    assert said == words.ALL_CASES.format(count=3) and widget.view["explain"] == "That is a root."
    assert widget.entry["right"] and widget.entry["tries"] == 1


@pytest.mark.parametrize("body", [lambda x: None, lambda x: ...])
def test_a_function_that_is_not_written_yet_is_no_try(course, body):
    said, widget = result(body)
    assert said == words.NOT_WRITTEN and widget.entry == {}


def stops(x):
    return 1 / 0


def leaves(x):
    raise SystemExit(3)


def endless(x):
    while True:
        x += 1


def stubborn(x):
    while True:
        try:
            x += 1
        except Exception:
            pass


def deep(x):
    return deep(x)


@pytest.mark.parametrize(("function", "says"), [
    (lambda x: x, "For x = 4 your function gives 4; the model gives 2."),
    (lambda x: 2.0 if x == 4 else 0.0, "For x = 9 your function gives 0; the model gives 3. The one before it agrees."),
    (lambda x: x ** 0.5 if x < 10 else 0.0, "For x = 16 your function gives 0; the model gives 4. The 2 before it agree."),
    (lambda x: -x ** 0.5, "the other root"),
    (lambda x: x / 2, "half, not the root"),
    (lambda x: x ** 0.5 if x < 9 else None, "For x = 9 your function returns nothing."),
    (lambda x: "2", "gives “2”, and the model gives 2: not the same kind of thing"),
    (lambda x: [2.0, 2.0], "gives [2, 2], and the model gives 2"),
    (lambda x: True, "gives True, and the model gives 2"),
    (lambda x: {"root": 2}, "something of type dict"),
    (lambda x: 2j, "something of type complex"),
    (lambda x: [[1], [2, 3]], "something of type list"),
    (lambda x: float("nan"), "gives nan"),
    (lambda x: x ** 0.5 + 2e-6, "gives 2.000002; the model gives 2"),
    (stops, "stops with an error, ZeroDivisionError: division by zero"),
    (lambda: 1, "TypeError"),
    (leaves, "SystemExit: 3"),
    (deep, "RecursionError"),
])
def test_the_first_case_that_fails_is_said_in_words(course, function, says):
    said, widget = result(function)
    assert says in said and not widget.view["right"] and widget.view["error"] == ""
    assert widget.entry["tries"] == 1


@pytest.mark.parametrize("function", [endless, stubborn, lambda x: [x for _ in itertools.repeat(1) if x < 0]])
def test_a_loop_without_end_is_stopped(course, monkeypatch, function):
    import sys

    monkeypatch.setattr(trial, "SECONDS", 0.3)
    before, start = sys.gettrace(), time.monotonic()
    said, widget = result(function)
    assert "still at work after 0.3 seconds" in said and time.monotonic() - start < 5
    assert sys.gettrace() is before and not widget.view["error"]


@pytest.mark.parametrize("work", [None, 3, "root", Panel()])
def test_what_is_no_function_is_said(course, work):
    said, widget = result(work)
    assert "check('c07-fn', root)" in said and widget.entry == {}


def test_a_function_cannot_change_what_the_model_gets():
    table = {"question": "?", "kind": "function", "signature": "f(x)", "cases": [{"x": [1.0, 2.0]}, {"x": [3.0, 4.0]}],
             "answer": {"function": "widgets.numerics_for_tests:half"}, "tolerance": 1e-9,
             "hints": ["a", "b"], "solution": "s"}
    exercise = make_exercise("c07-half", "check", "07_small", table)

    def cheat(x):
        x[:] = 0
        return x

    import sys
    import types

    functions = types.ModuleType("widgets.numerics_for_tests")
    functions.half = half
    sys.modules["widgets.numerics_for_tests"] = functions
    try:
        assert "gives [0, 0]; the model gives [0.5, 1]" in trial.try_function(cheat, exercise).said
        assert exercise.cases == [{"x": [1.0, 2.0]}, {"x": [3.0, 4.0]}]
        assert trial.try_function(lambda x: x / 2, exercise).right
    finally:
        del sys.modules["widgets.numerics_for_tests"]


def test_a_faulty_exercise_is_said_and_does_not_stop_the_lesson(course):
    file = course / "assets" / "exercises" / "07_small.toml"
    faulty = EXERCISES.replace('numerics_for_tests:root"}\ntolerance', 'numerics_for_tests:rood"}\ntolerance')
    file.write_text(faulty, encoding="utf-8")
    widget = check("c07-fn", root)
    assert "rood" in widget.view["error"] and not widget.view.get("right")


# ---- what is stored ---------------------------------------------------------------------------------------------------------

def stored(widget):
    return {kind: text for kind, text in widget._repr_mimebundle_()[0].items() if kind.startswith("text/")}


def test_the_stored_question_is_the_same_before_and_after_the_answer(course):
    for make, action, content in ((lambda: predict("p07-drum", Panel()), "lock", {"answer": 0}),
                                  (lambda: check("c07-root"), "answer", {"answer": "2.5"})):
        widget = make()
        before = stored(widget)
        press(widget, action, **content)
        assert stored(widget) == before == stored(make())
        assert "application/vnd.jupyter.widget-view+json" in widget._repr_mimebundle_()[0]


def test_the_stored_question_holds_question_and_options_and_not_the_answer(course):
    text = stored(predict("p07-drum", Panel()))
    assert text["text/plain"].splitlines() == [
        "Predict [p07-drum]", "Will they look linked? Think of `K`.", "( ) Yes", "( ) No", words.STATIC_PREDICT]
    assert "<code>K</code>" in text["text/html"] and "The drum was weak" not in text["text/html"]
    assert "One &lt;b&gt;leads&lt;/b&gt;" in stored(check("c07-why"))["text/html"]
    text = stored(check("c07-root"))
    assert "A number in rad." in text["text/plain"] and "2.5" not in text["text/html"]


# ---- declarations -----------------------------------------------------------------------------------------------------------

GOOD = {"question": "?", "kind": "number", "unit": "", "tolerance": 0.1, "answer": {"function": "widgets.a:b"},
        "hints": ["a", "b"], "solution": "s"}


@pytest.mark.parametrize(("change", "says"), [
    ({"hints": ["one"]}, "two hints"), ({"tolerance": 0}, "tolerance"), ({"tolerance": True}, "tolerance"),
    ({"answer": 3}, "answer must be"), ({"answer": {"value": 3}}, "answer must be"),
    ({"answer": {"readout": "lag"}}, "needs a panel"), ({"wrong": [{"times": 2}]}, "a wrong answer has"),
    ({"wrong": [{"times": 2, "above": 3, "because": "x"}]}, "a wrong answer has"),
    ({"option": []}, "has no option"), ({"kind": "numbers"}, "kind must be one of"), ({"solution": None}, "is missing"),
])
def test_a_faulty_declaration_says_what_is_wrong(change, says):
    table = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
    make_exercise("c07-good", "check", "07_small", GOOD)
    with pytest.raises(ValueError, match=says):
        make_exercise("c07-good", "check", "07_small", table)


def test_ranges_must_leave_exactly_one_option(course):
    table = {"question": "?", "kind": "choice", "panel": "synchrony", "state": "seed=1", "answer": {"readout": "lag"},
             "explain": "e", "unit": "s",
             "options": [{"below": 0.2, "label": "low", "because": "b"}, {"at_least": 0.5, "label": "high", "because": "b"}]}
    exercise = make_exercise("p07-range", "predict", "07_small", table)
    assert [exercise.fitting(value) for value in (0.1, 0.5, 2)] == [0, 1, 1]
    assert exercise.show_value(0.712) == "0.712 s, which is “high”"
    with pytest.raises(ValueError, match="fits 0 of the options"):
        exercise.fitting(0.3)


@pytest.mark.parametrize("call", [lambda: predict("p07-drun"), lambda: check("c07-roots"), lambda: predict("c07-root")])
def test_an_unknown_name_gives_the_nearest(course, call):
    with pytest.raises(ValueError, match="the nearest are: [pc]07-"):
        call()


def test_unknown_names_of_cards_and_words_give_the_nearest():
    with pytest.raises(ValueError, match="feldman1999"):
        evidence("05", "feldman199")
    with pytest.raises(ValueError, match="no lesson '99'"):
        evidence("99")
    with pytest.raises(ValueError, match="nordham2018"):
        references("05", "nordham2081")
    with pytest.raises(ValueError, match="phase-locking"):
        glossary("phase-lockin")


# ---- the page's code --------------------------------------------------------------------------------------------------------

def page(name):
    return (data.PAGE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["common.js", "predict.js", "check.js"])
def test_the_page_code_puts_no_text_in_as_html(name):
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\b"
    assert not re.search(forbidden, page(name))


@pytest.mark.parametrize("name", ["common.js", "predict.js", "check.js"])
def test_the_page_code_holds_no_sentence(name):
    code = re.sub(r"//.*", "", page(name))
    strings = [ast.literal_eval(string) for string in re.findall(r'"(?:[^"\\\n]|\\.)*"', code)]
    assert strings and not [string for string in strings if re.search(r"^[A-Z][a-z]+ |[a-z] [a-z]+ [a-z]+ ", string)]


def test_every_word_that_the_page_asks_for_is_there():
    for file, spoken in (("predict.js", words.PREDICT), ("check.js", words.CHECK)):
        asked = set(re.findall(r"words\.(\w+)", page("common.js") + page(file)))
        listed = set(re.findall(r'"(hint1|hint2|solution)"', page(file)))
        shared = set(re.findall(r"words\.(\w+)", page("common.js")))
        assert asked | listed | shared == set(spoken) | (asked & shared)


def test_every_template_of_the_kit_is_used():
    folder = data.PAGE.parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    names = [name for name in vars(words) if name.isupper()]
    assert names and not [name for name in names if len(re.findall(rf"\b{name}\b", code)) < 2]
