"""Evidence cards and references: what was found, in whom, how, how sure, and what speaks against it.

``assets/evidence/<lesson>.toml``. All values are plain text unless said otherwise; ``keys`` are those of ``references.bib``::

    proposition = "P5"
    title = "Biobehavioural synchrony"
    claim = "One sentence: what is claimed."
    claim_keys = ["feldman2007"]

    [[finding]]
    id = "feldman1999"              # unique in the file; what evidence("05", "feldman1999") names
    text = "One plain sentence: what was found."
    kind = "correlational"          # one of KINDS: "animal experiment", "animal observation", "correlational", "experimental",
                                    # "meta-analysis", "method", "theory"
    species = "human infants and their mothers"
    design = "longitudinal, filmed play at 3 and 9 months"
    n = "36 pairs"                  # text; "not stated in what we read" is an answer
    effect = "β = .76"              # text; "" where there is no number to give (the card says so)
    interval = ".71 to .81 (95 %)"  # text; "" where none was given (the card says so)
    keys = ["feldman1999"]          # at least one
    grade = "moderate"              # one of GRADES: "strong", "moderate", "weak", "contested"
    single_lab = true               # optional, default false
    counter = "The strongest evidence against it, one or two sentences."   # "" where we found none (the card says so)
    counter_keys = ["wass2019"]     # at least one, unless counter is ""
    note = "..."                    # optional: one sentence, e.g. "reported by ..."

    [[fact]]
    id = "S5.1"
    text = "One sentence."
    status = "reproduced"           # or "outside"
    model = "widgets.synchrony.model:simulate_kuramoto"        # reproduced: module:name, one or a list
    rival = "widgets.synchrony.model:simulate_shared_drum"     # the rival that fails it, one or a list; none is rare
    test = "tests/test_synchrony_facts.py::test_lead_flips"    # reproduced: one or a list; must exist, marked fact("S5.1")
    lesson = "05_synchrony#who-leads"                          # where it is told: lesson, and anchor of its heading
    reason = "..."                  # outside: why the toy cannot say it
    keys = ["feldman1999"]          # at least one

    [[figure]]                      # published numbers that a lesson draws beside the toy
    id = "nordham2018-slopes"
    text = "What the numbers are."
    labels = ["..."]                # and values, interval, unit, quantity, as the picture needs them
    keys = ["nordham2018"]

    [[misconception]]
    text = "What people say."
    answer = "What is so."
    keys = ["wass2019"]             # at least one

``references.bib``: ordinary BibTeX in UTF-8, no LaTeX commands; ``author``, ``title``, ``year`` and where it appeared
(``journal``, ``booktitle`` or ``publisher``) are required, ``doi`` (bare: ``10.1037/...``) wherever there is one, else
``url``.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterable
from urllib.parse import quote

from widgets.kit import data, exercises, glossary
from widgets.kit import lesson_words as words

KINDS = tuple(words.KINDS)
GRADES = tuple(words.GRADES)
CITED = re.compile(r'\s"([a-z]+\d{4}[a-z]?)"\)')
"""How a lesson's text names its source: ``[Feldman 1999](https://doi.org/... "feldman1999")``."""
MOST_AUTHORS = 8
OTHERS = "others"
"""BibTeX's word for authors that are not named."""


# ---- references -------------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Reference:
    """One source: `key`, `authors` as (family name, initials), and the fields of its BibTeX entry as plain text."""

    key: str
    authors: tuple[tuple[str, str], ...]
    fields: dict[str, str]

    @property
    def short(self) -> str:
        """Author and year, as one cites it in a sentence: Feldman et al. 1999."""
        names = [family for family, _ in self.authors] or [self.fields.get("title", self.key)]
        form = {1: words.AUTHORS_ONE, 2: words.AUTHORS_TWO}.get(len(names), words.AUTHORS_MANY)
        if names[-1] == OTHERS:
            form = words.AUTHORS_MANY
        return form.format(first=names[0], second=names[-1], year=self.fields.get("year", words.NO_YEAR))

    @property
    def link(self) -> str:
        """Address of the source; empty if it has none."""
        doi = self.fields.get("doi")
        return f"https://doi.org/{quote(doi, safe='/:();.,')}" if doi else self.fields.get("url", "")

    @property
    def place(self) -> tuple[str, str]:
        """Where it appeared, and the volume, issue and pages there."""
        fields = self.fields
        name = next((fields[field] for field in ("journal", "booktitle", "publisher", "institution") if field in fields), "")
        volume = fields.get("volume", "") + (f"({fields['number']})" if "number" in fields else "")
        return name, ", ".join(part for part in (volume, fields.get("pages", "")) if part).replace("--", "–")

    @property
    def sorting(self) -> tuple:
        """For the order of a list: family names without accents, then the year."""
        names = unicodedata.normalize("NFD", " ".join(family for family, _ in self.authors).casefold())
        return "".join(c for c in names if not unicodedata.combining(c)), self.fields.get("year", ""), self.key

    def pieces(self) -> tuple[str, str, str, str]:
        """Authors with year, title, place, and how far we read it."""
        names = [f"{family}, {initials}".rstrip(", ") for family, initials in self.authors]
        if len(names) > MOST_AUTHORS:
            names = [*names[:MOST_AUTHORS - 2], "…", names[-1]]
        if names[-1:] == [OTHERS]:
            names = [*names[:-1], words.ET_AL]
        who = f"{', '.join(names)} ({self.fields.get('year', words.NO_YEAR)})."
        title = self.fields.get("title", "").rstrip(".")
        name, rest = self.place
        place = f"{name}, {rest}." if rest else f"{name}." if name else ""
        annote = self.fields.get("annote", "")
        read = words.HOW_FAR_READ.format(annote=annote) if annote else ""
        return who, title if title.endswith("?") else f"{title}.", place, read


def read_references() -> dict[str, Reference]:
    """Every source of ``assets/references.bib`` by key; read again only when the file has changed.

    Raises
    ------
    ValueError
        If an entry cannot be read, or two share a key.
    """
    path = data.course_folder() / "assets" / "references.bib"
    status = path.stat()
    return _read_references(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read_references(path: Path, changed: int, size: int) -> dict[str, Reference]:
    import bibtexparser  # here, because a lesson's first picture must not wait for it
    from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

    library = bibtexparser.parse_file(str(path), append_middleware=[SeparateCoAuthors(), SplitNameParts()], encoding="utf-8")
    if library.failed_blocks:
        raise ValueError(f"{path.name}: an entry cannot be read: {library.failed_blocks[0].raw[:200]!r}.")
    return {entry.key: _reference(entry) for entry in library.entries}


def _reference(entry) -> Reference:
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    people = fields.pop("author", [])
    authors = tuple((_clean(" ".join(person.von + person.last)), "\u00a0".join(_initial(name) for name in person.first))
                    for person in people)
    return Reference(entry.key, authors, {name.lower(): _clean(value) for name, value in fields.items()
                                          if isinstance(value, str)})


def _initial(name: str) -> str:
    return "-".join(f"{part[0]}." for part in _clean(name).split("-") if part)


def _clean(text: str) -> str:
    """Text without BibTeX's braces and line breaks."""
    return " ".join(text.replace("{", "").replace("}", "").split())


def find_references(keys: Iterable[str]) -> list[Reference]:
    """The sources of these keys, in their order.

    Raises
    ------
    ValueError
        If there is no such key; the message gives the nearest.
    """
    known = read_references()
    missing = [key for key in keys if key not in known]
    if missing:
        raise data.unknown(words.REFERENCE, missing[0], known)
    return [known[key] for key in keys]


def used_keys(lesson: str) -> set[str]:
    """Every reference key that a lesson rests on: its text, evidence, exercises and words."""
    file = data.lesson_file("evidence", lesson)
    keys = _keys_in(data.read_toml(file))
    keys |= _keys_in(exercises.read_all().get(file.stem, {}))
    keys |= {key for term in glossary.terms_of(file.stem).values() for key in term.get("keys", [])}
    text = data.course_folder() / "lessons" / "text" / file.with_suffix(".md").name
    return keys | (set(CITED.findall(text.read_text(encoding="utf-8"))) if text.exists() else set())


def _keys_in(node: Any) -> set[str]:
    """All values of every ``keys`` and ``..._keys`` list in a data file."""
    if isinstance(node, list):
        return set().union(*map(_keys_in, node))
    if not isinstance(node, dict):
        return set()
    return {key for name, value in node.items() if name == "keys" or name.endswith("_keys") for key in value}.union(
        *(_keys_in(value) for name, value in node.items() if isinstance(value, (dict, list)) and not name.endswith("keys")))


# ---- evidence ---------------------------------------------------------------------------------------------------------------

def read_evidence(lesson: str) -> dict:
    """The evidence file of a lesson, named ``"05"`` or ``"05_synchrony"``."""
    return data.read_toml(data.lesson_file("evidence", lesson))


class Sheet:
    """Something to read in the page: HTML that also reads well without any style, and the same as text."""

    def __init__(self, markup: str, text: str):
        self._markup = markup
        self._plain = text

    def _repr_mimebundle_(self, include=None, exclude=None):
        style = (data.PAGE / "cards.css").read_text(encoding="utf-8")
        return {"text/plain": self._plain, "text/html": f"<style>{style}</style>\n{self._markup}"}

    def __str__(self):
        return self._plain


def evidence(lesson: str, *ids: str) -> Sheet:
    """Show evidence cards: what was found, in whom, how, how big, how sure, and what speaks against it.

    Parameters
    ----------
    lesson : str
        ``"05"``.
    *ids : str
        Which findings of the lesson's file; none means all.

    Returns
    -------
    Sheet

    Raises
    ------
    ValueError
        If there is no such lesson or finding; the message gives the nearest.
    """
    findings = {finding["id"]: finding for finding in read_evidence(lesson)["finding"]}
    for id in ids:
        if id not in findings:
            raise data.unknown(words.FINDING, id, findings)
    chosen = [findings[id] for id in ids or findings]
    markup = "\n".join(_card(finding) for finding in chosen)
    return Sheet(f"<section class=\"bond-cards\" aria-label=\"{html.escape(words.CARDS_LABEL)}\">\n{markup}\n</section>",
                 "\n\n".join(_card_text(finding) for finding in chosen))


def _marks(finding: dict) -> list[str]:
    marks = [words.GRADES[finding["grade"]], words.KINDS[finding["kind"]]]
    return marks + ([words.SINGLE_LAB] if finding.get("single_lab") else [])


def _facts(finding: dict) -> list[tuple[str, str, list[Reference]]]:
    """The rows of a card: what it is, what there is to say, and the sources."""
    effect, interval = finding["effect"], finding["interval"]
    form = words.NO_EFFECT if not effect else words.EFFECT if interval else words.EFFECT_WITHOUT_INTERVAL
    rows = [(words.WHO, finding["species"], []), (words.HOW, finding["design"], []), (words.HOW_MANY, finding["n"], []),
            (words.HOW_BIG, form.format(effect=effect, interval=interval), [])]
    if finding.get("note"):
        rows.append((words.NOTE, finding["note"], []))
    rows.append((words.AGAINST, finding["counter"] or words.NO_COUNTER, find_references(finding.get("counter_keys", []))))
    return rows + [(words.SOURCE, "", find_references(finding["keys"]))]


def _card(finding: dict) -> str:
    marks = " · ".join(f"<span>{html.escape(mark)}</span>" for mark in _marks(finding))
    rows = "\n".join(f"<dt>{html.escape(name)}</dt><dd>{_said(text, sources, full=name == words.SOURCE)}</dd>"
                     for name, text, sources in _facts(finding))
    id, grade, text = (html.escape(finding[field]) for field in ("id", "grade", "text"))
    return (f"<article class=\"bond-card\" data-finding=\"{id}\" data-grade=\"{grade}\">\n<p><strong>{text}</strong></p>\n"
            f"<p class=\"bond-marks\">{marks}</p>\n<dl>\n{rows}\n</dl>\n</article>")


def _said(text: str, sources: list[Reference], full: bool) -> str:
    links = [_link(source, f"{source.short}, {words.DOI.format(doi=source.fields['doi'])}"
                   if full and "doi" in source.fields else source.short) for source in sources]
    listed = "; ".join(links)
    return html.escape(text) + (f" ({listed})" if text and listed else listed)


def _link(source: Reference, text: str) -> str:
    if not source.link.startswith(("https://", "http://")):
        return html.escape(text)
    return f"<a href=\"{html.escape(source.link)}\" target=\"_blank\" rel=\"noopener\">{html.escape(text)}</a>"


def _card_text(finding: dict) -> str:
    lines = [finding["text"], "  " + " · ".join(_marks(finding))]
    for name, text, sources in _facts(finding):
        listed = "; ".join(f"{source.short}, {source.link}" if name == words.SOURCE and source.link else source.short
                           for source in sources)
        lines.append(f"  {name}: {text}{f' ({listed})' if text and listed else listed}")
    return "\n".join(lines)


def references(lesson: str, *more: str) -> Sheet:
    """List, numbered and in alphabetical order, every source that a lesson rests on.

    Parameters
    ----------
    lesson : str
        ``"05"``.
    *more : str
        Further keys of ``references.bib``.

    Raises
    ------
    ValueError
        If there is no such lesson, or a key is not in ``references.bib``.
    """
    sources = sorted(find_references(sorted(used_keys(lesson) | set(more))), key=lambda source: source.sorting)
    items = "\n".join(f"<li>{_reference_html(source)}</li>" for source in sources)
    text = "\n".join(f"{number}. {' '.join(piece for piece in (*source.pieces(), source.link) if piece)}"
                     for number, source in enumerate(sources, 1))
    label = html.escape(words.REFERENCES_LABEL)
    return Sheet(f"<section class=\"bond-references\" aria-label=\"{label}\">\n<ol>\n{items}\n</ol>\n</section>", text)


def _reference_html(source: Reference) -> str:
    who, title, place, read = (html.escape(piece) for piece in source.pieces())
    link = _link(source, source.link) if source.link else ""
    return " ".join(piece for piece in (who, title, f"<em>{place}</em>" if place else "", link,
                                        f"<small>{read}</small>" if read else "") if piece)
