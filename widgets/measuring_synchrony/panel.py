"""The measuring panel: a raw value beside a surrogate test, on made-up pairs, on taps and on a learner's own file."""

from __future__ import annotations

import numpy as np

from widgets.kit.panel import Mission, Panel, Preset, Recording, Scene
from widgets.measuring_synchrony.measures import measure_raw, measure_with_surrogates
from widgets.measuring_synchrony.model import MeasuringParameters
from widgets.measuring_synchrony.picture import MeasuringPicture
from widgets.measuring_synchrony.recording import read_recording
from widgets.measuring_synchrony.words import describe, describe_recording, say

PRESETS = {
    "strangers": "kind=rhythm coupling=0 measure=windowed seed=7",
    "follows": "kind=rhythm link=follows coupling=0.7 measure=windowed seed=7",
    "third": "kind=rhythm link=shared coupling=0.7 measure=windowed seed=7",
    "no_rhythm": "kind=noise link=follows coupling=0.4 measure=correlation seed=7",
    "short": "kind=rhythm link=follows coupling=0.3 duration=60 measure=windowed seed=7",
}
LEAST_LINK = 0.3
"""A link at least this strong counts as missed."""


def columns(run) -> dict[str, np.ndarray]:
    """The data behind the picture. What is shorter than the series ends in blanks."""
    best = run.windowed.argmax(axis=1)
    found = {
        "time": run.time, "first": run.first, "second": run.second, "phase": run.relative_phase,
        "lag": run.lags, "correlation": run.correlation,
        "window": run.window_times, "window_lag": run.lags[best], "window_best": run.windowed.max(axis=1),
        "peak_lag": run.peak_lags, "peak": run.peak_heights,
        "surrogate": run.surrogates,
    }
    rows = max(len(values) for values in found.values())
    return {say(f"column_{name}"): _fill(values, rows) for name, values in found.items()}


def _fill(values, rows):
    cells = np.full(rows, "", dtype=object)
    cells[:len(values)] = ["" if np.isnan(value) else value for value in values.tolist()]
    return cells


def make_panel() -> Panel:
    """Make the panel, new."""
    missions = {
        "raw_fooled": lambda run, parameters, rival: rival and run.found and _strangers(run, parameters),
        "test_fooled": lambda run, parameters, rival: not rival and run.found and _strangers(run, parameters),
        "link_missed": lambda run, parameters, rival: (not rival and not run.found and not run.recorded
                                                       and parameters.coupling >= LEAST_LINK),
    }
    scene = Scene(
        name="measuring", title=say("scene"), question=say("question"), parameters=MeasuringParameters,
        claim=measure_with_surrogates, rival=measure_raw, claim_label=say("claim"), rival_label=say("rival"),
        picture=MeasuringPicture, describe=describe, alt=say("alt"), columns=columns,
        controls=("coupling", "link", "kind", "duration", "measure"), more=("window", "max_lag", "surrogates"),
        presets=[Preset(name, say(f"preset_{name}"), state, say(f"preset_{name}_note")) for name, state in PRESETS.items()],
        missions=[Mission(name, say(f"mission_{name}"), met) for name, met in missions.items()],
        readouts={"observed": lambda run: run.observed, "threshold": lambda run: run.threshold, "found": lambda run: run.found,
                  "p_value": lambda run: run.p_value, "best_lag": lambda run: run.best_lag},
        recording=Recording(say("recording_label"), ".csv,text/csv", read_recording, describe_recording))
    return Panel("measuring_synchrony", say("title"), [scene])


def _strangers(run, parameters):
    return not run.recorded and parameters.coupling == 0
