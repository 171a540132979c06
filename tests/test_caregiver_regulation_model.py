"""The caregiver as a regulator: exact solutions, another solver, limits, and where the rivals differ."""

import math

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp

from widgets.caregiver_regulation import model
from widgets.caregiver_regulation.model import (
    AROUSAL_STEP,
    COMMUNITY,
    LAST_MONTH,
    MATCHED_AT,
    STRESS_FROM,
    STRESS_TO,
    VISITS,
    HelpParameters,
    LearningParameters,
    PlacementParameters,
    SeparationParameters,
    simulate_constant_help,
    simulate_fading_plasticity,
    simulate_flat_plasticity,
    simulate_gated_learning,
    simulate_no_help,
    simulate_responsive_help,
    simulate_separate_regulators,
    simulate_single_bond,
    simulate_step_window,
    simulate_valence_learning,
)

KERNELS = [simulate_fading_plasticity, simulate_step_window, simulate_flat_plasticity]


def seeded(seed=7):
    return np.random.default_rng(seed)


def random_parameters(kind, seed):
    luck = seeded(seed)
    return kind(**{name: float(luck.uniform(each.low, each.high)) for name, each in kind.declared.items()})


# Placement


def rate_of(simulate, p):
    """Plasticity at any age, written down once more from the docstrings."""
    total = p.plasticity_at_birth * p.plasticity_time * (1 - math.exp(-54 / p.plasticity_time)) + 54 * p.lasting_plasticity
    early = (total - p.lasting_plasticity * (54 - p.window_end)) / p.window_end
    return {simulate_fading_plasticity:
            lambda t: p.plasticity_at_birth * math.exp(-t / p.plasticity_time) + p.lasting_plasticity,
            simulate_step_window: lambda t: early if t < p.window_end else p.lasting_plasticity,
            simulate_flat_plasticity: lambda t: total / 54}[simulate]


@pytest.mark.parametrize("simulate", KERNELS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_regulation_is_the_solution_of_its_equation(simulate, seed):
    p = random_parameters(PlacementParameters, seed)
    run, rate = simulate(p, seeded()), rate_of(simulate, p)
    ages = np.arange(LAST_MONTH + 1)
    np.testing.assert_allclose(run.plasticity, [rate(t) for t in ages], rtol=1e-12)
    breaks = sorted({0.0, p.placement_age, p.window_end, float(LAST_MONTH)})
    for path, placed in ((run.placed, p.placement_age), (run.family, 0.0), (run.institution, math.inf)):
        k, start = 0.0, 0.0
        for stop in breaks[1:]:
            care = 1.0 if (start + stop) / 2 > placed else p.institution_care
            inside = ages[(ages > start) & (ages <= stop)]
            solved = solve_ivp(lambda t, k, care=care: rate(min(t, stop - 1e-9)) * (care - k), (start, stop), [k], rtol=1e-10,
                               atol=1e-12, t_eval=np.append(inside, stop) if inside.size == 0 or inside[-1] < stop else inside)
            np.testing.assert_allclose(path[inside], solved.y[0][:inside.size], atol=1e-7)
            k, start = solved.y[0][-1], stop


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_three_kinds_of_plasticity_sum_to_the_same_by_54_months(seed):
    p = random_parameters(PlacementParameters, seed)
    runs = [simulate(p, seeded()) for simulate in KERNELS]
    sums = [quad(rate_of(simulate, p), 0, MATCHED_AT, points=[p.window_end], limit=200)[0] for simulate in KERNELS]
    assert sums == pytest.approx([sums[0]] * 3)
    for run in runs:
        assert run.family[MATCHED_AT] == pytest.approx(1 - math.exp(-sums[0]))
        assert run.institution[MATCHED_AT] == pytest.approx(p.institution_care * (1 - math.exp(-sums[0])))


@pytest.mark.parametrize("simulate", KERNELS, ids=lambda f: f.__name__)
def test_scores_effects_and_slopes_come_from_regulation(simulate):
    p = PlacementParameters(placement_age=20)
    run = simulate(p, seeded())
    np.testing.assert_allclose(run.effect, [26 * (run.placed[age] - run.institution[age]) for age in VISITS])
    for age in (0, 6, 20, 30, 42):
        other = simulate(PlacementParameters(placement_age=age), seeded())
        assert run.score_at_54_months[age] == pytest.approx(COMMUNITY - 10 - 26 * (1 - other.placed[54]))
        assert run.score_at_17_years[age] == pytest.approx(COMMUNITY - 10 - 26 * (1 - other.placed[204]))
    assert run.slope == pytest.approx((run.score_at_54_months[30] - run.score_at_54_months[6]) / 24)
    assert run.slope_at_17_years == pytest.approx((run.score_at_17_years[30] - run.score_at_17_years[6]) / 24)
    assert run.remaining_gap == pytest.approx(26 * (run.family[204] - run.placed[204]))
    np.testing.assert_array_equal(run.placement_ages, np.arange(43))


def test_children_spread_around_their_groups_mean_and_have_their_own_ages():
    draws = [simulate_fading_plasticity(PlacementParameters(), seeded(seed)) for seed in range(100)]
    run = draws[0]
    for name, mean in (("child_family", COMMUNITY - 26 * (1 - run.family[54])),
                       ("child_institution", COMMUNITY - 10 - 26 * (1 - run.institution[54]))):
        values = np.concatenate([getattr(each, name) for each in draws])
        assert values.mean() == pytest.approx(mean, abs=4 * 15 / math.sqrt(values.size))
        assert values.std() == pytest.approx(15, rel=0.04)
    ages = np.concatenate([each.child_placement for each in draws])
    assert ages.mean() == pytest.approx(22, abs=0.4) and ages.std() == pytest.approx(7.3, rel=0.05)
    steady = simulate_fading_plasticity(PlacementParameters(spread=0), seeded())
    np.testing.assert_allclose(
        steady.child_placed, np.interp(steady.child_placement, np.arange(43), steady.score_at_54_months), atol=0.02)
    assert len(set(run.child_family - run.child_placed)) == 60


def test_without_any_care_gap_or_with_full_care_everywhere_placement_does_nothing():
    for changed in ({"care_gap": 0}, {"institution_care": 0.8}):
        base, run = (simulate_fading_plasticity(PlacementParameters(**each), seeded()) for each in ({}, changed))
        assert run.effect.max() < 0.35 * base.effect.max()
    assert simulate_fading_plasticity(PlacementParameters(care_gap=0), seeded()).effect.max() == 0


# Help


def settle(simulate, p):
    """Where the noise-free path of the stressful minutes ends up, solved by another solver from the written equation."""
    gain = {simulate_no_help: 0.0}.get(simulate, p.caregiver_gain)
    start = 0.0 if simulate is simulate_constant_help else p.tolerance
    own = 0.2 + p.maturation * p.age

    def rate(t, x):
        return (p.stressor if STRESS_FROM <= t < STRESS_TO else 0.0) - own * x - gain * np.maximum(x - start, 0.0)

    pieces, at, x = [], 0.0, [0.0]
    for stop in (STRESS_FROM, STRESS_TO, 40.0):
        solved = solve_ivp(rate, (at, stop - 1e-9), x, rtol=1e-9, atol=1e-11, dense_output=True, max_step=0.05)
        pieces.append(solved)
        at, x = stop, solved.y[:, -1]
    return pieces


@pytest.mark.parametrize("simulate", [simulate_responsive_help, simulate_constant_help, simulate_no_help],
                         ids=lambda f: f.__name__)
@pytest.mark.parametrize("values", [{}, {"age": 2}, {"age": 16, "stressor": 1.4}, {"caregiver_gain": 4, "tolerance": 0.3}])
def test_arousal_is_the_solution_of_its_equation(simulate, values):
    p = HelpParameters(noise_strength=0, **values)
    run = simulate(p, seeded())
    for piece, start, stop in zip(settle(simulate, p), (0, STRESS_FROM, STRESS_TO), (STRESS_FROM, STRESS_TO, 40.0)):
        inside = (run.time > start + 1e-6) & (run.time < stop - 1e-6)
        # Only in the one step in which help begins or ends is the path not exact.
        np.testing.assert_allclose(run.with_caregiver[inside], piece.sol(run.time[inside])[0], atol=0.02)
    assert run.level_with_caregiver == pytest.approx(lasting(simulate, p), abs=1e-6)
    assert run.buffering == pytest.approx(1 - run.level_with_caregiver / run.level_alone)
    assert np.interp(p.age, run.ages, run.buffering_by_age) == pytest.approx(run.buffering, abs=0.02)


def lasting(simulate, p):
    gain = {simulate_no_help: 0.0}.get(simulate, p.caregiver_gain)
    start = 0.0 if simulate is simulate_constant_help else p.tolerance
    own = 0.2 + p.maturation * p.age
    solved = solve_ivp(lambda t, x: p.stressor - own * x - gain * np.maximum(x - start, 0.0), (0, 400), [0.0], rtol=1e-10,
                       atol=1e-12, method="LSODA")
    return solved.y[0, -1]


def test_a_finer_step_changes_no_conclusion(monkeypatch):
    for seed in range(12):
        p = random_parameters(HelpParameters, seed)
        fine_kicks = seeded(seed).standard_normal((1600, 1)) * p.noise_strength * math.sqrt(AROUSAL_STEP / 2)
        paths = {}
        for parts in (1, 2):
            monkeypatch.setattr(model, "AROUSAL_STEP", AROUSAL_STEP / parts)
            kicks = fine_kicks if parts == 2 else fine_kicks.reshape(-1, 2, 1).sum(axis=1)
            own = 0.2 + p.maturation * p.age
            paths[parts] = [np.array(model._arousal(p.stressor, own, gain, p.tolerance, kicks.tolist()))[::parts]
                            for gain in (0.0, p.caregiver_gain)]
        for coarse, fine in zip(paths[1], paths[2]):
            assert np.abs(coarse - fine).max() < 0.25
        during = slice(200, 400)
        saved = [np.mean(alone[during]) - np.mean(helped[during]) for alone, helped in (paths[1], paths[2])]
        assert saved[0] == pytest.approx(saved[1], abs=0.03)


def test_arousal_wanders_as_it_should():
    p = HelpParameters(stressor=0, tolerance=3, noise_strength=0.2, age=18)
    run = [simulate_responsive_help(p, seeded(seed)) for seed in range(60)]
    own = run[0].self_regulation
    late = np.concatenate([each.alone[200:] for each in run])
    assert late.std() == pytest.approx(0.2 / math.sqrt(2 * own), rel=0.05)
    assert run[0].buffering == 0 and not run[0].buffering_by_age.any()
    # Nobody comes near the level at which help begins, so it makes no difference.
    np.testing.assert_array_equal(run[0].alone, run[0].with_caregiver)


def test_nobody_helps_in_the_null():
    run = simulate_no_help(HelpParameters(), seeded())
    np.testing.assert_array_equal(run.alone, run.with_caregiver)
    assert run.buffering == 0 and run.level_alone == run.level_with_caregiver == pytest.approx(1 / 0.7225)


# A pup


@pytest.mark.parametrize(("missing", "moved"), [("milk", "heart_rate"), ("active_touch", "growth_hormone"),
                                                ("passive_contact", "corticosterone")])
def test_each_part_moves_its_own_system_in_proportion(missing, moved):
    half, none = (simulate_separate_regulators(SeparationParameters(**{missing: left}), seeded()) for left in (0.5, 0))
    for name in ("heart_rate", "growth_hormone", "corticosterone"):
        values = getattr(none, name)
        assert values[0] == 1 and (name == moved) == (abs(values[-1] - 1) > 0.3) and (name == moved) == bool(np.ptp(values))
        np.testing.assert_allclose(getattr(half, name) - 1, (values - 1) / 2, atol=1e-12)


def test_the_pups_systems_move_when_they_should():
    gone = simulate_separate_regulators(SeparationParameters(milk=0, active_touch=0, passive_contact=0), seeded())
    at = dict(zip(gone.hours.round(1).tolist(), range(241)))
    assert gone.heart_rate[at[4.5]] == pytest.approx(1 - 0.4 * (1 - math.exp(-1)))
    assert gone.growth_hormone[at[0.3]] == pytest.approx(1 - 0.5 * (1 - math.exp(-1)))
    assert gone.corticosterone[at[4.0]] == 1 and gone.corticosterone[at[7.0]] == pytest.approx(1 + 2 * (1 - math.exp(-1)))
    assert np.all(np.diff(gone.corticosterone[at[4.0]:]) > 0)


def test_a_single_bond_is_missed_by_all_systems_alike():
    only_milk = simulate_single_bond(SeparationParameters(milk=0.1), seeded())
    only_touch = simulate_single_bond(SeparationParameters(active_touch=0.1), seeded())
    all_gone = simulate_single_bond(SeparationParameters(milk=0, active_touch=0, passive_contact=0), seeded())
    claimed = simulate_separate_regulators(SeparationParameters(milk=0, active_touch=0, passive_contact=0), seeded())
    for name in ("heart_rate", "growth_hormone", "corticosterone"):
        np.testing.assert_allclose(getattr(only_milk, name), getattr(only_touch, name))
        np.testing.assert_allclose(getattr(all_gone, name), getattr(claimed, name))
        np.testing.assert_allclose(getattr(only_milk, name) - 1, 0.3 * (getattr(all_gone, name) - 1), atol=1e-12)


# Learning


def test_the_odours_value_goes_a_quarter_of_the_way_at_each_trial():
    for simulate in (simulate_gated_learning, simulate_valence_learning):
        run = simulate(LearningParameters(), seeded())
        steps = np.diff(run.value)
        np.testing.assert_allclose(steps[1:], 0.75 * steps[:-1])
        assert run.value[0] == 0 and run.trial[-1] == 14 and run.approaches == (run.value[-1] > 0)
        assert steps[0] / run.value[-1] == pytest.approx(0.25 / (1 - 0.75**14))


def test_corticosterone_grows_with_age_shock_and_solitude():
    def hormone(**values):
        return simulate_gated_learning(LearningParameters(**values), seeded()).corticosterone

    assert hormone(pup_age=8) == hormone(shock=0) == 0 and hormone(pup_age=14) == hormone(pup_age=18) == 1
    assert hormone(pup_age=11) == pytest.approx(0.5)
    assert hormone(pup_age=14, presence=1) == pytest.approx(0.2)
    assert hormone(pup_age=14, presence=0.5) == pytest.approx(0.6)
    assert hormone(pup_age=14, presence=1, added_corticosterone=0.7) == pytest.approx(0.9)
    assert hormone(pup_age=14, presence=1, shock=0.5) == pytest.approx(0.1)


def test_the_amygdala_is_half_engaged_at_half_the_hormone_and_then_nothing_is_learned():
    run = simulate_gated_learning(LearningParameters(pup_age=11), seeded())
    assert run.amygdala == pytest.approx(0.5) and abs(run.value).max() < 1e-12 and not run.approaches
    engaged = simulate_gated_learning(LearningParameters(pup_age=8, added_corticosterone=1), seeded())
    assert engaged.amygdala == pytest.approx(1 / (1 + 0.5**6))
    rival = simulate_valence_learning(LearningParameters(shock=0.5, added_corticosterone=0.2, presence=1), seeded())
    assert rival.amygdala == 0.5 and rival.corticosterone == pytest.approx(0.7)
    assert rival.value[-1] == pytest.approx(-0.5 * (1 - 0.75**14))
