"""A panel with one of everything, so that the kit is tried in the browser without leaning on any lesson's subject.

`make_panel` has three scenes: *swing* (sliders, a choice, presets, a mission, Play), *bring* (the learner's own file), and
*slow* (a model that takes its time).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from widgets.kit.panel import Mission, Panel, Preset, Recording, Scene
from widgets.palette import GHOST, SIZES, A, C
from widgets.parameters import Choice, Parameter, parameter_set

SLOW_SECONDS = 0.12


@parameter_set
class SwingParameters:
    """A swing, its noise and its shape."""

    frequency = Parameter(key="frequency", symbol="f", unit="Hz", default=1.0, low=0.5, high=2.5, step=0.05,
                          label="Frequency", meaning="how fast it swings", standing="plausible")
    noise = Parameter(key="noise", symbol="σ", unit="", default=0.1, low=0.0, high=1.0, step=0.1,
                      label="Noise", meaning="how much chance there is", standing="invented")
    shape = Choice(key="shape", default="sine", options={"sine": "a sine", "square": "a square wave"},
                   label="Shape", meaning="how it swings")
    shift = Parameter(key="shift", symbol="φ", unit="rad", default=0.0, low=-3.0, high=3.0, step=0.5,
                      label="Shift", meaning="where it starts", standing="invented")


@dataclass(frozen=True)
class SwingRun:
    """`time` and `value`, shape (400,)."""

    time: np.ndarray
    value: np.ndarray


def swing(parameters, rng):
    """The claim."""
    seconds = np.linspace(0, 10, 400)
    value = np.sin(2 * np.pi * parameters.frequency * seconds + parameters.shift)
    if parameters.shape == "square":
        value = np.sign(value)
    return SwingRun(seconds, value + parameters.noise * rng.standard_normal(400))


def still(parameters, rng):
    """The rival: nothing but noise."""
    return SwingRun(np.linspace(0, 10, 400), parameters.noise * rng.standard_normal(400))


def slow_swing(parameters, rng):
    """The claim, after a while."""
    time.sleep(SLOW_SECONDS)
    return swing(parameters, rng)


def follow(parameters, rng, recording):
    """The learner's own numbers, or the swing."""
    return swing(parameters, rng) if recording is None else SwingRun(np.linspace(0, 10, 400), np.resize(recording, 400))


class SwingPicture:
    """One line, its ghost, a mark for the moment and a text."""

    def __init__(self, layout):
        self.figure = Figure(figsize=SIZES[layout], layout="constrained")
        axes = self.figure.add_subplot(xlim=(0, 10), ylim=(-3, 3), xlabel="time (s)", ylabel="swing", title="A swing")
        empty = np.full(400, np.nan)
        self.line, = axes.plot(np.linspace(0, 10, 400), empty, color=A, label="this run")
        self.ghost, = axes.plot(np.linspace(0, 10, 400), empty, ":", color=GHOST, label="pinned")
        self.mark, = axes.plot([0, 0], [-3, 3], "--", color=C, label="now")
        self.text = axes.text(0.2, -2.7, "", va="baseline")
        axes.legend(loc="upper right", ncols=3)
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")  # the places are found once; what moves later does not shift them
        self.moving = {"line": self.line, "ghost": self.ghost, "mark": self.mark, "text": self.text}

    def update(self, run, pinned=None, moment=0.0):
        """Move all four."""
        self.line.set_data(run.time, run.value)
        self.ghost.set_visible(pinned is not None)
        if pinned is not None:
            self.ghost.set_data(pinned.time, pinned.value)
        self.mark.set_data([moment, moment], [-3, 3])
        self.text.set_text(f"largest {run.value.max():.2f}")


def describe(run, parameters, rival):
    """The sentence."""
    return f"{'Still' if rival else 'Swinging'} at {parameters.frequency:.2f} Hz; the largest value is {run.value.max():.2f}."


def read_numbers(data):
    """Numbers, one a line."""
    try:
        numbers = [float(word) for word in data.decode().split()]
    except ValueError as problem:
        raise ValueError("The file must hold numbers, one a line.") from problem
    if not numbers:
        raise ValueError("The file must hold numbers, one a line; this one is empty.")
    return np.array(numbers)


def make_panel():
    """The panel, new."""
    common = {"question": "How does it swing?", "parameters": SwingParameters, "claim_label": "it swings",
              "rival_label": "nothing swings", "picture": SwingPicture, "describe": describe, "alt": "A swing over time.",
              "columns": lambda run: {"time (s)": run.time, "value": run.value}, "controls": ("frequency", "noise", "shape"),
              "more": ("shift",)}
    presets = [Preset("calm", "Calm", "frequency=0.5 noise=0 seed=3", "Slow and clean."),
               Preset("wild", "Wild", "model=claim frequency=2.5 noise=1 seed=4")]
    missions = [Mission("quick", "Make it swing faster than 2 Hz.", lambda run, parameters, rival: parameters.frequency > 2)]
    moment = Parameter(key="moment", symbol="t", unit="s", default=0.0, low=0.0, high=10.0, step=0.1, label="Moment",
                       meaning="which moment is marked", standing="invented")
    recording = Recording("Numbers, one a line", ".csv,.txt", read_numbers, lambda numbers: f"{len(numbers)} numbers.")
    return Panel("sample", "A sample", [
        Scene(name="swing", title="Swing", claim=swing, rival=still, presets=presets, missions=missions, moment=moment,
              **common),
        Scene(name="bring", title="Bring your own", claim=follow, rival=follow, recording=recording, **common),
        Scene(name="slow", title="Slow", claim=slow_swing, rival=still, **common),
    ])
