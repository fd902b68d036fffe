"""Forms in which records are added, corrected, removed and merged."""
