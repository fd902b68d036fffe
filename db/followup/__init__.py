"""What became of what meetings agreed: what calls for attention, what was said and what is linked,
what lacks the other, and linking it.
"""
