"""What the panel on oxytocin and dopamine says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import math

from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "Two receptors and a bond",
    # what opens the gate
    "gate.title": "What opens the gate",
    "gate.question": "Oxytocin, dopamine, drugs that act like them and drugs that block them. What does it take for a bond?",
    "gate.claim": "both at once: oxytocin and dopamine",
    "gate.rival.additive": "they add up, and the sum must be large enough",
    "gate.rival.either": "either of the two is enough",
    "gate.rival.oxytocin_first": "a chain: oxytocin releases dopamine, and dopamine does it",
    "gate.rival.dopamine_first": "a chain: dopamine releases oxytocin, and oxytocin does it",
    "gate.rival.any_dopamine": "both at once, and any dopamine receptor will do",
    "gate.alt": "Left, a square: dopamine's part to the right, oxytocin's part upwards, with the region in which a bond forms "
                "shaded. Eight numbered squares are eight published treatments, filled where a bond was reported. A large dot is "
                "the treatment on the sliders. Right, the eight treatments as a list with what was reported and what this world "
                "gives.",
    "gate.map": "Eight treatments, and yours",
    "gate.dopamine": "dopamine's part",
    "gate.oxytocin": "oxytocin's part",
    "gate.bond": "bond",
    "gate.no_bond": "no bond",
    "gate.reported": "found",
    "gate.toy": "here",
    "gate.cell.0": "1  nothing given",
    "gate.cell.1": "2  mating",
    "gate.cell.2": "3  oxytocin",
    "gate.cell.3": "4  D2 agonist",
    "gate.cell.4": "5  oxytocin, D2 blocked",
    "gate.cell.5": "6  D2 agonist, OT blocked",
    "gate.cell.6": "7  mating, OT blocked",
    "gate.cell.7": "8  mating, D2 blocked",
    "gate.cell_short.0": "1 nothing",
    "gate.cell_short.1": "2 mating",
    "gate.cell_short.2": "3 OT",
    "gate.cell_short.3": "4 D2 agonist",
    "gate.cell_short.4": "5 OT, D2 block",
    "gate.cell_short.5": "6 D2, OT block",
    "gate.cell_short.6": "7 mating, OT bl.",
    "gate.cell_short.7": "8 mating, D2 bl.",
    "gate.right": "{count} of 8 right",
    "gate.own": "{share} of 40",
    "gate.preset.alone": "Six hours side by side",
    "gate.preset.alone.note": "No mating, no drug. Hardly any vole bonds.",
    "gate.preset.oxytocin": "Oxytocin, given",
    "gate.preset.oxytocin.note": "Treatment 3. Watch where the large dot goes.",
    "gate.preset.agonist": "A D2 agonist, given",
    "gate.preset.agonist.note": "Treatment 4. Another way in.",
    "gate.preset.blocked": "Oxytocin, and a block of D2",
    "gate.preset.blocked.note": "Treatment 5. Then switch worlds: which of them still makes a bond?",
    "gate.preset.mates": "Mating, and a D1 agonist",
    "gate.preset.mates.note": "Nothing is blocked here. Something else says no.",
    "gate.mission.block": "One block is enough: in the claim's world, give oxytocin (5 or more) and nothing else but a block of D2, and "
                          "keep nine in ten from bonding.",
    "gate.mission.either": "Catch the wrong rule: in the world where either is enough, make most bond in spite of a block of 20 or more.",
    "gate.mission.chain": "Catch a chain: in a chain's world, block the first substance's receptor alone (20 or more) and make most bond.",
    "gate.mission.veto": "Say no: in the claim's world, give oxytocin or the D2 agonist (5 or more), block nothing, and yet keep nine "
                         "in ten from bonding.",
    "gate.own_bond": "Oxytocin's part is {oxytocin} and dopamine's {dopamine}: inside the shaded region. Of 40 voles {count} bond in "
                     "six hours.",
    "gate.own_no_bond": "Oxytocin's part is {oxytocin} and dopamine's {dopamine}: outside the shaded region. Of 40 voles {count} "
                        "bond in six hours.",
    "gate.fits": "{own} This world gets all eight treatments right.",
    "gate.fails": "{own} This world gets {right} of the eight treatments right.",
    # which rules the table rejects
    "rules.title": "Which rules fit",
    "rules.question": "Nobody knows the doses in the toy's units. So try 2000 guesses: which rules could have given the table?",
    "rules.claim": "all eight treatments",
    "rules.rival": "only the four without a block",
    "rules.alt": "Five rows, one for each rule. In each a hill shows, over 2000 guesses at the doses, how much room there is for a "
                 "threshold: right of zero some threshold reproduces the table, left of zero none does. A percentage says how often "
                 "one does.",
    "rules.axis": "room for a threshold (share of the rule's range)",
    "rules.axis_short": "room for a threshold",
    "rules.none_fits": "no threshold fits",
    "rules.one_fits": "one fits",
    "rules.row.0": "both at once",
    "rules.row.1": "they add up",
    "rules.row.2": "either",
    "rules.row.3": "oxytocin first",
    "rules.row.4": "dopamine first",
    "rules.share": "{share}",
    "rules.heading": "How often it fits",
    "rules.preset.usual": "The usual guess",
    "rules.preset.usual.note": "Typical doses, each unsure by a factor of 1.5.",
    "rules.preset.mating": "Mating releases more",
    "rules.preset.mating.note": "Twice as much oxytocin and dopamine in mating. Compare the two upper rows.",
    "rules.preset.large": "Large doses",
    "rules.preset.large.note": "Four times as much agonist. Which of the two upper rows suffers?",
    "rules.preset.small": "Small doses",
    "rules.preset.small.note": "A fifth of the agonist. Two chains come back to life.",
    "rules.mission.rejects": "Tell the first two apart: find doses at which both at once fits in more than 90 % and adding up in fewer "
                             "than 10 %.",
    "rules.mission.level": "Take the advantage away: let adding up have as much room as both at once, or more, and both fit in "
                           "more than 90 %.",
    "rules.mission.chain": "Save a chain: let one of the two chains fit the eight treatments in more than half of the guesses.",
    "rules.mission.blind": "See nothing: without the blocks, let all five rules fit in more than 90 %.",
    "rules.says": "All eight treatments come out right in {both} of 2000 guesses if it takes both at once, in {additive} if the two "
                  "add up, in {either} if either is enough, and in {oxytocin} and {dopamine} for the two chains.",
    "rules.says_rival": "The four treatments without a block come out right in {both} of 2000 guesses if it takes both at once, in "
                        "{additive} if the two add up, in {either} if either is enough, and in {oxytocin} and {dopamine} for the two "
                        "chains.",
    # when it is given
    "timing.title": "Before or after",
    "timing.question": "One dose of an agonist of the oxytocin receptor. Does it matter when it is given?",
    "timing.claim": "an open gate learns what is there, also that nobody is",
    "timing.rival": "an open gate only ever adds",
    "timing.alt": "Above, preference over time with the agonist, solid, and with vehicle, dashed, the hours together shaded; beside "
                  "it each of forty voles at the end, with vehicle and with the agonist. Below, what the agonist does by the "
                  "moment at which it is given: above zero it helps, below zero it hinders.",
    "timing.course": "Preference for the partner",
    "timing.ends": "40 voles",
    "timing.hours": "hours since they met",
    "timing.effect": "Its effect, by the moment it is given",
    "timing.helps": "helps",
    "timing.hinders": "hinders",
    "timing.agonist": "agonist",
    "timing.agonist_short": "drug",
    "timing.vehicle": "vehicle",
    "timing.together": "together",
    "timing.given": "given",
    "timing.preset.before": "Half an hour before",
    "timing.preset.before.note": "The drug is there when they meet.",
    "timing.preset.after": "A quarter of an hour after",
    "timing.preset.after.note": "They have been parted. The same drug, the same dose.",
    "timing.preset.short": "Three hours, given before",
    "timing.preset.short.note": "Too short for some. Whom does the drug help over the line?",
    "timing.preset.stays": "A drug that stays for hours",
    "timing.preset.stays.note": "Given before, and still there when they are parted.",
    "timing.mission.harm": "Undo it: give the drug after they are parted, so that hardly any vole is bonded that would have been.",
    "timing.mission.help": "Help over the line: with a shorter time together, let at least ten voles more than with vehicle be "
                           "bonded at the end.",
    "timing.mission.long": "Before, and yet against: give it before they meet, and let it hinder.",
    "timing.raises": "Given {when}, the agonist raises preference at the end from {vehicle} to {agonist}. {count} of 40 voles are bonded; "
                     "with vehicle {count_vehicle}.",
    "timing.lowers": "Given {when}, the agonist lowers preference at the end from {vehicle} to {agonist}. {count} of 40 voles are bonded; "
                     "with vehicle {count_vehicle}.",
    "timing.nothing": "Given {when}, the agonist changes nothing that shows: preference at the end is {agonist}. {count} of 40 "
                      "voles are bonded; with vehicle {count_vehicle}.",
    "when.before": "{hours} h before they meet",
    "when.meeting": "as they meet",
    "when.during": "{hours} h after they met",
    "when.parting": "as they are parted",
    "when.after": "{hours} h after they were parted",
    "when.never": "when the test is over",
    # never having had it
    "without.title": "Without the receptor",
    "without.question": "Some voles never had the oxytocin receptor; others lose it, or have it blocked. Do they bond alike?",
    "without.claim": "something stands in, if the loss comes early",
    "without.rival.indispensable": "nothing can stand in",
    "without.rival.unneeded": "the receptor was never needed",
    "without.alt": "Above, preference over days for a vole with all its oxytocin receptors, solid, and for one that lost some, dashed, "
                   "while together and then apart; beside it forty voles of each kind as they are parted. Below, how much stands in "
                   "for the lost receptors, by the age at the loss.",
    "without.course": "Preference, by day",
    "without.ends": "40 each",
    "without.by_age": "What stands in, by age at loss (days)",
    "without.intact": "intact",
    "without.lost_short": "loss",
    "without.apart": "apart",
    "without.bonded": "bonded",
    "without.preset.lifelong": "Never had it, with a mate",
    "without.preset.lifelong.note": "As in three lines of voles without the receptor.",
    "without.preset.juvenile": "Most of it lost when young",
    "without.preset.juvenile.note": "As in voles whose receptor was reduced from juvenile age; here by 85 %.",
    "without.preset.adult": "Blocked in an adult",
    "without.preset.adult.note": "What an antagonist does. Too late for anything to stand in.",
    "without.preset.peer": "Never had it, with a peer",
    "without.preset.peer.note": "Without mating there is less of both substances. Late to come, and soon gone?",
    "without.mission.less": "Less is worse: with half a day together at most and no less to stand in than at the start, find a loss of less "
                            "than all receptors that leaves hardly any mates bonded, as the lifelong loss of all does not.",
    "without.mission.peer": "Late, but there: with a peer and none of the receptors from birth, let most voles be bonded after a day at "
                            "most.",
    "without.mission.last": "The last day: all receptors lost on day 10 or later, and still most voles bond with a mate in half a day "
                            "at most.",
    "without.none_lost": "No receptor is lost, so both voles are alike: after {days} d together {count} of 40 are bonded.",
    "without.unneeded": "What was lost changes nothing here: after {days} d together {count} of 40 voles are bonded, with the loss and "
                        "without it.",
    "without.both": "After {days} d together {count} of 40 voles are bonded with the loss, {count_intact} without it. The typical one "
                    "takes {late} d to bond, an intact one {soon} d. Apart, the typical one loses half of its preference in "
                    "{kept} d, an intact one in {kept_intact} d.",
    "without.never": "After {days} d together {count} of 40 voles are bonded with the loss, {count_intact} without it. The typical one "
                     "would not bond in a year; an intact one takes {soon} d.",
    # what the pictures share
    "pinned": "pinned",
    "column.time": "time (h)",
    "column.time_days": "time (d)",
    "column.preference": "preference",
    "column.preference_vehicle": "preference, vehicle",
    "column.preference_intact": "preference, intact",
    "column.agonist": "agonist (K)",
    "column.otr_occupancy": "OT receptors occupied",
    "column.drive": "how far the gate is open",
    "column.treatment": "treatment",
    "column.oxytocin": "oxytocin's part",
    "column.dopamine": "dopamine's part",
    "column.reported": "bond reported (1 yes)",
    "column.share": "share bonded",
    "column.rule.0": "both at once",
    "column.rule.1": "they add up",
    "column.rule.2": "either",
    "column.rule.3": "oxytocin first",
    "column.rule.4": "dopamine first",
}

say = Phrases(WORDS)
ANIMALS = 40
YEAR = 365.0


def count(share: float) -> int:
    """How many of forty."""
    return round(ANIMALS * share)


def describe_gate(run, parameters, rival: str) -> str:
    """The sentence under the square."""
    own = say("gate.own_bond" if run.bonded else "gate.own_no_bond", oxytocin=number(run.own_oxytocin), dopamine=number(run.own_dopamine),
              count=count(run.share_bonded))
    return say("gate.fits" if run.cells_right == 8 else "gate.fails", own=own, right=run.cells_right)


def describe_rules(run, parameters, rival: bool) -> str:
    """The sentence under the five rules."""
    names = ("both", "additive", "either", "oxytocin", "dopamine")
    return say("rules.says_rival" if rival else "rules.says", **{name: percent(share) for name, share in zip(names, run.reproduced.tolist())})


def when(given_at: float, pairing_hours: float, over: float) -> str:
    """The moment of giving, in words."""
    if given_at < 0:
        return say("when.before", hours=number(-given_at))
    if given_at == 0:
        return say("when.meeting")
    if given_at < pairing_hours:
        return say("when.during", hours=number(given_at))
    if given_at == pairing_hours:
        return say("when.parting")
    return say("when.after", hours=number(given_at - pairing_hours)) if given_at < over else say("when.never")


def describe_timing(run, parameters, rival: bool) -> str:
    """The sentence under before and after."""
    kind = "nothing" if abs(run.effect) < 0.005 else "raises" if run.effect > 0 else "lowers"
    return say(f"timing.{kind}", when=when(run.given_at, run.pairing_hours, float(run.time[-1])), vehicle=number(run.final_vehicle),
               agonist=number(run.final), count=count(run.share_bonded), count_vehicle=count(run.share_vehicle))


def describe_compensation(run, parameters, rival: str) -> str:
    """The sentence under the loss."""
    values = {"days": number(parameters.together_days), "count": count(run.share_bonded), "count_intact": count(run.share_intact),
              "soon": number(run.days_to_bond_intact)}
    if parameters.receptor_loss == 0:
        return say("without.none_lost", **values)
    if rival == "unneeded":
        return say("without.unneeded", **values)
    if math.isnan(run.days_to_bond) or run.days_to_bond > YEAR:
        return say("without.never", **values)
    return say("without.both", late=number(run.days_to_bond), kept=number(run.days_kept, 1), kept_intact=number(run.days_kept_intact, 1),
               **values)
