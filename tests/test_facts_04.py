"""The stylised facts of lesson 04: what the toys of doing before feeling reproduce, and what their rivals do not."""

import numpy as np
import pytest

from widgets.behaviour_first.model import (
    CareParameters,
    ChannelParameters,
    simulate_any_contact,
    simulate_care_loop,
    simulate_channels,
    simulate_fixed_programme,
    simulate_hormones_only,
    simulate_passive_exposure,
    simulate_self_selection,
)

BRIEF = {"priming_days": 8.0, "priming_hours": 0.25}
SENSES_ONLY = {"priming_days": 8.0, "priming_hours": 0.0}


def animals(simulate, name, count=10, **values):
    """One field of the individuals of ten groups of 24."""
    results = [simulate(CareParameters(**values), np.random.default_rng(seed)) for seed in range(count)]
    return np.concatenate([getattr(result, name) for result in results])


def people(simulate, count=10, **values):
    return [simulate(ChannelParameters(**values), np.random.default_rng(seed)) for seed in range(count)]


@pytest.mark.fact("S4.1")
def test_contact_induces_care_in_days_and_hormones_at_once():
    untreated = animals(simulate_care_loop, "latencies")
    assert np.isfinite(untreated).mean() > 0.95, "nearly all, within the fifteen days"
    assert 2 < np.median(untreated) < 10
    primed = animals(simulate_care_loop, "latencies", hormone=1.5)
    assert np.nanmedian(primed) == 0 and np.mean(primed < 1) > 0.9
    # In a larger cage, with less contact, it takes longer.
    assert np.nanmedian(animals(simulate_care_loop, "latencies", contact=0.6)) > 1.3 * np.median(untreated)
    # If hormones were all, those without would not begin, but for the few who hardly avoid pups at all.
    assert np.isfinite(animals(simulate_hormones_only, "latencies")).mean() < 0.05
    assert np.nanmedian(animals(simulate_hormones_only, "latencies", hormone=1.5)) == 0


@pytest.mark.fact("S4.2")
def test_brief_contact_helps_those_who_lick_and_seeing_pups_helps_nobody():
    def saved(simulate, **priming):
        return animals(simulate, "latencies") - animals(simulate, "latencies", **priming)

    licked = animals(simulate_care_loop, "licked_in_priming", **BRIEF)
    assert 0.03 < licked.mean() < 0.5
    brief = saved(simulate_care_loop, **BRIEF)
    assert brief[licked].mean() > 1.5 and brief[licked].min() > 0.5
    assert np.median(brief[~licked]) < 0.3
    assert np.abs(saved(simulate_care_loop, **SENSES_ONLY)).max() < 1e-9
    # If being near were enough, to see, hear and smell pups for eight days would do as much as to touch them.
    passive = saved(simulate_passive_exposure, **SENSES_ONLY)
    assert passive.mean() > 1
    np.testing.assert_allclose(passive, saved(simulate_passive_exposure, **BRIEF), atol=1e-9)
    contact = [np.median(animals(simulate_passive_exposure, "latencies", contact=c)) for c in (0.5, 1.0)]
    assert contact[0] == pytest.approx(contact[1])


@pytest.mark.fact("S4.3")
def test_once_it_is_established_care_no_longer_needs_hormones():
    weaned = {"hormone": 1.5, "hormone_days": 2.0}
    kept = animals(simulate_care_loop, "care_at_end", **weaned)
    assert np.mean(kept > 0.5) > 0.95
    # It is not that avoidance has faded: where it cannot fade, most still go on.
    held = animals(simulate_care_loop, "care_at_end", habituation=0.0, **weaned)
    assert np.mean(held > 0.5) > 0.6
    # What keeps it is what caring has built up.
    for simulate, change in ((simulate_care_loop, {"plasticity": 0.0, "habituation": 0.0}), (simulate_hormones_only, {})):
        assert np.mean(animals(simulate, "care_at_end", **weaned, **change) > 0.5) < 0.05


def rises(results, other_habit, channel):
    """Mean rise of oxytocin in those above and below the median of one channel, within one half of the people."""
    above, below = [], []
    for r in results:
        rise, amount = r.oxytocin_change[r.other_habit == other_habit], getattr(r, channel)[r.other_habit == other_habit]
        above.append(rise[amount > np.median(amount)].mean())
        below.append(rise[amount <= np.median(amount)].mean())
    return np.mean(above), np.mean(below)


def goes_with(results, other_habit, channel):
    """Mean correlation of the rise of oxytocin with the amount of one channel, within one half of the people."""
    return np.mean([np.corrcoef(r.oxytocin_change[r.other_habit == other_habit],
                                np.log(getattr(r, channel)[r.other_habit == other_habit]))[0, 1] for r in results])


@pytest.mark.fact("S4.4")
def test_oxytocin_rises_with_much_contact_of_ones_own_kind():
    claim, rival = people(simulate_channels, 20), people(simulate_any_contact, 20)
    for other_habit, own, foreign in ((False, "contact_first", "contact_second"), (True, "contact_second", "contact_first")):
        much, little = rises(claim, other_habit, own)
        assert much > 0.5 and little < 0.3 * much, "only those who do much of what is theirs"
        assert abs(goes_with(claim, other_habit, foreign)) < 0.07, "the other kind does not matter"
        # If any contact counted, the other kind would matter too.
        assert goes_with(rival, other_habit, foreign) > 0.12


@pytest.mark.fact("S4.5")
def test_connectivity_goes_with_hours_of_care_whoever_gave_birth():
    def correlation(simulate, **values):
        return np.mean([r.hours_correlation for r in people(simulate, 20, **values)])

    def gap(simulate):
        results = people(simulate, 20)
        return np.mean([r.connectivity[r.gave_birth].mean() - r.connectivity[~r.gave_birth].mean() for r in results])

    assert correlation(simulate_channels) > 0.5
    assert abs(gap(simulate_channels)) < 0.03, "with the same hours, birth makes no difference"
    assert abs(correlation(simulate_fixed_programme)) < 0.1
    assert gap(simulate_fixed_programme) > 0.2
    # Nobody set the hours in the study, and so this rival shows the same; only a lot would tell them apart.
    assert correlation(simulate_self_selection) == pytest.approx(correlation(simulate_channels))
    assert correlation(simulate_channels, hours_by="lot") > 0.5
    assert abs(correlation(simulate_self_selection, hours_by="lot")) < 0.1


@pytest.mark.fact("S4.6")
def test_a_small_difference_of_habit_becomes_another_mix_with_a_bond_of_the_same_size():
    def apart(results, index):
        return np.mean([r.mix_one[index] - r.mix_other[index] for r in results])

    slight = people(simulate_channels, habit=0.1)
    assert apart(slight, -1) > 1.8 * apart(slight, 0) > 0
    assert apart(slight, -1) > 0.3
    assert abs(np.mean([r.bond_gap for r in slight])) < 0.05 * np.mean([r.bond.mean() for r in slight])
    # Where doing leaves nothing behind, the small difference stays small.
    fixed = people(simulate_fixed_programme, habit=0.1)
    assert apart(fixed, -1) == apart(fixed, 0)
