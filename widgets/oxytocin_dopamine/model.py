"""Two receptors that must both be occupied: what opens the gate, when, and what can stand in for one of them.

===================  =======================  ======================================================================
question             the claim                its rivals
===================  =======================  ======================================================================
what opens the gate  `simulate_coincidence`   `simulate_additive`, `simulate_either`, `simulate_oxytocin_first`,
                                              `simulate_dopamine_first`; `simulate_any_dopamine` for D1
when it is open      `simulate_reopening`     `simulate_one_way`: an open gate only ever adds
never having had it  `simulate_compensation`  `simulate_without_compensation`, `simulate_receptor_unneeded`
===================  =======================  ======================================================================

All concentrations are in units of the receptor's own constant: 1 occupies half of the receptors. No such constant of these
receptors was confirmed for this course, so no number here is a dose. One unit of preference is all that can be learned.

The gate is a model of our own, built on the findings of Liu & Wang 2003 (10.1016/S0306-4522(03)00555-4) and on receptor
pharmacology (Gaddum's equation); it is not a published model, and nobody has fitted it to animals.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Choice, Parameter, parameter_set
from widgets.physiology import receptor_occupancy

OXYTOCIN = {"alone": 0.05, "cohabiting": 0.5, "mating": 1.5}
"""Oxytocin that a vole releases by itself, in units of the receptor's constant (invented)."""
DOPAMINE = {"alone": 0.2, "cohabiting": 0.25, "mating": 0.8}
"""Dopamine that a vole releases by itself, in units of the D2 receptor's constant (invented)."""
D1_AFFINITY = 10.0
"""How much more dopamine it takes to occupy half of the D1 receptors than half of the D2 receptors (invented)."""
RELAY = 5.0
"""In the two chains: how much of the second substance is released when all receptors of the first are occupied (invented)."""
LEARNING_RATE = 1.0
"""How fast preference follows while the gate is fully open, 1/h (invented)."""
COHABITATION = 6.0
"""Hours together in the experiment of the eight cells. Six hours and an infusion of oxytocin: Williams et al. 1992."""
ANIMALS = 40
"""How many individuals a run shows."""


# ---------------------------------------------------------------------------------------------------------------------------
# Receptors
# ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ligands:
    """What the cells are bathed in; floats, or arrays that fit each other.

    Attributes
    ----------
    oxytocin, dopamine : float or ndarray, above 0
        All that there is of each, from inside and outside.
    d2_agonist, d1_agonist : float or ndarray
        Drugs that act on one kind of dopamine receptor only.
    otr_antagonist, d2_antagonist : float or ndarray
    """

    oxytocin: float | np.ndarray
    dopamine: float | np.ndarray
    d2_agonist: float | np.ndarray = 0.0
    d1_agonist: float | np.ndarray = 0.0
    otr_antagonist: float | np.ndarray = 0.0
    d2_antagonist: float | np.ndarray = 0.0

    @property
    def otr(self):
        """Occupied share of the oxytocin receptors."""
        return receptor_occupancy(self.oxytocin, self.otr_antagonist)

    @property
    def d2(self):
        """Occupied share of the D2 receptors."""
        return receptor_occupancy(self.dopamine + self.d2_agonist, self.d2_antagonist)

    @property
    def d1(self):
        """Occupied share of the D1 receptors; dopamine reaches them only when there is much of it."""
        return receptor_occupancy(self.dopamine / D1_AFFINITY + self.d1_agonist)


# ---------------------------------------------------------------------------------------------------------------------------
# Rules: what opens the gate
# ---------------------------------------------------------------------------------------------------------------------------


def coincidence_drive(ligands: Ligands):
    """Both receptors at once: G = r_OT · r_D2 · (1 − r_D1).

    D2-like and D1-like receptors push the same messenger (cAMP) in opposite directions, and what raises it prevents bonds
    (Aragona & Wang 2007, 10.1523/JNEUROSCI.3216-07.2007): hence the last factor.
    """
    return ligands.otr * ligands.d2 * (1 - ligands.d1)


def additive_drive(ligands: Ligands):
    """The mean of both: G = (r_OT + r_D2)/2 · (1 − r_D1)."""
    return (ligands.otr + ligands.d2) / 2 * (1 - ligands.d1)


def either_drive(ligands: Ligands):
    """Whichever is occupied more: G = max(r_OT, r_D2) · (1 − r_D1)."""
    return np.maximum(ligands.otr, ligands.d2) * (1 - ligands.d1)


def oxytocin_first_drive(ligands: Ligands):
    """A chain: oxytocin releases dopamine, and dopamine alone opens the gate."""
    after = replace(ligands, dopamine=ligands.dopamine + RELAY * ligands.otr)
    return after.d2 * (1 - after.d1)


def dopamine_first_drive(ligands: Ligands):
    """The other chain: dopamine releases oxytocin, and oxytocin alone opens the gate."""
    after = replace(ligands, oxytocin=ligands.oxytocin + RELAY * ligands.d2)
    return after.otr * (1 - ligands.d1)


def any_dopamine_drive(ligands: Ligands):
    """Both at once, but either dopamine receptor will do: G = r_OT · (1 − (1 − r_D2)(1 − r_D1))."""
    return ligands.otr * (1 - (1 - ligands.d2) * (1 - ligands.d1))


RULES: dict[str, Callable] = {
    "coincidence": coincidence_drive, "additive": additive_drive, "either": either_drive,
    "oxytocin first": oxytocin_first_drive, "dopamine first": dopamine_first_drive,
}
"""The five rules that are compared on the table of eight cells."""


def signal_parts(rule: Callable, ligands: Ligands) -> tuple:
    """Oxytocin's and dopamine's part in what a rule joins, so that a line in the square of the two parts is its threshold.

    A chain's first substance has released the second before the parts are taken; D1 receptors weaken the part, or the parts,
    that they act on. The drive is the product of the two parts (coincidence, any dopamine), their mean (additive), the larger
    (either), dopamine's alone (oxytocin first) or oxytocin's alone (dopamine first).

    Parameters
    ----------
    rule : callable
        One of the six rules of this module.
    ligands : Ligands

    Returns
    -------
    oxytocin, dopamine : float or ndarray, 0 to 1
    """
    if rule is oxytocin_first_drive:
        ligands = replace(ligands, dopamine=ligands.dopamine + RELAY * ligands.otr)
    elif rule is dopamine_first_drive:
        ligands = replace(ligands, oxytocin=ligands.oxytocin + RELAY * ligands.d2)
    open_share = 1 - ligands.d1
    if rule is any_dopamine_drive:
        return ligands.otr, 1 - (1 - ligands.d2) * open_share
    if rule in (coincidence_drive, oxytocin_first_drive):
        return ligands.otr, ligands.d2 * open_share
    return ligands.otr * open_share, ligands.d2 * (1.0 if rule is dopamine_first_drive else open_share)


def threshold_edge(rule: Callable, drive: float) -> np.ndarray:
    """Where a rule's drive has one value: a line in the square of the two parts (see `signal_parts`).

    Parameters
    ----------
    rule : callable
    drive : float, above 0 and below 1

    Returns
    -------
    numpy.ndarray, shape (61, 2)
        Dopamine's part, oxytocin's part; from the end with most oxytocin to the end with most dopamine.
    """
    share = np.linspace(0, 1, 61)
    if rule in (coincidence_drive, any_dopamine_drive):
        dopamine = drive ** (1 - share)
        return np.column_stack([dopamine, drive / dopamine])
    if rule is additive_drive:
        low = max(2 * drive - 1, 0.0)
        dopamine = low + share * (min(2 * drive, 1.0) - low)
        return np.column_stack([dopamine, 2 * drive - dopamine])
    if rule is either_drive:
        return drive * np.column_stack([np.minimum(2 * share, 1), np.minimum(2 - 2 * share, 1)])
    if rule is oxytocin_first_drive:
        return np.column_stack([np.full(61, drive), 1 - share])
    return np.column_stack([share, np.full(61, drive)])


# ---------------------------------------------------------------------------------------------------------------------------
# The table of eight cells
# ---------------------------------------------------------------------------------------------------------------------------

CELLS = ("vehicle", "mating", "oxytocin", "D2 agonist", "oxytocin + D2 block", "D2 agonist + oxytocin block",
         "mating + oxytocin block", "mating + D2 block")
"""What was done in each cell. The five without mating are Liu & Wang 2003 (females); mating, by itself and with oxytocin
blocked, is reported in that paper's introduction; mating with dopamine blocked is Aragona et al. 2003 (males, haloperidol,
which is not selective for D2)."""
REPORTED = np.array([False, True, True, True, False, False, False, False])
"""Whether a partner preference was reported in each cell."""
MATED, GIVEN_OXYTOCIN, GIVEN_D2, BLOCKED_OTR, BLOCKED_D2 = np.array([
    [0, 1, 0, 0, 0, 0, 1, 1], [0, 0, 1, 0, 1, 0, 0, 0], [0, 0, 0, 1, 0, 1, 0, 0], [0, 0, 0, 0, 0, 1, 1, 0],
    [0, 0, 0, 0, 1, 0, 0, 1]])


@dataclass(frozen=True)
class Pharmacology:
    """The eight numbers that turn the words of the table into concentrations; floats, or arrays with a last axis of 1."""

    cohabiting_oxytocin: float | np.ndarray = OXYTOCIN["cohabiting"]
    cohabiting_dopamine: float | np.ndarray = DOPAMINE["cohabiting"]
    mating_oxytocin: float | np.ndarray = OXYTOCIN["mating"]
    mating_dopamine: float | np.ndarray = DOPAMINE["mating"]
    oxytocin_dose: float | np.ndarray = 5.0
    d2_agonist_dose: float | np.ndarray = 5.0
    otr_antagonist_dose: float | np.ndarray = 20.0
    d2_antagonist_dose: float | np.ndarray = 20.0


def eight_cells(pharmacology: Pharmacology = Pharmacology(), animal_oxytocin=1.0, animal_dopamine=1.0) -> Ligands:
    """The ligands of the eight cells.

    Parameters
    ----------
    pharmacology : Pharmacology
    animal_oxytocin, animal_dopamine : float or ndarray with a last axis of 1
        Factors by which an animal's own release differs from the typical one.

    Returns
    -------
    Ligands
        Arrays of shape (..., 8).
    """
    p = pharmacology
    own_oxytocin = np.where(MATED, p.mating_oxytocin, p.cohabiting_oxytocin) * animal_oxytocin
    own_dopamine = np.where(MATED, p.mating_dopamine, p.cohabiting_dopamine) * animal_dopamine
    return Ligands(oxytocin=own_oxytocin + GIVEN_OXYTOCIN * p.oxytocin_dose, dopamine=own_dopamine,
                   d2_agonist=GIVEN_D2 * p.d2_agonist_dose, otr_antagonist=BLOCKED_OTR * p.otr_antagonist_dose,
                   d2_antagonist=BLOCKED_D2 * p.d2_antagonist_dose)


def threshold_window(drives) -> tuple[np.ndarray, np.ndarray]:
    """Room for a threshold: highest drive among the cells without a bond, lowest among those with one.

    A rule can reproduce the table if and only if the first is below the second. (Any rising function of the drive gives the
    same answer: a product is a sum of logarithms. So the table can reject a rule, but cannot prove that nature multiplies.)

    Parameters
    ----------
    drives : ndarray, shape (..., 8)

    Returns
    -------
    below, above : ndarray, shape (...)
    """
    return drives[..., ~REPORTED].max(axis=-1), drives[..., REPORTED].min(axis=-1)


def best_threshold(drives) -> float:
    """The threshold that gets most of the eight cells right; of several, the one in the widest gap.

    Parameters
    ----------
    drives : ndarray, shape (8,)

    Returns
    -------
    float
    """
    ordered = np.sort(drives)
    middles = (ordered[:-1] + ordered[1:]) / 2
    right = ((drives[:, None] > middles) == REPORTED[:, None]).sum(axis=0)
    # A gap is at most 1 wide, so half of it can break a tie and nothing else.
    return float(middles[np.argmax(right + np.diff(ordered) / 2)])


def preference_after(drive, hours):
    """Preference that a gate, open by `drive` all the time, builds in that many hours together: 1 − exp(−ηGt)."""
    return -np.expm1(-LEARNING_RATE * drive * hours)


@parameter_set
class GateParameters:
    """One vole and a partner, six hours together, and what an experimenter puts into the nucleus accumbens."""

    situation = Choice(
        key="situation", default="cohabiting",
        options={"cohabiting": "together, without mating", "mating": "together, mating"},
        label="What the two do", meaning="mating releases more oxytocin and more dopamine than being together")
    oxytocin_dose = Parameter(
        key="oxytocin", symbol="[OT]", unit="K", default=0.0, low=0.0, high=20.0, step=0.5,
        label="Oxytocin given", meaning="how much oxytocin is infused, on top of the vole's own", standing="invented")
    d2_agonist = Parameter(
        key="d2", symbol="[D2]", unit="K", default=0.0, low=0.0, high=20.0, step=0.5,
        label="D2 agonist given", meaning="a drug that occupies D2 receptors as dopamine does", standing="invented")
    otr_antagonist = Parameter(
        key="ota", symbol="[B_OT]", unit="K_B", default=0.0, low=0.0, high=100.0, step=1.0,
        label="Oxytocin receptor block", meaning="a drug that keeps oxytocin off its receptor", standing="invented")
    d2_antagonist = Parameter(
        key="d2block", symbol="[B_D2]", unit="K_B", default=0.0, low=0.0, high=100.0, step=1.0,
        label="D2 receptor block", meaning="a drug that keeps dopamine off the D2 receptor", standing="invented")
    d1_agonist = Parameter(
        key="d1", symbol="[D1]", unit="K", default=0.0, low=0.0, high=20.0, step=0.5,
        label="D1 agonist given", meaning="a drug that occupies D1 receptors, which otherwise only much dopamine does",
        standing="invented")
    individual_spread = Parameter(
        key="spread", symbol="s", unit="", default=0.25, low=0.0, high=0.6, step=0.05,
        label="How much voles differ", meaning="standard deviation of the logarithm of an animal's own release",
        standing="invented")


@dataclass(frozen=True)
class GateRun:
    """Six hours together, under one rule, and the table of eight cells under the same rule.

    Attributes
    ----------
    time : ndarray, shape (121,), h
    preference : ndarray, shape (121,)
        Of the typical vole: 0 (none) to 1 (all that can be learned).
    individual_preference : ndarray, shape (40, 121)
        The same for individuals.
    threshold : float
        Preference from which the toy counts a vole as bonded. Each rule has the threshold that suits it best in the table.
    otr_occupancy, d2_occupancy, d1_occupancy : float
        Occupied shares of the receptors, in the typical vole.
    drive : float
        How far the gate is open, 0 to 1.
    drive_threshold : float
        The drive that builds a preference as high as `threshold` in six hours.
    bonded : bool
        Whether the typical vole is bonded after six hours.
    share_bonded : float
        Share of the individuals that are.
    hours_needed : float, h
        How long the typical vole would need.
    doses : ndarray, shape (33,)
        Concentrations of oxytocin and of D2 agonist for `surface`, in units of K.
    surface : ndarray, shape (33, 33)
        Drive at each pair of them, oxytocin along the first axis, without dopamine of the vole's own and with the D1 agonist.
    cell_drive, cell_preference : ndarray, shape (8,)
        The table (`CELLS`): drive, and preference after six hours.
    cell_bonded : ndarray of bool, shape (8,)
        Whether the toy's typical vole is bonded there.
    cell_share : ndarray, shape (8,)
        Share of the individuals bonded there.
    cell_oxytocin, cell_dopamine : ndarray, shape (8,)
        Oxytocin's and dopamine's part there, as the rule takes them (`signal_parts`).
    individual_oxytocin, individual_dopamine : ndarray, shape (40,)
        The same for the individuals and what they were given.
    own_oxytocin, own_dopamine : float
        The same for the typical vole.
    edge : ndarray, shape (61, 2)
        Dopamine's and oxytocin's part where the drive is at its threshold (`threshold_edge`).
    cells_right : int
        In how many cells the typical vole does what was reported, 0 to 8.
    window : float
        Room for a threshold: lowest drive that must bond minus highest that must not; below 0 if no threshold fits the table.
    """

    time: np.ndarray
    preference: np.ndarray
    individual_preference: np.ndarray
    threshold: float
    otr_occupancy: float
    d2_occupancy: float
    d1_occupancy: float
    drive: float
    drive_threshold: float
    bonded: bool
    share_bonded: float
    hours_needed: float
    doses: np.ndarray
    surface: np.ndarray
    cell_drive: np.ndarray
    cell_preference: np.ndarray
    cell_bonded: np.ndarray
    cell_share: np.ndarray
    cell_oxytocin: np.ndarray
    cell_dopamine: np.ndarray
    individual_oxytocin: np.ndarray
    individual_dopamine: np.ndarray
    own_oxytocin: float
    own_dopamine: float
    edge: np.ndarray
    cells_right: int
    window: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        name: (0.0, 1.0) for name in (
            "preference", "individual_preference", "threshold", "otr_occupancy", "d2_occupancy", "d1_occupancy", "drive",
            "drive_threshold", "share_bonded", "surface", "cell_drive", "cell_preference", "cell_share",
            "cell_oxytocin", "cell_dopamine", "individual_oxytocin", "individual_dopamine", "own_oxytocin", "own_dopamine",
            "edge")} | {
        "hours_needed": (0.0, math.inf), "cells_right": (0, 8), "window": (-1.0, 1.0), "doses": (0.0, math.inf)}


def simulate_coincidence(parameters: GateParameters, rng: np.random.Generator) -> GateRun:
    """The claim: dV/dt = ηG(1 − V) with G = r_OT · r_D2 · (1 − r_D1). Both receptors must be occupied at once.

    Parameters
    ----------
    parameters : GateParameters
    rng : numpy.random.Generator
        Gives the individuals their own release of oxytocin and dopamine.

    Returns
    -------
    GateRun

    Notes
    -----
    Left out: where in the nucleus accumbens, sex, vasopressin, opioids, and everything that makes one partner more welcome
    than another. Occupancy is taken at equilibrium and a drug stays for the six hours. Which rule nature uses is not settled
    by the table: see `threshold_window`. Liu & Wang 2003, 10.1016/S0306-4522(03)00555-4.
    """
    return _run_gate(parameters, rng, coincidence_drive)


def simulate_additive(parameters: GateParameters, rng: np.random.Generator) -> GateRun:
    """A rival that fits as well: each receptor adds its part, and their mean must pass a threshold.

    Parameters, returns: as `simulate_coincidence`.
    """
    return _run_gate(parameters, rng, additive_drive)


def simulate_either(parameters: GateParameters, rng: np.random.Generator) -> GateRun:
    """A rival: either receptor is enough. Then blocking the other one cannot stop a bond.

    Parameters, returns: as `simulate_coincidence`.
    """
    return _run_gate(parameters, rng, either_drive)


def simulate_oxytocin_first(parameters: GateParameters, rng: np.random.Generator) -> GateRun:
    """A rival: oxytocin acts only by releasing dopamine. Then a D2 agonist needs no oxytocin receptor.

    Parameters, returns: as `simulate_coincidence`.
    """
    return _run_gate(parameters, rng, oxytocin_first_drive)


def simulate_dopamine_first(parameters: GateParameters, rng: np.random.Generator) -> GateRun:
    """A rival: dopamine acts only by releasing oxytocin. Then oxytocin needs no D2 receptor.

    Parameters, returns: as `simulate_coincidence`.
    """
    return _run_gate(parameters, rng, dopamine_first_drive)


def simulate_any_dopamine(parameters: GateParameters, rng: np.random.Generator) -> GateRun:
    """A rival in one point: D1 receptors help as D2 receptors do. It fits the eight cells, in which no D1 drug was given.

    Parameters, returns: as `simulate_coincidence`.
    """
    return _run_gate(parameters, rng, any_dopamine_drive)


def _run_gate(parameters, rng, rule):
    animal_oxytocin, animal_dopamine = _animals(parameters.individual_spread, rng)
    cell_drive = rule(eight_cells())
    drive_threshold = best_threshold(cell_drive)
    below, above = threshold_window(cell_drive)
    typical = _treated(parameters, 1.0, 1.0)
    drive, threshold = float(rule(typical)), float(preference_after(drive_threshold, COHABITATION))
    individuals = _treated(parameters, animal_oxytocin, animal_dopamine)
    individual_drive = rule(individuals)
    cell_parts, individual_parts = (signal_parts(rule, each) for each in (eight_cells(), individuals))
    own_oxytocin, own_dopamine = (float(part) for part in signal_parts(rule, typical))
    time = np.linspace(0, COHABITATION, 121)
    doses = np.logspace(-2, 2, 33)
    bonded_cells = cell_drive > drive_threshold
    return GateRun(
        time=read_only(time), preference=read_only(preference_after(drive, time)), threshold=threshold,
        individual_preference=read_only(preference_after(individual_drive[:, None], time)),
        otr_occupancy=float(typical.otr), d2_occupancy=float(typical.d2), d1_occupancy=float(typical.d1), drive=drive,
        drive_threshold=drive_threshold, bonded=drive > drive_threshold,
        share_bonded=float((individual_drive > drive_threshold).mean()), hours_needed=COHABITATION * drive_threshold / drive,
        doses=read_only(doses), cell_drive=read_only(cell_drive), cell_bonded=read_only(bonded_cells),
        surface=read_only(rule(Ligands(doses[:, None], 0.0, d2_agonist=doses, d1_agonist=parameters.d1_agonist))),
        cell_preference=read_only(preference_after(cell_drive, COHABITATION)),
        cell_share=read_only((rule(eight_cells(Pharmacology(), animal_oxytocin[:, None], animal_dopamine[:, None]))
                              > drive_threshold).mean(axis=0)),
        cell_oxytocin=read_only(cell_parts[0]), cell_dopamine=read_only(cell_parts[1]),
        individual_oxytocin=read_only(_spread_out(individual_parts[0])),
        individual_dopamine=read_only(_spread_out(individual_parts[1])), own_oxytocin=own_oxytocin,
        own_dopamine=own_dopamine, edge=read_only(threshold_edge(rule, drive_threshold)),
        cells_right=int((bonded_cells == REPORTED).sum()), window=float(above - below))


def _animals(spread, rng):
    """Factors of each individual's own release of oxytocin and of dopamine."""
    return np.exp(spread * rng.standard_normal((2, ANIMALS)))


def _spread_out(part):
    """One value for each individual, also where they do not differ."""
    return np.broadcast_to(part, (ANIMALS,)).copy()


def _treated(parameters, animal_oxytocin, animal_dopamine):
    situation = parameters.situation
    return Ligands(oxytocin=OXYTOCIN[situation] * animal_oxytocin + parameters.oxytocin_dose,
                   dopamine=DOPAMINE[situation] * animal_dopamine, d2_agonist=parameters.d2_agonist,
                   d1_agonist=parameters.d1_agonist, otr_antagonist=parameters.otr_antagonist,
                   d2_antagonist=parameters.d2_antagonist)


def _standard_threshold():
    """The claim's threshold of preference, from the table of eight cells."""
    return float(preference_after(best_threshold(coincidence_drive(eight_cells())), COHABITATION))


# ---------------------------------------------------------------------------------------------------------------------------
# When the gate is open
# ---------------------------------------------------------------------------------------------------------------------------

START = -3.0
"""Hours before the pairing at which a run begins."""
TEST_AFTER = 3.0
"""Hours from the end of the pairing to the end of the test."""
PIECE = 60
"""Steps between two events of a run (start, injection, pairing begins, pairing ends, test ends): 240 in all."""


@parameter_set
class TimingParameters:
    """An agonist of the oxytocin receptor, given at some moment before, during or after four hours together."""

    given_at = Parameter(
        key="at", symbol="t_A", unit="h", default=-0.5, low=-3.0, high=10.0, step=0.25,
        label="When it is given", meaning="hours from the moment when the two meet; negative is before", standing="plausible")
    agonist_dose = Parameter(
        key="dose", symbol="[A]", unit="K", default=10.0, low=0.0, high=30.0, step=0.5,
        label="Agonist given", meaning="how much of it is there at first", standing="invented")
    half_life = Parameter(
        key="halflife", symbol="t_½", unit="h", default=1.0, low=0.25, high=8.0, step=0.25,
        label="How long it stays", meaning="time in which half of the agonist is gone", standing="invented")
    pairing_hours = Parameter(
        key="hours", symbol="T", unit="h", default=4.0, low=1.0, high=7.0, step=0.5,
        label="Hours together", meaning="how long the two are together; four hours in the experiment", standing="measured",
        source="johnson2024")
    d2_antagonist = Parameter(
        key="d2block", symbol="[B_D2]", unit="K_B", default=0.0, low=0.0, high=50.0, step=1.0,
        label="D2 block with it", meaning="a D2 antagonist that comes and goes with the agonist", standing="invented")
    individual_spread = Parameter(
        key="spread", symbol="s", unit="", default=0.25, low=0.0, high=0.6, step=0.05,
        label="How much voles differ", meaning="standard deviation of the logarithm of an animal's own release",
        standing="invented")


@dataclass(frozen=True)
class TimingRun:
    """From three hours before the pairing to the end of the test, three hours after it.

    Attributes
    ----------
    time : ndarray, shape (241,), h
        0 is the moment when the two meet. More points where things change; a moment may come twice.
    agonist : ndarray, shape (241,)
        Concentration of the agonist, in units of K.
    otr_occupancy : ndarray, shape (241,)
        Occupied share of the oxytocin receptors.
    drive : ndarray, shape (241,)
        How far the gate is open.
    preference, preference_vehicle : ndarray, shape (241,)
        Of the typical vole, with the agonist and with vehicle.
    threshold : float
        Preference from which the toy counts a vole as bonded.
    given_at, pairing_hours : float, h
    final, final_vehicle, effect : float
        Preference at the end of the test, and the agonist's minus the vehicle's.
    bonded, bonded_vehicle : bool
        Whether the typical vole is above the threshold at the end.
    individual_final, individual_vehicle : ndarray, shape (40,)
        Preference of the individuals at the end, with the agonist and with vehicle.
    share_bonded, share_vehicle : float
        Share of the individuals above the threshold.
    moments : ndarray, shape (41,), h
        Moments at which the agonist might have been given, from -3 to the end of the test.
    effect_by_moment : ndarray, shape (41,)
        What its effect would have been.
    """

    time: np.ndarray
    agonist: np.ndarray
    otr_occupancy: np.ndarray
    drive: np.ndarray
    preference: np.ndarray
    preference_vehicle: np.ndarray
    threshold: float
    given_at: float
    pairing_hours: float
    final: float
    final_vehicle: float
    effect: float
    bonded: bool
    bonded_vehicle: bool
    individual_final: np.ndarray
    individual_vehicle: np.ndarray
    share_bonded: float
    share_vehicle: float
    moments: np.ndarray
    effect_by_moment: np.ndarray

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        name: (0.0, 1.0) for name in (
            "otr_occupancy", "drive", "preference", "preference_vehicle", "threshold", "final", "final_vehicle",
            "individual_final", "individual_vehicle", "share_bonded", "share_vehicle")} | {
        "agonist": (0.0, 30.0), "effect": (-1.0, 1.0), "effect_by_moment": (-1.0, 1.0)}


def simulate_reopening(parameters: TimingParameters, rng: np.random.Generator) -> TimingRun:
    """The claim: an open gate learns what is there, dV/dt = ηG(t) · (P(t) − V), with P = 1 while the pair is alone together.

    V is preference: partner minus stranger. Before the pairing, and after it, when both or neither are there, P = 0, so a gate
    that is opened then draws preference back towards none. The same drug thus helps or hinders by its timing alone.

    Parameters
    ----------
    parameters : TimingParameters
    rng : numpy.random.Generator
        Gives the individuals their own release of oxytocin and dopamine.

    Returns
    -------
    TimingRun

    Notes
    -----
    The rule is ours. In it, an agonist given before helps only if most of it is gone when the two are parted: one that stays
    for hours undoes more than it did. What was found is the order (agonist before > vehicle, agonist after < vehicle) in male prairie voles;
    its authors speak of the expression of a bond, and do not say that it was unlearned. Left out: absorption, receptors that
    withdraw after long stimulation, and what vehicle injection does. The agonist's half-life in voles is not known to us.
    Johnson et al. 2024, 10.1038/s41398-024-02993-x.
    """
    return _run_timing(parameters, rng, erosion=1.0)


def simulate_one_way(parameters: TimingParameters, rng: np.random.Generator) -> TimingRun:
    """The rival: an open gate only ever adds, dV/dt = ηG(t) · P(t) · (1 − V). Then an agonist given afterwards does nothing.

    Parameters, returns: as `simulate_reopening`.
    """
    return _run_timing(parameters, rng, erosion=0.0)


def _run_timing(parameters, rng, erosion):
    p = parameters
    own_oxytocin, own_dopamine = _animals(p.individual_spread, rng)
    end = p.pairing_hours + TEST_AFTER
    time = _edges(p, np.array([p.given_at]))
    # The drug's own curve is drawn as it is just after each moment; the integrals take each step's own side of a jump.
    agonist = _agonist_left(p, time[0], p.given_at)
    ligands = _at_the_gate(p, agonist, (time[0] >= 0) & (time[0] < p.pairing_hours), 1.0, 1.0)
    built, kept = _learned(p, time, np.array([p.given_at]), erosion)
    built_vehicle, kept_vehicle = _vehicle(p, time[0], 1.0, 1.0, erosion)
    individual_built, individual_kept = _learned(p, time, np.array([p.given_at]), erosion, own_oxytocin[:, None],
                                                 own_dopamine[:, None])
    individual_final = (individual_built * individual_kept)[:, -1]
    individual_vehicle = np.multiply(*_vehicle(p, end, own_oxytocin, own_dopamine, erosion))
    moments = np.linspace(START, end, 41)
    elsewhen = np.multiply(*_learned(p, _edges(p, moments), moments, erosion))[:, -1]
    preference, vehicle, threshold = (built * kept)[0], built_vehicle * kept_vehicle, _standard_threshold()
    final, final_vehicle = float(preference[-1]), float(vehicle[-1])
    return TimingRun(
        time=read_only(time[0]), agonist=read_only(agonist), otr_occupancy=read_only(ligands.otr),
        drive=read_only(coincidence_drive(ligands)), preference=read_only(preference), preference_vehicle=read_only(vehicle),
        threshold=threshold, given_at=p.given_at, pairing_hours=p.pairing_hours, final=final, final_vehicle=final_vehicle,
        effect=final - final_vehicle, bonded=final > threshold, bonded_vehicle=final_vehicle > threshold,
        individual_final=read_only(individual_final), individual_vehicle=read_only(individual_vehicle),
        share_bonded=float((individual_final > threshold).mean()),
        share_vehicle=float((individual_vehicle > threshold).mean()), moments=read_only(moments),
        effect_by_moment=read_only(elsewhen - final_vehicle))


def _edges(p, given_at):
    """Time points for each moment of giving, shape (moments, 241): `PIECE` steps between any two events."""
    end = p.pairing_hours + TEST_AFTER
    fixed = np.broadcast_to([START, 0.0, p.pairing_hours, end], (given_at.size, 4))
    events = np.sort(np.column_stack([fixed, np.minimum(given_at, end)]), axis=1)
    share = np.arange(PIECE) / PIECE
    steps = events[:, :-1, None] + np.diff(events)[:, :, None] * share
    return np.column_stack([steps.reshape(given_at.size, -1), events[:, -1]])


def _agonist_left(p, time, given_at):
    """Concentration of what is left of the agonist; 0 before it is given."""
    since = time - given_at
    return np.where(since >= 0, p.agonist_dose * np.exp2(-np.maximum(since, 0.0) / p.half_life), 0.0)


def _at_the_gate(p, agonist, together, own_oxytocin, own_dopamine):
    """The ligands while paired (mating) or not; the D2 block comes and goes with the agonist."""
    block = p.d2_antagonist * agonist / max(p.agonist_dose, 1e-9)
    return Ligands(oxytocin=np.where(together, OXYTOCIN["mating"], OXYTOCIN["alone"]) * own_oxytocin + agonist,
                   dopamine=np.where(together, DOPAMINE["mating"], DOPAMINE["alone"]) * own_dopamine, d2_antagonist=block)


def _learned(p, time, given_at, erosion, own_oxytocin=1.0, own_dopamine=1.0):
    """What the pairing built and what share of it was kept, at each time point; Simpson's rule for ∫G dt, step by step."""
    start, stop = time[:, :-1], time[:, 1:]
    middle = (start + stop) / 2
    together = (middle > 0) & (middle < p.pairing_hours)
    # Just before the moment of giving, none; a step that begins there has it from its very start.
    given = middle > given_at[:, None]

    def drive_at(moment):
        left = np.where(given, _agonist_left(p, np.maximum(moment, given_at[:, None]), given_at[:, None]), 0.0)
        return coincidence_drive(_at_the_gate(p, left, together, own_oxytocin, own_dopamine))

    gathered = LEARNING_RATE * (stop - start) / 6 * (drive_at(start) + 4 * drive_at(middle) + drive_at(stop))
    built = np.cumsum(gathered * together, axis=1)
    lost = np.cumsum(gathered * (middle > p.pairing_hours), axis=1)
    zero = np.zeros((gathered.shape[0], 1))
    return -np.expm1(-np.hstack([zero, built])), np.exp(-erosion * np.hstack([zero, lost]))


def _vehicle(p, time, own_oxytocin, own_dopamine, erosion):
    """The same without the agonist, where the drive is constant and the integral exact."""
    together, apart = (coincidence_drive(_at_the_gate(p, 0.0, both, own_oxytocin, own_dopamine)) for both in (True, False))
    hours = np.clip(time, 0, p.pairing_hours)
    return preference_after(together, hours), np.exp(-erosion * LEARNING_RATE * apart * np.maximum(time - p.pairing_hours, 0))


# ---------------------------------------------------------------------------------------------------------------------------
# Never having had the receptor
# ---------------------------------------------------------------------------------------------------------------------------

PLASTICITY, PLASTICITY_FADES = 3.0, 6.0
"""How much of a lost receptor's work can be taken over: 1 − exp(−3 e^(−age/6 d)) of what is possible (invented)."""
APART_DAYS = 5.0
"""Days apart in a run, after the days together."""


@parameter_set
class CompensationParameters:
    """A vole that lost its oxytocin receptors, wholly or partly, at some age, and lives with another one as an adult."""

    bond = Choice(
        key="bond", default="mate", options={"mate": "a mate", "peer": "a peer of the same sex"}, label="Whom it lives with",
        meaning="a mate comes with mating, which releases more oxytocin and dopamine")
    receptor_loss = Parameter(
        key="loss", symbol="l", unit="", default=1.0, low=0.0, high=1.0, step=0.05,
        label="Receptors lost", meaning="share of the oxytocin receptors that do not work", standing="plausible")
    age_at_loss = Parameter(
        key="age", symbol="a", unit="d", default=0.0, low=0.0, high=90.0, step=1.0,
        label="Age at the loss", meaning="0 is a lifelong loss, about 21 a juvenile's, 60 and more an adult's",
        standing="plausible")
    compensation_gain = Parameter(
        key="gain", symbol="κ", unit="", default=0.22, low=0.0, high=0.5, step=0.01,
        label="How much can stand in", meaning="steady signal that may grow in place of a wholly lost receptor, as if that "
        "share of receptors were always occupied", standing="invented")
    together_days = Parameter(
        key="days", symbol="T", unit="d", default=0.5, low=0.25, high=3.0, step=0.25,
        label="Days together", meaning="how long the two live together before they are parted", standing="plausible")
    individual_spread = Parameter(
        key="spread", symbol="s", unit="", default=0.25, low=0.0, high=0.6, step=0.05,
        label="How much voles differ", meaning="standard deviation of the logarithm of an animal's own release",
        standing="invented")


@dataclass(frozen=True)
class CompensationRun:
    """Days together and five days apart, for a vole that lost receptors and for one that did not.

    Attributes
    ----------
    time : ndarray, shape (201,), d
        The first 101 points while together.
    preference, preference_intact : ndarray, shape (201,)
        With the loss and without it.
    threshold : float
        Preference from which the toy counts a vole as bonded.
    compensation : float
        Steady signal that stands in for the lost receptors, as an occupancy.
    age_at_loss : float, d
    ages : ndarray, shape (91,), d
    compensation_by_age : ndarray, shape (91,)
        What it would be had the loss come at that age.
    days_to_bond, days_to_bond_intact : float, d
        Days together until the threshold is passed; nan if it never is.
    days_kept, days_kept_intact : float, d
        Days apart in which half of a preference is lost; nan if none ever is.
    bonded, bonded_intact : bool
        Whether the threshold is passed when the two are parted.
    individual_final, individual_intact : ndarray, shape (40,)
        Preference of the individuals when they are parted.
    share_bonded, share_intact : float
        Share of them that are above the threshold then.
    """

    time: np.ndarray
    preference: np.ndarray
    preference_intact: np.ndarray
    threshold: float
    compensation: float
    age_at_loss: float
    ages: np.ndarray
    compensation_by_age: np.ndarray
    days_to_bond: float
    days_to_bond_intact: float
    days_kept: float
    days_kept_intact: float
    bonded: bool
    bonded_intact: bool
    individual_final: np.ndarray
    individual_intact: np.ndarray
    share_bonded: float
    share_intact: float

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        name: (0.0, 1.0) for name in (
            "preference", "preference_intact", "threshold", "compensation", "compensation_by_age", "individual_final",
            "individual_intact", "share_bonded", "share_intact")} | {
        name: (0.0, math.inf) for name in ("days_to_bond", "days_to_bond_intact", "days_kept", "days_kept_intact")}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"days_to_bond", "days_kept"})


def simulate_compensation(parameters: CompensationParameters, rng: np.random.Generator) -> CompensationRun:
    """The claim: G = ((1 − l) r_OT + c) · r_D2 · (1 − r_D1), where c grew while the animal was young and is always on.

    dc/dage = ρ e^(−age/τ) (κl − c) from the age a of the loss, so c = κl(1 − exp(−ρτ e^(−a/τ))): nearly all of it after a
    lifelong loss, next to nothing when an adult's receptors are blocked. A signal that is always on is less than what a
    partner releases, and more than there is when alone: such bonds form later and fade sooner.

    Parameters
    ----------
    parameters : CompensationParameters
    rng : numpy.random.Generator
        Gives the individuals their own release of oxytocin and dopamine.

    Returns
    -------
    CompensationRun

    Notes
    -----
    Nobody knows what stands in for the receptor: not more oxytocin, for evoked release was lower in voles without it (Black
    et al. 2025). Here c is a placeholder, and its fading with age is our assumption. Left out: which cells lost the receptor
    (everywhere in the mutants, in the nucleus accumbens alone in the knock-down). Mates: Berendzen et al. 2023,
    10.1016/j.neuron.2022.12.011; peers: Black et al. 2025, 10.1016/j.cub.2025.07.042; loss from juvenile age: Keebaugh et
    al. 2015, 10.1080/17470919.2015.1040893.
    """
    return _run_compensation(parameters, rng, parameters.compensation_gain, 1 - parameters.receptor_loss)


def simulate_without_compensation(parameters: CompensationParameters, rng: np.random.Generator) -> CompensationRun:
    """A rival: nothing stands in for a lost receptor, c = 0 at any age. Then the receptor is indispensable.

    Parameters, returns: as `simulate_compensation`.
    """
    return _run_compensation(parameters, rng, 0.0, 1 - parameters.receptor_loss)


def simulate_receptor_unneeded(parameters: CompensationParameters, rng: np.random.Generator) -> CompensationRun:
    """The opposite rival: whatever was lost, something does the receptor's work in full. Then no loss ever shows.

    Parameters, returns: as `simulate_compensation`.
    """
    return _run_compensation(parameters, rng, 0.0, 1.0)


def compensation_at(age, receptor_loss: float, compensation_gain: float):
    """Signal that came to stand in for receptors lost at an age (d): c = κl(1 − exp(−3 e^(−age/6))), as an occupancy."""
    return -compensation_gain * receptor_loss * np.expm1(-PLASTICITY * np.exp(-np.asarray(age) / PLASTICITY_FADES))


def _run_compensation(parameters, rng, gain, working):
    p = parameters
    own, steady = _animals(p.individual_spread, rng), float(compensation_at(p.age_at_loss, p.receptor_loss, gain))
    hours, ages, threshold = 24 * p.together_days, np.arange(91.0), _standard_threshold()
    lived = "mating" if p.bond == "mate" else "cohabiting"
    together, apart = (_drive_with(working, steady, situation) for situation in (lived, "alone"))
    together_intact, apart_intact = (_drive_with(1.0, 0.0, situation) for situation in (lived, "alone"))
    final, final_intact = (preference_after(_drive_with(*signal, lived, *own), hours)
                           for signal in ((working, steady), (1.0, 0.0)))
    needed = -math.log1p(-threshold) / LEARNING_RATE / 24
    half = math.log(2) / LEARNING_RATE / 24
    time = np.concatenate([np.linspace(0, p.together_days, 101), p.together_days + np.linspace(0, APART_DAYS, 101)[1:]])
    return CompensationRun(
        time=read_only(time), preference=read_only(_together_then_apart(time, p.together_days, together, apart)),
        preference_intact=read_only(_together_then_apart(time, p.together_days, together_intact, apart_intact)),
        threshold=threshold, compensation=steady, age_at_loss=p.age_at_loss, ages=read_only(ages),
        compensation_by_age=read_only(compensation_at(ages, p.receptor_loss, gain)),
        days_to_bond=needed / together if together > 0 else math.nan, days_to_bond_intact=needed / together_intact,
        days_kept=half / apart if apart > 0 else math.nan, days_kept_intact=half / apart_intact,
        bonded=bool(preference_after(together, hours) > threshold),
        bonded_intact=bool(preference_after(together_intact, hours) > threshold),
        individual_final=read_only(final), individual_intact=read_only(final_intact),
        share_bonded=float((final > threshold).mean()), share_intact=float((final_intact > threshold).mean()))


def _drive_with(working, steady, situation, own_oxytocin=1.0, own_dopamine=1.0):
    """The gate with a share of working receptors and a steady signal in place of the others."""
    ligands = Ligands(OXYTOCIN[situation] * own_oxytocin, DOPAMINE[situation] * own_dopamine)
    return (working * ligands.otr + steady) * ligands.d2 * (1 - ligands.d1)


def _together_then_apart(time, parted, together, apart):
    """Preference (days as time): built while together, drawn back while apart."""
    built = preference_after(together, 24 * np.minimum(time, parted))
    return built * np.exp(-LEARNING_RATE * apart * 24 * np.maximum(time - parted, 0))
