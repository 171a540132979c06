"""What the panel on the caregiver as regulator says: every sentence a template, so that it can be translated."""

from __future__ import annotations

from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "The caregiver as regulator",
    "column.placement_ages": "age at placement (months)",
    "column.score_at_54_months": "mean score at 54 months (points)",
    "column.score_at_17_years": "mean score at 17 years (points)",
    "column.time": "time (min)",
    "column.alone": "arousal alone",
    "column.with_caregiver": "arousal with a caregiver",
    "column.hours": "time (h)",
    "column.heart_rate": "heart rate (share of usual)",
    "column.growth_hormone": "growth hormone (share of usual)",
    "column.corticosterone": "corticosterone (share of usual)",
    "column.trial": "pairing",
    "column.value": "worth of the odour",
    # placement in a family
    "placement.title": "Into a family",
    "placement.question": "Children move from an institution into a family, some earlier, some later. What does the age do?",
    "placement.claim": "plasticity fades",
    "placement.rival.step": "a window that shuts",
    "placement.rival.flat": "plasticity is the same at every age",
    "placement.alt": "Left, test scores by age at placement: a falling line for 54 months, another for 17 years, and single children as "
                     "marks. Right, how many points foster care added at five ages: the toy's line among the published values with "
                     "their intervals.",
    "placement.scores": "Score, by age at placement",
    "placement.scores.x": "age at placement (months)",
    "placement.points": "points",
    "placement.at_54": "54 months",
    "placement.at_17": "17 years",
    "placement.family": "always in a family",
    "placement.institution": "stayed",
    "placement.effect": "Foster care adds",
    "placement.effect.x": "age (years)",
    "placement.published": "published",
    "placement.toy": "this toy",
    "placement.preset.bucharest": "As in Bucharest",
    "placement.preset.bucharest.note": "Placed at about two years. The purple marks are published; plasticity and points are set by hand.",
    "placement.preset.early": "Placed at six months",
    "placement.preset.early.note": "The same children in the same toy, sixteen months sooner.",
    "placement.preset.window": "A window of six months",
    "placement.preset.window.note": "A rival's world: a step and then a plateau, as in the British study of adoptees.",
    "placement.preset.flat": "No sensitive period",
    "placement.preset.flat.note": "A rival's world. Is earlier still better at 54 months? And at 17 years?",
    "placement.preset.better": "A better institution",
    "placement.preset.better.note": "Steadier care where the children are. How much is left for placement to do?",
    "placement.mission.no_period": "Earlier is better without any sensitive period: in a world where plasticity never changes, lose at "
                                   "least 0.15 points for each month of delay.",
    "placement.mission.step": "A step and a plateau: shut a window so early that it makes no difference any more whether a child comes at "
                              "6 or at 30 months.",
    "placement.mission.caught_up": "All caught up: a child placed at two years or later, and less than one point of the gap left at 17.",
    "placement.mission.inside": "Inside all five: in a rival world, with a child placed at 20 to 24 months, let the toy's line run through "
                                "every published interval.",
    "placement.said": "At 54 months each month of delay costs {slope} points in this toy, at 17 years {later}. Foster care adds {first} "
                      "points at 42 months and {last} at 17 years; {gap} points of the gap that care made are still there then.",
    "placement.said_none": "Care makes no difference to scores here (its points are set to nothing), so neither does the age at placement.",
    # help under stress
    "help.title": "Growing out of help",
    "help.question": "A stressful quarter of an hour, alone and with a caregiver. At what age does company stop helping?",
    "help.claim": "the caregiver answers distress",
    "help.rival.constant": "the caregiver always helps alike",
    "help.rival.none": "nobody helps",
    "help.alt": "Left, arousal over forty minutes, alone (dashed) and together with a caregiver (solid), with the stressful minutes shaded. Right, the share of "
                "arousal that the caregiver takes away, by age, with a mark at the age chosen.",
    "help.course": "Arousal",
    "help.course.x": "time (min)",
    "help.alone": "alone",
    "help.together": "together",
    "help.tolerance": "help from here",
    "help.stress": "stress",
    "help.by_age": "Taken away",
    "help.by_age.x": "age (years)",
    "help.preset.toddler": "A toddler",
    "help.preset.toddler.note": "Little self-regulation yet: nearly all of it comes from outside.",
    "help.preset.child": "A child of nine",
    "help.preset.child.note": "About the age of the children in the study.",
    "help.preset.teen": "A fifteen-year-old",
    "help.preset.teen.note": "About the age of its adolescents. Is the caregiver any different?",
    "help.preset.storm": "Fifteen, in a storm",
    "help.preset.storm.note": "A stronger stressor. What happens to the help?",
    "help.mission.unneeded": "Present and unneeded: a caregiver who is ready to help, a stressor, and no difference at all.",
    "help.mission.again": "Needed again: at 15 or older, let the answering caregiver take away at least a fifth.",
    "help.mission.slow": "A slow start: let somebody of 16 or older with the ordinary stressor still need help.",
    "help.said": "At {age} years, arousal under this stress would settle at {alone} alone and at {together} with the caregiver, who takes "
                 "away {share} of it.",
    "help.said_none": "At {age} years, arousal under this stress settles at {alone} with or without the caregiver, who makes no "
                      "difference.",
    "help.said_calm": "There is no stressor: arousal stays near rest, whoever is there.",
    # parts of the mother
    "parts.title": "Hidden regulators",
    "parts.question": "A rat pup is kept warm, but without its mother. What did she do that its body now lacks?",
    "parts.claim": "each part of her regulates one system",
    "parts.rival": "one bond regulates all of them",
    "parts.alt": "Over a day, three of the pup's systems as a share of their usual level: heart rate, growth hormone, corticosterone. A mark "
                 "shows the published fall of the heart rate.",
    "parts.course": "Share of the usual level",
    "parts.x": "time since the change (h)",
    "parts.heart": "heart rate",
    "parts.growth": "growth hormone",
    "parts.stress": "corticosterone",
    "parts.published": "heart (study)",
    "parts.preset.all_gone": "Mother gone",
    "parts.preset.all_gone.note": "Warm, but no milk, no licking, nobody to lie against.",
    "parts.preset.no_milk": "Only the milk gone",
    "parts.preset.no_milk.note": "She is there and licks; the milk is missing.",
    "parts.preset.licked": "Gone, but licked by hand",
    "parts.preset.licked.note": "Active touch given back, as with a brush. Which system notices?",
    "parts.preset.with_her": "With the mother",
    "parts.preset.with_her.note": "All there: nothing moves.",
    "parts.mission.one": "One system only: let the heart fall below 0.7 of its rate while both hormones stay where they are.",
    "parts.mission.all": "All of them from one loss: take away one part only, and move all three systems.",
    "parts.mission.calm": "No mother and no stress hormone: without milk and without licking, keep corticosterone where it is.",
    "parts.said": "After a day heart rate is at {heart} of its usual rate, growth hormone at {growth}, corticosterone at {stress} times its "
                  "level. {missing}",
    "parts.missing.none": "Nothing is missing.",
    "parts.missing.one": "One part of the mother is missing or short.",
    "parts.missing.some": "Several parts of the mother are missing or short.",
    # learning
    "switch.title": "A switch",
    "switch.question": "A smell comes with a mild shock, again and again. Will the pup avoid it?",
    "switch.claim": "stress hormone in the amygdala decides",
    "switch.rival": "what hurts is avoided",
    "switch.alt": "Left, two bars: the stress hormone corticosterone and how far the amygdala is engaged. Right, what the smell is worth to the pup over fourteen "
                  "pairings: above the middle line it approaches, below it avoids.",
    "switch.state": "In the pup",
    "switch.hormone": "stress\nhormone",
    "switch.amygdala": "amyg-\ndala",
    "switch.half": "half",
    "switch.learning": "What the smell is worth",
    "switch.x": "pairing",
    "switch.approach": "approach",
    "switch.avoid": "avoid",
    "switch.preset.young": "Eight days old",
    "switch.preset.young.note": "Hardly any stress hormone yet.",
    "switch.preset.alone": "Thirteen days, alone",
    "switch.preset.alone.note": "Old enough to answer the shock with stress hormone.",
    "switch.preset.mother": "Thirteen days, mother there",
    "switch.preset.mother.note": "The same shock. What has changed?",
    "switch.preset.undone": "Mother there, hormone added",
    "switch.preset.undone.note": "Corticosterone put into the amygdala, as in the experiment.",
    "switch.mission.turn": "Turn it round: a pup of thirteen days or more that learns to approach what comes with a full shock.",
    "switch.mission.undo": "Undo her: the mother is there all the time, and the pup still learns to avoid.",
    "switch.mission.neither": "Neither: a full shock, fourteen pairings, and the smell is worth almost nothing either way.",
    "switch.said": "Corticosterone stands at {hormone} and engages the amygdala by {amygdala}: after fourteen pairings the smell is worth "
                   "{value}, so the pup {does}.",
    "switch.said_rival": "In this world the stress hormone does not matter: what hurts is avoided, and after fourteen pairings the smell is "
                         "worth {value}, so the pup {does}.",
    "switch.does.approach": "approaches it",
    "switch.does.avoid": "avoids it",
    "switch.does.neither": "hardly cares",
}

say = Phrases(WORDS)


def describe_placement(run, parameters, rival: str) -> str:
    """The sentence under placement in a family."""
    if parameters.care_gap == 0:
        return say("placement.said_none")
    return say("placement.said", slope=number(abs(run.slope)), later=number(abs(run.slope_at_17_years)),
               first=number(run.effect[0], 1), last=number(run.effect[-1], 1), gap=number(run.remaining_gap, 1))


def describe_help(run, parameters, rival: str) -> str:
    """The sentence under help in a stressful quarter of an hour."""
    if parameters.stressor == 0:
        return say("help.said_calm")
    name = "help.said" if run.buffering > 0.005 else "help.said_none"
    return say(name, age=number(parameters.age, 1), alone=number(run.level_alone), together=number(run.level_with_caregiver),
               share=percent(run.buffering))


def describe_parts(run, parameters, rival: bool) -> str:
    """The sentence under a pup without parts of its mother."""
    short = sum(getattr(parameters, name) < 1 for name in parameters.declared)
    return say("parts.said", heart=percent(run.heart_rate[-1]), growth=percent(run.growth_hormone[-1]),
               stress=number(run.corticosterone[-1], 1),
               missing=say(f"parts.missing.{'none' if short == 0 else 'one' if short == 1 else 'some'}"))


def describe_switch(run, parameters, rival: bool) -> str:
    """The sentence under learning with a shock."""
    value = run.value[-1]
    does = "neither" if abs(value) < 0.1 else "approach" if value > 0 else "avoid"
    return say("switch.said_rival" if rival else "switch.said", hormone=number(run.corticosterone), amygdala=percent(run.amygdala),
               value=number(value), does=say(f"switch.does.{does}"))
