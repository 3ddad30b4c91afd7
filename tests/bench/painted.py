"""`rivermon` itself with a watch on its window, that writes what it saw when it is ended.

As a program: `python -m tests.bench.painted REPORT`.
"""

import atexit
import sys
from pathlib import Path

import msgspec

from tests.bench.composition import Built, when_the_window_is_built


def _watch(built: Built, report: Path) -> None:
    from tests.bench.row_watch import RowWatch

    watch = RowWatch(built.window)
    built.handed["feed"].subscribe(watch.hear)
    atexit.register(lambda: report.write_bytes(msgspec.json.encode(watch.seen)))


def _main() -> None:
    import rivermon.cli

    report = Path(sys.argv.pop(1))
    when_the_window_is_built(lambda built: _watch(built, report))
    rivermon.cli.main()


if __name__ == "__main__":
    _main()
