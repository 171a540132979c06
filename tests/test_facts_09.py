"""The stylised facts of lesson 09: what the toys of rats and of families reproduce, and what their rivals do not.

S9.1 to S9.4 are about rats, S9.5 to S9.9 about people. Of S9.7 one part stays outside: that transmission is weaker where the
parents are adolescents. The toy's parents have no age.
"""

import dataclasses
import math

import numpy as np
import pytest

from widgets.cross_fostering.model import (
    CrossFosteringParameters,
    MarkParameters,
    ReceptorParameters,
    simulate_biology_only,
    simulate_cross_fostering,
    simulate_inherited_mark,
    simulate_intact_families,
    simulate_mark,
    simulate_receptors,
    simulate_receptors_as_bystander,
    simulate_written_once,
)
from widgets.generations.model import (
    GenerationsParameters,
    LiteratureParameters,
    expected_correlations,
    simulate_full_literature,
    simulate_generations,
    simulate_genes_only,
    simulate_rat_map,
    simulate_selective_literature,
    simulate_sensitivity_only,
    twin_correlations,
)

FIRST_REVIEW = GenerationsParameters(sensitivity_effect=0.16, other_rearing=0.71, shared_hardship=0.95, own_luck=0.73)
"""Chosen to give the correlations that were known in 1995 and 1997."""
PLAIN = GenerationsParameters(lasting_share=1, genes=0, shared_hardship=0, sensitivity_effect=0, other_rearing=0.31)
"""A plain autoregression: z' = .31 z + e."""
LOW_LOW, LOW_BY_HIGH, HIGH_BY_LOW, HIGH_HIGH = range(4)


def seeded(seed=1):
    return np.random.default_rng(seed)


# Rats


@pytest.mark.fact("S9.1")
def test_fostered_pups_resemble_the_mother_who_raised_them():
    def resemble(simulate, parameters, seed):
        """Share of fostered females who lick more like the line that raised them than like the one that bore them."""
        mean = (run := simulate(parameters, seeded(seed))).licking.mean(axis=1)
        raised = np.concatenate([mean[HIGH_HIGH] - run.licking[LOW_BY_HIGH], run.licking[HIGH_BY_LOW] - mean[LOW_LOW]])
        born = np.concatenate([run.licking[LOW_BY_HIGH] - mean[LOW_LOW], mean[HIGH_HIGH] - run.licking[HIGH_BY_LOW]])
        return np.mean(np.abs(raised) < np.abs(born)), run

    for steepness in (2.0, 4.0, 6.0):  # with two stable states, and without
        for seed in range(20):
            parameters = CrossFosteringParameters(steepness=steepness)
            like, run = resemble(simulate_cross_fostering, parameters, seed)
            assert like > 0.8
            assert run.rearing_effect > 5 * run.rearing_error and abs(run.biology_effect) < 4 * run.biology_error
            like, run = resemble(simulate_biology_only, parameters, seed)
            assert like < 0.2 and run.biology_effect > 5 * run.biology_error
    # Where every pup stays with its mother the two rivals give the same numbers, so that none can be ruled out.
    worlds = [simulate_intact_families(CrossFosteringParameters(biology_share=share), seeded()) for share in (0.0, 1.0)]
    np.testing.assert_allclose(worlds[0].licking, worlds[1].licking)
    assert all(world.total_effect > 0.5 and math.isnan(world.rearing_effect) for world in worlds)


@pytest.mark.fact("S9.2")
def test_a_mark_arises_in_the_first_week_lasts_and_can_still_be_taken_off():
    for setting in (0.3, 0.5, 1.0):
        run = simulate_mark(MarkParameters(setting=setting), seeded())
        assert run.at_birth == 0 and run.after_window > 0.4, "it arises in the first week"
        np.testing.assert_allclose(run.by_birth, 0, atol=1e-12)  # fostered pups have the mark of those they were raised with
        assert run.as_adults > 0.8 * run.after_window, "it lasts into adult life"
        assert run.after_treatment < 0.02 * run.as_adults, "the inhibitor removes the difference"
        day = np.searchsorted(run.day, 97)
        low, high = run.treated[[LOW_LOW, LOW_BY_HIGH], day]
        assert low < 0.05 and high < 0.05 and run.untreated[LOW_LOW, day] > 0.6, "by taking methyl groups off"
    # Methionine removes it too, the other way: by putting the mark on in those who were licked much.
    on = simulate_mark(MarkParameters(inhibitor=0, methionine=1), seeded())
    assert on.after_treatment < 0.02 * on.as_adults and on.treated[HIGH_HIGH, day] > 0.95 > 0.3 > on.untreated[HIGH_HIGH, day]
    assert simulate_written_once(MarkParameters(), seeded()).after_treatment > 0.5, "what is written once cannot be taken off"
    inherited = simulate_inherited_mark(MarkParameters(), seeded())
    assert inherited.by_birth[0] > 0.5 and inherited.after_window == 0, "an inherited mark is there at birth, whoever raises"
    quick = simulate_mark(MarkParameters(forgetting=0.05), seeded())
    assert quick.as_adults < 0.05, "a mark that drifts back by itself would not last"


@pytest.mark.fact("S9.3")
def test_blocking_oxytocin_receptors_removes_the_difference_between_the_lines():
    def clear(groups):
        """How many standard errors the high line's licking lies above the low line's."""
        low, high = groups
        return (high.mean() - low.mean()) / math.sqrt((low.var(ddof=1) + high.var(ddof=1)) / low.size)

    runs = [simulate_receptors(ReceptorParameters(), seeded(seed)) for seed in range(100)]
    assert runs[0].receptors[1] > 2 * runs[0].receptors[0] and runs[0].share_left < 0.05
    assert min(clear(run.untreated) for run in runs) > 8
    assert np.mean([abs(clear(run.treated)) < 2.1 for run in runs]) > 0.85
    # It is the high line that changes, not the low one.
    assert runs[0].by_dose[1, 0] - runs[0].by_dose[1, -1] > 0.6 > 0.01 > runs[0].by_dose[0, 0] - runs[0].by_dose[0, -1]
    rival = [simulate_receptors_as_bystander(ReceptorParameters(), seeded(seed)) for seed in range(100)]
    assert rival[0].receptors[1] > 2 * rival[0].receptors[0], "the rival's lines differ in receptors as much"
    assert min(clear(run.treated) for run in rival) > 8, "but blocking them changes nothing"


@pytest.mark.fact("S9.4")
@pytest.mark.parametrize("steepness", [2.0, 4.0, 6.0, 8.0])
def test_life_after_weaning_moves_both_lines_and_their_daughters_inherit_it(steepness):
    def means(simulate, environment, steepness=steepness):
        run = simulate(CrossFosteringParameters(environment=environment, steepness=steepness, females=40), seeded())
        return run.licking.mean(axis=1), run.receptors, run.next_licking.mean(axis=1), run.next_receptors.mean(axis=1)

    plain, alone, rich = (means(simulate_cross_fostering, environment) for environment in (0.0, -0.45, 0.45))
    for before, isolated, enriched in zip(plain, alone, rich):
        down, up = before[HIGH_HIGH] - isolated[HIGH_HIGH], enriched[LOW_LOW] - before[LOW_LOW]
        assert down > 0.05 and up > 0.05
        # The effect depends on the line: isolation takes little from the low line, enrichment adds little to the high one.
        assert abs(before[LOW_LOW] - isolated[LOW_LOW]) < 0.65 * down
        assert abs(enriched[HIGH_HIGH] - before[HIGH_HIGH]) < 0.65 * up
    plain, alone, rich = (means(simulate_biology_only, environment) for environment in (0.0, -0.45, 0.45))
    assert rich[0][LOW_LOW] > plain[0][LOW_LOW] + 0.05, "in the rival the females change too"
    assert abs(rich[2][LOW_LOW] - plain[2][LOW_LOW]) < 0.02 and abs(alone[2][HIGH_HIGH] - plain[2][HIGH_HIGH]) < 0.02
    # A response without a threshold fails as well: isolation would take as much from the low line as from the high one.
    plain, alone = (means(simulate_cross_fostering, environment, 1.0) for environment in (0.0, -0.45))
    assert plain[1][LOW_LOW] - alone[1][LOW_LOW] > 0.9 * (plain[1][HIGH_HIGH] - alone[1][HIGH_HIGH])


# People


@pytest.mark.fact("S9.5")
def test_people_are_like_their_caregivers_but_only_by_a_third_and_less_than_was_first_published():
    run = simulate_generations(GenerationsParameters(), seeded())
    assert run.expected[0] == pytest.approx(0.31, abs=0.01) and run.correlation[0] == pytest.approx(0.31, abs=0.06)
    assert run.variance_explained < 0.15, "about a tenth of the differences between children"
    # Genes alone cannot do it, if they make up no more of the differences than twins show: nothing in infancy, 40 % at 15.
    for genes in np.linspace(0, 1.2, 13):
        rival = GenerationsParameters(genes=genes)
        twins = twin_correlations(dataclasses.replace(rival, other_rearing=0, sensitivity_effect=0, shared_hardship=0), 15.0)
        if twins.genetic <= 0.44:
            assert simulate_genes_only(rival, seeded()).transmission_by_age.max() < 0.24
    # The rat map cannot do it either while it still has two states to speak of.
    for noise in (0.2, 0.4, 0.7):
        assert simulate_rat_map(GenerationsParameters(own_luck=noise), seeded()).correlation[0] > 0.65
    # Small studies of which mostly the clear results come to be read report too much; here .31 looks like .40, and .21 like
    # .37. That is more than half of the way to the .47 that was first published for the one, and past the .31 for the other.
    for true, least in ((0.31, 0.37), (0.21, 0.31)):
        literature = LiteratureParameters(true_correlation=true, unclear_published=0)
        selected, everything = (np.mean([simulate(literature, seeded(seed)).mean_published for seed in range(100)])
                                for simulate in (simulate_selective_literature, simulate_full_literature))
        assert selected > least > everything + 0.04 and everything == pytest.approx(true, abs=0.01)
    large = LiteratureParameters(unclear_published=0, people_per_study=400)
    assert simulate_selective_literature(large, seeded()).mean_published == pytest.approx(0.31, abs=0.015)


@pytest.mark.fact("S9.6")
def test_the_way_through_sensitivity_is_less_than_the_whole():
    first = simulate_generations(FIRST_REVIEW, seeded())
    assert first.expected[0] == pytest.approx(0.47, abs=0.01)
    assert first.sensitivity_with_child == pytest.approx(0.24, abs=0.01)
    assert first.sensitivity_product == pytest.approx(0.08, abs=0.005)
    assert first.sensitivity_product / first.expected[0] == pytest.approx(0.17, abs=0.02)
    # What really runs through it is less than the product, because part of what sensitivity goes with has other causes.
    assert 0.01 < first.through_sensitivity < 0.6 * first.sensitivity_product
    now = simulate_generations(GenerationsParameters(), seeded())
    assert now.sensitivity_product / now.expected[0] > 1.3 * first.sensitivity_product / first.expected[0], "a narrower gap"
    assert now.sensitivity_product < 0.4 * now.expected[0], "but a gap"
    # If sensitivity were the only way, the whole would be the product: then .34 and .24 leave .08 to be found, not .31.
    for effect in (0.1, 0.2, 0.3, 0.4):
        only = simulate_sensitivity_only(GenerationsParameters(sensitivity_effect=effect), seeded())
        assert only.expected[0] == pytest.approx(only.sensitivity_product) and only.expected[0] < 0.12


@pytest.mark.fact("S9.7")
def test_transmission_is_weaker_under_risk_and_stronger_in_older_and_in_related_children():
    usual = GenerationsParameters()

    def transmission(simulate, age, **values):
        run = simulate(dataclasses.replace(usual, child_age=age, **values), seeded())
        return run.correlation[0] if simulate is simulate_rat_map else run.expected[0]

    assert transmission(simulate_generations, 1, risk=0.5) < 0.85 * transmission(simulate_generations, 1)
    # Only risk that strikes children one by one does that. What a family goes through generation after generation makes
    # caregivers and children more alike, with no care handed down.
    assert transmission(simulate_generations, 1, hardship_persistence=0.8) > 1.05 * transmission(simulate_generations, 1)
    assert transmission(simulate_generations, 4) > 1.1 * transmission(simulate_generations, 1), "stronger in older children"
    for age in (1, 2, 4, 6):
        assert transmission(simulate_generations, age, relatedness=0) < transmission(simulate_generations, age)
    assert transmission(simulate_generations, 4, relatedness=0) > 0.2, "but not absent where nobody is related"
    # Genes only: nothing at all without relatedness. No genes: no difference. The rat map: none of the three.
    assert transmission(simulate_genes_only, 4, relatedness=0) == pytest.approx(0, abs=1e-12)
    assert transmission(simulate_generations, 4, relatedness=0, genes=0) == transmission(simulate_generations, 4, genes=0)
    assert (transmission(simulate_rat_map, 4, relatedness=0, risk=0.5) == transmission(simulate_rat_map, 1))


@pytest.mark.fact("S9.8")
def test_what_twins_share_fades_and_what_genes_do_grows():
    infants, teenagers = twin_correlations(GenerationsParameters(), 1.0), twin_correlations(GenerationsParameters(), 15.0)
    assert infants.shared == pytest.approx(0.52, abs=0.02) and infants.genetic < 0.02
    assert teenagers.shared < 0.1 and teenagers.genetic == pytest.approx(0.40, abs=0.03)
    assert teenagers.identical == pytest.approx(0.42, abs=0.06) and teenagers.fraternal == pytest.approx(0.20, abs=0.09)
    assert 0.4 < infants.own < 0.6 and 0.4 < teenagers.own < 0.6, "about half is each one's own at both ages"
    only_genes = simulate_genes_only(GenerationsParameters(), seeded())
    assert only_genes.shared_by_age.max() < 1e-12, "genes alone: twins share no surroundings that count, not even as infants"
    no_genes = twin_correlations(GenerationsParameters(genes=0), 15.0)
    assert no_genes.genetic == 0, "rearing alone: no heritability at any age"
    kept = twin_correlations(GenerationsParameters(lasting_share=1), 15.0)
    assert kept.shared > 0.5, "early rearing that stayed what it was would still be shared at 15"
    rats = simulate_rat_map(GenerationsParameters(own_luck=0.4), seeded())
    assert np.ptp(rats.shared_by_age) == 0 and rats.shared_by_age[0] > 0.6


@pytest.mark.fact("S9.9")
def test_under_a_plain_autoregression_grandparents_count_by_the_square():
    plain = expected_correlations(PLAIN)
    np.testing.assert_allclose(plain[:3], [0.31, 0.31**2, 0.31**3], atol=1e-12)
    families = np.concatenate([simulate_generations(PLAIN, seeded(seed)).adult for seed in range(40)])
    assert np.corrcoef(families[:, 0], families[:, 2])[0, 1] == pytest.approx(0.096, abs=0.03)
    left = simulate_generations(PLAIN, seeded()).changed
    np.testing.assert_allclose(left[1:5] / left[1], [1, 0.31, 0.096, 0.03], atol=1e-3)
    # A hidden carrier with the same resemblance of parent and child gives more: genes half of it, circumstances that last ρ.
    carriers = {"genes": dataclasses.replace(PLAIN, other_rearing=0, genes=0.74 * math.sqrt(0.62 / 0.38)),
                "circumstances": dataclasses.replace(PLAIN, other_rearing=0, shared_hardship=1.02, hardship_persistence=0.473)}
    for name, factor in (("genes", 0.5), ("circumstances", 0.473)):
        found = expected_correlations(carriers[name])
        assert found[0] == pytest.approx(0.31, abs=0.005), "nobody could tell from parents and children"
        assert found[1] == pytest.approx(factor * found[0]) and found[1] > 1.4 * plain[1]
    # Adoption tells them apart at once.
    assert expected_correlations(dataclasses.replace(carriers["genes"], relatedness=0))[0] == pytest.approx(0, abs=1e-12)
    assert expected_correlations(dataclasses.replace(PLAIN, relatedness=0))[0] == pytest.approx(0.31)
    # The rat map keeps what was changed once, instead of letting it fade.
    rats = simulate_rat_map(GenerationsParameters(own_luck=0.2, change=1.6), seeded())
    assert rats.changed[5] > 0.7 * rats.changed[1] and rats.correlation[1] > 0.85
