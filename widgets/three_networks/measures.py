"""What a scientist would compute from such a run, or from a recording of a real observer.

The first two need only what can be recorded: errors, and the observer's own mood. The third compares the maps of two bonds.
"""

from __future__ import annotations

import numpy as np

from widgets.three_networks.model import SETTLED, NetworksRun


def measure_mood_colouring(run: NetworksRun) -> float:
    """By how much the own mood shifts the reading of the partner: slope of error on mood, through 0, in the second half."""
    error, mood = run.error[SETTLED:], run.own_mood[SETTLED:]
    return float(error @ mood / (mood @ mood))


def measure_partner_advantage(run: NetworksRun) -> float:
    """How much better the partner is read than a newcomer: ratio of the root mean square errors, newcomer over partner."""
    return run.newcomer_rms_error / run.rms_error


def measure_overlap(first, second) -> float:
    """Overlap of two maps, 0 (nothing in common) to 1 (the same): Σ min(aᵢ, bᵢ) / Σ max(aᵢ, bᵢ).

    With maps of zeros and ones this is the share of the places in either map that are in both (Jaccard).

    Parameters
    ----------
    first, second : array_like, shape (places,)
        How active each place is; not negative.

    Returns
    -------
    float
        0 if both maps are empty.

    Raises
    ------
    ValueError
        If the maps differ in length, or a value is negative or not finite.
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError(f"Two maps of the same length are needed; got shapes {first.shape} and {second.shape}.")
    if not np.isfinite([first, second]).all() or min(first.min(initial=0), second.min(initial=0)) < 0:
        raise ValueError("Every value of a map must be a finite number that is not below 0.")
    largest = float(np.maximum(first, second).sum())
    return float(np.minimum(first, second).sum()) / largest if largest > 0 else 0.0
