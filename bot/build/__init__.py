"""For those who build Rolewise, behind commands: what needs a library that the bot does not."""
