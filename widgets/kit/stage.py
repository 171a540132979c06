"""From a matplotlib figure to a picture that moves in the page.

A `Picture` is ordinary matplotlib: a figure made once, and ``moving``, a dict from id to the artists that its ``update`` sets.
The stage writes that figure once as SVG, text kept as text; after that only the coordinates of what moved leave the kernel, as
float32, taken with the artist's own transform, so they are the ones matplotlib would have written.

Four kinds of thing move: lines (and bands and bars, which are paths too), points, texts, and what is visible. A change of axis
limits is a new figure: the stage sees it and says so.
"""

from __future__ import annotations

import io
import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import matplotlib.style
import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text

from widgets.palette import ROLES

STYLE = FilePath(__file__).with_name("bond.mplstyle")
LAYOUT_FONTS = {"wide": {}, "narrow": {
    "font.size": 11.5, "axes.titlesize": 12, "axes.labelsize": 11.5, "xtick.labelsize": 10.5, "ytick.labelsize": 10.5,
    "legend.fontsize": 11}, "large": {
    "font.size": 14, "axes.titlesize": 15, "axes.labelsize": 14, "xtick.labelsize": 13, "ytick.labelsize": 13,
    "legend.fontsize": 13, "lines.linewidth": 3.0}}
LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}


def style_context(layout: str):
    """The matplotlib context every picture of the course is made and written in."""
    return matplotlib.style.context([STYLE, LAYOUT_FONTS[layout]])


@dataclass
class Frame:
    """Where everything that moves stands: one picture.

    Attributes
    ----------
    points : dict of str to ndarray, shape (n, 2), float32
        SVG coordinates (points, y down) by artist id.
    letters : dict of str to str
        For patches, the path command of each vertex (``MLLLZ``).
    texts : dict of str to str
        Content of each text.
    hidden : frozenset of str
        Ids of the artists not shown.
    """

    points: dict[str, np.ndarray] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


class Stage:
    """A picture, its SVG, and the frames that move it.

    Parameters
    ----------
    make_picture : callable
        ``make_picture(layout)`` returns an object with ``figure`` and ``moving``; called once, in the course's style.
    layout : {"wide", "narrow", "large"}
    """

    def __init__(self, make_picture, layout: str = "wide"):
        if layout not in LAYOUT_FONTS:
            raise ValueError(f"layout must be one of {', '.join(LAYOUT_FONTS)}; got {layout!r}.")
        self.layout = layout
        with style_context(layout):
            self.picture = make_picture(layout)
        self.figure: Figure = self.picture.figure
        self.figure.set_dpi(72)
        self.kinds = {name: _kind(name, artist) for name, artist in self.picture.moving.items()}
        for name, artist in self.picture.moving.items():
            artist.set_gid(name)
        self.limits = None

    def update(self, *args, **kwargs) -> bool:
        """Move the picture's artists; return True if its axes changed, so that the figure must be written anew."""
        self.picture.update(*args, **kwargs)
        for artist in self.picture.moving.values():
            if isinstance(artist, Line2D):
                # matplotlib takes this from the settings of the moment; a picture keeps every point whenever it is drawn
                artist.get_path().should_simplify = False
        if self.limits == self._limits():
            return False
        for axes in self.figure.axes:
            axes.apply_aspect()  # otherwise done while drawing: too late for the coordinates of the first frame
        return True

    def frame(self) -> Frame:
        """Coordinates, texts and visibility as they stand now."""
        frame = Frame()
        hidden = []
        height = self.figure.bbox.height
        for name, artist in self.picture.moving.items():
            if not artist.get_visible():
                hidden.append(name)
            if isinstance(artist, Text):
                frame.texts[name] = artist.get_text()
                vertices = artist.get_transform().transform([artist.get_unitless_position()])
            elif isinstance(artist, Line2D):
                # float64 first: matplotlib, too, rounds only after the transform
                vertices = artist.get_transform().transform(np.asarray(artist.get_xydata(), float))
            else:
                vertices, frame.letters[name] = _patch_path(artist)
            frame.points[name] = _flip(vertices, height)
        frame.hidden = frozenset(hidden)
        return frame

    def write_svg(self, prefix: str = "") -> str:
        """The whole figure as SVG, every moving artist in it (hidden ones too), its colours as theme variables.

        `prefix` goes before every id, so that several pictures can share one page.
        """
        with ExitStack() as afterwards:
            for artist in self.picture.moving.values():
                _make_drawable(artist, afterwards)
            text = self._save_svg()
        self.limits = self._limits()
        return _for_the_page(text, prefix)

    def write_png(self, sentence: str = "", dpi: int = 160) -> bytes:
        """The picture as PNG with its sentence below: the static twin."""
        with style_context(self.layout):
            caption, extra = _caption(self.figure, sentence)
            buffer = io.BytesIO()
            try:
                self.figure.savefig(buffer, format="png", dpi=dpi, bbox_inches=extra, metadata={"Software": None})
            finally:
                if caption is not None:
                    caption.remove()
        return slim_png(buffer)

    def _save_svg(self) -> str:
        buffer = io.StringIO()
        with style_context(self.layout), matplotlib.rc_context({"svg.hashsalt": "bond"}):
            self.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        return buffer.getvalue()

    def _limits(self):
        return tuple(tuple(axes.viewLim.extents) + (axes.get_visible(),) for axes in self.figure.axes)


def slim_png(buffer: io.BytesIO) -> bytes:
    """The same picture with 64 colours: a quarter of the bytes, no difference to the eye."""
    from PIL import Image

    out = io.BytesIO()
    image = Image.open(buffer).convert("RGB").quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    image.save(out, format="png", optimize=True)
    return out.getvalue()


def _kind(name, artist) -> str:
    if isinstance(artist, Text):
        if artist.get_verticalalignment() != "baseline" or artist.get_rotation():
            raise ValueError(f"{name}: a text that moves must be level and have va='baseline'.")
        return "text"
    if isinstance(artist, Line2D):
        if artist.get_drawstyle() != "default":
            raise ValueError(f"{name}: a line that moves must have drawstyle 'default'; use ax.stairs for steps.")
        line = artist.get_linestyle() not in ("None", "none", "", " ")
        marker = artist.get_marker() not in ("None", "none", "", " ", None)
        return "line+points" if line and marker else "points" if marker else "line"
    if isinstance(artist, Patch):
        return "patch"
    raise ValueError(f"{name}: a {type(artist).__name__} cannot be moved in the page; lines, points (a line with markers only), "
                     "patches and texts can.")


def _make_drawable(artist, afterwards: ExitStack) -> None:
    """Let matplotlib write an element for an artist that has nothing to show yet; `afterwards` puts it back as it was."""
    if not artist.get_visible():
        artist.set_visible(True)
        afterwards.callback(artist.set_visible, False)
    if isinstance(artist, Text) and not artist.get_text().strip():
        afterwards.callback(artist.set_text, artist.get_text())
        artist.set_text("\u2007")
    if isinstance(artist, Line2D) and not _has_point_in_view(artist):
        afterwards.callback(artist.set_data, *artist.get_data(orig=True))
        middle = artist.axes.transData.inverted().transform(artist.axes.bbox.get_points().mean(axis=0))
        artist.set_data([middle[0]] * 2, [middle[1]] * 2)


def _has_point_in_view(artist) -> bool:
    points = artist.get_transform().transform(np.asarray(artist.get_xydata(), float).reshape(-1, 2))
    return bool(len(points)) and bool(artist.figure.bbox.count_contains(points[np.isfinite(points).all(axis=1)]))


def _patch_path(artist):
    path = artist.get_transform().transform_path(artist.get_path())
    codes = path.codes
    if codes is None:
        codes = np.full(len(path.vertices), Path.LINETO)
        codes[:1] = Path.MOVETO
    keep = codes != Path.STOP
    return path.vertices[keep], "".join(LETTERS[code] for code in codes[keep].tolist())


def _flip(vertices, height) -> np.ndarray:
    flipped = np.empty((len(vertices), 2), np.float32)
    flipped[:, 0] = vertices[:, 0]
    flipped[:, 1] = height - vertices[:, 1]
    return flipped


def _for_the_page(text: str, prefix: str) -> str:
    """Cut the XML head and the metadata, make ids unique, and let the theme choose the colours."""
    text = text[text.index("<svg"):]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.S)
    text = re.sub(r'\bid="', f'id="{prefix}', text)
    text = text.replace("url(#", f"url(#{prefix}").replace('href="#', f'href="#{prefix}')
    for role, color in ROLES.items():
        text = text.replace(f": {color}", f": var(--bond-{role}, {color})")
    # matplotlib leaves black out of a style: nothing in the palette is pure black, so what remains unstyled is ours to mend
    return text.replace("*{stroke-linejoin: round; stroke-linecap: butt}", "")


def _caption(figure: Figure, sentence: str):
    """Put the sentence under the figure, wrapped to its width; return it with the box that holds both."""
    if not sentence:
        return None, None
    import textwrap

    from matplotlib.transforms import Bbox

    width, height = figure.get_size_inches()
    lines = textwrap.wrap(sentence, int(width * 13.5))
    below = 0.21 * len(lines) + 0.12
    text = figure.text(0.02, -0.06 / height, "\n".join(lines), ha="left", va="top", fontsize=10, linespacing=1.35)
    return text, Bbox([[0, -below], [width, height]])
