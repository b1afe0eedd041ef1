"""From an Answer to the words of one place."""
