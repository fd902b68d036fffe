"""Uploads and imports: from a file that is dropped to its undo."""
