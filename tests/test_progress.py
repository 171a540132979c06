"""Progress: one readable file, merged and never overwritten, that can be carried as text."""

import base64
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.kit import lesson_words as words
from widgets.kit import progress as module
from widgets.kit.progress import Progress, Unreadable, merge, progress, read_text

IDS = st.from_regex(r"[pc]0[0-9]-[a-z]{1,6}", fullmatch=True)
TIMES = st.datetimes().map(lambda t: t.isoformat(timespec="milliseconds"))
ANSWERS = st.none() | st.integers(0, 5) | st.floats(allow_nan=False, allow_infinity=False) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=8)
PREDICTIONS = st.fixed_dictionaries({"kind": st.just("predict"), "status": st.sampled_from(["locked", "skipped"]),
                                     "answer": ANSWERS, "at": TIMES})
CHECKS = st.fixed_dictionaries({"kind": st.just("check"), "answer": ANSWERS, "at": TIMES, "right": st.booleans(),
                                "tries": st.integers(0, 9), "hints": st.integers(0, 2), "solution": st.booleans()})
ENTRIES = st.dictionaries(IDS, PREDICTIONS | CHECKS, max_size=6)
LOCKED = {"kind": "predict", "status": "locked", "answer": 1}


def same(a, b):
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)


def test_survives_a_restart(tmp_path):
    Progress(tmp_path).record("p05-drum", **LOCKED)
    Progress(tmp_path).record("c05-lag", kind="check", right=True, tries=2, hints=1, solution=False, answer=0.5)
    entries = Progress(tmp_path).entries
    assert entries["p05-drum"]["answer"] == 1 and entries["c05-lag"]["tries"] == 2
    written = json.loads((tmp_path / "progress.json").read_text(encoding="utf-8"))
    assert written["version"] == 1 and list(written["entries"]) == ["c05-lag", "p05-drum"]


def test_file_is_readable_text_in_lines(tmp_path):
    Progress(tmp_path).record("p05-drum", **{**LOCKED, "answer": "größer als ½"})
    text = (tmp_path / "progress.json").read_text(encoding="utf-8")
    assert len(text.splitlines()) > 5 and "größer als ½" in text and text.endswith("}\n")


def test_nothing_but_the_record_and_its_lock_is_left_in_the_folder(tmp_path):
    for number in range(3):
        Progress(tmp_path).record(f"p05-{number}", **LOCKED)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".progress.lock", "progress.json"]


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    store = Progress(tmp_path)
    store.record("p05-drum", **LOCKED)
    before = (tmp_path / "progress.json").read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    store.record("p05-raw", **LOCKED)
    assert (tmp_path / "progress.json").read_bytes() == before
    assert not list(tmp_path.glob("*.tmp"))
    assert "No space left on device" in store.trouble and "p05-raw" in store.entries
    monkeypatch.undo()
    store.record("p05-third", **LOCKED)
    assert store.trouble == "" and set(Progress(tmp_path).entries) == {"p05-drum", "p05-raw", "p05-third"}


# ---- damaged files ----------------------------------------------------------------------------------------------------------

DAMAGED = {
    "empty": (b"", words.NOT_JSON),
    "half": (b'{"version": 1, "entries": {"p05-dr', words.NOT_JSON),
    "binary": (bytes(range(256)), words.NOT_TEXT),
    "utf16": ('{"version": 1, "entries": {}}'.encode("utf-16"), words.NOT_TEXT),
    "list": (b"[1, 2]", words.NOT_OURS),
    "no version": (b'{"entries": {}}', words.NOT_OURS),
    "newer": (b'{"version": 2, "entries": {}}', words.NEWER),
    "entry": (b'{"version": 1, "entries": {"p05-drum": 3}}', "p05-drum"),
    "infinite": (b'{"version": 1, "entries": {"a": {"kind": "predict", "status": "locked", "at": "", "answer": Infinity}}}',
                 words.NOT_OURS),
    "half a character": (b'{"version": 1, "entries": {"a": {"kind": "predict", "status": "locked", "at": "\\ud800"}}}',
                         words.NOT_OURS),
    "deep": (b"[" * 200_000, words.NOT_JSON),
    "huge": (b" " * (module.MOST_BYTES + 1), words.TOO_BIG),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_left_as_it_is(tmp_path, name):
    content, reason = DAMAGED[name]
    (tmp_path / "progress.json").write_bytes(content)
    store = Progress(tmp_path)
    store.record("p05-drum", **LOCKED)
    assert (tmp_path / "progress.json").read_bytes() == content
    assert reason in store.trouble and "progress.json" in store.trouble and "progress-2.json" in store.trouble
    again = Progress(tmp_path)  # after a restart
    assert again.entries["p05-drum"]["answer"] == 1
    again.record("p05-raw", **LOCKED)
    assert (tmp_path / "progress.json").read_bytes() == content
    assert set(Progress(tmp_path).entries) == {"p05-drum", "p05-raw"}


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=200))
def test_no_content_makes_it_fall_or_is_overwritten(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "progress.json").write_bytes(content)
    store = Progress(folder)
    store.record("p05-drum", **LOCKED)
    assert (folder / "progress.json").read_bytes() == content and store.trouble
    assert "p05-drum" in Progress(folder).entries


def test_what_went_beside_a_damaged_file_comes_back_when_it_is_gone(tmp_path):
    (tmp_path / "progress.json").write_bytes(b"{")
    Progress(tmp_path).record("p05-drum", **LOCKED)
    (tmp_path / "progress.json").unlink()
    store = Progress(tmp_path)
    assert "p05-drum" in store.entries and store.trouble == ""
    store.record("p05-raw", **LOCKED)
    assert set(json.loads((tmp_path / "progress.json").read_text())["entries"]) == {"p05-drum", "p05-raw"}


def test_both_files_damaged_goes_on_in_memory_and_says_so(tmp_path):
    for name in module.NAMES:
        (tmp_path / name).write_bytes(b"{")
    store = Progress(tmp_path)
    store.record("p05-drum", **LOCKED)
    assert "p05-drum" in store.entries and "until this kernel ends" in store.trouble
    assert all((tmp_path / name).read_bytes() == b"{" for name in module.NAMES)


# ---- folders that cannot be written -----------------------------------------------------------------------------------------

def test_a_folder_that_cannot_be_made_goes_on_in_memory_and_says_so(tmp_path):
    (tmp_path / "file").write_text("in the way")
    store = Progress(tmp_path / "file" / "folder")
    store.record("p05-drum", **LOCKED)
    assert "p05-drum" in store.entries
    assert "cannot be written" in store.trouble and "progress()" in store.trouble


def test_a_read_only_folder_goes_on_in_memory_and_says_so(tmp_path, monkeypatch):
    store = Progress(tmp_path)
    tmp_path.chmod(0o555)
    if os.access(tmp_path, os.W_OK):  # an administrator, or Windows, writes all the same: what the system says otherwise
        def refused(*_, **__):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(module.tempfile, "mkstemp", refused)
    try:
        store.record("p05-drum", **LOCKED)
    finally:
        tmp_path.chmod(0o755)
    assert "p05-drum" in store.entries and "cannot be written" in store.trouble
    store.record("p05-raw", **LOCKED)
    assert len(store.entries) == 2 and read_text(store.to_text()).keys() == store.entries.keys()


def test_a_folder_without_locks_is_written_all_the_same(tmp_path, monkeypatch):
    def none(_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(module, "_try_lock", none)
    Progress(tmp_path).record("p05-drum", **LOCKED)
    assert "p05-drum" in Progress(tmp_path).entries


# ---- two notebooks at once --------------------------------------------------------------------------------------------------

WRITE_MANY = """
import sys
from widgets.kit.progress import Progress
store = Progress(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(15):
    store.record(f"p05-{sys.argv[2]}-{number}", kind="predict", status="locked", answer=1)
"""


def test_two_notebooks_at_once_lose_nothing(tmp_path):
    root = Path(__file__).parents[1]
    writers = [subprocess.Popen([sys.executable, "-c", WRITE_MANY, str(tmp_path), name], cwd=root, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True) for name in ("left", "right")]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:  # both are ready: now at once
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    assert len(json.loads((tmp_path / "progress.json").read_text())["entries"]) == 30


def test_an_old_kernel_does_not_take_back_what_a_newer_one_wrote(tmp_path):
    old, new = Progress(tmp_path), Progress(tmp_path)
    assert old.entries == {}
    new.record("p05-drum", **LOCKED)
    old.record("p05-drum", **{**LOCKED, "answer": 0})
    assert Progress(tmp_path).entries["p05-drum"]["answer"] == 1  # the first that was locked in counts


# ---- merging ----------------------------------------------------------------------------------------------------------------

@settings(deadline=None)
@given(ENTRIES, ENTRIES, ENTRIES)
def test_merging_knows_no_order_and_no_repetition(a, b, c):
    assert same(merge(a, b), merge(b, a))
    assert same(merge(merge(a, b), c), merge(a, merge(b, c)))
    assert same(merge(merge(a, b), b), merge(a, b))


@settings(deadline=None)
@given(ENTRIES, ENTRIES)
def test_merging_takes_nothing_away(a, b):
    both = merge(a, b)
    assert set(both) == {*a, *b}
    for id, entry in both.items():
        for part in (a.get(id), b.get(id)):
            if part and part["kind"] == entry["kind"] == "check":
                assert all(entry[name] >= part[name] for name in ("tries", "hints", "right", "solution"))
            if part and part["kind"] == entry["kind"] == "predict" and part["status"] == "locked":
                assert entry["status"] == "locked"


# ---- carried as text --------------------------------------------------------------------------------------------------------

@settings(deadline=None)
@given(ENTRIES)
def test_round_trip_as_text(tmp_path_factory, entries):
    here, there = Progress(tmp_path_factory.mktemp("here")), Progress(tmp_path_factory.mktemp("there"))
    here.add(entries)
    there.bring(here.to_text())
    assert same(there.entries, entries)
    assert same(Progress(there.folder).entries, entries)


def test_a_text_broken_into_lines_by_a_mail_is_read(tmp_path):
    store = Progress(tmp_path)
    store.record("p05-drum", **LOCKED)
    text = store.to_text()
    broken = "\n".join(text[i:i + 20] for i in range(0, len(text), 20))
    assert read_text(f'  "{broken}"\n') == store.entries


@settings(deadline=None)
@given(data=st.data())
def test_a_changed_text_is_refused_and_nothing_is_lost(tmp_path_factory, data):
    store = Progress(tmp_path_factory.mktemp("carried"))
    store.add({"p05-drum": {**LOCKED, "at": "2026-01-01T12:00:00.000+00:00"}})
    text, before = store.to_text(), store.entries
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_.x"))
    changed = data.draw(st.sampled_from([text[:place], text[:place] + letter + text[place + 1:], text + letter]))
    if changed == text:
        return
    with pytest.raises(ValueError, match="not a progress text"):
        store.bring(changed)
    assert store.entries == before == Progress(store.folder).entries


@given(st.text(max_size=80))
def test_any_other_text_is_refused(text):
    with pytest.raises(ValueError, match="Nothing was changed"):
        read_text(text)


def test_a_text_that_would_unpack_to_something_huge_is_refused():
    payload = base64.urlsafe_b64encode(zlib.compress(b" " * (module.MOST_BYTES * 3), 9)).decode().rstrip("=")
    text = f"{module.START}{module._checksum(payload)}.{payload}"
    with pytest.raises(ValueError, match=words.TOO_BIG):
        read_text(text)


def test_entries_of_another_form_are_refused():
    for entry in (3, {}, {"kind": "predict", "at": ""}, {"kind": "check", "at": "", "tries": -1},
                  {"kind": "check", "at": "", "right": 1}, {"kind": "check", "at": 5}, {"kind": ["check"], "at": ""}):
        with pytest.raises(Unreadable):
            module.check_entry("c05-lag", entry)


# ---- what a lesson calls ----------------------------------------------------------------------------------------------------

@pytest.fixture
def mine(tmp_path, monkeypatch):
    monkeypatch.setenv("BOND_PROGRESS", str(tmp_path))
    return tmp_path


def test_the_table_of_a_newcomer_is_always_the_same(mine):
    bundle = progress()._repr_mimebundle_()
    assert words.NOTHING_YET in bundle["text/plain"] and module.START not in bundle["text/html"]
    assert bundle == progress()._repr_mimebundle_()
    assert "05 synchrony | 0 of " in bundle["text/plain"]


def test_the_table_counts_what_was_done_and_shows_the_text_to_carry(mine):
    module.current().record("p05-drum", **LOCKED)
    for id, right in (("c05-ahead", True), ("c05-threshold", False)):
        module.current().record(id, kind="check", right=right, tries=1, hints=0, solution=False, answer=2.0)
    table = progress()
    row = next(row for row in table.rows if row[0] == "05 synchrony")
    assert row[1].startswith("1 of ") and row[2].startswith("1 of ")
    assert read_text(table.carry) == module.current().entries
    assert table.carry in table._repr_mimebundle_()["text/html"]


def test_a_text_is_brought_in_by_the_same_call(mine, tmp_path_factory):
    binder = Progress(tmp_path_factory.mktemp("binder"))
    binder.record("p05-drum", **LOCKED)
    assert words.BROUGHT.format(new=1, same=0) in progress(binder.to_text())._repr_mimebundle_()["text/plain"]
    assert words.BROUGHT.format(new=0, same=1) in progress(binder.to_text())._repr_mimebundle_()["text/html"]
    with pytest.raises(ValueError, match="Nothing was changed"):
        progress("bond1.nonsense")
    assert "p05-drum" in Progress(mine).entries


def test_names_from_a_file_are_never_html(mine):
    (mine / "progress.json").write_text(json.dumps({"version": 1, "entries": {"<img src=x onerror=alert(1)>": 3}}),
                                        encoding="utf-8")
    assert "<img" not in progress()._repr_mimebundle_()["text/html"]
