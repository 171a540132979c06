"""How to tell synchrony from two rhythms that merely look alike."""
