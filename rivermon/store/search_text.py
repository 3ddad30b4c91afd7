"""The words under which something is found: what goes into the full-text tables, and is asked them.

SQLite's tokenizer parts words at blanks and marks. Chinese and Japanese have neither, so each of
their characters becomes a word here, on both sides; a phrase of them finds what it should.
Does not know the tables.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_WITHOUT_BLANKS = re.compile(
    "([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])"
)
_WORDS = frozenset({"L", "N"})
_PRIVATE_USE = "Co"  # SQLite takes these for letters


def parted(text: str) -> str:
    """`text` with blanks around each character of a script that has none."""
    return text if text.isascii() else _WITHOUT_BLANKS.sub(r" \1 ", text)


def of_content(
    title: str,
    body: str,
    category: str,
    event: str | None,
    channel: str | None,
    metadata: Any,
) -> tuple[str, ...]:
    """A record's words, in the order of ContentText's columns."""
    words = (title, body, category, event or "", channel or "", "\n".join(_scalars(metadata)))
    return tuple(map(parted, words))


def of_delivery(*columns: str | None) -> tuple[str, ...] | None:
    """The words of a delivery without a record, or None; `columns` are those of DeliveryText."""
    return tuple(parted(word or "") for word in columns) if any(columns) else None


def has_words(text: str) -> bool:
    """True when there is a letter or a figure in `text` that can be looked for."""
    return any(map(_is_of_a_word, text))


def phrase(text: str) -> str:
    """`text` as FTS5 is asked for it: in quotation marks, so that nothing in it is syntax."""
    return '"' + parted(text).replace('"', " ").replace("\0", " ") + '"'


def unfinished(text: str) -> tuple[str, str]:
    """What may be the beginning of a longer word: `text` up to its last word, and that word.

    The word is as SQLite keeps it, without case and accents; empty where there is none that goes
    on, as in a script without blanks.
    """
    end = len(text)
    while end and _is_of_a_word(text[end - 1]):
        end -= 1
    last = text[end:]
    if _WITHOUT_BLANKS.search(last):
        return text, ""
    bare = unicodedata.normalize("NFKD", last.lower())
    return text[:end], "".join(sign for sign in bare if not unicodedata.combining(sign))


def _is_of_a_word(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind[0] in _WORDS or kind == _PRIVATE_USE


def _scalars(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        match waiting.pop():
            case dict() as inner:
                waiting.extend(reversed(inner.values()))
            case list() as inner:
                waiting.extend(reversed(inner))
            case None | bool():
                pass
            case scalar:
                yield str(scalar)
