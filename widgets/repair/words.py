"""What the panel on repair says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import numpy as np

from widgets.phrases import Phrases, number
from widgets.repair.model import AGE_STEP, PEOPLE

WORDS = {
    "title": "Later bonds",
    # a window and a bond
    "window.title": "A window and a bond",
    "window.question": "Forty people's early bonds were poor. Later they meet other bonds, and a window may open. Who "
                       "crosses over?",
    "window.claim": "two wells: it takes a good bond, and an open window helps",
    "window.rival.single": "one well: nothing is ever settled, present bonds are all",
    "window.rival.alone": "a window alone: it opens, and nobody meets a better bond",
    "window.alt": "Above, the quality of bonds over 26 years, one kind dashed and another solid, over a shaded area that "
                  "shows how good a "
                  "bond must be to lead out of the lower well; the area dips where a window is open. Below, forty thin "
                  "lines: the security "
                  "of each person with the other bond, with both means as thick lines. At the right edge each person at 26, "
                  "once for each "
                  "bond, as a dot, with counts above and below.",
    "window.bond": "Quality of bonds",
    "window.needed": "too weak to lead across",
    "window.needed_short": "too weak",
    "window.one": "one kind",
    "window.another": "another",
    "window.security": "Security of forty people",
    "window.secure": "secure\nside",
    "window.insecure": "insecure\nside",
    "window.age": "age (years)",
    "window.at_end": "at 26",
    "window.change": "bonds change",
    "window.preset.both": "A window and a good bond",
    "window.preset.both.note": "Bonds change at three; the window opens again at twelve.",
    "window.preset.only_window": "A window, no better bond",
    "window.preset.only_window.note": "It opens as wide; what comes in is neither good nor poor.",
    "window.preset.only_bond": "A good bond, no window",
    "window.preset.only_bond.note": "Some cross, some do not. The bond is the same for all.",
    "window.preset.very_good": "A very good bond, no window",
    "window.preset.very_good.note": "Strong enough to lead out of the well by itself.",
    "window.preset.after": "Met after the window",
    "window.preset.after.note": "The same good bond, from fourteen on, when the window has all but shut.",
    "window.mission.without": "No window: in the claim's world, with the late window shut (r is 0) and bonds that change at "
                              "10 or later, lead at "
                              "least 36 people across.",
    "window.mission.in_vain": "In vain: in the claim's world, let bonds change before a late window that opens wide (r is "
                              "1), and let at most 6 of 35 "
                              "or more cross.",
    "window.mission.timing": "In time: with bonds that change at 14 or later and are no better than 0.2, lead at least 28 "
                             "across in the claim's "
                             "world.",
    "window.mission.luck": "Same bond, different ends: in the claim's world, let 15 to 25 of the forty cross, and the others "
                           "not.",
    "window.nobody": "When bonds changed, at {age} years, nobody was on the insecure side. {why}",
    "window.crossed": "When bonds changed, at {age} years, {began} of 40 were on the insecure side. At 26, {another} of "
                      "these are on the secure side "
                      "with the other bond ({high}), and {one} with the one kind ({low}). {why}",
    "window.crossed_alone": "When bonds changed, at {age} years, {began} of 40 were on the insecure side. Here nobody meets "
                            "a better bond than the "
                            "one kind ({low}); at 26, {another} of these are on the secure side. {why}",
    "window.alone_always": "That bond is strong enough to lead across at any age.",
    "window.alone_open": "That bond is strong enough to lead across while a window is open, and otherwise leaves it to "
                         "chance.",
    "window.alone_never": "That bond is never strong enough to lead across; whoever crosses does so by chance, or by ups and "
                          "downs.",
    "window.why_single": "With one well nothing holds anybody.",
    "window.why_always": "The other bond is strong enough to lead across at any age.",
    "window.why_open": "The other bond is strong enough to lead across while a window is open, and otherwise leaves it to "
                       "chance.",
    "window.why_never": "The other bond is never strong enough to lead across; whoever crosses does so by chance, or by ups "
                        "and downs.",
    # a new family
    "placement.title": "A new family",
    "placement.question": "The same children come to a family at different ages. Is a difference left later?",
    "placement.claim": "two wells, and a window that closes in the first years",
    "placement.rival.single": "one well: only present care counts",
    "placement.rival.no_better": "an open window alone: the new family cares as the institution did",
    "placement.alt": "First, the difference left between children who were always in the family and those placed at each "
                     "age, as a line with "
                     "dots, over published values for adopted children: a shaded band after twelve months and a line at "
                     "nothing before. "
                     "Second, forty children as dots, three times: always there, placed at the chosen age, never placed.",
    "placement.gap": "Difference left, d",
    "placement.months": "age at placement (months)",
    "placement.published_late": "published, after 12 months",
    "placement.published_short": "after 12 months",
    "placement.published_early": "published:\nnone",
    "placement.chosen": "chosen age",
    "placement.toy": "this toy",
    "placement.children": "Forty children",
    "placement.always": "always\nthere",
    "placement.placed": "placed",
    "placement.stayed": "stayed",
    "placement.preset.toddler": "A year and a half",
    "placement.preset.toddler.note": "A poor start, then a good family.",
    "placement.preset.baby": "Six months",
    "placement.preset.baby.note": "The same family, a year sooner.",
    "placement.preset.long": "A domain that stays open",
    "placement.preset.long.note": "Placed at three years, but with a window that closes over ten.",
    "placement.preset.sixteen": "Seen again at sixteen",
    "placement.preset.sixteen.note": "The same children, eleven years later.",
    "placement.preset.poor": "The other way round",
    "placement.preset.poor.note": "Good care first, poor care after: what was settled protects.",
    "placement.mission.published": "As published: in the claim's world, let the mean difference be below 0.2 for ages under "
                                   "12 months, and from 0.49 to "
                                   "1.12 for ages above.",
    "placement.mission.late": "Late, and no difference: in the claim's world, with care before at −0.2 or poorer, leave less "
                              "than 0.2 even after "
                              "placement at 36 months.",
    "placement.mission.fade": "It fades: in the claim's world, leave 0.2 to 0.5 on average after 12 months, with the test at "
                              "12 years or later.",
    "placement.both": "{counts} {gap}",
    "placement.counts": "Placed at {age} months, {placed} of 40 children are on the secure side at {test} years; {always} of "
                        "40 if they had always been "
                        "there, {stayed} of 40 if they had never come.",
    "placement.gap_said": "Over 200 children, a difference of d = {gap} is left.",
    "placement.no_gap": "Over 200 children, hardly any difference is left (d = {gap}).",
    "placement.reversed": "Over 200 children, those placed now do better than if they had always been there (d = {gap}).",
    # who gains
    "who.title": "Who gains",
    "who.question": "The same later bonds for people with a poor and with a good start: to whom do they make a difference?",
    "who.claim": "two wells: it depends on where one stands",
    "who.rival.single": "one well: they help everybody alike",
    "who.rival.alone": "a window alone: nobody meets a better bond",
    "who.alt": "First, the security of forty people at 26 in four lives, as four columns of dots with counts above and "
               "below: after low early "
               "bonds with one kind of later bond and with another, and the same after high early bonds. Second, two bars: "
               "how many people more "
               "are on the secure side with the other bond, after each start.",
    "who.ends": "The same forty at 26, in four lives",
    "who.ends_short": "The same forty at 26",
    "who.gain": "Added by the\nother bond",
    "who.after_low": "after low\nearly bonds",
    "who.after_high": "after high\nearly bonds",
    "who.low": "low",
    "who.high": "high",
    "who.early": "early bonds",
    "who.one": "one",
    "who.another": "another",
    "who.people": "people of 40",
    "who.preset.partner": "A good partner at twenty",
    "who.preset.partner.note": "Compared with an ordinary one; no window.",
    "who.preset.poor": "Compared with a poor one",
    "who.preset.poor.note": "The same good partner, but the other half meet a poor one.",
    "who.preset.youth": "Changed at three, a window at twelve",
    "who.preset.youth.note": "One kind is neither good nor poor, the other fairly good.",
    "who.preset.undo": "A window lets in a poor bond too",
    "who.preset.undo.note": "Look at the third column. Then shut the window.",
    "who.mission.history": "History counts: in the claim's world, let the other bond add 30 people or more after a low start "
                           "and at most 2 after a high "
                           "one.",
    "who.mission.alike": "No law: in the claim's world, let it add 20 or more after either start, and nearly as many (3 at "
                         "most between them).",
    "who.mission.undo": "Both ways: in the claim's world, with no later bond below −0.2, let 30 or more of those who were on "
                        "the secure side leave it.",
    "who.both": "{low} {high} {sum}",
    "who.after_low_said": "After low early bonds, {one} of 40 are on the secure side at 26 with one kind of later bond, "
                          "{another} with the other.",
    "who.after_high_said": "After high early bonds, {one} and {another}.",
    "who.sum_low": "So the other bond changes more after a low start.",
    "who.sum_high": "So the other bond changes more after a high start.",
    "who.sum_even": "So the other bond changes about as much after either start.",
    "who.sum_nothing": "So it makes no difference which.",
    # columns of the data
    "column.age": "age (years)",
    "column.openness": "how open the window is (0 to 1)",
    "column.bond_needed": "bond that leads across",
    "column.placement_age": "age at placement (months)",
    "column.gap_left": "difference left (d)",
    "column.secure_share": "share on the secure side",
    "column.bonds_one": "one kind of bond, quality",
    "column.bonds_another": "the other bond, quality",
    "column.mean_one": "mean security, one kind",
    "column.mean_another": "mean security, the other",
    "column.low_one": "share secure: low, then one kind",
    "column.low_another": "share secure: low, then the other",
    "column.high_one": "share secure: high, then one kind",
    "column.high_another": "share secure: high, then the other",
}


say = Phrases(WORDS)


def count_crossed(run, parameters) -> tuple[int, int, int]:
    """How many of the forty were on the insecure side when bonds changed; of these on the secure side at 26: other, one kind."""
    at = round(parameters.change_age / AGE_STEP)
    insecure = run.security[1, :, at] <= 0
    ends = run.security[:2, :, -1] > 0
    return int(insecure.sum()), int((insecure & ends[1]).sum()), int((insecure & ends[0]).sum())


def describe_window(run, parameters, rival: str) -> str:
    """The sentence under a window and a bond."""
    began, another, one = count_crossed(run, parameters)
    later = run.age >= parameters.change_age
    enough = run.bonds[1, later] > run.bond_needed[later]
    kind = "single" if rival == "single" else "always" if enough.all() else "open" if enough.any() else "never"
    why = say(f"window.{'alone' if rival == 'alone' else 'why'}_{kind}")
    values = {"age": number(parameters.change_age, 2).rstrip("0").rstrip("."), "began": began, "another": another, "one": one,
              "high": number(parameters.later_high), "low": number(parameters.later_low), "why": why}
    if began == 0:
        return say("window.nobody", **values)
    return say("window.crossed_alone" if rival == "alone" else "window.crossed", **values)


def describe_placement(run, parameters, rival: str) -> str:
    """The sentence under a new family."""
    counted = [int((group > 0).sum()) for group in (run.placed, run.always, run.stayed)]
    counts = say("placement.counts", age=number(run.placed_at, 0), test=number(parameters.test_age, 0),
                 **dict(zip(("placed", "always", "stayed"), counted)))
    kind = "no_gap" if abs(run.gap_placed) < 0.1 else "gap_said" if run.gap_placed > 0 else "reversed"
    return say("placement.both", counts=counts, gap=say(f"placement.{kind}", gap=number(run.gap_placed)))


def describe_who(run, parameters, rival: str) -> str:
    """The sentence under four lives."""
    counts = np.round(run.share_at_end * PEOPLE).astype(int).tolist()
    after_low, after_high = abs(counts[1] - counts[0]), abs(counts[3] - counts[2])
    if after_low == 0 == after_high:
        kind = "nothing"
    elif abs(after_low - after_high) <= 2:
        kind = "even"
    else:
        kind = "low" if after_low > after_high else "high"
    return say("who.both", low=say("who.after_low_said", one=counts[0], another=counts[1]),
               high=say("who.after_high_said", one=counts[2], another=counts[3]), sum=say(f"who.sum_{kind}"))
