"""How fast webhooks are taken in, and how smooth the window stays: `python -m tests.bench.speed`.

Prints each figure beside what it must be, and writes all samples as JSON. The load comes from
processes of its own, to 127.0.0.1 only; every phase is bounded in count and time.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import msgspec

from tests.bench import under_test
from tests.bench.express import installed as express_installed
from tests.bench.figures import (
    MB,
    PER_S,
    PERCENT,
    SHARE,
    Figure,
    Judged,
    figure,
    plain,
    table,
)
from tests.bench.machine import described
from tests.bench.opening import opened
from tests.bench.paced import at_a_pace
from tests.bench.saturation import CONNECTIONS, Load, client, saturate
from tests.bench.seen import Seen
from tests.bench.stock import Stock, laid_in
from tests.bench.under_test import UnderTest

REPORT = Path("build/bench/speed.json")
MILLION = Path("build/million/rivermon.db")
SINK_PORT = 47_931
_STOCK = 1_000_000
_ROUNDS, _ROUND_S = 5, 4
_PACE, _PACED_S = 500, 20
_OPENINGS = 9
_IDLE_S = 30
_RESTS_WITHIN_S, _RESTING_S = 60, 0.05
_MANY = 100_000


class Bench:
    """The phases, one after the other, and the figures that they bring."""

    def __init__(self, stock: Stock, folder: Path) -> None:
        self.figures: list[Figure] = []
        self._stock = stock
        self._folder = folder
        self._sent: dict[str, int] = {}

    def measure(self) -> None:
        """Everything."""
        for phase in (self._throughput, self._smoothness, self._openings, self._memory):
            phase()

    def _throughput(self) -> None:
        with ExitStack() as stack:
            subjects = [stack.enter_context(each) for each in self._subjects()]
            sink = stack.enter_context(under_test.sink(SINK_PORT))
            calling = stack.enter_context(
                under_test.window(
                    self._made("calling"), RIVERMON_CALLBACK_HOSTS=f"127.0.0.1:{SINK_PORT}"
                )
            )
            loads: dict[str, list[Load]] = {each.name: [] for each in subjects}
            called: list[float] = []
            for number in range(_ROUNDS):
                for subject in subjects:
                    loads[subject.name].append(self._saturate(subject))
                    _let_rest(subject)  # what it put off must not slow the next one down
                called.append(self._called_back(calling, sink))
                _let_rest(calling)
                _say(f"round {number + 1} of {_ROUNDS}")
        self._report_rates(loads, called)

    def _subjects(self) -> Iterator[UnderTest]:
        yield under_test.limit()
        yield under_test.serve(self._made("serve"))
        yield under_test.window(self._made("window"))
        if (program := express_installed()) is not None:
            yield under_test.express(program)

    def _report_rates(self, loads: dict[str, list[Load]], called: Sequence[float]) -> None:
        limits = [load.rate for load in loads["limit"]]
        of_limit = median(limits)
        must = {"serve": 0.60, "window": 0.45}
        names = {
            "limit": "bare aiohttp on plain asyncio, the limit",
            "serve": "durable webhooks, without a window",
            "window": "durable webhooks, window open",
            "express": "Express, verify and answer, in memory",
        }
        for name, made in loads.items():
            rates = [load.rate for load in made]
            self.figures.append(figure(names[name], rates, unit=PER_S))
            self._share(names[name], rates, of_limit, must.get(name))
        self.figures.append(figure("webhooks called back, window open", called, unit=PER_S))
        self._share("webhooks called back, window open", called, of_limit, 0.22)
        for name in ("serve", "window"):
            worst = [load.p99_ms for load in loads[name]]
            self.figures.append(
                figure(f"answer p99, saturated, {name}", worst, must=25, judged=Judged.MEDIAN)
            )

    def _share(self, name: str, rates: Sequence[float], limit: float, must: float | None) -> None:
        shares = [rate / limit for rate in rates]
        self.figures.append(
            figure(f"  {name}", shares, unit=SHARE, must=must, judged=Judged.MEDIAN, at_least=True)
        )

    def _called_back(self, window: UnderTest, sink: UnderTest) -> float:
        """Webhooks a second, from the first to the last callback's arrival."""
        before = _taken(sink)
        began = time.monotonic()
        answered = self._saturate(window).answered
        while _taken(sink) - before < answered:
            time.sleep(0.01)  # the sink is another process: only asking it tells
            if time.monotonic() - began > 120:
                raise RuntimeError("The callbacks did not come.")
        return answered / (time.monotonic() - began)

    def _smoothness(self) -> None:
        report = self._folder / "seen.json"
        with under_test.watched_window(self._made("watched"), report) as window:
            paced_at = time.time()
            first = self._next(window.name, _PACE * _PACED_S)
            pace = at_a_pace(window.port, self._stock, first, rate=_PACE, seconds=_PACED_S)
            took = asyncio.run(pace)
            saturated_at = time.time()
            self._saturate(window)
            ended_at = time.time()
        seen = msgspec.json.decode(report.read_bytes(), type=Seen)
        painted, stalls = seen.between(paced_at, saturated_at)
        drowned, drowned_stalls = seen.between(saturated_at, ended_at)
        at_pace, full = f"{_PACE} per second", "saturated"
        self.figures += [
            figure(f"answer, {at_pace}, window open", took, must=5, judged=Judged.P99),
            figure(f"commit to row painted, {at_pace}", painted, must=50, judged=Judged.P99),
            figure(f"commit to row painted, {full}", drowned, must=50, judged=Judged.P99),
            figure(f"stalls of Qt's loop, {at_pace}", stalls, must=16, judged=Judged.WORST),
            figure(f"stalls of Qt's loop, {full}", drowned_stalls),
        ]
        _say("smoothness")

    def _openings(self) -> None:
        databases = {"empty": (self._made("empty") / "rivermon.db", 1000.0)}
        if MILLION.is_file():
            databases["with a million records"] = (MILLION, 1200.0)
        for words, (database, must) in databases.items():
            took = [opened(database, watching=False).from_start_ms for _ in range(_OPENINGS)]
            name = f"window visible after start, {words}"
            self.figures.append(figure(name, took, must=must, judged=Judged.MEDIAN))
        _say("openings")

    def _memory(self) -> None:
        with under_test.window(self._made("memory")) as window:
            sizes = [self._after_so_many(window) for _ in range(2)]
            _let_rest(window)
            before = window.cpu_s()
            time.sleep(_IDLE_S)  # this is what is measured: nothing
            idle = (window.cpu_s() - before) / _IDLE_S * 100
        first, second = sizes
        self.figures += [
            figure("memory after 100,000 webhooks", [first], unit=MB, must=200),
            figure("memory after 200,000 webhooks", [second], unit=MB, must=first * 1.05),
            figure("processor while idle, window open", [idle], unit=PERCENT, must=0.5),
        ]
        _say("memory")

    def _after_so_many(self, window: UnderTest) -> float:
        answered = 0
        while answered < _MANY:
            answered += self._saturate(window).answered
        return window.resident_mb()

    def _saturate(self, subject: UnderTest) -> Load:
        first = self._sent.get(subject.name, 0)
        load = saturate(subject.url, self._stock, first, _ROUND_S)
        if load.bad:
            raise RuntimeError(f"{subject.name} did not answer {load.bad} webhooks with 200.")
        self._next(subject.name, load.answered + CONNECTIONS)
        return load

    def _next(self, name: str, count: int) -> int:
        first = self._sent.get(name, 0)
        self._sent[name] = first + count
        return first

    def _made(self, name: str) -> Path:
        folder = self._folder / name
        folder.mkdir(mode=0o700)
        return folder


def _taken(sink: UnderTest) -> int:
    asked = HTTPConnection("127.0.0.1", sink.port, timeout=5)
    try:
        asked.request("GET", "/")
        return int(asked.getresponse().read())
    finally:
        asked.close()


def _let_rest(subject: UnderTest) -> None:
    """Wait until it has done what it put off."""
    for _ in range(_RESTS_WITHIN_S):
        before = subject.cpu_s()
        time.sleep(1)
        if subject.cpu_s() - before < _RESTING_S:
            return
    raise RuntimeError(f"{subject.name} did not come to rest.")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed", description=__doc__)
    parser.add_argument("--json", type=Path, default=REPORT)
    given = parser.parse_args()
    began = time.monotonic()
    given.json.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=given.json.parent) as name:
        folder = Path(name)
        _say(f"signing {_STOCK:,} webhooks")
        to = f"http://127.0.0.1:{SINK_PORT}"
        stock = laid_in(folder / "stock", _STOCK, callbacks_to=to)
        bench = Bench(stock, folder)
        bench.measure()
    machine = {**described(), "load": f"{client()}, {CONNECTIONS} connections"}
    _say("\n".join(f"{about}: {words}" for about, words in machine.items()))
    _say(f"\n{table(bench.figures)}\n\nin {time.monotonic() - began:.0f} s")
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine,
        "figures": [plain(each) for each in bench.figures],
    }
    given.json.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1))
    _say(f"written to {given.json}")


if __name__ == "__main__":
    _main()
