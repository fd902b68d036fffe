"""Records of the ledgers: their lists, and each on its own page."""
