"""A lesson's own matplotlib figure, in the course's style and with words for who cannot see it."""

from __future__ import annotations

import io

from matplotlib.figure import Figure

from widgets.kit.stage import slim_png, style_context


class Described:
    """A figure with its alternative text; put it last in a cell.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the figure shows, in a sentence or two.

    Raises
    ------
    ValueError
        If `alt` is empty.
    """

    def __init__(self, figure: Figure, alt: str):
        if not alt.strip():
            raise ValueError("A figure needs a sentence that says what it shows; got an empty one.")
        self.figure, self.alt = figure, alt

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, **_):
        buffer = io.BytesIO()
        with style_context("wide"):
            self.figure.savefig(buffer, format="png", dpi=160, metadata={"Software": None})
        return {"image/png": slim_png(buffer), "text/plain": self.alt}, {"image/png": {"alt": self.alt}}
