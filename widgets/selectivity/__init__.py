"""Lesson 03: why one partner is preferred, and stays so."""
