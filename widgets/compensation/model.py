"""What enrichment after a poor start mends in rats: function, but not all that carries it. And two rivals.

====================================  ===========================================================================
`simulate_compensation`               the claim: one part is fixed early, another stays plastic and makes up for it
`simulate_full_reversal`              rival: enrichment undoes the early difference in both parts
`simulate_additive`                   rival: the same two parts, but function is their sum, so nothing makes up for anything
====================================  ===========================================================================

All three run the same animals (the same luck): low or high care by the mother, then standard or enriched housing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

DAYS = 120
"""Days of a life that are shown."""
WEANING = 22
"""Day on which young rats leave the mother; enrichment began there in Bredy and others 2003."""
EARLY_RATE = 0.5
"""How fast, per day, both parts take on the level of care on the first day of life (invented)."""
START = 0.5
"""Level of both parts at birth (invented)."""
ANIMALS = 12
"""Animals in each group."""
GROUPS = ("low care, standard", "low care, enriched", "high care, standard", "high care, enriched")


@parameter_set
class CompensationParameters:
    """Rats with much or little care by the mother, then standard or enriched housing."""

    care_low = Parameter(
        key="low", symbol="c₁", unit="", default=0.2, low=0.0, high=0.5, step=0.05,
        label="Little care", meaning="licking and grooming received by the group with little, 0 to 0.5", standing="invented")
    care_high = Parameter(
        key="high", symbol="c₂", unit="", default=0.8, low=0.5, high=1.0, step=0.05,
        label="Much care", meaning="licking and grooming received by the group with much, 0.5 to 1", standing="invented")
    early_window = Parameter(
        key="window", symbol="τ", unit="days", default=7.0, low=1.0, high=20.0, step=1.0,
        label="Length of the early window", meaning="days in which the effect of care falls to a third; about the first week",
        standing="plausible", source="champagne2003")
    enrichment = Parameter(
        key="enrichment", symbol="e", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="Enrichment", meaning="how rich the enriched cage is; 0 is a standard cage", standing="invented")
    enrichment_start = Parameter(
        key="start", symbol="t₁", unit="days", default=22.0, low=22.0, high=100.0, step=1.0,
        label="Day on which enrichment begins", meaning="from weaning (22) on", standing="measured", source="bredy2003")
    enrichment_days = Parameter(
        key="days", symbol="D", unit="days", default=48.0, low=0.0, high=60.0, step=1.0,
        label="Days of enrichment", meaning="how long it lasts; from day 22 to 70 it was 48 days", standing="measured",
        source="bredy2003")
    plasticity = Parameter(
        key="plasticity", symbol="k", unit="1/day", default=0.1, low=0.0, high=0.3, step=0.01,
        label="Plasticity that stays", meaning="how fast the plastic part grows in a fully enriched cage", standing="invented")
    load = Parameter(
        key="load", symbol="L", unit="", default=0.8, low=0.0, high=1.0, step=0.05,
        label="Load at the test", meaning="share of the plastic part that a load puts out of action", standing="invented")
    spread = Parameter(
        key="spread", symbol="s", unit="", default=0.08, low=0.0, high=0.3, step=0.01,
        label="Differences between animals", meaning="standard deviation of care received, and of the logarithm of plasticity",
        standing="invented")


@dataclass(frozen=True)
class CompensationRun:
    """Twelve animals in each of four groups, from birth to day 120. Groups in the order of `GROUPS`.

    Attributes
    ----------
    day : ndarray, shape (121,), days
    fixed : ndarray, shape (4, 12, 121)
        N: the part that only early care sets (for instance NMDA-receptor binding), 0 to 1.
    plastic : ndarray, shape (4, 12, 121)
        A: the part that stays plastic (for instance AMPA-receptor binding), 0 to 1.
    function : ndarray, shape (4, 12, 121)
        What an observer tests: 0 to 1.
    function_loaded : ndarray, shape (4, 12)
        The same on the last day under load.
    mean_fixed, mean_plastic, mean_function : ndarray, shape (4, 121)
    gap_function_standard, gap_function_enriched : float
        High care less low care on the last day, in mean function, in standard and in enriched housing.
    gap_function_loaded : float
        The same after enrichment and under load.
    gap_fixed_standard, gap_fixed_enriched, gap_plastic_standard, gap_plastic_enriched : float
        The same differences in the two parts, without load.
    returned : float
        Share of the gap in function that enrichment closes; nan if there is hardly one (less than 0.02) in standard housing.
    """

    day: np.ndarray
    fixed: np.ndarray
    plastic: np.ndarray
    function: np.ndarray
    function_loaded: np.ndarray
    mean_fixed: np.ndarray
    mean_plastic: np.ndarray
    mean_function: np.ndarray
    gap_function_standard: float
    gap_function_enriched: float
    gap_function_loaded: float
    gap_fixed_standard: float
    gap_fixed_enriched: float
    gap_plastic_standard: float
    gap_plastic_enriched: float
    returned: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        **dict.fromkeys(("fixed", "plastic", "function", "function_loaded", "mean_fixed", "mean_plastic", "mean_function"),
                        (0.0, 1.0)),
        **dict.fromkeys(("gap_function_standard", "gap_function_enriched", "gap_function_loaded", "gap_fixed_standard",
                         "gap_fixed_enriched", "gap_plastic_standard", "gap_plastic_enriched"), (-1.0, 1.0))}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"returned"})


def simulate_compensation(parameters: CompensationParameters, rng: np.random.Generator) -> CompensationRun:
    """Two parts, either of which is enough: F = 1 − (1 − N)(1 − A). Care sets both early; enrichment then moves A alone.

    Until weaning (day 22): dN/dt = r e^(−t/τ) (c − N), and the same for A; c is the care received. While enrichment lasts:
    dA/dt = k e (1 − A), dN/dt = 0. Outside these times both stay as they are. Under a load, A counts as A (1 − L).

    Parameters
    ----------
    parameters : CompensationParameters
    rng : numpy.random.Generator
        Gives each animal's care and plasticity; the same animals in both kinds of housing.

    Returns
    -------
    CompensationRun

    Notes
    -----
    Solved exactly (the equations are linear). The brief behind this course writes function = N + A. Then groups that are alike
    in A and in function would have to be alike in N, while Bredy and others 2003 report equal behaviour and equal AMPA binding
    with NMDA binding and long-term potentiation still different (in rats); so here either part is enough, and the sum is a
    rival. That a load brings the difference back follows from this and is a prediction, not a finding. There is no published
    model to check against. Left out: which brain region and which task, sex, and that plasticity may change with age.
    Bredy and others 2003, Neuroscience; Francis and others 2002, 10.1523/JNEUROSCI.22-18-07840.2002.
    """
    return _run(parameters, rng, reverses=False, combine=_either)


def simulate_full_reversal(parameters: CompensationParameters, rng: np.random.Generator) -> CompensationRun:
    """The rival in which nothing is fixed: enrichment moves N as it moves A, dN/dt = k e (1 − N).

    Parameters, returns: as `simulate_compensation`.
    """
    return _run(parameters, rng, reverses=True, combine=_either)


def simulate_additive(parameters: CompensationParameters, rng: np.random.Generator) -> CompensationRun:
    """The rival without compensation: N and A as in the claim, but F = (N + A)/2, so every difference in N stays in F.

    Parameters, returns: as `simulate_compensation`.
    """
    return _run(parameters, rng, reverses=False, combine=_sum)


def _either(fixed, plastic):
    return 1 - (1 - fixed) * (1 - plastic)


def _sum(fixed, plastic):
    return (fixed + plastic) / 2


def function_under_load(fixed, plastic, load):
    """What is left of function under a load: 1 − (1 − N)(1 − (1 − L) A).

    Parameters
    ----------
    fixed, plastic, load : array_like
        N, A and L, each from 0 to 1; broadcast against each other.

    Returns
    -------
    float or ndarray
    """
    return _either(fixed, (1 - load) * plastic)


def sum_under_load(fixed, plastic, load):
    """The same where function is a sum: (N + (1 − L) A)/2. Parameters, returns: as `function_under_load`."""
    return _sum(fixed, (1 - load) * plastic)


def level_after_care(day, care, early_window: float):
    """Level of both parts on a day until weaning: c + (N₀ − c) exp(−r τ (1 − e^(−t/τ))); no further change after day 22.

    Parameters
    ----------
    day, care : array_like
        Days, and care from 0 to 1; broadcast against each other.
    early_window : float
        τ, days.

    Returns
    -------
    ndarray
    """
    until = np.minimum(day, WEANING)
    taken = EARLY_RATE * early_window * -np.expm1(-until / early_window)
    return care + (START - care) * np.exp(-taken)


def _run(parameters, rng, reverses, combine):
    day, spread = np.arange(DAYS + 1.0), parameters.spread
    own_care, own_rate = rng.standard_normal((2, ANIMALS))
    means = np.array([parameters.care_low, parameters.care_low, parameters.care_high, parameters.care_high])
    care = np.clip(means[:, None] + spread * own_care, 0.0, 1.0)
    enriched = parameters.enrichment * np.array([0.0, 1.0, 0.0, 1.0])
    rate = parameters.plasticity * np.exp(spread * own_rate) * enriched[:, None]
    days = np.clip(day - parameters.enrichment_start, 0.0, parameters.enrichment_days)
    fixed = level_after_care(day, care[:, :, None], parameters.early_window)
    left = np.exp(-rate[:, :, None] * days)
    plastic = 1 - (1 - fixed) * left
    if reverses:
        fixed = plastic
    function = combine(fixed, plastic)
    loaded = combine(fixed[:, :, -1], (1 - parameters.load) * plastic[:, :, -1])
    return _compensation_run(day, fixed, plastic, function, loaded)


def _compensation_run(day, fixed, plastic, function, loaded):
    means = [part.mean(axis=1) for part in (fixed, plastic, function)]
    (fixed_standard, fixed_enriched), (plastic_standard, plastic_enriched), (standard, enriched) = (
        _gaps(part[:, -1]) for part in means)
    return CompensationRun(
        day=read_only(day), fixed=read_only(fixed), plastic=read_only(plastic), function=read_only(function),
        function_loaded=read_only(loaded), mean_fixed=read_only(means[0]), mean_plastic=read_only(means[1]),
        mean_function=read_only(means[2]), gap_function_standard=standard, gap_function_enriched=enriched,
        gap_function_loaded=_gaps(loaded.mean(axis=1))[1],
        gap_fixed_standard=fixed_standard, gap_fixed_enriched=fixed_enriched,
        gap_plastic_standard=plastic_standard, gap_plastic_enriched=plastic_enriched,
        returned=1 - enriched / standard if abs(standard) >= 0.02 else math.nan)


def _gaps(by_group):
    """High care less low care, in standard and in enriched housing."""
    return float(by_group[2] - by_group[0]), float(by_group[3] - by_group[1])
