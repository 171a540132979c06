"""What the panel on crosstalk says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import math

from widgets.phrases import Phrases, number

WORDS = {
    "title": "Three markers, their levels and their links",
    "marker.0": "oxytocin",
    "marker.1": "β-endorphin",
    "marker.2": "interleukin-6",
    "pair.0": "oxytocin, β-endorphin",
    "pair.1": "oxytocin, interleukin-6",
    "pair.2": "β-endorphin, interleukin-6",
    "group.0": "singles",
    "group.1": "parents",
    "group.2": "lovers",
    "column.group": "group",
    "column.oxytocin": "oxytocin reading (log units above the mean of singles)",
    "column.endorphin": "β-endorphin (log units above the mean of singles)",
    "column.interleukin": "interleukin-6 (log units above the mean of singles)",
    "column.pair": "pair of markers",
    "column.found": "correlation in this study",
    "column.low": "lower end of its 95 % interval",
    "column.high": "upper end of its 95 % interval",
    "column.endless": "correlation in an endless study",
    "column.time": "time (turnovers of oxytocin)",
    "column.watched_oxytocin": "oxytocin of one lover, watched (log units)",
    "column.watched_endorphin": "β-endorphin, watched (log units)",
    "column.watched_interleukin": "interleukin-6, watched (log units)",
    "column.pushed_oxytocin": "oxytocin, up after the push (log units)",
    "column.pushed_endorphin": "β-endorphin, up after the push (log units)",
    "column.pushed_interleukin": "interleukin-6, up after the push (log units)",
    "column.synchrony": "synchrony of behaviour",
    # levels and links
    "groups.title": "Levels and links",
    "groups.question": "Singles, new parents, new lovers: who has how much, and in whom do the markers go together?",
    "groups.claim": "each bond drives its own markers, and markers push each other",
    "groups.rival.driver": "no crosstalk: one shared influence shakes all three",
    "groups.rival.one_knob": "one knob: a single strength of bonding",
    "groups.rival.levels": "levels only: no more crosstalk than in singles",
    "groups.alt": "Left, the levels of three markers in singles, new parents and new lovers: each person of one study as a small mark, the "
                  "group's mean as a bar. Right, how closely the three markers go together in each group, from 0 to 1. Diamonds above "
                  "show the published order, which has no scale.",
    "groups.levels": "Levels (0: mean of singles)",
    "groups.levels.y": "log units; 0.7 is twice",
    "groups.links": "Links",
    "groups.links.y": "mean correlation",
    "groups.order": "published order",
    "groups.yes": "same order",
    "groups.no": "other order",
    "groups.preset.published": "Two drives and crosstalk",
    "groups.preset.published.note": "The claim: love drives oxytocin, care drives the two others, and crosstalk passes it on.",
    "groups.preset.night": "One bad night for everybody",
    "groups.preset.night.note": "A rival's world: a shared influence, and no marker hears another. Look at the links.",
    "groups.preset.dial": "One dial for bonding",
    "groups.preset.dial.note": "A rival's world: whoever bonds more has more of everything.",
    "groups.preset.quiet": "Nothing is driven",
    "groups.preset.quiet.note": "Neither love nor care drives anything. What happens to the levels, and what to the links?",
    "groups.preset.louder": "More of everything, no closer",
    "groups.preset.louder.note": "A rival's world: levels rise, and the markers listen to each other as little as in singles.",
    "groups.mission.links": "Links without levels: all three groups have the same levels, and the links still come in the published order.",
    "groups.mission.levels": "Levels without links: in the claim's world, with oxytocin and the two others in the published orders and "
                             "equally close links in all groups.",
    "groups.mission.nobody": "Nobody talks: get all three published orders in the world without any crosstalk.",
    "groups.said.claim": "An endless study reads {lovers} times the oxytocin of singles in lovers and {parents} times in parents. The "
                         "mean correlation is {singles_link} in singles, {parents_link} in parents and {lovers_link} in lovers. {orders}",
    "groups.said.driver": "No marker pushes another here. An endless study reads {lovers} times the oxytocin of singles in lovers and "
                          "{parents} times in parents; the mean correlation is {singles_link} in singles, {parents_link} in parents and "
                          "{lovers_link} in lovers. {orders}",
    "groups.orders.0": "None of the three published orders comes out.",
    "groups.orders.1": "One of the three published orders comes out.",
    "groups.orders.2": "Two of the three published orders come out.",
    "groups.orders.3": "All three published orders come out.",
    # how sure one study is
    "sure.title": "How sure is one study?",
    "sure.question": "So many people, one blood sample each, and an assay that may read something else: what can the study tell?",
    "sure.claim": "markers push each other",
    "sure.rival.driver": "no crosstalk: one shared influence",
    "sure.rival.levels": "no more crosstalk than in singles",
    "sure.alt": "Left, nine correlations, three pairs of markers in three groups: what this study finds, with its interval, and a short "
                "upright line for what an endless study would find. Right, each lover's oxytocin reading against β-endorphin.",
    "sure.forest": "Correlations in this study",
    "sure.forest.x": "correlation (upright: endless study)",
    "sure.people": "New lovers, one by one",
    "sure.people.x": "oxytocin reading",
    "sure.people.y": "β-endorphin",
    "sure.preset.published": "189 people",
    "sure.preset.published.note": "The size of the study; we put a third in each group. Draw new samples and watch the intervals.",
    "sure.preset.small": "Thirty people",
    "sure.preset.small.note": "Ten in each group. The world is the same.",
    "sure.preset.large": "1,500 people",
    "sure.preset.large.note": "Nobody has done it. Now the groups come apart.",
    "sure.preset.doubt": "A doubtful assay",
    "sure.preset.doubt.note": "Three tenths of the reading's variance in singles come from oxytocin.",
    "sure.preset.void": "An assay of something else",
    "sure.preset.void.note": "Nothing in the reading is oxytocin. Which correlations are gone, and which stay?",
    "sure.mission.lucky": "Found by luck: the assay reads no oxytocin at all, and this study still finds oxytocin in the published order.",
    "sure.mission.missed": "Missed by bad luck: at least 150 people, links that truly come in the published order with 0.15 between "
                           "groups, and a study that does not find it.",
    "sure.mission.apart": "Apart at last: with crosstalk as it was at the start, let the intervals of parents and lovers for oxytocin and "
                          "β-endorphin part.",
    "sure.said_overlap": "With {people} people in a group, oxytocin and β-endorphin correlate at {parents} in parents (interval "
                         "{parents_low} to {parents_high}) and at {lovers} in lovers ({lovers_low} to {lovers_high}): the intervals "
                         "overlap. An endless study would read {true_parents} and {true_lovers}.",
    "sure.said_apart": "With {people} people in a group, oxytocin and β-endorphin correlate at {parents} in parents (interval "
                       "{parents_low} to {parents_high}) and at {lovers} in lovers ({lovers_low} to {lovers_high}): the intervals do not "
                       "overlap. An endless study would read {true_parents} and {true_lovers}.",
    # an experiment
    "push.title": "Talking, or the same noise?",
    "push.question": "Watch the markers of somebody in love; then push oxytocin up and see who notices.",
    "push.claim": "markers push each other",
    "push.rival": "no crosstalk: one shared influence",
    "push.alt": "Left, three markers of one new lover over time, each on a row of its own. Right, an experiment: oxytocin is raised by 1 at "
                "time 0, and lines show how far each of the three is up afterwards.",
    "push.watch": "Watching one new lover",
    "push.watch.x": "time (turnovers of oxytocin)",
    "push.do": "Pushing oxytocin up",
    "push.do.x": "time since the push",
    "push.do.y": "up by (log units)",
    "push.preset.love": "Newly in love",
    "push.preset.love.note": "Crosstalk 1.1. The push reaches the two others.",
    "push.preset.noise": "The same noise",
    "push.preset.noise.note": "A rival's world with the same mean correlation. Only the push tells.",
    "push.preset.single": "As little as in singles",
    "push.preset.single.note": "Crosstalk 0.15 in lovers too. How much of the push arrives?",
    "push.preset.edge": "Close to the edge",
    "push.preset.edge.note": "Crosstalk 1.3. Watch how long the push takes to fade.",
    "push.mission.deaf": "Together and deaf: markers that correlate at 0.6 or more in lovers, and a push that reaches neither of the others.",
    "push.mission.heard": "Heard: a push to oxytocin after which β-endorphin rises by a sixth of it or more.",
    "push.mission.slow": "Slow to settle: lovers in whom a disturbance lasts at least three times as long as in singles.",
    "push.said": "Raised by 1 in lovers, oxytocin lifts β-endorphin by up to {endorphin} and interleukin-6 by up to {interleukin}. A "
                 "disturbance takes {lovers} turnovers of oxytocin to shrink to 37 % in lovers, {singles} in singles.",
    "push.said_driver": "Raised by 1 in lovers, oxytocin lifts neither of the others: nobody pushes anybody here. And yet the three "
                        "correlate at {coupling} on average.",
    "push.said_none": "Without any crosstalk in lovers, raising oxytocin by 1 lifts neither of the others, and the three do not correlate.",
    # by way of oxytocin
    "way.title": "By way of oxytocin?",
    "way.question": "β-endorphin goes with synchrony of behaviour. Does it still, when oxytocin is held?",
    "way.claim": "markers push each other",
    "way.rival": "no crosstalk: one shared influence moves markers and synchrony",
    "way.alt": "Left, synchrony of behaviour against β-endorphin in each parent and each lover. Right, how strongly synchrony goes with "
               "β-endorphin and with interleukin-6, first alone, then with oxytocin held: filled for an endless study, open for this one.",
    "way.people": "Parents and lovers, one by one",
    "way.people.x": "β-endorphin (SD)",
    "way.people.y": "synchrony (SD)",
    "way.effects": "How much goes with it",
    "way.effects.y": "slope (SD for 1 SD)",
    "way.alone": "the two\nalone",
    "way.given": "oxytocin\nheld",
    "way.this": "this study",
    "way.preset.through": "All by way of oxytocin",
    "way.preset.through.note": "Synchrony follows oxytocin alone; the two others only ride along.",
    "way.preset.direct": "Past oxytocin",
    "way.preset.direct.note": "Synchrony follows the two others and not oxytocin.",
    "way.preset.poor": "By way of it, poorly read",
    "way.preset.poor.note": "As at first, but only three tenths of the reading's variance in singles are oxytocin's.",
    "way.preset.noise": "The same noise",
    "way.preset.noise.note": "A rival's world: synchrony follows the shared influence. No marker does anything.",
    "way.mission.hide": "Hidden by the assay: all goes by way of oxytocin, an endless study sees at least 0.1 for the two others alone, and "
                        "more than half of both is still there when oxytocin is held.",
    "way.mission.luck": "By luck: oxytocin does nothing for synchrony in the claim's world, and in a study of 150 people or more holding it "
                        "still takes away at least half of both.",
    "way.said": "In an endless study synchrony goes up by {endorphin} SD with β-endorphin and by {interleukin} with interleukin-6; with "
                "oxytocin held, by {endorphin_held} and {interleukin_held}. This study finds {sample_endorphin} and {sample_interleukin}, "
                "then {sample_endorphin_held} and {sample_interleukin_held}.",
}

say = Phrases(WORDS)


def describe_groups(run, parameters, rival: str) -> str:
    """The sentence under levels and links."""
    singles, parents, lovers = run.coupling
    return say("groups.said.driver" if rival == "driver" else "groups.said.claim", lovers=number(math.exp(run.reading[2, 0]), 1),
               parents=number(math.exp(run.reading[1, 0]), 1), singles_link=number(singles), parents_link=number(parents),
               lovers_link=number(lovers), orders=say(f"groups.orders.{int(run.holds.sum())}"))


def overlap(run) -> bool:
    """Whether the intervals of parents and lovers for oxytocin and β-endorphin overlap in this study."""
    parents, lovers = run.sample_interval[1, 0], run.sample_interval[2, 0]
    return bool(lovers[0] <= parents[1] and parents[0] <= lovers[1])


def describe_sure(run, parameters, rival: str) -> str:
    """The sentence under how sure one study is."""
    parents, lovers = run.sample_interval[1, 0], run.sample_interval[2, 0]
    return say("sure.said_overlap" if overlap(run) else "sure.said_apart", people=round(parameters.people / 3),
               parents=number(run.sample_correlation[1, 0]), parents_low=number(parents[0]), parents_high=number(parents[1]),
               lovers=number(run.sample_correlation[2, 0]), lovers_low=number(lovers[0]), lovers_high=number(lovers[1]),
               true_parents=number(run.correlation[1, 0]), true_lovers=number(run.correlation[2, 0]))


def describe_push(run, parameters, rival: bool) -> str:
    """The sentence under the experiment."""
    if parameters.crosstalk_lovers == 0:
        return say("push.said_none")
    if rival:
        return say("push.said_driver", coupling=number(coupling_in_lovers(run)))
    lifted = run.push[2].max(axis=0)
    return say("push.said", endorphin=number(lifted[1]), interleukin=number(lifted[2]), lovers=number(run.settling_time[2], 1),
               singles=number(run.settling_time[0], 1))


def coupling_in_lovers(run) -> float:
    """Mean true correlation of the three markers in lovers, whatever the assay."""
    spread = run.covariance[2].diagonal() ** 0.5
    correlation = run.covariance[2] / spread / spread[:, None]
    return float((correlation[0, 1] + correlation[0, 2] + correlation[1, 2]) / 3)


def describe_way(run, parameters, rival: bool) -> str:
    """The sentence under the way by oxytocin."""
    values = {"": run.effects_alone, "_held": run.effects_given}
    sample = {"": run.sample_alone, "_held": run.sample_given}
    return say("way.said", **{f"{name}{end}": number(pair[k]) for end, pair in values.items() for k, name in
                              enumerate(("endorphin", "interleukin"))},
               **{f"sample_{name}{end}": number(pair[k]) for end, pair in sample.items() for k, name in
                  enumerate(("endorphin", "interleukin"))})
