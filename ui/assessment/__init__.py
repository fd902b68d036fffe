"""The assessment: what a couple's year is judged by, what is said of it, and the pack."""
