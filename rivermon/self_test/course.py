"""The way of one webhook, from the sender to the row in the window, each step of it insisted on.

Everything is what the operator's own would go through: the window, the house, the database's file,
HTTP. Does not know what is said of it, nor how it was started.
"""

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing

from rivermon.app import House, listen
from rivermon.core.entities import CallbackState, Record, RecordRow, Scheme
from rivermon.self_test.report import PATIENCE_S, Report, StepFailed
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import SignedSample, signed_samples
from rivermon.store.database import open_for_reading
from rivermon.store.reader import Reader
from rivermon.ui.main_window import MainWindow
from rivermon.ui.offscreen import colours_in
from rivermon.ui.plain_text import one_line

_REPORT = "Please report it with these lines: a webhook would not go all the way here."
_LOOPBACK = (
    "Does a firewall or a security program on this machine keep programs from calling each other "
    "on 127.0.0.1? Allow rivermon to."
)
_DISK = "Is there room on the disk, and may this folder be written to? TMPDIR chooses another."
_FEWEST_COLOURS = 3
_FORGED = "no secret of this rivermon's"


class Course:
    """One webhook, and who takes part in its way."""

    def __init__(self, report: Report, house: House, window: MainWindow) -> None:
        """Go through `house` into `window`, and say to `report` what is found."""
        self._report = report
        self._house = house
        self._window = window
        self._database = house.chosen.settings.database

    async def run(self) -> None:
        """Go all the way.

        Raises:
            StepFailed: one step was not as it has to be.
        """
        async with AsyncExitStack() as stack:
            with self._report.step("listener", _LOOPBACK):
                desk = await stack.enter_async_context(CallbackDesk(api_key=self._api_key))
                self._house.chosen.change(callback_hosts=(desk.base_url.removeprefix("http://"),))
                await listen(self._house)
            self._report.line("listener", f"at {self._house.listener.url}")
            (webhook,) = _signed(self._house.secrets.webhook[0], desk)
            (forged,) = _signed(_FORGED, desk)
            await self._deliver(webhook)
            await self._refuse(forged)
            record = await self._stored(webhook)
            await self._called_back(desk, webhook)
            await self._shown(record)

    @property
    def _api_key(self) -> str | None:
        return self._house.secrets.api_key

    async def _deliver(self, webhook: SignedSample) -> None:
        async with self._report.step_soon("webhook", "it was not answered", _LOOPBACK):
            began = time.perf_counter()
            await _insist(self._house, webhook, 200)
            took_ms = (time.perf_counter() - began) * 1000
        self._report.line("webhook", f"signed, posted, answered 200 after {took_ms:.0f} ms")

    async def _refuse(self, forged: SignedSample) -> None:
        async with self._report.step_soon("forged", "it was not answered", _LOOPBACK):
            await _insist(self._house, forged, 401)
        self._report.line("forged", "signed with another secret, answered 401")

    async def _stored(self, webhook: SignedSample) -> Record:
        async with self._report.step_soon("database", "it could not be read", _DISK):
            found, number = await asyncio.to_thread(self._read, webhook.sample.channel_id)
            if found is None or number != 1:
                why = f"of two webhooks the genuine one was to be kept, and {number} were"
                raise StepFailed("database", why, _REPORT)
        self._report.line("database", f"the record is in the file, read by itself: {found.title}")
        return found

    def _read(self, channel_id: str) -> tuple[Record | None, int]:
        with closing(self._reader()) as reader:
            return reader.get_by_channel(channel_id), reader.counts().records

    def _reader(self) -> Reader:
        return Reader(open_for_reading(self._database), self._database)

    async def _called_back(self, desk: CallbackDesk, webhook: SignedSample) -> None:
        with self._report.step("callback", _LOOPBACK):
            try:
                await desk.wait_for(1, PATIENCE_S)
            except TimeoutError:
                why = await asyncio.to_thread(self._why_none, webhook.sample.channel_id)
                raise StepFailed("callback", why, _LOOPBACK) from None
        tally = desk.tally.channel(webhook.sample.channel_id)
        if desk.tally.refused or tally.successes != 1:
            why = f"it came, and was answered {desk.latest[-1].status}"
            raise StepFailed("callback", why, _REPORT)
        self._report.line("callback", "came with the API key, and was answered 200")

    def _why_none(self, channel_id: str) -> str:
        with closing(self._reader()) as reader:
            callbacks = reader.callbacks(1, channel=channel_id)
            if not callbacks:
                return f"none came within {PATIENCE_S:.0f} s, and none is owed"
            callback = callbacks[0][0]
            tries = [attempt.error or attempt.answer for attempt in reader.attempts(callback.id)]
        what_happened = (tries[-1] if tries else callback.reason) or "it was not tried"
        return f"none came within {PATIENCE_S:.0f} s ({callback.state}: {what_happened})"

    async def _shown(self, record: Record) -> None:
        async with self._report.step_soon("row", "it did not show what became of it", _REPORT):
            await _until_succeeded(self._window)
        with self._report.step("row", _REPORT):
            state, title = (_text(self._window, key) for key in ("state", "title"))
            if title != one_line(record.title):
                raise StepFailed("row", f"its title is {title!r}, not {record.title!r}", _REPORT)
            colours = self._painted()
        self._report.line("row", f"“{title}” is {state}, painted in {colours} colours")

    def _painted(self) -> int:
        """How many colours the row's state is painted in; the window must not be empty either."""
        window = self._window
        page = window.views.page
        cell = page.rows.visualRect(page.table.index(0, _column(window, "state")))
        whole = window.grab().toImage()
        row = page.rows.viewport().grab(cell).toImage()
        colours = colours_in(row)
        if min(colours, colours_in(whole)) < _FEWEST_COLOURS:
            raise StepFailed("row", "nothing is painted in the window", _REPORT)
        return colours


def _signed(secret: str, desk: CallbackDesk) -> Iterator[SignedSample]:
    return signed_samples(
        random.Random(),
        count=1,
        scheme=Scheme.RAW_BODY,
        secret=secret,
        callback_base=desk.base_url,
    )


async def _insist(house: House, webhook: SignedSample, status: int) -> None:
    """Post it, as ModelRiver would."""
    async with Sender(house.listener.url or "") as sender:
        posted = await sender.post(webhook.sample, webhook.headers)
    if posted.status != status:
        got = f"answered {posted.status}" if posted.status else f"not answered: {posted.error}"
        about = "webhook" if status in range(200, 300) else "forged"
        advice = _REPORT if posted.status else _LOOPBACK
        raise StepFailed(about, f"it was {got}, and should be {status}", advice)


async def _until_succeeded(window: MainWindow) -> None:
    changed, table = asyncio.Event(), window.views.page.table
    signals = (table.rowsInserted, table.dataChanged)
    for signal in signals:
        signal.connect(changed.set)
    while not _succeeded(window):
        changed.clear()
        await changed.wait()
    for signal in signals:
        signal.disconnect(changed.set)


def _succeeded(window: MainWindow) -> bool:
    table = window.views.page.table
    row = table.row_at(0) if table.rowCount() else None
    return isinstance(row, RecordRow) and row.state is CallbackState.SUCCESS


def _text(window: MainWindow, key: str) -> str:
    table = window.views.page.table
    return str(table.data(table.index(0, _column(window, key))))


def _column(window: MainWindow, key: str) -> int:
    return [column.key for column in window.views.page.table.columns].index(key)
