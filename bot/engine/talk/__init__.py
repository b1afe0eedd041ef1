"""What is remembered of a talk, and what a follow-up leaves to it."""
