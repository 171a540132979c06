"""The few numerical tools that the models share: one integrator, its noise, angles, and correlation by lag.

Everything here is plain numpy and plain Python floats. A random generator is always passed in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

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
    first, second : array_like, shape (n,)
    max_lag : int
        Frames; from 0 to n - 2.

    Returns
    -------
    lags : numpy.ndarray of int, shape (2 * max_lag + 1,)
        Frames, from -max_lag to max_lag.
    r : numpy.ndarray, shape (2 * max_lag + 1,)

    Raises
    ------
    ValueError
        If the series differ in length or `max_lag` does not fit.
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n = first.size
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError(f"Two series of the same length are needed; got shapes {first.shape} and {second.shape}.")
    if not 0 <= max_lag <= n - 2:
        raise ValueError(f"The largest lag must be from 0 to {n - 2} frames for series of {n}; got {max_lag!r}.")
    lags = np.arange(-max_lag, max_lag + 1)
    first, second = first - first.mean(), second - second.mean()
    products = np.correlate(second, first, mode="full")[n - 1 - max_lag:n + max_lag]
    # Sums over the overlap at each lag, as differences of running sums: from `start` up to, not including, `stop`.
    overlap = n - np.abs(lags)
    start_first, start_second = np.maximum(0, -lags), np.maximum(0, lags)

    def overlap_sum(values, start):
        running = np.concatenate(([0.0], np.cumsum(values)))
        return running[start + overlap] - running[start]

    sum_first, sum_second = overlap_sum(first, start_first), overlap_sum(second, start_second)
    spread_first = overlap_sum(first**2, start_first) - sum_first**2 / overlap
    spread_second = overlap_sum(second**2, start_second) - sum_second**2 / overlap
    floor = 1e-12 * np.maximum(first @ first, 1e-300), 1e-12 * np.maximum(second @ second, 1e-300)
    usable = (spread_first > floor[0]) & (spread_second > floor[1])
    scale = np.sqrt(np.where(usable, spread_first * spread_second, 1.0))
    r = np.where(usable, (products - sum_first * sum_second / overlap) / scale, 0.0)
    return lags, np.clip(r, -1.0, 1.0)
