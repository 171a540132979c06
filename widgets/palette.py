"""The colours of every picture, by role.

Hex values are those of the light theme; the page replaces each by a theme variable, so that the same picture is right on a dark
page and in black-and-white print. The two people's colours differ in lightness as well as hue, and every line also differs in
dash or marker, so nothing is told by colour alone. Safe for the three common forms of colour blindness.
"""

PAPER = "#ffffff"
"""Background."""
INK = "#1f2430"
"""Text and axes (15:1 on paper)."""
MUTED = "#59606e"
"""Secondary text and guides (6:1 on paper)."""
GRID = "#d9dce3"
"""Grid lines and quiet areas."""
A = "#0b5fa5"
"""The first person: blue, drawn solid."""
B = "#b34700"
"""The second person: burnt orange, drawn dashed."""
C = "#0a7260"
"""What is measured between them: green."""
D = "#8a2f7c"
"""The expectation under chance, or a published figure: purple."""
GHOST = "#8d93a0"
"""A pinned run, kept for comparison: grey, drawn dotted."""
ROLES = {"paper": PAPER, "ink": INK, "muted": MUTED, "grid": GRID, "a": A, "b": B, "c": C, "d": D, "ghost": GHOST}
"""Role name -> hex; the page's variable for a role is ``--bond-<role>``."""

SIZES = {"wide": (6.4, 4.0), "narrow": (3.9, 5.8), "large": (6.4, 4.0)}
"""Figure size in inches (width, height) by layout: beside the controls, in a narrow window, on a classroom's wall."""
