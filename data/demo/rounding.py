"""Round numbers, as ledgers have them."""


def two_figures(number: float) -> int:
    """A whole number, at least 1, of which two figures count: 3187 → 3200."""
    return max(1, round(round(number, min(0, 2 - len(str(int(number)))))))
