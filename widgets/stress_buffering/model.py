"""Cortisol in company: one stressful test (minutes), and months with, without and again with a companion (weeks).

==============  =======================  ====================================================================
time scale      the claim                its rivals
==============  =======================  ====================================================================
minutes         `simulate_buffering`     `simulate_no_buffer`: company does nothing;
                                         `simulate_any_company`: anybody helps, without oxytocin and bond;
                                         `simulate_never_judged`: company can only soothe
weeks           `simulate_gland_mass`    `simulate_fixed_glands`: glands neither grow nor shrink;
                                         `simulate_without_priming`: the stress system does not brace itself;
                                         `simulate_unbuffered_months`: company does nothing
==============  =======================  ====================================================================

One axis is behind both (Karin and others 2020). CRH x₁, ACTH x₂ and cortisol x₃ last minutes; the masses of the pituitary's
corticotrophs P and of the adrenal cortex A change over weeks::

    x₁' = g₁ (u MR(x₃) GR(x₃) − x₁)      x₂' = g₂ (x₁ P GR(x₃) − x₂)      x₃' = g₃ (x₂ A − x₃)
    P' = g_P P (x₁ − 1)                  A' = g_A A (x₂ − 1)
    MR(x) = 1/x,  GR(x) = 1/((x/K)³ + 1)

Hormones are counted in units of their own set points, so 1 is an ordinary level and 2 twice as much. The drive u is 1 when
nothing presses. **What is ours is what company does to u**: 1 + (load)(1 − s). Support s is what oxytocin takes away minus
what being judged adds, so it can be negative. Claim and rival take the same parameters; same seed, same luck.

The equations were checked against a public re-implementation, not against the paper's own text. The half-lives of the glands
(7 and 14 days) are those that the same laboratory's later code names as the values of 2020; its own later values are 20 and 30
days, which the sliders reach. Five earlier models of this axis did not fit the hormones of 17 people well (Hosseinichimeh and
others 2015, 10.1016/j.mbs.2015.08.004), and this one has not been tried on them: read sizes as "in this toy".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Choice, Parameter, parameter_set
from widgets.physiology import GR_HALF, receptor_occupancy, resting_cortisol

CRH_RATE, ACTH_RATE, CORTISOL_RATE = math.log(2) / 4, math.log(2) / 20, math.log(2) / 80
"""Rates of removal, 1/min: half-lives of 4, 20 and 80 minutes."""
PARTNER_RELEASE = 4.0
"""Oxytocin that the presence of a fully bonded companion releases, in units of the receptor's dissociation constant."""


# ---------------------------------------------------------------------------------------------------------------------------
# Support and rest
# ---------------------------------------------------------------------------------------------------------------------------


def oxytocin_buffer(bond, oxytocin_given: float = 0.0, antagonist: float = 0.0):
    """Share of the load that oxytocin takes away = occupancy of its receptors: o / (o + 1 + a), with o = 4β + o_x (Gaddum).

    Parameters
    ----------
    bond : float or ndarray
        β, from 0 (a stranger, or nobody there) to 1.
    oxytocin_given : float
        o_x, in units of the dissociation constant.
    antagonist : float
        a, in units of its own dissociation constant.

    Returns
    -------
    float or ndarray, 0 to 1
    """
    oxytocin = PARTNER_RELEASE * bond + oxytocin_given
    return receptor_occupancy(oxytocin, antagonist)


# ---------------------------------------------------------------------------------------------------------------------------
# Minutes: one stressful test
# ---------------------------------------------------------------------------------------------------------------------------

STRESS_MINUTES = 20.0
"""How long the stressor lasts."""
BEFORE_MINUTES = 20.0
STEPS = np.array([2.0] * 30 + [4.0] * 45)
"""Steps of the integration, min: fine while CRH rises and falls (an hour), coarser for the three hours after."""
PEOPLE = 30
"""People drawn beside the typical one."""
NOTICEABLE = 0.05
"""Company counts as lowering or raising the response if it changes it by at least this share."""
ANY_COMPANY = 0.5
"""What the rival's companion takes away, whoever it is."""


@parameter_set
class BufferingParameters:
    """A stressful test of twenty minutes, alone or with somebody."""

    stress = Parameter(
        key="stress", symbol="Δu", unit="drives", default=5.0, low=0.5, high=8.0, step=0.25,
        label="How stressful the test is", meaning="drive that the test adds to the resting drive of 1, faced alone",
        standing="invented")
    company = Choice(
        key="company", default="with", options={"alone": "alone", "with": "somebody is there"},
        label="Company", meaning="whether the companion is there during the test")
    bond = Parameter(
        key="bond", symbol="β", unit="", default=0.6, low=0.0, high=1.0, step=0.05,
        label="How strong the bond is", meaning="0 is a stranger, 1 the closest companion of one's life", standing="invented")
    judged = Parameter(
        key="judged", symbol="e", unit="", default=0.0, low=0.0, high=1.0, step=0.05,
        label="Feeling judged by the companion", meaning="share of the test's load that the companion adds as an audience",
        standing="invented")
    oxytocin_given = Parameter(
        key="oxytocin", symbol="oₓ", unit="K_d", default=0.0, low=0.0, high=8.0, step=0.25,
        label="Oxytocin given to the brain", meaning="oxytocin added in the hypothalamus, in units of the receptor's "
        "dissociation constant", standing="invented")
    antagonist = Parameter(
        key="antagonist", symbol="a", unit="K_a", default=0.0, low=0.0, high=50.0, step=1.0,
        label="Blocker of the oxytocin receptor", meaning="antagonist in units of its own dissociation constant",
        standing="invented")
    spread = Parameter(
        key="spread", symbol="σ", unit="", default=0.3, low=0.0, high=0.6, step=0.05,
        label="How much people differ", meaning="spread of what the test means to people (log) and, doubled, of their "
        "bonds (log odds)", standing="invented")


@dataclass(frozen=True)
class BufferingRun:
    """Four hours around a stressful test: a typical person alone and as tested, and thirty others.

    Attributes
    ----------
    time : ndarray, shape (77,), min
        From −20 to 240; the test lasts from 0 to 20.
    crh_alone, acth_alone, cortisol_alone : ndarray, shape (77,), set points
        The typical person alone, with nothing given.
    crh, acth, cortisol : ndarray, shape (77,), set points
        The same person as tested: company, drugs.
    people : ndarray, shape (30, 77), set points
        Cortisol of the others, as tested.
    bonds : ndarray, shape (30,), 0 to 1
        How strong each one's bond to the companion is.
    bond : float, 0 to 1
        The typical person's.
    people_rise_alone, people_rise : ndarray, shape (30,), set points
        Highest cortisol above rest of each of them, alone with nothing given and as tested.
    people_left : ndarray, shape (30,)
        The second as a share of the first.
    support : float, -1 to 1
        s, the typical person's: what oxytocin takes away minus what being judged adds.
    occupancy : float, 0 to 1
        Share of the oxytocin receptors that are occupied.
    rest : float, set points
        Cortisol before the test.
    rise_alone, rise : float, set points
        Highest cortisol above rest of the typical person, alone with nothing given and as tested.
    left : float
        The second as a share of the first: below 1 is buffering, above 1 the opposite.
    effect : str
        "lowers", "leaves" or "raises": what the tested condition does to the response, at a margin of 5 %.
    bond_correlation : float, -1 to 1
        Correlation over people between bond and rise as tested; nan where one of the two does not vary.
    """

    time: np.ndarray
    crh_alone: np.ndarray
    acth_alone: np.ndarray
    cortisol_alone: np.ndarray
    crh: np.ndarray
    acth: np.ndarray
    cortisol: np.ndarray
    people: np.ndarray
    bonds: np.ndarray
    bond: float
    people_rise_alone: np.ndarray
    people_rise: np.ndarray
    people_left: np.ndarray
    support: float
    occupancy: float
    rest: float
    rise_alone: float
    rise: float
    left: float
    effect: str
    bond_correlation: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        **dict.fromkeys(("crh_alone", "acth_alone", "cortisol_alone", "crh", "acth", "cortisol", "people", "people_rise_alone",
                         "people_rise", "people_left", "rest", "rise_alone", "rise", "left"), (0.0, math.inf)),
        **dict.fromkeys(("bonds", "bond", "occupancy"), (0.0, 1.0)),
        **dict.fromkeys(("support", "bond_correlation"), (-1.0, 1.0))}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"bond_correlation"})


def simulate_buffering(parameters: BufferingParameters, rng: np.random.Generator) -> BufferingRun:
    """A companion buffers through oxytocin, as far as there is a bond: u = 1 + Δu (1 − s), s = o/(o + 1 + a) − e, o = 4β + oₓ.

    The companion's presence releases oxytocin in proportion to the bond; a given dose adds to it; a blocker competes with both
    for the same receptors. The companion is also an audience, which adds a share e of the load. The glands stand still: in
    four hours they would change by a few percent.

    Parameters
    ----------
    parameters : BufferingParameters
    rng : numpy.random.Generator
        Gives how people differ: what the test means to them and how strong their bonds are.

    Returns
    -------
    BufferingRun

    Notes
    -----
    Left out: the rhythm of the day, pulses, age and puberty, how long a dose lasts and whether it reaches the brain, and the
    effects of oxytocin at rest. Karin and others 2020, 10.15252/msb.20209510. That oxytocin in the hypothalamus can stand in
    for a partner and a blocker abolish what the partner does was found in prairie voles (Smith & Wang 2014,
    10.1016/j.biopsych.2013.09.017); that a judging audience raises cortisol and mere presence does not, in students (Dickerson
    and others 2008, 10.1037/0278-6133.27.1.116). That a companion can be such an audience is our guess.
    """
    def support(bond):
        occupancy = oxytocin_buffer(bond * _present(parameters), parameters.oxytocin_given, parameters.antagonist)
        return occupancy - parameters.judged * _present(parameters)

    return _run_test(parameters, rng, support)


def simulate_no_buffer(parameters: BufferingParameters, rng: np.random.Generator) -> BufferingRun:
    """The rival: s = 0. Nobody's presence and no drug changes the response.

    Parameters, returns: as `simulate_buffering`.
    """
    return _run_test(parameters, rng, lambda bond: 0.0 * bond)


def simulate_any_company(parameters: BufferingParameters, rng: np.random.Generator) -> BufferingRun:
    """The rival: anybody's presence takes away half of the load, s = ½ − e, without oxytocin and whatever the bond.

    Parameters, returns: as `simulate_buffering`.
    """
    return _run_test(parameters, rng, lambda bond: 0.0 * bond + _present(parameters) * (ANY_COMPANY - parameters.judged))


def simulate_never_judged(parameters: BufferingParameters, rng: np.random.Generator) -> BufferingRun:
    """The rival: a companion only soothes, e = 0 whatever the slider says, so that support is never negative.

    Parameters, returns: as `simulate_buffering`.
    """
    def support(bond):
        return oxytocin_buffer(bond * _present(parameters), parameters.oxytocin_given, parameters.antagonist)

    return _run_test(parameters, rng, support)


def _present(parameters):
    return float(parameters.company == "with")


def _run_test(parameters, rng, support):
    meaning, closeness = parameters.spread * rng.standard_normal((2, PEOPLE))
    bonds = np.concatenate(([parameters.bond], _shift_odds(parameters.bond, 2 * closeness)))
    loads = parameters.stress * np.exp(np.concatenate(([0.0], meaning)))
    supports = support(bonds)
    # The typical person and the others, first all of them alone, then all of them as tested.
    hormones = hormones_in_minutes(np.concatenate((loads, loads * (1 - supports))))
    crh, acth, cortisol = hormones[:, :, 0], hormones[:, :, 1], hormones[:, :, 2]
    rises = cortisol.max(axis=1) - cortisol[:, 0]
    alone, tested = rises[:1 + PEOPLE], rises[1 + PEOPLE:]
    left = tested / alone
    return BufferingRun(
        time=read_only(np.concatenate(([-BEFORE_MINUTES, 0.0], np.cumsum(STEPS)))),
        crh_alone=read_only(crh[0]), acth_alone=read_only(acth[0]), cortisol_alone=read_only(cortisol[0]),
        crh=read_only(crh[1 + PEOPLE]), acth=read_only(acth[1 + PEOPLE]), cortisol=read_only(cortisol[1 + PEOPLE]),
        people=read_only(cortisol[2 + PEOPLE:]), bonds=read_only(bonds[1:]), bond=parameters.bond,
        people_rise_alone=read_only(alone[1:]),
        people_rise=read_only(tested[1:]), people_left=read_only(left[1:]), support=float(supports[0]),
        occupancy=float(oxytocin_buffer(parameters.bond * _present(parameters), parameters.oxytocin_given,
                                        parameters.antagonist)),
        rest=float(cortisol[0, 0]), rise_alone=float(alone[0]), rise=float(tested[0]), left=float(left[0]),
        effect=_name_effect(left[0]), bond_correlation=_correlation(bonds[1:], tested[1:]))


def _shift_odds(share, shift):
    """A share whose odds are multiplied by exp(shift); 0 and 1 stay what they are."""
    return share / (share + (1 - share) * np.exp(-shift))


def _name_effect(left):
    if abs(left - 1) < NOTICEABLE:
        return "leaves"
    return "lowers" if left < 1 else "raises"


def _correlation(first, second):
    """Pearson's r; nan where either hardly varies."""
    first, second = first - first.mean(), second - second.mean()
    size = math.sqrt((first @ first) * (second @ second))
    return float(np.clip((first @ second) / size, -1, 1)) if size > 1e-9 else math.nan


def hormones_in_minutes(loads: np.ndarray, steps: np.ndarray = STEPS, stress_minutes: float = STRESS_MINUTES) -> np.ndarray:
    """CRH, ACTH and cortisol of people whose drive jumps from 1 to 1 + load for a while, with glands that stand still.

    Classical Runge–Kutta for everybody at once; the jumps fall between steps.

    Parameters
    ----------
    loads : ndarray, shape (n,), >= 0
        What the stressor adds to the drive.
    steps : ndarray, shape (m,), min
        Lengths of the steps; `stress_minutes` must be a sum of the first few.
    stress_minutes : float, min

    Returns
    -------
    ndarray, shape (n, m + 2, 3), set points
        The first two points are rest: before the run, and at its start.
    """
    rest = float(resting_cortisol(1.0))
    pituitary, adrenal = 1 + (rest / GR_HALF) ** 3, rest
    rates = np.array([[CRH_RATE], [ACTH_RATE], [CORTISOL_RATE]])

    def slope(state, drive):
        crh, acth, cortisol = state
        ratio = cortisol * (1 / GR_HALF)
        receptor = 1 / (1 + ratio * ratio * ratio)
        made = np.empty_like(state)
        np.multiply(drive / cortisol, receptor, out=made[0])
        np.multiply(pituitary * crh, receptor, out=made[1])
        np.multiply(adrenal, acth, out=made[2])
        return rates * (made - state)

    state = np.repeat([[1.0], [1.0], [rest]], len(loads), axis=1)
    path, stressed, elapsed = [state, state], 1.0 + loads, 0.0
    for step in steps.tolist():
        drive = stressed if elapsed < stress_minutes - 1e-9 else np.ones_like(stressed)
        a = slope(state, drive)
        b = slope(state + step / 2 * a, drive)
        c = slope(state + step / 2 * b, drive)
        d = slope(state + step * c, drive)
        state = state + step / 6 * (a + 2 * (b + c) + d)
        path.append(state)
        elapsed += step
    return np.array(path).transpose(2, 0, 1)


# ---------------------------------------------------------------------------------------------------------------------------
# Weeks: with a companion, without, and again with
# ---------------------------------------------------------------------------------------------------------------------------

TOGETHER_DAYS, AGAIN_DAYS = 20.0, 160.0
"""Days with the companion before, and with a companion again after."""
PRIMING_HALF_LIFE = 15.0
"""Days in which half of the bracing comes or goes (invented)."""
SETTLED_MARGIN = 0.05
"""ACTH counts as settled from when on it stays within this share of 1."""
PHASE_GRID = (np.arange(31) / 30) ** 2
"""Ends of the steps of each phase that changes, as shares of it: short steps at first, longer ones as things settle."""
EARLY_DAY = 5.0
"""Days after the loss at which loss is compared with being alone (voles were looked at after four)."""
MONTHS_PEOPLE = 20


@parameter_set
class MonthsParameters:
    """A life with everyday load: with a companion, then without, then with one again."""

    daily_load = Parameter(
        key="load", symbol="d", unit="drives", default=2.0, low=0.25, high=3.0, step=0.25,
        label="Everyday load", meaning="drive that everyday life adds to the resting drive of 1, faced alone",
        standing="invented")
    bond = Parameter(
        key="bond", symbol="β", unit="", default=0.8, low=0.0, high=1.0, step=0.05,
        label="How strong the bond is", meaning="0 is company without a bond, 1 the closest companion of one's life",
        standing="invented")
    days_apart = Parameter(
        key="apart", symbol="T", unit="days", default=60.0, low=10.0, high=120.0, step=5.0,
        label="Time without a companion", meaning="days between losing the companion and having company again",
        standing="invented")
    priming = Parameter(
        key="priming", symbol="η", unit="", default=0.6, low=0.0, high=0.8, step=0.05,
        label="How far the stress system braces itself", meaning="share of what oxytocin takes away that CRH neurons "
        "make up for within weeks of company", standing="invented")
    pituitary_half_life = Parameter(
        key="pituitary", symbol="h_P", unit="days", default=7.0, low=4.0, high=20.0, step=1.0,
        label="Half-life of pituitary cells", meaning="how long half of the gland's active mass lasts without renewal",
        standing="plausible", source="karin2020")
    adrenal_half_life = Parameter(
        key="adrenal", symbol="h_A", unit="days", default=14.0, low=6.0, high=30.0, step=1.0,
        label="Half-life of adrenal cells", meaning="how long half of the gland's active mass lasts without renewal",
        standing="plausible", source="karin2020")
    spread = Parameter(
        key="spread", symbol="σ", unit="", default=0.3, low=0.0, high=0.6, step=0.05,
        label="How much people differ", meaning="spread of people's everyday load (log) and, doubled, of their bonds "
        "(log odds)", standing="invented")


@dataclass(frozen=True)
class MonthsRun:
    """Months with a companion, without and again with one: a typical person and twenty others.

    Attributes
    ----------
    time : ndarray, shape (64,), days
        0 is the day on which the companion is lost. Closer together where things change fast.
    together : ndarray of bool, shape (64,)
        Whether a companion is there.
    drive : ndarray, shape (64,)
        What reaches the axis; 1 when nothing presses.
    crh, acth, cortisol : ndarray, shape (64,), set points
    pituitary, adrenal : ndarray, shape (64,)
        Functional masses of the glands; about 1 in a life without load.
    people : ndarray, shape (20, 64), set points
        Cortisol of the others.
    people_peak, people_alone : ndarray, shape (20,), set points
        Highest cortisol of each while apart, and the level at which each would live had they always been alone.
    cortisol_together, cortisol_alone : float, set points
        Levels at which the typical person settles with the companion, and alone for good.
    peak_apart : float, set points
        Highest cortisol of the typical person while apart.
    early_excess : float, set points
        Cortisol five days after the loss minus `cortisol_alone`: positive if loss is more than being alone.
    adrenal_growth : float
        Largest adrenal mass while apart divided by the mass before.
    lowest_acth : float, set points
        Lowest ACTH after company has come back.
    days_to_settle : float, days
        From the return of company until ACTH stays within 5 % of 1, its level in any settled life; 160 if it takes longer.
    """

    time: np.ndarray
    together: np.ndarray
    drive: np.ndarray
    crh: np.ndarray
    acth: np.ndarray
    cortisol: np.ndarray
    pituitary: np.ndarray
    adrenal: np.ndarray
    people: np.ndarray
    people_peak: np.ndarray
    people_alone: np.ndarray
    cortisol_together: float
    cortisol_alone: float
    peak_apart: float
    early_excess: float
    adrenal_growth: float
    lowest_acth: float
    days_to_settle: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        **dict.fromkeys(("drive", "crh", "acth", "cortisol", "pituitary", "adrenal", "people", "people_peak", "people_alone",
                         "cortisol_together", "cortisol_alone", "peak_apart", "adrenal_growth", "lowest_acth"),
                        (0.0, math.inf)),
        "days_to_settle": (0.0, AGAIN_DAYS)}


def simulate_gland_mass(parameters: MonthsParameters, rng: np.random.Generator) -> MonthsRun:
    """Glands that grow and shrink remember a loss for weeks: u = 1 + d (1 − s + q), q' = (η s − q) ln 2 / h_q.

    While the companion is there oxytocin takes s = 4β/(4β + 1) off the load; CRH neurons brace themselves and make up for a
    share η of that (q). When the companion is lost s is gone at once, q only within weeks: the drive is higher than that of
    somebody who has always been alone. Then the glands follow, and bring memory of their own. All of it is reversible.

    Hormones that last minutes are taken at their quasi-steady values, given the glands (`quick_hormones`).

    Parameters
    ----------
    parameters : MonthsParameters
    rng : numpy.random.Generator
        Gives how people differ: everyday load and bonds.

    Returns
    -------
    MonthsRun

    Notes
    -----
    Left out: how a bond forms and fades, grief in any sense but this, the rhythm of the day, and everything that people do.
    That pairing raises the expression of CRH and that loss of a female partner raises corticosterone and adrenal weight was
    found in male prairie voles (Bosch and others 2009, 10.1038/npp.2008.154); that bracing works as written here is invented.
    With less of it (η below about ½) loss is no more than being alone in the first days, because glands lag behind.
    Karin and others 2020, 10.15252/msb.20209510.
    """
    return _run_months(parameters, rng, buffered=1.0, priming=parameters.priming, growth=1.0)


def simulate_fixed_glands(parameters: MonthsParameters, rng: np.random.Generator) -> MonthsRun:
    """The rival: glands keep the mass that they have on the day of the loss, so that nothing lasts longer than the drive.

    Parameters, returns: as `simulate_gland_mass`.
    """
    return _run_months(parameters, rng, buffered=1.0, priming=parameters.priming, growth=0.0)


def simulate_without_priming(parameters: MonthsParameters, rng: np.random.Generator) -> MonthsRun:
    """The rival: η = 0 whatever the slider says. Losing somebody is then the same as being alone.

    Parameters, returns: as `simulate_gland_mass`.
    """
    return _run_months(parameters, rng, buffered=1.0, priming=0.0, growth=1.0)


def simulate_unbuffered_months(parameters: MonthsParameters, rng: np.random.Generator) -> MonthsRun:
    """The rival: company takes nothing off the load (s = 0), so that neither having nor losing it makes a difference.

    Parameters, returns: as `simulate_gland_mass`.
    """
    return _run_months(parameters, rng, buffered=0.0, priming=parameters.priming, growth=1.0)


def _run_months(parameters, rng, buffered, priming, growth):
    burden, closeness = parameters.spread * rng.standard_normal((2, MONTHS_PEOPLE))
    loads = parameters.daily_load * np.exp(np.concatenate(([0.0], burden)))
    bonds = np.concatenate(([parameters.bond], _shift_odds(parameters.bond, 2 * closeness)))
    supports = buffered * oxytocin_buffer(bonds)
    rates = growth * math.log(2) / np.array([[parameters.pituitary_half_life], [parameters.adrenal_half_life]])
    before = 1 + loads * (1 - supports * (1 - priming))
    masses = resting_glands(before)
    pieces = [(np.array([-TOGETHER_DAYS, 0.0]), True, np.array([before] * 2), np.array([masses] * 2))]
    apart = parameters.days_apart
    for there, start, length, primed in ((False, 0.0, apart, 1.0), (True, apart, AGAIN_DAYS, primed_share(apart, 1.0, 0.0))):
        ends = length * PHASE_GRID
        stages = np.stack((ends[:-1], (ends[:-1] + ends[1:]) / 2, ends[1:]), axis=1)

        def drive(days):
            bracing = priming * supports * primed_share(days, primed, float(there))[..., None]
            return 1 + loads * (1 - supports * there + bracing)

        path = gland_masses(drive(stages), np.diff(ends), masses, rates)
        pieces.append((start + ends, there, drive(ends), path))
        masses = path[-1]
    return _months_run(pieces, resting_cortisol(before[0]), resting_cortisol(1 + loads), apart)


def primed_share(days, start: float, end: float):
    """How much of its full size the bracing has after some days on its way from one share to another: half-life 15 days."""
    return end + (start - end) * 0.5 ** (days / PRIMING_HALF_LIFE)


def resting_glands(drive) -> np.ndarray:
    """Masses (ln P, ln A) at which glands settle under a constant drive: P = 1 + (x/K)³ and A = x, x the resting cortisol.

    Parameters
    ----------
    drive : ndarray, shape (n,)

    Returns
    -------
    ndarray, shape (2, n)
    """
    level = resting_cortisol(drive)
    return np.log(np.stack((1 + (level / GR_HALF) ** 3, level)))


def gland_masses(drives: np.ndarray, steps: np.ndarray, start: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """Solve (ln P)' = g_P (x₁ − 1), (ln A)' = g_A (x₂ − 1) with hormones at their quasi-steady values: Runge–Kutta, order 4.

    Parameters
    ----------
    drives : ndarray, shape (m, 3, n)
        Drive of n people at the beginning, the middle and the end of each step.
    steps : ndarray, shape (m,), days
    start : ndarray, shape (2, n)
        ln P and ln A.
    rates : ndarray, shape (2, 1), 1/day
        g_P and g_A.

    Returns
    -------
    ndarray, shape (m + 1, 2, n)
        ln P and ln A at the ends of the steps.
    """
    def slope(masses, drive):
        return rates * (quick_hormones(masses, drive)[:2] - 1)

    masses, path = start, [start]
    for step, (first, middle, last) in zip(steps.tolist(), drives):
        a = slope(masses, first)
        b = slope(masses + step / 2 * a, middle)
        c = slope(masses + step / 2 * b, middle)
        d = slope(masses + step * c, last)
        masses = masses + step / 6 * (a + 2 * (b + c) + d)
        path.append(masses)
    return np.array(path)


def quick_hormones(masses: np.ndarray, drive) -> np.ndarray:
    """CRH, ACTH and cortisol once a few hours have passed, given the glands: where x₁' = x₂' = x₃' = 0.

    x₁ = √(u/PA), x₂ = x₃/A, and x₃ is the root of x₃ (1 + (x₃/K)³) = √(u P A).

    Parameters
    ----------
    masses : ndarray, shape (2, n)
        ln P and ln A.
    drive : ndarray, shape (n,)

    Returns
    -------
    ndarray, shape (3, n), set points
    """
    pituitary, adrenal = np.exp(masses)
    hormones = np.empty((3, *drive.shape))
    np.sqrt(drive / (pituitary * adrenal), out=hormones[0])
    hormones[2] = resting_cortisol(drive / hormones[0])
    np.divide(hormones[2], adrenal, out=hormones[1])
    return hormones


def _months_run(pieces, together_level, alone_levels, apart):
    times, presence, drives, masses = zip(*pieces)
    time, drives, masses = np.concatenate(times), np.concatenate(drives), np.concatenate(masses)
    together = np.repeat(presence, [len(each) for each in times])
    crh, acth, cortisol = quick_hormones(masses.transpose(1, 0, 2), drives)
    away, after = ~together, together & (time >= apart)
    peaks = cortisol[away].max(axis=0)
    return MonthsRun(
        time=read_only(time), together=read_only(together), drive=read_only(drives[:, 0]), crh=read_only(crh[:, 0]),
        acth=read_only(acth[:, 0]), cortisol=read_only(cortisol[:, 0]), pituitary=read_only(np.exp(masses[:, 0, 0])),
        adrenal=read_only(np.exp(masses[:, 1, 0])), people=read_only(cortisol[:, 1:].T), people_peak=read_only(peaks[1:]),
        people_alone=read_only(alone_levels[1:]), cortisol_together=float(together_level),
        cortisol_alone=float(alone_levels[0]), peak_apart=float(peaks[0]),
        early_excess=float(np.interp(EARLY_DAY, time[away], cortisol[away, 0]) - alone_levels[0]),
        adrenal_growth=float(np.exp((masses[away, 1, 0] - masses[0, 1, 0]).max())),
        lowest_acth=float(acth[after, 0].min()), days_to_settle=_days_to_settle(time[after] - apart, acth[after, 0]))


def _days_to_settle(days, acth):
    """From when on ACTH stays within the margin of 1, its level in any settled life; the last day if it does not."""
    distance = np.abs(acth - 1) / SETTLED_MARGIN
    outside = np.flatnonzero(distance > 1)
    if not outside.size:
        return 0.0
    crossing = slice(outside[-1], outside[-1] + 2)
    return float(np.interp(-1.0, -distance[crossing], days[crossing]))
