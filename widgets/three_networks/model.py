"""One observer reads the state of a partner with three nodes, and what is lost when one of them is silent.

====================  ============================================================================
the claim             `simulate_networks`: value, resonance and mentalising together
its rivals            `simulate_without_value`, `simulate_without_resonance`,
                      `simulate_without_mentalising`: one node silent
                      `simulate_ungated`: value learns from dopamine alone, blind to oxytocin
====================  ============================================================================

All take the same parameters and give the same kind of run, and with the same seed they get the same luck. The nodes are named
after what they do, not after a piece of the brain: no published mathematical model of three networks is known to us. Nothing
in here knows which kind of animal it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

MEETINGS = 120
"""Meetings with the partner; at each, a newcomer is met as well."""
SITUATIONS = 4
"""Kinds of situation (greeting, parting, play, tiredness ...), equally frequent."""
SETTLED = MEETINGS // 2
"""The meeting from which a run counts as settled."""
LEAST_VIGOUR = 0.25
"""Vigour of an answer to somebody of no value."""
BONDED = 0.5
"""Value from which the toy speaks of a bond."""
NODES = ("value", "resonance", "mentalising")
"""The order of the nodes in `NetworksRun.contrast`."""


@parameter_set
class NetworksParameters:
    """Somebody who meets a partner again and again, and has to find out how the partner is."""

    cue_noise = Parameter(
        key="cue", symbol="σ_c", unit="", default=1.0, low=0.3, high=3.0, step=0.1,
        label="How hard face and voice are to read", meaning="error of what is seen and heard when one looks with full "
        "attention; the partner's own states have spread 1", standing="invented")
    body_noise = Parameter(
        key="body", symbol="σ_r", unit="", default=1.2, low=0.3, high=3.0, step=0.1,
        label="How rough the body's echo is", meaning="error of the partner's state as echoed in one's own body, at a "
        "newcomer's distance", standing="invented")
    mood_leak = Parameter(
        key="mood", symbol="λ", unit="", default=0.5, low=0.0, high=1.5, step=0.05,
        label="How much one's own mood mixes in", meaning="share of one's own mood (spread 1) that the body's echo takes "
        "for the partner's state", standing="invented")
    closeness = Parameter(
        key="closeness", symbol="k", unit="", default=2.0, low=1.0, high=4.0, step=0.1,
        label="How close the bodies are", meaning="by how much being held or moving together makes the body's echo of the "
        "partner more precise than that of a newcomer", standing="invented")
    consistency = Parameter(
        key="consistency", symbol="ρ", unit="", default=0.6, low=0.0, high=0.9, step=0.05,
        label="How true to habit the partner is", meaning="share of the variance of the partner's states that comes from "
        "habits, one for each kind of situation", standing="invented")
    learning_rate = Parameter(
        key="learning", symbol="α", unit="1/meeting", default=0.1, low=0.01, high=0.3, step=0.01,
        label="How fast value is learned", meaning="share of the surprise about a meeting's reward that is learned when both "
        "signals are full", standing="invented")
    oxytocin = Parameter(
        key="oxytocin", symbol="O", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="Oxytocin signal", meaning="what a blocker leaves of the signal of oxytocin, or of its relative in other "
        "animals", standing="invented")
    dopamine = Parameter(
        key="dopamine", symbol="D", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="Dopamine signal", meaning="what a blocker leaves of the signal of dopamine", standing="invented")


@dataclass(frozen=True)
class NetworksRun:
    """One hundred and twenty meetings, n = 120; states and errors in units of the spread of a partner's states.

    Attributes
    ----------
    meeting : ndarray of int, shape (n,)
        1 to 120.
    situation : ndarray of int, shape (n,)
        Which kind of situation, 0 to 3.
    state, own_mood : ndarray, shape (n,)
        How the partner really is, and how the observer is.
    seen, echoed, expected_state : ndarray, shape (n,)
        What face and voice say, what the own body says, what the partner's habits say.
    estimate, error : ndarray, shape (n,)
        What the observer takes the partner's state to be, and by how much that is too high.
    typical_error : ndarray, shape (n,)
        Spread of the error at that meeting (exact): 1/√(sum of precisions).
    weight_seen, weight_echoed, weight_expected : ndarray, shape (n,)
        Share of each source in the estimate; they add up to 1.
    reward, value, vigour : ndarray, shape (n,)
        How well the answer fitted (0 to 1); value of the partner before the meeting (0 to 1); vigour of the answer.
    newcomer_error : ndarray, shape (n,)
        Error with a newcomer at each meeting: same nodes, no value, no history, no closeness.
    newcomer_typical_error : float
        Spread of that error (exact).
    rms_error, newcomer_rms_error : float
        Root mean square of the errors in the second half.
    mood_colouring : float
        By how much one unit of own mood shifts the estimate of the partner (second half, exact): weight of the echo times λ.
    late_vigour : float
        Mean vigour in the second half.
    bonded_at : float
        First meeting at which the value is at least 0.5; nan if there is none.
    contrast : ndarray, shape (3,)
        Partner minus newcomer, for value, resonance, mentalising: how much more a node has to say, on a scale from 0 to 1.
    """

    meeting: np.ndarray
    situation: np.ndarray
    state: np.ndarray
    own_mood: np.ndarray
    seen: np.ndarray
    echoed: np.ndarray
    expected_state: np.ndarray
    estimate: np.ndarray
    error: np.ndarray
    typical_error: np.ndarray
    weight_seen: np.ndarray
    weight_echoed: np.ndarray
    weight_expected: np.ndarray
    reward: np.ndarray
    value: np.ndarray
    vigour: np.ndarray
    newcomer_error: np.ndarray
    newcomer_typical_error: float
    rms_error: float
    newcomer_rms_error: float
    mood_colouring: float
    late_vigour: float
    bonded_at: float
    contrast: np.ndarray

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "meeting": (1, MEETINGS), "situation": (0, SITUATIONS - 1), "weight_seen": (0, 1), "weight_echoed": (0, 1),
        "weight_expected": (0, 1), "reward": (0, 1), "value": (0, 1), "vigour": (LEAST_VIGOUR, 1),
        "late_vigour": (LEAST_VIGOUR, 1), "bonded_at": (1, MEETINGS), "contrast": (0, 1)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"bonded_at"})


def simulate_networks(parameters: NetworksParameters, rng: np.random.Generator) -> NetworksRun:
    """Three nodes together: the estimate is the mean of three sources, each weighted by its precision (1/variance).

    ŝ = (π_c c + π_r b + π_m m) / (π_c + π_r + π_m)

    - What is seen and heard: c = s + noise, π_c = g/σ_c². Vigour g = 0.25 + 0.75 V sets how closely one looks and how strongly
      one answers.
    - *Resonance*, the own body: b = s + λ u + noise, with u the own mood; 1/π_r = σ_r²/k + λ². The mood is allowed for on
      average but not taken out, so it colours what one reads in the other.
    - *Mentalising*, what this partner usually does: s = h_j + rest, with a habit h_j of variance ρ in each kind of
      situation j.
      After n earlier meetings in that situation with mean s̄: m = w s̄, 1/π_m = (1 − ρ) + ρ (1 − w), w = nρ / (1 − ρ + nρ).
    - *Value*: V ← V + α O D (r − V), with the meeting's reward r = exp(−(ŝ − s)²/2): an answer that fits is worth more.

    Parameters
    ----------
    parameters : NetworksParameters
    rng : numpy.random.Generator
        Gives situations, the partner's habits and states, the own mood and all noise.

    Returns
    -------
    NetworksRun

    Notes
    -----
    An illustration, not a model of the brain: no published mathematical model of the three networks is known to us. Left out:
    that a partner reacts in turn, that habits change, and every reward but that of being understood. How the
    partner was is known after each meeting. The nearest published formalism, an infant who infers a caregiver's
    reliability, is Cittern and others 2018, 10.1371/journal.pone.0193955. The three networks: Feldman 2017,
    10.1016/j.tics.2016.11.007.
    """
    return _run(parameters, rng)


def simulate_without_value(parameters: NetworksParameters, rng: np.random.Generator) -> NetworksRun:
    """A rival: the value node is silent, V = 0. The observer still reads the partner, with little vigour and a casual look.

    Parameters, returns: as `simulate_networks`.
    """
    return _run(parameters, rng, value=False)


def simulate_without_resonance(parameters: NetworksParameters, rng: np.random.Generator) -> NetworksRun:
    """A rival: the body gives no echo, π_r = 0. Then one's own mood does not colour what one reads in the other.

    Parameters, returns: as `simulate_networks`.
    """
    return _run(parameters, rng, resonance=False)


def simulate_without_mentalising(parameters: NetworksParameters, rng: np.random.Generator) -> NetworksRun:
    """A rival: nothing is expected of anybody, π_m = 0. Then a shared history does not help to read the partner.

    Parameters, returns: as `simulate_networks`.
    """
    return _run(parameters, rng, mentalising=False)


def simulate_ungated(parameters: NetworksParameters, rng: np.random.Generator) -> NetworksRun:
    """A rival: value learns from dopamine alone, V ← V + α D (r − V), so a blocker of oxytocin changes nothing.

    Parameters, returns: as `simulate_networks`.
    """
    return _run(parameters, rng, gated=False)


def _run(parameters, rng, *, value=True, resonance=True, mentalising=True, gated=True):
    world = _draw_world(parameters, rng)
    rate = parameters.learning_rate * parameters.dopamine * (parameters.oxytocin if gated else 1.0) * value
    echo_precision = resonance / body_variance(parameters, parameters.closeness)
    sums, counts, worth, rows = [0.0] * SITUATIONS, [0] * SITUATIONS, 0.0, []
    # Plain floats, in the order of the meetings: the value gained at one meeting sharpens the look at the next.
    for j, state, look, echo in zip(*(world[name].tolist() for name in ("situation", "state", "look", "echo"))):
        vigour = LEAST_VIGOUR + (1 - LEAST_VIGOUR) * worth
        look_precision = vigour / parameters.cue_noise**2
        seen = state + look / math.sqrt(look_precision)
        expected, expected_precision = expect_from_history(parameters.consistency, sums[j], counts[j])
        expected_precision *= mentalising
        total = look_precision + echo_precision + expected_precision
        estimate = (look_precision * seen + echo_precision * (state + echo) + expected_precision * expected) / total
        reward = math.exp(-(estimate - state)**2 / 2)
        rows.append((seen, expected, estimate, look_precision / total, echo_precision / total, expected_precision / total,
                     total ** -0.5, reward, worth, vigour, expected_precision))
        worth += rate * (reward - worth)
        sums[j] += state
        counts[j] += 1
    newcomer = _meet_newcomers(parameters, world, resonance, mentalising)
    return _finish(parameters, world, np.array(rows).T, newcomer, resonance, mentalising)


def _draw_world(parameters, rng):
    """Everything that luck decides, drawn before any rule is asked, so that claim and rivals get the same."""
    situation = rng.integers(SITUATIONS, size=MEETINGS)
    habits = rng.standard_normal(SITUATIONS)
    rest, look, echo, mood, new_state, new_look, new_echo = rng.standard_normal((7, MEETINGS))
    rho, leak = parameters.consistency, parameters.mood_leak
    return {"situation": situation, "state": math.sqrt(rho) * habits[situation] + math.sqrt(1 - rho) * rest, "look": look,
            "echo": parameters.body_noise / math.sqrt(parameters.closeness) * echo + leak * mood, "mood": mood,
            "new_state": new_state, "new_look": new_look, "new_echo": parameters.body_noise * new_echo + leak * mood}


def body_variance(parameters: NetworksParameters, closeness: float) -> float:
    """Variance of the error of the body's echo: noise σ_r²/k, and the own mood λ²."""
    return parameters.body_noise**2 / closeness + parameters.mood_leak**2


def weighted_estimate(values, precisions) -> float:
    """Mean of several sources, each weighted by its precision: Σ πᵢ vᵢ / Σ πᵢ.

    Parameters
    ----------
    values, precisions : array_like, shape (sources,)
        Precisions are not negative, and not all 0.

    Returns
    -------
    float
    """
    values, precisions = np.asarray(values, dtype=float), np.asarray(precisions, dtype=float)
    return float(values @ precisions / precisions.sum())


def plain_mean(values, precisions) -> float:
    """A mistake: as `weighted_estimate`, but every source counts alike."""
    return float(np.mean(values))


def expect_from_history(consistency: float, total: float, meetings: int) -> tuple[float, float]:
    """What a partner's habits let one expect in a situation (posterior mean), and the precision of that.

    Parameters
    ----------
    consistency : float
        Share ρ of the variance of the partner's states that habits make.
    total : float
        Sum of the partner's states at earlier meetings in this kind of situation.
    meetings : int
        How many there were.

    Returns
    -------
    mean, precision : float
        0 and 1 for somebody never met: then only people in general are known.
    """
    known = meetings * consistency / (1 - consistency + meetings * consistency)
    mean = known * total / meetings if meetings else 0.0
    return mean, 1 / (1 - consistency + consistency * (1 - known))


def _meet_newcomers(parameters, world, resonance, mentalising):
    """Errors with newcomers, and their spread: least vigour, no closeness, no history (mean 0, precision 1)."""
    look = LEAST_VIGOUR / parameters.cue_noise**2
    echo = resonance / body_variance(parameters, 1.0)
    total = look + echo + mentalising
    error = (look * world["new_look"] / math.sqrt(look) + echo * world["new_echo"] - mentalising * world["new_state"]) / total
    return error, total ** -0.5


def _finish(parameters, world, columns, newcomer, resonance, mentalising):
    (seen, expected, estimate, weight_seen, weight_echoed, weight_expected, typical, reward, value, vigour,
     expected_precision) = columns
    newcomer_error, newcomer_typical = newcomer
    error = estimate - world["state"]
    bonded = np.flatnonzero(value >= BONDED)
    near, far = (1 / body_variance(parameters, closeness) for closeness in (parameters.closeness, 1.0))
    contrast = (value[SETTLED:].mean(), resonance * (_say(near) - _say(far)),
                mentalising * (_say(expected_precision[SETTLED:]).mean() - _say(1.0)))
    return NetworksRun(
        meeting=read_only(np.arange(1, MEETINGS + 1)), situation=read_only(world["situation"]),
        state=read_only(world["state"]),
        own_mood=read_only(world["mood"]), seen=read_only(seen), echoed=read_only(world["state"] + world["echo"]),
        expected_state=read_only(expected), estimate=read_only(estimate), error=read_only(error),
        typical_error=read_only(typical), weight_seen=read_only(weight_seen), weight_echoed=read_only(weight_echoed),
        weight_expected=read_only(weight_expected), reward=read_only(reward), value=read_only(value),
        vigour=read_only(vigour), newcomer_error=read_only(newcomer_error), newcomer_typical_error=newcomer_typical,
        rms_error=_rms(error[SETTLED:]), newcomer_rms_error=_rms(newcomer_error[SETTLED:]),
        mood_colouring=float(weight_echoed[SETTLED:].mean()) * parameters.mood_leak,
        late_vigour=float(vigour[SETTLED:].mean()), bonded_at=float(bonded[0] + 1) if bonded.size else math.nan,
        contrast=read_only(np.maximum(contrast, 0.0)))


def _say(precision):
    """How much a source of this precision says, from 0 (nothing) to 1 (all): π/(1 + π), as states have variance 1."""
    return precision / (1 + precision)


def _rms(values):
    return math.sqrt(float(np.mean(values**2)))
