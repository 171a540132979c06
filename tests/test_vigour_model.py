"""How fast, towards whom, and what blood tells: against exact results and another solver."""

import dataclasses
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import spearmanr

from widgets.vigour import model
from widgets.vigour.model import (
    ACTS,
    PARTNER,
    STRANGER,
    PlasmaParameters,
    VigourParameters,
    optimal_latency,
    receptor_occupancy,
    settled_rate,
    simulate_blind,
    simulate_one_pool,
    simulate_one_site,
    simulate_pleasure,
    simulate_two_pools,
    simulate_vigour,
)

VIGOURS = (simulate_vigour, simulate_blind, simulate_one_site, simulate_pleasure)
every_rule = pytest.mark.parametrize("simulate", VIGOURS, ids=lambda simulate: simulate.__name__)


def seeded(seed=7):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(("simulate", "parameters"), [
    (simulate_vigour, VigourParameters()), (simulate_two_pools, PlasmaParameters())])
def test_arrays_have_the_shapes_that_the_docstring_gives(simulate, parameters):
    run = simulate(parameters, seeded())
    for field in dataclasses.fields(run):
        value = getattr(run, field.name)
        if isinstance(value, np.ndarray):
            line = next(line for line in type(run).__doc__.splitlines() if re.search(rf"\b{field.name}\b.* : ndarray", line))
            assert str(value.shape).replace("(160,)", "(n,)" if simulate is simulate_two_pools else "(160,)") in line


# How fast


@pytest.mark.parametrize(("effort", "worth"), [(2.0, 0.5), (0.5, 3.0), (5.0, 0.02)])
def test_the_best_latency_is_where_both_costs_are_equal(effort, worth):
    best = optimal_latency(effort, worth)
    assert best == pytest.approx(math.sqrt(effort / worth))
    found = minimize_scalar(lambda tau: effort / tau + worth * tau, bounds=(1e-3, 100), method="bounded",
                            options={"xatol": 1e-9})
    assert best == pytest.approx(found.x, rel=1e-4)
    assert effort / best == pytest.approx(worth * best)


def test_four_times_the_worth_halves_the_latency():
    assert optimal_latency(2.0, 4.0) == pytest.approx(optimal_latency(2.0, 1.0) / 2)
    np.testing.assert_allclose(optimal_latency(np.array([1.0, 4.0]), 1.0), [1, 2])


@given(st.floats(0.2, 5), st.floats(0.5, 5), st.floats(0.1, 3), st.floats(0.01, 1))
@settings(max_examples=60, deadline=None)
def test_the_settled_rate_is_the_fixed_point_of_acting_and_learning(value, effort, gain, elsewhere):
    def gap(x):
        return 1 / optimal_latency(effort, gain * (elsewhere + value * x - effort * x**2)) - x

    settled = settled_rate(value, effort, gain, elsewhere)
    most = (value + math.sqrt(value**2 + 4 * effort * elsewhere)) / (2 * effort)  # beyond it, acting costs more than it brings
    assert settled == pytest.approx(brentq(gap, 1e-9, most * (1 - 1e-12)), rel=1e-6)


def test_a_faithful_signal_and_nothing_elsewhere_gives_the_most_that_can_be_had():
    value, effort = 1.7, 2.0
    best = minimize_scalar(lambda x: effort * x**2 - value * x, bounds=(0, 2), method="bounded", options={"xatol": 1e-9})
    assert settled_rate(value, effort, 1.0, 0.0) == pytest.approx(best.x, rel=1e-5) == pytest.approx(value / (2 * effort))
    net = value * best.x - effort * best.x**2
    assert 1 / optimal_latency(effort, net) == pytest.approx(best.x, rel=1e-5)


def test_occupancy_at_a_site():
    assert receptor_occupancy(1.0) == 0.5
    assert receptor_occupancy(3.0, 8.0) == pytest.approx(0.25)
    run = simulate_vigour(VigourParameters(oxytocin_vta=3, vta_antagonist=8, oxytocin_nacc=1, nacc_antagonist=2), seeded())
    assert (run.vta_occupancy, run.nacc_occupancy) == (pytest.approx(0.25), pytest.approx(0.25))
    np.testing.assert_allclose(run.value, [1 + 2 * 0.25, 1])


# A run


def settled_by_hand(simulate, parameters, vta, nacc):
    """Rates (1/s) and dopamine by solving the fixed point numerically, from the words of the docstrings."""
    p = parameters
    released = 1 + 2.0 * vta * (simulate is not simulate_one_site)
    pleasure = simulate is simulate_pleasure
    effective = released * (1 if pleasure else 1 - p.dopamine_block)
    found = []
    for value in (1 + p.partner_value * nacc, 1.0):
        felt = value * (1 - p.dopamine_block) if pleasure else value
        if simulate is simulate_blind:
            x = math.sqrt(0.5 / p.effort)
        else:
            most = (felt + math.sqrt(felt**2 + 0.4 * p.effort)) / (2 * p.effort)
            x = brentq(lambda x: effective * (0.1 + felt * x - p.effort * x**2) - p.effort * x**2, 1e-9, most)
        found.append((x, released * max(0.0, 0.1 + felt * x - p.effort * x**2)))
    return np.array(found).T


@every_rule
@pytest.mark.parametrize("values", [{}, {"dopamine_block": 0.6}, {"effort": 0.8, "oxytocin_vta": 4, "partner_value": 0.5}])
def test_the_settled_creature_by_hand(simulate, values):
    parameters = VigourParameters(**values)
    run = simulate(parameters, seeded())
    rate, dopamine = settled_by_hand(simulate, parameters, run.vta_occupancy, run.nacc_occupancy)
    np.testing.assert_allclose(run.rate, 60 * rate, rtol=1e-9)
    np.testing.assert_allclose(run.settled_dopamine, dopamine, rtol=1e-7)
    # The costs that it weighs against each other are equal at the latency that it settles at.
    at = 1 / rate[PARTNER]
    haste, delay = (np.interp(at, run.latencies, curve) for curve in (run.cost_of_haste, run.cost_of_delay))
    assert haste == pytest.approx(delay, rel=0.02) == pytest.approx(parameters.effort / at, rel=0.02)
    assert run.latencies[0] == pytest.approx(0.1) and run.latencies[-1] == pytest.approx(10**1.5)


@every_rule
def test_without_unsteadiness_a_run_settles_where_it_should(simulate, monkeypatch):
    monkeypatch.setattr(model, "UNSTEADINESS", 0.0)
    run = simulate(VigourParameters(dopamine_block=0.2), seeded())
    np.testing.assert_allclose(60 / run.latency[:, -1], run.rate, rtol=0.01)
    np.testing.assert_allclose(run.dopamine[:, -1], run.settled_dopamine, rtol=0.03)
    assert run.latency.shape == (2, ACTS)
    np.testing.assert_allclose(run.time, np.cumsum(run.latency, axis=1))


def test_learning_agrees_with_another_solver(monkeypatch):
    """Where averaging is slow beside acting, the acts follow dR/dt = (Ux − C_v x² − R)/T."""
    monkeypatch.setattr(model, "UNSTEADINESS", 0.0)
    monkeypatch.setattr(model, "MEMORY", 3000.0)
    monkeypatch.setattr(model, "ACTS", 1500)
    run = simulate_vigour(VigourParameters(dopamine_block=0.3), seeded())
    released, value, effort = 1 + 2 * run.vta_occupancy, run.value[PARTNER], 2.0

    def slope(t, average):
        x = np.sqrt(0.7 * released * (0.1 + average) / effort)
        return (value * x - effort * x**2 - average) / 3000

    solution = solve_ivp(slope, (0, run.time[PARTNER, -1]), [0.0], t_eval=run.time[PARTNER, :-1], rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(run.dopamine[PARTNER, 1:], released * (0.1 + solution.y[0]), rtol=2e-3)
    assert run.dopamine[PARTNER, 0] == pytest.approx(released * 0.1), "it knows only what comes from elsewhere"


def test_each_act_by_hand():
    run = simulate_vigour(VigourParameters(dopamine_block=0.5), seeded())
    luck = np.exp(0.2 * seeded().standard_normal((2, ACTS)))
    released = 1 + 2 * run.vta_occupancy
    for whom in (PARTNER, STRANGER):
        average = 0.0
        for act in range(5):
            worth = 0.1 + average
            latency = luck[whom, act] * math.sqrt(2 / (released * 0.5 * worth))
            assert run.latency[whom, act] == pytest.approx(latency)
            assert run.dopamine[whom, act] == pytest.approx(released * worth)
            left = math.exp(-latency / 60)
            average = left * average + (1 - left) * (run.value[whom] - 2 / latency) / latency


def test_time_is_never_worth_less_than_a_tenth_of_what_comes_from_elsewhere(monkeypatch):
    monkeypatch.setattr(model, "UNSTEADINESS", 3.0)
    run = simulate_vigour(VigourParameters(oxytocin_vta=10, effort=5, partner_value=0), seeded())
    released = 1 + 2 * run.vta_occupancy
    assert run.dopamine.min() == pytest.approx(released * 0.01)


@every_rule
def test_a_run_is_near_its_settled_state_and_all_rules_get_the_same_luck(simulate):
    run = simulate(VigourParameters(), seeded())
    half = ACTS // 2
    np.testing.assert_allclose(60 / run.latency[:, half:].mean(axis=1), run.rate, rtol=0.1)
    np.testing.assert_allclose(run.dopamine[:, half:].mean(axis=1), run.settled_dopamine, rtol=0.35)
    blind = simulate_blind(VigourParameters(), seeded())
    # Against the blind one, whose latency is luck alone, the very first act differs by a constant.
    first = run.latency[:, 0] / blind.latency[:, 0]
    assert first[0] == pytest.approx(first[1])


def test_individuals_differ_in_their_own_oxytocin():
    run = simulate_vigour(VigourParameters(), seeded())
    rng = seeded()
    rng.standard_normal((2, ACTS))
    vta, nacc = np.exp(0.3 * rng.standard_normal((2, 40)))
    values = 1 + 2 * nacc / (nacc + 1)
    gain = 1 + 2 * 0.5 * vta / (0.5 * vta + 1)
    rates = settled_rate(values, 2.0, gain)
    np.testing.assert_allclose(run.individual_rate, 60 * rates)
    np.testing.assert_allclose(run.individual_dopamine, gain * (0.1 + values * rates - 2 * rates**2))
    # Who releases more dopamine acts faster: a correlation that nobody put in by hand.
    assert np.corrcoef(run.individual_dopamine, run.individual_rate)[0, 1] > 0.9
    alike = simulate_vigour(VigourParameters(individual_spread=0), seeded())
    np.testing.assert_allclose(alike.individual_rate, alike.rate[PARTNER])
    blocked = simulate_vigour(VigourParameters(nacc_antagonist=100, vta_antagonist=100), seeded())
    assert np.ptp(blocked.individual_rate) < 0.1 * np.ptp(run.individual_rate)


@every_rule
def test_the_curves_over_a_block_are_those_of_runs(simulate):
    run = simulate(VigourParameters(), seeded())
    assert (run.blocks[0], run.blocks[-1]) == (0, pytest.approx(0.9))
    assert run.rate_by_block[0] == run.contact_by_block[0] == 1
    for block in (0.2, 0.8):
        at = np.argmin(np.abs(run.blocks - block))
        other = simulate(VigourParameters(dopamine_block=block), seeded())
        assert run.rate_by_block[at] == pytest.approx(other.rate[PARTNER] / run.rate[PARTNER])
        assert run.contact_by_block[at] == pytest.approx(other.contact / run.contact)


def test_contact_by_hand():
    run = simulate_vigour(VigourParameters(dopamine_block=0.5), seeded())
    back = math.sqrt(0.02 / (0.5 * run.settled_dopamine[PARTNER]))
    assert run.contact == pytest.approx(60 / (60 + 60 + back))
    run = simulate_pleasure(VigourParameters(dopamine_block=0.5), seeded())
    assert run.contact == pytest.approx(30 / (30 + 60 + math.sqrt(0.02 / run.settled_dopamine[PARTNER])))
    run = simulate_blind(VigourParameters(dopamine_block=0.5), seeded())
    assert run.contact == pytest.approx(60 / (120 + math.sqrt(0.02 / 0.5)))


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_everywhere_in_the_box_more_oxytocin_in_the_vta_is_more_vigour_and_more_value_too(data):
    values = {name: data.draw(st.floats(d.low, d.high)) for name, d in VigourParameters.declared.items()}
    plain = simulate_vigour(VigourParameters(**values), seeded())
    more = simulate_vigour(VigourParameters(**{**values, "oxytocin_vta": min(10.0, values["oxytocin_vta"] + 2)}), seeded())
    assert (more.rate >= plain.rate * (1 - 1e-12)).all()
    assert (more.settled_dopamine >= plain.settled_dopamine * (1 - 1e-12)).all()
    assert plain.rate[PARTNER] >= plain.rate[STRANGER]
    assert (np.diff(plain.rate_by_block) < 0).all(), "the larger the block, the slower"
    # Seeking loses a larger share than lying together does, at every block.
    assert (plain.rate_by_block[1:] < plain.contact_by_block[1:]).all()


# Blood and brain


@pytest.mark.parametrize("values", [
    {}, {"situation": "stress"}, {"situation": "intranasal"}, {"shared_release": 1.0, "half_life_blood": 19.0},
    {"shared_release": 0.5, "half_life_brain": 8.0, "half_life_blood": 2.0, "situation": "stress"}])
def test_the_moments_of_many_samples_are_the_exact_ones(values):
    parameters = PlasmaParameters(people=500, **values)
    runs = [simulate_two_pools(parameters, seeded(seed)) for seed in range(40)]
    brain, plasma, again = (np.concatenate([getattr(run, name) for run in runs])
                            for name in ("brain", "plasma", "plasma_again"))
    decay = np.array([parameters.half_life_brain, parameters.half_life_blood]) / math.log(2)
    added = {"rest": 0, "stress": 0.2, "intranasal": 0.6}[parameters.situation] * decay * (1 - np.exp(-60 / decay))
    np.testing.assert_allclose([brain.mean(), plasma.mean()], 0.1 * decay + added, rtol=0.03)
    trait, person, both = math.exp(0.3**2) - 1, math.exp(0.6**2) - 1, math.exp(0.6**2 + 0.35**2) - 1
    variance = (1 + trait) * 0.1 * decay + trait * (0.1 * decay) ** 2 + added**2 * both
    np.testing.assert_allclose([brain.var(), plasma.var()], variance, rtol=0.12)
    covariance = (2 * parameters.shared_release * 0.1 * decay.prod() / decay.sum() + added.prod() * person)
    assert runs[0].expected_r == pytest.approx(covariance / math.sqrt(variance.prod()))
    assert np.corrcoef(brain, plasma)[0, 1] == pytest.approx(runs[0].expected_r, abs=0.03)
    # Another day at rest: the same person, other releases.
    assert again.mean() == pytest.approx(0.1 * decay[1], rel=0.03)
    trait_share = trait * (0.1 * decay[1]) ** 2 / ((1 + trait) * 0.1 * decay[1] + trait * (0.1 * decay[1]) ** 2)
    assert np.mean([run.r_again for run in runs]) == pytest.approx(trait_share, abs=0.03)


def test_the_longer_the_window_the_less_is_missed():
    """What was released before the window that is drawn, eight times the slowest decay and more, is a thousandth."""
    assert math.exp(-8) < 1e-3
    brain = np.concatenate([simulate_two_pools(PlasmaParameters(people=500, half_life_brain=60), seeded(seed)).brain
                            for seed in range(12)])
    assert brain.mean() == pytest.approx(0.1 * 60 / math.log(2), rel=0.03)


@pytest.mark.parametrize("simulate", [simulate_two_pools, simulate_one_pool])
@pytest.mark.parametrize("situation", ["rest", "stress", "intranasal"])
def test_the_first_persons_course_ends_at_the_sample(simulate, situation):
    run = simulate(PlasmaParameters(situation=situation), seeded())
    assert (run.time[0], run.time[-1], run.time.size) == (-120, 0, 121)
    assert run.brain_course[-1] == pytest.approx(run.brain[0], rel=1e-9)
    assert run.plasma_course[-1] == pytest.approx(run.plasma[0], rel=1e-9)
    assert run.brain.size == run.plasma.size == run.extracted.size == 160


def test_between_releases_oxytocin_decays_at_its_own_half_life():
    run = simulate_two_pools(PlasmaParameters(), seeded())
    for course, half_life in ((run.brain_course, 19.0), (run.plasma_course, 5.0)):
        falling = np.diff(course) < 0
        kept = course[1:][falling] / course[:-1][falling]
        # Most minutes hold no release: the median of what is kept is pure decay.
        assert np.median(kept) == pytest.approx(0.5 ** (1 / half_life), abs=2e-3)
        assert kept.min() > 0.5 ** (1 / half_life) - 1e-9


def test_what_is_added_builds_up_as_another_solver_says():
    for decay in (7.0, 27.0):
        time = np.linspace(-120, 0, 25)
        solution = solve_ivp(lambda t, c: (t >= -60) - c / decay, (-120, 0), [0.0], t_eval=time, rtol=1e-9, atol=1e-10,
                             max_step=0.5)
        np.testing.assert_allclose(model._building_up(time, decay), solution.y[0], atol=0.02)
    rest, stressed = (simulate_two_pools(PlasmaParameters(situation=situation), seeded()) for situation in ("rest", "stress"))
    before = stressed.time <= -60
    np.testing.assert_allclose(stressed.brain_course[before], rest.brain_course[before])
    assert (stressed.brain > rest.brain).all() and (stressed.plasma > rest.plasma).all()
    np.testing.assert_array_equal(stressed.plasma_again, rest.plasma_again)
    assert stressed.r_again == rest.r_again, "that correlation is at rest, whatever was done today"


def test_the_correlations_of_a_run():
    run = simulate_two_pools(PlasmaParameters(situation="stress"), seeded())
    for name, other in (("r_plasma", run.plasma), ("r_extracted", run.extracted), ("r_unextracted", run.unextracted)):
        assert getattr(run, name) == pytest.approx(np.corrcoef(run.brain, other)[0, 1])
    assert run.rho_assays == pytest.approx(spearmanr(run.extracted, run.unextracted).statistic)
    assert run.fold == pytest.approx(np.median(run.unextracted / run.extracted))
    assert np.log(run.extracted / run.plasma).std() == pytest.approx(0.2, rel=0.2)
    clean = simulate_two_pools(PlasmaParameters(situation="stress", interference=0), seeded())
    np.testing.assert_array_equal(clean.unextracted, clean.plasma)
    others = np.log(run.unextracted - run.plasma)
    assert np.exp(others.mean()) == pytest.approx(100 * 0.1 * 5 / math.log(2), rel=0.1)
    assert others.std() == pytest.approx(0.5, rel=0.2)


def test_one_pool_is_one_pool():
    for situation in ("rest", "intranasal"):
        run = simulate_one_pool(PlasmaParameters(situation=situation), seeded())
        np.testing.assert_allclose(run.plasma, run.brain)
        np.testing.assert_allclose(run.plasma_course, run.brain_course)
        assert run.expected_r == 1 == pytest.approx(run.r_plasma)
    claim = simulate_two_pools(PlasmaParameters(), seeded())
    np.testing.assert_array_equal(claim.brain, simulate_one_pool(PlasmaParameters(half_life_blood=5), seeded()).brain)


def test_the_more_releases_are_shared_the_more_blood_tells():
    r = [simulate_two_pools(PlasmaParameters(shared_release=share), seeded()).expected_r for share in (0, 0.3, 0.6, 1)]
    assert r[0] == 0 and (np.diff(r) > 0.15).all()
    assert r[-1] < 0.85, "even if all were shared: the two are emptied at different speeds"


def test_how_many_people_is_how_many_samples():
    for people in (20.0, 500.0):
        run = simulate_two_pools(PlasmaParameters(people=people), seeded())
        assert all(getattr(run, field.name).size == people for field in dataclasses.fields(run)[:5])
    spread = [np.std([simulate_two_pools(PlasmaParameters(people=people), seeded(seed)).r_plasma for seed in range(30)])
              for people in (20, 320)]
    assert spread[0] > 2 * spread[1], "few people, much luck"


def test_a_constant_has_no_correlation():
    assert model._correlate(np.ones(5), np.arange(5.0)) == 0
    assert model._correlate(np.arange(5.0), -2 * np.arange(5.0)) == -1
    assert model._correlate(1e-3 * np.arange(5.0), 1e-3 * np.arange(5.0)) == pytest.approx(1), "however small the numbers are"
    for seed in range(200):
        values = seeded(seed).standard_normal(50)
        low, high = model._correlate(values, -3 * values), model._correlate(values, 7 * values)
        assert -1 <= low and high <= 1, "rounding included"
