"""What the panel on generations says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import math

import numpy as np

from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "From one generation to the next",
    "column.generation_child": "generation of the child",
    "column.correlation": "correlation in these families, generations up",
    "column.expected": "correlation in endlessly many families",
    "column.changed": "what the change made of children",
    "column.age": "age of the child (years)",
    "column.transmission_by_age": "correlation of child and caregiver",
    "column.genetic_by_age": "share that goes with genes",
    "column.shared_by_age": "share that twins share",
    "column.own_by_age": "share of each one's own",
    "column.study": "study",
    "column.found": "correlation found",
    "column.published": "published (1) or not (0)",
    # how alike
    "alike.title": "How alike?",
    "alike.question": "Children take after those who raise them. By how much, and by which path?",
    "alike.claim": "rearing, genes, circumstances and luck",
    "alike.rival.genes": "genes only",
    "alike.rival.sensitivity": "sensitivity only",
    "alike.rival.rat": "two stable states, as in selected lines of rats",
    "alike.alt": "Left, a cloud of four hundred children, by their caregiver's state and their own, cut into four fields with the share of secure "
                 "children on either side. Right, three bars for correlations, with published values as marks.",
    "alike.cloud": "400 children",
    "alike.cloud.x": "caregiver (SD)",
    "alike.cloud.y": "child (SD)",
    "alike.share": "{count} of 100",
    "alike.child_secure": "children secure",
    "alike.caregiver_insecure": "caregiver insecure",
    "alike.caregiver_secure": "secure",
    "alike.bars": "Correlation",
    "alike.bar.whole": "care-\ngiver\n& child",
    "alike.bar.sensitivity": "sensi-\ntivity\n& child",
    "alike.bar.way": "at most\nby sen-\nsitivity",
    "alike.then": "1990s",
    "alike.now": "2016, 2024",
    "alike.preset.measured": "As measured",
    "alike.preset.measured.note": "Tuned so that caregiver and child correlate as in 95 studies. Nobody in it is secure or insecure "
                                  "for good.",
    "alike.preset.adopted": "Raised by no relative",
    "alike.preset.adopted.note": "The same care, and no shared genes.",
    "alike.preset.first": "As first published",
    "alike.preset.first.note": "Tuned to the figures of 1995 and 1997.",
    "alike.preset.genes": "Genes, and a grown child",
    "alike.preset.genes.note": "A rival's world: strong genes, children seen at 18.",
    "alike.preset.rats": "As if people were rats",
    "alike.preset.rats.note": "A rival's world with little noise. Does the cloud look like any you know?",
    "alike.mission.untaught": "Alike and untaught: in the claim's world, a correlation of 0.28 to 0.34 although no rearing passes anything on, by "
                              "sensitivity or otherwise.",
    "alike.mission.even": "Even odds: let at least half of the children of insecure caregivers be secure, with the other ways of rearing at "
                          "0.3 or more.",
    "alike.mission.closed": "Close the gap: in the claim's world, let what could run through sensitivity be all of the likeness.",
    "alike.said": "Caregiver and child correlate by {alike}. In this toy {insecure} of 100 children of insecure caregivers are secure, and "
                  "{secure} of 100 children of secure ones. At most {way} of the {alike} could run through sensitivity.",
    "alike.said_rat": "Caregiver and child correlate by {alike}. In this toy {insecure} of 100 children of insecure caregivers are "
                      "secure, and {secure} of 100 children of secure ones. In this world nothing is called sensitivity.",
    # growing
    "growing.title": "As children grow",
    "growing.question": "Twins grow up together. What makes them alike as infants, and what at fifteen?",
    "growing.claim": "the family's part fades, the child's own grows",
    "growing.rival.genes": "genes only",
    "growing.rival.sensitivity": "sensitivity only",
    "growing.rival.rat": "two stable states, as in selected lines of rats",
    "growing.alt": "Left, three lines over the ages 1 to 18: the shares of differences that go with genes, with what twins share and with each one's "
                   "own, and published values as marks at 1 and 15. Right, the correlation of child and caregiver by age.",
    "growing.shares": "What differences go with",
    "growing.age": "age (years)",
    "growing.shared": "what twins share",
    "growing.genetic": "genes",
    "growing.own": "each one's own",
    "growing.studies": "two twin studies",
    "growing.transmission": "How alike",
    "growing.published": "2016",
    "growing.preset.usual": "As tuned",
    "growing.preset.usual.note": "Tuned to infants' 52 % shared and to about 40 % genes at 15.",
    "growing.preset.risk": "Each child hit alone",
    "growing.preset.risk.note": "Much happens to today's children one by one. What does it do to the likeness?",
    "growing.preset.hardship": "Hardship that stays",
    "growing.preset.hardship.note": "A family's circumstances last from generation to generation.",
    "growing.preset.no_relative": "Raised by no relative",
    "growing.preset.no_relative.note": "Look at the right-hand side as the child grows.",
    "growing.preset.written": "Written in infancy",
    "growing.preset.written.note": "Early rearing keeps its full weight. What would twins of 15 be like?",
    "growing.mission.shared": "Still shared at fifteen: let what twins share make at least two fifths of the differences at 15.",
    "growing.mission.weaker": "Weaker: bring the correlation at the age you look at below 0.2 without touching rearing or genes.",
    "growing.mission.closer": "Trouble that binds: by hardship alone, with rearing, genes and luck as they were, let one-year-olds be more like their "
                              "caregivers than 0.34.",
    "growing.said": "At age {age}, genes go with {genes} of the differences, what twins share with {shared}, and each one's own with {own} in "
                    "this toy. Child and caregiver correlate by {alike}.",
    # onward
    "onward.title": "Family lines",
    "onward.question": "A family starts low. Where are its grandchildren? And what is left of one generation's better care?",
    "onward.claim": "rearing, genes, circumstances and luck",
    "onward.rival.genes": "genes only",
    "onward.rival.sensitivity": "sensitivity only",
    "onward.rival.rat": "two stable states, as in selected lines of rats",
    "onward.alt": "Left, thin lines of single families over eight generations, and two thick lines for the quarter that began highest and the quarter that "
                  "began lowest. Right, above, the correlation with caregivers one to four generations up beside a plain chain; below, what is "
                  "left of a change of care.",
    "onward.lines": "Families over eight generations",
    "onward.lines.x": "generation",
    "onward.lines.y": "state (SD)",
    "onward.high": "began highest",
    "onward.low": "began lowest",
    "onward.up": "Alike, generations up",
    "onward.up_short": "Generations up",
    "onward.chain": "chain",
    "onward.left": "Left of the change",
    "onward.left_short": "Change left",
    "onward.left.x": "generations later",
    "onward.toy": "this toy",
    "onward.preset.usual": "As tuned",
    "onward.preset.usual.note": "Caregiver and one-year-old correlate by 0.31. Follow the thick lines.",
    "onward.preset.chain": "Only a chain",
    "onward.preset.chain.note": "Nothing but rearing, and it keeps its full weight. Compare the grandparents.",
    "onward.preset.genes": "Only genes",
    "onward.preset.genes.note": "A rival's world. What does better care for one generation do?",
    "onward.preset.rats": "As if people were rats",
    "onward.preset.rats.note": "A rival's world with two stable states. Do lines cross?",
    "onward.mission.square": "By the square: in the claim's world, a child who is like its caregiver by 0.25 or more and like the "
                             "caregiver's caregiver by the square of that, to within 0.003.",
    "onward.mission.more": "More than the square: let a grandparent count for at least one and a half times the square.",
    "onward.mission.lasts": "It lasts: without two stable states, let at least a fifth of the change be left two generations later.",
    "onward.said": "Of the 100 families of this run that began lowest, {crossed} are above the middle two generations later. A child correlates with "
                   "its caregiver by {one} and with the caregiver's caregiver by {two}. {left}",
    "onward.left_some": "One generation after the change of care, {share} of it is left in this toy.",
    "onward.left_none": "A change of care changes nobody in this world.",
    "onward.left_zero": "Nobody's care was changed.",
    # literature
    "literature.title": "What gets published",
    "literature.question": "Many small studies ask one question. Which of them do we get to read?",
    "literature.claim": "unclear results stay in the drawer",
    "literature.rival": "every study is published",
    "literature.alt": "A mark for each study by the correlation it found: full if published, hollow if not. Below, the true correlation, the mean of all "
                      "studies and the mean of the published ones, with two published values.",
    "literature.studies": "One mark, one study",
    "literature.x": "correlation of caregiver and child",
    "literature.read": "published",
    "literature.drawer": "in the drawer",
    "literature.threshold": "clear from here",
    "literature.true": "true",
    "literature.all": "all",
    "literature.mean": "published",
    "literature.first": "1995",
    "literature.later": "2016",
    "literature.preset.field": "Ninety-five small studies",
    "literature.preset.field.note": "Each of the size that studies had by 1995. One unclear result in five comes out.",
    "literature.preset.strict": "Only clear results",
    "literature.preset.strict.note": "Nothing unclear is printed.",
    "literature.preset.large": "Large studies",
    "literature.preset.large.note": "The same rule, four hundred families each.",
    "literature.preset.unresolved": "A weaker truth",
    "literature.preset.unresolved.note": "The value found for unresolved states. Only clear results come out.",
    "literature.mission.double": "Twice as much: let the published mean be at least twice the true correlation, which is not nothing.",
    "literature.mission.harmless": "A harmless drawer: put unclear results away, all of them, and let the published mean still be true to 0.02.",
    "literature.mission.nothing": "Out of nothing: a true correlation of 0, at least three published studies, and a published mean above 0.2.",
    "literature.said": "{printed} of {studies} studies are published. They find {found} on average; all studies find {all}, and the truth is {true} in this "
                       "toy.",
    "literature.said_none": "None of {studies} studies is published, because none is clear. All of them together find {all}; the truth is {true} in this "
                            "toy.",
}

say = Phrases(WORDS)


def alike(run, up: int = 1) -> float:
    """Correlation of a child with those so many generations up: exact, or as found in these families where that is not known."""
    exact = float(run.expected[up - 1])
    return exact if math.isfinite(exact) else float(run.correlation[up - 1])


def crossed(run) -> float:
    """Of the quarter of families that began lowest, the share that is above the middle two generations later."""
    low = np.argsort(run.adult[:, 0], kind="stable")[:len(run.adult) // 4]
    return float((run.adult[low, 2] > np.median(run.adult[:, 2])).mean())


def share_left(run, later: int = 1) -> float:
    """What is left of a change of care so many generations later, as a share of what it did first; nan if it did nothing."""
    first = float(run.changed[1])
    return float(run.changed[1 + later]) / first if abs(first) > 1e-9 else math.nan


def describe_alike(run, parameters, rival: str) -> str:
    """The sentence under how alike."""
    values = {"alike": number(alike(run)), "insecure": number(100 * run.secure_given_insecure, 0),
              "secure": number(100 * run.secure_given_secure, 0)}
    return say("alike.said_rat", **values) if rival == "rat" else say("alike.said", **values, way=number(run.sensitivity_product))


def describe_growing(run, parameters, rival: str) -> str:
    """The sentence under twins by age."""
    def at(values):
        return percent(float(np.interp(parameters.child_age, run.age, values)))

    return say("growing.said", age=f"{parameters.child_age:g}", genes=at(run.genetic_by_age), shared=at(run.shared_by_age),
               own=at(run.own_by_age), alike=number(np.interp(parameters.child_age, run.age, run.transmission_by_age)))


def describe_onward(run, parameters, rival: str) -> str:
    """The sentence under family lines."""
    share = share_left(run)
    left = (say("onward.left_zero") if parameters.change == 0 else say("onward.left_none") if math.isnan(share)
            else say("onward.left_some", share=percent(share)))
    return say("onward.said", crossed=number(100 * crossed(run), 0), one=number(alike(run)), two=number(alike(run, 2)), left=left)


def describe_literature(run, parameters, rival: bool) -> str:
    """The sentence under a field's studies."""
    values = {"studies": len(run.correlation), "all": number(run.mean_all), "true": number(parameters.true_correlation)}
    printed = int(run.published.sum())
    if not printed:
        return say("literature.said_none", **values)
    return say("literature.said", printed=printed, found=number(run.mean_published), **values)
