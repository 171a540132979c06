#!/usr/bin/env python3
"""Opens the course: ``python course.py``. Everything it needs is fetched on first use, into a folder of its own (.venv).

    python course.py            open the course in JupyterLab (--no-browser, --port 8890)
    python course.py test       run every check (what follows goes to pytest: -k synchrony, tests/test_course.py)
    python course.py facts      print every finding that the models are held against: model, rival, test, lesson, source
    python course.py bench      measure how fast a panel answers (bench models: how long each model's run takes)
    python course.py build      rebuild the notebooks from lessons/text
    python course.py lock       compile requirements.txt anew from pyproject.toml (--upgrade for newer versions)
    python course.py badge      print the Binder link of this repository

Only the standard library is used, and only words that every Python understands, even Python 2: whoever starts this with
one that is too old is to read a sentence, not a SyntaxError. Hence no f-strings here.
"""

from __future__ import print_function

import contextlib
import errno
import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
MEGABYTE = 10 ** 6
ROOM = 700 * MEGABYTE  # what the environment takes, with what pip unpacks on the way
LESSONS, TESTS = "requirements.txt", os.path.join("tests", "requirements.txt")
START = "/lab/tree/lessons/index.ipynb"
PORT = 8888  # where JupyterLab begins to look for a free one

# What a person may be told: one sentence that says what is wrong, and a way on.
TOO_OLD = "The course needs Python {oldest} or newer, and this is Python {version} ({executable}). {way_on}"
NEWER_HERE = "There is a newer one on this machine: {name} course.py"
NEWER_THERE = "Install one from https://www.python.org/downloads/ and then start with: {name} course.py"
TOO_NEW = "Note: Python {version} is newer than the course was tried with. If the next steps fail, use Python {newest}."
NO_VENV = ("This Python cannot make a private environment: its venv module is missing. On Debian and Ubuntu: "
           "sudo apt install python{version}-venv . Without the right to do so, use a Python from "
           "https://www.python.org/downloads/ . Then start again.")
NO_ROOM = ("There is not enough room on the disk: the course needs about {need} MB in {folder} and some more in {temporary}, "
           "and {free} MB are free. Make room, or move the course's folder to a larger disk, and start again.")
NO_NETWORK = ("The packages could not be fetched: there is no network, or a firewall stands before the package index. Connect "
              "and start again; what was already fetched is kept. Behind a proxy, set HTTPS_PROXY first.")
NO_WRITING = ("The course cannot write to its own folder, {folder} . Copy the whole folder to a place that is yours (your "
              "home folder, for example) and start it there. On Windows, first close a JupyterLab that may still be open.")
LONG_PATH = "The folder's path is too long for this system: {folder} . Move it nearer to the top of the disk and start again."
NOT_OURS = ("There is a folder .venv in {folder} that the course did not make, and it will not touch it. Rename it or remove "
            "it, and start again.")
NOT_MADE = "The private environment could not be made. What Python said:\n{said}"
NOT_INSTALLED = ("The packages could not be installed. The last that pip said:\n\n{said}\n\nAll of it is in {log} . Starting "
                 "again makes the environment anew.")
BAD_PORT = "A port is a number from 1 to 65535; got {port}."
PORT_TAKEN = ("Port {port} {problem}. Use a free one: python course.py --port {free} . Or leave --port away, and one is "
              "found. Perhaps the course is open already: look in your browser.")
WAITING = "Another start is preparing the course. Waiting for it to finish (Ctrl-C to stop waiting)."
MENDING = "The environment in .venv is not whole (an interrupted start, a moved folder, another Python). Making it anew."
FIRST_USE = "First use: making a private environment in {folder} . This takes a few minutes, once."
INSTALLING = "Fetching and installing what {files} asks for."
OPENING = "Opening the course. Leave this window open while you work; Ctrl-C here closes the course."
STOPPED = "Stopped. Start again whenever you like: what is half done is mended."
NO_UV = "Compiling the lock files needs uv: pip install uv , or see https://docs.astral.sh/uv/ . Then start again."
NO_GIT = "The Binder link is formed from git's remote, and git is not installed here. Get it from https://git-scm.com ."
NO_REMOTE = ("The Binder link is formed from the repository's remote, and there is none here yet. Put the course on a public "
             "host first, then: git remote add origin ADDRESS")
NO_HOST = ("The repository's remote is {address} , and Binder can only open one on a public host (https://... or "
           "git@host:...).")


class Stop(Exception):
    """The course cannot go on; the message says why and what to do, in words for the person at the keyboard."""


class NoRoom(Stop):
    """The disk is full, or would be."""


# What this machine has ------------------------------------------------------------------------------------------------------

def check_python(version, executable):
    """Stop if `version` (such as ``sys.version_info``) is older than the course can use; warn if it is newer than tried."""
    name = ".".join(str(part) for part in version[:3])
    if tuple(version[:2]) < OLDEST:
        raise Stop(TOO_OLD.format(oldest=_dotted(OLDEST), version=name, executable=executable, way_on=_newer_python()))
    if tuple(version[:2]) > NEWEST:
        say(TOO_NEW.format(version=name, newest=_dotted(NEWEST)))


def _newer_python():
    """A way on for a person whose Python is too old: a newer one that is already here, or where to get one."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = "python3.{}".format(minor)
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name)
            # a version manager may put a name on the path that leads nowhere, so it is asked
            if os.access(path, os.X_OK) and python_version(path) == [3, minor]:
                return NEWER_HERE.format(name=name)
    return NEWER_THERE.format(name=("py -" if os.name == "nt" else "python") + _dotted(NEWEST))


def _dotted(version):
    return "{}.{}".format(*version)


def python_version(python):
    """[major, minor] of the Python at that path, or None if it does not run."""
    try:
        process = subprocess.Popen([python, "-I", "-S", "-c", "import sys; print(list(sys.version_info[:2]))"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out = process.communicate()[0]
        return json.loads(out.decode("ascii")) if process.returncode == 0 else None
    except (OSError, ValueError):
        return None


def check_venv_module():
    """Stop if this Python came without what makes an environment (Debian and Ubuntu keep it in a package of its own)."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Stop(NO_VENV.format(version=_dotted(sys.version_info[:2])))


def check_room():
    """Stop if the disk has not enough room for the environment."""
    if shutil.disk_usage(ROOT).free < ROOM:
        raise NoRoom(no_room())


def no_room():
    """The sentence that says how much room there is, and how much is needed."""
    return NO_ROOM.format(need=ROOM // MEGABYTE, folder=ROOT, temporary=tempfile.gettempdir(),
                          free=shutil.disk_usage(ROOT).free // MEGABYTE)


# The private environment ----------------------------------------------------------------------------------------------------

def environment_python():
    """Path of the Python inside the environment."""
    return os.path.join(ENVIRONMENT, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def fingerprint(requirements):
    """A short text that changes when the requirements file does (and not with the line ends of another system)."""
    with io.open(os.path.join(ROOT, requirements), encoding="utf-8") as file:  # reads every kind of line end as \n
        return hashlib.sha256(file.read().encode("utf-8")).hexdigest()


def read_stamp():
    """What is known of the environment (``folder``, ``python``, ``busy``, ``installed``); {} if there is nothing to read."""
    try:
        with io.open(os.path.join(ENVIRONMENT, "course.json"), encoding="utf-8") as file:
            stamp = json.load(file)
        return stamp if isinstance(stamp, dict) else {}
    except (OSError, ValueError):
        return {}


def write_stamp(stamp):
    """Put the stamp in place in one step, so that an interruption leaves the old one or the new one."""
    path = os.path.join(ENVIRONMENT, "course.json")
    with io.open(path + ".new", "w", encoding="utf-8") as file:
        file.write(json.dumps(stamp, indent=1))
    os.replace(path + ".new", path)


def is_whole(stamp):
    """Whether the environment was made here, to its end, by a Python that still is what it was."""
    return (bool(stamp) and not stamp.get("busy") and stamp.get("folder") == ROOT
            and python_version(environment_python()) == stamp.get("python", ""))


def missing(stamp, files):
    """The requirements files of `files` that are not installed as they stand."""
    return [file for file in files if stamp.get("installed", {}).get(file) != fingerprint(file)]


def prepare(*files):
    """Make sure that the environment is there, is whole and holds what the requirements files ask for."""
    stamp = read_stamp()
    if is_whole(stamp) and not missing(stamp, files):
        return
    check_venv_module()
    with _writing(), one_at_a_time(), _giving_room_back():
        stamp = read_stamp()  # another start may have done the work while this one waited
        if not is_whole(stamp):
            stamp = make_environment()
        wanted = missing(stamp, files)
        if wanted:
            write_stamp(dict(stamp, busy=True))
            install(wanted)
            stamp["installed"].update((file, fingerprint(file)) for file in wanted)
            write_settings()
            write_stamp(stamp)


@contextlib.contextmanager
def _writing():
    """Turn what the system says of a folder that cannot be written to, or a full disk, into a sentence."""
    try:
        yield
    except (OSError, shutil.Error) as error:
        code = getattr(error, "errno", None)
        if code in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Stop(NO_WRITING.format(folder=ROOT))
        if code == errno.ENOSPC or getattr(error, "winerror", None) == 112:
            raise NoRoom(no_room())
        raise


@contextlib.contextmanager
def _giving_room_back():
    """Remove a half-made environment when the disk is full: it is of no use, and its room is needed."""
    try:
        yield
    except (NoRoom, OSError) as error:
        if isinstance(error, NoRoom) or error.errno == errno.ENOSPC:
            clear_environment()
        raise


@contextlib.contextmanager
def one_at_a_time():
    """Hold the environment for this process: of two starts at once, one prepares it and the other waits.

    The system gives the lock back when a process ends, however it ends.
    """
    if not os.path.isdir(ENVIRONMENT):
        os.mkdir(ENVIRONMENT)
    elif os.listdir(ENVIRONMENT) and not os.path.exists(os.path.join(ENVIRONMENT, "course.lock")):
        raise Stop(NOT_OURS.format(folder=ROOT))
    with io.open(os.path.join(ENVIRONMENT, "course.lock"), "a") as file:
        told = False
        while not _lock(file):
            if not told:
                say(WAITING)
                told = True
            time.sleep(0.5)
        yield  # closing the file gives the lock back


def _lock(file):
    try:
        if os.name == "nt":
            import msvcrt
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # a disk that knows no locks (some network disks) is no reason not to open the course
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def clear_environment():
    """Remove what is in the environment, all but the lock that is being held."""
    for name in os.listdir(ENVIRONMENT):
        path = os.path.join(ENVIRONMENT, name)
        if name != "course.lock":
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)


def make_environment():
    """Make an empty environment, in place of a half-made or moved one, and return its stamp."""
    # started from inside the environment that is to be remade, Python names the one that it was made from
    python = getattr(sys, "_base_executable", sys.executable) if sys.prefix == ENVIRONMENT else sys.executable
    if len(os.listdir(ENVIRONMENT)) > 1:
        say(MENDING)
        clear_environment()
    check_room()
    say(FIRST_USE.format(folder=ENVIRONMENT))
    write_stamp({"busy": True})
    process = subprocess.Popen([python, "-m", "venv", ENVIRONMENT], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               env=clean_environ())
    out = process.communicate()[0].decode("utf-8", "replace")
    if process.returncode != 0:
        raise explain(out) or Stop(NOT_MADE.format(said=out.strip()))
    return {"folder": ROOT, "python": python_version(environment_python()), "installed": {}}


def clean_environ():
    """The environment variables for what runs in the private environment: nothing from outside may reach into it."""
    environ = dict(os.environ, PYTHONNOUSERSITE="1")
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"):
        environ.pop(name, None)
    return environ


def pip_environ():
    """As `clean_environ`, without a person's own settings of pip that would put the packages elsewhere or silence it."""
    environ = clean_environ()
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_QUIET", "PIP_REQUIRE_HASHES", "PIP_DRY_RUN", "PIP_NO_DEPS"):
        environ.pop(name, None)
    environ.update(PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_PROGRESS_BAR="off",
                   PYTHONIOENCODING="utf-8", PYTHONUNBUFFERED="1")
    environ.setdefault("PIP_RETRIES", "3")
    return environ


def pip_command(files):
    """The command that installs the requirements files."""
    command = [environment_python(), "-m", "pip", "install"]
    for file in files:
        command += ["-r", file]
    return command


def install(files):
    """Install the requirements files with pip, show how far it is, and turn a failure into a sentence."""
    say(INSTALLING.format(files=" and ".join(files)))
    log = os.path.join(ENVIRONMENT, "course-install.log")
    progress = Progress(len(names_in(files)))
    started = time.time()
    process = subprocess.Popen(pip_command(files), cwd=ROOT, env=pip_environ(),
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        with io.open(log, "w", encoding="utf-8") as file:
            lines = follow(process, file, progress)
    except BaseException:
        process.kill()
        raise
    finally:
        process.stdout.close()
        process.wait()
        progress.close()
    if process.returncode != 0:
        said = "".join(lines)
        raise explain(said) or Stop(NOT_INSTALLED.format(said="".join(lines[-12:]).strip(), log=log))
    say("Installed in {:.0f} seconds.".format(time.time() - started))


def follow(process, log, progress):
    """Read what pip says until it ends: into the log, into `progress`, and as a list of lines."""
    lines = []

    def read():
        for line in iter(process.stdout.readline, b""):
            lines.append(line.decode("utf-8", "replace").replace("\r\n", "\n"))

    # a thread reads, so that the count moves (and Ctrl-C is heard) while pip is silent
    reader = threading.Thread(target=read)
    reader.daemon = True
    reader.start()
    seen = 0
    while reader.is_alive() or seen < len(lines):
        reader.join(0.2)
        for line in lines[seen:]:
            seen += 1
            log.write(line)
            progress.hear(line)
        progress.show()
    return lines


class Progress(object):
    """One line that counts: packages found and fetched, then packages put in place."""

    def __init__(self, most):
        self.most, self.found, self.total, self.before = most, 0, 0, 0
        self.note, self.shown = "", ""
        self.started = time.time()
        self.live = hasattr(sys.stdout, "isatty") and sys.stdout.isatty()

    def hear(self, line):
        """Take notice of a line of pip's."""
        if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied: ")):
            self.found += 1
            self.note = ""
        elif "Retrying (" in line:
            self.note = " (no answer from the package index; trying again)"
        elif line.startswith("Installing collected packages:"):
            self.total = line.count(",") + 1
            self.before = self.in_place()

    @staticmethod
    def in_place():
        """How many packages the environment holds."""
        count = 0
        for folder, folders, _ in os.walk(os.path.join(ENVIRONMENT, "Lib" if os.name == "nt" else "lib")):
            count += sum(name.endswith(".dist-info") for name in folders)
            if os.path.basename(folder) == "site-packages":
                folders[:] = []
        return count

    def show(self):
        """Show where things stand: over the same line on a terminal, else at every tenth package."""
        step = 1 if self.live else 10
        if self.total:
            done = min(self.total, max(0, self.in_place() - self.before))
            text = "  putting in place: {} of {}".format(done - done % step, self.total)
        else:
            text = "  fetching: {} of at most {} packages{}".format(self.found - self.found % step, self.most, self.note)
        if self.live:
            print("\r{:<78}".format("{} ({:.0f} s)".format(text, time.time() - self.started)), end="")
        elif text != self.shown:
            print(text)
        self.shown = text
        sys.stdout.flush()

    def close(self):
        """Leave the line."""
        if self.live:
            print("\r{:<78}\r".format(""), end="")
            sys.stdout.flush()


def names_in(files):
    """The names of the packages that the requirements files pin."""
    names = set()
    for name in files:
        with io.open(os.path.join(ROOT, name), encoding="utf-8") as file:
            names.update(re.findall(r"(?m)^([A-Za-z0-9._-]+)==", file.read()))
    return names


# How Python and pip say it when they give up for one of the usual reasons.
NO_ROOM_SIGNS = r"No space left on device|Errno 28|WinError 112|not enough space on the disk|Disk quota exceeded"
NO_WRITING_SIGNS = r"Read-only file system|Permission denied|WinError 5\b|Access is denied"
LONG_PATH_SIGNS = r"Long Path support|File name too long|path too long"
NO_NETWORK_SIGNS = (r"Retrying \(|Could not fetch URL|ConnectionError|NameResolutionError|ReadTimeout|ProxyError|SSLError|"
                    r"CERTIFICATE_VERIFY|getaddrinfo|Network is unreachable|\(from versions: none\)|HTTP error")


def explain(text):
    """A `Stop` for the usual reasons why Python or pip give up, or None if it is none of them."""
    # Python's own ensurepip keeps the reason to itself, so the disk is asked too
    if re.search(NO_ROOM_SIGNS, text) or shutil.disk_usage(ROOT).free < 20 * MEGABYTE:
        return NoRoom(no_room())
    if re.search(NO_WRITING_SIGNS, text):
        return Stop(NO_WRITING.format(folder=ROOT))
    if re.search(LONG_PATH_SIGNS, text):
        return Stop(LONG_PATH.format(folder=ROOT))
    if re.search(NO_NETWORK_SIGNS, text):
        return Stop(NO_NETWORK)
    if "ensurepip" in text:
        return Stop(NO_VENV.format(version=_dotted(sys.version_info[:2])))
    return None


def write_settings():
    """Settings of this JupyterLab alone: it does not ask a newcomer about news and updates of its own."""
    folder = os.path.join(ENVIRONMENT, "share", "jupyter", "lab", "settings")
    if not os.path.isdir(folder):
        os.makedirs(folder)
    settings = {"@jupyterlab/apputils-extension:notification":
                {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": False}}
    with io.open(os.path.join(folder, "overrides.json"), "w", encoding="utf-8") as file:
        file.write(json.dumps(settings, indent=1))


# What can be asked of the course --------------------------------------------------------------------------------------------

def open_course(arguments):
    """Open JupyterLab at the first page: on this machine only, with JupyterLab's token."""
    import argparse

    parser = argparse.ArgumentParser(prog="course.py", description="Open the course in JupyterLab.",
                                     epilog="Other commands: test, facts, bench, build, lock, badge. See README.md.")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser; print the address to open")
    parser.add_argument("--port", type=int, help="the port to use (otherwise the first free one from {})".format(PORT))
    options = parser.parse_args(arguments)
    if options.port is not None:
        check_port(options.port)
    prepare(LESSONS)
    say(OPENING)
    return hand_over(lab_command(options.port, not options.no_browser))


def lab_command(port=None, browser=True):
    """The command that starts JupyterLab.

    The server extension `widgets.kit.server` lets small messages through at once; without it, all works, a little slower.
    """
    command = [environment_python(), "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", "--ServerApp.root_dir=" + ROOT,
               "--LabApp.default_url=" + START, "--ServerApp.answer_yes=True",
               "--ServerApp.log_level=WARN", "--LabApp.log_level=WARN",
               "--ServerApp.websocket_ping_timeout=30000",  # else the server warns that its own default is too long
               "--ServerApp.port={}".format(PORT if port is None else port),
               "--ServerApp.port_retries={}".format(50 if port is None else 0),
               "--ServerApp.jpserver_extensions=widgets.kit.server=True"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # the server listens to this machine only, and asks for its token
    return command


def check_port(port):
    """Stop if JupyterLab could not listen on `port`; say which one is free."""
    if not 1 <= port <= 65535:
        raise Stop(BAD_PORT.format(port=port))
    problem = port_problem(port)
    if problem:
        free = next((other for other in range(max(port + 1, 1024), 65536) if not port_problem(other)), PORT)
        raise Stop(PORT_TAKEN.format(port=port, problem=problem, free=free))


def port_problem(port):
    """Why nothing can listen on this port of this machine, or "" if something can."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        # as JupyterLab does: a port whose last user has just gone is free (and on Windows, one that is in use is not)
        name = "SO_EXCLUSIVEADDRUSE" if os.name == "nt" else "SO_REUSEADDR"
        probe.setsockopt(socket.SOL_SOCKET, getattr(socket, name), 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return "is in use"
            return "may not be used here ({})".format(error.strerror or error)
    return ""


def run_tests(arguments):
    """Run every check: tests, docstring examples, notebooks against their texts, lessons against their outputs, layers."""
    prepare(LESSONS, TESTS)
    return hand_over([environment_python(), "-m", "pytest"] + arguments)


def run_bench(arguments):
    """Measure how fast a panel answers; with the word models, how long each model's run takes."""
    prepare(LESSONS, TESTS)
    name, rest = ("models.py", arguments[1:]) if arguments[:1] == ["models"] else ("bench.py", arguments)
    return hand_over([environment_python(), os.path.join("tests", "bench", name)] + rest)


def facts(arguments):
    """Print the table of the stylised facts."""
    prepare(LESSONS)
    return hand_over([environment_python(), "-m", "widgets.kit.facts"] + arguments)


def build(arguments):
    """Rebuild the notebooks from lessons/text."""
    prepare(LESSONS, TESTS)
    return hand_over([environment_python(), "-m", "widgets.kit.notebooks", "build"] + arguments)


def hand_over(command):
    """Let `command` take this process's place (on Windows: wait for it), in the course's folder."""
    sys.stdout.flush()
    os.chdir(ROOT)
    if os.name != "nt":
        os.execve(command[0], command, clean_environ())
    process = subprocess.Popen(command, env=clean_environ())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            pass  # it has heard the key too, and is closing


def lock(arguments):
    """Compile both requirements files from the short lists in pyproject.toml, for every system and Python."""
    uv = shutil.which("uv")
    if not uv:
        raise Stop(NO_UV)
    common = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", _dotted(OLDEST), "--fork-strategy", "fewest",
              "--custom-compile-command", "python course.py lock"] + arguments
    sources = ((LESSONS, ["pyproject.toml"]), (TESTS, ["--group", "pyproject.toml:test", "--constraints", LESSONS]))
    for target, source in sources:
        if subprocess.call(common + source + ["--output-file", target.replace(os.sep, "/")], cwd=ROOT):
            raise Stop("uv could not compile {}; what it said stands above.".format(target))
    with io.open(os.path.join(ROOT, LESSONS), "a", encoding="utf-8", newline="\n") as file:
        file.write("# the course itself, read from this folder\n-e .\n")
    say("Compiled {} and {}.".format(LESSONS, TESTS))
    return 0


def badge(arguments):
    """Print the Binder link of the repository that this folder was cloned from, and the badge for a page in Markdown."""
    link = binder_link(remote_address())
    say(link)
    say("")
    say("[![Open in Binder](https://mybinder.org/badge_logo.svg)]({})".format(link))
    return 0


def remote_address():
    """The address of the remote "origin", or of the first remote."""
    def git(*words):
        process = subprocess.Popen(("git", "-C", ROOT) + words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out = process.communicate()[0].decode("utf-8", "replace").strip()
        return out if process.returncode == 0 else ""

    try:
        top = git("rev-parse", "--show-toplevel")
        remotes = git("remote").split()
    except OSError:
        raise Stop(NO_GIT)
    if not remotes or os.path.realpath(top) != os.path.realpath(ROOT):
        raise Stop(NO_REMOTE)
    return git("remote", "get-url", "origin" if "origin" in remotes else remotes[0])


def binder_link(address):
    """The Binder link for a git address, as mybinder.org forms it.

    GitHub has ``gh/owner/name``, GitLab ``gl/`` and the percent-encoded path, any other host ``git/`` and the percent-encoded
    address. The branch is the repository's own first one (HEAD).
    """
    from urllib.parse import quote

    url = r"(?:https?|ssh|git)://(?:[^@/]*@)?([^/:]+)(?::\d+)?/+(.+)$"
    short = r"(?:[^@/\\]+@)?([^/:\\]{2,}):(?!//)/*(.+)$"  # git@host:path (a single letter would be a Windows disk)
    form = re.match(url, address) or re.match(short, address)
    if not form:
        raise Stop(NO_HOST.format(address=address))
    host, path = form.group(1).lower(), form.group(2).rstrip("/")
    path = path[:-4] if path.endswith(".git") else path
    if host in ("github.com", "www.github.com", "ssh.github.com"):
        place = "gh/" + quote(path)
    elif host in ("gitlab.com", "www.gitlab.com", "altssh.gitlab.com"):
        place = "gl/" + quote(path, safe="")
    else:
        # what stood between // and @ was a name or a token: it must not travel
        place = "git/" + quote("https://{}/{}".format(host, path), safe="")
    return "https://mybinder.org/v2/{}/HEAD?urlpath={}".format(place, START.lstrip("/"))


def say(text):
    """Print, at once."""
    print(text)
    sys.stdout.flush()


COMMANDS = {"test": run_tests, "facts": facts, "bench": run_bench, "build": build, "lock": lock,
            "badge": badge}


def main(arguments):
    """Do what is asked; return the exit code."""
    try:
        check_python(sys.version_info, sys.executable)
        if arguments and arguments[0] in COMMANDS:
            return COMMANDS[arguments[0]](arguments[1:])
        return open_course(arguments)
    except Stop as stop:
        sys.stdout.flush()
        sys.stderr.write("\n{}\n".format(stop))
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\n{}\n".format(STOPPED))
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
