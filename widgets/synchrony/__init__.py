"""Two people falling into step."""
