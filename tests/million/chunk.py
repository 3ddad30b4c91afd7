"""Some thousand records in a row, with all that came with them, as rows of the store's tables.

Does not know how rows are written.
"""

import random
from collections import defaultdict

from rivermon.core.answers import RECEIVED
from rivermon.core.callback import failure_body, iso
from rivermon.core.entities import EVENT_TYPE, CallbackKind, CallbackState, Outcome, VerdictWord
from rivermon.store import search_text
from rivermon.store.keeping import SOURCE
from tests.million import strangers
from tests.million.histories import WINDOW_US, Fate, History, history
from tests.million.moments import moment_of, text_of
from tests.million.plan import Chunk, planned
from tests.million.rows import Row, Rows, delivery_row, duplicate_row
from tests.million.vocabulary import RARE, SELDOM
from tests.million.webhooks import FOREIGN_HOST, HOST, Made, made, signed

_SELDOM = 0.01


def rare_places(records: int) -> frozenset[int]:
    """The three records, counted from 0, that have the rare word: old, middle-aged and new."""
    return frozenset((records // 7, records // 2, records - 1 - records // 50))


def rows_of(chunk: Chunk) -> Rows:
    """Make a chunk's rows; the same chunk makes the same rows."""
    return _Writer(chunk).written()


class _Writer:
    def __init__(self, chunk: Chunk) -> None:
        self._chunk = chunk
        self._rng = random.Random(f"{chunk.seed} {chunk.first}")
        self._plan = planned(self._rng, chunk)
        self._times = chunk.calendar.times(self._rng, chunk.first, chunk.size)
        self._rare = rare_places(chunk.calendar.records)
        self._delivery_id, self._callback_id = chunk.delivery_id, chunk.callback_id
        self._delivery_of: dict[int, tuple[Row, int]] = {}
        self._again: defaultdict[int, int] = defaultdict(int)
        for targets in self._plan.repeated.values():
            for target in targets:
                self._again[target] += 1
        self._rows = Rows([], [], [], [], [], [])

    def written(self) -> Rows:
        for place, created in enumerate(self._times):
            self._record(place, created)
            for target in self._plan.repeated.get(place, ()):
                self._duplicate(target, created + 2_000)
            for outcome in self._plan.besides.get(place, ()):
                self._other(outcome, created + 3_000)
        return self._rows

    def _record(self, place: int, created: int) -> None:
        rng, record_id = self._rng, self._chunk.first + place + 1
        fate = self._plan.fates.get(place, Fate.TAKEN)
        took_ms = min(15.0, rng.lognormvariate(0.9, 0.4))
        received = created - int(took_ms * 1000) - 200
        sent = received // 1000 * 1000 - 1000 * int(rng.lognormvariate(4.6, 0.8) - 12)
        host = FOREIGN_HOST if fate is Fate.HELD else HOST
        webhook = made(rng, sent, must_have=self._must_have(record_id - 1), host=host)
        come = signed(rng, webhook, sent)
        delivery = delivery_row(
            id=self._next_delivery(),
            received=received,
            headers=come.headers,
            body=webhook.body,
            type=EVENT_TYPE,
            event=webhook.event,
            channel=webhook.channel,
            verdict=VerdictWord.VALID,
            scheme=come.scheme,
            secret=come.secret,
            outcome=Outcome.RECORDED,
            status=RECEIVED.status,
            duration_ms=took_ms,
            record_id=record_id,
            redeliveries=self._again[place],
            sent=sent,
            dedupe_key=f'["channel","{webhook.channel}","{EVENT_TYPE}","{webhook.event}"]',
        )
        if place in self._again:
            self._delivery_of[place] = (delivery, sent)
        self._rows.deliveries.append(delivery)
        self._content(record_id, webhook, created)
        self._success(record_id, delivery[0], webhook, received, created, fate)

    def _must_have(self, index: int) -> str | None:
        if index in self._rare:
            return RARE
        return SELDOM if self._rng.random() < _SELDOM else None

    def _content(self, record_id: int, webhook: Made, created: int) -> None:
        about = (webhook.category, webhook.event, webhook.channel)
        category, event, channel = about
        title, body = webhook.title, webhook.description
        self._rows.records.append(
            (
                record_id,
                title,
                body,
                category,
                webhook.metadata_json,
                channel,
                event,
                SOURCE,
                text_of(created),
            )
        )
        said = search_text.of_content(title, body, category, event, channel, webhook.metadata)
        self._rows.content_texts.append((record_id, *said))

    def _success(
        self,
        record_id: int,
        delivery_id: int,
        webhook: Made,
        received: int,
        created: int,
        fate: Fate,
    ) -> None:
        saved = iso(moment_of(created))
        body = (
            webhook.content_json[:-1]
            + (
                f',"id":{record_id},"saved_at":"{saved}"}},"task_id":"sqlite_{record_id}","metadata":'
                f'{{"database":"sqlite","table":"ai_content","record_id":{record_id}}}}}'
            ).encode()
        )
        lived = history(self._rng, fate, received=received, owed=created)
        if fate is Fate.WAITING and self._chunk.calendar.back(record_id - 1) < 2:
            lived = History(CallbackState.PROGRESS, (), created)  # nobody has tried it yet
        owes = (record_id, delivery_id, webhook.url, received)
        self._callback(CallbackKind.SUCCESS, owes, b'{"data":' + body, lived)
        if fate in {Fate.REFUSED, Fate.TOO_LATE}:
            last = lived.tries[-1]
            given_up = last.started + int(last.duration_ms * 1000) + 900
            next_fate = Fate.REFUSED if self._rng.random() < 0.3 else Fate.TAKEN
            why = f"The callback with the content did not succeed: {lived.reason}."
            told = history(self._rng, next_fate, received=received, owed=given_up)
            self._callback(CallbackKind.ERROR, owes, failure_body(why), told)

    def _callback(
        self, kind: CallbackKind, owes: tuple[int, int, str, int], body: bytes, lived: History
    ) -> None:
        record_id, delivery_id, url, received = owes
        callback_id, self._callback_id = self._callback_id, self._callback_id + 1
        took_ms, answered = None, None
        for tried in lived.tries:
            reply = tried.reply
            took_ms = (tried.started - received) / 1_000_000 * 1000 + tried.duration_ms
            answered = reply.status
            self._rows.attempts.append(
                (
                    callback_id,
                    text_of(tried.started),
                    tried.duration_ms,
                    reply.status,
                    reply.answer,
                    reply.error,
                )
            )
        self._rows.callbacks.append(
            (
                callback_id,
                record_id,
                delivery_id,
                kind.value,
                url,
                lived.state.value,
                body,
                len(lived.tries),
                None if lived.next_attempt is None else text_of(lived.next_attempt),
                text_of(received + WINDOW_US),
                text_of(received),
                took_ms,
                lived.reason,
                answered,
                None,
                None,
            )
        )

    def _duplicate(self, target: int, received: int) -> None:
        first, sent = self._delivery_of[target]
        again = duplicate_row(
            first,
            id=self._next_delivery(),
            received=received,
            sent=sent,
            duration_ms=self._rng.lognormvariate(0.4, 0.4),
        )
        self._rows.deliveries.append(again)

    def _other(self, outcome: Outcome, received: int) -> None:
        delivery, said = strangers.delivery(
            self._rng, outcome, id=self._next_delivery(), received=received
        )
        self._rows.deliveries.append(delivery)
        if said is not None:
            self._rows.delivery_texts.append((delivery[0], *said))

    def _next_delivery(self) -> int:
        self._delivery_id += 1
        return self._delivery_id - 1
