"""Sentences as templates: kept by name in one place for each topic, filled with values, never glued together.

>>> say = Phrases({"ahead": "The first is {seconds} s ahead."})
>>> say("ahead", seconds=number(0.25))
'The first is 0.25 s ahead.'
>>> number(-0.001), number(-1.5, 1), percent(0.456)
('0.00', '−1.5', '46\xa0%')
"""

from __future__ import annotations

from collections.abc import Mapping


class Phrases:
    """The words of a topic: call it with a name and the values of its placeholders.

    Parameters
    ----------
    words : mapping of str to str
        Name -> template with named placeholders (``"{seconds} s ahead"``).
    """

    def __init__(self, words: Mapping[str, str]):
        self.words = words

    def __call__(self, name: str, **values) -> str:
        """The sentence `name`, filled; a name or a placeholder that is missing is a KeyError."""
        return self.words[name].format(**values)

    def __contains__(self, name: str) -> bool:
        return name in self.words


def number(value: float, digits: int = 2) -> str:
    """A number as a reader sees it: a true minus, and no minus zero."""
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "\u2212")


def percent(share: float, digits: int = 0) -> str:
    """A share (0 to 1) as a percentage, with a space that does not break before the sign."""
    return f"{number(100 * share, digits)}\u00a0%"
