"""The caregiver as a regulator from outside: of a child's self-regulation and arousal, of a rat pup's body and learning.

===============================  ==============================  ==================================================
what is looked at                the claim                       its rivals
===============================  ==============================  ==================================================
placement in a family, by age    `simulate_fading_plasticity`    `simulate_step_window`, `simulate_flat_plasticity`
a stressful quarter of an hour   `simulate_responsive_help`      `simulate_constant_help`, `simulate_no_help`
a pup without part of its dam    `simulate_separate_regulators`  `simulate_single_bond`
a smell paired with a shock      `simulate_gated_learning`       `simulate_valence_learning`
===============================  ==============================  ==================================================

A claim and its rivals take the same parameters and give the same kind of run; with the same seed they get the same luck.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import noise_kicks, read_only
from widgets.parameters import Parameter, parameter_set

# ---------------------------------------------------------------------------------------------------------------------------
# Placement in a family
# ---------------------------------------------------------------------------------------------------------------------------

LAST_MONTH = 204
"""Months of life that a run covers: 17 years."""
VISITS = (42, 54, 96, 144, 204)
"""Ages at which the Bucharest project tested the children, months (17 years stands for "16 to 18")."""
MATCHED_AT = 54
"""Age (months) up to which the three kinds of plasticity sum to the same."""
COMMUNITY = 109.3
"""Mean test score of the never-institutionalised children at 54 months (King and others 2023, the authors' data)."""
PUBLISHED_EFFECT = (8.6, 7.7, 6.1, 7.0, 7.0)
PUBLISHED_INTERVAL = ((3.6, 13.6), (1.7, 13.7), (-2.1, 14.2), (0.6, 13.5), (-0.4, 14.5))
"""Foster care minus care as usual at these visits, points, with 95 % intervals: unadjusted, worked out from the authors' public
data (King and others 2023, 10.1176/appi.ajp.20220672)."""
CHILDREN = 60
"""Children drawn for each group."""
PLACEMENT_AGES = np.arange(0, 43)
"""Ages at placement that are compared, months."""
PLACEMENT_SPREAD = 7.3
"""Standard deviation of the age at placement in the Bucharest project, months."""


@parameter_set
class PlacementParameters:
    """A child who lived in an institution and moves into a family."""

    placement_age = Parameter(
        key="placed", symbol="p", unit="mo", default=22.0, low=0.0, high=42.0, step=1.0,
        label="Age at placement", meaning="age at which the child moves into a family", standing="measured",
        source="king2023")
    plasticity_time = Parameter(
        key="tau", symbol="τ", unit="mo", default=18.0, low=6.0, high=48.0, step=1.0,
        label="How slowly plasticity fades", meaning="time in which plasticity falls to 37 %", standing="invented")
    plasticity_at_birth = Parameter(
        key="eta", symbol="η₀", unit="1/mo", default=0.12, low=0.04, high=0.4, step=0.01,
        label="Plasticity at birth", meaning="share of the gap to the care received that closes in a month",
        standing="invented")
    lasting_plasticity = Parameter(
        key="floor", symbol="η∞", unit="1/mo", default=0.001, low=0.0, high=0.02, step=0.001,
        label="Plasticity that never fades", meaning="what is left of plasticity at any age", standing="invented")
    window_end = Parameter(
        key="window", symbol="t_w", unit="mo", default=20.0, low=4.0, high=42.0, step=1.0,
        label="End of the window", meaning="when plasticity ends at once (rival with a step only)", standing="invented")
    institution_care = Parameter(
        key="institution", symbol="M_i", unit="", default=0.1, low=0.0, high=0.8, step=0.05,
        label="Care in the institution", meaning="contingent care there, as a share of that in a family", standing="invented")
    care_gap = Parameter(
        key="gap", symbol="G", unit="points", default=26.0, low=0.0, high=40.0, step=1.0,
        label="Points that care can make", meaning="difference in test score between no and full regulation; "
        "set by hand to the size of the Bucharest gap", standing="invented")
    other_causes = Parameter(
        key="other", symbol="C", unit="points", default=10.0, low=0.0, high=30.0, step=1.0,
        label="Points lost to other causes", meaning="what poverty, illness, birth weight and early food took; a new family "
        "does not bring it back in this toy", standing="invented")
    spread = Parameter(
        key="spread", symbol="σ", unit="points", default=15.0, low=0.0, high=20.0, step=1.0,
        label="How much children differ", meaning="standard deviation of the scores within a group", standing="plausible")


@dataclass(frozen=True)
class PlacementRun:
    """Seventeen years of three groups: always in a family, placed in one, staying in the institution.

    Attributes
    ----------
    time : ndarray, shape (205,), months
    placed_at : float, months
        Age at placement of the child followed.
    plasticity : ndarray, shape (205,), 1/month
        η(t): how fast self-regulation follows the care received.
    family, placed, institution : ndarray, shape (205,)
        Self-regulation k(t) of the three, 0 to 1.
    placement_ages : ndarray, shape (43,), months
    score_at_54_months, score_at_17_years : ndarray, shape (43,), points
        Mean score of children placed at each of those ages.
    effect : ndarray, shape (5,), points
        Placed minus institution at 42 and 54 months and 8, 12 and 17 years.
    slope : float, points/month
        Change of the score at 54 months for each month of delay, between 6 and 30 months.
    slope_at_17_years : float, points/month
        The same at 17 years.
    remaining_gap : float, points
        Always in a family minus placed, at 17 years, through care alone.
    child_placement : ndarray, shape (60,), months
        Ages at placement of sixty placed children, around `placement_age`.
    child_family, child_placed, child_institution : ndarray, shape (60,), points
        Scores of single children at 54 months.
    """

    time: np.ndarray
    placed_at: float
    plasticity: np.ndarray
    family: np.ndarray
    placed: np.ndarray
    institution: np.ndarray
    placement_ages: np.ndarray
    score_at_54_months: np.ndarray
    score_at_17_years: np.ndarray
    effect: np.ndarray
    slope: float
    slope_at_17_years: float
    remaining_gap: float
    child_placement: np.ndarray
    child_family: np.ndarray
    child_placed: np.ndarray
    child_institution: np.ndarray

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "plasticity": (0.0, math.inf), "family": (0.0, 1.0), "placed": (0.0, 1.0), "institution": (0.0, 1.0),
        "score_at_54_months": (0.0, COMMUNITY), "score_at_17_years": (0.0, COMMUNITY), "effect": (0.0, 40.0),
        "remaining_gap": (0.0, 40.0), "child_placement": (0.0, 42.0), "slope": (-40.0, 0.0), "slope_at_17_years": (-40.0, 0.0)}


def simulate_fading_plasticity(parameters: PlacementParameters, rng: np.random.Generator) -> PlacementRun:
    """Self-regulation k follows the care M that a child receives, ever more slowly: dk/dt = η(t) (M(t) − k).

    η(t) = η₀ exp(−t/τ) + η∞; M is 1 in a family and M_i in the institution; k(0) = 0. The score of a child is
    109.3 − C − G (1 − k), and without C for children who never lived in an institution.

    Parameters
    ----------
    parameters : PlacementParameters
    rng : numpy.random.Generator
        Gives the single children; the means are exact.

    Returns
    -------
    PlacementRun

    Notes
    -----
    Left out: what "care" is, who gives it and how steadily; that tests differ from age to age; puberty; girls and boys, who
    differ in these data; that families and children find each other. The points are a scale laid over k by hand: that a slope
    comes out near the reported one is calibration, not a test. Our own model; the groups are those of Nelson and others 2007,
    10.1126/science.1143921, and King and others 2023, 10.1176/appi.ajp.20220672.
    """
    p = parameters

    def rate(t):
        return p.plasticity_at_birth * np.exp(-t / p.plasticity_time) + p.lasting_plasticity

    return _placement_run(p, rng, lambda t: summed_plasticity(t, p), rate)


def summed_plasticity(months, parameters: PlacementParameters = PlacementParameters()):
    """What fading plasticity sums to from birth to an age: S = η₀ τ (1 − exp(−t/τ)) + η∞ t.

    After that much, care M held from birth has built k = M (1 − exp(−S)).

    Parameters
    ----------
    months : float or ndarray
    parameters : PlacementParameters

    Returns
    -------
    as `months`
    """
    p = parameters
    return p.plasticity_at_birth * p.plasticity_time * -np.expm1(-months / p.plasticity_time) + p.lasting_plasticity * months


def simulate_step_window(parameters: PlacementParameters, rng: np.random.Generator) -> PlacementRun:
    """The rival with a hard window: plasticity is even until t_w, and η∞ after it.

    Until 54 months it sums to what it does in `simulate_fading_plasticity`, so that only its shape differs.

    Parameters, returns: as `simulate_fading_plasticity`.
    """
    p = parameters
    early = (summed_plasticity(MATCHED_AT, p) - p.lasting_plasticity * (MATCHED_AT - p.window_end)) / p.window_end

    def summed(t):
        return early * np.minimum(t, p.window_end) + p.lasting_plasticity * np.maximum(t - p.window_end, 0.0)

    return _placement_run(p, rng, summed, lambda t: np.where(t < p.window_end, early, p.lasting_plasticity))


def simulate_flat_plasticity(parameters: PlacementParameters, rng: np.random.Generator) -> PlacementRun:
    """The rival without any sensitive period: plasticity is the same at every age.

    Until 54 months it sums to what it does in `simulate_fading_plasticity`.

    Parameters, returns: as `simulate_fading_plasticity`.
    """
    rate = summed_plasticity(MATCHED_AT, parameters) / MATCHED_AT
    return _placement_run(parameters, rng, lambda t: rate * t, lambda t: np.full(np.shape(t), rate))


def _regulation(at, placed_at, care, summed):
    """k at the age `at` of a child who moves at `placed_at` from care `care` to full care: exact, phase by phase."""
    before = care * -np.expm1(-summed(np.minimum(at, placed_at)))
    return np.where(at <= placed_at, before, 1 - (1 - before) * np.exp(-np.maximum(summed(at) - summed(placed_at), 0.0)))


STEADY_PLASTICITY = 0.04
"""1/month: plasticity in the lesson's exercise."""


def grown_at_steady_plasticity(months: float, placed: float, care: float) -> float:
    """Self-regulation at an age (months) if plasticity is 0.04 a month throughout, with `care` until `placed` and 1 after it."""
    return float(_regulation(months, placed, care, lambda t: STEADY_PLASTICITY * t))


def grown_without_memory(months: float, placed: float, care: float) -> float:
    """A mistake: as `grown_at_steady_plasticity`, but a child who is placed starts again from nothing."""
    return grown_at_steady_plasticity(months, placed, 0.0 if months > placed else care)


def _placement_run(p, rng, summed: Callable, rate: Callable):
    time = np.arange(LAST_MONTH + 1.0)
    care = p.institution_care

    def score(at, placed_at):
        return COMMUNITY - p.other_causes - p.care_gap * (1 - _regulation(at, placed_at, care, summed))

    family, placed = (_regulation(time, at, care, summed) for at in (0.0, p.placement_age))
    institution = _regulation(time, math.inf, care, lambda t: summed(np.minimum(t, LAST_MONTH)))
    ages = rng.normal(p.placement_age, PLACEMENT_SPREAD, CHILDREN).clip(PLACEMENT_AGES[0], PLACEMENT_AGES[-1])
    luck = p.spread * rng.standard_normal((3, CHILDREN))
    late, early = score(MATCHED_AT, np.array([30.0, 6.0]))
    old_late, old_early = score(LAST_MONTH, np.array([30.0, 6.0]))
    visits = np.array(VISITS)
    return PlacementRun(
        time=read_only(time), placed_at=p.placement_age, plasticity=read_only(rate(time)), family=read_only(family), placed=read_only(placed),
        institution=read_only(institution), placement_ages=read_only(PLACEMENT_AGES),
        score_at_54_months=read_only(score(MATCHED_AT, PLACEMENT_AGES)),
        score_at_17_years=read_only(score(LAST_MONTH, PLACEMENT_AGES)),
        effect=read_only(p.care_gap * (placed - institution)[visits]), slope=float(late - early) / 24,
        slope_at_17_years=float(old_late - old_early) / 24, remaining_gap=float(p.care_gap * (family - placed)[-1]),
        child_placement=read_only(ages),
        child_family=read_only(COMMUNITY - p.care_gap * (1 - family[MATCHED_AT]) + luck[0]),
        child_placed=read_only(score(MATCHED_AT, ages) + luck[1]),
        child_institution=read_only(COMMUNITY - p.other_causes - p.care_gap * (1 - institution[MATCHED_AT]) + luck[2]))


# ---------------------------------------------------------------------------------------------------------------------------
# A stressful quarter of an hour
# ---------------------------------------------------------------------------------------------------------------------------

AROUSAL_STEP = 0.05
"""Minutes between two points of a run."""
AROUSAL_MINUTES = 40.0
STRESS_FROM, STRESS_TO = 5.0, 20.0
AGES = np.linspace(2.0, 18.0, 65)
"""Ages (years) at which the caregiver's share is shown."""


@parameter_set
class HelpParameters:
    """A child or adolescent under stress, alone and with a caregiver."""

    age = Parameter(
        key="age", symbol="y", unit="years", default=9.5, low=2.0, high=18.0, step=0.5,
        label="Age", meaning="age of the young person", standing="invented")
    maturation = Parameter(
        key="maturation", symbol="m", unit="1/min/year", default=0.055, low=0.04, high=0.08, step=0.005,
        label="How fast self-regulation matures", meaning="what a year adds to the young person's own regulation",
        standing="invented")
    caregiver_gain = Parameter(
        key="help", symbol="k_c", unit="1/min", default=1.5, low=0.0, high=4.0, step=0.1,
        label="How strongly the caregiver helps", meaning="how fast the caregiver brings distress down", standing="invented")
    tolerance = Parameter(
        key="tolerance", symbol="x₀", unit="", default=1.0, low=0.2, high=3.0, step=0.1,
        label="Arousal at which help starts", meaning="the caregiver sees, and acts on, what lies above this",
        standing="invented")
    stressor = Parameter(
        key="stressor", symbol="s", unit="1/min", default=1.0, low=0.0, high=1.4, step=0.1,
        label="Strength of the stressor", meaning="how fast it drives arousal up", standing="invented")
    noise_strength = Parameter(
        key="noise", symbol="σ", unit="1/√min", default=0.1, low=0.0, high=0.4, step=0.02,
        label="Unsteadiness", meaning="how much arousal wanders by itself", standing="invented")


@dataclass(frozen=True)
class HelpRun:
    """Forty minutes with a stressor from minute 5 to minute 20, alone and with a caregiver, under the same chance.

    Attributes
    ----------
    time : ndarray, shape (801,), min
    alone, with_caregiver : ndarray, shape (801,)
        Arousal x, in units in which 1 is a full stressor on a fully grown regulation; it can dip below rest by chance.
    age : float, years
    self_regulation : float, 1/min
        k_s at this age.
    help_from : float
        Arousal from which on the caregiver acts.
    level_alone, level_with_caregiver : float
        Where arousal would settle under a lasting stressor, without chance.
    buffering : float
        Share of that arousal which the caregiver takes away, 0 to 1; 0 without a stressor.
    ages : ndarray, shape (65,), years
    buffering_by_age : ndarray, shape (65,)
        The same share at every age.
    """

    time: np.ndarray
    alone: np.ndarray
    with_caregiver: np.ndarray
    age: float
    self_regulation: float
    help_from: float
    level_alone: float
    level_with_caregiver: float
    buffering: float
    ages: np.ndarray
    buffering_by_age: np.ndarray

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "self_regulation": (0.0, math.inf), "level_alone": (0.0, math.inf), "level_with_caregiver": (0.0, math.inf),
        "buffering": (0.0, 1.0), "buffering_by_age": (0.0, 1.0)}


SELF_AT_BIRTH = 0.2
"""Regulation of its own that a newborn has, 1/min (invented)."""


def simulate_responsive_help(parameters: HelpParameters, rng: np.random.Generator) -> HelpRun:
    """Arousal x under a stressor: dx = (s − k_s x − k_c max(x − x₀, 0)) dt + σ dW.

    The caregiver answers distress: what lies above x₀. The young person's own regulation grows with age, k_s = 0.2 + m y.
    Under a lasting stressor x settles at s/k_s if that is below x₀ and at (s + k_c x₀)/(k_s + k_c) otherwise: the help
    ends by itself when it is no longer needed.

    Parameters
    ----------
    parameters : HelpParameters
    rng : numpy.random.Generator

    Returns
    -------
    HelpRun

    Notes
    -----
    Left out: puberty as such, what the caregiver and the young person are to each other, and that company can also add
    stress. Our own model; what it is held against is Gee and others 2014, 10.1177/0956797614550878, and Hostinar and others
    2015, 10.1111/desc.12195.
    """
    return _help_run(parameters, rng, parameters.caregiver_gain, parameters.tolerance)


def simulate_constant_help(parameters: HelpParameters, rng: np.random.Generator) -> HelpRun:
    """The rival whose caregiver always helps alike: x₀ = 0, whatever the slider says.

    Parameters, returns: as `simulate_responsive_help`.
    """
    return _help_run(parameters, rng, parameters.caregiver_gain, 0.0)


def simulate_no_help(parameters: HelpParameters, rng: np.random.Generator) -> HelpRun:
    """The null: nobody helps, k_c = 0, whatever the slider says.

    Parameters, returns: as `simulate_responsive_help`.
    """
    return _help_run(parameters, rng, 0.0, parameters.tolerance)


def settled_arousal(stressor, self_regulation, caregiver_gain: float, tolerance: float):
    """Where arousal settles under a lasting stressor: s/k_s if that is below x₀, (s + k_c x₀)/(k_s + k_c) otherwise.

    Parameters
    ----------
    stressor, self_regulation : float or ndarray
        s and k_s, 1/min; k_s above 0.
    caregiver_gain, tolerance : float
        k_c (1/min) and x₀.

    Returns
    -------
    ndarray
    """
    alone = stressor / self_regulation
    return np.where(alone <= tolerance, alone, (stressor + caregiver_gain * tolerance) / (self_regulation + caregiver_gain))


def _arousal(stressor, own, gain, tolerance, kicks):
    """Path of x, starting at rest.

    Each step is exact for the rate at its start (piecewise linear), so that it neither overshoots nor depends much on its
    length; the kick is added after it.
    """
    x, path = 0.0, [0.0]
    on, off = round(STRESS_FROM / AROUSAL_STEP), round(STRESS_TO / AROUSAL_STEP)
    keep = {rate: math.exp(-rate * AROUSAL_STEP) for rate in (own, own + gain)}
    for step, (kick,) in enumerate(kicks):
        drive = stressor if on <= step < off else 0.0
        rate = own
        if x > tolerance:
            drive, rate = drive + gain * tolerance, own + gain
        goal = drive / rate
        x = goal + (x - goal) * keep[rate] + kick
        path.append(x)
    return path


def _help_run(p, rng, gain, tolerance):
    own = SELF_AT_BIRTH + p.maturation * p.age
    steps = round(AROUSAL_MINUTES / AROUSAL_STEP)
    kicks = noise_kicks(rng, [p.noise_strength], steps, AROUSAL_STEP)
    by_age = SELF_AT_BIRTH + p.maturation * AGES
    alone, helped = (float(settled_arousal(p.stressor, own, g, tolerance)) for g in (0.0, gain))
    shares = 1 - settled_arousal(p.stressor, by_age, gain, tolerance) / (p.stressor / by_age) if p.stressor else np.zeros(len(AGES))
    return HelpRun(
        time=read_only(AROUSAL_STEP * np.arange(steps + 1)), alone=read_only(_arousal(p.stressor, own, 0.0, tolerance, kicks)),
        with_caregiver=read_only(_arousal(p.stressor, own, gain, tolerance, kicks)), age=p.age, self_regulation=own,
        help_from=tolerance, level_alone=alone,
        level_with_caregiver=helped, buffering=1 - helped / alone if alone else 0.0, ages=read_only(AGES),
        buffering_by_age=read_only(np.maximum(shares, 0.0)))


# ---------------------------------------------------------------------------------------------------------------------------
# A pup without part of its dam
# ---------------------------------------------------------------------------------------------------------------------------

HOURS = np.linspace(0.0, 24.0, 241)
HEART_FALL = 0.4
"""Share by which heart rate falls when nothing feeds the pup: 40 % (Hofer 1970)."""
HEART_TIME, GROWTH_TIME, STRESS_DELAY, STRESS_TIME = 4.5, 0.3, 4.0, 3.0
"""Hours: how slowly the heart follows milk; growth hormone, touch; when and how slowly corticosterone rises without touch."""
GROWTH_FALL, STRESS_RISE = 0.5, 2.0
"""Share by which growth hormone falls without touch, and how many times its level corticosterone gains without contact
(invented: the sources seen give the direction and the order in time)."""


@parameter_set
class SeparationParameters:
    """What of its mother is left to a two-week-old rat pup that has been kept warm."""

    milk = Parameter(
        key="milk", symbol="F", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="Milk", meaning="share of the usual milk that the pup gets", standing="invented")
    active_touch = Parameter(
        key="touch", symbol="L", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="Licking and handling", meaning="share of the usual active touch", standing="invented")
    passive_contact = Parameter(
        key="contact", symbol="W", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="Passive contact", meaning="share of the usual lying against a body", standing="invented")


@dataclass(frozen=True)
class SeparationRun:
    """A day of three of the pup's systems, each as a share of its usual level.

    Attributes
    ----------
    hours : ndarray, shape (241,), h
    heart_rate, growth_hormone, corticosterone : ndarray, shape (241,)
        1 is the level with the mother.
    """

    hours: np.ndarray
    heart_rate: np.ndarray
    growth_hormone: np.ndarray
    corticosterone: np.ndarray

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "heart_rate": (0.0, 1.0), "growth_hormone": (0.0, 1.0), "corticosterone": (1.0, 1.0 + STRESS_RISE)}


def simulate_separate_regulators(parameters: SeparationParameters, rng: np.random.Generator) -> SeparationRun:
    """Each part of the mother holds one system: milk the heart, active touch growth hormone, passive contact corticosterone.

    heart = 1 − 0.4 (1 − F) (1 − exp(−t/4.5 h)); growth hormone = 1 − 0.5 (1 − L) (1 − exp(−t/0.3 h));
    corticosterone = 1 + 2 (1 − W) (1 − exp(−(t − 4 h)/3 h)) from 4 h on.

    Parameters
    ----------
    parameters : SeparationParameters
    rng : numpy.random.Generator
        Not used: nothing here is left to chance.

    Returns
    -------
    SeparationRun

    Notes
    -----
    Left out: warmth (the pups were kept warm), behaviour, and that a part can act on several systems. That the parts act
    separately is the claim itself, put in by hand; what is tested is that a single bond cannot do it. The size of the heart's
    fall is Hofer's (1970, 10.1126/science.168.3933.871); which cue holds which hormone, and how fast, follows Kuhn and others
    1990, 10.1002/dev.420230503, in direction only.
    """
    return _separation_run(1 - parameters.milk, 1 - parameters.active_touch, 1 - parameters.passive_contact)


def simulate_single_bond(parameters: SeparationParameters, rng: np.random.Generator) -> SeparationRun:
    """The rival: the pup misses its mother, and all systems feel the same loss: the mean of what is missing.

    Parameters, returns: as `simulate_separate_regulators`.
    """
    loss = 1 - (parameters.milk + parameters.active_touch + parameters.passive_contact) / 3
    return _separation_run(loss, loss, loss)


def _separation_run(heart, growth, stress):
    late = np.maximum(HOURS - STRESS_DELAY, 0.0)
    return SeparationRun(
        hours=read_only(HOURS), heart_rate=read_only(1 + HEART_FALL * heart * np.expm1(-HOURS / HEART_TIME)),
        growth_hormone=read_only(1 + GROWTH_FALL * growth * np.expm1(-HOURS / GROWTH_TIME)),
        corticosterone=read_only(1 - STRESS_RISE * stress * np.expm1(-late / STRESS_TIME)))


# ---------------------------------------------------------------------------------------------------------------------------
# A smell paired with a shock
# ---------------------------------------------------------------------------------------------------------------------------

TRIALS = 14
LEARNING_RATE = 0.25
"""Share of the gap to what a trial teaches that it closes."""
AMYGDALA_HALF, AMYGDALA_STEEPNESS = 0.5, 6.0
"""Corticosterone at which the amygdala is half engaged (1 is what a 14-day-old pup alone has), and how sharply."""
HORMONE_FROM, HORMONE_FULL = 8.0, 14.0
"""Ages (days) between which a pup's corticosterone answer to a shock grows from none to full (invented, around day 10)."""


@parameter_set
class LearningParameters:
    """A rat pup that smells an odour whenever it gets a mild shock."""

    pup_age = Parameter(
        key="day", symbol="d", unit="days", default=13.0, low=6.0, high=18.0, step=1.0,
        label="Age of the pup", meaning="days since birth", standing="invented")
    presence = Parameter(
        key="presence", symbol="M", unit="", default=0.0, low=0.0, high=1.0, step=0.1,
        label="Mother present", meaning="0: alone; 1: the mother lies there", standing="invented")
    buffering = Parameter(
        key="buffering", symbol="b", unit="", default=0.8, low=0.0, high=1.0, step=0.05,
        label="How much she quietens the stress answer",
        meaning="share of the corticosterone answer that her presence takes away",
        standing="invented")
    added_corticosterone = Parameter(
        key="added", symbol="c", unit="", default=0.0, low=0.0, high=1.0, step=0.1,
        label="Corticosterone put into the amygdala", meaning="as a multiple of what a 14-day-old pup alone has",
        standing="invented")
    shock = Parameter(
        key="shock", symbol="u", unit="", default=1.0, low=0.0, high=1.0, step=0.1,
        label="Strength of the shock", meaning="1 is the shock of the experiments", standing="invented")


@dataclass(frozen=True)
class LearningRun:
    """Fourteen pairings of one odour.

    Attributes
    ----------
    trial : ndarray of int, shape (15,)
        0 is before the first.
    value : ndarray, shape (15,)
        What the odour is worth: 1 approach, −1 avoidance.
    corticosterone : float
        In the amygdala, 0 or more.
    amygdala : float
        How far the amygdala is engaged, 0 to 1.
    approaches : bool
        Whether the pup ends up approaching.
    """

    trial: np.ndarray
    value: np.ndarray
    corticosterone: float
    amygdala: float
    approaches: bool

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "value": (-1.0, 1.0), "corticosterone": (0.0, 2.0), "amygdala": (0.0, 1.0)}


def simulate_gated_learning(parameters: LearningParameters, rng: np.random.Generator) -> LearningRun:
    """Arousal of any kind teaches approach, unless corticosterone has engaged the amygdala.

    corticosterone C = u a(d) (1 − b M) + c, with a(d) rising from 0 at day 8 to 1 at day 14; amygdala A = C⁶/(C⁶ + 0.5⁶);
    each trial moves the odour's value by a quarter of the way to u (1 − 2 A).

    Parameters
    ----------
    parameters : LearningParameters
    rng : numpy.random.Generator
        Not used: nothing here is left to chance.

    Returns
    -------
    LearningRun

    Notes
    -----
    Left out: noradrenaline as such, extinction, and pups older than 18 days. Our own model; what it is held against is
    Moriceau & Sullivan 2006, 10.1038/nn1733.
    """
    p = parameters
    grown = min(1.0, max(0.0, (p.pup_age - HORMONE_FROM) / (HORMONE_FULL - HORMONE_FROM)))
    hormone = p.shock * grown * (1 - p.buffering * p.presence) + p.added_corticosterone
    power = hormone**AMYGDALA_STEEPNESS
    amygdala = power / (power + AMYGDALA_HALF**AMYGDALA_STEEPNESS)
    return _learning_run(p.shock * (1 - 2 * amygdala), hormone, amygdala)


def simulate_valence_learning(parameters: LearningParameters, rng: np.random.Generator) -> LearningRun:
    """The rival: what hurts is avoided, at any age and in any company. The value moves towards −u.

    Parameters, returns: as `simulate_gated_learning`; the amygdala is engaged as far as the shock is strong.
    """
    p = parameters
    return _learning_run(-p.shock, p.shock + p.added_corticosterone, p.shock)


def _learning_run(goal, hormone, amygdala):
    trial = np.arange(TRIALS + 1)
    value = goal * (1 - (1 - LEARNING_RATE) ** trial)
    return LearningRun(trial=read_only(trial), value=read_only(value), corticosterone=float(hormone), amygdala=float(amygdala),
                       approaches=bool(value[-1] > 0))
