"""Holds the READMEs to what they say: every command is run, every table is compared."""
