"""What every page stands on: address, language, cache, links, words and numbers."""
