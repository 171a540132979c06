"""Crosstalk: exact moments against another solver, samples against exact moments, and what each rival leaves out."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.linalg import expm, solve_continuous_lyapunov

from widgets.crosstalk import model
from widgets.crosstalk.model import (
    CLEARANCE,
    PUSHES,
    CrosstalkParameters,
    CrosstalkRun,
    correlation_interval,
    critical_crosstalk,
    simulate_crosstalk,
    simulate_driver,
    simulate_levels,
    simulate_one_knob,
    stationary_covariance,
)

ALL = [simulate_crosstalk, simulate_one_knob, simulate_driver, simulate_levels]


def run(simulate=simulate_crosstalk, seed=7, **values):
    return simulate(CrosstalkParameters(**values), np.random.default_rng(seed))


def rates(gain):
    return -np.diag([1.0, 0.8, 0.6]) + gain * np.array([[0, 0.35, 0.25], [0.3, 0, 0.2], [0.2, 0.15, 0]])


def pairs_of(covariance):
    spread = np.sqrt(np.diag(covariance))
    r = covariance / np.outer(spread, spread)
    return np.array([r[0, 1], r[0, 2], r[1, 2]])


# ---- the box ----------------------------------------------------------------------------------------------------------------

def test_the_box_and_its_defaults():
    box = {d.key: (d.low, d.default, d.high) for d in CrosstalkParameters.declared.values()}
    assert box == {"singles": (0, 0.15, 1.3), "parents": (0, 0.7, 1.3), "lovers": (0, 1.1, 1.3), "romance": (0, 0.6, 1),
                   "care": (0, 0.4, 1), "shared": (0, 0, 0.4), "assay": (0, 1, 1), "through": (0, 1, 1),
                   "people": (30, 189, 1500)}
    assert CrosstalkRun.BOUNDS == {
        "correlation": (-1, 1), "coupling": (0, 1), "sample_correlation": (-1, 1), "sample_interval": (-1, 1),
        "sample_coupling": (0, 1), "settling_time": (0, math.inf), "push": (0, 1)}


def test_the_box_ends_before_levels_run_away():
    limit = critical_crosstalk()
    assert limit == pytest.approx(1.657, abs=1e-3)
    assert np.linalg.eigvals(rates(limit * 0.999)).real.max() < 0 < np.linalg.eigvals(rates(limit * 1.001)).real.max()
    assert CrosstalkParameters.declared["crosstalk_lovers"].high < limit
    with pytest.raises(ValueError, match="largest is 0.0"):
        stationary_covariance(rates(limit * 1.1), np.eye(3))
    with pytest.raises(ValueError, match="largest is 0"):
        stationary_covariance(np.zeros((2, 2)), np.eye(2))


# ---- exact moments ----------------------------------------------------------------------------------------------------------

@given(st.floats(0, 1.3), st.floats(0, 3))
@settings(max_examples=40, deadline=None)
def test_the_covariance_is_that_of_another_solver(gain, shared):
    noise = 0.36 * (np.eye(3) + shared**2)
    expected = solve_continuous_lyapunov(rates(gain), -noise)
    np.testing.assert_allclose(stationary_covariance(rates(gain), noise), expected, rtol=1e-9, atol=1e-12)


def test_levels_and_covariance_of_the_claim():
    found = run(shared_drive=0.1)
    for group, (gain, drive) in enumerate([(0.15, [0, 0, 0]), (0.7, [0.1, 0.5, 0.5]), (1.1, [0.7, 0.1, 0.1])]):
        settled = solve_ivp(lambda t, x: drive + rates(gain) @ x, (0, 200), np.zeros(3), rtol=1e-9, atol=1e-10).y[:, -1]
        np.testing.assert_allclose(found.level[group], settled, atol=1e-7)
        sigma = solve_continuous_lyapunov(rates(gain), -0.36 * np.eye(3))
        np.testing.assert_allclose(found.covariance[group], sigma)
        np.testing.assert_allclose(found.correlation[group], pairs_of(sigma))
        assert found.coupling[group] == pytest.approx(pairs_of(sigma).mean())
    # A perfect assay reads what is there.
    np.testing.assert_array_equal(found.reading, found.level)


def test_the_mean_correlations_of_the_trial_values():
    np.testing.assert_allclose(run().coupling, [0.05, 0.27, 0.50], atol=0.006)


def test_crosstalk_slows_down():
    found = run()
    expected = [-1 / np.linalg.eigvals(rates(gain)).real.max() for gain in (0.15, 0.7, 1.1)]
    np.testing.assert_allclose(found.settling_time, expected)
    assert (np.diff(found.settling_time) > 0).all() and run(simulate_driver).settling_time == pytest.approx([1 / 0.6] * 3)


@pytest.mark.parametrize("simulate", ALL)
@pytest.mark.parametrize("reliability", [1.0, 0.4])
def test_large_samples_have_the_exact_moments(simulate, reliability):
    studies = [run(simulate, seed, people=1500, assay_reliability=reliability, through_oxytocin=0.7) for seed in range(12)]
    exact = studies[0]
    everybody = np.concatenate([study.samples for study in studies], axis=1)
    assert everybody.shape == (3, 6000, 3)
    np.testing.assert_allclose(everybody.mean(axis=1), exact.reading, atol=0.04)
    for group in range(3):
        np.testing.assert_allclose(pairs_of(np.cov(everybody[group].T)), exact.correlation[group], atol=0.04)
    np.testing.assert_allclose(np.mean([study.sample_alone for study in studies], axis=0), exact.effects_alone, atol=0.04)
    np.testing.assert_allclose(np.mean([study.sample_given for study in studies], axis=0), exact.effects_given, atol=0.04)


def test_a_study_is_summed_up_as_usual():
    found = run(people=90)
    assert found.samples.shape == (3, 30, 3) and found.synchrony.shape == (2, 30)
    np.testing.assert_allclose(found.sample_mean, found.samples.mean(axis=1))
    np.testing.assert_allclose(found.sample_correlation, [pairs_of(np.corrcoef(each.T)) for each in found.samples])
    np.testing.assert_allclose(found.sample_coupling, np.abs(found.sample_correlation).mean(axis=1))
    np.testing.assert_allclose(found.sample_interval, correlation_interval(found.sample_correlation, 30))
    # Slopes by ordinary least squares, with a column for each group, in standard deviations.
    centred = (found.samples[1:] - found.samples[1:].mean(axis=1, keepdims=True)).reshape(-1, 3)
    behaviour = (found.synchrony - found.synchrony.mean(axis=1, keepdims=True)).ravel()
    scale = centred.std(axis=0) / behaviour.std()
    np.testing.assert_allclose(found.sample_alone, np.linalg.lstsq(centred[:, 1:], behaviour, rcond=None)[0] * scale[1:])
    np.testing.assert_allclose(found.sample_given, np.linalg.lstsq(centred, behaviour, rcond=None)[0][1:] * scale[1:])


@pytest.mark.parametrize(("r", "low", "high"), [(0.27, 0.02, 0.49), (0.50, 0.29, 0.67)])
def test_the_interval_of_a_correlation_in_sixty_three_people(r, low, high):
    found = correlation_interval(r, 63)
    np.testing.assert_allclose(found, [low, high], atol=0.006)
    np.testing.assert_allclose(found, np.tanh(math.atanh(r) + np.array([-1, 1]) * 1.959964 / math.sqrt(60)))
    assert np.isfinite(correlation_interval([1.0, -1.0], 10)).all()


def test_intervals_hold_the_truth_nineteen_times_in_twenty():
    inside = []
    for seed in range(100):
        found = run(seed=seed, people=90)
        low, high = found.sample_interval[..., 0], found.sample_interval[..., 1]
        inside.append((low < found.correlation) & (found.correlation < high))
    assert np.mean(inside) == pytest.approx(0.95, abs=0.03)


# ---- in time ----------------------------------------------------------------------------------------------------------------

def test_a_push_to_oxytocin_is_the_exact_exponential():
    found = run()
    assert (found.time[0], found.time[-1], len(found.time)) == (0, pytest.approx(24), 241)
    for group, gain in enumerate((0.15, 0.7, 1.1)):
        for at in (0, 7, 100, 240):
            np.testing.assert_allclose(found.push[group, at], expm(rates(gain) * 0.1 * at)[:, 0], atol=1e-12)


def test_a_push_reaches_the_others_only_through_crosstalk():
    reached = run().push[:, :, 1:].max(axis=1)
    assert (np.diff(reached, axis=0) > 0.04).all() and reached[2].min() > 0.1
    assert (run(simulate_driver).push[:, :, 1:] == 0).all()
    assert run(crosstalk_lovers=0.0).push[2, :, 1:].max() == 0


@pytest.mark.parametrize("simulate", [simulate_crosstalk, simulate_driver])
def test_a_person_over_time_has_the_same_moments_as_people_at_once(simulate):
    courses = np.array([run(simulate, seed).person for seed in range(120)])
    found = run(simulate)
    for at in (0, 1, 30, 240):
        now = courses[:, :, at]
        np.testing.assert_allclose(now.mean(axis=0), found.level, atol=0.25)
        for group in range(3):
            np.testing.assert_allclose(np.cov(now[:, group].T), found.covariance[group], atol=0.16)
    # A step keeps e^(Jh) of a departure: the slope of one point on the point before is that matrix.
    for group in range(3):
        away = courses[:, group] - found.level[group]
        before, after = away[:, :-1].reshape(-1, 3), away[:, 1:].reshape(-1, 3)
        slope = np.linalg.lstsq(before, after, rcond=None)[0].T
        j = rates((0.15, 0.7, 1.1)[group]) if simulate is simulate_crosstalk else rates(0.0)
        np.testing.assert_allclose(slope, expm(0.1 * j), atol=0.015)


# ---- the assay and synchrony ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("reliability", [0.0, 0.3, 1.0])
def test_the_assay_takes_from_oxytocin_alone(reliability):
    true, read = run(), run(assay_reliability=reliability)
    np.testing.assert_array_equal(read.level, true.level)
    np.testing.assert_allclose(read.reading[:, 0], math.sqrt(reliability) * true.level[:, 0])
    np.testing.assert_array_equal(read.reading[:, 1:], true.reading[:, 1:])
    np.testing.assert_array_equal(read.correlation[:, 2], true.correlation[:, 2])
    # In singles the share is the reliability itself; where oxytocin varies more, more of the reading is oxytocin.
    np.testing.assert_allclose(read.correlation[0, :2], math.sqrt(reliability) * true.correlation[0, :2])
    v = true.covariance[:, 0, 0]
    share = reliability * v / (reliability * v + (1 - reliability) * v[0])
    np.testing.assert_allclose(read.correlation[:, :2], np.sqrt(share)[:, None] * true.correlation[:, :2])


def test_synchrony_follows_oxytocin_or_the_others():
    for through, follows in ((1.0, [1, 0, 0]), (0.0, [0, 0.5, 0.5]), (0.6, [0.6, 0.2, 0.2])):
        found = run(people=1500, through_oxytocin=through, seed=3)
        states = found.samples[1:] - found.level[1:, None]
        expected = 0.5 * states / np.sqrt(np.diag(found.covariance[0])) @ np.array(follows)
        left = found.synchrony - expected
        assert left.std() == pytest.approx(1, abs=0.05) and left.mean() == pytest.approx(0, abs=0.1)
        assert abs(np.corrcoef(left.ravel(), states[..., 0].ravel())[0, 1]) < 0.09
    assert run(through_oxytocin=1.0).effects_given == pytest.approx([0, 0], abs=1e-9)
    direct = run(through_oxytocin=0.0)
    np.testing.assert_allclose(direct.effects_given, direct.effects_alone, atol=1e-9)


def test_in_the_drivers_world_synchrony_follows_the_driver():
    """Its trace is a fourth variable of the linear system, so another solver gives the covariance."""
    found = run(simulate_driver)
    claim = run()
    slopes = []
    for group in (1, 2):
        share = claim.coupling[group] / np.mean([2 * math.sqrt(a * b) / (a + b) for a, b in ((1, 0.8), (1, 0.6), (0.8, 0.6))])
        q = math.sqrt(share / (1 - share))
        size, noise = math.sqrt(2 * 0.8), np.empty((4, 4))
        noise[:3, :3], noise[:3, 3], noise[3, :3], noise[3, 3] = 0.36 * (np.eye(3) + q**2), 0.6 * q * size, 0.6 * q * size, 1.6
        slopes.append(solve_continuous_lyapunov(np.diag([-1, -0.8, -0.6, -0.8]), -noise))
    joint = np.mean(slopes, axis=0)
    assert joint[3, 3] == pytest.approx(1)
    with_synchrony, spread = 0.5 * joint[:3, 3], np.sqrt(np.diag(joint)[1:3] / 1.25)
    np.testing.assert_allclose(found.effects_alone, np.linalg.solve(joint[1:3, 1:3], with_synchrony[1:]) * spread)
    np.testing.assert_allclose(found.effects_given, np.linalg.solve(joint[:3, :3], with_synchrony)[1:] * spread)


# ---- rivals -----------------------------------------------------------------------------------------------------------------

def test_the_one_knob_drives_everything_in_proportion():
    found = run(simulate_one_knob, shared_drive=0.1)
    of_singles = np.linalg.solve(-rates(0.15), 0.6 * 0.15 * np.ones(3))
    for group, gain in enumerate((0.15, 0.7, 1.1)):
        settled = np.linalg.solve(-rates(gain), (0.5 + 0.1) * gain * np.ones(3))
        np.testing.assert_allclose(found.level[group], settled - of_singles, atol=1e-12)
    np.testing.assert_array_equal(found.covariance, run().covariance)


def test_the_driver_gives_the_claims_mean_correlations_without_any_crosstalk():
    for values in ({}, {"crosstalk_singles": 1.3, "crosstalk_parents": 0.0, "crosstalk_lovers": 0.4}):
        found = run(simulate_driver, **values)
        np.testing.assert_allclose(found.coupling, run(**values).coupling, atol=1e-12)
    found = run(simulate_driver, shared_drive=0.2)
    np.testing.assert_allclose(found.level, [[0, 0, 0], np.array([0.2, 0.6, 0.6]) / CLEARANCE,
                                             np.array([0.8, 0.2, 0.2]) / CLEARANCE])


def test_levels_alone_have_the_crosstalk_of_singles_everywhere():
    found = run(simulate_levels)
    assert np.ptp(found.coupling) < 1e-12 and found.coupling[0] == run().coupling[0]
    np.testing.assert_allclose(found.level[2], np.linalg.solve(-rates(0.15), [0.6, 0, 0]))


def test_claim_and_rivals_share_their_luck():
    equal = {"crosstalk_singles": 0.0, "crosstalk_parents": 0.0, "crosstalk_lovers": 0.0}
    claim = run(**equal)
    for simulate in (simulate_driver, simulate_levels):
        other = run(simulate, **equal)
        np.testing.assert_allclose(other.samples, claim.samples)
        np.testing.assert_allclose(other.person, claim.person)
    one, two = run(), run(simulate_levels)
    np.testing.assert_allclose(one.samples[0], two.samples[0])


def test_orders_are_strict():
    level = np.array([[0, 0, 0], [1, 3, 3], [2, 2, 2.0]])
    assert model._orders(level, np.array([0.1, 0.2, 0.3])).tolist() == [True, True, True]
    assert model._orders(np.zeros((3, 3)), np.full(3, 0.2)).tolist() == [False, False, False]
    for marker, found in ((0, [False, True, True]), (1, [True, False, True]), (2, [True, False, True])):
        for swapped in ([0, 1], [1, 2]):
            other = level.copy()
            other[swapped, marker] = other[swapped[::-1], marker]
            assert model._orders(other, np.array([0.1, 0.2, 0.3])).tolist() == found
    for tied in ([0.1, 0.1, 0.3], [0.1, 0.3, 0.3], [0.1, 0.3, 0.2], [0.2, 0.1, 0.3]):
        assert model._orders(level, np.array(tied)).tolist() == [True, True, False]
    for group, marker, value, found in ((1, 0, 0, [0, 1]), (1, 0, 2, [0, 1]), (1, 1, 2, [1, 0]), (1, 2, 2, [1, 0]),
                                        (2, 1, 0, [1, 0]), (2, 2, 0, [1, 0])):
        tied = level.copy()
        tied[group, marker] = value
        assert model._orders(tied, np.array([0.1, 0.2, 0.3])).tolist() == [*map(bool, found), True]


def test_constants_are_those_of_the_docstring():
    assert PUSHES.tolist() == [[0, 0.35, 0.25], [0.3, 0, 0.2], [0.2, 0.15, 0]] and CLEARANCE.tolist() == [1, 0.8, 0.6]
    assert len(model.GROUPS) == len(model.MARKERS) == len(model.PAIRS) == 3


def test_everything_is_read_only_and_depends_on_the_seed():
    one, two = run(seed=1), run(seed=2)
    for field in dataclasses.fields(one):
        assert not getattr(one, field.name).flags.writeable
    assert np.abs(one.samples - two.samples).max() > 0.1 and np.abs(one.person - two.person).max() > 0.1
    np.testing.assert_array_equal(one.push, two.push)
