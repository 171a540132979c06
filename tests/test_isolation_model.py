"""Isolation and death: counts, odds ratios and the tuned rival against exact results and other people's formulas."""

import dataclasses
import math

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.optimize import brentq
from scipy.stats import norm

from widgets.isolation import model
from widgets.isolation.model import (
    CUTS,
    IsolationParameters,
    IsolationRun,
    exposure,
    gathered_load,
    mantel_haenszel,
    resting_cortisol,
    simulate_confounded,
    simulate_load,
    simulate_population,
    simulate_unrelated,
)

STUDY = ("odds_ratio", "odds_ratio_low", "odds_ratio_high", "adjusted", "adjusted_low", "adjusted_high", "risk_ratio",
         "risk_difference", "trial", "trial_low", "trial_high", "expected_odds_ratio", "expected_adjusted", "expected_trial")


def seeded(seed=7):
    return np.random.default_rng(seed)


def points(count, seed=3):
    rng, box = seeded(seed), IsolationParameters.declared
    return [IsolationParameters(**{name: rng.uniform(each.low, each.high) for name, each in box.items()})
            for _ in range(count)]


# One person's chain


@pytest.mark.parametrize("drive", [0.3, 1.0, 2.5, 4.0, 40.0])
def test_resting_cortisol_is_the_root_that_another_solver_finds(drive):
    assert resting_cortisol(drive) == pytest.approx(brentq(lambda x: x * (1 + (x / 4) ** 3) - drive, 0, drive), rel=1e-10)


def test_load_gathers_and_fades_as_another_solver_says():
    at = np.linspace(0, 10, 11)
    solution = solve_ivp(lambda t, load: 0.7 - load / 4, (0, 10), [0], t_eval=at, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(gathered_load(0.7, at, 4.0), solution.y[0], atol=1e-8)
    assert gathered_load(0.7, 1e4, 4.0) == pytest.approx(2.8)


@pytest.mark.parametrize(("excess", "effect", "memory"), [(0, 0.3, 4.0), (1.2, 0.11, 4.0), (3.5, 0.3, 10.0), (4, 0.3, 1.0)])
def test_exposure_is_the_integral_of_the_hazard(excess, effect, memory):
    gathered = exposure(np.array([excess]), effect, memory)[:, 0]
    assert gathered[0] == 0 and len(gathered) == 11
    for year in (1, 4, 10):
        expected = quad(lambda t: math.exp(effect * excess * memory * (1 - math.exp(-t / memory))), 0, year, epsabs=1e-11)[0]
        assert gathered[year] == pytest.approx(expected, rel=2e-3 if effect * excess > 1 else 2e-5)


def test_the_quadrature_is_fine_enough_anywhere_in_the_box():
    for parameters in points(40):
        excess = resting_cortisol(1 + 4 * parameters.daily_load) - 1
        gathered = exposure(np.array([excess]), parameters.load_effect, parameters.load_memory)[-1, 0]
        expected = quad(lambda t: math.exp(parameters.load_effect * gathered_load(excess, t, parameters.load_memory)),
                        0, 10)[0]
        assert gathered == pytest.approx(expected, rel=1e-3)


def test_everybody_in_a_run():
    parameters = IsolationParameters(daily_load=1.2, support=0.5, records=0.6)
    run = simulate_load(parameters, seeded())
    rng = seeded()
    frailty, error, burden = rng.standard_normal((3, 5000))[:, :600]
    chance, _ = rng.random((2, 5000))[:, :600]
    threshold = rng.standard_exponential(5000)[:600]
    np.testing.assert_array_equal(run.frailty, frailty)
    np.testing.assert_allclose(run.recorded, math.sqrt(0.6) * frailty + math.sqrt(0.4) * error)
    loads = 1.2 * np.exp(0.4 * burden)
    drive = 1 + loads * np.where(run.isolated, 1, 0.5)
    np.testing.assert_allclose(run.cortisol * (1 + (run.cortisol / 4) ** 3), drive)
    np.testing.assert_allclose(run.load, np.maximum(run.cortisol - 1, 0) * 4 * (1 - math.exp(-2.5)))
    for isolated, risk in ((1.0, run.risk_isolated), (0.5, run.risk_company)):
        excess = np.maximum(resting_cortisol(1 + loads * isolated) - 1, 0)
        hazard = 0.015 * np.exp(0.9 * frailty) * exposure(excess, 0.11, 4.0)[-1]
        np.testing.assert_allclose(risk, 1 - np.exp(-hazard))
    own = np.where(run.isolated, run.risk_isolated, run.risk_company)
    np.testing.assert_array_equal(run.died, own > 1 - np.exp(-threshold))
    alpha = brentq(lambda a: share_isolated(a, 0.1) - 0.25, -5, 5)
    np.testing.assert_array_equal(run.isolated, np.log(chance / (1 - chance)) < alpha + 0.1 * frailty)


def share_isolated(alpha, isolates):
    """Share of the population that lives isolated, by another integration."""
    return quad(lambda f: norm.pdf(f) / (1 + math.exp(-min(max(alpha + isolates * f, -700), 700))), -9, 9, limit=200)[0]


def test_who_is_alive_half_way():
    assert simulate_load(IsolationParameters(), seeded()).years.tolist() == list(range(11))
    # The mean of everybody's own chance, from a large population.
    population = simulate_population(IsolationParameters(load_effect=0.0, frailty_isolates=0.0), seeded(), 80_000)
    expected = quad(lambda f: math.exp(-5 * 0.015 * math.exp(0.9 * f)) * norm.pdf(f), -8, 8)[0]
    assert population.alive_company[5] == pytest.approx(expected, abs=0.006)
    assert population.alive_isolated[5] == pytest.approx(expected, abs=0.010)


# What a study reports


def test_odds_ratio_of_one_table_is_the_ordinary_one_with_woolfs_interval():
    table = np.array([[[90, 10], [30, 20]]])
    ratio, low, high = mantel_haenszel(table)
    width = 1.959964 * math.sqrt(1 / 90 + 1 / 10 + 1 / 30 + 1 / 20)
    assert ratio == pytest.approx(20 * 90 / (30 * 10)) == pytest.approx(6)
    assert (low, high) == pytest.approx((6 * math.exp(-width), 6 * math.exp(width)), rel=1e-6)


def test_pooled_odds_ratio_is_that_of_the_formula_written_out():
    counts = seeded().integers(3, 60, (5, 2, 2))
    top = bottom = 0.0
    first = second = third = 0.0
    for (d, c), (b, a) in counts.tolist():  # a, b: exposed with and without the outcome; c, d: the others
        n = a + b + c + d
        r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
        top, bottom = top + r, bottom + s
        first, second, third = first + p * r, second + p * s + q * r, third + q * s
    error = math.sqrt(first / (2 * top**2) + second / (2 * top * bottom) + third / (2 * bottom**2))
    ratio, low, high = mantel_haenszel(counts)
    assert ratio == pytest.approx(top / bottom)
    assert (math.log(low), math.log(high)) == pytest.approx((math.log(ratio) - 1.96 * error, math.log(ratio) + 1.96 * error),
                                                            abs=1e-4)


def test_strata_with_the_same_odds_ratio_pool_to_it_and_confounding_by_stratum_goes_away():
    odds = np.array([0.1, 0.5, 2.0])
    counts = np.array([[[100 / (1 + o), 100 * o / (1 + o)], [m / (1 + 1.5 * o), m * 1.5 * o / (1 + 1.5 * o)]]
                       for o, m in zip(odds, (20, 100, 500))])
    assert mantel_haenszel(counts)[0] == pytest.approx(1.5)
    assert mantel_haenszel(counts.sum(axis=0)[None])[0] > 2.5


def test_an_empty_cell_gives_half_a_person_to_each_and_an_empty_stratum_nothing():
    ratio, low, high = mantel_haenszel(np.array([[[50, 5], [10, 0]]]))
    assert ratio == pytest.approx((0.5 * 50.5) / (10.5 * 5.5)) and 0 < low < ratio < high < 50
    filled = np.array([[[90, 10], [30, 20]]])
    assert mantel_haenszel(np.concatenate((filled, np.zeros((1, 2, 2))))) == pytest.approx(mantel_haenszel(filled))


def test_the_interval_holds_the_truth_as_often_as_it_says():
    parameters = IsolationParameters()
    studies = [simulate_population(parameters, seeded(seed), 3_000) for seed in range(200)]
    for name in ("odds_ratio", "adjusted", "trial"):
        truth = getattr(studies[0], "expected_" + name)
        held = np.mean([getattr(study, name + "_low") <= truth <= getattr(study, name + "_high") for study in studies])
        assert 0.90 < held < 0.99, name
        assert np.mean([math.log(getattr(study, name)) for study in studies]) == pytest.approx(math.log(truth), abs=0.025)


def test_fifths_are_fifths():
    assert norm.cdf(CUTS) == pytest.approx([0.2, 0.4, 0.6, 0.8])
    population = simulate_population(IsolationParameters(), seeded(), 100_000)
    np.testing.assert_allclose(population.counts.sum(axis=(1, 2)) / 100_000, 0.2, atol=0.006)
    # More of those who are frail on record die.
    dying = population.counts[:, :, 1].sum(axis=1)
    assert (np.diff(dying) > 0).all()


def test_a_study_reports_what_its_people_say():
    parameters = IsolationParameters()
    run = simulate_load(parameters, seeded())
    group = model._follow(parameters, model._claimed_world(parameters), 5000, seeded())
    isolated, died = group["isolated"], group["died"]
    table = np.array([[np.sum((isolated == a) & (died == b)) for b in (0, 1)] for a in (0, 1)])
    assert (run.odds_ratio, run.odds_ratio_low, run.odds_ratio_high) == pytest.approx(mantel_haenszel(table[None]))
    fifth = np.digitize(group["recorded"], CUTS)
    counts = np.array([[[np.sum((fifth == k) & (isolated == a) & (died == b)) for b in (0, 1)] for a in (0, 1)]
                       for k in range(5)])
    assert (run.adjusted, run.adjusted_low, run.adjusted_high) == pytest.approx(mantel_haenszel(counts))
    risks = (table[:, 1] + 0.5) / (table.sum(axis=1) + 1)
    assert run.risk_ratio == pytest.approx(risks[1] / risks[0]) and run.risk_difference == pytest.approx(risks[1] - risks[0])
    # An odds ratio is further from 1 than the ratio of risks.
    assert run.odds_ratio > run.risk_ratio > 1 or run.odds_ratio < run.risk_ratio < 1
    for alive, people in ((run.alive_isolated, isolated), (run.alive_company, ~isolated)):
        assert alive[0] == 1 and (np.diff(alive) <= 0).all()
        assert alive[-1] == pytest.approx(1 - died[people].mean())
    # The trial: the same people, the same luck, and chance decides who lives isolated.
    rng = seeded()
    rng.standard_normal((3, 5000))
    drawn, threshold = rng.random((2, 5000))[1] < 0.25, rng.standard_exponential(5000)
    dying = np.where(drawn, group["risk_isolated"], group["risk_company"]) > 1 - np.exp(-threshold)
    table = np.array([[np.sum((drawn == a) & (dying == b)) for b in (0, 1)] for a in (0, 1)])
    assert (run.trial, run.trial_low, run.trial_high) == pytest.approx(mantel_haenszel(table[None]))


# A population without end


@pytest.mark.parametrize("values", [{}, {"frailty_isolates": 0.8, "records": 0.9, "base_hazard": 0.03},
                                    {"support": -0.4, "load_memory": 10.0, "isolated_share": 0.5}])
@pytest.mark.parametrize("confounded", [False, True])
def test_expected_odds_ratios_are_those_of_a_very_large_population(values, confounded):
    population = simulate_population(IsolationParameters(**values), seeded(), 150_000, confounded=confounded)
    for name in ("odds_ratio", "adjusted", "trial"):
        found, expected = getattr(population, name), getattr(population, "expected_" + name)
        error = math.log(getattr(population, name + "_high") / found) / 1.96
        assert abs(math.log(found / expected)) < 3.5 * error < 0.1, name


def test_finer_grids_change_nothing(monkeypatch):
    cases = [*points(8), IsolationParameters(records=0.95, frailty_effect=1.5, frailty_isolates=1.0)]
    before = [model._expected_ratios(each, model._claimed_world(each), each.records) for each in cases]
    grid = np.linspace(-7, 7, 701)
    monkeypatch.setattr(model, "FRAILTIES", grid)
    monkeypatch.setattr(model, "DENSITY", norm.pdf(grid) / norm.pdf(grid).sum())
    nodes, shares = np.polynomial.hermite_e.hermegauss(40)
    monkeypatch.setattr(model, "BURDENS", nodes)
    monkeypatch.setattr(model, "BURDEN_SHARES", shares / shares.sum())
    model._fifths.cache_clear()
    after = [model._expected_ratios(each, model._claimed_world(each), each.records) for each in cases]
    model._fifths.cache_clear()
    np.testing.assert_allclose(before, after, rtol=3e-3)


def test_the_share_that_lives_isolated_is_the_one_asked_for():
    for isolates in (-8.0, 0.0, 0.7, 8.0):
        for share in (0.1, 0.3, 0.5):
            assert share_isolated(model._intercept(share, isolates), isolates) == pytest.approx(share, abs=2e-4)
    for simulate in (simulate_load, simulate_confounded, simulate_unrelated):
        run = simulate(IsolationParameters(isolated_share=0.3, frailty_isolates=0.6), seeded())
        assert run.isolated.mean() == pytest.approx(0.3, abs=0.06)


def test_roots_are_found_and_the_nearer_end_is_given_where_there_is_none():
    assert model._root(lambda x: x**3 - 2, 0.0, 5.0) == pytest.approx(2 ** (1 / 3), abs=1e-9)
    assert model._root(lambda x: 1 - math.exp(x), -30.0, 2.0) == pytest.approx(0, abs=1e-9)
    assert model._root(lambda x: x + 10, -3.0, 3.0) == -3.0
    assert model._root(lambda x: x - 10, -3.0, 3.0) == 3.0
    assert model._root(lambda x: -1.0, -3.0, 3.0) == 3.0


# The worlds


def test_the_rival_has_no_causal_path_and_the_same_odds_ratio_and_as_many_deaths():
    matched = 0
    for parameters in points(25):
        claim, rival = simulate_load(parameters, seeded()), simulate_confounded(parameters, seeded())
        np.testing.assert_array_equal(rival.risk_isolated, rival.risk_company)
        assert rival.expected_trial == pytest.approx(1, abs=1e-12)
        if rival.matched:
            matched += 1
            assert rival.expected_adjusted == pytest.approx(claim.expected_adjusted, rel=1e-5)
        else:
            assert abs(rival.frailty_isolates) == pytest.approx(8.0)
        assert claim.matched
        assert expected_deaths(rival) == pytest.approx(expected_deaths(claim), abs=0.04)
    assert matched >= 18


def expected_deaths(run):
    """Share that dies, by everybody's own risk: no luck in who dies."""
    return np.where(run.isolated, run.risk_isolated, run.risk_company).mean()


def test_the_rivals_population_dies_as_often_as_the_claims():
    claim, rival = (simulate_population(IsolationParameters(), seeded(), 100_000, confounded=each) for each in (False, True))
    died = [each.counts[:, :, 1].sum() / 100_000 for each in (claim, rival)]
    assert died[0] == pytest.approx(died[1], abs=0.005)
    # In both the people who live isolated have the higher cortisol: not even that tells the worlds apart.
    for simulate in (simulate_load, simulate_confounded):
        run = simulate(IsolationParameters(), seeded())
        assert run.cortisol[run.isolated].mean() > run.cortisol[~run.isolated].mean() + 0.3
        assert run.load[run.isolated].mean() > run.load[~run.isolated].mean() + 1


@pytest.mark.parametrize("isolates", [0.1, 1.0])
def test_in_a_population_without_end_the_rival_kills_exactly_as_many(isolates):
    parameters = IsolationParameters(frailty_isolates=isolates)

    def survivors(world):
        lives = 1 / (1 + np.exp(-(world.intercept + world.frailty_isolates * model.FRAILTIES)))
        company, isolated = model._survivals(parameters, world)
        return np.average((1 - lives) * company + lives * isolated, weights=norm.pdf(model.FRAILTIES))

    claim, rival = model._claimed_world(parameters), model._confounded_world(parameters)
    assert survivors(rival) == pytest.approx(survivors(claim), abs=1e-9)
    assert 0.75 < survivors(claim) < 0.85


def test_where_frailty_does_not_kill_the_rival_cannot_match():
    run = simulate_confounded(IsolationParameters(frailty_effect=0.0), seeded())
    assert not run.matched and run.expected_adjusted == pytest.approx(1)
    assert simulate_confounded(IsolationParameters(), seeded()).matched
    assert not simulate_unrelated(IsolationParameters(), seeded()).matched


def test_company_that_is_a_load_turns_both_worlds_round():
    parameters = IsolationParameters(support=-0.4, frailty_isolates=0.0)
    claim, rival = simulate_load(parameters, seeded()), simulate_confounded(parameters, seeded())
    assert claim.expected_trial < 0.95 and claim.expected_adjusted < 0.95
    assert rival.frailty_isolates < 0 and rival.matched


def test_in_the_null_there_is_nothing_but_chance():
    run = simulate_unrelated(IsolationParameters(), seeded())
    assert run.frailty_isolates == 0 and (run.risk_isolated == run.risk_company).all()
    assert run.expected_odds_ratio == pytest.approx(1) == pytest.approx(run.expected_adjusted)
    rng = seeded()
    rng.standard_normal((3, 5000))
    np.testing.assert_array_equal(run.isolated, rng.random((2, 5000))[0, :600] < 0.25)
    assert run.risk_company == pytest.approx(1 - np.exp(-0.15 * np.exp(0.9 * run.frailty)))
    ratios = [simulate_unrelated(IsolationParameters(), seeded(seed)).odds_ratio for seed in range(40)]
    assert np.mean(np.log(ratios)) == pytest.approx(0, abs=0.05)


def test_better_records_take_away_what_frailty_had_put_in():
    claim, rival = simulate_load(IsolationParameters(), seeded()), simulate_confounded(IsolationParameters(), seeded())
    assert claim.record_qualities.tolist() == [0, 0.25, 0.5, 0.75, 0.95]
    for run in (claim, rival):
        assert (np.diff(run.adjusted_by_records) < 0).all()
        # Records that know nothing adjust for nothing.
        assert run.adjusted_by_records[0] == pytest.approx(run.expected_odds_ratio)
    assert rival.adjusted_by_records[-1] < 1.1 < 1.25 < claim.adjusted_by_records[-1]


def test_claim_and_rivals_get_the_same_luck():
    runs = [simulate(IsolationParameters(), seeded()) for simulate in (simulate_load, simulate_confounded, simulate_unrelated)]
    for run in runs[1:]:
        np.testing.assert_array_equal(run.frailty, runs[0].frailty)
        np.testing.assert_array_equal(run.recorded, runs[0].recorded)


# Any size


@pytest.mark.parametrize("chunk", [700, 20_000, 1_000_000])
def test_the_size_of_the_chunk_makes_no_difference_beyond_chance(monkeypatch, chunk):
    monkeypatch.setattr(model, "CHUNK", chunk)
    population = simulate_population(IsolationParameters(), seeded(), 60_001)
    assert population.people == population.counts.sum() == population.trial_counts.sum() == 60_001
    for name in ("odds_ratio", "adjusted", "trial"):
        found = getattr(population, name)
        error = math.log(getattr(population, name + "_high") / found) / 1.96
        assert abs(math.log(found / getattr(population, "expected_" + name))) < 3 * error
    assert population.counts[:, 1].sum() / 60_001 == pytest.approx(0.25, abs=0.008)


def test_one_chunk_is_one_run():
    parameters = IsolationParameters()
    for confounded, simulate in ((False, simulate_load), (True, simulate_confounded)):
        run = simulate(parameters, seeded())
        population = simulate_population(parameters, seeded(), 5000, confounded=confounded)
        for name in (*STUDY, "alive_isolated", "alive_company", "years"):
            np.testing.assert_array_equal(getattr(run, name), getattr(population, name))
    assert set(STUDY) < {field.name for field in dataclasses.fields(IsolationRun)}


def test_a_population_keeps_its_bounds():
    for parameters in points(10):
        for people in (1, 7, 3_000):
            population = simulate_population(parameters, seeded(), people)
            for name, (low, high) in population.BOUNDS.items():
                values = np.asarray(getattr(population, name), dtype=float)
                assert np.isfinite(values).all() and values.min() >= low and values.max() <= high, name
            for array in (population.counts, population.trial_counts, population.alive_isolated):
                assert not array.flags.writeable


@pytest.mark.parametrize("people", [0, -5, 2.5, True, "many", None, math.nan])
def test_bad_sizes_are_refused_in_words(people):
    with pytest.raises(ValueError, match="people must be a whole number") as caught:
        simulate_population(IsolationParameters(), seeded(), people)
    assert repr(people) in str(caught.value)
