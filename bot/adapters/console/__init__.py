"""The terminal: a conversation through a pipe, or in an interactive window."""
