"""Lesson 08: isolation and death in a population."""
