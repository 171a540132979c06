"""What one can say of many lives: a difference between groups, and how little it tells of one person."""

from __future__ import annotations

import numpy as np


def quarter_gap(given, outcome) -> float:
    """Share with the outcome among the quarter that was given most, minus that among the quarter that was given least.

    Parameters
    ----------
    given : array_like, shape (people,)
    outcome : array_like of bool or of 0 and 1, shape (people,)

    Returns
    -------
    float, -1 to 1

    Raises
    ------
    ValueError
        If the two differ in length, or there are fewer than four people.
    """
    given, outcome = np.asarray(given, dtype=float), np.asarray(outcome, dtype=float)
    if given.shape != outcome.shape or given.ndim != 1 or given.size < 4:
        raise ValueError(f"Two series of the same length, at least 4, are needed; got shapes {given.shape} and {outcome.shape}.")
    low, high = np.quantile(given, [0.25, 0.75])
    return float(outcome[given >= high].mean() - outcome[given <= low].mean())


def explained_share(correlation: float) -> float:
    """Share of the differences between people that a correlation accounts for: its square."""
    return float(correlation) ** 2
