"""The terminal: a conversation through a pipe, or in a window where somebody sits."""
