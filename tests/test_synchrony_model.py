"""Four pairs and their rivals, against exact results and another solver."""

import dataclasses
import itertools
import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.linalg import solve_discrete_lyapunov
from scipy.optimize import brentq

from widgets.parameters import Parameter
from widgets.synchrony import model
from widgets.synchrony.model import (
    AdaptiveParameters,
    HKBParameters,
    KuramotoParameters,
    LaggedParameters,
    anti_phase_is_stable,
    expected_correlation,
    hkb_fixed_points,
    hkb_potential,
    lag_from_phase,
    lag_in_frames,
    locked_relative_phase,
    locking_threshold,
    shared_drum_relative_phase,
    simulate_adaptive,
    simulate_hidden_third,
    simulate_hkb,
    simulate_in_phase_only,
    simulate_kuramoto,
    simulate_lagged,
    simulate_shared_drum,
    simulate_without_trace,
    slip_rate,
)

PAIRS = [
    (KuramotoParameters, simulate_kuramoto), (KuramotoParameters, simulate_shared_drum),
    (HKBParameters, simulate_hkb), (HKBParameters, simulate_in_phase_only),
    (AdaptiveParameters, simulate_adaptive), (AdaptiveParameters, simulate_without_trace),
    (LaggedParameters, simulate_lagged), (LaggedParameters, simulate_hidden_third),
]
NAN_ALLOWED = {"expected_phase", "concordance_engaged", "concordance_apart"}
every_pair = pytest.mark.parametrize(("parameters", "simulate"), PAIRS, ids=lambda value: value.__name__)


def seeded(seed=7):
    return np.random.default_rng(seed)


def check_run(run):
    """Everything finite and read-only; nan only where the docstring says so."""
    for field in dataclasses.fields(run):
        value = getattr(run, field.name)
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, field.name
            assert np.isfinite(value).all(), field.name
        elif value is not None:
            assert np.isfinite(value) or (field.name in NAN_ALLOWED and math.isnan(value)), field.name


def run_without_warning(simulate, parameters):
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        check_run(simulate(parameters, seeded()))


# All pairs


@every_pair
def test_corners_of_the_box_are_finite(parameters, simulate):
    declared = parameters.declared
    for corner in itertools.product(*[(d.low, d.high) for d in declared.values()]):
        run_without_warning(simulate, parameters(**dict(zip(declared, corner))))


@every_pair
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_random_points_of_the_box_are_finite(parameters, simulate, data):
    values = {name: data.draw(st.floats(d.low, d.high)) for name, d in parameters.declared.items() if isinstance(d, Parameter)}
    run_without_warning(simulate, parameters(**values))


@every_pair
def test_the_same_seed_gives_the_same_run_and_another_seed_another(parameters, simulate):
    once, again, other = (simulate(parameters(), seeded(seed)) for seed in (7, 7, 8))
    differs = False
    for field in dataclasses.fields(once):
        np.testing.assert_array_equal(getattr(once, field.name), getattr(again, field.name))
        differs |= not np.array_equal(getattr(once, field.name), getattr(other, field.name))
    assert differs


@pytest.mark.parametrize(("claim", "rival"), list(zip(PAIRS[::2], PAIRS[1::2])), ids=lambda pair: pair[1].__name__)
def test_a_rival_has_the_claims_shape(claim, rival):
    (parameters, simulate), (same_parameters, other) = claim, rival
    assert parameters is same_parameters
    one, two = simulate(parameters(), seeded()), other(parameters(), seeded())
    assert type(one) is type(two)
    for field in dataclasses.fields(one):
        if field.name not in ("drum", "fixed_points", "stable"):
            assert np.shape(getattr(one, field.name)) == np.shape(getattr(two, field.name)), field.name


# Two clocks


def kuramoto_by_scipy(run, parameters, drum):
    mean, half = 2 * math.pi * parameters.tempo, parameters.frequency_difference / 2
    k = parameters.coupling_strength

    def slopes(t, theta):
        follows = (mean * t, mean * t) if drum else (theta[1], theta[0])
        return [mean + half + k * np.sin(follows[0] - theta[0]), mean - half + k * np.sin(follows[1] - theta[1])]

    start = [run.phase_first[0], run.phase_second[0]]
    return solve_ivp(slopes, (0, 30), start, t_eval=run.time, rtol=1e-10, atol=1e-10, method="DOP853").y


@pytest.mark.parametrize("simulate", [simulate_kuramoto, simulate_shared_drum])
@pytest.mark.parametrize("values", [
    {}, {"frequency_difference": -3.0, "coupling_strength": 1.0}, {"coupling_strength": 2.0, "frequency_difference": 3.0},
])
def test_without_noise_two_clocks_agree_with_scipy(simulate, values):
    parameters = KuramotoParameters(noise_strength=0, **values)
    run = simulate(parameters, seeded())
    expected = kuramoto_by_scipy(run, parameters, simulate is simulate_shared_drum)
    np.testing.assert_allclose([run.phase_first, run.phase_second], expected, atol=2e-5)


@pytest.mark.parametrize(("simulate", "exact"), [
    (simulate_kuramoto, locked_relative_phase), (simulate_shared_drum, shared_drum_relative_phase)])
@pytest.mark.parametrize("difference", [-2.4, -1.0, 0.5, 2.0])
def test_two_clocks_lock_from_the_threshold_on_at_the_exact_phase(simulate, exact, difference):
    threshold = locking_threshold(difference)
    assert threshold == abs(difference) / 2
    calm = KuramotoParameters(frequency_difference=difference, noise_strength=0)
    above = simulate(dataclasses.replace(calm, coupling_strength=threshold * 1.6), seeded())
    assert above.locked and above.slips == 0
    assert above.together == pytest.approx(1, abs=1e-2)
    assert above.relative_phase[-1] == pytest.approx(exact(difference, threshold * 1.6), abs=1e-3)
    assert above.expected_phase == exact(difference, threshold * 1.6)
    below = simulate(dataclasses.replace(calm, coupling_strength=threshold * 0.8), seeded())
    assert not below.locked and math.isnan(below.expected_phase)
    # The first overtakes when it is the faster one: the sign of the drift is the sign of the difference.
    assert (below.turns[-1] - below.turns[300]) * difference > 0
    assert below.slips == pytest.approx(20 * slip_rate(difference, threshold * 0.8), abs=1)


def test_exactly_at_the_threshold_counts_as_locked():
    run = simulate_kuramoto(KuramotoParameters(frequency_difference=1.0, coupling_strength=0.5), seeded())
    assert run.locked
    assert run.expected_phase == pytest.approx(math.pi / 2)


def test_the_exact_helpers():
    assert locked_relative_phase(1.0, 1.0) == pytest.approx(math.pi / 6)
    assert locked_relative_phase(-1.0, 1.0) == pytest.approx(-math.pi / 6)
    assert shared_drum_relative_phase(1.0, 1.0) == pytest.approx(math.pi / 3)
    assert lag_from_phase(math.pi / 2, 0.5) == pytest.approx(0.5)
    assert slip_rate(5.0, 2.0) == pytest.approx(3 / (2 * math.pi))
    assert slip_rate(1.0, 2.0) == 0
    for coupling in (0.4, 0.0, -1.0):
        with pytest.raises(ValueError, match=f"at least 0.5 rad/s; got {coupling:g}"):
            locked_relative_phase(1.0, coupling)


def test_who_is_faster_is_ahead_and_the_lag_says_by_how_long():
    parameters = KuramotoParameters(frequency_difference=1.0, coupling_strength=1.0, noise_strength=0, tempo=0.5)
    run = simulate_kuramoto(parameters, seeded())
    assert run.lag == pytest.approx((math.pi / 6) / math.pi, abs=1e-3)
    assert simulate_kuramoto(KuramotoParameters(frequency_difference=-1.0), seeded()).lag < 0


@pytest.mark.parametrize("tempo", [0.5, 2.0])
def test_the_tempo_is_the_mean_of_both_rhythms_in_turns_a_second(tempo):
    run = simulate_kuramoto(KuramotoParameters(tempo=tempo, noise_strength=0), seeded())
    mean = (run.phase_first + run.phase_second) / 2
    assert (mean[-1] - mean[0]) / (2 * math.pi) == pytest.approx(30 * tempo)
    np.testing.assert_array_equal(run.first, np.sin(run.phase_first))


def test_uncoupled_clocks_wander_apart_with_variance_two_sigma_squared_a_second():
    parameters = KuramotoParameters(coupling_strength=0, frequency_difference=0, noise_strength=0.5)
    runs = [simulate_kuramoto(parameters, seeded(seed)) for seed in range(400)]
    gathered = np.var([2 * math.pi * (run.turns[-1] - run.turns[0]) for run in runs])
    assert gathered == pytest.approx(2 * 0.25 * 30, rel=0.25)


def test_a_nudge_reaches_the_second_only_if_they_listen_to_each_other():
    for simulate, reaches in ((simulate_kuramoto, True), (simulate_shared_drum, False)):
        plain, nudged = (simulate(KuramotoParameters(nudge=nudge), seeded()) for nudge in (0.0, 1.5))
        before = plain.time < plain.nudge_time - 1e-9
        np.testing.assert_array_equal(plain.phase_first[before], nudged.phase_first[before])
        # The kick is there in the very frame that the run names.
        moved = np.flatnonzero(plain.phase_first != nudged.phase_first)
        assert plain.time[moved[0]] == pytest.approx(plain.nudge_time)
        assert nudged.phase_first[moved[0]] - plain.phase_first[moved[0]] == pytest.approx(1.5)
        assert (np.abs(nudged.phase_second - plain.phase_second).max() > 0.3) is np.bool_(reaches)


def test_claim_and_rival_get_the_same_luck():
    silent = KuramotoParameters(coupling_strength=0)
    claim, rival = simulate_kuramoto(silent, seeded()), simulate_shared_drum(silent, seeded())
    np.testing.assert_allclose(claim.phase_second, rival.phase_second)


def test_only_the_rival_has_a_drum_and_it_beats_at_the_tempo():
    assert simulate_kuramoto(KuramotoParameters(), seeded()).drum is None
    run = simulate_shared_drum(KuramotoParameters(tempo=0.75), seeded())
    np.testing.assert_allclose(run.drum, np.sin(2 * math.pi * 0.75 * run.time), atol=1e-9)


# Relative phase with two ways to agree


@pytest.mark.parametrize("values", [
    {}, {"both_ways_pull": 2.0, "start_phase": 1.2}, {"frequency_difference": 3.0, "both_ways_pull": 0.3}])
def test_without_noise_the_relative_phase_agrees_with_scipy(values):
    parameters = HKBParameters(noise=0, **values)
    run = simulate_hkb(parameters, seeded())
    a, b, difference = parameters.in_phase_pull, parameters.both_ways_pull, parameters.frequency_difference
    solution = solve_ivp(lambda t, phi: difference - a * np.sin(phi) - 2 * b * np.sin(2 * phi), (0, 30),
                         [parameters.start_phase], t_eval=run.time, rtol=1e-10, atol=1e-10, method="DOP853")
    np.testing.assert_allclose(2 * math.pi * run.turns, solution.y[0], atol=2e-4)


@pytest.mark.parametrize(("ratio", "stable"), [(0.24, False), (0.26, True), (0.0, False), (2.0, True)])
def test_taking_turns_is_stable_if_and_only_if_b_over_a_exceeds_a_quarter(ratio, stable):
    assert anti_phase_is_stable(1.0, ratio) is stable
    phases, steady = hkb_fixed_points(0.0, 1.0, ratio)
    found = dict(zip(np.round(phases, 6), steady))
    assert found[0.0]
    assert found[round(math.pi, 6)] == stable
    parameters = HKBParameters(in_phase_pull=1.0, both_ways_pull=ratio, noise=0, start_phase=3.1)
    end = simulate_hkb(parameters, seeded()).relative_phase[-1]
    if stable:
        assert abs(end) == pytest.approx(math.pi, abs=0.05)
    else:
        assert abs(end) < 3.1
    rival = simulate_in_phase_only(parameters, seeded())
    assert rival.relative_phase[-1] == pytest.approx(0, abs=1e-6)
    assert rival.fixed_points[rival.stable].tolist() == pytest.approx([0.0])


@given(st.floats(-3, 3), st.floats(0, 2), st.floats(0.01, 2))
@settings(max_examples=80, deadline=None)
def test_fixed_points_are_those_that_another_solver_finds(difference, a, b):
    def drift(phi):
        return difference - a * np.sin(phi) - 2 * b * np.sin(2 * phi)

    grid = np.linspace(-math.pi, math.pi, 1441) + 1e-3
    values = drift(grid)
    if np.abs(values).min() < 1e-3 and (np.abs(values[1:-1]) < np.minimum(np.abs(values[:-2]), np.abs(values[2:]))).any() and \
            np.abs(-a * np.cos(grid) - 4 * b * np.cos(2 * grid))[np.abs(values) < 1e-3].min() < 0.05:
        return  # two fixed points are about to meet: which of them a grid sees is luck
    expected = [brentq(drift, lo, hi) for lo, hi, x, y in zip(grid, grid[1:], values, values[1:]) if x * y < 0]
    phases, stable = hkb_fixed_points(difference, a, b)
    np.testing.assert_allclose(np.exp(1j * phases).sum(), np.exp(1j * np.array(expected)).sum(), atol=1e-5)
    assert len(phases) == len(expected)
    # Stable and unstable points take turns round the circle.
    assert stable.sum() * 2 == len(phases)
    for phase, steady in zip(phases, stable):
        assert (drift(phase + 1e-4) < drift(phase - 1e-4)) == steady


def test_there_are_no_fixed_points_when_nothing_pulls_or_the_difference_is_too_large():
    assert len(hkb_fixed_points(0.0, 0.0, 0.0)[0]) == 0
    assert len(hkb_fixed_points(3.0, 0.5, 0.2)[0]) == 0
    assert hkb_fixed_points(0.5, 1.0, 0.0)[0].tolist() == pytest.approx([math.asin(0.5), math.pi - math.asin(0.5)])


def test_the_phase_rolls_downhill():
    phi = np.linspace(-3, 3, 50)
    slope = (hkb_potential(phi + 1e-5, 0.7, 1.1, 0.4) - hkb_potential(phi - 1e-5, 0.7, 1.1, 0.4)) / 2e-5
    np.testing.assert_allclose(-slope, 0.7 - 1.1 * np.sin(phi) - 0.8 * np.sin(2 * phi), atol=1e-8)
    run = simulate_hkb(HKBParameters(noise=0, start_phase=1.5), seeded())
    assert (np.diff(run.height) <= 1e-12).all()
    np.testing.assert_allclose(run.height, np.interp(run.relative_phase, run.landscape_phase, run.landscape), atol=2e-3)


def test_a_free_relative_phase_wanders_with_variance_q_a_second():
    parameters = HKBParameters(in_phase_pull=0, both_ways_pull=0, noise=0.4, start_phase=0)
    ends = [2 * math.pi * simulate_hkb(parameters, seeded(seed)).turns[-1] for seed in range(400)]
    assert np.var(ends) == pytest.approx(0.4 * 30, rel=0.25)


def test_time_near_each_way_to_agree_is_counted():
    turns = simulate_hkb(HKBParameters(noise=0, start_phase=3.1), seeded())
    assert (turns.near_in_phase, turns.near_anti_phase) == (0, 1)
    at_once = simulate_hkb(HKBParameters(noise=0, start_phase=0.0), seeded())
    assert (at_once.near_in_phase, at_once.near_anti_phase) == (1, 0)
    drifting = simulate_hkb(HKBParameters(noise=0, frequency_difference=3, in_phase_pull=0, both_ways_pull=0), seeded())
    assert drifting.slips == round(90 / (2 * math.pi))


# A pair that keeps something


def adaptive_by_scipy(run, parameters, angles):
    """The published equations, written out once more, by another solver from the same start."""
    scale, eps = parameters.coupling_strength, parameters.adaptation

    def slopes(t, s, chi):
        x, v, om, y, w, ps = s
        g = chi * scale * (-2.0 + 0.5 * (x - y) ** 2)
        return [v, g * (v - w) - (x**2 + v**2 - 2) * v - om**2 * x, chi * eps * v * y,
                w, g * (w - v) - (y**2 + w**2 - 2) * w - ps**2 * y, chi * eps * w * x]

    state = []
    for angle, omega in zip(angles, (6 + parameters.frequency_difference / 2, 6 - parameters.frequency_difference / 2)):
        radius = math.sqrt(8 / (1 + 3 * omega**2))
        state += [radius * math.sin(angle), radius * omega * math.cos(angle), omega]
    assert (run.first[0], run.second[0]) == pytest.approx((state[0], state[3]))
    for chi, seconds in ((0, 20), (1, parameters.seeing_time), (0, 20)):
        state = solve_ivp(slopes, (0, seconds), state, args=(chi,), rtol=1e-9, atol=1e-11, method="DOP853").y[:, -1]
    return state


@pytest.mark.parametrize("difference", [0.25, 1.0, 2.0, 3.0])
def test_without_noise_the_adaptive_pair_agrees_with_scipy(difference):
    parameters = AdaptiveParameters(frequency_difference=difference, noise_strength=0)
    run = simulate_adaptive(parameters, seeded(3))
    x, _, omega, y, _, psi = adaptive_by_scipy(run, parameters, seeded(3).uniform(-math.pi, math.pi, 2))
    # What matters is kept to a thousandth; where in its cycle each one is after some 60 turns, to a hundredth of a turn.
    assert run.rhythm_first[-1] == pytest.approx(omega, abs=2e-3)
    assert run.rhythm_second[-1] == pytest.approx(psi, abs=2e-3)
    assert run.kept == pytest.approx((omega - psi) / difference, abs=3e-3)
    assert run.first[-1] == pytest.approx(x, abs=0.03)
    assert run.second[-1] == pytest.approx(y, abs=0.03)


def test_rhythms_change_only_while_the_two_see_each_other():
    run = simulate_adaptive(AdaptiveParameters(), seeded())
    before, after = run.time <= run.seeing_from + 1e-9, run.time >= run.seeing_to - 1e-9
    for rhythm in (run.rhythm_first, run.rhythm_second):
        assert np.ptp(rhythm[before]) == 0
        assert np.ptp(rhythm[after]) == 0
        assert np.ptp(rhythm[~before & ~after]) > 0.1
    assert (run.seeing_from, run.seeing_to, run.time[-1]) == pytest.approx((20, 40, 60))
    assert run.rhythm_first[0] - run.rhythm_second[0] == run.difference_before == 1.0
    assert run.kept == run.difference_after / run.difference_before


@pytest.mark.parametrize("values", [{"adaptation": 0.0}, {"seeing_time": 0.0}])
def test_without_adaptation_or_sight_everything_is_as_before(values):
    run = simulate_adaptive(AdaptiveParameters(**values), seeded())
    assert run.kept == 1
    assert simulate_without_trace(AdaptiveParameters(), seeded()).kept == 1


def test_out_of_sight_nobody_influences_anybody():
    one, two = (simulate_adaptive(AdaptiveParameters(coupling_strength=c, adaptation=0.4), seeded()) for c in (0.5, 2.0))
    before = one.time <= 20
    np.testing.assert_array_equal(one.first[before], two.first[before])
    assert np.abs(one.first - two.first)[~before].max() > 0.1


def test_the_longer_they_see_each_other_the_less_is_left_of_the_difference():
    kept = [simulate_adaptive(AdaptiveParameters(seeing_time=t, noise_strength=0), seeded()).kept for t in (0, 5, 10, 20, 30)]
    assert all(later < earlier for earlier, later in zip(kept, kept[1:]))


def test_in_sight_they_fall_into_step_and_the_faster_is_ahead():
    run = simulate_adaptive(AdaptiveParameters(noise_strength=0, adaptation=0), seeded())
    watched = run.relative_phase[700:800]
    assert run.together > 0.99
    assert 0 < watched.mean() < math.pi / 2


def test_noise_reaches_the_hands():
    calm, shaky = (simulate_adaptive(AdaptiveParameters(noise_strength=s), seeded()) for s in (0.0, 0.4))
    assert calm.first[0] == shaky.first[0]
    assert np.abs(calm.first - shaky.first).max() > 0.05


# Who leads


@pytest.mark.parametrize("values", [
    {}, {"second_follows": 0.0}, {"first_follows": 0.35, "second_follows": -0.35, "lag": 0.25},
    {"first_follows": 0.3, "second_follows": 0.1, "carry_over": 0.6, "lag": 0.5}, {"carry_over": 0.0, "lag": 3.0},
])
def test_expected_correlation_is_that_of_another_method(values):
    parameters = LaggedParameters(**values)
    a, c1, c2, lag = parameters.carry_over, parameters.first_follows, parameters.second_follows, lag_in_frames(parameters)
    # The pair as one long vector (xₜ, yₜ, xₜ₋₁, yₜ₋₁, ...), whose covariance solves a Lyapunov equation.
    step = np.zeros((2 * lag + 2, 2 * lag + 2))
    step[0, 0] = step[1, 1] = a
    step[0, 2 * lag - 1] += c1
    step[1, 2 * lag - 2] += c2
    step[2:, :-2] = np.eye(2 * lag)
    pushes = np.zeros_like(step)
    pushes[0, 0] = pushes[1, 1] = 1
    covariance = solve_discrete_lyapunov(step, pushes)
    ahead, scale = covariance, math.sqrt(covariance[0, 0] * covariance[1, 1])
    later_second, later_first = [], []
    for _ in range(17):
        later_second.append(ahead[1, 0] / scale)
        later_first.append(ahead[0, 1] / scale)
        ahead = step @ ahead
    np.testing.assert_allclose(expected_correlation(parameters), later_first[:0:-1] + later_second, atol=1e-9)


@pytest.mark.parametrize(("simulate", "hidden"), [(simulate_lagged, False), (simulate_hidden_third, True)])
@pytest.mark.parametrize("values", [
    {}, {"first_follows": -0.2, "second_follows": 0.3}, {"first_follows": 0.3, "second_follows": 0.1, "lag": 0.5}])
def test_long_recordings_show_the_expected_correlation(simulate, hidden, values):
    parameters = LaggedParameters(minutes=8, **values)
    mean = np.mean([simulate(parameters, seeded(seed)).correlation for seed in range(40)], axis=0)
    np.testing.assert_allclose(mean, expected_correlation(parameters, hidden=hidden), atol=0.025)
    np.testing.assert_allclose(simulate(parameters, seeded()).expected, expected_correlation(parameters, hidden=hidden))


def test_without_influence_nothing_is_expected():
    for hidden in (False, True):
        assert np.abs(expected_correlation(LaggedParameters(second_follows=0), hidden=hidden)).max() < 1e-12


@pytest.mark.parametrize("simulate", [simulate_lagged, simulate_hidden_third])
@pytest.mark.parametrize("lag", [0.25, 1.0, 2.5])
def test_the_lag_of_the_peak_says_who_seems_to_lead(simulate, lag):
    ahead = simulate(LaggedParameters(second_follows=0.35, lag=lag, minutes=8), seeded())
    assert ahead.peak_lag == pytest.approx(lag)
    behind = simulate(LaggedParameters(second_follows=0.0, first_follows=0.35, lag=lag, minutes=8), seeded())
    assert behind.peak_lag == pytest.approx(-lag)
    opposite = simulate(LaggedParameters(second_follows=-0.35, lag=lag, minutes=8), seeded())
    assert opposite.peak_lag == pytest.approx(lag) and opposite.concordance < -0.2


def test_engagement_comes_in_episodes_of_about_a_quarter_of_a_minute():
    shares, lengths = [], []
    for seed in range(60):
        engaged = simulate_lagged(LaggedParameters(engaged_share=0.3, minutes=8), seeded(seed)).engaged
        shares.append(engaged.mean())
        inside = np.diff(np.flatnonzero(np.diff(np.concatenate(([0], engaged.astype(int), [0])))))[::2]
        lengths += inside.tolist()
    assert np.mean(shares) == pytest.approx(0.3, abs=0.04)
    assert 0.25 * np.mean(lengths) == pytest.approx(15, rel=0.15)
    assert simulate_lagged(LaggedParameters(), seeded()).engaged.all()


def test_neither_notices_the_other_in_the_rivals_world():
    """The second's series does not change when the first's own pushes do: only the hidden thirds tie them."""
    class Other:
        """A generator that gives another first column of pushes and the same of everything else."""

        def __init__(self):
            self.inner, self.calls = seeded(), 0

        def standard_normal(self, shape):
            self.calls += 1
            draws = self.inner.standard_normal(shape)
            if self.calls == 1:
                draws = draws.copy()
                draws[:, 0] += 1.0
            return draws

        def random(self, n):
            return self.inner.random(n)

    for simulate, notices in ((simulate_lagged, True), (simulate_hidden_third, False)):
        plain, changed = simulate(LaggedParameters(), seeded()), simulate(LaggedParameters(), Other())
        assert np.abs(plain.first - changed.first).max() > 0.5
        assert (np.abs(plain.second - changed.second).max() > 0.1) is np.bool_(notices)


def test_concordance_is_taken_in_the_direction_of_the_stronger_influence():
    run = simulate_lagged(LaggedParameters(second_follows=0.0, first_follows=0.3, minutes=8), seeded())
    assert run.concordance == pytest.approx(np.corrcoef(run.second[:-4], run.first[4:])[0, 1])
    assert run.concordance > 0.25
    assert math.isnan(run.concordance_apart) and run.concordance_engaged == run.concordance


def test_published_slopes_are_kept_as_published():
    assert model.PUBLISHED_KEPT == {"uncoordinated": 0.88, "intermittent": 0.59, "coordinated": 0.37}
