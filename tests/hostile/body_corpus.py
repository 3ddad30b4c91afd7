"""Bodies that a sender could sign and no sender should: authentic, but odd.

Each with the status it is answered and what becomes of it.
"""

from tests.hostile.letters import CALLBACKS

_DEEP = 100_000
Fate = tuple[bytes, int, str]
RECORDED, KEPT, INVALID = (200, "recorded"), (200, "kept"), (400, "invalid")


def _event(name: str, data: bytes, more: bytes = b"") -> bytes:
    return (
        b'{"type":"task.ai_generated","event":"odd","channel_id":"%b","callback_url":"%b/%b",'
        b'"ai_response":{"data":%b}%b}'
    ) % (name.encode(), CALLBACKS.encode(), name.encode(), data, more)


def _titled(name: str, title: bytes) -> bytes:
    return _event(name, b'{"title":"%b"}' % title)


BODIES: dict[str, tuple[bytes, tuple[int, str]]] = {
    "nothing": (b"", INVALID),
    "a space": (b" ", INVALID),
    "a NUL": (b"\x00", INVALID),
    "every byte": (bytes(range(256)), INVALID),
    "not UTF-8": (_titled("utf8", b"\xff\xfe"), INVALID),
    "not UTF-8 where it is skipped": (b'{"unknown":"\xff"}', INVALID),
    "UTF-8 of a surrogate": (_titled("cesu", b"\xed\xa0\x80"), INVALID),
    "UTF-8 that is too long": (_titled("overlong", b"\xc0\xaf"), INVALID),
    "UTF-16": ('{"type":"a"}'.encode("utf-16"), INVALID),
    "a byte order mark": (b"\xef\xbb\xbf{}", INVALID),
    "arrays 100,000 deep": (b"[" * _DEEP + b"]" * _DEEP, INVALID),
    "objects 100,000 deep": (b'{"a":' * _DEEP + b"1" + b"}" * _DEEP, INVALID),
    "objects 100,000 deep without an end": (b'{"a":' * _DEEP, INVALID),
    "content 100,000 deep": (_event("deep", b"[" * _DEEP + b"]" * _DEEP), INVALID),
    "skipped 100,000 deep": (b'{"unknown":' + b"[" * _DEEP + b"]" * _DEEP + b"}", INVALID),
    "content 300 deep": (_event("deep300", b"[" * 300 + b"]" * 300), INVALID),
    "content 200 deep": (_event("deep200", b"[" * 200 + b"]" * 200), RECORDED),
    "1e400": (_event("1e400", b'{"title":1e400,"n":[1e400,-1e400]}'), RECORDED),
    "1e-400": (_event("1e-400", b'{"title":1e-400}'), RECORDED),
    "5,000 digits": (
        _event("digits", b'{"title":%b,"n":%b}' % (b"9" * 5000, b"9" * 5000)),
        RECORDED,
    ),
    "minus 5,000 digits": (_event("minus", b'{"n":-%b}' % (b"9" * 5000)), RECORDED),
    "5,000 digits and an exponent": (_event("both", b'{"n":%be5}' % (b"9" * 5000)), RECORDED),
    "5,000 digits behind the point": (_event("point", b'{"n":0.%b}' % (b"9" * 5000)), RECORDED),
    "beyond 64 bits": (
        _event("bits", b'{"n":18446744073709551616,"m":-9223372036854775809}'),
        RECORDED,
    ),
    "an exponent of 5,000 digits": (_event("exponent", b'{"n":1e%b}' % (b"9" * 5000)), RECORDED),
    "NaN": (_event("nan", b'{"n":NaN}'), INVALID),
    "Infinity": (_event("infinity", b'{"n":-Infinity}'), INVALID),
    "a lone surrogate": (_titled("lone", b"a\\ud800b"), RECORDED),
    "a lone surrogate as a key": (_event("lonekey", b'{"\\udfff":1,"title":"a"}'), RECORDED),
    "a lone surrogate as the channel": (_titled("\\ud800", b"a"), RECORDED),
    "a lone surrogate as the event": (_event("loneevent", b"{}", b',"event":"\\udc00"'), RECORDED),
    "surrogates the wrong way round": (_titled("swapped", b"\\udc00\\ud800"), RECORDED),
    "an escaped NUL": (_titled("nul", b"a\\u0000b"), RECORDED),
    "an escaped NUL as the channel": (_titled("a\\u0000b", b"a"), RECORDED),
    "a raw NUL": (_titled("rawnul", b"a\x00b"), INVALID),
    "a raw line feed": (_titled("rawlf", b"a\nb"), INVALID),
    "controls, ANSI and bidi": (_titled("ansi", b"\\u001b[31m\\u202e\\u0007\\u009b"), RECORDED),
    "duplicate keys": (
        _event("twice", b'{"title":"a","title":"b"}', b',"type":"task.ai_generated"'),
        RECORDED,
    ),
    "the type twice": (_event("types", b"{}", b',"type":"task.completed"'), KEPT),
    "the callback twice": (_event("urls", b"{}", b',"callback_url":null'), KEPT),
    "a number for the type": (b'{"type":1,"channel_id":2,"event":3}', KEPT),
    "an array for everything": (
        b'{"type":[],"channel_id":[],"event":[],"data":[],"meta":[]}',
        KEPT,
    ),
    "an object for the callback": (_event("object", b"{}", b',"callback_url":{"a":1}'), KEPT),
    "a number for the customer": (_event("customer", b"{}", b',"customer_data":1e999'), RECORDED),
    "a callback of another world": (
        _event("world", b"{}", b',"callback_url":"gopher://x/\\u0000"'),
        RECORDED,
    ),
    "a callback in broken brackets": (
        _event("brackets", b"{}", b',"callback_url":"https://[::1"'),
        RECORDED,
    ),
    "a callback of 100 kB": (
        _event("long", b"{}", b',"callback_url":"https://%b"' % (b"a" * 100_000)),
        RECORDED,
    ),
    "a channel of 100 kB": (_titled("c" * 100_000, b"a"), RECORDED),
    "a title of 100 kB": (_titled("title", b"a" * 100_000), RECORDED),
    "100,000 keys": (
        _event("keys", b"{%b}" % b",".join(b'"%d":%d' % (n, n) for n in range(100_000))),
        RECORDED,
    ),
    "100,000 empty arrays": (_event("arrays", b"[%b]" % b",".join([b"[]"] * 100_000)), RECORDED),
    "a comment": (b"{} // yes", INVALID),
    "a comma too many": (b'{"a":1,}', INVALID),
    "single quotes": (b"{'a':1}", INVALID),
    "two objects": (b"{}{}", INVALID),
    "a string": (b'"{}"', INVALID),
    "a year beyond": (_event("year", b"{}", b',"timestamp":"9999-12-31T23:59:59-14:00"'), RECORDED),
    "a time before all": (
        _event("before", b"{}", b',"timestamp":"0001-01-01T00:00:00+14:00"'),
        RECORDED,
    ),
    "a time without end": (_event("time", b"{}", b',"timestamp":1e308'), RECORDED),
    "a category of another kind": (
        _event("kind", b"{}", b',"customer_data":{"category":[{}]}'),
        RECORDED,
    ),
}
