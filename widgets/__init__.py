"""Small, honest models of human bonds, and the panels to play with them.

``from widgets import show`` is what a lesson needs. The names below are loaded when they are first used, so that a model can be
imported without the page's machinery.
"""

_HOME = {
    "show": "widgets.kit.panel",
    "predict": "widgets.kit.predict",
    "check": "widgets.kit.check",
    "evidence": "widgets.kit.cards",
    "glossary": "widgets.kit.glossary",
    "references": "widgets.kit.cards",
    "progress": "widgets.kit.progress",
}
__all__ = list(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'widgets' has no attribute {name!r}; it has {', '.join(__all__)}")
    import importlib

    return getattr(importlib.import_module(_HOME[name]), name)
