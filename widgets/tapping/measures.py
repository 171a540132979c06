"""What a scientist would compute from taps: how many, how fast, who is ahead, and whether it is more than chance.

Everywhere a positive asynchrony means that the first person was ahead.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from widgets.numerics import lag_between_taps, phases_from_taps, read_only
from widgets.tapping.model import TappingRun

LEAST_TAPS = 12
"""Taps of each person that half a recording needs before anything is said of it."""
BLOCK = 3
"""Intervals that stay together when a person's taps are shuffled: a long interval is often followed by a short one."""
SURROGATES = 999
ALPHA = 0.05


def phase_locking(first, second) -> np.ndarray:
    """How steady the phase of the first is at the second's taps: length of the mean of exp(iφ), from 0 to 1.

    Parameters
    ----------
    first : array_like, shape (taps,), s
    second : array_like, shape (m,) or (number, m), s
        One person's taps, or many persons' of as many taps each.

    Returns
    -------
    ndarray, shape () or (number,)
        nan where fewer than three taps of the second fall between the first's first and last.
    """
    phase = phases_from_taps(first, np.asarray(second, dtype=float))
    inside = np.isfinite(phase)
    count = inside.sum(axis=-1)
    total = np.abs(np.where(inside, np.exp(1j * np.where(inside, phase, 0.0)), 0.0).sum(axis=-1))
    return np.where(count >= 3, total / np.maximum(count, 1), math.nan)


def shuffle_taps(taps, number: int, rng: np.random.Generator) -> np.ndarray:
    """Taps that the person could have made in another world: the same intervals, in another order.

    The intervals are cut into blocks of `BLOCK` at a random place and the blocks are shuffled; first and last tap stay.

    Returns
    -------
    ndarray, shape (number, taps), s
    """
    taps = np.asarray(taps, dtype=float)
    intervals = np.diff(taps)
    n = intervals.size
    offset = rng.integers(0, n, (number, 1))
    # Each interval's place in a ring that is cut at the offset; blocks get random ranks, within one the order stays.
    place = (np.arange(n) - offset) % n
    ranks = rng.random((number, -(-n // BLOCK)))
    order = np.argsort(np.take_along_axis(ranks, place // BLOCK, axis=1) * 1e6 + place * 1e-6, axis=1)
    return taps[0] + np.concatenate([np.zeros((number, 1)), np.cumsum(intervals[order], axis=1)], axis=1)


@dataclass(frozen=True)
class Half:
    """One half of a recording, measured.

    Attributes
    ----------
    taps : pair of int
    intervals : pair of float, s
        Median of each; nan with fewer than two taps.
    enough : bool
        Whether both have at least `LEAST_TAPS`; what follows is nan or empty if not.
    locking : float
        `phase_locking` of the two.
    chance : float
        What shuffled pairs exceed 1 time in 20.
    p_value : float
        How often shuffled pairs do as well.
    above_chance : bool
    lag, doubt : float, s
        Mean asynchrony (positive: the first ahead) and twice its standard error; nan where no taps can be paired.
    leader : str
        ``"first"``, ``"second"``, ``"neither"`` (the lag is within its doubt), or ``""``: not in step, so that nobody leads.
    at, asynchronies : ndarray, shape (pairs,), s
    """

    taps: tuple[int, int]
    intervals: tuple[float, float]
    enough: bool = False
    locking: float = math.nan
    chance: float = math.nan
    p_value: float = math.nan
    above_chance: bool = False
    lag: float = math.nan
    doubt: float = math.nan
    leader: str = ""
    at: np.ndarray = field(default_factory=lambda: read_only([]))
    asynchronies: np.ndarray = field(default_factory=lambda: read_only([]))


def measure_half(first, second, rng: np.random.Generator) -> Half:
    """Measure one half of a recording.

    Parameters
    ----------
    first, second : array_like, shape (taps,), s
    rng : numpy.random.Generator
        Makes the shuffled pairs.

    Returns
    -------
    Half

    Notes
    -----
    Two people who never listened come out "above chance" in about 1 of 20 recordings; in about 1 of 10 if their tempos
    drift, or if single taps stray more than the rhythm behind them does.
    """
    first, second = np.unique(np.asarray(first, dtype=float)), np.unique(np.asarray(second, dtype=float))
    counted = {"taps": (first.size, second.size), "intervals": tuple(_interval(taps) for taps in (first, second))}
    if min(counted["taps"]) < LEAST_TAPS:
        return Half(**counted)
    locking = float(phase_locking(first, second))
    if not math.isfinite(locking):
        return Half(**counted)
    shuffled = phase_locking(first, shuffle_taps(second, SURROGATES, rng))
    shuffled = np.sort(shuffled[np.isfinite(shuffled)])
    p_value = (1 + int((shuffled >= locking - 1e-6).sum())) / (1 + shuffled.size)
    above = p_value <= ALPHA
    return Half(**counted, enough=True, locking=locking, chance=float(np.quantile(shuffled, 1 - ALPHA)), p_value=p_value,
                above_chance=above, **_lag(first, second, above))


def _interval(taps):
    return float(np.median(np.diff(taps))) if taps.size > 1 else math.nan


def _lag(first, second, in_step):
    try:
        lag = lag_between_taps(first, second)
    except ValueError:  # no taps near each other: there is no lag to speak of
        return {}
    doubt = 2 * lag.spread / math.sqrt(lag.asynchronies.size)
    leader = "" if not in_step else "neither" if abs(lag.mean) <= doubt else "first" if lag.mean > 0 else "second"
    return {"lag": lag.mean, "doubt": doubt, "leader": leader, "at": lag.at, "asynchronies": lag.asynchronies}


def measure_tapping(run: TappingRun, rng: np.random.Generator) -> tuple[Half, Half]:
    """Measure both halves: each at a pace of their own, then together. Parameters and returns as `measure_half`."""
    return measure_half(*run.part(False), rng), measure_half(*run.part(True), rng)
