"""The panel on continuity: machinery, stability, change and maps, each with its claim and its rivals."""

from __future__ import annotations

from widgets.continuity import model, picture, words
from widgets.continuity.picture import in_spreads
from widgets.continuity.words import count, say
from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene

declare = Declare(say)

MATES_AND_PEERS = Scene(
    **declare.texts("mates_and_peers"), parameters=model.MachineryParameters, claim=model.simulate_reused_machinery,
    rivals=declare.rivals("mates_and_peers", one_weight=model.simulate_one_weight, separate=model.simulate_separate_machinery),
    picture=picture.MachineryPicture, describe=words.describe_machinery,
    columns=declare.columns("preference_mate", "preference_peer", "untreated_mate", "untreated_peer"),
    controls=["dopamine", "individual_spread", "mate_weight", "peer_weight", "hours"], more=["learning_rate", "noise"],
    presets=declare.presets("mates_and_peers", usual="seed=7", blocked="dopamine=0 seed=7", help="hours=3 dopamine=2 seed=7",
                            equal="spread=0 seed=7", unequal="spread=0.8 seed=7"),
    missions=declare.missions(
        "mates_and_peers",
        spare=lambda run, p, rival: not rival and run.kept_mate < 0.2 and run.kept_peer > 0.8,
        price=lambda run, p, rival: rival == "one_weight" and p.dopamine == 0 and run.kept_peer > 0.8,
        help=lambda run, p, rival: not rival and p.hours <= 4 and p.dopamine > 1 and run.kept_peer >= 1.2,
        nothing=lambda run, p, rival: not rival and p.dopamine == 1 and abs(run.across_bonds) < 0.15),
    readouts={"across_bonds": lambda run: run.across_bonds, "kept_mate": lambda run: run.kept_mate,
              "kept_peer": lambda run: run.kept_peer})

FALLS_AND_LEVELS = Scene(
    **declare.texts("falls_and_levels"), parameters=model.ContinuityParameters, claim=model.simulate_prototype,
    rival=model.simulate_revisionist, picture=picture.StabilityPicture, describe=words.describe_stability,
    columns=declare.columns("lag", "correlation", "expected_correlation"),
    controls=["prototype_pull", "event_pull", "reliability", "people"],
    more=["prototype_spread", "hardship", "hardship_share"],
    presets=declare.presets("falls_and_levels", level="seed=7", revised="model=rival a=0.05 seed=7",
                            blurred="reliability=0.45 seed=7", fifty="people=50 seed=7"),
    missions=declare.missions(
        "falls_and_levels",
        claim_28=lambda run, p, rival: not rival and abs(run.expected_correlation[40] - model.PUBLISHED_STABILITY) <= 0.02
        and run.plateau > 0.2,
        rival_28=lambda run, p, rival: rival and abs(run.expected_correlation[10] - model.PUBLISHED_STABILITY) <= 0.02,
        ruler=lambda run, p, rival: not rival and (p.event_pull, p.prototype_pull, p.prototype_spread) == (0.15, 0.05, 1.0)
        and run.plateau < 0.25),
    readouts={"last": lambda run: float(run.expected_correlation[-1]),
              "tenth": lambda run: float(run.expected_correlation[10]),
              "plateau": lambda run: run.plateau})


def first_and_last(run):
    """Each person's first and last score, and whether they met negative life events."""
    scores, _ = in_spreads(run)
    return {say("column.first_score"): scores[:, 0], say("column.last_score"): scores[:, -1],
            say("column.hardship"): run.hardship}


WHAT_LIFE_DOES = Scene(
    **declare.texts("what_life_does"), parameters=model.ContinuityParameters, claim=model.simulate_prototype,
    rival=model.simulate_revisionist, picture=picture.LifePicture, describe=words.describe_life, columns=first_and_last,
    controls=["hardship", "prototype_pull", "event_pull", "reliability", "people"],
    more=["prototype_spread", "hardship_share"],
    presets=declare.presets("what_life_does", twenty="people=50 hardship=1.2 b=0.1 seed=7", calm="hardship=0 seed=7",
                            heavy="hardship=2 b=0.1 seed=7", nothing="model=rival seed=7"),
    missions=declare.missions(
        "what_life_does",
        match=lambda run, p, rival: not rival and abs(run.expected_changed_without - 7 / 32) <= 0.03
        and abs(run.expected_changed_with - 8 / 18) <= 0.05,
        luck=lambda run, p, rival: not rival and p.people == 50 and p.hardship >= 0.5
        and run.changed_with < run.changed_without,
        easy=lambda run, p, rival: p.hardship >= 1 and abs(run.expected_changed_with - run.expected_changed_without) < 0.05),
    readouts={"changed_without": lambda run: run.expected_changed_without,
              "changed_with": lambda run: run.expected_changed_with,
              "last": lambda run: float(run.expected_correlation[-1])})

TWO_MAPS = Scene(
    **declare.texts("two_maps"), parameters=model.MapParameters, claim=model.simulate_maps,
    rivals=declare.rivals("two_maps", one=model.simulate_one_map, separate=model.simulate_separate_maps),
    picture=picture.MapsPicture, describe=words.describe_maps,
    columns=declare.columns("place", "first", "second", "again"),
    controls=["people", "reuse", "second_strength", "threshold", "effect"],
    presets=declare.presets("two_maps", usual="seed=7", same="model=one seed=7", many="people=100 seed=7",
                            weaker="model=one second=0.4 people=40 seed=7"),
    missions=declare.missions(
        "two_maps",
        fool=lambda run, p, rival: rival == "one" and 0 < run.overlap < 1 / 3,
        pattern=lambda run, p, rival: rival == "one" and run.in_both > 0 and count(run.more_first, run) >= 4
        and run.more_second == 0,
        true=lambda run, p, rival: not rival and run.overlap_again >= 0.95),
    readouts={"overlap": lambda run: run.overlap, "overlap_again": lambda run: run.overlap_again,
              "more_first": lambda run: run.more_first, "more_second": lambda run: run.more_second})


def make_panel() -> Panel:
    """A new panel on continuity."""
    return Panel("continuity", say("title"), [MATES_AND_PEERS, FALLS_AND_LEVELS, WHAT_LIFE_DOES, TWO_MAPS])
