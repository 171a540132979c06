"""The stylised facts of lesson 10: what the toy reproduces, and what its rivals do not.

S10.8 (skin-to-skin contact did more for the most fragile) and S10.9 (early deprivation hastens one kind of maturity) are outside
this toy: see the reasons in the evidence file. Published figures stand here as they were reported.
"""

import numpy as np
import pytest

from widgets.caregiver_regulation.model import (
    PUBLISHED_EFFECT,
    PUBLISHED_INTERVAL,
    HelpParameters,
    LearningParameters,
    PlacementParameters,
    SeparationParameters,
    simulate_constant_help,
    simulate_fading_plasticity,
    simulate_flat_plasticity,
    simulate_gated_learning,
    simulate_responsive_help,
    simulate_separate_regulators,
    simulate_single_bond,
    simulate_step_window,
    simulate_valence_learning,
)

EFFECT, INTERVAL = np.array(PUBLISHED_EFFECT), np.array(PUBLISHED_INTERVAL)
BUCHAREST = PlacementParameters(placement_age=23)


def seeded(seed=7):
    return np.random.default_rng(seed)


def inside(run):
    return (INTERVAL[:, 0] <= run.effect) & (run.effect <= INTERVAL[:, 1])


@pytest.mark.fact("S10.1")
def test_taking_one_part_of_the_mother_away_moves_its_own_system_only():
    names = ("heart_rate", "growth_hormone", "corticosterone")

    def moved(simulate, part):
        run = simulate(SeparationParameters(**{part: 0}), seeded())
        return [name for name in names if np.abs(getattr(run, name) - 1).max() > 0.05]

    parts = ("milk", "active_touch", "passive_contact")
    assert [moved(simulate_separate_regulators, part) for part in parts] == [[name] for name in names]
    assert all(moved(simulate_single_bond, part) == list(names) for part in parts)
    # Heart rate is down by 40 % within 12 to 16 hours, growth hormone falls at once, corticosterone rises only after hours.
    gone = simulate_separate_regulators(SeparationParameters(milk=0, active_touch=0, passive_contact=0), seeded())
    assert gone.heart_rate[(gone.hours >= 12) & (gone.hours <= 16)] == pytest.approx(0.6, abs=0.03)
    first_hour, later = gone.hours <= 1, gone.hours >= 8
    assert gone.growth_hormone[first_hour][-1] < 0.55 and gone.corticosterone[first_hour].max() < 1.05
    assert gone.corticosterone[later].min() > 1.5


@pytest.mark.fact("S10.2")
def test_the_mothers_presence_turns_avoidance_into_approach_unless_corticosterone_is_added():
    cases = [{"pup_age": 8}, {}, {"presence": 1}, {"presence": 1, "added_corticosterone": 1}]
    approaches = {simulate: [simulate(LearningParameters(**case), seeded()).approaches for case in cases]
                  for simulate in (simulate_gated_learning, simulate_valence_learning)}
    assert approaches[simulate_gated_learning] == [True, False, True, False]
    assert approaches[simulate_valence_learning] == [False] * 4, "what hurts is avoided in any company"
    alone, together, added = (simulate_gated_learning(LearningParameters(**case), seeded()) for case in cases[1:])
    assert alone.amygdala > 0.9 > 0.1 > together.amygdala and added.amygdala > 0.9


@pytest.mark.fact("S10.3")
def test_family_above_foster_care_above_institution():
    run = simulate_fading_plasticity(BUCHAREST, seeded())
    scores = [group.mean() for group in (run.child_family, run.child_placed, run.child_institution)]
    assert scores[0] - 10 > scores[1] > scores[2] + 4
    assert inside(run)[:2].all(), "foster care minus care as usual at 42 and 54 months, as published"
    # Had the window shut at twelve months, placement at a mean of 22.6 months would have come too late.
    shut = simulate_step_window(PlacementParameters(placement_age=23, window_end=12), seeded())
    assert shut.effect[:2].max() < 1.7 and not inside(shut)[:2].any()


@pytest.mark.fact("S10.4")
def test_earlier_placement_is_better_by_about_half_a_point_a_month_and_the_gap_does_not_close():
    run = simulate_fading_plasticity(BUCHAREST, seeded())
    assert np.all(np.diff(run.score_at_54_months) < 0)
    assert -0.7 < run.slope < -0.35
    assert run.remaining_gap > 5
    # Plasticity that never fades also makes earlier better at 54 months, but at 17 years everybody has caught up.
    flat = simulate_flat_plasticity(BUCHAREST, seeded())
    assert flat.slope < -0.15 and abs(flat.slope_at_17_years) < 0.01 and flat.remaining_gap < 0.1
    # A window that shuts at six months gives no slope at all.
    early = simulate_step_window(PlacementParameters(placement_age=23, window_end=6), seeded())
    assert abs(early.slope) < 0.1


@pytest.mark.fact("S10.5")
def test_a_step_at_six_months_and_a_plateau_need_a_step_in_plasticity():
    # Another country's families and another measure than in Bucharest, so plasticity and the size of the gap are set anew.
    adopted = PlacementParameters(plasticity_at_birth=0.3, window_end=6, care_gap=16, other_causes=0)
    step, fading = (simulate(adopted, seeded()) for simulate in (simulate_step_window, simulate_fading_plasticity))
    ages = step.placement_ages

    def below(run, months):
        score = run.score_at_17_years
        return score[0] - score[(ages > months[0]) & (ages <= months[1])]

    assert below(step, (-1, 3)).max() < 2, "adopted before six months: about like the comparison children"
    assert 10 < below(step, (6, 42)).mean() < 15 and np.ptp(below(step, (6, 42))) < 2, "after: far lower, and no gradient"
    assert below(fading, (6, 12)).max() < 2 and np.ptp(below(fading, (6, 42))) > 5, "fading plasticity gives a slope, no step"


@pytest.mark.fact("S10.6")
def test_the_treatments_effect_stays():
    run, flat = (simulate(BUCHAREST, seeded()) for simulate in (simulate_fading_plasticity, simulate_flat_plasticity))
    assert inside(run).all(), "inside the published interval at every visit up to 16 to 18 years"
    assert run.effect.min() > 0 and run.effect[-1] < 1.7 * run.effect[0]
    assert not inside(flat)[1:].any() and flat.effect[-1] - flat.effect[0] > 10
    # What this toy does not give: in the data the effect is level or falls a little, and the slope by age at placement shrinks
    # from 3.5 to 16 years to less than half; here the effect still grows and most of the slope stays.
    assert run.effect[-1] > run.effect[0] and EFFECT[-1] < EFFECT[0]
    assert run.slope_at_17_years / run.slope > 0.6


@pytest.mark.fact("S10.7")
def test_a_caregiver_quietens_children_and_not_adolescents():
    def share(simulate, age):
        return simulate(HelpParameters(age=age), seeded()).buffering

    assert share(simulate_responsive_help, 3) > share(simulate_responsive_help, 9.5) > 0.15
    assert share(simulate_responsive_help, 15.5) == 0
    # Help that is always the same would quieten adolescents nearly as much as children.
    assert share(simulate_constant_help, 15.5) > 0.8 * share(simulate_constant_help, 9.5) > 0.4
