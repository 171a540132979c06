"""Stability over time, machinery and maps, against exact results and other methods."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.stats import multivariate_normal, norm

from widgets.continuity import model
from widgets.continuity.model import (
    ContinuityParameters,
    MachineryParameters,
    MapParameters,
    bond_drive,
    changed_class,
    correlation_by_lag,
    map_overlap,
    simulate_maps,
    simulate_one_map,
    simulate_one_weight,
    simulate_prototype,
    simulate_reused_machinery,
    simulate_revisionist,
    simulate_separate_machinery,
    simulate_separate_maps,
    stationary_variances,
)


def seeded(seed=7):
    return np.random.default_rng(seed)


# Stability over time

POINTS = [
    {}, {"event_pull": 0.3, "prototype_pull": 0.2, "prototype_spread": 1.7, "reliability": 1.0, "hardship": 1.2},
    {"event_pull": 0.05, "prototype_pull": 0.02, "prototype_spread": 0.5, "reliability": 0.5, "hardship": 2.0},
    {"prototype_pull": 0.0}, {"prototype_spread": 0.0, "prototype_pull": 0.2},
]


def whole_covariance(p, b):
    """Mean and covariance of one person's 41 scores, hardship or not, from the recursion written as one matrix."""
    a, steps = p.event_pull, 40
    phi = 1 - a - b
    stays, moves = (b / (a + b) * p.prototype_spread)**2, a**2 / (1 - phi**2)
    # Rows: the scores; columns: home, start, burden, 40 experiences, 41 errors, and the constant.
    rows = np.zeros((steps + 1, 3 + steps + steps + 1 + 1))
    rows[0, 0], rows[0, 1] = math.sqrt(stays), math.sqrt(moves)
    for t in range(steps):
        rows[t + 1] = phi * rows[t]
        rows[t + 1, 0] += (1 - phi) * math.sqrt(stays)
        rows[t + 1, 3 + t] += a
        if t >= 10:
            rows[t + 1, 2] -= a * p.hardship / 2
            rows[t + 1, -1] -= a * p.hardship
    noise = math.sqrt((stays + moves) * (1 - p.reliability) / p.reliability)
    rows[:, 3 + steps:3 + 2 * steps + 1] += noise * np.eye(steps + 1)
    spared = rows.copy()
    spared[:, 2] = spared[:, -1] = 0
    return [(each[:, -1], each[:, :-1] @ each[:, :-1].T) for each in (spared, rows)]


def chance_of_change(mean, covariance, border):
    first, last = mean[0], mean[-1]
    pick = np.ix_([0, 40], [0, 40])
    both = multivariate_normal([first, last], covariance[pick]).cdf([border, border])
    below = [norm.cdf((border - m) / math.sqrt(v)) for m, v in ((first, covariance[0, 0]), (last, covariance[40, 40]))]
    return below[0] + below[1] - 2 * both


@pytest.mark.parametrize(("simulate", "prototype"), [(simulate_prototype, True), (simulate_revisionist, False)])
@pytest.mark.parametrize("values", POINTS)
def test_exact_figures_are_those_of_the_whole_covariance(simulate, prototype, values):
    p = ContinuityParameters(**values)
    b = p.prototype_pull if prototype else 0.0
    (mean, spared), (sunk, laden) = whole_covariance(p, b)
    run = simulate(p, seeded())
    np.testing.assert_allclose(run.expected_correlation, spared[0] / spared[0, 0], atol=1e-12)
    np.testing.assert_array_equal(run.expected_correlation, correlation_by_lag(p, range(41), prototype=prototype))
    border = -0.25 * math.sqrt(spared[0, 0])
    assert run.secure_above == pytest.approx(border)
    assert run.expected_changed_without == pytest.approx(chance_of_change(mean, spared, border), abs=1e-5)
    assert run.expected_changed_with == pytest.approx(chance_of_change(sunk, laden, border), abs=1e-5)
    assert run.plateau == pytest.approx(correlation_by_lag(p, [10_000], prototype=prototype)[0])


@pytest.mark.parametrize(("simulate", "b"), [(simulate_prototype, None), (simulate_revisionist, 0.0)])
@pytest.mark.parametrize("values", POINTS[:3])
def test_many_people_have_that_mean_and_covariance(simulate, b, values):
    p = ContinuityParameters(people=500, hardship_share=0.5, **values)
    runs = [simulate(p, seeded(seed)) for seed in range(24)]
    (_, spared), (sunk, laden) = whole_covariance(p, p.prototype_pull if b is None else b)
    scale = spared[0, 0]
    for with_hardship, mean, covariance in ((False, 0 * sunk, spared), (True, sunk, laden)):
        scores = np.concatenate([run.scores[run.hardship == with_hardship] for run in runs])
        np.testing.assert_allclose(scores.mean(axis=0), mean, atol=0.05 * math.sqrt(laden.max()))
        np.testing.assert_allclose(np.cov(scores.T), covariance, atol=0.08 * max(scale, laden.max()))
    for share, name in (("changed_without", False), ("changed_with", True)):
        found = np.mean([getattr(run, share) for run in runs])
        assert found == pytest.approx(getattr(runs[0], f"expected_{share}"), abs=0.025), name
    assert np.mean([run.correlation for run in runs], axis=0) == pytest.approx(runs[0].expected_correlation, abs=0.03)


def test_what_a_run_says_of_its_people_is_so():
    p = ContinuityParameters(people=260, hardship_share=0.4)
    run = simulate_prototype(p, seeded())
    assert run.scores.shape == (260, 41) and run.hardship.sum() == 104 and run.lag.tolist() == list(range(41))
    spared = run.scores[~run.hardship]
    for lag in (0, 1, 17, 40):
        assert run.correlation[lag] == pytest.approx(np.corrcoef(spared[:, 0], spared[:, lag])[0, 1])
    classes = run.scores > run.secure_above
    assert run.changed_with == np.mean(classes[run.hardship, 0] != classes[run.hardship, 40])
    assert run.changed_without == np.mean(classes[~run.hardship, 0] != classes[~run.hardship, 40])
    assert 0.5 < classes[:, 0].mean() < 0.7
    # Home is where a person without noise comes to rest.
    still = dataclasses.replace(p, reliability=1.0, event_pull=0.02, prototype_pull=0.4, people=500)
    quiet = simulate_prototype(still, seeded())
    free = ~quiet.hardship
    assert np.corrcoef(quiet.home[free], quiet.scores[free, -1])[0, 1] > 0.99
    assert np.std(quiet.home) == pytest.approx(0.4 / 0.42, rel=0.1)


def test_hardship_begins_after_the_tenth_step_and_lowers_most_but_not_all():
    one, two = (simulate_prototype(ContinuityParameters(hardship=h), seeded()) for h in (0.0, 1.0))
    np.testing.assert_array_equal(one.scores[:, :11], two.scores[:, :11])
    np.testing.assert_array_equal(one.scores[~one.hardship], two.scores[~two.hardship])
    fell = (two.scores - one.scores)[two.hardship, 40]
    assert (two.scores - one.scores)[two.hardship, 11].min() < -0.1
    assert fell.mean() == pytest.approx(-0.75, abs=0.15) and fell.std() == pytest.approx(0.375, abs=0.08)
    assert (fell > -0.3).sum() >= 3, "people differ in how it reaches them"


def test_claim_and_rival_get_the_same_luck():
    claim, rival = (simulate(ContinuityParameters(prototype_pull=0.0), seeded()) for simulate in
                    (simulate_prototype, simulate_revisionist))
    np.testing.assert_array_equal(claim.scores, rival.scores)
    far = simulate_revisionist(ContinuityParameters(prototype_pull=0.4), seeded())
    np.testing.assert_array_equal(far.scores, rival.scores)
    assert far.plateau == 0 == np.ptp(far.home)


@given(st.floats(0.02, 0.5), st.floats(0, 0.4), st.floats(0, 2), st.floats(0.4, 1))
@settings(max_examples=60, deadline=None)
def test_the_correlation_falls_from_the_reliability_to_the_plateau(a, b, spread, reliability):
    p = ContinuityParameters(event_pull=a, prototype_pull=b, prototype_spread=spread, reliability=reliability)
    by_lag = correlation_by_lag(p, np.arange(60))
    stays, moves = stationary_variances(a, b, spread)
    assert by_lag[0] == 1 and by_lag[1] <= reliability + 1e-12
    assert (np.diff(by_lag) <= 1e-12).all()
    assert by_lag[-1] >= reliability * stays / (stays + moves) - 1e-12
    revised = correlation_by_lag(p, [1, 7], prototype=False)
    assert revised == pytest.approx([reliability * (1 - a), reliability * (1 - a)**7])


@pytest.mark.parametrize(("b", "after_ten", "after_forty"), [(0.0, 0.197, 0.002), (0.05, 0.554, 0.500), (0.15, 0.854, 0.850)])
def test_a_few_correlations_worked_out_by_hand(b, after_ten, after_forty):
    p = ContinuityParameters(prototype_pull=b, reliability=1.0)
    assert correlation_by_lag(p, [10, 40]) == pytest.approx([after_ten, after_forty], abs=6e-4)
    assert correlation_by_lag(dataclasses.replace(p, reliability=0.5), [10]) == pytest.approx([after_ten / 2], abs=6e-4)


@given(st.floats(-0.95, 0.95), st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
@settings(max_examples=40, deadline=None)
def test_the_chance_to_change_class_is_that_of_scipy(r, c, d):
    both = multivariate_normal([0, 0], [[1, r], [r, 1]]).cdf([c, d])
    assert changed_class(r, c, d) == pytest.approx(norm.cdf(c) + norm.cdf(d) - 2 * both, abs=2e-5)


def test_known_chances_to_change_class():
    for r in (-0.5, 0.0, 0.3, 0.9, 0.9999):
        assert changed_class(r, 0, 0) == pytest.approx(math.acos(r) / math.pi, abs=1e-6)
    assert changed_class(0.0, -0.25, -0.25) == pytest.approx(2 * norm.cdf(-0.25) * norm.cdf(0.25))
    assert changed_class(0.99999, -0.25, -0.25) == pytest.approx(0, abs=3e-3)
    # The correlation of the meta-analysis means that some two people in five change class; that of .77, one in five.
    assert changed_class(0.28, -0.25, -0.25) == pytest.approx(0.40, abs=0.005)
    assert changed_class(0.77, -0.25, -0.25) == pytest.approx(0.21, abs=0.005)


# Machinery

@pytest.mark.parametrize("simulate", [simulate_reused_machinery, simulate_one_weight, simulate_separate_machinery])
@pytest.mark.parametrize("values", [{}, {"dopamine": 0.3, "hours": 30.0, "peer_weight": 0.4, "mate_weight": 0.9},
                                    {"dopamine": 2.0, "learning_rate": 0.03, "individual_spread": 0.8}])
def test_values_follow_the_declared_equation(simulate, values):
    p = MachineryParameters(**values)
    run = simulate(p, seeded(2))
    gains = seeded(2).standard_normal((2, 40))
    if simulate is not simulate_separate_machinery:
        gains[1] = gains[0]
    weights = (p.mate_weight, p.mate_weight if simulate is simulate_one_weight else p.peer_weight)
    for animal in (0, 17, 39):
        for gain, weight, value in zip(gains, weights, (run.value_mate, run.value_peer)):
            rate = p.learning_rate * math.exp(p.individual_spread * gain[animal] - p.individual_spread**2 / 2)
            drive = 1 - weight + weight * p.dopamine
            solved = solve_ivp(lambda t, v: rate * drive * (1 - v), (0, p.hours), [0.0], t_eval=run.hours,
                               rtol=1e-10, atol=1e-12)
            np.testing.assert_allclose(value[animal], solved.y[0], atol=1e-8)
    assert (run.hours[0], run.hours[-1], len(run.hours)) == (0, p.hours, 49)


def test_preference_is_share_of_time_and_chance_is_the_same_with_and_without_the_drug():
    p = MachineryParameters(dopamine=0.4, noise=0.5)
    run = simulate_reused_machinery(p, seeded())
    rng = seeded()
    rng.standard_normal((2, 40))
    chance = 0.5 * rng.standard_normal((2, 40))
    for preference, value, luck in ((run.preference_mate, run.value_mate, chance[0]),
                                    (run.preference_peer, run.value_peer, chance[1])):
        np.testing.assert_allclose(np.log(preference / (1 - preference)), 3 * value[:, -1] + luck)
    untreated = simulate_reused_machinery(dataclasses.replace(p, dopamine=1.0), seeded())
    np.testing.assert_allclose(run.untreated_mate, untreated.preference_mate)
    np.testing.assert_allclose(run.untreated_peer, untreated.preference_peer)
    np.testing.assert_allclose(run.untreated_mate, untreated.untreated_mate)

    def above(value):
        return np.mean(1 / (1 + np.exp(-3 * value[:, -1])) - 0.5)

    assert run.kept_mate == pytest.approx(above(run.value_mate) / above(untreated.value_mate))
    assert run.kept_peer == pytest.approx(above(run.value_peer) / above(untreated.value_peer))
    assert untreated.kept_mate == untreated.kept_peer == 1
    assert run.across_bonds == pytest.approx(np.corrcoef(run.preference_mate, run.preference_peer)[0, 1])


@pytest.mark.parametrize(("weight", "dopamine", "drive"), [(1, 0, 0), (0, 0, 1), (0.2, 2, 1.2), (0.7, 1, 1), (0.25, 0, 0.75)])
def test_the_drive_of_a_bond(weight, dopamine, drive):
    assert bond_drive(weight, dopamine) == pytest.approx(drive)


def test_individuals_differ_as_declared_about_a_mean_that_stays():
    p = MachineryParameters(individual_spread=0.6, hours=1.0, learning_rate=0.05)
    for simulate in (simulate_reused_machinery, simulate_separate_machinery):
        values = np.concatenate([simulate(p, seeded(seed)).value_peer[:, -1] for seed in range(100)])
        rates = -np.log1p(-values)
        assert rates.mean() == pytest.approx(0.05, rel=0.04)
        assert np.log(rates).std() == pytest.approx(0.6, rel=0.04)


def across(simulate, **values):
    return np.mean([simulate(MachineryParameters(**values), seeded(seed)).across_bonds for seed in range(60)])


def test_shared_machinery_makes_bonds_alike_only_if_individuals_differ():
    """The lesson's point: the mechanism may be the same in every bond while one bond of an animal says nothing of the next."""
    assert across(simulate_reused_machinery, individual_spread=0.6) > 0.6
    assert abs(across(simulate_separate_machinery, individual_spread=0.6)) < 0.08
    assert abs(across(simulate_reused_machinery, individual_spread=0.0)) < 0.08
    assert across(simulate_reused_machinery, noise=1.0) < 0.5 * across(simulate_reused_machinery, noise=0.1)


def test_early_care_that_sets_the_shared_rate_changes_both_bonds():
    slow, fast = (simulate_reused_machinery(MachineryParameters(learning_rate=rate), seeded()) for rate in (0.03, 0.15))
    assert fast.preference_mate.mean() > slow.preference_mate.mean() + 0.1
    assert fast.preference_peer.mean() > slow.preference_peer.mean() + 0.1


# Maps

@pytest.mark.parametrize(("simulate", "reuse"), [(simulate_maps, 0.4), (simulate_one_map, 1.0), (simulate_separate_maps, 0.0)])
def test_maps_are_noise_plus_the_declared_answer(simulate, reuse):
    p = MapParameters(reuse=0.4, effect=0.7, people=36, second_strength=0.5, threshold=2.5)
    run, noise = simulate(p, seeded()), seeded().standard_normal((3, 200))
    assert run.truly_first.sum() == run.truly_second.sum() == 60
    assert (run.truly_first & run.truly_second).sum() == round(60 * reuse)
    np.testing.assert_allclose(run.first, 0.7 * 6 * run.truly_first + noise[0])
    np.testing.assert_allclose(run.second, 0.5 * 0.7 * 6 * run.truly_second + noise[1])
    np.testing.assert_allclose(run.again, 0.7 * 6 * run.truly_first + noise[2])
    for z, shown in ((run.first, run.shown_first), (run.second, run.shown_second), (run.again, run.shown_again)):
        np.testing.assert_array_equal(shown, z > 2.5)
    assert run.overlap == (run.shown_first & run.shown_second).sum() / (run.shown_first | run.shown_second).sum()
    assert run.overlap_again == (run.shown_first & run.shown_again).sum() / (run.shown_first | run.shown_again).sum()
    assert run.in_both == np.mean((run.first > 2.5) & (run.second > 2.5))
    difference = (run.first - run.second) / math.sqrt(2)
    assert (run.more_first, run.more_second) == (np.mean(difference > 2.5), np.mean(difference < -2.5))
    assert run.place.tolist() == list(range(200))


def test_overlap_by_chance_is_that_of_shuffled_maps():
    run, rng = simulate_maps(MapParameters(effect=1.5), seeded()), seeded(1)
    shuffled = [map_overlap(run.shown_first, rng.permutation(run.shown_second)) for _ in range(2000)]
    assert run.overlap_by_chance == pytest.approx(np.mean(shuffled), abs=0.005)


def test_empty_maps_do_not_overlap():
    run = simulate_maps(MapParameters(effect=0.2, people=8, threshold=4.0), seeded())
    assert not run.shown_first.any() and not run.shown_second.any()
    assert run.overlap == run.overlap_by_chance == 0 == map_overlap(run.shown_first, run.shown_first)
    assert map_overlap(np.array([True, True, False]), np.array([False, True, True])) == pytest.approx(1 / 3)


def test_a_blob_depends_on_the_threshold_and_on_how_many_were_scanned():
    def shown(**values):
        return np.mean([simulate_maps(MapParameters(**values), seeded(seed)).shown_first.mean() for seed in range(20)])

    assert shown(threshold=1.5) > shown() > shown(threshold=4.0)
    assert shown(people=10) < 0.15 < shown(people=60) == pytest.approx(0.3, abs=0.01)


# Declarations

def test_boxes_and_defaults():
    def box(kind):
        return {d.key: (d.low, d.default, d.high) for d in kind.declared.values()}

    assert box(ContinuityParameters) == {
        "a": (0.02, 0.15, 0.5), "b": (0, 0.05, 0.4), "spread": (0, 1, 2), "reliability": (0.4, 0.8, 1),
        "hardship": (0, 0.6, 2),
        "share": (0.1, 0.36, 0.9), "people": (50, 200, 500)}
    assert box(MachineryParameters) == {
        "rate": (0.01, 0.1, 0.3), "spread": (0, 0.3, 1), "mate": (0, 1, 1), "peer": (0, 0.2, 1), "dopamine": (0, 1, 2),
        "hours": (1, 12, 48), "noise": (0.05, 0.3, 1)}
    assert box(MapParameters) == {
        "reuse": (0.1, 0.5, 0.9), "effect": (0.2, 0.8, 2), "second": (0.3, 1, 1), "people": (8, 20, 100),
        "threshold": (1.5, 3.1, 4)}
    # 18 of the 50 that were seen again had met negative life events.
    assert ContinuityParameters.declared["hardship_share"].default == 18 / 50
    for run in (model.ContinuityRun, model.MachineryRun, model.MapsRun):
        assert all(low in (0, -1) and high in (1, 40) for low, high in run.BOUNDS.values())
