"""What one would work out from a group of rats or of caregivers, whatever made them so."""

from __future__ import annotations

import numpy as np

from widgets.behaviour_first.model import CareParameters, simulate_care_loop

BRIEF_PRIMING = {"priming_days": 8.0, "priming_hours": 0.25}
"""Eight days with a quarter of an hour of contact, as in the priming study."""


# ---- rats -------------------------------------------------------------------------------------------------------------------

def half_begun(run) -> float:
    """Days within which half of the rats begin to care, those that never do counted as last; inf if fewer than half do."""
    return float(np.sort(np.nan_to_num(run.latencies, nan=np.inf))[run.latencies.size // 2 - 1])


def caring_first_day(run) -> int:
    """How many rats care at some moment of the first day with pups, at most at once."""
    first = (run.time >= 0) & (run.time <= 1)
    return round(float(run.share_caring[first].max()) * run.latencies.size)


def caring_last_day(run) -> int:
    """How many rats care at the end."""
    return round(float(run.share_caring[-1]) * run.latencies.size)


def ahead_of_the_others(unprimed, primed, licked) -> float:
    """How much sooner those that licked begin than those that did not, after priming: what can be seen without a second life.

    Parameters
    ----------
    unprimed, primed : ndarray, days
        First day of care of the same rats without priming and after it; `unprimed` is not used.
    licked : ndarray
        1 for a rat that licked pups during priming, 0 for one that did not.

    Returns
    -------
    float, days
    """
    licked = np.asarray(licked) == 1
    return float(np.mean(primed[~licked]) - np.mean(primed[licked]))


def gained_by_licking(unprimed, primed, licked) -> float:
    """How many days sooner than without priming those that licked begin, less the same for those that did not.

    Parameters, returns: as `ahead_of_the_others`, with both lives of each rat.
    """
    licked, sooner = np.asarray(licked) == 1, np.asarray(unprimed) - np.asarray(primed)
    return float(np.mean(sooner[licked]) - np.mean(sooner[~licked]))


def sooner_if_licked(unprimed, primed, licked) -> float:
    """How many days sooner than without priming those that licked begin, with nothing taken off."""
    licked, sooner = np.asarray(licked) == 1, np.asarray(unprimed) - np.asarray(primed)
    return float(np.mean(sooner[licked]))


def two_lives(seed: int) -> dict[str, np.ndarray]:
    """The same 24 rats with and without brief priming: their first days of care, and which of them licked (1 or 0)."""
    plain, primed = (simulate_care_loop(CareParameters(**values), np.random.default_rng(seed)) for values in ({}, BRIEF_PRIMING))
    return {"unprimed": plain.latencies, "primed": primed.latencies, "licked": primed.licked_in_priming.astype(float)}


def groups_with_two_lives() -> list[dict[str, np.ndarray]]:
    """Four groups of rats (see `two_lives`)."""
    return [two_lives(seed) for seed in (0, 4, 5, 7)]


# ---- caregivers -------------------------------------------------------------------------------------------------------------

def own_and_other(run) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who has the deeper trace in the first way of contact, and how much of their own and of the other way each one used."""
    first = run.trace_first >= run.trace_second
    own, other = np.where(first, run.contact_first, run.contact_second), np.where(first, run.contact_second, run.contact_first)
    return first, own, other


def halves(run, other: bool = False) -> tuple[float, float]:
    """Mean change of oxytocin in the half with less and in the half with more contact of their own (or the other) way.

    Each half is taken among people who share their own way.
    """
    first, own, foreign = own_and_other(run)
    amount = foreign if other else own
    more = np.zeros(first.size, dtype=bool)
    for group in (first, ~first):
        if group.any():
            more |= group & (amount > np.median(amount[group]))
    return float(run.oxytocin_change[~more].mean()), float(run.oxytocin_change[more].mean())


def foreign_correlation(run) -> float:
    """Correlation of the change of oxytocin with the (logarithmic) amount of the other way, within people who share their way."""
    first, _, other = own_and_other(run)
    amount, rise = np.log(other), np.array(run.oxytocin_change)
    for group in (first, ~first):
        if group.any():
            amount[group] -= amount[group].mean()
            rise[group] -= rise[group].mean()
    size = np.sqrt((amount @ amount) * (rise @ rise))
    return float(amount @ rise / size) if size > 1e-12 else 0.0


def mixes_apart(run) -> tuple[float, float]:
    """How far apart the two groups' shares of the first way are, on the first day and on the last."""
    apart = np.abs(run.mix_one - run.mix_other)
    return float(apart[0]), float(apart[-1])


def by_birth(run) -> tuple[float, float]:
    """Mean connectivity of those who gave birth and of the others."""
    return float(run.connectivity[run.gave_birth].mean()), float(run.connectivity[~run.gave_birth].mean())


def thirds(run) -> tuple[np.ndarray, np.ndarray]:
    """Mean hours (of their logarithms) and mean connectivity in the thirds with least, middle and most hours; no birth given."""
    others = np.flatnonzero(~run.gave_birth)
    parts = np.array_split(others[np.argsort(run.hours[others], kind="stable")], 3)
    return (np.array([np.exp(np.log(run.hours[part]).mean()) for part in parts]),
            np.array([run.connectivity[part].mean() for part in parts]))
