"""Predict: an answer that is locked in before the panel may show its own."""

from __future__ import annotations

from typing import Any

from widgets.kit import lesson_words as words
from widgets.kit.exercises import Exercise, read_exercise, read_number, show_number
from widgets.kit.lesson_widget import LessonWidget, script
from widgets.kit.progress import Progress

GAVE = "{gave}"  # where an explanation of the files puts what the run gave


class Prediction(LessonWidget):
    """A prediction in the page.

    Parameters
    ----------
    exercise : Exercise
    panel : object, optional
        Covered until the answer is locked in or skipped: anything with ``veil(owner, text)`` and ``unveil(owner)``; it may
        also have ``readout(state_text, name)`` and ``set(state_text)``.
    progress : Progress, optional
        Where the answer is kept; by default the learner's file.
    """

    _esm = script("predict.js")
    spoken = words.PREDICT
    static = words.STATIC_PREDICT

    def __init__(self, exercise: Exercise, panel: Any = None, progress: Progress | None = None):
        self._asked = ""
        self._gave: Any = None
        super().__init__(exercise, panel, progress)

    @property
    def actions(self):
        """What the page may ask for."""
        return {"lock": self._lock, "skip": self._skip, "show": self._show_in_panel}

    @property
    def entry(self) -> dict:
        """What is recorded of this prediction; empty while it is open."""
        return self.progress.get(self.exercise.id)

    def begin(self) -> None:
        """Cover the panel, unless the answer was given before."""
        if self.panel is not None and not self.entry:
            self.panel.veil(self.exercise.id, words.VEIL)

    def show(self) -> dict:
        """What the page shows: the open question, or what was said beside what the run gave."""
        entry = self.entry
        if not entry:
            return {"phase": "open", "asked": self._asked}
        if self.panel is not None:
            self.panel.unveil(self.exercise.id)
        if self._gave is None:
            self._gave = self.exercise.compute(self.panel)
        gave = self.exercise.show_value(self._gave)
        shown = {"phase": entry["status"], "asked": "", "can_show": hasattr(self.panel, "set")}
        shown["explain"] = self.exercise.explain.replace(GAVE, gave)
        if entry["status"] != "locked" or not self._is_answer(entry):
            result = words.YOU_SKIPPED if entry["status"] == "skipped" else words.OTHER_EDITION
            return {**shown, "phase": "skipped", "result": result, "gave": words.THE_RUN_GAVE.format(gave=gave)}
        said = self._say(entry["answer"])
        return {**shown, "chosen": entry["answer"], "result": words.YOU_SAID.format(said=said, gave=gave),
                "verdict": self._verdict(entry["answer"])}

    # ---- what the page asks for ---------------------------------------------------------------------------------------------

    def _lock(self, content: dict) -> None:
        self._asked = ""
        if self.entry:  # answered already, perhaps in another copy of this cell: that stands
            return
        if self.exercise.kind == "choice":
            answer = self._chosen(content)
            self._asked = words.NOTHING_CHOSEN if answer is None else ""
        else:
            try:
                answer = read_number(str(content.get("answer", "")), self.exercise.unit)
            except ValueError as problem:
                answer, self._asked = None, str(problem)
        if not self._asked:
            self.progress.record(self.exercise.id, kind="predict", status="locked", answer=answer)

    def _skip(self, _content: dict) -> None:
        self._asked = ""
        if not self.entry:
            self.progress.record(self.exercise.id, kind="predict", status="skipped", answer=None)

    def _show_in_panel(self, _content: dict) -> None:
        if self.entry and hasattr(self.panel, "set"):
            self.panel.set(self.exercise.state)

    # ---- words --------------------------------------------------------------------------------------------------------------

    def _is_answer(self, entry: dict) -> bool:
        """Whether a recorded answer still fits the question (a later edition may have other options)."""
        answer = entry.get("answer")
        if self.exercise.kind == "choice":
            return type(answer) is int and 0 <= answer < len(self.exercise.options)
        return type(answer) in (int, float)

    def _say(self, answer) -> str:
        if self.exercise.kind == "choice":
            return words.QUOTED.format(text=self.exercise.options[answer]["label"])
        return show_number(answer, self.exercise.unit)

    def _verdict(self, answer) -> str:
        if self.exercise.kind == "choice":
            right = answer == self.exercise.fitting(self._gave)
            return words.AS_PREDICTED if right else f"{words.OTHERWISE} {self.exercise.options[answer]['because']}"
        if abs(answer - self._gave) <= self.exercise.tolerance:
            return words.NEAR
        return words.RUN_HIGHER if self._gave > answer else words.RUN_LOWER


def predict(id: str, panel: Any = None) -> Prediction:
    """Ask for a prediction; the panel stays covered until it is locked in or skipped.

    Parameters
    ----------
    id : str
        The prediction's name in ``assets/exercises/``, such as ``"p05-drum"``.
    panel : Panel, optional
        The panel that would give the answer away, as `show` returned it.

    Returns
    -------
    Prediction

    Raises
    ------
    ValueError
        If there is no prediction of that name; the message gives the nearest.
    """
    return Prediction(read_exercise(id, "predict"), panel)
