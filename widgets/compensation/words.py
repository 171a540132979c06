"""What the panel on compensation says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import math

from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "What comes back, and what makes up for it",
    "cage.title": "A richer cage",
    "cage.question": "Rats with little and with much early care grow up in plain or in rich cages. Which differences are "
                     "left?",
    "cage.claim": "one part is fixed early, another makes up for it",
    "cage.rival.reversal": "full reversal: both parts come back",
    "cage.rival.additive": "a sum: no part can make up for the other",
    "cage.alt": "Four blocks side by side, all from 0 to 1: function, the plastic part, the fixed part, and function under "
                "load. In each, twelve "
                "animals with little care as filled circles beside twelve with much care as hollow squares, first in plain "
                "and then in rich "
                "cages; a thick line joins the two means, so that its slope is the difference left. Under the blocks, what "
                "was found in rats. Below, "
                "mean function over 120 days.",
    "cage.function": "function",
    "cage.plastic": "plastic part",
    "cage.fixed": "fixed part",
    "cage.loaded": "under load",
    "cage.plain": "plain",
    "cage.rich": "rich",
    "cage.found_gone": "found in rats:\ndifference gone",
    "cage.found_stays": "found in rats:\nstill there",
    "cage.found_none": "no study\nthat we know",
    "cage.found_gone_short": "rats:\ngone",
    "cage.found_stays_short": "rats:\nstays",
    "cage.found_none_short": "no study\nknown",
    "cage.little": "little care",
    "cage.much": "much care",
    "cage.days": "Mean function by age",
    "cage.day": "age (days)",
    "cage.enriched": "rich cage",
    "cage.pinned": "pinned",
    "cage.preset.youth": "From weaning to day 70",
    "cage.preset.youth.note": "As in the experiment. How rich the cage is, is made up.",
    "cage.preset.short": "Ten days only",
    "cage.preset.short.note": "The difference shrinks and is not gone.",
    "cage.preset.late": "Begun on day 80",
    "cage.preset.late.note": "In this toy the plastic part stays as plastic as it was.",
    "cage.preset.strain": "Tested to the limit",
    "cage.preset.strain.note": "The load puts the whole plastic part out of action.",
    "cage.preset.plain": "No enrichment",
    "cage.preset.plain.note": "Both groups stay in plain cages.",
    "cage.mission.quick": "Not long needed: in the claim's world, bring the difference in function below 0.05 with at most "
                          "20 days of enrichment.",
    "cage.mission.half": "In part: in the claim's world, close between 40 % and 60 % of the difference in function.",
    "cage.mission.expose": "Look underneath: in the claim's world, with less than 0.05 left in function, let the load bring "
                           "back 0.5 or more.",
    "cage.mission.tell": "Tell them apart: with a load of 0.8 or more and a difference in function that enrichment has "
                         "closed, find a world in which "
                         "the load brings nothing back.",
    "cage.all": "{function} {parts} {load}",
    "cage.no_gap": "In plain cages the two groups hardly differ in function ({plain} of 1), so there is nothing to make up "
                   "for.",
    "cage.closed": "In plain cages the groups differ in function by {plain} of 1. In the rich cage {rich} is left: {share} "
                   "of the difference is gone.",
    "cage.opened": "In plain cages the groups differ in function by {plain} of 1. In the rich cage they differ by {rich}, no "
                   "less.",
    "cage.parts": "Underneath, in the rich cage, the plastic part differs by {plastic} and the fixed part by {fixed}.",
    "cage.load": "Under load the difference in function is {loaded}.",
    "column.day": "age (days)",
    "column.function_low_plain": "function: little care, plain",
    "column.function_low_rich": "function: little care, rich",
    "column.function_high_plain": "function: much care, plain",
    "column.function_high_rich": "function: much care, rich",
    "column.fixed_low": "fixed part: little care, rich",
    "column.fixed_high": "fixed part: much care, rich",
    "column.plastic_low": "plastic part: little care, rich",
    "column.plastic_high": "plastic part: much care, rich",
}


say = Phrases(WORDS)


def describe_cage(run, parameters, rival: str) -> str:
    """The sentence under four groups of rats."""
    plain, rich = run.gap_function_standard, run.gap_function_enriched
    closes = not math.isnan(run.returned) and run.returned >= 0.005
    kind = "no_gap" if math.isnan(run.returned) else "closed" if closes else "opened"
    function = say(f"cage.{kind}", plain=number(plain), rich=number(rich), share=percent(run.returned) if closes else "")
    return say("cage.all", function=function,
               parts=say("cage.parts", plastic=number(run.gap_plastic_enriched), fixed=number(run.gap_fixed_enriched)),
               load=say("cage.load", loaded=number(run.gap_function_loaded)))
