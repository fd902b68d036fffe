"""Alt texts of charts of published figures and of targets."""

import pandas as pd

from charts import periods
from charts.targets import read
from charts.words import PublishedWords, TargetWords


def published(frame: pd.DataFrame, words: PublishedWords) -> str:
    """Alt text of `published.series`, from the same frame and words."""
    found = periods.read(frame)
    if not found:
        return words.alt_empty
    plans = [one for one in found if one.basis == "plan"]
    yearly = [one for one in found if one.is_yearly and one.basis != "plan"]
    starts = [one.period_end if one.period_start is None else one.period_start for one in found]
    facts = {
        "count": len(found),
        "yearly": len(yearly),
        "cumulative": len(found) - len(yearly) - len(plans),
        "plans": len(plans),
        "first": min(starts),
        "last": max(one.period_end for one in found),
    }
    if not yearly:
        return words.alt_without_yearly.format(**facts)
    newest = yearly[-1]
    number = words.qualifiers.get(newest.qualifier, "") + newest.published
    return words.alt.format(
        **facts, newest=number, newest_year=newest.period_end, newest_label=newest.label
    )


def progress(frame: pd.DataFrame, words: TargetWords) -> str:
    """Alt text of `targets.progress`, from the same frame and words."""
    clauses = read(frame)
    known = [(clause, clause.share) for clause in clauses if clause.share is not None]
    if not clauses:
        return words.alt_empty
    if not known:
        return words.alt_unknown.format(clauses=len(clauses))
    best, best_share = max(known, key=lambda one: one[1])
    worst, worst_share = min(known, key=lambda one: one[1])
    return words.alt.format(
        clauses=len(clauses),
        met=sum(share >= 1 for _clause, share in known),
        behind=sum(share < (1 if clause.pace is None else clause.pace) for clause, share in known),
        unknown=len(clauses) - len(known),
        best=best.metric,
        best_share=f"{best_share:.0%}",
        worst=worst.metric,
        worst_share=f"{worst_share:.0%}",
    )
