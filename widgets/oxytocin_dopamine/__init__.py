"""Lesson 06: two receptors that must both be occupied."""
