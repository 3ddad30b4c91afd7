"""Requests by hand: what is ambiguous, what is odd but clear, and what is asked for.

HIDDEN stands for a whole genuine webhook that is hidden in the request, SEALED for the headers of
a genuine one, BODY for its body, in chunks where it is CHUNKS.
"""

from tests.hostile.letters import event, sealed

_POST = b"POST /webhook HTTP/1.1\r\nHost: a\r\n"
_CHUNKED = _POST + b"Transfer-Encoding: chunked\r\n\r\n"


def filled(template: bytes, hidden: bytes, body: bytes = b"") -> bytes:
    body = body or event("outer", "Outer")
    return (
        template.replace(b"SEALED", b"\r\n".join(sealed(body)))
        .replace(b"LENGTH", b"%d" % len(body))
        .replace(b"LONG", b"%d" % len(hidden))
        .replace(b"CHUNKS", b"%x\r\n%b\r\n0\r\n" % (len(body), body))
        .replace(b"BODY", body)
        .replace(b"HIDDEN", hidden)
    )


_SIGNED = _POST + b"SEALED\r\n"

REFUSED: dict[str, bytes] = {
    "a length and chunks": _SIGNED
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHIDDEN",
    "chunks and a length": _SIGNED
    + b"Transfer-Encoding: chunked\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "two lengths": _SIGNED + b"Content-Length: LENGTH\r\nContent-Length: 5\r\n\r\nBODYHIDDEN",
    "two equal lengths": _SIGNED
    + b"Content-Length: LENGTH\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a list of lengths": _SIGNED + b"Content-Length: LENGTH, LENGTH\r\n\r\nBODYHIDDEN",
    "a length with a plus": _SIGNED + b"Content-Length: +LENGTH\r\n\r\nBODYHIDDEN",
    "a length with a minus": _SIGNED + b"Content-Length: -LENGTH\r\n\r\nBODYHIDDEN",
    "a length in hexadecimal": _SIGNED + b"Content-Length: 0x10\r\n\r\nBODYHIDDEN",
    "a length with an underscore": _SIGNED + b"Content-Length: 1_0\r\n\r\nBODYHIDDEN",
    "a length with a fraction": _SIGNED + b"Content-Length: 10.0\r\n\r\nBODYHIDDEN",
    "a length of two words": _SIGNED + b"Content-Length: 1 0\r\n\r\nBODYHIDDEN",
    "a length in Arabic digits": _SIGNED + "Content-Length: \u0661\r\n\r\nBODYHIDDEN".encode(),
    "a length of nothing": _SIGNED + b"Content-Length:\r\n\r\nHIDDEN",
    "a length beyond 64 bits": _SIGNED + b"Content-Length: 99999999999999999999\r\n\r\nHIDDEN",
    "xchunked": _SIGNED + b"Transfer-Encoding: xchunked\r\n\r\nCHUNKS\r\nHIDDEN",
    "chunked after a tab": _SIGNED + b"Transfer-Encoding: \x0bchunked\r\n\r\nCHUNKS\r\nHIDDEN",
    "chunked in quotes": _SIGNED + b'Transfer-Encoding: "chunked"\r\n\r\nCHUNKS\r\nHIDDEN',
    "chunked, then identity": _SIGNED
    + b"Transfer-Encoding: chunked, identity\r\n\r\nCHUNKS\r\nHIDDEN",
    "chunked twice": _SIGNED + b"Transfer-Encoding: chunked, chunked\r\n\r\nCHUNKS\r\nHIDDEN",
    "two codings": _SIGNED
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\nCHUNKS\r\nHIDDEN",
    "gzip, then chunked": _SIGNED + b"Transfer-Encoding: gzip, chunked\r\n\r\nCHUNKS\r\nHIDDEN",
    "identity": _SIGNED + b"Transfer-Encoding: identity\r\n\r\nHIDDEN",
    "no coding": _SIGNED + b"Transfer-Encoding:\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a space before the colon": _SIGNED + b"Transfer-Encoding : chunked\r\n\r\nCHUNKS\r\nHIDDEN",
    "a space before the length's colon": _SIGNED + b"Content-Length : LENGTH\r\n\r\nBODYHIDDEN",
    "a folded header": _SIGNED + b"X-A: 1\r\n folded\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a folded length": _SIGNED + b"Content-Length:\r\n LENGTH\r\n\r\nBODYHIDDEN",
    "a folded first header": b"POST /webhook HTTP/1.1\r\n Host: a\r\nHost: a\r\n"
    b"Content-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "bare line feeds": b"POST /webhook HTTP/1.1\nHost: a\nSEALED\nContent-Length: LENGTH\n\nBODY",
    "one bare line feed": _SIGNED + b"X-A: b\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a bare carriage return": _SIGNED + b"X-A: b\rContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a header without a colon": _SIGNED + b"XYZ\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a header without a name": _SIGNED + b": x\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a NUL in a name": _SIGNED + b"X\x00: x\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a NUL in a value": _SIGNED + b"X: a\x00b\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "a space in a name": _SIGNED + b"X Y: x\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "no host": b"POST /webhook HTTP/1.1\r\nSEALED\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "two hosts": _SIGNED + b"Host: b\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "chunks of HTTP/1.0": b"POST /webhook HTTP/1.0\r\nSEALED\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nCHUNKS\r\nHIDDEN",
    "HTTP/0.9": b"POST /webhook\r\n\r\nHIDDEN",
    "HTTP/1.2": b"POST /webhook HTTP/1.2\r\nHost: a\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "HTTP/2.0": b"POST /webhook HTTP/2.0\r\nHost: a\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
    "HTTP/2's first words": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nHIDDEN",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\nHIDDEN",
    "a chunk's size in 0x": _CHUNKED + b"0x2\r\n{}\r\n0\r\n\r\nHIDDEN",
    "a chunk's size with a plus": _CHUNKED + b"+2\r\n{}\r\n0\r\n\r\nHIDDEN",
    "a chunk's size with a minus": _CHUNKED + b"-2\r\n{}\r\n0\r\n\r\nHIDDEN",
    "a chunk's size with a space": _CHUNKED + b"2 \r\n{}\r\n0\r\n\r\nHIDDEN",
    "a chunk's size with an underscore": _CHUNKED + b"0_2\r\n{}\r\n0\r\n\r\nHIDDEN",
    "no chunk's size": _CHUNKED + b"\r\n{}\r\n0\r\n\r\nHIDDEN",
    "a chunk beyond 64 bits": _CHUNKED + b"fffffffffffffffff\r\n{}\r\n0\r\n\r\nHIDDEN",
    "a chunk longer than its size": _CHUNKED + b"2\r\n{}}\r\n0\r\n\r\nHIDDEN",
    "a chunk without an end": _CHUNKED + b"2\r\n{}0\r\n\r\nHIDDEN",
    "chunks with bare line feeds": _CHUNKED + b"2\n{}\n0\n\nHIDDEN",
    "a chunk's extension with a bare line feed": _CHUNKED + b"2;a\n{}\r\n0\r\n\r\nHIDDEN",
    "a length after the chunks": _CHUNKED + b"2\r\n{}\r\n0\r\nContent-Length: 3\r\n\r\nHIDDEN",
    "ten thousand trailers": _CHUNKED + b"2\r\n{}\r\n0\r\n" + b"X: 1\r\n" * 10_000 + b"\r\nHIDDEN",
    "a trailer of 100 kB": _CHUNKED + b"2\r\n{}\r\n0\r\nX: " + b"x" * 100_000 + b"\r\n\r\nHIDDEN",
    "a header of 100 kB": _SIGNED + b"X: " + b"x" * 100_000 + b"\r\n\r\nHIDDEN",
    "a header's name of 100 kB": _SIGNED + b"x" * 100_000 + b": x\r\n\r\nHIDDEN",
    "ten thousand headers": _SIGNED + b"X: 1\r\n" * 10_000 + b"\r\nHIDDEN",
    "a target of 100 kB": b"POST /webhook?"
    + b"x" * 100_000
    + b" HTTP/1.1\r\nHost: a\r\n\r\nHIDDEN",
    "a method of 100 kB": b"P" * 100_000 + b" /webhook HTTP/1.1\r\nHost: a\r\n\r\nHIDDEN",
}

ACCEPTED: dict[str, tuple[bytes, list[int]]] = {
    "capital chunks": (_SIGNED + b"Transfer-Encoding: CHUNKED\r\n\r\nCHUNKS\r\n", [200]),
    "zeros before the length": (_SIGNED + b"Content-Length: 000LENGTH\r\n\r\nBODY", [200]),
    "empty lines before": (b"\r\n\r\n" + _SIGNED + b"Content-Length: LENGTH\r\n\r\nBODY", [200]),
    "HTTP/1.0": (
        b"POST /webhook HTTP/1.0\r\nSEALED\r\nContent-Length: LENGTH\r\n\r\nBODY",
        [200],
    ),
    "a chunk's extension": (
        _SIGNED + b"Transfer-Encoding: chunked\r\n\r\n0;a=b;c\r\n\r\n",
        [401],
    ),
    "a chunk's extension of 100 kB": (
        _SIGNED + b"Transfer-Encoding: chunked\r\n\r\n0;" + b"a" * 100_000 + b"\r\n\r\n",
        [401],
    ),
    "a signature among the trailers": (
        _POST + b"Transfer-Encoding: chunked\r\n\r\nCHUNKSSEALED\r\n\r\n",
        [401],
    ),
    "a trailer": (_SIGNED + b"Transfer-Encoding: chunked\r\n\r\nCHUNKSX-A: 1\r\n\r\n", [200]),
    "another expectation": (
        _SIGNED + b"Expect: 200-ok\r\nContent-Length: LENGTH\r\n\r\nBODY",
        [200],
    ),
    "another protocol's webhook": (
        _SIGNED
        + b"Upgrade: websocket\r\nConnection: upgrade\r\nContent-Length: LENGTH\r\n\r\nBODYHIDDEN",
        [200],
    ),
    "HTTP/2's upgrade": (
        _SIGNED
        + b"Upgrade: h2c\r\nConnection: upgrade, http2-settings\r\nHTTP2-Settings: AAMAAABk\r\n"
        b"Content-Length: LENGTH\r\n\r\nBODYHIDDEN",
        [200],
    ),
    "a length of all 64 bits": (
        _SIGNED + b"Content-Length: 18446744073709551615\r\n\r\nHIDDEN",
        [413],
    ),
    "a chunk of all 64 bits": (
        _SIGNED + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nHIDDEN",
        [408],
    ),
    "what was said to be longer": (_SIGNED + b"Content-Length: 100000\r\n\r\nHIDDEN", [408]),
    "a body where none belongs": (
        b"GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: LONG\r\n\r\nHIDDEN",
        [200],
    ),
}

TARGETS: dict[bytes, int] = {
    b"POST /webhook HTTP/1.1": 200,
    b"POST /webhook/ HTTP/1.1": 200,
    b"POST /webhook?a=b HTTP/1.1": 200,
    b"POST /webhook?" + b"a" * 8000 + b" HTTP/1.1": 200,
    b"POST /%77ebhook HTTP/1.1": 200,
    b"POST http://evil.example/webhook HTTP/1.1": 200,
    b"POST https://user@evil.example:1/webhook HTTP/1.1": 200,
    b"POST /webhook;a=b HTTP/1.1": 404,
    b"POST //webhook HTTP/1.1": 404,
    b"POST /./webhook HTTP/1.1": 404,
    b"POST /webhook/../webhook HTTP/1.1": 404,
    b"POST /../../etc/passwd HTTP/1.1": 404,
    b"POST /webhook/..%2f..%2fetc HTTP/1.1": 404,
    b"POST /webhook%2fmodelriver HTTP/1.1": 404,
    b"POST /webhook%252f HTTP/1.1": 404,
    b"POST /webhook%00 HTTP/1.1": 404,
    b"POST /webhook%ff HTTP/1.1": 404,
    b"POST /webhook%ed%a0%80 HTTP/1.1": 404,
    b"POST /webhook%zz HTTP/1.1": 404,
    b"POST /WEBHOOK HTTP/1.1": 404,
    b"POST /\\webhook HTTP/1.1": 404,
    b"POST / HTTP/1.1": 404,
    b"POST /health/x HTTP/1.1": 404,
    b"POST /webhook\xff HTTP/1.1": 400,
    b"POST /web hook HTTP/1.1": 400,
    b"POST webhook HTTP/1.1": 400,
    b"POST  /webhook HTTP/1.1": 200,
    b"POST * HTTP/1.1": 400,
    b"OPTIONS * HTTP/1.1": 400,
    b"CONNECT a.example:443 HTTP/1.1": 400,
    b"CONNECT /webhook HTTP/1.1": 400,
    b"POST a.example:443 HTTP/1.1": 400,
    b"POST gopher://evil.example/webhook HTTP/1.1": 400,
    b"POST file:///webhook HTTP/1.1": 400,
    b"POST http:///webhook HTTP/1.1": 400,
    b"POST http://[::1/webhook HTTP/1.1": 400,
    b"POST http://a:99999999/webhook HTTP/1.1": 400,
    b"post /webhook HTTP/1.1": 400,
    b"POSTPOST /webhook HTTP/1.1": 400,
    b"GET /webhook HTTP/1.1": 405,
    b"PUT /webhook HTTP/1.1": 405,
    b"TRACE /webhook HTTP/1.1": 405,
    b"PURGE /webhook HTTP/1.1": 405,
    b"POST /health HTTP/1.1": 405,
}
