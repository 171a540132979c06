"""Every sentence of the measuring panel: templates with named placeholders, in one place, so that they can be translated."""

from __future__ import annotations

WORDS = {
    "title": "Measuring synchrony",
    "scene": "Measuring",
    "question": "Two wobbly lines. Which number says that the two are coordinated, and when may it be believed?",
    "claim": "Synchrony is what pairs without a link do not show (surrogates).",
    "rival": "Synchrony is a raw value above a textbook's threshold.",
    "alt": "The two lines; what is measured between them; and the measured value on a scale from 0 to 1, with the "
           "threshold above which it counts as synchrony and, with surrogates, how often pairs without a link reach each "
           "value",
    # the picture
    "series_made": "The first minute of {seconds:.0f} s",
    "series_minute": "The whole minute",
    "series_recorded": "Your recording, {seconds:.3g} s, both with the same spread",
    "series_time": "time (s)",
    "first": "first",
    "second": "second",
    "detail_correlation_wide": "Correlation by lag",
    "detail_windowed_wide": "Best fit by window",
    "detail_phase_wide": "Relative phase",
    "detail_correlation_narrow": "Correlation by lag, and its peak",
    "detail_windowed_narrow": "Best lag in each window, and its fit",
    "detail_phase_narrow": "Relative phase, moment by moment",
    "detail_correlation_large": "By lag",
    "detail_windowed_large": "Windows",
    "detail_phase_large": "Phase",
    "detail_lag_wide": "lag (s)",
    "detail_lag_narrow": "lag (s); right of 0 the first leads",
    "detail_lag_large": "lag (s)",
    "detail_in_step": "in step",
    "detail_opposite": "opposite",
    "scale_claim": "This pair and {number} surrogate pairs",
    "scale_rival": "This pair and a textbook's table",
    "scale_lowest": "≤ 0",
    "measured": "this pair {observed:.2f}",
    "threshold_claim": "chance: up to {threshold:.2f}",
    "threshold_rival": "textbook: {threshold:.2f}",
    "counts": "“synchrony”",
    "correlation": "highest correlation at any lag",
    "windowed": "best correlation in a window, mean",
    "phase": "phase-locking value",
    # the sentence under it
    "measure_correlation": "the highest correlation at any lag",
    "measure_windowed": "the mean of each window's best correlation",
    "measure_phase": "the phase-locking value",
    "claim_yes_strangers": "With {observed:.2f}, {measure} is above what 19 in 20 surrogate pairs reach "
                           "({threshold:.2f}; p = {p_value:.3f}). The test says synchrony, and is wrong: the two never "
                           "met. That happens to about one such pair in twenty.",
    "claim_no_strangers": "With {observed:.2f}, {measure} is no news: {count} of {number} surrogate pairs do as well "
                          "(p = {p_value:.3f}). The test says no synchrony, and is right: the two never met.",
    "claim_yes_follows": "With {observed:.2f}, {measure} is above what 19 in 20 surrogate pairs reach ({threshold:.2f}; "
                         "p = {p_value:.3f}). The test says synchrony, and is right: the second follows the first. Why "
                         "they are in step, it cannot say.",
    "claim_no_follows": "With {observed:.2f}, {measure} is no more than {count} of {number} surrogate pairs reach "
                        "(p = {p_value:.3f}). The test says no synchrony, and misses a true link: the second follows the "
                        "first.",
    "claim_yes_shared": "With {observed:.2f}, {measure} is above what 19 in 20 surrogate pairs reach ({threshold:.2f}; "
                        "p = {p_value:.3f}). The test says synchrony. It cannot tell that neither listens to the other: "
                        "both hear a third.",
    "claim_no_shared": "With {observed:.2f}, {measure} is no more than {count} of {number} surrogate pairs reach "
                       "(p = {p_value:.3f}). The test says no synchrony, and misses that both hear a third.",
    "claim_yes_unknown": "In your recording, {measure} is {observed:.2f}, above what 19 in 20 surrogate pairs reach "
                         "({threshold:.2f}; p = {p_value:.3f}). The test says synchrony. Whether one follows the other "
                         "or both hear a third, it cannot say.",
    "claim_no_unknown": "In your recording, {measure} is {observed:.2f}; {count} of {number} surrogate pairs do as well "
                        "(p = {p_value:.3f}). The test says no synchrony. That is no proof that there is none.",
    "rival_yes_strangers": "With {observed:.2f}, {measure} exceeds the {threshold:.2f} of a textbook's table. The raw "
                           "value says synchrony, and is wrong: the two never met.",
    "rival_no_strangers": "With {observed:.2f}, {measure} does not exceed the {threshold:.2f} of a textbook's table. The "
                          "raw value says no synchrony, and is right this time: the two never met.",
    "rival_yes_follows": "With {observed:.2f}, {measure} exceeds the {threshold:.2f} of a textbook's table. The raw "
                         "value says synchrony. The second does follow the first, but what two strangers would give, a "
                         "raw value does not say.",
    "rival_no_follows": "With {observed:.2f}, {measure} does not exceed the {threshold:.2f} of a textbook's table. The "
                        "raw value says no synchrony, and misses a true link: the second follows the first.",
    "rival_yes_shared": "With {observed:.2f}, {measure} exceeds the {threshold:.2f} of a textbook's table. The raw value "
                        "says synchrony. Both do hear a third, but what two strangers would give, a raw value does not say.",
    "rival_no_shared": "With {observed:.2f}, {measure} does not exceed the {threshold:.2f} of a textbook's table. The "
                       "raw value says no synchrony, and misses that both hear a third.",
    "rival_yes_unknown": "In your recording, {measure} is {observed:.2f} and exceeds the {threshold:.2f} of a textbook's "
                         "table. The raw value says synchrony. What two strangers would give, it does not say: ask the "
                         "surrogates.",
    "rival_no_unknown": "In your recording, {measure} is {observed:.2f} and does not exceed the {threshold:.2f} of a "
                        "textbook's table. The raw value says no synchrony.",
    # presets and missions
    "preset_strangers": "Two strangers who never met",
    "preset_strangers_note": "Each has a slow rhythm of about the same tempo. Switch between the claim and the rival.",
    "preset_follows": "One follows the other",
    "preset_follows_note": "The second does what the first did half a second before.",
    "preset_third": "Both hear a third",
    "preset_third_note": "Neither listens to the other, but one song reaches both. Can any measure tell?",
    "preset_no_rhythm": "Two who fidget, no rhythm",
    "preset_no_rhythm_note": "A link without a rhythm: one peak at half a second stands out.",
    "preset_short": "A weak link, one short minute",
    "preset_short_note": "The link is true. One minute of a slow rhythm holds too little to show it.",
    "mission_raw_fooled": "Make the raw value say synchrony for two who never met.",
    "mission_test_fooled": "Draw samples until even the surrogate test is fooled by two who never met.",
    "mission_link_missed": "Make the surrogate test miss a true link of at least 0.3.",
    # a recording
    "recording_label": "A table of two columns (CSV), with or without time before them",
    "recording_plain": "{names}: {points} points, {seconds:.4g} s. The length, what each one does and the link no longer "
                       "count.",
    "recording_no_time": "{names}: {points} points; without a column of times, a row is taken to be a second. The "
                         "length, what each one does and the link no longer count.",
    "recording_changed": "{names}: {points} points, {seconds:.4g} s, made from {rows} rows so that the steps are even "
                         "and few enough. The length, what each one does and the link no longer count.",
    "recording_names": "{first} and {second}",
    "recording_nameless": "The first and the second column",
    # the data
    "column_time": "time (s)",
    "column_first": "first",
    "column_second": "second",
    "column_phase": "relative phase (rad)",
    "column_lag": "lag (s)",
    "column_correlation": "correlation",
    "column_window": "window (s)",
    "column_window_lag": "best lag in the window (s)",
    "column_window_best": "best correlation in the window",
    "column_peak_lag": "peak nearest lag 0 (s)",
    "column_peak": "its correlation",
    "column_surrogate": "surrogate value",
}


def say(key: str, **values) -> str:
    """Fill a template; a missing placeholder is an error, never a blank."""
    return WORDS[key].format(**values)


def describe(run, parameters, rival: bool) -> str:
    """Say what was measured, what the test makes of it, and whether that is right.

    Parameters
    ----------
    run : MeasureRun
    parameters : MeasuringParameters
    rival : bool
        Whether the raw value was judged without surrogates.
    """
    truth = "unknown" if run.recorded else "strangers" if parameters.coupling == 0 else parameters.link
    number = len(run.surrogates)
    count = 0 if rival else round(run.p_value * (number + 1)) - 1
    return say(f"{'rival' if rival else 'claim'}_{'yes' if run.found else 'no'}_{truth}", observed=run.observed,
               measure=say(f"measure_{run.measure}"), threshold=run.threshold, p_value=run.p_value, count=count, number=number)


def describe_recording(recording) -> str:
    """Say what was read from a learner's file."""
    names = say("recording_names", first=recording.names[0], second=recording.names[1]) if all(recording.names) \
        else say("recording_nameless")
    points = len(recording.first)
    key = "changed" if recording.averaged > 1 or recording.resampled else "plain" if recording.has_time else "no_time"
    return say(f"recording_{key}", names=names, points=points, seconds=points / recording.rate, rows=recording.rows)
