"""The panel on oxytocin pulses: drip or pulse, and what one blood sample finds of it."""

from __future__ import annotations

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.oxytocin_pulses import model, picture, words
from widgets.oxytocin_pulses.words import fold, late_bursts, levels, say
from widgets.parameters import Parameter

declare = Declare(say)
MOMENT = Parameter(key="time", symbol="t", unit="min", default=8.0, low=0.5, high=15.0, step=0.1, label=say("sample.moment.label"),
                   meaning=say("sample.moment.meaning"), standing="invented")

PULSES = Scene(
    **declare.texts("pulses"), parameters=model.PulsesParameters, claim=model.simulate_pulses, rival=model.simulate_without_feedback,
    picture=picture.PulsesPicture, describe=words.describe_pulses,
    columns=declare.columns("time", "firing_rate", "store", "oxytocin", "secretion", "plasma"),
    controls=["suckling", "feedback", "antagonist", "antagonist_time", "clearance_time"], more=["cannabinoid"],
    presets=declare.presets("pulses", suckling="suckling=0.5", hungry="suckling=0.8", deaf="model=rival suckling=0.8",
                            blocked="suckling=0.8 antagonist=1", asleep="suckling=0"),
    missions=declare.missions(
        "pulses", often=lambda run, p, rival: run.bursts >= 6,
        hungry_silence=lambda run, p, rival: (
            not rival and p.suckling >= 0.5 and p.feedback > 0 and p.antagonist == 0 and run.bursts == 0),
        half=lambda run, p, rival: (
            0 < p.antagonist <= 0.5 and p.antagonist_time <= 8 and run.bursts_before >= 1 and run.bursts_after == 0),
        most=lambda run, p, rival: run.pulsed_share > 0.6 and run.pulsed_spikes < 0.3),
    readouts={"bursts": lambda run: run.bursts, "interval": lambda run: run.interval, "peak_rate": lambda run: run.peak_rate,
              "background_rate": lambda run: run.background_rate, "pulsed_share": lambda run: run.pulsed_share,
              "pulsed_spikes": lambda run: run.pulsed_spikes, "bursts_before": lambda run: run.bursts_before,
              "bursts_after": lambda run: run.bursts_after, "fullest_store": lambda run: float(run.store.max())})

SAMPLE = Scene(
    **declare.texts("sample"), parameters=model.PulsesParameters, claim=model.simulate_pulses, rival=model.simulate_without_feedback,
    picture=picture.SamplePicture, describe=words.describe_sample, moment=MOMENT, columns=declare.columns("time", "plasma"),
    controls=["suckling", "feedback", "cannabinoid", "clearance_time"], more=["antagonist", "antagonist_time"],
    presets=declare.presets("sample", minutes="clearance=3", fast="clearance=0.5", slow="clearance=15", drip="model=rival"),
    missions=declare.missions("sample", luck=lambda run, p, rival: fold(run) >= 10,
                              one_is_enough=lambda run, p, rival: late_bursts(run) >= 1 and fold(run) <= 2),
    readouts={"fold": fold, "highest": lambda run: float(levels(run).max() / levels(run).mean()),
              "lowest": lambda run: float(levels(run).min() / levels(run).mean()), "late_bursts": late_bursts})


def make_panel() -> Panel:
    """A new panel on oxytocin pulses."""
    return Panel("oxytocin_pulses", say("title"), [PULSES, SAMPLE])
