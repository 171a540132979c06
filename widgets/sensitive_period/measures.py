"""What a scientist works out from ages and outcomes, and what a learner from cues does with the next one."""

from __future__ import annotations

import numpy as np


def gap_at_split(ages, outcome, split: float) -> float:
    """Mean outcome of those younger than `split` minus mean outcome of the others.

    Parameters
    ----------
    ages, outcome : array_like, shape (n,)
    split : float
        Same unit as `ages`.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If all are on one side of the split.
    """
    ages, outcome = np.asarray(ages, dtype=float), np.asarray(outcome, dtype=float)
    younger = ages < split
    if younger.all() or not younger.any():
        raise ValueError(f"The split must leave somebody on both sides: ages from {ages.min():g} to {ages.max():g}, got {split:g}.")
    return float(outcome[younger].mean() - outcome[~younger].mean())


def step_of_an_answer(prior_strength: float, calls: float, answered: float) -> float:
    """How far one more call that is answered moves an expectation: (1 − m)/(κ + n + 1), with m = (κ/2 + k)/(κ + n).

    Parameters
    ----------
    prior_strength : float
        κ, how many calls the first guess of one half is worth.
    calls, answered : float
        n, calls so far, and k, how many of them were answered.

    Raises
    ------
    ValueError
        If fewer than none or more than all calls were answered, or the first guess is worth nothing.
    """
    if prior_strength <= 0 or not 0 <= answered <= calls:
        raise ValueError(f"Needs a prior above 0 and 0 to {calls:g} answered calls; got {prior_strength:g} and {answered:g}.")
    expectation = (prior_strength / 2 + answered) / (prior_strength + calls)
    return (1 - expectation) / (prior_strength + calls + 1)
