"""Every sentence of the lesson pieces: predictions, checks, evidence cards, references, words and progress.

Templates with named placeholders, in one place, so that a second language needs no other file. The two dictionaries go to the
page as they are.
"""

# ---- predict ----------------------------------------------------------------------------------------------------------------
PREDICT = {
    "title": "Predict",
    "note": "Lock in an answer before the panel shows its own. Nobody scores it.",
    "lock": "Lock in my answer",
    "skip": "Skip this one",
    "number": "Your prediction",
    "show": "Show it in the panel",
    "reveal": "What the run gave",
    "waiting": "Waiting for the kernel, which may be busy with another cell.",
}
VEIL = "Covered until you have locked in a prediction, or skipped it."
NOTHING_CHOSEN = "Choose one of the answers first, or skip this one."
YOU_SAID = "You said {said}; the run gave {gave}."
YOU_SKIPPED = "You skipped this one. The panel is open."
OTHER_EDITION = "You answered an earlier form of this question. The panel is open."
THE_RUN_GAVE = "The run gave {gave}."
AS_PREDICTED = "That is what you predicted."
OTHERWISE = "It went another way than you predicted."
NEAR = "You were near."
RUN_HIGHER = "The run gave more than you predicted."
RUN_LOWER = "The run gave less than you predicted."
QUOTED = "“{text}”"
IN_RANGE = "{value}, which is {label}"

# ---- check ------------------------------------------------------------------------------------------------------------------
CHECK = {
    "title": "Check yourself",
    "submit": "Check my answer",
    "number": "Your answer",
    "hints": "Hints and solution",
    "hint1": "First hint",
    "hint2": "Second hint",
    "solution": "Solution",
    "after": "The solution opens after both hints, or once your answer is right.",
    "waiting": PREDICT["waiting"],
}
RIGHT = "Right."
RIGHT_NUMBER = "Right: you answered {said}, and the model gives {gave}."
WRONG = "Not yet."
WRONG_NUMBER = "Not yet: you answered {said}."
OTHER_SIGN = "The size is right and the sign is not: which way round is it counted?"
POWER_OF_TEN = "The digits are right, but it is a power of ten too {direction}. Look at the units."
A_LITTLE = "That is a little too {direction}. An answer counts if it is within {tolerance}; keep more digits until the end."
TOO = "That is too {direction}."
FAR = "That is much too {direction}: it is off by more than a factor of two."
HIGH = "high"
LOW = "low"
NO_NUMBER = "“{text}” is not a number we can read. Write it in digits, such as 0.25, 0,25 or -3."
THOUSANDS = "“{text}” can be read in two ways. Write the number without separators for thousands."
NO_ANSWER_YET = "Write your answer in the field first."
CHOOSE_FIRST = "Choose one of the answers first."
TOO_SOON = "The solution opens after both hints, or once your answer is right."

# ---- check: a function of the learner's -------------------------------------------------------------------------------------
NOT_WRITTEN = "Not yet written. Fill in the function in the cell above and run the cell again."
NO_FUNCTION = "This check needs your function: check({id!r}, {name}). What came was {got}."
ALL_CASES = "Right: your function agrees with the model in all {count} cases."
CASE_WRONG = "Not yet. For {case} your function gives {said}; the model gives {gave}."
CASE_PASSED = "The {count} before it agree."
CASE_PASSED_ONE = "The one before it agrees."
CASE_NONE = "Not yet. For {case} your function returns nothing. Is there a return at its end?"
CASE_SHAPE = "Not yet. For {case} your function gives {said}, and the model gives {gave}: not the same kind of thing."
CASE_ERROR = "For {case} your function stops with an error, {type}: {message}"
CASE_SLOW = ("For {case} your function was still at work after {seconds:g} seconds, and was stopped. "
             "Does a loop in it never end?")
CASE_INTERRUPTED = "You stopped the function while it ran for {case}."
ARGUMENT = "{name} = {value}"
MANY_NUMBERS = "[{first}, …, {last}] ({count} numbers)"
A_THING = "something of type {type}"
YES = "True"
NO = "False"

# ---- evidence ---------------------------------------------------------------------------------------------------------------
KINDS = {
    "animal experiment": "animals, experimental",
    "animal observation": "animals, observed",
    "correlational": "correlational",
    "experimental": "experimental",
    "meta-analysis": "meta-analysis",
    "method": "method",
    "theory": "argument",
}
GRADES = {
    "strong": "strong evidence",
    "moderate": "moderate evidence",
    "weak": "weak evidence",
    "contested": "contested",
}
SINGLE_LAB = "one laboratory"
WHO = "In whom"
HOW = "How"
HOW_MANY = "How many"
HOW_BIG = "How big"
AGAINST = "Against it"
SOURCE = "Source"
NOTE = "Note"
EFFECT = "{effect}; interval {interval}"
EFFECT_WITHOUT_INTERVAL = "{effect}; no interval given in what we read"
NO_EFFECT = "no number given in what we read"
NO_COUNTER = "we found no finding against it"
CARDS_LABEL = "Evidence cards"
AUTHORS_ONE = "{first} {year}"
AUTHORS_TWO = "{first} and {second} {year}"
AUTHORS_MANY = "{first} et al. {year}"
ET_AL = "et al."
NO_YEAR = "no year"
DOI = "doi:{doi}"
REFERENCES_LABEL = "References"
HOW_FAR_READ = "Read for this course: {annote}."

# ---- words ------------------------------------------------------------------------------------------------------------------
GLOSSARY_LABEL = "Words"
DEFINED_IN = "lesson {lesson}"

# ---- progress ---------------------------------------------------------------------------------------------------------------
PROGRESS_LABEL = "Your progress"
COLUMNS = ("Lesson", "Predictions made", "Checks right")
OF = "{done} of {all}"
OTHER_LESSON = "other"
NOTHING_YET = "Nothing is recorded yet."
CARRY = ("To take your progress with you, from a Binder for instance, copy the text below. On the other side, run "
         "progress(\"the text\"); what is there already stays.")
BROUGHT = "Brought in: {new} new, {same} already there."
DAMAGED = ("The progress file {file} cannot be read ({reason}). It is left as it is. New answers go to {other}; "
           "to begin a fresh file, rename or delete {file}.")
DAMAGED_MEMORY = ("The progress file {file} cannot be read ({reason}). It is left as it is. New answers are kept only "
                  "until this kernel ends; to begin a fresh file, rename or delete {file}.")
READ_ONLY = ("Your progress cannot be written to {folder} ({reason}). It is kept only until this kernel ends: "
             "before you leave, run progress() and copy the text.")
NOT_JSON = "it is not JSON"
NOT_TEXT = "it is not text"
NOT_OURS = "it has another form than this course writes"
NEWER = "it was written by a newer version of the course"
TOO_BIG = "it is far too big"
BAD_TEXT = ("This is not a progress text: {reason}. It starts with {start!r} and is one long word; copy all of it. "
            "Nothing was changed.")
BAD_START = "it does not start that way"
BAD_SUM = "part of it is missing or changed"
BAD_ENTRY = "progress entry {id!r}: {reason}"

# ---- general ----------------------------------------------------------------------------------------------------------------
BROKEN = ("Something in this piece of the course went wrong ({type}: {message}). Run the cell again; if it comes back, "
          "restart the kernel and run all cells. Your earlier answers are kept.")
NO_COURSE = ("The course's assets folder was not found beside the package or above {folder}. "
             "Start the course from its own folder.")
NO_LESSON = "There is no lesson {lesson!r} here; there are: {lessons}."
UNKNOWN = "There is no {what} {name!r}; the nearest are: {near}."
NONE = "none at all"
PREDICTION = "prediction"
CHECK_WORD = "check"
FINDING = "finding"
REFERENCE = "reference"
TERM = "term"
OPTION = "( ) {label}"
VALUE = "{value} {unit}"
VALUE_BARE = "{value}"
STATIC_PREDICT = "Run this cell to lock in a prediction."
STATIC_CHECK = "Run this cell to answer. There are two hints before the solution."
STATIC_NUMBER = "A number in {unit}."
STATIC_NUMBER_BARE = "A number."

# ---- the table of facts -----------------------------------------------------------------------------------------------------
FACT_COLUMNS = ("fact", "model", "rival that fails", "test", "lesson", "reference")
FACT_NO_MODEL = "outside"
FACT_OUTSIDE = "Outside this toy: {reason}"
FACT_COUNT = "{facts} facts: {reproduced} reproduced, {outside} outside the toys."
FACT_USAGE = "The table of facts takes no arguments."

# ---- how hard a lesson is to read -------------------------------------------------------------------------------------------
READABILITY = "{words:,} words, {sentence:.0f} a sentence, reading age about {age:.0f}"
