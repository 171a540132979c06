"""Lesson 12: one life and the next, built from the models of the other lessons."""
