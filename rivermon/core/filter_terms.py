"""What a filter says, as a tree of frozen terms.

Does not know how it was typed, nor how the store looks it up.
"""

from enum import StrEnum

import msgspec


class Field(StrEnum):
    """The fields that a filter may name before a colon."""

    EVENT = "event"
    TYPE = "type"
    CATEGORY = "category"
    CHANNEL = "channel"
    STATUS = "status"
    CALLBACK = "callback"
    VERIFIED = "verified"
    MODEL = "model"
    PROVIDER = "provider"
    AGE = "age"
    SIZE = "size"
    ATTEMPTS = "attempts"
    DURATION = "duration"
    IS = "is"
    NOTE = "note"


class Trait(StrEnum):
    """What a row is beside its words and numbers: how the operator marked it, and why it is there.

    The values are no other field's words.
    """

    PINNED = "pinned"
    NOTED = "noted"
    EDITED = "edited"
    AWAITING = "awaiting approval"
    REPLAY = "replay"
    AGAIN = "again"


class Compare(StrEnum):
    """How a value is compared."""

    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Root(StrEnum):
    """Where a JSON path begins: in the customer's data, or in the generated content."""

    CUSTOMER = "customer"
    DATA = "data"


class JsonPath(msgspec.Struct, frozen=True):
    """A place in a JSON value: object keys and array positions below a root."""

    root: Root
    keys: tuple[str | int, ...]

    def __str__(self) -> str:
        return ".".join((self.root.value, *map(str, self.keys)))


class Words(msgspec.Struct, frozen=True, tag=True):
    """Free text. Unless `exact`, its last word may be the beginning of a longer one."""

    text: str
    exact: bool = False


class Is(msgspec.Struct, frozen=True, tag=True):
    """A text field (event, type, category, channel, model, provider, note) has a value.

    Case does not count. With `prefix` the value only has to begin so. A note has every text that
    stands anywhere in it.
    """

    field: Field
    value: str
    prefix: bool = False


class OneOf(msgspec.Struct, frozen=True, tag=True):
    """A field of known words (status, callback, verified, is) has one of these.

    The words are those of CallbackState, Outcome, VerdictWord, Scheme and Trait, and "none" for a
    callback that is not owed at all.
    """

    field: Field
    words: tuple[str, ...]


class Answered(msgspec.Struct, frozen=True, tag=True):
    """The HTTP status is between `low` and `high`, both included."""

    low: int
    high: int


class Measure(msgspec.Struct, frozen=True, tag=True):
    """A number is so: age in seconds, size in bytes, attempts, duration in milliseconds."""

    field: Field
    compare: Compare
    amount: float


class AtPath(msgspec.Struct, frozen=True, tag=True):
    """A value in JSON is so: equal as text without regard to case, or compared as a number.

    `value` is as it was typed; with `prefix` the text only has to begin so. An empty value with
    `prefix` asks that there is anything at all.
    """

    path: JsonPath
    compare: Compare
    value: str
    prefix: bool = False


class Not(msgspec.Struct, frozen=True, tag=True):
    """The term does not hold."""

    term: "Term"


class All(msgspec.Struct, frozen=True, tag=True):
    """Every term holds."""

    terms: tuple["Term", ...]


class AnyOf(msgspec.Struct, frozen=True, tag=True):
    """One term holds at least."""

    terms: tuple["Term", ...]


Term = Words | Is | OneOf | Answered | Measure | AtPath | Not | All | AnyOf
