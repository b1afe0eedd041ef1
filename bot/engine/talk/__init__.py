"""What is remembered of a conversation, and how follow-ups use it."""
