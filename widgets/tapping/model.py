"""A partner who taps with you, and two people who tap for the example.

The partner keeps a tempo of its own and corrects a part of each asynchrony at its next tap (linear phase correction;
Vorberg & Schulze 2002, 10.1006/jmps.2001.1375). A machine that does so in answer to a person's taps has been used to study how
people keep time (Repp & Keller 2008, 10.1016/j.humov.2008.02.016):

    p[n+1] = p[n] + 1/f + α (h[n] - p[n]) + σ ξ[n]

p: the partner's taps (s), h: the person's tap that belongs to each (s), f: tempo (taps/s), α: how much of the asynchrony is
corrected, σ: unsteadiness (s), ξ: standard normal. During a recording the page runs the same equation (`page/tapping.js`),
because an answer from the kernel could come too late; a test in a browser holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Choice, Parameter, parameter_set

SHORTEST = 0.25
"""No interval of the partner is shorter than this share of 1/f."""


@parameter_set
class TappingParameters:
    """How two minutes of tapping are set up."""

    partner = Choice(key="partner", default="person", options={"person": "two people", "virtual": "you and a virtual partner"},
                     label="Who taps", meaning="who has the second key")
    tempo = Parameter(key="tempo", symbol="f", unit="taps/s", default=1.6, low=0.6, high=3.0, step=0.1,
                      label="The partner's own tempo", standing="invented",
                      meaning="how often the virtual partner taps by itself")
    correction = Parameter(key="correction", symbol="α", unit="", default=0.4, low=0.0, high=1.0, step=0.05,
                           label="How much it listens", standing="invented",
                           meaning="the share of each asynchrony that it makes good at its next tap, in the second half")
    unsteadiness = Parameter(key="unsteadiness", symbol="σ", unit="s", default=0.02, low=0.0, high=0.06, step=0.005,
                             label="How unsteady it is", meaning="how much each of its intervals strays", standing="invented")
    length = Choice(key="length", default="60", options={"30": "30 seconds", "60": "60 seconds", "120": "2 minutes"},
                    label="How long", meaning="both halves together")


@dataclass(frozen=True)
class TappingRun:
    """Taps of two, and how long they had.

    Attributes
    ----------
    first, second : ndarray, shape (taps,), s
        Since the start, rising.
    half, end : float, s
        When "together" began, and when the recording ended.
    """

    first: np.ndarray
    second: np.ndarray
    half: float
    end: float

    def part(self, together: bool) -> tuple[np.ndarray, np.ndarray]:
        """The taps of both in the first or in the second half."""
        begin, stop = (self.half, self.end) if together else (0.0, min(self.half, self.end))
        return tuple(taps[(taps >= begin) & (taps < stop)] for taps in (self.first, self.second))


class Partner:
    """The virtual partner: ask it to `advance` to a time, and let it `hear` a tap; both in the order of time.

    Parameters
    ----------
    parameters : TappingParameters
    kicks : sequence of float
        Standard normal, one an interval; used again from the start when they run out.
    listens_from : float, s
        Before that it only keeps its tempo.
    """

    def __init__(self, parameters: TappingParameters, kicks, listens_from: float):
        self.period = 1 / parameters.tempo
        self.correction, self.unsteadiness = parameters.correction, parameters.unsteadiness
        self.kicks, self.listens_from = kicks, listens_from
        self.taps: list[float] = []
        self.due = self.period
        self.early: float | None = None  # asynchrony with the tap that is due, if the person was first
        self.paired = True  # whether the last tap has its partner already

    def advance(self, time: float) -> None:
        """Make every tap that is due until `time`."""
        while self.due <= time:
            now = self.due
            self.taps.append(now)
            kick = self.unsteadiness * self.kicks[(len(self.taps) - 1) % len(self.kicks)]
            self.due = now + max(self.period + self.correction * (self.early or 0.0) + kick, SHORTEST * self.period)
            self.paired = self.early is not None
            self.early = None

    def hear(self, time: float) -> None:
        """Pair a tap with the partner's nearest: the last one, or the one that is due. One tap for each counts."""
        self.advance(time)
        if time < self.listens_from:
            return
        late, half = time - (self.taps[-1] if self.taps else 0.0), self.period / 2
        if late <= half:
            if not self.paired:
                self.paired = True
                self.due += self.correction * late
        elif self.early is None:
            self.early = max(time - self.due, -half)


def partner_taps(parameters: TappingParameters, human, kicks, half: float, end: float) -> np.ndarray:
    """The partner's taps (s) beside those of a person, as the page makes them.

    Parameters
    ----------
    parameters : TappingParameters
    human : array_like, shape (taps,), s
    kicks : sequence of float
    half, end : float, s

    Returns
    -------
    ndarray, shape (partner's taps,)
    """
    partner = Partner(parameters, kicks, half)
    for time in human:
        partner.hear(float(time))
    partner.advance(end)
    return np.array([tap for tap in partner.taps if tap < end])


def simulate_tapping(rng: np.random.Generator, half: float = 30.0, tempos=(1.75, 1.55), correction: float = 0.35,
                     unsteadiness: float = 0.025) -> TappingRun:
    """Two made-up people: each at a pace of its own, then each correcting a part of every asynchrony.

    Parameters
    ----------
    rng : numpy.random.Generator
    half : float, s
    tempos : pair of float, taps/s
    correction : float
        Of both, in the second half.
    unsteadiness : float, s

    Returns
    -------
    TappingRun

    Notes
    -----
    Leaves out the motor delays, the drift and the slips of real taps. In the second half both have the mean of the two
    periods, as people do who agree on a tempo.
    """
    apart = [np.cumsum(1 / tempo + unsteadiness * rng.standard_normal(int(2 * half * tempo))) for tempo in tempos]
    period = float(np.mean(1 / np.asarray(tempos)))
    kicks = period + unsteadiness * rng.standard_normal((int(half / period) + 1, 2))
    both = [np.array([half + 0.4, half + 0.55])]
    for kick in kicks:
        # What each hears is how far the other is from its own tap; the first has the faster tempo and stays a little ahead.
        ahead = both[-1][1] - both[-1][0] - 0.03
        both.append(both[-1] + kick + correction * np.array([ahead, -ahead]))
    taps = [np.concatenate([own[own < half - 0.3], together]) for own, together in zip(apart, np.transpose(both), strict=True)]
    end = 2 * half
    return TappingRun(*(read_only(each[each < end]) for each in taps), half=half, end=end)
