"""The data files: every key exists and is used, every name that they give is there, every text can be shown as it is."""

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest

from widgets.kit import cards, data
from widgets.kit import glossary as glossary_module
from widgets.kit import lesson_words as words
from widgets.kit.cards import (CITED, GRADES, KINDS, evidence, find_references, read_evidence, read_references, references,
                               used_keys)
from widgets.kit.check import Check
from widgets.kit.exercises import find_function, read_all, read_exercise
from widgets.kit.facts import as_list, read_facts
from widgets.kit.glossary import find_term, glossary, read_glossary, terms_of
from widgets.kit.predict import Prediction
from widgets.kit.progress import Progress
from widgets.kit.trial import read_cases, try_function

ROOT = Path(__file__).parents[1]
LESSONS = sorted(path.stem for path in (ROOT / "assets" / "evidence").glob("*.toml"))
TEXTS = [path.stem for path in (ROOT / "lessons" / "text").glob("*.md")]
EXERCISES = [(id, sort) for tables in read_all().values() for sort in ("predict", "check") for id in tables.get(sort, {})]
CHECKS = [id for id, sort in EXERCISES if sort == "check"]
PREDICTIONS = [id for id, sort in EXERCISES if sort == "predict"]
CODE = [id for id in CHECKS if read_exercise(id, "check").kind == "function"]
FINDING = {"id", "text", "kind", "species", "design", "n", "effect", "interval", "keys", "grade", "counter", "counter_keys"}
FACT = {"id", "text", "status", "lesson", "keys"}


def each(name):
    """Every table of that name in every lesson's evidence file, with its lesson."""
    return [pytest.param(lesson, table, id=f"{lesson}-{table.get('id', number)}")
            for lesson in LESSONS for number, table in enumerate(read_evidence(lesson).get(name, []))]


def anchors(lesson):
    """The headings of a lesson's text, as addresses."""
    text = (ROOT / "lessons" / "text" / f"{lesson}.md").read_text(encoding="utf-8")
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    headings = re.findall(r"^#+ +(.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


# ---- evidence ---------------------------------------------------------------------------------------------------------------

def test_there_is_something_to_check():
    assert LESSONS and CHECKS and PREDICTIONS and CODE and read_glossary()


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_head_of_a_file(lesson):
    read = read_evidence(lesson)
    assert set(read) <= {"proposition", "title", "claim", "claim_keys", "finding", "fact", "misconception", "figure"}
    assert read["proposition"] == f"P{int(lesson[:2])}" and read["title"] and read["claim"].endswith(".")
    assert read["claim_keys"] and read["finding"] and read["misconception"]
    # The capstone is built from the other models and is held against their facts.
    assert read.get("fact") or lesson == "12_life_course"
    for name in ("finding", "fact", "figure"):
        ids = [table["id"] for table in read.get(name, [])]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("lesson", "finding"), each("finding"))
def test_a_finding_has_all_that_a_card_shows(lesson, finding):
    assert FINDING <= set(finding) <= FINDING | {"single_lab", "note"}
    assert finding["kind"] in KINDS and finding["grade"] in GRADES and type(finding.get("single_lab", False)) is bool
    for field in ("id", "text", "species", "design", "n"):
        assert finding[field].strip() == finding[field] != ""
    assert finding["keys"] and (finding["counter_keys"] if finding["counter"] else not finding["counter_keys"])
    assert finding["effect"] or not finding["interval"]


@pytest.mark.parametrize(("lesson", "fact"), each("fact"))
def test_a_fact_is_reproduced_or_says_why_not(lesson, fact):
    assert FACT <= set(fact) <= FACT | {"model", "rival", "test", "reason"}
    assert re.fullmatch(r"F\d" if lesson.startswith("00") else rf"S{int(lesson[:2])}\.\d", fact["id"]) and fact["keys"]
    if fact["status"] == "outside":
        assert len(fact["reason"]) > 20 and not {"model", "rival", "test"} & set(fact)
        return
    assert fact["status"] == "reproduced" and "reason" not in fact
    assert fact["model"] and fact["test"]
    for name in (*as_list(fact["model"]), *as_list(fact.get("rival"))):
        assert callable(find_function(name))
    for test in as_list(fact["test"]):
        assert fact["id"] in marks_of(test), f"{test} is not marked fact({fact['id']!r})"


def marks_of(test):
    """The numbers in the fact marks of a test named as ``tests/file.py::name``; fails if there is no such test."""
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    assert functions, f"there is no {test}"
    return [mark.args[0].value for mark in functions[0].decorator_list
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fact"]


def test_every_fact_mark_stands_for_a_fact():
    told = {fact.id for fact in read_facts() if fact.reproduced}
    marked = {number for path in (ROOT / "tests").glob("test_*.py")
              for number in re.findall(r"^@pytest\.mark\.fact\(\"([FS][\d.]+)\"\)", path.read_text(encoding="utf-8"), re.M)}
    assert marked == told


@pytest.mark.parametrize(("lesson", "table"), each("misconception") + each("figure"))
def test_misconceptions_and_figures_rest_on_sources(lesson, table):
    assert table["keys"] and table["text"].endswith(".") and ("answer" not in table or table["answer"].endswith("."))


# ---- what is named is there -------------------------------------------------------------------------------------------------

def named_places():
    for lesson in LESSONS:
        yield from (pytest.param(fact["lesson"], id=fact["id"]) for fact in read_evidence(lesson).get("fact", []))
    yield from (pytest.param(term["lesson"], id=key) for key, term in read_glossary().items())


@pytest.mark.parametrize("place", list(named_places()))
def test_a_place_in_a_lesson_is_there(place):
    lesson, _, anchor = place.partition("#")
    assert lesson in {*LESSONS, "index"}
    assert not anchor or lesson not in TEXTS or anchor in anchors(lesson)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_key_of_a_lesson_is_a_reference(lesson):
    assert find_references(sorted(used_keys(lesson)))


def test_every_reference_is_used():
    used = set().union(*map(used_keys, LESSONS))
    for path in (ROOT / "lessons" / "text").glob("*.md"):
        used |= set(CITED.findall(path.read_text(encoding="utf-8")))
    for path in (ROOT / "widgets").rglob("*.py"):  # the source of a parameter
        used |= set(re.findall(r"source=\"([a-z]+\d{4}[a-z]?)\"", path.read_text(encoding="utf-8")))
    article = tomllib.loads((ROOT / "assets" / "source_article.toml").read_text(encoding="utf-8"))
    used |= {reference["key"] for reference in article["reference"]}
    used |= {key for error in article["error"] for key in error["keys"]}
    assert set(read_references()) == used


@pytest.mark.parametrize("key", sorted(read_references()))
def test_a_reference_is_complete(key):
    source = read_references()[key]
    assert re.fullmatch(r"[a-z]+\d{4}[a-z]?", key)
    assert source.authors and source.fields["title"] and source.place[0] and re.fullmatch(r"\d{4}", source.fields["year"])
    assert key.rstrip("abcdefghijklmnopqrstuvwxyz").endswith(source.fields["year"])
    assert source.link.startswith("https://") and not re.search(r"[\s<>\"]", source.link)
    assert "doi" not in source.fields or re.fullmatch(r"10\.\d{4,9}/\S+", source.fields["doi"])
    assert not re.search(r"[{}\\]|--", " ".join(source.pieces()))


def test_no_source_is_listed_twice():
    dois = [source.fields["doi"].lower() for source in read_references().values() if "doi" in source.fields]
    keys = re.findall(r"^@\w+\{(\S+),", (ROOT / "assets" / "references.bib").read_text(encoding="utf-8"), re.M)
    assert len(set(dois)) == len(dois) and len(set(keys)) == len(keys) == len(read_references())


def test_glossary_terms_are_complete_and_each_name_means_one_thing():
    names = []
    for key, term in read_glossary().items():
        assert {"term", "text", "lesson"} <= set(term) <= {"term", "text", "lesson", "also", "keys"}
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and term["text"].endswith(".") and "\n" not in term["text"]
        assert find_term(key) == find_term(term["term"]) == key
        names += {glossary_module._plain(name) for name in (key, term["term"], *term.get("also", []))}
    assert len(names) == len(set(names))


# ---- exercises --------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("id", "sort"), EXERCISES)
def test_an_exercise_is_well_formed_and_belongs_to_its_lesson(id, sort):
    exercise = read_exercise(id, sort)
    assert exercise.question.strip() == exercise.question
    texts = [exercise.explain, exercise.solution, *(each["because"] for each in exercise.options + exercise.wrong)]
    assert not [text for text in texts if re.match(r"(Right|Correct|Yes)[.:,!]", text)], "the kit says so already"
    assert not re.search(r"\{(?!gave\})\w*\}", " ".join(texts))


def test_exercise_ids_are_unique_in_the_course():
    assert len({id for id, _ in EXERCISES}) == len(EXERCISES)


def test_every_exercise_stands_in_its_lesson_and_no_other():
    for lesson in read_all():
        text = (ROOT / "lessons" / "text" / f"{lesson}.md").read_text(encoding="utf-8")
        asked = set(re.findall(r"\b(predict|check)\(\"([^\"]+)\"", text))
        assert asked == {(sort, id) for sort, tables in read_all()[lesson].items() for id in tables}


def answer(widget, **content):
    widget._handle_custom_msg({"action": "answer", **content}, [])
    assert widget.view["error"] == ""
    return widget.view


@pytest.mark.parametrize("id", [id for id in CHECKS if id not in CODE])
def test_the_right_answer_is_right_and_every_known_wrong_one_says_its_own_reason(id, tmp_path):
    exercise = read_exercise(id, "check")
    gave = exercise.compute()
    widget = Check(exercise, progress=Progress(tmp_path))
    for number, option in enumerate(exercise.options):
        view = answer(widget, answer=number)
        assert option["because"] in view["result"]
        assert view["result"].startswith(words.RIGHT if number == exercise.fitting(gave) else words.WRONG)
    if exercise.kind == "number":
        assert answer(widget, answer=repr(gave))["result"].startswith("Right")
    for wrong in exercise.wrong:
        given = known_wrong(wrong, gave)
        view = answer(widget, answer=repr(given))
        assert view["result"].startswith(words.WRONG_NUMBER[:8]) and wrong["because"] in view["result"]


def known_wrong(wrong, gave):
    if "function" in wrong:
        return float(find_function(wrong["function"])(**wrong.get("arguments", {})))
    if "times" in wrong:
        return gave * wrong["times"]
    if "value" in wrong:
        return wrong["value"]
    return wrong["above"] + 1e6 if "above" in wrong else wrong["below"] - 1e6


@pytest.mark.parametrize("id", CODE)
def test_the_solution_of_a_code_question_passes_its_own_check(id):
    exercise = read_exercise(id, "check")
    assert len(read_cases(exercise)) >= 2
    space = {"__name__": "solution"}
    exec(exercise.solution_code, space)
    trial = try_function(space[exercise.signature.partition("(")[0]], exercise)
    assert trial.right, trial.said
    for wrong in exercise.wrong:
        spoiled = find_function(wrong["function"]) if "function" in wrong else None
        function = space[exercise.signature.partition("(")[0]]
        said = try_function(spoiled or (lambda *values: function(*values) * wrong["times"]), exercise).said
        assert wrong["because"] in said


@pytest.mark.parametrize("id", PREDICTIONS)
def test_a_prediction_is_answered_by_its_panel_and_every_option_can_be_locked_in(id, tmp_path):
    exercise = read_exercise(id, "predict")
    panel = importlib.import_module("widgets.kit.panel").show(exercise.panel)
    gave = exercise.show_value(exercise.compute(panel))
    for number in range(max(1, len(exercise.options))):
        widget = Prediction(exercise, panel, Progress(tmp_path / str(number)))
        assert id in panel.veils
        widget._handle_custom_msg({"action": "lock", "answer": number if exercise.options else "1"}, [])
        assert widget.view["phase"] == "locked" and widget.view["error"] == "" and gave in widget.view["result"]
        assert id not in panel.veils
    widget._handle_custom_msg({"action": "show"}, [])
    assert widget.view["error"] == "" and panel.read_state(exercise.state) == panel.read_state(panel.state)


# ---- what is shown ----------------------------------------------------------------------------------------------------------

class Tags(HTMLParser):
    """Checks that tags are closed in order, and collects them, the links and the text."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.tags, self.links, self.text = [], [], [], ""
        self.feed(markup)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, text):
        self.text += text if "style" not in self.open else ""


def html_of(sheet):
    return Tags(sheet._repr_mimebundle_()["text/html"])


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_card_shows_everything_and_links_its_source(lesson):
    for finding in read_evidence(lesson)["finding"]:
        sheet = evidence(lesson, finding["id"])
        page = html_of(sheet)
        for field in ("text", "species", "design", "n", "effect", "interval", "counter"):
            assert finding[field] in page.text and finding[field] in str(sheet)
        for mark in (words.GRADES[finding["grade"]], words.KINDS[finding["kind"]]):
            assert mark in page.text and mark in str(sheet)
        assert (words.SINGLE_LAB in page.text) == finding.get("single_lab", False)
        assert {source.link for source in find_references(finding["keys"] + finding["counter_keys"])} == set(page.links)
        assert page.tags.count("article") == 1 and page.tags.count("dt") == page.tags.count("dd") >= 6


@pytest.mark.parametrize("lesson", LESSONS)
def test_all_cards_all_references_and_all_words_of_a_lesson_can_be_shown(lesson):
    assert html_of(evidence(lesson)).tags.count("article") == len(read_evidence(lesson)["finding"])
    listed = html_of(references(lesson))
    assert listed.tags.count("li") == len(used_keys(lesson)) == len(str(references(lesson)).splitlines())
    if lesson in TEXTS:
        assert html_of(glossary(lesson)).tags.count("dt") == len(terms_of(lesson)) > 0
    assert html_of(glossary()).tags.count("dt") == len(read_glossary())


HOSTILE = '<script>alert(1)</script> & "quoted" <b>'


def test_no_text_of_a_data_file_becomes_html(monkeypatch):
    finding = dict.fromkeys(("id", "text", "species", "design", "n", "effect", "interval", "counter", "note"), HOSTILE)
    finding |= {"kind": "theory", "grade": "weak", "keys": ["bad2000"], "counter_keys": ["bad2000"]}
    bad = cards.Reference("bad2000", ((HOSTILE, "X."),), dict.fromkeys(("title", "year", "journal", "doi", "annote"), HOSTILE))
    term = {"term": HOSTILE, "text": HOSTILE, "lesson": f"05_synchrony#{HOSTILE}"}
    monkeypatch.setattr(cards, "read_evidence", lambda lesson: {"finding": [finding]})
    monkeypatch.setattr(cards, "read_references", lambda: {"bad2000": bad})
    monkeypatch.setattr(cards, "used_keys", lambda lesson: {"bad2000"})
    monkeypatch.setattr(glossary_module, "read_glossary", lambda: {"bad": term})
    for sheet in (evidence("05"), references("05"), glossary("bad")):
        page = html_of(sheet)
        assert not {"script", "b"} & set(page.tags) and HOSTILE in page.text
        assert HOSTILE in str(sheet)


def test_a_link_that_is_no_web_address_is_no_link():
    source = cards.Reference("bad2000", (("Bad", "X."),), {"title": "t", "year": "2000", "url": "javascript:alert(1)"})
    assert "href" not in cards._reference_html(source)


@pytest.mark.parametrize(("people", "short", "whole"), [
    ([("One", "A.")], "One 2000", "One, A. (2000)."),
    ([("One", "A."), ("Two", "B.")], "One and Two 2000", "One, A., Two, B. (2000)."),
    ([("One", "A."), ("Two", "B."), ("Three", "C.")], "One et al. 2000", "One, A., Two, B., Three, C. (2000)."),
    ([("One", "A."), ("others", "")], "One et al. 2000", "One, A., et al. (2000)."),
    ([(f"N{i}", "A.") for i in range(12)], "N0 et al. 2000",
     "N0, A., N1, A., N2, A., N3, A., N4, A., N5, A., …, N11, A. (2000)."),
])
def test_authors_are_named_in_the_usual_way(people, short, whole):
    source = cards.Reference("one2000", tuple(people), {"title": "t", "year": "2000"})
    assert source.short == short and source.pieces()[0] == whole


def test_a_file_that_is_no_toml_says_which_and_where(tmp_path):
    (tmp_path / "05_bad.toml").write_text("claim = ?\n", encoding="utf-8")
    with pytest.raises(ValueError, match="05_bad.toml.*line 1"):
        data.read_toml(tmp_path / "05_bad.toml")


def test_every_data_file_is_read_by_somebody():
    for path in (ROOT / "assets").rglob("*.toml"):
        assert tomllib.loads(path.read_text(encoding="utf-8"))
        assert path.stem in LESSONS or path.name in ("glossary.toml", "source_article.toml")


def test_a_question_needs_neither_the_panel_nor_the_bibliography(tmp_path):
    code = ("import sys; from widgets import predict, check, progress; check('c05-threshold'); progress();"
            "print([name for name in ('bibtexparser', 'matplotlib', 'widgets.kit.panel', 'scipy') if name in sys.modules])")
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False,
                         env={**os.environ, "BOND_PROGRESS": str(tmp_path)})
    assert ran.stdout.strip() == "[]", ran.stderr
