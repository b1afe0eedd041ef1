"""The terminal: a conversation through a pipe, and replies in a window."""
