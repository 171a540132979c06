"""Families over generations and a field's studies: against exact moments, another solver and a second simulation."""

import dataclasses
import itertools
import math
import warnings

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.linalg import solve_discrete_lyapunov
from scipy.special import gammaln, hyp2f1
from scipy.stats import multivariate_normal, norm

from widgets.generations import model
from widgets.generations.model import (
    AGES,
    GenerationsParameters,
    LiteratureParameters,
    expected_correlations,
    rat_map,
    rearing_slope,
    secure_shares,
    simulate_full_literature,
    simulate_generations,
    simulate_genes_only,
    simulate_population,
    simulate_rat_map,
    simulate_selective_literature,
    simulate_sensitivity_only,
    stationary_moments,
    twin_correlations,
    weights_at_age,
)

PLAIN = GenerationsParameters(lasting_share=1, genes=0, shared_hardship=0, sensitivity_effect=0, other_rearing=0.31)
"""Nothing but z' = .31 z + e."""
LOADED = GenerationsParameters(
    sensitivity_link=0.5, sensitivity_effect=0.4, other_rearing=0.3, shared_hardship=0.8, hardship_persistence=0.6, genes=0.7,
    relatedness=0.75, lasting_share=0.6, own_luck=0.6, risk=0.5, child_age=4, change=1.5)
"""Everything at work."""


quick = settings(max_examples=40, deadline=None, phases=[Phase.generate])
"""A failure is told as it was met: looking for the simplest one takes long."""


def seeded(seed=7):
    return np.random.default_rng(seed)


def any_parameters():
    return st.builds(lambda values: GenerationsParameters(**values), st.fixed_dictionaries(
        {name: st.floats(d.low, d.high) for name, d in GenerationsParameters.declared.items()}))


def by_hand(p, families=200_000, generations=14, seed=5, change=0.0):
    """The equations once more, from an arbitrary start, with twins; after 12 generations nothing of the start is left."""
    rng = seeded(seed)
    draw = rng.standard_normal
    spread = math.sqrt(stationary_moments(p).adult_variance)
    genes, hardship, adult = draw(families), draw(families), spread * draw(families)
    kin, rho, kept = p.relatedness / 2, p.hardship_persistence, p.lasting_share
    built = 1 - math.exp(-p.child_age)
    passing = p.family_years / (p.family_years - 1) * (math.exp(-p.child_age / p.family_years) - math.exp(-p.child_age))
    sigma = (1 + p.risk) * p.own_luck * math.sqrt(1 - math.exp(-2 * p.child_age))
    for n in range(generations):
        above, mother = adult, genes
        seen = p.sensitivity_link * adult + math.sqrt(1 - p.sensitivity_link**2) * spread * draw(families)
        # Half of the inherited differences are those of one child; the other half all children of a family share.
        common = kin * mother + math.sqrt(0.5 - kin**2) * draw(families)
        genes, sibling = common + math.sqrt(0.5) * draw((2, families))
        hardship = rho * hardship + math.sqrt(1 - rho**2) * draw(families)
        care = p.other_rearing * above + p.sensitivity_effect * seen - p.shared_hardship * hardship
        care = care + (change if n == generations - 2 else 0)
        adult = kept * care + p.genes * genes + p.own_luck * draw(families)
        child = (kept * built + (1 - kept) * passing) * care + (built - passing) * p.genes * genes
        one, identical, fraternal = child + sigma * draw((3, families))
        fraternal += (built - passing) * p.genes * (sibling - genes)
    return {"above": above, "adult": adult, "seen": seen, "child": one, "identical": identical, "fraternal": fraternal,
            "care": care, "genes": genes}


# Growing up


@pytest.mark.parametrize("values", [{}, {"lasting_share": 0.7, "family_years": 12}, {"lasting_share": 0, "family_years": 2}])
def test_what_rearing_and_genes_weigh_agrees_with_scipy(values):
    p = GenerationsParameters(**values)

    def slopes(t, s):
        fades = math.exp(-t / p.family_years)
        return [p.lasting_share + (1 - p.lasting_share) * fades - s[0], 1 - fades - s[1], 2 - 2 * s[2]]

    solution = solve_ivp(slopes, (0, 18), [0, 0, 0], t_eval=AGES, rtol=1e-11, atol=1e-12).y
    rearing, genes, luck = weights_at_age(p, AGES)
    np.testing.assert_allclose([rearing, genes, luck**2], solution, atol=1e-9)


def test_an_adult_has_what_lasts_and_all_of_the_genes():
    assert weights_at_age(LOADED, math.inf) == (0.6, 1.0, 1.0)
    assert AGES[0] == 1 and AGES[-1] == 18 and AGES.size == 69


# Exact moments


@given(any_parameters())
@quick
def test_stationary_moments_solve_the_lyapunov_equation(p):
    moments = stationary_moments(p)
    kin, rho, kept, slope = p.relatedness / 2, p.hardship_persistence, p.lasting_share, rearing_slope(p)
    c, h = p.shared_hardship, p.genes
    step = np.array([[kin, 0, 0], [0, rho, 0], [h * kin, -kept * c * rho, kept * slope]])
    luck = np.array([[math.sqrt(1 - kin**2), 0, 0, 0], [0, math.sqrt(1 - rho**2), 0, 0],
                     [h * math.sqrt(1 - kin**2), -kept * c * math.sqrt(1 - rho**2), p.own_luck,
                      kept * p.sensitivity_effect * math.sqrt((1 - p.sensitivity_link**2) * moments.adult_variance)]])
    exact = solve_discrete_lyapunov(step, luck @ luck.T)
    found = [moments.genes_with_adult, moments.hardship_with_adult, moments.adult_variance]
    np.testing.assert_allclose(found, exact[2], rtol=1e-7, atol=1e-9)
    # Adults by generation: the same matrix, over and over.
    lagged = [(np.linalg.matrix_power(step, lag) @ exact[:, 2])[2] / exact[2, 2] for lag in range(1, 8)]
    np.testing.assert_allclose(expected_correlations(p), lagged, atol=1e-8)
    assert moments.rearing_slope == pytest.approx(p.other_rearing + p.sensitivity_link * p.sensitivity_effect)


@pytest.mark.parametrize("p", [GenerationsParameters(), LOADED, dataclasses.replace(LOADED, relatedness=0, child_age=15)])
def test_exact_results_agree_with_families_simulated_by_hand(p):
    found, run, moments = by_hand(p), simulate_generations(p, seeded()), stationary_moments(p)

    def r(one, other):
        return np.corrcoef(found[one], found[other])[0, 1]

    near = {"abs": 0.01}
    assert found["adult"].var() == pytest.approx(run.adult_variance, rel=0.02)
    assert found["child"].var() == pytest.approx(run.child_variance, rel=0.02)
    assert found["care"].var() == pytest.approx(moments.rearing_variance, rel=0.02)
    assert np.mean(found["care"] * found["genes"]) == pytest.approx(moments.genes_with_rearing, **near)
    assert r("above", "child") == pytest.approx(run.expected[0], **near)
    assert r("above", "adult") == pytest.approx(run.adult_expected[0], **near)
    assert r("seen", "child") == pytest.approx(run.sensitivity_with_child, **near)
    assert r("seen", "above") == pytest.approx(p.sensitivity_link, **near)
    twins = twin_correlations(p, p.child_age)
    assert r("child", "identical") == pytest.approx(twins.identical, **near)
    assert r("child", "fraternal") == pytest.approx(twins.fraternal, **near)
    assert run.sensitivity_product == pytest.approx(p.sensitivity_link * run.sensitivity_with_child)
    # What runs through sensitivity: link, effect, and the child's weight of rearing, in standard deviations.
    weight = weights_at_age(p, p.child_age)[0] * math.sqrt(run.adult_variance / run.child_variance)
    assert run.through_sensitivity == pytest.approx(weight * p.sensitivity_link * p.sensitivity_effect)


@given(any_parameters())
@quick
def test_a_twin_study_reads_the_shares_that_are_there(p):
    age = p.child_age
    twins, moments = twin_correlations(p, age), stationary_moments(p)
    rearing, genes, luck = weights_at_age(p, age)
    parts = np.array([(genes * p.genes) ** 2,
                      rearing**2 * moments.rearing_variance + 2 * rearing * genes * p.genes * moments.genes_with_rearing,
                      (luck * (1 + p.risk) * p.own_luck) ** 2])
    np.testing.assert_allclose([twins.genetic, twins.shared, twins.own], parts / parts.sum(), atol=1e-9)
    assert twins.identical - twins.fraternal == pytest.approx(twins.genetic / 2, abs=1e-9)
    run = simulate_generations(p, seeded())
    at = np.searchsorted(AGES, 6.0)
    np.testing.assert_allclose([run.genetic_by_age[at], run.shared_by_age[at], run.own_by_age[at]],
                               [getattr(twin_correlations(p, 6.0), name) for name in ("genetic", "shared", "own")])
    assert run.transmission_by_age[at] == pytest.approx(expected_correlations(p, 6.0)[0], abs=1e-12)
    assert run.expected == pytest.approx(expected_correlations(p, age))


def test_risk_is_the_childrens_alone():
    calm, risky = GenerationsParameters(child_age=18), GenerationsParameters(child_age=18, risk=1)
    np.testing.assert_array_equal(expected_correlations(calm), expected_correlations(risky))
    one, other = simulate_generations(calm, seeded()), simulate_generations(risky, seeded())
    np.testing.assert_array_equal(one.adult, other.adult)
    assert other.child_variance - one.child_variance == pytest.approx(3 * calm.own_luck**2, rel=1e-6)


# Runs


@pytest.mark.parametrize("p", [GenerationsParameters(), LOADED])
def test_the_families_have_the_moments_that_are_expected(p):
    runs = [simulate_generations(p, seeded(seed)) for seed in range(30)]
    np.testing.assert_allclose(np.mean([run.correlation for run in runs], axis=0)[:5], runs[0].expected[:5], atol=0.03)
    # From the first generation on: the start is drawn from the settled population.
    for n in (0, 1, 7):
        assert np.mean([run.adult[:, n].var() for run in runs]) == pytest.approx(runs[0].adult_variance, rel=0.05)
        if n:
            assert np.mean([run.child[:, n - 1].var() for run in runs]) == pytest.approx(runs[0].child_variance, rel=0.05)
    lagged = np.mean([np.corrcoef(run.adult[:, 0], run.adult[:, 1])[0, 1] for run in runs])
    assert lagged == pytest.approx(runs[0].adult_expected[0], abs=0.03)
    two_up = np.corrcoef(runs[0].adult[:, :6].ravel(), runs[0].child[:, 1:].ravel())[0, 1]
    assert runs[0].correlation[1] == pytest.approx(two_up)
    assert runs[0].variance_explained == runs[0].correlation[0] ** 2
    np.testing.assert_array_equal(runs[0].generation, np.arange(8))
    assert runs[0].adult.shape == (400, 8) and runs[0].child.shape == (400, 7)


def test_what_one_change_of_care_leaves_is_exact():
    for p in (PLAIN, dataclasses.replace(LOADED, change=-1.5)):
        run = simulate_generations(p, seeded())
        assert run.changed[0] == 0
        weight = weights_at_age(p, p.child_age)[0]
        np.testing.assert_allclose(run.changed[1:], [p.change * weight * (p.lasting_share * rearing_slope(p)) ** n
                                                     for n in range(6)])
        plain, moved = (by_hand(p, families=2000, change=change) for change in (0.0, p.change))
        # By hand the change comes one generation before the last.
        assert np.ptp(moved["child"] - plain["child"]) < 1e-9
        assert (moved["child"] - plain["child"])[0] == pytest.approx(run.changed[2])


def test_claim_and_rivals_get_the_same_luck():
    still = {"sensitivity_effect": 0.0, "other_rearing": 0.0, "shared_hardship": 0.0, "hardship_persistence": 0.0}
    p = GenerationsParameters(**still)
    np.testing.assert_array_equal(simulate_generations(p, seeded()).child, simulate_genes_only(p, seeded()).child)
    alone = dataclasses.replace(GenerationsParameters(), other_rearing=0.0, genes=0.0, hardship_persistence=0.0)
    np.testing.assert_array_equal(simulate_generations(alone, seeded()).child,
                                  simulate_sensitivity_only(GenerationsParameters(), seeded()).child)
    assert not simulate_genes_only(LOADED, seeded()).changed.any()


def test_where_sensitivity_is_the_only_route_the_whole_is_the_product():
    for p in (GenerationsParameters(), LOADED, GenerationsParameters(child_age=9, sensitivity_link=0.5)):
        run = simulate_sensitivity_only(p, seeded())
        assert run.expected[0] == pytest.approx(run.sensitivity_product) == pytest.approx(run.through_sensitivity)


# People behind a correlation


@given(st.floats(-0.95, 0.98))
@quick
def test_secure_shares_agree_with_scipy(correlation):
    cut = -norm.ppf(0.55)
    assert cut == pytest.approx(model.SECURE_CUT)
    both = multivariate_normal(cov=[[1, correlation], [correlation, 1]]).cdf([-cut, -cut])
    secure, other = secure_shares(correlation)
    assert secure == pytest.approx(both / 0.55, abs=2e-6)
    assert other == pytest.approx((0.55 - both) / 0.45, abs=2e-6)


def test_secure_shares_at_the_ends():
    assert secure_shares(0.0) == pytest.approx((0.55, 0.55))
    assert secure_shares(1.0) == pytest.approx((1.0, 0.0), abs=1e-3)
    run = simulate_generations(GenerationsParameters(), seeded())
    assert (run.secure_given_secure, run.secure_given_insecure) == secure_shares(run.expected[0])


# The rat map


def test_the_rat_map_has_three_fixed_points_the_middle_one_unstable():
    licking = np.linspace(0.0003, 1, 100_000)
    gap = 0.485 + 0.365 * rat_map((licking - 0.485) / 0.365) - licking
    crossings = licking[np.flatnonzero(np.diff(np.sign(gap)))]
    np.testing.assert_allclose(crossings, [0.12, 0.50, 0.85], atol=0.01)
    slopes = [(rat_map((x + 1e-5 - 0.485) / 0.365) - rat_map((x - 1e-5 - 0.485) / 0.365)) / (2e-5 / 0.365) for x in crossings]
    assert slopes[0] < 0.1 and slopes[1] > 2 and slopes[2] < 0.3
    # Licking cannot fall below none.
    assert rat_map(-5.0) == rat_map(-1.5) == pytest.approx(-1, abs=1e-9)


def test_families_of_the_rat_map_follow_it():
    p = GenerationsParameters(own_luck=0.3, change=1.6)
    run = simulate_rat_map(p, seeded())
    np.testing.assert_array_equal(run.adult[:4, 0], [-1, 1, -1, 1])
    np.testing.assert_array_equal(run.child, run.adult[:, 1:])
    rest = run.adult[:, 1:] - rat_map(run.adult[:, :-1])
    assert rest.std() == pytest.approx(0.3, rel=0.05) and abs(rest.mean()) < 0.02
    still = simulate_rat_map(dataclasses.replace(p, own_luck=0.2, change=0.0), seeded())
    assert not still.changed.any()
    # The noise of the first daughters makes it: a start at -1 plus 1.6 lies above the divide, and stays up.
    moved = rat_map(run.adult[:, 1] + 1.6) - rat_map(run.adult[:, 1])
    assert run.changed[0] == 0 and run.changed[1] == pytest.approx(moved.mean())
    assert run.changed[5] > 0.6 * run.changed[1]
    up = run.adult[:, 2] + moved
    assert run.changed[2] == pytest.approx((rat_map(up) - rat_map(run.adult[:, 2])).mean())
    assert np.isnan(run.expected).all() and math.isnan(run.through_sensitivity)
    assert np.ptp(run.transmission_by_age) == 0 and run.transmission_by_age[0] == pytest.approx(run.correlation[0])
    # Sisters: what is not noise is shared.
    assert run.shared_by_age[0] == pytest.approx(1 - 0.09 / (rat_map(run.adult[:, :-1]).var() + 0.09))
    np.testing.assert_allclose(run.shared_by_age + run.own_by_age, 1)
    assert not run.genetic_by_age.any()
    top = run.adult >= np.quantile(run.adult, 0.45)
    assert run.secure_given_secure == pytest.approx(top[:, 1:][top[:, :-1]].mean())
    assert run.secure_given_insecure == pytest.approx(top[:, 1:][~top[:, :-1]].mean())


# Populations


@pytest.mark.parametrize("p", [GenerationsParameters(), LOADED])
def test_a_population_has_the_exact_moments(p):
    found = simulate_population(p, seeded(), people=200_000)
    np.testing.assert_allclose(found.correlation, found.expected, atol=0.012)
    np.testing.assert_allclose(found.expected, expected_correlations(p, p.child_age)[:3])
    run = simulate_generations(p, seeded())
    assert found.child_variance == pytest.approx(run.child_variance, rel=0.02)
    assert abs(found.child_mean) < 0.012 * math.sqrt(run.child_variance)
    assert (found.secure_given_secure, found.secure_given_insecure) == pytest.approx(secure_shares(run.expected[0]), abs=0.01)
    assert found.people == found.counts.sum() == 200_000
    assert found.adult.shape == found.child.shape == (1000,)
    assert np.corrcoef(found.adult, found.child)[0, 1] == pytest.approx(found.expected[0], abs=0.1)
    assert found.child.var() == pytest.approx(run.child_variance, rel=0.2)
    assert found.adult.var() == pytest.approx(run.adult_variance, rel=0.2)
    # Fifths: from the exact bivariate normal.
    edges = norm.ppf([0.2, 0.4, 0.6, 0.8])
    law = multivariate_normal(cov=[[1, found.expected[0]], [found.expected[0], 1]])
    assert found.counts[0, 0] / 200_000 == pytest.approx(law.cdf([edges[0], edges[0]]), abs=0.003)
    assert found.counts[:2, :3].sum() / 200_000 == pytest.approx(law.cdf([edges[1], edges[2]]), abs=0.004)
    np.testing.assert_allclose(found.counts.sum(axis=0), 40_000, rtol=0.03)
    np.testing.assert_allclose(found.counts.sum(axis=1), 40_000, rtol=0.03)


def test_the_size_of_the_chunks_does_not_matter_beyond_chance(monkeypatch):
    whole = simulate_population(GenerationsParameters(), seeded(), people=40_000)
    monkeypatch.setattr(model, "_PEOPLE_AT_ONCE", 7_000)
    pieces = simulate_population(GenerationsParameters(), seeded(), people=40_000)
    np.testing.assert_allclose(pieces.correlation, whole.correlation, atol=0.03)
    assert pieces.child_variance == pytest.approx(whole.child_variance, rel=0.04)
    assert pieces.counts.sum() == 40_000
    np.testing.assert_allclose(pieces.counts, whole.counts, atol=6 * math.sqrt(whole.counts.max()))


def test_small_populations_and_the_corners_of_the_box_are_fine():
    assert simulate_population(GenerationsParameters(), seeded(), people=100).adult.shape == (100,)
    declared = GenerationsParameters.declared
    chosen = itertools.islice(itertools.product(*[(d.low, d.high) for d in declared.values()]), 0, None, 97)
    for corner in chosen:
        with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
            warnings.simplefilter("error")
            found = simulate_population(GenerationsParameters(**dict(zip(declared, corner))), seeded(), people=200)
        for name, (low, high) in found.BOUNDS.items():
            values = np.asarray(getattr(found, name))
            assert np.isfinite(values).all() and (values >= low - 1e-9).all() and (values <= high + 1e-9).all(), name


@pytest.mark.parametrize("people", [99, 10_000_001, 1000.0, True, "many", math.nan])
def test_a_population_of_another_size_is_refused(people):
    with pytest.raises(ValueError, match="from 100 to 10,000,000"):
        simulate_population(GenerationsParameters(), seeded(), people=people)


# A field's studies


@pytest.mark.parametrize(("rho", "n"), [(0.31, 47), (0.0, 20), (0.7, 12)])
def test_a_study_finds_on_average_what_samples_of_its_size_find(rho, n):
    p = LiteratureParameters(true_correlation=rho, people_per_study=n, studies=500)
    found = np.concatenate([simulate_full_literature(p, seeded(seed)).correlation for seed in range(60)])
    factor = 2 / (n - 1) * math.exp(2 * (gammaln(n / 2) - gammaln((n - 1) / 2)))
    mean = factor * rho * hyp2f1(0.5, 0.5, (n + 1) / 2, rho**2)
    assert found.mean() == pytest.approx(mean, abs=0.006)
    assert np.arctanh(found).std() == pytest.approx(1 / math.sqrt(n - 3), rel=0.05)


def test_what_is_published():
    p = LiteratureParameters(studies=500, unclear_published=0.0)
    run = simulate_selective_literature(p, seeded())
    assert run.threshold == pytest.approx(math.tanh(1.96 / math.sqrt(44)))
    np.testing.assert_array_equal(run.published, run.correlation > run.threshold)
    assert run.mean_published == pytest.approx(run.correlation[run.published].mean())
    assert run.mean_published > run.mean_all
    assert run.share_published == run.published.mean() and run.mean_all == pytest.approx(run.correlation.mean())
    full = simulate_full_literature(p, seeded())
    np.testing.assert_array_equal(full.correlation, run.correlation)
    assert full.published.all() and full.mean_published == full.mean_all and full.share_published == 1
    half = simulate_selective_literature(dataclasses.replace(p, unclear_published=0.5), seeded())
    unclear = run.correlation <= run.threshold
    assert half.published[unclear].mean() == pytest.approx(0.5, abs=0.12) and half.published[~unclear].all()
    nothing = simulate_selective_literature(
        LiteratureParameters(true_correlation=0, people_per_study=10, studies=10, unclear_published=0), seeded(1))
    assert not nothing.published.any() and math.isnan(nothing.mean_published) and nothing.share_published == 0
