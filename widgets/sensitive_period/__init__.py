"""Lesson 01: a window for the first bond that experience itself closes."""
