"""Lesson 09: what passes from one generation to the next, and by which path."""
