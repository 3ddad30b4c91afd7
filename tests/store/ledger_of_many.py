"""A database of some 170 deliveries of every kind: what a search has to find its way through.

Everything in it follows from its number, so that it is the same every time.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import peewee as pw

from rivermon.core.approval import Approval
from rivermon.core.drafts import DeliveryDraft, Note
from rivermon.core.entities import CallbackState, Scheme, Verdict, VerdictWord
from rivermon.store.deciding import approve
from rivermon.store.marking import pin, write_note
from tests.store.desk import Desk, do
from tests.store.drafts import NOON, attempt, invalid, kept, recorded, rejected, unprocessable

ASKED_AT = NOON + timedelta(hours=1)
"""The moment at which the searches ask; the deliveries came in the three hours before."""

_DELIVERIES = 170
_TITLES = (
    "How rivers bend",
    "Order refunded twice",
    "A refund was promised",
    "退款通知 订单已取消。",
    "Crème brûlée à la carte",
    'He said "stop" and left 🚀',
    "über Straßen und Flüsse",
    "ÜBER the river",
    "東京の天気は晴れ",
    "100% sure; -- DROP TABLE",
    "x" * 150 + " long tail",
)
_BODIES = (
    "Slowly, then all at once.",
    "The customer asked for a refund; we agreed.",
    "客户要求退款。我们同意了。",
    "Line one\nline two\ttabbed",
    "Émile said: “naïve”. snake_case and kebab-case.",
)
_CATEGORIES = ("geography", "News", "news", "财经", "food & drink")
_EVENTS = ("article.written", "Article.Written", "order_created", "退款", "refund.done")
_MODELS = ("gpt-5", "GPT-5-mini", "claude-4", None, 7)
_PROVIDERS = ("openai", "Anthropic", None)
_VALUES: tuple[Any, ...] = (
    1,
    20,
    -3,
    20.25,
    "20",
    "Twenty",
    "Åse Östlund",
    True,
    False,
    "true",
    None,
    {"c": "deep"},
    [1, 2, 3],
    "",
    "中文值",
    10**17,
    "straße",
)
_CUSTOMERS: tuple[Any, ...] = (
    "u-1",
    "U-1",
    "u-17",
    17,
    "Åse",
    True,
    {"b": 1},
    ["red", "river"],
    None,
    "plain text with blanks",
    "💥",
)
_SCHEMES = (Scheme.RAW_BODY, Scheme.TIMESTAMPED_DATA, Scheme.TIMESTAMPED_BODY)
_NOTES = {
    4: "Ask about the refund",
    5: "Look at this: the River",
    11: "a river, 50%_off",
    12: "看这里 refund",
}
_STATES = (*CallbackState, CallbackState.SUCCESS)


def fill(database: pw.SqliteDatabase) -> None:
    """Keep all deliveries, and note what became of their callbacks."""
    desk = Desk(database)
    with database.atomic():
        for number in range(_DELIVERIES):
            now = _clock_at(number)
            desk.keep(_draft(number), now=now, monotonic_s=(number % 13) * 0.4)
        for (callback_id,) in do(database, "SELECT id FROM callback ORDER BY id"):
            for note in _notes(callback_id):
                desk.note(note)
        _act(desk)


def _act(desk: Desk) -> None:
    """What the operator did: replays, marks, and what was edited before it was approved."""
    for number in (0, 6, 9, 12):
        first = _draft(number)
        again = msgspec.structs.replace(first.arrival, replay_of=number + 1)
        desk.keep(msgspec.structs.replace(first, arrival=again), now=NOON)
    pin(desk.execute, [1, 4, 9, 40], NOON)
    for record_id, note in _NOTES.items():
        write_note(desk.execute, record_id, note)
    for record_id in _ids_of_waiting(desk)[::2]:
        data = {"title": f"Edited {record_id}", "a": {"b": 20}}
        approve(desk.execute, record_id, NOON, Approval.EDITED, data)


def _ids_of_waiting(desk: Desk) -> list[int]:
    found = do(desk.database, "SELECT record_id FROM callback WHERE approval = 'waiting'")
    return [record_id for (record_id,) in found]


def _clock_at(number: int) -> datetime:
    """A delivery a minute; for a while the clock was wrong."""
    wrong = timedelta(hours=1) if number % 100 in range(40, 45) else timedelta(0)
    return NOON - timedelta(minutes=_DELIVERIES - number) - wrong


def _draft(number: int) -> DeliveryDraft:
    made = _makers[number % len(_makers)](number)
    came = _clock_at(number) - timedelta(seconds=3)
    came_in = msgspec.structs.replace(made.arrival, received_at=came)
    sent = came - timedelta(milliseconds=(number % 9 - 4) * 250) if number % 4 else None
    return msgspec.structs.replace(made, arrival=came_in, sent_at=sent)


def _recorded(number: int) -> DeliveryDraft:
    data, metadata = _data(number), _metadata(number)
    event = _EVENTS[number // 3 % len(_EVENTS)]
    draft = recorded(
        f"chan-{number}",
        event=event,
        body=_webhook(number, data, metadata),
        title=_TITLES[number % len(_TITLES)],
        deadline=NOON + timedelta(minutes=number % 6),
        held_because="the host is not allowed" if number % 17 == 3 else None,
        data=data,
        metadata=metadata,
    )
    assert draft.record is not None
    assert draft.callback is not None
    record = msgspec.structs.replace(
        draft.record,
        body=_BODIES[number // 6 % len(_BODIES)],
        category=_CATEGORIES[number // 7 % len(_CATEGORIES)],
    )
    callback = msgspec.structs.replace(
        draft.callback,
        url=f"https://host-{number % 3}.example/v1/callback/{number}",
        for_approval=number % 7 == 5,
    )
    return msgspec.structs.replace(
        draft, record=record, callback=callback, verdict=_genuine(number)
    )


def _again(number: int) -> DeliveryDraft:
    """A redelivery of what came a while before, sometimes with another body."""
    first = _makers[0]((number // len(_makers) // 2) * len(_makers))
    if number % 4:
        return first
    other = msgspec.structs.replace(first.arrival, body=b'{"other": true}')
    return msgspec.structs.replace(first, arrival=other)


def _rejected(number: int) -> DeliveryDraft:
    bodies = (b"{}", b"\xff\xfe\x00", b'{"customer_data": {"user_id": "u-1"}}', b"[1, 2", b"")
    reasons = ("does not match any configured secret", "the timestamp is too old", "无签名")
    word = VerdictWord.NOT_VERIFIED if number % 3 else VerdictWord.INVALID
    draft = rejected(bodies[number // len(_makers) % len(bodies)])
    verdict = Verdict(word, reason=reasons[number % len(reasons)])
    return msgspec.structs.replace(draft, verdict=verdict)


def _invalid(number: int) -> DeliveryDraft:
    return msgspec.structs.replace(invalid(), verdict=_genuine(number))


def _kept(number: int) -> DeliveryDraft:
    draft = kept(f"std-{number % 40}")  # some come again
    body = _json({"type": "task.completed", "data": {"a": {"b": number}, "flag": True}})
    came_in = msgspec.structs.replace(draft.arrival, body=body)
    return msgspec.structs.replace(draft, arrival=came_in, verdict=_genuine(number))


def _unprocessable(number: int) -> DeliveryDraft:
    whys = ("no content", "the workflow failed: quota exceeded", "内容为空")
    return unprocessable(f"un-{number % 50}", why=whys[number % len(whys)])


_makers = (
    _recorded,
    _recorded,
    _rejected,
    _recorded,
    _again,
    _recorded,
    _kept,
    _unprocessable,
    _recorded,
    _invalid,
)


def _genuine(number: int) -> Verdict:
    return Verdict(VerdictWord.VALID, _SCHEMES[number % len(_SCHEMES)], 1 + number % 2)


def _data(number: int) -> dict[str, Any]:
    data: dict[str, Any] = {"title": f"T{number}", "a": {"b": _VALUES[number % len(_VALUES)]}}
    if number % 2:
        data["items"] = [{"price": number}, {"price": number / 4}]
    if number % 3:
        data["odd key"] = "found"
    return data


def _metadata(number: int) -> dict[str, Any]:
    return {
        "user_id": _CUSTOMERS[number % len(_CUSTOMERS)],
        "plan": "gold" if number % 4 == 1 else "silver",
        "ai_model": _MODELS[number // 4 % len(_MODELS)],
        "ai_provider": _PROVIDERS[number % len(_PROVIDERS)],
    }


def _webhook(number: int, data: dict[str, Any], customer: dict[str, Any]) -> bytes:
    """The published layouts in turn, some with a lot of white space behind."""
    inner = {"customer_data": customer, "ai_response": {"data": data}}
    body = _json(inner if number % 2 else {"type": "x", "data": inner})
    return body + b" " * (number * 37 % 400)


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value)


def _notes(callback_id: int) -> list[Note]:
    """None to three tries, the last of which led to one of the states."""
    state = _STATES[callback_id % len(_STATES)]
    if callback_id % 5 == 4:
        return []
    failing = [_note(callback_id, CallbackState.PROGRESS, 500, n) for n in range(callback_id % 3)]
    status = {CallbackState.SUCCESS: 200, CallbackState.TIMEOUT: None}.get(state, 404)
    return [*failing, _note(callback_id, state, status, 4)]


def _note(callback_id: int, state: CallbackState, status: int | None, turn: int) -> Note:
    tried = attempt(after_s=turn * 2.0, status=status, duration_ms=callback_id % 7 * 10.0)
    fails = state in {CallbackState.ERROR, CallbackState.TIMEOUT}
    return Note(
        callback_id=callback_id,
        state=state,
        attempt=tried,
        reason=None if state is CallbackState.SUCCESS else f"answered {status}",
        failure="given up" if fails and callback_id % 2 else None,
    )
