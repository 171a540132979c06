"""Oxytocin comes in pulses: cells that excite each other with the very hormone they release, and the rival without that.

==================  ===========================  ====================================
story               the claim                    its rival
==================  ===========================  ====================================
milk ejection       `simulate_pulses`            `simulate_without_feedback`
==================  ===========================  ====================================

The cell, its synapses and every constant are those of Rossoni and others 2008 (10.1371/journal.pcbi.1000123), as its first
author published them with his program. That network (48 cells, 12 bundles of dendrites) is written out in
`measures.simulate_full_network`; it takes seconds. Here stands a reduction that is fast enough for a slider: one neighbourhood
of cells in place of twelve, with their mean in place of each, and only the releases of oxytocin left to chance. One number is
ours: how many cells a release reaches (`CELLS_IN_REACH`), chosen so that bursts come about as often as in the network. Wu and
others 2012 (10.1371/journal.pone.0038402) reduced it to two variables; we read their abstract only, so this is not theirs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

# The cell (mV, ms) and what acts on it: Rossoni and others 2008.
REST, THRESHOLD = -62.0, -50.0
MEMBRANE_TIME = 10.8
EXCITATION, EXCITATION_REVERSAL = 0.0645, 0.0
INHIBITION, INHIBITION_REVERSAL = 0.22, -80.0
INPUT_RATE = 0.16
"""Inputs a ms that a cell gets of each kind, over its two dendrites: 80 a second each."""
HAP, HAP_TIME = 40.0, 12.5
"""Rise of the threshold after a spike, and how fast it goes."""
AHP, AHP_HALF, AHP_TIME = 40.0, 45.0, 2.0
"""Rise of the threshold after many spikes (mV), the spikes that give half of it, and how long a spike is remembered (s)."""
HILL = 4
"""Exponent of both saturating curves."""

# What dendrites release (s).
STORE_TIME = 400.0
RELEASED_SHARE = 0.045
SHORT_INTERVAL = 50
"""Only a spike that follows the last by less than this (ms) releases oxytocin from the dendrites."""
OXYTOCIN_TIME, OXYTOCIN_CAP = 1.0, 25.0
CANNABINOID_TIME, CANNABINOID_HALF, CANNABINOID_MOST = 6.0, 0.03, 0.6
TWO_DENDRITES = 0.5
"""A cell hears a release with one of its two dendrites."""
CELLS_IN_REACH = 32
"""Cells in the one neighbourhood. Ours, not published: with 16, the number that a release of the network reaches, bursts are
too rare, because in the network any of twelve bundles may start one. With 32, 13 networks and 24 runs of the reduction gave
the first burst after 236 and 258 s on average, and 225 and 252 s from burst to burst; with suckling at 0.8, 140 and 160 s, and
116 and 137 s; with feedback at 0.35, about one burst in 15 minutes in both; without feedback or suckling none in either. The
peak is the same; a burst lasts 1.75 s in the network and about 2.7 s here."""

# Blood. Nobody's measurements: the form is that of Maícas-Royo and others 2018, the numbers are chosen here.
HALF_FACILITATION = 20.0
"""Spikes a second at which each spike secretes half of the most that it can."""
EXCHANGE_OUT, EXCHANGE_BACK = 0.3, 0.2
"""Exchange with the fluid outside the vessels, a minute."""

SECONDS = 900
BURST_RATE = 20.0
"""Spikes a second above which cells count as bursting."""
BURST_APART = 10.0
"""Seconds that two bursts must be apart to count as two."""
MOST_BURSTS = 80
CELLS_SHOWN = 4
PROFILE = np.arange(-60, 141) / 20
"""Seconds around the first burst, as it is shown enlarged."""

STEPS = (1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32)
"""Lengths of a step, s: long in the quiet, short in a burst."""
STEP_UP_TO = (0.8, 1.2, 1.6, 3.0, math.inf)
"""How far the threshold is down (mV) up to which each of them is used."""
DROPS = (-15.0, 25.0)
SHARES = (0.4, 1.0)
FINE_DROPS, FINE_SHARES = 4, 50
"""Points a mV, and points over the whole of the input, of the table of the cell's response."""


@parameter_set
class PulsesParameters:
    """Oxytocin cells of a rat that suckles her young, for fifteen minutes."""

    suckling = Parameter(
        key="suckling", symbol="kₚ", unit="1/s", default=0.5, low=0.0, high=1.0, step=0.05,
        label="How much the young suckle",
        meaning="oxytocin that suckling makes ready for release in the dendrites each second",
        standing="plausible", source="rossoni2008")
    feedback = Parameter(
        key="feedback", symbol="k", unit="mV", default=0.5, low=0.0, high=0.8, step=0.05,
        label="How much oxytocin excites the cells",
        meaning="how far a unit of released oxytocin brings a dendrite's threshold down", standing="plausible",
        source="rossoni2008")
    cannabinoid = Parameter(
        key="cannabinoid", symbol="e", unit="1/1000", default=2.5, low=0.0, high=5.0, step=0.25,
        label="How much the cells quieten their inputs",
        meaning="endocannabinoid that goes with a unit of oxytocin and weakens the inputs", standing="plausible",
        source="rossoni2008")
    antagonist = Parameter(
        key="antagonist", symbol="B", unit="", default=0.0, low=0.0, high=1.0, step=0.05,
        label="Antagonist", meaning="share of the oxytocin receptors in the brain that an antagonist blocks",
        standing="invented")
    antagonist_time = Parameter(
        key="given", symbol="t_B", unit="min", default=7.5, low=0.0, high=15.0, step=0.5,
        label="When the antagonist is given", meaning="minutes after the young begin to suckle", standing="invented")
    clearance_time = Parameter(
        key="clearance", symbol="τ_P", unit="min", default=3.0, low=0.5, high=15.0, step=0.5,
        label="How long oxytocin stays in the blood",
        meaning="mean time until the blood is rid of it; minutes is all that we could confirm", standing="invented")


@dataclass(frozen=True)
class PulsesRun:
    """Fifteen minutes of oxytocin cells and of what they secrete.

    Attributes
    ----------
    time : ndarray, shape (900,), s
        End of each second.
    firing_rate : ndarray, shape (900,), spikes/s
        Mean over the cells and over the second.
    cells : ndarray of int, shape (4, 900)
        Spikes of four cells in each second: chance (Poisson) around the mean.
    store : ndarray, shape (900,)
        Oxytocin ready for release in a dendrite.
    oxytocin : ndarray, shape (900,), mV
        How far released oxytocin brings the threshold down.
    input_share : ndarray, shape (900,)
        Share of the inputs that endocannabinoids leave.
    hyperpolarisation : ndarray, shape (900,), mV
        How far past spikes bring the threshold up.
    secretion : ndarray, shape (900,)
        Hormone secreted into the blood in each second; one unit is what a spike can secrete at the most.
    plasma : ndarray, shape (900,)
        Hormone in the blood, in the same unit.
    burst_times : ndarray, shape (80,), s
        When bursts begin; nan where there are no more.
    bursts : int
    bursts_before, bursts_after : int
        The same before and after the antagonist is given.
    interval : float, s
        Mean time from one burst to the next; nan with fewer than two.
    peak_rate : float, spikes/s
    background_rate : float, spikes/s
        Median of `firing_rate`.
    pulsed_share : float
        Share of the hormone that is secreted within 10 s of the beginning of a burst.
    pulsed_spikes : float
        Share of the spikes in those seconds.
    profile_time : ndarray, shape (201,), s
        Around the beginning of the first burst.
    profile_rate, profile_oxytocin : ndarray, shape (201,), spikes/s and mV
        The first burst enlarged; nan if there is none.
    antagonist_second : float, s
    antagonist : float
        Share of receptors that it blocks.
    """

    time: np.ndarray
    firing_rate: np.ndarray
    cells: np.ndarray
    store: np.ndarray
    oxytocin: np.ndarray
    input_share: np.ndarray
    hyperpolarisation: np.ndarray
    secretion: np.ndarray
    plasma: np.ndarray
    burst_times: np.ndarray
    bursts: int
    bursts_before: int
    bursts_after: int
    interval: float
    peak_rate: float
    background_rate: float
    pulsed_share: float
    pulsed_spikes: float
    profile_time: np.ndarray
    profile_rate: np.ndarray
    profile_oxytocin: np.ndarray
    antagonist_second: float
    antagonist: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "firing_rate": (0, 100), "cells": (0, 200), "store": (0, STORE_TIME), "oxytocin": (0, OXYTOCIN_CAP),
        "input_share": (1 - CANNABINOID_MOST, 1), "hyperpolarisation": (0, AHP), "secretion": (0, 100),
        "plasma": (0, math.inf), "burst_times": (0, SECONDS), "bursts": (0, MOST_BURSTS), "bursts_before": (0, MOST_BURSTS),
        "bursts_after": (0, MOST_BURSTS), "interval": (BURST_APART, SECONDS), "peak_rate": (0, 100),
        "background_rate": (0, 100), "pulsed_share": (0, 1), "pulsed_spikes": (0, 1), "profile_rate": (0, 100),
        "profile_oxytocin": (0, OXYTOCIN_CAP), "antagonist_second": (0, SECONDS), "antagonist": (0, 1)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"burst_times", "interval", "profile_rate", "profile_oxytocin"})


def simulate_pulses(parameters: PulsesParameters, rng: np.random.Generator) -> PulsesRun:
    """Cells that release oxytocin from their dendrites when they fire fast, and that fire more because of it.

    With f the mean firing rate and q its part that follows another spike within 50 ms, both functions of the threshold and of
    the inputs (`cell_response`), releases come at random at the rate n q in a neighbourhood of n cells. Each takes 4.5 % of
    a cell's store r, lowers the threshold by T, and weakens the inputs by way of E; A counts past spikes::

        dr/dt = kₚ − r/400 s − 0.045 r · releases / n        T: −T/1 s + k/2 · 0.045 r at each release, up to 25 mV
        dA/dt = f − A/2 s                                     E: −E/6 s + e/2 · 0.045 r at each release
        threshold = −50 mV − T + 40 mV · A⁴/(A⁴ + 45⁴)        inputs = 80/s · (1 − 0.6 · E⁴/(E⁴ + 0.03⁴))

    Secretion into the blood is f · f/(f + 20/s): a spike secretes more when it follows another closely. Blood and the fluid
    outside it are two compartments.

    Parameters
    ----------
    parameters : PulsesParameters
    rng : numpy.random.Generator
        Gives the releases, and the spikes of the four cells that are shown.

    Returns
    -------
    PulsesRun

    Notes
    -----
    Left out: what differs between cells, spread from bundle to bundle, the two sides of the brain, vasopressin, and that
    oxytocin works in other parts of the brain as well. Cells and constants: Rossoni and others 2008,
    10.1371/journal.pcbi.1000123; form of secretion and clearance: Maícas-Royo and others 2018, 10.1210/en.2017-03068.
    """
    return _run(parameters, rng, parameters.feedback)


def simulate_without_feedback(parameters: PulsesParameters, rng: np.random.Generator) -> PulsesRun:
    """The rival: k = 0. The cells release oxytocin from their dendrites as before, and none of them feels it.

    Parameters, returns: as `simulate_pulses`.
    """
    return _run(parameters, rng, 0.0)


# ---- the cell ---------------------------------------------------------------------------------------------------------------

def cell_response(threshold_drops, input_share: float) -> tuple[np.ndarray, np.ndarray]:
    """Firing rate of a cell, and the rate of its spikes that follow another within 50 ms, while nothing else changes.

    The voltage goes in steps of 1 ms: V + (−62 − V)/10.8 − 0.0645 V · x − 0.22 (V + 80) · y, with x and y Poisson counts, and
    back to −62 mV after a spike. Its distribution is followed from spike to next spike on a grid of 0.5 mV; no random numbers.

    Parameters
    ----------
    threshold_drops : array_like, shape (n,), mV
        How far the threshold is below −50 mV.
    input_share : float
        Share of the full inputs, 0 to 1.

    Returns
    -------
    firing_rate, close_rate : ndarray, shape (n,), 1/s
    """
    drops = np.asarray(threshold_drops, dtype=float)
    voltage = np.arange(-90.0, -29.9, 0.5)
    move = _voltage_step(voltage, INPUT_RATE * input_share)
    alive = np.zeros((voltage.size, drops.size))
    alive[np.argmin(np.abs(voltage - REST))] = 1.0
    waited, close, left = np.ones(drops.size), np.zeros(drops.size), np.ones(drops.size)
    for age in range(1, 151):
        alive = move @ alive
        threshold = np.minimum(THRESHOLD - drops + HAP * math.exp(-age / HAP_TIME), voltage[-1])
        # A cell of the grid is half a mV wide: what lies in it counts by the part of it that is above the threshold.
        alive *= np.clip((threshold - voltage[:, None]) / 0.5 + 0.5, 0.0, 1.0)
        before, left = left, alive.sum(axis=0)
        waited += left
        if age < SHORT_INTERVAL:
            close = 1 - left
    # From here on the threshold stands still, and so does the chance to fire in the next ms.
    stay = np.where(before > 1e-300, left / np.maximum(before, 1e-300), 0.0)
    waited += left * stay / (1 - stay)
    rate = 1000 / waited
    return rate, rate * close


def _voltage_step(voltage, inputs):
    """The matrix that takes a distribution of voltages one ms on."""
    size, spacing = voltage.size, voltage[1] - voltage[0]
    move = np.zeros((size, size))
    chance = [math.exp(-inputs) * inputs**k / math.factorial(k) for k in range(5)]
    columns = np.arange(size)
    for excited, p in enumerate(chance):
        for inhibited, q in enumerate(chance):
            after = (voltage + (REST - voltage) / MEMBRANE_TIME + EXCITATION * (EXCITATION_REVERSAL - voltage) * excited
                     - INHIBITION * (voltage - INHIBITION_REVERSAL) * inhibited)
            place = np.clip((after - voltage[0]) / spacing, 0, size - 1.000001)
            lower, part = place.astype(int), place % 1
            np.add.at(move, (lower, columns), p * q * (1 - part))
            np.add.at(move, (lower + 1, columns), p * q * part)
    return move


@lru_cache(maxsize=1)
def _response_table():
    """Firing rate of a cell, and releases a second of the whole neighbourhood, at 0.25 mV and 2 % of the input apart; drop by
    drop in one flat list. And how many there are for each drop."""
    drops = np.arange(DROPS[0], DROPS[1] + 0.5)
    shares = np.linspace(*SHARES, 7)
    coarse = np.array([cell_response(drops, share) for share in shares])
    fine_drops = np.linspace(*DROPS, round((DROPS[1] - DROPS[0]) * FINE_DROPS) + 1)
    fine_shares = np.linspace(*SHARES, round((SHARES[1] - SHARES[0]) * FINE_SHARES) + 1)
    tables = []
    for k in (0, 1):
        logs = np.log(np.maximum(coarse[:, k], 1e-12))
        by_drop = np.array([np.interp(fine_drops, drops, row) for row in logs])
        tables.append(np.exp([np.interp(fine_shares, shares, column) for column in by_drop.T]).ravel())
    return list(zip(tables[0].tolist(), (CELLS_IN_REACH * tables[1]).tolist())), fine_shares.size


# ---- the neighbourhood ------------------------------------------------------------------------------------------------------

def _uniforms(rng) -> Iterator[float]:
    while True:
        yield from rng.random(2048).tolist()


def _run(parameters, rng, feedback):
    # The shown cells' luck is set apart first, so that it does not depend on how many steps a run takes.
    shown = np.random.default_rng(rng.integers(2**63))
    seconds, fine = _follow(parameters, _uniforms(rng), feedback)
    firing, secretion, store, oxytocin, cannabinoid, spikes = np.array(seconds).T
    plasma = np.convolve(secretion, _clearance(parameters.clearance_time, SECONDS))[:SECONDS]
    return _pulses_run(parameters, np.array(fine), firing, secretion, store, oxytocin, attenuate(cannabinoid),
                       after_hyperpolarise(spikes), plasma, shown)


def _follow(parameters, draws, feedback):
    """Second by second (rate, secretion, r, T, E, A), and step by step while oxytocin is felt (time, rate, T)."""
    table, row = _response_table()
    steps, limits, exp, cap, lowest = _steps(parameters), STEP_UP_TO, math.exp, OXYTOCIN_CAP, DROPS[0]
    # Constants are made local, because this loop is what a slider waits for.
    most, ahp_most, half_facilitation, fine_drops, fine_shares = (
        CANNABINOID_MOST, AHP, HALF_FACILITATION, FINE_DROPS, FINE_SHARES)
    # Rounded to the nearest place in the table: for a drop of 0 and for the full inputs.
    no_drop, no_loss = 0.5 - lowest * fine_drops, 0.5 + (1 - SHARES[0]) * fine_shares
    block_second, kick = 60 * parameters.antagonist_time, TWO_DENDRITES * feedback * RELEASED_SHARE
    rested = table[int(no_drop) * row + row - 1][0]
    r, t_ot, e, a, ahp = 0.0, 0.0, 0.0, AHP_TIME * rested, 0.0
    seconds, fine = [], [(0.0, rested, 0.0)]
    for second in range(SECONDS):
        kick_t = kick * (1 - parameters.antagonist) if second >= block_second else kick
        now, spikes, secreted = 0.0, 0.0, 0.0
        while now < 1.0:
            level = 0
            while t_ot - ahp > limits[level] or now + steps[level][0] > 1.0:
                level += 1
            h, t_mid, e_mid, a_mid, t_left, t_in, e_left, e_in, a_left, a_in, r_left, r_in, r_more = steps[level]
            # What happens in a step follows the state half-way through it, as far as that decays by itself.
            t_half, e_half, a_half = t_ot * t_mid, e * e_mid, a * a_mid
            e_half *= e_half
            e_half *= e_half
            a_half *= a_half
            a_half *= a_half
            ahp = ahp_most * a_half / (1 + a_half)
            drop = t_half - ahp
            f, close = table[(int(drop * fine_drops + no_drop) * row if drop > lowest else 0)
                             + int(no_loss - most * fine_shares * e_half / (1 + e_half))]
            expected, draw, releases = close * h, next(draws), 0
            if expected > 8.0:  # so many that chance averages out
                releases = expected
            else:
                chance = exp(-expected)
                while draw > chance and releases < 40:
                    draw -= chance
                    releases += 1
                    chance *= expected / releases
            unit = releases * r
            t_ot = t_ot * t_left + kick_t * unit * t_in
            t_ot = t_ot if t_ot < cap else cap
            e, a = e * e_left + unit * e_in, a * a_left + f * a_in
            r = r * r_left + r_more - unit * r_in
            r = r if r > 0.0 else 0.0
            if t_half > 0.3:
                fine.append((second + now, f, t_half))
            spikes += f * h
            secreted += h * f * f / (f + half_facilitation)
            now += h
        seconds.append((spikes, secreted, r, t_ot, e, a))
    return seconds, fine


def _steps(parameters):
    """For each length h of a step: h; what is left of T, E and A half-way, E and A in units of their half effects; then for T,
    E, A and r in turn what is left at its end, and what stays of a unit that comes (or, for r, goes) evenly within it; last
    what suckling adds to r."""
    rows = []
    for h in STEPS:
        left = [math.exp(-h / tau) for tau in (OXYTOCIN_TIME, CANNABINOID_TIME, AHP_TIME, STORE_TIME)]
        half = [math.sqrt(share) / by for share, by in zip(left, (1.0, CANNABINOID_HALF, AHP_HALF))]
        stays = [(1 - share) / -math.log(share) for share in left]
        factor = (1.0, TWO_DENDRITES * parameters.cannabinoid / 1000 * RELEASED_SHARE, h, RELEASED_SHARE / CELLS_IN_REACH)
        pairs = [(share, one * by) for share, one, by in zip(left, stays, factor)]
        rows.append((h, *half, *(number for pair in pairs for number in pair), parameters.suckling * h * stays[3]))
    return rows


def attenuate(cannabinoid):
    """Share of the inputs that an amount E of endocannabinoid leaves: 1 − 0.6 · E⁴/(E⁴ + 0.03⁴)."""
    power = cannabinoid**HILL
    return 1 - CANNABINOID_MOST * power / (power + CANNABINOID_HALF**HILL)


def after_hyperpolarise(spikes):
    """How far (mV) the threshold is up after A remembered spikes: 40 · A⁴/(A⁴ + 45⁴)."""
    power = spikes**HILL
    return AHP * power / (power + AHP_HALF**HILL)


# ---- the blood, and what is counted -----------------------------------------------------------------------------------------

def _clearance(clearance_time, seconds):
    """What is in the blood at the end of each second, of one unit secreted evenly over the first of them."""
    out = 1 / (60 * clearance_time)
    away, back = EXCHANGE_OUT / 60, EXCHANGE_BACK / 60
    total, product = out + away + back, out * back
    root = math.sqrt(total**2 - 4 * product)
    fast, slow = (total + root) / 2, (total - root) / 2
    weight = (fast - back) / (fast - slow)
    k = np.arange(seconds)
    return sum(w * (1 - math.exp(-rate)) / rate * np.exp(-rate * k) for w, rate in ((weight, fast), (1 - weight, slow)))


def _onsets(at, rate):
    """When bursts begin, given the rate at uneven times."""
    begins = []
    for time in at[1:][(rate[1:] > BURST_RATE) & (rate[:-1] <= BURST_RATE)].tolist():
        if not begins or time - begins[-1] > BURST_APART:
            begins.append(time)
    return begins[:MOST_BURSTS]


def _pulses_run(parameters, fine, firing, secretion, store, oxytocin, share, hyperpolarisation, plasma, shown):
    at, rate, felt = fine.T
    begins = _onsets(at, rate)
    given = 60 * parameters.antagonist_time
    times = np.arange(1.0, SECONDS + 1)
    burst_times, inside = np.full(MOST_BURSTS, np.nan), np.zeros(SECONDS, bool)
    burst_times[:len(begins)] = begins
    for begin in begins:
        inside |= (times > begin) & (times <= begin + 10)
    profile = [np.full(PROFILE.size, np.nan)] * 2
    if begins:
        profile = [np.interp(begins[0] + PROFILE, at, values) for values in (rate, felt)]
    before = sum(begin < given for begin in begins)
    return PulsesRun(
        time=read_only(times), firing_rate=read_only(firing),
        cells=read_only(shown.poisson(firing, (CELLS_SHOWN, SECONDS))), store=read_only(store), oxytocin=read_only(oxytocin),
        input_share=read_only(share), hyperpolarisation=read_only(hyperpolarisation), secretion=read_only(secretion),
        plasma=read_only(plasma), burst_times=read_only(burst_times), bursts=len(begins), bursts_before=before,
        bursts_after=len(begins) - before, interval=float(np.mean(np.diff(begins))) if len(begins) > 1 else math.nan,
        peak_rate=float(rate.max()), background_rate=float(np.median(firing)),
        pulsed_share=float(secretion[inside].sum() / secretion.sum()),
        pulsed_spikes=float(firing[inside].sum() / firing.sum()), profile_time=read_only(PROFILE),
        profile_rate=read_only(profile[0]), profile_oxytocin=read_only(profile[1]), antagonist_second=given,
        antagonist=parameters.antagonist)
