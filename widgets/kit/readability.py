"""How hard a lesson's prose is to read, as far as counting can tell.

The libraries for it that we looked at (textstat) fetch a dictionary of syllables over the network when they first run; a formula
that needs letters, words and sentences only does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from widgets.kit import lesson_words as words


@dataclass(frozen=True)
class Readability:
    """Words, words a sentence, and the age at which most readers of English schools can follow (Coleman–Liau grade + 5)."""

    words: int
    words_a_sentence: float
    age: float

    def __str__(self):
        return words.READABILITY.format(words=self.words, sentence=self.words_a_sentence, age=self.age)


def measure_readability(prose: str) -> Readability:
    """Coleman–Liau index of Markdown prose: 5.88 L/W − 29.6 S/W − 15.8, with L letters, W words and S sentences.

    Headings, tables, code, formulas and the addresses of links do not count.

    Parameters
    ----------
    prose : str

    Returns
    -------
    Readability

    Raises
    ------
    ValueError
        If there are no words.
    """
    for pattern, put in ((r"```.*?```|\$\$.*?\$\$", " "), (r"^[ \t]*[|#][^\n]*", " "), (r"\$[^$]*\$|`[^`]*`", "x"),
                         (r"\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)", r"\1"), (r"[*_>]", " ")):
        prose = re.sub(pattern, put, prose, flags=re.DOTALL | re.MULTILINE)
    found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", prose)
    if not found:
        raise ValueError("There is no prose to measure.")
    sentences = max(1, len(re.findall(r"[.!?:](?=\s|$)", prose)))
    letters = sum(len(re.sub(r"\W", "", word)) for word in found)
    grade = 5.88 * letters / len(found) - 29.6 * sentences / len(found) - 15.8
    return Readability(len(found), len(found) / sentences, grade + 5)
