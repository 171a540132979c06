"""Lesson 06: how fast to act, when dopamine tells what time is worth."""
