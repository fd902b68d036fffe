"""Agreed items that call for attention, what became of them, and what they lack."""
