"""The prose of the lessons keeps the house's rules, as far as a script can tell.

A citation is a Markdown link to the source with the key as its title, so that it works on GitHub, in print and without a
kernel:
``[Feldman 2011](https://doi.org/10.1016/j.infbeh.2011.06.008 "feldman2011")``.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import bibtexparser
import jupytext
import pytest

from widgets.synchrony.model import PUBLISHED_KEPT

ROOT = Path(__file__).parents[1]
TEXTS = sorted((ROOT / "lessons" / "text").glob("*.md"))
LESSONS = [path for path in TEXTS if path.stem != "index"]
CITATION = re.compile(r'\[([^\]]+)\]\((\S+) "([a-z]+\d{4}[a-z]?)"\)')

# Hype, certainty we do not have, determinism and blame; each with the reason it is on the list.
FORBIDDEN = {
    r"!": "no exclamation marks",
    r"\b(amazing|astonishing|incredible|fascinating|groundbreaking|revolutionary|game.chang\w+)\b": "hype",
    r"\b(proves|proven|proof that)\b": "one study proves nothing",
    r"\b(obviously|of course|simply|just)\b": "what is plain to us may not be to the reader",
    r"\b(bad|cold|good enough) mothers?\b|\brefrigerator\b": "blame",
    r"\b(doomed|destiny|ruined|broken|damaged|for ever scarred)\b": "determinism",
    r"\byour (own )?(childhood|mother|father|parents|upbringing|trauma|attachment style|ex)\b":
        "never the reader's own history",
    r"\bmothers?'s? fault\b": "blame",
}
ASKS_FOR_HISTORY = re.compile(r"\byour (own )?history\b", re.IGNORECASE)


@cache
def references():
    """Key -> entry of ``references.bib``."""
    library = bibtexparser.parse_file(str(ROOT / "assets" / "references.bib"))
    assert not library.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


@cache
def data(kind, stem):
    """One of the lesson's data files."""
    return tomllib.loads((ROOT / "assets" / kind / f"{stem}.toml").read_text(encoding="utf-8"))


@cache
def glossary():
    return tomllib.loads((ROOT / "assets" / "glossary.toml").read_text(encoding="utf-8"))


@cache
def cells(path):
    return jupytext.read(path).cells


def markdown(path):
    return [cell.source for cell in cells(path) if cell.cell_type == "markdown"]


def blocks(path):
    """Yield each paragraph and each list item of a lesson's prose, on one line; no headings, tables, formulas or code."""
    for source in markdown(path):
        source = re.sub(r"\$\$.*?\$\$", "", source, flags=re.DOTALL)
        source = re.sub(r"^> ?", "", source, flags=re.MULTILINE)
        for block in re.split(r"\n\s*\n|\n(?=\s*(?:- |\d+\. ))", source):
            block = block.strip()
            if block and not block.startswith(("#", "|")):
                yield re.sub(r"^(- |\d+\. )", "", re.sub(r"\s+", " ", block))


def plain(block):
    """The words of a block: without link targets, code and formulas."""
    block = re.sub(r"\]\([^)]*\([^)]*\)[^)]*\([^)]*\)[^)]*\)|\]\([^)]*\)", "]", block)
    return re.sub(r"`[^`]*`|\$[^$]*\$", " ", block)


def headings(path):
    """Anchor -> text of the section under it (up to the next heading)."""
    found, anchor = {}, None
    for cell in cells(path):
        if cell.cell_type != "markdown":
            continue
        for line in cell.source.splitlines():
            if match := re.match(r"#+\s+(.*)", line):
                anchor = re.sub(r"[^\w\- ]", "", match[1].lower()).strip().replace(" ", "-")
                assert anchor not in found, f"two headings of {path.name} share the anchor {anchor}"
                found[anchor] = ""
            elif anchor:
                found[anchor] += line + "\n"
    return found


def keys_of(value):
    """All reference keys below a table of data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name.endswith("keys"):
                yield from inner
            else:
                yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_citation_names_a_source_and_leads_to_it(path):
    for source in markdown(path):
        line = source.replace("\n", " ")
        for label, target, key in CITATION.findall(line):
            entry = references()[key]
            wanted = f"https://doi.org/{entry['doi']}" if "doi" in entry else entry["url"]
            assert unquote(target) == wanted, f"{label} ({key}) leads to {target}"
            assert entry["year"] in label, f"the label {label!r} does not say the year of {key}"
        assert "doi.org" not in CITATION.sub("", line), "a source without its key"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_number_without_a_source_or_the_mark_of_the_toy(path):
    for block in blocks(path):
        words = re.sub(r"\[\d\d · [^\]]*\]|[Ll]essons? \d\d|Python 3\.\d+|\[[^\]]*\d{4}\]", " ", plain(block))
        if not re.search(r"\d", words) or "not yet timed" in words:
            continue
        assert CITATION.search(block) or re.search(r"\btoy", words), f"where does this number come from? {block}"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_terms_in_bold_are_in_the_glossary(path):
    known = set()
    for key, term in glossary().items():
        known |= {key, term["term"].lower(), *(name.lower() for name in term.get("also", []))}
    for source in markdown(path):
        for term in re.findall(r"\*\*([a-z][^*]*[^*.:?])\*\*", source):
            assert term.lower().replace("\n", " ") in known, f"**{term}** is not in the glossary"


def test_terms_of_the_glossary_are_told_where_it_says():
    for key, term in glossary().items():
        stem, _, anchor = term["lesson"].partition("#")
        path = ROOT / "lessons" / "text" / f"{stem}.md"
        assert path.exists(), f"{key} belongs to a lesson that does not exist: {stem}"
        text = "\n".join(markdown(path)).lower()
        names = [term["term"].lower(), *(name.lower() for name in term.get("also", []))]
        assert any(re.sub(r" \(.*\)", "", name) in text for name in names), f"{key} is never used in {stem}"
        assert not anchor or anchor in headings(path), f"{key} points to #{anchor}, which {stem} does not have"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("pattern", FORBIDDEN, ids=FORBIDDEN.values())
def test_no_hype_no_blame_no_determinism(path, pattern):
    for block in blocks(path):
        assert not re.search(pattern, plain(block), re.IGNORECASE), f"{FORBIDDEN[pattern]}: {block}"


@pytest.mark.parametrize("stem", [path.stem for path in LESSONS])
@pytest.mark.parametrize("kind", ["evidence", "exercises"])
def test_the_data_files_keep_the_same_rules(stem, kind):
    texts = [value for value in _texts(data(kind, stem))]
    assert texts
    for text in texts:
        for pattern, reason in FORBIDDEN.items():
            assert not re.search(pattern, re.sub(r"`[^`]*`", "", text), re.IGNORECASE), f"{reason}: {text}"


def _texts(value, name=""):
    """The sentences of a data file: what a learner reads, not code, names or keys."""
    if isinstance(value, dict):
        for inner_name, inner in value.items():
            if inner_name not in ("signature", "solution_code", "answer", "cases", "keys"):
                yield from _texts(inner, inner_name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nobody_is_asked_for_their_own_history(path):
    for block in blocks(path):
        if ASKS_FOR_HISTORY.search(block):
            assert re.search(r"\b(no|never|none)\b", block, re.IGNORECASE), block
        assert not re.search(r"\b(how|what|when|did) (was|were|did)? ?you(r)? (feel|grow|raised|brought up)", block, re.I)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_stylised_fact_has_its_place(path):
    sections = headings(path)
    facts = data("evidence", path.stem).get("fact", [])
    number = int(path.stem[:2])
    head = f"S{number}." if number else "F"
    assert sorted(fact["id"] for fact in facts) == [f"{head}{i + 1}" for i in range(len(facts))]
    for fact in facts:
        stem, _, anchor = fact["lesson"].partition("#")
        assert stem == path.stem and anchor in sections, f"{fact['id']} has no place: {fact['lesson']}"
        cited = {key for _, _, key in CITATION.findall(sections[anchor].replace("\n", " "))}
        assert cited & set(fact["keys"]), f"{fact['id']}: #{anchor} cites none of {fact['keys']}"
        if fact["status"] == "outside":
            assert re.search(r"\btoy\b", sections[anchor]), f"{fact['id']}: #{anchor} does not say that the toy cannot show it"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_finding_says_in_whom_how_and_what_speaks_against_it(path):
    for finding in data("evidence", path.stem)["finding"]:
        for name in ("species", "design", "n", "counter"):
            assert finding[name].strip(), f"{finding['id']} does not say its {name}"
        assert finding["counter_keys"], f"{finding['id']}: who says what speaks against it?"
        if re.search(r"\d", finding["interval"]):
            assert re.search(r"\d", finding["effect"]), f"{finding['id']} has an interval without an effect"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_finding_has_its_card_in_the_lesson(path):
    code = "\n".join(cell.source for cell in cells(path) if cell.cell_type == "code")
    shown = [name for call in re.findall(r"\bevidence\(([^)]*)\)", code) for name in re.findall(r"\"([a-z][\w-]+)\"", call)]
    assert sorted(shown) == sorted(finding["id"] for finding in data("evidence", path.stem)["finding"])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_panel_has_a_caption(path):
    """A cell that ends by showing a panel is followed by a caption in italics that says what one sees."""
    panels = set()
    for cell, after in zip(cells(path), [*cells(path)[1:], None]):
        if cell.cell_type != "code":
            continue
        panels |= set(re.findall(r"^(\w+) = show\(", cell.source, re.MULTILINE))
        last = cell.source.strip().splitlines()[-1]
        if last in panels or last.startswith("show("):
            assert after is not None and after.cell_type == "markdown", f"no caption after {last}"
            assert after.source.startswith("*What you see"), f"no caption after {last}"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_rhythm_of_a_lesson(path):
    rhythm = ["the-claim", "the-toy", "predict", "play", "explain", "evidence", "check-yourself", "verdict", "key-points",
              "words", "references", "next"]
    found = [anchor for anchor in headings(path) if anchor in rhythm]
    assert found == rhythm
    source = "\n".join(cell.source for cell in cells(path))
    for piece in ("What you will be able to do", "Time", "Before you start", "leaves out"):
        assert piece in source, f"{path.name} does not say: {piece}"
    states = [source, *(table["state"] for table in data("exercises", path.stem)["predict"].values())]
    assert any(re.search(r"model=(?!claim)\w+", state) for state in states), f"{path.name} shows no rival"
    assert sum(cell.source.count("predict(\"") for cell in cells(path) if cell.cell_type == "code") >= 2
    assert 3 <= sum(cell.source.count("check(\"") for cell in cells(path) if cell.cell_type == "code") <= 6


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_exercise_is_in_its_lesson_and_the_other_way_round(path):
    code = "\n".join(cell.source for cell in cells(path) if cell.cell_type == "code")
    written = set(re.findall(r"\b(?:predict|check)\(\"([^\"]+)\"", code))
    exercises = data("exercises", path.stem)
    assert written == set(exercises["predict"]) | set(exercises["check"])


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_links_to_lessons_lead_somewhere(path):
    for source in markdown(path):
        for target in re.findall(r"\]\(([\w/.-]+\.ipynb)(?:#[\w-]+)?\)", source):
            assert (ROOT / "lessons" / "text" / target).with_suffix(".md").exists(), f"{path.name} links to {target}"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_code_cells_are_short(path):
    for cell in cells(path):
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 18, f"a long cell: {cell.source[:60]}"
            assert not re.search(r"remove-|hide-", str(cell.metadata)), "hide nothing"


def test_what_could_not_be_confirmed_is_not_printed():
    """The drop list of this lesson: details that were remembered and not found again in a source."""
    lesson = ROOT / "lessons" / "text" / "05_synchrony.md"
    findings = {finding["id"]: finding for finding in data("evidence", "05_synchrony")["finding"]}
    assert findings["feldman2003"]["effect"] == findings["feldman2003"]["interval"] == ""  # no lags in seconds
    said = [*blocks(lesson), *(" ".join(_texts(finding)) for finding in findings.values())]
    for text in said:
        if "beebe2010" in text or "resistant" in text:
            assert not re.search(r"mid-?range|middle|inverted", text, re.IGNORECASE), text
        assert not re.search(r"Ferrer (and|&) Helm 2013|Gottman", text), text
    assert references()["roche2025"]["annote"] == "title"
    assert not any("roche2025" in block and not re.search(r"title", block) for block in blocks(lesson))
    assert "roche2025" not in [key for finding in findings.values() for key in finding["keys"]]


def test_the_published_slopes_are_the_same_wherever_they_are_drawn():
    figures = {figure["id"]: figure for figure in data("evidence", "05_synchrony")["figure"]}
    published = figures["nordham2018-slopes"]
    assert published["values"] == list(PUBLISHED_KEPT.values())
    low, high = published["overall_interval"]
    assert low < published["overall"] < high and min(published["values"]) < published["overall"] < max(published["values"])
