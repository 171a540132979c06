"""Two partners and a population of cells, against exact results and another solver."""

import itertools
import math
import warnings

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from widgets.parameters import Parameter
from widgets.selectivity import model
from widgets.selectivity.model import (
    ANIMALS,
    CELLS,
    BondParameters,
    EnsembleParameters,
    selectivity_threshold,
    simulate_ensembles,
    simulate_ensembles_without_competition,
    simulate_one_receptor,
    simulate_selective_bond,
    simulate_value_only,
)

BONDS = [simulate_selective_bond, simulate_one_receptor, simulate_value_only]
ENSEMBLES = [simulate_ensembles, simulate_ensembles_without_competition]
CASES = [{}, {"mating": 4.0, "first_days": 0.25, "gap": 0.0}, {"gap": -7.0, "reopening": 0.8, "second_days": 3.0},
         {"gap": -4.0, "inhibition": 0.7}, {"d1_agonist": 0.6, "gap": 30.0, "bond_memory": 15.0},
         {"gap": -20.0, "second_days": 12.0, "inhibition": 1.4, "first_days": 8.0}]
TRACES = ("trace_first", "trace_second", "bond_first", "bond_second", "d1_receptors")


def seeded(seed=7):
    return np.random.default_rng(seed)


def run(simulate=simulate_selective_bond, seed=7, **values):
    return simulate(BondParameters(**values), seeded(seed))


def random_values(parameters, rng):
    return {name: rng.uniform(d.low, d.high) for name, d in parameters.declared.items() if isinstance(d, Parameter)}


# ---- one partner, then another ----------------------------------------------------------------------------------------------

def cuts_of(p):
    arrival = max(0.0, p.first_days + p.gap)
    leaves = arrival + p.second_days
    return arrival, leaves, sorted({0.0, p.first_days, arrival, leaves})


def by_scipy(result, p, slopes, size):
    """Solve piece by piece; `slopes(y, first, second, drug, inhibition)` is written out once more in each test."""
    arrival, leaves, cuts = cuts_of(p)
    paths, y = np.zeros((size, result.time.size)), np.zeros(size)
    for a, b in itertools.pairwise(cuts):
        first, second = b <= p.first_days, arrival <= a and b <= leaves
        early = b <= min(arrival, p.first_days)
        solution = solve_ivp(lambda t, y: slopes(y, first, second, early), (a, b), y, rtol=1e-8, atol=1e-10, max_step=0.2,
                             dense_output=True)
        y = solution.y[:, -1]
        inside = (result.time >= a - 1e-9) & (result.time <= b + 1e-9)
        paths[:, inside] = solution.sol(np.clip(result.time[inside], a, b))
    return paths


def bond_slopes(p, drug_sign):
    def slopes(y, first, second, early):
        f1, f2, s1, s2, d = y
        veto = 1 + drug_sign * p.d1_agonist if early else 1.0
        g = p.inhibition if early else p.inhibition * (1 - p.reopening)
        learn, keep = p.mating * p.learning_rate * veto, p.mating * p.consolidation
        return [learn * first * max(0.0, 1 - g * s2) * (1 - f1) - f1 / p.fresh_memory,
                learn * second * max(0.0, 1 - g * s1) * (1 - f2) - f2 / p.fresh_memory,
                keep * first * f1 * (1 - s1) - s1 / p.bond_memory, keep * second * f2 * (1 - s2) - s2 / p.bond_memory,
                (max(s1, s2) - d) / 10]
    return slopes


def value_slopes(p):
    alpha = p.consolidation * p.learning_rate / (p.learning_rate + 1 / p.fresh_memory) * p.mating

    def slopes(y, first, second, early):
        error = 1 - first * y[0] - second * y[1]
        rate = alpha * ((1 - p.d1_agonist) if early else 1.0)
        return [rate * first * error, rate * second * error]
    return slopes


@pytest.mark.parametrize("values", CASES)
@pytest.mark.parametrize(("simulate", "sign"), [(simulate_selective_bond, -1), (simulate_one_receptor, 1)])
def test_bonds_agree_with_scipy(values, simulate, sign):
    p = BondParameters(**values)
    result = simulate(p, seeded())
    exact = by_scipy(result, p, bond_slopes(p, sign), 5)
    for name, path in zip(TRACES, exact):
        np.testing.assert_allclose(getattr(result, name), path, atol=3e-3, err_msg=name)


@pytest.mark.parametrize("values", CASES)
def test_value_only_agrees_with_scipy(values):
    p = BondParameters(**values)
    result = simulate_value_only(p, seeded())
    exact = by_scipy(result, p, value_slopes(p), 2)
    np.testing.assert_allclose([result.bond_first, result.bond_second], exact, atol=1e-6)
    assert not result.trace_first.any() and not result.trace_second.any()


def test_the_error_falls_with_the_square_of_the_step(monkeypatch):
    p = BondParameters(gap=-7.0, reopening=0.6, mating=2.0)
    errors = []
    for factor in (1, 2, 4):
        monkeypatch.setattr(model, "PHASE_STEPS", tuple(factor * n for n in (40, 30, 40)))
        result = simulate_selective_bond(p, seeded())
        exact = by_scipy(result, p, bond_slopes(p, -1), 5)
        errors.append(max(np.abs(getattr(result, name) - path).max() for name, path in zip(TRACES, exact)))
    assert errors[0] / errors[1] > 3.3 and errors[1] / errors[2] > 3.3


def test_halving_the_step_changes_no_conclusion(monkeypatch):
    rng, steps = seeded(11), model.PHASE_STEPS
    for _ in range(16):
        p = BondParameters(**random_values(BondParameters, rng))
        monkeypatch.setattr(model, "PHASE_STEPS", steps)
        coarse = simulate_selective_bond(p, seeded())
        monkeypatch.setattr(model, "PHASE_STEPS", tuple(2 * n for n in steps))
        fine = simulate_selective_bond(p, seeded())
        for name in ("middle_preference_first", "middle_preference_second", "middle_acceptance_second"):
            assert getattr(coarse, name) == pytest.approx(getattr(fine, name), abs=0.02), name
        assert coarse.middle_aggression == pytest.approx(fine.middle_aggression, abs=0.01)
        assert math.isnan(coarse.replacement_gap) == math.isnan(fine.replacement_gap)
        assert coarse.replacement_gap == pytest.approx(fine.replacement_gap, abs=0.5, nan_ok=True)


@pytest.mark.parametrize(("values", "length", "first", "second"), [
    ({}, 22.0, (0, 10), (17, 22)), ({"gap": 0.0}, 15.0, (0, 10), (10, 15)),
    ({"gap": -7.0, "second_days": 3.0}, 10.0, (0, 10), (3, 6)),
    ({"gap": -4.0, "second_days": 9.0}, 15.0, (0, 10), (6, 15)), ({"gap": -20.0, "second_days": 2.0}, 10.0, (0, 10), (0, 2))])
def test_who_is_there_and_when(values, length, first, second):
    result = run(**values)
    assert result.time[0] == 0 and result.time[-1] == pytest.approx(length) and (np.diff(result.time) >= 0).all()
    assert result.first_present[0] and not result.second_present[0]
    lengths = np.diff(result.time)
    for present, (start, end) in ((result.first_present, first), (result.second_present, second)):
        assert lengths[present[1:]].sum() == pytest.approx(end - start)
        middles = (result.time[1:] + result.time[:-1]) / 2
        assert (present[1:] == ((middles > start) & (middles < end)))[lengths > 0].all()


def test_long_company_brings_the_bond_to_its_exact_height_and_time_alone_lets_it_fade():
    result = run(first_days=30.0, bond_memory=5.0, gap=20.0)
    trace = 1.5 / (1.5 + 1 / 2)
    height = 0.5 * trace / (0.5 * trace + 1 / 5)
    at_parting = model.PHASE_STEPS[0]
    assert result.trace_first[at_parting] == pytest.approx(trace, abs=1e-4)
    assert result.bond_first[at_parting] == pytest.approx(height, abs=1e-4)
    apart = at_parting + model.PHASE_STEPS[1]
    assert result.bond_first[apart] == pytest.approx(height * math.exp(-20 / 5), abs=1e-5)
    assert result.trace_first[apart] == pytest.approx(trace * math.exp(-20 / 2), abs=1e-6)
    assert result.dopamine_ratio_together == pytest.approx(1 + result.value_first[at_parting] / 0.3)
    assert result.dopamine_ratio_apart == pytest.approx(1 + result.value_first[apart] / 0.3)
    overlap = run(gap=-3.0)
    assert overlap.dopamine_ratio_apart == overlap.dopamine_ratio_together
    assert overlap.dopamine_ratio_together == pytest.approx(1 + overlap.value_first[at_parting] / 0.3)
    np.testing.assert_array_equal(overlap.dopamine_partner, 0.3 + overlap.value_first)
    assert (overlap.dopamine_stranger == 0.3).all()


def test_the_tests_read_value_through_the_choice_rule():
    result = run(gap=20.0)
    met = model.PHASE_STEPS[0]
    first, v1, v2 = result.value_first[met], result.value_first[-1], result.value_second[-1]
    np.testing.assert_array_equal(result.value_first, result.bond_first + 0.05 * result.trace_first)
    np.testing.assert_array_equal(result.value_second, result.bond_second + 0.05 * result.trace_second)
    for share, advantage in ((result.middle_preference_first, first), (result.middle_preference_second, v2 - v1),
                             (result.middle_acceptance_second, v2)):
        assert math.log(share / (1 - share)) == pytest.approx(8 * advantage)
    assert result.middle_aggression == pytest.approx(result.d1_receptors[met] * first)
    assert run(gap=20.0, d1_block=0.25).middle_aggression == pytest.approx(0.75 * result.middle_aggression)
    assert run(sharpness=4.0).middle_preference_first == pytest.approx(1 / (1 + math.exp(-4 * first)))


def test_individuals_differ_in_learning_and_in_their_days():
    runs = [run(seed=seed, d1_agonist=1.0, second_days=0.25, learning_rate=0.2) for seed in range(40)]
    for name in ("preference_first", "preference_second", "acceptance_second"):
        shares = np.array([getattr(r, name) for r in runs])
        assert shares.shape == (40, ANIMALS)
        odds = np.log(shares / (1 - shares))
        assert odds.std() == pytest.approx(0.5, rel=0.06) and abs(odds.mean()) < 0.1
    # The three tests are three different days.
    assert abs(np.corrcoef(runs[0].preference_first, runs[0].acceptance_second)[0, 1]) < 0.6
    assert runs[0].aggression.shape == (ANIMALS,) and not runs[0].aggression.any()
    attacks = np.array([run(simulate_one_receptor, seed=seed, first_days=0.25, learning_rate=0.2).aggression
                        for seed in range(40)])
    assert np.log(attacks).std() == pytest.approx(0.3, rel=0.08)
    middle = run(simulate_one_receptor, first_days=0.25, learning_rate=0.2).middle_aggression
    assert np.median(attacks) == pytest.approx(middle, rel=0.04)


def test_claim_and_rivals_get_the_same_luck():
    runs = [run(simulate, d1_agonist=0.0, inhibition=0.0) for simulate in (simulate_selective_bond, simulate_one_receptor)]
    np.testing.assert_array_equal(runs[0].preference_first, runs[1].preference_first)
    brief = {"first_days": 0.25, "second_days": 0.25, "learning_rate": 0.2, "consolidation": 0.05}
    noise = [run(simulate, seed=3, **brief).acceptance_second for simulate in (simulate_selective_bond, simulate_value_only)]
    assert np.corrcoef(*noise)[0, 1] > 0.95


def test_the_curve_over_gaps_is_what_runs_with_those_gaps_give():
    result = run()
    for gap in (0.0, 14.0, 46.0):
        other = run(gap=gap)
        assert result.gap_difference[result.gaps == gap][0] == pytest.approx(other.value_second[-1] - other.value_first[-1])
    there = run(gap=result.replacement_gap)
    assert there.value_second[-1] == pytest.approx(there.value_first[-1], abs=0.01)
    assert math.isnan(run(bond_memory=120.0).replacement_gap)
    assert run(first_days=1.0).replacement_gap == 0.0
    assert result.gap_difference[result.gaps > result.replacement_gap].min() > 0
    assert result.gap_difference[result.gaps < result.replacement_gap].max() < 0


@pytest.mark.parametrize("values", [(1.5, 0.5, 2.0, 36.0), (0.6, 1.2, 4.0, 10.0), (3.0, 0.1, 1.0, 60.0)])
def test_above_the_threshold_two_equal_bonds_are_unstable(values):
    eta, k, tau_f, tau_s = values
    exact = selectivity_threshold(*values)

    def growth(g):
        """Largest eigenvalue at the fixed point where both are equal, found and differentiated by numbers."""
        def slopes(y):
            f, s = y[:2], y[2:]
            return np.concatenate([eta * (1 - g * s[::-1]) * (1 - f) - f / tau_f, k * f * (1 - s) - s / tau_s])
        low, high = 0.0, 1.0
        for _ in range(60):
            u = (low + high) / 2
            f = eta * u / (eta * u + 1 / tau_f)
            s = k * f / (k * f + 1 / tau_s)
            low, high = (u, high) if u < 1 - g * s else (low, u)
        point = np.array([f, f, s, s])
        assert np.abs(slopes(point)).max() < 1e-9
        jacobian = np.array([(slopes(point + d) - slopes(point - d)) / 2e-6 for d in 1e-6 * np.eye(4)]).T
        return np.linalg.eigvals(jacobian).real.max()

    assert growth(exact * 1.001) > 0 > growth(exact * 0.999)


def test_with_a_head_start_one_bond_wins_above_the_threshold_and_both_grow_alike_below_it():
    threshold = selectivity_threshold(1.5, 0.5, 2.0, 5.0)

    def ratio(g):
        result = run(first_days=30.0, gap=-20.0, second_days=30.0, bond_memory=5.0, inhibition=g)
        end = int(np.argmax(result.time >= 30.0))
        return result.bond_second[end] / result.bond_first[end]

    assert ratio(0.5 * threshold) > 0.95
    assert ratio(2 * threshold) < 0.1
    assert ratio(0.0) == pytest.approx(1.0, abs=1e-3)
    assert run(mating=3.0, fresh_memory=4.0).exclusion_threshold == selectivity_threshold(4.5, 1.5, 4.0, 36.0)


def test_rescorla_wagner_learns_exactly_and_blocks_who_comes_while_the_first_is_there():
    alpha = 0.5 * 1.5 / (1.5 + 1 / 2)
    apart = run(simulate_value_only)
    assert apart.value_first[-1] == pytest.approx(1 - math.exp(-alpha * 10))
    assert apart.value_second[-1] == pytest.approx(1 - math.exp(-alpha * 5))
    assert np.ptp(apart.gap_difference) < 1e-12
    together = run(simulate_value_only, gap=-5.0, second_days=5.0)
    assert together.value_second[-1] < 0.1 < 0.9 < together.value_first[-1]
    assert together.value_first[-1] + together.value_second[-1] == pytest.approx(1, abs=0.01)
    assert run(simulate_value_only, d1_agonist=1.0).value_first[-1] == 0


# ---- cells ------------------------------------------------------------------------------------------------------------------

def first_inputs(p, competition, seed=7):
    start = seeded(seed).gamma(p.variety, size=(3, CELLS))
    return start / start.sum(axis=0) if competition else np.minimum(start / (3 * p.variety), 1.0)


@pytest.mark.parametrize("simulate", ENSEMBLES)
@pytest.mark.parametrize("values", [{}, {"homing": 0.3, "tuning_rate": 1.5}, {"company": 0.3, "days": 20.0}])
def test_cells_agree_with_scipy(simulate, values):
    p, competition = EnsembleParameters(**values), simulate is simulate_ensembles
    start = first_inputs(p, competition)
    contact = np.array([p.company, 0.0, 1 - p.company])[:, None]

    def slopes(t, flat):
        w = flat.reshape(3, CELLS)
        if competition:
            change = p.tuning_rate * (contact * w**2 - w * (contact * w**2).sum(axis=0))
        else:
            change = p.tuning_rate * contact * w**2 * (1 - w)
        return (change + p.homing * (start - w)).ravel()

    end = solve_ivp(slopes, (0, p.days), start.ravel(), rtol=1e-8, atol=1e-10).y[:, -1].reshape(3, CELLS)
    result = simulate(p, seeded())
    before, after = start[:2] ** 2, end[:2] ** 2
    scale = after.mean(axis=1, keepdims=True) if competition else before.mean(axis=1, keepdims=True)
    np.testing.assert_allclose([result.partner_before, result.novel_before], before / before.mean(axis=1, keepdims=True))
    np.testing.assert_allclose([result.partner_after, result.novel_after], after / scale, atol=0.02)
    assert result.time[-1] == p.days and result.time.size == 49


def test_cells_error_falls_with_the_square_of_the_step(monkeypatch):
    p, ends = EnsembleParameters(tuning_rate=2.0), []
    for steps in (48, 96, 192, 1536):
        monkeypatch.setattr(model, "ENSEMBLE_STEPS", steps)
        ends.append(simulate_ensembles(p, seeded()).partner_after)
    errors = [np.abs(end - ends[-1]).max() for end in ends[:-1]]
    assert errors[0] / errors[1] > 3.3 and errors[1] / errors[2] > 3.3


@pytest.mark.parametrize("simulate", ENSEMBLES)
def test_sizes_and_overlaps_are_counted_from_the_firing(simulate):
    result = simulate(EnsembleParameters(variety=1.0), seeded())
    ends = ((0, result.partner_before, result.novel_before), (-1, result.partner_after, result.novel_after))
    for index, partner, novel in ends:
        one, other = partner > 2, novel > 2
        assert result.partner_size[index] == one.mean() and result.novel_size[index] == other.mean()
        assert result.overlap[index] == (one & other).mean()
        assert result.overlap_by_chance[index] == pytest.approx(one.mean() * other.mean())
        assert result.activity_partner[index] == pytest.approx(partner.mean())
        assert result.activity_novel[index] == pytest.approx(novel.mean())


def test_halving_the_step_changes_no_ensemble(monkeypatch):
    rng = seeded(5)
    for _ in range(12):
        p, sizes = EnsembleParameters(**random_values(EnsembleParameters, rng)), []
        for steps in (48, 96):
            monkeypatch.setattr(model, "ENSEMBLE_STEPS", steps)
            result = simulate_ensembles(p, seeded())
            sizes.append([result.partner_size[-1], result.novel_size[-1], result.overlap[-1]])
        np.testing.assert_allclose(*sizes, atol=0.02)


# ---- the whole box ----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("parameters", "simulate"), [
    *((BondParameters, simulate) for simulate in BONDS), *((EnsembleParameters, simulate) for simulate in ENSEMBLES)])
def test_corners_and_random_points_keep_their_bounds(parameters, simulate):
    rng = seeded()
    corners = list(itertools.product(*[(d.low, d.high) for d in parameters.declared.values()]))
    points = [dict(zip(parameters.declared, corners[i])) for i in rng.permutation(len(corners))[:16]]
    for values in points + [random_values(parameters, rng) for _ in range(8)]:
        with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
            warnings.simplefilter("error")
            result = simulate(parameters(**values), seeded())
        for name, (low, high) in result.BOUNDS.items():
            value = np.asarray(getattr(result, name))
            assert np.isfinite(value).all() or name in result.MAY_BE_NAN
            assert not ((value < low) | (value > high)).any(), (name, values)
