"""As many webhooks as 32 connections bring through: wrk, or aiohttp's client where wrk is missing.

Each is a process of its own. Does not know what answers.
"""

import argparse
import asyncio
import shutil
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import msgspec

from tests.bench.stock import Stock, head_and_body

CONNECTIONS = 32
_SCRIPT = Path(__file__).with_name("wrk.lua")


class Load(msgspec.Struct, frozen=True):
    """What came of a load. `bad` is what was not answered 200."""

    answered: int
    seconds: float
    p50_ms: float
    p99_ms: float
    worst_ms: float
    bad: int

    @property
    def rate(self) -> float:
        """Webhooks answered per second."""
        return self.answered / self.seconds


def saturate(url: str, stock: Stock, first: int, seconds: int) -> Load:
    """Send webhooks from number `first` on for so many seconds.

    Raises:
        RuntimeError: the client failed, or the stock is too small.
    """
    command = _wrk if shutil.which("wrk") else _aiohttp
    done = subprocess.run(
        command(url, stock, first, seconds), capture_output=True, timeout=seconds + 60, check=False
    )
    lines = done.stdout.decode().strip().splitlines()
    if done.returncode or not lines:
        raise RuntimeError(f"The load could not be sent:\n{done.stderr.decode()}")
    load = msgspec.json.decode(lines[-1], type=Load)
    if first + load.answered >= stock.count - CONNECTIONS:
        raise RuntimeError("The stock of webhooks is too small for this machine.")
    return load


def client() -> str:
    """What sends the load here."""
    return "wrk" if shutil.which("wrk") else "aiohttp's client"


def _wrk(url: str, stock: Stock, first: int, seconds: int) -> list[str]:
    of_wrk = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(_SCRIPT)]
    of_script = [str(stock.path), str(stock.length), str(first), str(stock.count - 1)]
    return [*of_wrk, url, "--", *of_script]


def _aiohttp(url: str, stock: Stock, first: int, seconds: int) -> list[str]:
    return [
        *(sys.executable, "-m", __name__, url, str(stock.path), str(stock.count)),
        *(str(stock.length), str(first), str(seconds)),
    ]


async def _send(url: str, stock: Stock, first: int, seconds: int) -> Load:
    took: list[float] = []
    bad = 0
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector, auto_decompress=False) as session:
        began = time.perf_counter()
        numbers = iter(range(first, stock.count))

        async def one_after_the_other() -> int:
            failed = 0
            with stock.path.open("rb") as file:
                for number in numbers:
                    sent = time.perf_counter()
                    if sent - began >= seconds:
                        break
                    file.seek(number * stock.length)
                    headers, body = head_and_body(file.read(stock.length))
                    async with session.post(url, data=body, headers=headers) as answer:
                        await answer.read()
                    failed += answer.status != 200
                    took.append((time.perf_counter() - sent) * 1000)
            return failed

        bad = sum(await asyncio.gather(*(one_after_the_other() for _ in range(CONNECTIONS))))
        lasted = time.perf_counter() - began
    took.sort()
    p50, p99 = (took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.99))
    return Load(len(took), lasted, p50, p99, took[-1], bad)


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("path", type=Path)
    for name in ("count", "length", "first", "seconds"):
        parser.add_argument(name, type=int)
    given = parser.parse_args()
    stock = Stock(given.path, given.count, given.length)
    load = asyncio.run(_send(given.url, stock, given.first, given.seconds))
    sys.stdout.write(msgspec.json.encode(load).decode() + "\n")


if __name__ == "__main__":
    _main()
