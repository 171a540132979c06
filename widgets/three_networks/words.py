"""What the panel on three networks says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import math

from widgets.phrases import Phrases, number

WORDS = {
    "title": "Reading somebody, with three nodes",
    "column.meeting": "meeting",
    "column.state": "how the partner is",
    "column.estimate": "what the observer takes it to be",
    "column.error": "error",
    "column.weight_seen": "weight of face and voice",
    "column.weight_echoed": "weight of the body's echo",
    "column.weight_expected": "weight of what is expected",
    "column.value": "value of the partner",
    "meet.title": "Meetings",
    "meet.question": "Somebody comes in. How do you know how they are?",
    "meet.claim": "three nodes together",
    "meet.rival.no_value": "without value",
    "meet.rival.no_echo": "without the body's echo",
    "meet.rival.no_expecting": "without expecting anything",
    "meet.rival.ungated": "value that needs no oxytocin",
    "meet.alt": "Left above, how wrong the observer is about the partner at each of 120 meetings, as dots, with the typical error as a line and that "
                "for newcomers as a dashed line. Left below, the value of the partner. Right above, what the estimate rests on: face and voice, "
                "the body's echo, what is expected. Right below, how much more each node has to say of the partner than of a newcomer.",
    "meet.error": "How wrong about the partner",
    "meet.value": "Value, by meeting",
    "meet.bond": "a bond",
    "meet.weights": "What it rests on",
    "meet.contrast": "Partner minus newcomer",
    "meet.contrast_short": "Minus newcomer",
    "meet.typical": "typical, partner",
    "meet.newcomer": "typical, newcomer",
    "meet.seen": "face",
    "meet.echoed": "echo",
    "meet.expected": "habit",
    "meet.node.value": "value",
    "meet.node.resonance": "echo",
    "meet.node.mentalising": "habit",
    "meet.preset.friend": "A friend",
    "meet.preset.friend.note": "Met often, true to habit, near enough to be felt.",
    "meet.preset.newborn": "A newborn in arms",
    "meet.preset.newborn.note": "No habits to go by yet, a face that is hard to read, and very close.",
    "meet.preset.penpal": "Somebody far away",
    "meet.preset.penpal.note": "No body near, but many letters: all habit.",
    "meet.preset.blocked": "A blocker of oxytocin",
    "meet.preset.blocked.note": "What a drug leaves of the signal: a fifth. When does the bond come now?",
    "meet.preset.moody": "A day of moods",
    "meet.preset.moody.note": "One's own mood mixes into what the body says of the other.",
    "meet.mission.swift": "A swift bond: let value pass one half before the seventh meeting.",
    "meet.mission.never": "Never: with both signals at 0.3 or more, no bond in all 120 meetings.",
    "meet.mission.stranger": "Like a stranger: with all three nodes at work, read the partner hardly better than a newcomer (less than 0.1 apart).",
    "meet.mission.coloured": "Seeing oneself in the other: let one unit of own mood shift the reading by more than 0.4 units.",
    "meet.said": "In the second sixty meetings the observer is wrong about the partner by {partner} on average and about newcomers by {newcomer}; one "
                 "unit of own mood shifts the reading by {mood}. {bond}",
    "meet.bonded": "Value passes one half at meeting {at}.",
    "meet.unbonded": "Value never passes one half.",
    "meet.off.no_value": "The value node is silent: nobody matters more than anybody, and nobody is looked at closely.",
    "meet.off.no_echo": "The body gives no echo, so no mood gets into the reading.",
    "meet.off.no_expecting": "Nothing is expected of anybody, so a shared past does not help.",
    "meet.off.ungated": "Value learns from dopamine alone; oxytocin, blocked or not, makes no difference.",
    "meet.with": "{said} {off}",
}

say = Phrases(WORDS)


def describe_meetings(run, parameters, rival: str) -> str:
    """The sentence under the meetings."""
    bond = say("meet.unbonded") if math.isnan(run.bonded_at) else say("meet.bonded", at=round(run.bonded_at))
    said = say("meet.said", partner=number(run.rms_error), newcomer=number(run.newcomer_rms_error), mood=number(run.mood_colouring),
               bond=bond)
    return say("meet.with", said=said, off=say(f"meet.off.{rival}")) if rival else said
