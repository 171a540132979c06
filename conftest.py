"""For nbval: every lesson in a private place of its own, and its pictures' captions compared as text.

nbval compares a lesson's text outputs with what its cells give now, and leaves out the pictures' bytes, which differ from one
matplotlib to the next. The HTML figures that the build adds to a picture and its sentence are not the kernel's; they are taken
away before the comparison (the check of texts against notebooks looks at them).
"""

import contextlib
import os

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

from widgets.kit.notebooks import kernel_environment, without_figures


def pytest_itemcollected(item):
    """Compare what the kernel sends with what it sent."""
    if isinstance(item, IPyNbCell):
        item.cell.outputs = without_figures(item.cell.outputs)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Start each lesson's kernel with a progress file and an IPython profile of its own."""
    lesson = item.getparent(IPyNbFile)
    if lesson is None or lesson.kernel is not None:
        return (yield)
    private = contextlib.ExitStack()
    item.config.add_cleanup(private.close)  # at the very end: the kernel stops before
    kept = dict(os.environ)
    os.environ.update(private.enter_context(kernel_environment()))
    try:
        return (yield)
    finally:
        os.environ.clear()
        os.environ.update(kept)
