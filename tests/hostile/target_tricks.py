"""Callback URLs that try to lead the API key astray, and what becomes of each.

`{port}` is a port of this machine where somebody waits for the key. What is allowed is ModelRiver's
own host alone.
"""

from typing import NamedTuple

from rivermon.core.callback_gate import DEFAULT_HOST, NOT_A_URL, NOT_HTTPS

HOST = DEFAULT_HOST


class Trick(NamedTuple):
    """A URL, and the reason that is given in words; with `held` the operator may still allow it."""

    url: str
    reason: str = NOT_A_URL
    held: bool = False


def _held(url: str, host: str) -> Trick:
    return Trick(url, f"{host} is not an allowed callback host", held=True)


TRICKS = {
    # Who is meant: before the @, or after it?
    "userinfo": Trick(f"https://{HOST}@127.0.0.1:{{port}}/v1"),
    "userinfo with a password": Trick(f"https://{HOST}:443@127.0.0.1:{{port}}/v1"),
    "userinfo before the right host": Trick(f"https://user:secret@{HOST}/v1"),
    "empty userinfo": Trick("https://@127.0.0.1:{port}/v1"),
    "encoded at sign": Trick(f"https://{HOST}%40127.0.0.1:{{port}}/v1"),
    "at sign behind a fragment": _held(f"https://127.0.0.1:{{port}}#@{HOST}/", "127.0.0.1:{port}"),
    "at sign behind a query": _held(f"https://127.0.0.1:{{port}}?@{HOST}/", "127.0.0.1:{port}"),
    "backslash": Trick(f"https://127.0.0.1:{{port}}\\@{HOST}/v1"),
    "backslash for a slash": Trick(f"https:\\\\{HOST}\\v1"),
    "backslash within": Trick(f"https://{HOST}\\.127.0.0.1:{{port}}/v1"),
    # This machine by other spellings.
    "decimal": Trick("https://2130706433:{port}/v1"),
    "octal": Trick("https://0177.0.0.1:{port}/v1"),
    "octal as a whole": Trick("https://017700000001:{port}/v1"),
    "hex": Trick("https://0x7f000001:{port}/v1"),
    "hex in parts": Trick("https://0x7f.0x0.0x0.0x1:{port}/v1"),
    "hex in capitals": Trick("https://0X7F000001:{port}/v1"),
    "short": Trick("https://127.1:{port}/v1"),
    "leading zeros": Trick("https://127.000.000.001:{port}/v1"),
    "five numbers": Trick("https://127.0.0.1.1:{port}/v1"),
    "plain": _held("https://127.0.0.1:{port}/v1", "127.0.0.1:{port}"),
    "without TLS": _held("http://127.0.0.1:{port}/v1", "127.0.0.1:{port}"),
    "another of this machine's": _held("http://127.9.9.9:{port}/v1", "127.9.9.9:{port}"),
    "localhost": _held("http://localhost:{port}/v1", "localhost:{port}"),
    "IPv6": _held("http://[::1]:{port}/v1", "[::1]:{port}"),
    "IPv6 in full": Trick("http://[0:0:0:0:0:0:0:1]:{port}/v1"),
    "IPv6 without brackets": Trick("http://::1:{port}/v1"),
    "any address": Trick("http://0.0.0.0:{port}/v1", NOT_HTTPS),
    "nought": Trick("http://0:{port}/v1"),
    "any IPv6 address": Trick("http://[::]:{port}/v1", NOT_HTTPS),
    "IPv4-mapped": Trick("http://[::ffff:127.0.0.1]:{port}/v1"),
    "IPv4-mapped in hex": Trick("https://[::ffff:7f00:1]:{port}/v1"),
    "IPv4-compatible": _held("https://[::7f00:1]:{port}/v1", "[::7f00:1]:{port}"),
    "6to4": _held("https://[2002:7f00:1::]:{port}/v1", "[2002:7f00:1::]:{port}"),
    "NAT64": _held("https://[64:ff9b::7f00:1]:{port}/v1", "[64:ff9b::7f00:1]:{port}"),
    "a zone": Trick("https://[::1%lo]:{port}/v1"),
    "an encoded zone": Trick("https://[fe80::1%25eth0]:{port}/v1"),
    "a future address": Trick("https://[v1.127.0.0.1]:{port}/v1"),
    # ModelRiver's name, almost.
    "trailing dot": Trick(f"https://{HOST}./v1"),
    "two dots": Trick("https://api..modelriver.com/v1"),
    "leading dot": Trick(f"https://.{HOST}/v1"),
    "a longer name": _held(f"https://{HOST}.evil.example/v1", f"{HOST}.evil.example"),
    "another name's end": _held("https://evilapi.modelriver.com/v1", "evilapi.modelriver.com"),
    "a shorter name": _held("https://modelriver.com/v1", "modelriver.com"),
    "a Cyrillic letter": Trick("https://\u0430pi.modelriver.com/v1"),
    "the same in punycode": _held(
        "https://xn--pi-7kc.modelriver.com/", "xn--pi-7kc.modelriver.com"
    ),
    "full-width digits": Trick("https://\uff11\uff12\uff17.0.0.1:{port}/v1"),
    "full-width dots": Trick("https://127\uff0e0\uff0e0\uff0e1:{port}/v1"),
    "an ideographic dot": Trick("https://127\u30020\u30020\u30021:{port}/v1"),
    "circled digits": Trick("https://\u2460\u2461\u2466.0.0.1:{port}/v1"),
    "a full-width slash": Trick(f"https://{HOST}\uff0f@127.0.0.1:{{port}}/v1"),
    "a soft hyphen": Trick("https://api.model\u00adriver.com/v1"),
    "a zero-width space": Trick("https://api.modelriver.com\u200b/v1"),
    "an encoded dot": Trick("https://api%2Emodelriver.com/v1"),
    "an encoded host": Trick("https://%31%32%37.0.0.1:{port}/v1"),
    "an encoded slash": Trick(f"https://{HOST}%2f@127.0.0.1:{{port}}/v1"),
    "an underscore": Trick("https://api_modelriver.com/v1"),
    # Ports.
    "another port": _held(f"https://{HOST}:{{port}}/v1", f"{HOST}:{{port}}"),
    "http's port": _held(f"https://{HOST}:80/v1", f"{HOST}:80"),
    "port 0": Trick(f"https://{HOST}:0/v1"),
    "a port beyond the last": Trick(f"https://{HOST}:65979/v1"),
    "a port in words": Trick(f"https://{HOST}:https/v1"),
    "a port with a sign": Trick(f"https://{HOST}:+443/v1"),
    "a port below nought": Trick(f"https://{HOST}:-1/v1"),
    "full-width port": Trick(f"https://{HOST}:\uff14\uff14\uff13/v1"),
    # Blanks and controls, which some readers drop.
    "a tab": Trick(f"https://127.0.0.1:{{port}}\t.{HOST}/v1"),
    "a newline": Trick(f"https://{HOST}\n.127.0.0.1:{{port}}/v1"),
    "a return and a header": Trick(f"https://{HOST}/v1\r\nHost: 127.0.0.1:{{port}}"),
    "a NUL": Trick(f"https://127.0.0.1:{{port}}\x00.{HOST}/v1"),
    "a blank before": Trick(f" https://{HOST}/v1"),
    "a blank behind": Trick(f"https://{HOST}/v1 "),
    "a blank within": Trick(f"https://{HOST} @127.0.0.1:{{port}}/v1"),
    # No host, or no scheme that counts.
    "no host": Trick("https:///127.0.0.1:{port}/v1"),
    "a host of no letters": Trick("https://:{port}/v1"),
    "a path for a host": Trick(f"https:{HOST}/v1"),
    "one slash": Trick(f"https:/{HOST}/v1"),
    "three slashes": Trick(f"https:///{HOST}/v1"),
    "no scheme": Trick(f"//{HOST}/v1"),
    "a path": Trick("/v1/callback"),
    "without TLS to ModelRiver": Trick(f"http://{HOST}/v1", NOT_HTTPS),
    "without TLS to a neighbour": Trick("http://192.168.0.1:{port}/v1", NOT_HTTPS),
    "a cloud's own": _held("https://169.254.169.254/latest", "169.254.169.254"),
    "a cloud's own without TLS": Trick("http://169.254.169.254/latest", NOT_HTTPS),
    "a file": Trick("file:///etc/passwd"),
    "gopher": Trick("gopher://127.0.0.1:{port}/_POST"),
    "a socket": Trick("http+unix://127.0.0.1:{port}/v1"),
    "javascript": Trick("javascript:alert(1)"),
    "a bracket too many": Trick("https://[127.0.0.1]:{port}/v1"),
    "an open bracket": Trick("https://[::1:{port}/v1"),
    # Longer than what every reader takes.
    "a long path": Trick(f"https://{HOST}/{'x' * 2_100}"),
    "a very long one": Trick(f"https://{HOST}/{'x' * 1_000_000}"),
    "a long name": Trick(f"https://{'a.' * 150}modelriver.com/v1"),
    "a long label": Trick(f"https://{'a' * 64}.modelriver.com/v1"),
}
