"""`rivermon send`: posts signed sample webhooks like ModelRiver, and takes their callbacks.

Does not know the listener: it may be rivermon's or anybody's.
"""

import random
import ssl
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from typing import TextIO
from urllib.parse import urlsplit

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from rivermon.core.entities import Scheme
from rivermon.core.ports import RivermonError
from rivermon.simulator.callback_desk import CallbackDesk
from rivermon.simulator.callback_tally import CallbackTally
from rivermon.simulator.delivery_report import Progress as Mailed
from rivermon.simulator.delivery_report import Summary
from rivermon.simulator.sender import Sender
from rivermon.simulator.signed_sample import signed_samples


class SendFailed(RivermonError):
    """What was to be sent could not be, or did not arrive."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be sent, and how.

    `rate` is in webhooks per second (None: as fast as it goes), `speed` divides the waits of the
    retry schedule, `wait_s` is how long to wait for one more callback.
    """

    url: str
    secret: str
    event: str | None
    scheme: Scheme
    count: int
    rate: float | None
    speed: float
    callback_port: int
    wait_s: float


async def send(order: Order, out: TextIO | None = None) -> None:
    """Send what was ordered, with a progress bar, and wait for the callbacks.

    Raises:
        SendFailed: the callbacks' port is taken, or webhooks became dead letters.
    """
    async with AsyncExitStack() as stack:
        desk = CallbackDesk(port=order.callback_port)
        try:
            await stack.enter_async_context(desk)
        except OSError as failure:
            raise SendFailed(
                f"Port {order.callback_port}, for the callbacks, cannot be had "
                f"({failure.strerror}): choose another with --callback-port, 0 picks one."
            ) from failure
        host = desk.base_url.removeprefix("http://")
        bar = stack.enter_context(_bar())
        summary = await _deliver(order, desk, bar)
        await _take_callbacks(order, desk, bar, summary.callbacks_expected)
    _report(summary, desk.tally, host, out or sys.stdout)


async def _deliver(order: Order, desk: CallbackDesk, bar: Progress) -> Summary:
    task = bar.add_task("webhooks", total=order.count, note="")

    def show(mailed: Mailed) -> None:
        bar.update(task, completed=mailed.delivered + mailed.dead, note=_note(mailed))

    webhooks = signed_samples(
        random.Random(),
        count=order.count,
        scheme=order.scheme,
        secret=order.secret,
        event=order.event,
        callback_base=desk.base_url,
    )
    try:
        urlsplit(order.url).port  # noqa: B018 - reading it is what raises
        sender = Sender(order.url, speed=order.speed, tls=_tls_for(order.url))
    except ValueError as failure:
        raise SendFailed(f"Nothing was sent: {failure}.") from failure
    async with sender:
        return await sender.send_many(webhooks, rate=order.rate, on_progress=show)


def _tls_for(url: str) -> ssl.SSLContext | None:
    if not url.lower().startswith("https:"):
        return None
    from rivermon.net.trust import trusting  # noqa: PLC0415 - only where it is called for

    return trusting()


async def _take_callbacks(order: Order, desk: CallbackDesk, bar: Progress, expected: int) -> None:
    """Wait until every webhook was called back, or for `wait_s` seconds none was."""
    task = bar.add_task("callbacks", total=expected, note="")
    while (settled := desk.tally.settled) < expected:
        bar.update(task, completed=settled)
        try:
            await desk.wait_for_settled(min(expected, settled + 1), order.wait_s)
        except TimeoutError:
            return
    bar.update(task, completed=expected)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def _note(mailed: Mailed) -> str:
    if not mailed.waiting:
        return ""
    last = mailed.last
    answer = f"answered {last.status}" if last.status else last.error or "no answer"
    return f"{mailed.waiting} to be delivered again ({answer})"


def _odd_callbacks(tally: CallbackTally) -> Iterator[str]:
    errors = sum(channel.errors > 0 for channel in tally.channels().values())
    if errors:
        yield f"{errors} of them were called back with an error instead of the content."
    if tally.repeated:
        yield f"{tally.repeated} callbacks came once more after they had been taken."
    if tally.refused:
        yield f"{tally.refused} callbacks were malformed."


def _report(summary: Summary, tally: CallbackTally, host: str, out: TextIO) -> None:
    print(
        f"{summary.delivered} of {summary.begun} webhooks delivered in "
        f"{summary.duration_ms / 1000:.1f} s ({summary.per_second:.0f}/s, {summary.attempts} "
        f"attempts); {tally.settled} of {summary.callbacks_expected} called back.",
        file=out,
    )
    for words in _odd_callbacks(tally):
        print(words, file=out)
    if tally.settled < summary.callbacks_expected:
        print(
            f"Not all were called back: is {host} among the listener's RIVERMON_CALLBACK_HOSTS, "
            "and MODELRIVER_API_KEY set there? `rivermon callbacks` shows why.",
            file=out,
        )
    if summary.dead:
        letter = summary.dead_letters[0]
        last = f"answered {letter.last_status}" if letter.last_status else letter.error
        raise SendFailed(
            f"{summary.dead} webhooks were not taken after {letter.attempts} attempts, the first "
            f"of them last {last}: `rivermon deliveries` shows why."
        )
