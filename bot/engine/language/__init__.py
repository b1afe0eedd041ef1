"""A text -> what it asks: its words, the mentions in them, the intent, and the reading."""
