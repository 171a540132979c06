"""The panel on compensation: which differences a rich cage takes away, and two rivals."""

from __future__ import annotations

import math

import numpy as np

from widgets.compensation import model, picture, words
from widgets.compensation.words import say
from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene

declare = Declare(say)


def by_day(run) -> dict[str, np.ndarray]:
    """Mean function in the four groups, and both parts in the rich cage."""
    groups = ("low_plain", "low_rich", "high_plain", "high_rich")
    functions = {say(f"column.function_{name}"): run.mean_function[at] for at, name in enumerate(groups)}
    return declare.columns("day")(run) | functions | {
        say("column.fixed_low"): run.mean_fixed[1], say("column.fixed_high"): run.mean_fixed[3],
        say("column.plastic_low"): run.mean_plastic[1], say("column.plastic_high"): run.mean_plastic[3]}


def closed(run) -> bool:
    """Whether enrichment has closed a difference in function that was there."""
    return run.gap_function_standard >= 0.3 and abs(run.gap_function_enriched) < 0.05


def fixed_share_left(run) -> float:
    """Share of the difference in the fixed part that is left in the rich cage; nan without a difference."""
    return run.gap_fixed_enriched / run.gap_fixed_standard if run.gap_fixed_standard else math.nan


CAGE = Scene(
    **declare.texts("cage"), parameters=model.CompensationParameters, claim=model.simulate_compensation,
    rivals=declare.rivals("cage", reversal=model.simulate_full_reversal, additive=model.simulate_additive),
    picture=picture.CagePicture, describe=words.describe_cage, columns=by_day,
    controls=["enrichment", "enrichment_days", "care_low", "plasticity", "load"],
    more=["enrichment_start", "care_high", "early_window", "spread"],
    presets=declare.presets("cage", youth="start=22 days=48", short="start=22 days=10", late="start=80 days=20",
                            strain="load=1", plain="enrichment=0"),
    missions=declare.missions(
        "cage",
        quick=lambda run, p, rival: not rival and p.enrichment_days <= 20 and closed(run),
        half=lambda run, p, rival: not rival and run.gap_function_standard >= 0.3 and 0.4 <= run.returned <= 0.6,
        expose=lambda run, p, rival: not rival and closed(run) and run.gap_function_loaded >= 0.5,
        tell=lambda run, p, rival: p.load >= 0.8 - 1e-9 and closed(run) and abs(run.gap_function_loaded) < 0.05),
    readouts={"function_left": lambda run: run.gap_function_enriched, "fixed_left": lambda run: run.gap_fixed_enriched,
              "plastic_left": lambda run: run.gap_plastic_enriched, "loaded": lambda run: run.gap_function_loaded,
              "returned": lambda run: run.returned,
              "fixed_share_left": fixed_share_left})


def make_panel() -> Panel:
    """A new panel on compensation."""
    return Panel("compensation", say("title"), [CAGE])
