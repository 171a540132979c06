"""What several models know of the body: receptors that are occupied, and the stress axis at rest.

Topics do not import each other; what two of them need of the same published equation stands here, once.
"""

from __future__ import annotations

import numpy as np

GR_HALF = 4.0
"""K: cortisol (set points) at which the low-affinity receptor (GR) halves the release of CRH and ACTH (Karin and others 2020)."""


def receptor_occupancy(agonist, antagonist=0.0, affinity=1.0):
    """Share of receptors that an agonist occupies: r = [A] / ([A] + K(1 + [B])) (Gaddum).

    Parameters
    ----------
    agonist, antagonist : float or array_like, 0 or more
        Concentrations; that of the antagonist in units of its own constant.
    affinity : float
        K, in the unit of `agonist`.

    Returns
    -------
    float or numpy.ndarray, 0 to 1
    """
    return agonist / (agonist + affinity * (1 + antagonist))


def resting_cortisol(drive):
    """Cortisol (set points) to which the stress axis settles under a constant drive, glands included: x (1 + (x/K)³) = u.

    There CRH and ACTH are back at 1 whatever the drive: the glands have taken it over. The form of the axis is that of Karin
    and others 2020, 10.15252/msb.20209510; the closed form is ours.

    Parameters
    ----------
    drive : float or ndarray
        u > 0.

    Returns
    -------
    float or ndarray
    """
    # x⁴ + K³x = K³u splits into two quadratics; t, the root of t³ + 4K³u t = K⁶, is the square of their linear term.
    cube = GR_HALF**3
    third = 4 / 3 * cube * drive
    first = np.cbrt(cube**2 / 2 + np.sqrt(cube**4 / 4 + third * third * third))
    square = first - third / first
    side = np.sqrt(square)
    return (np.sqrt(2 * cube / side - square) - side) / 2
