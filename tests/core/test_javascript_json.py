"""The re-serialisation against Node itself, and what must hold where Node is absent."""

import json
import shutil
import subprocess
from base64 import b64decode, b64encode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rivermon.core import javascript_json
from rivermon.core.javascript_json import NotJson, parse, stringify
from rivermon.core.json_slice import data_slice

NODE = shutil.which("node")

# One line per text: what JSON.stringify makes of it plain and indented, or what JSON.parse refuses.
SCRIPT = """
const lines = require("fs").readFileSync(0, "utf8").split("\\n").filter(Boolean);
const coded = (text) => Buffer.from(text, "utf8").toString("base64");
for (const line of lines) {
  const text = Buffer.from(line, "base64").toString("utf8");
  try {
    const value = JSON.parse(text);
    console.log(coded(JSON.stringify(value)) + "," + coded(JSON.stringify(value, null, 2)));
  } catch { console.log("refused"); }
}
"""


def by_node(texts: list[str]) -> list[tuple[bytes, bytes] | None]:
    assert NODE
    # A leading mark keeps an empty text from vanishing as an empty line.
    lines = "\n".join(b64encode(text.encode()).decode() or "IA==" for text in texts)
    done = subprocess.run(
        [NODE, "-e", SCRIPT], input=lines.encode(), capture_output=True, check=True, timeout=60
    )
    answers: list[tuple[bytes, bytes] | None] = []
    for line in done.stdout.decode().split():
        plain, _, indented = line.partition(",")
        written = None if line == "refused" else (b64decode(plain), b64decode(indented))
        answers.append(written)
    assert len(answers) == len(texts)
    return answers


def by_us(text: str) -> tuple[bytes, bytes] | None:
    try:
        value = parse(text.encode())
    except NotJson:
        return None
    return stringify(value), stringify(value, indent=2)


escapes = st.sampled_from(
    [
        '\\"',
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u001F",
        "\\u00e9",
        "\\u2028",
        "\\ud83c\\udfac",
        "\\ud800",
        "\\uDC00",
        "\\udfac\\ud83c",
        "\\u007f",
        "\x7f",
        "\u2028",
    ]
)
plain_text = st.text(st.characters(min_codepoint=32, exclude_characters='"\\', codec="utf-8"))
strings = st.lists(escapes | plain_text, max_size=4).map(lambda parts: f'"{"".join(parts)}"')
numbers = (
    st.from_regex(r"\A-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?\Z")
    | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    | st.integers(-(2**80), 2**80).map(str)
    | st.sampled_from(["1e400", "-1e400", "-0", "-0.0", "1e20", "1e21", "1e-6", "1e-7", "5e-324"])
)
keys = strings | st.sampled_from(
    [
        '"a"',
        '"b"',
        '"0"',
        '"1"',
        '"2"',
        '"10"',
        '"01"',
        '"-1"',
        '"__proto__"',
        '"constructor"',
        '"4294967294"',
        '"4294967295"',
        '"4294967296"',
        '"99999999999"',
        '"1.0"',
        '"data"',
    ]
)
space = st.sampled_from(["", "", " ", "\n\t\r "])


def arrays(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    spaced = st.tuples(space, inner, space).map("".join)
    return st.lists(spaced, max_size=5).map(lambda items: f"[{','.join(items)}]")


def objects(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    member = st.tuples(space, keys, space, st.just(":"), space, inner, space).map("".join)
    return st.lists(member, max_size=6).map(lambda members: f"{{{','.join(members)}}}")


leaves = strings | numbers | st.sampled_from(["true", "false", "null"])
json_texts = st.recursive(leaves, lambda inner: arrays(inner) | objects(inner), max_leaves=12)
near_json = st.text(
    st.sampled_from('[]{},:"\\01e.+-tnulrfasI \n\x01\x0b\u00a0\ufeffé'), max_size=12
)


@pytest.mark.skipif(NODE is None, reason="node is not installed: nothing to compare with")
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(json_texts | near_json, min_size=40, max_size=60))
def test_node_reads_and_writes_the_same(texts: list[str]) -> None:
    for text, expected in zip(texts, by_node(texts), strict=True):
        assert by_us(text) == expected, text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1.0", "1"),
        ("-0.0", "0"),
        ("-0", "0"),
        ("1e20", "100000000000000000000"),
        ("1e21", "1e+21"),
        ("1.5e300", "1.5e+300"),
        ("123456789012345680000", "123456789012345680000"),
        ("0.000001", "0.000001"),
        ("0.00001234", "0.00001234"),
        ("1.0e-7", "1e-7"),
        ("-1.25e-9", "-1.25e-9"),
        ("9007199254740993", "9007199254740992"),
        ("12345678901234567890", "12345678901234567000"),
        ("1e400", "null"),
        ("1" * 5000, "null"),
        ('{"b":1,"10":2,"2":3,"01":4}', '{"2":3,"10":2,"b":1,"01":4}'),
        ('{"4294967295":1,"4294967294":2}', '{"4294967294":2,"4294967295":1}'),
        ('{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'),
        ('{"__proto__":1}', '{"__proto__":1}'),
        (r'"\u00e9\/\u2028\u001F\ud83c\udfac"', '"é/\u2028\\u001f🎬"'),
        (r'"\uD800x\uDFFF"', r'"\ud800x\udfff"'),
        (r'{"\uD800":1}', r'{"\ud800":1}'),
        (r'"\b\f\n\r\t\"\\\u0000\u007f"', '"\\b\\f\\n\\r\\t\\"\\\\\\u0000\x7f"'),
        (" [ ] ", "[]"),
        ("[{}]", "[{}]"),
    ],
)
def test_known_cases(text: str, written: str) -> None:
    assert stringify(parse(text.encode())).decode() == written


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b" ",
        b"NaN",
        b"-Infinity",
        b"[Infinity]",
        b"\xef\xbb\xbf{}",
        b"01",
        b"1.",
        b".5",
        b"+1",
        b"[1,]",
        b'{"a":1,}',
        b"{a:1}",
        b"'a'",
        b'"\x01"',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"{} {}",
        b'"\\x41"',
        b'"\\u12g4"',
        b"\x0b1",
        "\u00a01".encode(),
        "[\u0661]".encode(),
        b"tru",
    ],
)
def test_what_javascript_refuses(text: bytes) -> None:
    with pytest.raises(NotJson):
        parse(text)


def test_every_number_is_a_double() -> None:
    assert [type(item) for item in parse(b"[1, 1.0, 9007199254740993]")] == [float] * 3
    assert parse(b"-1e400") == float("-inf")


@pytest.mark.parametrize("depth", [5_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_deep_nesting_is_a_clean_refusal(depth: int, opening: bytes, closing: bytes) -> None:
    with pytest.raises(NotJson, match="nested too deeply"):
        parse(opening * depth + b"1" + closing * depth)
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    with pytest.raises(NotJson, match="nested too deeply"):
        stringify(value)


def test_what_is_no_json_value_is_refused() -> None:
    with pytest.raises(NotJson, match="set is not a JSON value"):
        stringify({"a": {1}})


def test_python_integers_are_written_as_doubles() -> None:
    assert (
        stringify([2**53 + 1, 10**400, True, (1, None)]) == b"[9007199254740992,null,true,[1,null]]"
    )


@pytest.mark.parametrize(
    ("body", "data"),
    [
        (b'{"data": { "a" : 1 } , "b":2}', b'{ "a" : 1 }'),
        (b'{"data":1,"d\\u0061ta": [2 , 3] }', b"[2 , 3]"),
        (b'{"a":{"data":1}}', None),
        (b'{"x":"\\ud800","data":{ "s" :"\\udc00"},"y":1}', b'{ "s" :"\\udc00"}'),
        (b' { "x" : "\\ud800" , "data" : 1 , "data" : [ 1e400 ] } ', b"[ 1e400 ]"),
        (b'{"data":null}', b"null"),
        (b"{}", None),
        (b"[1]", None),
        (b'{"x":"\\ud800",1:2}', None),
        (b'{"x":"\\ud800","data":1} x', None),
        (b'{"x":"\\ud800","data":1', None),
        (b'{"x":"\\ud800" "data":1}', None),
        (b'{"x":"\\ud800","data":\xff}', None),
        (b'{"data":' + b"[" * 100_000, None),
        (b'{"x":"\\ud800","data":' + b"[" * 100_000 + b"]" * 100_000 + b"}", None),
    ],
)
def test_the_exact_slice_of_data(body: bytes, data: bytes | None) -> None:
    assert data_slice(body) == data


@settings(deadline=None)
@given(objects(json_texts))
def test_the_slice_is_the_data_that_readers_see(text: str) -> None:
    found = data_slice(text.encode())
    seen = json.loads(text, parse_int=float)
    assert (found is None) == ("data" not in seen)
    if found is not None:
        assert stringify(parse(found)) == stringify(seen["data"])


@given(st.binary(max_size=40) | near_json.map(str.encode))
def test_the_slicer_takes_any_bytes(body: bytes) -> None:
    data_slice(body)


@given(st.floats())
def test_numbers_read_back_as_themselves(value: float) -> None:
    written = javascript_json.number(value)
    if written != "null":
        assert float(written) == value
