"""Files and addresses behind records."""
