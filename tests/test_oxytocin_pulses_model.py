"""Oxytocin pulses: the cell against the cell of the network, the reduction against exact moments and against the network."""

import dataclasses
import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from widgets.oxytocin_pulses import measures, model
from widgets.oxytocin_pulses.measures import find_bursts, simulate_full_network
from widgets.oxytocin_pulses.model import (
    PulsesParameters,
    PulsesRun,
    after_hyperpolarise,
    attenuate,
    cell_response,
    simulate_pulses,
    simulate_without_feedback,
)


def seeded(seed=7):
    return np.random.default_rng(seed)


def runs(simulate=simulate_pulses, seeds=8, **values):
    return [simulate(PulsesParameters(**values), seeded(seed)) for seed in range(seeds)]


def mean_bursts(**values):
    return np.mean([run.bursts for run in runs(**values)])


def mean_background(**values):
    return np.mean([run.background_rate for run in runs(**values)])


@pytest.fixture(scope="module")
def network():
    """Networks for 30 s: three with full stores, one that does not feel oxytocin, one with little stored, one at rest."""
    return simulate_full_network(seeded(3), suckling=(0.5, 0.5, 0.5, 0.5, 0.5, 0.0), feedback=(0.5, 0.5, 0.5, 0.0, 0.5, 0.5),
                                 store=(95, 95, 95, 95, 20, 0), seconds=30)


# ---- the box ----------------------------------------------------------------------------------------------------------------

def test_the_defaults_are_the_published_values_and_lie_inside_a_useful_box():
    box = {d.key: (d.low, d.default, d.high) for d in PulsesParameters.declared.values()}
    assert box == {"suckling": (0, 0.5, 1), "feedback": (0, 0.5, 0.8), "cannabinoid": (0, 2.5, 5), "antagonist": (0, 0, 1),
                   "given": (0, 7.5, 15), "clearance": (0.5, 3, 15)}


def test_a_run_says_what_may_be_missing_and_how_far_its_numbers_go():
    assert PulsesRun.MAY_BE_NAN == {"burst_times", "interval", "profile_rate", "profile_oxytocin"}
    bounds = PulsesRun.BOUNDS
    assert all(low == 0 for name, (low, _) in bounds.items() if name not in ("input_share", "interval"))
    assert bounds["input_share"] == (pytest.approx(0.4), 1) and bounds["interval"] == (10, 900)
    assert {bounds[name][1] for name in ("firing_rate", "peak_rate", "background_rate", "profile_rate", "secretion")} == {100}
    assert {bounds[name][1] for name in ("pulsed_share", "pulsed_spikes")} == {1}
    assert (bounds["oxytocin"][1], bounds["profile_oxytocin"][1], bounds["hyperpolarisation"][1]) == (25, 25, 40)
    assert (bounds["store"][1], bounds["antagonist_second"][1], bounds["burst_times"][1]) == (400, 900, 900)


# ---- the cell ---------------------------------------------------------------------------------------------------------------

def cell_by_chance(drop, share, cells=200, seconds=10):
    """Firing rate and close rate of the network's own cell, with random inputs, its threshold and inputs held."""
    rng, voltage, age = seeded(5), np.full(cells, -62.0), np.full(cells, 1e4)
    spikes = close = 0
    for step in range(1000 * seconds):
        age += 1
        x, y = rng.poisson(0.16 * share, cells), rng.poisson(0.16 * share, cells)
        voltage += (-62 - voltage) / 10.8 - 0.0645 * voltage * x - 0.22 * (voltage + 80) * y
        fires = voltage > -50 - drop + 40 * np.exp(-age / 12.5)
        if step >= 500:
            spikes += fires.sum()
            close += (fires & (age < 50)).sum()
        voltage[fires], age[fires] = -62, 0
    return np.array([spikes, close]) / cells / (seconds - 0.5)


@pytest.mark.parametrize(("drop", "share"), [(3.0, 1.0), (18.0, 0.4)])
def test_the_cells_response_is_that_of_a_cell_with_random_inputs(drop, share):
    exact = [values[0] for values in cell_response([drop], share)]
    chance = cell_by_chance(drop, share)
    assert exact[0] == pytest.approx(chance[0], rel=0.04)
    assert exact[1] == pytest.approx(chance[1], rel=0.1)


def cell_by_moments(drop, share, spacing=0.2, longest=3000):
    """The same with no chance: the voltage's distribution on a finer grid, followed until nearly every cell has fired."""
    voltage = np.arange(-95.0, -25.0, spacing)
    alive, waited, close = (np.abs(voltage + 62) < spacing / 2).astype(float), 1.0, None
    inputs = 0.16 * share
    chance = [math.exp(-inputs) * inputs**k / math.factorial(k) for k in range(6)]
    rest = voltage + (-62 - voltage) / 10.8 - voltage[0]
    moves = [(p * q, (rest - 0.0645 * voltage * x - 0.22 * (voltage + 80) * y) / spacing)
             for x, p in enumerate(chance) for y, q in enumerate(chance) if p * q > 1e-9]
    for age in range(1, longest):
        after = np.zeros(voltage.size + 1)
        for p, place in moves:
            place = np.clip(place, 0, voltage.size - 1)
            lower = np.floor(place).astype(int)
            after += np.bincount(lower, p * alive * (1 - place + lower), after.size)
            after += np.bincount(lower + 1, p * alive * (place - lower), after.size)
        alive = after[:-1] * (voltage <= -50 - drop + 40 * math.exp(-age / 12.5))
        waited += alive.sum()
        close = 1 - alive.sum() if age == 49 else close
        if alive.sum() < 1e-4 and age > 60:
            break
    return np.array([1000 / waited, 1000 / waited * close])


@pytest.mark.parametrize(("drop", "share"), [(9.0, 1.0), (10.0, 0.5)])
def test_the_cells_response_is_that_of_a_finer_grid(drop, share):
    np.testing.assert_allclose(np.ravel(cell_response([drop], share)), cell_by_moments(drop, share), rtol=0.035)


def test_a_cell_fires_more_when_its_threshold_falls_and_less_when_its_inputs_do():
    drops = np.arange(-15.0, 26.0)
    full, less = (np.array(cell_response(drops, share)) for share in (1.0, 0.5))
    assert (np.diff(full) > 0).all() and (full > less).all()
    assert (full[1] <= full[0]).all() and full[1][-1] == pytest.approx(full[0][-1], rel=1e-3)
    # Far below the threshold it is silent; far above it, only the rise after each spike sets the pace: 12.5 ms · ln(40/13).
    assert full[0][0] < 5e-3
    assert full[0][-1] == pytest.approx(1000 / (12.5 * math.log(40 / 13)), rel=0.05)


def test_the_table_holds_the_cells_response():
    table, row = model._response_table()
    assert len(table) == 161 * row and row == 31
    drops = np.array([-15.0, -3.25, 0.0, 4.5, 14.75, 25.0])
    for share, j in ((0.4, 0), (0.55, None), (0.7, 15), (1.0, 30)):
        rate, close = cell_response(drops, share)
        for k, drop in enumerate(drops):
            i = round((drop + 15) * 4)
            near = [table[i * row + place] for place in ([j] if j is not None else [7, 8])]
            found = np.exp(np.mean(np.log(near), axis=0))
            assert found == pytest.approx([rate[k], 32 * close[k]], rel=0.12, abs=1e-4)


def test_the_saturating_curves():
    assert attenuate(0.0) == 1 and attenuate(0.03) == pytest.approx(0.7) and attenuate(9.0) == pytest.approx(0.4)
    assert attenuate(0.06) == pytest.approx(1 - 0.6 * 16 / 17)
    assert after_hyperpolarise(0.0) == 0 and after_hyperpolarise(45.0) == 20 and after_hyperpolarise(1e4) == pytest.approx(40)
    assert after_hyperpolarise(90.0) == pytest.approx(40 * 16 / 17)


# ---- the reduction, where exact results exist -------------------------------------------------------------------------------

def test_without_feedback_the_store_fills_as_a_linear_equation_says():
    rest, close = (values[0] for values in cell_response([0.0], 1.0))
    found = runs(simulate_without_feedback, seeds=30, cannabinoid=0, suckling=0.8)
    rate = 1 / 400 + 0.045 * close
    for second in (60, 300, 900):
        expected = 0.8 / rate * (1 - math.exp(-rate * second))
        assert np.mean([run.store[second - 1] for run in found]) == pytest.approx(expected, rel=0.02)
    for run in found:
        np.testing.assert_allclose(run.firing_rate, rest, rtol=0.02)
        assert (run.oxytocin == 0).all() and (run.input_share == 1).all() and run.bursts == 0


def test_what_is_released_is_shot_noise_with_the_moments_of_campbells_theorem():
    """With so little feedback that rates do not change, releases come like raindrops: each adds k/2 · 0.045 r, gone in 1 s."""
    close = 32 * cell_response([0.0], 1.0)[1][0]
    found = runs(seeds=12, cannabinoid=0, suckling=1.0, feedback=0.002)
    late = np.concatenate([run.oxytocin[500:] for run in found])
    kick = 0.5 * 0.002 * 0.045 * np.concatenate([run.store[500:] for run in found])
    assert late.mean() == pytest.approx(close * kick.mean(), rel=0.04)
    # Releases of one long step count as spread evenly over it, which takes a little of the variance.
    assert late.var() == pytest.approx(close * kick.mean() ** 2 / 2, rel=0.15)


def test_endocannabinoid_follows_the_releases():
    """A release leaves e/2 · 0.045 r of it, gone in 6 s: so the mean is 6 s times that times the rate of releases."""
    run = simulate_without_feedback(PulsesParameters(suckling=0.2, cannabinoid=1.0), seeded())
    close = 32 * cell_response([0.0], 1.0)[1][0]
    mean = 6 * close * 0.5 * 0.001 * 0.045 * run.store[300:].mean()
    lost = 1 - run.input_share[300:]
    found = np.mean(0.03 * (lost / (0.6 - lost)) ** 0.25)
    assert found == pytest.approx(mean, rel=0.15)


def test_spikes_are_remembered_for_two_seconds():
    run = simulate_without_feedback(PulsesParameters(cannabinoid=0), seeded())
    rate = cell_response([0.0], 1.0)[0][0]
    np.testing.assert_allclose(run.hyperpolarisation, after_hyperpolarise(2 * rate), rtol=0.05)


def test_blood_is_the_two_compartments_that_another_solver_gives():
    run = simulate_pulses(PulsesParameters(clearance_time=4.0), seeded())
    out, away, back = 1 / 240, 0.3 / 60, 0.2 / 60

    def slopes(t, y):
        plasma, outside = y
        return [run.secretion[min(int(t), 899)] - (out + away) * plasma + back * outside, away * plasma - back * outside]

    solved = solve_ivp(slopes, (0, 900), [0, 0], t_eval=run.time, rtol=1e-6, atol=1e-8, max_step=1.0)
    np.testing.assert_allclose(run.plasma, solved.y[0], rtol=0.02, atol=0.05)


def test_secretion_per_spike_rises_with_the_rate():
    quiet = simulate_without_feedback(PulsesParameters(cannabinoid=0), seeded())
    rate = quiet.firing_rate[0]
    np.testing.assert_allclose(quiet.secretion, rate**2 / (rate + 20), rtol=1e-9)


# ---- what a run says --------------------------------------------------------------------------------------------------------

def test_a_run_counts_its_bursts():
    run = simulate_pulses(PulsesParameters(suckling=0.8, antagonist_time=6.0), seeded(1))
    begins = run.burst_times[~np.isnan(run.burst_times)]
    assert run.bursts == begins.size == run.bursts_before + run.bursts_after >= 3
    assert run.bursts_before == (begins < 360).sum() and run.antagonist_second == 360
    assert run.interval == pytest.approx(np.diff(begins).mean())
    assert run.time[0] == 1 and run.time[-1] == 900 and len(run.time) == 900 and run.burst_times.shape == (80,)
    # In the second of a burst, or in the next, all cells fire fast; the store is nearly emptied.
    for begin in begins[begins < 890]:
        second = int(begin)
        assert run.firing_rate[second:second + 2].max() > 20
        assert run.store[second + 2] < 0.35 * run.store[second - 1]
        assert run.cells[:, second:second + 2].sum(axis=1).min() > 10
    inside = np.any([(run.time > begin) & (run.time <= begin + 10) for begin in begins], axis=0)
    assert run.pulsed_spikes == pytest.approx(run.firing_rate[inside].sum() / run.firing_rate.sum())
    assert run.pulsed_share == pytest.approx(run.secretion[inside].sum() / run.secretion.sum())
    assert run.background_rate == np.median(run.firing_rate)
    assert run.peak_rate >= run.firing_rate.max()


def test_the_first_burst_enlarged():
    run = simulate_pulses(PulsesParameters(), seeded(2))
    assert run.profile_time[0] == -3 and run.profile_time[-1] == 7 and run.profile_time[60] == 0
    before, during, after = run.profile_time < -0.5, np.abs(run.profile_time - 0.3) < 0.2, run.profile_time > 4
    assert run.profile_rate[before].max() < 12 < 40 < run.profile_rate[during].min()
    assert run.profile_rate[after].max() < 3 and run.profile_oxytocin[during].max() == pytest.approx(25, rel=0.05)
    silent = simulate_without_feedback(PulsesParameters(), seeded(2))
    assert np.isnan(silent.profile_rate).all() and np.isnan(silent.profile_oxytocin).all() and math.isnan(silent.interval)


def test_bursts_closer_than_ten_seconds_are_one():
    at = np.arange(0.0, 60.0, 0.5)
    rate = np.zeros(at.size)
    for begin in (10.0, 15.0, 30.0):
        rate[(at >= begin) & (at < begin + 2)] = 50
    assert model._onsets(at, rate) == [10.0, 30.0]
    assert model._onsets(at, np.full(at.size, 20.0)) == []


def test_shown_cells_are_chance_around_the_mean():
    run = simulate_pulses(PulsesParameters(), seeded())
    calm = run.firing_rate < 4
    assert run.cells.shape == (4, 900)
    assert run.cells[:, calm].mean() == pytest.approx(run.firing_rate[calm].mean(), rel=0.06)
    assert np.var(run.cells[:, calm] - run.firing_rate[calm]) == pytest.approx(run.firing_rate[calm].mean(), rel=0.1)
    corners = [dataclasses.replace(PulsesParameters(), clearance_time=t) for t in (0.5, 15)]
    one, two = (simulate_pulses(p, seeded()) for p in corners)
    np.testing.assert_array_equal(one.cells, two.cells)
    assert two.plasma.max() > 1.5 * one.plasma.max()


def test_claim_and_rival_get_the_same_luck():
    deaf = simulate_pulses(PulsesParameters(feedback=0), seeded())
    rival = simulate_without_feedback(PulsesParameters(feedback=0.8), seeded())
    for field in dataclasses.fields(deaf):
        np.testing.assert_array_equal(getattr(deaf, field.name), getattr(rival, field.name))


# ---- what each part does ----------------------------------------------------------------------------------------------------

def test_more_suckling_and_more_feedback_bring_more_bursts_and_more_cannabinoid_fewer():
    usual = mean_bursts()
    assert mean_bursts(suckling=0.2) < usual - 1 < usual + 1 < mean_bursts(suckling=1.0)
    assert mean_bursts(feedback=0.35) < usual - 1 < usual + 1 < mean_bursts(feedback=0.7)
    assert mean_bursts(cannabinoid=5) < usual < usual + 5 < mean_bursts(cannabinoid=0)


def test_an_antagonist_acts_from_when_it_is_given_and_by_the_share_it_blocks():
    found = runs(suckling=0.8, antagonist=1.0, antagonist_time=5.0)
    assert all(run.bursts_before >= 1 and run.bursts_after == 0 for run in found)
    assert all((run.oxytocin[310:] < 1e-3).all() for run in found)
    # Half the receptors blocked from the start are half the feedback.
    blocked = runs(seeds=2, antagonist=0.5, antagonist_time=0.0, suckling=1.0)
    for half, weak in zip(blocked, runs(seeds=2, feedback=0.25, suckling=1.0)):
        np.testing.assert_allclose(half.oxytocin, weak.oxytocin)


def test_a_burst_ends_because_spikes_add_up():
    run = simulate_pulses(PulsesParameters(), seeded(2))
    second = int(run.burst_times[0]) + 2
    assert run.hyperpolarisation[second - 1:second + 1].max() > 8
    assert run.hyperpolarisation[second - 10] < 0.1
    assert run.input_share[second] < 0.42 and run.firing_rate[second + 3] < 1


def test_halving_the_step_changes_no_conclusion(monkeypatch):
    luck, points = seeded(0), [{}]
    for _ in range(3):
        points.append({"suckling": luck.uniform(0.4, 1), "feedback": luck.uniform(0.3, 0.8),
                       "cannabinoid": luck.uniform(1, 4)})
    coarse = [(mean_bursts(**point), mean_background(**point)) for point in points]
    monkeypatch.setattr(model, "STEPS", tuple(h / 2 for h in model.STEPS))
    for point, (bursts, background) in zip(points, coarse):
        assert mean_bursts(**point) == pytest.approx(bursts, rel=0.25, abs=0.8)
        assert mean_background(**point) == pytest.approx(background, rel=0.1)


# ---- the whole network ------------------------------------------------------------------------------------------------------

def test_the_network_bursts_as_the_reduction_does(network):
    reduced = runs(seeds=6)
    first = [run for run in reduced if run.bursts]
    found = [find_bursts(network.time, rate) for rate in network.firing_rate]
    for k in range(3):
        assert len(found[k]) == 1
        begin, lasts, peak = found[k][0]
        assert 1.2 < lasts < 2.6
        # The peak of the reduction is that of one instant, the network's is a mean over half a second.
        assert np.mean([np.convolve(run.profile_rate, np.full(10, 0.1), "valid").max() for run in first]) == pytest.approx(
            peak, rel=0.15)
        # The reduction's bursts last longer, about half as long again: in the network oxytocin runs out in some bundles first.
        above = np.mean([np.sum(run.profile_rate > 12) / 20 for run in first])
        assert lasts < above < 1.8 * lasts
        # Every cell takes part, and the store is nearly empty.
        assert (network.cells[k].max(axis=1) > 20).all()
        assert network.store[k].min() < 16
        assert np.mean([run.store[int(run.burst_times[0]) + 3] for run in first]) < 16
    # From what is stored on, bursts come: more than 20 in both, and by 95 in both.
    assert found[4] == []
    assert all(35 < run.store[int(run.burst_times[0]) - 2] < 95 for run in first)


def test_the_network_is_silent_without_feedback_or_suckling_as_the_reduction_is(network):
    for k in (3, 5):
        assert find_bursts(network.time, network.firing_rate[k]) == []
    assert all(run.bursts == 0 for run in runs(simulate_without_feedback) + runs(suckling=0.0))
    rest = cell_response([0.0], 1.0)[0][0]
    assert network.firing_rate[5].mean() == pytest.approx(rest, rel=0.06)
    deaf = simulate_without_feedback(PulsesParameters(), seeded())
    at_same_store = deaf.firing_rate[np.abs(deaf.store - 95) < 4].mean()
    assert network.firing_rate[3][200:].mean() == pytest.approx(at_same_store, rel=0.12)


def test_the_network_is_wired_as_published():
    first, second = measures._wire(seeded(), 3)
    assert (first != second).all() and (first // 12 == second // 12).all()
    assert (first // 12 == np.repeat([0, 1, 2], 48)).all() and set(first % 12) == set(second % 12) == set(range(12))


def test_each_network_has_its_own_settings_and_stores():
    run = simulate_full_network(seeded(), suckling=(0.0, 1.0), feedback=(0.0,), cannabinoid=(0.0,), store=(40.0, 0.0),
                                seconds=4)
    assert run.firing_rate.shape == (2, 80) and run.cells.shape == (2, 48, 4) and run.store.shape == (2, 4)
    assert run.store[1, -1] == pytest.approx(4, rel=0.05) and 38 < run.store[0, -1] < 40 * math.exp(-4 / 400)
    assert run.cells.sum(axis=(1, 2)) == pytest.approx(run.firing_rate.sum(axis=1) * 48 * 0.05)
    assert run.time[0] == pytest.approx(0.05) and run.time[-1] == pytest.approx(4)


def test_bursts_are_found_where_they_are():
    time = 0.05 * np.arange(1, 1201)
    rate = np.full(1200, 2.0)
    for begin, height in ((10.0, 50.0), (14.0, 60.0), (40.0, 30.0)):
        rate[(time > begin) & (time <= begin + 2)] = height
    (first, second) = find_bursts(time, rate)
    assert first == (pytest.approx(10.0, abs=0.3), pytest.approx(2.3, abs=0.3), pytest.approx(50))
    assert second == (pytest.approx(40.0, abs=0.3), pytest.approx(2.1, abs=0.3), pytest.approx(30))
    assert find_bursts(time, np.full(1200, 11.0)) == [] and find_bursts(time, rate, above=70) == []


def test_the_networks_defaults_are_those_of_the_reduction():
    plain = PulsesParameters()
    one = simulate_full_network(seeded(), seconds=2)
    same = simulate_full_network(seeded(), suckling=(plain.suckling,), feedback=(plain.feedback,),
                                 cannabinoid=(plain.cannabinoid,), store=(0.0,), seconds=2)
    for field in dataclasses.fields(one):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(same, field.name))
