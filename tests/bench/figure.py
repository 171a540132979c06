"""The figure of the benchmark: two panels, two series of 2,000 points, two sliders; drawn by the same lines on both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from widgets.palette import SIZES
from widgets.parameters import Parameter, parameter_set

POINTS = 2_000
FIGURE_SIZE = SIZES["wide"]
NAMES = ("first", "second")


@parameter_set
class BenchParameters:
    """Two numbers that move every point of both series."""

    frequency = Parameter(key="frequency", symbol="f", unit="Hz", default=1.0, low=0.5, high=2.5, step=0.01,
                          label="Frequency", meaning="how fast both swing", standing="invented")
    phase = Parameter(key="phase", symbol="φ", unit="rad", default=0.0, low=-3.0, high=3.0, step=0.03,
                      label="Phase", meaning="how far the second is behind", standing="invented")


@dataclass(frozen=True)
class BenchRun:
    """`time`, `first` and `second`, each of shape (2000,)."""

    time: np.ndarray
    first: np.ndarray
    second: np.ndarray


def simulate_bench(parameters, rng):
    """Two noisy sines; as cheap as a model can be, so that the drawing is what is measured."""
    time = np.linspace(0.0, 10.0, POINTS)
    noise = 0.05 * rng.standard_normal((2, POINTS))
    angle = 2 * np.pi * parameters.frequency * time
    return BenchRun(time, np.sin(angle) + noise[0], np.sin(angle - parameters.phase) + noise[1])


def draw_axes(figure):
    """Both panels, with their labels and limits."""
    axes = figure.subplots(2, 1, sharex=True)
    for ax, name in zip(axes, NAMES):
        ax.set(xlim=(0, 10), ylim=(-1.3, 1.3), ylabel=name, title=f"The {name}")
        ax.grid(True)
    axes[1].set_xlabel("time (s)")
    return axes


def draw_run(axes, run):
    """One line of 2,000 points in each panel."""
    lines = [ax.plot(run.time, series, lw=1, label=name)[0]
             for ax, series, name in zip(axes, (run.first, run.second), NAMES)]
    for ax in axes:
        ax.legend(loc="upper right")
    return lines


class BenchPicture:
    """The same figure as the kit wants it: made once, then moved."""

    def __init__(self, layout):
        self.figure = Figure(figsize=FIGURE_SIZE)
        empty = np.full(POINTS, np.nan)
        self.lines = draw_run(draw_axes(self.figure), BenchRun(np.linspace(0.0, 10.0, POINTS), empty, empty))
        self.moving = {"first": self.lines[0], "second": self.lines[1]}

    def update(self, run, pinned=None):
        """Move both lines to `run`."""
        self.lines[0].set_data(run.time, run.first)
        self.lines[1].set_data(run.time, run.second)


def make_panel():
    """The figure as a panel of ours."""
    from widgets.kit.panel import Panel, Scene  # here, so that the @interact side does not pay for it

    scene = Scene(name="bench", title="Two series", question="How fast?", parameters=BenchParameters,
                  claim=simulate_bench, rival=simulate_bench, claim_label="two sines", rival_label="two sines",
                  picture=BenchPicture, describe=describe_bench, alt="Two noisy sines.", controls=("frequency", "phase"),
                  columns=lambda run: {"time (s)": run.time, "first": run.first, "second": run.second})
    return Panel("bench", "Benchmark", [scene])


def describe_bench(run, parameters, rival):
    """One sentence, as every panel has."""
    return f"Both swing at {parameters.frequency:.2f} Hz; the second is {parameters.phase:.2f} rad behind."
