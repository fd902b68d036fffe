"""What has a colour of its own: the two sides, industries, stages. One meaning everywhere."""

from typing import Literal

Mode = Literal["light", "dark"]

HELPER = "#C8553D"
RECEIVER = "#2A6F97"

INDUSTRIES = {
    "tea": "#63904D",
    "herbs": "#D4BA7B",
    "textiles": "#834C72",
    "ecommerce": "#5FA5AE",
    "crops": "#6B6420",
    "livestock": "#EBC0B0",
    "processing": "#6F76A8",
    "tourism": "#C27A84",
    "parks": "#2F6948",
    "workshops": "#A9AFDE",
    "livelihood": "#9C7838",
    "other": "#B4B4B0",
}
"""Industry → colour, in the order of stacks and legends. Neighbours differ in lightness as well as
in hue, so that they stay apart for colour-blind eyes (tests/charts/test_theme.py)."""

STAGES: dict[Mode, dict[str, str]] = {
    "light": {
        "signed": "#CFE5DC",
        "registered": "#8FBDAB",
        "started": "#5C9782",
        "funded": "#32735E",
        "producing": "#134D3C",
        "stalled": "#7A7A78",
        "cancelled": "#C4C4C2",
    },
    "dark": {
        "signed": "#2F5348",
        "registered": "#437564",
        "started": "#619B86",
        "funded": "#8CC1AC",
        "producing": "#C6E8DA",
        "stalled": "#85878A",
        "cancelled": "#515559",
    },
}
"""Stage → colour: the further a project is, the more it stands out from the page."""


VOICES: dict[Mode, list[str]] = {
    "light": ["#22262A", "#9A4FA8", "#B58514", "#2E9384"],
    "dark": ["#E8EAEC", "#C083D6", "#C9962E", "#4FA99B"],
}
"""Up to four series of one measure, such as couples, that have no colour of their own."""


def industry_colour(key: str) -> str:
    """The colour of an industry on every page; an unknown one is drawn as `other`."""
    return INDUSTRIES.get(key, INDUSTRIES["other"])


def stage_colour(key: str, mode: Mode) -> str:
    """The colour of a stage."""
    return STAGES[mode][key]


STATUSES: dict[Mode, dict[str, str]] = {
    "light": {
        "missed": "#7A2E7F",
        "behind": "#B3790B",
        "unknown": "#5F656B",
        "open": "#5F656B",
        "on_pace": "#5F656B",
        "ahead": "#2E9384",
        "met": "#17594C",
    },
    "dark": {
        "missed": "#CF8FD4",
        "behind": "#D9A441",
        "unknown": "#A2A9B0",
        "open": "#A2A9B0",
        "on_pace": "#A2A9B0",
        "ahead": "#4FA99B",
        "met": "#9ED9CB",
    },
}
"""Status of a clause → colour; its shape and its word say the same."""
