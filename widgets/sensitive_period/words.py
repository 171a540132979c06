"""What the panel on sensitive periods says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import math

from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "Windows in which experience counts most",
    # what shuts a window
    "shuts.title": "What shuts it",
    "shuts.question": "A young animal meets one thing, and later another. What shuts the window between them?",
    "shuts.claim": "what it learns shuts it",
    "shuts.rival.clock": "a clock: age alone shuts it",
    "shuts.rival.both": "both: learning and a clock",
    "shuts.rival.open": "nothing: it never shuts",
    "shuts.rival.disuse": "learning, but nothing competes: what is out of view fades anyway",
    "shuts.alt": "Above, how far the window is open over ten days, as a shaded area, with dots that say what one day with "
                 "something new would leave at each age. Below, the strength of the first thing, solid, and of the second, "
                 "dashed, with bars that say when each is in view.",
    "shuts.window": "How far the window is open",
    "shuts.window_short": "Window",
    "shuts.open": "open",
    "shuts.probe": "left by one day with something new",
    "shuts.probe_short": "left by a day with something new",
    "shuts.bonds": "How strong each has become",
    "shuts.in_view": "in view",
    "shuts.dose": "dose",
    "shuts.home": "home",
    "shuts.preset.chick": "A ball, then a box",
    "shuts.preset.chick.note": "A day and a half with the first thing, then on day 5 a day with the second.",
    "shuts.preset.dark": "Hatched in the dark",
    "shuts.preset.dark.note": "Nothing to see for six days, then one thing for a day. Then switch worlds.",
    "shuts.preset.dose": "Opened again",
    "shuts.preset.dose.note": "As before, with a dose on day 5 that lifts the brake.",
    "shuts.preset.one_eye": "One eye shut",
    "shuts.preset.one_eye.note": "First and second are now two eyes. The first is shut after day 1.5, the second goes on seeing.",
    "shuts.preset.both_eyes": "Both eyes shut",
    "shuts.preset.both_eyes.note": "Both are shut after day 1.5. Then try the world without competition.",
    "shuts.mission.wait": "Keep it waiting: without a dose, let something that comes on day 6 or later leave 0.7 or more after a day.",
    "shuts.mission.clock": "Show the clock: in its world, in the dark, let something that comes on day 4 or later leave nothing.",
    "shuts.mission.overtake": "Late, and yet first: let the first be in view for a day and a half at least, and the second, from day 4 "
                              "on and without a dose, overtake it.",
    "shuts.mission.reopen": "Open it again: with 1.5 days of the first, let a single day with the second, from day 5 on, leave 0.7 or more.",
    "shuts.all": "{window} {left} {dose}",
    "shuts.no_dose": "{window} {left}",
    "shuts.stays": "The window opens about day {opens} and is never half shut.",
    "shuts.stays_unseen": "The window opens about day {opens} and stays open: there is nothing to learn, so nothing shuts it.",
    "shuts.shut": "What it learns has half shut the window by day {closes}.",
    "shuts.shut_clock": "The clock has half shut the window by day {closes}, whatever there was to see.",
    "shuts.shut_both": "Clock and learning together have half shut the window by day {closes}.",
    "shuts.left_first": "At the end the first stands at {first} and the second at {second} of 1, so the first is preferred.",
    "shuts.left_second": "At the end the second stands at {second} and the first at {first} of 1, so the second is preferred.",
    "shuts.left_even": "At the end both stand at {first} of 1.",
    "shuts.left_nothing": "Neither has left a trace.",
    "shuts.dosed": "The dose on day {day} lifts {share} of the brake, then wears off.",
    "shuts.dosed_in_vain": "The dose finds no receptor to act on.",
    "shuts.dosed_no_brake": "The dose finds no brake to lift: here learning does not shut the window.",
    # approach or avoid
    "approach.title": "Approach or avoid",
    "approach.question": "A rat pup smells something new, and it hurts. What will it do when it smells it again?",
    "approach.claim": "a stress hormone decides which of two circuits learns",
    "approach.rival.clock": "a clock: age alone decides",
    "approach.rival.feels": "pain always repels",
    "approach.alt": "A large picture of what a pup ends by doing, from avoiding to approaching, over the age at which it learned: alone "
                    "as a solid line, with its mother as a dashed line, each of 24 pups as a dot, and what was found in rats as squares "
                    "at the edges. Beside it three bars for what goes on inside a pup.",
    "approach.ages": "What the odour becomes, by age",
    "approach.day": "age at learning (days)",
    "approach.approaches": "come to it",
    "approach.neither": "neither",
    "approach.avoids": "avoid it",
    "approach.alone": "alone",
    "approach.with_mother": "with mother",
    "approach.pups": "24 pups",
    "approach.found": "found in rats",
    "approach.found_mother": "found, with her",
    "approach.inside": "In a typical pup",
    "approach.corticosterone": "corticosterone",
    "approach.amygdala": "amygdala",
    "approach.noradrenaline": "noradrenaline",
    "approach.preset.eight": "Eight days old",
    "approach.preset.eight.note": "An odour and a mild shock, twelve times, as in the experiments.",
    "approach.preset.twelve": "Twelve days old",
    "approach.preset.twelve.note": "The same odour and the same shock, four days later in life.",
    "approach.preset.mother": "Twelve days old, mother there",
    "approach.preset.mother.note": "As before, but she is in the nest. Then switch worlds.",
    "approach.preset.between": "In between",
    "approach.preset.between.note": "Ten days old, and no two pups quite alike.",
    "approach.preset.milk": "Milk instead",
    "approach.preset.milk.note": "Nothing hurts; twelve days old.",
    "approach.mission.too_soon": "Too soon: in the claim's world, make pups of 8 days or younger avoid what came with the shock.",
    "approach.mission.held_back": "Held back: in the claim's world, with the full shock and no mother, make pups of 12 days or older come to "
                                  "the odour.",
    "approach.mission.overruled": "Overruled: with the mother fully there, between day 12 and day 15, make the pups avoid it in the claim's "
                                  "world.",
    "approach.mission.divided": "Divided: make a litter in which at least a third of the pups come to the odour and at least a third avoid it.",
    "approach.both": "{litter} {why}",
    "approach.nothing": "Odour with {event}: of 24 pups of about {day} days none has learned anything of note.",
    "approach.litter": "Odour with {event}: of 24 pups of about {day} days, {approaching} end by coming to it and {avoiding} by avoiding "
                       "it.",
    "approach.event.shock": "a shock",
    "approach.event.milk": "milk",
    "approach.event.both": "a shock and milk",
    "approach.event.none": "neither shock nor milk",
    "approach.why": "In a typical one corticosterone stands at {hormone}; that engages the amygdala by {amygdala}.",
    "approach.why_clock": "By this clock, age alone engages the amygdala, here by {amygdala}; neither mother nor hormone counts.",
    "approach.why_pain": "In this world what hurts repels at any age.",
    "approach.why_no_pain": "In this world nothing repels but pain, and here there is none.",
    # why windows at all
    "why.title": "Why windows at all",
    "why.question": "A child learns whether somebody comes when it calls. Then its care changes. Does it matter at what age?",
    "why.claim": "every call counts alike, so that much is soon known",
    "why.rival.clock": "a clock: learning ends at an age",
    "why.rival.flat": "no window: new calls always count as much",
    "why.alt": "First, what forty made-up children expect over sixteen years, each a thin line, their mean a thick one. Second, what children "
               "expect at three and a half and at sixteen years by the age at which their care changed, with published turning points "
               "as squares below on the same scale of months.",
    "why.lives": "Forty children",
    "why.years": "age (years)",
    "why.expectation": "share of calls they expect answered",
    "why.expectation_short": "expected share",
    "why.placed": "Many children, by age at placement",
    "why.placed_short": "By age at placement",
    "why.months": "age at placement (months)",
    "why.at_test": "at 3½ years",
    "why.at_sixteen": "at 16 years",
    "why.published": "published turning\npoints, a square\nfor each outcome",
    "why.published_short": "published\nturning\npoints",
    "why.mean": "mean",
    "why.preset.toddler": "Placed at eighteen months",
    "why.preset.toddler.note": "Few calls answered before, most afterwards.",
    "why.preset.early": "Placed at six months",
    "why.preset.early.note": "Less to unlearn.",
    "why.preset.untold": "Nothing to learn from",
    "why.preset.untold.note": "Placed at thirty months, and the time before says nothing about what to expect.",
    "why.preset.clocks": "Each with a clock of its own",
    "why.preset.clocks.note": "Learning ends at an age, and at another one in each child.",
    "why.preset.worse": "The other way round",
    "why.preset.worse.note": "Most calls answered before, few afterwards. The window protects what was learned.",
    "why.mission.open": "Never too late: in the claim's world, with care that differs by half or more, make placement at 6 or at 30 months "
                        "differ by less than 0.05 at three and a half years.",
    "why.mission.disguise": "In disguise: in the clock's world, make the mean fall by even steps (none above 15 % of the whole), although age at "
                            "placement counts for 0.2 or more.",
    "why.mission.fade": "It fades: in the claim's world, let age at placement count for 0.3 or more at three and a half years, and for less than "
                        "a third of that at sixteen.",
    "why.both": "{children} {timing}",
    "why.children": "Placed at {placed} months, these forty expect {mean} of their calls to be answered at three and a half years, and {late} at "
                    "sixteen.",
    "why.timing": "Placed at 6 and not at 30 months, the mean over very many differs by {early} at three and a half and by {late} at sixteen.",
    "why.no_timing": "Age at placement makes no difference here.",
    # what the pictures share
    "first": "first",
    "second": "second",
    "age": "age (days)",
    "pinned": "pinned",
    # columns of the data
    "column.age": "age (days)",
    "column.plasticity": "how far open (0 to 1)",
    "column.familiarity": "familiarity (0 to 1)",
    "column.weight_first": "first (0 to 1)",
    "column.weight_second": "second (0 to 1)",
    "column.weight_surroundings": "surroundings (0 to 1)",
    "column.day": "age at learning (days)",
    "column.by_day_alone": "alone (−1 avoids, 1 approaches)",
    "column.by_day_with_mother": "with mother (−1 avoids, 1 approaches)",
    "column.placement_ages": "age at placement (months)",
    "column.at_test": "expected share at 42 months",
    "column.at_sixteen": "expected share at 16 years",
}


say = Phrases(WORDS)
LEARNING_SHUTS = ("", "both", "disuse")
"""The worlds in which learning is a brake."""


def describe_window(run, parameters, rival: str) -> str:
    """The sentence under a window."""
    if math.isnan(run.closes_at):
        unseen = run.familiarity.max() < 0.01 and rival in ("", "disuse")
        window = say("shuts.stays_unseen" if unseen else "shuts.stays", opens=number(parameters.opening_age, 1))
    else:
        name = f"shuts.shut_{rival}" if rival in ("clock", "both") else "shuts.shut"
        window = say(name, closes=number(run.closes_at, 1))
    first, second = float(run.weight_first[-1]), float(run.weight_second[-1])
    if max(first, second) < 0.005:
        kind = "nothing"
    elif number(first) == number(second):
        kind = "even"
    else:
        kind = "first" if first > second else "second"
    left = say(f"shuts.left_{kind}", first=number(first), second=number(second))
    if parameters.modulator_dose == 0:
        return say("shuts.no_dose", window=window, left=left)
    if rival not in LEARNING_SHUTS:
        dose = say("shuts.dosed_no_brake")
    elif parameters.receptors == 0:
        dose = say("shuts.dosed_in_vain")
    else:
        dose = say("shuts.dosed", day=number(parameters.second_start, 1), share=percent(float(run.lifted.max())))
    return say("shuts.all", window=window, left=left, dose=dose)


def describe_odour(run, parameters, rival: str) -> str:
    """The sentence under a litter."""
    ends = run.preference[:, -1]
    day = number(parameters.postnatal_day, 0 if parameters.postnatal_day == int(parameters.postnatal_day) else 1)
    event = say("approach.event." + {(True, False): "shock", (False, True): "milk", (True, True): "both", (False, False): "none"}[
        parameters.shock > 0, parameters.milk > 0])
    if abs(ends).max() < 0.005:
        litter = say("approach.nothing", day=day, event=event)
    else:
        litter = say("approach.litter", day=day, event=event, approaching=int((ends > 0).sum()), avoiding=int((ends < 0).sum()))
    name = {"": "why", "clock": "why_clock", "feels": "why_pain" if parameters.shock > 0 else "why_no_pain"}[rival]
    why = say(f"approach.{name}", hormone=number(run.corticosterone), amygdala=percent(run.amygdala))
    return say("approach.both", litter=litter, why=why)


def describe_cues(run, parameters, rival: str) -> str:
    """The sentence under forty children."""
    children = say("why.children", placed=number(parameters.placement_age, 0), mean=percent(float(run.mean_expectation[42])),
                   late=percent(float(run.mean_expectation[-1])))
    timing = say("why.timing" if run.largest_step > 0 else "why.no_timing", early=number(run.timing_effect),
                 late=number(run.timing_effect_late))
    return say("why.both", children=children, timing=timing)
