"""The assessment of a couple's year: what it looks at, what there is, and what is said of it.

measures     heads and their indicators, by version; revising changes them
standing     a couple's year under each head: target, both sides' results, what counts, last year
behind       the records that stand behind it, as numbered annexes, and their evidence
drafting     what can be said of a head, in official style; narratives keeps what was written instead
gaps         what is missing, unexplained, unsourced, not approved
"""
