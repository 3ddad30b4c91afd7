"""Killed while the operator decides: nothing is lost, and nothing leaves without approval."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.scripted import Scripted
from tests.fault.extent import extent
from tests.fault.process import deliver, rows
from tests.ledger_check import assert_reconciled
from tests.story.served import KEY

KILLS = extent(full=25, short=4)
EACH = 24
"""Records that are decided about before each kill; a third of them by two at once."""

_PATIENCE_S = 20.0


class Decider:
    """A process that decides, what it was asked, and what it said was committed."""

    def __init__(self, process: Process, url: str) -> None:
        self.url = url
        self._process = process
        self.said: list[tuple[str, int, bool]] = []
        self._reading = asyncio.gather(self._read())

    def ask(self, act: str, record_id: int) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{act} {record_id}\n".encode())

    async def kill(self) -> None:
        self._process.kill()
        await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            act, number, done = line.decode().split()
            self.said.append((act, int(number), done == "True"))


@asynccontextmanager
async def deciding(folder: Path, desk: CallbackDesk) -> AsyncIterator[Decider]:
    host = desk.base_url.removeprefix("http://")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.fault.deciding_house",
        str(folder / "rivermon.db"),
        host,
        stdin=PIPE,
        stdout=PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(_PATIENCE_S):
        url = (await process.stdout.readline()).decode().strip()
    decider = Decider(process, url)
    try:
        yield decider
    finally:
        if process.returncode is None:
            await decider.kill()


async def test_what_was_decided_is_done_and_nothing_else_leaves(tmp_path: Path):
    chance = random.Random(7)
    said: list[tuple[str, int, bool]] = []
    asked: set[tuple[str, int]] = set()
    async with CallbackDesk(api_key=KEY, script=lambda *_: Scripted(delay_s=0.02)) as desk:
        for nth in range(KILLS):
            async with deciding(tmp_path, desk) as decider:
                await _deliver(decider, desk, range(nth * EACH, (nth + 1) * EACH))
                for record_id in chance.sample(_waiting(tmp_path), EACH // 2):
                    for act in chance.choice((("approve",), ("reject",), ("approve", "reject"))):
                        decider.ask(act, record_id)
                        asked.add((act, record_id))
                await asyncio.sleep(chance.uniform(0.0, 0.08))
                await decider.kill()
            said += decider.said
            assert_reconciled(tmp_path / "rivermon.db")
        async with deciding(tmp_path, desk):
            await _all_ended(tmp_path)
        taken = _taken(desk, tmp_path)
    _check(said, asked, _approvals(tmp_path), taken)
    assert_reconciled(tmp_path / "rivermon.db")


def _check(
    said: list[tuple[str, int, bool]],
    asked: set[tuple[str, int]],
    approvals: dict[int, str],
    taken: set[int],
) -> None:
    """What was said is so, what is so was asked for, and just what is approved was taken."""
    assert len(approvals) == KILLS * EACH
    assert taken == {number for number, approval in approvals.items() if approval == "approved"}
    for number, approval in approvals.items():
        if approval != "waiting":
            assert ("approve" if approval == "approved" else "reject", number) in asked
    done = {(act, number) for act, number, done in said if done}
    for act, number in done:
        # Who rejects what was approved, and has not left yet, has the last word.
        overruled = ("reject", number) in asked
        assert approvals[number] == "rejected" or (act == "approve" and number in taken)
        assert act == "reject" or approvals[number] == "approved" or overruled
    assert {act for act, _ in done} == {"approve", "reject"}


async def _deliver(decider: Decider, desk: CallbackDesk, numbers: range) -> None:
    to = f"{desk.base_url}/v1/callback"
    await asyncio.gather(*(deliver(decider.url, f"c-{each}", f"{to}/c-{each}") for each in numbers))


def _waiting(folder: Path) -> list[int]:
    found = rows(folder, "SELECT record_id FROM callback WHERE approval = 'waiting' ORDER BY 1")
    return [row[0] for row in found]


def _approvals(folder: Path) -> dict[int, str]:
    """How each record's content was decided about."""
    return dict(rows(folder, "SELECT record_id, approval FROM callback WHERE kind = 'success'"))


def _taken(desk: CallbackDesk, folder: Path) -> set[int]:
    """The records whose content the desk got."""
    ids = dict(rows(folder, "SELECT channel_id, id FROM ai_content"))
    tallies = desk.tally.channels()
    return {ids[channel] for channel, tally in tallies.items() if tally.successes}


async def _all_ended(folder: Path) -> None:
    async with asyncio.timeout(_PATIENCE_S):
        while rows(folder, "SELECT 1 FROM callback WHERE state = 'Progress' LIMIT 1"):  # noqa: ASYNC110 - another process commits
            await asyncio.sleep(0.05)
