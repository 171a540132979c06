"""The exercises of a lesson: reading and checking ``assets/exercises/<lesson>.toml``.

One table for each exercise; its id is unique in the whole course: ``p05-drum`` for a prediction, ``c05-lag`` for a check
(``p`` or ``c``, the lesson's number, a hyphen, a word). All texts are plain: a blank line makes a paragraph,
`` `backticks` `` make code, nothing else is markup. ``{gave}`` in ``explain`` and ``solution`` is what the model gives.

A prediction::

    [predict.p05-drum]
    question = "Two people who never met hear one drum. Will their taps look coordinated?"
    panel = "synchrony"                     # folder under widgets/
    state = "scene=in_step model=rival seed=7"   # the run that answers
    kind = "choice"                         # or "number"
    options = [                             # two to six; choice only
        {value = true, label = "Yes", because = "shown to whoever chose this and the run gave another"},
        {value = false, label = "No", because = "..."},
    ]
    answer = {readout = "locked"}           # computed from the model, never written here: see below
    explain = "The run gave {gave}: ..."
    keys = ["moulder2018"]                  # optional: references that the texts rest on

    [predict.p05-lag]                       # a number
    question = "..."
    panel = "synchrony"
    state = "..."
    kind = "number"
    unit = "s"                              # "" for a pure number
    tolerance = 0.1                         # how near counts as near (same unit)
    answer = {readout = "lag"}
    explain = "..."

An option's ``value`` is what the answer must equal: a string, a number or true/false. Where the run gives a number and the
options are ranges, an option has ``at_least`` and/or ``below`` in place of ``value``:
``{at_least = 0.3, below = 0.7, label = ...}``; ``unit`` is then the number's, if it has one. Exactly one option must fit the
computed answer.

An ``answer`` is one of

- ``{readout = "name"}``: the panel's readout of that name, at ``state``;
- ``{function = "widgets.synchrony.model:locked_phase", arguments = {frequency_difference = 0.5, coupling = 1.0}}``: a
  public function, called with these keyword arguments (a list arrives as a float array);
- ``{value = ...}``: only in a check of kind "choice", for a question that no model answers.

A check, ``kind = "number"`` or ``"choice"``::

    [check.c05-lag]
    question = "..."
    kind = "number"
    unit = "rad"
    tolerance = 0.01                        # absolute, same unit; number only
    answer = {function = "widgets.synchrony.model:locked_phase", arguments = {...}}
    wrong = [                               # optional; number and function only; the first that fits is said
        {times = 57.29578, because = "that is in degrees"},     # answer times this (tolerance times this too)
        {value = 0.5, tolerance = 0.02, because = "..."},       # about this value (tolerance optional)
        {above = 3.2, because = "..."},
        {below = 0.0, because = "..."},
        {function = "widgets...:name", arguments = {...}, because = "..."},    # what another function gives
    ]
    hints = ["first", "second"]             # exactly two
    solution = "How one gets there, with {gave} for the answer."
    explain = "Shown when the answer is right."

In a choice each option has ``because``: why it is wrong, or for the right one why it is right (then ``explain`` may be left
out).

A check of a few lines of code, ``kind = "function"``::

    [check.c05-fn]
    question = "Write `locked_phase(frequency_difference, coupling)`: ..."
    kind = "function"
    signature = "locked_phase(frequency_difference, coupling)"
    cases = [{frequency_difference = 0.5, coupling = 1.0}, {...}]   # at least two; in the signature's order
    # or, computed: cases = {function = "widgets.synchrony.measures:example_cases", arguments = {}} -> list of dicts
    answer = {function = "widgets.synchrony.model:locked_phase"}    # called with each case (and `arguments`, if any)
    tolerance = 1e-6                        # absolute; 0 for answers that are true/false or words
    unit = "rad"
    wrong = [{times = 2, because = "..."}, {function = "...", because = "..."}]   # if all cases fit it
    hints = ["first", "second"]
    solution = "In words."
    solution_code = "def locked_phase(frequency_difference, coupling):\n    return ..."   # is run by the tests
    explain = "Shown when it is right."

The learner's function gets the values of a case by position, so its parameters may have other names.
"""

from __future__ import annotations

import importlib
import math
import numbers
import re
from dataclasses import dataclass, field
from typing import Any, Callable

import numpy as np

from widgets.kit import data
from widgets.kit import lesson_words as words

NUMBER = re.compile(r"[pc](\d\d)-[a-z0-9-]+")
COMMON = {"question", "kind", "answer", "explain", "keys"}
ALLOWED = {
    ("predict", "choice"): COMMON | {"panel", "state", "options", "unit"},
    ("predict", "number"): COMMON | {"panel", "state", "unit", "tolerance"},
    ("check", "choice"): COMMON | {"panel", "state", "options", "unit", "hints", "solution"},
    ("check", "number"): COMMON | {"panel", "state", "unit", "tolerance", "wrong", "hints", "solution"},
    ("check", "function"): COMMON | {"signature", "cases", "unit", "tolerance", "wrong", "hints", "solution", "solution_code"},
}
OPTIONAL = {"unit", "wrong", "keys", "panel", "state", "solution_code", "explain"}


@dataclass(frozen=True)
class Exercise:
    """One exercise as its file declares it; the module's docstring says what each field means.

    Raises
    ------
    ValueError
        If the declaration is incomplete or contradicts itself; the message names the exercise and the field.
    """

    id: str
    sort: str
    lesson: str
    kind: str
    question: str
    answer: dict
    panel: str = ""
    state: str = ""
    options: list[dict] = field(default_factory=list)
    unit: str = ""
    tolerance: float = 0.0
    wrong: list[dict] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    solution: str = ""
    solution_code: str = ""
    signature: str = ""
    cases: Any = field(default_factory=list)
    explain: str = ""
    keys: list[str] = field(default_factory=list)

    def __post_init__(self):
        for problem in _problems(self):
            raise ValueError(f"{self.id}: {problem}")

    def compute(self, panel=None) -> Any:
        """The answer that the model gives: a bool, a float or a word (or, for a choice, the value written in the file).

        Parameters
        ----------
        panel : object, optional
            Whatever has ``readout(state_text, name)``; without one, the panel that the exercise names is made.
        """
        return plain(compute(self.answer, self, panel))

    def fitting(self, value) -> int:
        """Index of the option that `value` fits.

        Raises
        ------
        ValueError
            If none or more than one fits.
        """
        fits = [i for i, option in enumerate(self.options) if _fits(option, value)]
        if len(fits) != 1:
            labels = ", ".join(repr(option["label"]) for option in self.options)
            raise ValueError(f"{self.id}: the model gives {value!r}, which fits {len(fits)} of the options {labels}, not one.")
        return fits[0]

    def show_value(self, value) -> str:
        """A value in a learner's words: the option's label, the number with its unit, or both where options are ranges."""
        if self.kind != "choice":
            return show_number(value, self.unit)
        option = self.options[self.fitting(value)]
        label = words.QUOTED.format(text=option["label"])
        return label if "value" in option else words.IN_RANGE.format(value=show_number(value, self.unit), label=label)


def read_exercise(id: str, sort: str) -> Exercise:
    """Find an exercise by its id in the lesson's file.

    Parameters
    ----------
    id : str
        Such as ``"p05-drum"``.
    sort : {"predict", "check"}

    Raises
    ------
    ValueError
        If there is none of that name (the message gives the nearest), or its declaration is faulty.
    """
    known = {}
    for lesson, tables in read_all().items():
        known |= {name: (lesson, table) for name, table in tables.get(sort, {}).items()}
    if id not in known:
        raise data.unknown(words.PREDICTION if sort == "predict" else words.CHECK_WORD, id, known)
    lesson, table = known[id]
    return make_exercise(id, sort, lesson, table)


def make_exercise(id: str, sort: str, lesson: str, table: dict) -> Exercise:
    """Make an exercise of its table, and say in words what is wrong with it if something is."""
    allowed = ALLOWED.get((sort, table.get("kind", "")))
    if allowed is None:
        kinds = ", ".join(kind for other, kind in ALLOWED if other == sort)
        raise ValueError(f"{id}: kind must be one of {kinds}; got {table.get('kind')!r}.")
    if strange := sorted(set(table) - allowed):
        raise ValueError(f"{id}: a {sort} of kind {table['kind']} has no {', '.join(strange)}; "
                         f"it has {', '.join(sorted(allowed))}.")
    if missing := sorted(allowed - OPTIONAL - set(table)):
        raise ValueError(f"{id}: {', '.join(missing)} is missing.")
    return Exercise(id=id, sort=sort, lesson=lesson, **table)


def read_all() -> dict[str, dict]:
    """Every lesson's exercise tables, by the file's name without ending (``"05_synchrony"``)."""
    folder = data.course_folder() / "assets" / "exercises"
    return {path.stem: data.read_toml(path) for path in sorted(folder.glob("*.toml"))}


def _problems(exercise: Exercise):
    """What contradicts itself in a declaration, in words."""
    match = NUMBER.fullmatch(exercise.id)
    if not match or exercise.id[0] != exercise.sort[0] or not exercise.lesson.startswith(match[1]):
        yield f"the id is {exercise.sort[0]}, the lesson's number, a hyphen and a word, such as {exercise.sort[0]}05-drum."
    if exercise.sort == "predict" and not (exercise.panel and exercise.state and exercise.explain):
        yield "a prediction needs panel, state and explain."
    if exercise.sort == "check" and len(exercise.hints) != 2:
        yield f"two hints come before the solution; got {len(exercise.hints)}."
    if not _is_source(exercise.answer, written=(exercise.sort, exercise.kind) == ("check", "choice")):
        yield f"answer must be {{readout = ...}} or {{function = ..., arguments = ...}}; got {exercise.answer!r}."
    if "readout" in exercise.answer and not exercise.panel:
        yield "a readout needs a panel."
    if exercise.kind == "number" and not (_is_number(exercise.tolerance) and exercise.tolerance > 0):
        yield f"tolerance must be a number above 0; got {exercise.tolerance!r}."
    yield from _option_problems(exercise)
    yield from _wrong_problems(exercise)
    if exercise.kind == "function":
        yield from _case_problems(exercise)


def _option_problems(exercise: Exercise):
    if exercise.kind == "choice" and not 2 <= len(exercise.options) <= 6:
        yield f"two to six options; got {len(exercise.options)}."
    for option in exercise.options:
        if set(option) - {"value", "label", "because", "at_least", "below"} or not option.get("label"):
            yield f"an option has value (or at_least and below), label and because; got {option!r}."
        elif not option.get("because"):
            yield f"the option {option['label']!r} does not say why (because)."
        elif ("value" in option) == bool({"at_least", "below"} & set(option)):
            yield f"the option {option['label']!r} needs either value, or at_least and/or below."


def _wrong_problems(exercise: Exercise):
    for wrong in exercise.wrong:
        ways = {"times", "value", "above", "below", "function"} & set(wrong)
        if len(ways) != 1 or not wrong.get("because") or set(wrong) - ways - {"because", "tolerance", "arguments"}:
            yield f"a wrong answer has one of times, value, above, below, function, and because; got {wrong!r}."
        elif exercise.kind == "function" and not ways & {"times", "function"}:
            yield f"in a function check, a wrong answer has times or function; got {wrong!r}."


def _case_problems(exercise: Exercise):
    match = re.fullmatch(r"(\w+)\(([\w\s,]*)\)", exercise.signature)
    if not match:
        yield f"signature must be a name with its parameters, such as f(x, y); got {exercise.signature!r}."
        return
    if isinstance(exercise.cases, dict):
        if not _is_source(exercise.cases) or "function" not in exercise.cases:
            yield f"cases must be a list of tables, or {{function = ...}}; got {exercise.cases!r}."
        return
    parameters = [name.strip() for name in match[2].split(",") if name.strip()]
    if len(exercise.cases) < 2:
        yield f"at least two cases; got {len(exercise.cases)}."
    for case in exercise.cases:
        if list(case) != parameters:
            yield f"each case names {', '.join(parameters)} in that order; got {', '.join(case)}."


def _is_source(answer: Any, written: bool = False) -> bool:
    if not isinstance(answer, dict):
        return False
    if "function" in answer:
        return set(answer) <= {"function", "arguments"} and ":" in answer["function"]
    return set(answer) == {"readout"} or (written and set(answer) == {"value"})


def _is_number(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, (bool, np.bool_)) and math.isfinite(value)


def _fits(option: dict, value) -> bool:
    if "value" in option:
        wanted = option["value"]
        if _is_number(wanted) and _is_number(value):
            return math.isclose(wanted, value, rel_tol=1e-9, abs_tol=1e-12)
        return type(wanted) is type(value) and wanted == value
    return _is_number(value) and option.get("at_least", -math.inf) <= value < option.get("below", math.inf)


# ---- what the model gives ---------------------------------------------------------------------------------------------------

def compute(source: dict, exercise: Exercise, panel=None) -> Any:
    """Get what an ``answer`` table stands for: a panel's readout, a function's result, or a value written down."""
    if "value" in source:
        return source["value"]
    if "readout" in source:
        return (panel or _make_panel(exercise.panel)).readout(exercise.state, source["readout"])
    return find_function(source["function"])(**arrays(source.get("arguments", {})))


def find_function(name: str) -> Callable:
    """Find ``"widgets.synchrony.model:locked_phase"``.

    Raises
    ------
    ValueError
        If the module or the function does not exist, or lies outside the course.
    """
    module, _, function = name.partition(":")
    if not module.startswith("widgets."):
        raise ValueError(f"A function of the course is written widgets.<topic>.<module>:<name>; got {name!r}.")
    try:
        return getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise ValueError(f"There is no {name!r}: {error}.") from error


def arrays(arguments: dict) -> dict:
    """A fresh copy of the arguments, lists as float arrays, so that nobody can change the model's own."""
    return {name: np.array(value, dtype=float) if isinstance(value, (list, np.ndarray)) else value
            for name, value in arguments.items()}


def plain(value: Any) -> Any:
    """A Python bool, float or str of what a model returned.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (numbers.Real, np.number)) and math.isfinite(value):
        return float(value)
    raise ValueError(f"An answer must be a finite number, a word, or true or false; the model gave {value!r}.")


def _make_panel(name: str):
    from widgets.kit.panel import show  # only here: a check without a panel must not need the page's machinery

    return show(name)


def show_number(value: float, unit: str = "") -> str:
    """A number with its unit, in three figures and with a real minus sign."""
    text = f"{value:.3g}".replace("-", "−")
    return words.VALUE.format(value=text, unit=unit) if unit else words.VALUE_BARE.format(value=text)


def read_number(text: str, unit: str = "") -> float:
    """Read what a learner typed: ``0.25``, ``0,25``, ``−3``, ``1e-3``, with or without the unit.

    Raises
    ------
    ValueError
        In words for the learner: it is no number, or can be read in two ways.
    """
    cleaned = text.strip().replace("−", "-").replace("\u00a0", " ")
    if unit and cleaned.endswith(unit):
        cleaned = cleaned[: -len(unit)].strip()
    shown = text.strip()[:40]
    if not shown:
        raise ValueError(words.NO_ANSWER_YET)
    if cleaned.count(",") + cleaned.count(".") > 1 and "," in cleaned:
        raise ValueError(words.THOUSANDS.format(text=shown))
    try:
        number = float(cleaned.replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in cleaned:
        raise ValueError(words.NO_NUMBER.format(text=shown))
    return number
