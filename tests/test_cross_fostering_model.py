"""Fostered pups, blocked receptors and a mark on the DNA: against exact results and another solver."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from widgets.cross_fostering import model
from widgets.cross_fostering.model import (
    DAYS,
    DOSES,
    CrossFosteringParameters,
    MarkParameters,
    ReceptorParameters,
    licking_after,
    occupancy,
    receptors_after,
    simulate_biology_only,
    simulate_cross_fostering,
    simulate_inherited_mark,
    simulate_intact_families,
    simulate_mark,
    simulate_receptors,
    simulate_receptors_as_bystander,
    simulate_written_once,
    stable_states,
)

EXACT = CrossFosteringParameters(spread=0)
quick = settings(max_examples=40, deadline=None, phases=[Phase.generate])
"""A failure is told as it was met: looking for the simplest one takes long."""


def seeded(seed=7):
    return np.random.default_rng(seed)


def any_parameters(kind):
    return st.builds(lambda values: kind(**values), st.fixed_dictionaries(
        {name: st.floats(d.low, d.high) for name, d in kind.declared.items()}))


def hill(x, n):
    return max(x, 0.0) ** n / (0.5**n + max(x, 0.0) ** n)


# The response to care


@given(st.floats(-0.6, 1.5), st.floats(1, 8))
@quick
def test_the_response_to_care_is_hills(care, steepness):
    assert receptors_after(care, steepness) == pytest.approx(hill(care, steepness))
    assert licking_after(care, steepness) == pytest.approx(0.12 + 0.76 * hill(care, steepness))


def test_no_care_half_and_much():
    assert licking_after(-1.0) == 0.12 and receptors_after(0.5) == 0.5 and licking_after(1e6) == pytest.approx(0.88)
    assert licking_after(0.25) == pytest.approx(0.12 + 0.76 / 65) and receptors_after(0.25) == pytest.approx(1 / 65)


@pytest.mark.parametrize(("steepness", "between"), [
    (1.0, [(0.4, 0.6)]), (2.0, [(0.4, 0.6)]), (2.6, [(0, 0.3), (0.49, 0.51)]), (2.7, [(0, 0.3), (0.505, 1)]),
    (4.0, [(0, 0.495), (0.505, 1)]), (6.0, [(0, 0.495), (0.505, 1)]), (8.0, [(0, 0.495), (0.505, 1)])])
def test_stable_states_are_those_that_another_solver_finds(steepness, between):
    # The middle, 1/2, is a fixed point whatever n is; its slope, gain n/(4 K), passes 1 at n = 4 K / gain = 2.63.
    found = [brentq(lambda x: licking_after(x, steepness) - x, *ends) for ends in between]
    np.testing.assert_allclose(stable_states(steepness), found, atol=1e-5)
    assert (0.5 == pytest.approx(found[-1], abs=1e-9)) == (steepness < 4 * 0.5 / 0.76)


def test_the_two_lines_stand_at_the_stable_states():
    np.testing.assert_allclose(stable_states(6.0), [model.LOW_LINE, model.HIGH_LINE], atol=0.001)


# Pups given to other mothers


@given(any_parameters(CrossFosteringParameters))
@quick
def test_each_group_has_what_its_history_calls_for(p):
    for simulate, raised in ((simulate_cross_fostering, (0, 1, 0, 1)), (simulate_intact_families, (0, 0, 1, 1)),
                             (simulate_biology_only, (0, 1, 0, 1))):
        run = simulate(p, seeded())
        share = 1.0 if simulate is simulate_biology_only else p.biology_share
        np.testing.assert_array_equal(run.raised_by_high, np.array(raised, dtype=bool))
        np.testing.assert_array_equal(run.born_to_high, [False, False, True, True])
        for group, (born, reared) in enumerate(zip((0, 0, 1, 1), raised)):
            line, care = (0.12, 0.85)[born], (0.12, 0.85)[reared]
            assert run.care_received[group] == care
            reached = (1 - share) * care + share * line + p.environment
            assert run.receptors[group] == pytest.approx(hill(reached, p.steepness))
            assert run.expected[group] == pytest.approx(0.12 + 0.76 * hill(reached, p.steepness))
            follow = run.expected[group]
            for later in run.line[group]:
                assert later == pytest.approx(follow)
                follow = 0.12 + 0.76 * hill((1 - share) * follow + share * line, p.steepness)
            own = (1 - share) * run.licking[group, 0] + share * line
            assert run.next_receptors[group, 0] == pytest.approx(hill(own, p.steepness))
        assert run.line.shape == (4, 8) and run.licking.shape == run.next_licking.shape == (4, round(p.females))


def test_sisters_differ_by_the_spread_and_nobody_licks_less_than_not_at_all():
    p = CrossFosteringParameters(females=40, spread=0.05)
    runs = [simulate_cross_fostering(p, seeded(seed)) for seed in range(50)]
    first = np.concatenate([run.licking - run.expected[:, None] for run in runs])
    assert first.std() == pytest.approx(0.05, rel=0.05) and abs(first.mean()) < 0.003
    later = np.concatenate([run.next_licking - (0.12 + 0.76 * run.next_receptors) for run in runs])
    assert later.std() == pytest.approx(0.05, rel=0.05) and abs(later.mean()) < 0.003
    assert abs(np.corrcoef(first.ravel(), later.ravel())[0, 1]) < 0.05
    wide = simulate_cross_fostering(CrossFosteringParameters(females=40, spread=0.2), seeded())
    assert wide.licking.min() == 0 and wide.next_licking.min() == 0


def test_without_chance_the_comparison_gives_the_exact_effects():
    for share in (0.0, 0.3, 1.0):
        run = simulate_cross_fostering(dataclasses.replace(EXACT, biology_share=share), seeded())
        low_low, low_high, high_low, high_high = run.expected
        assert run.rearing_effect == pytest.approx((low_high + high_high - low_low - high_low) / 2)
        assert run.biology_effect == pytest.approx((high_low + high_high - low_low - low_high) / 2)
        assert run.total_effect == pytest.approx(high_high - low_low)
        assert run.told_apart and run.rearing_error == run.biology_error == pytest.approx(0, abs=1e-12)


def test_the_standard_error_is_that_of_repeated_experiments():
    runs = [simulate_cross_fostering(CrossFosteringParameters(females=10), seeded(seed)) for seed in range(400)]
    spread = np.std([run.biology_effect for run in runs])
    assert np.mean([run.biology_error for run in runs]) == pytest.approx(spread, rel=0.1)
    assert spread == pytest.approx(np.std([run.rearing_effect for run in runs]), rel=0.12)
    # Licking cut at 0 shortens the spread of the low groups a little, no more.
    assert spread == pytest.approx(0.08 / math.sqrt(10), rel=0.15)


def test_in_intact_families_every_split_gives_the_same_numbers():
    runs = [simulate_intact_families(CrossFosteringParameters(biology_share=share), seeded()) for share in (0.0, 0.4, 1.0)]
    for run in runs[1:]:
        np.testing.assert_allclose(run.licking, runs[0].licking, atol=1e-12)
        assert run.total_effect == pytest.approx(runs[0].total_effect)
    for run in runs:
        assert not run.told_apart
        assert all(math.isnan(value) for value in (run.rearing_effect, run.biology_effect, run.rearing_error,
                                                   run.biology_error))
    fostered = [simulate_cross_fostering(CrossFosteringParameters(biology_share=share), seeded()) for share in (0.0, 1.0)]
    assert fostered[0].rearing_effect > 0.6 > 0.1 > fostered[1].rearing_effect
    np.testing.assert_array_equal(fostered[1].licking, simulate_biology_only(CrossFosteringParameters(), seeded()).licking)


# Receptors


@given(any_parameters(ReceptorParameters))
@quick
def test_a_dose_takes_away_what_works_through_the_receptors(p):
    run = simulate_receptors(p, seeded())
    left = (p.oxytocin / (p.oxytocin + 1 + p.dose)) / (p.oxytocin / (p.oxytocin + 1))
    assert run.occupancy == pytest.approx(p.oxytocin / (p.oxytocin + 1 + p.dose))
    assert run.share_left == pytest.approx(1 - p.through_receptors * (1 - left))
    assert run.difference == pytest.approx(0.76 * (hill(0.85, 6) - hill(0.12, 6)))
    assert run.difference_treated == pytest.approx(run.share_left * run.difference)
    np.testing.assert_allclose(run.receptors, [hill(0.12, 6), hill(0.85, 6)])
    assert (np.diff(run.by_dose, axis=1) <= 1e-12).all()
    np.testing.assert_allclose(run.by_dose[:, 0], 0.12 + 0.76 * run.receptors)
    at = 40
    left = occupancy(p.oxytocin, DOSES[at]) / occupancy(p.oxytocin, 0.0)
    np.testing.assert_allclose(run.by_dose[:, at], 0.12 + 0.76 * run.receptors * (1 - p.through_receptors * (1 - left)))
    still = simulate_receptors_as_bystander(p, seeded())
    assert still.share_left == 1 and np.ptp(still.by_dose, axis=1) == pytest.approx(0)
    np.testing.assert_array_equal(still.untreated, run.untreated)


def test_mothers_of_a_line_differ_by_the_spread():
    p = ReceptorParameters(mothers=40, spread=0.04, dose=1, through_receptors=0.5)
    runs = [simulate_receptors(p, seeded(seed)) for seed in range(50)]
    for name, line in (("untreated", [run.by_dose[:, 0] for run in runs]), ("treated", None)):
        drawn = np.array([getattr(run, name) for run in runs])
        assert drawn.shape == (50, 2, 40)
        assert drawn.std(axis=(0, 2)) == pytest.approx([0.04, 0.04], rel=0.06)
        mean = drawn.mean(axis=(0, 2))
        if line is not None:
            np.testing.assert_allclose(mean, line[0], atol=0.004)
        assert mean[1] - mean[0] == pytest.approx(
            runs[0].difference if name == "untreated" else runs[0].difference_treated, abs=0.006)
    wide = simulate_receptors(ReceptorParameters(mothers=40, spread=0.2), seeded())
    assert wide.untreated.min() == 0 and wide.treated.min() == 0
    assert DOSES[0] == 0 and DOSES[1] == pytest.approx(0.01) and DOSES[-1] == pytest.approx(1000) and DOSES.size == 61


def test_half_the_occupancy_is_lost_when_the_dose_is_one_more_than_the_oxytocin():
    # Gaddum: the antagonist must double O + 1.
    for oxytocin in (0.5, 1.0, 7.0):
        assert occupancy(oxytocin, oxytocin + 1) == pytest.approx(occupancy(oxytocin, 0.0) / 2)


# The mark


def mark_by_scipy(p, target, start, treated):
    """The same equation by another solver, piece by piece because it jumps."""
    def slopes(t, m):
        if t < p.window:
            return p.setting * (target - m)
        rate = p.forgetting * (0.5 - m)
        return rate - p.inhibitor * m + p.methionine * (1 - m) if treated and 90 <= t < 97 else rate

    days, marks, now = [0.0], [start], start
    for begin, end in zip((0, p.window, 90, 97), (p.window, 90, 97, 120)):
        middle = [day for day in DAYS if begin < day <= end]
        piece = solve_ivp(lambda t, m: slopes(min(t, end - 1e-9), m), (begin, end), [now], rtol=1e-10, atol=1e-12,
                          dense_output=True, method="DOP853")
        days, marks, now = days + middle, marks + list(piece.sol(middle)[0]), piece.y[0][-1]
    np.testing.assert_allclose(days, DAYS)
    return np.array(marks)


@pytest.mark.parametrize("values", [
    {}, {"window": 5, "setting": 0.2, "forgetting": 0.02, "inhibitor": 0.1, "methionine": 0.3},
    {"forgetting": 0, "inhibitor": 0, "methionine": 0.5}, {"window": 6.6}])
def test_the_mark_agrees_with_scipy(values):
    p = MarkParameters(**values)
    for simulate, targets, starts in (
            (simulate_mark, (0.88, 0.15, 0.88, 0.15), (0.5,) * 4),
            (simulate_inherited_mark, (0.88, 0.88, 0.15, 0.15), (0.88, 0.88, 0.15, 0.15))):
        run = simulate(p, seeded())
        for group in range(4):
            for course, treated in ((run.untreated, False), (run.treated, True)):
                np.testing.assert_allclose(course[group], mark_by_scipy(p, targets[group], starts[group], treated), atol=1e-7)


def test_the_summary_of_a_run_is_that_of_its_courses():
    p = MarkParameters(window=10, forgetting=0.01, inhibitor=0.2)
    run = simulate_mark(p, seeded())
    low, high = run.untreated[[0, 2]].mean(axis=0), run.untreated[[1, 3]].mean(axis=0)
    np.testing.assert_allclose(run.by_rearing, low - high)
    np.testing.assert_allclose(run.by_rearing_treated, run.treated[[0, 2]].mean(axis=0) - run.treated[[1, 3]].mean(axis=0))
    np.testing.assert_allclose(run.by_birth, run.untreated[:2].mean(axis=0) - run.untreated[2:].mean(axis=0))
    gap = 0.73 * (1 - math.exp(-0.5 * 10))
    exact = [0, gap, gap * math.exp(-0.01 * 80), gap * math.exp(-0.01 * 87 - 0.2 * 7)]
    np.testing.assert_allclose([run.at_birth, run.after_window, run.as_adults, run.after_treatment], exact, atol=1e-9)
    np.testing.assert_array_equal(run.day, np.linspace(0, 120, 481))


def test_what_is_written_once_stays():
    p = MarkParameters(forgetting=0.05, inhibitor=2, methionine=2)
    run, open_run = simulate_written_once(p, seeded()), simulate_mark(p, seeded())
    np.testing.assert_array_equal(run.treated, run.untreated)
    after = DAYS >= p.window
    assert np.ptp(run.untreated[:, after], axis=1).max() < 1e-12
    np.testing.assert_allclose(run.untreated[:, ~after], open_run.untreated[:, ~after])
    np.testing.assert_array_equal(run.raised_by_high, [False, True, False, True])
    np.testing.assert_array_equal(run.born_to_high, [False, False, True, True])
