"""Later bonds after a hard or a good start: two wells, a window of plasticity, the quality of present bonds, and two rivals.

====================================  ===========================================================================
`simulate_repair`                     the claim: what was settled early stays, unless a window opens *and* bonds are good
`simulate_single_well`                rival: nothing is ever settled; everybody follows their present bonds
`simulate_window_alone`               rival: the window opens, and nobody meets a better bond
====================================  ===========================================================================

All three run the same people (the same luck) through the same four lives: low or high quality of bonds early, then low or high
later. `simulate_population` sends many people through them, one life each, and measures them as a study would.
`simulate_placement` and its two rivals ask the same of children who move to a new family, at every age of placement at once.
Security x is a number on one line, not a kind of person; two wells are a teaching device (see `simulate_repair`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

AGE_STEP = 1 / 12
"""Years between two points of a life: a month."""
AGE_STEPS = 312
"""Steps of a life: 26 years."""
SPEED = 4.0
"""κ: units of the model's own time in a year, so that a year is long enough to settle within a well (invented)."""
CLOSED_DEPTH = 1.0
OPEN_DEPTH = 0.4
"""Depth a of the two wells with the window shut and wide open."""
REOPENING_WIDTH = 1.2
"""How long (years) the late window takes to open and to shut: the spread of a bell."""
TURNOVER = 3.0
"""Years over which the ups and downs of a person's bonds are forgotten (invented)."""
PEOPLE = 40
"""People in a run, each of them in all four lives."""
LIVES = ("low, then low", "low, then high", "high, then low", "high, then high")
"""Quality of bonds early in life, then later."""

SCORE_AGES = (1.0, 3.5, 5.0, 10.0, 16.0, 17.0, 18.0, 19.0, 20.0, 21.0, 22.0, 23.0, 24.0, 25.0, 26.0)
"""Ages (years) at which the people of a population are measured."""
FIRST_OF_LAGS = 4
"""Where the yearly measurements begin in `SCORE_AGES`: at 16, so that lags go from 0 to 10 years."""
ADULT = 9
"""Where in `SCORE_AGES` an adult's score stands: at 21."""
OCCASION = 0.6
"""What the occasion alone adds to a score (standard deviation; invented)."""
EVENT_SHARE = 0.36
"""Share of people with hard events: 18 of 50 in Waters and others 2000, 10.1111/1467-8624.00176."""
EVENT_DEPTH, EVENT_YEARS = -0.6, 2.0
"""By how much, and for how long (years), a hard event lowers the quality of bonds (invented)."""
EVENT_AGES = (2.0, 17.0)
CHUNK = 2000
"""People of a population who are run at once; a multiple of four. Memory grows with it, time does not."""


@parameter_set
class RepairParameters:
    """People with a low or a high quality of bonds early in life, and a low or a high one later."""

    early_difference = Parameter(
        key="early", symbol="e", unit="", default=0.3, low=0.0, high=0.6, step=0.05,
        label="How much early bonds differ", meaning="early quality of bonds: −e for half of the people, +e for the others",
        standing="invented")
    change_age = Parameter(
        key="change", symbol="T", unit="years", default=3.0, low=0.25, high=22.0, step=0.25,
        label="Age at which bonds change", meaning="when later bonds take the place of early ones", standing="plausible")
    later_low = Parameter(
        key="low", symbol="h₋", unit="", default=0.0, low=-0.6, high=0.6, step=0.05,
        label="One kind of later bond", meaning="quality of later bonds in one life; 0 neither helps nor harms",
        standing="invented")
    later_high = Parameter(
        key="high", symbol="h₊", unit="", default=0.2, low=-0.6, high=0.6, step=0.05,
        label="Another later bond", meaning="quality of later bonds in the other life of the same people",
        standing="invented")
    bond_spread = Parameter(
        key="spread", symbol="s", unit="", default=0.06, low=0.0, high=0.4, step=0.02,
        label="Ups and downs of bonds", meaning="how much bonds differ between people and over the years (standard deviation)",
        standing="invented")
    early_window = Parameter(
        key="window", symbol="τ", unit="years", default=1.5, low=0.5, high=10.0, step=0.25,
        label="Length of the early window", meaning="age by which plasticity has fallen to six tenths", standing="invented")
    reopening = Parameter(
        key="reopening", symbol="r", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="How far a late window opens", meaning="0 is not at all, 1 is as wide as at birth", standing="invented")
    reopening_age = Parameter(
        key="reopening_age", symbol="A", unit="years", default=12.0, low=5.0, high=24.0, step=0.5,
        label="Age of the late window", meaning="when the late window is widest; puberty has been proposed",
        standing="plausible", source="gunnar2019")
    noise = Parameter(
        key="noise", symbol="σ", unit="", default=0.2, low=0.0, high=0.5, step=0.01,
        label="Chance", meaning="random kicks to security, per square root of a unit of the model's time", standing="invented")


@dataclass(frozen=True)
class RepairRun:
    """Forty people from birth to 26 years, each in four lives. Lives in the order of `LIVES`.

    Attributes
    ----------
    age : ndarray, shape (313,), years
    openness : ndarray, shape (313,)
        How open the window is: 0 (shut) to 1.
    depth : ndarray, shape (313,)
        a: how deep the two wells are; 0 where there is one well only.
    bond_needed : ndarray, shape (313,)
        Quality of bonds above which the lower well is gone: without chance, nobody stays there for long.
    bonds : ndarray, shape (4, 313)
        Mean quality of bonds in each life.
    security : ndarray, shape (4, 40, 313)
        x of each person in each life; 0 is the middle between the wells.
    secure_share : ndarray, shape (4, 313)
        Share of the forty with x > 0.
    mean_security : ndarray, shape (4, 313)
    share_at_end : ndarray, shape (4,)
        `secure_share` at 26 years.
    gain_after_low, gain_after_high : float
        What high instead of low later bonds add to that share, after low and after high early bonds.
    interaction : float
        The first less the second: how much more later bonds matter to those whose early bonds were low.
    recovered : float
        Share of the gap between 'low, then low' and 'high, then high' that 'low, then high' has closed at the end, in mean
        security; nan if that gap is smaller than 0.1. Below 0 and above 1 are possible.
    began_insecure, became_secure : int
        In 'low, then high': people with x <= 0 when bonds changed, and those of them with x > 0 at the end.
    began_secure, became_insecure : int
        In 'high, then low': people with x > 0 when bonds changed, and those of them with x <= 0 at the end.
    landscape_x : ndarray, shape (121,)
    landscape_age : ndarray, shape (3,), years
        Just before bonds change, when the late window is widest, and at the end; in order of age.
    landscape : ndarray, shape (3, 121)
        The potential of 'low, then high' at these ages; security rolls downhill.
    """

    age: np.ndarray
    openness: np.ndarray
    depth: np.ndarray
    bond_needed: np.ndarray
    bonds: np.ndarray
    security: np.ndarray
    secure_share: np.ndarray
    mean_security: np.ndarray
    share_at_end: np.ndarray
    gain_after_low: float
    gain_after_high: float
    interaction: float
    recovered: float
    began_insecure: int
    became_secure: int
    began_secure: int
    became_insecure: int
    landscape_x: np.ndarray
    landscape_age: np.ndarray
    landscape: np.ndarray

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "openness": (0.0, 1.0), "depth": (0.0, 1.0), "bond_needed": (0.0, 0.385), "bonds": (-0.6, 0.6),
        "secure_share": (0.0, 1.0), "share_at_end": (0.0, 1.0), "gain_after_low": (-1.0, 1.0),
        "gain_after_high": (-1.0, 1.0), "interaction": (-2.0, 2.0), "began_insecure": (0, PEOPLE),
        "became_secure": (0, PEOPLE), "began_secure": (0, PEOPLE), "became_insecure": (0, PEOPLE)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"recovered"})


# ---------------------------------------------------------------------------------------------------------------------------
# The landscape, exactly
# ---------------------------------------------------------------------------------------------------------------------------


def fold(depth: float) -> float:
    """Quality of bonds beyond which only one well is left: 2 (a/3)^(3/2). It was .385 for a = 1, .097 for a = .4.

    Parameters
    ----------
    depth : float or ndarray
        a, at least 0.

    Returns
    -------
    float or ndarray
    """
    return 2 * (depth / 3) ** 1.5


def barrier(depth: float) -> float:
    """Height between the two wells when bonds neither help nor harm: a²/4."""
    return depth**2 / 4


def potential(security, depth: float, bond: float):
    """Height of the landscape, V(x) = x⁴/4 − a x²/2 − h x; without chance, security rolls downhill."""
    x = np.asarray(security, dtype=float)
    return x**4 / 4 - depth * x**2 / 2 - bond * x


def find_wells(depth: float, bond: float) -> np.ndarray:
    """Bottoms of the wells: the x at which a x − x³ + h = 0 and which x returns to; one or two of them, in ascending order."""
    roots = np.roots([-1.0, 0.0, depth, bond])
    real = np.sort(roots[np.abs(roots.imag) < 1e-9].real)
    bottoms = real[depth - 3 * real**2 < 0]
    # With a = h = 0 the bottom is flat: x³ alone still pulls back.
    return bottoms if bottoms.size else np.zeros(1)


def window_at(age, parameters: RepairParameters):
    """How open the window is at an age (years), 0 to 1: two bells, o = 1 − (1 − e^(−age²/2τ²)) (1 − r e^(−(age − A)²/2w²)).

    The brief behind this course uses an exponential fall from birth. A bell stays open for some months first; it is used here
    because what settles late should hardly be settled at three months.
    """
    age = np.asarray(age, dtype=float)
    early = np.exp(-0.5 * (age / parameters.early_window) ** 2)
    late = parameters.reopening * np.exp(-0.5 * ((age - parameters.reopening_age) / REOPENING_WIDTH) ** 2)
    return 1 - (1 - early) * (1 - late)


def depth_at(age, parameters: RepairParameters):
    """Depth a of the two wells at an age (years): 1 with the window shut, 0.4 with it wide open."""
    return CLOSED_DEPTH - (CLOSED_DEPTH - OPEN_DEPTH) * window_at(age, parameters)


# ---------------------------------------------------------------------------------------------------------------------------
# Forty people in four lives
# ---------------------------------------------------------------------------------------------------------------------------


def simulate_repair(parameters: RepairParameters, rng: np.random.Generator) -> RepairRun:
    """Security in two wells whose depth falls while a window is open: dx = κ (a(age) x − x³ + h(age)) dt + σ √κ dW.

    a = 1 − 0.6 o with the openness o of `window_at`; h is the quality of present bonds: ∓e before the change, h₋ or h₊ after,
    plus each person's ups and downs s z (z wanders about 0 with spread 1 and is forgotten over three years). Two wells exist
    while |h| < 2 (a/3)^(3/2); the step across costs least while a window is open, and its direction is that of the bonds.

    Parameters
    ----------
    parameters : RepairParameters
    rng : numpy.random.Generator
        Gives each person's ups and downs and chance; the same in all four lives.

    Returns
    -------
    RepairRun

    Notes
    -----
    Solved by splitting (half a kick, the exact flow of a x − x³, half a kick): second order in the step, and never unstable.
    Left out: that secure people may find better partners, that a bond has two sides, genes, every reason for a bond's quality,
    memory of the bonds themselves. In infants, attachment looks like a dimension, not like two kinds (Fraley & Spieker 2003):
    that is what the rival with a single well says. No published model of this is known to us; equations and numbers are ours,
    so there is none to check against. The landscape as a way to think of change: Scheffer and others 2024,
    10.1001/jamapsychiatry.2024.0215. Nobody's life is a forecast: the spread of the forty is the result.

    The brief behind this course has σ = .25 and bonds that do not change from year to year. Here they do,
    and σ is .2: with .25 a fairly good bond (h = .2) leads most people across within twenty years at any age, and no window
    would matter much.
    """
    return _run(parameters, rng, "repair")


def simulate_single_well(parameters: RepairParameters, rng: np.random.Generator) -> RepairRun:
    """The rival without history: a = 0 at every age, dx = κ (−x³ + h) dt + σ √κ dW. Security follows present bonds.

    No window is needed and none matters; whatever came before is forgotten.

    Parameters, returns: as `simulate_repair`.
    """
    return _run(parameters, rng, "single_well")


def simulate_window_alone(parameters: RepairParameters, rng: np.random.Generator) -> RepairRun:
    """The rival in which plasticity is all: the windows open as in the claim, and h₊ = h₋, so nobody meets a better bond.

    Parameters, returns: as `simulate_repair`.
    """
    return _run(parameters, rng, "window_alone")


def _run(parameters, rng, story):
    middle = AGE_STEP * (np.arange(AGE_STEPS) + 0.5)
    drift = parameters.bond_spread * _ups_and_downs(rng, PEOPLE)
    noise = _chance(parameters, rng, PEOPLE)
    depth = _depths(parameters, middle, story)
    force = _levels(parameters, middle, story).T[:, :, None] + drift[:, None, :]
    path = ride(depth, force, noise[:, None, :], SPEED * AGE_STEP)
    return _summarise(parameters, np.moveaxis(path, 0, 2), story)


def _depths(parameters, age, story):
    return np.zeros(np.shape(age)) if story == "single_well" else depth_at(age, parameters)


def _levels(parameters, age, story):
    """Mean quality of bonds by life and age, shape (4, ages)."""
    early, low = parameters.early_difference, parameters.later_low
    high = low if story == "window_alone" else parameters.later_high
    before = np.asarray(age) < parameters.change_age
    stages = ((-early, low), (-early, high), (early, low), (early, high))
    return np.array([np.where(before, first, then) for first, then in stages])


def _ups_and_downs(rng, people):
    """z by step and person: stationary, spread 1, correlation e^(−t/3 years); exact at the steps."""
    draws = rng.standard_normal((AGE_STEPS, people))
    keep = math.exp(-AGE_STEP / TURNOVER)
    draws[1:] *= math.sqrt(1 - keep**2)
    # z(n) = keep z(n − 1) + draw, unrolled: divided by keep^n it is a plain running sum.
    scale = keep ** np.arange(AGE_STEPS)[:, None]
    draws /= scale
    np.cumsum(draws, axis=0, out=draws)
    draws *= scale
    return draws


def _chance(parameters, rng, people):
    return parameters.noise * math.sqrt(SPEED * AGE_STEP) * rng.standard_normal((AGE_STEPS, people))


def ride(depth, force, noise, step: float, start=0.0) -> np.ndarray:
    """Follow security through a changing landscape: dx = (a x − x³ + h) dt, and a kick at each step.

    The flow of dx = (a x − x³) dt over a step s is exactly x / √(g + c x²), with g = e^(−2as) and c = (1 − g)/a. Half of each
    step's push and kick comes before it, half after it.

    Parameters
    ----------
    depth : ndarray, shape (steps,)
        a in the middle of each step, at least 0.
    force, noise : ndarray, shape (steps, ...)
        h in the middle of each step, and each step's kick; broadcast against each other.
    step : float
        In units of the model's own time, of which there are `SPEED` in a year.
    start : float or ndarray
        Security at the beginning.

    Returns
    -------
    ndarray, shape (steps + 1, ...)
        Security at the beginning and after each step.
    """
    shrink = np.exp(-2 * depth * step)
    curb = np.where(depth > 0, -np.expm1(-2 * depth * step) / np.where(depth > 0, depth, 1.0), 2 * step)
    half = 0.5 * (step * force + noise)
    path = np.empty((len(half) + 1, *half.shape[1:]))
    path[0] = start
    root = np.empty(half.shape[1:])
    for n, (g, c) in enumerate(zip(shrink.tolist(), curb.tolist())):
        x = np.add(path[n], half[n], out=path[n + 1])
        np.multiply(x, x, out=root)
        root *= c
        root += g
        np.sqrt(root, out=root)
        x /= root
        x += half[n]
    return path


def _summarise(parameters, security, story):
    age = AGE_STEP * np.arange(AGE_STEPS + 1)
    depth = _depths(parameters, age, story)
    share, mean = (security > 0).mean(axis=1), security.mean(axis=1)
    end = share[:, -1]
    after_low, after_high = float(end[1] - end[0]), float(end[3] - end[2])
    change = round(parameters.change_age / AGE_STEP)
    insecure, secure = security[1, :, change] <= 0, security[2, :, change] > 0
    gap = mean[3, -1] - mean[0, -1]
    x = np.linspace(-1.8, 1.8, 121)
    moments = np.sort([parameters.change_age - AGE_STEP, parameters.reopening_age, age[-1]])
    bonds_then = _levels(parameters, moments, story)[1]
    return RepairRun(
        age=read_only(age), openness=read_only(window_at(age, parameters)), depth=read_only(depth),
        bond_needed=read_only(fold(depth)), bonds=read_only(_levels(parameters, age, story)), security=read_only(security),
        secure_share=read_only(share), mean_security=read_only(mean), share_at_end=read_only(end),
        gain_after_low=after_low, gain_after_high=after_high, interaction=after_low - after_high,
        recovered=float((mean[1, -1] - mean[0, -1]) / gap) if abs(gap) >= 0.1 else math.nan,
        began_insecure=int(insecure.sum()), became_secure=int((insecure & (security[1, :, -1] > 0)).sum()),
        began_secure=int(secure.sum()), became_insecure=int((secure & (security[2, :, -1] <= 0)).sum()),
        landscape_x=read_only(x), landscape_age=read_only(moments), landscape=read_only(
            [potential(x, a, h) for a, h in zip(_depths(parameters, moments, story), bonds_then)]))


# ---------------------------------------------------------------------------------------------------------------------------
# A population, measured
# ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RepairPopulation:
    """Many people, one life each (by lot, a quarter each), measured at the K = 15 ages of `SCORE_AGES`.

    Attributes
    ----------
    score_age : ndarray, shape (K,), years
    life : ndarray of int, shape (people,)
        Index into `LIVES`.
    event : ndarray of bool, shape (people,)
        Whether a hard event lowered this person's bonds for two years, at some age from 2 to 17.
    security : ndarray, shape (people, K)
        x itself.
    score : ndarray, shape (people, K)
        What a study sees: x and what the occasion adds.
    secure_share : ndarray, shape (4, K)
        Share with x > 0, by life.
    recovered : ndarray, shape (K,)
        As `RepairRun.recovered`, in mean security; nan where the gap is smaller than 0.1.
    gap_left : ndarray, shape (K,)
        Cohen's d of scores, 'high, then high' less 'low, then high': what is left of the early difference in equal bonds.
    bond_effect : ndarray, shape (K,)
        Cohen's d of scores, high less low later bonds, early bonds pooled.
    interaction : ndarray, shape (K,)
        What high later bonds add to mean security after low early bonds, less what they add after high ones.
    lag : ndarray, shape (11,), years
    correlation : ndarray, shape (11,)
        Correlation of the score at 16 years with the score that many years later; 1 at lag 0.
    changed_with_event, changed_without_event : float
        Share whose score is on one side of 0 at 1 year and on the other at 21; nan if nobody had (or everybody had) an event.
    """

    score_age: np.ndarray
    life: np.ndarray
    event: np.ndarray
    security: np.ndarray
    score: np.ndarray
    secure_share: np.ndarray
    recovered: np.ndarray
    gap_left: np.ndarray
    bond_effect: np.ndarray
    interaction: np.ndarray
    lag: np.ndarray
    correlation: np.ndarray
    changed_with_event: float
    changed_without_event: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "life": (0, 3), "secure_share": (0.0, 1.0), "correlation": (-1.0, 1.0), "changed_with_event": (0.0, 1.0),
        "changed_without_event": (0.0, 1.0)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"recovered", "changed_with_event", "changed_without_event"})


def simulate_population(parameters: RepairParameters, rng: np.random.Generator, people: int = 10_000, *,
                        story: str = "repair") -> RepairPopulation:
    """Many people, each by lot in one of the four lives, some with a hard event, measured with error.

    Parameters
    ----------
    parameters : RepairParameters
    rng : numpy.random.Generator
    people : int
        At least 40.
    story : {"repair", "single_well", "window_alone"}
        The claim or one of its rivals.

    Returns
    -------
    RepairPopulation

    Raises
    ------
    ValueError
        If `people` is no whole number from 40 on, or there is no such story.

    Notes
    -----
    Equations as `simulate_repair`. A hard event lowers h by 0.6 for two years; the share of people with one (.36) is that of
    Waters and others 2000, 10.1111/1467-8624.00176. A score is x plus normal error of spread 0.6. Runs in chunks of `CHUNK`
    people. Left out: all that `simulate_repair` leaves out; bonds that are chosen or made by the person.
    """
    if isinstance(people, bool) or not isinstance(people, (int, np.integer)) or people < 40:
        raise ValueError(f"people must be a whole number from 40 on; got {people!r}.")
    if story not in ("repair", "single_well", "window_alone"):
        raise ValueError(f"story must be one of repair, single_well, window_alone; got {story!r}.")
    life = (np.arange(people) % len(LIVES)).astype(np.int8)
    event = np.zeros(people, dtype=bool)
    security, score = (np.empty((people, len(SCORE_AGES)), dtype=np.float32) for _ in range(2))
    for start in range(0, people, CHUNK):
        here = slice(start, min(start + CHUNK, people))
        event[here], security[here], score[here] = _measure_chunk(parameters, rng, life[here], story)
    return _population(life, event, security, score)


def _measure_chunk(parameters, rng, life, story):
    people = len(life)
    age = AGE_STEP * (np.arange(AGE_STEPS) + 0.5)
    has_event, begins = rng.random(people) < EVENT_SHARE, rng.uniform(*EVENT_AGES, people)
    force = _ups_and_downs(rng, people)
    force *= parameters.bond_spread
    force += _levels(parameters, age, story).T[:, life]
    # Each event touches few steps of one person's life: filling them by person is cheaper than a mask of all.
    for person in np.flatnonzero(has_event):
        first = round(begins[person] / AGE_STEP)
        force[first:first + round(EVENT_YEARS / AGE_STEP), person] += EVENT_DEPTH
    path = ride(_depths(parameters, age, story), force, _chance(parameters, rng, people), SPEED * AGE_STEP)
    security = path[[round(age / AGE_STEP) for age in SCORE_AGES]].T
    return has_event, security, security + OCCASION * rng.standard_normal(security.shape)


def _population(life, event, security, score):
    means = np.array([security[life == each].mean(axis=0, dtype=float) for each in range(4)])
    gap, gained = means[3] - means[0], means[1] - means[0]
    recovered = np.where(np.abs(gap) >= 0.1, gained / np.where(np.abs(gap) >= 0.1, gap, 1.0), math.nan)
    years = score[:, FIRST_OF_LAGS:]
    changed = (score[:, 0] > 0) != (score[:, ADULT] > 0)
    return RepairPopulation(
        score_age=read_only(SCORE_AGES), life=read_only(life), event=read_only(event), security=read_only(security),
        score=read_only(score), secure_share=read_only([(security[life == each] > 0).mean(axis=0) for each in range(4)]),
        recovered=read_only(recovered), gap_left=read_only(cohens_d(score[life == 3], score[life == 1])),
        bond_effect=read_only(cohens_d(score[life % 2 == 1], score[life % 2 == 0])),
        interaction=read_only(gained - (means[3] - means[2])), lag=read_only(np.arange(years.shape[1], dtype=float)),
        correlation=read_only([_correlation(years[:, 0], later) for later in years.T]),
        changed_with_event=float(changed[event].mean()) if event.any() else math.nan,
        changed_without_event=float(changed[~event].mean()) if not event.all() else math.nan)


def _correlation(first, second):
    return float(np.clip(np.corrcoef(first.astype(float), second.astype(float))[0, 1], -1.0, 1.0))


def cohens_d(first, second):
    """Difference of two groups' means in units of their pooled standard deviation: (mean₁ − mean₂)/√((s₁² + s₂²)/2).

    Parameters
    ----------
    first, second : ndarray, shape (people,) or (people, measures)
        Groups of about the same size; not both without any spread.

    Returns
    -------
    float or ndarray, shape (measures,)
    """
    difference = np.mean(first, axis=0, dtype=float) - np.mean(second, axis=0, dtype=float)
    return difference / np.sqrt((np.var(first, axis=0, ddof=1, dtype=float) + np.var(second, axis=0, ddof=1, dtype=float)) / 2)


def share_closed(reached: float, without: float, compared: float) -> float:
    """Share of a gap that is closed: (reached − without)/(compared − without).

    Parameters
    ----------
    reached, without, compared : float
        Means of those who were helped, of those who were not, and of those with whom both are compared.

    Returns
    -------
    float
        0 is nothing, 1 the whole gap; below 0 and above 1 are possible.

    Raises
    ------
    ValueError
        If there is no gap.
    """
    if compared == without:
        raise ValueError(f"there is no gap to close: both means are {compared!r}.")
    return (reached - without) / (compared - without)


# ---------------------------------------------------------------------------------------------------------------------------
# A new family, at every age
# ---------------------------------------------------------------------------------------------------------------------------

PLACEMENT_AGES = tuple(range(3, 37, 3))
"""Ages at placement that are compared, months."""
CHILDREN = 200
"""Children in each group; the first `PEOPLE` of them are shown."""


@parameter_set
class PlacementParameters:
    """Children who live in an institution first and in a family later."""

    placement_age = Parameter(
        key="placed", symbol="T", unit="months", default=18.0, low=3.0, high=36.0, step=1.0,
        label="Age at placement", meaning="when the children shown one by one come to a family", standing="plausible")
    care_before = Parameter(
        key="before", symbol="h₀", unit="", default=-0.2, low=-0.6, high=0.6, step=0.05,
        label="Care before", meaning="quality of care in the institution; 0 neither helps nor harms", standing="invented")
    care_after = Parameter(
        key="after", symbol="h₁", unit="", default=0.3, low=-0.6, high=0.6, step=0.05,
        label="Care in the family", meaning="quality of care in the family, for those placed and for those always there",
        standing="invented")
    early_window = Parameter(
        key="window", symbol="τ", unit="years", default=1.5, low=0.5, high=10.0, step=0.25,
        label="Length of the window",
        meaning="age by which plasticity has fallen to six tenths; it may differ between domains",
        standing="invented")
    test_age = Parameter(
        key="test", symbol="t", unit="years", default=5.0, low=4.0, high=16.0, step=1.0,
        label="Age at the test", meaning="when all children are observed", standing="plausible")
    bond_spread = Parameter(
        key="spread", symbol="s", unit="", default=0.06, low=0.0, high=0.4, step=0.02,
        label="Ups and downs of care",
        meaning="how much care differs between children and over the years (standard deviation)",
        standing="invented")
    noise = Parameter(
        key="noise", symbol="σ", unit="", default=0.2, low=0.0, high=0.5, step=0.01,
        label="Chance", meaning="random kicks to security, per square root of a unit of the model's time", standing="invented")


@dataclass(frozen=True)
class PlacementRun:
    """The same children in as many lives as there are ages at placement, observed at one age.

    Attributes
    ----------
    placement_age : ndarray, shape (12,), months
        `PLACEMENT_AGES`.
    gap_left : ndarray, shape (12,)
        Cohen's d of what a study sees (security and `OCCASION`): always in the family, less placed at that age.
    secure_share : ndarray, shape (12,)
        Share with x > 0 of those placed at that age.
    share_always, share_stayed : float
        The same share if they are in the family from birth, or never come to one.
    placed_at : float
        Age at placement of the children who are shown, months.
    always, placed, stayed : ndarray, shape (40,)
        Security x of the forty shown, in the three lives.
    gap_placed : float
        Cohen's d as above, at `placed_at`.
    gap_by_one_year, gap_after_one_year : float
        Mean of `gap_left` over ages at placement below 12 months, and over those above.
    """

    placement_age: np.ndarray
    gap_left: np.ndarray
    secure_share: np.ndarray
    share_always: float
    share_stayed: float
    placed_at: float
    always: np.ndarray
    placed: np.ndarray
    stayed: np.ndarray
    gap_placed: float
    gap_by_one_year: float
    gap_after_one_year: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "placement_age": (3, 36), "secure_share": (0.0, 1.0), "share_always": (0.0, 1.0), "share_stayed": (0.0, 1.0),
        "placed_at": (3, 36)}


def simulate_placement(parameters: PlacementParameters, rng: np.random.Generator) -> PlacementRun:
    """Two wells and an early window, as in `simulate_repair`: h is h₀ until the age at placement and h₁ from then on.

    Parameters
    ----------
    parameters : PlacementParameters
    rng : numpy.random.Generator
        Gives each child's ups and downs and chance; the same in all lives.

    Returns
    -------
    PlacementRun

    Notes
    -----
    Left out: all that `simulate_repair` leaves out; who is placed early and who late, which nobody draws by lot; and that
    families, institutions and measures differ. Published gaps to hold beside it: van den Dries and others 2009,
    10.1016/j.childyouth.2008.09.008.
    """
    return _place(parameters, rng, "repair")


def simulate_placement_single_well(parameters: PlacementParameters, rng: np.random.Generator) -> PlacementRun:
    """The rival without history: a = 0 at every age, so only present care counts.

    Parameters, returns: as `simulate_placement`.
    """
    return _place(parameters, rng, "single_well")


def simulate_placement_no_better(parameters: PlacementParameters, rng: np.random.Generator) -> PlacementRun:
    """The rival in which an open window is all: the new family cares as the institution did (h₀ throughout for those placed).

    Parameters, returns: as `simulate_placement`.
    """
    return _place(parameters, rng, "no_better")


def _place(parameters, rng, story):
    steps = round(parameters.test_age / AGE_STEP)
    age = AGE_STEP * (np.arange(steps) + 0.5)
    openness = np.exp(-0.5 * (age / parameters.early_window) ** 2)
    depth = np.zeros(steps) if story == "single_well" else CLOSED_DEPTH - (CLOSED_DEPTH - OPEN_DEPTH) * openness
    # Lives: one for each age at placement, then the children shown, always in the family, never in one.
    since = np.array([*PLACEMENT_AGES, parameters.placement_age, 0.0, math.inf]) * AGE_STEP
    placed_care = parameters.care_before if story == "no_better" else parameters.care_after
    after = np.where(since > 0, placed_care, parameters.care_after)
    level = np.where(age[:, None] < since, parameters.care_before, after)
    drift = parameters.bond_spread * _ups_and_downs(rng, CHILDREN)[:steps]
    noise = _chance(parameters, rng, CHILDREN)[:steps]
    force = level[:, :, None] + drift[:, None, :]
    x = ride(depth, force, noise[:, None, :], SPEED * AGE_STEP)[-1]
    lives = len(PLACEMENT_AGES)
    spread = x.var(axis=1, ddof=1)
    gaps = (x[-2].mean() - x.mean(axis=1)) / np.sqrt((spread + spread[-2]) / 2 + OCCASION**2)
    share = (x > 0).mean(axis=1)
    early = np.array(PLACEMENT_AGES) < 12
    late = np.array(PLACEMENT_AGES) > 12
    return PlacementRun(
        placement_age=read_only(np.array(PLACEMENT_AGES, dtype=float)), gap_left=read_only(gaps[:lives]),
        secure_share=read_only(share[:lives]), share_always=float(share[-2]), share_stayed=float(share[-1]),
        placed_at=float(parameters.placement_age), always=read_only(x[-2, :PEOPLE]), placed=read_only(x[lives, :PEOPLE]),
        stayed=read_only(x[-1, :PEOPLE]), gap_placed=float(gaps[lives]), gap_by_one_year=float(gaps[:lives][early].mean()),
        gap_after_one_year=float(gaps[:lives][late].mean()))
