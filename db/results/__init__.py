"""What both sides report of what was promised."""
