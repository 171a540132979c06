"""Parameters are declared once and checked when made; their text reads back as the same values."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.measuring_synchrony.model import MeasuringParameters
from widgets.parameters import Choice, Parameter, format_number, parameter_set, shorten, split_pairs
from widgets.synchrony.model import AdaptiveParameters, HKBParameters, KuramotoParameters, LaggedParameters

SETS = [KuramotoParameters, HKBParameters, AdaptiveParameters, LaggedParameters, MeasuringParameters]
NUMBER = {"key": "k", "symbol": "K", "unit": "Hz", "default": 1.0, "low": 0.0, "high": 2.0, "step": 0.1, "label": "l",
          "meaning": "m", "standing": "invented"}


@parameter_set
class Sample:
    """A sample."""

    coupling_strength = Parameter(**{**NUMBER, "key": "coupling"})
    kind = Choice(key="kind", default="a", options={"a": "A", "b": "B"}, label="Kind", meaning="which")


@given(st.floats(0, 2), st.sampled_from("ab"))
def test_text_reads_back_as_the_same_values(number, kind):
    made = Sample(coupling_strength=number, kind=kind)
    assert Sample.from_text(made.to_text()) == made


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_so_that_they_read_back(number):
    assert float(format_number(number)) == number


def test_values_not_named_keep_their_default_and_full_names_are_understood():
    assert Sample.from_text("kind=b") == Sample(kind="b")
    assert Sample.from_text("coupling_strength=0.5, kind=a").coupling_strength == 0.5
    assert Sample.from_text("") == Sample()


@pytest.mark.parametrize("value", [-0.1, 2.1, math.nan, math.inf, "1", None, True])
def test_a_value_out_of_range_is_refused_with_range_and_value(value):
    with pytest.raises(ValueError, match=r"coupling_strength \(coupling\) must be a number from 0 to 2 Hz; got") as raised:
        Sample(coupling_strength=value)
    assert repr(value) in str(raised.value)


@pytest.mark.parametrize(("text", "words"), [
    ("couplin=1", "no parameter called 'couplin'.*Did you mean coupling"),
    ("coupling=9", "from 0 to 2 Hz; got 9"),
    ("coupling=much", "got 'much'"),
    ("kind=c", "one of a, b; got 'c'"),
    ("coupling", "written as name=value"),
    ("coupling=", "written as name=value"),
    ("kind=a kind=b", "given twice"),
    ("coupling=1 coupling_strength=1.5", "given twice"),
])
def test_bad_text_is_refused_in_words(text, words):
    with pytest.raises(ValueError, match=words):
        Sample.from_text(text)


def test_long_text_from_outside_is_cut_in_messages():
    assert shorten("x" * 100) == "x" * 59 + "…"
    with pytest.raises(ValueError) as raised:
        split_pairs("y" * 5000)
    assert len(str(raised.value)) < 200


def test_the_bounds_themselves_are_allowed():
    assert Sample(coupling_strength=0).coupling_strength == 0
    assert Sample(coupling_strength=2).coupling_strength == 2


def test_parameters_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Sample().kind = "b"


@pytest.mark.parametrize("change", [
    {"default": 3.0}, {"low": 1.5}, {"step": 0.0}, {"standing": "certain"}, {"standing": "measured"},
])
def test_a_declaration_that_contradicts_itself_is_refused(change):
    with pytest.raises(ValueError):
        Parameter(**{**NUMBER, **change})


def test_a_choice_needs_its_default_among_the_options():
    with pytest.raises(ValueError, match="'c' is not among a"):
        Choice(key="k", default="c", options={"a": "A"}, label="l", meaning="m")


def test_two_parameters_may_not_share_a_key():
    with pytest.raises(ValueError, match="share a key"):
        @parameter_set
        class Twice:
            one = Parameter(**NUMBER)
            two = Parameter(**NUMBER)


@pytest.mark.parametrize("cls", SETS, ids=lambda cls: cls.__name__)
def test_every_declaration_of_lesson_05_is_fit_for_a_slider(cls):
    for name, declared in cls.declared.items():
        assert name in cls.__doc__ and declared.meaning in cls.__doc__
        assert declared.label and not declared.meaning.endswith(".")
        if isinstance(declared, Parameter):
            stops = (declared.high - declared.low) / declared.step
            assert stops == pytest.approx(round(stops), abs=1e-6), f"{name}: the step does not reach the upper bound"
            assert stops <= 100
            places = (declared.default - declared.low) / declared.step
            assert places == pytest.approx(round(places), abs=1e-6), f"{name}: the default lies between two stops"
