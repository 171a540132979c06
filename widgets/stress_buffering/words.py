"""What the panel on stress buffering says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import numpy as np

from widgets.phrases import Phrases, number, percent
from widgets.stress_buffering.model import AGAIN_DAYS, NOTICEABLE

WORDS = {
    "title": "Stress, alone and in company",
    "column.time": "time (min; days in the months)",
    "column.cortisol_alone": "cortisol alone (set points)",
    "column.cortisol": "cortisol (set points)",
    "column.acth": "ACTH (set points)",
    "column.adrenal": "adrenal mass",
    "column.pituitary": "pituitary mass",
    # minutes
    "test.title": "One stressful test",
    "test.question": "A stressful test of twenty minutes. Somebody is there. Does it help, and does it matter who it is?",
    "test.claim": "a bond buffers, through oxytocin",
    "test.rival.no_buffer": "company does nothing",
    "test.rival.any_company": "anybody's company helps alike",
    "test.rival.never_judged": "company can only soothe",
    "test.alt": "Left, cortisol from twenty minutes before a stressful test to four hours after its start, on a scale of ratios: the typical "
                "person alone (dashed) and as tested (solid), others as thin lines. Right, thirty people by the strength of their bond: how "
                "much of the response they would have alone is left.",
    "test.course": "Cortisol (1 = usual)",
    "test.course.x": "minutes from the start",
    "test.stress": "test",
    "test.alone": "alone",
    "test.tested": "as tested",
    "test.others": "others",
    "test.left": "Response left",
    "test.left.x": "bond (0 to 1)",
    "test.as_alone": "as alone",
    "test.preset.partner": "A partner",
    "test.preset.partner.note": "Somebody close, who is not felt to judge. Compare with the next.",
    "test.preset.stranger": "A stranger",
    "test.preset.stranger.note": "Somebody is there. Is that enough?",
    "test.preset.watched": "A friend who watches",
    "test.preset.watched.note": "A bond, and the feeling of being judged by just this person. That a friend can be such an audience is our guess.",
    "test.preset.blocked": "A partner, and a blocker",
    "test.preset.blocked.note": "The partner is there, the oxytocin receptor is blocked: in voles this was done with a needle in the brain.",
    "test.preset.given": "Alone, with oxytocin",
    "test.preset.given.note": "Nobody there, oxytocin put where the partner's presence would release it.",
    "test.mission.quarter": "Nearly gone: with company alone, no oxytocin given, leave less than a quarter of the response.",
    "test.mission.worse": "Worse than nobody: let somebody close (0.6 or more) make the response larger than it is alone.",
    "test.mission.undo": "Undone: somebody close is there and does not judge, and still nine tenths of the response are left.",
    "test.mission.replace": "Replaced: nobody is there, and no more than a third of the response is left.",
    "test.said.lowers": "Alone, the typical person's cortisol rises by {alone} of its usual level, as tested here by {rise}: {left} of the "
                        "response is left. {people}",
    "test.said.leaves": "Alone, the typical person's cortisol rises by {alone} of its usual level, as tested here by {rise}: as good as no "
                        "difference. {people}",
    "test.said.raises": "Alone, the typical person's cortisol rises by {alone} of its usual level, as tested here by {rise}: a larger "
                        "response than alone ({left} of it). {people}",
    "test.people": "Of the thirty others {less} respond less than they would alone, {same} about as much and {more} more.",
    # weeks
    "months.title": "Weeks and months",
    "months.question": "A companion is lost, and after some time there is company again. How long does the stress system remember?",
    "months.claim": "glands grow and shrink, and the system braces itself",
    "months.rival.fixed": "glands stay as they are",
    "months.rival.unprimed": "the system does not brace itself",
    "months.rival.unbuffered": "company does nothing",
    "months.alt": "Above, cortisol over months as a share of what it would be in the typical person alone for good (dashed): with a companion, "
                  "without (shaded), and with company again; others as thin lines. Below, ACTH and the mass of the adrenal glands over the same time, with a mark where "
                  "ACTH has settled.",
    "months.course": "Cortisol (1 = typical, alone for good)",
    "months.inside": "1 = as before",
    "months.alone": "alone for good",
    "months.x": "days from the loss",
    "months.apart": "without a companion",
    "months.acth": "ACTH",
    "months.adrenal": "adrenals",
    "months.settled": "settled",
    "months.preset.usual": "Two months without",
    "months.preset.usual.note": "A bond, a loss, two months without, company again. Watch ACTH after the return.",
    "months.preset.ten": "Ten days without",
    "months.preset.ten.note": "The same bond, a short time apart. Is it over sooner?",
    "months.preset.unbonded": "Company without a bond",
    "months.preset.unbonded.note": "Somebody goes who was never a buffer.",
    "months.preset.slow": "Slow glands",
    "months.preset.slow.note": "Half-lives of 20 and 30 days, as the same laboratory took them later.",
    "months.preset.fixed": "Glands that stand still",
    "months.preset.fixed.note": "A rival's world. What is gone from the lower picture?",
    "months.mission.no_worse": "No worse than alone: with a bond of 0.5 or more, let cortisol five days after the loss lie below that of "
                               "somebody always alone.",
    "months.mission.slow": "A long way back: company is there again, and ACTH takes more than sixty days to settle.",
    "months.mission.nothing": "Nothing lost: two months or more without company in a life with load, and no change at all.",
    "months.said": "With a companion, cortisol stands at {together} of what it would be alone for good. Five days after the loss it is "
                   "{early}. {settled}",
    "months.said_none": "Company takes nothing off the load here: cortisol stands where it would be alone for good, and to lose and find "
                        "company changes nothing.",
    "months.early.above": "{share} above that level, more than in somebody always alone",
    "months.early.below": "{share} below that level, less than in somebody always alone",
    "months.early.same": "about at that level, as in somebody always alone",
    "months.settled.none": "ACTH never leaves its usual level by more than a twentieth after company is back.",
    "months.settled.days": "Once company is back, ACTH takes {days} days to settle.",
    "months.settled.long": "Once company is back, ACTH has not settled within {days} days.",
}

say = Phrases(WORDS)


def describe_test(run, parameters, rival: str) -> str:
    """The sentence under one stressful test."""
    less, more = (run.people_left < 1 - NOTICEABLE).sum(), (run.people_left > 1 + NOTICEABLE).sum()
    people = say("test.people", less=int(less), same=int(len(run.people_left) - less - more), more=int(more))
    return say(f"test.said.{run.effect}", alone=percent(run.rise_alone), rise=percent(run.rise), left=percent(run.left), people=people)


def describe_months(run, parameters, rival: str) -> str:
    """The sentence under months with, without and again with a companion."""
    if run.peak_apart - run.cortisol_together < 1e-6 and run.cortisol_alone - run.cortisol_together < 1e-6:
        return say("months.said_none")
    share = run.early_excess / run.cortisol_alone
    where = "same" if abs(share) < 0.005 else "above" if share > 0 else "below"
    days = run.days_to_settle
    name = "none" if days == 0 else "long" if days >= AGAIN_DAYS else "days"
    return say("months.said", together=percent(run.cortisol_together / run.cortisol_alone),
               early=say(f"months.early.{where}", share=percent(abs(share))),
               settled=say(f"months.settled.{name}", days=number(np.ceil(days), 0)))
