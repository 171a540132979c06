"""Lesson 11: what a later bond can mend."""
