"""The article that the course starts from: its sixteen references in its own order, and its errors."""

import re
import tomllib
from pathlib import Path

import pytest

from widgets.kit.cards import find_references

ROOT = Path(__file__).parents[1]
ARTICLE = tomllib.loads((ROOT / "assets" / "source_article.toml").read_text(encoding="utf-8"))
DOIS = [
    "10.1016/j.tics.2016.11.007", "10.1016/j.tics.2013.09.013", "10.1038/npp.2014.140", "10.1016/j.tins.2015.04.004",
    "10.1017/S0954579415000048", "10.1146/annurev-psych-010213-115110", "10.1016/j.yhbeh.2015.10.001",
    "10.1016/j.yhbeh.2012.01.008", "10.1080/15295192.2012.683342", "10.1016/j.pbb.2013.06.011", None,
    "10.1146/annurev-psych-010814-015240", "10.1038/nn1276", "10.1037/0002-9432.77.4.582", "10.1371/journal.pone.0002840",
    None]
"""In the article's order; none is confirmed for Ulmer-Yaniv and others 2016, and the last is a chapter in a book."""


def test_there_are_sixteen_references_in_the_articles_order():
    assert [each["number"] for each in ARTICLE["reference"]] == list(range(1, 17))
    sources = find_references([each["key"] for each in ARTICLE["reference"]])
    assert [source.fields.get("doi") for source in sources] == DOIS
    assert len({source.key for source in sources}) == 16


@pytest.mark.parametrize("reference", ARTICLE["reference"], ids=lambda each: str(each["number"]))
def test_a_reference_says_what_it_does_and_does_not_support(reference):
    assert set(reference) == {"number", "key", "cited_for", "supports", "does_not_support"}
    for field in ("supports", "does_not_support"):
        assert reference[field].endswith(".") and len(reference[field]) > 20
    if reference["number"] == 16:
        assert reference["cited_for"] == "not cited in the text"
    else:
        assert reference["cited_for"].endswith(".")


@pytest.mark.parametrize("error", ARTICLE["error"], ids=lambda each: each["id"])
def test_an_error_says_what_it_should_be_and_how_sure_that_is(error):
    assert set(error) == {"id", "says", "should_be", "sure", "keys"}
    assert error["says"].endswith(".") and error["should_be"].endswith(".") and error["sure"] in ("confirmed", "inferred")
    assert find_references(error["keys"])


def test_the_errors_that_the_course_teaches_are_there():
    errors = {error["id"]: error for error in ARTICLE["error"]}
    assert len(errors) == len(ARTICLE["error"])
    assert {"only-mammals", "two-to-four", "standing-up", "no-source-for-repair"} <= set(errors)
    assert set(errors["two-to-four"]["keys"]) >= {each["key"] for each in ARTICLE["reference"][1:4]}


def test_no_sentence_of_the_article_is_taken():
    """The article is Japanese: none of its letters stand here."""
    text = (ROOT / "assets" / "source_article.toml").read_text(encoding="utf-8")
    assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text)
    assert ARTICLE["article"]["text"].endswith(".") and find_references(ARTICLE["article"]["keys"])
