"""Lesson 02: how much of the first bond is still there in the later ones."""
