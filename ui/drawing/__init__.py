"""Charts on the screen: figure, words, menu and the row of key figures."""
