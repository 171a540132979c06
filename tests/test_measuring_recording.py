"""Files that learners bring: what is read, and what is refused in which words."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.measuring_synchrony.measures import measure_with_surrogates
from widgets.measuring_synchrony.model import MeasuringParameters
from widgets.measuring_synchrony.recording import LEAST_ROWS, MOST_POINTS, MOST_ROWS, read_recording

RNG = np.random.default_rng(5)
FIRST, SECOND = np.round(RNG.standard_normal((2, 120)), 4)


def table(*columns, separator=",", header="", decimal="."):
    rows = [separator.join(f"{value:.4f}".replace(".", decimal) for value in row) for row in zip(*columns)]
    return "\n".join(([header] if header else []) + rows) + "\n"


def check_values(recording, rate=1.0):
    np.testing.assert_array_equal(recording.first, FIRST)
    np.testing.assert_array_equal(recording.second, SECOND)
    assert recording.rate == pytest.approx(rate)
    assert recording.rows == 120 and recording.averaged == 1 and not recording.resampled
    assert not recording.first.flags.writeable


@pytest.mark.parametrize("text", [
    table(FIRST, SECOND), table(FIRST, SECOND, header="Ada,Ben"), table(FIRST, SECOND, separator=";"),
    table(FIRST, SECOND, separator=";", decimal=","), table(FIRST, SECOND, separator="\t", decimal=","),
    table(FIRST, SECOND, separator="\t"), table(FIRST, SECOND, separator="   "), table(FIRST, SECOND, separator=", "),
    table(FIRST, SECOND).replace("\n", "\r\n"), table(FIRST, SECOND).replace("\n", "\n\n"), "\n \n" + table(FIRST, SECOND),
    table(FIRST, SECOND, header="Ada;Ben", separator=";", decimal=","),
])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_two_columns_are_read_however_they_are_written(text, encoding):
    check_values(read_recording(text.encode(encoding)))


def test_names_come_from_the_header():
    assert read_recording(table(FIRST, SECOND, header='"Ada","Ben"').encode()).names == ("Ada", "Ben")
    assert read_recording(table(FIRST, SECOND).encode()).names == ("", "")
    latin = table(FIRST, SECOND, header="Zoé,Müller").encode("latin-1")
    assert read_recording(latin).names == ("Zoé", "Müller")


def test_time_in_a_first_column_gives_the_rate():
    at = np.arange(120) * 0.25
    recording = read_recording(table(at, FIRST, SECOND, header="time,Ada,Ben").encode())
    check_values(recording, rate=4.0)
    assert recording.has_time and recording.names == ("Ada", "Ben")
    check_values(read_recording(table(at * 1000, FIRST, SECOND, header="time_ms,Ada,Ben").encode()), rate=4.0)
    check_values(read_recording(table(at + 1000, FIRST, SECOND).encode()), rate=4.0)


def test_uneven_times_are_made_even_and_it_says_so():
    at = np.arange(120) * 0.5
    at[1::2] += 0.1
    recording = read_recording(table(at, 2 * at + 1, -at).encode())
    assert recording.resampled
    steps = np.diff(recording.first)
    np.testing.assert_allclose(steps, steps[0], atol=1e-3)
    np.testing.assert_allclose(recording.first, 1 + 2 * np.arange(len(recording.first)) / recording.rate, atol=1e-3)


def test_a_long_recording_is_averaged_to_what_a_picture_can_show():
    rows = 5 * MOST_POINTS - 3
    values = np.arange(rows, dtype=float)
    recording = read_recording(table(values / 100, values, values % 7).encode())
    assert recording.averaged == 5 and len(recording.first) <= MOST_POINTS
    assert recording.first[0] == 2 and recording.first[1] == 7
    assert recording.rate == pytest.approx(20)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "empty"),
    (b"  \n \n", "empty"),
    ("\ufeff".encode(), "empty"),
    (table(FIRST).encode(), "Two columns are needed.* has 1"),
    (table(FIRST, FIRST, FIRST, FIRST).encode(), "Two columns are needed.* has 4"),
    (table(FIRST, SECOND, header="time,Ada").encode(), "time column and only one more"),
    (b"once upon a time\nthere was a pair\n", "Two columns are needed"),
    (("Ada,Ben\n" + "happy,sad\n" * 80).encode(), "Row 2, column 1 has 'happy', which is not a number"),
    (table(FIRST, SECOND).replace("\n", "\n1,much\n", 1).encode(), "Row 2, column 2 has 'much'"),
    (table(FIRST, SECOND).replace("\n", "\n1,\n", 1).encode(), "Row 2, column 2 has an empty cell"),
    (table(FIRST, SECOND, header="a,b").replace("\n", "\n1,nan\n", 1).encode(), "Row 2, column 2 has 'nan'"),
    (table(FIRST, SECOND).replace("\n", "\n-inf,3\n", 1).encode(), "Row 2, column 1 has '-inf'"),
    (table(FIRST, SECOND).replace("\n", "\n1e200,3\n", 1).encode(), "Row 2, column 1 has '1e200'"),
    (table(FIRST, SECOND).replace("\n", "\n1,2,3\n", 1).encode(), "Row 2 has 3 columns where the others have 2"),
    (table(FIRST[:6], SECOND[:6]).encode(), f"At least {LEAST_ROWS} rows of numbers are needed; this file has 6"),
    (b"Ada,Ben\n", f"At least {LEAST_ROWS} rows .* has 0"),
    (table(FIRST, np.full(120, 0.1)).encode(), "Column 2 never changes"),
    (table(np.arange(120), np.full(120, 3.3), SECOND).encode(), "Column 2 never changes"),
    (b"0.1,3\n0.2,4\n" * 10_000, "Column 1 never changes once every"),
    (table(np.arange(120)[::-1], FIRST, SECOND).encode(), "Time must rise .* from 119 to 118"),
    (table(np.arange(120) // 2, FIRST, SECOND).encode(), "Time must rise"),
    (table(np.arange(120) + 50 * (np.arange(120) >= 60), FIRST, SECOND).encode(), "gap from 59 s to 110 s"),
    (bytes(range(256)) * 40, "not a text file"),
    (b"\x89PNG\r\n\x1a\n" + bytes(500), "not a text file"),
    (table(FIRST, SECOND).encode("utf-16-le"), "not a text file"),
    ("\ufeff".encode("utf-16-le") + b"1", "not a text file|Two columns"),
])
def test_what_cannot_be_read_is_refused_in_words(data, words):
    with pytest.raises(ValueError, match=words):
        read_recording(data)


@pytest.mark.parametrize("data", [
    b"0.12,0.34\n" * 1_000_000, b"1,2\n" * (MOST_ROWS + 500), b"\n" * 3_900_000 + b"1,2\n" * 20_500])
def test_a_million_rows_are_refused_at_once(data):
    start = time.perf_counter()
    with pytest.raises(ValueError, match="20,000 rows"):
        read_recording(data)
    assert time.perf_counter() - start < 5


def test_text_from_outside_is_cut_in_the_message():
    with pytest.raises(ValueError) as raised:
        read_recording(("x" * 10_000 + ",2\n" + "1,2\n" * 100).encode())
    assert len(str(raised.value)) < 200


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_at_all_give_a_recording_or_a_sentence(data):
    try:
        read_recording(data)
    except ValueError as error:
        assert str(error).endswith(".")


def test_what_was_read_can_be_measured():
    shown = np.arange(120) * 0.25
    recording = read_recording(table(shown, FIRST, np.roll(FIRST, 4)).encode())
    run = measure_with_surrogates(MeasuringParameters(measure="correlation"), np.random.default_rng(1), recording)
    assert run.found and run.best_lag == pytest.approx(1.0)
