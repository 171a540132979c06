"""The stylised facts of lesson 03: what the toy of selective bonds reproduces, and what its rivals do not."""

import numpy as np
import pytest

from widgets.selectivity.model import (
    BondParameters,
    EnsembleParameters,
    simulate_ensembles,
    simulate_ensembles_without_competition,
    simulate_one_receptor,
    simulate_selective_bond,
    simulate_value_only,
)

MATED = 4.0


def runs(simulate, count=10, **values):
    return [simulate(BondParameters(**values), np.random.default_rng(seed)) for seed in range(count)]


def mean(results, name):
    return np.mean([getattr(result, name) for result in results])


@pytest.mark.fact("S3.1")
def test_a_day_is_enough_six_hours_only_with_mating():
    def shares(simulate, hours, mating, **values):
        return np.concatenate([r.preference_first for r in runs(simulate, first_days=hours / 24, mating=mating, **values)])

    day, brief, mated = (shares(simulate_selective_bond, *case) for case in ((24, 1), (6, 1), (6, MATED)))
    assert brief.mean() < 0.6 and np.mean(brief > 2 / 3) < 0.3, "no preference to speak of"
    assert day.mean() > 0.8 and np.mean(day > 2 / 3) > 0.85
    assert mated.mean() > 0.8 and np.mean(mated > 2 / 3) > 0.85
    # Plain value rises fastest at first. However fast it learns, where a day makes as clear a preference, so do six hours.
    claimed = [runs(simulate_selective_bond, 1, first_days=t)[0].middle_preference_first for t in (1.0, 0.25)]
    for k in np.linspace(0.05, 1.5, 16):
        rival = [runs(simulate_value_only, 1, first_days=t, consolidation=k)[0].middle_preference_first for t in (1.0, 0.25)]
        assert rival[0] < claimed[0] or rival[1] > claimed[1] + 0.04


@pytest.mark.fact("S3.2")
def test_d1_stops_a_bond_from_forming_and_later_drives_strangers_away():
    def preference(simulate, **values):
        return mean(runs(simulate, first_days=14.0, **values), "preference_first")

    def aggression(simulate, days=14.0, **values):
        return mean(runs(simulate, first_days=days, **values), "aggression")

    assert preference(simulate_selective_bond) > 0.95
    assert preference(simulate_selective_bond, d1_agonist=1.0) == pytest.approx(0.5, abs=0.02)
    late = aggression(simulate_selective_bond)
    assert late > 0.4
    assert aggression(simulate_selective_bond, d1_block=1.0) < 0.01
    # A day makes a preference but hardly any attacks: the receptors follow the bond only slowly.
    assert preference(simulate_selective_bond, d1_block=1.0) > 0.95
    assert aggression(simulate_selective_bond, days=1.0) < 0.05 * late
    assert mean(runs(simulate_selective_bond, first_days=1.0), "preference_first") > 0.8
    # One kind of dopamine cannot do both.
    assert preference(simulate_one_receptor, d1_agonist=1.0) > 0.95
    assert aggression(simulate_one_receptor, d1_block=1.0) > 0.4
    assert aggression(simulate_one_receptor, days=1.0) > 0.15 * aggression(simulate_one_receptor)


@pytest.mark.fact("S3.3")
def test_partner_and_stranger_have_cells_of_their_own():
    def collect(simulate):
        results = [simulate(EnsembleParameters(), np.random.default_rng(seed)) for seed in range(30)]
        return {name: np.mean([getattr(r, name) for r in results], axis=0) for name in (
            "partner_size", "overlap", "overlap_by_chance", "activity_partner")}

    claim, rival = collect(simulate_ensembles), collect(simulate_ensembles_without_competition)
    assert claim["partner_size"][-1] > 1.5 * claim["partner_size"][0], "the partner's ensemble grows"
    assert claim["overlap"][-1] < 0.2 * claim["overlap_by_chance"][-1], "and hardly overlaps with the other"
    assert claim["activity_partner"] == pytest.approx(1.0), "while all cells together fire no more than before"
    assert rival["partner_size"][-1] > 1.5 * rival["partner_size"][0]
    assert rival["overlap"][-1] > 0.8 * rival["overlap_by_chance"][-1]
    assert rival["activity_partner"][-1] > 2


@pytest.mark.fact("S3.4")
def test_dopamine_is_higher_for_the_partner_and_less_so_after_a_long_separation():
    together, short, long = (runs(simulate_selective_bond, 1, gap=gap)[0].dopamine_ratio_apart for gap in (0.0, 14.0, 42.0))
    assert together > 2
    assert 1 < long < short < together
    assert long - 1 < 0.5 * (together - 1)
    # A value that was learned and does not fade keeps its dopamine for ever.
    rival = [runs(simulate_value_only, 1, gap=gap)[0].dopamine_ratio_apart for gap in (0.0, 42.0)]
    assert rival[0] == rival[1] > 2


@pytest.mark.fact("S3.5")
def test_a_new_partner_replaces_the_old_one_only_after_a_gap():
    def second_preferred(simulate, gap):
        return np.mean([np.mean(r.preference_second > 0.5) for r in runs(simulate, gap=gap)])

    assert second_preferred(simulate_selective_bond, 3.0) < 0.05
    assert second_preferred(simulate_selective_bond, 14.0) < 0.1
    assert second_preferred(simulate_selective_bond, 42.0) > 0.9
    # A prediction of the toy, not a finding: the longer the first bond, the longer the gap.
    gaps = [runs(simulate_selective_bond, 1, first_days=days)[0].replacement_gap for days in (2.0, 3.0, 5.0, 10.0)]
    assert (np.diff(gaps) > 2).all()
    # For plain value the length of the gap is all the same.
    rival = runs(simulate_value_only, 1)[0]
    assert np.ptp(rival.gap_difference) < 1e-9 and np.isnan(rival.replacement_gap)
    assert second_preferred(simulate_value_only, 3.0) == second_preferred(simulate_value_only, 42.0)


@pytest.mark.fact("S3.6")
def test_a_stimulus_reopens_acceptance_and_the_first_bond_stays():
    def outcome(simulate, **values):
        results = runs(simulate, gap=-7.0, second_days=3.0, **values)
        return mean(results, "acceptance_second"), np.mean([r.bond_first[-1] for r in results])

    # The first young is there for ten (toy) days, a strange one is offered from the third on.
    closed, alone = outcome(simulate_selective_bond)
    reopened, beside = outcome(simulate_selective_bond, reopening=1.0)
    assert closed == pytest.approx(0.5, abs=0.03), "a strange young is not accepted"
    assert reopened > 0.9, "after the stimulus it is"
    assert beside == pytest.approx(alone, rel=0.02), "and the bond with the first is as it would have been"
    # Without inhibition there is nothing to open: the stimulus changes nothing.
    assert outcome(simulate_value_only) == outcome(simulate_value_only, reopening=1.0)
    open_from_the_start, _ = outcome(simulate_selective_bond, inhibition=0.0)
    assert open_from_the_start > 0.9
