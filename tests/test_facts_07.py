"""The stylised facts of lesson 07: what the toy reproduces, and what its rivals do not.

S7.5 (oxytocin of couples who stay together does not fall over six months) is outside this toy: nothing in it wears off, so a
steady level is all that it could give.
"""

import dataclasses

import numpy as np
import pytest

from widgets.crosstalk.model import (
    CrosstalkParameters,
    simulate_crosstalk,
    simulate_driver,
    simulate_levels,
    simulate_one_knob,
)

SINGLES, PARENTS, LOVERS = range(3)
OXYTOCIN = 0


def run(simulate=simulate_crosstalk, seed=1, **values):
    return simulate(CrosstalkParameters(**values), np.random.default_rng(seed))


def anywhere(luck, **values):
    """A random point of the whole box, with some values given."""
    declared = CrosstalkParameters.declared
    point = {name: luck.uniform(d.low, d.high) for name, d in declared.items() if name not in values}
    return CrosstalkParameters(**{**point, "people": 30, **values})


@pytest.mark.fact("S7.1")
def test_oxytocin_is_highest_in_lovers_then_in_parents():
    level = run().level[:, OXYTOCIN]
    assert level[LOVERS] > level[PARENTS] + 0.2 > level[SINGLES] + 0.4
    # Nothing drives oxytocin in parents: that it is up is the work of crosstalk. The rival without it, driven alike, fails.
    driven_alike = run(simulate_driver)
    assert driven_alike.level[PARENTS, OXYTOCIN] == driven_alike.level[SINGLES, OXYTOCIN] == 0
    # It shows in most studies of this size as well.
    assert np.mean([run(seed=seed).sample_holds[0] for seed in range(60)]) > 0.95


@pytest.mark.fact("S7.2")
def test_the_two_others_are_highest_in_parents_then_in_lovers():
    level = run().level[:, 1:]
    assert (level[PARENTS] > level[LOVERS] + 0.1).all() and (level[LOVERS] > level[SINGLES] + 0.3).all()
    # Nothing but oxytocin is driven in lovers.
    assert (run(simulate_driver).level[LOVERS, 1:] == 0).all()
    # With one knob for everything, no setting whatever puts oxytocin and the two others into different orders.
    luck, both = np.random.default_rng(0), 0
    for _ in range(200):
        found = simulate_one_knob(anywhere(luck, assay_reliability=1.0), np.random.default_rng(0))
        assert not (found.holds[0] and found.holds[1])
        order = np.argsort(found.level, axis=0)
        assert (order == order[:, :1]).all()
        both += simulate_crosstalk(anywhere(luck, assay_reliability=1.0), np.random.default_rng(0)).holds[:2].all()
    assert both > 10, "with two drives a good part of the box does"


@pytest.mark.fact("S7.3")
def test_coupling_is_tightest_in_lovers_then_in_parents():
    found = run()
    assert found.coupling[LOVERS] > found.coupling[PARENTS] + 0.15 > found.coupling[SINGLES] + 0.3
    # Level and coupling are two things: drives alone put the levels in order and leave the coupling as it is.
    levels_only = run(simulate_levels)
    assert levels_only.holds[:2].all() and not levels_only.holds[2]
    undriven = run(romantic_drive=0.0, care_drive=0.0)
    np.testing.assert_allclose(undriven.coupling, found.coupling)
    assert (undriven.level == 0).all()
    # A study of 189 finds the order nearly always, and still cannot say how large the difference is.
    studies = [run(seed=seed) for seed in range(60)]
    assert np.mean([study.sample_holds[2] for study in studies]) > 0.85
    overlap = [study.sample_interval[LOVERS, 0, 0] < study.sample_interval[PARENTS, 0, 1] for study in studies]
    assert np.mean(overlap) > 0.5
    assert np.mean([run(simulate_levels, seed).sample_holds[2] for seed in range(60)]) < 0.4


@pytest.mark.fact("S7.4")
def test_effects_on_synchrony_shrink_once_oxytocin_is_held():
    found = run()
    assert (found.effects_alone > 0.1).all() and np.abs(found.effects_given).max() < 1e-9
    # If the others acted directly, or if one shared influence moved markers and synchrony alike, they would not vanish.
    direct = run(through_oxytocin=0.0)
    np.testing.assert_allclose(direct.effects_given, direct.effects_alone, atol=1e-9)
    driver = run(simulate_driver)
    assert (driver.effects_given > 0.6 * driver.effects_alone).all()
    # In 126 people the effects shrink in nearly every study.
    studies = [run(seed=seed) for seed in range(60)]
    assert np.mean([study.sample_given.sum() < study.sample_alone.sum() for study in studies]) > 0.9
    # A poor assay lets them come back, although everything still goes through oxytocin.
    assert (run(assay_reliability=0.3).effects_given > 0.5 * found.effects_alone).all()


@pytest.mark.fact("S7.6")
def test_a_shared_driver_couples_as_tightly_without_any_crosstalk():
    luck = np.random.default_rng(2)
    for parameters in [CrosstalkParameters()] + [anywhere(luck) for _ in range(40)]:
        claim, driver = (simulate(dataclasses.replace(parameters, assay_reliability=1.0), np.random.default_rng(0))
                         for simulate in (simulate_crosstalk, simulate_driver))
        np.testing.assert_allclose(driver.coupling, claim.coupling, atol=1e-9)
        assert driver.holds[2] == claim.holds[2]
        # Only an experiment tells: with crosstalk a push to oxytocin reaches the others, without it never.
        assert (driver.push[..., 1:] == 0).all()
        assert claim.push[LOVERS, :, 1:].max() > 0.08 * parameters.crosstalk_lovers > 0
    found = run(simulate_driver)
    assert found.coupling[LOVERS] > found.coupling[PARENTS] + 0.15 > found.coupling[SINGLES] + 0.3
    # One drive more, and the levels come out as published too: no cross-section rules it out.
    assert run(simulate_driver, shared_drive=0.1).holds.all()


@pytest.mark.fact("S7.7")
def test_without_a_valid_assay_what_oxytocin_shows_is_gone_and_the_rest_stays():
    def of_oxytocin(reliability):
        found = run(assay_reliability=reliability)
        oxytocin = found.reading[:, 0]
        return [oxytocin[LOVERS] - oxytocin[PARENTS], oxytocin[PARENTS], *found.correlation[:, :2].ravel()]

    ladder = np.array([of_oxytocin(reliability) for reliability in (1.0, 0.5, 0.1, 0.0)])
    assert (np.diff(ladder, axis=0) < 0).all() and np.abs(ladder[-1]).max() == 0
    valid, void = run(), run(assay_reliability=0.0)
    assert valid.holds[0] and not void.holds[0]
    assert void.holds[1] and void.correlation[LOVERS, 2] == valid.correlation[LOVERS, 2] > 0.4
    np.testing.assert_array_equal(void.reading[:, 1:], valid.reading[:, 1:])
    # A study that measures nothing of oxytocin finds its order about as often as chance puts three groups in a row.
    lucky = np.mean([run(seed=seed, assay_reliability=0.0).sample_holds[0] for seed in range(120)])
    assert lucky == pytest.approx(1 / 6, abs=0.1)
