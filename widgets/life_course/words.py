"""What the panel on a life's course says: every sentence a template, so that it can be translated."""

from __future__ import annotations

from widgets.phrases import Phrases, number

WORDS = {
    "title": "One life and the next",
    "column.age": "age (years)",
    "column.first": "security of the first of forty",
    "column.median": "median security",
    "column.low": "security, lower tenth",
    "column.high": "security, upper tenth",
    "column.load": "mean load",
    "life.title": "A life",
    "life.question": "Forty people with the same circumstances. What becomes of them, and of their children?",
    "life.claim": "all parts at work",
    "life.rival.no_early": "early care leaves no gain behind",
    "life.rival.no_bonds": "later bonds do nothing",
    "life.rival.no_buffer": "company takes no load off",
    "life.rival.no_passing": "a caregiver's state is not passed on",
    "life.alt": "Left above, security over seventy years: a band that holds eight of ten lives, their middle, and eight single lives. Left "
                "below, load. Right above, the same for the next generation from birth to forty. Right below, how many of forty are on the "
                "secure side at 5, 30 and 60 years, and of their children at 30.",
    "life.security": "Security, by age (years)",
    "life.secure": "secure side",
    "life.insecure": "other side",
    "life.load": "Load",
    "life.children": "Their children",
    "life.shares": "On the secure side",
    "life.shares_short": "Secure, of 40",
    "life.at_5": "at 5",
    "life.at_30": "30",
    "life.at_60": "60",
    "life.child_at_30": "child\nat 30",
    "life.preset.ordinary": "An ordinary start",
    "life.preset.ordinary.note": "Ordinary care, ordinary bonds, some hardship. Look at how far apart the eight lives run.",
    "life.preset.hard": "A hard start",
    "life.preset.hard.note": "Little steady care, and hardship around. Nothing else is decided yet.",
    "life.preset.friends": "Hard start, good friends",
    "life.preset.friends.note": "The same start, and friendships that hold.",
    "life.preset.late": "A late bond",
    "life.preset.late.note": "The same start; one good bond at forty-five.",
    "life.preset.lost": "A good start, unkind bonds",
    "life.preset.lost.note": "Steady early care, then friendships and a love that harm.",
    "life.mission.turn": "A turn: with little early care (0.2 or less), nothing from friends and no late bond, get at least 28 of 40 to the "
                         "secure side by 60.",
    "life.mission.late": "Late, not too late: little early care, nothing from friends or love, and at least 24 of 40 secure at 60 through a bond "
                         "that begins at 50 or later.",
    "life.mission.undone": "A good start undone: steady early care (0.8 or more), friends who do no harm (0 or more), and fewer than half secure "
                           "at 60.",
    "life.mission.chain": "No chain: at 30, fewer than 16 of 40 parents are secure, and at the same age at least 28 of 40 children.",
    "life.said": "Of forty people with these circumstances, {five} are on the secure side of this toy at 5 years, {thirty} at 30 and {sixty} at "
                 "60; {changed} have changed sides between 5 and 60. Load at 60 is {load}. Of their children, {children} are on the secure "
                 "side at 30.",
    "life.off.no_early": "Here early care leaves no gain behind: bonds form alike for everybody.",
    "life.off.no_bonds": "Here friends, love and late bonds leave security alone.",
    "life.off.no_buffer": "Here company takes no load off.",
    "life.off.no_passing": "Here a caregiver's own security does nothing to the care a child gets.",
    "life.with": "{said} {off}",
}

say = Phrases(WORDS)


def describe_life(run, parameters, rival: str) -> str:
    """The sentence under a life."""
    forty = len(run.security)
    said = say("life.said", five=round(forty * run.secure_at_5), thirty=round(forty * run.secure_at_30),
               sixty=round(forty * run.secure_at_60), changed=round(forty * run.changed), load=number(run.load_at_60, 1),
               children=round(forty * run.child_secure_at_30))
    return say("life.with", said=said, off=say(f"life.off.{rival}")) if rival else said
