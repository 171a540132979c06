"""What the panel on behaviour first says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import numpy as np

from widgets.behaviour_first.measures import (
    by_birth,
    caring_first_day,
    caring_last_day,
    foreign_correlation,
    half_begun,
    halves,
    mixes_apart,
)
from widgets.behaviour_first.model import ANIMALS
from widgets.phrases import Phrases, number

WORDS = {
    "title": "Behaviour first",
    "column.latencies": "days until care (nan: not within 15)",
    "column.licked_in_priming": "licked pups during priming",
    "column.care_at_end": "care on day 15",
    "column.time": "time (days)",
    "column.care": "care, middle rat",
    "column.motivation": "motivation, middle rat",
    "column.avoidance": "avoidance, middle rat",
    "column.hormone": "hormones",
    "column.share_caring": "share of the rats that care",
    "column.other_habit": "second way came more easily at first",
    "column.gave_birth": "gave birth",
    "column.hours": "hours of care a day",
    "column.mix": "share of gentle touch at the end",
    "column.bond": "both traces together",
    "column.connectivity": "connectivity",
    "column.contact_first": "gentle touch in the session",
    "column.contact_second": "lively play in the session",
    "column.oxytocin_change": "change of oxytocin",
    # when care begins
    "begin.title": "When care begins",
    "begin.question": "Rats that never had young are put with pups. Which of them begin to care, and when?",
    "begin.claim": "doing leaves a trace",
    "begin.rival.near": "being near is enough",
    "begin.rival.hormones": "hormones do it all",
    "begin.alt": "Left, 24 rats as marks, the quickest at the bottom: how far right a mark stands says on which day that rat began to care; "
                 "triangles licked pups during priming. Purple: published medians. Right, motivation, avoidance, hormones and care of a rat in the middle.",
    "begin.rats": "Each rat's first day of care",
    "begin.rats.x": "day with pups",
    "begin.rats.y": "rats, quickest first",
    "begin.never": "not within 15 days",
    "begin.licked": "licked in priming",
    "begin.not_licked": "other rats",
    "begin.published": "published, pups of\n1–2, 3–12, 13–14 days",
    "begin.inside": "A middle rat",
    "begin.inside.x": "day (priming < 0)",
    "begin.care": "care",
    "begin.motivation": "motivation",
    "begin.avoidance": "avoidance",
    "begin.hormone": "hormones",
    "begin.preset.virgins": "Pups for the first time",
    "begin.preset.virgins.note": "No hormones, no priming: put with pups, day and night.",
    "begin.preset.birth": "As around a birth",
    "begin.preset.birth.note": "The same rats with the hormones of late pregnancy, for two days.",
    "begin.preset.senses": "Eight days of looking on",
    "begin.preset.senses.note": "Pups behind a mesh: seen, heard and smelled all day, never touched.",
    "begin.preset.brief": "A quarter of an hour a day",
    "begin.preset.brief.note": "As looking on, and 15 minutes a day in which the pups can be touched. Who licks?",
    "begin.preset.roomy": "A larger cage",
    "begin.preset.roomy.note": "More room, fewer meetings: pups within reach six tenths of the time.",
    "begin.mission.roomy": "Slower, but all: without hormones or priming, and with ordinary shyness, let half the rats take more than six days, and "
                           "all 24 begin within the fifteen.",
    "begin.mission.looking": "Looking on is enough: find the world in which rats that only looked on for eight days all care from the first hour.",
    "begin.mission.lick": "Let half of them lick: at least 12 of 24 during priming, with eight hours of contact a day or fewer, and ordinary "
                          "shyness.",
    "begin.mission.mouse": "Within a day: half the rats or more, without hormones and without priming, where doing leaves a trace.",
    "begin.said": "{begun} of 24 rats begin to care within 15 days; half of all of them within {median} days.",
    "begin.said_at_once": "{begun} of 24 rats begin to care within 15 days; at least half of all of them at once.",
    "begin.said_few": "{begun} of 24 rats begin to care within 15 days: fewer than half.",
    "begin.said_none": "None of the 24 rats begins to care within 15 days.",
    "begin.said_out_of_reach": "The pups are out of reach, so no rat can care for them.",
    "begin.primed": "During priming {licked} of 24 lick the pups.",
    "begin.primed_rival": "During priming {licked} of 24 lick the pups; in this world that makes no difference.",
    "begin.looked_on": "During priming the pups can be seen, heard and smelled, not licked.",
    # what keeps it going
    "keep.title": "What keeps it going",
    "keep.question": "The hormones that began the care are gone. Does it stop?",
    "keep.claim": "doing leaves a trace",
    "keep.rival.near": "being near is enough",
    "keep.rival.hormones": "hormones do it all",
    "keep.alt": "Left, care against the push towards it (hormones less avoidance): where a rat can stay, where it cannot, and the path of a rat in the "
                "middle. Right, how many of the rats care, by day, and how much each of 24 cares on day 15.",
    "keep.plane": "Care, by the push towards it",
    "keep.plane.x": "push: hormones less avoidance",
    "keep.plane.y": "care",
    "keep.stays": "can stay here",
    "keep.leaves": "cannot stay",
    "keep.path": "middle rat, □ to ●",
    "keep.days": "Do they go on?",
    "keep.days.x": "day with pups",
    "keep.days.y": "share of 24 that care",
    "keep.each": "care of each,\nday 15",
    "keep.hormones": "hormones",
    "keep.day": "Day",
    "keep.day.meaning": "the day up to which the rat's path is drawn",
    "keep.preset.birth": "As around a birth",
    "keep.preset.birth.note": "Hormones for two days, then none.",
    "keep.preset.shy": "They never get used to pups",
    "keep.preset.shy.note": "The same, but avoidance cannot fade. Whatever keeps care going now, it is not that.",
    "keep.preset.no_trace": "Doing leaves no trace",
    "keep.preset.no_trace.note": "The same two days of hormones, and nothing is learned from caring.",
    "keep.preset.virgins": "No hormones at all",
    "keep.preset.virgins.note": "The slow road. Where does the path jump?",
    "keep.mission.kept": "Kept by doing alone: hormones gone by day 3, avoidance that cannot fade, and at least 18 of 24 care on day 15.",
    "keep.mission.lost": "Begun and lost: where doing could leave a trace, let 20 rats or more care on the first day and at most 2 on day 15.",
    "keep.mission.smooth": "No jump: let all 24 care on day 15 in a world of doing that has no two ways to stay.",
    "keep.said": "On the first day, {first} of 24 rats care; on day 15, it is {last}.",
    "keep.between": "Between a push of {off} and {on}, care that has begun goes on, and care that has not does not begin.",
    "keep.smooth": "In this world the same push brings the same care, whatever came before.",
    "keep.apart": "The pups are out of reach: no rat can care.",
    # ways of contact
    "touch.title": "Ways of contact",
    "touch.question": "After a quarter of an hour with the child: in whom does oxytocin rise?",
    "touch.claim": "what is done leaves a trace",
    "touch.rival.any": "any contact counts the same",
    "touch.rival.fixed": "giving birth sets it",
    "touch.alt": "Three pictures. The change of oxytocin against how much contact of one's own way, and of the other way, there was in a session; bars are the "
                 "means of the half with less and the half with more. Then the share of gentle touch over time, in two groups with different habits.",
    "touch.own": "Own way",
    "touch.other": "Other way",
    "touch.amount": "how much of it",
    "touch.rise": "change of oxytocin",
    "touch.means": "mean of each half",
    "touch.mix": "Gentle touch",
    "touch.first_day": "first\nday",
    "touch.last_day": "last\nday",
    "touch.gentle": "gentle habit",
    "touch.lively": "lively habit",
    "touch.bonds": "bonds {one}, {other}",
    "touch.preset.parents": "Two habits",
    "touch.preset.parents.note": "Half of the people begin a little more with gentle touch, half with lively play.",
    "touch.preset.slight": "Almost alike at first",
    "touch.preset.slight.note": "A slight difference of habit. What becomes of it?",
    "touch.preset.any": "Contact is contact",
    "touch.preset.any.note": "A rival's world. Which of the two clouds of marks begins to slope?",
    "touch.preset.born": "Set by birth",
    "touch.preset.born.note": "A rival's world. Could the study of parents have told it from the claim's?",
    "touch.mission.foreign": "The other way counts: let oxytocin go with contact of the other way (a correlation of 0.2 or more).",
    "touch.mission.apart": "From almost alike: begin with a habit of 0.1 or less, and end with mixes at least half apart and bonds less than 0.03 "
                           "apart.",
    "touch.mission.steady": "Stay as they are: where doing leaves a trace and the habit is 0.3 or more, let the mixes be no further apart on the last "
                            "day than on the first.",
    "touch.said": "Oxytocin rises by {more} in the half with more contact of their own way and by {less} in the other half; with contact of the other "
                  "way it correlates by r = {foreign}.",
    "touch.said_mix": "The two groups begin {before} apart in their share of gentle touch and end {after} apart; their bonds differ by {gap}.",
    "touch.said_mix_fixed": "The two groups are {after} apart in their share of gentle touch, on the first day as on the last.",
    # hours of care
    "hours.title": "Hours of care",
    "hours.question": "Two regions of the brain are more closely connected in caregivers who care for longer. Did the care do it?",
    "hours.claim": "what is done leaves a trace",
    "hours.rival.selection": "those drawn to care give more of it",
    "hours.rival.fixed": "giving birth sets it",
    "hours.alt": "Left, connectivity against hours of care a day for 120 caregivers, those who gave birth and those who did not, with the means of the third with "
                 "least, middle and most hours. Right, connectivity of those who gave birth and those who did not.",
    "hours.cloud": "Connectivity, by hours of care",
    "hours.cloud.x": "hours of care a day",
    "hours.birth": "gave\nbirth",
    "hours.birth_long": "gave birth",
    "hours.no_birth": "did\nnot",
    "hours.no_birth_long": "did not give birth",
    "hours.thirds": "means of thirds of these",
    "hours.by_birth": "By birth",
    "hours.correlation": "r = {r}",
    "hours.preset.study": "As in the study",
    "hours.preset.study.note": "People choose how much they care. Nobody sets the hours.",
    "hours.preset.drawn": "Drawn to children",
    "hours.preset.drawn.note": "A rival's world: doing changes nothing. Compare it with the first preset.",
    "hours.preset.lot": "A lot decides",
    "hours.preset.lot.note": "The claim's world, with hours set by lot.",
    "hours.preset.drawn_lot": "Drawn to children, a lot decides",
    "hours.preset.drawn_lot.note": "The rival's world again, with hours set by lot.",
    "hours.preset.born": "Set by birth",
    "hours.preset.born.note": "A rival's world: who gave birth has it, who did not has half.",
    "hours.mission.drawn": "Doing does nothing, and yet: find a correlation of 0.6 or more in a world in which care changes nothing.",
    "hours.mission.caught": "Catch it: in that same world, with hours that differ as much as at the start, bring the correlation to between −0.15 and "
                            "0.15.",
    "hours.mission.hidden": "There, but not seen: where doing leaves a trace and hours differ as much as at the start, let the correlation fall "
                            "below 0.4.",
    "hours.mission.born": "Born to it: let those who gave birth have at least 0.2 more connectivity than the others.",
    "hours.said": "Among those who did not give birth, hours of care and connectivity correlate by r = {r}. Mean connectivity: {birth} in those "
                  "who gave birth, {others} in the others.",
    "hours.said_alike": "All give the same hours, so nothing can go with them. Mean connectivity: {birth} in those who gave birth, {others} in the "
                        "others.",
    "hours.nothing_done": "Care itself changes nothing in this world.",
    "hours.by_lot": "A lot set the hours.",
    "hours.by_choice": "People chose the hours themselves.",
}

say = Phrases(WORDS)


def describe_begin(run, parameters, rival: str) -> str:
    """The sentence under when care begins."""
    begun = int(np.isfinite(run.latencies).sum())
    if parameters.contact == 0:
        name = "begin.said_out_of_reach"
    else:
        name = "begin.said_none" if not begun else "begin.said_few" if begun < ANIMALS // 2 else "begin.said"
    half = half_begun(run)
    if name == "begin.said" and half == 0:
        name = "begin.said_at_once"
    said = say(name, begun=begun, median=number(half, 1))
    if not parameters.priming_days:
        return said
    if not parameters.priming_hours:
        return f"{said} {say('begin.looked_on')}"
    licked = int(run.licked_in_priming.sum())
    return f"{said} {say('begin.primed_rival' if rival else 'begin.primed', licked=licked)}"


def describe_keep(run, parameters, rival: str) -> str:
    """The sentence under what keeps care going."""
    if parameters.contact == 0:
        return say("keep.apart")
    said = say("keep.said", first=caring_first_day(run), last=caring_last_day(run))
    if np.isnan(run.threshold_on):
        return f"{said} {say('keep.smooth')}"
    return f"{said} {say('keep.between', off=number(run.threshold_off), on=number(run.threshold_on))}"


def describe_touch(run, parameters, rival: str) -> str:
    """The sentence under ways of contact."""
    less, more = halves(run)
    said = say("touch.said", more=number(more), less=number(less), foreign=number(foreign_correlation(run)))
    before, after = mixes_apart(run)
    mix = say("touch.said_mix_fixed", after=number(after)) if rival == "fixed" else say(
        "touch.said_mix", before=number(before), after=number(after), gap=number(abs(run.bond_gap)))
    return f"{said} {mix}"


def describe_hours(run, parameters, rival: str) -> str:
    """The sentence under hours of care."""
    birth, others = by_birth(run)
    who = say("hours.by_lot" if parameters.hours_by == "lot" else "hours.by_choice")
    name = "hours.said" if parameters.hours_spread else "hours.said_alike"
    said = say(name, r=number(run.hours_correlation), birth=number(birth), others=number(others))
    return " ".join([said, *([who] if parameters.hours_spread else []), *([say("hours.nothing_done")] if rival else [])])
