"""The table of facts: everything that is held against the models, in one place."""

import re
import subprocess
import sys
from pathlib import Path

from widgets.kit.facts import as_list, read_facts, write_table

ROOT = Path(__file__).parents[1]


def test_every_number_of_the_course_is_there_once_and_in_order():
    facts = read_facts()
    by_lesson = {}
    for fact in facts:
        by_lesson.setdefault(fact.lesson[:2], []).append(int(re.findall(r"\d+", fact.id)[-1]))
    assert {lesson: len(numbers) for lesson, numbers in by_lesson.items()} == {
        "00": 2, "01": 6, "02": 4, "03": 6, "04": 6, "05": 6, "06": 8, "07": 7, "08": 7, "09": 9, "10": 9, "11": 8}
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_lesson.values())
    assert sum(fact.reproduced for fact in facts) >= 62


def test_the_table_has_a_row_for_each_and_says_why_some_lie_outside():
    facts = read_facts()
    lines = write_table(facts).splitlines()
    heads = [number for number, line in enumerate(lines) if re.match(r"[FS][\d.]+ ", line)]
    assert [lines[number].split()[0] for number in heads] == [fact.id for fact in facts]
    for fact, start, stop in zip(facts, heads, [*heads[1:], lines.index("")]):
        row = "\n".join(lines[start:stop])
        assert fact.lesson in row
        for test in fact.tests:
            assert test.rpartition("::")[2] in row
        for name in (*fact.models, *fact.rivals):
            assert name.rpartition(":")[2].removeprefix("simulate_") in row
        assert fact.reproduced or f"{fact.id}: {fact.text}" in lines
    reproduced = sum(fact.reproduced for fact in facts)
    assert lines[-1] == f"{len(facts)} facts: {reproduced} reproduced, {len(facts) - reproduced} outside the toys."


def test_one_name_several_or_none():
    assert as_list("a") == ("a",) and as_list(["a", "b"]) == ("a", "b") and as_list(None) == as_list("") == ()


def test_the_command_prints_it_and_takes_no_arguments():
    def run(*more):
        return subprocess.run([sys.executable, "-m", "widgets.kit.facts", *more], cwd=ROOT, capture_output=True, text=True,
                              encoding="utf-8")

    assert run().stdout.rstrip("\n") == write_table(read_facts())
    refused = run("S5.1")
    assert refused.returncode == 1 and "no arguments" in refused.stderr
