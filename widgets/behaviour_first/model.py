"""Doing comes first, or does it? A loop of care and motivation in rats, and channels of contact in parents, with rivals.

====================  ==========================  ====================================================================
scene                 the claim                   its rivals
====================  ==========================  ====================================================================
an animal and pups    `simulate_care_loop`        `simulate_passive_exposure`: being near is enough;
                                                  `simulate_hormones_only`: nothing is learned by doing
channels of contact   `simulate_channels`         `simulate_fixed_programme`: giving birth sets it;
                                                  `simulate_any_contact`: all contact counts the same;
                                                  `simulate_self_selection`: who is drawn to care gives more of it
====================  ==========================  ====================================================================

Claim and rivals take the same parameters and give the same kind of run, and with the same seed they get the same luck. The
equations are this course's own, after the idea of approach and avoidance in research on rats; no published form was found.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Choice, Parameter, parameter_set

# ---------------------------------------------------------------------------------------------------------------------------
# An animal and pups
# ---------------------------------------------------------------------------------------------------------------------------

ANIMALS = 24
"""Individuals in a group; they differ in how strongly they avoid pups at first."""
AVOIDANCE_SPREAD = 0.5
"""Spread of the logarithm of an individual's avoidance at first (invented)."""
BRIEF_CONTACT = 0.002
"""Share of the day in contact at which caring has half of its lasting effect (invented): brief care counts."""
AVOIDANCE_MOST = 2.0
"""No animal avoids more than this."""
EXPOSURE_DAYS = 15.0
"""Days that the animal lives with pups, as long as the longest exposure in Rosenblatt 1967."""
PRIMING_STEPS, EXPOSURE_STEPS = 30, 60
"""Steps of the days of priming and of the days with pups."""
CARING, LICKING = 0.5, 0.2
"""Behaviour above which an animal counts as caring, and as having licked pups during priming."""


@parameter_set
class CareParameters:
    """A rat that has never had pups is given some, with or without a time of priming, with or without hormones."""

    contact = Parameter(
        key="contact", symbol="c", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="How much the pups can be touched", meaning="share of the time in which pups are within reach; 0 is to see, "
        "hear and smell them only", standing="plausible")
    priming_days = Parameter(
        key="priming", symbol="T_p", unit="days", default=0.0, low=0.0, high=10.0, step=1.0,
        label="Days of priming before", meaning="how long the animal is exposed to pups before it lives with them",
        standing="plausible")
    priming_hours = Parameter(
        key="hours", symbol="H", unit="h/day", default=0.25, low=0.0, high=24.0, step=0.25,
        label="Contact during priming", meaning="hours a day in which pups can be touched during priming; they can be seen, "
        "heard and smelled all day", standing="plausible")
    hormone = Parameter(
        key="hormone", symbol="h", unit="", default=0.0, low=0.0, high=2.0, step=0.05,
        label="Hormones of late pregnancy", meaning="push towards care while the hormones last", standing="invented")
    hormone_days = Parameter(
        key="until", symbol="T_h", unit="days", default=2.0, low=0.0, high=15.0, step=0.5,
        label="Days until the hormones are gone", meaning="how long the push lasts, from the day the animal lives with pups",
        standing="invented")
    avoidance = Parameter(
        key="avoidance", symbol="A₀", unit="", default=1.0, low=0.2, high=AVOIDANCE_MOST, step=0.05,
        label="Avoidance at first", meaning="how strongly an animal that does not know pups keeps away", standing="invented")
    habituation = Parameter(
        key="habituation", symbol="α", unit="1/day", default=0.2, low=0.0, high=0.5, step=0.01,
        label="How fast avoidance fades", meaning="rate at which contact wears avoidance down", standing="invented")
    plasticity = Parameter(
        key="plasticity", symbol="a", unit="1/day", default=0.5, low=0.0, high=1.5, step=0.05,
        label="How fast caring leaves a trace", meaning="rate at which caring builds motivation", standing="invented")
    feedback = Parameter(
        key="feedback", symbol="w", unit="", default=1.6, low=0.0, high=3.0, step=0.1,
        label="How much motivation drives care", meaning="strength with which motivation pushes towards care",
        standing="invented")
    memory = Parameter(
        key="memory", symbol="τ", unit="days", default=20.0, low=3.0, high=60.0, step=1.0,
        label="How long the trace lasts", meaning="time constant with which motivation fades", standing="invented")
    sharpness = Parameter(
        key="sharpness", symbol="g", unit="", default=6.0, low=2.0, high=12.0, step=0.5,
        label="How sudden the change is", meaning="steepness with which the balance turns into behaviour", standing="invented")


@dataclass(frozen=True)
class CareRun:
    """The middle animal and 24 individuals, before and during 15 days with pups. n = 91 points.

    Attributes
    ----------
    time : ndarray, shape (n,), days
        Below 0 for priming; 0 is the day on which the animal begins to live with pups.
    care : ndarray, shape (n,)
        How much the animal cares for pups that it can reach, 0 to 1.
    motivation, avoidance : ndarray, shape (n,)
        M, 0 to 1, and A, from 0.
    hormone : ndarray, shape (n,)
    latency : float, days
        From the first day with pups until care passes 0.5; nan if it does not within 15 days.
    latencies : ndarray, shape (24,), days
        The same for each individual.
    licked_in_priming : ndarray of bool, shape (24,)
        Whether the individual licked pups (care above 0.2) at some time during priming.
    share_caring : ndarray, shape (n,)
        Share of the individuals that care.
    care_at_end : ndarray, shape (24,)
    threshold_on, threshold_off : float
        Push (hormone less avoidance) above which an animal that does not care begins, and below which one that does
        stops, in lasting contact: exact. nan if there is no such jump (care then follows the push smoothly), as in both
        rivals: where doing leaves no trace there is no loop.
    resting_care, resting_push : ndarray, shape (121,)
        Levels of care, from next to none to next to all, and the push that would hold an animal there for good in this
        contact: exact.
    resting_stable : ndarray of bool, shape (121,)
        Whether an animal that is pushed a little away from that level comes back to it.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "care": (0, 1), "motivation": (0, 1), "avoidance": (0, AVOIDANCE_MOST), "share_caring": (0, 1), "care_at_end": (0, 1),
        "resting_care": (0, 1),
        "latency": (0, EXPOSURE_DAYS), "latencies": (0, EXPOSURE_DAYS), "hormone": (0, 2), "time": (-10, EXPOSURE_DAYS)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"latency", "latencies", "threshold_on", "threshold_off"})

    time: np.ndarray
    care: np.ndarray
    motivation: np.ndarray
    avoidance: np.ndarray
    hormone: np.ndarray
    latency: float
    latencies: np.ndarray
    licked_in_priming: np.ndarray
    share_caring: np.ndarray
    care_at_end: np.ndarray
    threshold_on: float
    threshold_off: float
    resting_care: np.ndarray
    resting_push: np.ndarray
    resting_stable: np.ndarray


def simulate_care_loop(parameters: CareParameters, rng: np.random.Generator) -> CareRun:
    """Care builds motivation, motivation drives care, and contact wears avoidance down.

    B = σ(g (w M + h − A)),  Ṁ = a e(c) B (1 − M) − M/τ,  Ȧ = −α c A,  with e(c) = 1.002 c/(c + 0.002): what caring leaves
    behind needs little time, getting used to pups needs much. Pups out of reach (c = 0) change nothing.

    Parameters
    ----------
    parameters : CareParameters
    rng : numpy.random.Generator
        Gives each individual's avoidance at first (log-normal, spread 0.5). The middle animal does not use it.

    Returns
    -------
    CareRun

    Notes
    -----
    The equations are the course's own. What they rest on: Rosenblatt 1967, 10.1126/science.156.3781.1512 (care without
    hormones); Terkel and Rosenblatt 1971, 10.1016/0018-506X(71)90031-6 (contact); the priming study named in the lesson's
    evidence (only those that licked). Left out: the kinds of hormone, the age of the pups, sex, the first fear of pups
    coming back after a time without them, and that animals differ in more than avoidance.
    """
    return _run_care(parameters, rng, doing=1.0, learning=1.0)


def simulate_passive_exposure(parameters: CareParameters, rng: np.random.Generator) -> CareRun:
    """A rival: to have pups near is enough. Motivation grows and avoidance fades whether or not the animal does anything.

    Ṁ = a (1 − M) − M/τ and Ȧ = −α A whenever pups are in the room; B as in the claim.

    Parameters, returns: as `simulate_care_loop`.
    """
    return _run_care(parameters, rng, doing=0.0, learning=1.0)


def simulate_hormones_only(parameters: CareParameters, rng: np.random.Generator) -> CareRun:
    """A rival: hormones drive care, and nothing is learned: M = 0 and A = A₀ throughout.

    Parameters, returns: as `simulate_care_loop`.
    """
    return _run_care(parameters, rng, doing=1.0, learning=0.0)


def care_thresholds(parameters: CareParameters) -> tuple[float, float]:
    """The push h − A at which care sets in, and the lower one at which it stops, for an animal in lasting contact: exact.

    At rest M = aeB/(aeB + 1/τ), so the push that holds care at B is x(B) = ln(B/(1 − B))/g − w M(B). It turns back where
    (aeB + 1/τ)² = g w (ae/τ) B (1 − B).

    Parameters
    ----------
    parameters : CareParameters
        Uses c, a, τ, w and g.

    Returns
    -------
    on, off : float
        Without the two turns (too little feedback): nan, nan.
    """
    gain, loss = _gain_and_loss(parameters)
    loop = parameters.sharpness * parameters.feedback * gain * loss
    # (gain² + loop) B² + (2 gain loss − loop) B + loss² = 0
    square, linear = gain**2 + loop, 2 * gain * loss - loop
    root = linear**2 - 4 * square * loss**2
    if linear >= 0 or root <= 0:
        return math.nan, math.nan
    on, off = resting_push(parameters, (-linear + np.array([-1.0, 1.0]) * math.sqrt(root)) / (2 * square))
    return float(on), float(off)


def resting_push(parameters: CareParameters, care: np.ndarray) -> np.ndarray:
    """The push h − A that holds care at a level for good, x(B) = ln(B/(1 − B))/g − w M(B): exact.

    Parameters
    ----------
    parameters : CareParameters
    care : ndarray
        Levels B between 0 and 1, without the ends.

    Returns
    -------
    ndarray, of the same shape
    """
    gain, loss = _gain_and_loss(parameters)
    return np.log(care / (1 - care)) / parameters.sharpness - parameters.feedback * gain * care / (gain * care + loss)


def _resting_is_stable(parameters, care):
    """Whether the push rises with care there, dx/dB > 0: only then does an animal that is pushed away come back."""
    gain, loss = _gain_and_loss(parameters)
    by_motivation = parameters.feedback * gain * loss / (gain * care + loss) ** 2
    return 1 / (parameters.sharpness * care * (1 - care)) > by_motivation


def _gain_and_loss(parameters):
    """How fast care builds motivation in this contact, a e(c), and how fast it fades, 1/τ."""
    return parameters.plasticity * _brief_contact(parameters.contact), 1 / parameters.memory


def _brief_contact(contact):
    """e(c): the share of caring's lasting effect that this share of the day in contact brings."""
    return (1 + BRIEF_CONTACT) * contact / (contact + BRIEF_CONTACT)


def _run_care(parameters, rng, doing, learning):
    """Solve for the middle animal and all individuals at once; `doing` is 0 where exposure alone teaches."""
    start = parameters.avoidance * np.exp(AVOIDANCE_SPREAD * np.concatenate([[0.0], rng.standard_normal(ANIMALS)]))
    start = np.minimum(start, AVOIDANCE_MOST)
    stages = ((parameters.priming_days, parameters.priming_hours / 24, PRIMING_STEPS, 0.0),
              (EXPOSURE_DAYS, parameters.contact, EXPOSURE_STEPS, parameters.hormone_days))
    m, a = np.zeros_like(start), start
    rows = [(m, a, 0.0)]
    for days, contact, steps, hormone_days in stages:
        step = days / steps
        exposed = contact if doing else 1.0
        taught = learning * parameters.plasticity * (_brief_contact(contact) if doing else 1.0)
        fades = math.exp(-learning * parameters.habituation * exposed * step)
        if not days:
            rows += [rows[-1]] * steps
            continue
        for number in range(steps):
            # Hormones that end within a step count for their part of it.
            share = min(1.0, max(0.0, hormone_days / step - number))
            push, after = parameters.hormone * share, a * fades
            if learning:
                m = _motivation_step(parameters, m, push - a, push - after, taught, doing, step)
            a = after
            rows.append((m, a, parameters.hormone if share == 1 else 0.0))
    time = np.concatenate([np.linspace(-parameters.priming_days, 0.0, PRIMING_STEPS, endpoint=False),
                           np.linspace(0.0, EXPOSURE_DAYS, EXPOSURE_STEPS + 1)])
    return _care_run(parameters, rows, time, doing, learning)


def _motivation_step(parameters, m, push, push_after, taught, doing, step):
    """One step of M by the classical Runge–Kutta rule; the push changes in a straight line over the step."""
    loss, half, middle = 1 / parameters.memory, step / 2, (push + push_after) / 2

    def slope(m, push):
        care = _behaviour(parameters, m, push) if doing else 1.0
        return taught * care * (1 - m) - loss * m

    first = slope(m, push)
    second = slope(m + half * first, middle)
    third = slope(m + half * second, middle)
    fourth = slope(m + step * third, push_after)
    return m + step / 6 * (first + 2 * (second + third) + fourth)


def _behaviour(parameters, m, push):
    """B = σ(g (w M + push)); tanh keeps large arguments from overflowing."""
    return 0.5 * (1 + np.tanh(parameters.sharpness / 2 * (parameters.feedback * m + push)))


def _care_run(parameters, rows, time, doing, learning):
    motivation, avoidance = (np.array([row[i] for row in rows]) for i in (0, 1))
    hormone = np.array([row[2] for row in rows])
    hormone[PRIMING_STEPS] = parameters.hormone if parameters.hormone_days > 0 else 0.0
    reach = np.where(np.arange(time.size) < PRIMING_STEPS, parameters.priming_hours > 0, parameters.contact > 0)
    care = _behaviour(parameters, motivation, hormone[:, None] - avoidance) * reach[:, None]
    latencies = _first_above(time[PRIMING_STEPS:], care[PRIMING_STEPS:], CARING)
    primed = care[:PRIMING_STEPS, 1:].max(axis=0) > LICKING if parameters.priming_days > 0 else np.zeros(ANIMALS, dtype=bool)
    levels = 1 / (1 + np.exp(-np.linspace(-30, 30, 121)))  # even steps of the balance, so that both ends are drawn
    if doing and learning:
        (on, off), push, stable = care_thresholds(parameters), resting_push(parameters, levels), _resting_is_stable(parameters, levels)
    else:
        # Motivation does not hang on care: it rests where exposure alone holds it, or at none.
        rest = learning * parameters.plasticity / (parameters.plasticity + 1 / parameters.memory)
        on, off, stable = math.nan, math.nan, np.ones(levels.size, dtype=bool)
        push = np.log(levels / (1 - levels)) / parameters.sharpness - parameters.feedback * rest
    return CareRun(
        time=read_only(time), care=read_only(care[:, 0]), motivation=read_only(motivation[:, 0]),
        avoidance=read_only(avoidance[:, 0]), hormone=read_only(hormone), latency=float(latencies[0]),
        latencies=read_only(latencies[1:]), licked_in_priming=read_only(primed),
        share_caring=read_only((care[:, 1:] > CARING).mean(axis=1)), care_at_end=read_only(care[-1, 1:]),
        threshold_on=on, threshold_off=off, resting_care=read_only(levels),
        resting_push=read_only(push), resting_stable=read_only(stable))


def _first_above(time, paths, level):
    """First moment at which each column is above the level, on a straight line between points; nan if never."""
    above = paths > level
    index = above.argmax(axis=0)
    before = np.maximum(index - 1, 0)
    columns = np.arange(paths.shape[1])
    low, high = paths[before, columns], paths[index, columns]
    part = np.where(index > 0, (level - low) / np.where(index > 0, high - low, 1.0), 0.0)
    moment = time[before] + part * (time[index] - time[before])
    return np.where(above.any(axis=0), moment, math.nan)


# ---------------------------------------------------------------------------------------------------------------------------
# Channels of contact
# ---------------------------------------------------------------------------------------------------------------------------

PEOPLE = 120
"""Caregivers: half with each habit; of each half, every other one gave birth to the child."""
CHANNEL_STEPS = 60
"""Steps of a run."""
FIRST_EASE = 0.2
"""How easily both channels together come to somebody at first, in the units of the traces (invented)."""
EASE_SPREAD = 0.15
"""Spread, between people, of how much easier the first channel comes (invented)."""
PLAY_SPREAD = 0.5
"""Spread of the logarithm of how much a person does in one session of play (invented)."""
HALF_RELEASE = 0.9
"""Felt contact at which half of the largest rise of oxytocin is reached (invented)."""
RELEASE_POWER = 6
"""How steep the rise is (invented)."""


@parameter_set
class ChannelParameters:
    """Caregivers with two channels of contact, such as gentle touch and lively play. They use what comes easily."""

    hours = Parameter(
        key="hours", symbol="H", unit="h/day", default=4.0, low=0.5, high=10.0, step=0.5,
        label="Hours of care a day", meaning="hours that a caregiver in the middle spends with the child",
        standing="plausible")
    hours_spread = Parameter(
        key="spread", symbol="σ_H", unit="", default=0.6, low=0.0, high=1.0, step=0.05,
        label="How much the hours differ", meaning="spread of their logarithm between people", standing="invented")
    habit = Parameter(
        key="habit", symbol="δ", unit="", default=0.3, low=0.0, high=1.0, step=0.05,
        label="Habit at first", meaning="how much more easily one channel comes to one half of the people, and the other "
        "channel to the other half", standing="invented")
    amplification = Parameter(
        key="amplification", symbol="ν", unit="", default=2.0, low=1.0, high=4.0, step=0.25,
        label="How much one does what comes easily", meaning="power to which ease is raised when time is shared out; 1 is in "
        "proportion", standing="invented")
    trace_rate = Parameter(
        key="rate", symbol="a", unit="1/h", default=0.005, low=0.001, high=0.02, step=0.001,
        label="How fast doing leaves a trace", meaning="share of what is still free that an hour of doing fills",
        standing="invented")
    memory = Parameter(
        key="memory", symbol="τ", unit="days", default=60.0, low=10.0, high=200.0, step=5.0,
        label="How long a trace lasts", meaning="time constant with which it fades", standing="invented")
    days = Parameter(
        key="days", symbol="T", unit="days", default=180.0, low=10.0, high=360.0, step=10.0,
        label="Days of care", meaning="how long people have cared for the child when they are seen", standing="plausible")
    measurement_noise = Parameter(
        key="noise", symbol="σ", unit="", default=0.1, low=0.0, high=0.3, step=0.05,
        label="Error of measurement", meaning="spread of what the scanner and the assay add", standing="invented")
    hours_by = Choice(
        key="by", default="choice", options={"choice": "by the people", "lot": "by lot"},
        label="Who sets the hours", meaning="whether people choose how much they care, as in the studies, or a lot decides")


@dataclass(frozen=True)
class ChannelRun:
    """A hundred and twenty caregivers and one session of play with each. n = 61 points.

    Attributes
    ----------
    time : ndarray, shape (n,), days
    mix_one, mix_other : ndarray, shape (n,)
        Share of the time with the child that goes to the first channel: mean of each half of the people.
    bond_time : ndarray, shape (n,)
        Mean of both traces together, 0 to 1.
    other_habit, gave_birth : ndarray of bool, shape (120,)
        Whether the second channel came more easily at first; whether the person gave birth to the child.
    hours : ndarray, shape (120,), h/day
    mix : ndarray, shape (120,)
        The same share for each person at the end.
    trace_first, trace_second : ndarray, shape (120,)
        Traces of the two channels at the end, from 0; together at most 1.
    bond : ndarray, shape (120,)
        Both together.
    connectivity : ndarray, shape (120,)
        What a scanner makes of the bond: with error.
    contact_first, contact_second : ndarray, shape (120,)
        How much of each channel the person used in the session.
    oxytocin_change : ndarray, shape (120,)
        After the session less before, with error; 1 is the largest rise.
    hours_correlation : float
        Correlation of hours and connectivity among those who did not give birth; 0 where the hours do not differ.
    bond_gap : float
        Mean bond of the half with the other habit less that of the first.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "mix_one": (0, 1), "mix_other": (0, 1), "bond_time": (0, 1), "mix": (0, 1), "trace_first": (0, 1),
        "trace_second": (0, 1), "bond": (0, 1), "hours": (0, 24), "hours_correlation": (-1, 1), "bond_gap": (-1, 1),
        "contact_first": (0, math.inf), "contact_second": (0, math.inf)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset()

    time: np.ndarray
    mix_one: np.ndarray
    mix_other: np.ndarray
    bond_time: np.ndarray
    other_habit: np.ndarray
    gave_birth: np.ndarray
    hours: np.ndarray
    mix: np.ndarray
    trace_first: np.ndarray
    trace_second: np.ndarray
    bond: np.ndarray
    connectivity: np.ndarray
    contact_first: np.ndarray
    contact_second: np.ndarray
    oxytocin_change: np.ndarray
    hours_correlation: float
    bond_gap: float


def simulate_channels(parameters: ChannelParameters, rng: np.random.Generator) -> ChannelRun:
    """What is done leaves a trace, what has left a trace comes easily, and contact is felt through the traces.

    Ṁⱼ = a H pⱼ (1 − M₁ − M₂) − Mⱼ/τ,  pⱼ = qⱼ^ν/(q₁^ν + q₂^ν),  qⱼ = 0.2 πⱼ + Mⱼ, with π the ease at first. In the
    session xⱼ = (½ + pⱼ) eᵋ; z = Σ Mⱼ xⱼ; oxytocin rises by z⁶/(z⁶ + 0.9⁶). Nothing in it knows who gave birth.

    Parameters
    ----------
    parameters : ChannelParameters
    rng : numpy.random.Generator
        Gives each person's hours, ease at first, session and errors of measurement.

    Returns
    -------
    ChannelRun

    Notes
    -----
    The equations are the course's own. What they stand beside: Feldman and others 2010, 10.1016/j.psyneuen.2010.01.013;
    Abraham and others 2014, 10.1073/pnas.1402569111; Abu Salih and others 2023, 10.1038/s41598-023-31907-y. That both
    channels serve the bond equally well is an assumption; none of the studies measured that. M₁ + M₂ follows from the hours
    alone, exactly. Left out: the child, who answers and has a part in the choice of channel; hormones of pregnancy; and
    that oxytocin in blood or saliva may say little of the brain.
    """
    return _run_channels(parameters, rng, "claim")


def simulate_fixed_programme(parameters: ChannelParameters, rng: np.random.Generator) -> ChannelRun:
    """A rival: giving birth sets it. Who did has the trace of the first channel, who did not half of it, in the second.

    M = aHτ/(1 + aHτ) of a caregiver with the middle hours; what one does changes nothing.

    Parameters, returns: as `simulate_channels`.
    """
    return _run_channels(parameters, rng, "fixed")


def simulate_any_contact(parameters: ChannelParameters, rng: np.random.Generator) -> ChannelRun:
    """A rival: contact is contact. As the claim, but oxytocin answers to z = (M₁ + M₂) (x₁ + x₂)/2, whatever the channel.

    Parameters, returns: as `simulate_channels`.
    """
    return _run_channels(parameters, rng, "any")


def simulate_self_selection(parameters: ChannelParameters, rng: np.random.Generator) -> ChannelRun:
    """A rival: those drawn to children give more hours; doing changes nothing.

    The bond is what the claim would make of the hours that a person would *choose*. Where people choose, the two cannot be
    told apart; where a lot sets the hours, the bond no longer goes with them.

    Parameters, returns: as `simulate_channels`.
    """
    return _run_channels(parameters, rng, "selection")


def settled_bond(hours, trace_rate: float, memory: float, days: float):
    """M₁ + M₂ after some days of care from none: aHτ/(1 + aHτ) (1 − exp(−(aH + 1/τ) T)), exact.

    Parameters
    ----------
    hours : float or ndarray, h/day
    trace_rate : float, 1/h
    memory, days : float, days

    Returns
    -------
    float or ndarray
    """
    rate = trace_rate * hours + 1 / memory
    return trace_rate * hours / rate * -np.expm1(-rate * days)


def _run_channels(parameters, rng, story):
    luck = rng.standard_normal((7, PEOPLE))
    chosen, lot = (np.minimum(parameters.hours * np.exp(parameters.hours_spread * luck[i]), 24.0) for i in (0, 1))
    hours = lot if parameters.hours_by == "lot" else chosen
    other = np.arange(PEOPLE) >= PEOPLE // 2
    birth = np.arange(PEOPLE) % 2 == 0
    lean = np.clip(np.where(other, -parameters.habit, parameters.habit) + EASE_SPREAD * luck[2], -0.98, 0.98)
    ease = FIRST_EASE / 2 * np.stack([1 + lean, 1 - lean])
    if story == "fixed":
        size = settled_bond(parameters.hours, parameters.trace_rate, parameters.memory, math.inf)
        traces = np.stack([size * birth, size / 2 * ~birth])
        path = np.broadcast_to(traces, (CHANNEL_STEPS + 1, 2, PEOPLE))
        shares = np.broadcast_to(_shares(parameters, ease)[0], (CHANNEL_STEPS + 1, PEOPLE))
    else:
        path, shares = _solve_channels(parameters, chosen if story == "selection" else hours, ease)
    contact = np.stack([0.5 + shares[-1], 1.5 - shares[-1]]) * np.exp(PLAY_SPREAD * luck[3:5])
    traces = path[-1]
    felt = traces.sum(axis=0) * contact.mean(axis=0) if story == "any" else (traces * contact).sum(axis=0)
    return _channel_run(parameters, path, shares, (other, birth, hours), contact, felt, luck[5:])


def _shares(parameters, ease):
    """How time is shared out over the two channels, shape (2, people)."""
    powered = ease**parameters.amplification
    return powered / powered.sum(axis=0)


def _solve_channels(parameters, hours, ease):
    """Paths of the traces (points, 2, people) and of the first channel's share (points, people).

    The sum of both traces is solved exactly. Each one is exact for shares that do not change; those of the middle of the
    step are used, so that the error falls with the square of the step.
    """
    moments = _channel_moments(parameters)
    halfway = (moments[1:] + moments[:-1]) / 2
    fine = np.sort(np.concatenate([moments, halfway]))
    total = settled_bond(hours, parameters.trace_rate, parameters.memory, fine[:, None])
    kept = np.exp(-np.diff(fine) / parameters.memory)[:, None]
    gained = total[1:] - kept * total[:-1]
    traces = np.zeros((2, hours.size))
    shares = _shares(parameters, ease)
    path, firsts = [traces], [shares[0]]
    for half, early, late in zip(kept[::2], gained[::2], gained[1::2]):
        middle = _shares(parameters, ease + half * traces + shares * early)
        traces = half * half * traces + middle * (half * early + late)
        shares = _shares(parameters, ease + traces)
        path.append(traces)
        firsts.append(shares[0])
    return np.array(path), np.array(firsts)


def _channel_moments(parameters):
    """Days of the points of a run: close together at first, where shares change fast."""
    return parameters.days * (np.arange(CHANNEL_STEPS + 1) / CHANNEL_STEPS) ** 2


def _channel_run(parameters, path, shares, people, contact, felt, errors):
    other, birth, hours = people
    bond = path[-1].sum(axis=0)
    powered = felt**RELEASE_POWER
    rise = powered / (powered + HALF_RELEASE**RELEASE_POWER) + parameters.measurement_noise * errors[0]
    connectivity = bond + parameters.measurement_noise * errors[1]
    return ChannelRun(
        time=read_only(_channel_moments(parameters)),
        mix_one=read_only(shares[:, ~other].mean(axis=1)), mix_other=read_only(shares[:, other].mean(axis=1)),
        bond_time=read_only(path.sum(axis=1).mean(axis=1)), other_habit=read_only(other), gave_birth=read_only(birth),
        hours=read_only(hours), mix=read_only(shares[-1]),
        trace_first=read_only(path[-1, 0]), trace_second=read_only(path[-1, 1]), bond=read_only(bond),
        connectivity=read_only(connectivity), contact_first=read_only(contact[0]), contact_second=read_only(contact[1]),
        oxytocin_change=read_only(rise), hours_correlation=_correlation(hours[~birth], connectivity[~birth]),
        bond_gap=float(bond[other].mean() - bond[~other].mean()))


def _correlation(x, y):
    """Pearson correlation; 0 where either does not vary."""
    x, y = x - x.mean(), y - y.mean()
    size = math.sqrt(float((x @ x) * (y @ y)))
    return max(-1.0, min(1.0, float(x @ y) / size)) if size > 1e-12 else 0.0
