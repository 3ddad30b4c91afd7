"""Where the packaged program begins; apart, so that nothing beside it is taken for a module."""

from rivermon.cli import main

if __name__ == "__main__":
    main()
