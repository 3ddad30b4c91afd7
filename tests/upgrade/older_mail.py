"""The webhooks that an older rivermon was sent: every layout, scheme and way to go wrong.

Made by make_folder.py with that version's own simulator; signed and posted as they are.
"""

import http.client
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, NamedTuple

from tests.upgrade.callbacks_taken import BUSY, GONE, NEVER, ONCE_BUSY, TAKEN

SECRETS = ("whsec_older_rivermon_1", "whsec_older_rivermon_2")
OWN_PATH = "/hooks/our-own"
HELD_EVENT = "needs_approval"
CHINESE = {
    "title": "银河铁道之夜 🌌👩‍🚀",
    "description": "少年乔班尼与好友康帕内拉乘坐列车穿越银河、喝着奶茶。“什么是真正的幸福。”",
    "rating": 9.1,
    "tags": ["动画", "奇幻", "e\u0301"],
    "n": 12345678901234567890,
}


class Mail(NamedTuple):
    """One request as it is posted."""

    body: bytes
    headers: dict[str, str]
    path: str = "/webhooks/modelriver"


class Mailer:
    """Makes requests with an older version's simulator."""

    def __init__(self, callbacks: str) -> None:
        self._rng = random.Random(20260301)
        self._to = f"http://{callbacks}"
        self._samples = import_module("rivermon.simulator.samples")
        self._sign = import_module("rivermon.simulator.signing").sign
        self._entities = import_module("rivermon.core.entities")

    def mail(
        self,
        layout: str = "flat event",
        scheme: str = "raw-body",
        way: str = TAKEN,
        *,
        secret: str = SECRETS[0],
        event: str | None = None,
        data: Any = None,
        base: str | None = None,
    ) -> Mail:
        made = self._samples.sample(
            self._rng,
            event=event,
            layout=self._entities.Layout(layout),
            callback_base=base or f"{self._to}{way}",
            now=datetime.now(UTC),
        )
        body = made.body if data is None else _with_data(made.body, data)
        return self.signed(body, scheme, secret, channel=made.channel_id)

    def text(self) -> Mail:
        now = datetime.now(UTC)
        base = f"{self._to}{TAKEN}"
        made = self._samples.text_sample(self._rng, event=None, callback_base=base, now=now)
        return self.signed(made.body, channel=made.channel_id)

    def signed(
        self, body: bytes, scheme: str = "raw-body", secret: str = SECRETS[0], channel: str = "ch-x"
    ) -> Mail:
        headers = self._sign(
            self._entities.Scheme(scheme),
            secret,
            body,
            timestamp_s=int(datetime.now(UTC).timestamp()),
            channel_id=channel,
        )
        return Mail(body, {"Content-Type": "application/json", "X-Näme": "Wert 值", **headers})

    def ordinary(self) -> Iterator[Mail]:
        """What is taken in, of every layout and scheme."""
        yield self.mail()
        yield self.mail("flat event", way=ONCE_BUSY)
        for layout in ("flat event", "envelope"):
            for scheme in ("raw-body", "timestamped-body"):
                yield self.mail(layout, scheme)
        yield self.mail("envelope", "timestamped-data", secret=SECRETS[1])
        yield self.mail("flat standard")
        yield self.mail("observability", "timestamped-data")
        yield self.text()
        yield self.mail(data=CHINESE, event="新电影建议 🎬")
        yield self.mail("envelope", "timestamped-data", data=CHINESE)
        yield self.mail(data={"title": "Large 大", "body": _long_text(60_000)})
        yield self.mail(data={"title": "", "description": None, "list": [[], {}, "\u0001"]})
        yield self.mail(way=GONE)
        yield self.mail(way=BUSY)
        yield self.mail(base="https://elsewhere.example.com/cb")
        yield self.mail(event=HELD_EVENT)._replace(path=OWN_PATH)

    def approvals(self) -> Iterator[Mail]:
        for _ in range(4):
            yield self.mail(event=HELD_EVENT, data=CHINESE)

    def odd(self) -> Iterator[Mail]:
        """What is repeated, rejected or not understood."""
        first = self.mail(data={"title": "Twice"})
        yield from (first, first, first)
        other = first.body.replace(b"Twice", b"Other")
        yield self.signed(other)
        yield self.mail(secret="whsec_somebody_else")
        yield Mail(first.body, {"Content-Type": "application/json"})
        yield Mail(first.body, {"mr-signature": "no hex at all ✗"})
        yield Mail(b'{"a": 1 }', self.signed(b'{"a":1}').headers)
        yield self.signed(b"{not json")
        yield self.signed(b'["no", "object"]')
        yield self.signed('{"type": "task.failed", "why": "模型超时"}'.encode())
        yield self.signed(b'{"type": "task.ai_generated", "event": "x\\ud800y", "n": 1e400}')
        yield self.signed(b"\xff\xfe\x00 no text")

    def owed(self) -> Iterator[Mail]:
        """What ModelRiver still waits for when the program is killed."""
        for way in (NEVER, BUSY, NEVER):
            yield self.mail(way=way, data={"title": f"Owed {way}", "description": "还欠着 🕐"})
        yield self.mail("envelope", "timestamped-data", way=BUSY)


def post(port: int, mail: Mail) -> int:
    """Post it, and return the answer's status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest("POST", mail.path)
        for name, value in mail.headers.items():
            connection.putheader(name.encode("ascii", "ignore").decode(), value.encode())
        connection.putheader("Content-Length", str(len(mail.body)))
        connection.endheaders(mail.body)
        return connection.getresponse().status
    finally:
        connection.close()


def _with_data(body: bytes, data: Any) -> bytes:
    read = json.loads(body)
    (read if "ai_response" in read else read["data"])["ai_response"]["data"] = data
    return json.dumps(read, ensure_ascii=False).encode()


def _long_text(lines: int) -> str:
    return "".join(f"第{line % 97}行 奶茶 and film noir.\n" for line in range(lines // 10))
