"""What became of each clause of an agreement: running values, pace, and the scorecard of a year.

course adds up what a side reports, counted says whose figure counts, pace sets it against the year,
ledgers says what the ledgers themselves have; targets and reading fetch, scorecard puts a year
together, history one clause. reports is how a side's report of a period goes its way.
"""

RATE = "percent"
"""The unit of a metric whose values are hundredths of a per cent: 93.5 % is 9350."""
