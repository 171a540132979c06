"""Check: a number, a choice or a few lines of the learner's code, set against the model."""

from __future__ import annotations

import math
from typing import Any, Callable

from widgets.kit import lesson_words as words
from widgets.kit.exercises import Exercise, compute, plain, read_exercise, read_number, show_number
from widgets.kit.lesson_widget import LessonWidget, script
from widgets.kit.progress import Progress
from widgets.kit.trial import try_function

HINTS = 2


class Check(LessonWidget):
    """A checked question in the page.

    Parameters
    ----------
    exercise : Exercise
    work : object, optional
        For a question that asks for code, the learner's function; for the others, the panel whose readout answers.
    progress : Progress, optional
        Where the result is kept; by default the learner's file.
    """

    _esm = script("check.js")
    spoken = words.CHECK
    static = words.STATIC_CHECK

    def __init__(self, exercise: Exercise, work: Any = None, progress: Progress | None = None):
        self.work = work
        self._said = ""
        super().__init__(exercise, work if hasattr(work, "readout") else None, progress)

    @property
    def actions(self):
        """What the page may ask for."""
        return {"answer": self._answer, "hint": self._hint, "solution": self._solution}

    @property
    def entry(self) -> dict:
        """What is recorded of this check."""
        return self.progress.get(self.exercise.id)

    def begin(self) -> None:
        """Run the learner's function, if the question asks for one."""
        if self.exercise.kind != "function":
            return
        if not callable(self.work):
            got = words.A_THING.format(type=type(self.work).__name__)
            name = self.exercise.signature.partition("(")[0]
            self._said = words.NO_FUNCTION.format(id=self.exercise.id, name=name, got=got)
            return
        trial = try_function(self.work, self.exercise)
        self._said = trial.said
        if trial.written:
            self._record(answer=None, right=trial.right)

    def show(self) -> dict:
        """What the page shows besides the question: the result, the opened hints, the solution if it is open."""
        entry, exercise = self.entry, self.exercise
        right, opened = entry.get("right", False), entry.get("hints", 0)
        said = self._said or self._judge_again(entry)
        may_solve = right or opened >= HINTS
        solved = may_solve and entry.get("solution", False)
        return {
            "right": right, "result": said, "answer": entry.get("answer"), "signature": exercise.signature,
            "explain": self._fill(exercise.explain) if right and exercise.kind != "choice" else "",
            "hints": exercise.hints[:opened], "may_solve": may_solve,
            "solution": self._fill(exercise.solution) if solved else "",
            "solution_code": exercise.solution_code if solved else "",
        }

    # ---- what the page asks for ---------------------------------------------------------------------------------------------

    def _answer(self, content: dict) -> None:
        if self.exercise.kind == "choice":
            answer = self._chosen(content)
            self._said = words.CHOOSE_FIRST if answer is None else ""
        else:
            try:
                answer = read_number(str(content.get("answer", "")), self.exercise.unit)
                self._said = ""
            except ValueError as problem:
                answer, self._said = None, str(problem)
        if answer is not None:
            right, self._said = self._judge(answer)
            self._record(answer=answer, right=right)

    def _hint(self, content: dict) -> None:
        opened = self.entry.get("hints", 0)
        if content.get("number") == opened + 1 <= HINTS:
            self._record(hints=opened + 1)

    def _solution(self, _content: dict) -> None:
        entry = self.entry
        if entry.get("right") or entry.get("hints", 0) >= HINTS:
            self._record(solution=True)
        else:
            self._said = words.TOO_SOON

    def _record(self, **news: Any) -> None:
        """Add to what is recorded; an answer counts as one more try."""
        before = self.entry
        tries = before.get("tries", 0) + ("right" in news)
        self.progress.record(self.exercise.id, kind="check", **{
            "answer": before.get("answer"), "right": before.get("right", False), "hints": before.get("hints", 0),
            "solution": before.get("solution", False), **news, "tries": tries})

    # ---- judging ------------------------------------------------------------------------------------------------------------

    def _judge(self, answer) -> tuple[bool, str]:
        gave = self.exercise.compute(self.panel)
        if self.exercise.kind == "choice":
            right = answer == self.exercise.fitting(gave)
            return right, f"{words.RIGHT if right else words.WRONG} {self.exercise.options[answer]['because']}"
        return judge_number(answer, gave, self.exercise, lambda source: plain(compute(source, self.exercise, self.panel)))

    def _judge_again(self, entry: dict) -> str:
        """What to say of an answer from before the kernel was restarted; nothing if it no longer fits the question."""
        answer = entry.get("answer")
        if self.exercise.kind == "choice":
            return self._judge(answer)[1] if self._chosen({"answer": answer}) is not None else ""
        if self.exercise.kind == "number" and type(answer) in (int, float):
            return self._judge(answer)[1]
        return ""

    def _fill(self, text: str) -> str:
        if "{gave}" not in text:
            return text
        return text.replace("{gave}", self.exercise.show_value(self.exercise.compute(self.panel)))


def judge_number(answer: float, gave: float, exercise: Exercise, compute_other: Callable[[dict], float]) -> tuple[bool, str]:
    """Whether a number is right, and what to say of it.

    Parameters
    ----------
    answer, gave : float
        The learner's number and the model's, in the exercise's unit.
    exercise : Exercise
        Its tolerance, unit and known wrong answers.
    compute_other : callable
        Computes the ``function`` of a known wrong answer.
    """
    said, tolerance = show_number(answer, exercise.unit), exercise.tolerance
    if _near(answer, gave, tolerance):
        return True, words.RIGHT_NUMBER.format(said=said, gave=show_number(gave, exercise.unit))
    why = next((wrong["because"] for wrong in exercise.wrong if _is_wrong(wrong, answer, gave, tolerance, compute_other)), "")
    return False, f"{words.WRONG_NUMBER.format(said=said)} {why or _kind_of_error(answer, gave, exercise)}"


def _near(answer: float, wanted: float, tolerance: float) -> bool:
    # A tolerance written as 0.01 must let 0.26 stand for 0.25, whatever binary fractions make of it.
    return abs(answer - wanted) <= tolerance * (1 + 1e-9) + 1e-15


def _is_wrong(wrong: dict, answer: float, gave: float, tolerance: float, compute_other: Callable[[dict], float]) -> bool:
    if "times" in wrong:
        return _near(answer, gave * wrong["times"], tolerance * abs(wrong["times"]))
    if "value" in wrong:
        return _near(answer, wrong["value"], wrong.get("tolerance", tolerance))
    if "above" in wrong:
        return answer > wrong["above"]
    if "below" in wrong:
        return answer < wrong["below"]
    return _near(answer, compute_other({key: wrong[key] for key in ("function", "arguments") if key in wrong}), tolerance)


def _kind_of_error(answer: float, gave: float, exercise: Exercise) -> str:
    """Say in which way a number is off, without giving the right one away."""
    direction = words.HIGH if answer > gave else words.LOW
    if abs(answer - gave) <= 3 * exercise.tolerance:
        return words.A_LITTLE.format(direction=direction, tolerance=show_number(exercise.tolerance, exercise.unit))
    if gave and answer:
        if _near(-answer, gave, exercise.tolerance):
            return words.OTHER_SIGN
        powers = math.log10(abs(answer / gave))
        if answer * gave > 0 and round(powers) and abs(powers - round(powers)) < 0.01:
            return words.POWER_OF_TEN.format(direction=words.HIGH if powers > 0 else words.LOW)
        if answer * gave > 0 and not 0.5 <= answer / gave <= 2:
            return words.FAR.format(direction=direction)
    return words.TOO.format(direction=direction)


def check(id: str, work: Any = None) -> Check:
    """Ask a question and check the answer against the model.

    Parameters
    ----------
    id : str
        The check's name in ``assets/exercises/``, such as ``"c05-lag"``.
    work : callable or Panel, optional
        For a question that asks for code, the function: it is run on a few cases at once. One that returns None or ``...``
        counts as not yet written. For other questions, the panel whose readout answers, if there is one.

    Returns
    -------
    Check

    Raises
    ------
    ValueError
        If there is no check of that name; the message gives the nearest.
    """
    return Check(read_exercise(id, "check"), work)
