"""Reading a recording that a learner brings: a text file with two columns of numbers, with or without time before them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import shorten

LEAST_ROWS = 60
MOST_ROWS = 20_000
MOST_BYTES = 4_000_000
MOST_POINTS = 2_000
"""A longer recording is averaged over neighbouring rows until it has at most this many points."""
TIME_NAMES = {"time", "t", "s", "sec", "second", "seconds", "ms", "time (s)", "time (ms)", "time_s", "time_ms", "time_seconds"}


@dataclass(frozen=True)
class Recording:
    """Two people, measured at even steps of time.

    Attributes
    ----------
    first, second : ndarray, shape (n,)
    rate : float
        Points a second. Without a time column a row is taken to be a second.
    names : tuple of str
        Names of the two columns, from the header; empty strings without one.
    rows : int
        Rows of the file.
    has_time : bool
        Whether there was a time column.
    resampled : bool
        Whether the times were uneven and straight lines between the rows were used.
    averaged : int
        How many neighbouring rows were averaged into one point; 1: none.
    """

    first: np.ndarray
    second: np.ndarray
    rate: float
    names: tuple[str, str] = ("", "")
    rows: int = 0
    has_time: bool = False
    resampled: bool = False
    averaged: int = 1


def read_recording(data: bytes) -> Recording:
    """Read a file of two columns (or time and two columns).

    Columns are parted by commas, semicolons, tabs or spaces; the first row may hold names; with semicolons or tabs the
    decimal mark may be a comma. UTF-8, UTF-16 with its byte-order mark, and Latin-1 are understood. Times are in seconds (in
    milliseconds if the column's name says so).

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Recording

    Raises
    ------
    ValueError
        If the file cannot be read as such; the message says what is wrong, where, and what would do.
    """
    lines = _lines(_text(bytes(data)))
    separator, decimal_comma = _separator(lines)
    cells = [[cell.strip().strip('"') for cell in line.split(separator)] for line in lines]
    names, cells = _header(cells, decimal_comma)
    width = len(cells[0]) if cells else len(names)
    if width not in (2, 3):
        raise ValueError(f"Two columns are needed, one for each person, or three with time first; this file has {width}.")
    if width == 2 and names and names[0].lower() in TIME_NAMES:
        raise ValueError("This file has a time column and only one more; two are needed, one for each person.")
    if len(cells) < LEAST_ROWS:
        raise ValueError(f"At least {LEAST_ROWS} rows of numbers are needed; this file has {len(cells)}.")
    return _build(_numbers(cells, width, decimal_comma, first_row=2 if names else 1), names)


def _text(data):
    if not data.strip():
        raise ValueError("The file is empty.")
    if len(data) > MOST_BYTES:
        raise ValueError(f"The file is too large: at most {MOST_BYTES // 1_000_000} MB and {MOST_ROWS:,} rows can be read; "
                         f"it has {len(data) / 1e6:.1f} MB. Keep a part of it, or every tenth row.")
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if any(ord(character) < 32 and character not in "\t\r\n\f" for character in text):
        raise ValueError("This is not a text file. Save the table as CSV (text with commas) and try again.")
    return text


def _lines(text):
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        raise ValueError("The file is empty.")
    if len(lines) > MOST_ROWS + 1:
        raise ValueError(f"The file is too long: at most {MOST_ROWS:,} rows can be read; it has {len(lines):,}. "
                         "Keep a part of it, or every tenth row.")
    return lines


def _separator(lines):
    """Separator of the columns (None: spaces), and whether a comma may be the decimal mark."""
    sample = lines[-1]
    for separator in (";", "\t"):
        if separator in sample:
            return separator, True
    return ("," if "," in sample else None), False


def _header(cells, decimal_comma):
    """Part names from numbers: the first row holds names if no cell of it is a number."""
    first = cells[0]
    if all(_number(cell, decimal_comma) is None for cell in first):
        return first, cells[1:]
    return [], cells


def _number(cell, decimal_comma):
    try:
        return float(cell.replace(",", ".") if decimal_comma else cell)
    except ValueError:
        return None


def _numbers(cells, width, decimal_comma, first_row):
    table = np.empty((len(cells), width))
    for row, line in enumerate(cells):
        if len(line) != width:
            raise ValueError(f"Row {row + first_row} has {len(line)} columns where the others have {width}.")
        for column, cell in enumerate(line):
            number = _number(cell, decimal_comma)
            if number is None:
                what = f"{shorten(cell, 30)!r}, which is not a number" if cell else "an empty cell"
                raise ValueError(f"Row {row + first_row}, column {column + 1} has {what}.")
            table[row, column] = number
    bad = np.argwhere(~np.isfinite(table) | (np.abs(table) > 1e100))
    if bad.size:
        row, column = bad[0]
        raise ValueError(f"Row {row + first_row}, column {column + 1} has {shorten(cells[row][column], 30)!r}; only ordinary "
                         "numbers can be measured. Remove such rows or fill the gaps first.")
    return table


def _build(table, names):
    rows, has_time = len(table), table.shape[1] == 3
    rate, resampled = 1.0, False
    if has_time:
        milliseconds = bool(names) and "ms" in names[0].lower()
        table, rate, resampled = _even(table[:, 0] / (1000 if milliseconds else 1), table[:, 1:])
    averaged = -(-len(table) // MOST_POINTS)
    if averaged > 1:
        whole = len(table) // averaged * averaged
        table = table[:whole].reshape(-1, averaged, 2).mean(axis=1)
    first, second = table.T
    for position, series in enumerate((first, second)):
        # A spread that is only rounding error counts as none.
        if np.ptp(series) <= 1e-12 * np.abs(series).max():
            after = f" once every {averaged} rows are averaged into one" if averaged > 1 else ""
            raise ValueError(f"Column {position + 1 + has_time} never changes{after}; nothing can be in step with it.")
    return Recording(first=read_only(first), second=read_only(second), rate=rate / averaged,
                     names=tuple(names[-2:]) if names else ("", ""), rows=rows, has_time=has_time,
                     resampled=resampled, averaged=averaged)


def _even(time, values):
    """Values at even times, the rate, and whether straight lines had to be drawn between rows for it."""
    steps = np.diff(time)
    if (steps <= 0).any():
        row = int(np.argmax(steps <= 0))
        raise ValueError(f"Time must rise from row to row; it goes from {time[row]:g} to {time[row + 1]:g}.")
    middle = float(np.median(steps))
    if steps.max() > 5 * middle:
        row = int(np.argmax(steps))
        raise ValueError(f"There is a gap from {time[row]:g} s to {time[row + 1]:g} s, while rows are mostly {middle:g} s "
                         "apart. Keep one stretch without gaps.")
    if np.abs(steps - middle).max() <= 0.01 * middle:
        return values, (len(time) - 1) / float(time[-1] - time[0]), False
    at = np.linspace(time[0], time[-1], 1 + round((time[-1] - time[0]) / middle))
    even = np.column_stack([np.interp(at, time, column) for column in values.T])
    return even, (len(at) - 1) / float(at[-1] - at[0]), True
