"""Windows, odours and cues: against another solver, against exact results, and at finer steps."""

import dataclasses
import math
import random

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.special import expit

from widgets.sensitive_period import model
from widgets.sensitive_period.model import (
    CueParameters,
    OdourParameters,
    WindowParameters,
    simulate_age_switch,
    simulate_always_open,
    simulate_both,
    simulate_clock,
    simulate_clock_learner,
    simulate_cue_learner,
    simulate_disuse,
    simulate_flat_learner,
    simulate_hormone_switch,
    simulate_self_closing,
    simulate_valence_aware,
)

WINDOWS = [simulate_self_closing, simulate_clock, simulate_both, simulate_always_open, simulate_disuse]
ODOURS = [simulate_hormone_switch, simulate_age_switch, simulate_valence_aware]
LEARNERS = [simulate_cue_learner, simulate_clock_learner, simulate_flat_learner]


def seeded(seed=7):
    return np.random.default_rng(seed)


def window(simulate=simulate_self_closing, **values):
    return simulate(WindowParameters(**values), seeded())


def odour(simulate=simulate_hormone_switch, seed=7, **values):
    return simulate(OdourParameters(**values), seeded(seed))


def cues(simulate=simulate_cue_learner, seed=7, **values):
    return simulate(CueParameters(**values), seeded(seed))


def values_at(declared, randint):
    """A point of the box that lies on the sliders, so that exposures begin and end on the grid."""
    return {name: min(d.high, d.low + d.step * randint(0, round((d.high - d.low) / d.step))) for name, d in declared.items()}


# ---- what shuts a window --------------------------------------------------------------------------------------------------

def by_scipy(simulate, p, second=None):
    """Weights of both objects and the surroundings, and familiarity, by another solver; `second` is (start, length)."""
    start, length = second or (p.second_start, p.second_length)
    brake = simulate in (simulate_self_closing, simulate_both, simulate_disuse)
    clock = simulate in (simulate_clock, simulate_both)

    def slopes(t, state, first_seen, second_seen, dosed):
        weights, familiarity = state[:3], state[3]
        gate = expit((t - p.opening_age) / 0.1) * (expit((p.closing_age - t) / 0.15) if clock else 1)
        dose = p.modulator_dose * math.exp(-(t - p.second_start) / p.modulator_days) if dosed else 0.0
        if brake:
            gate /= 1 + (familiarity * (1 - p.receptors * dose / (1 + dose)) / 0.5) ** 4
        seen = [first_seen, second_seen, p.surroundings]
        slope = []
        for mine in range(3):
            other = max(seen[:mine] + seen[mine + 1:]) if simulate is not simulate_disuse else 1.0
            slope.append(p.learning_rate * gate * (seen[mine] * (1 - weights[mine])
                                                   - p.weakening * (1 - seen[mine]) * other * weights[mine]))
        return [*slope, (max(weights) - familiarity) / 0.25]

    edges = sorted({0.0, 10.0, *(min(10.0, e) for e in (p.first_length, start, start + length, p.second_start))})
    grid, state, found = 0.1 * np.arange(101), np.zeros(4), np.zeros((4, 101))
    for begin, end in zip(edges, edges[1:]):
        middle = (begin + end) / 2
        args = (float(middle < p.first_length), float(start < middle < start + length), middle > p.second_start)
        inside = (grid >= begin - 1e-9) & (grid <= end + 1e-9)
        out = solve_ivp(slopes, (begin, end), state, args=args, rtol=1e-10, atol=1e-12, method="DOP853", dense_output=True)
        found[:, inside] = out.sol(grid[inside])
        state = out.y[:, -1]
    return found


@pytest.mark.parametrize("simulate", WINDOWS)
@pytest.mark.parametrize("values", [
    {}, {"surroundings": 0.3, "modulator_dose": 3.0, "modulator_days": 0.6, "receptors": 0.8},
    {"learning_rate": 4.0, "opening_age": 1.1, "first_length": 6.0, "second_start": 2.0, "second_length": 8.0},
])
def test_windows_agree_with_scipy(simulate, values):
    parameters = WindowParameters(**values)
    run = simulate(parameters, seeded())
    expected = by_scipy(simulate, parameters)
    got = [run.weight_first, run.weight_second, run.weight_surroundings, run.familiarity]
    np.testing.assert_allclose(got, expected, atol=2e-3)


@pytest.mark.parametrize(("probe", "age"), [(1, 0.5), (8, 4.0), (18, 9.0)])
def test_a_probe_is_what_a_day_with_a_new_object_would_leave(probe, age):
    parameters = WindowParameters(surroundings=0.2, first_length=0.8, second_start=3.0, modulator_dose=2.0)
    run = simulate_self_closing(parameters, seeded())
    assert run.probe_age[probe] == age
    weights = by_scipy(simulate_self_closing, parameters, second=(age, 1.0))[1]
    assert run.probe_effect[probe] == pytest.approx(weights[round(10 * age) + 10], abs=2e-3)


@pytest.mark.parametrize("simulate", WINDOWS)
def test_the_solver_is_of_fourth_order(simulate, monkeypatch):
    # The first object stays the most familiar: where another one overtakes it, familiarity has a kink.
    parameters = WindowParameters(surroundings=0.1, modulator_dose=2.0, second_length=0.0, opening_age=1.0, first_length=10.0)
    expected = by_scipy(simulate, parameters)
    errors = []
    for finer in (1, 2, 4):
        monkeypatch.setattr(model, "WINDOW_STEP", 0.1 / finer)
        monkeypatch.setattr(model, "WINDOW_STEPS", 100 * finer)
        run = simulate(parameters, seeded())
        got = np.array([run.weight_first, run.weight_second, run.weight_surroundings, run.familiarity])[:, ::finer]
        errors.append(np.abs(got - expected).max())
    orders = np.log2(np.divide(errors[:-1], errors[1:]))
    assert (orders > 3.7).all() and errors[0] < 1e-3


@pytest.mark.parametrize("simulate", WINDOWS)
@pytest.mark.parametrize("seed", range(8))
def test_half_the_step_changes_no_conclusion(simulate, seed, monkeypatch):
    luck = random.Random(seed)
    parameters = WindowParameters(**values_at(WindowParameters.declared, luck.randint))
    run = simulate(parameters, seeded())
    monkeypatch.setattr(model, "WINDOW_STEP", 0.05)
    monkeypatch.setattr(model, "WINDOW_STEPS", 200)
    finer = simulate(parameters, seeded())
    for name in ("weight_first", "weight_second", "weight_surroundings", "familiarity", "plasticity"):
        np.testing.assert_allclose(getattr(run, name), getattr(finer, name)[::2], atol=0.005, err_msg=name)
    np.testing.assert_allclose(run.probe_effect, finer.probe_effect, atol=0.005)
    # Plasticity jumps where a dose is given, so that its area is known to half a step.
    assert run.open_days == pytest.approx(finer.open_days, abs=0.05)
    if abs(run.preference) > 0.01:
        assert run.preference * finer.preference > 0
    if not math.isnan(run.closes_at):
        at = round(run.closes_at / 0.05)
        assert finer.plasticity[at] / finer.plasticity[:at + 1].max() < 0.52


def test_an_open_window_learns_exponentially_in_the_time_it_was_open():
    """Alone and without brake, w = 1 − exp(−η ∫g dt), and ∫σ has a closed form."""
    run = window(simulate_always_open, first_length=10.0, second_length=0.0, learning_rate=1.3, opening_age=0.7)
    opened = 0.1 * (np.logaddexp(0, (run.age - 0.7) / 0.1) - np.logaddexp(0, -7.0))
    np.testing.assert_allclose(run.weight_first, 1 - np.exp(-1.3 * opened), atol=1e-4)
    assert run.open_days == pytest.approx(opened[-1], abs=1e-3)
    assert math.isnan(run.closes_at)


def test_what_is_out_of_view_weakens_more_slowly_and_only_while_something_else_is_seen():
    run = window(simulate_always_open, first_length=2.0, second_start=4.0, second_length=2.0, weakening=0.25)
    at = {age: run.weight_first[round(10 * age)] for age in (2, 4, 6, 10)}
    assert at[4] == at[2] and at[10] == at[6]
    assert at[6] == pytest.approx(at[4] * math.exp(-0.25 * 2.0 * 2.0), rel=1e-4)
    # Surroundings that are half as conspicuous compete half as much.
    run = window(simulate_always_open, first_length=2.0, second_length=0.0, surroundings=0.5)
    assert run.weight_first[60] == pytest.approx(run.weight_first[20] * math.exp(-0.25 * 2.0 * 0.5 * 4.0), rel=1e-4)
    run = window(simulate_disuse, first_length=2.0, second_length=0.0)
    assert run.weight_first[40] < run.weight_first[20]


@pytest.mark.parametrize(("simulate", "values", "expected"), [
    (simulate_self_closing, {"first_length": 1.5, "second_length": 0.0}, (0.74, 0.0)),
    (simulate_self_closing, {"first_length": 1.5, "second_start": 2.0}, (0.67, 0.34)),
    (simulate_self_closing, {"first_length": 0.0, "second_start": 2.0}, (0.0, 0.74)),
    (simulate_clock, {"first_length": 0.0, "second_start": 2.0, "closing_age": 1.5}, (0.0, 0.01)),
    (simulate_self_closing, {"first_length": 1.5, "second_start": 2.0, "modulator_dose": 5.0}, (0.45, 0.87)),
])
def test_trial_values_are_those_of_the_sketch_that_the_toy_grew_from(simulate, values, expected):
    run = window(simulate, **values)
    assert (run.weight_first[-1], run.weight_second[-1]) == pytest.approx(expected, abs=0.04)


def test_the_second_object_can_overtake_the_first_if_it_stays_long_enough():
    short, long = (window(second_start=4.0, second_length=days) for days in (1.0, 4.0))
    assert short.preference > 0.2 > -0.2 > long.preference
    assert short.preference == short.weight_first[-1] - short.weight_second[-1]


def test_plasticity_is_the_gate_and_its_summary_numbers_are_read_from_it():
    run = window(surroundings=0.2, modulator_dose=3.0)
    opened = expit((run.age - 0.5) / 0.1)
    np.testing.assert_allclose(run.plasticity, opened / (1 + (run.familiarity * (1 - run.lifted) / 0.5) ** 4), atol=1e-9)
    shut = run.age[run.plasticity < np.maximum.accumulate(run.plasticity) / 2]
    assert run.closes_at == shut[0]
    assert run.open_days == pytest.approx(np.trapezoid(run.plasticity, run.age))
    assert run.peak_age == run.probe_age[run.probe_effect.argmax()]
    clock = window(simulate_clock)
    np.testing.assert_allclose(clock.plasticity, opened * expit((2.0 - run.age) / 0.15), atol=1e-9)
    assert clock.closes_at == pytest.approx(2.1)
    assert clock.familiarity[-1] > 0.5, "the clock's animal gets to know things too"


def test_the_modulator_lifts_the_brake_while_it_acts():
    run = window(second_start=3.0, modulator_dose=3.0, modulator_days=0.8, receptors=0.6)
    dose = np.where(run.age >= 3.0 - 1e-9, 3.0 * np.exp(-(run.age - 3.0) / 0.8), 0.0)
    np.testing.assert_allclose(run.lifted, 0.6 * dose / (1 + dose), atol=1e-9)
    assert run.lifted[30] == pytest.approx(0.45)
    assert window().lifted.max() == 0


def test_when_objects_are_in_view_is_told():
    run = window(first_length=1.5, second_start=8.5, second_length=4.0)
    assert (run.first_until, run.second_from, run.second_until) == (1.5, 8.5, 10.0)
    assert window(second_start=3.0, second_length=1.0).second_until == 4.0
    assert run.age[-1] == pytest.approx(10) and len(run.age) == 101 and len(run.probe_age) == 19
    assert run.weight_second[85] == 0 < run.weight_second[86]


def test_an_object_that_comes_within_a_step_is_seen_for_a_part_of_it():
    sooner, between, later = (window(first_length=0.0, second_start=start, second_length=1.0).weight_second[35]
                              for start in (3.0, 3.05, 3.1))
    assert between == pytest.approx((sooner + later) / 2, abs=0.01)


# ---- approach or avoid ----------------------------------------------------------------------------------------------------

def steps_of_learning(p, day, mother):
    """The published circuit once more, pairing by pairing."""
    stressed = expit((day - 10) / 0.5)
    cort = p.adrenal_glands * p.shock * stressed * (1 - mother * expit((15.5 - day) / 0.3)) + p.corticosterone_given
    amygdala = cort**4 / (cort**4 + 0.4**4)
    noradrenaline = p.noradrenaline_receptors * (max(p.shock, p.milk) * (1 - 0.7 * stressed) + p.noradrenaline_given)
    attract, repel, path = 0.0, 0.0, [0.0]
    for _ in range(12):
        attract += 0.25 * min(1, noradrenaline) * (1 - amygdala) * (1 - attract)
        repel += 0.25 * p.shock * amygdala * (1 - repel)
        path.append(attract - repel)
    return path, cort, amygdala, noradrenaline


@pytest.mark.parametrize("seed", range(30))
def test_odour_learning_is_what_pairing_by_pairing_gives(seed):
    parameters = OdourParameters(**values_at(OdourParameters.declared, random.Random(seed).randint))
    run = simulate_hormone_switch(parameters, seeded())
    path, cort, amygdala, noradrenaline = steps_of_learning(parameters, parameters.postnatal_day, parameters.mother)
    np.testing.assert_allclose(run.typical, path, atol=1e-9)
    assert (run.corticosterone, run.amygdala, run.noradrenaline) == pytest.approx((cort, amygdala, noradrenaline), abs=1e-9)
    pup = 3
    path, *_ = steps_of_learning(parameters, parameters.postnatal_day + run.maturity[pup], parameters.mother)
    np.testing.assert_allclose(run.preference[pup], path, atol=1e-9)
    for at in (0, 20, 60):
        for curve, mother in ((run.by_day_alone, 0.0), (run.by_day_with_mother, 1.0)):
            assert curve[at] == pytest.approx(steps_of_learning(parameters, run.day[at], mother)[0][-1], abs=1e-9)


def test_days_pairings_and_pups():
    run = odour(spread=1.5)
    assert (run.day[0], run.day[-1], len(run.day)) == (5, 20, 61)
    np.testing.assert_array_equal(run.pairing, np.arange(13))
    assert run.preference.shape == (24, 13) and (run.preference[:, 0] == 0).all()
    assert np.std(run.maturity) == pytest.approx(1.5, rel=0.4)
    assert odour(spread=0.0).maturity.any() == np.False_
    ends = odour(postnatal_day=10.0, spread=2.0)
    assert ends.share_approaching == (ends.preference[:, -1] > 0).mean() and 0.1 < ends.share_approaching < 0.9
    # The sooner a pup matures, the sooner it avoids.
    assert np.corrcoef(ends.maturity, ends.preference[:, -1])[0, 1] < -0.6


def test_pups_get_the_same_luck_from_claim_and_rivals():
    runs = [odour(simulate) for simulate in ODOURS]
    for run in runs[1:]:
        np.testing.assert_array_equal(run.maturity, runs[0].maturity)
    # Where there is no shock no amygdala joins in, and all three tell the same story.
    for run in [odour(simulate, shock=0.0, milk=0.6, postnatal_day=11.0) for simulate in ODOURS]:
        assert run.amygdala == 0 and run.typical[-1] > 0.3


def test_the_rivals_ask_nobody():
    for day, engaged in ((8.0, expit(-4.0)), (12.0, expit(4.0))):
        run = odour(simulate_age_switch, postnatal_day=day, mother=1.0, corticosterone_given=2.0, shock=0.5)
        assert run.amygdala == pytest.approx(0.5 * engaged)
        assert run.corticosterone > 1.9
    assert odour(simulate_valence_aware, shock=0.1).amygdala == 1
    assert odour(simulate_valence_aware, shock=0.0).amygdala == 0


# ---- why windows at all ---------------------------------------------------------------------------------------------------

def test_the_bayesian_is_beta_bernoulli_and_call_by_call_it_moves_by_one_over_what_it_knows():
    parameters = CueParameters(prior_strength=8.0, cues_before=0.5, placement_age=10.0)
    run = simulate_cue_learner(parameters, seeded())
    # Read the answered calls of one child back from its path, then count them up.
    told = np.where(np.arange(192) < 10, 0.5, 1.0)
    known = 8.0 + 4 * np.append(0, np.cumsum(told))
    answered = np.diff(run.expectation[5] * known) / told
    np.testing.assert_allclose(answered, np.rint(answered), atol=1e-8)
    assert set(np.rint(answered)) <= {0, 1, 2, 3, 4}
    assert run.expectation[5, 0] == 0.5
    assert run.expectation[5, -1] == pytest.approx((4.0 + (told * np.rint(answered)).sum()) / known[-1])
    np.testing.assert_allclose(run.plasticity, 4 / (known + 4))
    # Four calls in a row, each with the influence 1/(n + 1), are one month.
    mean, known_calls = 0.3, 20.0
    for _ in range(4):
        mean += (1 - mean) / (known_calls + 1)
        known_calls += 1
    assert mean == pytest.approx(0.3 + 0.7 * 4 / 24)


def test_the_means_are_exact():
    run = cues(prior_strength=10.0, care_before=0.3, care_after=0.9)
    months = run.placement_ages
    np.testing.assert_allclose(run.at_test, (5 + 4 * (0.3 * months + 0.9 * (42 - months))) / (10 + 168), rtol=1e-12)
    np.testing.assert_allclose(run.at_sixteen, (5 + 4 * (0.3 * months + 0.9 * (192 - months))) / (10 + 768), rtol=1e-12)
    assert run.never_placed == pytest.approx((5 + 4 * 0.3 * 42) / 178)
    assert run.timing_effect == pytest.approx(4 * 0.6 * 24 / 178)
    assert run.timing_effect_late == pytest.approx(4 * 0.6 * 24 / 778)
    assert run.largest_step == pytest.approx(1 / 14)
    flat = cues(simulate_flat_learner, learning_rate=0.2)
    np.testing.assert_allclose(flat.at_test, 0.8 - 0.6 * np.exp(-0.2 * (42 - months))
                               + 0.3 * np.exp(-0.2 * 42), atol=1e-12)
    np.testing.assert_allclose(flat.plasticity, 1 - math.exp(-0.2))


def test_the_clock_is_exact_too():
    run = cues(simulate_clock_learner, closing_spread=0.0, learning_rate=0.3, closing_age=20.0)
    share = (1 - math.exp(-0.3)) * expit(20.0 - np.arange(193))
    np.testing.assert_allclose(run.plasticity, share, atol=1e-12)
    mean = 0.5
    for month in range(42):
        mean += share[month] * ((0.2 if month < 15 else 0.8) - mean)
    assert run.at_test[5] == pytest.approx(mean)
    # Clocks that differ: the mean over a normal distribution, which another integration gives.
    mixed = cues(simulate_clock_learner, closing_spread=6.0, learning_rate=0.3, closing_age=20.0)

    def placed_at_21(closing):
        alone = cues(simulate_clock_learner, closing_spread=0.0, learning_rate=0.3, closing_age=float(np.clip(closing, 6, 42)))
        return alone.at_test[7] * math.exp(-((closing - 20) / 6) ** 2 / 2) / (6 * math.sqrt(2 * math.pi))

    expected = quad(placed_at_21, 6, 42, epsabs=1e-3, limit=20)[0]
    assert mixed.at_test[7] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("simulate", LEARNERS)
def test_children_scatter_round_the_exact_mean(simulate):
    values = {"placement_age": 21.0, "family_spread": 0.05, "cues_before": 0.6}
    runs = [cues(simulate, seed, **values) for seed in range(25)]
    for month, exact in ((42, runs[0].at_test[7]), (192, runs[0].at_sixteen[7])):
        mean = np.mean([run.expectation[:, month].mean() for run in runs])
        assert mean == pytest.approx(exact, abs=0.006)
    run = runs[0]
    np.testing.assert_allclose(run.mean_expectation, run.expectation.mean(axis=0))
    np.testing.assert_array_equal(run.share_expecting_care, (run.expectation > 0.5).mean(axis=0))


def test_how_much_children_differ_is_that_of_their_care_and_their_luck():
    """After 42 months from placement at birth: Var m = [Var(p) n(n − 1) + n p(1 − p)] / (κ + n)², with n calls."""
    spread, calls, mean = 0.15, 168, 0.8
    runs = [cues(seed=seed, placement_age=0.0, family_spread=spread) for seed in range(40)]
    pooled = np.concatenate([run.expectation[:, 42] for run in runs])
    expected = (spread**2 * calls * (calls - 1) + calls * mean * (1 - mean)) / (10 + calls) ** 2
    assert pooled.var() == pytest.approx(expected, rel=0.12)
    # The error against each child's own care is luck and first guess alone.
    own = mean * (1 - mean) - spread**2
    bias = (10 / 178) ** 2 * ((mean - 0.5) ** 2 + spread**2)
    assert np.mean([run.error for run in runs]) == pytest.approx(calls * own / 178**2 + bias, rel=0.1)


def test_which_learner_is_best_depends_on_the_world():
    def error(simulate, **values):
        return np.mean([cues(simulate, seed, **values).error for seed in range(5)])

    # A world that stays as it is: fixed learning never settles.
    stable = [error(simulate, placement_age=0.0) for simulate in LEARNERS]
    assert stable[0] < stable[1] / 2 and stable[0] < stable[2] / 2
    # Nothing to learn from until month 30: the clock has gone deaf.
    silent = [error(simulate, placement_age=30.0, cues_before=0.0) for simulate in LEARNERS]
    assert silent[0] < silent[2] < silent[1] / 5
    # A world that changes: the one without a window catches up, the Bayesian holds on to what was true.
    changed = [error(simulate, placement_age=24.0) for simulate in LEARNERS]
    assert changed[2] < changed[0] / 5


def test_claim_and_rivals_get_the_same_luck():
    values = {"prior_strength": 10.0, "learning_rate": 0.3}
    runs = [cues(simulate, **values) for simulate in LEARNERS]
    told = 10 + 4 * np.arange(193)
    answered = [np.diff(runs[0].expectation * told, axis=1) / 4]
    share = 1 - math.exp(-0.3)
    answered.append((runs[2].expectation[:, 1:] - (1 - share) * runs[2].expectation[:, :-1]) / share)
    np.testing.assert_allclose(answered[0], answered[1], atol=1e-8)
    early = np.arange(192) < 10
    weight = share * expit(24.0 - np.arange(192))
    clock = dataclasses.replace(CueParameters(), closing_spread=0.0)
    path = simulate_clock_learner(clock, seeded()).expectation
    again = (path[:, 1:] - (1 - weight) * path[:, :-1]) / weight
    np.testing.assert_allclose(again[:, early], answered[0][:, early], atol=1e-8)
    # Answers come more often after placement.
    assert answered[0][:, :18].mean() == pytest.approx(0.2, abs=0.06)
    assert answered[0][:, 18:].mean() == pytest.approx(0.8, abs=0.06)


def test_where_age_makes_no_difference_there_is_no_step():
    same = cues(care_before=0.6, care_after=0.6, cues_before=1.0)
    assert same.largest_step == 0 and same.timing_effect == pytest.approx(0)


def test_placement_within_a_month_counts_for_its_part():
    sooner, between, later = (cues(placement_age=age, family_spread=0.01, seed=3).mean_expectation[42]
                              for age in (18, 18.5, 19))
    assert later <= between <= sooner and later < sooner
    run = cues(placement_age=18.5, cues_before=0.0)
    assert run.plasticity[18] == run.plasticity[0]
    assert run.plasticity[19] == pytest.approx(4 / (10 + 2 + 4))


def test_every_kind_of_run_is_told_in_days_or_months():
    run = cues()
    np.testing.assert_array_equal(run.age, np.arange(193))
    np.testing.assert_array_equal(run.placement_ages, np.arange(0, 43, 3))
    assert run.expectation.shape == (40, 193)
