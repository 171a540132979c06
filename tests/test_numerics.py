"""The tools that the models share, against exact results."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.numerics import (
    check_taps,
    cross_correlation,
    lag_between_taps,
    noise_kicks,
    phases_from_taps,
    read_only,
    rk4,
    signals_from_taps,
    wrap_phase,
)


def error_of_rk4(steps):
    """Error after 2 s on a swinging spring that loses energy, whose solution is known."""
    path = rk4(lambda x, v: (v, -0.4 * v - 9.04 * x), [1.0, -0.2], 2 / steps, [(0.0, 0.0)] * steps)
    exact = math.exp(-0.4) * np.array([math.cos(6.0), -0.2 * math.cos(6.0) - 3 * math.sin(6.0)])
    return np.abs(path[-1] - exact).max()


def test_rk4_error_falls_with_the_fourth_power_of_the_step():
    coarse, fine = error_of_rk4(40), error_of_rk4(80)
    assert fine < 1e-4
    assert 14 < coarse / fine < 19


def test_rk4_gives_start_and_one_row_a_step_and_adds_kicks_after_the_step():
    path = rk4(lambda s: (0.0,), [3.0], 0.1, [(1.0,), (0.5,)])
    assert path.tolist() == [[3.0], [4.0], [4.5]]


@pytest.mark.parametrize("time_step", [0.1, 0.01, 0.001])
def test_variance_gathered_in_a_second_does_not_depend_on_the_step(time_step):
    steps, runs = round(1 / time_step), 2000
    kicks = np.array(noise_kicks(np.random.default_rng(1), [0.7, 0.0], steps * runs, time_step))
    sums = kicks[:, 0].reshape(runs, steps).sum(axis=1)
    # The spread of a variance estimated from 2,000 runs is 3 % of it.
    assert sums.var() == pytest.approx(0.49, rel=0.12)
    assert not kicks[:, 1].any()


def test_a_wandering_state_is_pulled_back_to_the_known_spread():
    # Ornstein–Uhlenbeck: variance σ²/2θ.
    kicks = noise_kicks(np.random.default_rng(2), [0.6], 60_000, 0.05)
    path = rk4(lambda x: (-1.5 * x,), [0.0], 0.05, kicks)[200:, 0]
    assert path.var() == pytest.approx(0.36 / 3, rel=0.1)


@given(st.floats(-1e4, 1e4))
def test_wrapped_phases_are_the_same_angle_in_one_turn(angle):
    wrapped = wrap_phase(angle)
    assert -math.pi <= wrapped <= math.pi
    assert math.cos(wrapped - angle) == pytest.approx(1, abs=1e-9)


def test_wrap_phase_keeps_pi_and_works_on_arrays():
    assert wrap_phase(math.pi) == math.pi == wrap_phase(-math.pi)
    np.testing.assert_allclose(wrap_phase(np.array([0.0, 3 * math.pi / 2, 7.0])), [0, -math.pi / 2, 7 - 2 * math.pi])


def test_read_only_arrays_cannot_be_changed_and_are_copies():
    source = np.zeros(3)
    array = read_only(source)
    source[0] = 1
    assert array[0] == 0
    with pytest.raises(ValueError):
        array[0] = 2


def test_cross_correlation_is_pearson_on_the_overlap_at_every_lag():
    rng = np.random.default_rng(3)
    first, second = np.cumsum(rng.standard_normal((2, 60)), axis=1) + 40
    lags, r = cross_correlation(first, second, 20)
    for lag, value in zip(lags, r):
        early, late = (first[:60 - lag], second[lag:]) if lag >= 0 else (first[-lag:], second[:lag])
        assert value == pytest.approx(np.corrcoef(early, late)[0, 1], abs=1e-10)


def test_a_positive_lag_means_that_the_first_leads():
    first = np.random.default_rng(4).standard_normal(300)
    lags, r = cross_correlation(first, np.roll(first, 7), 12)
    assert lags[r.argmax()] == 7
    lags, r = cross_correlation(np.roll(first, 7), first, 12)
    assert lags[r.argmax()] == -7


def test_many_series_at_once_give_the_same_as_one_by_one():
    first, *others = np.random.default_rng(5).standard_normal((4, 90)) + 5
    _, together = cross_correlation(first, np.array(others), 30)
    for series, r in zip(others, together):
        np.testing.assert_allclose(r, cross_correlation(first, series, 30)[1], atol=1e-12)


def test_a_constant_series_correlates_with_nothing():
    assert not cross_correlation(np.full(50, 3.3), np.arange(50.0), 5)[1].any()
    assert not cross_correlation(np.arange(50.0), np.full((2, 50), 3.3), 5)[1].any()


@given(st.integers(5, 40), st.floats(1e-6, 1e6), st.floats(-1e6, 1e6), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_correlations_stay_within_bounds_and_ignore_scale(n, scale, shift, seed):
    first, second = np.random.default_rng(seed).standard_normal((2, n))
    _, r = cross_correlation(first, second, n - 2)
    assert (np.abs(r) <= 1).all()
    if abs(shift) <= 1e3 * scale:
        # Not at the widest lags, where two or three frames are left and rounding is all there is.
        middle = slice(n // 2, -(n // 2))
        np.testing.assert_allclose(cross_correlation(scale * first + shift, second, n - 2)[1][middle], r[middle], atol=1e-5)


@pytest.mark.parametrize(("first", "second", "lag", "words"), [
    (np.zeros(5), np.zeros(6), 1, "same length"),
    (np.zeros((2, 5)), np.zeros(5), 1, "same length"),
    (np.zeros(5), np.zeros(5), 4, "from 0 to 3"),
    (np.zeros(5), np.zeros(5), -1, "got -1"),
])
def test_cross_correlation_says_what_does_not_fit(first, second, lag, words):
    with pytest.raises(ValueError, match=words):
        cross_correlation(first, second, lag)


def test_the_phase_of_taps_grows_by_one_turn_a_tap():
    phase = phases_from_taps([1.0, 2.0, 4.0], [0.5, 1.0, 1.5, 3.0, 4.0, 4.1])
    np.testing.assert_allclose(phase, [np.nan, 0, math.pi, 3 * math.pi, 4 * math.pi, np.nan])


def test_the_lag_of_taps_is_positive_when_the_first_is_ahead():
    first = np.arange(1, 30, 0.6)
    lag = lag_between_taps(first, first + 0.09)
    assert lag.mean == pytest.approx(0.09)
    assert lag.spread == pytest.approx(0, abs=1e-12)
    assert lag.together == pytest.approx(1)
    np.testing.assert_allclose(lag.relative_phases, 2 * math.pi * 0.15)
    assert lag_between_taps(first + 0.09, first).mean == pytest.approx(-0.09)


def test_missed_and_doubled_taps_drop_out():
    first = np.arange(1, 21, 1.0)
    second = np.delete(first + 0.1, [4, 11])
    second = np.append(second, [7.45])
    lag = lag_between_taps(first, second)
    assert len(lag.asynchronies) == 18
    np.testing.assert_allclose(lag.asynchronies, 0.1)


def test_a_tap_has_one_partner_at_most():
    lag = lag_between_taps([1.0, 2.0, 2.3, 3.0, 4.0], [1.1, 2.1, 3.1, 4.1])
    np.testing.assert_allclose(lag.at, [1, 2, 3, 4])
    np.testing.assert_allclose(lag.asynchronies, 0.1)


def test_the_spread_of_taps_is_the_sample_standard_deviation():
    lag = lag_between_taps([1.0, 2.0, 3.0, 4.0], [1.1, 1.9, 3.2, 4.0])
    np.testing.assert_allclose(lag.asynchronies, [0.1, -0.1, 0.2, 0.0])
    assert lag.spread == pytest.approx(np.std([0.1, -0.1, 0.2, 0.0], ddof=1))
    assert lag.at.tolist() == [1.0, 2.0, 3.0, 4.0]


def test_taps_as_signals_have_their_crests_at_the_taps():
    taps = np.arange(0, 20, 0.5)
    first, second, rate = signals_from_taps(taps, taps + 0.1, rate=20)
    assert rate == 20
    assert len(first) == len(second)
    lags, r = cross_correlation(first, second, 5)
    assert lags[r.argmax()] / rate == pytest.approx(0.1)
    assert second[0] == pytest.approx(1)


@pytest.mark.parametrize(("first", "second", "words"), [
    ([1, 2], [1, 2, 3], "At least 3 taps .* got 2"),
    ([1, 2, math.nan], [1, 2, 3], "finite"),
    ([1, 2, 3], [11, 12, 13], "Did both tap at the same time"),
])
def test_taps_that_cannot_be_paired_are_refused(first, second, words):
    with pytest.raises(ValueError, match=words):
        lag_between_taps(first, second)


def test_taps_without_a_common_time_give_no_signals():
    with pytest.raises(ValueError, match="no time in which both"):
        signals_from_taps([1, 2, 3], [11, 12, 13])


def test_taps_are_sorted_and_doubles_dropped():
    assert check_taps([3, 1, 2, 2]).tolist() == [1, 2, 3]
