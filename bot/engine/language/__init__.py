"""A text -> what it asks: words, the mentions in them, the intent, and the reading of it all."""
