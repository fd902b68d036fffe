"""As of when what is shown holds: the days to which its ledgers were kept, one or a span."""

from datetime import date, datetime

import pandas as pd
import pytest

from db.queries.dated import AS_OF
from db.summary import Summary, group
from tests.ui.conftest import Speak
from ui.frame.as_of import Span, in_a_sentence, of, of_days, said, together, told

JUNE, YEAR = date(2025, 6, 30), date(2025, 12, 31)
EVENING = datetime(2026, 11, 30, 16, 5)
"""In the store's time; in the office it is the next day."""


def grouped(*groups: tuple[date | None, date | None, int]) -> Summary:
    """A ledger's groups: first day, last day, records that do not say theirs."""
    frame = pd.DataFrame(groups, columns=list(AS_OF)).assign(year=2025)
    days = {name: pd.to_datetime(frame[name]) for name in AS_OF[:2]}
    return group(frame.assign(**days, undated=frame["undated"].astype("Int64")), ["year"])


@pytest.mark.parametrize(
    ("ledgers", "span"),
    [
        ([grouped((JUNE, JUNE, 0))], Span(JUNE, JUNE, True)),
        ([grouped((JUNE, YEAR, 0), (YEAR, YEAR, 0))], Span(JUNE, YEAR, True)),
        ([grouped((JUNE, JUNE, 0)), grouped((YEAR, YEAR, 0))], Span(JUNE, YEAR, True)),
        ([grouped((JUNE, JUNE, 2))], Span(JUNE, JUNE, False)),
        ([grouped((JUNE, JUNE, 0), (None, None, 3))], Span(JUNE, JUNE, False)),
        ([grouped((None, None, 3))], Span()),
        ([grouped()], Span()),
    ],
)
def test_the_days_of_what_is_shown_are_a_span(ledgers: list[Summary], span: Span) -> None:
    assert of(*ledgers) == span


def test_several_charts_are_as_of_all_of_their_days() -> None:
    assert together([Span(JUNE, JUNE, True), Span(YEAR, YEAR, True)]) == Span(JUNE, YEAR, True)
    assert together([Span(JUNE, JUNE, True), Span()]) == Span(JUNE, JUNE, False)
    assert of_days([JUNE, None, YEAR]) == Span(JUNE, YEAR, False)
    assert (of_days([None]), of_days([])) == (Span(), Span())


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (
            Span(JUNE, JUNE, True),
            "2025年6月底；2026-12-01 00:05载入",
            "the end of June 2025; loaded 2026-12-01 00:05",
        ),
        (
            Span(JUNE, YEAR, True),
            "2025年6月底至2025年底（各台账不同）；2026-12-01 00:05载入",
            "the end of June 2025 to the end of 2025, as the ledgers differ; "
            "loaded 2026-12-01 00:05",
        ),
        (
            Span(JUNE, JUNE, False),
            "2025年6月底（部分未注明）；2026-12-01 00:05载入",
            "the end of June 2025, and of some not said; loaded 2026-12-01 00:05",
        ),
        (Span(), "（未注明）；2026-12-01 00:05载入", "(not said); loaded 2026-12-01 00:05"),
    ],
)
def test_a_chart_says_as_of_when_it_is_and_when_it_was_loaded(
    speak: Speak, span: Span, zh: str, en: str
) -> None:
    assert told(span, EVENING) == zh
    speak("en")
    assert told(span, EVENING) == en


@pytest.mark.parametrize(
    ("span", "zh"),
    [
        (Span(JUNE, JUNE, True), "2025年6月底"),
        (Span(JUNE, YEAR, True), "2025年底（各台账截至2025年6月底至2025年底不等）"),
        (Span(JUNE, JUNE, False), "2025年6月底（部分台账未注明截至日）"),
        (Span(), "2026年12月1日（载入之日，台账未注明截至日）"),
    ],
)
def test_a_sentence_says_it_as_officials_do(speak: Speak, span: Span, zh: str) -> None:
    assert in_a_sentence(span, date(2026, 12, 1)) == zh


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2025, 6, 30), "2025年6月底", "the end of June 2025"),
        (date(2025, 12, 31), "2025年底", "the end of 2025"),
        (date(2026, 11, 23), "2026年11月23日", "23 November 2026"),
    ],
)
def test_it_is_said_as_officials_say_it(speak: Speak, day: date, zh: str, en: str) -> None:
    assert said(day) == zh
    speak("en")
    assert said(day) == en
