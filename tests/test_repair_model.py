"""Two wells, a window and present bonds: exact results, another solver, and the population that is measured."""

import math

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.linalg import expm

from widgets.numerics import read_only
from widgets.parameters import Parameter
from widgets.repair import model
from widgets.repair.model import (
    LIVES,
    SCORE_AGES,
    RepairParameters,
    barrier,
    cohens_d,
    find_wells,
    fold,
    potential,
    simulate_population,
    simulate_repair,
    simulate_single_well,
    simulate_window_alone,
    window_at,
)

STORIES = {"repair": simulate_repair, "single_well": simulate_single_well, "window_alone": simulate_window_alone}
CALM = {"noise": 0.0, "bond_spread": 0.0}


def seeded(seed=7):
    return np.random.default_rng(seed)


# The landscape


@pytest.mark.parametrize("depth", [0.2, 0.4, 1.0])
def test_the_fold_is_where_one_well_disappears(depth):
    edge = fold(depth)
    assert len(find_wells(depth, 0.999 * edge)) == 2
    assert len(find_wells(depth, 1.001 * edge)) == 1
    assert len(find_wells(depth, -1.001 * edge)) == 1
    # At the fold the lower bottom and the top between the wells meet, at -√(a/3), where the slope is 0 as well.
    meet = -math.sqrt(depth / 3)
    assert depth * meet - meet**3 + edge == pytest.approx(0, abs=1e-12)
    assert depth - 3 * meet**2 == pytest.approx(0, abs=1e-12)


def test_published_places_of_the_fold_and_the_barrier():
    assert fold(1.0) == pytest.approx(0.3849, abs=1e-4)
    assert fold(0.4) == pytest.approx(0.0974, abs=1e-4)
    assert (barrier(1.0), barrier(0.4)) == (0.25, pytest.approx(0.04))
    assert (model.CLOSED_DEPTH, model.OPEN_DEPTH) == (1.0, 0.4)


@pytest.mark.parametrize(("depth", "bond"), [(1.0, 0.0), (1.0, 0.3), (0.4, -0.05), (0.4, 0.5), (0.0, 0.2), (0.0, -0.4)])
def test_wells_are_bottoms_of_the_potential(depth, bond):
    wells = find_wells(depth, bond)
    assert (np.diff(wells) > 0).all()
    for x in wells:
        assert depth * x - x**3 + bond == pytest.approx(0, abs=1e-9)
        around = potential(np.array([x - 0.01, x, x + 0.01]), depth, bond)
        assert around[1] < min(around[0], around[2])


def test_without_depth_and_bond_the_bottom_is_flat_and_in_the_middle():
    assert find_wells(0.0, 0.0).tolist() == [0.0]
    assert find_wells(1.0, 0.0).tolist() == pytest.approx([-1, 1])


def test_security_rolls_downhill_and_the_barrier_is_its_height():
    x = np.linspace(-1.5, 1.5, 31)
    slope = (potential(x + 1e-5, 0.7, 0.2) - potential(x - 1e-5, 0.7, 0.2)) / 2e-5
    np.testing.assert_allclose(-slope, 0.7 * x - x**3 + 0.2, atol=1e-8)
    assert potential(0.0, 0.6, 0.0) - potential(math.sqrt(0.6), 0.6, 0.0) == pytest.approx(barrier(0.6))


# The window


def test_the_window_is_two_bells():
    once = RepairParameters(early_window=2.0, reopening=0.0)
    assert window_at(0.0, once) == 1
    assert window_at(2.0, once) == pytest.approx(math.exp(-0.5))
    assert window_at(4.0, once) == pytest.approx(math.exp(-2))
    ages = np.linspace(0, 26, 200)
    assert (np.diff(window_at(ages, once)) <= 0).all()
    twice = RepairParameters(early_window=2.0, reopening=0.6, reopening_age=14.0)
    assert window_at(14.0, twice) == pytest.approx(0.6, abs=1e-6)
    for age in (14.0 - 1.2, 14.0 + 1.2):
        assert window_at(age, twice) == pytest.approx(0.6 * math.exp(-0.5), abs=1e-6)
    both = RepairParameters(early_window=5.0, reopening=0.5, reopening_age=5.0)
    assert window_at(5.0, both) == pytest.approx(1 - (1 - math.exp(-0.5)) * 0.5)


def test_the_wells_are_shallow_while_the_window_is_open():
    run = simulate_repair(RepairParameters(), seeded())
    np.testing.assert_allclose(run.depth, 1 - 0.6 * run.openness)
    np.testing.assert_allclose(run.bond_needed, 2 / (3 * math.sqrt(3)) * run.depth**1.5)
    assert run.depth[0] == pytest.approx(0.4)
    assert run.age[np.argmin(np.where(run.age > 6, run.depth, 9))] == pytest.approx(12)
    single = simulate_single_well(RepairParameters(), seeded())
    assert not single.depth.any() and not single.bond_needed.any()
    np.testing.assert_array_equal(single.openness, run.openness)


# The solver


def by_scipy(parameters, story, life):
    """The equation of a life without chance, written out once more and solved by another method, in one piece a stage."""
    early = parameters.early_difference * (1 if life > 1 else -1)
    later = parameters.later_low if life % 2 == 0 or story == "window_alone" else parameters.later_high

    def slope(age, x, h):
        o = 1 - (1 - math.exp(-age**2 / (2 * parameters.early_window**2))) * (
            1 - parameters.reopening * math.exp(-(age - parameters.reopening_age)**2 / (2 * 1.2**2)))
        a = 0.0 if story == "single_well" else 1 - 0.6 * o
        return 4 * (a * x - x**3 + h)

    ages, state, path = np.arange(313) / 12, [0.0], []
    for start, stop, h in ((0.0, parameters.change_age, early), (parameters.change_age, 26.0, later)):
        at = ages[(ages >= start - 1e-9) & (ages < stop - 1e-9)]
        solution = solve_ivp(slope, (start, stop), state, args=(h,), rtol=1e-7, atol=1e-9, method="DOP853",
                             t_eval=np.append(np.clip(at, start, stop), stop))
        path += solution.y[0, :-1].tolist()
        state = solution.y[:, -1]
    return np.array([*path, state[0]])


STRONG = {"early_difference": 0.5, "change_age": 1.5, "later_high": 0.45, "later_low": -0.4, "reopening": 0.0}
LATE = {"early_window": 6.0, "reopening_age": 20.0, "reopening": 0.7, "change_age": 10.0, "later_high": 0.3}


@pytest.mark.parametrize(("story", "values"), [
    ("repair", {}), ("repair", STRONG), ("repair", LATE), ("single_well", LATE), ("window_alone", LATE)])
def test_without_chance_lives_agree_with_scipy(story, values):
    parameters = RepairParameters(**CALM, **values)
    run = STORIES[story](parameters, seeded())
    for life in range(4):
        expected = by_scipy(parameters, story, life)
        np.testing.assert_allclose(run.security[life, 0], expected, atol=0.04)
        assert run.security[life, 0, -1] == pytest.approx(expected[-1], abs=0.02)
        np.testing.assert_array_equal(run.security[life, 0], run.security[life, 39])


def test_the_solver_is_of_second_order():
    def end(steps):
        age = 10 * (np.arange(steps) + 0.5) / steps
        depth, force = 1 - 0.6 * np.exp(-age), 0.3 * np.cos(age)[:, None]
        return model.ride(depth, force, np.zeros((steps, 1)), 10 / steps, start=0.8)[-1, 0]

    exact = solve_ivp(lambda t, x: (1 - 0.6 * math.exp(-t)) * x - x**3 + 0.3 * math.cos(t), (0, 10), [0.8], rtol=1e-11,
                      atol=1e-12).y[0, -1]
    errors = [abs(end(steps) - exact) for steps in (40, 80, 160)]
    assert 3.4 < errors[0] / errors[1] < 4.6 and 3.4 < errors[1] / errors[2] < 4.6


@pytest.mark.parametrize("step", [0.1, 5.0])
def test_the_flow_without_bonds_is_exact_at_any_step(step):
    nothing = np.zeros((3, 1))
    single = model.ride(np.zeros(3), nothing, nothing, step, start=0.5)[:, 0]
    times = step * np.arange(4)
    np.testing.assert_allclose(single, 0.5 / np.sqrt(1 + 2 * 0.25 * times))
    double = model.ride(np.full(3, 0.7), nothing, nothing, step, start=0.5)[:, 0]
    # x² follows a logistic curve that ends at a.
    grown = np.exp(2 * 0.7 * times)
    np.testing.assert_allclose(double**2, 0.7 * 0.25 * grown / (0.7 - 0.25 + 0.25 * grown))


@pytest.mark.parametrize(("step", "tolerance"), [(1 / 3, 0.08), (1 / 9, 0.04)])
def test_the_single_well_has_the_exact_mean_and_spread(step, tolerance):
    bond, noise, steps = 0.15, 0.5, round(40 / step)
    draws = noise * math.sqrt(step) * seeded().standard_normal((steps, 5000))
    path = model.ride(np.zeros(steps), np.full((steps, 1), bond), draws, step)[steps // 2::steps // 20].ravel()

    def moment(power):
        return quad(lambda x: x**power * math.exp(-(x**4 / 4 - bond * x) / (noise**2 / 2)), -5, 5)[0]

    mean, square = moment(1) / moment(0), moment(2) / moment(0)
    assert path.mean() == pytest.approx(mean, abs=0.35 * tolerance)
    assert path.var() == pytest.approx(square - mean**2, rel=tolerance)


def share_across(depth, bond, noise, duration):
    """Share at x > 0 after starting at -1: the Fokker–Planck equation on a grid, solved as a matrix exponential."""
    x = np.linspace(-1.8, 1.8, 91)
    gap, diffusion = x[1] - x[0], noise**2 / 2
    between = x[:-1] + gap / 2
    peclet = np.clip((depth * between - between**3 + bond) * gap / diffusion, -200, 200)

    def weight(z):
        return z / np.expm1(z) if abs(z) > 1e-9 else 1.0

    rates = np.zeros((x.size, x.size))
    for i, z in enumerate(peclet):
        up, down = diffusion / gap**2 * weight(-z), diffusion / gap**2 * weight(z)
        rates[i + 1, i] += up
        rates[i, i] -= up
        rates[i, i + 1] += down
        rates[i + 1, i + 1] -= down
    start = np.zeros(x.size)
    start[np.argmin(np.abs(x + 1))] = 1.0
    return (expm(rates * duration) @ start)[x > 0].sum()


@pytest.mark.parametrize(("depth", "bond"), [(1.0, 0.2), (1.0, 0.45), (0.4, -0.2), (0.4, 0.0), (0.4, 0.2)])
def test_as_many_cross_as_the_fokker_planck_equation_says(depth, bond):
    steps, step = 60, 1 / 3
    draws = 0.25 * math.sqrt(step) * seeded().standard_normal((steps, 4000))
    end = model.ride(np.full(steps, depth), np.full((steps, 1), bond), draws, step, start=-1.0)[-1]
    assert (end > 0).mean() == pytest.approx(share_across(depth, bond, 0.25, steps * step), abs=0.03)


def test_ups_and_downs_keep_their_spread_and_are_forgotten_in_three_years():
    z = model._ups_and_downs(seeded(), 20_000)
    assert z.shape == (312, 20_000)
    for step in (0, 1, 150, 311):
        assert z[step].mean() == pytest.approx(0, abs=0.03)
        assert z[step].std() == pytest.approx(1, abs=0.02)
    for years in (1, 3, 10):
        assert np.corrcoef(z[100], z[100 + 12 * years])[0, 1] == pytest.approx(math.exp(-years / 3), abs=0.02)


def test_chance_gathers_sigma_squared_in_a_unit_of_the_models_time():
    kicks = model._chance(RepairParameters(noise=0.4), seeded(), 2000)
    assert kicks.var() * 3 == pytest.approx(0.16, rel=0.02)


def random_parameters(rng):
    return RepairParameters(**{name: rng.uniform(d.low, d.high) for name, d in RepairParameters.declared.items()
                               if isinstance(d, Parameter)})


def ends(parameters, story, luck, fine):
    """Security at the end with whole or half steps on the same Brownian path, shape (4, 40)."""
    per = 2 if fine else 1
    steps = 312 * per
    age = 26 * (np.arange(steps) + 0.5) / steps
    drift, kicks = luck
    levels = model._levels(parameters, age, story).T[:, :, None]
    force = levels + np.repeat(parameters.bond_spread * drift, per, axis=0)[:, None, :]
    noise = kicks if fine else kicks[::2] + kicks[1::2]
    step = 4 / 12 / per
    noise = parameters.noise * math.sqrt(4 / 24) * noise
    return model.ride(model._depths(parameters, age, story), force, noise[:, None, :], step)[-1]


@pytest.mark.parametrize("story", STORIES)
def test_halving_the_step_changes_no_conclusion(story):
    rng = seeded(3)
    for _ in range(8):
        parameters = random_parameters(rng)
        luck = model._ups_and_downs(rng, 150), rng.standard_normal((624, 150))
        whole, half = ends(parameters, story, luck, fine=False), ends(parameters, story, luck, fine=True)
        share_whole, share_half = (whole > 0).mean(axis=1), (half > 0).mean(axis=1)
        np.testing.assert_allclose(share_whole, share_half, atol=0.06)
        np.testing.assert_allclose(whole.mean(axis=1), half.mean(axis=1), atol=0.1)
        gains = [s[1] - s[0] - (s[3] - s[2]) for s in (share_whole, share_half)]
        assert gains[0] * gains[1] > 0 or max(map(abs, gains)) < 0.12


# A run


def test_the_four_lives_differ_in_their_bonds():
    run = simulate_repair(RepairParameters(early_difference=0.25, later_low=-0.1, later_high=0.4, change_age=4.0), seeded())
    for life, (early, later) in enumerate(((-0.25, -0.1), (-0.25, 0.4), (0.25, -0.1), (0.25, 0.4))):
        assert set(run.bonds[life, :47]) == {early}
        assert set(run.bonds[life, 49:]) == {later}
    assert len(LIVES) == 4
    assert set(simulate_window_alone(RepairParameters(), seeded()).bonds[1, 50:]) == {0.0}
    np.testing.assert_allclose(run.age, np.arange(313) / 12)
    assert run.security.shape == (4, 40, 313)


def test_lives_part_only_when_their_bonds_do():
    run = simulate_repair(RepairParameters(change_age=6.0), seeded())
    np.testing.assert_array_equal(run.security[0, :, :73], run.security[1, :, :73])
    np.testing.assert_array_equal(run.security[2, :, :73], run.security[3, :, :73])
    assert (run.security[1, :, 73] > run.security[0, :, 73]).all()
    assert (run.security[2, :, 1] > run.security[0, :, 1]).all()
    same = simulate_repair(RepairParameters(early_difference=0.0), seeded())
    np.testing.assert_array_equal(same.security[0], same.security[2])


def test_claim_and_rivals_get_the_same_luck():
    nothing = RepairParameters(later_low=0.1, later_high=0.1)
    one, two = simulate_repair(nothing, seeded()), simulate_window_alone(nothing, seeded())
    np.testing.assert_array_equal(one.security, two.security)
    claim, alone = (simulate(RepairParameters(), seeded()) for simulate in (simulate_repair, simulate_window_alone))
    np.testing.assert_array_equal(claim.security[0], alone.security[0])
    np.testing.assert_array_equal(alone.security[0], alone.security[1])


def test_people_differ_by_chance_and_by_their_bonds():
    for calm, spread in (({"noise": 0.0}, {"bond_spread": 0.1}), ({"bond_spread": 0.0}, {"noise": 0.1})):
        run = simulate_repair(RepairParameters(**calm, **spread), seeded())
        assert run.security[3, :, -1].std() > 0.02
    # Whoever has better bonds than others is the more secure, in the same well.
    run = simulate_repair(RepairParameters(noise=0.0, bond_spread=0.05, later_high=0.4), seeded())
    drift = model._ups_and_downs(seeded(), 40)
    assert np.corrcoef(drift[-1], run.security[3, :, -1])[0, 1] > 0.9


def test_the_mirror_image_of_a_life_is_its_opposite():
    run = simulate_repair(RepairParameters(**CALM, later_low=-0.3, later_high=0.3, change_age=1.0), seeded())
    np.testing.assert_allclose(run.security[1], -run.security[2])
    np.testing.assert_allclose(run.security[0], -run.security[3])


def test_what_undoes_must_be_stronger_than_what_would_have_prevented():
    def end(life, **values):
        return simulate_repair(RepairParameters(**CALM, reopening=0.0, **values), seeded()).security[life, 0, -1]

    weak, strong = 0.9 * fold(1.0), 1.1 * fold(1.0)
    assert end(3, early_difference=0.1, later_high=0.1) > 0.9, "prevented by a bond of 0.1 from birth on"
    assert end(1, early_difference=0.1, later_high=weak, change_age=6.0) < 0, "not undone by a stronger one later"
    assert end(1, early_difference=0.1, later_high=strong, change_age=6.0) > 0.9


def test_the_numbers_of_a_run_are_those_of_its_people():
    run = simulate_repair(RepairParameters(later_low=-0.05, noise=0.36, reopening=0.5, change_age=16.0), seeded(5))
    np.testing.assert_array_equal(run.secure_share, (run.security > 0).mean(axis=1))
    np.testing.assert_allclose(run.mean_security, run.security.mean(axis=1))
    end = run.secure_share[:, -1]
    np.testing.assert_array_equal(run.share_at_end, end)
    assert run.gain_after_low == end[1] - end[0] and run.gain_after_high == end[3] - end[2]
    assert run.interaction == run.gain_after_low - run.gain_after_high != 0
    mean = run.security[:, :, -1].mean(axis=1)
    assert run.recovered == pytest.approx((mean[1] - mean[0]) / (mean[3] - mean[0]))
    change = 16 * 12
    low_first, high_first = run.security[1], run.security[2]
    assert run.began_insecure == (low_first[:, change] <= 0).sum()
    assert run.became_secure == ((low_first[:, change] <= 0) & (low_first[:, -1] > 0)).sum()
    assert run.began_secure == (high_first[:, change] > 0).sum()
    assert run.became_insecure == ((high_first[:, change] > 0) & (high_first[:, -1] <= 0)).sum()
    assert 0 < run.became_secure < run.began_insecure and 0 < run.became_insecure < run.began_secure
    assert 0 < end[0] < end[1] < 1 and 0 < end[2] < end[3]


def test_without_a_gap_there_is_nothing_to_recover():
    values = {**CALM, "early_difference": 0.0, "later_low": 0.2, "later_high": 0.2}
    assert math.isnan(simulate_repair(RepairParameters(**values), seeded()).recovered)


def test_the_landscape_of_a_run_is_that_of_its_ages():
    parameters = RepairParameters(change_age=4.0, reopening_age=15.0, reopening=0.5)
    run = simulate_repair(parameters, seeded())
    assert run.landscape_age.tolist() == pytest.approx([4 - 1 / 12, 15, 26])
    assert (run.landscape_x[0], run.landscape_x[-1], len(run.landscape_x)) == (-1.8, 1.8, 121)
    for row, age, bond in zip(run.landscape, run.landscape_age, (-0.3, 0.2, 0.2)):
        depth = 1 - 0.6 * window_at(age, parameters)
        np.testing.assert_allclose(row, run.landscape_x**4 / 4 - depth * run.landscape_x**2 / 2 - bond * run.landscape_x)
    late = simulate_repair(RepairParameters(change_age=20.0, reopening_age=10.0), seeded())
    assert late.landscape_age.tolist() == pytest.approx([10, 20 - 1 / 12, 26])


def test_the_sliders_start_and_end_where_the_lesson_says():
    # The brief's trial values: windows of 18 months, σ = .25 (here .2), bonds from -.3 to .45, deeper wells when shut.
    assert {name: (d.default, d.low, d.high) for name, d in RepairParameters.declared.items()} == {
        "early_difference": (0.3, 0, 0.6), "change_age": (3, 0.25, 22), "later_low": (0, -0.6, 0.6),
        "later_high": (0.2, -0.6, 0.6), "bond_spread": (0.06, 0, 0.4), "early_window": (1.5, 0.5, 10),
        "reopening": (1, 0, 1), "reopening_age": (12, 5, 24), "noise": (0.2, 0, 0.5)}


def test_what_is_bounded_says_so_and_stays_so():
    bounds = simulate_repair(RepairParameters(), seeded()).BOUNDS
    shares = ("openness", "depth", "secure_share", "share_at_end")
    counts = ("began_insecure", "became_secure", "began_secure", "became_insecure")
    assert bounds == {**dict.fromkeys(shares, (0, 1)), **dict.fromkeys(counts, (0, 40)), "bond_needed": (0, 0.385),
                      "bonds": (-0.6, 0.6), "gain_after_low": (-1, 1), "gain_after_high": (-1, 1), "interaction": (-2, 2)}
    assert population(40).BOUNDS == {"life": (0, 3), "correlation": (-1, 1), "secure_share": (0, 1),
                                     "changed_with_event": (0, 1), "changed_without_event": (0, 1)}
    rng = seeded(11)
    for _ in range(20):
        parameters = random_parameters(rng)
        for result in (STORIES[rng.choice(list(STORIES))](parameters, rng), simulate_population(parameters, rng, 40)):
            for name, (low, high) in result.BOUNDS.items():
                values = np.asarray(getattr(result, name))
                if name not in result.MAY_BE_NAN or np.isfinite(values).all():
                    assert values.min() >= low and values.max() <= high, name


# A population


def population(people=2000, seed=1, story="repair", **values):
    return simulate_population(RepairParameters(**values), seeded(seed), people, story=story)


def test_a_population_is_measured_with_error():
    them = population()
    assert them.score.shape == them.security.shape == (2000, len(SCORE_AGES))
    error = them.score.astype(float) - them.security
    assert error.std() == pytest.approx(0.6, rel=0.02)
    assert error.mean() == pytest.approx(0, abs=0.02)
    assert abs(np.corrcoef(error[:, 3], error[:, 4])[0, 1]) < 0.08
    assert them.event.mean() == pytest.approx(0.36, abs=0.04)
    assert np.bincount(them.life).tolist() == [500] * 4
    assert them.score_age.tolist() == list(SCORE_AGES)


@pytest.mark.parametrize("story", STORIES)
def test_a_population_lives_the_same_lives_as_the_people_of_a_run(story, monkeypatch):
    monkeypatch.setattr(model, "EVENT_SHARE", 0.0)
    parameters = RepairParameters(**CALM, later_low=-0.2)
    run, them = STORIES[story](parameters, seeded()), simulate_population(parameters, seeded(), 40, story=story)
    at = np.searchsorted(run.age, np.array(SCORE_AGES) - 1e-6)
    for person in range(8):
        np.testing.assert_allclose(them.security[person], run.security[them.life[person], 0, at], atol=1e-6)
    assert math.isnan(them.changed_with_event)


def test_the_numbers_of_a_population_are_those_of_its_people():
    them = population(later_low=-0.2)
    groups = [them.security[them.life == each].astype(float) for each in range(4)]
    scores = [them.score[them.life == each].astype(float) for each in range(4)]
    np.testing.assert_allclose(them.secure_share, [(group > 0).mean(axis=0) for group in groups])
    means = [group.mean(axis=0) for group in groups]
    gap = means[3] - means[0]
    np.testing.assert_allclose(them.recovered, (means[1] - means[0]) / gap, rtol=1e-5)
    np.testing.assert_allclose(them.interaction, means[1] - means[0] - means[3] + means[2], atol=1e-5)
    pooled = np.sqrt((scores[3].var(axis=0, ddof=1) + scores[1].var(axis=0, ddof=1)) / 2)
    np.testing.assert_allclose(them.gap_left, (scores[3].mean(axis=0) - scores[1].mean(axis=0)) / pooled, rtol=1e-4)
    np.testing.assert_allclose(them.bond_effect[5], cohens_d(np.concatenate((scores[1], scores[3]))[:, 5],
                                                             np.concatenate((scores[0], scores[2]))[:, 5]), rtol=1e-4)
    assert them.lag.tolist() == list(range(11)) and SCORE_AGES[4:] == tuple(range(16, 27))
    assert them.correlation[0] == 1
    assert them.correlation[7] == pytest.approx(np.corrcoef(them.score[:, 4], them.score[:, 11])[0, 1], abs=1e-5)
    changed = (them.score[:, 0] > 0) != (them.score[:, SCORE_AGES.index(21)] > 0)
    assert them.changed_with_event == changed[them.event].mean()
    assert them.changed_without_event == changed[~them.event].mean()


def test_where_there_is_no_gap_nothing_is_called_recovered(monkeypatch):
    monkeypatch.setattr(model, "EVENT_SHARE", 1.0)
    them = population(400, **CALM, early_difference=0.0, later_low=0.3, later_high=0.3, early_window=10.0)
    assert np.isnan(them.recovered[[0, -1]]).all()
    assert math.isnan(them.changed_without_event)
    assert them.event.all()


def test_a_hard_event_lowers_bonds_for_two_years(monkeypatch):
    monkeypatch.setattr(model, "EVENT_SHARE", 1.0)
    monkeypatch.setattr(model, "EVENT_AGES", (8.0, 8.0))
    seen = {}
    walk = model.ride
    monkeypatch.setattr(model, "ride", lambda depth, force, noise, step: seen.setdefault("path", walk(
        depth, seen.setdefault("force", force), noise, step)))
    simulate_population(RepairParameters(**CALM, early_difference=0.2, later_low=0.2, later_high=0.2), seeded(), 40)
    lowered = seen["force"][:, 0] < 0.1
    assert np.flatnonzero(lowered[60:]).tolist() == list(range(36, 60))
    assert seen["force"][100, 0] == pytest.approx(0.2 - 0.6)
    assert (seen["path"][121] < seen["path"][96]).all()


def test_events_come_at_any_age_from_two_to_seventeen(monkeypatch):
    monkeypatch.setattr(model, "EVENT_SHARE", 1.0)
    seen = []
    walk = model.ride
    monkeypatch.setattr(model, "ride", lambda depth, force, *rest: seen.append(force) or walk(depth, force, *rest))
    simulate_population(RepairParameters(**CALM, early_difference=0.0, later_low=0.0, later_high=0.0), seeded(), 2000)
    begins = np.argmax(seen[0] < -0.5, axis=0) / 12
    assert begins.min() == pytest.approx(2, abs=0.2) and begins.max() == pytest.approx(17, abs=0.2)
    assert begins.mean() == pytest.approx(9.5, abs=0.4)


def test_results_do_not_depend_on_the_size_of_the_chunk(monkeypatch):
    whole = population(6000)
    monkeypatch.setattr(model, "CHUNK", 500)
    parts = population(6000)
    np.testing.assert_allclose(whole.secure_share, parts.secure_share, atol=0.06)
    np.testing.assert_allclose(whole.correlation, parts.correlation, atol=0.05)
    assert np.bincount(parts.life).tolist() == [1500] * 4
    assert len(np.unique(parts.score[:, 0])) > 5900, "no chunk repeats another's luck"
    odd = simulate_population(RepairParameters(), seeded(), 1203)
    assert odd.score.shape[0] == 1203 and np.isfinite(odd.score).all()


@pytest.mark.parametrize("people", [39, 0, -4, 100.0, True, "many", math.nan])
def test_people_must_be_a_number_of_people(people):
    with pytest.raises(ValueError, match="people must be a whole number from 40 on; got"):
        simulate_population(RepairParameters(), seeded(), people)


def test_a_story_must_be_one_of_three():
    with pytest.raises(ValueError, match="repair, single_well, window_alone; got 'love heals'"):
        simulate_population(RepairParameters(), seeded(), 100, story="love heals")


def test_forty_people_are_enough():
    assert population(40).life.size == 40


def test_cohens_d_by_hand():
    assert cohens_d(np.array([3.0, 4.0, 5.0]), np.array([1.0, 2.0, 3.0])) == pytest.approx(2.0)
    assert cohens_d(np.array([0.0, 4.0]), np.array([1.0, 3.0])) == 0
    table = cohens_d(np.array([[3.0, 0.0], [5.0, 4.0]]), np.array([[1.0, 1.0], [3.0, 3.0]]))
    np.testing.assert_allclose(table, [2 / math.sqrt(2), 0])


def test_nobody_can_change_a_run_by_accident():
    for result in (simulate_repair(RepairParameters(), seeded()), population(40)):
        for value in vars(result).values():
            assert not isinstance(value, np.ndarray) or not value.flags.writeable
    assert not read_only([1.0]).flags.writeable
