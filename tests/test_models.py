"""What holds for every model of the course: its box, its bounds, its luck, and the shape that it shares with its rivals.

A model is any public ``simulate_...(parameters, rng)`` in a topic's ``model.py``. Nothing needs to be added here for a new one.
"""

import dataclasses
import importlib
import inspect
import itertools
import math
import random
import typing
import warnings
from pathlib import Path

import numpy as np
import pytest

from widgets.parameters import Choice, Parameter

WIDGETS = Path(__file__).parents[1] / "widgets"
MOST_CORNERS, RANDOM_POINTS = 64, 25
ROUNDING = 1e-9
BORN_EARLIER = {"measuring_synchrony", "synchrony", "tapping"}
"""Topics whose runs say nothing about bounds; tests of their own hold them."""


def find_models():
    """Every model: (its topic, its parameters' class, its function)."""
    for file in sorted(WIDGETS.glob("*/model.py")):
        module = importlib.import_module(f"widgets.{file.parent.name}.model")
        for name, function in vars(module).items():
            if name.startswith("simulate_") and inspect.isfunction(function) and function.__module__ == module.__name__:
                hints = typing.get_type_hints(function)
                if list(inspect.signature(function).parameters) == ["parameters", "rng"]:
                    yield file.parent.name, hints["parameters"], function


MODELS = list(find_models())
DECLARED = sorted({(topic, kind) for topic, kind, _ in MODELS if hasattr(kind, "declared")}, key=lambda pair: str(pair))
NEW = [model for model in MODELS if model[0] not in BORN_EARLIER]
every_model = pytest.mark.parametrize(("topic", "kind", "simulate"), NEW, ids=[f"{t}-{f.__name__}" for t, _, f in NEW])
every_box = pytest.mark.parametrize(("topic", "kind"), DECLARED, ids=[f"{t}-{k.__name__}" for t, k in DECLARED])


def seeded(seed=7):
    return np.random.default_rng(seed)


def ends(declared):
    return (declared.low, declared.high) if isinstance(declared, Parameter) else tuple(declared.options)


def points_of_the_box(kind):
    """Corners (all of them, or a sample where there are many) and random points, always the same ones."""
    luck = random.Random(kind.__name__)
    declared = kind.declared
    sides = [ends(each) for each in declared.values()]
    if math.prod(map(len, sides)) <= MOST_CORNERS:
        corners = itertools.product(*sides)
    else:
        corners = [tuple(luck.choice(side) for side in sides) for _ in range(MOST_CORNERS)]
        corners += [tuple(side[0] for side in sides), tuple(side[-1] for side in sides)]
    yield from (kind(**dict(zip(declared, corner))) for corner in corners)
    for _ in range(RANDOM_POINTS):
        yield kind(**{name: luck.choice(list(each.options)) if isinstance(each, Choice) else luck.uniform(each.low, each.high)
                      for name, each in declared.items()})


def numbers_of(run):
    """The fields of a run that hold numbers, as arrays."""
    for field in dataclasses.fields(run):
        value = getattr(run, field.name)
        if isinstance(value, (np.ndarray, float, int)) and np.asarray(value).dtype.kind in "fiub":
            yield field.name, np.asarray(value)


def check_run(run):
    unsure, bounds = getattr(run, "MAY_BE_NAN", frozenset()), run.BOUNDS
    assert set(bounds) <= {name for name, _ in numbers_of(run)}, "BOUNDS names a field that the run does not have"
    for name, values in numbers_of(run):
        fine = np.isfinite(values) | (np.isnan(values) if name in unsure else False)
        assert fine.all(), f"{name} is not finite"
        assert not isinstance(getattr(run, name), np.ndarray) or not values.flags.writeable, f"{name} can be changed"
        if name in bounds:
            low, high = bounds[name]
            known = values[~np.isnan(values)] if values.dtype.kind == "f" else values
            room = ROUNDING * max([1.0, *(abs(end) for end in (low, high) if math.isfinite(end))])
            assert known.size == 0 or (known.min() >= low - room and known.max() <= high + room), (
                f"{name} leaves [{low}, {high}]: {known.min()} to {known.max()}")


def test_there_are_models():
    assert len({topic for topic, _, _ in MODELS}) >= 10 and DECLARED


@every_model
def test_the_whole_box_gives_finite_runs_within_their_bounds(topic, kind, simulate):
    for parameters in points_of_the_box(kind):
        with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
            warnings.simplefilter("error")
            try:
                check_run(simulate(parameters, seeded()))
            except Exception as error:
                raise AssertionError(f"at {parameters.to_text()}: {error}") from error


@every_model
def test_a_run_depends_on_its_state_and_seed_alone(topic, kind, simulate):
    once = simulate(kind(), seeded())
    simulate(kind(), seeded(8))
    again = simulate(kind(), seeded())
    for field in dataclasses.fields(once):
        np.testing.assert_array_equal(getattr(once, field.name), getattr(again, field.name), err_msg=field.name)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(once, dataclasses.fields(once)[0].name, None)


@every_model
def test_every_array_has_a_stated_shape_and_the_docstrings_say_what_things_are(topic, kind, simulate):
    run = simulate(kind(), seeded())
    document, own = inspect.getdoc(type(run)), inspect.getdoc(simulate)
    assert "Attributes" in document and own
    for field in dataclasses.fields(run):
        assert field.name in document, f"{type(run).__name__} says nothing about {field.name}"


@pytest.mark.parametrize("kind", sorted({kind for _, kind, _ in NEW}, key=str), ids=lambda kind: kind.__name__)
def test_a_rival_has_the_claims_shape(kind):
    runs = [simulate(kind(), seeded()) for _, other, simulate in NEW if other is kind]
    assert len(runs) >= 2, "a claim without a rival"
    for run in runs[1:]:
        assert type(run) is type(runs[0])
        for (name, values), (_, others) in zip(numbers_of(runs[0]), numbers_of(run)):
            assert values.shape == others.shape, name


@every_box
def test_bad_values_are_refused_in_words(topic, kind):
    for name, declared in kind.declared.items():
        bad = [math.nan, math.inf, "much", None, True]
        if isinstance(declared, Parameter):
            span = declared.high - declared.low
            bad += [declared.low - 0.01 * span - 1e-6, declared.high + 0.01 * span + 1e-6]
        for value in bad:
            with pytest.raises(ValueError) as caught:
                kind(**{name: value})
            said = str(caught.value)
            assert name in said and repr(value) in said
            assert all(str(option) in said for option in getattr(declared, "options", ()))
            if isinstance(declared, Parameter):
                assert f"{declared.low:g}" in said and f"{declared.high:g}" in said and declared.unit in said


@every_box
def test_a_parameter_says_what_it_is(topic, kind):
    keys, symbols = [], []
    for declared in kind.declared.values():
        assert declared.label and declared.meaning and not declared.meaning.endswith(".")
        keys.append(declared.key)
        symbols += [declared.symbol] if declared.symbol else []
        if isinstance(declared, Parameter):
            steps = (declared.high - declared.low) / declared.step
            assert 4 <= steps <= 1000 and steps == pytest.approx(round(steps), abs=1e-6), f"{declared.key}: {steps} steps"
            assert ((declared.default - declared.low) / declared.step) % 1 == pytest.approx(0, abs=1e-6) or (
                (declared.default - declared.low) / declared.step) % 1 == pytest.approx(1, abs=1e-6), declared.key
    assert len(set(keys)) == len(keys) and len(set(symbols)) == len(symbols)
