"""Lesson 10: a caregiver as the regulator of a growing brain."""
