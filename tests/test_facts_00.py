"""The stylised facts of the frame, lesson 00: what the toy of three nodes reproduces, and what its rivals do not."""

import inspect
import math

import numpy as np
import pytest

from widgets.three_networks import model
from widgets.three_networks.measures import measure_overlap
from widgets.three_networks.model import (
    NetworksParameters,
    simulate_networks,
    simulate_ungated,
    simulate_without_value,
)


def seeded(seed):
    return np.random.default_rng(seed)


def share_paired(simulate, meetings, **values):
    """Share of 100 animals that have bonded by that meeting, and the mean of when, of those that have."""
    times = np.array([simulate(NetworksParameters(**values), seeded(seed)).bonded_at for seed in range(100)])
    paired = times <= meetings
    return paired.mean(), times[paired].mean() if paired.any() else math.inf


@pytest.mark.fact("F1")
def test_the_gate_is_not_a_mammals():
    # Zebra finches: the antagonist delayed pairing and made it rarer, three doses; dopamine blockers reduced reinforcement.
    doses = [1.0, 0.4, 0.2, 0.1]
    shares, times = zip(*(share_paired(simulate_networks, 40, oxytocin=left) for left in doses))
    assert shares[0] == 1 and shares[-1] < 0.2
    assert all(more >= less for more, less in zip(shares, shares[1:]))
    assert times[1] > 1.3 * times[0] and times[2] > 1.3 * times[1]
    assert share_paired(simulate_networks, 40, dopamine=0.1)[0] < 0.2
    # What reinforces is the mate: the value of somebody never met is nothing, however often one meets such.
    run = simulate_networks(NetworksParameters(), seeded(1))
    assert run.contrast[0] > 0.8 and run.value[0] == 0
    # A value that learns from dopamine alone takes no notice of the antagonist.
    rival = [share_paired(simulate_ungated, 40, oxytocin=left) for left in doses]
    assert rival == [rival[0]] * 4 and rival[0][0] == 1
    # And no animal needed to be named for it.
    names = " ".join(NetworksParameters.declared) + " ".join(name for name, _ in inspect.getmembers(model))
    assert not any(word in names.lower() for word in ("mammal", "bird", "species"))


def bond(rng):
    """A bond of some kind: how close the bodies, how consistent the partner, how clear the face."""
    return {"closeness": rng.uniform(1, 4), "consistency": rng.uniform(0, 0.9), "cue_noise": rng.uniform(0.5, 2)}


@pytest.mark.fact("F2")
def test_maps_of_two_bonds_overlap_in_part():
    rng, overlaps, without, largest = seeded(5), [], [], []
    for pair in range(120):
        one, two = bond(rng), bond(rng)
        maps = [simulate_networks(NetworksParameters(**kind), seeded(pair)).contrast for kind in (one, two)]
        rival = [simulate_without_value(NetworksParameters(**kind), seeded(pair)).contrast for kind in (one, two)]
        overlaps.append(measure_overlap(*maps))
        without.append(measure_overlap(*rival))
        largest.append(int(np.argmax(np.minimum(*maps))))
    # One machinery, met with different partners: never nothing in common, never all.
    assert min(overlaps) > 0.3 and max(overlaps) < 1
    assert np.quantile(overlaps, 0.1) < 0.85
    # What two bonds have in common is, above all, value (in people: the ventral tegmental area).
    assert largest == [0] * 120
    # A held infant whose ways are not yet known, and a partner known for long: without value next to nothing is shared.
    infant, partner = {"closeness": 4.0, "consistency": 0.05}, {"closeness": 1.0, "consistency": 0.8}

    def overlap(simulate):
        return measure_overlap(*(simulate(NetworksParameters(**kind), seeded(1)).contrast for kind in (infant, partner)))

    assert 0.4 < overlap(simulate_networks) < 0.8
    assert overlap(simulate_without_value) < 0.1
    assert np.median(without) < np.median(overlaps) - 0.2
    # Whether there are two machines cannot be read off: the same partner twice gives the same map, another gives another.
    same = [simulate_networks(NetworksParameters(), seeded(1)).contrast for _ in range(2)]
    assert measure_overlap(*same) == 1
