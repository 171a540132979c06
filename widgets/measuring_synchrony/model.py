"""Pairs made up for being measured: we know the truth, so we can see whether a measure finds it.

Two series of unit spread, four frames a second. What links them is one number, their correlation at a lag of half a second;
where it comes from (one follows the other, or both hear a third) is a choice that no measure of the two series can see.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Choice, Parameter, parameter_set

RATE = 4.0
"""Frames a second."""
DELAY = 2
"""Frames (half a second) by which the second is late."""
RHYTHM = 0.25
"""Frequency of the made-up rhythm, Hz: a slow rocking, or breathing."""
RHYTHM_RADIUS = 0.965
"""How lasting the rhythm is: it forgets its phase within about 7 s."""
SEGMENTS = 12
"""Into how many pieces a series is cut to make surrogates."""


@parameter_set
class MeasuringParameters:
    """What is measured, and how."""

    kind = Choice(
        key="kind", default="rhythm", options={"noise": "No rhythm (noise)", "rhythm": "A slow rhythm (0.25 Hz)"},
        label="What each one does", meaning="whether each one's movement has a rhythm")
    link = Choice(
        key="link", default="follows", options={"follows": "The second follows the first", "shared": "Both hear a third"},
        label="Where the link comes from", meaning="what ties the two together when the strength of the link is above 0")
    coupling = Parameter(
        key="coupling", symbol="c", unit="", default=0.0, low=0.0, high=0.9, step=0.05,
        label="Strength of the link", meaning="true correlation of the two at a lag of half a second; 0: they never met",
        standing="invented")
    duration = Parameter(
        key="duration", symbol="T", unit="s", default=180.0, low=60.0, high=480.0, step=20.0,
        label="Length of the recording", meaning="how long the two are watched", standing="plausible")
    measure = Choice(
        key="measure", default="windowed",
        options={"correlation": "Cross-correlation", "windowed": "Windowed cross-correlation", "phase": "Phase-locking value"},
        label="Measure", meaning="which number is to say how synchronous the two are")
    window = Parameter(
        key="window", symbol="w", unit="s", default=8.0, low=2.0, high=15.0, step=0.5,
        label="Window", meaning="length of the pieces that are compared (windowed cross-correlation only)",
        standing="plausible")
    max_lag = Parameter(
        key="max_lag", symbol="τ", unit="s", default=4.0, low=0.5, high=6.0, step=0.5,
        label="Largest lag", meaning="how far one may be behind the other (not for the phase-locking value)",
        standing="plausible")
    surrogates = Parameter(
        key="surrogates", symbol="S", unit="", default=199.0, low=19.0, high=399.0, step=20.0,
        label="Surrogate pairs", meaning="how many pairs without any link are made from the same two recordings",
        standing="plausible")


@dataclass(frozen=True)
class MadeUpPair:
    """Two series of the same length.

    Attributes
    ----------
    first, second : ndarray, shape (n,)
        Unit spread (in the long run).
    rate : float, Hz
    """

    first: np.ndarray
    second: np.ndarray
    rate: float


def simulate_pair(parameters: MeasuringParameters, rng: np.random.Generator) -> MadeUpPair:
    """Make a pair whose correlation at a lag of half a second is c, and which has no other link.

    With independent series p, q, h of the same kind and unit spread,

    - the second follows: x = p, yₜ = c pₜ₋₂ + √(1 − c²) q;
    - both hear a third: x = √c h + √(1 − c) p, yₜ = √c hₜ₋₂ + √(1 − c) q.

    Parameters
    ----------
    parameters : MeasuringParameters
    rng : numpy.random.Generator

    Returns
    -------
    MadeUpPair
    """
    n, c = round(parameters.duration * RATE), parameters.coupling
    make = make_rhythm if parameters.kind == "rhythm" else make_noise
    p, q, h = make(rng, 3, n + DELAY)
    now, late = slice(DELAY, None), slice(0, n)
    if parameters.link == "follows":
        first, second = p[now], c * p[late] + math.sqrt(1 - c * c) * q[now]
    else:
        first = math.sqrt(c) * h[now] + math.sqrt(1 - c) * p[now]
        second = math.sqrt(c) * h[late] + math.sqrt(1 - c) * q[now]
    return MadeUpPair(first=read_only(first), second=read_only(second), rate=RATE)


def make_noise(rng: np.random.Generator, series: int, n: int) -> np.ndarray:
    """Independent series without any rhythm: normal, spread 1. Shape (series, n)."""
    return rng.standard_normal((series, n))


def make_rhythm(rng: np.random.Generator, series: int, n: int) -> np.ndarray:
    """Independent series with a slow rhythm that wanders: xₜ = 2r cos(2πf/4) xₜ₋₁ − r² xₜ₋₂ + e, brought to spread 1.

    Shape (series, n).
    """
    b1, b2 = 2 * RHYTHM_RADIUS * math.cos(2 * math.pi * RHYTHM / RATE), -RHYTHM_RADIUS**2
    # Spread of an autoregression of order two whose pushes have spread 1.
    spread = math.sqrt((1 - b2) / ((1 + b2) * ((1 - b2) ** 2 - b1**2)))
    settling = 160
    paths = []
    for pushes in rng.standard_normal((series, settling + n)).tolist():
        before, now, path = 0.0, 0.0, []
        for push in pushes:
            before, now = now, b1 * now + b2 * before + push
            path.append(now)
        paths.append(path[settling:])
    return np.array(paths) / spread
