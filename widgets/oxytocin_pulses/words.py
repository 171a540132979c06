"""What the panel on oxytocin pulses says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import numpy as np

from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "Oxytocin in pulses",
    "column.time": "time (s)",
    "column.firing_rate": "firing rate, mean over the cells (spikes/s)",
    "column.store": "oxytocin ready for release",
    "column.oxytocin": "oxytocin felt (mV)",
    "column.secretion": "secreted in this second",
    "column.plasma": "oxytocin in the blood",
    # drip or pulse
    "pulses.title": "Drip or pulse?",
    "pulses.question": "A rat suckles her young for a quarter of an hour. Does oxytocin drip, or does it come in pulses?",
    "pulses.claim": "the cells feel their own oxytocin",
    "pulses.rival": "no cell feels it",
    "pulses.alt": "Above, the spikes of four cells in every second of fifteen minutes, one row for each, with a triangle where a "
                  "burst begins. Below, oxytocin in the blood over the same minutes. Beside them, the first burst enlarged: the "
                  "firing rate and how much oxytocin the cells feel.",
    "pulses.cells": "Four cells, spikes in each second",
    "pulses.cell": "cell {which}",
    "pulses.blood": "In the blood",
    "pulses.x": "suckling (min)",
    "pulses.profile": "First burst",
    "pulses.profile.x": "around it (s)",
    "pulses.firing": "spikes/s",
    "pulses.felt": "oxytocin\nfelt (mV)",
    "pulses.no_burst": "no burst",
    "pulses.antagonist": "antagonist",
    "pulses.preset.suckling": "A litter that suckles",
    "pulses.preset.suckling.note": "Suckling makes oxytocin ready for release; the cells do the rest.",
    "pulses.preset.hungry": "A hungry litter",
    "pulses.preset.hungry.note": "They suckle harder. Do the bursts grow, or do they only come more often?",
    "pulses.preset.deaf": "Hungry, and no cell feels it",
    "pulses.preset.deaf.note": "The rival's world: as much is made ready, and more is left in the store.",
    "pulses.preset.blocked": "A block halfway through",
    "pulses.preset.blocked.note": "An antagonist in the brain, seven and a half minutes in. The young go on suckling.",
    "pulses.preset.asleep": "The young are asleep",
    "pulses.preset.asleep.note": "Nothing is made ready for release. The cells still fire.",
    "pulses.mission.often": "Six in a quarter of an hour: let the cells burst at least six times.",
    "pulses.mission.hungry_silence": "Hungry and silent: the young suckle at least as hard as at the start, no antagonist, the "
                                     "cells feel some oxytocin, and there is no burst.",
    "pulses.mission.half": "Half is enough: with an antagonist that blocks no more than half of the receptors, given by minute 8, "
                           "let bursts come before it and none after.",
    "pulses.mission.most": "Few spikes, most of the hormone: let bursts carry more than six tenths of it with less than three "
                           "tenths of the spikes.",
    "pulses.said": "{bursts} bursts in 15 minutes, one every {interval} min on average, up to {peak} spikes a second; half of the "
                   "time the cells fire less than {background} a second. The ten seconds from the start of each burst hold "
                   "{spikes} of the spikes and {share} of the hormone that reaches the blood.",
    "pulses.said_one": "One burst in 15 minutes, after {first} min, with up to {peak} spikes a second; half of the time the cells "
                       "fire less than {background} a second. The ten seconds from its start hold {spikes} of the spikes and "
                       "{share} of the hormone that reaches the blood.",
    "pulses.said_none": "No burst in 15 minutes: the cells never fire faster than {peak} spikes a second on average. Oxytocin "
                        "reaches the blood as a drip.",
    "pulses.said_rival": "No burst in 15 minutes: in this world no cell feels oxytocin, and the cells never fire faster than "
                         "{peak} spikes a second on average. It reaches the blood as a drip.",
    "pulses.said_antagonist": "{text} Bursts before the antagonist: {before}; after it: {after}.",
    # one blood sample
    "sample.title": "One blood sample",
    "sample.question": "The same rat, and you may take one drop of blood. When, and what will it say?",
    "sample.claim": "the cells feel their own oxytocin",
    "sample.rival": "no cell feels it",
    "sample.alt": "Left, oxytocin in the blood over fifteen minutes, with a mark where the sample is taken and a line for the mean "
                  "from minute 5 on. Right, how often each level occurs from minute 5 on.",
    "sample.blood": "Oxytocin in the blood",
    "sample.x": "suckling (min)",
    "sample.levels": "How often",
    "sample.levels.rare": "rare",
    "sample.levels.often": "often",
    "sample.mean": "mean from minute 5 on",
    "sample.reads": "your sample: {ratio} × the mean",
    "sample.preset.minutes": "Cleared in three minutes",
    "sample.preset.minutes.note": "Move the time of the sample, or press Play.",
    "sample.preset.fast": "Cleared in half a minute",
    "sample.preset.fast.note": "What you find now depends on luck even more.",
    "sample.preset.slow": "Cleared in a quarter of an hour",
    "sample.preset.slow.note": "The blood remembers longer. Is the level steady yet?",
    "sample.preset.drip": "A drip",
    "sample.preset.drip.note": "The rival's world. Here one sample is as good as another.",
    "sample.mission.luck": "A matter of luck: let the highest level from minute 5 on be at least ten times the lowest.",
    "sample.mission.one_is_enough": "One is enough: at least one burst after minute 5, and still the highest level is no more than "
                                    "twice the lowest.",
    "sample.moment.label": "When the sample is taken",
    "sample.moment.meaning": "minutes after the young begin to suckle",
    "sample.said": "From minute 5 on, the level in the blood runs from {low} to {high} times its mean. {bursts} of the {all} "
                   "bursts fall into these ten minutes.",
    "sample.said_none": "From minute 5 on, the level in the blood runs from {low} to {high} times its mean, without a burst in "
                        "these ten minutes.",
}

say = Phrases(WORDS)

STEADY_FROM = 300
"""Second from which levels in the blood are compared: before it the blood only fills."""


def levels(run) -> np.ndarray:
    """What a blood sample from minute 5 on may find."""
    return run.plasma[STEADY_FROM:]


def late_bursts(run) -> int:
    """Bursts from minute 5 on."""
    return int((run.burst_times[:run.bursts] >= STEADY_FROM).sum())


def fold(run) -> float:
    """The highest of these levels over the lowest."""
    return float(levels(run).max() / levels(run).min())


def describe_pulses(run, parameters, rival: bool) -> str:
    """The sentence under drip or pulse."""
    values = {"peak": number(run.peak_rate, 0 if run.bursts else 1), "background": number(run.background_rate, 1),
              "spikes": percent(run.pulsed_spikes), "share": percent(run.pulsed_share)}
    if run.bursts > 1:
        text = say("pulses.said", bursts=run.bursts, interval=number(run.interval / 60, 1), **values)
    elif run.bursts == 1:
        text = say("pulses.said_one", first=number(run.burst_times[0] / 60, 1), **values)
    else:
        text = say("pulses.said_rival" if rival else "pulses.said_none", **values)
    if parameters.antagonist > 0 and run.bursts:
        text = say("pulses.said_antagonist", text=text, before=run.bursts_before, after=run.bursts_after)
    return text


def describe_sample(run, parameters, rival: bool) -> str:
    """The sentence under one blood sample."""
    found = levels(run) / levels(run).mean()
    return say("sample.said" if late_bursts(run) else "sample.said_none", low=number(found.min()), high=number(found.max()),
               bursts=late_bursts(run), all=run.bursts)
