"""One life and the next: every part is the other lesson's own, does what it does there, and can be switched off alone."""

import dataclasses
import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from widgets.caregiver_regulation.model import PlacementParameters, simulate_fading_plasticity
from widgets.generations.model import GenerationsParameters, rearing_slope
from widgets.life_course import model
from widgets.life_course.measures import explained_share, quarter_gap
from widgets.life_course.model import (
    LifeParameters,
    bond_rate,
    early_self_regulation,
    simulate_life,
    simulate_population,
    simulate_without_buffering,
    simulate_without_early_gain,
    simulate_without_later_bonds,
    simulate_without_transmission,
)
from widgets.physiology import receptor_occupancy, resting_cortisol
from widgets.repair.model import RepairParameters, window_at
from widgets.stress_buffering.model import oxytocin_buffer

RIVALS = [simulate_without_early_gain, simulate_without_later_bonds, simulate_without_buffering, simulate_without_transmission]
STEADY = {"noise": 0, "bond_spread": 0}


def seeded(seed=7):
    return np.random.default_rng(seed)


def mean_of(name, simulate, seeds=range(8), **values):
    return np.mean([np.mean(getattr(simulate(LifeParameters(**values), seeded(seed)), name)) for seed in seeds])


# The parts


def test_early_care_builds_what_the_caregivers_toy_builds():
    other = simulate_fading_plasticity(PlacementParameters(placement_age=42, institution_care=0.8), seeded())
    assert early_self_regulation(1.0) == pytest.approx(simulate_fading_plasticity(PlacementParameters(), seeded()).family[48])
    assert early_self_regulation(0.8) == pytest.approx(other.institution[48])
    run = simulate_life(LifeParameters(early_care=0.8), seeded())
    assert run.self_regulation == pytest.approx(early_self_regulation(0.8))


def test_bonds_form_by_the_shared_machinery():
    usual = early_self_regulation(0.5)
    assert bond_rate(usual, 1.0, 1.0) == bond_rate(usual, 0.2, 1.0) == pytest.approx(1.2)
    assert bond_rate(usual, 1.0, 0.5) == pytest.approx(0.6) and bond_rate(usual, 0.2, 0.5) == pytest.approx(1.08)
    k = early_self_regulation(0.9)
    ratio = receptor_occupancy(0.5 + 1.5 * k) / receptor_occupancy(0.5 + 1.5 * usual)
    assert bond_rate(k, 1.0, 1.0) == pytest.approx(1.2 * ratio) and ratio > 1.1
    run = simulate_life(LifeParameters(dopamine=0.5), seeded())
    for bond, start, rate in ((run.friends_bond, 6, 1.08), (run.partner_bond, 20, 0.6), (run.late_strength, 40, 0.6)):
        np.testing.assert_allclose(bond, 1 - np.exp(-rate * np.maximum(run.age - start, 0)), atol=1e-12)


@pytest.mark.parametrize("values", [{"early_care": 0.6}, {"early_care": 0.1, "partner": 0.9}, {"early_care": 1, "friends": -0.5, "partner": -1},
                                    {"late_bond": 1, "late_age": 14, "reopening": 1, "early_care": 0.2}])
def test_security_follows_its_equation(values):
    p = LifeParameters(**STEADY, **values)
    run = simulate_life(p, seeded())
    rates = [bond_rate(run.self_regulation, weight, 1.0) for weight in (0.2, 1.0, 1.0)]

    def rate(age, x):
        formed = [1 - math.exp(-g * max(age - start, 0)) for g, start in zip(rates, (6, 20, p.late_age))]
        bonds = sum(pull * q * b for pull, q, b in zip((0.3, 0.5, 0.5), (p.friends, p.partner, p.late_bond), formed))
        home = 0.4 * min(1, max(0, (18 - age) / 12)) * (2 * p.early_care - 1)
        depth = 1 - 0.6 * window_at(age, RepairParameters(reopening=p.reopening))
        return (depth * x - x**3 + home + bonds)

    solved = solve_ivp(rate, (0, 70), [0.0], t_eval=run.age, rtol=1e-8, atol=1e-10, max_step=0.25)
    # Half a year after a change the coarse step has caught up; on the way it may be late.
    apart = np.abs(run.security[0] - solved.y[0])
    assert np.median(apart) < 0.02 and apart[-1] < 0.01
    assert (run.security[0] > 0).tolist()[24::4] == (solved.y[0] > 0).tolist()[24::4]


def test_company_takes_load_off_and_bad_company_adds_to_it():
    run = simulate_life(LifeParameters(**STEADY), seeded())
    felt = 0.3 * 0.1 * run.friends_bond + 0.5 * 0.1 * run.partner_bond
    np.testing.assert_allclose(run.support[3], oxytocin_buffer(felt), atol=1e-12)
    late = simulate_life(LifeParameters(friends=0.2, partner=-0.1, late_bond=0.6, **STEADY), seeded())
    felt = 0.06 * late.friends_bond - 0.05 * late.partner_bond + 0.3 * late.late_strength
    np.testing.assert_allclose(late.support[0], oxytocin_buffer(np.clip(felt, 0, 1)) + np.clip(felt, -1, 0), atol=1e-12)
    bad = simulate_life(LifeParameters(friends=-0.5, partner=-1, **STEADY), seeded())
    np.testing.assert_allclose(bad.support[0], -(0.15 * bad.friends_bond + 0.5 * bad.partner_bond), atol=1e-12)
    assert bad.load_at_60 > run.load_at_60


def test_load_is_gathered_and_forgotten():
    p = LifeParameters(hardship=0.8, friends=0, partner=0, **STEADY)
    run = simulate_life(p, seeded())
    drive = 1 + 1.5 * 0.8 * (1.5 - run.self_regulation)
    excess = float(resting_cortisol(drive) - resting_cortisol(1.0))
    np.testing.assert_allclose(run.load[0], excess * 10 * (1 - np.exp(-run.age / 10)), rtol=1e-9)
    assert simulate_life(LifeParameters(hardship=0), seeded()).load.max() < 1e-9


def test_a_finer_step_changes_no_conclusion(monkeypatch):
    luck = seeded(3)
    for _ in range(12):
        p = LifeParameters(**STEADY, **{name: float(luck.uniform(each.low, each.high))
                                        for name, each in LifeParameters.declared.items() if name not in STEADY})
        runs = []
        for step in (0.25, 0.125):
            monkeypatch.setattr(model, "YEAR_STEP", step)
            runs.append(simulate_life(p, seeded()))
        coarse, fine = runs
        for name in ("secure_at_5", "secure_at_30", "secure_at_60", "changed"):
            assert getattr(coarse, name) == getattr(fine, name), f"{name} at {p.to_text()}"
        assert coarse.load_at_60 == pytest.approx(fine.load_at_60, rel=0.02)
        assert np.abs(coarse.security[0] - fine.security[0][::2])[8:].mean() < 0.05


def test_the_ups_and_downs_and_the_care_given_are_spread_as_they_should_be():
    drift = model._ups_and_downs(seeded(), 4000)
    assert drift.std() == pytest.approx(1, rel=0.02) and drift[0].std() == pytest.approx(1, rel=0.04)
    lagged = np.mean(drift[:-12] * drift[12:])
    assert lagged == pytest.approx(math.exp(-1), abs=0.03)
    steady = [simulate_without_transmission(LifeParameters(hardship=0.3), seeded(seed)).child_care for seed in range(60)]
    inside = np.concatenate(steady)
    assert inside.mean() == pytest.approx(0.5, abs=0.02) and 0.2 < inside.std() < 0.26


def test_care_given_leans_on_the_caregivers_security_as_in_the_generations_toy():
    runs = [simulate_life(LifeParameters(early_care=0.5, friends=0, partner=0), seeded(seed)) for seed in range(60)]
    state = np.concatenate([run.security[:, 120] for run in runs])
    care = np.concatenate([run.child_care for run in runs])
    luck = 0.5 * seeded().standard_normal(200_000)

    def expected(x):
        return np.mean(np.clip(0.5 + 0.5 * (rearing_slope(GenerationsParameters()) * x + luck), 0, 1))

    for low, high in ((-1.3, -0.7), (0.7, 1.3)):
        inside = (low < state) & (state < high)
        assert care[inside].mean() == pytest.approx(expected(state[inside].mean()), abs=0.03)
    hard = mean_of("child_care", simulate_life, hardship=1.0)
    easy = mean_of("child_care", simulate_life, hardship=0.0)
    assert easy - hard > 0.15


# Each part switched off


def test_each_part_is_switched_off_alone():
    p = LifeParameters(early_care=0.2, partner=0.6)
    claim = simulate_life(p, seeded())
    same = {
        simulate_without_early_gain: [],
        simulate_without_later_bonds: ["friends_bond", "partner_bond", "support", "load", "self_regulation"],
        simulate_without_buffering: ["security", "friends_bond", "self_regulation", "child_care", "child_security"],
        simulate_without_transmission: ["security", "support", "load", "self_regulation"],
    }
    differs = {simulate_without_early_gain: ["self_regulation", "partner_bond", "load"],
               simulate_without_later_bonds: ["security", "child_security"], simulate_without_buffering: ["support", "load"],
               simulate_without_transmission: ["child_care", "child_security"]}
    for rival in RIVALS:
        run = rival(p, seeded())
        for name in same[rival]:
            np.testing.assert_array_equal(getattr(run, name), getattr(claim, name), err_msg=f"{rival.__name__} {name}")
        for name in differs[rival]:
            assert not np.array_equal(getattr(run, name), getattr(claim, name)), f"{rival.__name__} {name}"
    assert not simulate_without_buffering(p, seeded()).support.any()


def test_later_bonds_can_turn_a_hard_start_and_without_them_nothing_does():
    start = {"early_care": 0.1, "friends": 0.2, "partner": 0.8}
    assert mean_of("secure_at_5", simulate_life, **start) < 0.2
    assert mean_of("secure_at_60", simulate_life, **start) > 0.6
    assert mean_of("secure_at_60", simulate_without_later_bonds, **start) < 0.45
    # And a good start can be lost to bonds that harm.
    assert mean_of("secure_at_5", simulate_life, early_care=0.9) > 0.7
    assert mean_of("secure_at_60", simulate_life, early_care=0.9, friends=-0.4, partner=-0.8) < 0.3


def test_people_with_the_same_circumstances_differ():
    run = simulate_life(LifeParameters(), seeded())
    assert 0 < run.secure_at_60 < 1 and 0 < run.changed < 1 and run.child_care.std() > 0.1
    assert 0.1 < run.security[:, 240].std()


def test_good_company_lowers_load_only_where_company_buffers():
    alone, together = {"friends": 0, "partner": 0, "hardship": 0.6}, {"friends": 0.8, "partner": 0.8, "hardship": 0.6}
    assert mean_of("load_at_60", simulate_life, **together) < 0.7 * mean_of("load_at_60", simulate_life, **alone)
    assert mean_of("load_at_60", simulate_without_buffering, **together) == pytest.approx(
        mean_of("load_at_60", simulate_without_buffering, **alone))


def test_a_run_sums_itself_up():
    run = simulate_life(LifeParameters(early_care=0.4), seeded())
    secure = run.security > 0
    for name, age in (("secure_at_5", 20), ("secure_at_30", 120), ("secure_at_60", 240)):
        assert getattr(run, name) == secure[:, age].mean()
    assert run.changed == (secure[:, 20] != secure[:, 240]).mean()
    assert run.child_secure_at_30 == (run.child_security[:, 120] > 0).mean()
    assert run.load_at_60 == pytest.approx(run.load[:, 240].mean())
    assert run.age[-1] == 70 and run.child_age[-1] == 40 and run.age[1] == 0.25


# A population


def test_early_care_helps_on_average_and_foretells_little_of_one_life():
    crowd = simulate_population(LifeParameters(), seeded())
    low, high = np.quantile(crowd.care, [0.25, 0.75])
    secure = crowd.security_30 > 0
    assert secure[crowd.care > high].mean() - secure[crowd.care < low].mean() > 0.1
    assert 0.01 < crowd.explained < 0.15
    assert crowd.explained == pytest.approx(np.corrcoef(crowd.care, crowd.security_30)[0, 1] ** 2)
    assert 0.05 < crowd.generations < 0.35 and 0.1 < crowd.stability < 0.8
    assert crowd.generations == pytest.approx(np.corrcoef(crowd.security_30, crowd.child_security_30)[0, 1])
    assert crowd.stability == pytest.approx(np.corrcoef(crowd.security_5, crowd.security_30)[0, 1])
    assert np.corrcoef(crowd.hardship, crowd.load_60)[0, 1] > 0.5
    for name in ("care", "friends", "partner", "hardship", "security_60", "load_60", "child_care"):
        assert getattr(crowd, name).shape == (10_000,) and getattr(crowd, name).std() > 0.05
    assert crowd.care.mean() == pytest.approx(0.5, abs=0.01) and crowd.hardship.mean() == pytest.approx(0.32, abs=0.02)
    assert crowd.friends.std() == pytest.approx(0.39, abs=0.03)


def test_the_size_of_a_chunk_is_chance_alone(monkeypatch):
    one = simulate_population(LifeParameters(), seeded(), people=6000)
    monkeypatch.setattr(model, "CHUNK", 700)
    two = simulate_population(LifeParameters(), seeded(), people=6000)
    for name in ("security_30", "load_60", "child_care"):
        first, second = getattr(one, name), getattr(two, name)
        assert first.mean() == pytest.approx(second.mean(), abs=5 * first.std() / math.sqrt(3000))
    assert one.care_and_adult == pytest.approx(two.care_and_adult, abs=0.06)
    assert np.unique(two.security_30).size == 6000


@pytest.mark.parametrize("people", [0, 1, -5, 2.5, True, "many"])
def test_a_population_needs_people(people):
    with pytest.raises(ValueError, match="at least 2"):
        simulate_population(LifeParameters(), seeded(), people=people)


def test_a_population_without_any_difference_has_no_correlation():
    assert math.isnan(model._correlate(np.ones(5), np.arange(5.0)))
    for field in dataclasses.fields(simulate_population(LifeParameters(), seeded(), people=50)):
        assert field.name in model.LifePopulation.__doc__


# Measures


def test_quarters_and_shares():
    given = np.arange(1.0, 101)
    assert quarter_gap(given, given > 50) == 1 and quarter_gap(given, given <= 50) == -1
    assert quarter_gap(given, np.arange(100) % 2) == pytest.approx(0, abs=0.05)
    assert quarter_gap([1, 2, 3, 4], [0, 1, 1, 1]) == 1 and quarter_gap([1, 1, 1, 1], [0, 1, 0, 1]) == 0
    assert explained_share(-0.3) == pytest.approx(0.09)
    for bad in (([1, 2, 3], [0, 1, 1]), ([1, 2, 3, 4], [0, 1, 1]), ([[1, 2], [3, 4]], [[0, 1], [1, 1]])):
        with pytest.raises(ValueError, match="same length, at least 4"):
            quarter_gap(*bad)


def test_the_luck_of_a_population_is_drawn_for_each_anew():
    crowd = simulate_population(LifeParameters(early_care=0.3, friends=-0.2), seeded(), people=4000)
    assert crowd.care.mean() == pytest.approx(0.31, abs=0.02) and crowd.friends.mean() == pytest.approx(-0.2, abs=0.03)
    assert abs(np.corrcoef(crowd.care, crowd.friends)[0, 1]) < 0.06
    kinder = simulate_population(LifeParameters(early_care=0.8, friends=0.4), seeded(), people=4000)
    assert kinder.security_30.mean() > crowd.security_30.mean() + 0.5
    assert kinder.child_security_30.mean() > crowd.child_security_30.mean() + 0.3
    harder = simulate_population(LifeParameters(hardship=0.9), seeded(), people=4000)
    easier = simulate_population(LifeParameters(hardship=0.1), seeded(), people=4000)
    assert harder.load_60.mean() > 2 * easier.load_60.mean() and harder.child_care.mean() < easier.child_care.mean() - 0.1
