"""The launcher: it opens the course, mends what was interrupted, and says in one sentence what is wrong and what to do.

Most tests start ``course.py`` for real, in a copy of the house that asks for one small wheel made here: a stand-in for
JupyterLab that prints how it was started. So they need no network and touch nothing of the real environment.
"""

import ast
import errno
import glob
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[1]
STAND_IN = """
import importlib.metadata, json, os, sys
print(json.dumps({"version": importlib.metadata.version("jupyterlab"), "arguments": sys.argv[1:], "folder": os.getcwd(),
                  "prefix": sys.prefix, "pythonpath": os.environ.get("PYTHONPATH")}))
"""


class House:
    """A copy of the launcher in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "tests").mkdir(parents=True)
        shutil.copy(REPOSITORY / "course.py", folder)
        self.require("1.0")
        (folder / "tests" / "requirements.txt").write_text("")

    def require(self, version):
        """Ask for the stand-in of that version, with a wheel made on the spot."""
        name = f"jupyterlab-{version}-py3-none-any.whl"
        info = f"jupyterlab-{version}.dist-info"
        with zipfile.ZipFile(self.folder / name, "w") as wheel:
            wheel.writestr("jupyterlab/__init__.py", "")
            wheel.writestr("jupyterlab/__main__.py", STAND_IN)
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: jupyterlab\nVersion: {version}\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "".join(f"{path},,\n" for path in [*wheel.namelist(), f"{info}/RECORD"]))
        (self.folder / "requirements.txt").write_text(f"./{name}\n")

    def require_from(self, index):
        """Ask for a package that only an index could give, and return the environment that names this index."""
        (self.folder / "requirements.txt").write_text("a-package-of-no-index==1.0\n")
        return {"PIP_INDEX_URL": index, "PIP_RETRIES": "0"}

    def environ(self, **extra):
        """The variables of this process without what pip is told on this machine."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        return {**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", **extra}

    def start(self, *arguments, **extra):
        """Start the launcher and return the process, which is a session of its own."""
        return subprocess.Popen([sys.executable, "course.py", *arguments], cwd=self.folder, env=self.environ(**extra),
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=os.name != "nt")

    def run(self, *arguments, **extra):
        """Run the launcher to its end; return exit code, what it printed and what it complained of."""
        process = self.start(*arguments, **extra)
        out, complaint = process.communicate(timeout=120)
        return process.returncode, out, complaint

    def module(self):
        """The copy of course.py, imported."""
        spec = importlib.util.spec_from_file_location("course_in_test", self.folder / "course.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


@pytest.fixture
def house(tmp_path):
    return House(tmp_path / "a house with spaces, é")


@pytest.fixture
def course(house):
    return house.module()


def stand_in(out):
    """What the stand-in for JupyterLab printed, last of all."""
    return json.loads(out.splitlines()[-1])


def one_sentence(complaint):
    """The complaint, which is no wall: no traceback, a few lines at most."""
    assert "Traceback" not in complaint
    assert len(complaint.strip().splitlines()) == 1
    return complaint.strip()


# Opening --------------------------------------------------------------------------------------------------------------------

def test_first_start_installs_and_opens_and_a_second_only_opens(house):
    code, out, complaint = house.run("--no-browser", PYTHONPATH="/elsewhere")
    assert (code, complaint) == (0, "")
    assert "First use" in out and "Installed in" in out
    lab = stand_in(out)
    assert lab["version"] == "1.0"
    assert Path(lab["prefix"]) == house.folder / ".venv"
    assert Path(lab["folder"]) == house.folder
    assert lab["pythonpath"] is None  # nothing from outside reaches into the environment
    assert "--no-browser" in lab["arguments"]
    before = (house.folder / ".venv" / "course.json").stat().st_mtime_ns
    code, out, _ = house.run("--no-browser")
    assert code == 0 and "Install" not in out
    assert (house.folder / ".venv" / "course.json").stat().st_mtime_ns == before


def test_new_requirements_are_installed_at_the_next_start(house):
    house.run()
    house.require("1.1")
    code, out, _ = house.run()
    assert code == 0 and "First use" not in out
    assert stand_in(out)["version"] == "1.1"


def test_a_moved_folder_gets_a_new_environment(house, tmp_path):
    house.run()
    house.folder = house.folder.rename(tmp_path / "moved")
    code, out, _ = house.run()
    assert code == 0 and "not whole" in out
    assert Path(stand_in(out)["prefix"]) == tmp_path / "moved" / ".venv"


def test_the_environment_of_a_python_that_is_gone_is_made_anew(house, course):
    house.run()
    stamp = course.read_stamp()
    course.write_stamp(dict(stamp, python=[3, 10]))
    code, out, _ = house.run()
    assert code == 0 and "not whole" in out
    assert course.read_stamp() == stamp


@pytest.mark.parametrize("how", ["interrupt", "kill"] if os.name != "nt" else ["kill"])
def test_an_interrupted_first_start_is_mended_by_the_next(house, how):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # an index that takes the call and never answers
        extra = house.require_from(f"http://127.0.0.1:{silent.getsockname()[1]}/simple")
        process = house.start(**extra)
        for line in process.stdout:
            if "fetching" in line:
                break
        if how == "interrupt":
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everything that runs in it
            _, complaint = process.communicate(timeout=30)
            assert process.returncode == 130
            assert one_sentence(complaint).startswith("Stopped")
        else:
            os.killpg(process.pid, signal.SIGKILL) if os.name != "nt" else process.kill()
            process.communicate(timeout=30)
    (house.folder / ".venv" / "half").write_text("of something")
    house.require("1.0")
    code, out, _ = house.run()
    assert code == 0 and "not whole" in out
    assert stand_in(out)["version"] == "1.0"
    assert not (house.folder / ".venv" / "half").exists()


def test_of_two_starts_at_once_one_waits(house, course):
    (house.folder / ".venv").mkdir()
    with open(house.folder / ".venv" / "course.lock", "a") as held:
        assert course._lock(held)
        process = house.start()
        assert "Waiting" in process.stdout.readline()
        assert not (house.folder / ".venv" / "course.json").exists()
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0 and stand_in(out)["version"] == "1.0"


def test_jupyterlab_listens_here_only_keeps_its_token_and_opens_the_first_page(course):
    arguments = course.lab_command()
    assert "--ServerApp.ip=127.0.0.1" in arguments
    assert "--LabApp.default_url=/lab/tree/lessons/index.ipynb" in arguments
    assert f"--ServerApp.root_dir={course.ROOT}" in arguments
    assert not [argument for argument in arguments if re.search("token|password|origin|xsrf", argument)]
    assert "--no-browser" not in arguments and "--no-browser" in course.lab_command(browser=False)


# What can go wrong ----------------------------------------------------------------------------------------------------------

NEW_SYNTAX = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match, ast.AsyncFunctionDef, ast.Await, ast.YieldFrom,
              ast.Nonlocal, ast.MatMult)


def newer_than_python_2(node):
    """What in this node Python 2 could not read, or None."""
    if isinstance(node, NEW_SYNTAX):
        return type(node).__name__
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)) and any(isinstance(part, ast.Starred) for part in node.elts):
        return "a star in a list"
    if isinstance(node, ast.Call) and any(isinstance(part, ast.Starred) for part in node.args[:-1]):
        return "an argument after a star"
    if isinstance(node, ast.arguments) and (node.kwonlyargs or node.posonlyargs or any(a.annotation for a in node.args)):
        return "keyword-only or annotated arguments"
    if isinstance(node, ast.Raise) and node.cause:
        return "raise from"
    if isinstance(node, ast.FunctionDef) and node.returns or isinstance(node, ast.ClassDef) and node.keywords:
        return "annotations or a metaclass"
    return None


def test_every_python_can_read_the_launcher():
    source = (REPOSITORY / "course.py").read_text(encoding="utf-8")
    assert source.isascii()  # Python 2 refuses anything else without being told
    for node in ast.walk(ast.parse(source)):
        assert newer_than_python_2(node) is None, f"line {getattr(node, 'lineno', '?')}: {newer_than_python_2(node)}"
    for new in ('f"{1}"', "x: int = 1", "[*x]", "f(*x, 1)", "def f(*, x): pass", "raise x from y", "def f() -> int: pass"):
        assert any(newer_than_python_2(node) for node in ast.walk(ast.parse(new))), new


def old_pythons():
    """Pythons on this machine that are too old (none is needed: the test above looks at the syntax)."""
    found = glob.glob(os.path.expanduser("~/.pyenv/versions/*/bin/python"))
    found += filter(None, map(shutil.which, ["python2", "python3.6", "python3.8", "python3.9", "python3.10"]))
    for path in found:
        question = "import sys; print(sys.version_info[:2] < (3, 11))"
        asked = subprocess.run([path, "-c", question], capture_output=True, text=True)
        if asked.stdout.strip() == "True":
            yield path


def test_an_old_python_says_so_and_names_a_way_on(house, course):
    with pytest.raises(course.Stop, match=r"needs Python 3\.11 or newer, and this is Python 3\.9\.18 \(here\)\. .*course\.py"):
        course.check_python((3, 9, 18, "final", 0), "here")
    for python in old_pythons():
        run = subprocess.run([python, "course.py"], cwd=house.folder, capture_output=True, text=True)
        assert run.returncode == 1
        assert "needs Python 3.11 or newer" in one_sentence(run.stderr)


def test_a_newer_python_on_the_path_is_named(house, course, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "python.org" in course._newer_python()
    monkeypatch.setattr(course.os, "access", lambda path, mode: path == str(tmp_path / "python3.12"))
    monkeypatch.setattr(course, "python_version", lambda path: [3, 12])
    assert course._newer_python().endswith("python3.12 course.py")


def test_a_python_newer_than_tried_is_a_note_and_no_obstacle(course, capsys):
    course.check_python((3, 99, 0), "here")
    assert "3.99.0 is newer" in capsys.readouterr().out
    course.check_python((3, 14, 0), "here")
    assert capsys.readouterr().out == ""


def test_no_network(house):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        extra = house.require_from(f"http://127.0.0.1:{closed.getsockname()[1]}/simple")
    code, out, complaint = house.run(**extra)
    assert code == 1
    assert "no network" in one_sentence(complaint) and "start again" in complaint
    house.require("1.0")  # the network is back
    code, out, _ = house.run()
    assert code == 0 and stand_in(out)["version"] == "1.0"


def test_no_room_is_seen_before_anything_is_made(house, course, monkeypatch, capsys):
    monkeypatch.setattr(course.shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(10**9, 10**9, 3 * 10**6))
    assert course.main([]) == 1
    sentence = one_sentence(capsys.readouterr().err)
    assert "not enough room" in sentence and "3 MB are free" in sentence
    assert os.listdir(course.ENVIRONMENT) == ["course.lock"]


PIP_SAYS = {
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device": "not enough room",
    "OSError: [WinError 112] There is not enough space on the disk": "not enough room",
    "ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'x.pyd'": "cannot write",
    "HINT: This error might have occurred since this system does not have Windows Long Path support enabled.": "too long",
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /simple/numpy/": "no network",
    "ERROR: THESE PACKAGES DO NOT MATCH": "The last that pip said",
}


@pytest.mark.parametrize("said, expected", PIP_SAYS.items())
def test_what_pip_says_becomes_a_sentence(house, course, monkeypatch, capsys, said, expected):
    monkeypatch.setattr(course, "pip_command", lambda files: [sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"])
    (house.folder / ".venv").mkdir()
    (house.folder / ".venv" / "course.lock").touch()
    (house.folder / ".venv" / "half").write_text("of something")
    monkeypatch.setattr(course, "make_environment", lambda: {"folder": course.ROOT, "python": [3, 11], "installed": {}})
    assert course.main([]) == 1
    complaint = capsys.readouterr().err
    assert expected in complaint and "Traceback" not in complaint
    if expected.startswith("The last"):
        assert said in complaint
    assert not course.is_whole(course.read_stamp())
    # what is half made keeps its place for a look at the log, unless its room is needed
    assert (house.folder / ".venv" / "half").exists() == (expected != "not enough room")


def test_a_disk_that_fills_while_the_environment_is_made(course, monkeypatch, capsys):
    def fill():
        (Path(course.ENVIRONMENT) / "half").write_text("of something")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(course, "make_environment", fill)
    assert course.main([]) == 1
    assert "not enough room" in one_sentence(capsys.readouterr().err)
    assert os.listdir(course.ENVIRONMENT) == ["course.lock"]


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_to(course, monkeypatch, capsys, code):
    def refuse(path, *rest):
        raise OSError(code, os.strerror(code), path)

    monkeypatch.setattr(course.os, "mkdir", refuse)
    assert course.main([]) == 1
    sentence = one_sentence(capsys.readouterr().err)
    assert "cannot write to its own folder" in sentence and "Copy the whole folder" in sentence


@pytest.mark.parametrize("module", ["ensurepip", "venv"])
def test_a_python_without_its_venv_module(course, monkeypatch, capsys, module):
    monkeypatch.setitem(sys.modules, module, None)  # as on Debian without python3-venv: importing it fails
    assert course.main([]) == 1
    assert "apt install python3" in one_sentence(capsys.readouterr().err)


def test_an_environment_of_somebody_else_is_left_alone(house):
    (house.folder / ".venv").mkdir()
    (house.folder / ".venv" / "pyvenv.cfg").write_text("mine")
    code, _, complaint = house.run()
    assert code == 1 and "did not make" in one_sentence(complaint)
    assert os.listdir(house.folder / ".venv") == ["pyvenv.cfg"]


def test_a_port_in_use_is_said_and_a_free_one_named(house, course):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, complaint = house.run("--port", str(port))
        assert code == 1
        sentence = one_sentence(complaint)
        assert f"Port {port} is in use" in sentence
        named = int(re.search(r"--port (\d+)", sentence).group(1))
        assert course.port_problem(port) and not course.port_problem(named)
    assert not (house.folder / ".venv").exists()  # it is said before anything is fetched
    assert course.port_problem(port) == ""
    assert f"--ServerApp.port={port}" in course.lab_command(port) and "--ServerApp.port_retries=0" in course.lab_command(port)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none(course, capsys, port):
    assert course.main([f"--port={port}"]) == 1
    assert f"from 1 to 65535; got {port}" in one_sentence(capsys.readouterr().err)


# Progress -------------------------------------------------------------------------------------------------------------------

def test_progress_is_one_line_that_counts(course, monkeypatch, capsys):
    progress = course.Progress(40)
    for number in range(12):
        progress.hear(f"Collecting package{number}==1.0\n")
        progress.show()
    progress.hear("  Downloading package11-1.0.whl (3 MB)\n")
    monkeypatch.setattr(progress, "in_place", lambda: 0)
    progress.hear("Installing collected packages: a, b, c\n")
    progress.show()
    assert capsys.readouterr().out.splitlines() == [
        "  fetching: 0 of at most 40 packages", "  fetching: 10 of at most 40 packages", "  putting in place: 0 of 3"]


# Binder ---------------------------------------------------------------------------------------------------------------------

TAIL = "/HEAD?urlpath=lab/tree/lessons/index.ipynb"
ADDRESSES = {
    "https://github.com/someone/course.git": "gh/someone/course",
    "https://github.com/someone/course/": "gh/someone/course",
    "git@github.com:someone/course.git": "gh/someone/course",
    "ssh://git@github.com/someone/course.git": "gh/someone/course",
    "ssh://git@ssh.github.com:443/someone/course.git": "gh/someone/course",
    "https://someone:ghp_secret@github.com/someone/course": "gh/someone/course",
    "https://gitlab.com/group/sub/course.git": "gl/group%2Fsub%2Fcourse",
    "git@gitlab.com:group/course.git": "gl/group%2Fcourse",
    "https://token@git.example.org/a/course.git": "git/https%3A%2F%2Fgit.example.org%2Fa%2Fcourse",
    "git@codeberg.org:a/course.git": "git/https%3A%2F%2Fcodeberg.org%2Fa%2Fcourse",
}


@pytest.mark.parametrize("address, place", ADDRESSES.items())
def test_binder_link(course, address, place):
    link = course.binder_link(address)
    assert link == "https://mybinder.org/v2/" + place + TAIL
    assert "secret" not in link and "token" not in link


@pytest.mark.parametrize("address", ["/srv/git/course", "../course", r"C:\git\course", "file:///srv/course"])
def test_a_folder_has_no_binder_link(course, address):
    with pytest.raises(course.Stop, match="only open one on a public host"):
        course.binder_link(address)


def test_badge_reads_the_repositorys_own_remote(house):
    code, _, complaint = house.run("badge")
    assert code == 1 and "git remote add origin" in one_sentence(complaint)
    subprocess.run(["git", "init", "-q"], cwd=house.folder, check=True)
    code, _, complaint = house.run("badge")
    assert code == 1 and "git remote add origin" in one_sentence(complaint)
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:someone/course.git"], cwd=house.folder, check=True)
    code, out, complaint = house.run("badge")
    assert (code, complaint) == (0, "")
    link, _, badge = out.splitlines()
    assert link == "https://mybinder.org/v2/gh/someone/course" + TAIL
    assert badge.endswith(f"]({link})")


# What is locked -------------------------------------------------------------------------------------------------------------

LOCKS = ["requirements.txt", "tests/requirements.txt"]


def pins(name):
    """The pinned requirements of a lock file: {name: [Requirement, ...]} and {name: set of what asked for it}."""
    pinned, asked, current = {}, {}, None
    for line in (REPOSITORY / name).read_text(encoding="utf-8").splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            requirement = Requirement(line)
            current = canonicalize_name(requirement.name)
            pinned.setdefault(current, []).append(requirement)
        elif line.startswith("    #") and current:
            asked.setdefault(current, set()).add(re.sub(r"^\s*#\s*(via\s*)?", "", line).strip())
    return pinned, asked


def asked_for():
    with open(REPOSITORY / "pyproject.toml", "rb") as file:
        project = tomllib.load(file)
    return {"requirements.txt": ("bonds-course (pyproject.toml)", project["project"]["dependencies"]),
            "tests/requirements.txt": ("bonds-course (pyproject.toml:test)", project["dependency-groups"]["test"])}


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_is_what_was_asked_for(name):
    pinned, asked = pins(name)
    by, wanted = asked_for()[name]
    wanted = {canonicalize_name(Requirement(text).name): Requirement(text) for text in wanted}
    assert {package for package, askers in asked.items() if by in askers} == set(wanted)
    for package, requirement in wanted.items():
        for pin in pinned[package]:
            (specifier,) = pin.specifier
            assert specifier.operator == "==" and requirement.specifier.contains(specifier.version), package


def modules_of(path):
    """The top-level modules that a file imports by their own name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("folder, lists", [("widgets", LOCKS[:1]), ("tests", LOCKS)])
def test_what_is_imported_is_asked_for(folder, lists):
    wanted = {canonicalize_name(Requirement(text).name) for name in lists for text in asked_for()[name][1]}
    wanted |= {"jupyter-server", "ipython", "tornado"}  # what JupyterLab and ipykernel are made of
    home = importlib.metadata.packages_distributions()
    files = [*(REPOSITORY / folder).rglob("*.py")]
    if folder == "widgets":
        files.remove(REPOSITORY / "widgets" / "kit" / "notebooks.py")  # builds the lessons: no learner runs it
    beside = {path.stem for path in files} | {"widgets"}
    for path in files:
        for module in set(modules_of(path)) - set(sys.stdlib_module_names) - beside:
            names = {canonicalize_name(name) for name in home.get(module, ())}
            assert names & wanted, f"{path.relative_to(REPOSITORY)} imports {module}, which pyproject.toml does not ask for"


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_place(name):
    lines = (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.lstrip().startswith("#")]
    editable = ["-e ."] if name == "requirements.txt" else []
    assert words[len(words) - len(editable):] == editable
    for line in words[:len(words) - len(editable)]:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+( ; .+)?", line), line
    assert "://" not in "\n".join(lines)


def test_the_two_locks_agree():
    first, _ = pins("requirements.txt")
    second, _ = pins("tests/requirements.txt")
    for package in set(first) & set(second):
        # a marker may be narrower in one of them, so versions are compared
        assert {str(pin.specifier) for pin in second[package]} <= {str(pin.specifier) for pin in first[package]}, package


def test_everything_that_a_locked_package_needs_is_locked():
    pinned = {}
    for name in LOCKS:
        for package, requirements in pins(name)[0].items():
            pinned.setdefault(package, []).extend(requirements)
    looked = 0
    for package, requirements in pinned.items():
        try:
            distribution = importlib.metadata.distribution(package)
        except importlib.metadata.PackageNotFoundError:
            here = [pin for pin in requirements if pin.marker is None or pin.marker.evaluate()]
            assert not here, f"{package} is not installed"
            continue
        looked += 1
        for text in distribution.requires or ():
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert canonicalize_name(needed.name) in pinned, f"{package} needs {needed}, which is not locked"
    assert looked > 80


def test_binder_finds_what_it_needs():
    assert re.fullmatch(r"python-3\.1[1-4]\n", (REPOSITORY / "runtime.txt").read_text())
    for hiding in ("binder", ".binder", "environment.yml", "Dockerfile", "Pipfile"):
        assert not (REPOSITORY / hiding).exists(), f"{hiding} would hide requirements.txt from Binder"


def test_the_licences_are_said_the_same_everywhere():
    with open(REPOSITORY / "pyproject.toml", "rb") as file:
        assert tomllib.load(file)["project"]["license"] == "BSD-3-Clause"
    assert (REPOSITORY / "LICENSE").read_text(encoding="utf-8").startswith("BSD 3-Clause License")
    assert (REPOSITORY / "LICENSE-texts").read_text(encoding="utf-8").startswith("Attribution 4.0 International")
    assert "\nlicense: BSD-3-Clause\n" in (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "CITATION.cff"):
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        assert "BSD-3-Clause" in text and "CC BY 4.0" in text, name


# The server's setting -------------------------------------------------------------------------------------------------------

PROBE = """
import asyncio, gc, json, socket, sys
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyterlab.labapp import LabApp
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

async def look(server):
    base = server.connection_url.rstrip("/")
    head = {"Authorization": "token " + server.identity_provider.token}
    made = await AsyncHTTPClient().fetch(HTTPRequest(base + "/api/kernels", method="POST", body="{}", headers=head))
    address = base.replace("http", "ws") + "/api/kernels/" + json.loads(made.body)["id"] + "/channels?session_id=probe"
    page = await websocket_connect(HTTPRequest(address, headers=head))
    await page.read_message()  # the kernel has spoken, so the connection stands
    for connection in gc.get_objects():
        if isinstance(connection, ZMQChannelsWebsocketConnection):
            stream = connection.websocket_handler.ws_connection.stream
            print("NODELAY", int(bool(stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))), server.ip)
    page.close()
    server.stop()

server = LabApp.initialize_server(sys.argv[1:])
server.io_loop.add_callback(look, server)
server.start()
"""


@pytest.mark.parametrize("extension, expected",
                         [("widgets.kit.server", "NODELAY 1"), ("widgets.kit.no_such_server", "NODELAY 0")])
def test_small_messages_are_sent_at_once_and_nothing_depends_on_it(tmp_path, extension, expected):
    spec = importlib.util.spec_from_file_location("course", REPOSITORY / "course.py")
    course = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(course)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = course.lab_command(port, browser=False)[3:]
    arguments = [argument.replace("widgets.kit.server", extension) for argument in arguments]
    places = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    environ = {**os.environ, **dict.fromkeys(places, str(tmp_path)), "PYTHONPATH": str(REPOSITORY)}
    run = subprocess.run([sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, timeout=120, env=environ)
    assert expected + " 127.0.0.1" in run.stdout, run.stdout + run.stderr
