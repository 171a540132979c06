"""Lesson 00: reading a partner's state from value, resonance and prior knowledge."""
