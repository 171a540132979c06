"""Lesson 09: who gave birth and who reared, told apart."""
