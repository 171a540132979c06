"""Three measures of synchrony, and the test without which none of them means anything.

Everywhere, **a positive lag (or relative phase) means that the first leads**. The measures take plain arrays: a model's run,
taps, or a recording that a learner brings.

Why surrogates: the largest of many correlations is never 0, and two rhythms of about the same frequency look alike whether
or not they ever met. So each measure is compared with what it gives for pairs that are certainly not linked: the first
series as it is, and the second cut into pieces and put together again in another order (`make_surrogates`). Moulder, Boker,
Ramseyer & Tschacher 2018, 10.1037/met0000172.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from widgets.measuring_synchrony.model import SEGMENTS, MeasuringParameters, simulate_pair
from widgets.measuring_synchrony.recording import LEAST_ROWS, Recording
from widgets.numerics import cross_correlation, read_only, wrap_phase

MEASURES = ("correlation", "windowed", "phase")
ALPHA = 0.05
"""How often a test may find synchrony where there is none."""
EDGE = 1 / 20
"""Share of a recording, at either end, that only serves to find the phases: there the Hilbert transform bends them, and it
bends both people's alike, which alone made one pair of steady clocks in four look linked."""
RESOLUTION = 0.001
"""Values this near count as equal: nothing should hang on the fourth decimal of what two perfect clocks give."""


# ---------------------------------------------------------------------------------------------------------------------------
# The measures
# ---------------------------------------------------------------------------------------------------------------------------


def windowed_cross_correlation(first, second, window: int, max_lag: int,
                               step: int | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cross-correlation by lag in a window that moves along (Boker and others 2002).

    Each window of the first series is compared with windows of the second that begin up to `max_lag` frames earlier or later.

    Parameters
    ----------
    first : array_like, shape (n,)
    second : array_like, shape (n,) or (m, n)
    window : int
        Frames in a window, at least 4.
    max_lag : int
        Frames.
    step : int, optional
        Frames from one window to the next; half a window unless told.

    Returns
    -------
    centres : ndarray of int, shape (windows,)
        Middle frame of each window of the first series.
    lags : ndarray of int, shape (2 * max_lag + 1,)
    r : ndarray, shape (windows, lags) or (m, windows, lags)
        0 where a window is constant.

    Raises
    ------
    ValueError
        If the series differ in length or are shorter than a window and twice the largest lag.

    Notes
    -----
    Boker, Rotondo, Xu & King 2002, 10.1037/1082-989X.7.3.338.
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n = first.size
    if first.ndim != 1 or second.ndim not in (1, 2) or second.shape[-1] != n:
        raise ValueError(f"Two series of the same length are needed; got shapes {first.shape} and {second.shape}.")
    if window < 4 or max_lag < 0 or window + 2 * max_lag > n:
        raise ValueError(f"A window of at least 4 frames and twice the largest lag must fit into the {n} frames; "
                         f"got {window} + 2 × {max_lag}.")
    starts = np.arange(max_lag, n - window - max_lag + 1, step or max(1, window // 2))
    pieces = _standardised(np.lib.stride_tricks.sliding_window_view(first, window)[starts])
    batch = np.atleast_2d(second)
    batch = batch - batch.mean(axis=1, keepdims=True)
    scale = _window_scale(batch, window)
    r = np.empty((len(batch), len(starts), 2 * max_lag + 1))
    # Lags of a window as one matrix product: a band that holds the first's window once for each lag.
    band = np.zeros((2 * max_lag + 1, window + 2 * max_lag))
    on_band = (np.arange(2 * max_lag + 1)[:, None], np.arange(2 * max_lag + 1)[:, None] + np.arange(window))
    for position, start in enumerate(starts):
        band[on_band] = pieces[position]
        reach = slice(start - max_lag, start + max_lag + 1)
        np.matmul(batch[:, start - max_lag:start + max_lag + window], band.T, out=r[:, position])
        r[:, position] *= scale[:, reach]
    np.clip(r, -1.0, 1.0, out=r)
    return starts + window // 2, np.arange(-max_lag, max_lag + 1), r if second.ndim == 2 else r[0]


def _standardised(pieces):
    """Rows with mean 0 and length 1 (or all 0 if constant)."""
    pieces = pieces - pieces.mean(axis=1, keepdims=True)
    length = np.sqrt((pieces**2).sum(axis=1, keepdims=True))
    usable = length > 1e-9 * max(length.max(), 1e-300)
    return np.where(usable, pieces / np.where(usable, length, 1.0), 0.0)


def _window_scale(batch, window):
    """One over the length of each window of each row, after its mean is taken off (0 for a constant window)."""
    running, squares = (np.cumsum(np.pad(values, ((0, 0), (1, 0))), axis=1) for values in (batch, batch**2))
    total, total_squares = running[:, window:] - running[:, :-window], squares[:, window:] - squares[:, :-window]
    spread = total_squares - total**2 / window
    usable = spread > 1e-10 * squares[:, -1:] / batch.shape[1]
    return np.where(usable, 1 / np.sqrt(np.where(usable, spread, 1.0)), 0.0)


def pick_peaks(r, lags, reach: int) -> tuple[np.ndarray, np.ndarray]:
    """In each window, the peak nearest to lag 0: where r is above 0 and nowhere higher within `reach` frames (Boker 2002).

    Parameters
    ----------
    r : ndarray, shape (windows, lags)
    lags : ndarray, shape (lags,)
    reach : int
        Frames on either side; a peak must lie at least this far from the ends.

    Returns
    -------
    peak_lags, peak_heights : ndarray, shape (windows,)
        nan where a window has no such peak.

    Raises
    ------
    ValueError
        If the lags do not hold 2 * reach + 1 frames.
    """
    r, lags = np.asarray(r), np.asarray(lags, dtype=float)
    if not 1 <= reach <= (len(lags) - 1) // 2:
        raise ValueError(f"The reach must be from 1 to {(len(lags) - 1) // 2} frames for {len(lags)} lags; got {reach!r}.")
    around = np.lib.stride_tricks.sliding_window_view(r, 2 * reach + 1, axis=1)
    inner, inner_lags = r[:, reach:len(lags) - reach], lags[reach:len(lags) - reach]
    peak = (inner >= around.max(axis=2)) & (inner > 0)
    distance = np.where(peak, np.abs(inner_lags), math.inf)
    chosen = distance.argmin(axis=1)
    found = peak.any(axis=1)
    heights = inner[np.arange(len(r)), chosen]
    return np.where(found, inner_lags[chosen], math.nan), np.where(found, heights, math.nan)


def analytic_signal(series) -> np.ndarray:
    """The series (without its mean) as the real part of a turning arrow: its angle is the phase (Hilbert transform by FFT).

    Parameters
    ----------
    series : array_like, shape (n,)

    Returns
    -------
    ndarray of complex, shape (n,)
    """
    series = np.asarray(series, dtype=float)
    n = series.size
    weights = np.zeros(n)
    weights[0] = 1.0
    weights[1:(n + 1) // 2] = 2.0
    if n % 2 == 0:
        weights[n // 2] = 1.0
    return np.fft.ifft(np.fft.fft(series - series.mean()) * weights)


def phase_locking_value(first, second) -> float:
    """How steady the relative phase of two series is: length of the mean of exp(i(φ₁ − φ₂)), from 0 to 1.

    Lachaux and others 1999, 10.1002/(SICI)1097-0193(1999)8:4<194::AID-HBM4>3.0.CO;2-C. The phases come from
    `analytic_signal`: they mean something only for series with a rhythm. The first and last twentieth are left out (see
    `EDGE`).

    Parameters
    ----------
    first, second : array_like, shape (n,)

    Raises
    ------
    ValueError
        If the series differ in length, are shorter than 60 frames, or never change.
    """
    return observe(first, second, "phase")


def phase_locking_of_phases(phase_first, phase_second) -> float:
    """The same for phases that are known already (rad), from taps or from a model; nothing is left out."""
    return float(abs(np.exp(1j * (np.asarray(phase_first) - np.asarray(phase_second))).mean()))


# ---------------------------------------------------------------------------------------------------------------------------
# Surrogates
# ---------------------------------------------------------------------------------------------------------------------------


def make_surrogates(series, number: int, rng: np.random.Generator, segments: int = SEGMENTS) -> np.ndarray:
    """Series that could have been the second person's in another world: same pieces, another order.

    The series is cut into `segments` pieces at a random offset (its end is joined to its beginning), the pieces are shuffled,
    and each is turned in phase so that the joins are smooth. Rhythm, unsteadiness and slow swings of amplitude within a piece
    stay; when they happened is lost.

    Parameters
    ----------
    series : array_like, shape (n,)
        At least four frames a segment.
    number : int
    rng : numpy.random.Generator
    segments : int

    Returns
    -------
    ndarray of complex, shape (number, n)
        Analytic signals: the real part is the series, the angle its phase.

    Raises
    ------
    ValueError
        If the series is too short to be cut so.
    """
    return _shuffle(analytic_signal(series), number, rng, segments)


def _shuffle(arrow, number, rng, segments):
    n = arrow.size
    length = n // segments
    if length < 4:
        raise ValueError(f"At least {4 * segments} frames are needed for {segments} segments; got {n}.")
    steps = np.angle(np.roll(arrow, -1) * np.conj(arrow))
    # From the last frame to the first is no step that the person took: use the mean one.
    steps[-1] = steps[:-1].mean()
    # Twice around, so that a cut may start anywhere: on the second round every phase is one whole round further.
    phase = np.angle(arrow[0]) + np.concatenate(([0.0], np.cumsum(np.tile(steps, 2))))
    twice = np.concatenate([arrow, arrow * np.exp(1j * (phase[n] - phase[0]))])
    # The few frames that fill no segment stay at the end, as a short last segment.
    bounds = np.append(np.arange(segments) * length, segments * length)
    offset = rng.integers(0, n, (number, 1))
    order = np.argsort(rng.random((number, segments)), axis=1)
    order = np.concatenate([order, np.full((number, 1), segments)], axis=1)
    begin, stop = offset + bounds[order], offset + np.append(bounds[1:], n)[order]
    advance = phase[stop] - phase[begin]
    turn = np.exp(1j * (phase[begin[:, :1]] + np.cumsum(advance, axis=1) - advance - phase[begin]))
    index = (begin[:, :-1, None] + np.arange(length)).reshape(number, -1)
    index = np.concatenate([index, begin[:, -1:] + np.arange(n - segments * length)], axis=1)
    sizes = np.append(np.full(segments, length), n - segments * length)
    return twice[index] * np.repeat(turn, sizes, axis=1)


@dataclass(frozen=True)
class SurrogateTest:
    """What was observed beside what pairs without a link give.

    Attributes
    ----------
    measure : str
    observed : float
    surrogates : ndarray, shape (number,)
        The same measure for surrogate pairs.
    p_value : float
        Share of all (surrogates and observed) that are at least as large as the observed: how often chance does as well.
    threshold : float
        What an observed value must exceed for p <= 0.05.
    found : bool
        Whether p <= 0.05.
    """

    measure: str
    observed: float
    surrogates: np.ndarray
    p_value: float
    threshold: float
    found: bool


def surrogate_test(first, second, measure: str, rng: np.random.Generator, *, window: int = 32, max_lag: int = 16,
                   number: int = 199) -> SurrogateTest:
    """Is the measured synchrony more than two unlinked people of this kind would show?

    Parameters
    ----------
    first, second : array_like, shape (n,)
    measure : {"correlation", "windowed", "phase"}
        The highest correlation at any lag; the mean, over windows, of the highest correlation at any lag; or the phase-locking
        value.
    rng : numpy.random.Generator
        Makes the surrogates.
    window, max_lag : int
        Frames.
    number : int
        Surrogates, at least 19.

    Returns
    -------
    SurrogateTest

    Raises
    ------
    ValueError
        If the measure is unknown, the series are too short or constant, or fewer than 19 surrogates are asked for.

    Notes
    -----
    It finds synchrony in about 5 % of independent pairs, whether they are noise, slow rhythms or clocks of the same tempo.
    Circular shifts, random Fourier phases and plain shuffled pieces do not manage that for narrow rhythms in short
    recordings (10 to 25 %). Where it fails: recordings that hold few swings of what is slow in them (a trend that both
    share, a mood that lasts longer than a segment) give more than 5 %; so does "correlation" for clocks so steady that they
    hardly wander at all (about 1 in 10). It says nothing of *why* two people are in step: a shared drum passes as well as
    listening does.
    """
    if number < 19:
        raise ValueError(f"At least 19 surrogates are needed to speak of 1 in 20; got {number}.")
    first, second = _check_pair(first, second)
    values = _values(measure, first, second, rng, window, max_lag, number)
    observed, surrogates = float(values[0]), values[1:]
    # So many surrogates may do as well as the observed value while p stays within ALPHA; the next one down sets the threshold.
    allowed = math.floor(ALPHA * (number + 1) + 1e-9) - 1
    threshold = float(np.sort(surrogates)[number - 1 - allowed]) + RESOLUTION
    p_value = (1 + int((surrogates + RESOLUTION >= observed).sum())) / (1 + number)
    return SurrogateTest(measure=measure, observed=observed, surrogates=read_only(surrogates), p_value=p_value,
                         threshold=threshold, found=observed > threshold)


def observe(first, second, measure: str, *, window: int = 32, max_lag: int = 16) -> float:
    """The measure alone, without any surrogate. Parameters and raises as `surrogate_test`."""
    first, second = _check_pair(first, second)
    return float(_values(measure, first, second, None, window, max_lag, 0)[0])


def inner_part(frames: int) -> slice:
    """The frames that are measured: all but the first and the last twentieth (see `EDGE`)."""
    edge = round(EDGE * frames)
    return slice(edge, frames - edge)


def _check_pair(first, second):
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError(f"Two series of the same length are needed; got shapes {first.shape} and {second.shape}.")
    for name, series in (("first", first), ("second", second)):
        if not np.isfinite(series).all():
            raise ValueError(f"The {name} series holds values that are not finite numbers.")
        if series.size < LEAST_ROWS:
            raise ValueError(f"Series of at least {LEAST_ROWS} frames are needed; the {name} has {series.size}.")
        if np.ptp(series) <= 1e-12 * np.abs(series).max():
            raise ValueError(f"The {name} series never changes (it stays at {series[0]:g}); nothing can be in step with it.")
    return first, second


def _values(measure, first, second, rng, window, max_lag, number):
    """The measure for the pair as it is (place 0) and for surrogate pairs."""
    if measure not in MEASURES:
        raise ValueError(f"The measure must be one of {', '.join(MEASURES)}; got {measure!r}.")
    inner = inner_part(first.size)
    arrow, first_arrow, first = analytic_signal(second)[inner], analytic_signal(first)[inner], first[inner]
    if measure == "phase":
        # Only directions count: make every arrow one long (an arrow of no length points nowhere).
        arrow = np.exp(1j * np.angle(arrow))
    batch = arrow[None, :]
    if number:
        batch = np.concatenate([batch, _shuffle(arrow, number, rng, SEGMENTS)])
    if measure == "phase":
        return np.abs(np.einsum("sn,n->s", batch, np.exp(-1j * np.angle(first_arrow)))) / first.size
    if measure == "correlation":
        return cross_correlation(first, batch.real, max_lag)[1].max(axis=1)
    return windowed_cross_correlation(first, batch.real, window, max_lag)[2].max(axis=2).mean(axis=1)


def naive_threshold(measure: str, frames: int, window: int) -> float:
    """What a textbook's table would ask for (p < .05) if every frame were independent and only one lag were looked at.

    1.96/√n for a correlation, 1.96/√w for one in a window of w frames, and √(ln 20 / n) for a phase-locking value
    (Rayleigh). Neighbouring frames are alike and many lags are tried, so unlinked pairs exceed it far too often: that is
    what surrogates are for.

    Raises
    ------
    ValueError
        If the measure is unknown.
    """
    if measure not in MEASURES:
        raise ValueError(f"The measure must be one of {', '.join(MEASURES)}; got {measure!r}.")
    if measure == "phase":
        return math.sqrt(math.log(20) / frames)
    return 1.96 / math.sqrt(window if measure == "windowed" else frames)


# ---------------------------------------------------------------------------------------------------------------------------
# A pair measured, with and without surrogates
# ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeasureRun:
    """A pair and what a measure says of it.

    Attributes
    ----------
    time : ndarray, shape (n,), s
    first, second : ndarray, shape (n,)
        As they are (a recording in its own units).
    recorded : bool
        Whether this is a recording; then the truth is not known.
    rate : float, Hz
    lags : ndarray, shape (2 L + 1,), s
        Positive: the first leads.
    correlation : ndarray, shape (2 L + 1,)
        Cross-correlation by lag over all that is measured: everything but the first and last twentieth (see `EDGE`).
    best_lag : float, s
        Where it is highest.
    window_times : ndarray, shape (windows,), s
    windowed : ndarray, shape (windows, 2 L + 1)
        Windowed cross-correlation; no windows where the recording is too short for one.
    peak_lags, peak_heights : ndarray, shape (windows,), s and 1
        The peak nearest to lag 0 in each window; nan where there is none.
    relative_phase : ndarray, shape (n,), rad
        First minus second, wrapped.
    measure : str
    observed : float
        What the measure gives.
    surrogates : ndarray, shape (S,)
        What it gives for surrogate pairs; empty without them.
    p_value : float
        nan without surrogates.
    threshold : float
        What `observed` must exceed to count: from the surrogates, or from the textbook.
    found : bool
        Whether synchrony is said to be there.
    """

    time: np.ndarray
    first: np.ndarray
    second: np.ndarray
    recorded: bool
    rate: float
    lags: np.ndarray
    correlation: np.ndarray
    best_lag: float
    window_times: np.ndarray
    windowed: np.ndarray
    peak_lags: np.ndarray
    peak_heights: np.ndarray
    relative_phase: np.ndarray
    measure: str
    observed: float
    surrogates: np.ndarray
    p_value: float
    threshold: float
    found: bool


def measure_with_surrogates(parameters: MeasuringParameters, rng: np.random.Generator, recording=None) -> MeasureRun:
    """Measure a pair and say "synchrony" only if surrogate pairs do as well at most once in twenty times.

    Parameters
    ----------
    parameters : MeasuringParameters
    rng : numpy.random.Generator
        Makes the pair (unless there is a recording), then the surrogates.
    recording : Recording or tuple of (first, second, rate), optional
        Measured in place of a made-up pair; `kind`, `link`, `coupling` and `duration` then have no say.

    Returns
    -------
    MeasureRun

    Raises
    ------
    ValueError
        If the recording is too short for the window or the largest lag.
    """
    return _measure(parameters, rng, recording, surrogates=True)


def measure_raw(parameters: MeasuringParameters, rng: np.random.Generator, recording=None) -> MeasureRun:
    """The rival: say "synchrony" if the raw value exceeds what a textbook asks for (`naive_threshold`). No surrogates.

    Parameters, returns, raises: as `measure_with_surrogates`; with the same seed it measures the same pair.
    """
    return _measure(parameters, rng, recording, surrogates=False)


def _measure(parameters, rng, recording, surrogates):
    first, second, rate = _pair(parameters, rng, recording)
    n, measure, inner = first.size, parameters.measure, inner_part(first.size)
    measured = inner.stop - inner.start
    window, max_lag = _in_frames(parameters, measured, rate)
    lags, correlation = cross_correlation(first[inner], second[inner], max_lag)
    number = round(parameters.surrogates)
    if surrogates:
        test = surrogate_test(first, second, measure, rng, window=window, max_lag=max_lag, number=number)
    else:
        observed = observe(first, second, measure, window=window, max_lag=max_lag)
        threshold = naive_threshold(measure, measured, window)
        test = SurrogateTest(measure=measure, observed=observed, surrogates=read_only(np.empty(0)), p_value=math.nan,
                             threshold=threshold, found=observed > threshold)
    relative = np.angle(analytic_signal(first)) - np.angle(analytic_signal(second))
    return MeasureRun(
        time=read_only(np.arange(n) / rate), first=read_only(first), second=read_only(second),
        recorded=recording is not None, rate=rate, lags=read_only(lags / rate), correlation=read_only(correlation),
        best_lag=float(lags[np.argmax(correlation)] / rate), **_windows(first, second, inner, window, max_lag, rate),
        relative_phase=read_only(wrap_phase(relative)), measure=measure, observed=test.observed, surrogates=test.surrogates,
        p_value=test.p_value, threshold=test.threshold, found=test.found)


def _pair(parameters, rng, recording):
    if recording is None:
        pair = simulate_pair(parameters, rng)
        return pair.first, pair.second, pair.rate
    if not isinstance(recording, Recording):
        recording = Recording(*recording)
    first, second = _check_pair(recording.first, recording.second)
    return first, second, float(recording.rate)


def _in_frames(parameters, n, rate):
    """Window and largest lag in frames, if they fit."""
    window, max_lag = round(parameters.window * rate), max(1, round(parameters.max_lag * rate))
    if parameters.measure != "phase" and 3 * max_lag > n:
        raise ValueError(f"{n / rate:.3g} s of the recording are measured; the largest lag may be at most a third of that. "
                         f"Choose a smaller one than {parameters.max_lag:g} s.")
    if parameters.measure == "windowed" and window < 4:
        raise ValueError(f"A window of {parameters.window:g} s holds fewer than 4 of this recording's points "
                         f"({rate:g} a second). Choose a longer one.")
    if parameters.measure == "windowed" and window + 2 * max_lag > n:
        raise ValueError(f"{n / rate:.3g} s of the recording are measured; the window and twice the largest lag must fit in. "
                         f"Choose less than {parameters.window:g} s + 2 × {parameters.max_lag:g} s.")
    return window, min(max_lag, n // 3)


def _windows(first, second, inner, window, max_lag, rate):
    if window < 4 or window + 2 * max_lag > inner.stop - inner.start:
        nothing = np.empty(0)
        return {"window_times": read_only(nothing), "windowed": read_only(np.empty((0, 2 * max_lag + 1))),
                "peak_lags": read_only(nothing), "peak_heights": read_only(nothing)}
    centres, lags, r = windowed_cross_correlation(first[inner], second[inner], window, max_lag)
    peak_lags, peak_heights = pick_peaks(r, lags / rate, max(1, max_lag // 4))
    return {"window_times": read_only((inner.start + centres) / rate), "windowed": read_only(r),
            "peak_lags": read_only(peak_lags), "peak_heights": read_only(peak_heights)}
