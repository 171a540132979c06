"""Evidence cards and references: what was found, in whom, how, how sure, and what speaks against it.

``assets/evidence/<lesson>.toml``. All values are plain text unless said otherwise; ``keys`` are those of ``references.bib``::

    proposition = "P5"
    title = "Biobehavioural synchrony"
    claim = "One sentence: what is claimed."
    claim_keys = ["feldman2007"]

    [[finding]]
    id = "feldman1999"              # unique in the file; what evidence("05", "feldman1999") names
    text = "One plain sentence: what was found."
    kind = "correlational"          # one of KINDS: "animal experiment", "animal observation", "correlational", "experimental",
                                    # "meta-analysis", "method", "theory"
    species = "human infants and their mothers"
    design = "longitudinal, filmed play at 3 and 9 months"
    n = "36 pairs"                  # text; "not stated in what we read" is an answer
    effect = "β = .76"              # text; "" where there is no number to give (the card says so)
    interval = ".71 to .81 (95 %)"  # text; "" where none was given (the card says so)
    keys = ["feldman1999"]          # at least one
    grade = "moderate"              # one of GRADES: "strong", "moderate", "weak", "contested"
    single_lab = true               # optional, default false
    counter = "The strongest evidence against it, one or two sentences."   # "" where we found none (the card says so)
    counter_keys = ["wass2019"]     # at least one, unless counter is ""
    note = "..."                    # optional: one sentence, e.g. "reported by ..."

    [[fact]]
    id = "S5.1"
    text = "One sentence."
    status = "reproduced"           # or "outside"
    model = "widgets.synchrony.model:simulate_kuramoto"        # reproduced: module:name, must exist
    rival = "widgets.synchrony.model:simulate_shared_drum"     # optional; the rival that fails it
    test = "tests/test_synchrony_facts.py::test_lead_flips"    # reproduced: one or a list; must exist, marked fact("S5.1")
    lesson = "05_synchrony#who-leads"                          # where it is told: lesson, and anchor of its heading
    reason = "..."                  # outside: why the toy cannot say it
    keys = ["feldman1999"]          # at least one

    [[misconception]]
    text = "What people say."
    answer = "What is so."
    keys = ["wass2019"]             # at least one

``references.bib``: ordinary BibTeX in UTF-8, no LaTeX commands; ``author``, ``title``, ``year`` and where it appeared (``journal``,
``booktitle`` or ``publisher``) are required, ``doi`` (bare: ``10.1037/...``) wherever there is one, else ``url``.
"""
