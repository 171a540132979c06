"""Cortisol in company: the axis against another solver and exact results, in minutes and in weeks."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from widgets.stress_buffering import model
from widgets.stress_buffering.model import (
    AGAIN_DAYS,
    BEFORE_MINUTES,
    PRIMING_HALF_LIFE,
    STEPS,
    TOGETHER_DAYS,
    BufferingParameters,
    MonthsParameters,
    gland_masses,
    hormones_in_minutes,
    oxytocin_buffer,
    primed_share,
    quick_hormones,
    resting_cortisol,
    resting_glands,
    simulate_any_company,
    simulate_buffering,
    simulate_fixed_glands,
    simulate_gland_mass,
    simulate_never_judged,
    simulate_no_buffer,
    simulate_unbuffered_months,
    simulate_without_priming,
)

TEST_RUNS = (simulate_buffering, simulate_no_buffer, simulate_any_company, simulate_never_judged)
MONTHS_RUNS = (simulate_gland_mass, simulate_fixed_glands, simulate_without_priming, simulate_unbuffered_months)
PER_DAY = 24 * 60
RATES = [math.log(2) / half_life for half_life in (4, 20, 80)]


def seeded(seed=7):
    return np.random.default_rng(seed)


def axis(drive, pituitary_half_life=math.inf, adrenal_half_life=math.inf):
    """The five published equations once more, with time in minutes; `drive` is a function of time."""
    g1, g2, g3 = RATES
    gp, ga = (math.log(2) / (half_life * PER_DAY) for half_life in (pituitary_half_life, adrenal_half_life))

    def slopes(t, state):
        crh, acth, cortisol, pituitary, adrenal = state
        gr = 1 / ((cortisol / 4) ** 3 + 1)
        return [g1 * (drive(t) / cortisol * gr - crh), g2 * (crh * pituitary * gr - acth), g3 * (acth * adrenal - cortisol),
                gp * pituitary * (crh - 1), ga * adrenal * (acth - 1)]

    return slopes


def rest(drive=1.0):
    level = brentq(lambda x: x * (1 + (x / 4) ** 3) - drive, 0, drive)
    return [1.0, 1.0, level, 1 + (level / 4) ** 3, level]


def test_by_scipy(load, at, stop=20.0, **glands):
    """Hormones at times `at` (min, from the start of the stressor on), by another solver."""
    first = solve_ivp(axis(lambda t: 1 + load, **glands), (0, stop), rest(), t_eval=at[at <= stop], rtol=1e-9, atol=1e-11,
                      method="LSODA")
    middle = solve_ivp(axis(lambda t: 1 + load, **glands), (0, stop), rest(), rtol=1e-9, atol=1e-11, method="LSODA").y[:, -1]
    second = solve_ivp(axis(lambda t: 1.0, **glands), (stop, at[-1]), middle, t_eval=at[at > stop], rtol=1e-9, atol=1e-11,
                       method="LSODA")
    return np.concatenate((first.y, second.y), axis=1)


test_by_scipy.__test__ = False


# Support and rest


@given(st.floats(0.05, 200))
@settings(max_examples=60, deadline=None)
def test_resting_cortisol_is_the_root_that_another_solver_finds(drive):
    assert resting_cortisol(drive) == pytest.approx(rest(drive)[2], rel=1e-9)
    np.testing.assert_allclose(axis(lambda t: drive, 7, 14)(0, rest(drive)), 0, atol=1e-10)
    np.testing.assert_allclose(np.exp(resting_glands(np.array([drive])))[:, 0], rest(drive)[3:], rtol=1e-9)
    # Quick hormones in glands at rest are at rest.
    np.testing.assert_allclose(quick_hormones(resting_glands(np.array([drive])), np.array([drive]))[:, 0], rest(drive)[:3],
                               rtol=1e-9)


@given(st.floats(0.2, 30), st.floats(-1, 2), st.floats(-1, 2))
@settings(max_examples=40, deadline=None)
def test_quick_hormones_are_those_at_which_nothing_changes_within_hours(drive, log_pituitary, log_adrenal):
    masses = np.array([[log_pituitary], [log_adrenal]])
    state = [*quick_hormones(masses, np.array([drive]))[:, 0], *np.exp(masses[:, 0])]
    np.testing.assert_allclose(axis(lambda t: drive)(0, state), 0, atol=1e-9 * drive)


def test_oxytocin_and_its_blocker_compete_for_one_receptor():
    assert oxytocin_buffer(0.0) == 0
    assert oxytocin_buffer(1.0) == pytest.approx(0.8)
    assert oxytocin_buffer(0.25) == oxytocin_buffer(0.0, oxytocin_given=1.0) == pytest.approx(0.5)
    # Gaddum: a blocker at a times its constant takes (1 + a) times as much oxytocin for the same occupancy.
    assert oxytocin_buffer(0.0, oxytocin_given=6.0, antagonist=2.0) == pytest.approx(oxytocin_buffer(0.0, oxytocin_given=2.0))
    np.testing.assert_allclose(oxytocin_buffer(np.array([0.0, 0.5, 1.0])), [0, 2 / 3, 0.8])


# Minutes


@pytest.mark.parametrize("load", [0.3, 5.0, 16.0, 60.0])
def test_the_test_agrees_with_scipy(load):
    path = hormones_in_minutes(np.array([load, 0.0]))
    expected = test_by_scipy(load, np.concatenate(([0.0], np.cumsum(STEPS))))
    np.testing.assert_allclose(path[0, 1:, 2], expected[2], rtol=3e-3)
    # CRH is sharp where the drive jumps; what is drawn of it is right to a few percent of its peak.
    np.testing.assert_allclose(path[0, 1:, :2], expected[:2].T, atol=0.01 * expected[:2].max())
    np.testing.assert_allclose(path[1], np.tile(rest()[:3], (len(STEPS) + 2, 1)), rtol=1e-12)


def test_the_error_falls_with_the_fourth_power_of_the_step():
    exact = test_by_scipy(5.0, np.array([0.0, 20.0, 60.0]))[2, 1:]
    errors = []
    for step in (2.0, 1.0, 0.5):
        steps = np.full(int(60 / step), step)
        path = hormones_in_minutes(np.array([5.0]), steps)[0, 1:, 2]
        errors.append(np.abs(path[[int(20 / step), -1]] - exact).max())
    assert 10 < errors[0] / errors[1] < 24 and 10 < errors[1] / errors[2] < 24


def test_glands_may_be_taken_as_fixed_for_an_afternoon():
    at = np.concatenate(([0.0], np.cumsum(STEPS)))
    fixed = hormones_in_minutes(np.array([5.0]))[0, 1:, 2]
    moving = test_by_scipy(5.0, at, pituitary_half_life=7, adrenal_half_life=14)
    assert np.abs(moving[3] / moving[3, 0] - 1).max() < 0.01 and np.abs(moving[4] / moving[4, 0] - 1).max() < 0.01
    assert moving[2].max() - moving[2, 0] == pytest.approx(fixed.max() - fixed[0], rel=0.03)


def rises(loads, steps):
    cortisol = hormones_in_minutes(np.asarray(loads), steps)[:, :, 2]
    return cortisol.max(axis=1) - cortisol[:, 0]


def test_halving_the_step_changes_no_conclusion_anywhere_in_the_box():
    rng = seeded()
    loads, supports = rng.uniform(0.5, 8, 60) * np.exp(0.6 * rng.standard_normal(60)), rng.uniform(-1, 0.95, 60)
    coarse, fine = (rises([*loads, *(loads * (1 - supports))], steps) for steps in (STEPS, np.repeat(STEPS / 2, 2)))
    np.testing.assert_allclose(coarse, fine, rtol=4e-3)
    shares = [rise[60:] / rise[:60] for rise in (coarse, fine)]
    clear = np.abs(np.abs(shares[1] - 1) - 0.05) > 2e-3
    assert clear.sum() > 50
    named = [[model._name_effect(share) for share in each[clear]] for each in shares]
    assert named[0] == named[1]


def test_what_is_left_of_the_response_at_four_sizes_of_support():
    # Worked out independently, with another program: 76, 51, 26 and 5 %.
    loads = 5 * (1 - np.array([0.0, 0.25, 0.5, 0.75, 0.95]))
    rise = rises(loads, STEPS)
    np.testing.assert_allclose(rise[1:] / rise[0], [0.76, 0.51, 0.26, 0.05], atol=0.006)


def test_times_and_rest():
    run = simulate_buffering(BufferingParameters(), seeded())
    assert (run.time[0], run.time[1], run.time[-1]) == (-BEFORE_MINUTES, 0, 240) == (-20, 0, 240)
    assert np.diff(run.time)[1:31] == pytest.approx(2) and np.diff(run.time)[31:] == pytest.approx(4)
    for name in ("crh", "acth", "cortisol", "crh_alone", "acth_alone", "cortisol_alone"):
        assert len(getattr(run, name)) == len(run.time)
        assert getattr(run, name)[0] == getattr(run, name)[1] == pytest.approx(rest()[2] if "cortisol" in name else 1)
    assert run.rest == pytest.approx(rest()[2])
    # CRH peaks when the test ends, ACTH and then cortisol after it.
    peaks = [run.time[getattr(run, name).argmax()] for name in ("crh_alone", "acth_alone", "cortisol_alone")]
    assert peaks[0] <= 20 < peaks[1] < peaks[2] < 80
    assert run.rise_alone == run.cortisol_alone.max() - run.rest and run.rise == run.cortisol.max() - run.rest
    assert run.left == run.rise / run.rise_alone


def test_the_typical_person_is_the_model_without_luck():
    parameters = BufferingParameters(bond=0.5, judged=0.1, oxytocin_given=1.0, antagonist=2.0, stress=4.0)
    run = simulate_buffering(parameters, seeded())
    occupancy = 3 / (3 + 1 + 2)
    assert run.occupancy == pytest.approx(occupancy) and run.support == pytest.approx(occupancy - 0.1)
    alone, tested = hormones_in_minutes(np.array([4.0, 4.0 * (1 - run.support)]))
    for index, name in enumerate(("crh", "acth", "cortisol")):
        np.testing.assert_allclose(getattr(run, name), tested[:, index])
        np.testing.assert_allclose(getattr(run, name + "_alone"), alone[:, index])
    assert simulate_buffering(parameters, seeded(8)).rise == run.rise


def test_alone_neither_bond_nor_judgement_matters_and_oxytocin_does():
    runs = [simulate_buffering(BufferingParameters(company="alone", bond=bond, judged=judged), seeded())
            for bond, judged in ((0.2, 0.0), (0.9, 0.8))]
    assert all(run.support == 0 and run.left == 1 and run.effect == "leaves" for run in runs)
    given_alone = simulate_buffering(BufferingParameters(company="alone", oxytocin_given=1.0), seeded())
    assert given_alone.support == 0.5 and given_alone.effect == "lowers"


def test_rivals_differ_from_the_claim_in_support_alone():
    parameters = BufferingParameters(bond=0.75, judged=0.25, oxytocin_given=1.0)
    supports = {simulate: simulate(parameters, seeded()).support for simulate in TEST_RUNS}
    assert supports == pytest.approx({simulate_buffering: 0.55, simulate_no_buffer: 0.0, simulate_any_company: 0.25,
                                      simulate_never_judged: 0.8})
    alone = dataclasses.replace(parameters, company="alone", oxytocin_given=0.0)
    runs = [simulate(alone, seeded()) for simulate in TEST_RUNS]
    for run in runs[1:]:
        assert run.support == 0
        np.testing.assert_array_equal(run.people, runs[0].people)
        np.testing.assert_array_equal(run.bonds, runs[0].bonds)


@pytest.mark.parametrize(("left", "effect"), [(0.94, "lowers"), (0.96, "leaves"), (1.0, "leaves"), (1.04, "leaves"),
                                              (1.06, "raises")])
def test_the_effect_is_named(left, effect):
    assert model._name_effect(left) == effect


def test_people_differ_in_what_the_test_means_and_in_their_bonds():
    run = simulate_buffering(BufferingParameters(bond=0.3, spread=0.4), seeded())
    meaning, closeness = 0.4 * seeded().standard_normal((2, 30))
    odds = run.bonds / (1 - run.bonds)
    np.testing.assert_allclose(np.log(odds), math.log(0.3 / 0.7) + 2 * closeness)
    loads = 5 * np.exp(meaning)
    np.testing.assert_allclose(run.people_rise_alone, rises(loads, STEPS))
    np.testing.assert_allclose(run.people_rise, rises(loads / (1 + 4 * run.bonds), STEPS))
    np.testing.assert_allclose(run.people_left, run.people_rise / run.people_rise_alone)
    np.testing.assert_allclose(run.people.max(axis=1) - run.rest, run.people_rise)
    assert run.bond_correlation == pytest.approx(np.corrcoef(run.bonds, run.people_rise)[0, 1])
    for values in ({"spread": 0.0}, {"bond": 0.0}, {"bond": 1.0}):
        same = simulate_buffering(BufferingParameters(**values), seeded())
        assert math.isnan(same.bond_correlation) and np.ptp(same.bonds) == pytest.approx(0, abs=1e-12)


# Weeks


@pytest.mark.parametrize(("half_lives", "expected"), [
    # Worked out independently: cortisol on day 59 alone and at s = ½; then cortisol and ACTH 60 days after the load has gone,
    # and again 120 days after.
    ((7.0, 14.0), (2.53, 1.89, 0.92, 0.87, 0.98, 1.01)), ((20.0, 30.0), (2.46, 1.84, 1.12, 0.77, None, 0.86))])
def test_sixty_days_of_load_with_both_turnovers_of_the_glands(half_lives, expected):
    rates = math.log(2) / np.array(half_lives)[:, None]
    loads = np.array([2.0, 1.0])
    steps = np.full(180, 1.0)
    drives = np.ones((180, 3, 2))
    drives[:60] = 1 + loads
    path = gland_masses(drives, steps, resting_glands(np.ones(2)), rates)
    under_load = quick_hormones(path[59], 1 + loads)[2]
    later, last = (quick_hormones(path[day], np.ones(2))[:, 0] for day in (120, 180))
    for found, stated in zip((*under_load, later[2], later[1], last[2], last[1]), expected):
        assert stated is None or found == pytest.approx(stated, abs=0.011)


def months_by_scipy(parameters, support, whole):
    """The drive written out again; `whole`: all five equations instead of the two slow ones."""
    apart, load, priming = parameters.days_apart, parameters.daily_load, parameters.priming
    before = 1 + load * (1 - support * (1 - priming))

    def drive(day):
        k = 0.5 ** (day / 15) if day <= apart else 1 - (1 - 0.5 ** (apart / 15)) * 0.5 ** ((day - apart) / 15)
        return 1 + load * (1 - support * (day > apart) + priming * support * k)

    slopes = axis(lambda t: drive(t / PER_DAY), parameters.pituitary_half_life, parameters.adrenal_half_life)

    def slow(day, masses):
        crh, acth, _ = quick_hormones(masses[:, None], np.array([drive(day)]))[:, 0]
        return [math.log(2) / parameters.pituitary_half_life * (crh - 1),
                math.log(2) / parameters.adrenal_half_life * (acth - 1)]

    def solve(start, stop, state, at):
        if whole:
            solution = solve_ivp(slopes, (start * PER_DAY + 1e-6, stop * PER_DAY), state, t_eval=at * PER_DAY, rtol=1e-7,
                                 atol=1e-9, method="LSODA")
            return solution.y
        return solve_ivp(slow, (start + 1e-9, stop), state, t_eval=at, rtol=1e-9, atol=1e-11, method="LSODA").y

    return before, drive, solve


@pytest.mark.parametrize("values", [
    {}, {"days_apart": 15.0, "priming": 0.8, "daily_load": 3.0}, {"pituitary_half_life": 20.0, "adrenal_half_life": 30.0},
    {"pituitary_half_life": 4.0, "adrenal_half_life": 6.0, "priming": 0.0, "days_apart": 120.0}])
def test_glands_agree_with_scipy(values):
    parameters = MonthsParameters(spread=0, **values)
    run = simulate_gland_mass(parameters, seeded())
    before, drive, solve = months_by_scipy(parameters, 3.2 / 4.2, whole=False)
    away, after = run.time[3:33], run.time[34:]
    first = solve(0, parameters.days_apart, np.log(rest(before)[3:]), away)
    second = solve(parameters.days_apart, away[-1] + 160, first[:, -1], after)
    for expected, part in ((first, slice(3, 33)), (second, slice(34, None))):
        np.testing.assert_allclose(np.log(run.pituitary[part]), expected[0], atol=2e-3)
        np.testing.assert_allclose(np.log(run.adrenal[part]), expected[1], atol=2e-3)
    np.testing.assert_allclose(run.drive[3:33], [drive(day) for day in away])
    np.testing.assert_allclose(run.drive[34:], [drive(day) for day in after])


def test_quick_hormones_may_be_taken_as_settled_for_months():
    parameters = MonthsParameters(spread=0)
    run = simulate_gland_mass(parameters, seeded())
    before, _, solve = months_by_scipy(parameters, 3.2 / 4.2, whole=True)
    at = run.time[(run.time >= 0.5) & (run.time <= 60) & ~run.together]
    whole = solve(0, 60, rest(before), at)
    quick = np.stack([getattr(run, name)[(run.time >= 0.5) & (run.time <= 60) & ~run.together]
                      for name in ("crh", "acth", "cortisol", "pituitary", "adrenal")])
    np.testing.assert_allclose(quick, whole, rtol=0.01)


def test_the_error_in_the_glands_falls_with_the_fourth_power_of_the_step():
    rates, start = math.log(2) / np.array([[7.0], [14.0]]), resting_glands(np.array([1.0]))
    ends = [gland_masses(np.full((count, 3, 1), 3.0), np.full(count, 32 / count), start, rates)[-1, :, 0]
            for count in (8, 16, 32, 512)]
    errors = [np.abs(end - ends[-1]).max() for end in ends[:-1]]
    assert 10 < errors[0] / errors[1] < 26 and 10 < errors[1] / errors[2] < 24


def test_a_drive_that_changes_within_a_step_is_followed_to_the_fourth_order_too():
    rates, start = math.log(2) / np.array([[7.0], [14.0]]), resting_glands(np.array([1.0]))

    def end(count):
        edges = np.linspace(0, 32, count + 1)
        stages = np.stack((edges[:-1], (edges[:-1] + edges[1:]) / 2, edges[1:]), axis=1)
        return gland_masses(1 + 2 * np.exp(-stages / 12)[..., None], np.diff(edges), start, rates)[-1, :, 0]

    errors = [np.abs(end(count) - end(512)).max() for count in (8, 16, 32)]
    assert 10 < errors[0] / errors[1] < 30 and 10 < errors[1] / errors[2] < 30


def test_halving_the_step_changes_no_conclusion_about_months(monkeypatch):
    rng, box = seeded(), MonthsParameters.declared
    points = [MonthsParameters(**{name: rng.uniform(each.low, each.high) for name, each in box.items()}) for _ in range(25)]
    coarse = [simulate_gland_mass(point, seeded()) for point in points]
    monkeypatch.setattr(model, "PHASE_GRID", (np.arange(61) / 60) ** 2)
    for point, run in zip(points, coarse):
        fine = simulate_gland_mass(point, seeded())
        assert run.peak_apart == pytest.approx(fine.peak_apart, rel=5e-3)
        assert run.early_excess == pytest.approx(fine.early_excess, abs=0.01)
        assert run.lowest_acth == pytest.approx(fine.lowest_acth, rel=5e-3)
        assert run.adrenal_growth == pytest.approx(fine.adrenal_growth, rel=5e-3)
        assert run.cortisol[-1] == pytest.approx(fine.cortisol[-1], rel=5e-3)


def test_bracing_comes_and_goes_by_halves():
    assert primed_share(0.0, 1.0, 0.0) == 1 and primed_share(PRIMING_HALF_LIFE, 1.0, 0.0) == 0.5
    assert primed_share(2 * PRIMING_HALF_LIFE, 0.2, 1.0) == pytest.approx(0.8)
    assert PRIMING_HALF_LIFE == 15


def test_the_time_line_shows_both_sides_of_each_jump():
    run = simulate_gland_mass(MonthsParameters(days_apart=40.0), seeded())
    assert run.time[:3].tolist() == [-TOGETHER_DAYS, 0, 0] and run.together[:3].tolist() == [True, True, False]
    assert run.time[32:34].tolist() == [40, 40] and run.together[32:34].tolist() == [False, True]
    assert run.time[-1] == 40 + AGAIN_DAYS and (np.diff(run.time) >= 0).all()
    assert run.together.sum() == 33
    support = 3.2 / 4.2
    # Losing takes support away at once, and bracing stays; then company brings it back at once, and bracing is still low.
    assert run.drive[[0, 1]] == pytest.approx(1 + 2 * (1 - 0.4 * support))
    assert run.drive[2] == pytest.approx(1 + 2 * (1 + 0.6 * support))
    left = 0.5 ** (40 / 15)
    assert run.drive[32] == pytest.approx(1 + 2 * (1 + 0.6 * support * left))
    assert run.drive[33] == pytest.approx(1 + 2 * (1 - support + 0.6 * support * left))
    for name in ("pituitary", "adrenal"):
        values = getattr(run, name)
        assert values[0] == values[1] == values[2] and values[32] == values[33]
    np.testing.assert_allclose(run.acth * run.adrenal, run.cortisol)
    np.testing.assert_allclose(run.crh**2 * run.pituitary * run.adrenal, run.drive)


def test_what_is_read_off_a_run():
    run = simulate_gland_mass(MonthsParameters(), seeded())
    away = ~run.together
    assert run.cortisol_together == pytest.approx(rest(run.drive[0])[2]) == pytest.approx(run.cortisol[0])
    assert run.cortisol_alone == pytest.approx(rest(3.0)[2])
    assert run.peak_apart == run.cortisol[away].max()
    assert run.early_excess == pytest.approx(np.interp(5, run.time[away], run.cortisol[away]) - run.cortisol_alone)
    assert run.adrenal_growth == pytest.approx(run.adrenal[away].max() / run.adrenal[0])
    assert run.lowest_acth == run.acth[33:].min()
    assert run.people_peak == pytest.approx(run.people[:, away].max(axis=1))
    burden, closeness = 0.3 * seeded().standard_normal((2, 20))
    loads, odds = 2 * np.exp(burden), 4 * np.exp(2 * closeness)
    release = 4 * odds / (1 + odds)
    assert run.people_alone == pytest.approx([rest(1 + load)[2] for load in loads])
    assert run.people[:, 0] == pytest.approx([rest(1 + load * (1 - 0.4 * oxytocin / (1 + oxytocin)))[2]
                                              for load, oxytocin in zip(loads, release)])


def test_days_to_settle_are_counted_to_the_last_crossing():
    days = np.array([0.0, 10.0, 20.0, 30.0, 40.0])
    count = model._days_to_settle
    assert count(days, np.array([1.0, 1.04, 0.96, 1.0, 1.0])) == 0
    assert count(days, np.array([0.5, 0.9, 1.0, 1.0, 1.0])) == pytest.approx(15)
    assert count(days, np.array([0.5, 1.0, 1.1, 1.02, 1.0])) == pytest.approx(26.25)
    assert count(days, np.array([1.0, 1.0, 1.0, 1.0, 1.2])) == 40
    assert count(days, np.array([0.5, 0.8, 0.9, 0.9, 1.0])) == pytest.approx(35)


def test_a_settled_life_has_acth_at_one_whatever_its_load():
    # Long after the return everything is as it was: nothing is for ever.
    for load in (0.5, 3.0):
        run = simulate_gland_mass(MonthsParameters(daily_load=load), seeded())
        assert run.acth[[0, -1]] == pytest.approx(1, abs=0.02)
        assert run.cortisol[-1] == pytest.approx(run.cortisol_together, rel=0.02)
        assert 0 < run.days_to_settle < 60


def test_months_rivals_differ_where_they_say():
    parameters = MonthsParameters()
    claim, fixed, unprimed, unbuffered = (simulate(parameters, seeded()) for simulate in MONTHS_RUNS)
    np.testing.assert_array_equal(claim.drive, fixed.drive)
    assert np.ptp(fixed.pituitary) == np.ptp(fixed.adrenal) == 0 and np.ptp(claim.adrenal) > 0.1
    # Without growth, ACTH and cortisol keep their proportion.
    assert np.ptp(fixed.cortisol / fixed.acth) == pytest.approx(0, abs=1e-12) and np.ptp(claim.cortisol / claim.acth) > 0.1
    assert unprimed.drive[2] == pytest.approx(3.0) and unprimed.drive[0] == pytest.approx(1 + 2 * (1 - 3.2 / 4.2))
    assert np.ptp(unbuffered.drive) == 0 and np.ptp(unbuffered.people, axis=1) == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(claim.people_alone, unbuffered.people[:, 0])


def test_slower_glands_take_longer():
    settle = [simulate_gland_mass(MonthsParameters(pituitary_half_life=p, adrenal_half_life=a), seeded()).days_to_settle
              for p, a in ((4.0, 6.0), (7.0, 14.0), (20.0, 30.0))]
    assert settle[0] < settle[1] < settle[2]
