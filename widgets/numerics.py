"""The few numerical tools that the models share: one integrator, its noise, angles, correlation by lag, taps.

Everything here is plain numpy and plain Python floats. A random generator is always passed in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np


def noise_kicks(rng: np.random.Generator, strengths: Sequence[float], steps: int, time_step: float) -> list[list[float]]:
    """Draw the random kicks of a whole run at once: independent, normal, of size ``strength * sqrt(time_step)``.

    The square root is what makes the noise mean the same at every step length: the variance gathered in one second is
    ``strength ** 2``, whether the second is cut into ten steps or a thousand. (With `time_step` in its place, noise would
    fade away as steps grow finer.)

    Parameters
    ----------
    rng : numpy.random.Generator
    strengths : sequence of float, shape (states,)
        Noise of each state, in the state's unit per square root of a second; 0 for a state without noise.
    steps : int
    time_step : float
        Seconds.

    Returns
    -------
    list of list of float, shape (steps, states)
        Plain floats, because a scalar loop over them is many times faster than one over arrays.
    """
    draws = rng.standard_normal((steps, len(strengths)))
    return (draws * (math.sqrt(time_step) * np.asarray(strengths, dtype=float))).tolist()


def rk4(rate: Callable[..., Sequence[float]], start: Sequence[float], time_step: float,
        kicks: Iterable[Sequence[float]]) -> np.ndarray:
    """Solve ``ds = rate(s) dt + noise`` step by step: classical Runge–Kutta for the rate, then the step's kick is added.

    Without noise the error falls with the fourth power of the step. With noise that does not depend on the state, each path is
    right to first order in the step, as with Euler–Maruyama, but without Euler's error in the rate.

    Parameters
    ----------
    rate : callable
        ``rate(*state)`` gives the slopes, one a state, per second.
    start : sequence of float, shape (states,)
    time_step : float
        Seconds.
    kicks : iterable of sequences of float, shape (steps, states)
        From `noise_kicks`; its length is the number of steps.

    Returns
    -------
    numpy.ndarray, shape (steps + 1, states)
    """
    half, sixth = time_step / 2, time_step / 6
    state = list(start)
    path = [state]
    for kick in kicks:
        a = rate(*state)
        b = rate(*[s + half * r for s, r in zip(state, a)])
        c = rate(*[s + half * r for s, r in zip(state, b)])
        d = rate(*[s + time_step * r for s, r in zip(state, c)])
        state = [s + sixth * (p + 2.0 * (q + r) + t) + k for s, p, q, r, t, k in zip(state, a, b, c, d, kick)]
        path.append(state)
    return np.array(path)


def wrap_phase(angle):
    """Bring an angle (or an array of them), in radians, into the one turn from -π (not included) to π (included)."""
    wrapped = math.pi - np.mod(math.pi - np.asarray(angle, dtype=float), 2 * math.pi)
    return wrapped if wrapped.ndim else float(wrapped)


def read_only(values) -> np.ndarray:
    """Return `values` as an array that nobody can change by accident."""
    array = np.array(values)
    array.flags.writeable = False
    return array


def cross_correlation(first, second, max_lag: int) -> tuple[np.ndarray, np.ndarray]:
    """Pearson correlation of two series at every lag: ``r(k) = corr(first[t], second[t + k])``.

    **A positive lag means that the first leads**: what the first did at t looks like what the second does k frames later.
    Each lag uses the part in which both series exist, with that part's own mean and spread, so r never leaves [-1, 1].
    Where either part is constant there is no correlation to speak of, and r is 0.

    Parameters
    ----------
    first : array_like, shape (n,)
    second : array_like, shape (n,) or (m, n)
        One series, or many to be compared with `first` at once.
    max_lag : int
        Frames; from 0 to n - 2.

    Returns
    -------
    lags : numpy.ndarray of int, shape (2 * max_lag + 1,)
        Frames, from -max_lag to max_lag.
    r : numpy.ndarray, shape (2 * max_lag + 1,) or (m, 2 * max_lag + 1)

    Raises
    ------
    ValueError
        If the series differ in length or `max_lag` does not fit.
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n = first.size
    if first.ndim != 1 or second.ndim not in (1, 2) or second.shape[-1] != n:
        raise ValueError(f"Two series of the same length are needed; got shapes {first.shape} and {second.shape}.")
    if not 0 <= max_lag <= n - 2:
        raise ValueError(f"The largest lag must be from 0 to {n - 2} frames for series of {n}; got {max_lag!r}.")
    lags = np.arange(-max_lag, max_lag + 1)
    first, second = first - first.mean(), second - second.mean(axis=-1, keepdims=True)
    # Padding by the largest lag keeps the ends apart that the Fourier transform would join.
    size = n + max_lag
    spectrum = np.conj(np.fft.rfft(first, size)) * np.fft.rfft(second, size)
    products = np.fft.irfft(spectrum, size)[..., lags]
    sum_first, squares_first = _overlap_sums(first, -lags)
    sum_second, squares_second = _overlap_sums(second, lags)
    overlap = n - np.abs(lags)
    spread_first, spread_second = squares_first - sum_first**2 / overlap, squares_second - sum_second**2 / overlap
    floor_first, floor_second = 1e-12 * squares_first.max(), 1e-12 * squares_second.max(axis=-1, keepdims=True)
    usable = (spread_first > floor_first) & (spread_second > floor_second)
    scale = np.sqrt(np.where(usable, spread_first * spread_second, 1.0))
    r = np.where(usable, (products - sum_first * sum_second / overlap) / scale, 0.0)
    return lags, np.clip(r, -1.0, 1.0)


def _overlap_sums(values, shifts):
    """Sums of `values` and of their squares over the part that overlaps the other series at each shift."""
    n = values.shape[-1]
    start = np.maximum(0, shifts)
    stop = start + n - np.abs(shifts)
    room = [(0, 0)] * (values.ndim - 1) + [(1, 0)]
    running, running_squares = np.cumsum(np.pad(values, room), axis=-1), np.cumsum(np.pad(values**2, room), axis=-1)
    return running[..., stop] - running[..., start], running_squares[..., stop] - running_squares[..., start]


# Taps. They live here because both the panel where people tap and the one that measures need them.


def check_taps(times, least: int = 3) -> np.ndarray:
    """Return tap times (s) as a sorted array without repeats.

    Raises
    ------
    ValueError
        If a time is not a finite number, or fewer than `least` taps are left.
    """
    taps = np.unique(np.asarray(times, dtype=float).ravel())
    if not np.isfinite(taps).all():
        raise ValueError("Every tap needs a time that is a finite number.")
    if taps.size < least:
        raise ValueError(f"At least {least} taps of each person are needed; got {taps.size}.")
    return taps


def phases_from_taps(times, at) -> np.ndarray:
    """Phase (rad) of a person who taps: 2π more at each tap, in a straight line between taps.

    Parameters
    ----------
    times : array_like, shape (taps,), s
    at : array_like, shape (n,), s
        When the phase is wanted; nan comes back before the first tap and after the last.

    Returns
    -------
    ndarray, shape (n,)

    Raises
    ------
    ValueError
        As `check_taps`.
    """
    taps = check_taps(times)
    return np.interp(at, taps, 2 * math.pi * np.arange(taps.size), left=math.nan, right=math.nan)


@dataclass(frozen=True)
class TapLag:
    """Who was ahead of whom.

    Attributes
    ----------
    asynchronies : ndarray, shape (pairs,), s
        Second's tap minus the first's tap nearest to it: positive means that the first was ahead.
    at : ndarray, shape (pairs,), s
        When: the first person's tap.
    relative_phases : ndarray, shape (pairs,), rad
        Each asynchrony as a part of the first person's interval there, in (-π, π].
    mean, spread : float, s
        Mean asynchrony and its standard deviation (over pairs; with n - 1).
    together : float
        How steady the relative phase was: length of the mean of exp(iφ), 0 to 1.
    """

    asynchronies: np.ndarray
    at: np.ndarray
    relative_phases: np.ndarray
    mean: float
    spread: float
    together: float


def lag_between_taps(first, second) -> TapLag:
    """Pair each tap of the first person with the second's nearest, and say how far ahead the first was.

    A pair counts only if each is the other's nearest tap and they are at most half of the first person's (median) interval
    apart, so a missed or doubled tap drops out instead of upsetting the rest.

    Raises
    ------
    ValueError
        As `check_taps`, or if fewer than three taps can be paired.
    """
    first, second = check_taps(first), check_taps(second)
    gaps = second[None, :] - first[:, None]
    nearest, back = np.abs(gaps).argmin(axis=1), np.abs(gaps).argmin(axis=0)
    interval = float(np.median(np.diff(first)))
    rows = np.arange(first.size)
    asynchronies = gaps[rows, nearest]
    paired = (back[nearest] == rows) & (np.abs(asynchronies) <= interval / 2)
    if paired.sum() < 3:
        raise ValueError(f"At least 3 taps must have a partner close by; {paired.sum()} have. Did both tap at the same time?")
    asynchronies = asynchronies[paired]
    local = np.diff(first, append=first[-1] + interval)[paired]
    relative = wrap_phase(2 * math.pi * asynchronies / local)
    return TapLag(asynchronies=read_only(asynchronies), at=read_only(first[paired]), relative_phases=read_only(relative),
                  mean=float(asynchronies.mean()), spread=float(asynchronies.std(ddof=1)),
                  together=float(abs(np.exp(1j * relative).mean())))


def signals_from_taps(first, second, rate: float = 20.0) -> tuple[np.ndarray, np.ndarray, float]:
    """Two people's taps as two even series, cos(phase), over the time in which both were tapping: 1 at each tap.

    Parameters
    ----------
    first, second : array_like, s
    rate : float, Hz

    Returns
    -------
    first, second : ndarray, shape (n,)
    rate : float, Hz
        Ready to be handed on as a recording.

    Raises
    ------
    ValueError
        As `check_taps`, or if there was no time in which both were tapping.
    """
    first, second = check_taps(first), check_taps(second)
    start, stop = max(first[0], second[0]), min(first[-1], second[-1])
    if stop - start < 2 / rate:
        raise ValueError("There is no time in which both were tapping.")
    at = np.arange(start, stop, 1 / rate)
    return np.cos(phases_from_taps(first, at)), np.cos(phases_from_taps(second, at)), float(rate)
