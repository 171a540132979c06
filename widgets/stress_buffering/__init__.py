"""Lesson 08: the stress axis, alone and in company."""
