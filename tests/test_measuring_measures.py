"""Three measures and the surrogate test: against plain loops, against scipy, and over hundreds of pairs that never met."""

import dataclasses
import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import hilbert
from scipy.stats import binom

from widgets.measuring_synchrony.measures import (
    EDGE,
    MEASURES,
    analytic_signal,
    inner_part,
    make_surrogates,
    measure_raw,
    measure_with_surrogates,
    naive_threshold,
    observe,
    phase_locking_of_phases,
    phase_locking_value,
    pick_peaks,
    surrogate_test,
    windowed_cross_correlation,
)
from widgets.measuring_synchrony.model import DELAY, RATE, MeasuringParameters, simulate_pair
from widgets.measuring_synchrony.recording import Recording
from widgets.numerics import cross_correlation
from widgets.parameters import Parameter
from widgets.synchrony.model import KuramotoParameters, simulate_kuramoto

PAIRS = 500
NAN_ALLOWED = {"peak_lags", "peak_heights", "p_value"}


def seeded(seed=7):
    return np.random.default_rng(seed)


def sines(n=400, period=20.0, shift=0.0):
    return np.sin(2 * math.pi * (np.arange(n) - shift) / period)


# The pairs that are made up


@pytest.mark.parametrize("kind", ["noise", "rhythm"])
@pytest.mark.parametrize("link", ["follows", "shared"])
@pytest.mark.parametrize("coupling", [0.0, 0.4, 0.9])
def test_a_made_up_pair_has_the_correlation_it_is_said_to_have(kind, link, coupling):
    parameters = MeasuringParameters(kind=kind, link=link, coupling=coupling, duration=480)
    pairs = [simulate_pair(parameters, seeded(seed)) for seed in range(60)]
    assert len(pairs[0].first) == len(pairs[0].second) == 480 * RATE
    products = [np.mean(pair.first[:-DELAY] * pair.second[DELAY:]) for pair in pairs]
    assert np.mean(products) == pytest.approx(coupling, abs=0.06)
    for name in ("first", "second"):
        assert np.mean([np.mean(getattr(pair, name) ** 2) for pair in pairs]) == pytest.approx(1, abs=0.06)


def test_the_rhythm_has_its_crest_in_the_spectrum_where_it_is_said_to_be_and_lasts_seven_seconds():
    pairs = [simulate_pair(MeasuringParameters(kind="rhythm", duration=480), seeded(seed)) for seed in range(30)]
    power = np.mean([np.abs(np.fft.rfft(pair.first)) ** 2 for pair in pairs], axis=0)
    assert np.fft.rfftfreq(1920, 1 / RATE)[power.argmax()] == pytest.approx(0.25, abs=0.02)
    later = np.mean([np.mean(pair.first[:-32] * pair.first[32:]) for pair in pairs])
    assert later == pytest.approx(0.965**32, abs=0.06)


def test_with_no_link_the_second_does_not_depend_on_the_first():
    pairs = [simulate_pair(MeasuringParameters(kind="noise"), seeded(seed)) for seed in range(100)]
    assert abs(np.mean([np.corrcoef(pair.first, pair.second)[0, 1] for pair in pairs])) < 0.015


# The measures


def test_windowed_cross_correlation_is_pearson_in_every_window():
    first, second = np.cumsum(seeded().standard_normal((2, 80)), axis=1) + 7
    centres, lags, r = windowed_cross_correlation(first, second, 12, 5, step=4)
    assert centres.tolist() == list(range(11, 70, 4))
    for row, centre in enumerate(centres):
        start = centre - 6
        for column, lag in enumerate(lags):
            expected = np.corrcoef(first[start:start + 12], second[start + lag:start + lag + 12])[0, 1]
            assert r[row, column] == pytest.approx(expected, abs=1e-9)


def test_in_every_window_a_positive_lag_means_that_the_first_leads():
    first = seeded().standard_normal(200)
    _, lags, r = windowed_cross_correlation(first, np.roll(first, 3), 20, 6)
    assert (lags[r.argmax(axis=1)] == 3).all()


def test_many_series_in_windows_at_once_give_the_same_as_one_by_one():
    first, *others = seeded().standard_normal((4, 100))
    together = windowed_cross_correlation(first, np.array(others), 16, 6)[2]
    for series, r in zip(others, together):
        np.testing.assert_allclose(r, windowed_cross_correlation(first, series, 16, 6)[2], atol=1e-12)


def test_a_window_in_which_nothing_moves_correlates_with_nothing():
    first, second = seeded().standard_normal((2, 100))
    second[:50] = 2.5
    r = windowed_cross_correlation(first, second, 10, 5)[2]
    assert not r[0].any()
    assert np.abs(r[-1]).max() > 0.3
    assert not windowed_cross_correlation(np.where(np.arange(100) < 50, 1.0, first), second, 10, 5)[2][0].any()


@pytest.mark.parametrize(("first", "second", "window", "lag"), [
    (np.zeros(50), np.zeros(49), 10, 5), (np.zeros(50), np.zeros(50), 3, 5), (np.zeros(50), np.zeros(50), 41, 5),
    (np.zeros(50), np.zeros(50), 10, -1), (np.zeros((2, 50)), np.zeros(50), 10, 5)])
def test_windows_that_do_not_fit_are_refused(first, second, window, lag):
    with pytest.raises(ValueError, match="same length|must fit into the 50 frames"):
        windowed_cross_correlation(first, second, window, lag)


def test_the_picked_peak_is_the_one_nearest_to_lag_nought():
    lags = np.arange(-6, 7)
    r = np.zeros((4, 13))
    r[0, [2, 8]] = 0.9, 0.4   # lags -4 and 2: the nearer one, though lower
    r[1, [5, 6]] = 0.5, 0.3   # a slope towards lag -1: not 0
    r[2] = -0.1               # nothing above 0
    r[3] = np.linspace(0.1, 0.9, 13)  # rises to the edge: no peak
    peak_lags, heights = pick_peaks(r, lags, 2)
    np.testing.assert_array_equal(peak_lags, [2, -1, np.nan, np.nan])
    np.testing.assert_array_equal(heights, [0.4, 0.5, np.nan, np.nan])
    with pytest.raises(ValueError, match="from 1 to 6"):
        pick_peaks(r, lags, 7)


@pytest.mark.parametrize("n", [64, 65, 720])
def test_the_analytic_signal_is_that_of_scipy(n):
    series = seeded().standard_normal(n) + 3
    np.testing.assert_allclose(analytic_signal(series), hilbert(series - series.mean()), atol=1e-12)


def test_phase_locking_is_one_for_a_fixed_lag_and_low_for_different_rhythms():
    assert phase_locking_value(sines(), sines(shift=4)) == pytest.approx(1, abs=1e-6)
    assert phase_locking_value(sines(), sines(period=16.0)) < 0.1
    assert phase_locking_of_phases([0.1, 0.2, 3.0], [0.6, 0.7, 3.5]) == pytest.approx(1)
    assert phase_locking_of_phases([0, math.pi], [0, 0]) == pytest.approx(0)
    assert phase_locking_of_phases([0, math.pi / 2], [0, 0]) == pytest.approx(math.sqrt(0.5))


def test_the_measured_part_leaves_a_twentieth_out_at_either_end():
    assert EDGE == 0.05
    assert inner_part(100) == slice(5, 95)
    first, second = seeded().standard_normal((2, 200))
    spoilt = second.copy()
    spoilt[:10] = spoilt[190:] = 0
    spoilt += second.mean() - spoilt.mean()
    assert observe(first, second, "correlation", max_lag=5) == pytest.approx(observe(first, spoilt, "correlation", max_lag=5))


def test_measures_observe_what_they_say():
    first, second = seeded().standard_normal((2, 300))
    inner = inner_part(300)
    highest = cross_correlation(first[inner], second[inner], 9)[1].max()
    assert observe(first, second, "correlation", max_lag=9) == pytest.approx(highest)
    r = windowed_cross_correlation(first[inner], second[inner], 20, 9)[2]
    assert observe(first, second, "windowed", window=20, max_lag=9) == pytest.approx(r.max(axis=1).mean())
    phases = [np.angle(hilbert(series - series.mean()))[inner] for series in (first, second)]
    assert observe(first, second, "phase") == pytest.approx(phase_locking_of_phases(*phases))


# Surrogates


def test_surrogates_keep_every_amplitude_and_every_step_of_phase_but_not_their_order():
    series = simulate_pair(MeasuringParameters(kind="rhythm"), seeded()).first
    arrow, made = analytic_signal(series), make_surrogates(series, 20, seeded())
    assert made.shape == (20, 720)
    steps = np.angle(arrow[1:] * arrow[:-1].conj())
    for surrogate in made:
        np.testing.assert_allclose(np.sort(np.abs(surrogate)), np.sort(np.abs(arrow)), atol=1e-9)
        new = np.angle(surrogate[1:] * surrogate[:-1].conj())
        # A join takes the step that led out of the piece before it, so the steps are the same but for one or two.
        apart = np.abs(np.sort(new)[:, None] - steps).min(axis=1)
        assert (apart < 1e-9).mean() > 0.995
        assert np.abs(surrogate.real - arrow.real).max() > 1


def test_surrogates_of_a_steady_clock_have_smooth_joins():
    for surrogate in make_surrogates(sines(750, period=30.0), 10, seeded()):
        np.testing.assert_allclose(np.angle(surrogate[1:] * surrogate[:-1].conj()), 2 * math.pi / 30, atol=1e-9)


def test_surrogates_forget_when_things_happened():
    series = seeded().standard_normal(720)
    made = make_surrogates(series, 200, seeded(1)).real
    correlations = np.array([np.corrcoef(series, surrogate)[0, 1] for surrogate in made])
    assert abs(correlations.mean()) < 0.02
    assert correlations.std() < 0.1


def test_a_series_too_short_for_its_segments_is_refused():
    with pytest.raises(ValueError, match="At least 48 frames .* got 40"):
        make_surrogates(np.arange(40.0), 5, seeded())


# The test: how often it is wrong, and how often right


def noise_pair(rng):
    pair = simulate_pair(MeasuringParameters(kind="noise"), rng)
    return pair.first, pair.second


def rhythm_pair(rng):
    pair = simulate_pair(MeasuringParameters(kind="rhythm"), rng)
    return pair.first, pair.second


def clock_pair(rng, coupling=0.0):
    """Two clocks of the very same tempo that do not hear each other (30 s at 10 frames a second): the hardest case."""
    run = simulate_kuramoto(KuramotoParameters(coupling_strength=coupling, frequency_difference=0.0), rng)
    return run.first[::3], run.second[::3]


STRANGERS = {"noise": (noise_pair, 32, 16), "rhythm": (rhythm_pair, 32, 16), "clocks": (clock_pair, 30, 10)}


def share_found(kind, measure, pairs=PAIRS):
    make, window, max_lag = STRANGERS[kind]
    found, raw = 0, 0
    for seed in range(pairs):
        rng = np.random.default_rng([seed, 5])
        first, second = make(rng)
        test = surrogate_test(first, second, measure, rng, window=window, max_lag=max_lag, number=99)
        found += test.found
        raw += test.observed > naive_threshold(measure, len(first), window)
    return found / pairs, raw / pairs


RAW_AT_LEAST = {("noise", "correlation"): 0.4, ("noise", "windowed"): 0.9, ("noise", "phase"): 0.08,
                ("rhythm", "correlation"): 0.85, ("rhythm", "windowed"): 0.98, ("rhythm", "phase"): 0.7,
                ("clocks", "correlation"): 0.95, ("clocks", "windowed"): 0.98, ("clocks", "phase"): 0.95}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("kind", STRANGERS)
def test_synchrony_is_found_in_one_in_twenty_strangers_while_the_raw_value_misleads(kind, measure):
    found, raw = share_found(kind, measure)
    # What 500 pairs with a true rate of 5 % give in all but one of a thousand such experiments.
    low, high = binom.ppf([0.0005, 0.9995], PAIRS, 0.05) / PAIRS
    assert low <= found <= high
    assert raw >= RAW_AT_LEAST[kind, measure]


@pytest.mark.parametrize(("kind", "measure", "low", "high"), [
    ("noise", "windowed", 0.34, 0.40), ("rhythm", "windowed", 0.73, 0.79), ("rhythm", "phase", 0.13, 0.19)])
def test_raw_values_of_strangers_are_high(kind, measure, low, high):
    """About .37, .76 and .16 (95th percentile .31): 180 s at 4 Hz, windows of 8 s, lags up to 4 s."""
    values = [observe(*STRANGERS[kind][0](seeded(seed)), measure) for seed in range(200)]
    assert low < np.mean(values) < high
    if measure == "phase":
        assert 0.27 < np.quantile(values, 0.95) < 0.37


@pytest.mark.parametrize(("kind", "coupling", "measure", "at_least"), [
    ("noise", 0.3, "correlation", 0.95), ("noise", 0.5, "windowed", 0.95), ("rhythm", 0.6, "correlation", 0.9),
    ("rhythm", 0.6, "phase", 0.85)])
@pytest.mark.parametrize("link", ["follows", "shared"])
def test_linked_pairs_are_found_and_what_links_them_is_not_told(kind, coupling, measure, at_least, link):
    parameters = MeasuringParameters(kind=kind, coupling=coupling, measure=measure, link=link, surrogates=99)
    assert np.mean([measure_with_surrogates(parameters, seeded(seed)).found for seed in range(60)]) >= at_least


def test_clocks_that_listen_are_found():
    found = []
    for seed in range(60):
        first, second = clock_pair(seeded(seed), coupling=0.8)
        found.append(surrogate_test(first, second, "phase", seeded(seed), number=99).found)
    assert np.mean(found) > 0.8


def test_two_perfect_clocks_are_not_called_linked():
    """They never wander, so there is nothing by which to tell listening from being alike."""
    parameters = KuramotoParameters(coupling_strength=0, frequency_difference=0, noise_strength=0)
    for seed in range(20):
        run = simulate_kuramoto(parameters, seeded(seed))
        test = surrogate_test(run.first[::3], run.second[::3], "phase", seeded(seed), number=99)
        assert test.observed > 0.999 and not test.found


def test_a_shared_trend_passes_the_test_as_its_docstring_warns():
    found = []
    for seed in range(40):
        first, second = noise_pair(seeded(seed))
        trend = np.linspace(-2, 2, len(first))
        found.append(surrogate_test(first + trend, second + trend, "correlation", seeded(seed), number=99).found)
    assert np.mean(found) > 0.5


@given(st.integers(19, 120), st.sampled_from(MEASURES), st.floats(0, 0.6), st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_threshold_and_p_value_agree(number, measure, coupling, seed):
    rng = seeded(seed)
    first, second = rng.standard_normal((2, 120))
    test = surrogate_test(first, second + coupling * first, measure, rng, window=10, max_lag=4, number=number)
    assert len(test.surrogates) == number
    assert test.found == (test.p_value <= 0.05 + 1e-12) == (test.observed > test.threshold)
    assert 1 / (number + 1) <= test.p_value <= 1


def test_the_textbook_threshold_holds_only_for_independent_frames_and_one_lag():
    rng = seeded()
    phases, series = rng.uniform(-math.pi, math.pi, (2000, 2, 150)), rng.standard_normal((2000, 2, 150))
    locking = [phase_locking_of_phases(*pair) for pair in phases]
    assert np.mean(np.array(locking) > naive_threshold("phase", 150, 0)) == pytest.approx(0.05, abs=0.015)
    correlations = np.array([np.corrcoef(*pair)[0, 1] for pair in series])
    assert np.mean(np.abs(correlations) > naive_threshold("correlation", 150, 0)) == pytest.approx(0.05, abs=0.015)
    assert naive_threshold("windowed", 9999, 150) == naive_threshold("correlation", 150, 0)


@pytest.mark.parametrize("call", [
    lambda x: surrogate_test(x, x, "warmth", seeded()), lambda x: observe(x, x, "warmth"),
    lambda x: naive_threshold("warmth", 10, 10)])
def test_an_unknown_measure_is_refused(call):
    with pytest.raises(ValueError, match="correlation, windowed, phase; got 'warmth'"):
        call(seeded().standard_normal(100))


@pytest.mark.parametrize(("first", "second", "words"), [
    (np.zeros(100), np.arange(100.0), r"first series never changes \(it stays at 0\)"),
    (np.arange(100.0), np.full(100, 2.0), r"second series never changes \(it stays at 2\)"),
    (np.arange(30.0), np.arange(30.0), "at least 60 frames .* the first has 30"),
    (np.arange(100.0), np.append(np.arange(99.0), np.nan), "second series holds values that are not finite"),
    (np.arange(100.0), np.arange(99.0), "same length"),
    (np.zeros((2, 100)), np.zeros((2, 100)), "same length"),
])
def test_series_that_cannot_be_measured_are_refused(first, second, words):
    with pytest.raises(ValueError, match=words):
        surrogate_test(first, second, "phase", seeded())


def test_too_few_surrogates_are_refused():
    with pytest.raises(ValueError, match="At least 19 surrogates .* got 18"):
        surrogate_test(*noise_pair(seeded()), "phase", seeded(), number=18)


# The run that the panel shows


def check_run(run):
    for field in dataclasses.fields(run):
        value = getattr(run, field.name)
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, field.name
            assert np.isfinite(value).all() or field.name in NAN_ALLOWED, field.name
        elif isinstance(value, float):
            assert math.isfinite(value) or field.name in NAN_ALLOWED, field.name
    assert len(run.time) == len(run.first) == len(run.second) == len(run.relative_phase)
    assert run.windowed.shape == (len(run.window_times), len(run.lags))
    assert run.found == (run.observed > run.threshold)


@pytest.mark.parametrize("measure_pair", [measure_with_surrogates, measure_raw])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_random_points_of_the_box_are_finite(measure_pair, data):
    values = {name: data.draw(st.one_of(st.floats(d.low, d.high), st.sampled_from([d.low, d.high])) if isinstance(d, Parameter)
                              else st.sampled_from(sorted(d.options)))
              for name, d in MeasuringParameters.declared.items()}
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        check_run(measure_pair(MeasuringParameters(**values), seeded()))


@pytest.mark.parametrize("measure", MEASURES)
def test_the_rival_measures_the_same_pair_without_surrogates(measure):
    parameters = MeasuringParameters(measure=measure, coupling=0.3)
    claim, rival = measure_with_surrogates(parameters, seeded()), measure_raw(parameters, seeded())
    np.testing.assert_array_equal(claim.first, rival.first)
    np.testing.assert_array_equal(claim.windowed, rival.windowed)
    assert claim.observed == pytest.approx(rival.observed, abs=1e-9)
    assert len(claim.surrogates) == 199 and len(rival.surrogates) == 0
    assert math.isnan(rival.p_value) and 0 < claim.p_value <= 1
    assert rival.threshold == naive_threshold(measure, 648, 32)


def test_a_run_is_the_same_for_the_same_seed():
    one, two, other = (measure_with_surrogates(MeasuringParameters(), seeded(seed)) for seed in (7, 7, 8))
    for field in dataclasses.fields(one):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(two, field.name))
    assert not np.array_equal(one.surrogates, other.surrogates)


def test_lags_and_times_of_a_run_are_in_seconds():
    run = measure_with_surrogates(MeasuringParameters(kind="noise", coupling=0.9), seeded())
    assert run.best_lag == pytest.approx(0.5)
    assert run.lags[0] == -4 and run.lags[-1] == 4
    assert np.median(run.peak_lags[np.isfinite(run.peak_lags)]) == pytest.approx(0.5)
    # The first window starts a twentieth (9 s) and the largest lag (4 s) into the recording; its middle is 4 s later.
    assert run.window_times[0] == pytest.approx(17) and run.time[-1] == pytest.approx(179.75)
    assert not run.recorded


def test_the_relative_phase_is_positive_when_the_first_is_ahead():
    ahead = measure_raw(MeasuringParameters(measure="phase"), seeded(), (sines(), sines(shift=3), 4.0))
    np.testing.assert_allclose(ahead.relative_phase[30:-30], 2 * math.pi * 3 / 20, atol=0.05)


@pytest.mark.parametrize("measure_pair", [measure_with_surrogates, measure_raw])
def test_a_recording_is_measured_in_place_of_a_made_up_pair(measure_pair):
    first, second = seeded().standard_normal((2, 300))
    recording = Recording(first=first, second=second, rate=10.0)
    run = measure_pair(MeasuringParameters(measure="correlation"), seeded(), recording)
    assert run.recorded and run.rate == 10
    np.testing.assert_array_equal(run.first, first)
    np.testing.assert_allclose(run.time, np.arange(300) / 10)
    plain = measure_pair(MeasuringParameters(measure="correlation"), seeded(), (first, second, 10.0))
    np.testing.assert_array_equal(run.correlation, plain.correlation)
    assert run.observed == plain.observed


@pytest.mark.parametrize(("change", "rate", "words"), [
    ({"measure": "windowed", "max_lag": 2.5}, 20.0, "the window and twice the largest lag must fit in"),
    ({"measure": "correlation", "max_lag": 6.0}, 20.0, "at most a third"),
    ({"measure": "windowed", "window": 2.0, "max_lag": 1.0}, 1.0, "holds fewer than 4"),
])
def test_a_recording_too_short_for_the_settings_is_refused_in_words(change, rate, words):
    first, second = seeded().standard_normal((2, 200))
    with pytest.raises(ValueError, match=words):
        measure_with_surrogates(MeasuringParameters(**change), seeded(), (first, second, rate))


def test_a_short_recording_still_has_its_phase_measured_though_no_window_fits():
    run = measure_with_surrogates(MeasuringParameters(measure="phase"), seeded(), (sines(80), sines(80, shift=2), 10.0))
    assert run.windowed.shape[0] == 0 and run.observed > 0.9
    check_run(run)
