"""Every sentence of the panel on continuity, as templates: what is shown is data, so that it can be translated."""

from __future__ import annotations

from widgets.continuity.model import SECURE_ABOVE, changed_class
from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "What is carried over",
    # mates and peers
    "mates_and_peers.title": "Mates and peers",
    "mates_and_peers.question": "Forty animals bond with a mate and with a peer. Is one machinery at work, and does that "
                                "make one bond like the other?",
    "mates_and_peers.claim": "one machinery, which leans on dopamine more for some bonds",
    "mates_and_peers.rival.one_weight": "one machinery, the same in every respect",
    "mates_and_peers.rival.separate": "two machineries, one for each bond",
    "mates_and_peers.alt": "Left, the share of time that each of forty animals spends with its mate and with its peer, "
                           "once with dopamine as it comes and once as it is now, joined by lines. Right, a dot for each "
                           "animal: its preference for the mate against its preference for the peer.",
    "mates_and_peers.bonds": "Time with the partner (share)",
    "mates_and_peers.bonds_short": "Share of time",
    "mates_and_peers.none": "no preference",
    "mates_and_peers.mate": "mate",
    "mates_and_peers.peer": "peer",
    "mates_and_peers.untreated": "as it\ncomes",
    "mates_and_peers.now": "now",
    "mates_and_peers.found_mate": "found, if\nblocked: gone",
    "mates_and_peers.found_peer": "found, if\nblocked: kept",
    "mates_and_peers.across": "Across animals",
    "mates_and_peers.with_mate": "with mate",
    "mates_and_peers.with_peer": "with peer",
    "mates_and_peers.r": "r = {r}",
    "mates_and_peers.preset.usual": "Twelve hours together",
    "mates_and_peers.preset.usual.note": "Both bonds form. The right picture asks whether they go together.",
    "mates_and_peers.preset.blocked": "Dopamine blocked",
    "mates_and_peers.preset.blocked.note": "What was found in prairie voles: one preference goes, the other stays.",
    "mates_and_peers.preset.help": "Three hours and an agonist",
    "mates_and_peers.preset.help.note": "Too short for much of a bond. More dopamine helps, even with a peer.",
    "mates_and_peers.preset.equal": "All animals equal",
    "mates_and_peers.preset.equal.note": "The same machinery in both bonds and in every animal. Look right.",
    "mates_and_peers.preset.unequal": "Very different animals",
    "mates_and_peers.preset.unequal.note": "Some bond fast, some slowly, with mates and peers alike.",
    "mates_and_peers.mission.spare": "As found: in the claim's world, take away the preference for the mate and spare the "
                                     "one for the peer.",
    "mates_and_peers.mission.price": "What it costs: where the machinery is the same in every respect, let the peers' bond "
                                     "survive a full block.",
    "mates_and_peers.mission.help": "Not needed, but helpful: within four hours, raise the peers' preference by a fifth.",
    "mates_and_peers.mission.nothing": "Shared, yet silent: in the claim's world, dopamine as it comes, make one bond tell "
                                       "next to nothing of the other.",
    "mates_and_peers.as_it_comes": "{world} The animals spend {mate} of the time with the mate and {peer} with the peer, "
                                   "on average. Across animals r = {r}: one preference tells {much} of the other.",
    "mates_and_peers.changed": "{world} With dopamine at {dopamine}, the preference for the mate is {kept_mate} of what it "
                               "would be at 1, that for the peer {kept_peer}. Across animals r = {r}: one preference tells "
                               "{much} of the other.",
    "world.claim": "One machinery, two weights of dopamine.",
    "world.one_weight": "One machinery, one weight of dopamine.",
    "world.separate": "Two machineries.",
    "much.nothing": "next to nothing",
    "much.little": "a little",
    "much.more": "a good deal",
    # falls and levels off
    "falls_and_levels.title": "Falls, and levels off?",
    "falls_and_levels.question": "People are measured again and again. The longer the time between, the less alike. Down "
                                 "to nothing?",
    "falls_and_levels.claim": "a prototype keeps pulling people back",
    "falls_and_levels.rival": "experience revises; nothing pulls back (b is 0)",
    "falls_and_levels.alt": "Large, the correlation with the first measurement at every lag from 0 to 40 steps: dots for "
                            "this study, a line for an endless one; in a strip beside it, a published value. Smaller, "
                            "three people's scores over the same time.",
    "falls_and_levels.correlation": "Correlation with the first measurement",
    "falls_and_levels.correlation_short": "Correlation with first",
    "falls_and_levels.lag": "steps between the two",
    "falls_and_levels.study": "this study",
    "falls_and_levels.endless": "endless study",
    "falls_and_levels.plateau": "long run",
    "falls_and_levels.published": "found",
    "falls_and_levels.people": "Three people",
    "falls_and_levels.scores": "score (in spreads)",
    "falls_and_levels.step": "step",
    "falls_and_levels.event": "negative\nevents",
    "falls_and_levels.preset.level": "Pulled back",
    "falls_and_levels.preset.level.note": "The line falls, then runs level. The marks on the right are where each one is "
                                          "pulled to.",
    "falls_and_levels.preset.revised": "Revised and revised",
    "falls_and_levels.preset.revised.note": "The rival's world: the line goes to nothing, only slowly.",
    "falls_and_levels.preset.blurred": "A poor ruler",
    "falls_and_levels.preset.blurred.note": "The same people, measured badly: the whole line sinks.",
    "falls_and_levels.preset.fifty": "Fifty people",
    "falls_and_levels.preset.fifty.note": "Draw new samples: how far do the dots stray from the line?",
    "falls_and_levels.mission.claim_28": "With the prototype: let an endless study find .28 (within .02) at 40 steps.",
    "falls_and_levels.mission.rival_28": "Without it: let an endless study find .28 (within .02) at 10 steps.",
    "falls_and_levels.mission.ruler": "Leave the people as they are (a .15, b .05, spread 1), and bring the long-run level "
                                      "under .25.",
    "falls_and_levels.levels": "In this study r is {ten} after 10 steps and {forty} after 40; in an endless one, {e_ten} "
                               "and {e_forty}. It levels off: in the long run {plateau} is left.",
    "falls_and_levels.wears": "In this study r is {ten} after 10 steps and {forty} after 40; in an endless one, {e_ten} "
                              "and {e_forty}. In the long run it goes to {plateau}.",
    # what life does
    "what_life_does.title": "What life does",
    "what_life_does.question": "Secure or insecure at the first measurement, and at the last: who changes class?",
    "what_life_does.claim": "a prototype keeps pulling people back",
    "what_life_does.rival": "experience revises; nothing pulls back (b is 0)",
    "what_life_does.alt": "Large, a dot for each person: first score across, last score up, with the border of secure as a "
                          "line each way; people who met negative life events are squares. Smaller, the share that changed "
                          "class in both groups, beside published shares with their intervals.",
    "what_life_does.first": "first (in spreads)",
    "what_life_does.last": "last (in spreads)",
    "what_life_does.became_secure": "became secure",
    "what_life_does.became_insecure": "became insecure",
    "what_life_does.changed": "Changed class",
    "what_life_does.without": "no events",
    "what_life_does.with": "events",
    "what_life_does.this": "this study",
    "what_life_does.endless": "endless",
    "what_life_does.published": "found (95 %)",
    "what_life_does.preset.twenty": "Fifty people, twenty years",
    "what_life_does.preset.twenty.note": "As many people as in the published study. Draw a few new samples.",
    "what_life_does.preset.calm": "Events that weigh nothing",
    "what_life_does.preset.calm.note": "Both groups change alike. How many change all the same?",
    "what_life_does.preset.heavy": "Heavy events",
    "what_life_does.preset.heavy.note": "The squares sink. Not all of them: people differ.",
    "what_life_does.preset.nothing": "Nothing lasts",
    "what_life_does.preset.nothing.note": "The rival's world. Nobody's class is news after forty steps.",
    "what_life_does.mission.match": "Match both published shares in an endless study (22 % within 3, 44 % within 5), in "
                                    "the claim's world.",
    "what_life_does.mission.luck": "Fifty people, events of weight 0.5 or more, the claim's world: draw a study in which "
                                   "those with events changed less often.",
    "what_life_does.mission.easy": "Events of weight 1 or more, and yet an endless study differs by less than 5 points.",
    "what_life_does.now": "Of {n_without} people without negative life events {without} changed class; of {n_with} with "
                          "them, {with_}. In an endless study: {e_without} and {e_with}. If the first score said nothing "
                          "of the last, and nothing had happened, it would be {chance}.",
    # two maps
    "two_maps.title": "Two maps",
    "two_maps.question": "Which of 200 places answer to one bond, and which to another? What does an overlap tell?",
    "two_maps.claim": "some places are shared, some are not",
    "two_maps.rival.one": "one machinery: the very same places",
    "two_maps.rival.separate": "two machineries: no place in common",
    "two_maps.alt": "Large, 200 places in a row: the first bond's z upward, the second's downward, places above the "
                    "threshold marked. Smaller, how much the two maps overlap, beside the overlap of the same bond scanned "
                    "twice and of places drawn by lot; and how many places are shown for both or for one only, filled as "
                    "far as they answer reliably more to that one; above it, how many regions were found.",
    "two_maps.strip": "200 places: first bond up, second down",
    "two_maps.strip_short": "First bond up, second down",
    "two_maps.first": "first",
    "two_maps.second": "second",
    "two_maps.both": "shown for both",
    "two_maps.truth": "truly",
    "two_maps.overlap": "Overlap (share)",
    "two_maps.bonds": "two bonds",
    "two_maps.again": "first, twice",
    "two_maps.lot": "by lot",
    "two_maps.counts": "Places shown",
    "two_maps.both_only": "both",
    "two_maps.first_only": "first\nonly",
    "two_maps.second_only": "second\nonly",
    "two_maps.found": "found",
    "two_maps.preset.usual": "Twenty in the scanner",
    "two_maps.preset.usual.note": "A usual size. Compare the overlap of two bonds with that of one bond scanned twice.",
    "two_maps.preset.same": "One machinery, twenty people",
    "two_maps.preset.same.note": "The very same places are at work in both, and yet the maps differ.",
    "two_maps.preset.many": "A hundred in the scanner",
    "two_maps.preset.many.note": "Now the map is nearly the truth.",
    "two_maps.preset.weaker": "One machinery, a weaker answer",
    "two_maps.preset.weaker.note": "The second bond moves the same places less. Whose places seem to be special?",
    "two_maps.mission.fool": "In the world of one machinery, make the two maps overlap by less than a third.",
    "two_maps.mission.pattern": "In the world of one machinery, get the published pattern: shared places, at least four "
                                "that answer reliably more to the first bond, none to the second.",
    "two_maps.mission.true": "In the claim's world, scan enough people that the same bond scanned twice overlaps by .95.",
    "two_maps.shown": "Shown for both bonds: {both}; for the first only: {first}; for the second only: {second}. The maps "
                      "overlap by {overlap}, the first bond scanned twice by {again}, places drawn by lot by {lot}. "
                      "Reliably more for the first: {more_first}; for the second: {more_second}.",
    "two_maps.empty": "No place passes the threshold for either bond: there is nothing to overlap. Reliably more for the "
                      "first: {more_first}; for the second: {more_second}.",
    # what the pictures share
    "pinned": "pinned",
    # columns of the data
    "column.preference_mate": "share of time with the mate",
    "column.preference_peer": "share of time with the peer",
    "column.untreated_mate": "the same, mate, dopamine as it comes",
    "column.untreated_peer": "the same, peer, dopamine as it comes",
    "column.lag": "lag (steps)",
    "column.correlation": "correlation, this study",
    "column.expected_correlation": "correlation, endless study",
    "column.first_score": "first score (spreads)",
    "column.last_score": "last score (spreads)",
    "column.hardship": "negative life events",
    "column.place": "place",
    "column.first": "z, first bond",
    "column.second": "z, second bond",
    "column.again": "z, first bond again",
}

say = Phrases(WORDS)


def tells(r: float) -> str:
    """How much one preference tells of the other, in words."""
    return say("much.nothing" if abs(r) < 0.2 else "much.little" if abs(r) < 0.5 else "much.more")


def describe_machinery(run, parameters, rival: str) -> str:
    """The sentence under mates and peers."""
    kind = "as_it_comes" if parameters.dopamine == 1 else "changed"
    return say(f"mates_and_peers.{kind}", world=say(f"world.{rival or 'claim'}"), mate=percent(run.preference_mate.mean()),
               peer=percent(run.preference_peer.mean()), r=number(run.across_bonds), much=tells(run.across_bonds),
               dopamine=number(parameters.dopamine), kept_mate=percent(run.kept_mate), kept_peer=percent(run.kept_peer))


def describe_stability(run, parameters, rival: bool) -> str:
    """The sentence under falls and levels off."""
    name = "levels" if run.plateau >= 0.005 else "wears"
    return say(f"falls_and_levels.{name}", ten=number(run.correlation[10]),
               forty=number(run.correlation[40]), e_ten=number(run.expected_correlation[10]),
               e_forty=number(run.expected_correlation[40]), plateau=number(run.plateau))


def describe_life(run, parameters, rival: bool) -> str:
    """The sentence under what life does."""
    met = int(run.hardship.sum())
    return say("what_life_does.now", n_without=len(run.hardship) - met, n_with=met, without=percent(run.changed_without),
               with_=percent(run.changed_with), e_without=percent(run.expected_changed_without),
               e_with=percent(run.expected_changed_with), chance=percent(changed_class(0.0, SECURE_ABOVE, SECURE_ABOVE)))


def describe_maps(run, parameters, rival: str) -> str:
    """The sentence under the two maps."""
    both, either = run.shown_first & run.shown_second, run.shown_first | run.shown_second
    return say("two_maps.shown" if either.any() else "two_maps.empty", both=int(both.sum()),
               first=int((run.shown_first & ~both).sum()), second=int((run.shown_second & ~both).sum()),
               overlap=number(run.overlap), again=number(run.overlap_again), lot=number(run.overlap_by_chance),
               more_first=count(run.more_first, run), more_second=count(run.more_second, run))


def count(share: float, run) -> int:
    """A share of all places as a number of places."""
    return round(share * len(run.place))
