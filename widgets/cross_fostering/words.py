"""What the panel on pups given to other mothers says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import numpy as np

from widgets.cross_fostering.model import TREATED_TO
from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "Who bore her, or who raised her?",
    "column.born": "born to high (1) or low (0)",
    "column.raised": "raised by high (1) or low (0)",
    "column.mean": "mean licking",
    "column.expected": "licking without chance",
    "column.next": "mean licking of their daughters",
    "column.receptors": "receptors (share of the most)",
    "column.doses": "dose (K_A)",
    "column.low_by_dose": "licking, low line",
    "column.high_by_dose": "licking, high line",
    "column.day": "day",
    "column.raised_low": "mark, born to and raised by low",
    "column.low_by_high": "mark, born to low, raised by high",
    "column.high_by_low": "mark, born to high, raised by low",
    "column.raised_high": "mark, born to and raised by high",
    # fostering
    "fostering.title": "Given to another mother",
    "fostering.question": "Rat mothers lick their pups much or little, and so do their daughters. Is it birth or rearing?",
    "fostering.claim": "half of the pups change mothers",
    "fostering.rival.intact": "nobody is moved",
    "fostering.rival.biology": "only birth counts",
    "fostering.alt": "Left, four groups of female rats by who raised them and who bore them, a mark for how much each licks her own pups and small marks for "
                     "her daughters. Right, what the four groups' lines would do over eight generations.",
    "fostering.groups": "How much she licks",
    "fostering.raised_low": "raised by low",
    "fostering.raised_high": "raised by high",
    "fostering.born_low": "born to low",
    "fostering.born_high": "born to high",
    "fostering.daughters": "small: her daughter",
    "fostering.lines": "What follows",
    "fostering.lines.x": "generation",
    "fostering.preset.exchanged": "Exchanged",
    "fostering.preset.exchanged.note": "Half of each line's pups, raised by the other. Which colour stays together, or which side?",
    "fostering.preset.alone": "Alone after weaning",
    "fostering.preset.alone.note": "Young females kept apart. Who changes, and who has little to lose?",
    "fostering.preset.company": "Company after weaning",
    "fostering.preset.company.note": "Young females with company and things to do.",
    "fostering.preset.gentle": "A gentle response",
    "fostering.preset.gentle.note": "One stable state, not two. Do the first two generations look different?",
    "fostering.preset.half": "Half birth, half rearing",
    "fostering.preset.half.note": "What does a pup look like that is pulled both ways?",
    "fostering.mission.both": "Both at once: let birth and rearing each make a clear difference, of about the same size.",
    "fostering.mission.stays": "Up, and staying up: in the claim's world, with two stable states, bring all four groups above 0.7 by the eighth "
                               "generation.",
    "fostering.mission.fades": "Up, and gone: let company lift the low line to 0.25 or more, and its line still end below 0.15.",
    "fostering.mission.meets": "One end for all: let all four lines end within 0.05 of each other, at a steepness where no line stays apart and "
                               "without isolation or company.",
    "fostering.said": "Licking, high minus low: {rearing} by the mother who raised them, {biology} by the mother who bore them (standard error "
                      "{error}, all in this toy). {follows}",
    "fostering.said_intact": "The high line licks {total} more than the low one. Each pup stayed with the mother who bore it, so any split between "
                             "birth and rearing fits these numbers equally well. {follows}",
    "fostering.lines_said": "After seven more generations the four lines would stand between {low} and {high}.",
    # receptors
    "receptors.title": "Block the receptors",
    "receptors.question": "High lickers have more oxytocin receptors. Do they lick because of them?",
    "receptors.claim": "licking works through the receptors",
    "receptors.rival": "receptors are bystanders",
    "receptors.alt": "Left, licking of single mothers of the low and the high line, without the drug and with it. Right, licking of both lines by dose of "
                     "the drug.",
    "receptors.groups": "Licking",
    "receptors.before": "no drug",
    "receptors.after": "drug",
    "receptors.low": "low line",
    "receptors.high": "high line",
    "receptors.by_dose": "By dose",
    "receptors.by_dose.x": "dose (its constant: 1)",
    "receptors.preset.blocked": "A full dose",
    "receptors.preset.blocked.note": "As in the experiment: one dose that fills nearly all the receptors.",
    "receptors.preset.small": "A small dose",
    "receptors.preset.small.note": "Ten times the constant of the drug. Where is the high line?",
    "receptors.preset.half": "Half of it otherwise",
    "receptors.preset.half.note": "Half of the licking needs no oxytocin.",
    "receptors.preset.bystander": "Bystanders",
    "receptors.preset.bystander.note": "A rival's world: as many receptors, and nothing hangs on them.",
    "receptors.mission.half": "Half and no more: at the strongest dose, leave about half of the difference.",
    "receptors.mission.outdone": "Outdone: a dose of 50 or more, licking wholly through the receptors, and at least 15 % of the difference "
                                 "left.",
    "receptors.said": "The lines differ by {before} without the drug and by {after} with it: {left} of the difference is left in this toy. "
                      "The high line has {high} of the receptors there can be, the low one {low}.",
    # mark
    "mark.title": "A mark on the DNA",
    "mark.question": "Care leaves a mark on a gene's switch. When does it arise, whose is it, and does it stay?",
    "mark.claim": "set by care, and open to change",
    "mark.rival.once": "written once",
    "mark.rival.inherited": "there at birth",
    "mark.alt": "Left, the first three weeks: the share of methylated sites in four groups of pups. Right, the same groups as adults, with a "
                "treatment from day 90 to day 97.",
    "mark.early": "Sites methylated, pups",
    "mark.late": "… and as adults",
    "mark.x": "day",
    "mark.window": "care",
    "mark.treatment": "drug",
    "mark.raised_low": "raised by low",
    "mark.raised_high": "raised by high",
    "mark.untreated": "untreated",
    "mark.other": "wide: born to the other line",
    "mark.preset.taken_off": "Taken off",
    "mark.preset.taken_off.note": "A drug that takes methyl groups off, in adults.",
    "mark.preset.put_on": "Put on",
    "mark.preset.put_on.note": "Methionine, which puts methyl groups on.",
    "mark.preset.left": "Left alone",
    "mark.preset.left.note": "No treatment: does it fade by itself?",
    "mark.preset.once": "Written once",
    "mark.preset.once.note": "A rival's world, and the same drug as in the first preset.",
    "mark.preset.inherited": "There at birth",
    "mark.preset.inherited.note": "A rival's world: which lines stay together now?",
    "mark.mission.on": "Turned into the other: let pups that were licked much end the treatment with at least 0.9 of the sites methylated.",
    "mark.mission.passing": "A mark that passes: a difference above 0.5 when care ends, and less than 0.1 of it by day 90.",
    "mark.mission.hardly": "Hardly a mark: let care leave a difference of less than 0.15 in the claim's world.",
    "mark.said": "Pups raised by low lickers differ from those raised by high ones by {after} of the sites when care ends, by {adult} on day 90, and by "
                 "{treated} after the treatment in this toy. Then {low} of the sites are "
                 "methylated in pups raised by low lickers and {high} in those raised by high ones.",
    "mark.said_untreated": "Pups raised by low lickers differ from those raised by high ones by {after} of the sites when care ends and by {adult} on day "
                           "90 in this toy. No treatment is given.",
    "mark.said_inherited": "In this world the mark comes with birth: pups differ by {born} at birth by who bore them, and by nothing at any time by who "
                           "raised them.",
}

say = Phrases(WORDS)


def describe_fostering(run, parameters, rival: str) -> str:
    """The sentence under pups given to other mothers."""
    ends = run.line[:, -1]
    follows = say("fostering.lines_said", low=number(float(ends.min())), high=number(float(ends.max())))
    if not run.told_apart:
        return say("fostering.said_intact", total=number(run.total_effect), follows=follows)
    return say("fostering.said", rearing=number(run.rearing_effect), biology=number(run.biology_effect), error=number(run.rearing_error),
               follows=follows)


def describe_receptors(run, parameters, rival: bool) -> str:
    """The sentence under blocked receptors."""
    return say("receptors.said", before=number(run.difference), after=number(run.difference_treated), left=percent(run.share_left),
               low=percent(run.receptors[0]), high=percent(run.receptors[1]))


def describe_mark(run, parameters, rival: str) -> str:
    """The sentence under a mark on the DNA."""
    if rival == "inherited":
        return say("mark.said_inherited", born=number(float(run.by_birth[0])))
    if parameters.inhibitor == parameters.methionine == 0:
        return say("mark.said_untreated", after=number(run.after_window), adult=number(run.as_adults))
    end = run.treated[:, np.searchsorted(run.day, TREATED_TO)]
    return say("mark.said", after=number(run.after_window), adult=number(run.as_adults), treated=number(run.after_treatment),
               low=percent(float(end[0])), high=percent(float(end[3])))
