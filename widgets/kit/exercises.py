"""The exercises of a lesson: reading and checking ``assets/exercises/<lesson>.toml``.

One table for each exercise; its id is unique in the whole course: ``p05-drum`` for a prediction, ``c05-lag`` for a check
(``p`` or ``c``, the lesson's number, a hyphen, a word). All texts are plain: a blank line makes a paragraph, `` `backticks` `` make
code, nothing else is markup. ``{said}`` and ``{gave}`` in ``explain`` stand for the learner's answer and the run's.

A prediction::

    [predict.p05-drum]
    question = "Two people who never met hear one drum. Will their taps look coordinated?"
    panel = "synchrony"                     # folder under widgets/
    state = "scene=in_step model=rival seed=7"   # the run that answers
    kind = "choice"                         # or "number"
    options = [                             # two to six; choice only
        {value = true, label = "Yes", because = "shown to whoever chose this and the run gave another"},
        {value = false, label = "No", because = "..."},
    ]
    answer = {readout = "locked"}           # computed from the model, never written here: see below
    explain = "The run gave {gave}: ..."
    keys = ["moulder2018"]                  # optional: references that the texts rest on

    [predict.p05-lag]                       # a number
    question = "..."
    panel = "synchrony"
    state = "..."
    kind = "number"
    unit = "s"                              # "" for a pure number
    tolerance = 0.1                         # how near counts as near (same unit)
    answer = {readout = "lag"}
    explain = "..."

An option's ``value`` is what the answer must equal: a string, a number or true/false. Where the run gives a number and the
options are ranges, an option has ``at_least`` and/or ``below`` in place of ``value``: ``{at_least = 0.3, below = 0.7, label = ...}``
(``value`` is then its label). Exactly one option must fit the computed answer.

An ``answer`` is one of

- ``{readout = "name"}``: the panel's readout of that name, at ``state``;
- ``{function = "widgets.synchrony.model:locked_phase", arguments = {frequency_difference = 0.5, coupling = 1.0}}``: a
  public function, called with these keyword arguments (a list arrives as a float array);
- ``{value = ...}``: only in a check of kind "choice", for a question that no model answers.

A check, ``kind = "number"`` or ``"choice"``::

    [check.c05-lag]
    question = "..."
    kind = "number"
    unit = "rad"
    tolerance = 0.01                        # absolute, same unit; number only
    answer = {function = "widgets.synchrony.model:locked_phase", arguments = {...}}
    wrong = [                               # optional; number and function only; the first that fits is said
        {times = 57.29578, because = "that is in degrees"},     # answer times this (tolerance times this too)
        {value = 0.5, tolerance = 0.02, because = "..."},       # about this value (tolerance optional)
        {above = 3.2, because = "..."},
        {below = 0.0, because = "..."},
        {function = "widgets...:name", arguments = {...}, because = "..."},    # what another function gives
    ]
    hints = ["first", "second"]             # exactly two
    solution = "How one gets there, with {gave} for the answer."
    explain = "Shown when the answer is right."

In a choice each option has ``because``: why it is wrong, or for the right one why it is right (then ``explain`` may be left out).

A check of a few lines of code, ``kind = "function"``::

    [check.c05-fn]
    question = "Write `locked_phase(frequency_difference, coupling)`: ..."
    kind = "function"
    signature = "locked_phase(frequency_difference, coupling)"
    cases = [{frequency_difference = 0.5, coupling = 1.0}, {...}]   # at least two; in the signature's order
    # or, computed: cases = {function = "widgets.synchrony.measures:example_cases", arguments = {}} -> list of dicts
    answer = {function = "widgets.synchrony.model:locked_phase"}    # called with each case (and `arguments`, if any)
    tolerance = 1e-6                        # absolute; 0 for answers that are true/false or words
    unit = "rad"
    wrong = [{times = 2, because = "..."}, {function = "...", because = "..."}]   # if all cases fit it
    hints = ["first", "second"]
    solution = "In words."
    solution_code = "def locked_phase(frequency_difference, coupling):\n    return ..."   # is run by the tests
    explain = "Shown when it is right."

The learner's function gets the values of a case by position, so its parameters may have other names.
"""
