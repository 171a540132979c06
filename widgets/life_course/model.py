"""One life and the next, built from the models of the other lessons.

====================================  =================================================================================
part                                  whose model it is
====================================  =================================================================================
early care sets self-regulation       `caregiver_regulation.model`: what a fading plasticity takes up in four years
and how readily bonds form            `oxytocin_dopamine.model`: both receptors at once; `continuity.model`: the same
                                      machinery for every bond, with a weight of dopamine that differs between bonds
security settles, and may move        `repair.model`: two wells whose depth a window of plasticity lowers
company takes load off                `stress_buffering.model`: oxytocin's receptors, and cortisol at rest
load is gathered over years           `isolation.model`
care is passed on, in part            `generations.model`: what a caregiver's state does to rearing
====================================  =================================================================================

`simulate_life` has all of them; each rival has one part switched off. A run follows forty people with the same circumstances and
different luck, because no two lives with the same start are the same; `simulate_population` gives everybody circumstances of
their own. Nothing here is a forecast of anybody's life.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from widgets.caregiver_regulation.model import summed_plasticity
from widgets.continuity.model import bond_drive
from widgets.generations.model import GenerationsParameters, rearing_slope
from widgets.isolation.model import gathered_load
from widgets.numerics import read_only
from widgets.oxytocin_dopamine.model import Ligands, coincidence_drive
from widgets.parameters import Parameter, parameter_set
from widgets.physiology import resting_cortisol
from widgets.repair.model import RepairParameters, depth_at, ride
from widgets.stress_buffering.model import oxytocin_buffer

YEAR_STEP = 0.25
"""Years between two points of a life."""
SPEED = 1.0
"""κ: units of the landscape's own time in a year (invented). Four times slower than in the lesson on repair: over seventy years,
with a longer step, change that takes years is the part that matters."""
LAST_AGE = 70
CHILD_BORN, CHILD_YEARS = 30, 40
"""Age at which the next generation is born, and how long it is followed (the run ends for both at once)."""
PEOPLE = 40
"""People in a run."""
ADULT_AGE, OLD_AGE = 30, 60
"""Ages at which a life is summed up."""
FRIENDS_FROM, PARTNER_FROM = 6, 20
"""Ages at which friendships and a love bond begin (plausible)."""
HOME_FROM, HOME_TO = 6, 18
"""Ages between which the home one grew up in loses its hold (invented)."""
HOME_PULL, FRIENDS_PULL, PARTNER_PULL = 0.4, 0.3, 0.5
"""How much the home, friendships and a love bond weigh in the quality of present bonds (invented)."""
FRIENDS_DOPAMINE, PARTNER_DOPAMINE = 0.2, 1.0
"""How much of a bond's drive needs dopamine, as in the lesson on re-used machinery."""
LEAST_TONE, MORE_TONE = 0.5, 1.5
"""Oxytocin (in units of its receptor's constant) without any early care, and what full self-regulation adds (invented)."""
BOND_RATE = 1.2
"""1/year: how fast a bond forms with average early care and undisturbed dopamine (invented)."""
EARLY_YEARS = 4
"""Age at which early care has set self-regulation."""
TURNOVER = 3.0
"""Years over which ups and downs of bonds are forgotten (invented)."""
HARDSHIP_DRIVE = 1.5
"""What full hardship adds to the drive of the stress system (invented)."""
LOAD_MEMORY = 10.0
"""Years over which load is forgotten (invented)."""
CARE_LUCK = 0.5
"""Spread of the care a child gets for reasons that are nobody's state and no hardship (invented)."""
CARE_HARDSHIP = 0.5
"""How much full hardship takes from the care that can be given (invented)."""
CHUNK = 2_000
"""People of a population who are run at once."""

_PARTS = ("early_gain", "later_bonds", "buffering", "transmission")


@parameter_set
class LifeParameters:
    """The circumstances of a life."""

    early_care = Parameter(
        key="care", symbol="c", unit="", default=0.5, low=0.0, high=1.0, step=0.05,
        label="Care in the first years", meaning="steadiness of care by whoever gives it; 0.5 is ordinary", standing="invented")
    friends = Parameter(
        key="friends", symbol="q_f", unit="", default=0.1, low=-1.0, high=1.0, step=0.1,
        label="Friendships", meaning="quality of friendships from 6 years on; below zero they harm", standing="invented")
    partner = Parameter(
        key="partner", symbol="q_p", unit="", default=0.1, low=-1.0, high=1.0, step=0.1,
        label="A love bond", meaning="quality of a love bond from 20 years on; 0 also stands for none", standing="invented")
    late_bond = Parameter(
        key="late", symbol="q_l", unit="", default=0.0, low=-1.0, high=1.0, step=0.1,
        label="A late bond", meaning="quality of one more bond that begins late", standing="invented")
    hardship = Parameter(
        key="hardship", symbol="H", unit="", default=0.3, low=0.0, high=1.0, step=0.1,
        label="Hardship", meaning="poverty, illness, danger, little support: what is around a life", standing="invented")
    late_age = Parameter(
        key="late_age", symbol="A_l", unit="years", default=40.0, low=8.0, high=60.0, step=1.0,
        label="Age at the late bond", meaning="when the late bond begins", standing="invented")
    reopening = Parameter(
        key="reopening", symbol="r", unit="", default=0.5, low=0.0, high=1.0, step=0.1,
        label="How far a window reopens", meaning="how open plasticity is again around puberty, as in the lesson on repair",
        standing="invented")
    dopamine = Parameter(
        key="dopamine", symbol="D", unit="", default=1.0, low=0.2, high=2.0, step=0.1,
        label="Dopamine", meaning="1 as it comes; less slows love bonds more than friendships", standing="invented")
    bond_spread = Parameter(
        key="spread", symbol="s", unit="", default=0.16, low=0.0, high=0.4, step=0.02,
        label="Ups and downs of bonds", meaning="how much bonds differ between people and over the years", standing="invented")
    noise = Parameter(
        key="noise", symbol="σ", unit="", default=0.36, low=0.0, high=0.6, step=0.02,
        label="Chance", meaning="random kicks to security", standing="invented")


@dataclass(frozen=True)
class LifeRun:
    """Forty lives in the same circumstances, and the next generation's first forty years.

    Attributes
    ----------
    age : ndarray, shape (281,), years
    security : ndarray, shape (40, 281)
        x: above 0 on the secure side, about -1.3 to 1.3.
    support : ndarray, shape (40, 281)
        Share of the load that company takes away, from -1 (company that adds to it) to 1.
    load : ndarray, shape (40, 281)
        Cortisol above its set point, gathered over years, 0 or more.
    friends_bond, partner_bond, late_strength : ndarray, shape (281,)
        How far each bond has formed, 0 to 1 (alike for all forty: it depends on circumstances).
    self_regulation : float
        What early care has built by four years, 0 to 1.
    child_age : ndarray, shape (161,), years
    child_care : ndarray, shape (40,)
        Steadiness of the care that each one's child gets, 0 to 1.
    child_security : ndarray, shape (40, 161)
    secure_at_5, secure_at_30, secure_at_60, child_secure_at_30 : float
        Shares of the forty.
    changed : float
        Share of the forty who are on the other side at 60 than at 5 years.
    load_at_60 : float
        Mean.
    """

    age: np.ndarray
    security: np.ndarray
    support: np.ndarray
    load: np.ndarray
    friends_bond: np.ndarray
    partner_bond: np.ndarray
    late_strength: np.ndarray
    self_regulation: float
    child_age: np.ndarray
    child_care: np.ndarray
    child_security: np.ndarray
    secure_at_5: float
    secure_at_30: float
    secure_at_60: float
    child_secure_at_30: float
    changed: float
    load_at_60: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "support": (-1.0, 1.0), "load": (0.0, math.inf), "friends_bond": (0.0, 1.0), "partner_bond": (0.0, 1.0),
        "late_strength": (0.0, 1.0), "self_regulation": (0.0, 1.0), "child_care": (0.0, 1.0), "secure_at_5": (0.0, 1.0),
        "secure_at_30": (0.0, 1.0), "secure_at_60": (0.0, 1.0), "child_secure_at_30": (0.0, 1.0), "changed": (0.0, 1.0),
        "load_at_60": (0.0, math.inf)}


def simulate_life(parameters: LifeParameters, rng: np.random.Generator) -> LifeRun:
    """Forty lives, and those of their children, with every part of the course at work.

    k = c (1 − exp(−S)), with S the plasticity of four years; oxytocin tone 0.5 + 1.5 k sets how fast every bond forms,
    B_j = 1 − exp(−g_j (age − start_j)); the quality of present bonds h = home + Σ w_j B_j q_j + ups and downs drives security,
    dx = κ (a(age) x − x³ + h) dt + σ √κ dW; support s takes load off, u = 1 + 1.5 H (1.5 − k) (1 − s); cortisol settles at
    x (1 + (x/4)³) = u and its excess is gathered; a child's care is ½ + ½ (slope x(30) − 0.5 (H − 0.3) + luck).

    Parameters
    ----------
    parameters : LifeParameters
    rng : numpy.random.Generator

    Returns
    -------
    LifeRun

    Notes
    -----
    Left out: genes (see the lesson on generations), that secure people may find better partners, bonds that end, the two sides of
    a bond, sex, culture, every illness. What the parts rest on, and how firmly, stands in their own lessons; that they belong
    together in this way is this toy's own assumption, and no study has tested the whole.
    """
    return _run(parameters, rng, frozenset(_PARTS))


def simulate_without_early_gain(parameters: LifeParameters, rng: np.random.Generator) -> LifeRun:
    """The rival in which early care sets neither self-regulation nor how readily bonds form: both are as with ordinary care.

    Parameters, returns: as `simulate_life`.
    """
    return _run(parameters, rng, frozenset(_PARTS) - {"early_gain"})


def simulate_without_later_bonds(parameters: LifeParameters, rng: np.random.Generator) -> LifeRun:
    """The rival in which only the home one grew up in counts: friends, love and late bonds leave security alone.

    Parameters, returns: as `simulate_life`.
    """
    return _run(parameters, rng, frozenset(_PARTS) - {"later_bonds"})


def simulate_without_buffering(parameters: LifeParameters, rng: np.random.Generator) -> LifeRun:
    """The rival in which company takes no load off.

    Parameters, returns: as `simulate_life`.
    """
    return _run(parameters, rng, frozenset(_PARTS) - {"buffering"})


def simulate_without_transmission(parameters: LifeParameters, rng: np.random.Generator) -> LifeRun:
    """The rival in which a caregiver's own security does nothing to the care a child gets; hardship and luck still do.

    Parameters, returns: as `simulate_life`.
    """
    return _run(parameters, rng, frozenset(_PARTS) - {"transmission"})


# ---------------------------------------------------------------------------------------------------------------------------
# The parts
# ---------------------------------------------------------------------------------------------------------------------------


def early_self_regulation(care):
    """Self-regulation k at four years after care of this steadiness (float or ndarray), 0 to 1."""
    return care * -math.expm1(-summed_plasticity(12.0 * EARLY_YEARS))


def bond_rate(self_regulation, weight: float, dopamine: float):
    """How fast a bond forms, 1/year: the same two receptors for every bond, and the bond's own weight of dopamine.

    Parameters
    ----------
    self_regulation : float or ndarray
        k.
    weight : float
        Share of the drive that needs dopamine.
    dopamine : float

    Returns
    -------
    as `self_regulation`
    """
    usual = coincidence_drive(Ligands(oxytocin=_tone(early_self_regulation(0.5)), dopamine=1.0))
    drive = coincidence_drive(Ligands(oxytocin=_tone(self_regulation), dopamine=1.0))
    return BOND_RATE * drive / usual * bond_drive(weight, dopamine)


def _tone(self_regulation):
    return LEAST_TONE + MORE_TONE * self_regulation


def _formed(age, start, rate):
    """How far a bond has formed, shape (ages, people)."""
    return -np.expm1(-np.maximum(age[:, None] - start, 0.0) * rate)


def _home(age):
    """Hold of the home one grew up in: 1 until 6 years, 0 from 18 on."""
    return np.clip((HOME_TO - age) / (HOME_TO - HOME_FROM), 0.0, 1.0)


@dataclass(frozen=True)
class _Circumstances:
    """What is given to each person, shape (people,) or (1,) if alike for all."""

    care: np.ndarray
    friends: np.ndarray
    partner: np.ndarray
    late: np.ndarray
    hardship: np.ndarray


@dataclass(frozen=True)
class _Lives:
    """What came of it; arrays of shape (ages, people)."""

    security: np.ndarray
    bonds: tuple[np.ndarray, np.ndarray, np.ndarray]
    self_regulation: np.ndarray


def _grow(p, given, drift, noise, parts, last_age):
    """Security and bonds of people from birth to `last_age`, by steps of a quarter of a year."""
    steps = round(last_age / YEAR_STEP)
    age, middle = YEAR_STEP * np.arange(steps + 1), YEAR_STEP * (np.arange(steps) + 0.5)
    k = early_self_regulation(given.care if "early_gain" in parts else np.full_like(given.care, 0.5))
    rates = [bond_rate(k, weight, p.dopamine) for weight in (FRIENDS_DOPAMINE, PARTNER_DOPAMINE, PARTNER_DOPAMINE)]
    starts = (FRIENDS_FROM, PARTNER_FROM, p.late_age)
    force = HOME_PULL * _home(middle)[:, None] * (2 * given.care - 1) + p.bond_spread * drift[:steps]
    if "later_bonds" in parts:
        for start, rate, pull, quality in zip(starts, rates, (FRIENDS_PULL, PARTNER_PULL, PARTNER_PULL),
                                              (given.friends, given.partner, given.late)):
            force += pull * quality * _formed(middle, start, rate)
    depth = depth_at(middle, RepairParameters(reopening=p.reopening))
    security = ride(depth, force, noise[:steps], SPEED * YEAR_STEP)
    return _Lives(security, tuple(_formed(age, start, rate) for start, rate in zip(starts, rates)), k)


def _support(lives, given, parts):
    """Share of the load that company takes away: oxytocin for what is good in present bonds, minus what is bad in them."""
    if "buffering" not in parts:
        return np.zeros_like(lives.security)
    friends, partner, late = lives.bonds
    felt = FRIENDS_PULL * given.friends * friends + PARTNER_PULL * (given.partner * partner + given.late * late)
    return oxytocin_buffer(np.clip(felt, 0.0, 1.0)) + np.clip(felt, -1.0, 0.0)


def _gather(p, lives, given, support):
    """Load over the years."""
    drive = 1 + HARDSHIP_DRIVE * given.hardship * (1.5 - lives.self_regulation) * (1 - support)
    added = gathered_load(resting_cortisol(drive) - _REST, YEAR_STEP, LOAD_MEMORY)
    keep, load = math.exp(-YEAR_STEP / LOAD_MEMORY), np.zeros_like(added)
    for step in range(1, len(load)):
        np.multiply(load[step - 1], keep, out=load[step])
        load[step] += added[step - 1]
    return load


_REST = float(resting_cortisol(1.0))
"""Cortisol at rest without any load."""


def _ups_and_downs(rng, people):
    """By step and person: stationary, spread 1, forgotten over three years; exact at the steps."""
    draws = rng.standard_normal((round(LAST_AGE / YEAR_STEP), people))
    keep = math.exp(-YEAR_STEP / TURNOVER)
    draws[1:] *= math.sqrt(1 - keep**2)
    # z(n) = keep z(n − 1) + draw, unrolled: divided by keep^n it is a plain running sum.
    scale = keep ** np.arange(len(draws))[:, None]
    draws /= scale
    np.cumsum(draws, axis=0, out=draws)
    draws *= scale
    return draws


def _chance(p, rng, people):
    return p.noise * math.sqrt(SPEED * YEAR_STEP) * rng.standard_normal((round(LAST_AGE / YEAR_STEP), people))


def _care_given(given, security, luck, parts):
    """Care that the next generation gets, 0 to 1."""
    slope = rearing_slope(GenerationsParameters()) if "transmission" in parts else 0.0
    quality = slope * security - CARE_HARDSHIP * (given.hardship - 0.3) + CARE_LUCK * luck
    return np.clip(0.5 + 0.5 * quality, 0.0, 1.0)


def _two_generations(p, rng, given, people, parts, next_given=None):
    """One life and the next: (lives, support, load, care given, the children's lives).

    Children have the circumstances `next_given` (their own care apart), or the same as those who raise them.
    """
    drift, noise, luck = _ups_and_downs(rng, people), _chance(p, rng, people), rng.standard_normal(people)
    child_drift, child_noise = _ups_and_downs(rng, people), _chance(p, rng, people)
    lives = _grow(p, given, drift, noise, parts, LAST_AGE)
    support = _support(lives, given, parts)
    load = _gather(p, lives, given, support)
    care = _care_given(given, lives.security[_at(CHILD_BORN)], luck, parts)
    child = replace(next_given or given, care=care, late=np.zeros(1))
    return lives, support, load, care, _grow(p, child, child_drift, child_noise, parts, CHILD_YEARS)


def _at(age):
    return round(age / YEAR_STEP)


def _run(p, rng, parts):
    given = _Circumstances(*(np.array([value]) for value in (p.early_care, p.friends, p.partner, p.late_bond, p.hardship)))
    lives, support, load, care, child = _two_generations(p, rng, given, PEOPLE, parts)
    security, secure = lives.security, lives.security > 0
    everybody = (len(security), PEOPLE)
    return LifeRun(
        age=read_only(YEAR_STEP * np.arange(len(security))), security=read_only(security.T),
        support=read_only(np.broadcast_to(support, everybody).T), load=read_only(np.broadcast_to(load, everybody).T),
        friends_bond=read_only(lives.bonds[0][:, 0]), partner_bond=read_only(lives.bonds[1][:, 0]),
        late_strength=read_only(lives.bonds[2][:, 0]), self_regulation=float(lives.self_regulation[0]),
        child_age=read_only(YEAR_STEP * np.arange(len(child.security))), child_care=read_only(care),
        child_security=read_only(child.security.T), secure_at_5=float(secure[_at(5)].mean()),
        secure_at_30=float(secure[_at(ADULT_AGE)].mean()), secure_at_60=float(secure[_at(OLD_AGE)].mean()),
        child_secure_at_30=float((child.security[_at(ADULT_AGE)] > 0).mean()),
        changed=float((secure[_at(5)] != secure[_at(OLD_AGE)]).mean()), load_at_60=float(load[_at(OLD_AGE)].mean()))


# ---------------------------------------------------------------------------------------------------------------------------
# A population
# ---------------------------------------------------------------------------------------------------------------------------

CARE_SPREAD, QUALITY_SPREAD, HARDSHIP_SPREAD = 0.25, 0.4, 0.25
"""How much circumstances differ between the people of a population, before they are cut to their ranges (invented)."""
HARDSHIP_KEPT = 0.5
"""How much of a caregiver's hardship is that of the child's later life too (invented)."""


@dataclass(frozen=True)
class LifePopulation:
    """People with circumstances of their own, drawn around those of the parameters, one number each.

    Attributes
    ----------
    care, friends, partner, hardship : ndarray, shape (people,)
        What was given to each.
    security_5, security_30, security_60 : ndarray, shape (people,)
    load_60 : ndarray, shape (people,)
    child_care, child_security_30 : ndarray, shape (people,)
    care_and_adult : float
        Correlation of early care with security at 30 years; nan if one of them does not vary.
    stability : float
        Correlation of security at 5 and at 30 years.
    generations : float
        Correlation of security at 30 years with the child's at 30.
    explained : float
        Share of the variance of adult security that early care accounts for.
    """

    care: np.ndarray
    friends: np.ndarray
    partner: np.ndarray
    hardship: np.ndarray
    security_5: np.ndarray
    security_30: np.ndarray
    security_60: np.ndarray
    load_60: np.ndarray
    child_care: np.ndarray
    child_security_30: np.ndarray
    care_and_adult: float
    stability: float
    generations: float
    explained: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "care": (0.0, 1.0), "friends": (-1.0, 1.0), "partner": (-1.0, 1.0), "hardship": (0.0, 1.0), "load_60": (0.0, math.inf),
        "child_care": (0.0, 1.0), "care_and_adult": (-1.0, 1.0), "stability": (-1.0, 1.0), "generations": (-1.0, 1.0),
        "explained": (0.0, 1.0)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"care_and_adult", "stability", "generations", "explained"})


def simulate_population(parameters: LifeParameters, rng: np.random.Generator, people: int = 10_000) -> LifePopulation:
    """Many people, each with circumstances of their own, and one child each.

    Care, friendships, love and hardship are drawn independently around the parameters' values, and anew for the children, who
    share half of the hardship. In real lives they come together; that they do not here makes every correlation in the result
    the work of the toy's paths alone.

    Parameters
    ----------
    parameters : LifeParameters
    rng : numpy.random.Generator
    people : int
        At least 2.

    Returns
    -------
    LifePopulation

    Raises
    ------
    ValueError
        If `people` is no whole number of at least 2.
    """
    if isinstance(people, bool) or not isinstance(people, (int, np.integer)) or people < 2:
        raise ValueError(f"people must be a whole number of at least 2; got {people!r}.")
    kept = [_chunk(parameters, rng, min(CHUNK, people - start)) for start in range(0, people, CHUNK)]
    arrays = {name: np.concatenate([each[name] for each in kept]) for name in kept[0]}
    adult = arrays["security_30"]
    care_and_adult = _correlate(arrays["care"], adult)
    return LifePopulation(**{name: read_only(values) for name, values in arrays.items()}, care_and_adult=care_and_adult,
                          stability=_correlate(arrays["security_5"], adult),
                          generations=_correlate(adult, arrays["child_security_30"]), explained=care_and_adult**2)


def _chunk(p, rng, people):
    def around(middle, spread, low, high):
        return np.clip(middle + spread * rng.standard_normal(people), low, high)

    def draw():
        return _Circumstances(
            around(p.early_care, CARE_SPREAD, 0, 1), around(p.friends, QUALITY_SPREAD, -1, 1),
            around(p.partner, QUALITY_SPREAD, -1, 1), np.full(people, p.late_bond), around(p.hardship, HARDSHIP_SPREAD, 0, 1))

    given, later = draw(), draw()
    later = replace(later, hardship=HARDSHIP_KEPT * given.hardship + (1 - HARDSHIP_KEPT) * later.hardship)
    lives, _, load, care, child = _two_generations(p, rng, given, people, frozenset(_PARTS), later)
    return {"care": given.care, "friends": given.friends, "partner": given.partner, "hardship": given.hardship,
            "security_5": lives.security[_at(5)].copy(), "security_30": lives.security[_at(ADULT_AGE)].copy(),
            "security_60": lives.security[_at(OLD_AGE)].copy(), "load_60": load[_at(OLD_AGE)].copy(), "child_care": care,
            "child_security_30": child.security[_at(ADULT_AGE)].copy()}


def _correlate(first, second):
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return math.nan
    return float(np.clip(np.corrcoef(first, second)[0, 1], -1.0, 1.0))
