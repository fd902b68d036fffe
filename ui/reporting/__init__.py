"""The page on which a side reports: what is chosen, the grid, its state, and what is missing."""
