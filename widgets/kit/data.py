"""Where the course keeps its data files, and how they are read."""

from __future__ import annotations

import difflib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Iterable

from widgets.kit import lesson_words as words

PAGE = Path(__file__).parent / "page"
"""The style sheets and scripts of the page."""


def course_folder() -> Path:
    """Return the folder that holds ``assets/`` and ``lessons/``.

    It is the folder beside the package; where the package was installed elsewhere, the working folder or one above it.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    """
    here = Path.cwd()
    for folder in (Path(__file__).parents[2], here, *here.parents):
        if (folder / "assets" / "exercises").is_dir() or (folder / "assets" / "evidence").is_dir():
            return folder
    raise FileNotFoundError(words.NO_COURSE.format(folder=here))


def read_toml(path: Path) -> dict:
    """Read a TOML file; read again only when the file has changed.

    Raises
    ------
    ValueError
        If the file is not valid TOML; the message names the file and the place.
    """
    status = path.stat()
    return _read_toml(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _read_toml(path: Path, changed: int, size: int) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def lesson_file(kind: str, lesson: str, folder: Path | None = None) -> Path:
    """Return the one file of a lesson, such as ``assets/evidence/05_synchrony.toml`` for ``("evidence", "05")``.

    Raises
    ------
    ValueError
        If there is no such lesson; the message names those there are.
    """
    folder = (folder or course_folder() / "assets") / kind
    stems = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    for stem, path in stems.items():
        if lesson in (stem, stem.partition("_")[0]):
            return path
    raise ValueError(words.NO_LESSON.format(lesson=lesson, lessons=", ".join(stems)))


def unknown(what: str, name: str, known: Iterable[str]) -> ValueError:
    """Make the error for a name that does not exist, with the nearest names that do."""
    known = sorted(known)
    near = difflib.get_close_matches(str(name), known, n=3, cutoff=0.5) or known[:8]
    return ValueError(words.UNKNOWN.format(what=what, name=name, near=", ".join(near) or words.NONE))
