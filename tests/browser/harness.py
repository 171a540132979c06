"""A real JupyterLab and a real browser, for the tests and for the benchmark.

`Lab` starts a JupyterLab server on loopback with a token, in a folder and with settings of its own, so that nothing a person
has set up on this machine can change what is seen. `Notebook` drives one notebook in one page through JupyterLab's own
commands. Waiting is always for a condition, never for a time to pass.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 30_000  # milliseconds: how long any single condition may take before a test gives up
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                      "--disable-background-networking", "--disable-component-update"]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def find_chromium() -> str | None:
    """Where a Chromium is: the CHROMIUM variable, then the usual names on the path; None if there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in found if path), None)


@contextmanager
def open_browser(playwright, *arguments):
    """A headless Chromium, closed at the end."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*CHROMIUM_ARGUMENTS, *arguments])
    try:
        yield browser
    finally:
        browser.close()


class Lab:
    """A JupyterLab server in `root`, on loopback, with a token and with settings of its own.

    Parameters
    ----------
    root : Path
        Folder that is served. Settings, run-time files and progress go to a hidden folder inside it.
    arguments : sequence of str
        Further arguments for ``jupyter lab``; by default those that course.py gives.
    environment : dict
        Further environment variables, for the server and its kernels.

    Raises
    ------
    RuntimeError
        If the server ends, or does not answer in time; with what it printed.
    """

    def __init__(self, root: Path, arguments=None, environment=None):
        self.root = Path(root)
        self.private = self.root / ".lab"
        self.token = secrets.token_hex(16)
        self.port = free_port()
        self.arguments = server_arguments() if arguments is None else list(arguments)
        self.environment = dict(environment or {})
        self.process = None

    def __enter__(self):
        self._write_settings()
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser",
                   "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0",
                   f"--ServerApp.root_dir={self.root}", *self.arguments]
        if os.name == "posix" and os.geteuid() == 0:
            command.append("--allow-root")  # a container's only user is often root
        self.log = open(self.private / "server.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(command, cwd=self.root, env=self._environment(), stdout=self.log,
                                        stderr=subprocess.STDOUT)
        try:
            self._wait_until_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def url(self, path: str, port: int | None = None) -> str:
        """Address of a notebook in JupyterLab, through another port (a proxy's) if one is given."""
        return f"http://127.0.0.1:{port or self.port}/lab/tree/{path}?token={self.token}&reset"

    def ask(self, path: str):
        """What the server's own interface answers to ``GET /api/<path>``, as Python objects."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{path}",
                                         headers={"Authorization": f"token {self.token}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def _environment(self):
        private = str(self.private)
        paths = [str(REPOSITORY), os.environ.get("PYTHONPATH", "")]
        return {**os.environ, "JUPYTER_TOKEN": self.token, "PYTHONPATH": os.pathsep.join(p for p in paths if p),
                "JUPYTER_CONFIG_DIR": private, "JUPYTER_DATA_DIR": private, "JUPYTER_RUNTIME_DIR": private,
                "JUPYTERLAB_SETTINGS_DIR": str(self.private / "settings"), "IPYTHONDIR": str(self.private / "ipython"),
                "JUPYTERLAB_WORKSPACES_DIR": str(self.private / "workspaces"), "BOND_PROGRESS": str(self.private / "progress"),
                **self.environment}

    def _write_settings(self):
        (self.private / "progress").mkdir(parents=True, exist_ok=True)
        news = self.private / "settings" / "@jupyterlab" / "apputils-extension"
        news.mkdir(parents=True, exist_ok=True)
        # JupyterLab would ask, over the picture, whether it may fetch news.
        (news / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')

    def _wait_until_up(self):
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end and self.process.poll() is None:
            try:
                self.ask("status")
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        printed = (self.private / "server.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"JupyterLab did not start on port {self.port}. It printed:\n{printed[-3000:]}")


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def copy_lessons(folder: Path) -> Path:
    """Copy the lessons' notebooks into `folder`, so that running them leaves the repository as it was."""
    for notebook in sorted((REPOSITORY / "lessons").glob("*.ipynb")):
        shutil.copy(notebook, folder)
    return folder


def write_notebook(path: Path, sources) -> None:
    """Write a notebook with one code cell for each of `sources`."""
    cells = [{"cell_type": "code", "id": f"cell-{i}", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
             for i, source in enumerate(sources)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}),
                    encoding="utf-8")


def server_arguments(prompt: bool = True) -> list[str]:
    """The server extensions with which course.py starts JupyterLab; without the one that sends at once if not `prompt`."""
    course = importlib.util.module_from_spec(importlib.util.spec_from_file_location("course", REPOSITORY / "course.py"))
    course.__spec__.loader.exec_module(course)
    extensions = [argument for argument in course.lab_command() if "jpserver_extensions" in argument]
    return [argument for argument in extensions if prompt or "widgets.kit.server" not in argument]


class Notebook:
    """One notebook, open in one page of the browser.

    Parameters
    ----------
    page : playwright.sync_api.Page
    address : str
        As given by `Lab.url`.

    Attributes
    ----------
    errors : list of str
        What went wrong in the page: uncaught exceptions, and errors written to the console; JupyterLab's own, with nothing of
        ours in the way to them, are left out.
    """

    def __init__(self, page, address: str):
        self.page = page
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self._note(f"uncaught: {error}\n{getattr(error, 'stack', '')}"))
        page.on("console", self._note_console)
        page.goto(address)
        page.wait_for_function(f"() => {{ const context = {CONTEXT}; return context?.isReady && "
                               "context.session?.kernel?.status === 'idle'; }")
        page.evaluate("() => window.jupyterapp.shell.collapseLeft()")

    def _note_console(self, message):
        if message.type == "error":
            self._note(f"console: {message.text} ({message.location.get('url', '')})")

    def _note(self, text):
        places = re.findall(r"(?:https?|blob|data):[^\s)]+", text)
        if not places or any("/static/lab/" not in place for place in places):
            self.errors.append(text)

    def command(self, name: str, **arguments):
        """Run one of JupyterLab's commands and wait for it to end."""
        self.page.evaluate("([name, given]) => window.jupyterapp.commands.execute(name, given).then(() => null)",
                           [name, arguments])

    def use_theme(self, name: str):
        """Change JupyterLab's theme, and wait until its style sheets are there."""
        self.command("apputils:change-theme", theme=name)
        self.page.wait_for_function("""(name) => document.body.dataset.jpThemeName === name
            && document.querySelector('.jp-Notebook')?.checkVisibility({visibilityProperty: true, opacityProperty: true})""",
                                    arg=name)

    def run_all(self):
        """Run every cell, wait until the kernel is idle, and raise if a cell raised."""
        self.command("notebook:run-all-cells")
        self.wait_idle()
        raised = self.page.evaluate(f"() => {RAISED}")
        if raised:
            raise RuntimeError(f"A cell raised: {raised}")

    def wait_idle(self):
        """Wait until the kernel has nothing left to do."""
        self.page.wait_for_function(f"() => {CONTEXT}.session.kernel.status === 'idle'")

    def run_cell(self, index: int):
        """Make cell `index` the active one and run it, without waiting for it to end."""
        self.page.evaluate(f"""(index) => {{
            const notebook = window.jupyterapp.shell.currentWidget.content;
            notebook.activeCellIndex = index;
            notebook.deselectAll();
            window.jupyterapp.commands.execute('notebook:run-cell');
        }}""", index)

    def set_source(self, index: int, source: str):
        """Write `source` into cell `index`, as a learner's typing would."""
        self.page.evaluate("""([index, source]) =>
            window.jupyterapp.shell.currentWidget.content.model.cells.get(index).sharedModel.setSource(source)""",
                           [index, source])

    def reveal(self, words: str):
        """Scroll to the code cell whose source is `words`, or else holds them; returns the cell as a locator."""
        index = self.page.evaluate("""(words) => {
            const sources = Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
                .map((cell) => cell.type === 'code' ? cell.sharedModel.getSource().trim() : '');
            const same = sources.indexOf(words);
            return same >= 0 ? same : sources.findIndex((source) => source.includes(words)); }""", words)
        if index < 0:
            raise ValueError(f"No code cell holds {words!r}.")
        # JupyterLab takes cells that are out of sight out of the page
        self.page.evaluate("""async (index) => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            await notebook.scrollToItem(index, 'start');
            notebook.widgets[index].node.dataset.bondCell = index; }""", index)
        cell = self.page.locator(f"[data-bond-cell='{index}']")
        cell.wait_for(state="attached")
        cell.scroll_into_view_if_needed()
        return cell

    def sources(self) -> list[str]:
        """The sources of all code cells."""
        return self.page.evaluate("""() => Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
            .filter((cell) => cell.type === 'code').map((cell) => cell.sharedModel.getSource().trim())""")

    def kernel_id(self) -> str:
        """The kernel's name on the server."""
        return self.page.evaluate(f"() => {CONTEXT}.session.kernel.id")

    def panel(self, name: str, index: int = 0) -> PanelOnPage:
        """The `index`-th panel of this name, scrolled into view and drawn."""
        root = self.page.locator(f".bond-panel[data-panel={name}]").nth(index)
        root.scroll_into_view_if_needed()
        panel = PanelOnPage(self, root)
        panel.wait_at_rest()
        return panel


class PanelOnPage:
    """A panel of ours as a person meets it: what it shows, and what can be pressed.

    Parameters
    ----------
    notebook : Notebook
    root : playwright.sync_api.Locator
        Its ``.bond-panel``.
    """

    def __init__(self, notebook: Notebook, root):
        self.notebook, self.page, self.root = notebook, notebook.page, root
        self.stage = root.locator(".bond-stage")

    @property
    def state(self) -> str:
        """State of the controls."""
        return self.root.get_attribute("data-state")

    @property
    def drawn(self) -> str:
        """State of the picture."""
        return self.stage.get_attribute("data-drawn")

    @property
    def sentence(self) -> str:
        """The sentence under the picture."""
        return self.root.locator(".bond-sentence").inner_text()

    def control(self, key: str):
        """A slider or a choice."""
        return self.root.locator(f"[data-control={key}]")

    def value(self, key: str) -> str:
        """What the state says of a parameter."""
        return dict(piece.split("=") for piece in self.state.split())[key]

    def picture(self) -> str:
        """The picture's coordinates and texts, as they stand in the page; what is hidden is left out."""
        return self.stage.locator("svg").evaluate("""(svg) => {
            const copy = svg.cloneNode(true);
            for (const part of copy.querySelectorAll('g')) {
                if (part.style.display === 'none') part.replaceChildren();
                if (part.getAttribute('style') === '') part.removeAttribute('style');
            }
            return copy.outerHTML;
        }""")

    def pixels(self) -> bytes:
        """The picture as it is seen."""
        return self.stage.screenshot()

    def press(self, action: str) -> None:
        """Press one of the panel's buttons, in the folded part too."""
        button = self.root.locator(f"[data-action={action}]").first
        self._unfold(button)
        button.click()

    def wait_state(self, part: str) -> None:
        """Wait until the controls show a state that holds `part`, and until the picture has followed."""
        self.wait("(root, part) => ` ${root.dataset.state} `.includes(` ${part} `)", part)
        self.wait_at_rest()

    def wait_at_rest(self) -> None:
        """Wait until the picture shows the state of the controls, and the live region has told it."""
        self.wait("""(root) => { const stage = root.querySelector('.bond-stage');
            return stage.querySelector('svg') && stage.dataset.drawn === root.dataset.state
                && !stage.hasAttribute('aria-busy'); }""")

    def wait(self, condition: str, argument=None) -> None:
        """Wait until a JavaScript function of the panel's root (and an argument) is true."""
        handle = self.root.element_handle()
        self.page.wait_for_function(f"([root, argument]) => ({condition})(root, argument)", arg=[handle, argument])

    def use(self, text: str) -> None:
        """Paste a state text and use it."""
        field = self.root.locator("[data-role=state]")
        self._unfold(field)
        field.fill(text)
        self.press("apply")

    def start_afresh(self) -> None:
        """The first scene, as it is after Reset."""
        self.use("seed=9999")  # a state of its own, so that it can be seen when Reset has done its work
        self.wait_state("seed=9999")
        self.press("reset")
        self.wait("root => !root.dataset.state.includes('seed=9999')")
        self.wait_at_rest()

    def _unfold(self, part) -> None:
        part.evaluate("""(part) => {
            for (let fold = part.closest('details'); fold; fold = fold.parentElement.closest('details'))
                if (!part.matches('summary')) fold.open = true; }""")


CONTEXT = "window.jupyterapp?.shell?.currentWidget?.sessionContext"
RAISED = """Array.from(window.jupyterapp.shell.currentWidget.content.model.cells)
    .filter(cell => cell.type === 'code').flatMap(cell => cell.outputs.toJSON())
    .filter(output => output.output_type === 'error').map(output => output.ename + ': ' + output.evalue)"""
