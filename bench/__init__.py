"""Benchmarks: ledgers of any size, and what the dashboard costs on them. `make bench`."""
