"""The assessment of a couple's year: what it looks at, what there is, and what is said of it.

measures     heads and their indicators, by version; revising changes them
standing     a year under each head: targets, both sides' results, what counts, last year
annexes      the records behind it, numbered; proofs their evidence
drafting     what can be said of a head; narratives keeps what was written in its place
gaps         what is missing, unexplained, unsourced, not approved
dossier      all of that, read at one moment; handing says who may take it along
"""
