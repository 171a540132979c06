"""How fast, and towards whom: dopamine as the worth of time, oxytocin at two places, and what a blood sample can tell.

=================  ====================  ============================================================
question           the claim             its rivals
=================  ====================  ============================================================
how fast one acts  `simulate_vigour`     `simulate_blind`, `simulate_one_site`, `simulate_pleasure`
blood and brain    `simulate_two_pools`  `simulate_one_pool`: blood is a window on the brain
=================  ====================  ============================================================

Vigour follows Niv et al. 2007 (10.1007/s00213-006-0502-4), read in abstract: acting fast is costly, and so is losing time
while rewards are to be had. The formula for the best latency is our own short derivation from that idea, and so is what
oxytocin does in it. No equation here was fitted to animals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Choice, Parameter, parameter_set
from widgets.physiology import receptor_occupancy

# ---------------------------------------------------------------------------------------------------------------------------
# How fast one acts
# ---------------------------------------------------------------------------------------------------------------------------

ACTS = 160
"""Acts in a run, towards each of the two."""
COMPANY = 1.0
"""What an act towards anybody is worth, in units of reward (invented)."""
ELSEWHERE = 0.1
"""Rewards that come without acting, per second (invented)."""
VTA_GAIN = 2.0
"""By how much oxytocin in the VTA raises dopamine when all receptors there are occupied: by 200 % (invented)."""
MEMORY = 60.0
"""Seconds over which rewards are averaged (invented)."""
UNSTEADINESS = 0.2
"""Standard deviation of the logarithm of a latency (invented)."""
CONTACT_EFFORT = 0.02
"""Cost of haste of lying down beside somebody who is there; an act that must be worked for costs far more (invented)."""
BOUT, PAUSE = 60.0, 60.0
"""Mean seconds of a bout of lying together, and of the other things that one does between two bouts (invented)."""
BLIND_TO = 0.5
"""The worth of time (1/s) that the blind rival goes by, whatever happens (invented)."""
ANIMALS = 40
"""How many individuals a run shows."""
PARTNER, STRANGER = 0, 1
"""The order of the two in every array of a run."""


def optimal_latency(effort, worth_of_time):
    """The latency at which haste and lost time together cost least: τ* = √(C_v/R).

    An act done in τ seconds costs C_v/τ in effort and R·τ in what could have been had meanwhile; the derivative of the sum is
    0 at τ*, where both parts are equal.

    Parameters
    ----------
    effort : float or array_like, above 0, reward · s
        C_v, the cost of haste.
    worth_of_time : float or array_like, above 0, reward/s
        R, the average rate of reward; in the model, the tonic dopamine that still reaches its receptors.

    Returns
    -------
    float or numpy.ndarray, s
    """
    return np.sqrt(effort / worth_of_time)


def settled_rate(value, effort, gain, elsewhere=ELSEWHERE):
    """Acts per second at which a creature settles that learns how much its time is worth.

    It acts at x = 1/τ* = √(g(E + R)/C_v), where R = Ux − C_v x² is what its acting brings in, net of effort; so
    C_v(1 + g)x² − gUx − gE = 0. With g = 1 and E = 0, x = U/2C_v: the rate that brings in most.

    Parameters
    ----------
    value : float or array_like, reward
        U, what an act is worth.
    effort : float or array_like, reward · s
        C_v.
    gain : float or array_like, above 0
        g, by how much dopamine differs from the worth of time that it stands for.
    elsewhere : float, reward/s
        E, rewards that come without acting.

    Returns
    -------
    float or numpy.ndarray, 1/s
    """
    pull = gain * value
    return (pull + np.sqrt(pull**2 + 4 * effort * (1 + gain) * gain * elsewhere)) / (2 * effort * (1 + gain))


@parameter_set
class VigourParameters:
    """A creature that can act towards its partner or towards a stranger, and what reaches two places in its brain."""

    partner_value = Parameter(
        key="value", symbol="V", unit="", default=2.0, low=0.0, high=4.0, step=0.1,
        label="What the partner is worth", meaning="how much more an act is worth with the partner than with anybody, if all "
        "oxytocin receptors of the nucleus accumbens are occupied", standing="invented")
    effort = Parameter(
        key="effort", symbol="C_v", unit="s", default=2.0, low=0.5, high=5.0, step=0.1,
        label="How hard the act is", meaning="cost of doing the act fast", standing="invented")
    oxytocin_vta = Parameter(
        key="vta", symbol="[OT]_V", unit="K", default=0.5, low=0.0, high=10.0, step=0.1,
        label="Oxytocin in the VTA", meaning="what reaches the cells that release dopamine; infused or its own",
        standing="invented")
    oxytocin_nacc = Parameter(
        key="nacc", symbol="[OT]_N", unit="K", default=1.0, low=0.0, high=10.0, step=0.1,
        label="Oxytocin in the nucleus accumbens", meaning="what reaches the cells that tell the partner from others",
        standing="invented")
    vta_antagonist = Parameter(
        key="vtablock", symbol="[B]_V", unit="K_B", default=0.0, low=0.0, high=100.0, step=1.0,
        label="Oxytocin receptor block in the VTA", meaning="an antagonist infused there", standing="invented")
    nacc_antagonist = Parameter(
        key="naccblock", symbol="[B]_N", unit="K_B", default=0.0, low=0.0, high=100.0, step=1.0,
        label="Oxytocin receptor block in the nucleus accumbens", meaning="an antagonist infused there", standing="invented")
    dopamine_block = Parameter(
        key="block", symbol="b", unit="", default=0.0, low=0.0, high=0.9, step=0.05,
        label="Dopamine receptors blocked", meaning="share of dopamine that no longer reaches its receptor",
        standing="invented")
    individual_spread = Parameter(
        key="spread", symbol="s", unit="", default=0.3, low=0.0, high=0.6, step=0.05,
        label="How much individuals differ", meaning="standard deviation of the logarithm of their own oxytocin",
        standing="invented")


@dataclass(frozen=True)
class VigourRun:
    """160 acts towards the partner and 160 towards a stranger; arrays of two hold partner, then stranger.

    Attributes
    ----------
    time : ndarray, shape (2, 160), s
        When each act was done.
    latency : ndarray, shape (2, 160), s
        How long each took.
    dopamine : ndarray, shape (2, 160)
        Tonic dopamine released, in the unit of the average reward that it stands for (reward/s).
    value : ndarray, shape (2,)
        What an act is worth.
    rate : ndarray, shape (2,), 1/min
        Acts per minute, once settled and without unsteadiness.
    settled_dopamine : ndarray, shape (2,)
        Dopamine released then.
    individual_rate : ndarray, shape (40,), 1/min
        The same rate towards the partner, in individuals.
    individual_dopamine : ndarray, shape (40,)
        And their dopamine.
    latencies : ndarray, shape (60,), s
        For the curves of cost.
    cost_of_haste, cost_of_delay : ndarray, shape (60,)
        C_v/τ and R·τ for an act towards the partner, with the worth of time that the settled creature goes by.
    contact : float
        Share of the time spent lying together once the partner is there.
    blocks : ndarray, shape (37,)
        Shares of dopamine blocked, 0 to 0.9.
    rate_by_block : ndarray, shape (37,)
        Rate towards the partner at each, as a share of that without a block.
    contact_by_block : ndarray, shape (37,)
        Contact at each, as a share of that without a block.
    vta_occupancy, nacc_occupancy : float
        Occupied shares of the oxytocin receptors at the two places.
    block : float
        Share of dopamine that is blocked in this run.
    """

    time: np.ndarray
    latency: np.ndarray
    dopamine: np.ndarray
    value: np.ndarray
    rate: np.ndarray
    settled_dopamine: np.ndarray
    individual_rate: np.ndarray
    individual_dopamine: np.ndarray
    latencies: np.ndarray
    cost_of_haste: np.ndarray
    cost_of_delay: np.ndarray
    contact: float
    blocks: np.ndarray
    rate_by_block: np.ndarray
    contact_by_block: np.ndarray
    vta_occupancy: float
    nacc_occupancy: float
    block: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        name: (0.0, 1.0) for name in ("contact", "blocks", "rate_by_block", "contact_by_block", "vta_occupancy",
                                      "nacc_occupancy", "block")} | {
        name: (0.0, math.inf) for name in ("time", "latency", "dopamine", "value", "rate", "settled_dopamine",
                                           "individual_rate", "individual_dopamine")}


@dataclass(frozen=True)
class _Rule:
    """What a model of vigour believes: does oxytocin act in the VTA, is time worth anything, is dopamine pleasure?"""

    vta: bool = True
    blind: bool = False
    pleasure: bool = False


def simulate_vigour(parameters: VigourParameters, rng: np.random.Generator) -> VigourRun:
    """The claim: tonic dopamine tells what time is worth, and sets how fast one acts; oxytocin acts at two places.

    dR/dt = ((U − C_v/τ)/τ − R)/T, dopamine D = (E + R)(1 + k r_VTA), τ = √(C_v / ((1 − b)D)), U = U₀ + V r_NAcc for the
    partner and U₀ for a stranger. In the VTA oxytocin thus raises vigour towards anybody; in the nucleus accumbens it decides
    for whom. Lying beside somebody who is there already costs hardly any haste, so dopamine matters little for it.

    Parameters
    ----------
    parameters : VigourParameters
    rng : numpy.random.Generator
        Gives the unsteadiness of the latencies and the individuals' own oxytocin.

    Returns
    -------
    VigourRun

    Notes
    -----
    R is averaged exactly over each act, as if its reward were spread evenly over it. That a bout of lying together lasts as
    long when dopamine is blocked is an assumption: it is what sets this model apart from `simulate_pleasure`. Left out: choice
    between acts, tiredness, satiety, bursts of dopamine, and learning what the partner is worth. Niv et al. 2007,
    10.1007/s00213-006-0502-4; the link to oxytocin: Shahrokh et al. 2010, 10.1210/en.2009-1271; seeking and lying together:
    Pierce et al. 2024, 10.1016/j.cub.2023.12.041.
    """
    return _run_vigour(parameters, rng, _Rule())


def simulate_blind(parameters: VigourParameters, rng: np.random.Generator) -> VigourRun:
    """A rival that is blind to the rate of reward: every act takes √(C_v/R₀), whatever dopamine says.

    Parameters, returns: as `simulate_vigour`.
    """
    return _run_vigour(parameters, rng, _Rule(blind=True))


def simulate_one_site(parameters: VigourParameters, rng: np.random.Generator) -> VigourRun:
    """A rival: oxytocin acts in the nucleus accumbens alone, and what reaches the VTA does nothing.

    Parameters, returns: as `simulate_vigour`.
    """
    return _run_vigour(parameters, rng, _Rule(vta=False))


def simulate_pleasure(parameters: VigourParameters, rng: np.random.Generator) -> VigourRun:
    """A rival: dopamine is pleasure. A block makes every act worth less, and lying together as well: bouts grow shorter.

    Parameters, returns: as `simulate_vigour`.
    """
    return _run_vigour(parameters, rng, _Rule(pleasure=True))


def _run_vigour(parameters, rng, rule):
    p = parameters
    luck = np.exp(UNSTEADINESS * rng.standard_normal((2, ACTS)))
    own_vta, own_nacc = np.exp(p.individual_spread * rng.standard_normal((2, ANIMALS)))
    vta = receptor_occupancy(p.oxytocin_vta, p.vta_antagonist)
    nacc = receptor_occupancy(p.oxytocin_nacc, p.nacc_antagonist)
    value = np.array([COMPANY + p.partner_value * nacc, COMPANY])
    path = np.array([_act(one, p, rule, vta, factors) for one, factors in zip(value.tolist(), luck.tolist())])
    rate, dopamine = _settle(value, p.effort, p.dopamine_block, rule, vta)
    individual_value = COMPANY + p.partner_value * receptor_occupancy(p.oxytocin_nacc * own_nacc, p.nacc_antagonist)
    individual_rate, individual_dopamine = _settle(individual_value, p.effort, p.dopamine_block, rule,
                                                   receptor_occupancy(p.oxytocin_vta * own_vta, p.vta_antagonist))
    blocks = np.linspace(0, 0.9, 37)
    rates, dopamines = _settle(value[PARTNER], p.effort, blocks, rule, vta)
    contacts = _contact(dopamines, blocks, rule)
    latencies = np.logspace(-1, 1.5, 60)
    return VigourRun(
        time=read_only(path[:, :, 0].cumsum(axis=1)), latency=read_only(path[:, :, 0]), dopamine=read_only(path[:, :, 1]),
        value=read_only(value), rate=read_only(60 * rate), settled_dopamine=read_only(dopamine),
        individual_rate=read_only(60 * individual_rate), individual_dopamine=read_only(individual_dopamine),
        latencies=read_only(latencies), cost_of_haste=read_only(p.effort / latencies),
        cost_of_delay=read_only(p.effort * rate[PARTNER] ** 2 * latencies),
        contact=float(_contact(dopamine[PARTNER], p.dopamine_block, rule)), blocks=read_only(blocks),
        rate_by_block=read_only(rates / rates[0]), contact_by_block=read_only(contacts / contacts[0]),
        vta_occupancy=vta, nacc_occupancy=nacc, block=p.dopamine_block)


def _heard(block, rule, vta):
    """By how much released and effective dopamine differ from the worth of time, and what a block does to values."""
    released = 1 + VTA_GAIN * vta * rule.vta
    return (released, released, 1 - block) if rule.pleasure else (released, released * (1 - block), 1.0)


def _settle(value, effort, block, rule, vta):
    """Acts per second and dopamine released, once what time is worth is known."""
    released, effective, liking = _heard(block, rule, vta)
    felt = value * liking
    rate = settled_rate(felt, effort, effective)
    if rule.blind:
        rate = np.full(np.broadcast(rate).shape, 1 / optimal_latency(effort, BLIND_TO))
    earned = np.maximum(ELSEWHERE + felt * rate - effort * rate**2, 0.0)
    return rate, released * earned


def _contact(dopamine, block, rule):
    """Share of time spent lying together: a bout, then other things, then the short way back."""
    reaches = np.full_like(dopamine, BLIND_TO) if rule.blind else dopamine * (1.0 if rule.pleasure else 1 - block)
    bout = BOUT * (1 - block) if rule.pleasure else BOUT
    return bout / (bout + PAUSE + optimal_latency(CONTACT_EFFORT, reaches))


def _act(value, p, rule, vta, luck):
    """Latency and dopamine of each act of a creature that starts out knowing only what comes from elsewhere."""
    released, effective, liking = _heard(p.dopamine_block, rule, vta)
    felt, effort, average, path = value * liking, p.effort, 0.0, []
    for factor in luck:
        # An unlucky haste may cost more than it brings; time is never worth less than a tenth of what comes from elsewhere.
        worth = max(ELSEWHERE + average, ELSEWHERE / 10)
        latency = factor * math.sqrt(effort / (BLIND_TO if rule.blind else effective * worth))
        path.append((latency, released * worth))
        forgotten = math.exp(-latency / MEMORY)
        average = average * forgotten + (1 - forgotten) * (felt - effort / latency) / latency
    return path


# ---------------------------------------------------------------------------------------------------------------------------
# Blood and brain
# ---------------------------------------------------------------------------------------------------------------------------

EVENTS_PER_MINUTE = 0.1
"""Spontaneous releases of oxytocin a minute, into either place (invented)."""
TRAIT_SPREAD = 0.3
"""Standard deviation of the logarithm of a person's own level, in either place (invented)."""
COURSE = 120
"""Minutes before the sample that are drawn for one person."""
LASTING = 60.0
"""Minutes before the sample at which a stressor, or a spray, began to add oxytocin in both places (invented)."""
EXTRA = {"rest": 0.0, "stress": 0.2, "intranasal": 0.6}
"""How much is added a minute (invented; a single spontaneous release is 1 on average)."""
PERSON_SPREAD, ROUTE_SPREAD = 0.6, 0.35
"""Standard deviations of the logarithm of what is added: common to both places of a person, and of each place (invented)."""
RECOVERY_SPREAD, INTERFERENCE_SPREAD = 0.2, 0.5
"""Standard deviations of the logarithm of what extraction recovers, and of what else binds the antibody (invented)."""


@parameter_set
class PlasmaParameters:
    """Oxytocin in the brain and in the blood of some people, and one blood sample from each."""

    situation = Choice(
        key="situation", default="rest",
        options={"rest": "at rest", "stress": "after a stressor", "intranasal": "after a spray"},
        label="When the sample is taken", meaning="a stressor or a nasal spray adds oxytocin in both places at once")
    shared_release = Parameter(
        key="shared", symbol="q", unit="", default=0.1, low=0.0, high=1.0, step=0.05,
        label="Releases that reach both", meaning="share of the spontaneous releases that go into brain and blood alike",
        standing="invented")
    half_life_brain = Parameter(
        key="brain", symbol="t_B", unit="min", default=19.0, low=5.0, high=60.0, step=1.0,
        label="How long it stays in the brain", meaning="half-life in the cerebrospinal fluid, as measured in rats",
        standing="measured", source="mens1983")
    half_life_blood = Parameter(
        key="blood", symbol="t_P", unit="min", default=5.0, low=1.0, high=20.0, step=0.5,
        label="How long it stays in the blood", meaning="half-life in plasma, a few minutes", standing="plausible")
    interference = Parameter(
        key="interference", symbol="I", unit="", default=100.0, low=0.0, high=300.0, step=5.0,
        label="What else the assay sees", meaning="other molecules that an assay without extraction counts as oxytocin, as a "
        "multiple of the oxytocin there; readings were more than 100-fold higher", standing="measured", source="szeto2011")
    people = Parameter(
        key="people", symbol="n", unit="people", default=160.0, low=20.0, high=500.0, step=20.0,
        label="People", meaning="how many give a sample", standing="plausible")


@dataclass(frozen=True)
class PlasmaRun:
    """One sample of n people, and two hours of the first of them.

    Attributes
    ----------
    brain, plasma : ndarray, shape (n,)
        Oxytocin at the moment of the sample, in each place's own unit (one spontaneous release adds 1 on average).
    plasma_again : ndarray, shape (n,)
        The same people's plasma on another day at rest.
    extracted, unextracted : ndarray, shape (n,)
        What two assays say about the same plasma.
    r_plasma, r_extracted, r_unextracted : float
        Correlation of the brain with the plasma itself and with what each assay says.
    r_again : float
        Correlation of plasma with plasma on another day, at rest on both: how much of a trait one sample is.
    rho_assays : float
        Rank correlation between the two assays.
    fold : float
        Median of unextracted over extracted.
    expected_r : float
        The exact value that `r_plasma` scatters around.
    time : ndarray, shape (121,), min
        Before the sample: -120 to 0.
    brain_course, plasma_course : ndarray, shape (121,)
        The first person's oxytocin in both places.
    situation : str
        When the sample was taken: "rest", "stress" or "intranasal".
    """

    brain: np.ndarray
    plasma: np.ndarray
    plasma_again: np.ndarray
    extracted: np.ndarray
    unextracted: np.ndarray
    r_plasma: float
    r_extracted: float
    r_unextracted: float
    r_again: float
    rho_assays: float
    fold: float
    expected_r: float
    time: np.ndarray
    brain_course: np.ndarray
    plasma_course: np.ndarray
    situation: str

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        name: (0.0, math.inf) for name in ("brain", "plasma", "plasma_again", "extracted", "unextracted", "fold",
                                           "brain_course", "plasma_course")} | {
        name: (-1.0, 1.0) for name in ("r_plasma", "r_extracted", "r_unextracted", "r_again", "rho_assays", "expected_r")}


def simulate_two_pools(parameters: PlasmaParameters, rng: np.random.Generator) -> PlasmaRun:
    """The claim: brain and blood are filled by mostly separate releases and emptied at their own speed.

    Each place holds the sum of what was released and not yet cleared, Σ aᵢ e^(−(t − tᵢ)/τ); a share q of the spontaneous
    releases goes into both. A stressor or a spray adds to both for an hour, more in some people than in others. Only that, not
    a path from blood to brain, lets the blood tell of the brain.

    Parameters
    ----------
    parameters : PlasmaParameters
    rng : numpy.random.Generator

    Returns
    -------
    PlasmaRun

    Notes
    -----
    `expected_r` follows from Campbell's theorem for the spontaneous part. Left out: passage between the two (about 0.002 % of
    a dose given to rats; Mens et al. 1983), the delay of a spray on its way to the cerebrospinal fluid, time of day, and
    degradation products. How much of the release is shared is not known; with the default the correlation at rest is as small
    as the one found over all studies (Valstad et al. 2017, 10.1016/j.neubiorev.2017.04.017), which is a choice of ours.
    """
    return _run_plasma(parameters, rng, one_pool=False)


def simulate_one_pool(parameters: PlasmaParameters, rng: np.random.Generator) -> PlasmaRun:
    """The rival: blood is a window on the brain; its oxytocin is the brain's, diluted.

    Parameters, returns: as `simulate_two_pools`.
    """
    return _run_plasma(parameters, rng, one_pool=True)


def _run_plasma(parameters, rng, one_pool):
    p, n = parameters, round(parameters.people)
    decay = np.array([p.half_life_brain, p.half_life_brain if one_pool else p.half_life_blood]) / math.log(2)
    traits = np.exp(TRAIT_SPREAD * rng.standard_normal((2, n)) - TRAIT_SPREAD**2 / 2)
    person = np.exp(PERSON_SPREAD * rng.standard_normal(n) - PERSON_SPREAD**2 / 2)
    routes = np.exp(ROUTE_SPREAD * rng.standard_normal((2, n)) - ROUTE_SPREAD**2 / 2)
    noise = rng.standard_normal((2, n))
    both, brain_only, blood_only, another_day = (
        _releases(rng, n, rate * EVENTS_PER_MINUTE, COURSE + 8 * decay.max())
        for rate in (p.shared_release, 1 - p.shared_release, 1 - p.shared_release, 1.0))
    if one_pool:
        blood_only, traits[1], routes[1] = brain_only, traits[0], routes[0]
    extra = EXTRA[p.situation] * person * routes * decay[:, None] * -np.expm1(-LASTING / decay[:, None])
    held = [[both, own] for own in (brain_only, blood_only)]
    rest = traits * [sum(_now(part, n, each) for part in parts) for parts, each in zip(held, decay)]
    brain, plasma = rest + extra
    again = traits[1] * _now(another_day, n, decay[1])
    time = np.linspace(-COURSE, 0, COURSE + 1)
    courses = [trait * _course(parts, each, time) + EXTRA[p.situation] * amount * _building_up(time, each)
               for trait, parts, each, amount in zip(traits[:, 0], held, decay, person[0] * routes[:, 0])]
    extracted = plasma * np.exp(RECOVERY_SPREAD * noise[0])
    others = p.interference * EVENTS_PER_MINUTE * decay[1] * np.exp(INTERFERENCE_SPREAD * noise[1])
    return PlasmaRun(
        brain=read_only(brain), plasma=read_only(plasma), plasma_again=read_only(again), extracted=read_only(extracted),
        unextracted=read_only(plasma + others), r_plasma=_correlate(brain, plasma), r_extracted=_correlate(brain, extracted),
        r_unextracted=_correlate(brain, plasma + others), r_again=_correlate(rest[1], again),
        rho_assays=_correlate(_ranks(extracted), _ranks(plasma + others)),
        fold=float(np.median((plasma + others) / np.maximum(extracted, 1e-9))), time=read_only(time),
        expected_r=1.0 if one_pool else _expected_correlation(p, decay), brain_course=read_only(courses[0]),
        plasma_course=read_only(courses[1]), situation=p.situation)


def _releases(rng, people, rate, window):
    """Spontaneous releases of everybody within the window (min) before the sample: whose, how long ago, how much."""
    count = rng.poisson(rate * window * people)
    return rng.integers(people, size=count), rng.uniform(0, window, count), rng.exponential(1.0, count)


def _now(releases, people, decay):
    """What is left of them at the moment of the sample, for each person."""
    whose, ago, amount = releases
    return np.bincount(whose, amount * np.exp(-ago / decay), minlength=people)


def _course(parts, decay, time):
    """What is left of the first person's releases at each time (min, 0 is the sample)."""
    ago, amount = (np.concatenate([part[field][part[0] == 0] for part in parts]) for field in (1, 2))
    since = time[:, None] + ago
    return (amount * np.where(since >= 0, np.exp(-np.maximum(since, 0.0) / decay), 0.0)).sum(axis=1)


def _building_up(time, decay):
    """What a steady addition of 1 a minute, begun an hour before the sample, has built up."""
    return -decay * np.expm1(-np.maximum(time + LASTING, 0.0) / decay)


def _expected_correlation(p, decay):
    """Exact correlation of brain and plasma: shot noise, times a person's trait, plus what was added."""
    brain, blood = decay
    rate, trait = EVENTS_PER_MINUTE, math.expm1(TRAIT_SPREAD**2)
    covariance = 2 * p.shared_release * rate * brain * blood / (brain + blood)
    variance = (1 + trait) * rate * decay + trait * (rate * decay) ** 2
    added = EXTRA[p.situation] * _building_up(0.0, decay)
    covariance += added[0] * added[1] * math.expm1(PERSON_SPREAD**2)
    variance += added**2 * math.expm1(PERSON_SPREAD**2 + ROUTE_SPREAD**2)
    return float(covariance / math.sqrt(variance[0] * variance[1]))


def _correlate(first, second):
    """Pearson's r, kept in [-1, 1]; 0 where one of the two is the same in everybody."""
    first, second = first - first.mean(), second - second.mean()
    scale = math.sqrt(float(first @ first) * float(second @ second))
    return min(1.0, max(-1.0, float(first @ second) / scale)) if scale > 0 else 0.0


def _ranks(values):
    return np.argsort(np.argsort(values)).astype(float)
