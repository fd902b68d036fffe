"""From a ledger's bytes to rows of the store: decode, shape, map, convert, check, compare, commit.

Each stage is a module of pure functions; `pipeline` strings them together. The upload page and
the command line call the same ones.
"""
