"""The stylised fact S6.7 of lesson 06: oxytocin comes in pulses because the cells that release it also feel it."""

import numpy as np
import pytest

from widgets.oxytocin_pulses.model import PulsesParameters, simulate_pulses, simulate_without_feedback


def runs(simulate=simulate_pulses, seeds=12, **values):
    return [simulate(PulsesParameters(**values), np.random.default_rng(seed)) for seed in range(seeds)]


@pytest.mark.fact("S6.7")
def test_pulses_need_feedback_and_an_antagonist_stops_them():
    suckled = runs()
    # Bursts a few minutes apart, short and hard, over a background of one to three spikes a second.
    assert all(run.bursts >= 1 for run in suckled)
    assert 180 < np.mean([run.interval for run in suckled if run.bursts > 1]) < 360
    assert all(1 < run.background_rate < 3 and run.peak_rate > 40 for run in suckled)
    for run in suckled:
        for begin in run.burst_times[:run.bursts]:
            after = (run.time > begin + 4) & (run.time < begin + 10)
            assert run.firing_rate[after].mean() < 3 if after.any() else True
    # What reaches the blood comes in pulses too: a few spikes carry a good part of the hormone.
    many = runs(suckling=0.8)
    assert all(run.pulsed_share > 2 * run.pulsed_spikes and run.pulsed_share > 0.4 for run in many)
    rise = [run.plasma[int(run.burst_times[0]) + 5] / run.plasma[int(run.burst_times[0]) - 1] for run in many]
    assert min(rise) > 1.5
    # Cells that do not feel oxytocin never burst, however hard the young suckle; their store is fuller than ever.
    deaf = runs(simulate_without_feedback, suckling=1.0)
    assert all(run.bursts == 0 and run.peak_rate < 4 and run.store.max() > 150 for run in deaf)
    assert all(np.ptp(run.plasma[600:]) < 0.25 * run.plasma[600:].mean() for run in deaf)
    # An antagonist stops bursts from when it is given; half of it thins them out; without suckling there are none to stop.
    stopped = runs(suckling=0.8, antagonist=1.0)
    assert all(run.bursts_before >= 1 and run.bursts_after == 0 for run in stopped)
    usual, half = (np.mean([run.bursts_after for run in runs(suckling=0.8, antagonist=share)]) for share in (0.0, 0.4))
    assert half < usual - 1
    assert all(run.bursts == 0 for run in runs(suckling=0.0))
