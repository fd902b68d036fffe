"""The charts of the pages: each from its frame to its place on the screen."""
