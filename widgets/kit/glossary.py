"""The words of the course: ``assets/glossary.toml``.

One table for each term; the key is what a lesson writes (``glossary("phase-locking")``), lower case with hyphens::

    [phase-locking]
    term = "Phase-locking"              # as it is printed
    text = "One plain sentence that says what it is."
    lesson = "05_synchrony"             # the lesson that defines it, with an anchor if wished: "05_synchrony#the-toy"
    also = ["locked", "locking"]        # optional: other names, understood by glossary() too
    keys = ["lachaux1999"]              # optional: references
"""
