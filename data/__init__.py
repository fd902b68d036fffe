"""What the dashboard starts with: reference facts, demo records, templates for staff."""
