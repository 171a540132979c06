"""A bond with one and not with another: value in two speeds with mutual inhibition, and the rivals that lack a part of it.

====================  ==================================  ============================================================
scene                 the claim                           its rivals
====================  ==================================  ============================================================
one partner, another  `simulate_selective_bond`           `simulate_value_only`: Rescorla–Wagner, nothing excludes;
                                                          `simulate_one_receptor`: all dopamine does the same
cells of approach     `simulate_ensembles`                `simulate_ensembles_without_competition`
====================  ==================================  ============================================================

Claim and rivals take the same parameters and give the same kind of run, and with the same seed they get the same luck. No
published model of a vole's pair bond was found to build on; the equations of the first scene are this course's own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

# ---------------------------------------------------------------------------------------------------------------------------
# One partner, then another
# ---------------------------------------------------------------------------------------------------------------------------

ANIMALS = 24
"""Individuals in each test; they differ in how fast they learn and in their day."""
LEARNING_SPREAD = 0.3
"""Spread of the logarithm of an individual's learning rate (invented)."""
TEST_NOISE = 0.5
"""Spread of what a single test adds to the log odds of sitting with one rather than the other (invented)."""
FRESH_WEIGHT = 0.05
"""What a fresh trace adds to a partner's value, beside the bond itself (invented; the bond counts 1)."""
D1_DELAY = 10.0
"""Time constant, days, with which D1-like receptors follow the bond (invented; extended cohabitation was needed)."""
DOPAMINE_BASE = 0.3
"""Dopamine release on approaching a vole that means nothing yet, in the units of value (invented)."""
GAPS = np.arange(0.0, 61.0, 2.0)
"""Gaps, days, at which it is asked which of the two partners would be preferred."""
PHASE_STEPS = (40, 30, 40)
"""Steps before the second partner comes (or the first leaves), between, and after."""


@parameter_set
class BondParameters:
    """A vole lives with a first partner, then (or meanwhile) with a second, and is tested: whom does it sit with?"""

    first_days = Parameter(
        key="first", symbol="T₁", unit="days", default=10.0, low=0.25, high=30.0, step=0.25,
        label="Time with the first partner", meaning="how long the two live together", standing="plausible")
    gap = Parameter(
        key="gap", symbol="Δ", unit="days", default=7.0, low=-20.0, high=60.0, step=1.0,
        label="Time alone between the partners",
        meaning="days from the first one's leaving to the second one's coming; below zero, the second comes that much earlier",
        standing="plausible")
    second_days = Parameter(
        key="second", symbol="T₂", unit="days", default=5.0, low=0.25, high=30.0, step=0.25,
        label="Time with the second partner", meaning="how long these two live together", standing="plausible")
    mating = Parameter(
        key="mating", symbol="μ", unit="", default=1.0, low=1.0, high=6.0, step=0.5,
        label="How much mating speeds it up", meaning="factor on both rates of bonding; 1 is living together without mating",
        standing="invented")
    inhibition = Parameter(
        key="inhibition", symbol="G", unit="", default=2.2, low=0.0, high=4.0, step=0.1,
        label="How much one bond shuts out another", meaning="strength with which a bond stops learning about anybody else; "
        "at 0 there is room for all", standing="invented")
    reopening = Parameter(
        key="reopening", symbol="ρ", unit="", default=0.0, low=0.0, high=1.0, step=0.05,
        label="Re-opening when the second comes", meaning="share of the inhibition that a stimulus such as giving birth lifts "
        "from the moment the second one comes", standing="invented")
    d1_agonist = Parameter(
        key="agonist", symbol="d", unit="", default=0.0, low=0.0, high=1.0, step=0.05,
        label="D1 drug while pairing", meaning="share of D1-like receptors switched on by a drug while the first pair forms",
        standing="invented")
    d1_block = Parameter(
        key="block", symbol="b", unit="", default=0.0, low=0.0, high=1.0, step=0.05,
        label="D1 blocker at the test", meaning="share of D1-like receptors blocked when strangers come", standing="invented")
    learning_rate = Parameter(
        key="learning", symbol="η", unit="1/day", default=1.5, low=0.2, high=4.0, step=0.1,
        label="How fast a trace forms", meaning="rate at which company leaves a fresh trace", standing="invented")
    consolidation = Parameter(
        key="consolidation", symbol="k", unit="1/day", default=0.5, low=0.05, high=1.5, step=0.05,
        label="How fast a trace becomes a bond", meaning="rate at which a fresh trace turns into a lasting one while together",
        standing="invented")
    fresh_memory = Parameter(
        key="fresh", symbol="τ_f", unit="days", default=2.0, low=0.5, high=10.0, step=0.5,
        label="How long a fresh trace lasts", meaning="time constant of its fading", standing="invented")
    bond_memory = Parameter(
        key="lasting", symbol="τ_s", unit="days", default=36.0, low=5.0, high=120.0, step=1.0,
        label="How long a bond lasts alone", meaning="time constant of its fading", standing="invented")
    sharpness = Parameter(
        key="sharpness", symbol="β", unit="", default=8.0, low=1.0, high=16.0, step=0.5,
        label="How decided the choice is", meaning="how strongly a difference in value sways whom one sits with",
        standing="invented")


@dataclass(frozen=True)
class BondRun:
    """The middle animal through time, 24 individuals at their tests, and what other gaps would have done. n = 111 points.

    Before the second partner comes (or the first leaves, if that is sooner) the first is tested against a stranger; at the
    very end the second against the first, and the second against a stranger.

    Attributes
    ----------
    time : ndarray, shape (n,), days
    first_present, second_present : ndarray of bool, shape (n,)
        Who is there in the interval that ends at that point.
    trace_first, trace_second : ndarray, shape (n,)
        Fresh traces f, 0 to 1 (0 in the rival that knows only value).
    bond_first, bond_second : ndarray, shape (n,)
        Lasting traces s, 0 to 1.
    value_first, value_second : ndarray, shape (n,)
        V = s + 0.05 f.
    d1_receptors : ndarray, shape (n,)
        D1-like receptors beyond those of an unpaired vole, 0 to 1.
    dopamine_partner, dopamine_stranger : ndarray, shape (n,)
        Release on approaching the first partner, and a stranger.
    preference : ndarray, shape (n,)
        Share of huddling time that the middle animal would spend with the first partner rather than a stranger at that point.
    gate_second : ndarray, shape (n,)
        How far it lets in anything about the second, [1 − G s₁]₊; 1 in the rival that shuts nothing out.
    preference_first : ndarray, shape (24,)
        Share of huddling time that each individual spends with the first partner rather than a stranger; 0.5 is no preference.
    preference_second : ndarray, shape (24,)
        The same for the second partner rather than the first, at the end.
    acceptance_second : ndarray, shape (24,)
        The same for the second partner rather than a stranger, at the end.
    aggression : ndarray, shape (24,)
        Attacks on a stranger at the first test, from 0; 1 is the most that a lasting bond with all receptors would bring.
    attacks : ndarray, shape (n,)
        The same for the middle animal, had the stranger come at that point.
    middle_preference_first, middle_preference_second, middle_acceptance_second, middle_aggression : float
        The same for the middle animal on an average day.
    dopamine_ratio_together, dopamine_ratio_apart : float
        Release for the first partner over that for a stranger: at the first test, and just before the second partner comes.
    gaps : ndarray, shape (31,), days
    gap_difference : ndarray, shape (31,)
        Value of the second partner minus that of the first at the end, had the gap been that long.
    replacement_gap : float, days
        Shortest gap after which the second is preferred; nan if there is none up to 60 days.
    gap : float, days
        The gap of this run.
    first_test : int
        Index of the point at which the first partner is tested against a stranger.
    exclusion_threshold : float
        Inhibition above which, in the claim, two partners who are both always there cannot both stay; see
        `selectivity_threshold`.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "trace_first": (0, 1), "trace_second": (0, 1), "bond_first": (0, 1), "bond_second": (0, 1), "d1_receptors": (0, 1),
        "value_first": (0, 1 + FRESH_WEIGHT), "value_second": (0, 1 + FRESH_WEIGHT), "aggression": (0, 1 + FRESH_WEIGHT),
        "attacks": (0, 1 + FRESH_WEIGHT), "middle_aggression": (0, 1 + FRESH_WEIGHT), "preference": (0, 1),
        "gate_second": (0, 1), "preference_first": (0, 1), "preference_second": (0, 1),
        "acceptance_second": (0, 1), "middle_preference_first": (0, 1), "middle_preference_second": (0, 1),
        "middle_acceptance_second": (0, 1), "dopamine_partner": (DOPAMINE_BASE, 1 + FRESH_WEIGHT + DOPAMINE_BASE),
        "dopamine_stranger": (DOPAMINE_BASE, DOPAMINE_BASE), "replacement_gap": (0, 60), "time": (0, 120),
        "gap": (-20, 60),
        "exclusion_threshold": (1, math.inf)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"replacement_gap"})

    time: np.ndarray
    first_present: np.ndarray
    second_present: np.ndarray
    trace_first: np.ndarray
    trace_second: np.ndarray
    bond_first: np.ndarray
    bond_second: np.ndarray
    value_first: np.ndarray
    value_second: np.ndarray
    d1_receptors: np.ndarray
    dopamine_partner: np.ndarray
    dopamine_stranger: np.ndarray
    preference: np.ndarray
    gate_second: np.ndarray
    preference_first: np.ndarray
    preference_second: np.ndarray
    acceptance_second: np.ndarray
    aggression: np.ndarray
    attacks: np.ndarray
    middle_preference_first: float
    middle_preference_second: float
    middle_acceptance_second: float
    middle_aggression: float
    dopamine_ratio_together: float
    dopamine_ratio_apart: float
    gaps: np.ndarray
    gap_difference: np.ndarray
    replacement_gap: float
    gap: float
    first_test: int
    exclusion_threshold: float


def simulate_selective_bond(parameters: BondParameters, rng: np.random.Generator) -> BondRun:
    """Partners i = 1, 2 leave a fresh trace f and, while together, a lasting one s; each bond shuts out the other.

    ḟᵢ = μη cᵢ (1 − d) [1 − G sⱼ]₊ (1 − fᵢ) − fᵢ/τ_f,  ṡᵢ = μk cᵢ fᵢ (1 − sᵢ) − sᵢ/τ_s,  Vᵢ = sᵢ + 0.05 fᵢ,
    with cᵢ = 1 while i is there, else 0; d acts only before the second comes, and G becomes (1 − ρ) G from then on.
    Share of huddling with i rather than j: σ(β (Vᵢ − Vⱼ)), for a stranger V = 0. D1-like receptors follow the stronger
    bond within 10 days; attacks on a stranger are (1 − b) D1 V. Dopamine on approach is 0.3 + V.

    Parameters
    ----------
    parameters : BondParameters
    rng : numpy.random.Generator
        Gives each individual's η (log-normal, spread 0.3) and its day at each test. The middle animal does not use it.

    Returns
    -------
    BondRun

    Notes
    -----
    The equations are the course's own. What they rest on: time course, Williams, Catania and Carter 1992,
    10.1016/0018-506x(92)90004-f; D1 and D2, Aragona and others 2006, 10.1038/nn1613; dopamine and separation, Pierce and
    others 2024, 10.1016/j.cub.2023.12.041; replacing a partner, Harbert and others 2020, 10.1016/j.yhbeh.2020.104847.
    Consolidation takes company (μk *cᵢ* fᵢ): without that factor a bond would go on growing for days after a parting.
    τ_s is chosen so that a bond of ten days is replaced after about four weeks, so that figure is put in, not found.
    Left out: sex differences, choice of company (whoever is there is in contact), the smell and sight by which a partner is
    known, distress after a loss, and everything that makes bonds differ in kind.
    """
    veto = 1 - parameters.d1_agonist
    return _run(parameters, rng, lambda rates, phases: _solve_bonds(parameters, rates, phases, veto))


def simulate_one_receptor(parameters: BondParameters, rng: np.random.Generator) -> BondRun:
    """A rival: dopamine is one thing and good for bonding, wherever it binds, and nothing is rebuilt afterwards.

    As the claim, but a D1 drug speeds learning, (1 + d) in place of (1 − d), and attacks are simply V: they need no new
    receptors, so that blocking them changes nothing.

    Parameters, returns: as `simulate_selective_bond`.
    """
    boost = 1 + parameters.d1_agonist
    return _run(parameters, rng, lambda rates, phases: _solve_bonds(parameters, rates, phases, boost), one_receptor=True)


def simulate_value_only(parameters: BondParameters, rng: np.random.Generator) -> BondRun:
    """The rival: a partner is worth what was learned (Rescorla–Wagner); nothing fades and nothing is shut out.

    V̇ᵢ = μ (1 − d) α cᵢ (1 − Σⱼ cⱼVⱼ), with α = kη/(η + 1/τ_f), so that it learns as fast as the claim
    does once a trace is there. Two who are there at once share what there is to predict (blocking); two who come one after
    the other do not.

    Parameters, returns: as `simulate_selective_bond`.

    Notes
    -----
    Solved exactly. Textbook form of the rule: it has no forgetting; adding one would give endurance its limit, not
    selectivity.
    """
    return _run(parameters, rng, lambda rates, phases: _solve_value(parameters, rates, phases), shuts=False)


def selectivity_threshold(learning_rate: float, consolidation: float, fresh_memory: float, bond_memory: float) -> float:
    """The inhibition G above which two partners who are always there cannot both stay partners: exact.

    With u = 1 − G s at the fixed point where both bonds are equal, that point loses its stability where
    (k + 1/τ_s) η u² + 2u/(τ_f τ_s) = 1/(τ_f τ_s); then G = (1 − u)/s.

    Parameters
    ----------
    learning_rate, consolidation : float, 1/day
        η and k, with μ in them if there is mating.
    fresh_memory, bond_memory : float, days
        τ_f and τ_s.

    Returns
    -------
    float
    """
    lost = 1 / (fresh_memory * bond_memory)
    gain = (consolidation + 1 / bond_memory) * learning_rate
    u = (math.sqrt(lost * (lost + gain)) - lost) / gain
    bond = consolidation * learning_rate * u / (gain * u + lost)
    return (1 - u) / bond


def _phases(parameters, gaps):
    """Who is there, and for how long: three phases of (days, first there, second there), each an array over `gaps`."""
    stay, visit = parameters.first_days, parameters.second_days
    arrival = np.maximum(stay + gaps, 0.0)
    overlap = gaps < 0
    departure = np.minimum(stay, arrival + visit)
    last = np.maximum(stay, arrival + visit) - departure
    first_outstays = overlap & (arrival + visit < stay)
    return ((np.minimum(stay, arrival), np.ones_like(gaps), np.zeros_like(gaps)),
            (np.where(overlap, departure - arrival, gaps), overlap * 1.0, overlap * 1.0),
            (np.where(overlap, last, visit), first_outstays * 1.0, 1.0 - first_outstays))


def _solve_bonds(parameters, rates, phases, drug):
    """Paths of f and s, each (points, 2, columns); `rates` is η of each column.

    Strang splitting: half a step of s with f held, a step of f with s held, half a step of s. Each part is solved exactly, so
    every step keeps both between 0 and 1, however long it is; the error falls with the square of the step.
    """
    lost_f, lost_s = 1 / parameters.fresh_memory, 1 / parameters.bond_memory
    mating, k = parameters.mating, parameters.consolidation
    f, s = np.zeros((2, rates.size)), np.zeros((2, rates.size))
    paths = [(f, s)]
    for number, (days, first, second) in enumerate(phases):
        present = np.stack([first, second])
        drive = mating * rates * present * (drug if number == 0 else 1.0)
        grow = mating * k * present
        inhibition = parameters.inhibition * (1.0 if number == 0 else 1 - parameters.reopening)
        if not present.any():
            alone = np.cumsum(_step_lengths(PHASE_STEPS[number]))[:, None, None] * days
            paths += zip(f * np.exp(-lost_f * alone), s * np.exp(-lost_s * alone))
            f, s = paths[-1]
            continue
        for length in _step_lengths(PHASE_STEPS[number]):
            step = days * length
            s = _relax(grow * f, lost_s, s, step / 2)
            open_gate = np.maximum(0.0, 1 - inhibition * s[::-1])
            f = _relax(drive * open_gate, lost_f, f, step)
            s = _relax(grow * f, lost_s, s, step / 2)
            paths.append((f, s))
    return tuple(np.array(path) for path in zip(*paths))


def _relax(gain, loss, x, step):
    """Solve ẋ = gain (1 − x) − loss x exactly over a step."""
    rate = gain + loss
    return x + (gain / rate - x) * -np.expm1(-rate * step)


def _step_lengths(steps):
    """Shares of a phase, short at its beginning, where things move fast."""
    return np.diff((np.arange(steps + 1) / steps) ** 2).tolist()


def _solve_value(parameters, rates, phases):
    """The same for Rescorla–Wagner: no trace, V in the place of the bond; exact."""
    drug = 1 - parameters.d1_agonist
    alpha = parameters.mating * parameters.consolidation * rates / (rates + 1 / parameters.fresh_memory)
    v = np.zeros((2, rates.size))
    values = [v]
    for number, (days, first, second) in enumerate(phases):
        present = np.stack([first, second])
        together = np.maximum(present.sum(axis=0), 1.0)
        for length in _step_lengths(PHASE_STEPS[number]):
            step = days * length
            missing = 1 - (present * v).sum(axis=0)
            learned = -np.expm1(-alpha * (drug if number == 0 else 1.0) * together * step) / together
            v = v + present * missing * learned
            values.append(v)
    values = np.array(values)
    return np.zeros_like(values), values


def _receptors(bond, phases):
    """D1 follows the stronger bond, 10 Ḋ1 = max(s₁, s₂) − D1: exact if the bond were at its mean over each step."""
    strongest = bond.max(axis=1)
    steps = np.concatenate([np.outer(_step_lengths(n), days) for n, (days, _, _) in zip(PHASE_STEPS, phases)])
    shares = -np.expm1(-steps / D1_DELAY)
    d1 = np.zeros_like(strongest)
    for i, (pull, share) in enumerate(zip((strongest[:-1] + strongest[1:]) / 2, shares)):
        d1[i + 1] = d1[i] + (pull - d1[i]) * share
    return d1


def _run(parameters, rng, solve, one_receptor=False, shuts=True):
    """Solve for the middle animal, the individuals and the other gaps at once, hold the tests, and pack the run."""
    luck = rng.standard_normal((4, ANIMALS))
    eta = parameters.learning_rate
    rates = np.concatenate([[eta], eta * np.exp(LEARNING_SPREAD * luck[0]), np.full(GAPS.size, eta)])
    gaps = np.concatenate([np.full(1 + ANIMALS, parameters.gap), GAPS])
    phases = _phases(parameters, gaps)
    trace, bond = solve(rates, phases)
    d1, value = _receptors(bond, phases), bond + FRESH_WEIGHT * trace
    met, came = PHASE_STEPS[0], PHASE_STEPS[0] + PHASE_STEPS[1]
    tested = slice(0, 1 + ANIMALS)
    attacks = value[:, 0, tested] * (1.0 if one_receptor else (1 - parameters.d1_block) * d1[:, tested])
    days = np.zeros((3, 1 + ANIMALS))
    days[:, 1:] = TEST_NOISE * luck[1:]
    shares = [_huddling(parameters.sharpness * (a - b) + day) for a, b, day in zip(
        (value[met, 0, tested], value[-1, 1, tested], value[-1, 1, tested]), (0.0, value[-1, 0, tested], 0.0), days)]
    difference = value[-1, 1, -GAPS.size:] - value[-1, 0, -GAPS.size:]
    dopamine = DOPAMINE_BASE + value[:, 0, 0]
    apart = came if parameters.gap >= 0 else met
    kept = np.where(np.arange(bond.shape[0]) > apart, 1 - parameters.reopening, 1.0) * parameters.inhibition * shuts
    time, first, second = _timetable(phases)
    return BondRun(
        time=read_only(time), first_present=read_only(first), second_present=read_only(second),
        trace_first=read_only(trace[:, 0, 0]), trace_second=read_only(trace[:, 1, 0]), bond_first=read_only(bond[:, 0, 0]),
        bond_second=read_only(bond[:, 1, 0]), value_first=read_only(value[:, 0, 0]), value_second=read_only(value[:, 1, 0]),
        d1_receptors=read_only(d1[:, 0]), dopamine_partner=read_only(dopamine),
        dopamine_stranger=read_only(np.full(time.size, DOPAMINE_BASE)),
        preference=read_only(_huddling(parameters.sharpness * value[:, 0, 0])),
        gate_second=read_only(np.maximum(0.0, 1 - kept * bond[:, 0, 0])), preference_first=read_only(shares[0][1:]),
        preference_second=read_only(shares[1][1:]), acceptance_second=read_only(shares[2][1:]),
        aggression=read_only(attacks[met, 1:]), attacks=read_only(attacks[:, 0]), middle_preference_first=float(shares[0][0]),
        middle_preference_second=float(shares[1][0]), middle_acceptance_second=float(shares[2][0]),
        middle_aggression=float(attacks[met, 0]), dopamine_ratio_together=float(dopamine[met] / DOPAMINE_BASE),
        dopamine_ratio_apart=float(dopamine[apart] / DOPAMINE_BASE), gaps=read_only(GAPS),
        gap_difference=read_only(difference), replacement_gap=_first_crossing(GAPS, difference),
        gap=float(parameters.gap), first_test=met,
        exclusion_threshold=selectivity_threshold(parameters.mating * eta, parameters.mating * parameters.consolidation,
                                                  parameters.fresh_memory, parameters.bond_memory))


def _huddling(log_odds):
    """Share of the time from its log odds; tanh keeps very large odds from overflowing."""
    return 0.5 * (1 + np.tanh(log_odds / 2))


def _timetable(phases):
    """Time and company of the middle animal at every point."""
    lengths = np.concatenate([[0.0], *[days[0] * np.array(_step_lengths(n)) for (days, _, _), n in zip(phases, PHASE_STEPS)]])
    company = [np.concatenate([[phases[0][who][0]], np.repeat([phase[who][0] for phase in phases], PHASE_STEPS)]) > 0
               for who in (1, 2)]
    return np.cumsum(lengths), *company


def _first_crossing(x, y):
    """Where a line through the points first rises above 0; nan if it never does."""
    above = np.flatnonzero(y > 0)
    if not above.size:
        return math.nan
    i = above[0]
    return float(x[0] if i == 0 else x[i - 1] - y[i - 1] * (x[i] - x[i - 1]) / (y[i] - y[i - 1]))


# ---------------------------------------------------------------------------------------------------------------------------
# Cells that fire on approach
# ---------------------------------------------------------------------------------------------------------------------------

CELLS = 200
"""Cells that are looked at in one animal."""
ENSEMBLE_STEPS = 48
"""Points of a run are one more than this."""
ENSEMBLE_BAR = 2.0
"""A cell belongs to an ensemble if it fires more than this many times the mean of all cells before cohabitation."""


@parameter_set
class EnsembleParameters:
    """The cells of one animal, each of which listens to the partner, to unknown voles and to everything else."""

    days = Parameter(
        key="days", symbol="T", unit="days", default=10.0, low=0.0, high=20.0, step=0.5,
        label="Days together", meaning="how long the animal lives with its partner", standing="plausible")
    tuning_rate = Parameter(
        key="tuning", symbol="κ", unit="1/day", default=1.0, low=0.0, high=3.0, step=0.1,
        label="How fast cells learn", meaning="rate at which a cell strengthens what made it fire", standing="invented")
    company = Parameter(
        key="company", symbol="c", unit="", default=0.5, low=0.3, high=0.6, step=0.05,
        label="Share of time with the partner", meaning="the rest of the time is everything else; no unknown vole comes by",
        standing="invented")
    homing = Parameter(
        key="homing", symbol="λ", unit="1/day", default=0.05, low=0.0, high=0.5, step=0.01,
        label="Pull back to the old tuning", meaning="rate at which a cell returns to what it listened to at first",
        standing="invented")
    variety = Parameter(
        key="variety", symbol="a", unit="", default=2.0, low=0.5, high=6.0, step=0.5,
        label="How alike the cells are at first", meaning="shape of the gamma distribution from which first inputs are drawn; "
        "larger is more alike", standing="invented")


@dataclass(frozen=True)
class EnsembleRun:
    """Two hundred cells over the days together. n = 49 points.

    Attributes
    ----------
    time : ndarray, shape (n,), days
    partner_before, novel_before, partner_after, novel_after : ndarray, shape (200,)
        Firing of each cell on approaching the partner or an unknown vole, in units of the mean of all cells before.
    partner_size, novel_size : ndarray, shape (n,)
        Share of all cells that belong to the ensemble of partner approach, and to that of approaching an unknown vole.
    overlap : ndarray, shape (n,)
        Share of all cells that belong to both.
    overlap_by_chance : ndarray, shape (n,)
        What that share would be if the two ensembles had nothing to do with each other: the product of their sizes.
    activity_partner, activity_novel : ndarray, shape (n,)
        Mean firing of all cells on each approach; 1 before.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        name: (0, 1) for name in ("partner_size", "novel_size", "overlap", "overlap_by_chance")}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset()

    time: np.ndarray
    partner_before: np.ndarray
    novel_before: np.ndarray
    partner_after: np.ndarray
    novel_after: np.ndarray
    partner_size: np.ndarray
    novel_size: np.ndarray
    overlap: np.ndarray
    overlap_by_chance: np.ndarray
    activity_partner: np.ndarray
    activity_novel: np.ndarray


def simulate_ensembles(parameters: EnsembleParameters, rng: np.random.Generator) -> EnsembleRun:
    """Each cell's inputs compete for a fixed sum, and the cells compete for a fixed sum of firing.

    Inputs w of partner, unknown voles and everything else, Σw = 1:
    ẇₓ = κ (cₓ wₓ² − wₓ Σ_y c_y w_y²) + λ (wₓ(0) − wₓ), with c = (c, 0, 1 − c). Firing on approaching x: wₓ² over its mean
    over all cells.

    Parameters
    ----------
    parameters : EnsembleParameters
    rng : numpy.random.Generator
        Gives the first inputs: gamma variates of shape a, divided by their sum.

    Returns
    -------
    EnsembleRun

    Notes
    -----
    What it stands beside: Scribner and others 2020, PNAS 117, PMC7245077, calcium imaging in prairie voles. Competition
    for a fixed sum is an assumption; that mean firing does not change follows from it at once, that ensembles hardly
    overlap and that the partner's grows does not. The bar is relative: if nearly every cell took the partner's side none
    would stand out, which is why time with the partner is kept between 0.3 and 0.6. Left out: time within an approach,
    departures, noise of the recording, and the statistics by which the study named a cell a member.
    """
    return _run_ensembles(parameters, rng, competition=True)


def simulate_ensembles_without_competition(parameters: EnsembleParameters, rng: np.random.Generator) -> EnsembleRun:
    """The rival: every cell strengthens what made it fire, and loses nothing for it.

    ẇₓ = κ cₓ wₓ² (1 − wₓ) + λ (wₓ(0) − wₓ), firing wₓ² over what was its mean before: ensembles grow, into one another,
    and so does the firing as a whole.

    Parameters, returns: as `simulate_ensembles`.
    """
    return _run_ensembles(parameters, rng, competition=False)


def _run_ensembles(parameters, rng, competition):
    start = rng.gamma(parameters.variety, size=(3, CELLS))
    if competition:
        start = start / start.sum(axis=0)
    else:  # the same luck, brought to a mean of a third, at most 1
        start = np.minimum(start / (3 * parameters.variety), 1.0)
    contact = np.array([[parameters.company], [0.0], [1 - parameters.company]])
    kappa, homing = parameters.tuning_rate, parameters.homing

    def slopes(w):
        fires = kappa * contact * w * w
        lost = fires.sum(axis=0) if competition else fires
        return fires - w * lost + homing * (start - w)

    step, w, path = parameters.days / ENSEMBLE_STEPS, start, [start]
    for _ in range(ENSEMBLE_STEPS):
        middle = slopes(w + step / 2 * slopes(w))
        w = w + step * middle
        path.append(w)
    return _ensemble_run(parameters, np.array(path)[:, :2], competition)


def _ensemble_run(parameters, inputs, competition):
    """Firing and ensembles from the inputs, shape (n, 2, cells)."""
    squares = inputs**2
    means = squares.mean(axis=2, keepdims=True)
    firing = squares / (means if competition else means[0])
    member = firing > ENSEMBLE_BAR
    sizes, activity = member.mean(axis=2), firing.mean(axis=2)
    return EnsembleRun(
        time=read_only(parameters.days / ENSEMBLE_STEPS * np.arange(ENSEMBLE_STEPS + 1)),
        partner_before=read_only(firing[0, 0]), novel_before=read_only(firing[0, 1]),
        partner_after=read_only(firing[-1, 0]), novel_after=read_only(firing[-1, 1]),
        partner_size=read_only(sizes[:, 0]), novel_size=read_only(sizes[:, 1]),
        overlap=read_only(member.all(axis=1).mean(axis=1)), overlap_by_chance=read_only(sizes.prod(axis=1)),
        activity_partner=read_only(activity[:, 0]), activity_novel=read_only(activity[:, 1]))
