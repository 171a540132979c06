"""Three markers in the blood of singles, new parents and new lovers: who pushes them up, and do they talk to each other?

=====================  ======================================================================================
story                  what it says
=====================  ======================================================================================
`simulate_crosstalk`   the claim: each bond drives some markers, and markers push each other
`simulate_one_knob`    rival: one strength of bonding sets level and coupling of everything
`simulate_driver`      rival: no crosstalk at all; one shared influence moves all three up and down
`simulate_levels`      rival: levels rise, and the markers push each other no more than in singles
=====================  ======================================================================================

The markers are oxytocin, β-endorphin and interleukin-6: in the study that this is about (Ulmer-Yaniv and others 2016) they
stand for affiliation, reward and stress. That interleukin-6, a messenger of the immune system, should stand for stress is that
study's choice. Levels are natural logarithms, relative to the mean of singles: 0 is their level, 0.7 is twice that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

GROUPS = ("singles", "parents", "lovers")
MARKERS = ("oxytocin", "β-endorphin", "interleukin-6")
PAIRS = ((0, 1), (0, 2), (1, 2))
"""Which two markers a correlation is of."""

CLEARANCE = np.array([1.0, 0.8, 0.6])
"""How fast each marker goes back to its level. Nobody's measurement; time is counted in turnovers of oxytocin."""
PUSHES = np.array([[0.0, 0.35, 0.25], [0.30, 0.0, 0.20], [0.20, 0.15, 0.0]])
"""How much the marker of a row is pushed by that of a column, at crosstalk 1. Nobody's measurement."""
UNSTEADINESS = 0.6
"""Random pushes to each marker."""
DRIVER_CLEARANCE = 0.8
"""How fast the trace that the shared driver leaves in behaviour fades."""
SYNCHRONY_WEIGHT = 0.5
"""How much synchrony of behaviour rises with a marker that is up by one standard deviation of singles."""
STEP, STEPS = 0.1, 240


@parameter_set
class CrosstalkParameters:
    """A study of three groups of people, and the world in which it is done."""

    crosstalk_singles = Parameter(
        key="singles", symbol="g₁", unit="", default=0.15, low=0.0, high=1.3, step=0.05,
        label="Crosstalk in singles",
        meaning="how strongly the markers push each other in people without a partner or child",
        standing="invented")
    crosstalk_parents = Parameter(
        key="parents", symbol="g₂", unit="", default=0.7, low=0.0, high=1.3, step=0.05,
        label="Crosstalk in new parents", meaning="the same in people with a first child", standing="invented")
    crosstalk_lovers = Parameter(
        key="lovers", symbol="g₃", unit="", default=1.1, low=0.0, high=1.3, step=0.05,
        label="Crosstalk in new lovers", meaning="the same in people newly in love", standing="invented")
    romantic_drive = Parameter(
        key="romance", symbol="a", unit="", default=0.6, low=0.0, high=1.0, step=0.05,
        label="What being in love drives", meaning="steady push to oxytocin, in lovers only", standing="invented")
    care_drive = Parameter(
        key="care", symbol="c", unit="", default=0.4, low=0.0, high=1.0, step=0.05,
        label="What caring for an infant drives",
        meaning="steady push to β-endorphin and interleukin-6, in parents only: care, milk, broken nights",
        standing="invented")
    shared_drive = Parameter(
        key="shared", symbol="s", unit="", default=0.0, low=0.0, high=0.4, step=0.05,
        label="What any new bond drives", meaning="steady push to all three markers, in parents and lovers alike",
        standing="invented")
    assay_reliability = Parameter(
        key="assay", symbol="ρ", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="How much of the oxytocin reading is oxytocin",
        meaning="share of the reading's variance in singles that comes from oxytocin; the rest is other substances",
        standing="invented")
    through_oxytocin = Parameter(
        key="through", symbol="m", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="How much reaches synchrony through oxytocin",
        meaning="1: synchrony of behaviour follows oxytocin alone; 0: it follows the two others", standing="invented")
    people = Parameter(
        key="people", symbol="N", unit="people", default=189.0, low=30.0, high=1500.0, step=3.0,
        label="People in the study", meaning="a third of them in each group; the study had 189", standing="plausible",
        source="ulmeryaniv2016")


@dataclass(frozen=True)
class CrosstalkRun:
    """A world, what is exactly true in it, and one study of it.

    Groups come in the order singles, parents, lovers; markers oxytocin, β-endorphin, interleukin-6; pairs oxytocin with
    β-endorphin, oxytocin with interleukin-6, β-endorphin with interleukin-6. n is the number of people in a group.

    Attributes
    ----------
    level : ndarray, shape (3 groups, 3 markers)
        True mean, log units.
    covariance : ndarray, shape (3 groups, 3 markers, 3 markers)
        True, over people (or, what is the same here, over the days of one of them).
    reading : ndarray, shape (3 groups, 3 markers)
        The mean that an endless study would read, given the assay.
    correlation : ndarray, shape (3 groups, 3 pairs)
        The correlation that an endless study would read.
    coupling : ndarray, shape (3 groups,)
        Mean of its size over the three pairs.
    holds : ndarray of bool, shape (3,)
        Whether an endless study would read: oxytocin lovers > parents > singles; both others parents > lovers > singles;
        coupling lovers > parents > singles.
    samples : ndarray, shape (3 groups, n, 3 markers)
        What this study reads in each person.
    sample_mean : ndarray, shape (3 groups, 3 markers)
    sample_correlation : ndarray, shape (3 groups, 3 pairs)
    sample_interval : ndarray, shape (3 groups, 3 pairs, 2)
        95 % confidence interval of each correlation.
    sample_coupling : ndarray, shape (3 groups,)
    sample_holds : ndarray of bool, shape (3,)
        As `holds`, in this study.
    synchrony : ndarray, shape (2, n)
        Synchrony of behaviour of the parents and of the lovers.
    effects_alone, effects_given : ndarray, shape (2,)
        How synchrony goes with β-endorphin and interleukin-6, in standard deviations: with these two alone, and with
        oxytocin's reading held. Parents and lovers together, differences between groups taken out; in an endless study.
    sample_alone, sample_given : ndarray, shape (2,)
        The same in this study.
    settling_time : ndarray, shape (3 groups,)
        How long a disturbance takes to shrink to 37 %, in turnovers of oxytocin: crosstalk makes it longer.
    time : ndarray, shape (241,)
        In turnovers of oxytocin.
    person : ndarray, shape (3 groups, 241, 3 markers)
        One person of each group over time.
    push : ndarray, shape (3 groups, 241, 3 markers)
        An experiment: oxytocin is raised by 1 at time 0; how much each marker is up from then on.
    """

    level: np.ndarray
    covariance: np.ndarray
    reading: np.ndarray
    correlation: np.ndarray
    coupling: np.ndarray
    holds: np.ndarray
    samples: np.ndarray
    sample_mean: np.ndarray
    sample_correlation: np.ndarray
    sample_interval: np.ndarray
    sample_coupling: np.ndarray
    sample_holds: np.ndarray
    synchrony: np.ndarray
    effects_alone: np.ndarray
    effects_given: np.ndarray
    sample_alone: np.ndarray
    sample_given: np.ndarray
    settling_time: np.ndarray
    time: np.ndarray
    person: np.ndarray
    push: np.ndarray

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "correlation": (-1, 1), "coupling": (0, 1), "sample_correlation": (-1, 1), "sample_interval": (-1, 1),
        "sample_coupling": (0, 1), "settling_time": (0, math.inf), "push": (0, 1)}


@dataclass(frozen=True)
class _World:
    """Gains (3 groups), drives (3 groups, 3 markers), strength q of the shared driver (3 groups), who moves synchrony."""

    gains: np.ndarray
    drives: np.ndarray
    shared: np.ndarray
    through_oxytocin: float
    through_driver: bool = False


def simulate_crosstalk(parameters: CrosstalkParameters, rng: np.random.Generator) -> CrosstalkRun:
    """Levels x that go back to rest, are driven, and push each other: dx = (b + J x) dt + σ dW, with J = −D + g C.

    A stable J gives the exact mean −J⁻¹ b and the exact covariance Σ from J Σ + Σ Jᵀ + σ² I = 0. The drive b (which sets
    levels) and the gain g (which sets correlations, and passes drives on) are separate and differ between the groups: lovers
    are driven in oxytocin only, parents in the two others only.

    Parameters
    ----------
    parameters : CrosstalkParameters
    rng : numpy.random.Generator
        Gives the people, their readings, and the course of one person in each group.

    Returns
    -------
    CrosstalkRun

    Notes
    -----
    We found no published model of how these three markers act on each other in people who bond: D, C, σ and both drives are
    invented, and only orders and signs mean anything. Left out: sex, age, sleep, the day's rhythm, pulses, all that differs
    between plasma and brain, and saturation (crosstalk too strong has no steady state here; the box ends before that). The
    nearest published model of reward and stress in attachment is Stevens & Zhang 2009, 10.1109/tamd.2009.2038190.
    """
    return _run(parameters, rng, _World(_gains(parameters), _drives(parameters), np.zeros(3), parameters.through_oxytocin))


def simulate_one_knob(parameters: CrosstalkParameters, rng: np.random.Generator) -> CrosstalkRun:
    """The rival with one strength of bonding: what raises the crosstalk of a group drives all its markers in proportion.

    The drive is k g for each marker, with k the mean of the two drives of the claim plus the shared one; levels are counted
    from those of singles. Whatever the sliders say, the groups then come in one and the same order in all three markers.

    Parameters, returns: as `simulate_crosstalk`.
    """
    gains = _gains(parameters)
    strength = (parameters.romantic_drive + parameters.care_drive) / 2 + parameters.shared_drive
    settled = np.array([np.linalg.solve(-_rates(gain), np.full(3, strength * gain)) for gain in gains])
    drives = np.array([-_rates(gain) @ (each - settled[0]) for gain, each in zip(gains, settled)])
    return _run(parameters, rng, _World(gains, drives, np.zeros(3), parameters.through_oxytocin))


def simulate_driver(parameters: CrosstalkParameters, rng: np.random.Generator) -> CrosstalkRun:
    """The rival without crosstalk: g = 0, and one shared influence (sleep, arousal, the assay) shakes all three markers.

    dx = (b − D x) dt + σ (dW + q dW₀). In each group q is such that the mean correlation is exactly the claim's. Synchrony
    follows the shared influence and not oxytocin. The drives are the claim's own two (and the shared one): without crosstalk
    nothing passes them on from marker to marker.

    Parameters, returns: as `simulate_crosstalk`.
    """
    shares = [_driver_share(_coupling(stationary_covariance(_rates(gain), _noise(0.0)))) for gain in _gains(parameters)]
    shared = np.array([math.sqrt(share / (1 - share)) for share in shares])
    return _run(parameters, rng, _World(np.zeros(3), _drives(parameters), shared, 0.0, through_driver=True))


def simulate_levels(parameters: CrosstalkParameters, rng: np.random.Generator) -> CrosstalkRun:
    """The rival in which levels rise and nothing else: the claim's drives, with the crosstalk of singles in every group.

    Parameters, returns: as `simulate_crosstalk`.
    """
    gains = np.full(3, parameters.crosstalk_singles)
    return _run(parameters, rng, _World(gains, _drives(parameters), np.zeros(3), parameters.through_oxytocin))


# ---- what is exactly true ---------------------------------------------------------------------------------------------------

def _gains(parameters):
    return np.array([parameters.crosstalk_singles, parameters.crosstalk_parents, parameters.crosstalk_lovers])


def _drives(parameters):
    """Steady push to each marker in each group; singles are the reference."""
    romance, care, any_bond = parameters.romantic_drive, parameters.care_drive, parameters.shared_drive
    return np.array([[0.0, 0.0, 0.0], [0.0, care, care], [romance, 0.0, 0.0]]) + any_bond * np.array([[0.0], [1.0], [1.0]])


def _rates(gain):
    return gain * PUSHES - np.diag(CLEARANCE)


def _noise(shared):
    """Covariance of the random pushes in a unit of time: each marker's own, and what all three share."""
    return UNSTEADINESS**2 * (np.eye(3) + shared**2)


def critical_crosstalk() -> float:
    """The crosstalk at which levels would run away: 1 / (largest eigenvalue of D⁻¹ C)."""
    return float(1 / np.abs(np.linalg.eigvals(PUSHES / CLEARANCE[:, None])).max())


def stationary_covariance(rates: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Covariance Σ of dx = J x dt + noise in the long run: J Σ + Σ Jᵀ + Q = 0, written as one set of linear equations.

    Parameters
    ----------
    rates : ndarray, shape (k, k)
        J; all its eigenvalues must have negative real parts.
    noise : ndarray, shape (k, k)
        Q, the covariance of the random pushes in a unit of time.

    Returns
    -------
    ndarray, shape (k, k)

    Raises
    ------
    ValueError
        If J is not stable.
    """
    slowest = np.linalg.eigvals(rates).real.max()
    if slowest >= 0:
        raise ValueError("Levels settle only if every eigenvalue of the rates has a negative real part; "
                         f"the largest is {slowest:g}.")
    identity = np.eye(len(rates))
    both = np.kron(rates, identity) + np.kron(identity, rates)
    covariance = np.linalg.solve(both, -noise.ravel()).reshape(noise.shape)
    return (covariance + covariance.T) / 2


def correlation_interval(r, n: int) -> np.ndarray:
    """95 % confidence interval of a correlation r found in n people, by Fisher's z: tanh(artanh r ± 1.96/√(n − 3)).

    Parameters
    ----------
    r : array_like
    n : int
        At least 4.

    Returns
    -------
    ndarray, shape of r + (2,)
    """
    middle = np.arctanh(np.clip(r, -1 + 1e-15, 1 - 1e-15))
    half = 1.959964 / math.sqrt(n - 3)
    return np.tanh(np.stack([middle - half, middle + half], axis=-1))


def _correlations(covariance):
    """The three pairs' correlations."""
    return np.array([covariance[i, j] / math.sqrt(covariance[i, i] * covariance[j, j]) for i, j in PAIRS])


def _coupling(covariance):
    return float(np.abs(_correlations(covariance)).mean())


def _driver_share(coupling):
    """Share of the random pushes that must be common for this mean correlation, when nothing else ties the markers.

    Σᵢⱼ = (δᵢⱼ + q²)/(dᵢ + dⱼ) gives rᵢⱼ = q²/(1 + q²) · 2√(dᵢ dⱼ)/(dᵢ + dⱼ), and the share is q²/(1 + q²).
    """
    alike = [2 * math.sqrt(CLEARANCE[i] * CLEARANCE[j]) / (CLEARANCE[i] + CLEARANCE[j]) for i, j in PAIRS]
    return coupling / float(np.mean(alike))


def _with_driver(covariance, shared):
    """Covariance of the three markers and of the trace that the shared driver leaves; the trace has variance 1."""
    joint = np.eye(4)
    joint[:3, :3] = covariance
    joint[:3, 3] = joint[3, :3] = UNSTEADINESS * shared * math.sqrt(2 * DRIVER_CLEARANCE) / (CLEARANCE + DRIVER_CLEARANCE)
    return joint


def _orders(level, coupling):
    """Whether oxytocin, the two others, and coupling are in the published order; a tie is no order."""
    singles, parents, lovers = level
    tiny = 1e-9
    return np.array([
        lovers[0] > parents[0] + tiny and parents[0] > singles[0] + tiny,
        bool((parents[1:] > lovers[1:] + tiny).all() and (lovers[1:] > singles[1:] + tiny).all()),
        coupling[2] > coupling[1] + tiny and coupling[1] > coupling[0] + tiny])


def _effects(covariance, with_synchrony, variance):
    """Standardised slopes of synchrony on β-endorphin and interleukin-6: alone, and with oxytocin held."""
    spread = np.sqrt(np.diag(covariance)[1:] / variance)
    alone = np.linalg.solve(covariance[1:, 1:], with_synchrony[1:])
    given = np.linalg.solve(covariance, with_synchrony)[1:]
    return alone * spread, given * spread


# ---- a run ------------------------------------------------------------------------------------------------------------------

def _run(parameters, rng, world):
    n = round(parameters.people / 3)
    # All luck is drawn at once and in the same shapes, so that claim and rivals share it.
    people, other, behaviour = rng.standard_normal((3, n, 4)), rng.standard_normal((3, n)), rng.standard_normal((2, n))
    courses = rng.standard_normal((STEPS + 1, 3, 3))
    rates = [_rates(gain) for gain in world.gains]
    covariance = np.array([stationary_covariance(j, _noise(q)) for j, q in zip(rates, world.shared)])
    level = np.array([np.linalg.solve(-j, b) for j, b in zip(rates, world.drives)])
    joint = np.array([_with_driver(sigma, q) for sigma, q in zip(covariance, world.shared)])
    states = np.matmul(people, np.linalg.cholesky(joint).transpose(0, 2, 1))
    true, trace = states[..., :3] + level[:, None], states[..., 3]
    # What the assay reads for oxytocin: partly oxytocin, partly other substances that are alike in all groups.
    kept, alien = math.sqrt(parameters.assay_reliability), (1 - parameters.assay_reliability) * covariance[0, 0, 0]
    read = np.array([kept, 1.0, 1.0])
    samples = true * read
    samples[..., 0] += math.sqrt(alien) * other
    read_covariance = covariance * np.outer(read, read)
    read_covariance[:, 0, 0] += alien
    reading, correlation = level * read, np.array([_correlations(each) for each in read_covariance])
    coupling = np.abs(correlation).mean(axis=1)
    sample_covariance = np.array([np.cov(each.T) for each in samples])
    sample_correlation = np.clip([_correlations(each) for each in sample_covariance], -1, 1)
    sample_mean, sample_coupling = samples.mean(axis=1), np.abs(sample_correlation).mean(axis=1)
    weights = _synchrony_weights(covariance[0], world)
    synchrony = states[1:] @ weights + behaviour
    exact, sampled = _mediation(joint, read, read_covariance, weights), _sample_mediation(samples[1:], synchrony)
    person, push = _courses(rates, covariance, level, courses)
    return CrosstalkRun(
        level=read_only(level), covariance=read_only(covariance), reading=read_only(reading),
        correlation=read_only(correlation), coupling=read_only(coupling), holds=read_only(_orders(reading, coupling)),
        samples=read_only(samples), sample_mean=read_only(sample_mean), sample_correlation=read_only(sample_correlation),
        sample_interval=read_only(correlation_interval(sample_correlation, n)), sample_coupling=read_only(sample_coupling),
        sample_holds=read_only(_orders(sample_mean, sample_coupling)), synchrony=read_only(synchrony),
        effects_alone=read_only(exact[0]), effects_given=read_only(exact[1]),
        sample_alone=read_only(sampled[0]), sample_given=read_only(sampled[1]),
        settling_time=read_only([-1 / np.linalg.eigvals(j).real.max() for j in rates]),
        time=read_only(STEP * np.arange(STEPS + 1)), person=read_only(person), push=read_only(push))


def _synchrony_weights(of_singles, world):
    """What of (oxytocin, β-endorphin, interleukin-6, trace of the driver) synchrony follows, as slopes."""
    if world.through_driver:
        return SYNCHRONY_WEIGHT * np.array([0.0, 0.0, 0.0, 1.0])
    through = world.through_oxytocin
    shares = np.array([through, (1 - through) / 2, (1 - through) / 2])
    return SYNCHRONY_WEIGHT * np.append(shares / np.sqrt(np.diag(of_singles)), 0.0)


def _mediation(joint, read, read_covariance, weights):
    """`_effects` in endless groups of parents and lovers, pooled."""
    with_synchrony = (joint[1:, :3] @ weights * read).mean(axis=0)
    variance = np.mean([weights @ each @ weights for each in joint[1:]]) + 1
    return _effects(read_covariance[1:].mean(axis=0), with_synchrony, variance)


def _sample_mediation(samples, synchrony):
    """`_effects` in the parents and lovers of a study, each as a difference from the mean of the group."""
    markers = (samples - samples.mean(axis=1, keepdims=True)).reshape(-1, 3)
    behaviour = (synchrony - synchrony.mean(axis=1, keepdims=True)).ravel()
    n = len(markers)
    return _effects(markers.T @ markers / n, markers.T @ behaviour / n, behaviour @ behaviour / n)


def _courses(rates, covariance, level, luck):
    """One person of each group over time, exactly at each step, and what a push to oxytocin leaves: powers of e^(Jh)."""
    move = np.array([_exponential(STEP * j) for j in rates])
    # What the steps before a step do not determine: Σ − e^(Jh) Σ e^(Jᵀh).
    fresh = np.linalg.cholesky(covariance - move @ covariance @ move.transpose(0, 2, 1))
    kicks = np.einsum("gij,tgj->tgi", fresh, luck)
    state = np.zeros((3, 3, 2))
    state[..., 0] = np.einsum("gij,gj->gi", np.linalg.cholesky(covariance), luck[0])
    state[:, 0, 1] = 1.0
    path = np.empty((STEPS + 1, 3, 3, 2))
    path[0] = state
    for step in range(1, STEPS + 1):
        state = move @ state
        state[..., 0] += kicks[step]
        path[step] = state
    person, push = path[..., 0].transpose(1, 0, 2), path[..., 1].transpose(1, 0, 2)
    return person + level[:, None], push


def _exponential(matrix):
    """e to the power of a small matrix, as its series."""
    term = total = np.eye(len(matrix))
    for k in range(1, 13):
        term = term @ matrix / k
        total = total + term
    return total
