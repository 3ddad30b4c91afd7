"""What a filter should find, decided row by row in plain Python, without an index or a join.

Written from what the filter's terms promise, not from how the store looks them up.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import peewee as pw

from rivermon.core.filter_terms import (
    All,
    Answered,
    AnyOf,
    AtPath,
    Compare,
    Field,
    Is,
    JsonPath,
    Measure,
    Not,
    OneOf,
    Root,
    Term,
    Trait,
    Words,
)
from rivermon.core.listing import View
from rivermon.store.insertion import Execute

Fields = dict[str, Any]


class Seen(NamedTuple):
    """A row of a view, with all that belongs to it."""

    view: View
    id: int
    record: Fields
    delivery: Fields
    callbacks: Sequence[Fields]
    marks: Fields

    @property
    def own(self) -> Fields:
        """The view's own row."""
        if self.view is View.RECORDS:
            return self.record
        return self.delivery if self.view is View.DELIVERIES else self.callbacks[0]


def everything(database: pw.SqliteDatabase) -> dict[View, list[Seen]]:
    """All rows of all views, by their ids."""
    records, deliveries, callbacks = (
        {row["id"]: row for row in _table(database, name)}
        for name in ("ai_content", "delivery", "callback")
    )
    marks = {row["record_id"]: row for row in _table(database, "record_mark", "record_id")}
    brought = {row["record_id"]: row for row in deliveries.values() if row["outcome"] == "recorded"}
    return {
        View.RECORDS: [
            Seen(
                View.RECORDS,
                key,
                row,
                brought[key],
                _those(callbacks, "record_id", key, "success"),
                marks.get(key, {}),
            )
            for key, row in records.items()
        ],
        View.DELIVERIES: [
            Seen(
                View.DELIVERIES,
                key,
                records.get(row["record_id"], {}),
                row,
                _those(callbacks, "delivery_id", key),
                marks.get(row["record_id"], {}),
            )
            for key, row in deliveries.items()
        ],
        View.CALLBACKS: [
            Seen(
                View.CALLBACKS,
                key,
                records.get(row["record_id"], {}),
                deliveries[row["delivery_id"]],
                [row],
                marks.get(row["record_id"], {}),
            )
            for key, row in callbacks.items()
        ],
    }


def matches(term: Term | None, seen: Seen, now: datetime) -> bool:
    """Whether a row is as a filter says."""
    match term:
        case None:
            return True
        case Not(inner):
            return not matches(inner, seen, now)
        case All(terms):
            return all(matches(each, seen, now) for each in terms)
        case AnyOf(terms):
            return any(matches(each, seen, now) for each in terms)
        case Words():
            return _has_words(term, _texts(seen))
        case OneOf(_, words):
            return bool(_known_words(seen) & set(words))
        case AtPath():
            return any(_is_so(term, value) for value in values_at(seen, term.path))
    return _of_field(term, seen, now)


def _of_field(term: Is | Measure | Answered, seen: Seen, now: datetime) -> bool:
    match term:
        case Is(Field.NOTE, value):
            return fold(value) in fold(seen.marks.get("note", "")) != ""
        case Is(field, value, prefix):
            texts = [fold(text) for text in values_of(seen, field) if isinstance(text, str)]
            wanted = fold(value)
            return any(text.startswith(wanted) if prefix else text == wanted for text in texts)
        case Answered(low, high):
            return any(answer is not None and low <= answer <= high for answer in answers_of(seen))
        case Measure(Field.AGE, compare, amount):
            ages = (now - _moment(seen.own) for _ in (1,))
            return any(_compare(age, compare, timedelta(seconds=amount)) for age in ages)
        case Measure(field, compare, amount):
            amounts = (value for value in values_of(seen, field) if value is not None)
            return any(_compare(value, compare, amount) for value in amounts)


def fold(text: str) -> str:
    """Text without regard to case, as far as ASCII goes."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)


def values_at(seen: Seen, path: JsonPath) -> Iterator[Any]:
    """The JSON values at a path, from each place where the row may have it."""
    for place in _places(seen, path.root):
        value = place
        for key in path.keys:
            value = _step(value, key)
        if value is not None:
            yield value


def values_of(seen: Seen, field: Field) -> list[Any]:
    """What a row has for a field; several where it has several callbacks."""
    match field:
        case Field.EVENT if seen.view is View.RECORDS:
            return [seen.record["event_name"]]
        case Field.EVENT | Field.CHANNEL | Field.TYPE:
            own = seen.record if seen.view is View.RECORDS else seen.delivery
            names = {Field.EVENT: "event", Field.CHANNEL: "channel_id"}
            return [seen.delivery["type"] if field is Field.TYPE else own[names[field]]]
        case Field.SIZE:
            return [len(seen.delivery["body"])]
        case _:
            return _values_elsewhere(seen, field)


def _values_elsewhere(seen: Seen, field: Field) -> list[Any]:
    match field:
        case Field.CATEGORY:
            return [seen.record.get("category")]
        case Field.MODEL | Field.PROVIDER:
            return [json.loads(seen.record.get("metadata", "{}")).get(f"ai_{field}")]
        case Field.DURATION if seen.view is View.DELIVERIES:
            return [seen.delivery["duration_ms"]]
        case Field.DURATION:
            return [callback["duration_ms"] for callback in seen.callbacks]
        case Field.ATTEMPTS:
            return [callback["attempts"] for callback in seen.callbacks]
    raise AssertionError(field)


def answers_of(seen: Seen) -> list[int | None]:
    if seen.view is View.DELIVERIES:
        return [seen.delivery["status"]]
    return [callback["answered"] for callback in seen.callbacks]


def _moment(own: Fields) -> datetime:
    return datetime.fromisoformat(own.get("created_at") or own["received_at"])


def _known_words(seen: Seen) -> set[str]:
    words = {callback["state"] for callback in seen.callbacks} or {"none"}
    return (
        words | _traits(seen) | {seen.delivery[name] for name in ("outcome", "verdict", "scheme")}
    )


def _traits(seen: Seen) -> set[str]:
    are = {
        Trait.PINNED: bool(seen.marks.get("pinned_at")),
        Trait.NOTED: bool(seen.marks.get("note")),
        Trait.EDITED: bool(seen.marks.get("edited_at")),
        Trait.AWAITING: any(each["approval"] == "waiting" for each in seen.callbacks),
        Trait.REPLAY: seen.delivery["replay_of"] is not None,
        Trait.AGAIN: seen.delivery["outcome"] == "duplicate",
    }
    return {trait for trait, is_so in are.items() if is_so}


def _compare(value: Any, compare: Compare, amount: Any) -> bool:
    return bool(
        {
            Compare.EQUAL: value == amount,
            Compare.LESS: value < amount,
            Compare.AT_MOST: value <= amount,
            Compare.MORE: value > amount,
            Compare.AT_LEAST: value >= amount,
        }[compare]
    )


def _is_so(term: AtPath, value: Any) -> bool:
    if term.compare is not Compare.EQUAL:
        number = isinstance(value, int | float)
        return number and _compare(value, term.compare, float(term.value))
    text, wanted = fold(str(sqlite_value(value))), fold(term.value)
    if term.prefix:
        return text.startswith(wanted)
    # SQLite cannot tell JSON's true and false from 1 and 0.
    numbers = {"true": 1, "false": 0}
    return text == wanted or (wanted in numbers and value == numbers[wanted])


def sqlite_value(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def _places(seen: Seen, root: Root) -> list[Any]:
    if seen.view is View.DELIVERIES:
        body = _read(seen.delivery["body"])
        if root is Root.CUSTOMER:
            return [_at(body, "customer_data"), _at(body, "data", "customer_data")]
        inner = (("ai_response", "data"), ("data", "ai_response", "data"), ("data",))
        return [_at(body, *way) for way in inner]
    if root is Root.CUSTOMER:
        return [json.loads(seen.record.get("metadata", "{}"))]
    return [_at(_read(callback["body"]), "data") for callback in seen.callbacks]


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = _step(value, key)
    return value


def _step(value: Any, key: str | int) -> Any:
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int):
        return value[key] if key < len(value) else None
    return None


def _texts(seen: Seen) -> list[str]:
    """Where words are looked for: in the record if there is one, else in the delivery."""
    if seen.record:
        names = ("title", "body", "category", "event_name", "channel_id")
        scalars = _scalars(json.loads(seen.record["metadata"]))
        return [*(seen.record[name] or "" for name in names), " ".join(scalars)]
    return [seen.delivery[name] or "" for name in ("type", "event", "channel_id", "reason")]


def _scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _scalars(each)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W_\u3040-\u30ff\u4e00-\u9fff]+")


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFD", text.lower())
    return _WORD.findall("".join(sign for sign in bare if not unicodedata.combining(sign)))


def _has_words(term: Words, texts: Sequence[str]) -> bool:
    wanted = _words(term.text)
    begun = not term.exact and len(wanted[-1]) >= 3 and term.text[-1].isalnum()
    return any(_follow(wanted, _words(text), begun=begun) for text in texts)


def _follow(wanted: Sequence[str], words: Sequence[str], *, begun: bool) -> bool:
    count = len(wanted)
    for at in range(len(words) - count + 1):
        *before, last = words[at : at + count]
        ends = last.startswith(wanted[-1]) if begun else last == wanted[-1]
        if ends and before == list(wanted[:-1]):
            return True
    return False


def _those(
    callbacks: dict[int, Fields], column: str, key: int, kind: str | None = None
) -> list[Fields]:
    rows = (row for row in callbacks.values() if row[column] == key)
    return [row for row in rows if kind is None or row["kind"] == kind]


def _table(database: pw.SqliteDatabase, name: str, key: str = "id") -> list[Fields]:
    execute: Execute = database.execute_sql
    found = execute(f"SELECT * FROM {name} ORDER BY {key}", ())
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
