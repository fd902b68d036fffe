"""What became of what was promised: targets, scorecard, reports, closed periods."""
