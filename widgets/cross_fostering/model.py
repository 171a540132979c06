"""Rats: who raised her, or who bore her? Lines of mothers that lick much or little, receptors, and a mark on the DNA.

===========================  ===========================  ===================================================================
what                         the claim                    its rivals
===========================  ===========================  ===================================================================
pups given to other mothers  `simulate_cross_fostering`   `simulate_intact_families`: nobody is moved, so that the two cannot
                                                          be told apart; `simulate_biology_only`
oxytocin receptors           `simulate_receptors`         `simulate_receptors_as_bystander`
a mark on the DNA            `simulate_mark`              `simulate_written_once`; `simulate_inherited_mark`
===========================  ===========================  ===================================================================

All of it is about rats. Licking is on a scale from 0 to about 1 that is ours. In real rats licking is spread normally over
mothers, and "high" and "low" are the ends of that spread: neither is a good or a bad mother.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

BASE, GAIN, HALF = 0.12, 0.76, 0.5
"""The response to care: least licking, how much care can add, and the care at which half of that is added (all invented)."""
LOW_LINE, HIGH_LINE = 0.12, 0.85
"""Licking of the two lines' mothers: the stable states of the response at its default steepness."""
BORN_TO_HIGH = (False, False, True, True)
"""The line of the mother who bore the pups, in each of the four groups."""
RAISED_BY_HIGH = (False, True, False, True)
"""The line of the mother who raises them, when half of the pups are exchanged."""
FOLLOWED = 8
"""Generations that the lines are followed, the pups themselves included."""


# ---------------------------------------------------------------------------------------------------------------------------
# Pups given to other mothers
# ---------------------------------------------------------------------------------------------------------------------------


@parameter_set
class CrossFosteringParameters:
    """Female pups of two lines, raised by mothers of either, and what becomes of them as mothers."""

    biology_share = Parameter(
        key="biology", symbol="β", unit="", default=0.0, low=0.0, high=1.0, step=0.05,
        label="How much is biology", meaning="share of the influence that comes from the line the pup was born to; the rest "
        "comes from the mother who raises it", standing="invented")
    environment = Parameter(
        key="environment", symbol="E", unit="", default=0.0, low=-0.6, high=0.6, step=0.05,
        label="Life after weaning",
        meaning="isolation (below 0) or enrichment (above 0) of the young females, counted as if it were care",
        standing="invented")
    steepness = Parameter(
        key="steepness", symbol="n", unit="", default=6.0, low=1.0, high=8.0, step=0.5,
        label="How steep the response to care is",
        meaning="Hill exponent; above about 2.5 there are two stable states", standing="invented")
    spread = Parameter(
        key="spread", symbol="σ", unit="", default=0.08, low=0.0, high=0.2, step=0.01,
        label="Differences between sisters", meaning="spread of licking among females with the same history",
        standing="plausible", source="champagne2003")
    females = Parameter(
        key="females", symbol="m", unit="", default=12.0, low=4.0, high=40.0, step=1.0,
        label="Females in a group", meaning="how many are followed in each of the four groups", standing="plausible")


@dataclass(frozen=True)
class CrossFosteringRun:
    """Four groups of m = 4 to 40 females, and one daughter of each.

    Attributes
    ----------
    born_to_high, raised_by_high : ndarray of bool, shape (4,)
        Line of the mother who bore, and of the mother who raised, the females of each group.
    care_received : ndarray, shape (4,)
        Licking by the mother who raised them.
    receptors : ndarray, shape (4,)
        Oxytocin receptors that such a history leads to, as a share of the most there can be.
    licking : ndarray, shape (4, m)
        How much each female licks her own pups.
    expected : ndarray, shape (4,)
        The same without chance.
    next_receptors, next_licking : ndarray, shape (4, m)
        The same of one daughter of each, raised by her own mother and in ordinary surroundings.
    line : ndarray, shape (4, 8)
        What would follow without chance, generation after generation; the first column is `expected`.
    total_effect : float
        Licking of those born to and raised by high mothers minus that of those born to and raised by low ones.
    rearing_effect, biology_effect : float
        How much of a difference the mother who raised, and the mother who bore, make on average; nan if nobody was moved,
        because any split of the total then fits equally well.
    rearing_error, biology_error : float
        Their standard errors; nan likewise.
    told_apart : bool
        Whether this design can tell rearing from biology.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "care_received": (0.0, 1.0), "receptors": (0.0, 1.0), "licking": (0.0, math.inf), "expected": (BASE, BASE + GAIN),
        "next_receptors": (0.0, 1.0), "next_licking": (0.0, math.inf), "line": (BASE, BASE + GAIN),
        "rearing_error": (0.0, math.inf), "biology_error": (0.0, math.inf)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"rearing_effect", "biology_effect", "rearing_error", "biology_error"})

    born_to_high: np.ndarray
    raised_by_high: np.ndarray
    care_received: np.ndarray
    receptors: np.ndarray
    licking: np.ndarray
    expected: np.ndarray
    next_receptors: np.ndarray
    next_licking: np.ndarray
    line: np.ndarray
    total_effect: float
    rearing_effect: float
    biology_effect: float
    rearing_error: float
    biology_error: float
    told_apart: bool


def simulate_cross_fostering(parameters: CrossFosteringParameters, rng: np.random.Generator) -> CrossFosteringRun:
    """Half of each line's pups are raised by mothers of the other line: rearing and birth are crossed.

    A female licks ``L' = base + gain xⁿ/(Kⁿ + xⁿ) + σ e`` with ``x = (1 - β) L + β B + E``: L is the licking of the mother
    who raised her, B that of the line she was born to, E her surroundings after weaning (x below 0 counts as 0). Her
    daughter is raised by her in ordinary surroundings (E = 0) and has the same B.

    Parameters
    ----------
    parameters : CrossFosteringParameters
    rng : numpy.random.Generator

    Returns
    -------
    CrossFosteringRun

    Notes
    -----
    Ours; the design is that of Francis and others 1999, 10.1126/science.286.5442.1155, and of Champagne & Meaney 2007,
    10.1037/0735-7044.121.6.1353. E stands inside the response, not beside it, because the published effect of
    surroundings depended on the line: a mother near the top has little left to gain, one near the bottom little to lose.
    That the response is so steep that two states are stable is an assumption; with a steepness of 2 there is one state, and
    the same experiments come out alike for the one further generation that was studied: they differ only later. Left out:
    fathers, the time before birth, sons, and mothers who treat fostered pups differently.
    """
    return _foster(parameters, rng, RAISED_BY_HIGH)


def simulate_intact_families(parameters: CrossFosteringParameters, rng: np.random.Generator) -> CrossFosteringRun:
    """The rival: the same animals, but each pup stays with the mother who bore it.

    Whatever β is, the numbers are the same: no study of such families can find it. Parameters, returns: as
    `simulate_cross_fostering`.
    """
    return _foster(parameters, rng, BORN_TO_HIGH)


def simulate_biology_only(parameters: CrossFosteringParameters, rng: np.random.Generator) -> CrossFosteringRun:
    """The rival: β = 1. Pups are exchanged, but only the line they were born to counts.

    Parameters, returns: as `simulate_cross_fostering`.
    """
    return _foster(replace(parameters, biology_share=1.0), rng, RAISED_BY_HIGH)


def receptors_after(care, steepness: float = 6.0):
    """Share of the most oxytocin receptors there can be, after this much care: xⁿ/(Kⁿ + xⁿ)."""
    powered = np.maximum(care, 0.0) ** steepness
    return powered / (HALF**steepness + powered)


def licking_after(care, steepness: float = 6.0):
    """How much a female licks after this much care, without chance: base + gain times her receptors."""
    return BASE + GAIN * receptors_after(care, steepness)


def follow_line(care: float, generations: float, steepness: float = 6.0) -> float:
    """Licking so many generations later without chance: each daughter is raised by her own mother.

    Parameters
    ----------
    care : float
        Licking that the first daughter receives.
    generations : float
        1 is that daughter as a mother; a whole number.
    steepness : float

    Returns
    -------
    float
    """
    for _ in range(round(generations)):
        care = licking_after(care, steepness)
    return float(care)


def follow_line_without_threshold(care: float, generations: float) -> float:
    """As `follow_line`, with a response that rises without a threshold (a steepness of 1): every line ends at one licking."""
    return follow_line(care, generations, steepness=1.0)


def stable_states(steepness: float) -> np.ndarray:
    """Licking that stays what it is from mother to daughter, lowest first: one state, or two with a divide between them.

    Parameters
    ----------
    steepness : float

    Returns
    -------
    ndarray
        Only the stable ones.
    """
    grid = np.linspace(0.0, 1.0, 2001)
    gap = licking_after(grid, steepness) - grid
    falls = np.flatnonzero((gap[:-1] > 0) & (gap[1:] <= 0))
    return grid[falls] + gap[falls] / (gap[falls] - gap[falls + 1]) * (grid[1] - grid[0])


def _foster(parameters, rng, raised):
    p, m = parameters, round(parameters.females)
    born, raised = np.array(BORN_TO_HIGH), np.array(raised)
    luck = parameters.spread * rng.standard_normal((2, 4, m))
    line, care = np.where(born, HIGH_LINE, LOW_LINE), np.where(raised, HIGH_LINE, LOW_LINE)
    inborn = p.biology_share * line
    reached = (1 - p.biology_share) * care + inborn + p.environment
    expected = licking_after(reached, p.steepness)
    licking = np.maximum(expected[:, None] + luck[0], 0.0)
    after = (1 - p.biology_share) * licking + inborn[:, None]
    followed = [expected]
    for _ in range(FOLLOWED - 1):
        followed.append(licking_after((1 - p.biology_share) * followed[-1] + inborn, p.steepness))
    return CrossFosteringRun(
        born_to_high=read_only(born), raised_by_high=read_only(raised), care_received=read_only(care),
        receptors=read_only(receptors_after(reached, p.steepness)), licking=read_only(licking), expected=read_only(expected),
        next_receptors=read_only(receptors_after(after, p.steepness)),
        next_licking=read_only(np.maximum(licking_after(after, p.steepness) + luck[1], 0.0)),
        line=read_only(np.column_stack(followed)), **_effects(licking, born, raised))


def _effects(licking, born, raised):
    """What the means of the four groups say of rearing and of biology: a plain two-by-two comparison."""
    mean, error = licking.mean(axis=1), licking.std(axis=1, ddof=1) / math.sqrt(licking.shape[1])
    both, neither = born & raised, ~born & ~raised
    told = bool((born != raised).any())
    spread = float(math.sqrt((error**2).sum()) / 2) if told else math.nan

    def effect(high):
        return float(mean[high].mean() - mean[~high].mean()) if told else math.nan

    return {"total_effect": float(mean[both].mean() - mean[neither].mean()), "rearing_effect": effect(raised),
            "biology_effect": effect(born), "rearing_error": spread, "biology_error": spread, "told_apart": told}


# ---------------------------------------------------------------------------------------------------------------------------
# Oxytocin receptors
# ---------------------------------------------------------------------------------------------------------------------------

DOSES = np.concatenate([[0.0], np.geomspace(0.01, 1000.0, 60)])
"""Doses of the antagonist that a run draws, in units of the dose that fits the receptor half as well (its K)."""


@parameter_set
class ReceptorParameters:
    """Mothers of two lines, which differ in oxytocin receptors, and a drug that blocks these receptors."""

    dose = Parameter(
        key="dose", symbol="A", unit="K_A", default=100.0, low=0.0, high=1000.0, step=10.0,
        label="Dose of the receptor blocker", meaning="concentration of the antagonist, in units of its dissociation constant",
        standing="invented")
    oxytocin = Parameter(
        key="oxytocin", symbol="O", unit="K_O", default=1.0, low=0.1, high=10.0, step=0.1,
        label="Oxytocin", meaning="concentration of oxytocin, in units of its dissociation constant", standing="invented")
    through_receptors = Parameter(
        key="through", symbol="s", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="How much of licking needs the receptors",
        meaning="share of the licking above the least there is that works through oxytocin receptors", standing="invented")
    spread = Parameter(
        key="spread", symbol="σ", unit="", default=0.08, low=0.0, high=0.2, step=0.01,
        label="Differences between mothers of a line", meaning="spread of licking among mothers of one line",
        standing="plausible", source="champagne2003")
    mothers = Parameter(
        key="mothers", symbol="m", unit="", default=12.0, low=4.0, high=40.0, step=1.0,
        label="Mothers in a group", meaning="how many mothers of each line get the drug, and how many do not",
        standing="plausible")


@dataclass(frozen=True)
class ReceptorRun:
    """Two lines, with the drug and without: m = 4 to 40 mothers in each of the four groups.

    Attributes
    ----------
    receptors : ndarray, shape (2,)
        Of the low and the high line, as a share of the most there can be.
    occupancy : float
        Share of the receptors that oxytocin occupies at this dose of the drug.
    untreated, treated : ndarray, shape (2, m)
        Licking of each mother of the low and the high line.
    doses : ndarray, shape (61,), K_A
    by_dose : ndarray, shape (2, 61)
        Licking of the low and the high line by dose, without chance.
    difference, difference_treated : float
        High minus low, without chance: without the drug and with it.
    share_left : float
        The second divided by the first.
    dose : float, K_A
        The dose given.
    by_dose_now : ndarray, shape (2,)
        Licking of the low and the high line at that dose, without chance.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "receptors": (0.0, 1.0), "occupancy": (0.0, 1.0), "untreated": (0.0, math.inf), "treated": (0.0, math.inf),
        "by_dose": (BASE, BASE + GAIN), "difference": (0.0, 1.0), "difference_treated": (0.0, 1.0), "share_left": (0.0, 1.0),
        "dose": (0.0, 1000.0), "by_dose_now": (BASE, BASE + GAIN)}

    receptors: np.ndarray
    occupancy: float
    untreated: np.ndarray
    treated: np.ndarray
    doses: np.ndarray
    by_dose: np.ndarray
    difference: float
    difference_treated: float
    share_left: float
    dose: float
    by_dose_now: np.ndarray


def simulate_receptors(parameters: ReceptorParameters, rng: np.random.Generator) -> ReceptorRun:
    """Mothers of the two lines differ in receptors, and licking works through them.

    ``L = base + gain R ((1 - s) + s occ(A)/occ(0))`` with Gaddum's occupancy ``occ(A) = O/(O + 1 + A)``, all concentrations in
    units of their dissociation constants. R is what the care of each line led to.

    Parameters
    ----------
    parameters : ReceptorParameters
    rng : numpy.random.Generator

    Returns
    -------
    ReceptorRun

    Notes
    -----
    The experiment is that of Champagne and others 2001, 10.1073/pnas.221224598: one dose on one day. The curve over doses is
    the toy's. Left out: where in the brain the receptors are, oestrogen, and the time the drug takes.
    """
    return _block(parameters, rng, parameters.through_receptors)


def simulate_receptors_as_bystander(parameters: ReceptorParameters, rng: np.random.Generator) -> ReceptorRun:
    """The rival: s = 0. The lines differ in receptors too, but licking does not work through them.

    Parameters, returns: as `simulate_receptors`.
    """
    return _block(parameters, rng, 0.0)


def occupancy(oxytocin: float, dose):
    """Share of receptors that oxytocin occupies beside a competitive antagonist (Gaddum): O/(O + 1 + A)."""
    return oxytocin / (oxytocin + 1 + dose)


def _block(parameters, rng, through):
    p, receptors = parameters, receptors_after(np.array([LOW_LINE, HIGH_LINE]))

    def licking(dose):
        working = 1 - through + through * occupancy(p.oxytocin, dose) / occupancy(p.oxytocin, 0.0)
        return BASE + GAIN * np.multiply.outer(receptors, working)

    luck = p.spread * rng.standard_normal((2, 2, round(p.mothers)))
    without, treated = licking(0.0), licking(p.dose)
    before, after = float(without[1] - without[0]), float(treated[1] - treated[0])
    return ReceptorRun(
        receptors=read_only(receptors), occupancy=float(occupancy(p.oxytocin, p.dose)),
        untreated=read_only(np.maximum(without[:, None] + luck[0], 0.0)),
        treated=read_only(np.maximum(treated[:, None] + luck[1], 0.0)), doses=read_only(DOSES),
        by_dose=read_only(licking(DOSES)), difference=before, difference_treated=after, share_left=after / before,
        dose=p.dose, by_dose_now=read_only(treated))


# ---------------------------------------------------------------------------------------------------------------------------
# A mark on the DNA
# ---------------------------------------------------------------------------------------------------------------------------

DAYS = np.linspace(0.0, 120.0, 481)
"""Days after birth that a run draws."""
TREATED_FROM, TREATED_TO = 90.0, 97.0
"""Days in adult life on which the treatment begins and ends (invented)."""
NEWBORN_MARK = 0.5
"""The mark of every newborn pup (invented)."""


@parameter_set
class MarkParameters:
    """How much of a gene's switch is methylated, in rats whose mothers licked them much or little."""

    window = Parameter(
        key="window", symbol="W", unit="days", default=7.0, low=2.0, high=21.0, step=1.0,
        label="How long care can set the mark", meaning="days after birth in which care sets the mark", standing="plausible",
        source="weaver2004")
    setting = Parameter(
        key="setting", symbol="k", unit="1/day", default=0.5, low=0.1, high=2.0, step=0.1,
        label="How quickly care sets it", meaning="rate at which the mark moves to what the care calls for",
        standing="invented")
    forgetting = Parameter(
        key="forgetting", symbol="f", unit="1/day", default=0.001, low=0.0, high=0.05, step=0.001,
        label="How quickly it fades by itself", meaning="rate at which the mark drifts back once the window has closed",
        standing="invented")
    inhibitor = Parameter(
        key="inhibitor", symbol="u", unit="1/day", default=1.0, low=0.0, high=2.0, step=0.1,
        label="Treatment that takes the mark off", meaning="rate at which an HDAC inhibitor removes methyl groups in adults",
        standing="invented")
    methionine = Parameter(
        key="methionine", symbol="v", unit="1/day", default=0.0, low=0.0, high=2.0, step=0.1,
        label="Treatment that puts the mark on", meaning="rate at which methionine adds methyl groups in adults",
        standing="invented")


@dataclass(frozen=True)
class MarkRun:
    """The mark of four groups over 120 days.

    Attributes
    ----------
    day : ndarray, shape (481,), days
    born_to_high, raised_by_high : ndarray of bool, shape (4,)
    untreated, treated : ndarray, shape (4, 481)
        Share of the sites that are methylated, without the treatment and with it.
    by_rearing, by_birth : ndarray, shape (481,)
        Untreated: mark of those raised by (born to) low-licking mothers minus that of those raised by (born to) high-licking
        ones.
    by_rearing_treated : ndarray, shape (481,)
        The same by rearing, with the treatment.
    at_birth, after_window, as_adults, after_treatment : float
        The difference by rearing on day 0, at the end of the window, on day 90, and on day 97 with the treatment.
    window : float, days
        How long care could set the mark.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "untreated": (0.0, 1.0), "treated": (0.0, 1.0), "by_rearing": (-1.0, 1.0), "by_birth": (-1.0, 1.0),
        "by_rearing_treated": (-1.0, 1.0), "at_birth": (-1.0, 1.0), "after_window": (-1.0, 1.0), "as_adults": (-1.0, 1.0),
        "after_treatment": (-1.0, 1.0), "window": (2.0, 21.0)}

    day: np.ndarray
    born_to_high: np.ndarray
    raised_by_high: np.ndarray
    untreated: np.ndarray
    treated: np.ndarray
    by_rearing: np.ndarray
    by_birth: np.ndarray
    by_rearing_treated: np.ndarray
    at_birth: float
    after_window: float
    as_adults: float
    after_treatment: float
    window: float


def simulate_mark(parameters: MarkParameters, rng: np.random.Generator) -> MarkRun:
    """A mark that care sets in the first days, that then stays, and that a treatment can still change in adults.

    In the window ``ṁ = k (1 - L - m)``, with L the licking received; afterwards ``ṁ = f (m₀ - m)``, and from day 90 to 97 in
    treated animals ``ṁ = f (m₀ - m) - u m + v (1 - m)``. Every pup starts at m₀ = ½. Solved exactly, piece by piece.

    Parameters
    ----------
    parameters : MarkParameters
    rng : numpy.random.Generator
        Not used: nothing here is left to chance.

    Returns
    -------
    MarkRun

    Notes
    -----
    The findings are those of Weaver and others 2004, 10.1038/nn1276 (the glucocorticoid receptor's gene in the rat's
    hippocampus: not an oxytocin gene), and 2005, 10.1523/JNEUROSCI.3652-05.2005 (methionine in adults). The rates and the
    equation are ours; the published percentages could not be checked and are not used. Left out: the chain from licking to
    the enzymes, and every other site of the DNA.
    """
    return _mark(parameters, born_decides=False, written_once=False)


def simulate_written_once(parameters: MarkParameters, rng: np.random.Generator) -> MarkRun:
    """The rival: what is written stays. Once the window has closed nothing changes the mark, no treatment either.

    Parameters, returns: as `simulate_mark`.
    """
    return _mark(parameters, born_decides=False, written_once=True)


def simulate_inherited_mark(parameters: MarkParameters, rng: np.random.Generator) -> MarkRun:
    """The rival: pups are born with the mark of the line that bore them, and care does not set it.

    Parameters, returns: as `simulate_mark`.
    """
    return _mark(parameters, born_decides=True, written_once=False)


def _mark(parameters, born_decides, written_once):
    p, born, raised = parameters, np.array(BORN_TO_HIGH), np.array(RAISED_BY_HIGH)
    called_for = 1 - np.where(born if born_decides else raised, HIGH_LINE, LOW_LINE)
    start = called_for if born_decides else np.full(4, NEWBORN_MARK)
    fades = 0.0 if written_once else p.forgetting
    off, on = (0.0, 0.0) if written_once else (p.inhibitor, p.methionine)
    courses = []
    for off_now, on_now in ((0.0, 0.0), (off, on)):
        rate = fades + off_now + on_now
        aim = (fades * NEWBORN_MARK + on_now) / rate if rate else NEWBORN_MARK
        pieces = [(0.0, p.setting, called_for), (p.window, fades, NEWBORN_MARK), (TREATED_FROM, rate, aim),
                  (TREATED_TO, fades, NEWBORN_MARK)]
        courses.append(_relax_by_pieces(start, pieces))
    return _mark_run(p, born, raised, *courses)


def _relax_by_pieces(start, pieces):
    """Marks (4, 481) that move to an aim at a rate, both constant from each piece's first day to the next piece's."""
    marks, now = np.empty((start.size, DAYS.size)), start
    ends = [begin for begin, _, _ in pieces[1:]] + [math.inf]
    for (begin, rate, aim), end in zip(pieces, ends):
        here = (DAYS >= begin) & (DAYS <= end)
        gap = np.broadcast_to(now - aim, start.shape)
        marks[:, here] = (now - gap)[:, None] + gap[:, None] * np.exp(-rate * (DAYS[here] - begin))
        now = now - gap * (1 - math.exp(-rate * (min(end, DAYS[-1]) - begin)))
    return marks


def _mark_run(parameters, born, raised, untreated, treated):
    def difference(marks, high):
        return marks[~high].mean(axis=0) - marks[high].mean(axis=0)

    by_rearing, with_treatment = difference(untreated, raised), difference(treated, raised)
    return MarkRun(
        day=read_only(DAYS), born_to_high=read_only(born), raised_by_high=read_only(raised), untreated=read_only(untreated),
        treated=read_only(treated), by_rearing=read_only(by_rearing), by_birth=read_only(difference(untreated, born)),
        by_rearing_treated=read_only(with_treatment), at_birth=float(by_rearing[0]),
        after_window=float(np.interp(parameters.window, DAYS, by_rearing)),
        as_adults=float(np.interp(TREATED_FROM, DAYS, by_rearing)),
        after_treatment=float(np.interp(TREATED_TO, DAYS, with_treatment)), window=parameters.window)
