"""From an Answer to the text for one place."""
