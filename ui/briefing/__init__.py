"""Sentences of a page for a briefing."""
