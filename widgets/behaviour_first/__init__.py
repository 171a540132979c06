"""Lesson 04: behaviour that drives hormones, which drive behaviour."""
