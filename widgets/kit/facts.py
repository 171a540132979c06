"""Every stylised fact of the course in one table: which model shows it, which rival fails, which test holds it, where it is told.

``python course.py facts`` prints it; so does ``python -m widgets.kit.facts``. It is read from ``assets/evidence/``.
"""

from __future__ import annotations

import re
import sys
import textwrap
from dataclasses import dataclass
from itertools import zip_longest

from widgets.kit import data
from widgets.kit import lesson_words as words
from widgets.kit.cards import find_references

WIDTH = 118
INDENT = "  "


@dataclass(frozen=True)
class Fact:
    """One stylised fact.

    Attributes
    ----------
    id, text : str
        Its number in the course (``"S5.1"``), and what was found.
    reproduced : bool
        Whether a model of the course reproduces it.
    models, rivals, tests : tuple of str
        What reproduces it, what fails to, and the tests that show both; empty where it lies outside the toy.
    reason : str
        Why it lies outside the toy; empty where it is reproduced.
    lesson : str
        Lesson and heading where it is told.
    keys : tuple of str
        Its references.
    """

    id: str
    text: str
    reproduced: bool
    models: tuple[str, ...]
    rivals: tuple[str, ...]
    tests: tuple[str, ...]
    reason: str
    lesson: str
    keys: tuple[str, ...]


def as_list(value: str | list[str] | None) -> tuple[str, ...]:
    """One name, several, or none, as a tuple."""
    return () if not value else (value,) if isinstance(value, str) else tuple(value)


def read_facts() -> list[Fact]:
    """Every fact of ``assets/evidence/``, in the order of the lessons and of the numbers within each."""
    facts = []
    for file in sorted((data.course_folder() / "assets" / "evidence").glob("*.toml")):
        tables = data.read_toml(file).get("fact", [])
        for table in sorted(tables, key=lambda table: [int(digits) for digits in re.findall(r"\d+", table["id"])]):
            facts.append(Fact(
                id=table["id"], text=table["text"].strip(), reproduced=table["status"] == "reproduced",
                models=as_list(table.get("model")), rivals=as_list(table.get("rival")), tests=as_list(table.get("test")),
                reason=table.get("reason", "").strip(), lesson=table["lesson"], keys=tuple(table["keys"])))
    return facts


def write_table(facts: list[Fact]) -> str:
    """The table as text: a row a fact (more lines where it names several), why some lie outside, and how many there are."""
    rows = [tuple([column] for column in words.FACT_COLUMNS)] + [_row(fact) for fact in facts]
    widths = [max(len(line) for row in rows for line in row[column]) for column in range(len(words.FACT_COLUMNS))]
    lines = []
    for row in rows:
        for parts in zip_longest(*row, fillvalue=""):
            lines.append("  ".join(part.ljust(width) for part, width in zip(parts, widths)).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    outside = [fact for fact in facts if not fact.reproduced]
    for fact in outside:
        lines += ["", f"{fact.id}: {fact.text}"]
        lines += textwrap.wrap(words.FACT_OUTSIDE.format(reason=fact.reason), WIDTH, initial_indent=INDENT,
                               subsequent_indent=INDENT)
    count = words.FACT_COUNT.format(facts=len(facts), reproduced=len(facts) - len(outside), outside=len(outside))
    return "\n".join([*lines, "", count])


def _row(fact: Fact) -> tuple[list[str], ...]:
    """The lines of each cell. A rival of the model's own topic goes without the topic's name."""
    models = [words.FACT_NO_MODEL] if not fact.reproduced else [_short(name) for name in fact.models]
    home = models[0].partition(":")[0]
    rivals = [_short(name).removeprefix(f"{home}:") for name in fact.rivals]
    tests = [test.removeprefix("tests/").replace(".py::", "::") for test in fact.tests]
    return [fact.id], models, rivals, tests, [fact.lesson], [source.short for source in find_references(fact.keys)]


def _short(name: str) -> str:
    """``widgets.synchrony.model:simulate_hkb`` as ``synchrony:hkb``."""
    module, _, function = name.partition(":")
    return f"{module.split('.')[1]}:{function.removeprefix('simulate_')}"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(words.FACT_USAGE)
    sys.stdout.reconfigure(encoding="utf-8")
    print(write_table(read_facts()))
