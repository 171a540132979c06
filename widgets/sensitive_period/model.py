"""When learning is easy, and why: three questions about windows, and for each a rival that answers otherwise.

======================  =========================  ===============================================================
question                the claim                  its rivals
======================  =========================  ===============================================================
what shuts a window?    `simulate_self_closing`    `simulate_clock`: age alone; `simulate_both`: age and experience;
                                                   `simulate_always_open`; `simulate_disuse`: no competition
approach or avoid?      `simulate_hormone_switch`  `simulate_age_switch`: age alone; `simulate_valence_aware`: pain
                                                   always repels
why windows at all?     `simulate_cue_learner`     `simulate_clock_learner`: deaf after an age;
                                                   `simulate_flat_learner`: every cue counts alike
======================  =========================  ===============================================================

The first is about chicks and an object, or two eyes and a cortex; the second about rat pups and an odour; the third about
young children and whether somebody comes when they call. What holds in one need not hold in the others.
Claim and rivals take the same parameters and give the same kind of run, and with the same seed they get the same luck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

# ---------------------------------------------------------------------------------------------------------------------------
# What shuts a window? (Bateson and Horn)
# ---------------------------------------------------------------------------------------------------------------------------

WINDOW_STEP = 0.1
"""Days between two points of a run."""
WINDOW_STEPS = 100
"""Steps of a run: ten days from hatching."""
HALF_CLOSED = 0.5
"""Familiarity at which plasticity is halved."""
FAMILIARITY_DELAY = 0.25
"""Days by which familiarity lags behind the strongest connection."""
OPENING_WIDTH, CLOSING_WIDTH = 0.1, 0.15
"""Days over which a window opens with age, and over which a clock shuts it."""
PROBE_LENGTH = 1.0
"""Days for which a new object is shown to find out how much is learned at an age."""
PROBES = 19
"""Ages at which that is tried: every half day from hatching to day 9."""


@parameter_set
class WindowParameters:
    """A young animal that may meet two objects, one from hatching on and another one later."""

    learning_rate = Parameter(
        key="rate", symbol="η", unit="1/d", default=2.0, low=0.5, high=4.0, step=0.1,
        label="How fast it learns", meaning="growth of the connection to an object in view, with the window fully open",
        standing="invented")
    weakening = Parameter(
        key="weakening", symbol="ρ", unit="", default=0.25, low=0.0, high=1.0, step=0.05,
        label="How strongly objects compete", meaning="how fast the connection to an object out of view weakens while "
        "something else is seen, as a share of the learning rate", standing="plausible")
    opening_age = Parameter(
        key="opening", symbol="t_on", unit="d", default=0.5, low=0.3, high=2.0, step=0.1,
        label="Age at which the window opens", meaning="age at which plasticity reaches half, before anything shuts it",
        standing="plausible")
    closing_age = Parameter(
        key="clock", symbol="t_off", unit="d", default=2.0, low=1.0, high=6.0, step=0.1,
        label="Age at which a clock would shut it", meaning="age at which the clock has halved plasticity; only a rival with "
        "a clock uses it", standing="invented")
    surroundings = Parameter(
        key="surroundings", symbol="x_s", unit="", default=0.0, low=0.0, high=0.5, step=0.05,
        label="How much there is to see at home", meaning="how strongly the ordinary surroundings act, compared with an "
        "object; 0 is rearing in the dark", standing="invented")
    first_length = Parameter(
        key="first", symbol="T_A", unit="d", default=1.5, low=0.0, high=10.0, step=0.1,
        label="Days with the first object", meaning="how long the first object is in view, from hatching on",
        standing="invented")
    second_start = Parameter(
        key="later", symbol="t_B", unit="d", default=3.0, low=0.0, high=9.0, step=0.1,
        label="Age when the second object comes", meaning="age at which the second object comes into view",
        standing="invented")
    second_length = Parameter(
        key="second", symbol="T_B", unit="d", default=1.0, low=0.0, high=10.0, step=0.1,
        label="Days with the second object", meaning="how long the second object is in view", standing="invented")
    modulator_dose = Parameter(
        key="dose", symbol="D", unit="", default=0.0, low=0.0, high=5.0, step=0.1,
        label="Dose that reopens", meaning="a modulator given when the second object comes, in units of the dose that takes "
        "half of the receptors", standing="invented")
    modulator_days = Parameter(
        key="lasting", symbol="τ_m", unit="d", default=1.0, low=0.2, high=4.0, step=0.1,
        label="How long the modulator acts", meaning="days in which its concentration falls to 37 %", standing="invented")
    receptors = Parameter(
        key="receptors", symbol="R", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="Receptors for the modulator", meaning="share of the receptors that are there and not blocked",
        standing="invented")


@dataclass(frozen=True)
class WindowRun:
    """Ten days of one animal.

    Attributes
    ----------
    age : ndarray, shape (101,), d
    plasticity : ndarray, shape (101,)
        How far the window is open, 0 to 1.
    familiarity : ndarray, shape (101,)
        How familiar the most familiar thing is, 0 to 1.
    lifted : ndarray, shape (101,)
        Share of the brake that the modulator has lifted, 0 to 1.
    weight_first, weight_second, weight_surroundings : ndarray, shape (101,)
        Strength of the connection to each object and to the surroundings, 0 to 1.
    first_until, second_from, second_until : float, d
        When each object is in view (within the ten days).
    probe_age : ndarray, shape (19,), d
    probe_effect : ndarray, shape (19,)
        What one day with a new object leaves, 0 to 1, if it comes at that age in place of the second object.
    peak_age : float, d
        The probe age of the largest effect.
    preference : float
        Connection to the first object minus that to the second, at the end, -1 to 1.
    closes_at : float, d
        First age at which plasticity is below half of the highest it had; nan if that does not happen.
    open_days : float, d
        Area under `plasticity`: how many days of fully open window it amounts to.
    """

    age: np.ndarray
    plasticity: np.ndarray
    familiarity: np.ndarray
    lifted: np.ndarray
    weight_first: np.ndarray
    weight_second: np.ndarray
    weight_surroundings: np.ndarray
    first_until: float
    second_from: float
    second_until: float
    probe_age: np.ndarray
    probe_effect: np.ndarray
    peak_age: float
    preference: float
    closes_at: float
    open_days: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "age": (0, 10), "plasticity": (0, 1), "familiarity": (0, 1), "lifted": (0, 1), "weight_first": (0, 1),
        "weight_second": (0, 1), "weight_surroundings": (0, 1), "first_until": (0, 10), "second_from": (0, 10),
        "second_until": (0, 10), "probe_age": (0, 9), "probe_effect": (0, 1), "peak_age": (0, 9), "preference": (-1, 1),
        "closes_at": (0, 10), "open_days": (0, 10)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"closes_at"})


def simulate_self_closing(parameters: WindowParameters, rng: np.random.Generator) -> WindowRun:
    """A window that shuts itself: what is learned becomes familiar, and the familiar leaves little room for the new.

    For each of two objects and the surroundings, with x how strongly it is seen (0 to 1) and y the strongest of the others,

        dw/dt = η g [x (1 − w) − ρ (1 − x) y w],    dF/dt = (max w − F)/τ_F,
        g = σ((t − t_on)/s_on) / (1 + [F (1 − m)/F½]⁴),    m = R D(t)/(1 + D(t)),    D(t) = D exp(−(t − t_B)/τ_m) from t_B on.

    Nothing in it knows an age at which to shut: without experience F stays 0 and the window open.

    Parameters
    ----------
    parameters : WindowParameters
    rng : numpy.random.Generator
        Left alone: no luck is involved.

    Returns
    -------
    WindowRun

    Notes
    -----
    After the idea of Bateson & Horn 1994 (Animal Behaviour), whose network has three layers and many features: connections of
    what is active grow, those of what is not active weaken more slowly, and the window ends because the animal withdraws from
    what is novel. This reduction to one weight per object is ours, and so are all its numbers; only the abstract was read, so
    that nothing here can be checked against the network itself.
    Left out: features and generalisation, what chicks like before any experience, sound, sleep, and two findings: training
    raises a hormone that keeps chicks able to learn (10.1038/ncomms2088), and darkness delays the opening of a window too, not
    only its end (10.1016/0165-3806(91)90001-Y). Plasticity never falls to 0 here: the window is sensitive, not critical.
    """
    return _run_window(parameters, brake=True, clock=False)


def simulate_clock(parameters: WindowParameters, rng: np.random.Generator) -> WindowRun:
    """The rival: age alone shuts the window, g = σ((t − t_on)/s_on) σ((t_off − t)/s_off). What is seen changes nothing.

    Parameters, returns: as `simulate_self_closing`.
    """
    return _run_window(parameters, brake=False, clock=True)


def simulate_both(parameters: WindowParameters, rng: np.random.Generator) -> WindowRun:
    """Between the two: experience shuts the window, and age does so as well. The modulator lifts the first brake only.

    Parameters, returns: as `simulate_self_closing`.
    """
    return _run_window(parameters, brake=True, clock=True)


def simulate_always_open(parameters: WindowParameters, rng: np.random.Generator) -> WindowRun:
    """The null: a window that opens and never shuts, g = σ((t − t_on)/s_on).

    Parameters, returns: as `simulate_self_closing`.
    """
    return _run_window(parameters, brake=False, clock=False)


def simulate_disuse(parameters: WindowParameters, rng: np.random.Generator) -> WindowRun:
    """Another rival: no competition, dw/dt = η g [x (1 − w) − ρ (1 − x) w]. The unseen weakens, whatever else is seen.

    Parameters, returns: as `simulate_self_closing`.
    """
    return _run_window(parameters, brake=True, clock=False, compete=False)


def _run_window(parameters, brake, clock, compete=True):
    age = WINDOW_STEP * np.arange(WINDOW_STEPS + 1)
    probe_age = 0.5 * np.arange(PROBES)
    gain, total = _exposures(parameters, age, probe_age, compete)
    opened, kept = _gate_by_age(parameters, age, clock)
    weights, familiarity = _solve_window(gain, total, opened, kept if brake else 0 * kept)
    own = weights[:, :, 0]
    braked = (familiarity[:, 0] * (np.append(kept[:, 0], kept[-1, 2]) if brake else 0) / HALF_CLOSED) ** 4
    plasticity = np.append(opened[:, 0], opened[-1, 2]) / (1 + braked)
    ends = np.rint((probe_age + PROBE_LENGTH) / WINDOW_STEP).astype(int)
    effect = weights[ends, 1, 1 + np.arange(PROBES)]
    shut = np.flatnonzero(plasticity < np.maximum.accumulate(plasticity) / 2)
    return WindowRun(
        age=read_only(age), plasticity=read_only(plasticity), familiarity=read_only(familiarity[:, 0]),
        lifted=read_only(1 - np.append(kept[:, 0], kept[-1, 2])),
        weight_first=read_only(own[:, 0]), weight_second=read_only(own[:, 1]), weight_surroundings=read_only(own[:, 2]),
        first_until=parameters.first_length, second_from=parameters.second_start,
        second_until=min(age[-1], parameters.second_start + parameters.second_length),
        probe_age=read_only(probe_age), probe_effect=read_only(effect), peak_age=float(probe_age[effect.argmax()]),
        preference=float(own[-1, 0] - own[-1, 1]), closes_at=float(age[shut[0]]) if shut.size else math.nan,
        open_days=float(WINDOW_STEP * (plasticity.sum() - (plasticity[0] + plasticity[-1]) / 2)))


def _exposures(parameters, age, probe_age, compete):
    """Growth η x and growth plus loss η [x + ρ (1 − x) y] of each object in each step: shape (steps, 3, 1 + probes).

    Column 0 is the animal itself; in column 1 + k a new object takes the second's place, for a day from the k-th probe age on.
    """
    starts = np.append(parameters.second_start, probe_age)
    lengths = np.append(parameters.second_length, np.full(PROBES, PROBE_LENGTH))
    seen = np.empty((WINDOW_STEPS, 3, starts.size))
    # An object that comes or goes within a step is seen for a part of it.
    seen[:, 0] = np.clip((parameters.first_length - age[:-1, None]) / WINDOW_STEP, 0, 1)
    later, sooner = np.minimum(age[1:, None], starts + lengths), np.maximum(age[:-1, None], starts)
    seen[:, 1] = np.clip((later - sooner) / WINDOW_STEP, 0, 1)
    seen[:, 2] = parameters.surroundings
    others = np.ones_like(seen)
    if compete:
        for mine, (one, other) in enumerate(((1, 2), (0, 2), (0, 1))):
            np.maximum(seen[:, one], seen[:, other], out=others[:, mine])
    gain = parameters.learning_rate * seen
    return gain, gain + parameters.weakening * parameters.learning_rate * (1 - seen) * others


def _gate_by_age(parameters, age, clock):
    """What age does to plasticity, and what the modulator leaves of the brake: at start, middle and end of each step.

    Each has shape (steps, 3).
    """
    times = age[:-1, None] + WINDOW_STEP * np.array([0.0, 0.5, 1.0])
    opened = _sigmoid((times - parameters.opening_age) / OPENING_WIDTH)
    if clock:
        opened = opened * _sigmoid((parameters.closing_age - times) / CLOSING_WIDTH)
    # A dose begins to act with the first step that starts after it, so that no step is cut in two.
    since = times - parameters.second_start
    given = np.where(since[:, :1] > -1e-9, np.exp(-np.maximum(since, 0) / parameters.modulator_days), 0)
    dose = parameters.modulator_dose * given
    return opened, 1 - parameters.receptors * dose / (1 + dose)


def _solve_window(gain, total, opened, kept):
    """Weights, shape (steps + 1, 3, columns), and familiarity, shape (steps + 1, columns), by Runge–Kutta of fourth order.

    All columns are solved at once; `opened` and `kept` are given at the three times of each step that the method needs.
    """
    columns = gain.shape[2]
    # Familiarity is the fourth row, so that one state and one slope hold everything.
    state = np.zeros((4, columns))
    path = np.empty((len(gain) + 1, 4, columns))
    path[0] = state
    braking = kept / HALF_CLOSED

    def rate(state, up, down, o, b):
        shut = state[3] * b
        shut *= shut
        shut *= shut
        shut += 1.0
        slope = np.empty_like(state)
        weights = state[:3]
        slope[:3] = (up - down * weights) * (o / shut)
        strongest = np.maximum(weights[0], weights[1])
        np.maximum(strongest, weights[2], out=strongest)
        slope[3] = (strongest - state[3]) / FAMILIARITY_DELAY
        return slope

    for step, (o, b) in enumerate(zip(opened.tolist(), braking.tolist())):
        up, down = gain[step], total[step]
        first = rate(state, up, down, o[0], b[0])
        second = rate(state + WINDOW_STEP / 2 * first, up, down, o[1], b[1])
        third = rate(state + WINDOW_STEP / 2 * second, up, down, o[1], b[1])
        fourth = rate(state + WINDOW_STEP * third, up, down, o[2], b[2])
        state = state + WINDOW_STEP / 6 * (first + 2 * (second + third) + fourth)
        path[step + 1] = state
    return path[:, :3], path[:, 3]


def _sigmoid(x):
    """1/(1 + exp(−x)), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(x)))


# ---------------------------------------------------------------------------------------------------------------------------
# Approach or avoid? (odour learning of rat pups)
# ---------------------------------------------------------------------------------------------------------------------------

PAIRINGS = 12
"""Times that the odour and what comes with it are paired."""
PUPS = 24
"""Pups in a run."""
ODOUR_RATE = 0.25
"""Share of what is left to learn that one full-strength pairing teaches."""
HALF_ENGAGED = 0.4
"""Corticosterone (in units of a grown pup's answer to the full shock) that engages half of the amygdala."""
LATE_NORADRENALINE = 0.3
"""Noradrenaline that the same event still releases after the sensitive period, as a share of before."""
STRESS_AGE, STRESS_WIDTH = 10.0, 0.5
"""Postnatal day at which pups begin to answer shocks with corticosterone, and the days over which they do."""
BUFFER_AGE, BUFFER_WIDTH = 15.5, 0.3
"""Postnatal day until which the mother's presence holds corticosterone down."""
OLDEST, YOUNGEST = 20.0, 5.0


@parameter_set
class OdourParameters:
    """Rat pups that smell something new while something happens to them, with or without their mother."""

    postnatal_day = Parameter(
        key="day", symbol="a", unit="d", default=8.0, low=5.0, high=20.0, step=0.5,
        label="Age of the pups", meaning="days since birth", standing="plausible")
    shock = Parameter(
        key="shock", symbol="s", unit="", default=1.0, low=0.0, high=1.0, step=0.1,
        label="Shock with the odour", meaning="strength of the mild shock, 1 being the one used in the experiments",
        standing="plausible")
    milk = Parameter(
        key="milk", symbol="r", unit="", default=0.0, low=0.0, high=1.0, step=0.1,
        label="Milk with the odour", meaning="strength of the reward, 1 being as stirring as the full shock",
        standing="invented")
    mother = Parameter(
        key="mother", symbol="p", unit="", default=0.0, low=0.0, high=1.0, step=0.1,
        label="The mother is there", meaning="how much of her is there: 0 not at all, 1 fully", standing="invented")
    corticosterone_given = Parameter(
        key="given", symbol="c", unit="", default=0.0, low=0.0, high=2.0, step=0.1,
        label="Corticosterone given", meaning="added from outside, in units of a grown pup's answer to the full shock",
        standing="invented")
    adrenal_glands = Parameter(
        key="adrenals", symbol="q", unit="", default=1.0, low=0.0, high=1.0, step=0.1,
        label="Corticosterone of their own", meaning="share of their own corticosterone that they can release; 0 once the "
        "adrenal glands are removed", standing="invented")
    noradrenaline_given = Parameter(
        key="agonist", symbol="n", unit="", default=0.0, low=0.0, high=1.0, step=0.1,
        label="Stand-in for noradrenaline", meaning="a drug put into the olfactory bulb that acts there as noradrenaline does",
        standing="invented")
    noradrenaline_receptors = Parameter(
        key="receptors", symbol="b", unit="", default=1.0, low=0.0, high=1.0, step=0.1,
        label="Receptors for noradrenaline", meaning="share of the receptors in the olfactory bulb that is not blocked",
        standing="invented")
    spread = Parameter(
        key="spread", symbol="δ", unit="d", default=0.7, low=0.0, high=2.0, step=0.1,
        label="How much pups differ", meaning="standard deviation of how far ahead of its age, or behind it, a pup is",
        standing="invented")


@dataclass(frozen=True)
class OdourRun:
    """A litter that learns about an odour.

    Attributes
    ----------
    pairing : ndarray, shape (13,)
        From 0 to 12.
    preference : ndarray, shape (24, 13)
        Of each pup after each pairing: 1 is full approach, -1 full avoidance.
    maturity : ndarray, shape (24,), d
        How far each pup is ahead of its age.
    typical : ndarray, shape (13,)
        Preference of a pup that is as mature as its age.
    day : ndarray, shape (61,), d
        From 5 to 20 days.
    by_day_alone, by_day_with_mother : ndarray, shape (61,)
        What such a pup ends with if all this happens at that age, without and with its mother.
    corticosterone, amygdala, noradrenaline : float
        In the typical pup: corticosterone in units of a grown pup's answer to the full shock; how far the amygdala is engaged,
        0 to 1; noradrenaline that acts in the olfactory bulb, in units of a young pup's answer to the full shock.
    share_approaching : float
        Share of the pups that end by approaching the odour (preference above 0).
    own_day : float, d
        Age at which this litter learns.
    """

    pairing: np.ndarray
    preference: np.ndarray
    maturity: np.ndarray
    typical: np.ndarray
    day: np.ndarray
    by_day_alone: np.ndarray
    by_day_with_mother: np.ndarray
    corticosterone: float
    amygdala: float
    noradrenaline: float
    share_approaching: float
    own_day: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "pairing": (0, PAIRINGS), "preference": (-1, 1), "typical": (-1, 1), "day": (YOUNGEST, OLDEST),
        "by_day_alone": (-1, 1), "by_day_with_mother": (-1, 1), "corticosterone": (0, 3), "amygdala": (0, 1),
        "noradrenaline": (0, 2), "share_approaching": (0, 1), "own_day": (YOUNGEST, OLDEST)}


def simulate_hormone_switch(parameters: OdourParameters, rng: np.random.Generator) -> OdourRun:
    """Two circuits learn at once, and corticosterone decides which: attachment is blind to pain until the amygdala joins in.

        C = q s S(a) [1 − p B(a)] + c,    M = C⁴/(C⁴ + K⁴),    N = b {max(s, r) [n₀ + (1 − n₀)(1 − S(a))] + n},
        at each pairing    V₊ grows by η min(1, N) (1 − M) (1 − V₊),    V₋ grows by η s M (1 − V₋),    preference = V₊ − V₋.

    S(a) rises with age: from about day 10 pups answer a shock with corticosterone. B(a) falls: up to about day 15 the mother's
    presence prevents that. Noradrenaline N stamps in whatever is smelled, be the event good or bad.

    Parameters
    ----------
    parameters : OdourParameters
    rng : numpy.random.Generator
        Gives how mature each pup is.

    Returns
    -------
    OdourRun

    Notes
    -----
    The circuit is that of Moriceau, Sullivan and others (10.1038/nn1733; PMC1574366; review 10.1002/dev.20482); the equations
    and numbers are ours, and only the ages are theirs. Put in by hand: that stress answers come with age and that the mother
    holds them down. Not put in, and so a test: what corticosterone given early or taken away late does.
    Left out: the hippocampus, extinction, memory over days, and what such pups do as adults.
    """
    return _run_odour(parameters, rng, _two_circuits)


def simulate_age_switch(parameters: OdourParameters, rng: np.random.Generator) -> OdourRun:
    """The rival: a clock. The amygdala joins in at an age, M = s S(a), whoever is there and whatever hormone is given.

    Parameters, returns: as `simulate_hormone_switch`.
    """
    def by_age(parameters, day, mother):
        corticosterone, _, noradrenaline = _two_circuits(parameters, day, mother)
        return corticosterone, _stress_response(day) * parameters.shock, noradrenaline

    return _run_odour(parameters, rng, by_age)


def simulate_valence_aware(parameters: OdourParameters, rng: np.random.Generator) -> OdourRun:
    """The null: good things attract and bad things repel at any age, M = 1 when there is a shock and 0 when there is none.

    Parameters, returns: as `simulate_hormone_switch`.
    """
    def by_valence(parameters, day, mother):
        corticosterone, _, noradrenaline = _two_circuits(parameters, day, mother)
        return corticosterone, np.full_like(day, float(parameters.shock > 0)), noradrenaline

    return _run_odour(parameters, rng, by_valence)


def _stress_response(day):
    return _sigmoid((day - STRESS_AGE) / STRESS_WIDTH)


def _two_circuits(parameters, day, mother):
    """Corticosterone, engagement of the amygdala and noradrenaline of pups as mature as `day` (an array)."""
    stressed = _stress_response(day)
    buffered = mother * _sigmoid((BUFFER_AGE - day) / BUFFER_WIDTH)
    corticosterone = parameters.adrenal_glands * parameters.shock * stressed * (1 - buffered) + parameters.corticosterone_given
    fourth = (corticosterone / HALF_ENGAGED) ** 4
    released = max(parameters.shock, parameters.milk) * (LATE_NORADRENALINE + (1 - LATE_NORADRENALINE) * (1 - stressed))
    noradrenaline = parameters.noradrenaline_receptors * (released + parameters.noradrenaline_given)
    return corticosterone, fourth / (1 + fourth), noradrenaline


def _run_odour(parameters, rng, circuits):
    maturity = parameters.spread * rng.standard_normal(PUPS)
    pairing = np.arange(PAIRINGS + 1)

    def learn(day, mother, pairings):
        _, amygdala, noradrenaline = circuits(parameters, day, mother)
        attract = ODOUR_RATE * np.minimum(noradrenaline, 1) * (1 - amygdala)
        repel = ODOUR_RATE * parameters.shock * amygdala
        # Each pairing teaches the same share of what is left, so the number of pairings is an exponent.
        return (1 - repel[:, None]) ** pairings - (1 - attract[:, None]) ** pairings

    own_day = np.array([parameters.postnatal_day])
    preference = learn(own_day + maturity, parameters.mother, pairing)
    day = np.linspace(YOUNGEST, OLDEST, 61)
    corticosterone, amygdala, noradrenaline = circuits(parameters, own_day, parameters.mother)
    return OdourRun(
        pairing=read_only(pairing), preference=read_only(preference), maturity=read_only(maturity),
        typical=read_only(learn(own_day, parameters.mother, pairing)[0]), day=read_only(day),
        by_day_alone=read_only(learn(day, 0.0, pairing[-1:])[:, 0]),
        by_day_with_mother=read_only(learn(day, 1.0, pairing[-1:])[:, 0]),
        corticosterone=float(corticosterone[0]), amygdala=float(amygdala[0]), noradrenaline=float(noradrenaline[0]),
        share_approaching=float((preference[:, -1] > 0).mean()), own_day=parameters.postnatal_day)


# ---------------------------------------------------------------------------------------------------------------------------
# Why windows at all? (learning from cues)
# ---------------------------------------------------------------------------------------------------------------------------

CHILDREN = 40
"""Children in a run."""
CALLS_A_MONTH = 4
"""Times a month at which it counts whether somebody comes."""
MONTHS = 192
"""Length of a run: sixteen years."""
TEST_AGE = 42
"""Months: when the children are first looked at."""
PLACEMENT_AGES = range(0, TEST_AGE + 1, 3)
"""Months at which placement is tried."""
EARLY_PLACEMENT, LATE_PLACEMENT = 6, 30
"""Months whose difference is the effect of timing."""
CLOCKS = 15
"""Quantiles that stand for the ages at which children's clocks end learning."""
NO_DIFFERENCE = 1e-9
"""Range of expectations below which age at placement made none."""


@parameter_set
class CueParameters:
    """Children who learn whether somebody comes when they call, and whose care changes once."""

    care_before = Parameter(
        key="before", symbol="p₁", unit="", default=0.2, low=0.05, high=0.95, step=0.05,
        label="Calls answered before", meaning="share of calls that somebody answers before placement, on average",
        standing="invented")
    care_after = Parameter(
        key="after", symbol="p₂", unit="", default=0.8, low=0.05, high=0.95, step=0.05,
        label="Calls answered afterwards", meaning="share of calls that somebody answers after placement, on average",
        standing="invented")
    placement_age = Parameter(
        key="placed", symbol="t_p", unit="months", default=18.0, low=0.0, high=42.0, step=1.0,
        label="Age at placement", meaning="when the care changes", standing="plausible")
    cues_before = Parameter(
        key="cues", symbol="c", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="How much early care tells", meaning="weight of a call before placement, compared with later; 0 means nothing "
        "can be learned from it", standing="invented")
    prior_strength = Parameter(
        key="prior", symbol="κ", unit="calls", default=10.0, low=2.0, high=60.0, step=1.0,
        label="How firm the first guess is", meaning="number of calls that the first guess of one half is worth",
        standing="invented")
    family_spread = Parameter(
        key="spread", symbol="δ", unit="", default=0.1, low=0.01, high=0.2, step=0.01,
        label="How much care differs between children", meaning="standard deviation of the share of calls that are answered",
        standing="invented")
    learning_rate = Parameter(
        key="rate", symbol="λ", unit="1/month", default=0.3, low=0.05, high=0.9, step=0.05,
        label="Fixed learning rate", meaning="share by which a month moves the expectation; only the two rivals use it",
        standing="invented")
    closing_age = Parameter(
        key="clock", symbol="t_c", unit="months", default=24.0, low=6.0, high=42.0, step=1.0,
        label="Age at which a clock would end learning", meaning="age at which the clock has halved the learning rate; only "
        "the rival with a clock uses it", standing="invented")
    closing_spread = Parameter(
        key="clocks", symbol="δ_c", unit="months", default=2.0, low=0.0, high=12.0, step=0.5,
        label="How much clocks differ", meaning="standard deviation of that age between children", standing="invented")


@dataclass(frozen=True)
class CueRun:
    """Forty children from birth to sixteen years, and what the mean over very many would be.

    Attributes
    ----------
    age : ndarray, shape (193,), months
    expectation : ndarray, shape (40, 193)
        Each child's expectation that a call will be answered, 0 to 1.
    mean_expectation : ndarray, shape (193,)
        Mean over the forty.
    share_expecting_care : ndarray, shape (193,)
        Share of the forty who expect an answer more often than not.
    plasticity : ndarray, shape (193,)
        How far a month that counts fully would move an expectation towards the share of calls answered in it, as a share of
        the way, 0 to 1; mean over the forty.
    placement_ages : ndarray, shape (15,), months
    at_test, at_sixteen : ndarray, shape (15,)
        Expectation at 42 months and at sixteen years, if placed at each of these ages: mean over very many children.
    never_placed : float
        The same at 42 months if nothing changes by then.
    timing_effect, timing_effect_late : float
        Placed at 6 months minus placed at 30 months, at 42 months and at sixteen years.
    largest_step : float
        Largest change of `at_test` between neighbouring ages of placement as a share of its whole range: 1/14 if the effect
        of age is even, near 1 if it is all or none; 0 where age makes no difference.
    error : float
        Mean squared difference between expectation and each child's care after placement, at 42 months; mean over the forty.
    placed_at : float, months
        Age at which the care of these forty changes.
    """

    age: np.ndarray
    expectation: np.ndarray
    mean_expectation: np.ndarray
    share_expecting_care: np.ndarray
    plasticity: np.ndarray
    placement_ages: np.ndarray
    at_test: np.ndarray
    at_sixteen: np.ndarray
    never_placed: float
    timing_effect: float
    timing_effect_late: float
    largest_step: float
    error: float
    placed_at: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "age": (0, MONTHS), "expectation": (0, 1), "mean_expectation": (0, 1), "share_expecting_care": (0, 1),
        "plasticity": (0, 1), "placement_ages": (0, TEST_AGE), "at_test": (0, 1), "at_sixteen": (0, 1), "never_placed": (0, 1),
        "timing_effect": (-1, 1), "timing_effect_late": (-1, 1), "largest_step": (0, 1), "error": (0, 1),
        "placed_at": (0, TEST_AGE)}


def simulate_cue_learner(parameters: CueParameters, rng: np.random.Generator) -> CueRun:
    """A child that weighs all calls alike becomes harder to move with each: Beta–Bernoulli learning.

    After n calls (of weight c before placement, 1 afterwards) of which k were answered, the expectation is

        m = (κ/2 + k)/(κ + n),    so that the next call moves it by    (x − m)/(κ + n + 1),    x = 1 (answered) or 0.

    No age is in it. The window narrows because much has been learned; with nothing to learn from (c = 0) it stays open.

    Parameters
    ----------
    parameters : CueParameters
    rng : numpy.random.Generator
        Gives each child's own care, which calls are answered, and (for the clock) the age at which each would stop.

    Returns
    -------
    CueRun

    Notes
    -----
    The normative reason is that of Panchanathan & Frankenhuis 2016 (10.1098/rspb.2015.2439): if the world stays as it is, old
    news is as good as new. Their model is another one, of costly specialisation solved by dynamic programming; this is its
    learning half. Left out: who it is that comes, everything that care does besides answering, what a body can no longer
    change, and that children choose and shape their care. An expectation is not a class of attachment. Every number is
    invented.
    """
    def weigh(age, known, told, closing):
        calls = CALLS_A_MONTH * told
        return calls / (parameters.prior_strength + CALLS_A_MONTH * known + calls)

    return _run_cues(parameters, rng, weigh)


def simulate_clock_learner(parameters: CueParameters, rng: np.random.Generator) -> CueRun:
    """The rival: learning ends with age. Each month moves m by (1 − e^−λ) c σ((t_c − t)/1 month) (share answered − m).

    Each child's t_c is its own; with a wide spread the mean over children is graded although each child is all or none.

    Parameters, returns: as `simulate_cue_learner`.
    """
    def weigh(age, known, told, closing):
        return -math.expm1(-parameters.learning_rate) * told * _sigmoid(closing - age)

    return _run_cues(parameters, rng, weigh)


def simulate_flat_learner(parameters: CueParameters, rng: np.random.Generator) -> CueRun:
    """The null: no window. Each month moves m by (1 − e^−λ) c (share answered − m), at any age, so that old news fades away.

    Parameters, returns: as `simulate_cue_learner`.
    """
    def weigh(age, known, told, closing):
        return -math.expm1(-parameters.learning_rate) * told

    return _run_cues(parameters, rng, weigh)


def _run_cues(parameters, rng, weigh):
    """All learners are the same but for `weigh`: what share of the way a month of calls moves the expectation."""
    before, after = (_own_care(rng, mean, parameters.family_spread)
                     for mean in (parameters.care_before, parameters.care_after))
    luck = rng.random((CHILDREN, MONTHS, CALLS_A_MONTH))
    closing = parameters.closing_age + parameters.closing_spread * rng.standard_normal((CHILDREN, 1))
    placed = _placed_by_month(parameters.placement_age)
    care = before[:, None] + (after - before)[:, None] * placed
    told = _told(parameters, placed)
    answered = (luck < care[:, :, None]).mean(axis=2)
    expectation = _learn(weigh, told, closing, answered)
    at_test, at_sixteen, never_placed = _mean_by_placement(parameters, weigh)
    early, late = PLACEMENT_AGES.index(EARLY_PLACEMENT), PLACEMENT_AGES.index(LATE_PLACEMENT)
    reach = float(np.ptp(at_test))
    known = np.append(0.0, np.cumsum(told))
    plasticity = np.broadcast_to(weigh(np.arange(MONTHS + 1), known, np.ones(MONTHS + 1), closing), expectation.shape)
    return CueRun(
        age=read_only(np.arange(MONTHS + 1.0)), expectation=read_only(expectation),
        mean_expectation=read_only(expectation.mean(axis=0)), share_expecting_care=read_only((expectation > 0.5).mean(axis=0)),
        plasticity=read_only(plasticity.mean(axis=0)), placement_ages=read_only(PLACEMENT_AGES),
        at_test=read_only(at_test), at_sixteen=read_only(at_sixteen), never_placed=never_placed,
        timing_effect=float(at_test[early] - at_test[late]), timing_effect_late=float(at_sixteen[early] - at_sixteen[late]),
        largest_step=float(np.abs(np.diff(at_test)).max() / reach) if reach > NO_DIFFERENCE else 0.0,
        error=float(((expectation[:, TEST_AGE] - after) ** 2).mean()), placed_at=parameters.placement_age)


def _own_care(rng, mean, spread):
    """Each child's share of answered calls: beta-distributed, with this mean and standard deviation."""
    strength = mean * (1 - mean) / spread**2 - 1
    return rng.beta(mean * strength, (1 - mean) * strength, CHILDREN)


def _placed_by_month(placement_age):
    """Share of each month that lies after placement: shape (..., 192) for ages of shape (..., 1) or a number."""
    return np.clip(np.arange(1, MONTHS + 1) - placement_age, 0, 1)


def _told(parameters, placed):
    """How much each month counts: less before placement, if early care tells less."""
    return parameters.cues_before + (1 - parameters.cues_before) * placed


def _learn(weigh, told, closing, answered):
    """Expectations before, and after each of, the months that lie along the last axis; they start at one half."""
    known = np.cumsum(told, axis=-1) - told
    share = np.broadcast_to(weigh(np.arange(MONTHS), known, told, closing), answered.shape)
    # Months first, so that the loop reads whole rows.
    share, gain = np.moveaxis(share, -1, 0), np.moveaxis(share * answered, -1, 0)
    keep = 1 - share
    expectation = np.full((MONTHS + 1, *answered.shape[:-1]), 0.5)
    for month in range(MONTHS):
        np.multiply(keep[month], expectation[month], out=expectation[month + 1])
        expectation[month + 1] += gain[month]
    return np.moveaxis(expectation, 0, -1)


def _mean_by_placement(parameters, weigh):
    """Mean expectation at the test and at sixteen years by age at placement, and at the test without placement.

    Expectations are linear in what is answered, so that shares stand for luck; over clocks the mean is taken by quantiles.
    """
    ages = np.append(PLACEMENT_AGES, MONTHS)[:, None, None]
    placed = _placed_by_month(ages)
    care = parameters.care_before + (parameters.care_after - parameters.care_before) * placed
    quantiles = np.array([NormalDist().inv_cdf((each + 0.5) / CLOCKS) for each in range(CLOCKS)])[:, None]
    closing = parameters.closing_age + parameters.closing_spread * quantiles
    shape = (len(ages), CLOCKS, MONTHS)
    mean = _learn(weigh, _told(parameters, placed), closing, np.broadcast_to(care, shape)).mean(axis=1)
    return mean[:-1, TEST_AGE], mean[:-1, MONTHS], float(mean[-1, TEST_AGE])
