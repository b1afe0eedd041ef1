"""Code for developers of Rolewise, used by commands; it needs libraries that the bot does not."""
