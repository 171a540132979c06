"""What the panel on selective bonds says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import math

from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "One and not another",
    "column.time": "time (days)",
    "column.value_first": "value of the first partner",
    "column.value_second": "value of the second partner",
    "column.gate_second": "open for the second",
    "column.dopamine_partner": "dopamine on meeting the first",
    "column.dopamine_stranger": "dopamine on meeting a stranger",
    "column.preference": "share of huddling with the partner",
    "column.attacks": "attacks on a stranger (share of the most)",
    "column.d1_receptors": "new D1-like receptors",
    "column.partner_size": "cells of partner approach (share)",
    "column.novel_size": "cells of approaching an unknown vole (share)",
    "column.overlap": "cells of both (share)",
    "column.overlap_by_chance": "both by chance (share)",
    "column.activity_partner": "mean firing on partner approach",
    # one partner, then another
    "another.title": "When another comes",
    "another.question": "One partner, then another. When is there room for the second?",
    "another.claim": "a bond shuts out another",
    "another.rival": "only value counts",
    "another.alt": "Left, the value of the first partner (solid) and of the second (dashed) over three stretches of time, "
                   "with bars for who is there and a line for how far the animal is open for the second. Right, above: 24 "
                   "animals in three choice tests. Right, below: who would be preferred after other times alone.",
    "another.value": "Value of each partner",
    "another.first": "first",
    "another.second": "second",
    "another.gate": "open for the second",
    "another.who.first": "first only",
    "another.who.second": "second only",
    "another.who.both": "both",
    "another.who.alone": "alone",
    "another.days": "{days} d",
    "another.tests": "24 animals huddle",
    "another.test.first": "first /\nstranger",
    "another.test.second": "second /\nfirst",
    "another.test.accepted": "second /\nstranger",
    "another.gaps": "Who wins",
    "another.gaps.x": "days alone",
    "another.reported": "reported:\n4 weeks",
    "another.preset.soon": "A week alone",
    "another.preset.soon.note": "Ten days with the first, a week alone, five days with the second.",
    "another.preset.late": "Six weeks alone",
    "another.preset.late.note": "The same two partners. What has changed when the second comes?",
    "another.preset.meanwhile": "A second, while the first is there",
    "another.preset.meanwhile.note": "Ten days with the first alone, ten with both, ten more with the second.",
    "another.preset.room": "Room for two",
    "another.preset.room.note": "The same company, but a bond shuts out less. People bond to several at once: is this nearer "
                                "to them?",
    "another.preset.lamb": "A ewe and a strange lamb",
    "another.preset.lamb.note": "First: the own lamb. Second: a strange one, offered while the own is there. (Toy days, not a "
                                "ewe's hours.)",
    "another.preset.opened": "The ewe, opened again",
    "another.preset.opened.note": "The same, with a stimulus like that of a birth when the strange lamb comes.",
    "another.mission.shut_out": "Still a stranger: ten days or more with the second partner, and at the end it is treated "
                                "like a vole never met.",
    "another.mission.room": "Room for two: in the claim's world, at least ten days with both, and both worth more than 0.6 at "
                            "the end.",
    "another.mission.soon": "Sooner: no re-opening, inhibition at 2.2 or more, at most seven days alone, and the second wins.",
    "another.mission.worth": "Worth alone: where only value counts, let the second be clearly preferred to the first (80 % or "
                             "more).",
    "another.said": "{test} {stranger} {gap} Dopamine on meeting the first was {ratio} times that for a stranger when the "
                    "second came.",
    "another.test.said.first": "At the end the middle animal prefers the first partner: the second gets {share} of its "
                               "huddling.",
    "another.test.said.second": "At the end the middle animal prefers the second partner, who gets {share} of its huddling.",
    "another.test.said.neither": "At the end the middle animal prefers neither: the second gets {share} of its huddling.",
    "another.stranger.same": "Beside a stranger, the second is no more than a stranger ({share}).",
    "another.stranger.some": "Beside a stranger, the second is preferred a little ({share}).",
    "another.stranger.known": "Beside a stranger, the second is clearly preferred ({share}).",
    "another.gap.some": "With these two stays it takes {days} days alone before the second would win.",
    "another.gap.none": "With these two stays no time alone is needed for the second to win.",
    "another.gap.never": "With these two stays no time alone up to 60 days would let the second win.",
    # how a bond forms
    "forms.title": "How a bond forms",
    "forms.question": "How long must two be together before one prefers the other, and before it attacks strangers?",
    "forms.claim": "a bond needs time, and two receptors",
    "forms.rival.value": "only value counts",
    "forms.rival.one": "all dopamine does the same",
    "forms.alt": "Left, the share of huddling spent with the partner rather than a stranger, by hours together, for the "
                 "middle animal and 24 individuals, with marks above for what was found in female voles. Right, attacks on a "
                 "stranger and new D1-like receptors over the same time.",
    "forms.share": "Huddles with the partner",
    "forms.x": "time together",
    "forms.hour": "1 h",
    "forms.six": "6 h",
    "forms.day": "1 d",
    "forms.week": "1 wk",
    "forms.month": "30 d",
    "forms.attacks": "Attacks",
    "forms.found": "found:",
    "forms.yes": "yes",
    "forms.no": "no",
    "forms.mated": "mated",
    "forms.unmated": "not mated",
    "forms.attack_line": "attacks",
    "forms.receptors": "D1-like",
    "forms.preset.six": "Six hours",
    "forms.preset.six.note": "Not mated. In female voles: no preference.",
    "forms.preset.mated": "Six hours, mated",
    "forms.preset.mated.note": "In female voles: a preference.",
    "forms.preset.day": "A day and a night",
    "forms.preset.day.note": "24 hours, not mated. In female voles: a preference.",
    "forms.preset.drug": "Two weeks with a D1 drug",
    "forms.preset.drug.note": "D1-like receptors are switched on while the two live together.",
    "forms.preset.blocked": "Two weeks, then a D1 blocker",
    "forms.preset.blocked.note": "The bond is there. The receptors are blocked when a stranger comes.",
    "forms.mission.quick": "A bond in six hours: in the claim's world, six hours together, and 20 or more of the 24 clearly "
                           "prefer the partner.",
    "forms.mission.peaceful": "Fond of one, hostile to none: no drug and no blocker, 22 or more clearly prefer the partner, "
                              "and attacks stay below 0.02.",
    "forms.mission.immune": "A drug that does not matter: D1 drug fully on while they pair, and the middle animal huddles "
                            "with the partner for 95 % or more.",
    "forms.said": "After {time} together the middle animal gives its partner {share} of its huddling; {count} of 24 clearly "
                  "prefer it (more than two thirds). Attacks on a stranger: {attacks}, where 1 is the most there can be.",
    "forms.hours": "{hours} hours",
    "forms.days": "{days} days",
    # cells
    "cells.title": "Cells of their own",
    "cells.question": "200 cells of one animal. Which of them stand out when it approaches its partner, and which for a "
                      "stranger?",
    "cells.claim": "cells compete",
    "cells.rival": "nothing competes",
    "cells.alt": "Left, 200 cells by how much they fire on approaching the partner and on approaching an unknown vole; two "
                 "lines mark where a cell stands out. Right, over the days together: the share of cells that stand out for "
                 "the partner, for an unknown vole, for both, and for both by chance.",
    "cells.map": "Each mark is a cell",
    "cells.map.x": "fires for the partner (× mean)",
    "cells.map.y": "for a stranger (× mean)",
    "cells.sizes": "Share of all cells",
    "cells.sizes.x": "days together",
    "cells.partner": "partner",
    "cells.novel": "unknown vole",
    "cells.both": "both",
    "cells.chance": "chance",
    "cells.preset.strangers": "First day",
    "cells.preset.strangers.note": "Before any bond: both groups are about as big.",
    "cells.preset.pair": "Ten days together",
    "cells.preset.pair.note": "The partner's group has grown.",
    "cells.preset.busy": "More time together",
    "cells.preset.busy.note": "Six tenths of the time with the partner.",
    "cells.mission.third": "A third for one: in the claim's world, let more than a third of the cells stand out for the "
                           "partner.",
    "cells.mission.mixed": "Mixed up: let at least one cell in twelve stand out for both.",
    "cells.mission.still": "Company without change: ten days or more, cells that learn (0.5 or faster), and the partner's "
                           "group stays within 2 % of all cells of its first size.",
    "cells.said": "After {days} days {partner} of the cells stand out on approaching the partner, {novel} on approaching an "
                  "unknown vole, {both} on both, where chance would give {chance}. On approaching the partner all cells "
                  "together fire {activity} times as much as before.",
}

say = Phrases(WORDS)

CLEAR = 2 / 3
"""Share of huddling above which one is called clearly preferred."""


def count_clear(shares) -> int:
    """How many of the individuals clearly prefer the one to the other."""
    return int((shares > CLEAR).sum())


def describe_another(run, parameters, rival: bool) -> str:
    """The sentences under one partner and then another."""
    second, accepted, gap = run.middle_preference_second, run.middle_acceptance_second, run.replacement_gap
    test = "second" if second > 0.55 else "first" if second < 0.45 else "neither"
    stranger = "known" if accepted > CLEAR else "some" if accepted > 0.55 else "same"
    needed = "never" if math.isnan(gap) else "none" if gap < 0.05 else "some"
    return say("another.said", test=say(f"another.test.said.{test}", share=percent(second)),
               stranger=say(f"another.stranger.{stranger}", share=percent(accepted)),
               gap=say(f"another.gap.{needed}", days=number(gap, 1)), ratio=number(run.dopamine_ratio_apart, 1))


def describe_forms(run, parameters, rival: str) -> str:
    """The sentence under a bond that forms."""
    days = run.time[run.first_test]
    whole = abs(days - round(days)) < 1e-9
    hours = say("forms.hours", hours=number(24 * days, 0))
    time = hours if days < 2 else say("forms.days", days=number(days, 0 if whole else 2))
    return say("forms.said", time=time, share=percent(run.middle_preference_first), count=count_clear(run.preference_first),
               attacks=number(run.middle_aggression))


def describe_cells(run, parameters, rival: bool) -> str:
    """The sentence under the cells."""
    return say("cells.said", days=number(parameters.days, 0 if parameters.days % 1 == 0 else 1),
               partner=percent(run.partner_size[-1]), novel=percent(run.novel_size[-1]), both=percent(run.overlap[-1], 1),
               chance=percent(run.overlap_by_chance[-1], 1), activity=number(run.activity_partner[-1], 1))
