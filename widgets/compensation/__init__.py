"""Lesson 11: function comes back, what carries it does not."""
