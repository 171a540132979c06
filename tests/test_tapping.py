"""Tapping: the partner's equation, what is measured of taps, and the panel without a page."""

import csv
import io
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.kit.panel import show
from widgets.parameters import STANDINGS
from widgets.tapping import panel as panel_module
from widgets.tapping.measures import LEAST_TAPS, measure_half, measure_tapping, phase_locking, shuffle_taps
from widgets.tapping.model import Partner, TappingParameters, TappingRun, partner_taps, simulate_tapping
from widgets.tapping.words import WORDS, describe_tapping

REPOSITORY = Path(__file__).resolve().parents[1]
STILL = [0.0]  # kicks of a partner that never strays


def person(rng, tempo, steadiness=0.025, length=30.0):
    """A person who taps without listening."""
    return np.cumsum(np.append(rng.random() / tempo, 1 / tempo + steadiness * rng.standard_normal(int(length * tempo))))


# ---------------------------------------------------------------- the partner


def test_a_partner_who_does_not_listen_is_a_clock():
    parameters = TappingParameters(tempo=2.0, correction=0.0, unsteadiness=0.0)
    taps = partner_taps(parameters, [0.1, 0.7, 1.9, 2.2], STILL, half=0.0, end=5.0)
    assert taps == pytest.approx(np.arange(0.5, 5.0, 0.5))


@pytest.mark.parametrize("begin", [0.6, 0.4])  # the person a tenth of a second late, and as much early
def test_the_partner_takes_a_share_off_each_asynchrony(begin):
    parameters = TappingParameters(tempo=2.0, correction=0.4, unsteadiness=0.0)
    human = begin + 0.5 * np.arange(12)
    taps = partner_taps(parameters, human, STILL, half=0.0, end=6.0)[:10]
    assert human[:10] - taps == pytest.approx((begin - 0.5) * 0.6 ** np.arange(10))


def test_with_unequal_tempos_the_lag_settles_where_the_correction_makes_up_the_difference():
    parameters = TappingParameters(tempo=2.0, correction=0.5, unsteadiness=0.0)
    human = 0.5 + 0.52 * np.arange(60)
    taps = partner_taps(parameters, human, STILL, half=0.0, end=31.0)
    assert human[40] - taps[40] == pytest.approx((0.52 - 0.5) / 0.5, abs=1e-6)


def test_the_partner_only_listens_in_the_second_half():
    parameters = TappingParameters(tempo=2.0, correction=0.5, unsteadiness=0.0)
    taps = partner_taps(parameters, 0.6 + 0.5 * np.arange(20), STILL, half=5.0, end=10.0)
    assert np.diff(taps[taps < 5.0]) == pytest.approx(0.5)
    assert np.diff(taps[taps > 4.9])[0] == pytest.approx(0.55)  # the tap at 5.1 was 0.1 s late; half of it is made good


@given(tempo=st.floats(0.6, 3), correction=st.floats(0, 1), unsteadiness=st.floats(0, 0.06), seed=st.integers(0, 9999),
       gaps=st.lists(st.floats(0.001, 4), max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_a_person_does_the_partner_goes_on_tapping(tempo, correction, unsteadiness, seed, gaps):
    parameters = TappingParameters(tempo=tempo, correction=correction, unsteadiness=unsteadiness)
    kicks = np.random.default_rng(seed).standard_normal(50)
    partner = Partner(parameters, kicks, listens_from=0.0)
    for time in np.cumsum(gaps):
        partner.hear(float(time))
    partner.advance(120.0)
    steps = np.diff(partner.taps)
    assert (steps >= 0.25 / tempo - 1e-9).all()
    assert steps.max() <= 1.5 / tempo + 10 * unsteadiness + 1e-9


# ---------------------------------------------------------------- what is measured


def test_a_known_lag_is_found_and_says_who_leads():
    rng = np.random.default_rng(3)
    first = person(rng, 1.7)
    for lag, leader in ((0.06, "first"), (-0.06, "second")):
        half = measure_half(first, first + lag + 0.01 * rng.standard_normal(first.size), rng)
        assert half.lag == pytest.approx(lag, abs=half.doubt) and half.doubt < 0.006
        assert half.leader == leader and half.above_chance
    assert measure_half(first, first + 0.012 * rng.standard_normal(first.size), rng).leader == "neither"


def test_phase_locking_of_exact_cases():
    first = np.arange(0, 20, 0.5)
    assert phase_locking(first, first + 0.1) == pytest.approx(1)
    assert phase_locking(first, np.arange(0.1, 15, 0.625)[:20]) == pytest.approx(0, abs=1e-9)  # four steps a round
    assert np.isnan(phase_locking(first, [30.0, 31.0, 32.0]))


def test_shuffled_taps_keep_the_intervals_and_both_ends():
    taps = person(np.random.default_rng(1), 1.5)
    shuffled = shuffle_taps(taps, 50, np.random.default_rng(2))
    assert np.sort(np.diff(shuffled), axis=1) == pytest.approx(np.tile(np.sort(np.diff(taps)), (50, 1)))
    assert shuffled[:, [0, -1]] == pytest.approx(np.tile(taps[[0, -1]], (50, 1)))
    assert np.ptp(shuffled[:, taps.size // 2]) > 0


@pytest.mark.parametrize("tempos", [(1.7, 1.7), (1.7, 1.5)], ids=["one tempo", "two tempos"])
def test_people_who_never_listened_are_above_chance_about_one_time_in_twenty(tempos):
    pairs = 300
    found = 0
    for seed in range(pairs):
        rng = np.random.default_rng([seed, 7])
        found += measure_half(person(rng, tempos[0]), person(rng, tempos[1]), rng).above_chance
    error = np.sqrt(0.05 * 0.95 / pairs)
    assert abs(found / pairs - 0.05) < 3 * error


def test_people_who_listen_are_mostly_found():
    found = [measure_tapping(simulate_tapping(rng), rng)[1].above_chance for rng in map(np.random.default_rng, range(60))]
    assert np.mean(found) > 0.7


@pytest.mark.parametrize("first,second", [([], []), ([1.0], []), (np.arange(LEAST_TAPS - 1.0), np.arange(40.0))])
def test_too_few_taps_are_counted_and_said(first, second):
    half = measure_half(first, second, np.random.default_rng(1))
    assert not half.enough and half.taps == (len(first), len(second))
    sentence = describe_tapping((half, half))
    assert sentence.startswith("Own pace: ") and "nan" not in sentence
    assert f"A made {len(first)} taps" in sentence or "nothing was recorded" in sentence


def test_taps_of_two_who_were_never_there_together_have_no_lag():
    half = measure_half(np.arange(20.0), 100 + np.arange(20.0), np.random.default_rng(1))
    assert not half.enough and np.isnan(half.lag)


def test_the_halves_part_the_taps():
    run = TappingRun(first=np.array([1.0, 9.9, 10.0]), second=np.array([12.0]), half=10.0, end=20.0)
    assert [part.tolist() for part in run.part(False)] == [[1.0, 9.9], []]
    assert [part.tolist() for part in run.part(True)] == [[10.0], [12.0]]


# ---------------------------------------------------------------- the panel


@pytest.fixture
def taps():
    return show("tapping")


@pytest.fixture
def tapped(taps):
    """The panel with a recording."""
    run = simulate_tapping(np.random.default_rng(5))
    return taps.bring_taps(run.first, run.second, run.half)


def test_show_sets_the_partner_and_the_state_reads_back():
    panel = show("tapping", "partner=virtual tempo=1.2")
    assert (panel.parameters.partner, panel.parameters.tempo) == ("virtual", 1.2)
    assert show("tapping", panel.state).state == panel.state
    panel.set("length=120")
    panel._receive(None, {"type": "reset"}, [])
    assert panel.state == show("tapping", "partner=virtual tempo=1.2").state


@pytest.mark.parametrize("text", ["tempo=9", "partner=dog", "speed=1", "seed=-1", "seed=x", "seed=99999999999999", "garbage"])
def test_a_state_that_is_not_allowed_is_refused_and_the_last_good_one_kept(taps, text):
    before = taps.set("tempo=2").state
    with pytest.raises(ValueError):
        taps.set(text)
    assert taps.state == before


def test_the_recording_flows_into_the_measuring_panel(tapped):
    for recording in (tapped.recording, tapped.apart, tapped.together):
        first, second, rate = recording
        assert first.shape == second.shape and first.size > 20 * rate and max(abs(first).max(), abs(second).max()) <= 1
    measuring = show("measuring_synchrony", "measure=phase").bring(tapped.together)
    assert measuring.run.recorded and measuring.run.time[-1] == pytest.approx(30, abs=1.5)


def test_both_files_hold_the_taps(tapped):
    from widgets.measuring_synchrony.recording import read_recording

    rows = list(csv.DictReader(io.StringIO(tapped.csv())))
    for name, times in (("A", tapped.run.first), ("B", tapped.run.second)):
        assert [float(row["time (s)"]) for row in rows if row["person"] == name] == pytest.approx(times, abs=6e-5)
    assert {row["half"] for row in rows if float(row["time (s)"]) < 30} == {"1"}
    read = read_recording(tapped.series_csv().encode())
    assert read.rate == pytest.approx(20) and read.first == pytest.approx(tapped.recording[0], abs=1e-4)


def test_before_anybody_taps_everything_says_so(taps):
    assert not taps.finished and taps.sentence == "Nobody has tapped yet."
    for ask in (lambda: taps.recording, taps.csv, taps.png):
        with pytest.raises(ValueError, match="no recording yet"):
            ask()


def test_a_recording_too_short_for_series_says_so(taps):
    taps.bring_taps([1.0, 2.0], [1.1, 2.1], 30)
    with pytest.raises(ValueError, match="at least 3 each"):
        _ = taps.recording


@pytest.mark.parametrize("change", [
    {"first": "words"}, {"first": [1, None]}, {"first": [float("nan")]}, {"second": [-1]}, {"second": [61]}, {"half": 0},
    {"half": "x"}, {"end": 1e9}, {"first": [[1], [2, 3]]}, {"first": list(np.linspace(0, 59, 6000))}, {"half": float("inf")}])
def test_what_is_no_recording_is_refused_and_the_last_one_kept(tapped, change, monkeypatch):
    sent = []
    monkeypatch.setattr(tapped, "send", sent.append)
    before = tapped.result
    tapped._receive(None, {"type": "taps", "first": [1], "second": [2], "half": 30, "end": 60, **change}, [])
    assert sent == [{"type": "error", "text": f"{WORDS['bad_taps']} The panel still shows the last good state."}]
    assert tapped.result == before


def test_the_page_is_answered_in_words_whatever_it_asks(taps, monkeypatch):
    sent = []
    monkeypatch.setattr(taps, "send", lambda message, buffers=None: sent.append(message))
    for message in ({"type": "nonsense"}, {}, {"type": "state", "text": "tempo=99"}, {"type": "file", "which": "csv"},
                    {"type": "file"}):
        taps._receive(None, message, [])
    assert [message["type"] for message in sent] == ["error"] * 5
    assert "tempo (tempo) must be a number from 0.6 to 3 taps/s; got 99" in sent[2]["text"]


def test_what_the_page_gets_after_a_recording(tapped):
    result = tapped.result
    assert result["sentence"] == tapped.sentence and len(result["rows"]) == 2
    assert {len(row) for row in result["rows"]} == {len(WORDS["columns"])}
    lags = np.concatenate([half.asynchronies for half in tapped.halves])
    assert [lag for _, lag in result["lags"]] == pytest.approx(1e3 * lags)
    heard = []
    tapped.listen(heard.append)
    tapped.bring_taps([], [], 30)
    assert heard == [tapped.state] and "nothing was recorded" in tapped.result["sentence"]


def test_a_veil_is_put_on_and_lifted(taps):
    taps.veil("one", "First say what you expect.")
    assert taps.veils == {"one": "First say what you expect."}
    taps.unveil("one")
    assert taps.veils == {}


def test_the_static_twin_is_an_example_and_the_same_every_time(taps, tapped):
    data, metadata = taps._repr_mimebundle_()
    again, _ = show("tapping")._repr_mimebundle_()
    assert data["image/png"] == again["image/png"] and data["text/plain"] == again["text/plain"]
    assert data["image/png"].startswith(b"\x89PNG") and "An example with two made-up people" in data["text/plain"]
    assert "An example with two made-up people" in metadata["image/png"]["alt"]
    assert data["application/vnd.jupyter.widget-view+json"]


def test_every_word_of_the_page_comes_from_here_and_none_is_left_over():
    topic = REPOSITORY / "widgets" / "tapping"
    page = (topic / "page" / "tapping.js").read_text(encoding="utf-8")
    asked = set(re.findall(r"\b(?:w|words)\.([a-z_]+)", page))
    assert asked <= set(WORDS)
    python = "".join((topic / name).read_text(encoding="utf-8") for name in ("panel.py", "picture.py"))
    python += (topic / "words.py").read_text(encoding="utf-8").partition("\ndef say(")[2]
    quoted = set(re.findall(r"""["']([a-z_]+)["']""", python + page))
    made = {f"half_{end}" for end in ("above", "chance", "first", "second", "neither")}
    made |= {f"standing_{standing}" for standing in STANDINGS}
    assert set(WORDS) - asked - quoted - made == set()


def test_no_text_is_put_into_the_page_as_html():
    page = (REPOSITORY / "widgets" / "tapping" / "page" / "tapping.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", page)


def test_the_page_code_is_part_of_the_package():
    packages = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    assert "page/*" in packages["widgets.tapping"]
    assert {path.name for path in panel_module.PAGE.iterdir()} == {"tapping.js", "tapping.css"}
