"""The lessons' notebooks hold what their texts say, and the net that watches over them holds.

The trials run in temporary folders, with small texts and a stand-in for a panel: a live widget that, like a panel, brings its
picture, its sentence and its alternative text.
"""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupytext.sync_contentsmanager import build_sync_jupytext_contents_manager_class
from nbconvert import HTMLExporter

from widgets.kit import notebooks

ROOT = Path(__file__).parents[1]

HEADER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3 (ipykernel)
  language: python
  name: python3
---

"""
STAND_IN = '''\
"""A stand-in for a panel: live, with a picture, a sentence and an alternative text."""

import io

import anywidget
import matplotlib
import traitlets
from matplotlib.figure import Figure


class Panel(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = model.get('state'); } }"
    state = traitlets.Unicode("coupling=0.8").tag(sync=True)

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        figure = Figure(figsize=(1, 1))
        figure.subplots().plot([0, 1], [0, 1])
        picture = io.BytesIO()
        figure.savefig(picture, metadata={"Software": None})
        data = {**data, "text/plain": "In step <coupling 0.8>\\nThe two keep a steady lag.", "image/png": picture.getvalue()}
        return data, {**metadata, "image/png": {"alt": 'Two "rhythms" over time.'}}


def show():
    panel = Panel()
    panel.send({"type": "anything"}, buffers=[b"1234"])
    panel.state = "coupling=1.2"
    return panel
'''
TEXT = HEADER + """\
# A small lesson

Words, and **more** words.

```{code-cell} ipython3
from stand_in import show

import os
print("progress:", os.path.exists(os.environ["BOND_PROGRESS"]), "folder:", os.path.basename(os.getcwd()))
os.makedirs(os.environ["BOND_PROGRESS"])
```

## The toy

```{code-cell} ipython3
show()
```

The same again.

```{code-cell} ipython3
:tags: [extra]

import math
for n in range(2):
    print(n, flush=True)
math.pi
```

The same again.
"""


@pytest.fixture
def lessons(tmp_path):
    """A folder of lessons with a text called ``small`` and the stand-in."""
    folder = tmp_path / "lessons"
    (folder / "text").mkdir(parents=True)
    (folder / "stand_in.py").write_text(STAND_IN, encoding="utf-8")
    (folder / "text" / "small.md").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small lesson built twice: the folder, and the bytes of each build."""
    folder = tmp_path_factory.mktemp("built") / "lessons"
    (folder / "text").mkdir(parents=True)
    (folder / "stand_in.py").write_text(STAND_IN, encoding="utf-8")
    (folder / "text" / "small.md").write_text(TEXT, encoding="utf-8")
    builds = []
    for _ in range(2):
        assert notebooks.main(["build", "small"], folder) == 0
        builds.append((folder / "small.ipynb").read_bytes())
    return folder, builds


@pytest.fixture
def copied(built, lessons):
    """A copy of the small lesson, built, to spoil."""
    shutil.copy(built[0] / "small.ipynb", lessons)
    return lessons


def read(folder, name="small"):
    return nbformat.read(folder / f"{name}.ipynb", as_version=4)


def write(notebook, folder, name="small"):
    nbformat.write(notebook, folder / f"{name}.ipynb")


# ---- building --------------------------------------------------------------------------------------------------------

def test_building_twice_gives_the_same_bytes(built):
    _, (first, second) = built
    assert first == second
    assert first.endswith(b"}\n") and b"\r" not in first


def test_a_built_notebook_is_run_where_the_lessons_are(built):
    cells = [cell for cell in read(built[0]).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == [1, 2, 3]
    assert cells[0].outputs[0].text == "progress: False folder: lessons\n"
    assert cells[2].outputs[0].text == "0\n1\n"
    assert cells[2].metadata.tags == ["extra"]


def test_a_built_notebook_holds_the_static_twin_and_no_widget(built):
    notebook = read(built[0])
    panel, = [cell for cell in notebook.cells if cell.source == "show()"]
    output, = panel.outputs
    assert set(output.data) == {"text/plain", "text/html", "image/png"}
    assert output.metadata["image/png"]["alt"] == 'Two "rhythms" over time.'
    raw = json.dumps(notebook)
    assert "widget-view" not in raw and "widget-state" not in raw and "model_id" not in raw


def test_nothing_of_the_machine_or_the_moment_is_kept(built):
    notebook = read(built[0])
    raw = built[1][0].decode("utf-8")
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert "version" not in notebook.metadata.language_info
    assert "execution" not in {key for cell in notebook.cells for key in cell.metadata}
    for here in (str(ROOT), str(built[0]), sys.prefix, "Software"):
        assert here not in raw


def test_cell_ids_stay_when_another_cell_is_put_in_between(lessons):
    text = lessons / "text" / "small.md"
    before = [cell.id for cell in notebooks.read_text(text).cells]
    assert len(set(before)) == len(before)
    text.write_text(TEXT.replace("## The toy", "## The toy\n\n+++\n\nA new one.\n\n+++"), encoding="utf-8")
    after = [cell.id for cell in notebooks.read_text(text).cells]
    assert [identity for identity in after if identity in before] == before
    assert len(after) > len(before)


@pytest.mark.parametrize(("code", "said"), [
    ('print("before")\n1 / 0', ["cell 2", "raises ZeroDivisionError: division by zero", 'print("before")']),
    ("import warnings\nwarnings.warn('old')", ["cell 2", "standard error"]),
    ("from stand_in import Panel\nimport io\nfrom IPython.display import Image, display\n"
     "display(Image(data=Panel()._repr_mimebundle_()[0]['image/png']))", ["cell 2", "alternative text"]),
], ids=["raises", "warns", "undescribed"])
def test_a_cell_that_fails_leaves_the_old_notebook_alone(lessons, capsys, code, said):
    text = HEADER + f"Words.\n\n```{{code-cell}} ipython3\n{code}\n```\n"
    (lessons / "text" / "small.md").write_text(text, encoding="utf-8")
    (lessons / "small.ipynb").write_text("the old one", encoding="utf-8")
    assert notebooks.main(["build"], lessons) == 1
    message = capsys.readouterr().err
    assert all(words in message for words in ["lessons/text/small.md", "lessons/small.ipynb was not written", *said])
    assert (lessons / "small.ipynb").read_text(encoding="utf-8") == "the old one"
    assert sorted(path.name for path in lessons.iterdir() if path.suffix == ".tmp") == []


# ---- what a page without a kernel shows ------------------------------------------------------------------------------

class Page(HTMLParser):
    """Collect a page's pictures and its words."""

    def __init__(self, page):
        super().__init__()
        self.pictures, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.pictures.append(dict(attributes))

    def handle_data(self, data):
        self.words.append(data)


def test_plain_html_shows_each_picture_with_its_description_and_its_sentence(built):
    page = Page(HTMLExporter().from_filename(built[0] / "small.ipynb")[0])
    picture, = page.pictures
    assert picture["alt"] == 'Two "rhythms" over time.'
    assert picture["src"].startswith("data:image/png;base64,iVBORw0KGgo")
    assert "In step <coupling 0.8>" in page.words and "The two keep a steady lag." in page.words


# ---- does the notebook say what the text says? -----------------------------------------------------------------------

def faults(lessons, capsys):
    """What `check` prints about a folder; it must fail exactly if it prints something."""
    code = notebooks.main(["check"], lessons)
    message = capsys.readouterr().err
    assert code == (1 if message else 0)
    return message


def test_a_fresh_notebook_passes(copied, capsys):
    assert faults(copied, capsys) == ""


def test_a_notebook_that_lags_behind_its_text_is_named_with_the_cell(copied, capsys):
    text = copied / "text" / "small.md"
    text.write_text(TEXT.replace("print(n, flush=True)", "print(n + 1, flush=True)"), encoding="utf-8")
    message = faults(copied, capsys)
    assert "cell 6 (code, 'import math') has another content" in message
    assert "python -m widgets.kit.notebooks build small" in message
    assert message.count("\n") == 1


def widget_state(notebook):
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2,
                                                                                   "version_minor": 0}}


def live_widget(notebook):
    notebook.cells[3].outputs[0].data[notebooks.WIDGET_VIEW] = {"model_id": "a", "version_major": 2, "version_minor": 0}


def changed_words(notebook):
    notebook.cells[0].source += " And one more."


def dropped_cell(notebook):
    del notebook.cells[-1]


def new_tag(notebook):
    notebook.cells[1].metadata["tags"] = ["extra"]


def run_twice(notebook):
    notebook.cells[1].execution_count = 9


def raised(notebook):
    notebook.cells[1].outputs.append(nbformat.v4.new_output("error", ename="E", evalue="", traceback=[]))


def another_kernel(notebook):
    notebook.metadata.kernelspec["name"] = "julia"


def changed_caption(notebook):
    data = notebook.cells[3].outputs[0].data
    data["text/html"] = data["text/html"].replace("steady", "shaky")


@pytest.mark.parametrize(("spoil", "said"), [
    (widget_state, "holds widget state"), (live_widget, "cell 4 (code, 'show()') holds a live widget"),
    (changed_words, "cell 1"), (dropped_cell, "has 7 cells and the notebook 6"), (new_tag, "cell 2"),
    (run_twice, "not run in its turn"), (raised, "raises an error"), (another_kernel, "metadata"),
    (changed_caption, "not made of its picture and its sentence"),
], ids=lambda value: getattr(value, "__name__", ""))
def test_what_a_notebook_may_not_hold_makes_the_check_fail(copied, capsys, spoil, said):
    notebook = read(copied)
    spoil(notebook)
    write(notebook, copied)
    assert said in faults(copied, capsys)


@pytest.mark.parametrize("content", ["", "words", "{}", "[]", '{"nbformat": 4, "nbformat_minor": 5}'])
def test_a_damaged_notebook_is_said_to_be_damaged(copied, capsys, content):
    (copied / "small.ipynb").write_text(content, encoding="utf-8")
    assert "is not a notebook that can be read" in faults(copied, capsys)


def test_a_missing_half_is_named(copied, capsys):
    shutil.copy(copied / "small.ipynb", copied / "alone.ipynb")
    shutil.copy(copied / "text" / "small.md", copied / "text" / "new.md")
    message = faults(copied, capsys)
    assert "lessons/alone.ipynb has no text lessons/text/alone.md" in message
    assert "lessons/new.ipynb has not been built from lessons/text/new.md yet" in message
    assert message.count("\n") == 2


def test_an_unknown_lesson_is_answered_with_those_there_are(lessons, capsys):
    assert notebooks.main(["build", "smal"], lessons) == 2
    assert capsys.readouterr().err == "There is no lesson called 'smal'; there are: small.\n"


def test_a_text_that_jupyterlab_would_rewrite_is_refused(copied, capsys):
    text = copied / "text" / "small.md"
    text.write_text(TEXT.replace("jupytext:\n", "jupytext:\n  formats: ipynb,md:myst\n", 1), encoding="utf-8")
    assert "delete the line 'formats: ...'" in faults(copied, capsys)


@pytest.fixture
def jupyterlab(copied):
    """JupyterLab's file manager with jupytext in it, serving a copy of the course's lessons and settings."""
    shutil.copy(ROOT / "jupytext.toml", copied.parent)
    manager = build_sync_jupytext_contents_manager_class(LargeFileManager)()
    manager.root_dir = str(copied.parent)
    return manager


def test_saving_a_notebook_never_changes_its_text(copied, jupyterlab):
    model = jupyterlab.get("lessons/small.ipynb")
    model["content"]["cells"][1]["source"] = "print('mine')"
    jupyterlab.save(model, "lessons/small.ipynb")
    assert read(copied).cells[1].source == "print('mine')"
    assert (copied / "text" / "small.md").read_text(encoding="utf-8") == TEXT
    assert [path.name for path in (copied / "text").iterdir() if path.suffix == ".md"] == ["small.md"]


def test_editing_a_text_in_jupyterlab_changes_what_was_edited_only(copied, jupyterlab):
    before = (copied / "small.ipynb").read_bytes()
    model = jupyterlab.get("lessons/text/small.md", type="notebook", format="json")
    assert model["content"]["cells"][1]["cell_type"] == "code"
    model["content"]["cells"][0]["source"] = "# Another name\n\nWords, and **more** words."
    jupyterlab.save(model, "lessons/text/small.md")
    assert (copied / "text" / "small.md").read_text(encoding="utf-8") == TEXT.replace("A small lesson", "Another name")
    assert (copied / "small.ipynb").read_bytes() == before


def test_the_lessons_agree_with_their_texts(capsys):
    assert notebooks.main(["check"]) == 0, capsys.readouterr().err


# ---- nbval -----------------------------------------------------------------------------------------------------------

def run_nbval(folder):
    """Run nbval over a folder as the course does; for each notebook and cell, why it failed, or an empty text."""
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    report = folder / "report.xml"
    with notebooks.kernel_environment() as private:
        command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "--color=no", f"--junitxml={report}"]
        done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": private["PYTHONPATH"]}, timeout=300,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if not report.exists():
        pytest.fail(done.stdout)
    cases = ElementTree.parse(report).iter("testcase")
    return {(case.get("classname"), case.get("name")): case.findtext("failure", "") for case in cases}


def other_picture(notebook):
    output = notebook.cells[3].outputs[0]
    old, new = output.data["image/png"], output.data["image/png"][:-8] + "AAAAAAA="
    output.data["image/png"] = new
    output.data["text/html"] = output.data["text/html"].replace(old, new)


def other_print(notebook):
    notebook.cells[5].outputs[0].text = "0\n2\n"


def other_sentence(notebook):
    data = notebook.cells[3].outputs[0].data
    data["text/plain"] = data["text/plain"].replace("steady", "shaky")
    changed_caption(notebook)


def now_raises(notebook):
    notebook.cells[5].source += "\nundefined"


def test_nbval_compares_text_and_lets_pictures_be(copied):
    """One run over the notebook as built and over spoilt copies; the live stand-in needs no page to answer it."""
    spoilt = [other_picture, other_print, other_sentence, changed_caption, now_raises]
    for spoil in spoilt:
        notebook = read(copied)
        spoil(notebook)
        write(notebook, copied, spoil.__name__)
    results = run_nbval(copied)
    failed = {cell: said for cell, said in results.items() if said}
    assert len(results) == 3 * (1 + len(spoilt))
    assert set(failed) == {("other_print.ipynb", "Cell 2"), ("other_sentence.ipynb", "Cell 1"),
                           ("changed_caption.ipynb", "Cell 1"), ("now_raises.ipynb", "Cell 2")}
    assert "Cell outputs differ" in failed["other_print.ipynb", "Cell 2"]
    assert all(word in failed["other_sentence.ipynb", "Cell 1"] for word in ("shaky", "steady"))
    assert "NameError" in failed["now_raises.ipynb", "Cell 2"]
