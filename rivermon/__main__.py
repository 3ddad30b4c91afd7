"""Runs rivermon as `python -m rivermon`."""

from rivermon.cli import main

if __name__ == "__main__":
    main()
