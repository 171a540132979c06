"""Declarations whose words stand in a topic's ``words.py`` under agreed names.

For a scene called ``in_step`` these are ``in_step.title``, ``in_step.question``, ``in_step.alt``, ``in_step.claim``,
``in_step.rival`` (or, with several rivals, ``in_step.rival.<name>``), ``in_step.preset.<name>`` with its
``in_step.preset.<name>.note``, ``in_step.mission.<name>``; and ``column.<name>`` for the columns of tables.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from widgets.kit.panel import Mission, Preset, Rival
from widgets.phrases import Phrases


class Declare:
    """Takes the words of scenes from a topic's `Phrases`."""

    def __init__(self, say: Phrases):
        self.say = say

    def texts(self, scene: str) -> dict[str, str]:
        """The words that every scene has, and those of its one rival."""
        names = {"title": "title", "question": "question", "alt": "alt", "claim_label": "claim"}
        if f"{scene}.rival" in self.say:
            names["rival_label"] = "rival"
        return {"name": scene} | {field: self.say(f"{scene}.{name}") for field, name in names.items()}

    def rivals(self, scene: str, **models: Callable) -> list[Rival]:
        """Several rivals, by their names."""
        return [Rival(name, self.say(f"{scene}.rival.{name}"), simulate) for name, simulate in models.items()]

    def presets(self, scene: str, **states: str) -> list[Preset]:
        """Presets, by their names."""
        return [Preset(name, self.say(f"{scene}.preset.{name}"), state, self.say(f"{scene}.preset.{name}.note"))
                for name, state in states.items()]

    def missions(self, scene: str, **tests: Callable) -> list[Mission]:
        """Missions, by their names; each is met where its test of (run, parameters, rival) is true."""
        return [Mission(name, self.say(f"{scene}.mission.{name}"), met) for name, met in tests.items()]

    def columns(self, *names: str) -> Callable[[object], dict[str, np.ndarray]]:
        """A table of a run's arrays of one length, named by the words; an array that is None is left out."""
        def table(run) -> dict[str, np.ndarray]:
            return {self.say(f"column.{name}"): getattr(run, name) for name in names if getattr(run, name) is not None}

        return table
