"""One JupyterLab for all browser tests, one browser and one notebook for each file of them."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the harness stands beside the tests

from harness import PATIENCE, Lab, Notebook, copy_lessons, find_chromium, open_browser, write_notebook  # noqa: E402


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab with the lessons, and with a notebook that shows the sample panel."""
    _need_chromium()
    root = copy_lessons(tmp_path_factory.mktemp("lab"))
    write_notebook(root / "sample.ipynb", [f"import sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
                                           "from sample_panel import make_panel",
                                           "panel = make_panel().start_from(\"frequency=0.5 noise=0 seed=3\")\npanel"])
    with Lab(root) as running:
        yield running


@pytest.fixture(scope="module")
def browser(lab):
    """A browser for one file of tests: Playwright's loop must be gone before other tests start theirs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, open_browser(playwright) as browser:
        yield browser


@pytest.fixture(scope="module")
def context(browser):
    """A browser window that may copy and download."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def sample(lab, context):
    """The notebook with the sample panel, run."""
    notebook = Notebook(context.new_page(), lab.url("sample.ipynb"))
    notebook.run_all()
    return notebook


@pytest.fixture
def panel(sample):
    """The sample panel as it is at first, at rest."""
    sample.page.set_viewport_size({"width": 1280, "height": 900})
    panel = sample.panel("sample")
    panel.start_afresh()
    yield panel
    assert not sample.errors


def _need_chromium():
    if find_chromium() is not None:
        return
    if os.environ.get("CI"):
        pytest.fail("The browser tests need Chromium, and with CI set they are not skipped: install it, or set CHROMIUM.")
    pytest.skip("there is no Chromium on this machine; to run the browser tests, install it or name it in the variable CHROMIUM")
