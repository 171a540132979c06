"""Function and what carries it: exact solutions, another solver, and what load does."""

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from widgets.compensation.model import (
    ANIMALS,
    GROUPS,
    CompensationParameters,
    level_after_care,
    simulate_additive,
    simulate_compensation,
    simulate_full_reversal,
)

SIMULATIONS = [simulate_compensation, simulate_full_reversal, simulate_additive]
every_story = pytest.mark.parametrize("simulate", SIMULATIONS, ids=lambda value: value.__name__)


def seeded(seed=7):
    return np.random.default_rng(seed)


def by_scipy(parameters, care, enriched, reverses):
    """N and A of an animal without peculiarities, by another solver, from the equations written out once more."""
    tau, k = parameters.early_window, parameters.plasticity * parameters.enrichment * enriched
    begin, end = parameters.enrichment_start, parameters.enrichment_start + parameters.enrichment_days

    def nursed(day, s):
        return [0.5 * math.exp(-day / tau) * (care - part) for part in s]

    def enriching(day, s):
        return [k * (1 - s[0]) if reverses else 0.0, k * (1 - s[1])]

    def resting(day, s):
        return [0.0, 0.0]

    state, path = [0.5, 0.5], []
    for start, stop, slope in ((0, 22, nursed), (22, begin, resting), (begin, min(end, 120), enriching),
                               (min(end, 120), 120, resting)):
        days = np.arange(math.ceil(start), math.floor(stop) + 1)
        if stop > start:
            solution = solve_ivp(slope, (start, stop), state, t_eval=np.unique([*days, stop]), method="DOP853",
                                 rtol=1e-9, atol=1e-11)
            path += list(zip(solution.t, *solution.y))
            state = solution.y[:, -1]
    table = {round(day, 6): (n, a) for day, n, a in path} | {0.0: (0.5, 0.5)}
    return np.array([table[float(day)] for day in range(121)]).T


@every_story
@pytest.mark.parametrize("values", [
    {}, {"early_window": 3.0, "enrichment_start": 40.0, "enrichment_days": 30.0, "enrichment": 0.5, "plasticity": 0.05},
    {"care_low": 0.0, "care_high": 1.0, "enrichment_start": 90.0, "enrichment_days": 60.0}])
def test_every_group_agrees_with_scipy(simulate, values):
    parameters = CompensationParameters(spread=0.0, **values)
    run = simulate(parameters, seeded())
    for group, (care, enriched) in enumerate([(parameters.care_low, 0), (parameters.care_low, 1), (parameters.care_high, 0),
                                              (parameters.care_high, 1)]):
        fixed, plastic = by_scipy(parameters, care, enriched, simulate is simulate_full_reversal)
        for animal in (0, ANIMALS - 1):
            np.testing.assert_allclose(run.fixed[group, animal], fixed, atol=1e-6)
            np.testing.assert_allclose(run.plastic[group, animal], plastic, atol=1e-6)
        function = (fixed + plastic) / 2 if simulate is simulate_additive else fixed + plastic - fixed * plastic
        np.testing.assert_allclose(run.mean_function[group], function, atol=1e-6)
    assert run.day.tolist() == list(range(121))


def test_care_sets_the_level_in_the_first_days_and_not_after_weaning():
    assert level_after_care(0, 0.9, 7.0) == 0.5
    assert level_after_care(200, 0.9, 7.0) == level_after_care(22, 0.9, 7.0)
    assert level_after_care(22, 0.9, 7.0) == pytest.approx(0.9 - 0.4 * math.exp(-0.5 * 7 * (1 - math.exp(-22 / 7))))
    days = level_after_care(np.arange(30.0), 0.9, 7.0)
    assert (np.diff(days[:23]) > 0).all() and np.ptp(days[22:]) == 0
    # Half of the way is done in the first two days, nearly all in the first week.
    assert days[2] > 0.7 and days[7] > 0.85
    assert level_after_care(22, 0.9, 1.0) < level_after_care(22, 0.9, 20.0)


def test_enrichment_moves_only_what_is_plastic():
    claim, reversal = (simulate(CompensationParameters(), seeded()) for simulate in SIMULATIONS[:2])
    np.testing.assert_array_equal(claim.fixed[[0, 2]], claim.fixed[[1, 3]])
    np.testing.assert_allclose(claim.plastic[:, :, :23], claim.fixed[:, :, :23])
    assert (np.diff(claim.plastic[1, :, 22:71], axis=1) > 0).all()
    assert np.ptp(claim.plastic[1, :, 70:], axis=1).max() == 0 and np.ptp(claim.plastic[0, :, 22:], axis=1).max() == 0
    np.testing.assert_array_equal(reversal.fixed, reversal.plastic)
    np.testing.assert_array_equal(reversal.plastic, claim.plastic)


@every_story
@pytest.mark.parametrize("values", [{"enrichment": 0.0}, {"enrichment_days": 0.0}, {"plasticity": 0.0}])
def test_without_enrichment_nothing_returns(simulate, values):
    run = simulate(CompensationParameters(**values), seeded())
    np.testing.assert_array_equal(run.function[[0, 2]], run.function[[1, 3]])
    assert run.returned == 0 and run.gap_function_enriched == run.gap_function_standard > 0.4


def test_more_and_longer_enrichment_returns_more():
    ladders = {"enrichment": (0.2, 0.5, 1.0), "enrichment_days": (5.0, 20.0, 48.0), "plasticity": (0.02, 0.05, 0.1)}
    for name, values in ladders.items():
        returned = [simulate_compensation(CompensationParameters(**{name: value}), seeded()).returned for value in values]
        assert returned[0] < returned[1] < returned[2]
        assert returned[0] > 0.1


@pytest.mark.parametrize("load", [0.0, 0.3, 1.0])
def test_load_silences_a_share_of_the_plastic_part(load):
    claim, reversal, additive = (simulate(CompensationParameters(load=load), seeded()) for simulate in SIMULATIONS)
    fixed, plastic = claim.fixed[:, :, -1], claim.plastic[:, :, -1] * (1 - load)
    np.testing.assert_allclose(claim.function_loaded, 1 - (1 - fixed) * (1 - plastic))
    np.testing.assert_allclose(additive.function_loaded, (fixed + plastic) / 2)
    np.testing.assert_allclose(reversal.function_loaded, 1 - (1 - claim.plastic[:, :, -1]) * (1 - plastic))
    if load == 0:
        np.testing.assert_array_equal(claim.function_loaded, claim.function[:, :, -1])
    if load == 1:
        assert claim.gap_function_loaded == pytest.approx(claim.gap_fixed_enriched)


@every_story
def test_the_numbers_of_a_run_are_those_of_its_animals(simulate):
    run = simulate(CompensationParameters(enrichment_days=10.0, load=0.5), seeded())
    for name in ("fixed", "plastic", "function"):
        part, mean = getattr(run, name), getattr(run, f"mean_{name}")
        assert part.shape == (4, 12, 121)
        np.testing.assert_allclose(mean, part.mean(axis=1))
        assert getattr(run, f"gap_{name}_standard") == pytest.approx(mean[2, -1] - mean[0, -1])
        assert getattr(run, f"gap_{name}_enriched") == pytest.approx(mean[3, -1] - mean[1, -1])
    loaded = run.function_loaded.mean(axis=1)
    assert run.gap_function_loaded == pytest.approx(loaded[3] - loaded[1])
    assert run.returned == pytest.approx(1 - run.gap_function_enriched / run.gap_function_standard)
    assert 0.2 < run.returned < 0.9
    assert [group.split(", ") for group in GROUPS] == [["low care", "standard"], ["low care", "enriched"],
                                                       ["high care", "standard"], ["high care", "enriched"]]


def test_without_a_difference_nothing_can_return():
    assert math.isnan(simulate_compensation(CompensationParameters(care_low=0.5, care_high=0.5), seeded()).returned)
    for high, known in ((0.515, False), (0.525, True)):
        near = simulate_compensation(CompensationParameters(care_low=0.5, care_high=high, spread=0.0), seeded())
        assert math.isfinite(near.returned) is known


def test_animals_differ_in_care_and_in_plasticity():
    alike = simulate_compensation(CompensationParameters(spread=0.0), seeded())
    assert np.ptp(alike.function, axis=1).max() == 0
    run = simulate_compensation(CompensationParameters(spread=0.1, enrichment_days=10.0), seeded())
    care, rate = seeded().standard_normal((2, ANIMALS))
    expected = level_after_care(120, 0.2 + 0.1 * care, 7.0)
    np.testing.assert_allclose(run.fixed[0, :, -1], expected)
    left = (1 - run.plastic[1, :, -1]) / (1 - run.plastic[0, :, -1])
    np.testing.assert_allclose(np.log(-np.log(left)), np.log(0.1 * 10) + 0.1 * rate)
    wide = simulate_compensation(CompensationParameters(spread=0.3, care_low=0.0, care_high=1.0), seeded())
    assert 0 <= wide.fixed.min() and wide.fixed.max() <= 1


def test_the_sliders_start_and_end_where_the_lesson_says():
    assert {name: (d.default, d.low, d.high) for name, d in CompensationParameters.declared.items()} == {
        "care_low": (0.2, 0, 0.5), "care_high": (0.8, 0.5, 1), "early_window": (7, 1, 20), "enrichment": (1, 0, 1),
        "enrichment_start": (22, 22, 100), "enrichment_days": (48, 0, 60), "plasticity": (0.1, 0, 0.3), "load": (0.8, 0, 1),
        "spread": (0.08, 0, 0.3)}


@every_story
def test_what_is_bounded_says_so_and_stays_so(simulate):
    rng = seeded(3)
    for _ in range(10):
        run = simulate(CompensationParameters(**{name: rng.uniform(d.low, d.high)
                                                 for name, d in CompensationParameters.declared.items()}), rng)
        for name, bound in run.BOUNDS.items():
            assert bound == ((-1, 1) if name.startswith("gap_") else (0, 1))
            assert np.min(getattr(run, name)) >= bound[0] and np.max(getattr(run, name)) <= bound[1]
    assert len(run.BOUNDS) == 14


@every_story
def test_the_same_luck_gives_the_same_run(simulate):
    one, two, other = (simulate(CompensationParameters(), seeded(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.function, two.function)
    assert not np.array_equal(one.function, other.function)
    assert not any(value.flags.writeable for value in vars(one).values() if isinstance(value, np.ndarray))
