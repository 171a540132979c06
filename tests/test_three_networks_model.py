"""An observer with three nodes, against the equations written out once more and against exact results."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.three_networks import model
from widgets.three_networks.measures import measure_mood_colouring, measure_overlap, measure_partner_advantage
from widgets.three_networks.model import (
    NetworksParameters,
    body_variance,
    expect_from_history,
    simulate_networks,
    simulate_ungated,
    simulate_without_mentalising,
    simulate_without_resonance,
    simulate_without_value,
)

ALL = [simulate_networks, simulate_without_value, simulate_without_resonance, simulate_without_mentalising, simulate_ungated]
POINTS = [
    {}, {"cue_noise": 2.3, "body_noise": 0.7, "mood_leak": 1.1, "closeness": 3.1, "consistency": 0.85, "learning_rate": 0.22,
         "oxytocin": 0.4, "dopamine": 0.7},
    {"consistency": 0.0, "closeness": 1.0, "mood_leak": 0.0, "cue_noise": 0.4},
]
every_model = pytest.mark.parametrize("simulate", ALL, ids=lambda simulate: simulate.__name__)


def seeded(seed=7):
    return np.random.default_rng(seed)


def expected_by_regression(rho, situations, states):
    """The same expectation by another road: Gaussian conditioning on all earlier states at once."""
    expected, precision = [], []
    for now, situation in enumerate(situations):
        past = np.flatnonzero(situations[:now] == situation)
        spread = rho * np.ones((len(past), len(past))) + (1 - rho) * np.eye(len(past))
        link = rho * np.ones(len(past))
        pull = np.linalg.solve(spread, link) if len(past) else np.zeros(0)
        expected.append(float(pull @ states[past]))
        precision.append(1 / (1 - float(pull @ link)))
    return np.array(expected), np.array(precision)


@every_model
@pytest.mark.parametrize("values", POINTS)
def test_a_run_obeys_the_equations_written_out_once_more(simulate, values):
    p = NetworksParameters(**values)
    run = simulate(p, seeded(3))
    expected, habit_precision = expected_by_regression(p.consistency, run.situation, run.state)
    np.testing.assert_allclose(run.expected_state, expected, atol=1e-9)
    echo_precision = np.full(120, 0.0 if simulate is simulate_without_resonance
                             else 1 / (p.body_noise**2 / p.closeness + p.mood_leak**2))
    habit_precision = habit_precision * (simulate is not simulate_without_mentalising)
    worth, rate = 0.0, p.learning_rate * p.oxytocin * p.dopamine
    rate = {simulate_without_value: 0.0, simulate_ungated: p.learning_rate * p.dopamine}.get(simulate, rate)
    for t in range(120):
        assert run.value[t] == pytest.approx(worth, abs=1e-12)
        assert run.vigour[t] == pytest.approx(0.25 + 0.75 * worth)
        precisions = np.array([run.vigour[t] / p.cue_noise**2, echo_precision[t], habit_precision[t]])
        sources = np.array([run.seen[t], run.echoed[t], run.expected_state[t]])
        weights = precisions / precisions.sum()
        assert [run.weight_seen[t], run.weight_echoed[t], run.weight_expected[t]] == pytest.approx(list(weights))
        assert run.estimate[t] == pytest.approx(float(weights @ sources))
        assert run.typical_error[t] == pytest.approx(precisions.sum() ** -0.5)
        assert run.reward[t] == pytest.approx(math.exp(-run.error[t]**2 / 2))
        worth += rate * (run.reward[t] - worth)
    np.testing.assert_allclose(run.error, run.estimate - run.state)
    assert run.rms_error == pytest.approx(math.sqrt(np.mean(run.error[60:]**2)))
    assert run.newcomer_rms_error == pytest.approx(math.sqrt(np.mean(run.newcomer_error[60:]**2)))
    assert run.late_vigour == pytest.approx(run.vigour[60:].mean())
    assert run.mood_colouring == pytest.approx(p.mood_leak * run.weight_echoed[60:].mean())
    newcomer = 0.25 / p.cue_noise**2 + (simulate is not simulate_without_mentalising)
    newcomer += 0 if simulate is simulate_without_resonance else 1 / (p.body_noise**2 + p.mood_leak**2)
    assert run.newcomer_typical_error == pytest.approx(newcomer ** -0.5)
    near, far = echo_precision[0], 0.0 if simulate is simulate_without_resonance else 1 / (p.body_noise**2 + p.mood_leak**2)
    mentalising = habit_precision[60:]
    says = np.mean(mentalising / (1 + mentalising)) - 0.5 * (simulate is not simulate_without_mentalising)
    assert run.contrast == pytest.approx([run.value[60:].mean(), near / (1 + near) - far / (1 + far), says], abs=1e-9)


@every_model
@pytest.mark.parametrize("values", POINTS)
def test_errors_are_as_large_as_the_precisions_say_and_point_neither_way(simulate, values):
    """The estimate is the best one: over many runs error / typical error has mean 0 and spread 1."""
    runs = [simulate(NetworksParameters(**values), seeded(seed)) for seed in range(150)]
    for error, typical in (([run.error for run in runs], [run.typical_error for run in runs]),
                           ([run.newcomer_error for run in runs], [[run.newcomer_typical_error] * 120 for run in runs])):
        z = np.array(error) / np.array(typical)
        assert abs(z.mean()) < 0.03
        assert z.std() == pytest.approx(1, abs=0.03)
        # Early meetings, when history is short, are no exception.
        assert z[:, :8].std() == pytest.approx(1, abs=0.09)


@pytest.mark.parametrize(("total", "meetings", "rho", "mean", "precision"), [
    (0.0, 0, 0.6, 0.0, 1.0), (3.0, 4, 0.5, 0.6, 1 / 0.6), (2.0, 1, 0.9, 1.8, 1 / 0.19), (5.0, 3, 0.0, 0.0, 1.0)])
def test_what_a_history_lets_expect(total, meetings, rho, mean, precision):
    assert expect_from_history(rho, total, meetings) == pytest.approx((mean, precision))


def test_the_world_is_as_declared():
    runs = [simulate_networks(NetworksParameters(consistency=0.7, closeness=2.5), seeded(seed)) for seed in range(400)]
    states, echoes = np.array([run.state for run in runs]), np.array([run.echoed for run in runs])
    moods = np.array([run.own_mood for run in runs])
    assert states.mean() == pytest.approx(0, abs=0.05) and states.std() == pytest.approx(1, abs=0.03)
    assert np.var(echoes - states) == pytest.approx(1.2**2 / 2.5 + 0.25, rel=0.03)
    assert np.mean((echoes - states) * moods) == pytest.approx(0.5, abs=0.02)
    assert moods.std() == pytest.approx(1, abs=0.02)
    assert body_variance(NetworksParameters(), 2.0) == pytest.approx(0.97)
    # Two meetings in one kind of situation are alike to the degree of the consistency; in two kinds, not at all.
    same, other = [], []
    for run in runs:
        by_kind = [run.state[run.situation == kind] for kind in range(4)]
        same += [kind[0] * kind[1] for kind in by_kind if len(kind) > 1]
        other += [by_kind[0][0] * by_kind[1][0]]
    assert np.mean(same) == pytest.approx(0.7, abs=0.1)
    assert abs(np.mean(other)) < 0.15
    assert np.bincount(np.concatenate([run.situation for run in runs])) / 48_000 == pytest.approx([0.25] * 4, abs=0.01)
    # What is seen is off by the cue's noise, less so the more vigorously one looks.
    seen = np.array([(run.seen - run.state) * np.sqrt(run.vigour) for run in runs])
    assert seen.std() == pytest.approx(1, abs=0.02)


def test_newcomers_are_drawn_apart_and_coloured_by_the_same_mood():
    runs = [simulate_networks(NetworksParameters(mood_leak=1.0), seeded(seed)) for seed in range(200)]
    errors, moods = np.array([run.newcomer_error for run in runs]), np.array([run.own_mood for run in runs])
    echo = 1 / (1.2**2 + 1)
    assert np.mean(errors * moods) == pytest.approx(echo / (0.25 + echo + 1), abs=0.02)
    assert abs(np.mean(errors * np.array([run.error for run in runs]))) < 0.1


def test_claim_and_rivals_get_the_same_luck():
    runs = [simulate(NetworksParameters(), seeded()) for simulate in ALL]
    for run in runs[1:]:
        for name in ("situation", "state", "own_mood", "echoed"):
            np.testing.assert_array_equal(getattr(run, name), getattr(runs[0], name))
    # With nothing blocked the gate is wide open: then the ungated rival is the claim.
    np.testing.assert_array_equal(runs[-1].estimate, runs[0].estimate)
    assert runs[0].meeting.tolist() == list(range(1, 121))


def mean_of(simulate, field, **values):
    return float(np.mean([getattr(simulate(NetworksParameters(**values), seeded(seed)), field) for seed in range(60)]))


def test_each_node_has_a_task_of_its_own():
    # Value: vigour. Without it partner and stranger are answered alike, yet the partner is still read well.
    assert mean_of(simulate_networks, "late_vigour") > 0.85
    assert mean_of(simulate_without_value, "late_vigour") == 0.25
    assert mean_of(simulate_without_value, "rms_error") < 1.2 * mean_of(simulate_networks, "rms_error")
    assert mean_of(simulate_without_resonance, "late_vigour") > 0.8 < mean_of(simulate_without_mentalising, "late_vigour")
    # Resonance: reading through the own body, at the price of the own mood.
    assert mean_of(simulate_networks, "mood_colouring") > 0.08
    assert mean_of(simulate_without_resonance, "mood_colouring") == 0
    assert mean_of(simulate_without_resonance, "newcomer_rms_error") > 1.15 * mean_of(simulate_networks, "newcomer_rms_error")
    # Mentalising: what history is good for. Without it the hundredth meeting, at the same vigour, is read like the first.
    run, without = (simulate(NetworksParameters(oxytocin=0), seeded()) for simulate in
                    (simulate_networks, simulate_without_mentalising))
    assert run.typical_error[-1] < 0.9 * run.typical_error[0]
    assert np.ptp(without.typical_error) == 0


@every_model
def test_measures_agree_with_what_the_run_knows(simulate):
    runs = [simulate(NetworksParameters(mood_leak=1.0), seeded(seed)) for seed in range(150)]
    measured = np.mean([measure_mood_colouring(run) for run in runs])
    assert measured == pytest.approx(np.mean([run.mood_colouring for run in runs]), abs=0.03)
    run = runs[0]
    assert measure_mood_colouring(run) == pytest.approx(
        np.linalg.lstsq(run.own_mood[60:, None], run.error[60:], rcond=None)[0][0])
    assert measure_partner_advantage(run) == pytest.approx(run.newcomer_rms_error / run.rms_error)
    assert np.mean([measure_partner_advantage(run) for run in runs]) > 1.2


@pytest.mark.parametrize("blocked", ["oxytocin", "dopamine"])
def test_a_closed_gate_leaves_value_at_nothing_and_a_half_closed_one_slows_it(blocked):
    times = []
    for left in (1.0, 0.5, 0.25):
        runs = [simulate_networks(NetworksParameters(**{blocked: left}), seeded(seed)) for seed in range(40)]
        times.append(np.mean([run.bonded_at for run in runs]))
    assert times[0] < 0.65 * times[1] < 0.65**2 * times[2]
    run = simulate_networks(NetworksParameters(**{blocked: 0.0}), seeded())
    assert np.ptp(run.value) == 0 == run.value[0] and math.isnan(run.bonded_at)


def test_the_bond_is_dated_by_the_first_meeting_at_which_value_reaches_a_half():
    run = simulate_networks(NetworksParameters(), seeded())
    first = int(run.bonded_at) - 1
    assert run.value[first] >= 0.5 > run.value[first - 1] and run.meeting[first] == run.bonded_at
    assert model.BONDED == 0.5


def test_value_settles_at_the_mean_reward_of_a_gaussian_error():
    """E exp(−e²/2) = 1/√(1 + v) for a normal error of variance v."""
    runs = [simulate_networks(NetworksParameters(learning_rate=0.02), seeded(seed)) for seed in range(200)]
    late = slice(80, 120)
    expected = np.mean([1 / np.sqrt(1 + run.typical_error[late]**2) for run in runs])
    assert np.mean([run.reward[late] for run in runs]) == pytest.approx(expected, abs=0.01)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=6), st.lists(st.floats(0, 5), min_size=1, max_size=6), st.floats(0.1, 9))
@settings(max_examples=60, deadline=None)
def test_overlap_is_a_share(first, second, scale):
    size = min(len(first), len(second))
    first, second = np.array(first[:size]), np.array(second[:size])
    overlap = measure_overlap(first, second)
    assert 0 <= overlap <= 1
    assert overlap == measure_overlap(second, first) == pytest.approx(measure_overlap(scale * first, scale * second))
    assert measure_overlap(first, first) == (1 if first.sum() else 0)


def test_overlap_of_known_maps():
    assert measure_overlap([1, 1, 0, 0], [0, 1, 1, 0]) == pytest.approx(1 / 3)
    assert measure_overlap([2.0, 1.0], [1.0, 3.0]) == pytest.approx(2 / 5)
    assert measure_overlap([1, 0], [0, 1]) == 0 == measure_overlap([0, 0], [0, 0])
    assert measure_overlap([], []) == 0
    for first, second in (([1, 2], [1]), ([[1.0]], [[1.0]])):
        with pytest.raises(ValueError, match="same length are needed; got shapes"):
            measure_overlap(first, second)
    for bad in (-0.1, math.nan, math.inf):
        with pytest.raises(ValueError, match="not below 0"):
            measure_overlap([1.0, bad], [1.0, 1.0])
        with pytest.raises(ValueError, match="not below 0"):
            measure_overlap([1.0, 1.0], [bad, 1.0])


def test_the_defaults_stand_where_the_lesson_says():
    declared = {d.key: d.default for d in NetworksParameters.declared.values()}
    assert declared == {"cue": 1.0, "body": 1.2, "mood": 0.5, "closeness": 2.0, "consistency": 0.6, "learning": 0.1,
                        "oxytocin": 1.0, "dopamine": 1.0}
    ends = {d.key: (d.low, d.high) for d in NetworksParameters.declared.values()}
    assert ends == {"cue": (0.3, 3), "body": (0.3, 3), "mood": (0, 1.5), "closeness": (1, 4), "consistency": (0, 0.9),
                    "learning": (0.01, 0.3), "oxytocin": (0, 1), "dopamine": (0, 1)}
    run = simulate_networks(NetworksParameters(), seeded())
    for name, (low, high) in {"situation": (0, 3), "vigour": (0.25, 1), "contrast": (0, 1), "bonded_at": (1, 120)}.items():
        assert run.BOUNDS[name] == (low, high)
    assert {field.name for field in dataclasses.fields(run)} > set(run.BOUNDS)


def test_sources_are_weighted_by_their_precision():
    assert model.weighted_estimate([1, 0], [3, 1]) == 0.75 and model.weighted_estimate([4, 8], [0, 2]) == 8
    assert model.plain_mean([1, 0], [3, 1]) == 0.5
    run = simulate_networks(NetworksParameters(), np.random.default_rng(3))
    weights = [run.weight_seen[7], run.weight_echoed[7], run.weight_expected[7]]
    assert model.weighted_estimate([run.seen[7], run.echoed[7], run.expected_state[7]], weights) == pytest.approx(run.estimate[7])
