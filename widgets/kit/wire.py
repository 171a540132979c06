"""How a frame travels: a small head in JSON and one block of float32.

The head lists, in order, ``[id, n, mode]`` for each artist in the block. Mode 0 is n x-values, then n y-values. Mode 1 is n y-values
alone: x is that of the figure's base frame, as it is for a line over time. An artist that stands where it stood in the frame named by
`same_as` is left out.
"""

from __future__ import annotations

import numpy as np

from widgets.kit.stage import Frame


def pack(frame: Frame, base: Frame | None, same_as: Frame | None = None) -> tuple[dict, bytes]:
    """Turn a frame into its head and its bytes.

    Parameters
    ----------
    frame : Frame
    base : Frame or None
        The frame that came with the figure; None packs everything whole.
    same_as : Frame or None
        The frame that a run-ahead starts from.

    Returns
    -------
    head : dict
        ``items``, ``letters`` (where they differ from the base's), ``texts``, ``hidden``.
    data : bytes
        float32, little-endian.
    """
    items, blocks = [], []
    for name, points in frame.points.items():
        if same_as is not None and _same(same_as, frame, name):
            continue
        before = base.points.get(name) if base is not None else None
        if before is not None and len(before) == len(points) and np.array_equal(before[:, 0], points[:, 0], equal_nan=True):
            items.append([name, len(points), 1])
            blocks.append(points[:, 1])
        else:
            items.append([name, len(points), 0])
            blocks.append(points.T.ravel())
    head = {"items": items, "texts": frame.texts, "hidden": sorted(frame.hidden), "letters": frame.letters}
    data = np.concatenate(blocks).astype("<f4", copy=False).tobytes() if blocks else b""
    return head, data


def _same(before: Frame, now: Frame, name: str) -> bool:
    return (before.letters.get(name) == now.letters.get(name)
            and np.array_equal(before.points[name], now.points[name], equal_nan=True))
