"""The lessons' notebooks: built from their texts, and checked against them.

``lessons/text/NAME.md`` (MyST, read by jupytext) is what is written and reviewed; ``lessons/NAME.ipynb`` is built from it.

    python -m widgets.kit.notebooks build [NAME ...]    run every lesson and write its notebook
    python -m widgets.kit.notebooks check [NAME ...]    compare texts and notebooks, without running anything

A built notebook holds its text outputs and, for every panel, the **static twin** that GitHub, print and a page without a
kernel show. It holds no widget state. Whatever would change between two builds of one text is fixed or left out: cell ids come
from the cells' contents, Python's version and the times of running are not kept. The pictures' bytes are matplotlib's; another
release of it may draw other bytes, and nbval does not compare them.

What a panel must return
------------------------
The display object's ``_repr_mimebundle_(self, **kwargs)`` returns ``(data, metadata)``:

``data["text/plain"]`` : str
    The title and the sentence. No memory address, no time, no model id: nbval compares this text.
``data["image/png"]`` : bytes, or base64 as str
    The picture, saved with ``metadata={"Software": None}`` so that matplotlib's version is not written into it.
``data["application/vnd.jupyter.widget-view+json"]`` : dict
    The live panel, from the superclass. It is left out of the notebook.
``metadata["image/png"]`` : dict
    ``{"alt": text}``: what kind of picture it is. ``"width"``, in CSS pixels, is optional.

Neither JupyterLab 4 nor nbconvert 7's default template (lab) gives a PNG output its alternative text; only nbconvert's
classic and basic templates read ``metadata["image/png"]["alt"]``. And all of them show either the picture or the text, not
both. So the build adds a ``text/html`` figure, made of these three and nothing else: the picture with its alternative text,
and the plain text as its caption. `without_figures` takes it away again before nbval compares.

Texts and notebooks are not paired for jupytext: with its extension in JupyterLab, saving a paired notebook would rewrite the
text. A learner can save what they like; the text changes only when somebody edits it.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import hashlib
import html
import os
import sys
import tempfile
from pathlib import Path

from widgets.kit.readability import measure_readability

ROOT = Path(__file__).resolve().parents[2]
LESSONS = ROOT / "lessons"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
LANGUAGE = {"codemirror_mode": {"name": "ipython", "version": 3}, "file_extension": ".py", "mimetype": "text/x-python",
            "name": "python", "nbconvert_exporter": "python", "pygments_lexer": "ipython3"}
"""What a kernel says of its language, without Python's version: a build with 3.11 and one with 3.14 agree."""
FIGURE = ('<figure class="bond-twin"><img src="data:image/png;base64,{png}" alt="{alt}"{width}>'
          '<figcaption>{caption}</figcaption></figure>')
CELL_SECONDS = 600


class LessonError(Exception):
    """A lesson cannot be built; the message says which, where and why."""


# ---- from text to notebook -------------------------------------------------------------------------------------------

def read_text(text: Path):
    """Read a lesson's text as a notebook that has not been run.

    Parameters
    ----------
    text : Path
        A MyST file.

    Returns
    -------
    nbformat.NotebookNode
        With ids and metadata as they will stand in the built notebook.

    Raises
    ------
    LessonError
        If the text's header pairs it with a notebook.
    """
    import jupytext

    notebook = jupytext.read(text, fmt="md:myst")
    if "formats" in notebook.metadata.get("jupytext", {}):
        raise LessonError(f"{_name(text)}: please delete the line 'formats: ...' from its header; it would let JupyterLab "
                          "rewrite this text whenever the notebook is saved.")
    notebook.metadata.pop("jupytext", None)
    notebook.metadata["language_info"] = copy.deepcopy(LANGUAGE)
    _give_ids(notebook.cells)
    return notebook


def _give_ids(cells):
    """Name each cell after what it holds, so that a new cell does not rename the others."""
    seen = {}
    for cell in cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[digest] = seen.get(digest, 0) + 1
        cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def build(text: Path, notebook: Path) -> None:
    """Run a lesson's text and write its notebook; an old notebook stays as it is until the new one is complete.

    Parameters
    ----------
    text, notebook : Path
        Source and target. The lesson runs in the target's folder, as it does in JupyterLab.

    Raises
    ------
    LessonError
        If a cell raises, takes too long, writes to standard error, or leaves something a notebook may not hold.
    """
    lesson = read_text(text)
    metadata = copy.deepcopy(lesson.metadata)
    with kernel_environment() as environment:
        _run(lesson, text, notebook.parent, environment)
    lesson.metadata = metadata
    for cell in lesson.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in map(_keep, cell.outputs) if output.get("data") != {}]
    fault = find_fault(lesson)
    if fault:
        raise LessonError(f"{_name(text)}: {fault}")
    _write(lesson, notebook)


@contextlib.contextmanager
def kernel_environment():
    """Environment variables for one lesson's kernel: nobody's progress, nobody's IPython profile, this copy of the course."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as private:
        paths = [str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        yield {"BOND_PROGRESS": os.path.join(private, "progress"), "IPYTHONDIR": os.path.join(private, "ipython"),
               "PYTHONPATH": os.pathsep.join(paths)}


def _run(lesson, text, folder, environment):
    """Run every cell in a fresh kernel of the Python that builds."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(lesson, timeout=CELL_SECONDS, kernel_name="python3", store_widget_state=False, record_timing=False,
                            coalesce_streams=True, resources={"metadata": {"path": str(folder)}})
    try:
        client.execute(env={**os.environ, **environment})
    except CellExecutionError as error:
        number, cell = next((number, cell) for number, cell in enumerate(lesson.cells, 1) if _unwanted_error(cell))
        raise LessonError(f"{_name(text)}: {_cell(number, cell)} raises {error.ename}: {error.evalue}\n\n{cell.source}\n\n"
                          f"{error.traceback}") from error
    except (CellTimeoutError, DeadKernelError) as error:
        raise LessonError(f"{_name(text)}: {error}") from error


def _unwanted_error(cell):
    wanted = "raises-exception" in cell.metadata.get("tags", [])
    return not wanted and any(output.output_type == "error" for output in cell.get("outputs", []))


def _keep(output):
    """An output as the notebook keeps it: no live widget, and beside a described picture its figure."""
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
        if "image/png" in output.data:
            output.data["image/png"] = "".join(output.data["image/png"].split())
        if _figure(output) and "text/html" not in output.data:
            output.data["text/html"] = _figure(output)
    return output


def _figure(output) -> str:
    """The HTML figure of an output that holds a picture, its alternative text and a sentence; else an empty text."""
    data, about = output.get("data", {}), output.get("metadata", {}).get("image/png", {})
    if not ("image/png" in data and "text/plain" in data and about.get("alt")):
        return ""
    width = f' width="{html.escape(str(about["width"]))}"' if "width" in about else ""
    caption = "<br>".join(html.escape(line) for line in data["text/plain"].splitlines())
    return FIGURE.format(png=data["image/png"], alt=html.escape(about["alt"]), width=width, caption=caption)


def without_figures(outputs: list) -> list:
    """Outputs as the kernel sends them: the figures that `build` adds are taken away, unless somebody changed them.

    Parameters
    ----------
    outputs : list of nbformat.NotebookNode
        A built cell's outputs; they are not changed.

    Returns
    -------
    list of nbformat.NotebookNode
    """
    outputs = copy.deepcopy(outputs)
    for output in outputs:
        if _figure(output) and output.data.get("text/html") == _figure(output):
            del output.data["text/html"]
    return outputs


def _write(lesson, notebook):
    """Write all or nothing, with the same line ends on every system."""
    import nbformat

    nbformat.validate(lesson)
    handle, fresh = tempfile.mkstemp(dir=notebook.parent, prefix=f".{notebook.stem}.", suffix=".tmp")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(nbformat.writes(lesson).rstrip("\n") + "\n")
        with contextlib.suppress(OSError):  # a temporary file is private; a lesson is as readable as any other file
            os.chmod(fresh, notebook.stat().st_mode if notebook.exists() else 0o644)
        os.replace(fresh, notebook)
    except BaseException:
        os.unlink(fresh)
        raise


# ---- does a notebook say what its text says? -------------------------------------------------------------------------

def check(text: Path, notebook: Path) -> str:
    """Compare a lesson's text with its notebook, without running it.

    Parameters
    ----------
    text, notebook : Path
        As in `build`.

    Returns
    -------
    str
        What is wrong and the command that mends it; empty if all is well.
    """
    import nbformat

    mend = f"Mend it with: python -m widgets.kit.notebooks build {text.stem}"
    if not text.exists():
        return f"{_name(notebook)} has no text {_name(text)}. Write the text, or delete the notebook."
    try:
        wanted = read_text(text)
    except LessonError as error:
        return str(error)
    if not notebook.exists():
        return f"{_name(notebook)} has not been built from {_name(text)} yet. {mend}"
    try:
        # Upgrading would give new ids; a notebook is read as it stands.
        found = nbformat.read(notebook, as_version=nbformat.NO_CONVERT)
        fault = _difference(wanted, found) or find_fault(found)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError, AttributeError, TypeError):
        return f"{_name(notebook)} is not a notebook that can be read. {mend}"
    return f"{_name(notebook)} and {_name(text)} disagree: {fault} {mend}" if fault else ""


def _difference(wanted, found) -> str:
    """Where a notebook's cells and metadata first differ from its text's, as a sentence; or an empty text."""
    for number, (ours, theirs) in enumerate(zip(wanted.cells, found.cells), 1):
        for aspect, label in (("cell_type", "another kind"), ("source", "another content"), ("metadata", "other metadata"),
                              ("id", "another id")):
            if ours.get(aspect) != theirs.get(aspect):
                return f"{_cell(number, ours)} has {label} in the notebook."
    if len(wanted.cells) != len(found.cells):
        return f"the text has {len(wanted.cells)} cells and the notebook {len(found.cells)}."
    if wanted.metadata | {"widgets": None} != found.metadata | {"widgets": None}:  # widget state has a sentence of its own
        return "the notebook's metadata are not the text's."
    return ""


def find_fault(notebook) -> str:
    """Say what a notebook holds that a built lesson may not hold.

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Returns
    -------
    str
        The first fault as a sentence; empty if there is none.
    """
    if "widgets" in notebook.metadata:
        return "the notebook holds widget state."
    count = 0
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code":
            continue
        if cell.source.strip():
            count += 1
            if cell.execution_count != count:
                return f"{_cell(number, cell)} was not run in its turn."
        fault = next(filter(None, map(_output_fault, cell.outputs)), "")
        if _unwanted_error(cell):
            fault = "raises an error"
        if fault:
            return f"{_cell(number, cell)} {fault}."
    return ""


def _output_fault(output) -> str:
    if output.output_type == "stream" and output.name == "stderr":
        return f"writes to standard error: {output.text.strip().splitlines()[-1]!r}"
    data = output.get("data", {})
    if WIDGET_VIEW in data:
        return "holds a live widget"
    if "data" in output and "text/plain" not in data:
        return "shows something that has no plain text"
    if "image/png" in data and not output.metadata.get("image/png", {}).get("alt"):
        return "shows a picture without alternative text"
    if "bond-twin" in data.get("text/html", "") and data["text/html"] != _figure(output):
        return "shows a figure that is not made of its picture and its sentence"
    return ""


def _cell(number, cell):
    """A cell as a reader finds it: its number, its kind and how it begins."""
    start = next(iter(cell.source.strip().splitlines()), "")
    start = start if len(start) <= 50 else start[:49] + "…"
    return f"cell {number} ({cell.cell_type}, {start!r})"


def _name(path):
    """A lesson's file as the course names it."""
    folder = path.parent
    return f"lessons/text/{path.name}" if folder.name == "text" else f"lessons/{path.name}"


# ---- the command -----------------------------------------------------------------------------------------------------

def list_lessons(names=(), lessons: Path = LESSONS) -> list[tuple[Path, Path]]:
    """Pair texts and notebooks.

    Parameters
    ----------
    names : iterable of str
        Which lessons (``05_synchrony``; a file's path will do as well); none means all.
    lessons : Path
        The folder that holds the notebooks, with the texts in its folder ``text``.

    Returns
    -------
    list of (Path, Path)
        Text and notebook of each, by name. Of all the lessons, also those where one of the two is missing.

    Raises
    ------
    ValueError
        If there is no lesson of a name.
    """
    known = sorted({path.stem for path in (*lessons.glob("text/*.md"), *lessons.glob("*.ipynb"))})
    wanted = [Path(name).stem for name in names] or known
    for name in wanted:
        if name not in known:
            raise ValueError(f"There is no lesson called {name!r}; there are: {', '.join(known)}.")
    return [(lessons / "text" / f"{name}.md", lessons / f"{name}.ipynb") for name in wanted]


def _build_all(pairs) -> int:
    broken = 0
    for text, notebook in pairs:
        if not text.exists():
            continue  # `check` says what to do about a notebook without a text
        try:
            build(text, notebook)
            print(f"built {_name(notebook)}{_reading(text)}", flush=True)
        except LessonError as error:
            broken += 1
            print(f"{error}\n{_name(notebook)} was not written.", file=sys.stderr, flush=True)
    return 1 if broken else 0


def _reading(text) -> str:
    """How hard the prose is, in brackets; nothing for a text without any."""
    prose = "\n\n".join(cell.source for cell in read_text(text).cells if cell.cell_type == "markdown")
    try:
        return f" ({measure_readability(prose)})"
    except ValueError:
        return ""


def _check_all(pairs) -> int:
    faults = [fault for fault in (check(*pair) for pair in pairs) if fault]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"Texts and notebooks agree ({len(pairs)}).")
    return 1 if faults else 0


def main(arguments=None, lessons: Path = LESSONS) -> int:
    """Run the command line; return 0 if all is well."""
    parser = argparse.ArgumentParser(prog="python -m widgets.kit.notebooks",
                                     description="Build and check the lessons' notebooks.")
    parser.add_argument("command", choices=["build", "check"], help="build: run the texts and write the notebooks; "
                        "check: compare them, without running anything")
    parser.add_argument("names", nargs="*", help="which lessons, such as 05_synchrony; none means all")
    options = parser.parse_args(arguments)
    try:
        pairs = list_lessons(options.names, lessons)
        return (_build_all if options.command == "build" else _check_all)(pairs)
    except ValueError as error:
        print(error, file=sys.stderr)
    except ModuleNotFoundError as error:
        print(f"This needs {error.name}, which is among the tools for the checks. Install them with: "
              f"python -m pip install -r tests/requirements.txt", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
