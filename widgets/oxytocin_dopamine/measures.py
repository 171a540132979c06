"""Which rules can a table of results reject? Five rules against eight cells, over many made-up pharmacologies."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.oxytocin_dopamine.model import REPORTED, RULES, Pharmacology, eight_cells
from widgets.parameters import Parameter, parameter_set

SETS = 2000
"""How many pharmacologies are drawn."""
CLEAR = 0.05
"""A margin (share of the rule's own range) from which a rule is said to reproduce the table clearly."""


@parameter_set
class ComparisonParameters:
    """How the made-up pharmacologies are drawn: each of eight concentrations independently, evenly on a logarithmic scale."""

    fold = Parameter(
        key="fold", symbol="f", unit="", default=1.5, low=1.0, high=5.0, step=0.25,
        label="How little is known", meaning="each concentration lies between its typical value divided by f and times f",
        standing="invented")
    agonist_dose = Parameter(
        key="agonist", symbol="[A]", unit="K", default=5.0, low=1.0, high=20.0, step=0.5,
        label="Typical dose of an agonist", meaning="oxytocin or D2 agonist that the experimenter infuses",
        standing="invented")
    antagonist_dose = Parameter(
        key="antagonist", symbol="[B]", unit="K_B", default=20.0, low=2.0, high=100.0, step=1.0,
        label="Typical dose of an antagonist", meaning="block of either receptor", standing="invented")
    mating_release = Parameter(
        key="mating", symbol="m", unit="", default=1.0, low=0.5, high=3.0, step=0.25,
        label="Release in mating", meaning="oxytocin and dopamine released in mating, as a multiple of the toy's usual",
        standing="invented")


@dataclass(frozen=True)
class ComparisonRun:
    """How five rules fare on the same 2000 pharmacologies; the first axis follows `rules`.

    Attributes
    ----------
    rules : tuple of str
        "coincidence", "additive", "either", "oxytocin first", "dopamine first".
    reproduced : ndarray, shape (5,)
        Share of the pharmacologies for which some threshold gets all eight cells right.
    clearly : ndarray, shape (5,)
        The same with a margin of at least 5 % of the rule's own range.
    windows : ndarray, shape (5, 2000)
        Room for a threshold, in units of drive (0 to 1): negative where no threshold does.
    margins : ndarray, shape (5, 2000)
        The same as a share of the range of that rule's eight drives.
    median_window, median_margin : ndarray, shape (5,)
    """

    rules: tuple[str, ...]
    reproduced: np.ndarray
    clearly: np.ndarray
    windows: np.ndarray
    margins: np.ndarray
    median_window: np.ndarray
    median_margin: np.ndarray

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "reproduced": (0.0, 1.0), "clearly": (0.0, 1.0), "windows": (-1.0, 1.0), "margins": (-1.0, 1.0),
        "median_window": (-1.0, 1.0), "median_margin": (-1.0, 1.0)}


FOUR = 4
"""The first four of the eight cells: nothing, mating, oxytocin, D2 agonist. Nothing is blocked in them."""


def table_fits(drives, reported) -> bool:
    """Whether one threshold can reproduce a table: every cell with a bond has more drive than every cell without one.

    Parameters
    ----------
    drives : array_like, shape (cells,)
    reported : array_like, shape (cells,)
        Whether a bond was reported in each cell: 1 or 0.

    Returns
    -------
    bool
    """
    drives, bond = np.asarray(drives, dtype=float), np.asarray(reported, dtype=bool)
    return bool(drives[bond].min() > drives[~bond].max())


def table_cases() -> list[dict]:
    """The five rules' drives in the eight cells, each with what was reported: cases for `table_fits`."""
    cells = eight_cells()
    return [{"drives": np.round(rule(cells), 4).tolist(), "reported": REPORTED.astype(float).tolist()} for rule in RULES.values()]


def compare_rules(parameters: ComparisonParameters, rng: np.random.Generator) -> ComparisonRun:
    """Ask each rule for the table of eight cells, over 2000 pharmacologies, with the best threshold that it could have.

    Parameters
    ----------
    parameters : ComparisonParameters
    rng : numpy.random.Generator
        Draws the pharmacologies; every rule gets the same ones.

    Returns
    -------
    ComparisonRun

    Notes
    -----
    A rule that fails everywhere is rejected by the table. Two rules that fit nearly everywhere cannot be told apart by it,
    and a larger margin is an argument from robustness only: it depends on the doses assumed, and on whether drive is counted
    in units or in logarithms. A chain can be saved too: if little oxytocin is infused and dopamine releases much more of it,
    blocking D2 takes the larger part away. The table: `widgets.oxytocin_dopamine.model.CELLS`.
    """
    return _compare(parameters, rng, len(REPORTED))


def compare_without_blocks(parameters: ComparisonParameters, rng: np.random.Generator) -> ComparisonRun:
    """The rival table: the first four cells alone, in which something is added and nothing blocked.

    Parameters, returns: as `compare_rules`. What such a study cannot do is seen here: it lets most rules pass.
    """
    return _compare(parameters, rng, FOUR)


def _compare(parameters, rng, number):
    p, typical = parameters, Pharmacology()
    middles = np.array([
        typical.cohabiting_oxytocin, typical.cohabiting_dopamine, p.mating_release * typical.mating_oxytocin,
        p.mating_release * typical.mating_dopamine, p.agonist_dose, p.agonist_dose, p.antagonist_dose, p.antagonist_dose])
    drawn = middles * np.exp(math.log(p.fold) * rng.uniform(-1, 1, (SETS, middles.size)))
    cells = eight_cells(Pharmacology(*drawn.T[:, :, None]))
    drives = np.array([rule(cells) for rule in RULES.values()])[..., :number]
    bond = REPORTED[:number]
    below, above = drives[..., ~bond].max(axis=-1), drives[..., bond].min(axis=-1)
    windows = above - below
    margins = windows / np.ptp(drives, axis=-1)
    return ComparisonRun(
        rules=tuple(RULES), reproduced=read_only((windows > 0).mean(axis=1)),
        clearly=read_only((margins > CLEAR).mean(axis=1)), windows=read_only(windows),
        margins=read_only(margins), median_window=read_only(np.median(windows, axis=1)),
        median_margin=read_only(np.median(margins, axis=1)))
