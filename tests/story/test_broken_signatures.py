"""A signature broken in each way that there is, over real HTTP, and what the window says of it."""

import gzip
import hashlib
import hmac
import json
import time
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt

from rivermon.core.listing import View
from rivermon.core.signature import Refusal
from rivermon.ui.detail_tab import DetailTab
from rivermon.ui.qt_loop import run
from tests.net.raw_http import ask, request
from tests.story.served import SECRET
from tests.story.window_on_stage import Stage, on_stage

DATA = b'{"type":"task.completed","n":1,"word":"\xc3\xa9"}'
BODY = b'{"channel_id":"c1","data":' + DATA + b"}"
INDENTED = json.dumps(json.loads(BODY), indent=2, ensure_ascii=False).encode()
NOW = b"%d" % time.time()
YESTERDAY = b"%d" % (time.time() - 86_400)
BLANK = f"{SECRET}\n"
TORN = (SECRET[:7], SECRET[7:])


def sign(message: bytes, secret: str = SECRET) -> bytes:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest().encode()


def raw(signature: bytes) -> tuple[bytes, ...]:
    return (b"mr-signature: " + signature,)


def stamped(signature: bytes, at: bytes = NOW) -> tuple[bytes, ...]:
    return (b"X-ModelRiver-Signature: " + signature, b"X-ModelRiver-Timestamp: " + at)


class Broken(NamedTuple):
    """A request, what it is answered, and what the Signature tab says of it."""

    headers: tuple[bytes, ...]
    status: int
    reason: str
    said: str
    to_do: str
    body: bytes = BODY
    secrets: tuple[str, ...] = (SECRET,)


WAYS = {
    "no header": Broken(
        (), 401, Refusal.NO_SIGNATURE, "There is no signature header", "proxy took the header away"
    ),
    "malformed": Broken(
        raw(b"deadbeef"), 401, Refusal.MALFORMED, "here are 8 signs", "a proxy changed the header"
    ),
    "not hexadecimal": Broken(
        raw(b"x" * 64),
        401,
        Refusal.MALFORMED,
        "other signs are among",
        "a proxy changed the header",
    ),
    "no timestamp": Broken(
        stamped(sign(NOW + b"." + DATA))[:1],
        401,
        Refusal.NO_TIMESTAMP,
        "X-ModelRiver-Signature came without X-ModelRiver-Timestamp",
        "proxy took the header away",
    ),
    "another secret": Broken(
        raw(sign(BODY, "whsec_other")),
        401,
        Refusal.NO_MATCH,
        f"{sign(BODY).decode()[:8]}… with secret 1",
        "copy the secret of this webhook from ModelRiver's console",
    ),
    "another time": Broken(
        stamped(sign(NOW + b"." + DATA), YESTERDAY),
        401,
        Refusal.NO_MATCH,
        f"{sign(YESTERDAY + b'.' + DATA).decode()[:8]}… with secret 1",
        "check the webhook secret in Settings",
    ),
    "a secret with a line end": Broken(
        raw(sign(BODY)),
        401,
        Refusal.STRIPPED_SECRET,
        "Secret 2 has spaces or line ends in it.",
        "Enter the secret anew in Settings",
        secrets=("whsec_other", BLANK),
    ),
    "a secret with a space": Broken(
        stamped(sign(NOW + b"." + DATA)),
        401,
        Refusal.STRIPPED_SECRET,
        "Secret 1 has spaces or line ends in it.",
        "Enter the secret anew in Settings",
        secrets=TORN,
    ),
    "a proxy that lays JSON out": Broken(
        raw(sign(BODY)),
        401,
        Refusal.REFORMATTED_BODY,
        "the same JSON in another format, with secret 1",
        "Let the proxy pass the body on as it is.",
        body=INDENTED,
    ),
    "too old": Broken(
        stamped(sign(YESTERDAY + b"." + DATA), YESTERDAY),
        401,
        Refusal.TOO_OLD,
        "24 h old at the receipt",
        "RIVERMON_MAX_AGE_S says how old a webhook may be",
    ),
    "no secret": Broken(
        raw(sign(BODY)),
        503,
        Refusal.NO_SECRET,
        "No webhook secret is configured",
        "Enter the secret from ModelRiver's console in Settings.",
        secrets=(),
    ),
    "too large": Broken(
        raw(sign(b"x" * 5000)),
        413,
        Refusal.TOO_LARGE,
        "larger than rivermon takes",
        "RIVERMON_MAX_BODY says how many bytes a body may have",
        body=b"x" * 5000,
    ),
    "compressed": Broken(
        (*raw(sign(BODY)), b"Content-Encoding: gzip"),
        415,
        Refusal.CONTENT_ENCODING,
        "Signatures are those of plain bodies",
        "Let the proxy pass the body on uncompressed.",
        body=gzip.compress(BODY),
    ),
}

RIGHT = {
    "upper case": (raw(sign(BODY).upper()), "Signed with secret 1, by the scheme raw-body."),
    "a prefix": (raw(b"sha256=" + sign(BODY)), "Signed with secret 1, by the scheme raw-body."),
    "data": (
        stamped(sign(NOW + b"." + DATA)),
        "Signed with secret 1, by the scheme timestamped-data.",
    ),
    "body": (
        stamped(sign(NOW + b"." + BODY)),
        "Signed with secret 1, by the scheme timestamped-body.",
    ),
}


async def post(stage: Stage, headers: tuple[bytes, ...], body: bytes) -> int:
    address = urlsplit(stage.house.listener.url or "")
    assert address.hostname
    assert address.port
    sent = request(address.path, body, headers=headers)
    return (await ask((address.hostname, address.port), sent)).status


async def read_signature(stage: Stage) -> str:
    """Select the newest delivery, step to the Signature tab by keys, and read it."""
    await stage.until(lambda: stage.table.rowCount() > 0)
    row_id = stage.table.id_at(0)
    stage.click_row(row_id)
    await stage.until(
        lambda: (shown := stage.window.detail.shown) and shown.delivery.id == row_id,
    )
    tabs = stage.window.detail.tabs
    while tabs.tab is not DetailTab.SIGNATURE:
        stage.press(Qt.Key.Key_Right)
    await stage.until(lambda: "What each published scheme says" in stage.words_in(tabs))
    return "\n".join(stage.words_in(tabs))


@pytest.mark.parametrize("way", WAYS)
def test_what_broke_a_signature_can_be_read(qapp, tmp_path, way: str) -> None:
    broken = WAYS[way]

    async def story() -> None:
        async with on_stage(
            qapp, tmp_path, secrets=broken.secrets, max_age_s=3600.0, max_body=4096
        ) as stage:
            await stage.show(View.DELIVERIES)
            assert await post(stage, broken.headers, broken.body) == broken.status
            read = await read_signature(stage)
            assert broken.reason in read
            assert broken.said in read
            assert broken.to_do in read
            assert not any(secret.strip() in read for secret in broken.secrets)

    run(qapp, story)


def test_what_is_right_says_by_which_scheme_and_secret(qapp, tmp_path) -> None:
    async def story() -> None:
        async with on_stage(qapp, tmp_path) as stage:
            await stage.show(View.DELIVERIES)
            for number, (headers, said) in enumerate(RIGHT.values(), 1):
                assert await post(stage, headers, BODY) == 200
                await stage.until_is(stage.table.rowCount, number)
                assert said in await read_signature(stage)

    run(qapp, story)
