"""The stylised facts of lesson 01: what the toys reproduce, and what their rivals do not."""

import numpy as np
import pytest

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


def seeded(seed=1):
    return np.random.default_rng(seed)


def window(simulate, **values):
    return simulate(WindowParameters(**values), seeded())


def learned(simulate, **values):
    """What a pup as mature as its age ends with: above 0 it approaches the odour, below 0 it avoids it."""
    return simulate(OdourParameters(**values), seeded()).typical[-1]


def cues(simulate, **values):
    return simulate(CueParameters(**values), seeded())


def effect_at(run, age):
    return np.interp(age, run.probe_age, run.probe_effect)


def deprive(simulate, from_age, days, both, **values):
    """Two eyes that see from the start, then one or both see nothing for some days: the first one's loss, and the tilt."""
    run = window(simulate, first_length=from_age, second_start=0.0, second_length=from_age if both else 10.0, **values)
    start, end = (int(round(age / 0.1)) for age in (from_age, from_age + days))
    lost = run.weight_first[start] - run.weight_first[end]
    return lost, abs(run.weight_first[end] - run.weight_second[end])


@pytest.mark.fact("S1.1")
def test_the_same_exposure_counts_most_at_a_middle_age():
    # An object shown for a day to an animal that grows up with ordinary things to see.
    reared = {"first_length": 0.0, "surroundings": 0.25}
    run = window(simulate_self_closing, **reared)
    assert 0.5 < run.peak_age < 2
    assert effect_at(run, 0) < run.probe_effect.max() - 0.1
    assert effect_at(run, 6) < run.probe_effect.max() / 2
    peak = run.probe_effect.argmax()
    assert (np.diff(run.probe_effect[:peak + 1]) > 0).all() and (np.diff(run.probe_effect[peak:]) < 0).all(), "one hump"
    # One eye shut for a day, in an animal whose window opens on day 2: what its connections lose.
    before, within, later = (deprive(simulate_self_closing, age, 1.0, both=False, opening_age=2.0)[0]
                             for age in (0.5, 2.5, 6.0))
    assert within > 10 * before and within > 1.5 * later > 0
    # The clock has the hump as well: this fact does not tell the two apart. A window that never shuts has none.
    assert effect_at(window(simulate_clock, **reared), 6) < 0.01
    open_run = window(simulate_always_open, **reared)
    assert effect_at(open_run, 6) > 0.95 * open_run.probe_effect.max()
    assert (np.diff(open_run.probe_effect) > -1e-9).all()
    within, later = (deprive(simulate_always_open, age, 1.0, both=False, opening_age=2.0)[0] for age in (2.5, 6.0))
    assert later > within


@pytest.mark.fact("S1.2")
@pytest.mark.parametrize("age", [1.0, 1.5, 2.5])
def test_depriving_both_costs_less_than_depriving_one(age):
    lost_alone, tilt_alone = deprive(simulate_self_closing, age, 2.0, both=False)
    lost_together, tilt_together = deprive(simulate_self_closing, age, 2.0, both=True)
    assert tilt_alone > 0.1 and tilt_together < 1e-9
    assert lost_alone > 0.04 and lost_together == pytest.approx(0, abs=1e-9), "with both eyes shut nothing is lost"
    # Without competition the shut eye loses as much, or more, when the other is shut too: only the balance looks right.
    lost_alone, _ = deprive(simulate_disuse, age, 2.0, both=False)
    lost_together, tilt_together = deprive(simulate_disuse, age, 2.0, both=True)
    assert tilt_together < 1e-9
    assert lost_together >= lost_alone > 0.04


@pytest.mark.fact("S1.3")
def test_withholding_experience_keeps_the_window_open_and_giving_it_shuts_it():
    dark, seen = {"first_length": 0.0, "second_length": 0.0}, {"first_length": 1.5, "second_length": 0.0}
    kept, shut = window(simulate_self_closing, **dark), window(simulate_self_closing, **seen)
    assert np.isnan(kept.closes_at) and shut.closes_at < 2
    assert effect_at(kept, 6) == pytest.approx(kept.probe_effect.max(), rel=0.01)
    assert effect_at(shut, 6) < 0.55 * effect_at(kept, 6)
    # Brought into the light late, the animal still learns, and only then does the window shut.
    late = window(simulate_self_closing, first_length=0.0, second_start=5.0, second_length=5.0)
    assert 5 < late.closes_at < 7 and late.weight_second[-1] > 0.8
    # A clock shuts at its age in the dark and in the light alike; with both brakes the dark no longer keeps it open.
    kept, shut = window(simulate_clock, **dark), window(simulate_clock, **seen)
    np.testing.assert_array_equal(kept.plasticity, shut.plasticity)
    assert effect_at(kept, 6) < 0.01
    both = window(simulate_both, **dark)
    assert effect_at(both, 6) < 0.01 and both.closes_at == pytest.approx(2.1, abs=0.2)


@pytest.mark.fact("S1.3")
def test_a_learner_from_cues_stays_open_while_there_are_none():
    told, untold = (cues(simulate_cue_learner, placement_age=30, cues_before=cue) for cue in (1.0, 0.0))
    assert untold.plasticity[30] == untold.plasticity[0] > 5 * told.plasticity[30]
    assert untold.error < told.error / 5
    # The clock has gone deaf by then, whether or not there was anything to hear.
    told, untold = (cues(simulate_clock_learner, placement_age=30, cues_before=cue) for cue in (1.0, 0.0))
    assert untold.plasticity[30] == told.plasticity[30] < 0.1 * told.plasticity[0]
    assert untold.error > 10 * cues(simulate_cue_learner, placement_age=30, cues_before=0.0).error


@pytest.mark.fact("S1.4")
def test_pain_attracts_before_day_ten_repels_after_it_and_attracts_again_with_the_mother():
    young, grown = {"postnatal_day": 8.0}, {"postnatal_day": 12.0}
    reward = {"shock": 0.0, "milk": 1.0}
    assert learned(simulate_hormone_switch, **young) > 0.5 and learned(simulate_hormone_switch, **young, **reward) > 0.5
    assert learned(simulate_hormone_switch, **grown) < -0.5
    assert learned(simulate_hormone_switch, **grown, mother=1.0) > 0.5
    assert learned(simulate_hormone_switch, postnatal_day=18.0, mother=1.0) < -0.5, "she does so until about day 15"
    # Not put in: corticosterone given early turns attraction into avoidance, taken away late it turns it back, and given
    # together with the mother it overrides her.
    assert learned(simulate_hormone_switch, **young, corticosterone_given=1.0) < -0.5
    assert learned(simulate_hormone_switch, **grown, adrenal_glands=0.0) > 0.5
    assert learned(simulate_hormone_switch, **grown, mother=1.0, corticosterone_given=1.0) < -0.5
    # By the clock the age is right, and neither mother nor hormone makes a difference.
    assert learned(simulate_age_switch, **young) > 0.5 > -0.5 > learned(simulate_age_switch, **grown)
    assert learned(simulate_age_switch, **grown, mother=1.0) == learned(simulate_age_switch, **grown) < -0.5
    assert learned(simulate_age_switch, **young, corticosterone_given=1.0) > 0.5
    # To a pup that tells good from bad at once, pain is never attractive.
    assert learned(simulate_valence_aware, **young) < -0.5 < 0.5 < learned(simulate_valence_aware, **young, **reward)


@pytest.mark.fact("S1.5")
def test_a_modulator_reopens_the_window_and_needs_its_receptor():
    late = {"first_length": 1.5, "second_start": 5.0, "second_length": 1.0}
    plain, reopened = (window(simulate_self_closing, **late, modulator_dose=dose) for dose in (0.0, 3.0))
    blocked = window(simulate_self_closing, **late, modulator_dose=3.0, receptors=0.0)
    young = effect_at(window(simulate_self_closing, first_length=0.0), 2)
    assert plain.weight_second[-1] < 0.5 * young < 0.9 * young < reopened.weight_second[-1]
    np.testing.assert_array_equal(blocked.weight_second, plain.weight_second)
    # What was learned first is not wiped out; and a drug without anything to learn changes nothing.
    assert reopened.weight_first[-1] > 0.4
    alone = window(simulate_self_closing, first_length=1.5, second_start=5.0, second_length=0.0, modulator_dose=3.0)
    without = window(simulate_self_closing, first_length=1.5, second_start=5.0, second_length=0.0)
    np.testing.assert_array_equal(alone.weight_first, without.weight_first)
    assert alone.weight_second[-1] == 0
    # The longer it acts, the longer the window is open; then it shuts again.
    opened = [(window(simulate_self_closing, first_length=1.5, second_start=5.0, second_length=0.0, modulator_dose=3.0,
                      modulator_days=days).plasticity[50:] > 0.5).sum() for days in (0.3, 0.6, 1.2)]
    assert 0 < opened[0] < opened[1] < opened[2] < 40
    # What a clock has shut stays shut.
    shut, dosed = (window(simulate_clock, **late, modulator_dose=dose) for dose in (0.0, 3.0))
    np.testing.assert_array_equal(shut.weight_second, dosed.weight_second)
    assert dosed.weight_second[-1] < 0.01


@pytest.mark.fact("S1.5")
def test_noradrenaline_in_the_bulb_is_necessary_and_sufficient_and_reopens_odour_learning():
    event = {"shock": 0.0, "milk": 0.2}  # a mild one
    young, grown = (learned(simulate_hormone_switch, postnatal_day=day, **event) for day in (8.0, 14.0))
    assert grown < young / 2
    assert learned(simulate_hormone_switch, postnatal_day=14.0, shock=0.0, noradrenaline_given=1.0) > young
    for day in (8.0, 14.0):
        assert learned(simulate_hormone_switch, postnatal_day=day, shock=0.0) == 0, "an odour alone teaches nothing"
        blocked = learned(simulate_hormone_switch, postnatal_day=day, shock=0.0, milk=1.0, noradrenaline_receptors=0.0)
        assert blocked == 0


@pytest.mark.fact("S1.6")
def test_earlier_placement_helps_more_and_the_effect_is_graded():
    run = cues(simulate_cue_learner)
    assert (np.diff(run.at_test) < 0).all(), "each three months earlier help"
    assert run.largest_step < 0.1, "no step anywhere"
    assert run.at_test[-1] == run.never_placed
    assert run.timing_effect > 0.2 > 2 * run.timing_effect_late > 0, "at sixteen it matters less, but still"
    # More children expect care the earlier they are placed; and at any age they differ.
    shares = [cues(simulate_cue_learner, placement_age=age).share_expecting_care[42] for age in (6.0, 18.0, 30.0)]
    assert shares[0] > 0.95 > shares[1] + 0.1 > shares[2] + 0.3
    assert 0.2 < shares[1] < 0.9
    # A clock makes it all or none and never fades; without a window age at placement hardly matters.
    clock, flat = cues(simulate_clock_learner), cues(simulate_flat_learner)
    assert clock.largest_step > 0.3 and clock.at_test[0] - clock.at_test[4] < 0.05
    assert clock.timing_effect_late == pytest.approx(clock.timing_effect, abs=1e-3)
    assert flat.timing_effect < 0.05 and abs(flat.timing_effect_late) < 1e-6
    # A graded mean is not yet graded children: if each child's clock stops at another age, the mean is graded too. What
    # betrays it is that time does not soften it.
    clocks = cues(simulate_clock_learner, closing_spread=8.0)
    assert clocks.largest_step < 0.15
    assert clocks.timing_effect_late == pytest.approx(clocks.timing_effect, rel=0.05)
