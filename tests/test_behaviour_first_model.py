"""The loop of care and the channels of contact, against exact results and another solver."""

import itertools
import math
import warnings

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from widgets.behaviour_first import model
from widgets.behaviour_first.model import (
    ANIMALS,
    PEOPLE,
    CareParameters,
    ChannelParameters,
    care_thresholds,
    settled_bond,
    simulate_any_contact,
    simulate_care_loop,
    simulate_channels,
    simulate_fixed_programme,
    simulate_hormones_only,
    simulate_passive_exposure,
    simulate_self_selection,
)
from widgets.parameters import Parameter

CARES = [simulate_care_loop, simulate_passive_exposure, simulate_hormones_only]
CHANNELS = [simulate_channels, simulate_fixed_programme, simulate_any_contact, simulate_self_selection]
CASES = [{}, {"contact": 0.3}, {"hormone": 1.4, "hormone_days": 2.5}, {"hormone": 1.2, "plasticity": 0.0, "habituation": 0.05},
         {"priming_days": 8.0, "priming_hours": 0.25, "avoidance": 0.6},
         {"priming_days": 5.0, "priming_hours": 12.0, "memory": 5.0},
         {"sharpness": 3.0, "feedback": 2.5, "avoidance": 1.6, "plasticity": 1.2}]


def seeded(seed=7):
    return np.random.default_rng(seed)


def care(simulate=simulate_care_loop, seed=7, **values):
    return simulate(CareParameters(**values), seeded(seed))


def channels(simulate=simulate_channels, seed=7, **values):
    return simulate(ChannelParameters(**values), seeded(seed))


def random_values(parameters, rng):
    return {name: rng.uniform(d.low, d.high) if isinstance(d, Parameter) else str(rng.choice(list(d.options)))
            for name, d in parameters.declared.items()}


def brief_contact(share):
    return 1.002 * share / (share + 0.002)


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


# ---- an animal and pups -----------------------------------------------------------------------------------------------------

def by_scipy(result, p, passive=False):
    """M and A of the middle animal, solved piece by piece between the moments at which something changes."""
    cuts = sorted({-p.priming_days, 0.0, min(p.hormone_days, 15.0), 15.0})
    paths, y = np.zeros((2, result.time.size)), [0.0, p.avoidance]
    for a, b in itertools.pairwise(cuts):
        contact = p.priming_hours / 24 if b <= 0 else p.contact
        push = p.hormone if 0 <= a < p.hormone_days else 0.0
        effect, exposed = (1.0, 1.0) if passive else (brief_contact(contact), contact)

        def slopes(t, y, contact=contact, push=push, effect=effect, exposed=exposed):
            doing = 1.0 if passive else sigmoid(p.sharpness * (p.feedback * y[0] + push - y[1]))
            return [p.plasticity * effect * doing * (1 - y[0]) - y[0] / p.memory, -p.habituation * exposed * y[1]]

        solution = solve_ivp(slopes, (a, b), y, rtol=1e-8, atol=1e-10, max_step=0.2, dense_output=True)
        y = solution.y[:, -1]
        inside = (result.time >= a - 1e-9) & (result.time <= b + 1e-9)
        paths[:, inside] = solution.sol(np.clip(result.time[inside], a, b))
    return paths


@pytest.mark.parametrize("values", CASES)
@pytest.mark.parametrize("simulate", [simulate_care_loop, simulate_passive_exposure])
def test_motivation_and_avoidance_agree_with_scipy(values, simulate):
    p = CareParameters(**values)
    result = simulate(p, seeded())
    motivation, avoidance = by_scipy(result, p, simulate is simulate_passive_exposure)
    np.testing.assert_allclose(result.motivation, motivation, atol=1.5e-3)
    np.testing.assert_allclose(result.avoidance, avoidance, atol=1e-6)


def test_the_error_falls_with_the_fourth_power_of_the_step(monkeypatch):
    p, errors = CareParameters(hormone=1.3, hormone_days=3.0, priming_days=4.0, priming_hours=6.0), []
    for factor in (1, 2, 4):
        monkeypatch.setattr(model, "PRIMING_STEPS", 30 * factor)
        monkeypatch.setattr(model, "EXPOSURE_STEPS", 60 * factor)
        result = simulate_care_loop(p, seeded())
        errors.append(np.abs(result.motivation - by_scipy(result, p)[0]).max())
    # The push is taken to change in a straight line over a step, which leaves an error of the second power.
    assert errors[0] / errors[1] > 3.3 and errors[1] / errors[2] > 3.3
    assert errors[0] < 5e-4


def test_without_a_fading_push_the_order_is_four(monkeypatch):
    p, ends = CareParameters(hormone=1.3, hormone_days=15.0, habituation=0.0, plasticity=1.5), []
    for steps in (15, 30, 60, 960):
        monkeypatch.setattr(model, "EXPOSURE_STEPS", steps)
        ends.append(simulate_care_loop(p, seeded()).motivation[30 + steps // 15])
    errors = np.abs(np.array(ends[:-1]) - ends[-1])
    assert errors[0] / errors[1] > 12 and errors[1] / errors[2] > 12


def test_halving_the_step_changes_no_conclusion(monkeypatch):
    rng = seeded(3)
    for _ in range(16):
        values = random_values(CareParameters, rng)
        values["hormone_days"] = round(2 * values["hormone_days"]) / 2
        p, results = CareParameters(**values), []
        for factor in (1, 2):
            monkeypatch.setattr(model, "PRIMING_STEPS", 30 * factor)
            monkeypatch.setattr(model, "EXPOSURE_STEPS", 60 * factor)
            results.append(simulate_care_loop(p, seeded()))
        coarse, fine = results
        assert math.isnan(coarse.latency) == math.isnan(fine.latency)
        assert coarse.latency == pytest.approx(fine.latency, abs=0.3, nan_ok=True)
        assert coarse.care[-1] == pytest.approx(fine.care[-1], abs=0.03)


def test_behaviour_is_read_from_motivation_hormone_and_avoidance():
    result = care(hormone=0.9, hormone_days=4.0, priming_days=3.0, priming_hours=2.0)
    for i in (0, 12, 30, 40, 60, 90):
        balance = 6 * (1.6 * result.motivation[i] + result.hormone[i] - result.avoidance[i])
        assert result.care[i] == pytest.approx(sigmoid(balance), abs=1e-9)
    np.testing.assert_array_equal(result.hormone[30:47], np.where(result.time[30:47] <= 4.0, 0.9, 0.0))
    assert not result.hormone[:30].any() and not result.hormone[47:].any()
    assert result.time[0] == -3 and result.time[30] == 0 and result.time[-1] == 15 and result.time.size == 91
    assert care(hormone=0.9, hormone_days=0.0).hormone[30] == 0
    assert (result.share_caring * ANIMALS == np.round(result.share_caring * ANIMALS)).all()


def test_latency_is_the_moment_at_which_care_passes_a_half():
    result = care()
    i = int(np.argmax(result.care > 0.5))
    assert result.time[i - 1] < result.latency <= result.time[i]
    assert np.interp(result.latency, result.time[i - 1:i + 1], result.care[i - 1:i + 1]) == pytest.approx(0.5)
    assert care(hormone=1.6).latency == 0
    assert result.latencies.shape == (ANIMALS,) and np.isfinite(result.latencies).all()
    np.testing.assert_array_equal(result.share_caring[-1], np.mean(result.care_at_end > 0.5))
    at_day_five = result.share_caring[np.searchsorted(result.time[31:], 5.0) + 31]
    assert at_day_five == pytest.approx(np.mean(result.latencies < 5.0), abs=0.05)


def test_individuals_differ_only_in_their_avoidance():
    ends = np.concatenate([care(seed=seed, habituation=0.0, plasticity=0.0).care_at_end for seed in range(30)])
    avoidance = -np.log(ends / (1 - ends)) / 6
    assert np.median(avoidance) == pytest.approx(1.0, rel=0.05)
    assert avoidance.max() == pytest.approx(2.0)
    logs = np.log(avoidance)
    assert np.diff(np.percentile(logs, [16, 50]))[0] == pytest.approx(0.5, rel=0.12)


@pytest.mark.parametrize("values", [
    {}, {"feedback": 2.4, "sharpness": 4.0, "memory": 12.0}, {"plasticity": 1.2, "contact": 0.01}])
def test_thresholds_are_where_the_resting_states_meet(values):
    p = CareParameters(**values)
    on, off = care_thresholds(p)
    assert off < on
    gain = p.plasticity * brief_contact(p.contact)

    def resting_states(push):
        """How many levels of motivation stay as they are under this push."""
        m = np.linspace(0, 1, 400_001)
        change = gain * (0.5 + 0.5 * np.tanh(p.sharpness / 2 * (p.feedback * m + push))) * (1 - m) - m / p.memory
        return int(np.count_nonzero(np.diff(np.sign(change))))

    for push, count in ((on + 2e-3, 1), (on - 2e-3, 3), (off + 2e-3, 3), (off - 2e-3, 1)):
        assert resting_states(push) == count
    result = care(**values)
    assert (result.threshold_on, result.threshold_off) == (on, off)


@pytest.mark.parametrize("values", [{}, {"contact": 0.0}, {"feedback": 0.4}, {"sharpness": 12.0, "memory": 6.0}])
def test_the_resting_curve_holds_an_animal_where_it_says(values):
    p, result = CareParameters(**values), care(**values)
    gain = p.plasticity * brief_contact(p.contact)
    for level, push, stable in zip(result.resting_care, result.resting_push, result.resting_stable):
        m = gain * level / (gain * level + 1 / p.memory)
        assert sigmoid(p.sharpness * (p.feedback * m + push)) == pytest.approx(level)

        def change(at, push=push):
            return gain * sigmoid(p.sharpness * (p.feedback * at + push)) * (1 - at) - at / p.memory

        assert change(m) == pytest.approx(0, abs=1e-12)
        if gain:
            assert (change(m + 1e-6) < 0 < change(m - 1e-6)) == stable
    np.testing.assert_allclose(np.log(result.resting_care / (1 - result.resting_care)), np.linspace(-30, 30, 121), atol=0.01)
    turning = result.resting_push[~result.resting_stable]
    if turning.size:
        assert turning.max() == pytest.approx(result.threshold_on, abs=0.05) and turning.min() >= result.threshold_off
    else:
        assert math.isnan(result.threshold_on)


def test_with_too_little_feedback_there_is_no_jump():
    for values in ({"feedback": 0.1}, {"plasticity": 0.0}, {"contact": 0.0}, {"feedback": 0.4, "sharpness": 2.0}):
        assert all(math.isnan(x) for x in care_thresholds(CareParameters(**values)))


def test_care_stays_on_below_the_push_that_it_needed_to_begin():
    p = {"habituation": 0.0, "memory": 3.0, "plasticity": 1.5}
    on, off = care_thresholds(CareParameters(**p))
    between = -(on + off) / 2
    assert care(avoidance=between, **p).care[-1] < 0.1
    assert care(avoidance=between, hormone=2.0, hormone_days=3.0, **p).care[-1] > 0.6
    assert care(avoidance=-off + 0.08, hormone=2.0, hormone_days=3.0, **p).care[-1] < 0.2
    assert care(avoidance=-on - 0.08, **p).care[-1] > 0.6


def test_pups_out_of_reach_change_nothing_and_the_rivals_keep_to_their_story():
    result = care(contact=0.0, priming_days=6.0, priming_hours=0.0)
    assert not result.motivation.any() and not result.care.any() and (result.avoidance == 1).all()
    alone = care(simulate_hormones_only, hormone=1.0)
    assert not alone.motivation.any() and (alone.avoidance == 1).all()
    near = care(simulate_passive_exposure, contact=0.0)
    assert near.motivation[-1] > 0.8 and near.avoidance[-1] == pytest.approx(math.exp(-0.2 * 15))
    np.testing.assert_array_equal(near.motivation, care(simulate_passive_exposure, contact=1.0).motivation)
    # Reach counts for each stage by itself.
    assert care(contact=0.0, priming_days=6.0, priming_hours=12.0, avoidance=0.3).care[:30].max() > 0.5
    assert not care(contact=0.0, priming_days=6.0, priming_hours=12.0, avoidance=0.3).care[30:].any()
    assert not care(priming_days=6.0, priming_hours=0.0, avoidance=0.3).care[:30].any()


def test_who_licked_is_asked_of_priming_alone():
    assert not care(avoidance=0.2).licked_in_priming.any()
    eager = care(avoidance=0.2, priming_days=8.0, priming_hours=1.0)
    assert eager.licked_in_priming.all()
    assert not care(avoidance=2.0, priming_days=8.0, priming_hours=0.25, habituation=0.0).licked_in_priming.any()
    some = care(seed=1, priming_days=8.0)
    unprimed = care(seed=1)
    assert 0 < some.licked_in_priming.sum() < ANIMALS / 2
    assert unprimed.latencies[some.licked_in_priming].max() < np.median(unprimed.latencies)


# ---- channels of contact ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("values", [
    {}, {"amplification": 3.0, "habit": 0.1}, {"amplification": 1.0, "days": 60.0, "memory": 15.0},
    {"trace_rate": 0.02, "hours": 9.0, "memory": 200.0, "days": 360.0}])
def test_channels_agree_with_scipy(values):
    p, result = ChannelParameters(**values), channels(**values)
    luck = seeded().standard_normal((7, PEOPLE))
    lean = np.clip(np.where(result.other_habit, -p.habit, p.habit) + 0.15 * luck[2], -0.98, 0.98)
    ease = 0.1 * np.stack([1 + lean, 1 - lean])
    np.testing.assert_allclose(result.hours, np.minimum(p.hours * np.exp(p.hours_spread * luck[0]), 24))

    def share(traces):
        q = (ease + traces) ** p.amplification
        return q / q.sum(axis=0)

    def slopes(t, flat):
        m = flat.reshape(2, PEOPLE)
        return (p.trace_rate * result.hours * share(m) * (1 - m.sum(axis=0)) - m / p.memory).ravel()

    m = solve_ivp(slopes, (0, p.days), np.zeros(2 * PEOPLE), rtol=1e-8, atol=1e-10).y[:, -1].reshape(2, PEOPLE)
    np.testing.assert_allclose([result.trace_first, result.trace_second], m, atol=8e-3)
    np.testing.assert_allclose(result.mix, share(m)[0], atol=8e-3)
    np.testing.assert_allclose(result.bond, settled_bond(result.hours, p.trace_rate, p.memory, p.days), atol=1e-12)
    np.testing.assert_allclose(result.bond, m.sum(axis=0), atol=1e-6)
    # The session, and what a scanner and an assay make of it.
    contact = np.stack([0.5 + result.mix, 1.5 - result.mix]) * np.exp(0.5 * luck[3:5])
    np.testing.assert_allclose([result.contact_first, result.contact_second], contact)
    felt = result.trace_first * contact[0] + result.trace_second * contact[1]
    np.testing.assert_allclose(result.oxytocin_change, felt**6 / (felt**6 + 0.9**6) + 0.1 * luck[5])
    np.testing.assert_allclose(result.connectivity, result.bond + 0.1 * luck[6])


def test_the_error_of_channels_falls_with_the_square_of_the_step(monkeypatch):
    ends = []
    for steps in (60, 120, 240, 1920):
        monkeypatch.setattr(model, "CHANNEL_STEPS", steps)
        ends.append(channels(amplification=3.0, habit=0.1).trace_first)
    errors = [np.abs(end - ends[-1]).max() for end in ends[:-1]]
    assert errors[0] / errors[1] > 3.3 and errors[1] / errors[2] > 3.3


def test_halving_the_step_changes_no_mix_and_no_correlation(monkeypatch):
    rng = seeded(9)
    for _ in range(10):
        p, results = ChannelParameters(**random_values(ChannelParameters, rng)), []
        for steps in (60, 120):
            monkeypatch.setattr(model, "CHANNEL_STEPS", steps)
            results.append(simulate_channels(p, seeded()))
        coarse, fine = results
        for name in ("mix_one", "mix_other"):
            assert getattr(coarse, name)[-1] == pytest.approx(getattr(fine, name)[-1], abs=0.02)
        assert coarse.hours_correlation == pytest.approx(fine.hours_correlation, abs=1e-6)
        np.testing.assert_allclose(coarse.bond, fine.bond, atol=1e-9)


def test_in_proportion_a_mix_stays_what_it_was_and_with_more_it_drifts_apart():
    steady = channels(amplification=1.0)
    np.testing.assert_allclose(steady.mix_one, steady.mix_one[0], atol=1e-9)
    drifting = channels(amplification=2.5)
    assert drifting.mix_one[-1] > drifting.mix_one[0] + 0.1 and drifting.mix_other[-1] < drifting.mix_other[0] - 0.1
    even = channels(habit=0.0, amplification=1.0)
    assert even.mix_one[0] == pytest.approx(0.5, abs=0.04) and even.mix_other[0] == pytest.approx(0.5, abs=0.04)
    assert steady.mix_one[0] == pytest.approx(0.65, abs=0.04) and steady.mix_other[0] == pytest.approx(0.35, abs=0.04)


def test_the_summary_is_of_the_people_in_the_run():
    result = channels()
    others = ~result.gave_birth
    assert others.sum() == result.other_habit.sum() == PEOPLE / 2
    assert (result.gave_birth & result.other_habit).sum() == PEOPLE / 4
    assert result.other_habit[-1] and not result.other_habit[0]
    assert result.hours_correlation == pytest.approx(np.corrcoef(result.hours[others], result.connectivity[others])[0, 1])
    assert result.bond_gap == pytest.approx(result.bond[result.other_habit].mean() - result.bond[~result.other_habit].mean())
    assert result.bond_time[-1] == pytest.approx(result.bond.mean()) and result.bond_time[0] == 0
    assert result.mix_one[-1] == pytest.approx(result.mix[~result.other_habit].mean())
    assert result.time[-1] == 180 and result.time.size == 61
    assert channels(hours_spread=0.0).hours_correlation == 0
    assert settled_bond(4.0, 0.005, 60.0, math.inf) == pytest.approx(1.2 / 2.2)
    assert settled_bond(4.0, 0.005, 60.0, 1e-6) == pytest.approx(4e-6 * 0.005, rel=1e-4)


def test_the_rivals_of_channels_keep_to_their_story():
    claim = channels()
    fixed = channels(simulate_fixed_programme)
    size = 1.2 / 2.2
    np.testing.assert_allclose(fixed.trace_first, np.where(fixed.gave_birth, size, 0.0))
    np.testing.assert_allclose(fixed.trace_second, np.where(fixed.gave_birth, 0.0, size / 2))
    assert np.ptp(fixed.mix_one) == np.ptp(fixed.bond_time) == 0
    assert fixed.mix_one.shape == fixed.bond_time.shape == claim.time.shape
    assert fixed.mix_one[0] == claim.mix_one[0]
    some = channels(simulate_any_contact, measurement_noise=0.0)
    felt = some.bond * (some.contact_first + some.contact_second) / 2
    np.testing.assert_allclose(some.oxytocin_change, felt**6 / (felt**6 + 0.9**6))
    np.testing.assert_array_equal(some.bond, claim.bond)
    chosen, lot = channels(simulate_self_selection), channels(simulate_self_selection, hours_by="lot")
    np.testing.assert_array_equal(chosen.connectivity, claim.connectivity)
    np.testing.assert_array_equal(chosen.bond, lot.bond)
    np.testing.assert_array_equal(lot.hours, channels(hours_by="lot").hours)
    assert abs(np.corrcoef(lot.hours, chosen.hours)[0, 1]) < 0.3
    np.testing.assert_allclose(np.log(lot.hours).std(), 0.6, rtol=0.2)


# ---- the whole box ----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("parameters", "simulate"), [
    *((CareParameters, simulate) for simulate in CARES), *((ChannelParameters, simulate) for simulate in CHANNELS)])
def test_corners_and_random_points_keep_their_bounds(parameters, simulate):
    rng = seeded()
    ends = [(d.low, d.high) if isinstance(d, Parameter) else tuple(d.options) for d in parameters.declared.values()]
    corners = list(itertools.product(*ends))
    points = [dict(zip(parameters.declared, corners[i])) for i in rng.permutation(len(corners))[:16]]
    for values in points + [random_values(parameters, rng) for _ in range(8)]:
        with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
            warnings.simplefilter("error")
            result = simulate(parameters(**values), seeded())
        for name, (low, high) in result.BOUNDS.items():
            value = np.asarray(getattr(result, name))
            assert np.isfinite(value).all() or name in result.MAY_BE_NAN
            assert not ((value < low) | (value > high)).any(), (name, values)
