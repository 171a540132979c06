"""Lesson 07: three systems, their levels and their links."""
