"""Four kinds of pair, and for each a rival that tells another story about the same numbers.

==================  ===============================  ========================================
pair                the claim                        its rival
==================  ===============================  ========================================
two clocks          `simulate_kuramoto`              `simulate_shared_drum`: no link at all
relative phase      `simulate_hkb`                   `simulate_in_phase_only`: one way to agree
a pair that adapts  `simulate_adaptive`              `simulate_without_trace`: nothing is kept
who leads           `simulate_lagged`                `simulate_hidden_third`: nobody leads
==================  ===============================  ========================================

Claim and rival take the same parameters and give the same kind of run, and with the same seed they get the same luck.
Relative phase is always *first minus second*: positive means that the first is ahead. A positive lag says the same in seconds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from widgets.numerics import cross_correlation, noise_kicks, read_only, rk4, wrap_phase
from widgets.parameters import Parameter, parameter_set

# ---------------------------------------------------------------------------------------------------------------------------
# Two clocks (Kuramoto)
# ---------------------------------------------------------------------------------------------------------------------------

CLOCK_STEP = 1 / 30
"""Seconds between two points of a run of two clocks."""
CLOCK_STEPS = 900
"""Steps of such a run: 30 seconds."""
SETTLED = 300
"""The step (10 s) from which a run counts as settled, when it is asked how well the two keep together."""
NUDGE_STEP = 450
"""The step (15 s) at which the first person may be nudged."""


@parameter_set
class KuramotoParameters:
    """Two people who each repeat something at a rhythm of their own, and listen to each other."""

    frequency_difference = Parameter(
        key="difference", symbol="Δω", unit="rad/s", default=1.0, low=-3.0, high=3.0, step=0.1,
        label="How different their own rhythms are",
        meaning="natural rhythm of the first minus that of the second; 6.28 rad/s is one turn a second", standing="invented")
    coupling_strength = Parameter(
        key="coupling", symbol="K", unit="rad/s", default=0.8, low=0.0, high=2.0, step=0.05,
        label="How strongly each listens", meaning="how strongly each gives way to what they follow", standing="invented")
    noise_strength = Parameter(
        key="noise", symbol="σ", unit="rad/√s", default=0.2, low=0.0, high=1.0, step=0.02,
        label="Unsteadiness", meaning="how much each one's timing wanders by itself", standing="invented")
    tempo = Parameter(
        key="tempo", symbol="f", unit="Hz", default=1.0, low=0.5, high=2.0, step=0.05,
        label="Tempo", meaning="how often the two repeat their movement, on average", standing="plausible")
    nudge = Parameter(
        key="nudge", symbol="η", unit="rad", default=0.0, low=0.0, high=3.0, step=0.1,
        label="Nudge the first person", meaning="how far the first is pushed ahead, once, half-way through",
        standing="invented")


@dataclass(frozen=True)
class KuramotoRun:
    """Thirty seconds of two clocks.

    Attributes
    ----------
    time : ndarray, shape (901,), s
    phase_first, phase_second : ndarray, shape (901,), rad
        Not wrapped: they keep growing.
    first, second : ndarray, shape (901,)
        What an observer sees: the sine of each phase, from -1 to 1.
    drum : ndarray, shape (901,), or None
        The drum that both hear (rival only).
    relative_phase : ndarray, shape (901,), rad
        First minus second, wrapped into one turn.
    turns : ndarray, shape (901,)
        The same without wrapping, in whole turns: how many turns the first is ahead.
    locked : bool
        Whether, without noise, the two would settle at a fixed relative phase: |Δω| <= 2K.
    expected_phase : float, rad
        That phase; nan when they would not settle.
    together : float
        How well they kept together from 10 s on: length of the mean of exp(iφ), 0 (not at all) to 1 (perfectly).
    slips : int
        Whole turns by which one overtook the other from 10 s on.
    lag : float, s
        Mean relative phase from 10 s on as time: positive when the first is ahead.
    nudge_time : float, s
        When the first is nudged (if at all).
    """

    time: np.ndarray
    phase_first: np.ndarray
    phase_second: np.ndarray
    first: np.ndarray
    second: np.ndarray
    drum: np.ndarray | None
    relative_phase: np.ndarray
    turns: np.ndarray
    locked: bool
    expected_phase: float
    together: float
    slips: int
    lag: float
    nudge_time: float


def simulate_kuramoto(parameters: KuramotoParameters, rng: np.random.Generator) -> KuramotoRun:
    """Two people who listen to each other: dθ₁ = (ω₁ + K sin(θ₂ − θ₁)) dt + σ dW₁, and the same with 1 and 2 exchanged.

    The relative phase φ = θ₁ − θ₂ then follows dφ = (Δω − 2K sin φ) dt + √2 σ dW: without noise the two lock if and only if
    |Δω| <= 2K, and then sin φ = Δω/2K. Who has the faster rhythm ends up ahead.

    Parameters
    ----------
    parameters : KuramotoParameters
    rng : numpy.random.Generator
        Gives the phases at the start (uniform) and the noise.

    Returns
    -------
    KuramotoRun

    Notes
    -----
    Left out: amplitude (only timing is modelled), delays of perception, and any difference in how strongly the two listen.
    Kuramoto 1984, 10.1007/978-3-642-69689-3.
    """
    sin, coupling = math.sin, parameters.coupling_strength
    omega_first, omega_second = _natural_rhythms(parameters)

    def rate(theta_first, theta_second):
        pull = coupling * sin(theta_second - theta_first)
        return omega_first + pull, omega_second - pull

    return _run_clocks(parameters, rng, rate, shared_drum=False)


def simulate_shared_drum(parameters: KuramotoParameters, rng: np.random.Generator) -> KuramotoRun:
    """The rival: two people who cannot hear each other follow the same drum, dθᵢ = (ωᵢ + K sin(ψ − θᵢ)) dt + σ dWᵢ.

    The drum ψ beats at their mean rhythm. Each locks to it if and only if |Δω|/2 <= K: the very threshold of the claim, so the
    two look in step under the same conditions, at relative phase 2 arcsin(Δω/2K). Only a nudge tells the stories apart: the
    second person does not notice it.

    Parameters, returns: as `simulate_kuramoto`.
    """
    sin, coupling = math.sin, parameters.coupling_strength
    omega_first, omega_second = _natural_rhythms(parameters)
    omega_drum = 2 * math.pi * parameters.tempo

    def rate(theta_first, theta_second, drum):
        return (omega_first + coupling * sin(drum - theta_first), omega_second + coupling * sin(drum - theta_second),
                omega_drum)

    return _run_clocks(parameters, rng, rate, shared_drum=True)


def _natural_rhythms(parameters):
    mean, half = 2 * math.pi * parameters.tempo, parameters.frequency_difference / 2
    return mean + half, mean - half


def _run_clocks(parameters, rng, rate, shared_drum):
    start = rng.uniform(-math.pi, math.pi, 2).tolist() + [0.0] * shared_drum
    noise = parameters.noise_strength
    # The two people's noise is drawn alone, so that claim and rival get the same luck.
    kicks = noise_kicks(rng, [noise, noise], CLOCK_STEPS, CLOCK_STEP)
    kicks[NUDGE_STEP][0] += parameters.nudge
    if shared_drum:
        kicks = [[*pair, 0.0] for pair in kicks]
    path = rk4(rate, start, CLOCK_STEP, kicks)
    theta_first, theta_second = path[:, 0], path[:, 1]
    difference, coupling = parameters.frequency_difference, parameters.coupling_strength
    locked = abs(difference) <= 2 * coupling
    relative = theta_first - theta_second
    mean_direction = np.exp(1j * relative[SETTLED:]).mean()
    expected = math.nan
    if locked and coupling > 0:
        expected = (shared_drum_relative_phase if shared_drum else locked_relative_phase)(difference, coupling)
    return KuramotoRun(
        time=read_only(CLOCK_STEP * np.arange(CLOCK_STEPS + 1)),
        phase_first=read_only(theta_first), phase_second=read_only(theta_second),
        first=read_only(np.sin(theta_first)), second=read_only(np.sin(theta_second)),
        drum=read_only(np.sin(path[:, 2])) if shared_drum else None,
        relative_phase=read_only(wrap_phase(relative)), turns=read_only(relative / (2 * math.pi)),
        locked=locked, expected_phase=expected, together=float(abs(mean_direction)),
        slips=round(abs(relative[-1] - relative[SETTLED]) / (2 * math.pi)),
        lag=lag_from_phase(float(np.angle(mean_direction)), parameters.tempo), nudge_time=CLOCK_STEP * (NUDGE_STEP + 1))


def locking_threshold(frequency_difference: float) -> float:
    """Smallest coupling K (rad/s) at which two clocks that differ by Δω (rad/s) lock: |Δω|/2."""
    return abs(frequency_difference) / 2


def locked_relative_phase(frequency_difference: float, coupling_strength: float) -> float:
    """Relative phase (rad) at which a coupled pair stays, without noise: φ = arcsin(Δω/2K), from -π/2 to π/2.

    Raises
    ------
    ValueError
        If |Δω| > 2K, or if K is 0: then there is no such phase.
    """
    threshold = locking_threshold(frequency_difference)
    if coupling_strength <= 0 or coupling_strength < threshold:
        raise ValueError(f"Two rhythms that differ by {frequency_difference:g} rad/s lock only if the coupling is above 0 and "
                         f"at least {threshold:g} rad/s; got {coupling_strength:g}.")
    return math.asin(frequency_difference / (2 * coupling_strength))


def shared_drum_relative_phase(frequency_difference: float, coupling_strength: float) -> float:
    """Relative phase (rad) of two who follow the same drum and not each other: 2 arcsin(Δω/2K), twice that of a coupled pair.

    Raises
    ------
    ValueError
        If |Δω| > 2K, or if K is 0: then at least one of them does not keep up with the drum.
    """
    return 2 * locked_relative_phase(frequency_difference, coupling_strength)


def lag_from_phase(phase: float, tempo: float) -> float:
    """A phase (rad) as time (s) at a tempo (Hz): φ / 2πf. Positive: the first is ahead."""
    return phase / (2 * math.pi * tempo)


def slip_rate(frequency_difference: float, coupling_strength: float) -> float:
    """How often (Hz) one overtakes the other in a pair that does not lock, without noise: √(Δω² − 4K²) / 2π; 0 if locked."""
    return math.sqrt(max(0.0, frequency_difference**2 - 4 * coupling_strength**2)) / (2 * math.pi)


# ---------------------------------------------------------------------------------------------------------------------------
# Relative phase with two ways to agree (extended Haken–Kelso–Bunz)
# ---------------------------------------------------------------------------------------------------------------------------

HKB_STEP = 1 / 30
HKB_STEPS = 900
CRITICAL_RATIO = 0.25
"""b/a above which alternating (anti-phase) is stable for two people with the same rhythm."""


@parameter_set
class HKBParameters:
    """Two people who can agree in two ways: both at once (in phase) or in turns (anti-phase)."""

    frequency_difference = Parameter(
        key="difference", symbol="Δω", unit="rad/s", default=0.0, low=-3.0, high=3.0, step=0.1,
        label="How different their own rhythms are", meaning="natural rhythm of the first minus that of the second",
        standing="invented")
    in_phase_pull = Parameter(
        key="a", symbol="a", unit="rad/s", default=1.0, low=0.0, high=2.0, step=0.05,
        label="Pull towards moving at once", meaning="strength of the pull towards in-phase", standing="invented")
    both_ways_pull = Parameter(
        key="b", symbol="b", unit="rad/s", default=0.6, low=0.0, high=2.0, step=0.05,
        label="Pull towards moving at once or in turns", meaning="strength of the pull towards in-phase and anti-phase alike; "
        "in finger movements it shrinks as the tempo rises", standing="invented")
    noise = Parameter(
        key="noise", symbol="Q", unit="rad²/s", default=0.1, low=0.0, high=1.0, step=0.02,
        label="Unsteadiness", meaning="variance that the relative phase gathers in a second by itself", standing="invented")
    start_phase = Parameter(
        key="start", symbol="φ₀", unit="rad", default=2.8, low=-3.1, high=3.1, step=0.1,
        label="Relative phase at the start", meaning="0 is both at once, about 3.1 (π) is in turns", standing="invented")


@dataclass(frozen=True)
class HKBRun:
    """Thirty seconds of a relative phase, and the landscape it moves in.

    Attributes
    ----------
    time : ndarray, shape (901,), s
    relative_phase : ndarray, shape (901,), rad
        Wrapped into one turn.
    turns : ndarray, shape (901,)
        The same without wrapping, in whole turns.
    landscape_phase : ndarray, shape (241,), rad
        From -π to π.
    landscape : ndarray, shape (241,), rad²/s
        The potential V there; the phase rolls downhill. With Δω ≠ 0 it is tilted, so its two ends differ.
    height : ndarray, shape (901,), rad²/s
        V at the wrapped relative phase: where the ball lies in the landscape.
    fixed_points : ndarray, shape (m,), rad
        Phases at which nothing pulls, m from 0 to 4, in ascending order.
    stable : ndarray of bool, shape (m,)
        Whether the phase comes back to each after a small push.
    near_in_phase, near_anti_phase : float
        Share of the time within π/4 of 0 and of π.
    slips : int
        Whole turns by which one overtook the other in the run.
    """

    time: np.ndarray
    relative_phase: np.ndarray
    turns: np.ndarray
    landscape_phase: np.ndarray
    landscape: np.ndarray
    height: np.ndarray
    fixed_points: np.ndarray
    stable: np.ndarray
    near_in_phase: float
    near_anti_phase: float
    slips: int


def simulate_hkb(parameters: HKBParameters, rng: np.random.Generator) -> HKBRun:
    """Relative phase of two people: dφ = (Δω − a sin φ − 2b sin 2φ) dt + √Q dW.

    At Δω = 0 both 0 (at once) and π (in turns) are fixed points; π is stable if and only if b/a > 1/4.

    Parameters
    ----------
    parameters : HKBParameters
    rng : numpy.random.Generator
        Gives the noise.

    Returns
    -------
    HKBRun

    Notes
    -----
    Left out: everything but the relative phase. Haken, Kelso & Bunz 1985, 10.1007/BF00336922.
    """
    return _run_hkb(parameters, rng, parameters.both_ways_pull)


def simulate_in_phase_only(parameters: HKBParameters, rng: np.random.Generator) -> HKBRun:
    """The rival: b = 0, whatever the slider says. Then there is one way to agree, and taking turns is never stable.

    Parameters, returns: as `simulate_hkb`.
    """
    return _run_hkb(parameters, rng, 0.0)


def _run_hkb(parameters, rng, b):
    sin, difference, a = math.sin, parameters.frequency_difference, parameters.in_phase_pull

    def rate(phi):
        return (difference - a * sin(phi) - 2 * b * sin(2 * phi),)

    kicks = noise_kicks(rng, [math.sqrt(parameters.noise)], HKB_STEPS, HKB_STEP)
    phase = rk4(rate, [parameters.start_phase], HKB_STEP, kicks)[:, 0]
    wrapped = wrap_phase(phase)
    grid = np.linspace(-math.pi, math.pi, 241)
    fixed_points, stable = hkb_fixed_points(difference, a, b)
    return HKBRun(
        time=read_only(HKB_STEP * np.arange(HKB_STEPS + 1)), relative_phase=read_only(wrapped),
        turns=read_only(phase / (2 * math.pi)), landscape_phase=read_only(grid),
        landscape=read_only(hkb_potential(grid, difference, a, b)),
        height=read_only(hkb_potential(wrapped, difference, a, b)), fixed_points=fixed_points, stable=stable,
        near_in_phase=float(np.mean(np.abs(wrapped) < math.pi / 4)),
        near_anti_phase=float(np.mean(np.abs(wrapped) > 3 * math.pi / 4)),
        slips=round(abs(phase[-1] - phase[0]) / (2 * math.pi)))


def hkb_potential(phase, frequency_difference: float, in_phase_pull: float, both_ways_pull: float):
    """Landscape in which the relative phase rolls downhill: V(φ) = −Δω φ − a cos φ − b cos 2φ, so that dφ/dt = −dV/dφ."""
    return -frequency_difference * phase - in_phase_pull * np.cos(phase) - both_ways_pull * np.cos(2 * phase)


def hkb_fixed_points(frequency_difference: float, in_phase_pull: float,
                     both_ways_pull: float) -> tuple[np.ndarray, np.ndarray]:
    """Relative phases at which Δω = a sin φ + 2b sin 2φ, and whether each is stable (slope −a cos φ − 4b cos 2φ < 0).

    Returns
    -------
    phases : ndarray, shape (m,), rad
        In ascending order in (-π, π]; none if the rhythms differ too much (or if nothing pulls at all).
    stable : ndarray of bool, shape (m,)
    """
    # With z = exp(iφ) the condition is a polynomial of degree four; its roots on the unit circle are the phases.
    a, b = in_phase_pull, both_ways_pull
    # A pull too weak to matter beside the rest is none at all.
    a, b = (pull if pull > 1e-12 * max(a, b, abs(frequency_difference), 1e-3) else 0.0 for pull in (a, b))
    roots = np.roots([-2 * b, -a, 2j * frequency_difference, a, 2 * b]) if a or b else np.array([])
    phases = wrap_phase(np.angle(roots[np.abs(np.abs(roots) - 1) < 1e-6]))
    phases = np.sort(np.where(phases < 1e-9 - math.pi, math.pi, phases))
    slope = -a * np.cos(phases) - 4 * b * np.cos(2 * phases)
    return read_only(phases), read_only(slope < -1e-9)


def anti_phase_is_stable(in_phase_pull: float, both_ways_pull: float) -> bool:
    """Whether two people of the same rhythm can keep taking turns: b/a > 1/4 (the slope at π is a − 4b)."""
    return both_ways_pull > CRITICAL_RATIO * in_phase_pull


# ---------------------------------------------------------------------------------------------------------------------------
# A pair that keeps something of having moved together (Nordham and others 2018)
# ---------------------------------------------------------------------------------------------------------------------------

ADAPTIVE_STEP = 0.05
BEFORE, AFTER = 20.0, 20.0
"""Seconds without seeing each other, before and after."""
MEAN_RHYTHM = 6.0
"""Mean natural rhythm, rad/s: a little under one movement a second."""
ALPHA, BETA, GAMMA = 1.0, 1.0, 2.0
COUPLING_A, COUPLING_B = -2.0, 0.5
"""Published values of the oscillator and of the coupling (Nordham and others 2018)."""
PUBLISHED_KEPT = {"uncoordinated": 0.88, "intermittent": 0.59, "coordinated": 0.37}
"""Slope of the frequency difference after on that before, by how well the pair had moved together (8 pairs; all: .76)."""


@parameter_set
class AdaptiveParameters:
    """Two people who move apart, then in sight of each other, then apart again."""

    frequency_difference = Parameter(
        key="difference", symbol="ΔΩ", unit="rad/s", default=1.0, low=0.1, high=4.0, step=0.05,
        label="How different their own rhythms are", meaning="natural rhythm of the first minus that of the second, "
        "before they see each other", standing="invented")
    adaptation = Parameter(
        key="adaptation", symbol="ε", unit="rad/s per unit", default=0.25, low=0.0, high=0.5, step=0.01,
        label="How fast rhythms adapt", meaning="how fast each one's own rhythm drifts towards the other's while "
        "they see each other", standing="invented")
    coupling_strength = Parameter(
        key="coupling", symbol="κ", unit="", default=1.0, low=0.0, high=2.0, step=0.05,
        label="How strongly each gives way", meaning="factor on the coupling A and B of the published model; 1 leaves them "
        "as they are, and nobody measured them", standing="invented")
    seeing_time = Parameter(
        key="seeing", symbol="T", unit="s", default=20.0, low=0.0, high=30.0, step=1.0,
        label="Time in sight of each other", meaning="how long they see each other; 20 s was the study's design",
        standing="plausible", source="nordham2018")
    noise_strength = Parameter(
        key="noise", symbol="σ", unit="1/√s", default=0.1, low=0.0, high=0.5, step=0.01,
        label="Unsteadiness", meaning="random kicks to each one's movement", standing="invented")


@dataclass(frozen=True)
class AdaptiveRun:
    """20 s apart, `seeing_time` in sight of each other, 20 s apart. n = 801 to 1,401 points, 20 a second.

    Attributes
    ----------
    time : ndarray, shape (n,), s
    first, second : ndarray, shape (n,)
        Position of each one's hand (no unit).
    relative_phase : ndarray, shape (n,), rad
        First minus second, wrapped.
    rhythm_first, rhythm_second : ndarray, shape (n,), rad/s
        Each one's own (natural) rhythm Ω, which adapts while they see each other.
    seeing_from, seeing_to : float, s
    difference_before, difference_after : float, rad/s
        Ω₁ − Ω₂ before and after.
    kept : float
        After divided by before: 1 means that nothing is kept of having moved together, 0 that they parted with one rhythm.
    together : float
        How well they kept together in the second half of the time in sight: 0 (not at all) to 1; 0 if there was none.
    """

    time: np.ndarray
    first: np.ndarray
    second: np.ndarray
    relative_phase: np.ndarray
    rhythm_first: np.ndarray
    rhythm_second: np.ndarray
    seeing_from: float
    seeing_to: float
    difference_before: float
    difference_after: float
    kept: float
    together: float


def simulate_adaptive(parameters: AdaptiveParameters, rng: np.random.Generator) -> AdaptiveRun:
    """A pair whose rhythms adapt while they see each other (χ = 1) and stay as they are while they do not (χ = 0).

    ẍ₁ + (α x₁² + β ẋ₁² − γ) ẋ₁ + Ω₁² x₁ = χ κ [A + B (x₁ − x₂)²] (ẋ₁ − ẋ₂),  Ω̇₁ = χ ε ẋ₁ x₂,  and the same with 1 and 2
    exchanged. Noise kicks the velocities.

    Parameters
    ----------
    parameters : AdaptiveParameters
    rng : numpy.random.Generator
        Gives where in its cycle each one starts (uniform), and the noise.

    Returns
    -------
    AdaptiveRun

    Notes
    -----
    Equations and α, β, γ, A, B: Nordham, Tognoli, Fuchs & Kelso 2018, 10.1080/10407413.2018.1438196. ε is chosen here, so
    that a pair that locks keeps about what coordinated pairs kept in the study. Left out: forgetting, and a pull back to
    one's old rhythm.
    """
    return _run_adaptive(parameters, rng, parameters.adaptation)


def simulate_without_trace(parameters: AdaptiveParameters, rng: np.random.Generator) -> AdaptiveRun:
    """The rival: ε = 0, whatever the slider says. The two move together while they see each other, and keep nothing of it.

    Parameters, returns: as `simulate_adaptive`.
    """
    return _run_adaptive(parameters, rng, 0.0)


def _adaptive_rate(seeing, coupling, adaptation):
    """Slopes of (x₁, ẋ₁, Ω₁, x₂, ẋ₂, Ω₂); `seeing` is χ."""
    a, b, epsilon = seeing * coupling * COUPLING_A, seeing * coupling * COUPLING_B, seeing * adaptation

    def rate(x, v, omega, y, w, psi):
        gap = x - y
        pull = (a + b * gap * gap) * (v - w)
        return (v, pull - (ALPHA * x * x + BETA * v * v - GAMMA) * v - omega * omega * x, epsilon * v * y,
                w, -pull - (ALPHA * y * y + BETA * w * w - GAMMA) * w - psi * psi * y, epsilon * w * x)

    return rate


def _run_adaptive(parameters, rng, adaptation):
    stages = [round(seconds / ADAPTIVE_STEP) for seconds in (BEFORE, parameters.seeing_time, AFTER)]
    angles, half = rng.uniform(-math.pi, math.pi, 2), parameters.frequency_difference / 2
    sigma = parameters.noise_strength
    kicks = noise_kicks(rng, [0.0, sigma, 0.0, 0.0, sigma, 0.0], sum(stages), ADAPTIVE_STEP)
    state = []
    for angle, omega in zip(angles.tolist(), (MEAN_RHYTHM + half, MEAN_RHYTHM - half)):
        # The cycle each would follow alone, to first order: with v = ωr cos, mean damping is 0 at (α + 3βω²) r²/4 = γ.
        radius = math.sqrt(4 * GAMMA / (ALPHA + 3 * BETA * omega**2))
        state += [radius * math.sin(angle), radius * omega * math.cos(angle), omega]
    path, done = np.array([state]), 0
    for steps, seeing in zip(stages, (0.0, 1.0, 0.0)):
        rate = _adaptive_rate(seeing, parameters.coupling_strength, adaptation)
        piece = rk4(rate, path[-1].tolist(), ADAPTIVE_STEP, kicks[done:done + steps])
        path, done = np.concatenate([path, piece[1:]]), done + steps
    return _adaptive_run(path, stages)


def _adaptive_run(path, stages):
    x, v, omega, y, w, psi = path.T
    relative = np.arctan2(x * omega, v) - np.arctan2(y * psi, w)
    on, off = stages[0], stages[0] + stages[1]
    watched = relative[(on + off) // 2:off]
    before, after = float(omega[0] - psi[0]), float(omega[-1] - psi[-1])
    return AdaptiveRun(
        time=read_only(ADAPTIVE_STEP * np.arange(len(path))), first=read_only(x), second=read_only(y),
        relative_phase=read_only(wrap_phase(relative)), rhythm_first=read_only(omega), rhythm_second=read_only(psi),
        seeing_from=on * ADAPTIVE_STEP, seeing_to=off * ADAPTIVE_STEP, difference_before=before, difference_after=after,
        kept=after / before, together=float(abs(np.exp(1j * watched).mean())) if watched.size else 0.0)


# ---------------------------------------------------------------------------------------------------------------------------
# Who leads (a pair with a delay)
# ---------------------------------------------------------------------------------------------------------------------------

FRAME = 0.25
"""Seconds a frame, as in the studies that code a face or a voice four times a second (Feldman and others 1999)."""
LAG_SHOWN = 16
"""Largest lag looked at, frames: 4 s."""
EPISODE = 15.0
"""Mean length of an episode of engagement, s (invented)."""


@parameter_set
class LaggedParameters:
    """Two people whose excitement rises and falls; each may follow what the other did a little earlier."""

    second_follows = Parameter(
        key="second_follows", symbol="c₂", unit="", default=0.3, low=-0.35, high=0.35, step=0.05,
        label="How much the second follows the first", meaning="share of the first's state that the second takes over; below "
        "zero, the second goes the opposite way", standing="invented")
    first_follows = Parameter(
        key="first_follows", symbol="c₁", unit="", default=0.0, low=-0.35, high=0.35, step=0.05,
        label="How much the first follows the second", meaning="the same, the other way round", standing="invented")
    lag = Parameter(
        key="lag", symbol="ℓ", unit="s", default=1.0, low=0.25, high=3.0, step=0.25,
        label="How late the follower is", meaning="time until what one did reaches the other", standing="plausible")
    carry_over = Parameter(
        key="carry_over", symbol="a", unit="", default=0.5, low=0.0, high=0.6, step=0.05,
        label="How long a mood lasts", meaning="share of one's own state that is still there a frame (0.25 s) later",
        standing="invented")
    engaged_share = Parameter(
        key="engaged", symbol="E", unit="", default=1.0, low=0.05, high=1.0, step=0.05,
        label="Share of the time they are engaged",
        meaning="they follow each other only in episodes of about 15 s; 1 is always", standing="invented")
    minutes = Parameter(
        key="minutes", symbol="T", unit="min", default=3.0, low=1.0, high=8.0, step=1.0,
        label="Minutes watched", meaning="length of the recording", standing="plausible")


@dataclass(frozen=True)
class LaggedRun:
    """Minutes of two people's excitement, four frames a second: n = 240 to 1,920 frames.

    Attributes
    ----------
    time : ndarray, shape (n,), s
    first, second : ndarray, shape (n,)
        Excitement, in units of its random pushes.
    engaged : ndarray of bool, shape (n,)
        Whether the two are engaged at that frame.
    lags : ndarray, shape (33,), s
        From -4 to 4; positive means that the first leads.
    correlation : ndarray, shape (33,)
        Correlation of first(t) with second(t + lag) over the whole run.
    expected : ndarray, shape (33,)
        The same for an endless recording of a pair that is always engaged (exact).
    peak_lag : float, s
        Lag at which the correlation is farthest from 0: positive, the first seems to lead.
    concordance, concordance_engaged, concordance_apart : float
        Correlation at the lag and in the direction of the stronger influence: over the whole run, inside the episodes of
        engagement, and outside them; nan where there are fewer than 20 frames.
    """

    time: np.ndarray
    first: np.ndarray
    second: np.ndarray
    engaged: np.ndarray
    lags: np.ndarray
    correlation: np.ndarray
    expected: np.ndarray
    peak_lag: float
    concordance: float
    concordance_engaged: float
    concordance_apart: float


def simulate_lagged(parameters: LaggedParameters, rng: np.random.Generator) -> LaggedRun:
    """Two people who follow each other late: xₜ = a xₜ₋₁ + c₁ yₜ₋ℓ + e, yₜ = a yₜ₋₁ + c₂ xₜ₋ℓ + e, with e normal, spread 1.

    Outside the episodes of engagement c₁ and c₂ are 0.

    Parameters
    ----------
    parameters : LaggedParameters
    rng : numpy.random.Generator
        Gives e, and when the two are engaged.

    Returns
    -------
    LaggedRun

    Notes
    -----
    Left out: everything that makes people differ, and any reason to engage or to stop. The form is that of Chow and others
    2010 without its change over time.
    """
    pushes, _, engaged = _draw(parameters, rng)
    a, c_first, c_second = parameters.carry_over, parameters.first_follows, parameters.second_follows
    lag = lag_in_frames(parameters)
    x, y = [0.0] * lag, [0.0] * lag
    for (e_first, e_second), together in zip(pushes.tolist(), engaged.tolist()):
        past_x, past_y = (x[-lag], y[-lag]) if together else (0.0, 0.0)
        x.append(a * x[-1] + c_first * past_y + e_first)
        y.append(a * y[-1] + c_second * past_x + e_second)
    return _lagged_run(parameters, np.array(x[lag:]), np.array(y[lag:]), engaged, hidden=False)


def simulate_hidden_third(parameters: LaggedParameters, rng: np.random.Generator) -> LaggedRun:
    """The rival: neither takes notice of the other; hidden thirds reach one at once and the other ℓ later.

    xₜ = a xₜ₋₁ + √2|c₂| uₜ ± √2|c₁| wₜ₋ℓ + e, yₜ = a yₜ₋₁ + √2|c₁| wₜ ± √2|c₂| uₜ₋ℓ + e (the root reaches over 2|c|), with
    u, w hidden, normal, spread 1, and the signs those of c₁, c₂. The 2 makes the correlation about as high as in the claim.
    Whoever hears first seems to lead. The thirds do not care whether the two are engaged.

    Parameters, returns: as `simulate_lagged`.
    """
    pushes, hidden, engaged = _draw(parameters, rng)
    c_first, c_second, lag = parameters.first_follows, parameters.second_follows, lag_in_frames(parameters)
    late = np.zeros_like(hidden)
    late[lag:] = hidden[:-lag]
    root_first, root_second = math.sqrt(2 * abs(c_first)), math.sqrt(2 * abs(c_second))
    pushes = pushes + np.column_stack([
        root_second * hidden[:, 0] + math.copysign(root_first, c_first) * late[:, 1],
        root_first * hidden[:, 1] + math.copysign(root_second, c_second) * late[:, 0]])
    a, x, y, path = parameters.carry_over, 0.0, 0.0, []
    for e_first, e_second in pushes.tolist():
        x, y = a * x + e_first, a * y + e_second
        path.append((x, y))
    first, second = np.array(path).T
    return _lagged_run(parameters, first, second, engaged, hidden=True)


def lag_in_frames(parameters: LaggedParameters) -> int:
    """The lag as a whole number of frames, at least one."""
    return max(1, round(parameters.lag / FRAME))


def _draw(parameters, rng):
    n = round(60 * parameters.minutes / FRAME)
    pushes, hidden = rng.standard_normal((n, 2)), rng.standard_normal((n, 2))
    share, chances = parameters.engaged_share, rng.random(n)
    stop = FRAME / EPISODE
    begin = stop * share / (1 - share) if share < 1 else 1.0
    engaged, now = [], bool(chances[0] < share)
    for chance in chances.tolist():
        engaged.append(now)
        now = chance >= stop if now else chance < begin
        now = now or share == 1
    return pushes, hidden, np.array(engaged)


def _lagged_run(parameters, first, second, engaged, hidden):
    lags, correlation = cross_correlation(first, second, LAG_SHOWN)
    forward = abs(parameters.second_follows) >= abs(parameters.first_follows)
    shift = lag_in_frames(parameters)
    earlier, later = (first, second) if forward else (second, first)
    earlier, later, inside = earlier[:-shift], later[shift:], engaged[shift:]
    return LaggedRun(
        time=read_only(FRAME * np.arange(len(first))), first=read_only(first), second=read_only(second),
        engaged=read_only(engaged), lags=read_only(FRAME * lags), correlation=read_only(correlation),
        expected=read_only(expected_correlation(parameters, hidden=hidden)),
        peak_lag=float(FRAME * lags[np.argmax(np.abs(correlation))]), concordance=_concordance(earlier, later),
        concordance_engaged=_concordance(earlier[inside], later[inside]),
        concordance_apart=_concordance(earlier[~inside], later[~inside]))


def _concordance(earlier, later):
    return float(np.corrcoef(earlier, later)[0, 1]) if earlier.size >= 20 else math.nan


def expected_correlation(parameters: LaggedParameters, *, hidden: bool = False) -> np.ndarray:
    """Correlation by lag of an endless recording of a pair that is always engaged: exact, from the spectrum.

    Parameters
    ----------
    parameters : LaggedParameters
    hidden : bool
        False for `simulate_lagged`, True for its rival.

    Returns
    -------
    ndarray, shape (33,)
        At lags -4 to 4 s, a frame apart; positive lags: the first leads.
    """
    z = np.exp(-2j * math.pi * np.arange(4096) / 4096)
    late, own = z ** lag_in_frames(parameters), 1 - parameters.carry_over * z
    c_first, c_second = parameters.first_follows, parameters.second_follows
    if hidden:
        root_first, root_second = math.sqrt(2 * abs(c_first)), math.sqrt(2 * abs(c_second))
        to_first = [1 / own, 0 * own, root_second / own, math.copysign(root_first, c_first) * late / own]
        to_second = [0 * own, 1 / own, math.copysign(root_second, c_second) * late / own, root_first / own]
    else:
        both = own**2 - c_first * c_second * late**2
        to_first, to_second = [own / both, c_first * late / both], [c_second * late / both, own / both]

    def covariance(one, other):
        return np.fft.ifft(sum(np.conj(p) * q for p, q in zip(one, other))).real

    scale = math.sqrt(covariance(to_first, to_first)[0] * covariance(to_second, to_second)[0])
    return covariance(to_first, to_second)[np.arange(-LAG_SHOWN, LAG_SHOWN + 1)] / scale
