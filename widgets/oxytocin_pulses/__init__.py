"""Lesson 06: why oxytocin comes in bursts."""
