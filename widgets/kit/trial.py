"""A learner's function on trial: run on a few cases, set beside the model, and never able to break the lesson.

What is caught: every exception, ``sys.exit()`` too; results of another kind or shape; loops that do not end, in Python code
that the learner wrote (the time is looked at on every line, `SECONDS` for all cases together). What is not: one single call
into compiled code that does not end (``sum(itertools.count())``), or a loop that itself catches every exception; then the
kernel has to be interrupted.
"""

from __future__ import annotations

import contextlib
import sys
import time
from dataclasses import dataclass
from typing import Any, Callable, Iterator

import numpy as np

from widgets.kit import lesson_words as words
from widgets.kit.exercises import Exercise, arrays, find_function

SECONDS = 5.0
"""How long all cases together may take."""
MANY = 4
"""Arrays longer than this are shown by their ends."""
FIGURES = 6
"""How many figures of a number are shown."""


@dataclass(frozen=True)
class Trial:
    """What came of it: whether the function is `written` at all, whether it is `right`, and what to say."""

    written: bool
    right: bool
    said: str


class _TooSlow(BaseException):
    """Not an Exception, so that a learner's own ``except Exception`` does not catch it."""


def try_function(function: Callable, exercise: Exercise) -> Trial:
    """Run `function` on the exercise's cases and compare it with the model, up to the first case that fails.

    Parameters
    ----------
    function : callable
        The learner's; it gets a case's values by position.
    exercise : Exercise
        Of kind "function".

    Raises
    ------
    ValueError
        If the exercise itself is faulty: the model has no such function, or gives no answer.
    """
    answers = [(case, _model(exercise.answer, case)) for case in read_cases(exercise)]
    deadline = time.monotonic() + SECONDS
    results: list[Any] = []
    for number, (case, gave) in enumerate(answers):
        said, problem = _call(function, case, deadline)
        if problem:
            return Trial(True, False, problem)
        if said is None or said is Ellipsis:
            if number == 0:
                return Trial(False, False, words.NOT_WRITTEN)
            return Trial(True, False, words.CASE_NONE.format(case=show_case(case)))
        if not _comparable(said, gave):
            return Trial(True, False, words.CASE_SHAPE.format(case=show_case(case), said=show(said), gave=show(gave)))
        results.append(said)
        if not _agree(said, gave, exercise.tolerance):
            return Trial(True, False, _say_difference(function, exercise, answers, results, deadline))
    return Trial(True, True, words.ALL_CASES.format(count=len(answers)))


def read_cases(exercise: Exercise) -> list[dict]:
    """The cases of an exercise, written down or computed."""
    cases = exercise.cases
    if isinstance(cases, dict):
        cases = find_function(cases["function"])(**arrays(cases.get("arguments", {})))
    return list(cases)


def _model(source: dict, case: dict) -> Any:
    return find_function(source["function"])(**arrays({**source.get("arguments", {}), **case}))


def _call(function: Callable, case: dict, deadline: float) -> tuple[Any, str]:
    """The function's result for a case, or what stopped it, in words."""
    try:
        with _until(deadline, function):
            return function(*arrays(case).values()), ""
    except _TooSlow:
        return None, words.CASE_SLOW.format(case=show_case(case), seconds=SECONDS)
    except KeyboardInterrupt:
        return None, words.CASE_INTERRUPTED.format(case=show_case(case))
    except BaseException as error:  # a learner's mistake of any kind is said in words, and the notebook runs on
        message = str(error).strip() or "–"
        return None, words.CASE_ERROR.format(case=show_case(case), type=type(error).__name__, message=message)


@contextlib.contextmanager
def _until(deadline: float, function: Callable) -> Iterator[None]:
    """Stop Python code that goes on past the deadline: on every call, and on every line of the learner's own module."""
    home = getattr(function, "__globals__", {}).get("__name__")

    def watch(frame, _event, _argument):
        if time.monotonic() > deadline:
            raise _TooSlow
        return watch if frame.f_globals.get("__name__") == home else None

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        yield
    finally:
        sys.settrace(before)


def _say_difference(function, exercise, answers, results, deadline) -> str:
    """The first case that fails, in words, and why, if all cases fail in a way we know."""
    number = len(results) - 1
    case, gave = answers[number]
    said, gave_shown = _tell_apart(results[-1], gave, exercise.unit)
    text = words.CASE_WRONG.format(case=show_case(case), said=said, gave=gave_shown)
    rest = [_call(function, case, deadline)[0] for case, _ in answers[number + 1:]] if exercise.wrong else []
    for wrong in exercise.wrong:
        expected = [_wrong_answer(wrong, case, gave) for case, gave in answers]
        if len(rest) + len(results) == len(answers) and all(
                _comparable(said, other) and _agree(said, other, exercise.tolerance * abs(wrong.get("times", 1)))
                for said, other in zip(results + rest, expected)):
            return f"{text} {wrong['because']}"
    if number:
        text += " " + (words.CASE_PASSED_ONE if number == 1 else words.CASE_PASSED.format(count=number))
    return text


def _wrong_answer(wrong: dict, case: dict, gave: Any) -> Any:
    return np.asarray(gave, dtype=float) * wrong["times"] if "times" in wrong else _model(wrong, case)


# ---- comparing --------------------------------------------------------------------------------------------------------------

def _numbers(value: Any) -> np.ndarray | None:
    """The value as a float array, or None if it is not made of real numbers."""
    if isinstance(value, str) or value is None:
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "buif" else None
    except (ValueError, TypeError):
        return None


def _comparable(said: Any, gave: Any) -> bool:
    if isinstance(gave, str):
        return isinstance(said, str)
    a, b = _numbers(said), _numbers(gave)
    if a is None or b is None or a.shape != b.shape:
        return False
    # True is no number and 1 is no truth: whoever mixes them has misread the question.
    return (np.asarray(said).dtype.kind == "b") == (np.asarray(gave).dtype.kind == "b")


def _agree(said: Any, gave: Any, tolerance: float) -> bool:
    if isinstance(gave, str):
        return said == gave
    return bool(np.allclose(_numbers(said), _numbers(gave), rtol=1e-9, atol=tolerance, equal_nan=True))


# ---- showing ----------------------------------------------------------------------------------------------------------------

def show_case(case: dict) -> str:
    """A case in words: ``x = 0.5, y = 1``."""
    return ", ".join(words.ARGUMENT.format(name=name, value=show(value)) for name, value in case.items())


def _tell_apart(said: Any, gave: Any, unit: str) -> tuple[str, str]:
    """Both values in words, with as many figures as it takes to see that they differ."""
    pairs = [(show(said, unit, figures), show(gave, unit, figures)) for figures in (FIGURES, 10, 17)]
    return next((pair for pair in pairs if pair[0] != pair[1]), pairs[-1])


def show(value: Any, unit: str = "", figures: int = FIGURES) -> str:
    """A value of a case or of a result, short enough for a sentence."""
    if isinstance(value, (bool, np.bool_)):
        return words.YES if value else words.NO
    if isinstance(value, str):
        return words.QUOTED.format(text=value[:40])
    array = _numbers(value)
    if array is None:
        return words.A_THING.format(type=type(value).__name__)
    if array.ndim == 0:
        return _figure(float(array), unit, figures)
    shown = [_figure(float(number), "", figures) for number in array.ravel()]
    if len(shown) > MANY:
        return words.MANY_NUMBERS.format(first=", ".join(shown[:2]), last=shown[-1], count=len(shown))
    return f"[{', '.join(shown)}]"


def _figure(value: float, unit: str, figures: int) -> str:
    text = f"{value:.{figures}g}".replace("-", "−")
    return words.VALUE.format(value=text, unit=unit) if unit else text
