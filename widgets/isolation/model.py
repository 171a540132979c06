"""Isolation and death in a population: a world in which load kills, and one in which nothing but frailty does.

=============================  ====================================================================================
the claim                      `simulate_load`: living isolated adds load, load adds hazard
the rival                      `simulate_confounded`: load does nothing; people who are frail live isolated more often
the null                       `simulate_unrelated`: load does nothing, and frailty does not lead to isolation either
=============================  ====================================================================================

The rival's frailty is tuned so that its adjusted odds ratio is the claim's. The odds ratio that a study reports can then not
tell them apart. Two things can: letting chance decide who lives isolated, and better records of people's health.

Cortisol x at everyday load d is the root of x (1 + (x/4)³) = 1 + d (1 − s), s what company takes away (0 for people who live
isolated); it is the resting level of the axis of the panel on stress buffering. Load then gathers and fades,
L' = max(x − 1, 0) − L/τ, and the hazard is h = h₀ exp(bL + φF), F a person's frailty. No parameter of this chain has been
published: the toy is about what an odds ratio can say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set
from widgets.physiology import resting_cortisol

YEARS = 10
"""Length of the follow-up."""
PEOPLE, SHOWN = 5_000, 600
"""People in the study of the panel, and how many of them it shows one by one."""
CHUNK = 50_000
"""People worked on at once in a large population: bounds the memory, not the result."""
CUTS = (-0.8416212335729143, -0.2533471031357997, 0.2533471031357997, 0.8416212335729143)
"""Health records are compared within fifths: the quintiles of a standard normal variable."""
STRATA = len(CUTS) + 1
RECORDS = (0.0, 0.25, 0.5, 0.75, 0.95)
"""Qualities of the records for which the expected odds ratio is worked out."""
STEEPEST = 8.0
"""The rival's frailty may change the log odds of living isolated by at most this much per standard deviation."""
LOAD_SPREAD = 0.4
"""How much everyday load differs between people (standard deviation of its logarithm; invented)."""


@parameter_set
class IsolationParameters:
    """A population followed for ten years."""

    daily_load = Parameter(
        key="load", symbol="d", unit="drives", default=1.5, low=0.0, high=3.0, step=0.1,
        label="Everyday load", meaning="drive that everyday life adds to the stress system of a typical person who is alone",
        standing="invented")
    support = Parameter(
        key="support", symbol="s", unit="", default=0.6, low=-0.4, high=0.8, step=0.05,
        label="What company takes away", meaning="share of the load that company takes off people who do not live isolated; "
        "below 0 company is a load itself", standing="invented")
    load_effect = Parameter(
        key="effect", symbol="b", unit="per unit", default=0.11, low=0.0, high=0.3, step=0.01,
        label="What load does to health", meaning="log hazard that each unit of gathered load adds", standing="invented")
    load_memory = Parameter(
        key="memory", symbol="τ", unit="years", default=4.0, low=1.0, high=10.0, step=0.5,
        label="How long load lasts", meaning="time in which gathered load fades to about a third", standing="invented")
    frailty_effect = Parameter(
        key="frailty", symbol="φ", unit="per SD", default=0.9, low=0.0, high=1.5, step=0.05,
        label="What frailty does to health", meaning="log hazard that one standard deviation of frailty adds",
        standing="invented")
    frailty_isolates = Parameter(
        key="isolates", symbol="γ", unit="per SD", default=0.1, low=0.0, high=1.0, step=0.05,
        label="How far frailty isolates", meaning="log odds of living isolated that one standard deviation of frailty adds; "
        "the confounded world sets its own", standing="invented")
    records = Parameter(
        key="records", symbol="r", unit="", default=0.4, low=0.0, high=0.95, step=0.05,
        label="How good the health records are", meaning="share of the variance of frailty that is in the records which the "
        "study adjusts for", standing="invented")
    isolated_share = Parameter(
        key="share", symbol="p", unit="", default=0.25, low=0.1, high=0.5, step=0.05,
        label="How many live isolated", meaning="share of the population", standing="invented")
    base_hazard = Parameter(
        key="hazard", symbol="h₀", unit="per year", default=0.015, low=0.005, high=0.05, step=0.005,
        label="Hazard without load", meaning="chance per year of dying for a person of average frailty who carries no load",
        standing="invented")


@dataclass(frozen=True)
class World:
    """What decides who lives isolated and who dies: all that the worlds differ in.

    Attributes
    ----------
    load_effect, frailty_isolates, base_hazard : float
        b, γ and h₀ of this world.
    intercept : float
        Log odds of living isolated at average frailty.
    matched : bool
        Whether the adjusted odds ratio is that of the claim's world (and the deaths as many); always so for the claim.
    """

    load_effect: float
    frailty_isolates: float
    base_hazard: float
    intercept: float
    matched: bool


@dataclass(frozen=True)
class IsolationRun:
    """A study of 5,000 people in one world: 600 of them one by one, and what the study reports of all.

    Attributes
    ----------
    frailty, recorded : ndarray, shape (600,), SD
        True frailty and what the health records say of it.
    cortisol : ndarray, shape (600,), set points
        In the life that each one leads.
    load : ndarray, shape (600,)
        Load that each has gathered after ten years (or would have).
    risk_isolated, risk_company : ndarray, shape (600,), 0 to 1
        Each one's risk of dying within the ten years if living isolated, and if not.
    isolated, died : ndarray of bool, shape (600,)
        Who lived isolated and who died.
    years : ndarray, shape (11,), years
    alive_isolated, alive_company : ndarray, shape (11,), 0 to 1
        Share alive at the end of each year (0 for a group without anybody).
    odds_ratio, odds_ratio_low, odds_ratio_high : float
        Crude odds ratio of dying, isolated against not, with its 95 % interval.
    adjusted, adjusted_low, adjusted_high : float
        The same within fifths of recorded health, pooled (Mantel–Haenszel).
    risk_ratio, risk_difference : float
        Crude ratio and difference of the shares who died.
    trial, trial_low, trial_high : float
        Odds ratio had chance decided who lives isolated: the same people, the same luck.
    expected_odds_ratio, expected_adjusted, expected_trial : float
        What the three would be in a population without end.
    record_qualities : ndarray, shape (5,), 0 to 1
        Qualities of records.
    records : float, 0 to 1
        Quality of the records of this study.
    adjusted_by_records : ndarray, shape (5,)
        Expected adjusted odds ratio in this very world if the records were that good.
    frailty_isolates : float
        γ of this world, log odds per SD.
    matched : bool
        Whether this world's expected adjusted odds ratio is that of the claim's.
    """

    frailty: np.ndarray
    recorded: np.ndarray
    cortisol: np.ndarray
    load: np.ndarray
    risk_isolated: np.ndarray
    risk_company: np.ndarray
    isolated: np.ndarray
    died: np.ndarray
    years: np.ndarray
    alive_isolated: np.ndarray
    alive_company: np.ndarray
    odds_ratio: float
    odds_ratio_low: float
    odds_ratio_high: float
    adjusted: float
    adjusted_low: float
    adjusted_high: float
    risk_ratio: float
    risk_difference: float
    trial: float
    trial_low: float
    trial_high: float
    expected_odds_ratio: float
    expected_adjusted: float
    expected_trial: float
    record_qualities: np.ndarray
    records: float
    adjusted_by_records: np.ndarray
    frailty_isolates: float
    matched: bool

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        **dict.fromkeys(("risk_isolated", "risk_company", "alive_isolated", "alive_company", "record_qualities", "records"),
                        (0.0, 1.0)),
        **dict.fromkeys(("cortisol", "load", "odds_ratio", "odds_ratio_low", "odds_ratio_high", "adjusted", "adjusted_low",
                         "adjusted_high", "risk_ratio", "trial", "trial_low", "trial_high", "expected_odds_ratio",
                         "expected_adjusted", "expected_trial", "adjusted_by_records"), (0.0, math.inf)),
        "risk_difference": (-1.0, 1.0), "years": (0.0, float(YEARS)), "frailty_isolates": (-STEEPEST, STEEPEST)}


@dataclass(frozen=True)
class IsolationPopulation:
    """What a study of a large population reports; fields of the same name as in `IsolationRun`, and the counts behind them.

    Attributes
    ----------
    people : int
    counts : ndarray of int, shape (5, 2, 2)
        People by fifth of recorded health, by whether they lived isolated (0 no, 1 yes) and whether they died (0 no, 1 yes).
    trial_counts : ndarray of int, shape (2, 2)
        People by whether chance had them live isolated and whether they died then.
    years : ndarray, shape (11,), years
    alive_isolated, alive_company : ndarray, shape (11,), 0 to 1
    odds_ratio, odds_ratio_low, odds_ratio_high, adjusted, adjusted_low, adjusted_high, risk_ratio, risk_difference : float
    trial, trial_low, trial_high, expected_odds_ratio, expected_adjusted, expected_trial : float
    """

    people: int
    counts: np.ndarray
    trial_counts: np.ndarray
    years: np.ndarray
    alive_isolated: np.ndarray
    alive_company: np.ndarray
    odds_ratio: float
    odds_ratio_low: float
    odds_ratio_high: float
    adjusted: float
    adjusted_low: float
    adjusted_high: float
    risk_ratio: float
    risk_difference: float
    trial: float
    trial_low: float
    trial_high: float
    expected_odds_ratio: float
    expected_adjusted: float
    expected_trial: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "people": (1, math.inf), "counts": (0, math.inf), "trial_counts": (0, math.inf),
        **{name: limits for name, limits in IsolationRun.BOUNDS.items()
           if name.startswith(("years", "alive", "odds", "adjusted", "trial", "expected", "risk_ratio", "risk_diff"))
           and name != "adjusted_by_records"}}


# ---- the three worlds -------------------------------------------------------------------------------------------------------

def simulate_load(parameters: IsolationParameters, rng: np.random.Generator) -> IsolationRun:
    """Living isolated adds load and load adds hazard: h = h₀ exp(bL + φF), L' = max(x − 1, 0) − L/τ.

    Who lives isolated depends on frailty as well, log odds = α + γF, and the study's records know only a part of frailty. So
    even here the adjusted odds ratio is not quite what isolation does.

    Parameters
    ----------
    parameters : IsolationParameters
    rng : numpy.random.Generator
        Gives who is how frail, what the records say, everyday loads, who lives isolated, and who dies.

    Returns
    -------
    IsolationRun

    Notes
    -----
    Left out: age, sex, poverty, what people do for their health, loneliness as different from living isolated, changes within
    the ten years, deaths of partners, studies that are not published, and the way in which illness isolates later.
    That load shows as high cortisol is the toy's shortcut: in people isolation and cortisol go together only in part (in men
    and not in women in one study of older adults, 10.3389/fpsyg.2023.1199405).
    """
    return _run_isolation(parameters, rng, _claimed_world(parameters))


def simulate_confounded(parameters: IsolationParameters, rng: np.random.Generator) -> IsolationRun:
    """The rival: b = 0. Frailty makes people die and makes them live isolated, h = h₀' exp(φF), log odds = α' + γ'F.

    γ' is set so that the adjusted odds ratio is the claim's, and h₀' so that as many die. Isolation still raises cortisol and
    load, as in the claim's world; load does nothing. Where frailty matters too little for that (`matched` is False), the rival
    comes as near as it can.

    Parameters, returns: as `simulate_load`.
    """
    return _run_isolation(parameters, rng, _confounded_world(parameters))


def simulate_unrelated(parameters: IsolationParameters, rng: np.random.Generator) -> IsolationRun:
    """The null: b = 0 and γ = 0. Isolation and death have nothing to do with each other; what is seen is chance.

    Parameters, returns: as `simulate_load`.
    """
    return _run_isolation(parameters, rng, _unrelated_world(parameters))


def simulate_population(parameters: IsolationParameters, rng: np.random.Generator, people: int = 10_000,
                        confounded: bool = False) -> IsolationPopulation:
    """The same for a population of any size, in chunks, without keeping the people.

    Parameters
    ----------
    parameters : IsolationParameters
    rng : numpy.random.Generator
    people : int
        At least 1.
    confounded : bool
        Whether to look at the rival's world.

    Returns
    -------
    IsolationPopulation

    Raises
    ------
    ValueError
        If `people` is not a whole number above 0.
    """
    if isinstance(people, bool) or not isinstance(people, (int, np.integer)) or people < 1:
        raise ValueError(f"people must be a whole number from 1 on; got {people!r}.")
    world = (_confounded_world if confounded else _claimed_world)(parameters)
    tallies = [_tally(_follow(parameters, world, min(CHUNK, people - done), rng)) for done in range(0, people, CHUNK)]
    counts, trial_counts, alive = (sum(parts) for parts in zip(*tallies))
    return IsolationPopulation(people=int(people), counts=read_only(counts), trial_counts=read_only(trial_counts),
                               **_report(parameters, world, counts, trial_counts, alive))


def _run_isolation(parameters, rng, world):
    group = _follow(parameters, world, PEOPLE, rng)
    by_records = [_expected_ratios(parameters, world, quality)[1] for quality in RECORDS]
    kept = {name: read_only(group[name][:SHOWN]) for name in ("frailty", "recorded", "cortisol", "load", "risk_isolated",
                                                      "risk_company", "isolated", "died")}
    return IsolationRun(**kept, **_report(parameters, world, *_tally(group)), record_qualities=read_only(RECORDS),
                        records=parameters.records, adjusted_by_records=read_only(by_records), frailty_isolates=world.frailty_isolates,
                        matched=world.matched)


# ---- people -----------------------------------------------------------------------------------------------------------------

def gathered_load(excess, years, memory: float):
    """Load after years of cortisol that is constantly too high by `excess`: L = excess τ (1 − exp(−t/τ)), from L(0) = 0."""
    return excess * memory * -np.expm1(-np.asarray(years) / memory)


def exposure(excess: np.ndarray, effect: float, memory: float) -> np.ndarray:
    """What load multiplies hazard by, gathered over time: the integral of exp(bL) from 0 to the end of each year.

    Gauss–Legendre quadrature with two points a year.

    Parameters
    ----------
    excess : ndarray, shape (n,)
    effect, memory : float
        b and τ.

    Returns
    -------
    ndarray, shape (11, n), years
        The first row is 0.
    """
    points = np.arange(YEARS)[:, None] + 0.5 + np.array([-0.5, 0.5]) / math.sqrt(3)
    shape = effect * gathered_load(1.0, points, memory)
    yearly = np.exp(shape[..., None] * excess).mean(axis=1)
    return np.concatenate((np.zeros((1, len(excess))), np.cumsum(yearly, axis=0)))


def _follow(parameters, world, people, rng):
    """Everybody's life: a dict of arrays with one entry a person (and `alive`, one row a year)."""
    frailty, error, burden = rng.standard_normal((3, people))
    chance, lot = rng.random((2, people))
    threshold = rng.standard_exponential(people)
    loads = parameters.daily_load * np.exp(LOAD_SPREAD * burden)
    isolated = chance < _logistic(world.intercept + world.frailty_isolates * frailty)
    drawn = lot < parameters.isolated_share
    alone, company = resting_cortisol(1 + loads), resting_cortisol(1 + loads * (1 - parameters.support))
    frail = world.base_hazard * np.exp(parameters.frailty_effect * frailty)
    gone_alone, gone_company = (
        frail * exposure(np.maximum(level - 1, 0), world.load_effect, parameters.load_memory) for level in (alone, company))
    # Everybody dies once the gathered hazard passes a threshold of their own: the same luck, whatever life they lead.
    lived = np.where(isolated, gone_alone, gone_company)
    return {"frailty": frailty, "isolated": isolated, "drawn": drawn, "cortisol": np.where(isolated, alone, company),
            "recorded": math.sqrt(parameters.records) * frailty + math.sqrt(1 - parameters.records) * error,
            "load": gathered_load(np.maximum(np.where(isolated, alone, company) - 1, 0), YEARS, parameters.load_memory),
            "risk_isolated": -np.expm1(-gone_alone[-1]), "risk_company": -np.expm1(-gone_company[-1]),
            "alive": lived <= threshold, "died": lived[-1] > threshold,
            "died_drawn": np.where(drawn, gone_alone[-1], gone_company[-1]) > threshold}


def _logistic(log_odds):
    return 0.5 + 0.5 * np.tanh(log_odds / 2)


# ---- what a study reports ---------------------------------------------------------------------------------------------------

def _tally(group):
    """Counts by fifth, isolation and death; the same of the trial; and who is alive at the end of each year."""
    fifth = np.searchsorted(CUTS, group["recorded"])
    counts = np.bincount(4 * fifth + 2 * group["isolated"] + group["died"], minlength=4 * STRATA).reshape(STRATA, 2, 2)
    trial = np.bincount(2 * group["drawn"] + group["died_drawn"], minlength=4).reshape(2, 2)
    isolated = group["alive"][:, group["isolated"]].sum(axis=1)
    return counts, trial, np.stack((group["alive"].sum(axis=1) - isolated, isolated))


def _report(parameters, world, counts, trial_counts, alive):
    crude = counts.sum(axis=0)
    ratio, low, high = mantel_haenszel(crude[None])
    adjusted, adjusted_low, adjusted_high = mantel_haenszel(counts)
    trial, trial_low, trial_high = mantel_haenszel(trial_counts[None])
    # Half a person in each cell keeps a group in which nobody died from a ratio without end.
    risks = (crude[:, 1] + 0.5) / (crude.sum(axis=1) + 1)
    expected = _expected_ratios(parameters, world, parameters.records)
    alive = alive / np.maximum(alive[:, :1], 1)
    return {"years": read_only(np.arange(YEARS + 1.0)), "alive_company": read_only(alive[0]),
            "alive_isolated": read_only(alive[1]), "odds_ratio": ratio, "odds_ratio_low": low, "odds_ratio_high": high,
            "adjusted": adjusted, "adjusted_low": adjusted_low, "adjusted_high": adjusted_high,
            "risk_ratio": float(risks[1] / risks[0]), "risk_difference": float(risks[1] - risks[0]),
            "trial": trial, "trial_low": trial_low, "trial_high": trial_high, "expected_odds_ratio": expected[0],
            "expected_adjusted": expected[1], "expected_trial": expected[2]}


def deaths_in_hundred(deaths: float, odds_ratio: float) -> float:
    """How many of 100 die whose odds of survival are `odds_ratio` times those of people of whom `deaths` in 100 die.

    Parameters
    ----------
    deaths : float
        From 0 to below 100.
    odds_ratio : float
        Above 0.

    Returns
    -------
    float, 0 to 100
    """
    return float(100 * deaths / (deaths + odds_ratio * (100 - deaths)))


def pooled_odds_ratio(died_isolated, alive_isolated, died_company, alive_company) -> float:
    """Odds ratio of dying, isolated against not, pooled over strata: `mantel_haenszel` from four lists of counts, one entry a
    stratum.
    """
    counts = np.array([[alive_company, died_company], [alive_isolated, died_isolated]], dtype=float).transpose(2, 0, 1)
    return mantel_haenszel(counts)[0]


def crude_odds_ratio(died_isolated, alive_isolated, died_company, alive_company) -> float:
    """The same with all strata thrown together first: what one gets without adjusting."""
    return pooled_odds_ratio(*([np.sum(each)] for each in (died_isolated, alive_isolated, died_company, alive_company)))


def mean_odds_ratio(died_isolated, alive_isolated, died_company, alive_company) -> float:
    """The plain mean of the strata's odds ratios, in which a handful of people counts as much as a crowd."""
    return float(np.mean(np.multiply(died_isolated, alive_company) / np.multiply(alive_isolated, died_company)))


def mantel_haenszel(counts: np.ndarray) -> tuple[float, float, float]:
    """Odds ratio pooled over strata, Σ(ad/n) / Σ(bc/n), with its 95 % interval (Robins, Breslow and Greenland's variance).

    With one stratum it is the ordinary odds ratio with Woolf's interval. If a sum is zero half a person is added to each cell.

    Parameters
    ----------
    counts : ndarray, shape (k, 2, 2)
        By stratum, exposure (0, 1) and outcome (0, 1).

    Returns
    -------
    ratio, low, high : float
    """
    counts = np.asarray(counts, dtype=float)
    for cells in (counts, counts + 0.5):
        total = np.maximum(cells.sum(axis=(1, 2)), 1e-300)
        with_it, without = cells[:, 1, 1] * cells[:, 0, 0] / total, cells[:, 1, 0] * cells[:, 0, 1] / total
        top, bottom = with_it.sum(), without.sum()
        if top > 0 and bottom > 0:
            break
    agree, differ = (cells[:, 1, 1] + cells[:, 0, 0]) / total, (cells[:, 1, 0] + cells[:, 0, 1]) / total
    variance = ((agree @ with_it) / (2 * top**2) + (agree @ without + differ @ with_it) / (2 * top * bottom)
                + (differ @ without) / (2 * bottom**2))
    ratio, width = top / bottom, math.exp(1.959963984540054 * math.sqrt(variance))
    return float(ratio), float(ratio / width), float(ratio * width)


# ---- a population without end -----------------------------------------------------------------------------------------------

FRAILTIES = np.linspace(-5.5, 5.5, 111)
"""Frailties at which a population without end is counted; close enough together for the best records (tested)."""
DENSITY = np.exp(-(FRAILTIES**2) / 2) / np.exp(-(FRAILTIES**2) / 2).sum()
BURDENS, BURDEN_SHARES = np.polynomial.hermite_e.hermegauss(10)
BURDEN_SHARES = BURDEN_SHARES / BURDEN_SHARES.sum()


@lru_cache(maxsize=64)
def _fifths(quality):
    """Share of people of each frailty that the records put into each fifth, shape (111, 5)."""
    known, unknown = math.sqrt(quality), math.sqrt(1 - quality)
    below = [[0.0, *(0.5 * math.erfc((known * frailty - cut) / (unknown * math.sqrt(2))) for cut in CUTS), 1.0]
             for frailty in FRAILTIES.tolist()]
    return np.diff(np.array(below), axis=1)


def _survival(parameters, effect, base_hazard, support):
    """Share of people of each frailty who survive the ten years at some level of support, shape (111,)."""
    loads = parameters.daily_load * np.exp(LOAD_SPREAD * BURDENS)
    excess = np.maximum(resting_cortisol(1 + loads * (1 - support)) - 1, 0)
    gathered = exposure(excess, effect, parameters.load_memory)[-1]
    hazard = base_hazard * np.exp(parameters.frailty_effect * FRAILTIES)
    return np.exp(-hazard[:, None] * gathered) @ BURDEN_SHARES


def _survivals(parameters, world):
    """Rows: with company, isolated; shape (2, 111)."""
    return np.stack([_survival(parameters, world.load_effect, world.base_hazard, support)
                     for support in (parameters.support, 0.0)])


def _expected_ratios(parameters, world, quality):
    """Crude, adjusted and trial odds ratios in a population without end."""
    survival = _survivals(parameters, world)
    lives = _logistic(world.intercept + world.frailty_isolates * FRAILTIES)
    crude, adjusted = _tables(survival, lives, quality)
    randomised = survival @ DENSITY
    trial = (1 - randomised) / randomised
    return crude, adjusted, float(trial[1] / trial[0])


def _tables(survival, lives, quality):
    """Crude and Mantel–Haenszel odds ratio when `lives` is the share of each frailty that lives isolated."""
    lived = DENSITY * np.stack((1 - lives, lives))
    alive, dead = (lived * survival) @ _fifths(quality), (lived * (1 - survival)) @ _fifths(quality)
    total = (alive + dead).sum(axis=0)
    adjusted = (dead[1] * alive[0] / total).sum() / (alive[1] * dead[0] / total).sum()
    alive, dead = alive.sum(axis=1), dead.sum(axis=1)
    return float(dead[1] * alive[0] / (alive[1] * dead[0])), float(adjusted)


def _intercept(share, frailty_isolates):
    """α at which the given share of the population lives isolated."""
    reach = abs(frailty_isolates) * 6 + 4
    return _root(lambda alpha: float(_logistic(alpha + frailty_isolates * FRAILTIES) @ DENSITY) - share, -reach, reach)


def _claimed_world(parameters):
    return World(load_effect=parameters.load_effect, frailty_isolates=parameters.frailty_isolates,
                 base_hazard=parameters.base_hazard, matched=True,
                 intercept=_intercept(parameters.isolated_share, parameters.frailty_isolates))


def _unrelated_world(parameters):
    return World(load_effect=0.0, frailty_isolates=0.0, base_hazard=parameters.base_hazard, matched=False,
                 intercept=_intercept(parameters.isolated_share, 0.0))


@lru_cache(maxsize=64)
def _confounded_world(parameters):
    """The world without a causal path whose deaths and adjusted odds ratio are those of the claim's."""
    claim, share = _claimed_world(parameters), parameters.isolated_share
    lives = _logistic(claim.intercept + claim.frailty_isolates * FRAILTIES)
    alive = float((np.stack((1 - lives, lives)) * _survivals(parameters, claim)).sum(axis=0) @ DENSITY)
    target = math.log(_expected_ratios(parameters, claim, parameters.records)[1])

    def survival(log_hazard):
        return np.exp(-YEARS * np.exp(log_hazard + parameters.frailty_effect * FRAILTIES))

    log_hazard = _root(lambda log_hazard: float(survival(log_hazard) @ DENSITY) - alive,
                       math.log(parameters.base_hazard), math.log(parameters.base_hazard) + 12.0)
    both = np.stack([survival(log_hazard)] * 2)

    def miss(isolates):
        lives = _logistic(_intercept(share, isolates) + isolates * FRAILTIES)
        return math.log(_tables(both, lives, parameters.records)[1]) - target

    isolates = _root(miss, -STEEPEST, STEEPEST)
    return World(load_effect=0.0, frailty_isolates=isolates, base_hazard=math.exp(log_hazard),
                 intercept=_intercept(share, isolates), matched=abs(miss(isolates)) < 1e-6)


def _root(function, low, high):
    """Root of a monotone function in an interval (false position, Illinois); the nearer end if it has none there."""
    at_low, at_high = function(low), function(high)
    if at_low * at_high > 0:
        return low if abs(at_low) < abs(at_high) else high
    for _ in range(100):
        middle = (low * at_high - high * at_low) / (at_high - at_low) if at_high != at_low else low
        here = function(middle)
        if here * at_high < 0:
            low, at_low = high, at_high
        else:
            at_low /= 2
        high, at_high = middle, here
        if abs(here) < 1e-13 or abs(high - low) < 1e-10:
            break
    return high
