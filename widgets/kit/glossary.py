"""The words of the course: ``assets/glossary.toml``.

One table for each term; the key is what a lesson writes (``glossary("phase-locking")``), lower case with hyphens::

    [phase-locking]
    term = "Phase-locking"              # as it is printed
    text = "One plain sentence that says what it is."
    lesson = "05_synchrony"             # the lesson that defines it, with an anchor if wished: "05_synchrony#the-toy"
    also = ["locked", "locking"]        # optional: other names, understood by glossary() too
    keys = ["lachaux1999"]              # optional: references
"""

from __future__ import annotations

import html

from widgets.kit import data
from widgets.kit import lesson_words as words


def read_glossary() -> dict[str, dict]:
    """Every term by its key."""
    return data.read_toml(data.course_folder() / "assets" / "glossary.toml")


def terms_of(lesson: str) -> dict[str, dict]:
    """The terms that a lesson defines; `lesson` is ``"05"`` or ``"05_synchrony"``."""
    def defined(term: dict) -> bool:
        stem = term["lesson"].partition("#")[0]
        return lesson in (stem, stem.partition("_")[0])

    return {key: term for key, term in read_glossary().items() if defined(term)}


def find_term(name: str) -> str:
    """The key of a term, found by its key, its printed form or one of its other names.

    Raises
    ------
    ValueError
        If there is no such term; the message gives the nearest.
    """
    names = {}
    for key, term in read_glossary().items():
        names |= {_plain(other): key for other in (*term.get("also", []), term["term"], key)}
    if _plain(name) not in names:
        raise data.unknown(words.TERM, name, read_glossary())
    return names[_plain(name)]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def glossary(*names: str):
    """Show what words mean.

    Parameters
    ----------
    *names : str
        Terms (``"phase-locking"``), or a lesson's number (``"05"``) for all that it defines; none means the whole glossary.

    Returns
    -------
    Sheet

    Raises
    ------
    ValueError
        If there is no such term; the message gives the nearest.
    """
    from widgets.kit.cards import Sheet  # cards reads terms for its references

    known = read_glossary()
    keys: list[str] = []
    for name in names:
        keys += list(terms_of(name)) or [find_term(name)]
    terms = sorted((known[key] for key in dict.fromkeys(keys or known)), key=lambda term: term["term"].casefold())
    whole_lesson = bool(names) and all(terms_of(name) for name in names)
    rows = "\n".join(f"<dt><strong>{html.escape(term['term'])}</strong></dt>"
                     f"<dd>{html.escape(term['text'])}{'' if whole_lesson else _where(term)}</dd>" for term in terms)
    label = html.escape(words.GLOSSARY_LABEL)
    return Sheet(f"<section class=\"bond-glossary\" aria-label=\"{label}\">\n<dl>\n{rows}\n</dl>\n</section>",
                 "\n".join(f"{term['term']}: {term['text']}" for term in terms))


def _where(term: dict) -> str:
    """Where a term is defined, as a link from one lesson to another."""
    stem, _, anchor = term["lesson"].partition("#")
    address = f"{stem}.ipynb" + (f"#{anchor}" if anchor else "")
    lesson = words.DEFINED_IN.format(lesson=stem.partition("_")[0])
    return f" <small>(<a href=\"{html.escape(address)}\">{html.escape(lesson)}</a>)</small>"
