"""Every sentence of the tapping panel: templates with named placeholders."""

from __future__ import annotations

import math

from widgets.tapping.measures import LEAST_TAPS, Half

WORDS = {
    "title": "Tap together",
    "question": "Two halves: first each at a pace of your own, without listening to the other; then together.",
    "setup": "Before you start",
    "start": "Start",
    "again": "Start again",
    "stop": "Stop",
    "stop_help": "Escape stops as well.",
    "idle": "Press Start, then tap.",
    "left": "{seconds} s left",
    "apart": "Each at your own pace",
    "together": "Now together",
    "done": "Done",
    "apart_short": "own pace",
    "together_short": "together",
    "second_mark": "{seconds} s",
    "pad": "Tapping: press F for A and J for B. Escape stops.",
    "pad_virtual": "Tapping: press F. B is the virtual partner. Escape stops.",
    "pad_first": "A",
    "pad_second": "B",
    "key_first": "key F, or tap here",
    "key_second": "key J, or tap here",
    "key_virtual": "virtual partner",
    "name_first": "A taps (key F)",
    "name_second": "B taps (key J)",
    "name_virtual": "B, the virtual partner, taps by itself",
    "lost": "The keys go elsewhere now. Click on A or B to go on tapping.",
    "say_start": "Started. Each at your own pace for {seconds} seconds.",
    "say_start_virtual": "Started. Tap F at a pace of your own for {seconds} seconds. The partner keeps still until then.",
    "say_together": "Now together, for {seconds} seconds.",
    "say_done": "Done. {sentence}",
    "waiting": "The taps are on their way to the kernel. If this stays, restart the kernel and run the cell again.",
    "sound": "Click at each of the partner's taps",
    "strip": "Taps of A and B over time",
    "strip_about": "Above, A's taps (solid) and B's (dashed) over time; below, how far ahead A was at each pair of taps.",
    "row_first": "A",
    "row_second": "B",
    "ahead_first": "A ahead",
    "ahead_second": "B ahead",
    "scale": "± {value} ms",
    "presets": "Start from",
    "presets_from": {"two": "Two people", "listens": "A partner who listens", "deaf": "A partner who does not"},
    "keep": "Save and share",
    "csv": "Save the taps as CSV",
    "series": "Save for the measuring panel",
    "save": "Save the picture",
    "reset": "Reset",
    "sample": "New partner",
    "seed": "sample {seed}",
    "state": "This set-up as text",
    "apply": "Use it",
    "copy": "Copy",
    "copied": "Copied.",
    "copy_by_hand": "This browser does not let a page copy. The text is selected: press Ctrl or Command and C.",
    "measure": "Measure it: in a new cell below, with the names of your own panels",
    "measure_code": "measuring = show(\"measuring_synchrony\").bring(taps.recording)\nmeasuring",
    "measure_note": "taps is this panel. taps.recording is all of it; taps.apart and taps.together are the halves.",
    "table": "Both halves, measured",
    "columns": ["half", "taps A", "taps B", "interval A (s)", "interval B (s)",
                "phase-locking", "chance reaches", "A ahead (ms)"],
    "cell_lag": "{lag:+.0f} ± {doubt:.0f}",
    "nothing": "–",
    "standing_measured": "measured",
    "standing_plausible": "plausible",
    "standing_invented": "invented for the toy",
    "about": "{meaning}; {standing}",
    "value": "{value} {unit}",
    "value_bare": "{value}",
    # What a recording shows
    "none": "Nobody has tapped yet.",
    "half_none": "{half}: nothing was recorded.",
    "half_few": "{half}: A made {a} taps and B made {b}; at least {least} of each are needed to say more.",
    "half_chance": "{half}: phase-locking {locking:.2f}, not above chance (1 shuffled pair in 20 exceeds {chance:.2f}).",
    "half_above": "{half}: phase-locking {locking:.2f}, above chance (1 shuffled pair in 20 exceeds {chance:.2f}).",
    "half_first": "{half}: phase-locking {locking:.2f}, above chance (1 shuffled pair in 20 exceeds {chance:.2f}); "
                  "A was ahead, by {lag:.0f} ms on average (± {doubt:.0f} ms).",
    "half_second": "{half}: phase-locking {locking:.2f}, above chance (1 shuffled pair in 20 exceeds {chance:.2f}); "
                   "B was ahead, by {lag:.0f} ms on average (± {doubt:.0f} ms).",
    "half_neither": "{half}: phase-locking {locking:.2f}, above chance (1 shuffled pair in 20 exceeds {chance:.2f}); "
                    "neither was clearly ahead ({lag:.0f} ± {doubt:.0f} ms).",
    "half_names": ["Own pace", "Together"],
    "static_title": "{title} [{state}]",
    "static": "An example with two made-up people; run the cell to tap yourself. {sentence}",
    "static_alt": "An example with two made-up people: the taps of A and B over 60 seconds, and how far ahead A was "
                  "at each pair of taps. "
                  "{sentence}",
    "picture_title": "Example: two made-up people",
    "picture_title_own": "Your recording",
    "axis_time": "time (s)",
    "axis_lag": "A ahead (ms)",
    # What goes wrong
    "no_taps": "There is no recording yet: press Start in the panel and tap first.",
    "no_overlap": "A and B have too few taps to be made into series: at least 3 each, at the same time.",
    "bad_taps": "What came from the page is not a recording of taps; nothing was kept of it.",
    "bad_seed": "seed must be a whole number from 0 to {most}; got {got!r}.",
    "error": "{problem} The panel still shows the last good state.",
    "bug": "Something went wrong: {problem} The panel still shows the last good state.",
}


def say(key: str, **values) -> str:
    """Fill a template; a missing placeholder is an error, never a blank."""
    return WORDS[key].format(**values)


def describe_half(half: Half, name: str) -> str:
    """What one half shows, in a sentence."""
    if not half.enough:
        key = "half_few" if sum(half.taps) else "half_none"
        return say(key, half=name, a=half.taps[0], b=half.taps[1], least=LEAST_TAPS)
    key = f"half_{half.leader or ('above' if half.above_chance else 'chance')}"
    return say(key, half=name, locking=half.locking, chance=half.chance, lag=1e3 * abs(half.lag), doubt=1e3 * half.doubt)


def describe_tapping(halves) -> str:
    """What a recording shows: a sentence for each half."""
    return " ".join(describe_half(half, name) for half, name in zip(halves, WORDS["half_names"], strict=True))


def table_rows(halves) -> list[list[str]]:
    """The cells of the table, one row a half."""
    return [[name, str(half.taps[0]), str(half.taps[1]), *(_number(value, ".3f") for value in half.intervals),
             _number(half.locking, ".2f"), _number(half.chance, ".2f"),
             _lag(half)]
            for half, name in zip(halves, WORDS["half_names"], strict=True)]


def _lag(half):
    """The lag and its doubt; nobody is ahead of somebody with whom there is no common rhythm."""
    if not (half.above_chance and math.isfinite(half.lag)):
        return WORDS["nothing"]
    return say("cell_lag", lag=1e3 * half.lag, doubt=1e3 * half.doubt)


def _number(value, form):
    return format(value, form) if math.isfinite(value) else WORDS["nothing"]
