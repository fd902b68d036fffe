"""Workbooks: the cells of their sheets as the text that a person sees in them."""
