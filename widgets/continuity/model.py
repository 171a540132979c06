"""Three senses in which a later bond may continue an earlier one, each with its rivals.

==============================  ==================================  ================================================
what continues                  the claim                           its rivals
==============================  ==================================  ================================================
a person's expectations         `simulate_prototype`                `simulate_revisionist`: no prototype, b = 0
the machinery of bonding        `simulate_reused_machinery`         `simulate_one_weight`: dopamine weighs the same
                                                                    `simulate_separate_machinery`: nothing is shared
the places that are active      `simulate_maps`                     `simulate_one_map`, `simulate_separate_maps`
==============================  ==================================  ================================================

Claim and rivals take the same parameters and give the same kind of run, and with the same seed they get the same luck.
That the machinery is the same does not make persons the same: with machinery that is wholly shared and equal in all, one
bond of a person says nothing about the next.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

# ---------------------------------------------------------------------------------------------------------------------------
# What a person expects of others: prototype or revision
# ---------------------------------------------------------------------------------------------------------------------------

STEPS = 40
"""Steps between the first and the last measurement; a step may be a week or a year, only the shape is compared."""
HARDSHIP_STEP = 10
"""The step after which negative life events weigh on those who meet them."""
SECURE_ABOVE = -0.25
"""Score, in standard deviations from the mean at the start, above which somebody counts as secure: about 60 % (invented)."""


PUBLISHED_STABILITY = 0.28
"""Correlation of secure or insecure between infancy and early school, over many studies: Opie and others 2021."""
PUBLISHED_CHANGED = {"without": (7, 32), "with": (8, 18)}
"""Who was in another class after twenty years, and of how many, by negative life events: Waters and others 2000."""


@parameter_set
class ContinuityParameters:
    """People whose security is measured again and again while life goes on."""

    event_pull = Parameter(
        key="a", symbol="a", unit="1/step", default=0.15, low=0.02, high=0.5, step=0.01,
        label="How much the latest experience counts", meaning="pull of each step's experience on security",
        standing="invented")
    prototype_pull = Parameter(
        key="b", symbol="b", unit="1/step", default=0.05, low=0.0, high=0.4, step=0.01,
        label="How much the earliest pattern keeps pulling", meaning="pull of the lasting prototype on security",
        standing="invented")
    prototype_spread = Parameter(
        key="spread", symbol="σ_p", unit="", default=1.0, low=0.0, high=2.0, step=0.1,
        label="How much prototypes differ", meaning="spread of the prototypes between people; experience has spread 1",
        standing="invented")
    reliability = Parameter(
        key="reliability", symbol="R", unit="", default=0.8, low=0.4, high=1.0, step=0.05,
        label="How reliable the measurement is", meaning="share of the variance of the scores that is not error of "
        "measurement", standing="invented")
    hardship = Parameter(
        key="hardship", symbol="h", unit="", default=0.6, low=0.0, high=2.0, step=0.1,
        label="Weight of negative life events", meaning="by how much they lower experience from then on, on average; people "
        "differ by half of that", standing="invented")
    hardship_share = Parameter(
        key="share", symbol="q", unit="", default=0.36, low=0.1, high=0.9, step=0.02,
        label="Share of people who meet such events", meaning="18 of 50 in a study over twenty years", standing="measured",
        source="waters2000")
    people = Parameter(
        key="people", symbol="n", unit="", default=200, low=50, high=500, step=10,
        label="People in the study", meaning="how many are measured", standing="plausible")


@dataclass(frozen=True)
class ContinuityRun:
    """A study of n people (50 to 500) over 40 steps.

    Attributes
    ----------
    lag : ndarray of int, shape (41,), steps
        Since the first measurement.
    scores : ndarray, shape (n, 41)
        Measured security of each person, in units of the spread of one step's experience.
    home : ndarray, shape (n,)
        Where each one's security would come to rest if every experience were average, before any negative event.
    hardship : ndarray of bool, shape (n,)
        Who meets negative life events after step 10.
    correlation, expected_correlation : ndarray, shape (41,)
        Scores at each lag with those of the first measurement, among those without such events: in this study, and exact.
    plateau : float
        Where the exact correlation ends up after a very long time.
    secure_above : float
        Score above which a person counts as secure.
    changed_without, changed_with : float
        Share of the people without and with such events who are in another class (secure or not) at the end.
    expected_changed_without, expected_changed_with : float
        The same in an endless study (exact).
    """

    lag: np.ndarray
    scores: np.ndarray
    home: np.ndarray
    hardship: np.ndarray
    correlation: np.ndarray
    expected_correlation: np.ndarray
    plateau: float
    secure_above: float
    changed_without: float
    changed_with: float
    expected_changed_without: float
    expected_changed_with: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "lag": (0, STEPS), "correlation": (-1, 1), "expected_correlation": (0, 1), "plateau": (0, 1),
        "changed_without": (0, 1), "changed_with": (0, 1), "expected_changed_without": (0, 1), "expected_changed_with": (0, 1)}


def simulate_prototype(parameters: ContinuityParameters, rng: np.random.Generator) -> ContinuityRun:
    """Security follows experience but is pulled back to a prototype: x ← (1 − a − b) x + a e + b p.

    With φ = 1 − a − b, V_p = (b/(a + b))² σ_p² and V_d = a²/(1 − φ²), the correlation over k steps of the true scores is
    ρ(k) = (V_p + V_d φᵏ) / (V_p + V_d): it falls, and levels off at V_p / (V_p + V_d). Errors of measurement multiply it by R.
    Negative life events lower the mean of e by a person's own amount, normal with mean h and spread h/2, from step 10 on.

    Parameters
    ----------
    parameters : ContinuityParameters
    rng : numpy.random.Generator
        Gives prototypes, experience, each one's hardship and the errors of measurement.

    Returns
    -------
    ContinuityRun

    Notes
    -----
    Everybody starts from the stationary distribution. Left out: age (early on, security may be easier to change), choice of
    one's experiences, and relationships that differ from each other. The idea of the two models is Fraley's; his own equations
    could not be checked, and these are ours. Test on adults, daily and weekly: Fraley, Vicary, Brumbaugh & Roisman 2011.
    """
    return _run_continuity(parameters, rng, parameters.prototype_pull)


def simulate_revisionist(parameters: ContinuityParameters, rng: np.random.Generator) -> ContinuityRun:
    """The rival: b = 0, whatever the slider says. Security is revised by experience alone, and ρ(k) = (1 − a)ᵏ goes to 0.

    Parameters, returns: as `simulate_prototype`.
    """
    return _run_continuity(parameters, rng, 0.0)


def stationary_variances(event_pull: float, prototype_pull: float, prototype_spread: float) -> tuple[float, float]:
    """Variance between people of what stays (prototype, V_p) and of what comes and goes (V_d)."""
    phi = 1 - event_pull - prototype_pull
    return (prototype_pull / (event_pull + prototype_pull) * prototype_spread)**2, event_pull**2 / (1 - phi**2)


def correlation_by_lag(parameters: ContinuityParameters, lag, *, prototype: bool = True) -> np.ndarray:
    """Correlation of the scores of two measurements `lag` steps apart (exact): 1 at lag 0, else R (V_p + V_d φᵏ)/(V_p + V_d).

    Parameters
    ----------
    parameters : ContinuityParameters
    lag : array_like, shape (n,), steps
    prototype : bool
        False for the revisionist rival.

    Returns
    -------
    ndarray, shape (n,)
    """
    lag = np.asarray(lag, dtype=float)
    true = true_correlation(lag, parameters.event_pull, parameters.prototype_pull * prototype, parameters.prototype_spread)
    return np.where(lag == 0, 1.0, parameters.reliability * true)


def true_correlation(lag, event_pull: float, prototype_pull: float, prototype_spread: float = 1.0) -> np.ndarray:
    """Correlation of the true scores `lag` steps apart, without error of measurement: (V_p + V_d φᵏ)/(V_p + V_d)."""
    stays, moves = stationary_variances(event_pull, prototype_pull, prototype_spread)
    return (stays + moves * (1 - event_pull - prototype_pull)**np.asarray(lag, dtype=float)) / (stays + moves)


def changed_class(correlation: float, first_above: float, last_above: float) -> float:
    """Chance that two normal scores (mean 0, variance 1) with this correlation lie on different sides of their two borders.

    P = Φ(c₁) + Φ(c₂) − 2 P(both below), and P(both below) grows with the correlation r as their joint density does (Plackett):
    Φ(c₁)Φ(c₂) + ∫₀ʳ exp(−(c₁² − 2 s c₁c₂ + c₂²) / (2(1 − s²))) / (2π √(1 − s²)) ds. With both borders at 0: arccos(r)/π.

    Parameters
    ----------
    correlation : float
        Below 1.
    first_above, last_above : float
        The borders c₁, c₂, in standard deviations from the mean.
    """
    # With s = sin θ the root goes away, and a short rule of Gauss and Legendre is exact enough up to r = 1.
    nodes, weights = _gauss_legendre()
    half = math.asin(correlation) / 2
    theta = half * (nodes + 1)
    c, d = first_above, last_above
    density = np.exp(-(c * c - 2 * np.sin(theta) * c * d + d * d) / (2 * np.cos(theta)**2)) / (2 * math.pi)
    below_first, below_last = _normal_share(c), _normal_share(d)
    both = below_first * below_last + half * float((weights * density).sum())
    return min(max(below_first + below_last - 2 * both, 0.0), 1.0)


def share_interval(hits: int, people: int) -> tuple[float, float]:
    """What a share found in so many people leaves open: Wilson's 95 % interval, from 0 to 1."""
    z, share = 1.959964, hits / people
    middle = (share + z**2 / (2 * people)) / (1 + z**2 / people)
    half = z / (1 + z**2 / people) * math.sqrt(share * (1 - share) / people + z**2 / (4 * people**2))
    return middle - half, middle + half


@lru_cache
def _gauss_legendre():
    return np.polynomial.legendre.leggauss(48)


def _normal_share(z):
    return (1 + math.erf(z / math.sqrt(2))) / 2


def _run_continuity(parameters, rng, b):
    a, n = parameters.event_pull, round(parameters.people)
    phi = 1 - a - b
    prototype, start, burden = rng.standard_normal((3, n))
    experience, errors = rng.standard_normal((STEPS, n)), rng.standard_normal((STEPS + 1, n))
    stays, moves = stationary_variances(a, b, parameters.prototype_spread)
    hardship = np.arange(n) < round(parameters.hardship_share * n)
    load = np.where(hardship, parameters.hardship * (1 + burden / 2), 0.0)
    home = math.sqrt(stays) * prototype
    path = [home + math.sqrt(moves) * start]
    for step, event in enumerate(experience):
        level = event - load if step >= HARDSHIP_STEP else event
        # The pull of the prototype, b p, is (a + b) times its stationary share, called home.
        path.append(phi * path[-1] + a * level + (a + b) * home)
    noise = math.sqrt((stays + moves) * (1 / parameters.reliability - 1))
    scores = np.array(path) + noise * errors
    return _continuity_run(parameters, scores, home, hardship, stays + moves, b)


def _continuity_run(parameters, scores, home, hardship, variance, b):
    spread = math.sqrt(variance / parameters.reliability)
    border = SECURE_ABOVE * spread
    expected = correlation_by_lag(parameters, np.arange(STEPS + 1), prototype=b > 0)
    stays, _ = stationary_variances(parameters.event_pull, b, parameters.prototype_spread)
    changed = (scores[0] > border) != (scores[-1] > border)
    # What a lasting push of 1 on experience has moved security by at the end; people differ in that by h/2.
    reached = parameters.event_pull * sum((1 - parameters.event_pull - b)**k for k in range(STEPS - HARDSHIP_STEP))
    shift, extra = parameters.hardship * reached, (parameters.hardship * reached / 2)**2
    wider = math.sqrt(spread**2 + extra)
    return ContinuityRun(
        lag=read_only(np.arange(STEPS + 1)), scores=read_only(scores.T), home=read_only(home), hardship=read_only(hardship),
        correlation=read_only(_correlations(scores[:, ~hardship])), expected_correlation=read_only(expected),
        plateau=parameters.reliability * stays / variance, secure_above=border,
        changed_without=float(changed[~hardship].mean()), changed_with=float(changed[hardship].mean()),
        expected_changed_without=changed_class(float(expected[-1]), SECURE_ABOVE, SECURE_ABOVE),
        expected_changed_with=changed_class(float(expected[-1]) * spread / wider, SECURE_ABOVE, (border + shift) / wider))


def _correlations(scores):
    """Correlation over people of each row with the first."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    scale = np.sqrt((centred**2).sum(axis=1) * (centred[0]**2).sum())
    return np.clip((centred * centred[0]).sum(axis=1) / scale, -1.0, 1.0)


# ---------------------------------------------------------------------------------------------------------------------------
# The machinery of bonding: the same for mates and peers, up to a weight
# ---------------------------------------------------------------------------------------------------------------------------

ANIMALS = 40
"""Animals in a run; each forms a bond with a mate and one with a peer."""
HOURS_SHOWN = 49
PREFERENCE_SLOPE = 3.0
"""How sharply value turns into time spent with the partner rather than with a stranger (invented)."""


@parameter_set
class MachineryParameters:
    """Animals that come to prefer a mate, and a peer of the same sex, to strangers."""

    learning_rate = Parameter(
        key="rate", symbol="η", unit="1/h", default=0.1, low=0.01, high=0.3, step=0.01,
        label="How fast bonds form", meaning="rate of the shared machinery; early care may set it", standing="invented")
    individual_spread = Parameter(
        key="spread", symbol="s", unit="", default=0.3, low=0.0, high=1.0, step=0.05,
        label="How much individuals differ", meaning="spread of the logarithm of that rate between animals",
        standing="invented")
    mate_weight = Parameter(
        key="mate", symbol="w_mate", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="How much a mate bond leans on dopamine", meaning="share of the drive that needs dopamine, for a mate",
        standing="invented")
    peer_weight = Parameter(
        key="peer", symbol="w_peer", unit="", default=0.2, low=0.0, high=1.0, step=0.05,
        label="How much a peer bond leans on dopamine", meaning="the same for a peer of the same sex", standing="invented")
    dopamine = Parameter(
        key="dopamine", symbol="D", unit="", default=1.0, low=0.0, high=2.0, step=0.05,
        label="Dopamine", meaning="0 is blocked, 1 as it comes, 2 with an agonist", standing="invented")
    hours = Parameter(
        key="hours", symbol="T", unit="h", default=12.0, low=1.0, high=48.0, step=1.0,
        label="Hours together", meaning="time with the partner before the test", standing="plausible")
    noise = Parameter(
        key="noise", symbol="σ", unit="", default=0.3, low=0.05, high=1.0, step=0.05,
        label="Chance in the test", meaning="spread of what else decides with whom an animal sits", standing="invented")


@dataclass(frozen=True)
class MachineryRun:
    """Forty animals with a mate and a peer each; preference is the share of contact time spent with the partner.

    Attributes
    ----------
    hours : ndarray, shape (49,), h
        From 0 to the hours together.
    value_mate, value_peer : ndarray, shape (40, 49)
        How much each animal has come to value the partner, 0 to 1.
    preference_mate, preference_peer : ndarray, shape (40,)
        In the test; 0.5 is none.
    untreated_mate, untreated_peer : ndarray, shape (40,)
        The same animals' preference in the same test if dopamine is as it comes (D = 1).
    kept_mate, kept_peer : float
        Mean preference above 0.5, over that of the untreated, with chance in the test left out: 1 is unchanged, 0 is gone.
    across_bonds : float
        Correlation over animals of preference for the mate and for the peer.
    """

    hours: np.ndarray
    value_mate: np.ndarray
    value_peer: np.ndarray
    preference_mate: np.ndarray
    preference_peer: np.ndarray
    untreated_mate: np.ndarray
    untreated_peer: np.ndarray
    kept_mate: float
    kept_peer: float
    across_bonds: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "value_mate": (0, 1), "value_peer": (0, 1), "preference_mate": (0, 1), "preference_peer": (0, 1),
        "untreated_mate": (0, 1), "untreated_peer": (0, 1), "across_bonds": (-1, 1)}


def simulate_reused_machinery(parameters: MachineryParameters, rng: np.random.Generator) -> MachineryRun:
    """One machinery for every bond, with a weight of dopamine for each kind: dv/dt = η gᵢ (1 − w + w D)(1 − v).

    Solved: v = 1 − exp(−η gᵢ (1 − w + w D) t), with gᵢ the animal's own gain (log-normal, mean 1), the same for both bonds. In
    the test the partner's share of the time is 1/(1 + exp(−3 v + σ z)), against a stranger of value 0.

    Parameters
    ----------
    parameters : MachineryParameters
    rng : numpy.random.Generator
        Gives the gains and the chance in the test.

    Returns
    -------
    MachineryRun

    Notes
    -----
    The weights are chosen so that a blocker does what was found; what the toy shows is that one common weight cannot. Left
    out: oxytocin (lesson 06), receptor types, forgetting, rejection of strangers (lesson 03). Female prairie
    voles, peers: Lee & Beery 2021, PMC7855828; mates: Liu & Wang 2003, 10.1016/S0306-4522(03)00555-4.
    """
    return _run_machinery(parameters, rng, parameters.mate_weight, parameters.peer_weight)


def simulate_one_weight(parameters: MachineryParameters, rng: np.random.Generator) -> MachineryRun:
    """A rival: the machinery is the same in every respect, so dopamine weighs for both bonds what it weighs for a mate.

    Parameters, returns: as `simulate_reused_machinery`.
    """
    return _run_machinery(parameters, rng, parameters.mate_weight, parameters.mate_weight)


def simulate_separate_machinery(parameters: MachineryParameters, rng: np.random.Generator) -> MachineryRun:
    """A rival: each kind of bond has machinery of its own, so an animal's gain for the one says nothing of the other.

    Parameters, returns: as `simulate_reused_machinery`.
    """
    return _run_machinery(parameters, rng, parameters.mate_weight, parameters.peer_weight, shared=False)


def _run_machinery(parameters, rng, mate_weight, peer_weight, shared=True):
    log_gains, chance = rng.standard_normal((2, ANIMALS)), rng.standard_normal((2, ANIMALS))
    if shared:
        log_gains[1] = log_gains[0]
    spread = parameters.individual_spread
    rates = parameters.learning_rate * np.exp(spread * log_gains - spread**2 / 2)
    hours = np.linspace(0, parameters.hours, HOURS_SHOWN)
    drives = [bond_drive(weight, parameters.dopamine) for weight in (mate_weight, peer_weight)]
    values = [-np.expm1(-rate[:, None] * drive * hours) for rate, drive in zip(rates, drives)]
    luck = parameters.noise * chance
    reached = [value[:, -1] for value in values]
    without = [-np.expm1(-rate * parameters.hours) for rate in rates]
    treated, untreated = ([_preference(value, z) for value, z in zip(each, luck)] for each in (reached, without))
    kept = [float((_preference(now, 0.0) - 0.5).mean() / (_preference(once, 0.0) - 0.5).mean())
            for now, once in zip(reached, without)]
    return MachineryRun(
        hours=read_only(hours), value_mate=read_only(values[0]), value_peer=read_only(values[1]),
        preference_mate=read_only(treated[0]), preference_peer=read_only(treated[1]), untreated_mate=read_only(untreated[0]),
        untreated_peer=read_only(untreated[1]), kept_mate=kept[0], kept_peer=kept[1],
        across_bonds=float(np.clip(np.corrcoef(treated)[0, 1], -1, 1)))


def bond_drive(weight: float, dopamine: float) -> float:
    """Drive of bond formation, 1 when dopamine is as it comes: 1 − w + w D."""
    return 1 - weight + weight * dopamine


def _preference(value, luck):
    return 1 / (1 + np.exp(-PREFERENCE_SLOPE * value - luck))


# ---------------------------------------------------------------------------------------------------------------------------
# The places that are active: maps of two bonds
# ---------------------------------------------------------------------------------------------------------------------------

PUBLISHED_REGIONS = (1, 3, 0)
"""Regions named for both maternal and passionate love, for the first only, for the second only: Shih and others 2022."""
PLACES = 200
"""Places in a map (a strip of brain)."""
ACTIVE = 60
"""Places that truly answer to a bond."""


@parameter_set
class MapParameters:
    """A study that maps which places of a brain answer to one bond and to another."""

    reuse = Parameter(
        key="reuse", symbol="q", unit="", default=0.5, low=0.1, high=0.9, step=0.05,
        label="Share of places that both bonds use", meaning="share of the places of one bond that answer to the other "
        "as well", standing="invented")
    effect = Parameter(
        key="effect", symbol="d", unit="", default=0.8, low=0.2, high=2.0, step=0.05,
        label="Size of the answer", meaning="mean answer of such a place, over its spread between people", standing="invented")
    second_strength = Parameter(
        key="second", symbol="λ", unit="", default=1.0, low=0.3, high=1.0, step=0.05,
        label="Strength of the second bond's answer", meaning="its size, over that of the first", standing="invented")
    people = Parameter(
        key="people", symbol="n", unit="", default=20, low=8, high=100, step=1,
        label="People in the scanner", meaning="how many are in the study; about 20 are usual", standing="plausible")
    threshold = Parameter(
        key="threshold", symbol="z*", unit="", default=3.1, low=1.5, high=4.0, step=0.1,
        label="Threshold of the map", meaning="z above which a place is shown", standing="plausible")


@dataclass(frozen=True)
class MapsRun:
    """Maps of two bonds and a second study of the first: 200 places.

    Attributes
    ----------
    place : ndarray of int, shape (200,)
    truly_first, truly_second : ndarray of bool, shape (200,)
        Places that answer to each bond.
    first, second, again : ndarray, shape (200,)
        z of each place: the first bond, the second, and the first in another study.
    shown_first, shown_second, shown_again : ndarray of bool, shape (200,)
        Places above the threshold.
    overlap, overlap_again, overlap_by_chance : float
        Share of the places in either map that are in both: of the two bonds, of the two studies of the same bond, and of
        maps as large as those of the two bonds with their places drawn by lot. 0 if both maps are empty.
    in_both : float
        Share of all places that are above the threshold for both bonds.
    more_first, more_second : float
        Share of all places that answer reliably more to the one bond than to the other (z of the difference).
    threshold : float
        z above which a place is shown.
    """

    place: np.ndarray
    truly_first: np.ndarray
    truly_second: np.ndarray
    first: np.ndarray
    second: np.ndarray
    again: np.ndarray
    shown_first: np.ndarray
    shown_second: np.ndarray
    shown_again: np.ndarray
    overlap: float
    overlap_again: float
    overlap_by_chance: float
    in_both: float
    more_first: float
    more_second: float
    threshold: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        name: (0, 1) for name in ("overlap", "overlap_again", "overlap_by_chance", "in_both", "more_first", "more_second")}


def simulate_maps(parameters: MapParameters, rng: np.random.Generator) -> MapsRun:
    """Two bonds use some places in common and some of their own: z = d √n + noise where a bond is at work, else noise.

    Each bond is at work in 60 places of 200, and a share q of them is common to both. For the second bond d is
    multiplied by λ.

    Parameters
    ----------
    parameters : MapParameters
    rng : numpy.random.Generator
        Gives the noise (normal, spread 1).

    Returns
    -------
    MapsRun

    Notes
    -----
    That two blobs overlap does not say that they do the same: a place may serve many ends. Left out: neighbouring places that
    are alike, and correction for many comparisons. Meta-analysis of such maps: Shih and others 2022,
    10.3390/brainsci12070830.
    """
    return _run_maps(parameters, rng, parameters.reuse)


def simulate_one_map(parameters: MapParameters, rng: np.random.Generator) -> MapsRun:
    """A rival: both bonds are at work in the very same places, whatever the slider says (q = 1).

    Parameters, returns: as `simulate_maps`.
    """
    return _run_maps(parameters, rng, 1.0)


def simulate_separate_maps(parameters: MapParameters, rng: np.random.Generator) -> MapsRun:
    """A rival: the two bonds have no place in common, whatever the slider says (q = 0).

    Parameters, returns: as `simulate_maps`.
    """
    return _run_maps(parameters, rng, 0.0)


def _run_maps(parameters, rng, reuse):
    place, noise = np.arange(PLACES), rng.standard_normal((3, PLACES))
    start = ACTIVE - round(reuse * ACTIVE)
    truly = [place < ACTIVE, (place >= start) & (place < start + ACTIVE)]
    size = parameters.effect * math.sqrt(parameters.people)
    first, second, again = (strength * size * where + z for strength, where, z in
                            zip((1.0, parameters.second_strength, 1.0), (truly[0], truly[1], truly[0]), noise))
    shown = [z > parameters.threshold for z in (first, second, again)]
    difference = (first - second) / math.sqrt(2)
    sizes = [float(each.mean()) for each in shown[:2]]
    meet = sizes[0] * sizes[1]
    return MapsRun(
        place=read_only(place), truly_first=read_only(truly[0]), truly_second=read_only(truly[1]), first=read_only(first),
        second=read_only(second), again=read_only(again), shown_first=read_only(shown[0]), shown_second=read_only(shown[1]),
        shown_again=read_only(shown[2]), overlap=map_overlap(shown[0], shown[1]),
        overlap_again=map_overlap(shown[0], shown[2]),
        overlap_by_chance=meet / (sum(sizes) - meet) if sum(sizes) else 0.0, in_both=float((shown[0] & shown[1]).mean()),
        more_first=float((difference > parameters.threshold).mean()),
        more_second=float((difference < -parameters.threshold).mean()), threshold=parameters.threshold)


def map_overlap(first: np.ndarray, second: np.ndarray) -> float:
    """Share of the places in either map that are in both (Jaccard), 0 if both maps are empty."""
    either = int((first | second).sum())
    return float((first & second).sum() / either) if either else 0.0
