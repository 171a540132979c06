"""The floors of the house hold: no arrow runs back up, and no room uses what it may not.

import-linter reads the contracts in pyproject.toml. What it cannot say (a model stands on numpy *alone*) is read from the
imports here. Both are shown to notice a violation.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
GROUND = {"widgets.parameters", "widgets.numerics", "widgets.phrases", "widgets.physiology"}
NUMBERS = {"numpy"} | GROUND  # what a floor may use beyond the standard library and its own topic
PICTURE = NUMBERS | {"matplotlib", "widgets.palette", "widgets.drawing"}
CAPSTONE = "life_course"  # the one topic that is built from the models of the others, on purpose


def topics(root):
    """The topics in that copy of the package: every folder with a model, measures or a panel, but the kit."""
    return sorted(folder.name for folder in (root / "widgets").iterdir()
                  if folder.is_dir() and (folder / "__init__.py").exists() and folder.name != "kit")


def lint(root):
    """Run import-linter on the copy of the package in `root`; return its exit code and what it said."""
    run = subprocess.run([sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command as run; run()",
                          "--config", str(root / "pyproject.toml"), "--no-cache"], cwd=root, capture_output=True, text=True,
                         env={**os.environ, "PYTHONPATH": str(root)})
    return run.returncode, run.stdout + run.stderr


def imports_of(path, package):
    """The modules that a file imports, as full dotted names (``from . import model`` too)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*package.split(".")[:len(package.split(".")) - node.level + 1], *filter(None, [base])])
            # "from widgets import palette" names a module, "from widgets.palette import INK" names what is in one
            inside = base in ("widgets", "matplotlib", package)
            yield from (f"{base}.{alias.name}" for alias in node.names) if inside else [base]


def strangers(root):
    """Imports that a floor may not have: a list of "topic/file imports module"."""
    found = []
    for topic in topics(root):
        package = f"widgets.{topic}"
        for path in sorted((root / "widgets" / topic).glob("*.py")):
            if path.stem == "panel":
                continue
            allowed = PICTURE if path.stem == "picture" else NUMBERS
            for module in imports_of(path, package):
                own = module == package or module.startswith(package + ".")
                known = any(module == name or module.startswith(name + ".") for name in allowed)
                known |= topic == CAPSTONE and path.stem == "model" and bool(re.fullmatch(r"widgets\.\w+\.model", module))
                standard = module.split(".")[0] in sys.stdlib_module_names
                if module.startswith("matplotlib.pyplot") or not (own or known or standard):
                    found.append(f"{topic}/{path.name} imports {module}")
    return found


@pytest.fixture
def copy(tmp_path):
    """A copy of the package that a test may break."""
    shutil.copytree(REPOSITORY / "widgets", tmp_path / "widgets", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_hold():
    code, said = lint(REPOSITORY)
    assert code == 0, said


def test_every_topic_is_named_in_the_contracts():
    with open(REPOSITORY / "pyproject.toml", "rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    expected = [f"widgets.{topic}" for topic in topics(REPOSITORY)]
    assert len(expected) >= 3
    named = {contract["name"]: contract for contract in contracts}
    assert named["Inside a topic, no arrow runs back up"]["containers"] == expected
    others = [topic for topic in expected if topic != f"widgets.{CAPSTONE}"]
    assert named["No topic imports another"]["modules"] == others
    assert named["The kit imports no topic"]["forbidden_modules"] == expected
    capstone, ground, *_ = named["The ground floor stands on nothing above it"]["layers"]
    assert capstone == f"widgets.{CAPSTONE}" and ground.split() == " | ".join(others).split()
    assert named["Only a topic's panel stands on the kit"]["source_modules"] == [f"{topic}.**" for topic in expected]


VIOLATIONS = [
    ("synchrony/model.py", "import widgets.synchrony.panel", "no arrow runs back up"),
    ("synchrony/model.py", "from widgets.synchrony import words", "no arrow runs back up"),
    ("synchrony/panel.py", "import widgets.tapping.panel", "No topic imports another"),
    ("synchrony/model.py", "import widgets.kit.panel", "Only a topic's panel"),
    ("synchrony/picture.py", "import ipywidgets", "Only a topic's panel"),
    ("kit/panel.py", "import widgets.synchrony.model", "The kit imports no topic"),
    ("parameters.py", "import widgets.kit.panel", "The ground floor"),
    ("kit/panel.py", "import scipy", "No scipy"),
]


@pytest.mark.parametrize("file, line, contract", VIOLATIONS, ids=[f"{file} {line}" for file, line, _ in VIOLATIONS])
def test_an_arrow_that_runs_up_is_noticed(copy, file, line, contract):
    for name in ("synchrony/panel.py", "synchrony/words.py", "tapping/panel.py"):
        (copy / "widgets" / name).touch()  # so that there is something to point at
    with open(copy / "widgets" / file, "a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    code, said = lint(copy)
    assert code != 0
    broken = [text for text in said.splitlines() if " BROKEN" in text]
    assert any(contract in text for text in broken), said


def test_each_floor_uses_only_what_it_may():
    assert strangers(REPOSITORY) == []


@pytest.mark.parametrize("file, line, module", [
    ("synchrony/model.py", "import matplotlib", "matplotlib"),
    ("synchrony/model.py", "from scipy.signal import hilbert", "scipy.signal"),
    ("measuring_synchrony/measures.py", "from widgets import palette", "widgets.palette"),
    ("synchrony/picture.py", "import matplotlib.pyplot as plt", "matplotlib.pyplot"),
    ("synchrony/picture.py", "from matplotlib import pyplot", "matplotlib.pyplot"),
    ("synchrony/words.py", "def f():\n    import matplotlib.figure", "matplotlib.figure"),
])
def test_a_stranger_is_noticed(copy, file, line, module):
    with open(copy / "widgets" / file, "a", encoding="utf-8") as target:
        target.write(f"\n{line}\n")
    assert strangers(copy) == [f"{file} imports {module}"]
