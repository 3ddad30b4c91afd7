"""Data folders that older versions of rivermon left, opened by today's."""
