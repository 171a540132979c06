"""What the panel on isolation says: every sentence a template, so that it can be translated."""

from __future__ import annotations

from widgets.isolation.model import RECORDS, YEARS
from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "Isolation and length of life",
    "column.years": "time (years)",
    "column.alive_isolated": "share alive, living isolated",
    "column.alive_company": "share alive, others",
    "column.frailty": "frailty (SD)",
    "column.recorded": "what the records say of it (SD)",
    "column.isolated": "lives isolated",
    "column.died": "died within ten years",
    "column.risk_isolated": "risk if living isolated",
    "column.risk_company": "risk if not",
    # what a study sees
    "study.title": "What a study sees",
    "study.question": "A study follows 5,000 people for ten years. What does its odds ratio look like, and which world is it from?",
    "study.claim": "isolation adds load, load adds risk",
    "study.rival.confounded": "isolation does nothing; frailty isolates",
    "study.rival.unrelated": "isolation and death are unrelated",
    "study.alt": "Left, two squares of a hundred dots, one for people who live isolated and one for the others: filled dots died within "
                 "ten years, open ones lived. Right, odds ratios of dying with their intervals: as counted, adjusted for health records, "
                 "and three published ones.",
    "study.isolated": "isolated: {share} of 100 died",
    "study.company": "others: {share} of 100 died",
    "study.hundred": "Ten years, of every 100",
    "study.ratio": "Odds ratio of dying",
    "study.crude": "as counted",
    "study.adjusted": "adjusted",
    "study.published": "published",
    "study.off": "beyond the scale",
    "study.preset.usual": "A world in which it matters",
    "study.preset.usual.note": "Isolation adds load and load adds risk. The figures are invented so that the study finds about 1.3.",
    "study.preset.nothing": "A world in which it does nothing",
    "study.preset.nothing.note": "The rival: no path from isolation to death. Look for a difference on the right.",
    "study.preset.chance": "A world without any link",
    "study.preset.chance.note": "Isolation, frailty and death have nothing to do with each other here. What is seen is chance.",
    "study.preset.burden": "Company that burdens",
    "study.preset.burden.note": "Support below zero: other people are a load themselves. Which way does the odds ratio point?",
    "study.preset.common": "Where deaths are common",
    "study.preset.common.note": "Three times the risk for everybody, isolated or not. Compare the odds ratio with the two squares.",
    "study.mission.same": "The published figure from nothing: where isolation does nothing, let the adjusted odds ratio of the study lie "
                          "between 1.26 and 1.32.",
    "study.mission.fooled": "Fooled by chance: where there is no link at all, draw new samples until the interval of the adjusted odds "
                            "ratio leaves out 1. About one study in twenty does.",
    "study.mission.burden": "Turn it round: in the claim's world, make living isolated the better life (an expected odds ratio, adjusted, "
                            "below 0.95).",
    "study.mission.common": "Big ratio, smaller risk: an odds ratio, as counted, of 1.8 or more, while the share who die is less than one and a "
                            "half times as large.",
    "study.said": "Within ten years {isolated} of 100 who live isolated died and {company} of 100 of the others: an odds ratio of {odds}. "
                  "Within fifths of recorded health it is {adjusted}, interval {low} to {high}. {holds}",
    "study.holds.one": "The interval holds 1: chance alone could have done this.",
    "study.holds.not": "The interval leaves out 1.",
    # what tells the worlds apart
    "behind.title": "What tells them apart",
    "behind.question": "Two worlds, one odds ratio. What could a study do to find out in which of them it is?",
    "behind.claim": "isolation adds load, load adds risk",
    "behind.rival.confounded": "isolation does nothing; frailty isolates",
    "behind.rival.unrelated": "isolation and death are unrelated",
    "behind.alt": "Left, 600 people by whether they live isolated and how frail they are, filled if they died within ten years, with a bar "
                  "at the mean frailty of each group. Right, the odds ratio in this world by how much of frailty the health records "
                  "hold, and at the far right, with its interval, the odds ratio had chance decided who lives isolated.",
    "behind.people": "600 people",
    "behind.frailty": "frailty (SD)",
    "behind.company": "others",
    "behind.isolated": "isolated",
    "behind.died": "died",
    "behind.lived": "lived",
    "behind.mean": "mean",
    "behind.ratio": "Odds ratio of dying",
    "behind.records": "frailty in the records",
    "behind.none": "none",
    "behind.half": "half",
    "behind.all": "all",
    "behind.lot": "by lot",
    "behind.study": "this study",
    "behind.better": "with other records",
    "behind.drawn": "decided by chance",
    "behind.preset.usual": "A world in which it matters",
    "behind.preset.usual.note": "Even here the study's figure is not quite what isolation does. Compare it with the one by lot.",
    "behind.preset.nothing": "A world in which it does nothing",
    "behind.preset.nothing.note": "The same odds ratio in the study. What do better records do to it, and what does chance?",
    "behind.preset.both": "A bit of both",
    "behind.preset.both.note": "Isolation does something, and frailty isolates. Perhaps the most likely world, and the hardest one to see.",
    "behind.preset.chance": "A world without any link",
    "behind.preset.chance.note": "Nothing to find, and nothing found but chance.",
    "behind.mission.lot": "Tell them apart by lot: a study whose adjusted interval leaves out 1 while the interval of what chance decided "
                          "holds 1, where isolation does nothing.",
    "behind.mission.reach": "Out of reach: give the rival so little frailty to work with that it can no longer match the claim's figure.",
    "behind.mission.mixture": "Mostly frailty: in the claim's world, an expected odds ratio of 1.3 or more in the study and below 1.1 if "
                              "chance decides.",
    "behind.said": "The study finds {adjusted} with records that hold {records} of frailty. In a study without end it would be {expected}, "
                   "with records that hold {best} {better}, and {drawn} if chance decided who lives isolated (here {trial}, interval {low} "
                   "to {high}). {match}",
    "behind.match.yes": "",
    "behind.match.no": "Frailty counts for too little here: this world comes as near to the claim's figure as it can.",
}

say = Phrases(WORDS)


def describe_study(run, parameters, rival: str) -> str:
    """The sentence under what a study sees."""
    holds = run.adjusted_low <= 1 <= run.adjusted_high
    return say("study.said", isolated=number(100 * (1 - run.alive_isolated[YEARS]), 0),
               company=number(100 * (1 - run.alive_company[YEARS]), 0), odds=number(run.odds_ratio), adjusted=number(run.adjusted),
               low=number(run.adjusted_low), high=number(run.adjusted_high), holds=say(f"study.holds.{'one' if holds else 'not'}"))


def describe_behind(run, parameters, rival: str) -> str:
    """The sentence under what tells the worlds apart."""
    match = "no" if rival == "confounded" and not run.matched else "yes"
    return say("behind.said", adjusted=number(run.adjusted), records=percent(parameters.records), expected=number(run.expected_adjusted),
               best=percent(RECORDS[-1]), better=number(run.adjusted_by_records[-1]), drawn=number(run.expected_trial),
               trial=number(run.trial), low=number(run.trial_low), high=number(run.trial_high), match=say(f"behind.match.{match}")).strip()
