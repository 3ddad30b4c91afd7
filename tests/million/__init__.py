"""A database of a million records, made in minutes: for measuring the window, never for proof."""
