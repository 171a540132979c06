"""The whole network of Rossoni and others 2008, cell by cell, and what is counted in its spikes.

Too slow for a slider (about 45 s of computing for ten minutes of life): it is here to check the reduction in `model.py`.
Equations and constants are those of the paper (10.1371/journal.pcbi.1000123) as its first author published them with a
program; this is a new program. Agreement was looked for in what the paper shows: one to three spikes a second in the
background, none of that coordinated; under suckling, bursts of all cells at once, one or two seconds long, a few
minutes apart; no burst without suckling, and none when oxytocin does not act. Spike by spike it cannot be checked, since random
numbers differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from widgets.numerics import read_only
from widgets.oxytocin_pulses.model import (
    AHP,
    AHP_HALF,
    AHP_TIME,
    BURST_APART,
    CANNABINOID_HALF,
    CANNABINOID_MOST,
    CANNABINOID_TIME,
    EXCITATION,
    EXCITATION_REVERSAL,
    HAP,
    HAP_TIME,
    HILL,
    INHIBITION,
    INHIBITION_REVERSAL,
    INPUT_RATE,
    MEMBRANE_TIME,
    OXYTOCIN_CAP,
    OXYTOCIN_TIME,
    RELEASED_SHARE,
    REST,
    SHORT_INTERVAL,
    STORE_TIME,
    THRESHOLD,
)

CELLS, BUNDLES = 48, 12
RELEASE_AGE = 6
"""A dendrite releases in the sixth step (ms) after its cell's spike: when more than 5 ms have gone by."""
BIN = 50
"""Milliseconds a bin of the spike counts."""


@dataclass(frozen=True)
class NetworkRun:
    """Spikes of m independent networks of 48 cells.

    Attributes
    ----------
    time : ndarray, shape (bins,), s
        End of each bin of 50 ms.
    firing_rate : ndarray, shape (m, bins), spikes/s
        Mean over the cells of a network.
    cells : ndarray of int, shape (m, 48, seconds)
        Each cell's spikes in each second.
    store : ndarray, shape (m, seconds)
        Mean store of a dendrite at the end of each second.
    """

    time: np.ndarray
    firing_rate: np.ndarray
    cells: np.ndarray
    store: np.ndarray


def simulate_full_network(rng: np.random.Generator, *, suckling=(0.5,), feedback=(0.5,), cannabinoid=(2.5,),
                          store=(0.0,), seconds: int = 60) -> NetworkRun:
    """Leaky integrate-and-fire cells that release oxytocin into bundles of dendrites, in steps of 1 ms.

    Each cell has two dendrites in two different bundles. A spike that follows the last within 50 ms releases 4.5 % of the
    store of both dendrites; in its bundle it lowers the threshold of every dendrite there by `feedback` mV a unit (τ 1 s, at
    most 25 mV; a cell feels the mean of its two) and weakens the inputs of every dendrite there by way of endocannabinoid.

    Parameters
    ----------
    rng : numpy.random.Generator
        Gives who shares a bundle with whom, and all inputs.
    suckling : sequence of float, shape (m,) or (1,), 1/s
        What is added to each dendrite's store; one network for each number.
    feedback : sequence of float, shape (m,) or (1,), mV
    cannabinoid : sequence of float, shape (m,) or (1,), 1/1000
    store : sequence of float, shape (m,) or (1,)
        Every dendrite's store at the start; above 0 spares the minutes in which it fills.
    seconds : int

    Returns
    -------
    NetworkRun

    Notes
    -----
    Rossoni and others 2008, 10.1371/journal.pcbi.1000123.
    """
    suckling, feedback, cannabinoid, store = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(each, dtype=float)) for each in (suckling, feedback, cannabinoid, store)))
    networks = suckling.size
    first, second = _wire(rng, networks)
    fill, lower = np.repeat(suckling / 1000, CELLS), np.repeat(feedback, CELLS)
    quieten = np.repeat(cannabinoid / 1000, BUNDLES)
    n = networks * CELLS
    voltage, age, interval, past = np.full(n, REST), np.full(n, 1e4), np.full(n, 1e4), np.zeros(n)
    reserve, felt_first, felt_second = np.repeat(store, CELLS), np.zeros(n), np.zeros(n)
    released, quiet = np.zeros(networks * BUNDLES), np.zeros(networks * BUNDLES)
    counts = np.zeros((1000 // BIN * seconds, n), np.int16)
    stores = np.zeros((seconds, n))
    for step in range(1000 * seconds):
        age += 1
        # Inputs, thinned by what endocannabinoid the two bundles hold.
        power = quiet**HILL
        share = 1 - CANNABINOID_MOST * power / (power + CANNABINOID_HALF**HILL)
        inputs = INPUT_RATE / 2 * (share[first] + share[second])
        excited, inhibited = rng.poisson(inputs), rng.poisson(inputs)
        voltage += ((REST - voltage) / MEMBRANE_TIME + EXCITATION * (EXCITATION_REVERSAL - voltage) * excited
                    - INHIBITION * (voltage - INHIBITION_REVERSAL) * inhibited)
        # The threshold.
        felt_first = np.minimum(felt_first * (1 - 0.001 / OXYTOCIN_TIME) + lower * released[first], OXYTOCIN_CAP)
        felt_second = np.minimum(felt_second * (1 - 0.001 / OXYTOCIN_TIME) + lower * released[second], OXYTOCIN_CAP)
        past *= 1 - 0.001 / AHP_TIME
        power = past**HILL
        threshold = (THRESHOLD + HAP * np.exp(-age / HAP_TIME) + AHP * power / (power + AHP_HALF**HILL)
                     - (felt_first + felt_second) / 2)
        # Spikes, and the releases that those of a moment ago bring.
        fires = np.flatnonzero(voltage > threshold)
        interval[fires], age[fires], voltage[fires] = age[fires], 0, REST
        past[fires] += 1
        counts[step // BIN, fires] += 1
        gone = np.where((age == RELEASE_AGE) & (interval < SHORT_INTERVAL), RELEASED_SHARE * reserve, 0.0)
        reserve += fill - reserve * (0.001 / STORE_TIME) - gone
        released = np.bincount(first, gone, released.size) + np.bincount(second, gone, released.size)
        quiet = quiet * (1 - 0.001 / CANNABINOID_TIME) + quieten * released
        stores[step // 1000] = reserve
    by_cell = counts.reshape(seconds, -1, networks, CELLS).sum(axis=1).transpose(1, 2, 0)
    rate = counts.reshape(-1, networks, CELLS).mean(axis=2).T * (1000 / BIN)
    return NetworkRun(time=read_only(BIN / 1000 * np.arange(1, len(counts) + 1)), firing_rate=read_only(rate),
                      cells=read_only(by_cell), store=read_only(stores.reshape(seconds, networks, CELLS).mean(axis=2).T))


def _wire(rng, networks):
    """The two bundles of each cell: different ones, drawn at random; bundles are counted on from network to network."""
    first = rng.integers(BUNDLES, size=(networks, CELLS))
    second = (first + rng.integers(1, BUNDLES, size=(networks, CELLS))) % BUNDLES
    offset = BUNDLES * np.arange(networks)[:, None]
    return (first + offset).ravel(), (second + offset).ravel()


def find_bursts(time, firing_rate, *, above: float = 12.0, width: int = 10) -> list[tuple[float, float, float]]:
    """Bursts in a record of equal bins: when each begins (s), how long it stays above `above` (s), and its peak (spikes/s).

    Parameters
    ----------
    time : array_like, shape (bins,), s
    firing_rate : array_like, shape (bins,), spikes/s
    above : float, spikes/s
        Rate, averaged over `width` bins, from which on cells count as bursting.
    width : int

    Returns
    -------
    list of (float, float, float)
        A burst that begins within 10 s of another's begin belongs to it.
    """
    time = np.asarray(time, dtype=float)
    smooth = np.convolve(firing_rate, np.full(width, 1 / width), "same")
    edges = np.flatnonzero(np.diff(np.concatenate(([0], smooth > above, [0]))))
    bursts = []
    for begin, end in zip(edges[::2], edges[1::2]):
        if not bursts or time[begin] - bursts[-1][0] > BURST_APART:
            bursts.append((float(time[begin]), float((end - begin) * (time[1] - time[0])), float(smooth[begin:end].max())))
    return bursts
