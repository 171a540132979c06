"""Parameters: declared once, read by everything.

A model's numbers live in one frozen class. Each field is a `Parameter` (a number on a scale) or a `Choice` (one word out of a
few) that says what it is called, what it means, how far it may go and where its default comes from. The slider, the docstring
table, the teacher's table, the random tests and the text that can be shared all read these declarations; nothing repeats them.

>>> @parameter_set
... class Parameters:
...     coupling_strength = Parameter(
...         key="coupling", symbol="K", unit="rad/s", default=0.8, low=0.0, high=3.0, step=0.05,
...         label="Coupling", meaning="how strongly each listens to the other", standing="invented")
>>> Parameters(coupling_strength=1.2).to_text()
'coupling=1.2'
>>> Parameters(coupling_strength=9)
Traceback (most recent call last):
...
ValueError: coupling_strength (coupling) must be a number from 0 to 3 rad/s; got 9.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import numbers
from dataclasses import dataclass
from typing import Any, dataclass_transform

STANDINGS = ("measured", "plausible", "invented")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A number of a model, with all that is known of it.

    Parameters
    ----------
    key : str
        Short name, used in the shareable text (``coupling=0.8``) and in the page.
    symbol : str
        The symbol in the lesson's equation, as plain Unicode (``"K"``, ``"Δω"``).
    unit : str
        Unit, or ``""`` for a pure number.
    default, low, high, step : float
        Start value, both bounds (allowed themselves) and the slider's step.
    label : str
        What the slider is called, in a learner's words.
    meaning : str
        One plain clause, without a full stop.
    standing : {"measured", "plausible", "invented"}
        Whether a study measured the default, it is of a plausible size, or it is invented for the toy.
    source : str
        Reference key in ``assets/references.bib``; required when `standing` is ``"measured"``.

    Raises
    ------
    ValueError
        If the declaration contradicts itself.
    """

    key: str
    symbol: str
    unit: str
    default: float
    low: float
    high: float
    step: float
    label: str
    meaning: str
    standing: str
    source: str = ""

    def __post_init__(self):
        if not self.low <= self.default <= self.high or self.step <= 0:
            raise ValueError(f"{self.key}: need low <= default <= high and step > 0; got "
                             f"{self.low}, {self.default}, {self.high}, {self.step}.")
        _check_standing(self)

    def validate(self, name: str, value: Any) -> float:
        """Return `value` as a float, or raise a ValueError that says what was allowed and what came."""
        number = isinstance(value, numbers.Real) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or not self.low <= value <= self.high:
            unit = f" {self.unit}" if self.unit else ""
            raise ValueError(f"{name} ({self.key}) must be a number from {self.low:g} to {self.high:g}{unit}; "
                             f"got {value!r}.")
        return float(value)

    def from_text(self, name: str, text: str) -> float:
        """Read a value from the shareable text."""
        try:
            value = float(text)
        except ValueError:
            value = text
        return self.validate(name, value)

    def to_text(self, value: float) -> str:
        """Write a value so that reading it gives the same number again."""
        return format_number(value)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One word out of a few: which measure, which surrogate. Fields as in `Parameter`; `options` maps word to label."""

    key: str
    default: str
    options: dict[str, str]
    label: str
    meaning: str
    standing: str = "invented"
    source: str = ""
    symbol: str = ""
    unit: str = ""

    def __post_init__(self):
        if self.default not in self.options:
            raise ValueError(f"{self.key}: the default {self.default!r} is not among {', '.join(self.options)}.")
        _check_standing(self)

    def validate(self, name: str, value: Any) -> str:
        """Return `value`, or raise a ValueError that says what was allowed and what came."""
        if not isinstance(value, str) or value not in self.options:
            raise ValueError(f"{name} ({self.key}) must be one of {', '.join(self.options)}; got {value!r}.")
        return value

    def from_text(self, name: str, text: str) -> str:
        """Read a value from the shareable text."""
        return self.validate(name, text)

    def to_text(self, value: str) -> str:
        """Write a value for the shareable text."""
        return value


def _check_standing(declared):
    if declared.standing not in STANDINGS:
        raise ValueError(f"{declared.key}: standing must be one of {', '.join(STANDINGS)}; got {declared.standing!r}.")
    if declared.standing == "measured" and not declared.source:
        raise ValueError(f"{declared.key}: a measured value needs its source.")


def format_number(value: float) -> str:
    """Shortest text that reads back as the same number: ``0.8``, ``12``, ``0.30000000000000004``."""
    value = float(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def parameter_set(cls: type) -> type:
    """Make a frozen dataclass of a class whose attributes are `Parameter` and `Choice` declarations.

    The class gains ``declared`` (field name -> declaration), checks every value when an instance is made, knows
    ``to_text()`` and ``from_text(text)``, and its docstring ends in a table of its parameters.
    """
    declared = {name: value for name, value in vars(cls).items() if isinstance(value, (Parameter, Choice))}
    keys = [declaration.key for declaration in declared.values()]
    if len(set(keys)) < len(keys):
        raise ValueError(f"{cls.__name__}: two parameters share a key: {', '.join(keys)}.")
    cls.__annotations__ = {**cls.__dict__.get("__annotations__", {}),
                           **{name: float if isinstance(value, Parameter) else str for name, value in declared.items()}}
    for name, declaration in declared.items():
        setattr(cls, name, dataclasses.field(default=declaration.default))

    def __post_init__(self):
        for name, declaration in declared.items():
            object.__setattr__(self, name, declaration.validate(name, getattr(self, name)))

    cls.__post_init__ = __post_init__
    cls.to_text = _to_text
    cls.from_text = classmethod(_from_text)
    cls.__doc__ = f"{(cls.__doc__ or cls.__name__).rstrip()}\n\n{_table(declared)}"
    cls = dataclass(frozen=True, kw_only=True)(cls)
    cls.declared = declared
    return cls


def _to_text(self) -> str:
    """The values as text: ``coupling=0.8 noise=0.1``; `from_text` reads it back."""
    return " ".join(f"{d.key}={d.to_text(getattr(self, name))}" for name, d in self.declared.items())


def _from_text(cls, text: str):
    """Read ``coupling=0.8 noise=0.1``; what is not named keeps its default.

    Raises
    ------
    ValueError
        If a name is unknown, a value is out of range, or a piece is not ``name=value``.
    """
    return cls(**read_values(cls.declared, split_pairs(text)))


def split_pairs(text: str) -> dict[str, str]:
    """Split ``"a=1 b=2"`` into a dict of texts.

    Raises
    ------
    ValueError
        If a piece is not ``name=value`` or a name comes twice.
    """
    pairs: dict[str, str] = {}
    for piece in text.replace(",", " ").split():
        name, equals, value = piece.partition("=")
        if not (name and equals and value):
            raise ValueError(f"A state is written as name=value, with spaces between; got {shorten(piece)!r}.")
        if name in pairs:
            raise ValueError(f"{shorten(name)!r} is given twice.")
        pairs[name] = value
    return pairs


def read_values(declared: dict, pairs: dict[str, str]) -> dict[str, Any]:
    """Turn texts into checked values by field name; both the short key and the full name are understood."""
    names = {d.key: name for name, d in declared.items()} | {name: name for name in declared}
    values: dict[str, Any] = {}
    for key, text in pairs.items():
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            keys = ", ".join(d.key for d in declared.values())
            raise ValueError(f"There is no parameter called {shorten(key)!r} here; there are: {keys}.{hint}")
        if names[key] in values:
            raise ValueError(f"{shorten(key)!r} is given twice.")
        values[names[key]] = declared[names[key]].from_text(names[key], text)
    return values


def shorten(text: str, length: int = 60) -> str:
    """Cut text that came from outside, so that a message stays one sentence."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _table(declared: dict) -> str:
    rows = ["Parameters", "----------"]
    for name, d in declared.items():
        if isinstance(d, Parameter):
            unit = f" {d.unit}" if d.unit else ""
            rows.append(f"{name} : float, {d.low:g} to {d.high:g}{unit}, default {d.default:g}")
        else:
            rows.append(f"{name} : one of {', '.join(d.options)}, default {d.default}")
        source = f"; {d.source}" if d.source else ""
        rows.append(f"    {d.symbol + ': ' if d.symbol else ''}{d.meaning} ({d.standing}{source}).")
    return "\n".join(rows)
