"""What a learner has done, in one small readable file.

``lessons/progress.json`` (or ``progress.json`` in the folder that the environment variable BOND_PROGRESS names) holds one
entry for each exercise. It is never shortened: to write means to read what is there, merge, and put the result in its place
in one step. Merging is such that order and repetition do not matter, so two notebooks that write at once, or two copies
carried together later, always end in the same entries.

A file that cannot be read is left as it is; writing then goes to ``progress-2.json`` beside it, which is read along from then
on. Where nothing can be written, progress is kept in memory. Either way `Progress.trouble` says so in a sentence.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import html
import json
import os
import tempfile
import time
import zlib
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Iterator

from widgets.kit import data, exercises
from widgets.kit import lesson_words as words

VERSION = 1
NAMES = ("progress.json", "progress-2.json")
START = "bond1."
MOST_BYTES = 2_000_000
KINDS = ("predict", "check")


class Unreadable(ValueError):
    """A progress file or text that cannot be understood; the message is the reason, in words."""


class Progress:
    """The learner's record in one folder.

    Parameters
    ----------
    folder : path
        Where the file is, or will be.
    """

    def __init__(self, folder: str | os.PathLike):
        self.folder = Path(folder)
        self._entries: dict[str, dict] = {}
        self._unread = ""
        self._unwritten = ""

    @property
    def trouble(self) -> str:
        """What stands in the way, as a sentence; empty if nothing does."""
        return self._unwritten or self._unread

    @property
    def entries(self) -> dict[str, dict]:
        """All entries by exercise id, the file's and this kernel's together."""
        self._entries = merge(self._entries, self._read()[0])
        return self._entries

    def get(self, id: str) -> dict:
        """The entry of one exercise; empty if there is none."""
        return dict(self.entries.get(id, {}))

    def record(self, id: str, **fields: Any) -> dict:
        """Add what happened to an exercise, now, and return its entry as it is after merging.

        Parameters
        ----------
        id : str
            The exercise.
        **fields
            ``kind`` ("predict" or "check") and what belongs to it: see `check_entry`.
        """
        entry = {**fields, "at": datetime.now(timezone.utc).isoformat(timespec="microseconds")}
        check_entry(id, entry)
        self.add({id: entry})
        return dict(self._entries[id])

    def add(self, entries: dict[str, dict]) -> None:
        """Merge `entries` in, and write if that is possible; if not, `trouble` says so and memory keeps them."""
        self._entries = merge(self._entries, entries)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with _lock(self.folder / ".progress.lock"):
                found, target = self._read()
                self._entries = merge(self._entries, found)
                if target:
                    _write(self.folder / target, self._entries)
            self._unwritten = ""
        except OSError as error:
            self._unwritten = words.READ_ONLY.format(folder=self.folder, reason=error.strerror or type(error).__name__)

    def to_text(self) -> str:
        """All entries as one word of text that can be carried elsewhere; `bring` reads it."""
        packed = zlib.compress(_dump(self.entries, indent=None).encode(), 9)
        payload = base64.urlsafe_b64encode(packed).decode().rstrip("=")
        return f"{START}{_checksum(payload)}.{payload}"

    def bring(self, text: str) -> str:
        """Merge in a text made by `to_text`, and say how many entries were new.

        Raises
        ------
        ValueError
            If the text is not whole or not ours; then nothing is changed.
        """
        brought = read_text(text)
        before = self.entries
        new = sum(id not in before for id in brought)
        self.add(brought)
        return words.BROUGHT.format(new=new, same=len(brought) - new)

    def _read(self) -> tuple[dict[str, dict], str]:
        """The entries of both files, and the name of the one to write: the first that is whole or not there ("" if none)."""
        entries: dict[str, dict] = {}
        target, damaged = "", []
        for name in NAMES:
            try:
                entries = merge(entries, _read_file(self.folder / name))
                target = target or name
            except (FileNotFoundError, NotADirectoryError):
                target = target or name
            except Unreadable as error:
                damaged.append((name, str(error)))
            except OSError as error:
                damaged.append((name, error.strerror or type(error).__name__))
        self._unread = self._sentence(damaged, target)
        return entries, target

    def _sentence(self, damaged: list[tuple[str, str]], target: str) -> str:
        if not damaged or target == NAMES[0]:
            return ""
        file, reason = damaged[0]
        form = words.DAMAGED if target else words.DAMAGED_MEMORY
        return form.format(file=file, reason=reason, other=target)


# ---- entries ----------------------------------------------------------------------------------------------------------------

def check_entry(id: Any, entry: Any) -> None:
    """Check the form of one entry.

    A prediction has ``kind`` "predict", ``status`` "locked" or "skipped", ``answer`` and ``at``; a check has ``kind``
    "check", ``right`` (bool), ``tries`` and ``hints`` (whole numbers), ``solution`` (bool), ``answer`` and ``at`` (time, ISO
    8601, UTC).

    Raises
    ------
    Unreadable
        If it has another form.
    """
    wrong = (not isinstance(id, str) or not isinstance(entry, dict) or entry.get("kind") not in KINDS
             or not isinstance(entry.get("at"), str))
    if not wrong and entry["kind"] == "predict":
        wrong = entry.get("status") not in ("locked", "skipped")
    elif not wrong:
        counts = [entry.get("tries", 0), entry.get("hints", 0)]
        flags = [entry.get("right", False), entry.get("solution", False)]
        wrong = any(type(n) is not int or n < 0 for n in counts) or any(type(flag) is not bool for flag in flags)
    if wrong:
        raise Unreadable(words.BAD_ENTRY.format(id=str(id)[:40], reason=words.NOT_OURS))


def merge(a: dict[str, dict], b: dict[str, dict]) -> dict[str, dict]:
    """Both sets of entries together; neither order nor repetition matters, and nothing is lost."""
    return {id: merge_entry(a[id], b[id]) if id in a and id in b else (a.get(id) or b[id]) for id in sorted({*a, *b})}


def merge_entry(a: dict, b: dict) -> dict:
    """Two records of one exercise.

    Of two predictions the first that was locked in counts. Of two checks the later answer is shown, and what was once right,
    tried, hinted or solved stays so.
    """
    if a == b:
        return a
    if a["kind"] != b["kind"]:
        return max(a, b, key=_rank)
    if a["kind"] == "predict":
        return min(a, b, key=lambda e: (e["status"] != "locked", e["at"], _rank(e)))
    later = max(a, b, key=lambda e: (e["at"], _rank(e.get("answer"))))
    others = {name: max(a.get(name, 0), b.get(name, 0)) for name in ("tries", "hints")}
    flags = {name: a.get(name, False) or b.get(name, False) for name in ("right", "solution")}
    return {"kind": "check", "answer": later.get("answer"), "at": later["at"], **others, **flags}


def _rank(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True)


# ---- the file ---------------------------------------------------------------------------------------------------------------

def _dump(entries: dict, indent: int | None) -> str:
    whole = {"version": VERSION, "entries": entries}
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, indent=indent, allow_nan=False)


def _load(text: str) -> dict[str, dict]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(words.NOT_JSON) from error
    if not isinstance(read, dict) or not isinstance(read.get("entries"), dict) or type(read.get("version")) is not int:
        raise Unreadable(words.NOT_OURS)
    if read["version"] > VERSION:
        raise Unreadable(words.NEWER)
    for id, entry in read["entries"].items():
        check_entry(id, entry)
    try:
        _dump(read["entries"], None).encode()
    except (ValueError, RecursionError) as error:  # Infinity, half of a character: Python reads them, and cannot write them
        raise Unreadable(words.NOT_OURS) from error
    return read["entries"]


def _read_file(path: Path) -> dict[str, dict]:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreadable(words.TOO_BIG)
    try:
        return _load(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(words.NOT_TEXT) from error


def _write(path: Path, entries: dict[str, dict]) -> None:
    """Write beside the file, then put it in its place in one step: a reader sees the old or the new, never half."""
    handle, temporary = tempfile.mkstemp(prefix=".progress-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(_dump(entries, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _replace(temporary: str, path: Path) -> None:
    for wait in (0.02, 0.05, 0.1, 0.2, None):
        try:
            return os.replace(temporary, path)
        except PermissionError:  # Windows, while another process has the file open: it will let go
            if wait is None or os.name != "nt":
                raise
            time.sleep(wait)


@contextlib.contextmanager
def _lock(path: Path, patience: float = 2.0) -> Iterator[None]:
    """Keep two writers apart. The system lets go of the lock when its holder ends, so none is ever left behind.

    Some network folders know no locks: then, or after `patience` seconds, the writer goes on without. What it knows is merged
    in again at its next write.
    """
    with path.open("a+b") as file:
        held = _wait_for_lock(file, time.monotonic() + patience)
        try:
            yield
        finally:
            if held:
                _unlock(file)


def _wait_for_lock(file, deadline: float) -> bool:
    try:
        while not _try_lock(file):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
    except OSError:  # a folder that knows no locks
        return False
    return True


if os.name == "nt":
    import msvcrt

    def _try_lock(file) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(file) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try_lock(file) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


# ---- as text to carry -------------------------------------------------------------------------------------------------------

def _checksum(payload: str) -> str:
    return hashlib.sha256(payload.encode()).hexdigest()[:8]


def read_text(text: str) -> dict[str, dict]:
    """Entries of a text made by `Progress.to_text`; spaces and line breaks that a mail put in do not matter.

    Raises
    ------
    ValueError
        If the text is not whole or not ours.
    """
    word = "".join(text.split()).strip("\"'") if isinstance(text, str) else ""
    try:
        return _unpack(word)
    except (ValueError, zlib.error, binascii.Error) as error:
        reason = str(error) if isinstance(error, Unreadable) else words.BAD_SUM
        raise ValueError(words.BAD_TEXT.format(reason=reason, start=START)) from error


def _unpack(word: str) -> dict[str, dict]:
    if not word.startswith(START):
        raise Unreadable(words.BAD_START)
    checksum, _, payload = word[len(START):].partition(".")
    if checksum != _checksum(payload):
        raise Unreadable(words.BAD_SUM)
    packed = base64.b64decode(payload + "=" * (-len(payload) % 4), altchars=b"-_", validate=True)
    opened = zlib.decompressobj()
    content = opened.decompress(packed, MOST_BYTES)
    if opened.unconsumed_tail or not opened.eof:
        raise Unreadable(words.TOO_BIG)
    return _load(content.decode("utf-8"))


# ---- what a lesson calls ----------------------------------------------------------------------------------------------------

_STORES: dict[Path, Progress] = {}


def current() -> Progress:
    """The record of whoever works here: one for each folder."""
    named = os.environ.get("BOND_PROGRESS")
    if named:
        folder = Path(named)
    else:
        try:
            folder = data.course_folder() / "lessons"
        except FileNotFoundError:
            folder = Path.cwd()
    return _STORES.setdefault(folder.absolute(), Progress(folder))


def progress(text: str = "") -> ProgressTable:
    """Show what was done so far, with a text that carries it elsewhere; or bring such a text in.

    Parameters
    ----------
    text : str, optional
        A text copied from ``progress()`` on another machine. What is here already stays.

    Raises
    ------
    ValueError
        If the text is not whole or not ours; nothing is changed then.
    """
    store = current()
    return ProgressTable(store, store.bring(text) if text else "")


class ProgressTable:
    """A table of what was done, lesson by lesson, as HTML and as text."""

    def __init__(self, store: Progress, said: str = ""):
        entries = store.entries
        self.rows = rows(entries)
        self.carry = store.to_text() if entries else ""
        self.sentences = [sentence for sentence in (said, store.trouble, "" if entries else words.NOTHING_YET) if sentence]

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self._text(), "text/html": self._html()}

    def _text(self) -> str:
        lines = [" | ".join(row) for row in (words.COLUMNS, *self.rows)] + self.sentences
        return "\n".join(lines + ([words.CARRY, self.carry] if self.carry else []))

    def _html(self) -> str:
        head = "".join(f"<th scope=\"col\">{html.escape(name)}</th>" for name in words.COLUMNS)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        said = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in self.sentences)
        carry = (f"<p>{html.escape(words.CARRY)}</p><pre style=\"white-space: pre-wrap; overflow-wrap: anywhere; "
                 f"user-select: all\" tabindex=\"0\">{html.escape(self.carry)}</pre>") if self.carry else ""
        return f"<section aria-label=\"{html.escape(words.PROGRESS_LABEL)}\">{table}{said}{carry}</section>"


def rows(entries: dict[str, dict]) -> list[tuple[str, str, str]]:
    """One row for each lesson: its name, predictions made, checks answered right."""
    result, told = [], set()
    for lesson, tables in _lessons().items():
        predictions, checks = tables.get("predict", {}), tables.get("check", {})
        told |= {*predictions, *checks}
        result.append((lesson.replace("_", " "), _of(entries, predictions, "status"), _of(entries, checks, "right")))
    other = [id for id in entries if id not in told]
    if other:
        counts = (sum(bool(entries[id].get(field)) for id in other) for field in ("status", "right"))
        result.append((words.OTHER_LESSON, *map(str, counts)))
    return result


def _lessons() -> dict[str, dict]:
    try:
        return exercises.read_all()
    except FileNotFoundError:
        return {}


def _of(entries: dict, ids, field: str) -> str:
    return words.OF.format(done=sum(bool(entries.get(id, {}).get(field)) for id in ids), all=len(ids))
