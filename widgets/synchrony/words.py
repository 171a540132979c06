"""What the panel on synchrony says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import math

from widgets.phrases import Phrases, number

WORDS = {
    "title": "Two people falling into step",
    # two clocks
    "in_step.title": "In step",
    "in_step.question": "Two people, two rhythms. Do they end up sharing one?",
    "in_step.claim": "they listen to each other",
    "in_step.rival": "they cannot hear each other; both follow one drum",
    "in_step.alt": "Above, the last six seconds of what each person does: two waves, the first solid, the second dashed. Beside it "
                   "both as marks that run round a circle, clockwise. Below, over thirty seconds, how far the first is ahead, in turns.",
    "in_step.waves": "The last 6 seconds",
    "in_step.ahead": "How far the first is ahead",
    "in_step.turns": "turns",
    "in_step.settle": "where they would settle",
    "in_step.preset.friends": "Two who know each other",
    "in_step.preset.friends.note": "Strong enough to lock: the line below goes flat.",
    "in_step.preset.strangers": "Two strangers",
    "in_step.preset.strangers.note": "Too weak to lock: one overtakes the other again and again.",
    "in_step.preset.edge": "Only just not",
    "in_step.preset.edge.note": "Just under the threshold: they linger where they nearly agree, then slip.",
    "in_step.preset.drum": "One drum, no link",
    "in_step.preset.drum.note": "The rival's world. Does the picture look different?",
    "in_step.preset.nudge": "A nudge",
    "in_step.preset.nudge.note": "At 15 s the first is pushed ahead. Then switch worlds: who notices?",
    "in_step.mission.lock": "In step: with rhythms at least 1 rad/s apart, make the two lock.",
    "in_step.mission.behind": "Who is ahead: keep them locked, with the first one behind.",
    "in_step.mission.drum": "No link at all: in the rival's world, make the two look in step.",
    "in_step.mission.tell": "Tell them apart: while they are in step, nudge the first, in the claim's world and then in the rival's. Where does the second notice?",
    "in_step.locked": "Linked and locked: from 10 s on they share one rhythm, with the first {ahead}. Togetherness {together} of 1.",
    "in_step.locked_drum": "No link, yet locked: both keep up with the drum, so they share one rhythm, with the first {ahead}. "
                           "Togetherness {together} of 1.",
    "in_step.noisy": "Linked, and left in peace they would lock; {cause} makes them slip {slips}. Togetherness {together} of 1.",
    "in_step.noisy_drum": "No link, and left in peace the drum would hold both; {cause} makes them slip {slips}. "
                          "Togetherness {together} of 1.",
    "in_step.free": "Linked, but too weakly for such different rhythms: from 10 s on they come apart {slips}. "
                    "Togetherness {together} of 1.",
    "in_step.free_drum": "No link, and the drum is too weak for such different rhythms: they come apart {slips}. "
                         "Togetherness {together} of 1.",
    "in_step.alone": "Neither listens (K is 0), so each keeps a rhythm of their own: from 10 s on they come apart {slips}. "
                     "Togetherness {together} of 1.",
    "in_step.alone_drum": "No link, and nobody heeds the drum (K is 0), so each keeps a rhythm of their own: they come "
                          "apart {slips}. Togetherness {together} of 1.",
    "cause.noise": "unsteadiness",
    "cause.nudge": "the nudge",
    "cause.both": "unsteadiness or the nudge",
    "ahead.first": "{seconds} s ahead",
    "ahead.second": "{seconds} s behind",
    "ahead.nobody": "neither ahead nor behind",
    "times.none": "by less than a turn",
    "times.once": "by one whole turn",
    "times.many": "by {count} whole turns",
    # relative phase
    "in_or_against.title": "In step or against",
    "in_or_against.question": "Feet can fall together or in turn. When do both ways hold?",
    "in_or_against.claim": "two ways to agree: at once, or in turns",
    "in_or_against.rival": "one way to agree: at once (b is 0)",
    "in_or_against.alt": "A landscape of hills and valleys over the relative phase, with a ball where the pair is now; and the relative "
                         "phase over thirty seconds.",
    "in_or_against.landscape": "The landscape, and where they are",
    "in_or_against.landscape_short": "The landscape",
    "in_or_against.height": "height V (rad²/s)",
    "in_or_against.time": "In 30 s",
    "in_or_against.at_once": "at once",
    "in_or_against.in_turns": "in turns",
    "in_or_against.stable": "holds",
    "in_or_against.unstable": "does not hold",
    "in_or_against.preset.slow": "A slow walk",
    "in_or_against.preset.slow.note": "Two valleys. Begun in turns, it stays in turns.",
    "in_or_against.preset.fast": "Ever faster",
    "in_or_against.preset.fast.note": "A smaller b, as at a faster tempo: the valley on the right is gone.",
    "in_or_against.preset.together": "Begun together",
    "in_or_against.preset.together.note": "The same landscape, another start: it stays where it began.",
    "in_or_against.preset.apart": "Too different",
    "in_or_against.preset.apart.note": "The landscape is tilted until no valley is left.",
    "in_or_against.mission.turns": "With rhythms at least 0.5 rad/s apart, keep them in turns for most of the thirty seconds.",
    "in_or_against.mission.fall": "Begin in turns (φ₀ above 2.5) and make them end up at once.",
    "in_or_against.both": "Both ways hold here. Begun at {start} rad, they were at once for {near} % of the time and in turns for "
                          "{far} %.",
    "in_or_against.in_only": "Only moving at once holds here. Begun at {start} rad, they were at once for {near} % of the time and in "
                             "turns for {far} %.",
    "in_or_against.anti_only": "Only taking turns holds here. Begun at {start} rad, they were at once for {near} % of the time and in "
                               "turns for {far} %.",
    "in_or_against.other": "{count} relative phase holds here, neither exactly at once nor in turns. They were near at once for {near} % "
                           "of the time and near in turns for {far} %.",
    "in_or_against.none": "Nothing holds here: no valley is left, and one overtakes the other {slips}.",
    # a pair that adapts
    "what_stays.title": "What stays",
    "what_stays.question": "Twenty seconds apart, a while in sight, twenty seconds apart. Is anything kept?",
    "what_stays.claim": "rhythms adapt while they see each other",
    "what_stays.rival": "they move together, and nothing is kept (ε is 0)",
    "what_stays.alt": "Above, each person's own rhythm over time, with the time in sight of each other shaded. Below, the share of the "
                      "difference that was left afterwards, beside three published values.",
    "what_stays.rhythms": "Each one's own rhythm",
    "what_stays.rhythm_axis": "rad/s",
    "what_stays.in_sight": "in sight",
    "what_stays.left": "Difference left (squares: published)",
    "what_stays.this": "this run",
    "what_stays.uncoordinated": "uncoordinated",
    "what_stays.intermittent": "now and then",
    "what_stays.coordinated": "coordinated",
    "what_stays.preset.alike": "Much alike",
    "what_stays.preset.alike.note": "They lock while in sight, and part with rhythms nearer to each other.",
    "what_stays.preset.unlike": "Very different",
    "what_stays.preset.unlike.note": "They never lock. What is left?",
    "what_stays.preset.glance": "A short glance",
    "what_stays.preset.glance.note": "Five seconds instead of twenty.",
    "what_stays.mission.keep": "Make a pair that keeps less than a fifth of its difference.",
    "what_stays.mission.nothing": "Make a pair that sees each other for 20 s or more and keeps next to nothing of it, without the rival's help.",
    "what_stays.kept": "In sight they were together {together} of 1. Their rhythms differed by {before} rad/s before and by {after} rad/s "
                       "after: {share} % of the difference is left.",
    "what_stays.none": "They never saw each other, so nothing changed: {share} % of the difference of {before} rad/s is left.",
    # who leads
    "who_leads.title": "Who leads",
    "who_leads.question": "Each one's excitement rises and falls. Who comes first, and does that mean leading?",
    "who_leads.claim": "they follow each other, a little late",
    "who_leads.rival": "a hidden third reaches one sooner; nobody follows",
    "who_leads.alt": "Above, the first minute of both people's excitement, the first solid, the second dashed. Below, their correlation "
                     "at every lag from minus four to four seconds, with the highest point marked.",
    "who_leads.series": "First minute",
    "who_leads.engaged": "engaged",
    "who_leads.by_lag": "Correlation by lag",
    "who_leads.lag_axis": "lag (s): left, the second comes first; right, the first",
    "who_leads.lag_axis_short": "lag (s); right of 0, the first comes first",
    "who_leads.expected": "endless, always engaged",
    "who_leads.peak": "{lag} s",
    "who_leads.preset.three": "As found at 3 months",
    "who_leads.preset.three.note": "The first is the infant: it leads, the adult follows. How strongly and how late is made up.",
    "who_leads.preset.nine": "As found at 9 months",
    "who_leads.preset.nine.note": "Both follow each other: two humps. That both do so alike is made up.",
    "who_leads.preset.day": "Engaged now and then",
    "who_leads.preset.day.note": "They are engaged for a tenth of the time only.",
    "who_leads.mission.mutual": "Make both sides of zero rise alike, in the claim's world.",
    "who_leads.mission.fool": "In the rival's world, make the second seem to lead.",
    "who_leads.leads_first": "The correlation is strongest, {strength}, where the first comes {lag} s earlier: the first seems to lead.",
    "who_leads.leads_second": "The correlation is strongest, {strength}, where the second comes {lag} s earlier: the second seems to "
                              "lead.",
    "who_leads.leads_nobody": "The correlation is strongest, {strength}, at no lag at all: neither seems to lead.",
    "who_leads.mutual": "The correlation has two humps of like height, {strength} and {other}: each seems to follow the other.",
    "who_leads.weak": "No correlation stands out: the strongest, {strength}, is within what chance gives in {minutes} min.",
    "who_leads.with_truth": "{seems} {truth}",
    "who_leads.truth_rival": "In this world nobody follows anybody.",
    "who_leads.truth_both": "In this world each does follow the other.",
    "who_leads.truth_first": "In this world the first does follow the second, and not the other way round.",
    "who_leads.truth_second": "In this world the second does follow the first, and not the other way round.",
    "who_leads.truth_none": "In this world neither follows the other.",
    "who_leads.episodes": "{seems} {truth} At the follower's lag it is {inside} while they are engaged, {outside} while they are not, {all} over "
                          "all.",
    # what the pictures share
    "first": "first",
    "second": "second",
    "drum": "drum",
    "pinned": "pinned",
    "time": "time (s)",
    "moment.label": "Time",
    "moment.meaning": "the moment the picture shows",
    # columns of the data
    "column.time": "time (s)",
    "column.first": "first",
    "column.second": "second",
    "column.drum": "drum",
    "column.relative_phase": "relative phase (rad)",
    "column.rhythm_first": "rhythm of first (rad/s)",
    "column.rhythm_second": "rhythm of second (rad/s)",
    "column.engaged": "engaged",
}


say = Phrases(WORDS)


def times(count: int) -> str:
    """How many whole turns, in words."""
    return say("times.none" if count == 0 else "times.once" if count == 1 else "times.many", count=count)


def ahead(seconds: float) -> str:
    """Who is ahead, in words."""
    if abs(seconds) < 0.005:
        return say("ahead.nobody")
    return say("ahead.first" if seconds > 0 else "ahead.second", seconds=number(abs(seconds)))


def describe_clocks(run, parameters, rival: bool) -> str:
    """The sentence under two clocks."""
    kind = ("locked" if run.slips == 0 and run.together > 0.5 else "noisy") if run.locked else "free"
    if parameters.coupling_strength == 0:
        kind = "alone"
    cause = "noise" if parameters.nudge == 0 else "nudge" if parameters.noise_strength == 0 else "both"
    return say(f"in_step.{kind}{'_drum' * rival}", ahead=ahead(run.lag), together=number(run.together), slips=times(run.slips),
               cause=say(f"cause.{cause}"))


def describe_hkb(run, parameters, rival: bool) -> str:
    """The sentence under the landscape."""
    values = {"start": number(parameters.start_phase, 1), "near": round(100 * run.near_in_phase),
              "far": round(100 * run.near_anti_phase), "slips": times(run.slips)}
    held = [abs(phase) for phase, stable in zip(run.fixed_points.tolist(), run.stable.tolist()) if stable]
    if not held:
        return say("in_or_against.none", **values)
    at_once, in_turns = any(p < math.pi / 4 for p in held), any(p > 3 * math.pi / 4 for p in held)
    kind = {(True, True): "both", (True, False): "in_only", (False, True): "anti_only"}.get((at_once, in_turns), "other")
    return say(f"in_or_against.{kind}", count=len(held), **values)


def describe_adaptive(run, parameters, rival: bool) -> str:
    """The sentence under what stays."""
    return say("what_stays.kept" if parameters.seeing_time > 0 else "what_stays.none", together=number(run.together),
               before=number(run.difference_before), after=number(run.difference_after), share=number(100 * run.kept, 0))


def describe_lagged(run, parameters, rival: bool) -> str:
    """The sentence under who leads."""
    values = run.correlation.tolist()
    middle = len(values) // 2
    left, right = max(values[:middle], key=abs), max(values[middle + 1:], key=abs)
    strongest = max(values, key=abs)
    # About what the largest of 33 lags reaches by chance: moods that last leave fewer separate pieces of news.
    lasting = parameters.carry_over**2
    noise = 3.1 * math.sqrt((1 + lasting) / (1 - lasting) / len(run.time))
    if abs(strongest) < noise:
        kind = "weak"
    elif min(abs(left), abs(right)) > max(noise, 0.75 * abs(strongest)) and abs(run.peak_lag) > 0.3:
        kind = "mutual"
    else:
        kind = "leads_first" if run.peak_lag > 0.01 else "leads_second" if run.peak_lag < -0.01 else "leads_nobody"
    seems = say(f"who_leads.{kind}", strength=number(strongest), other=number(left if strongest == right else right),
                lag=number(abs(run.peak_lag)), minutes=number(parameters.minutes, 0))
    follows = {(True, True): "both", (True, False): "first", (False, True): "second", (False, False): "none"}[
        bool(parameters.first_follows), bool(parameters.second_follows)]
    truth = say("who_leads.truth_rival" if rival else f"who_leads.truth_{follows}")
    if parameters.engaged_share < 1 and not math.isnan(run.concordance_engaged) and not math.isnan(run.concordance_apart):
        return say("who_leads.episodes", seems=seems, truth=truth, inside=number(run.concordance_engaged),
                   outside=number(run.concordance_apart), all=number(run.concordance))
    return say("who_leads.with_truth", seems=seems, truth=truth)
