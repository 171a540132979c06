"""What one computes from a bond or from two groups of cells, on paper: the choice rule, the shut gate, overlap by chance."""

from __future__ import annotations

import math


def huddling_share(value_one: float, value_other: float, sharpness: float) -> float:
    """Share of huddling time spent with one rather than the other: 1/(1 + exp(−β (V₁ − V₂))).

    Parameters
    ----------
    value_one, value_other : float
        What each is worth; a stranger is worth 0.
    sharpness : float
        β.

    Returns
    -------
    float
        0 to 1; 0.5 is no preference.
    """
    return 0.5 * (1 + math.tanh(sharpness * (value_one - value_other) / 2))


def days_until_open(bond: float, inhibition: float, bond_memory: float) -> float:
    """Days alone until a fading bond lets anything about somebody else in: τ_s ln(G s), or 0 where G s is at most 1.

    Parameters
    ----------
    bond : float
        s at the parting, 0 to 1.
    inhibition : float
        G.
    bond_memory : float, days
        τ_s.

    Returns
    -------
    float, days
    """
    return bond_memory * math.log(max(1.0, inhibition * bond))


def cells_in_both_by_chance(cells: float, share_first: float, share_second: float) -> float:
    """How many of `cells` would belong to both of two groups that have nothing to do with each other."""
    return cells * share_first * share_second
