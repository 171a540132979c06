"""How hard prose is to read: the count, and what does not count."""

import pytest

from widgets.kit.readability import measure_readability


def test_the_index_by_hand():
    # 6 words, 22 letters, 2 sentences: 5.88 * 22/6 - 29.6 * 2/6 - 15.8 = -4.1, and 5 more.
    measured = measure_readability("The cat sat. Then it slept.")
    assert (measured.words, measured.words_a_sentence) == (6, 3)
    assert measured.age == pytest.approx(5.88 * 20 / 6 - 29.6 * 2 / 6 - 15.8 + 5)
    assert str(measured) == f"6 words, 3 a sentence, reading age about {measured.age:.0f}"


def test_long_words_and_long_sentences_are_harder():
    easy = measure_readability("You press a key. It goes up. You look at it.")
    hard = measure_readability("Representation-based attachments necessitate considerable neurobiological reorganisation, particularly "
                               "throughout developmentally circumscribed sensitive periods.")
    assert hard.age > easy.age + 15


def test_what_is_no_prose_does_not_count():
    plain = measure_readability("The cat sat. Then it slept.")
    dressed = measure_readability("# A heading of many long words\n\nThe **cat** [sat](https://doi.org/10.1/x(2) \"smith2000\"). Then it "
                                  "slept.\n\n| a | table |\n|---|---|\n\n$$x = y$$\n\n```python\nimport numpy\n```\n")
    assert dressed == plain


def test_no_prose_is_said():
    with pytest.raises(ValueError, match="no prose"):
        measure_readability("$$x$$\n# Heading\n")
