"""What pictures are made of: axes in their places, and artists that get their data later.

Only lines (markers too), patches and texts move; whatever else a picture needs is drawn once. Colours are the roles of
`widgets.palette`, and never carry a meaning alone.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from widgets.palette import GRID, INK, SIZES


def make_figure(layout: str, **places: dict[str, tuple[float, float, float, float]]) -> tuple[Figure, dict]:
    """Make a picture's figure and its axes.

    Parameters
    ----------
    layout : {"wide", "narrow", "large"}
    **places : dict of name to (left, bottom, width, height)
        For each layout, where the axes stand, in shares of the figure; ``large`` may be left out and is then as ``wide``.

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : dict of name to Axes
    """
    figure = Figure(figsize=SIZES[layout])
    boxes = places.get(layout) or places["wide"]
    return figure, {name: figure.add_axes(box) for name, box in boxes.items()}


def line(axes, color, style="-", **more):
    """A line that will get its data later."""
    return axes.plot([], [], style, color=color, **more)[0]


def points(axes, color, marker="o", size=8, **more):
    """Points that will get their data later."""
    return axes.plot([], [], marker, linestyle="none", color=color, markersize=size, **more)[0]


def bars(axes, color, number, **more) -> list[Rectangle]:
    """So many bars that will get their place and height later (see `set_bar`)."""
    return [axes.add_patch(Rectangle((0, 0), 0, 0, facecolor=color, **more)) for _ in range(number)]


def set_bar(bar: Rectangle, left: float, bottom: float, width: float, height: float) -> None:
    """Put a bar in its place."""
    bar.set_bounds(left, bottom, width, height)


def band(axes, color, alpha=0.25, **more) -> Polygon:
    """An area that will get its edges later (see `set_band`)."""
    return axes.add_patch(Polygon([(0, 0), (0, 0), (0, 0)], facecolor=color, alpha=alpha, linewidth=0, **more))


def set_band(area: Polygon, x, low, high) -> None:
    """Let an area reach from `low` to `high` over `x`."""
    x, low, high = (np.asarray(values, dtype=float) for values in np.broadcast_arrays(x, low, high))
    area.set_xy(np.column_stack([np.concatenate([x, x[::-1]]), np.concatenate([high, low[::-1]])]))


def label(axes, x=0.0, y=0.0, text="", **more):
    """A text that may move; it stands on its baseline, so that it does not jump with its letters."""
    return axes.text(x, y, text, **{"va": "baseline", "color": INK, **more})


def guide(axes, *, x=None, y=None, **more) -> None:
    """A quiet line across the axes at one x or one y; it never moves."""
    style = {"color": GRID, "zorder": 0, **more}
    if x is not None:
        axes.axvline(x, **style)
    if y is not None:
        axes.axhline(y, **style)


def show_ghost(artist, pinned, x, y) -> None:
    """Show a pinned run as ``x(pinned)``, ``y(pinned)``, or nothing."""
    artist.set_visible(pinned is not None)
    if pinned is not None:
        artist.set_data(x(pinned), y(pinned))


def broken(angle):
    """A wrapped angle (rad) with a gap wherever it jumps by more than half a turn, so that no line is drawn across."""
    angle = np.array(angle, dtype=float)
    angle[1:][np.abs(np.diff(angle)) > np.pi] = np.nan
    return angle
