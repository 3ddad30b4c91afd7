"""Every published vector, every reason for a refusal, and nothing that raises."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rivermon.core.entities import Headers, Scheme, Verdict, VerdictWord
from rivermon.core.signature import Refusal, age_s, verify

VECTORS: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("vectors").joinpath("signatures.json").read_text("utf-8")
)
NOW = datetime(2026, 1, 5, 12, 35, 0, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()) - 60)
SECRET = "whsec_test_7a1c"
BODY = b'{"type":"task.ai_generated","data":{"b":1.0,"10":"\xc3\xa9"},"callback_url":"https://x/y"}'


def signed(message: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def raw(message: bytes, secret: str = SECRET) -> Headers:
    return (("mr-signature", signed(message, secret)),)


def stamped(message: bytes, secret: str = SECRET, stamp: str = STAMP) -> Headers:
    signature = signed(stamp.encode() + b"." + message, secret)
    return (("X-ModelRiver-Signature", signature), ("X-ModelRiver-Timestamp", stamp))


def judge(headers: Headers, body: bytes = BODY, *secrets: str, **options: float) -> Verdict:
    return verify(secrets or (SECRET,), headers, body, received_at=NOW, **options)


def refused(headers: Headers, body: bytes = BODY, *secrets: str, **options: float) -> str | None:
    verdict = judge(headers, body, *secrets, **options)
    assert verdict.word is VerdictWord.INVALID
    assert not verdict.genuine
    assert verdict.scheme is None
    assert verdict.secret is None
    return verdict.reason


@pytest.mark.parametrize("cased", [str, str.lower, str.upper, str.title])
@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_every_vector(vector: dict[str, Any], cased: Callable[[str], str]) -> None:
    headers = tuple((cased(name), value) for name, value in vector["headers"].items())
    body = base64.b64decode(vector["body_base64"])
    verdict = verify([vector["secret"]], headers, body, received_at=NOW)
    assert verdict.genuine is vector["accept"]
    assert verdict.scheme == vector["scheme"]
    assert (verdict.reason is None) is vector["accept"]
    assert verdict.secret == (1 if vector["accept"] else None)


@pytest.mark.parametrize(
    "vector", [one for one in VECTORS if one["accept"]], ids=lambda one: str(one["name"])
)
def test_no_vector_survives_a_changed_byte(vector: dict[str, Any]) -> None:
    body = bytearray(base64.b64decode(vector["body_base64"]))
    body[-3] ^= 1
    headers = tuple(vector["headers"].items())
    assert not verify([vector["secret"]], headers, bytes(body), received_at=NOW).genuine


def test_there_are_vectors_of_every_scheme() -> None:
    assert {vector["scheme"] for vector in VECTORS} == {*Scheme, None}


def test_the_words_of_the_refusals() -> None:
    assert list(Refusal) == [
        "no signature header",
        "signature header malformed",
        "timestamp header missing",
        "does not match any configured secret",
        "matches if the secret is stripped of spaces or newlines",
        "matches a re-formatted body (a proxy rewrote the JSON)",
        "too old",
        "no webhook secret is configured",
        "body over the limit",
        "content encoding not supported",
    ]


def test_which_secret_matched_is_told() -> None:
    verdict = judge(raw(BODY, "third"), BODY, "first", "", "third", "third")
    assert verdict == Verdict(VerdictWord.VALID, Scheme.RAW_BODY, 3)


@pytest.mark.parametrize("secrets", [(), ("",), (" \n", "\t")])
@pytest.mark.parametrize("key", ["", " \n"])
def test_without_a_usable_secret_nothing_is_verified(secrets: tuple[str, ...], key: str) -> None:
    verdict = verify(secrets, raw(BODY, key), BODY, received_at=NOW)
    assert verdict == Verdict(VerdictWord.NOT_VERIFIED, reason=Refusal.NO_SECRET)


def test_an_empty_secret_beside_a_real_one_opens_nothing() -> None:
    assert refused(raw(BODY, ""), BODY, "", SECRET) == Refusal.NO_MATCH


def test_a_secret_is_used_exactly_as_configured() -> None:
    assert judge(raw(BODY, " padded\n"), BODY, " padded\n").genuine


@pytest.mark.parametrize("configured", [f"{SECRET}\n", f" {SECRET}", "whsec_\ntest_7a1c "])
@pytest.mark.parametrize("headers", [raw(BODY), stamped(BODY)])
def test_a_secret_with_stray_space_is_recognised(configured: str, headers: Headers) -> None:
    assert refused(headers, BODY, "another", configured) == Refusal.STRIPPED_SECRET


def test_no_header() -> None:
    assert refused(()) == Refusal.NO_SIGNATURE
    assert refused((("mr-timestamp", STAMP), ("Host", "x"))) == Refusal.NO_SIGNATURE


@pytest.mark.parametrize("name", ["mr-signature", "X-ModelRiver-Signature"])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "abc",
        "é" * 64,
        "g" * 64,
        "0" * 63,
        "0" * 65,
        "sha256=",
        "md5=" + "0" * 64,
        "\ud800" * 64,
        "\u0660" * 64,
        "\u017fha256=" + "0" * 64,
        "0" * 32 + " " + "0" * 32,
        "\x00" * 64,
    ],
)
def test_malformed(name: str, value: str) -> None:
    assert refused(((name, value), ("X-ModelRiver-Timestamp", STAMP))) == Refusal.MALFORMED


@pytest.mark.parametrize("dress", [str.upper, lambda text: f"sha256={text}", lambda t: f" {t} "])
def test_upper_case_prefix_and_outer_space_are_tolerated(dress: Callable[[str], str]) -> None:
    headers = tuple((name, dress(value)) for name, value in raw(BODY))
    assert judge(headers).scheme is Scheme.RAW_BODY


@pytest.mark.parametrize("stamps", [(), (("X-ModelRiver-Timestamp", " "),)])
def test_timestamp_missing(stamps: Headers) -> None:
    headers = stamped(BODY)[:1] + stamps
    assert refused(headers) == Refusal.NO_TIMESTAMP
    assert refused((*headers, ("mr-signature", "0" * 64))) == Refusal.NO_TIMESTAMP
    assert judge(headers + raw(BODY)).scheme is Scheme.RAW_BODY


def test_mr_timestamp_does_not_stand_in_for_the_signed_one() -> None:
    headers = (*stamped(BODY)[:1], ("mr-timestamp", STAMP))
    assert refused(headers) == Refusal.NO_TIMESTAMP


def test_no_match() -> None:
    assert refused(raw(BODY, "other")) == Refusal.NO_MATCH
    assert refused(stamped(BODY, "other")) == Refusal.NO_MATCH
    assert refused(raw(BODY, "other") + stamped(BODY, "other")) == Refusal.NO_MATCH


def test_another_timestamp_does_not_match() -> None:
    headers = (*stamped(BODY)[:1], ("X-ModelRiver-Timestamp", STAMP + "0"))
    assert refused(headers) == Refusal.NO_MATCH


def test_one_valid_scheme_of_two_is_enough() -> None:
    zeros = "0" * 64
    assert judge((("mr-signature", zeros), *stamped(BODY))).scheme is Scheme.TIMESTAMPED_BODY
    both = (("X-ModelRiver-Signature", zeros), ("X-ModelRiver-Timestamp", STAMP), *raw(BODY))
    assert judge(both).scheme is Scheme.RAW_BODY
    assert judge((("mr-signature", "nonsense"), *stamped(BODY))).genuine


def test_a_repeated_header_is_tried_each_time() -> None:
    assert judge((("mr-signature", "0" * 64), *raw(BODY))).genuine


VALUE = json.loads(BODY)


@pytest.mark.parametrize(
    "sent",
    [
        json.dumps(VALUE),
        json.dumps(VALUE, ensure_ascii=False),
        json.dumps(VALUE, separators=(",", ":")),
        json.dumps(VALUE, indent=2),
        json.dumps(VALUE, ensure_ascii=False, indent=2),
        '{"type":"task.ai_generated","data":{"10":"é","b":1},"callback_url":"https://x/y"}',
        '{\n  "type": "task.ai_generated",\n  "data": {\n    "10": "é",\n    "b": 1\n  },\n'
        '  "callback_url": "https://x/y"\n}',
    ],
)
def test_a_reformatted_body_is_recognised_and_refused(sent: str) -> None:
    assert refused(raw(sent.encode())) == Refusal.REFORMATTED_BODY
    assert refused(stamped(sent.encode())) == Refusal.REFORMATTED_BODY


def test_a_body_with_a_newline_added_is_reformatted() -> None:
    body = b'{ "a":1,"b" : 2.0 }'
    assert refused(raw(body), body + b"\n") == Refusal.REFORMATTED_BODY


def test_data_signed_in_another_format_is_reformatted() -> None:
    spaced = json.dumps(VALUE["data"], ensure_ascii=False).encode()
    assert refused(stamped(spaced)) == Refusal.REFORMATTED_BODY


def test_a_lone_surrogate_does_not_hide_the_escaped_formats() -> None:
    body = b'{"s":"\\ud800"}'
    assert refused(raw(b'{"s": "\\ud800"}'), body) == Refusal.REFORMATTED_BODY


def test_a_large_body_is_not_diagnosed() -> None:
    body = b'{"a": "%s"}' % (b"x" * 70_000)
    assert refused(raw(body.replace(b": ", b":")), body) == Refusal.NO_MATCH


def test_other_content_is_not_called_a_reformatted_body() -> None:
    assert refused(raw(BODY), BODY.replace(b"1.0", b"1.5")) == Refusal.NO_MATCH


@pytest.mark.parametrize(
    ("data", "signed_text"),
    [
        (b'{ "s" : "\\ud800" }', b'{ "s" : "\\ud800" }'),
        (b'{ "s" : "\\uD800" }', b'{"s":"\\ud800"}'),
        (b'{ "n" : 1e400 }', b'{ "n" : 1e400 }'),
        (b'{ "n" : 1e400 }', b'{"n":null}'),
        (b'{"a":1,"b":2,"a":3}', b'{"a":3,"b":2}'),
    ],
)
@pytest.mark.parametrize("before", [b"", b'"x":"\\udc00",', b'"data":"the first",'])
def test_data_that_only_javascript_reads(data: bytes, signed_text: bytes, before: bytes) -> None:
    body = b"{" + before + b'"data" : ' + data + b' ,"y":1}'
    assert judge(stamped(signed_text), body).scheme is Scheme.TIMESTAMPED_DATA


def test_an_earlier_duplicate_of_data_does_not_authenticate_the_last() -> None:
    genuine = b'{"title":"genuine"}'
    body = b'{"data":' + genuine + b',"data":{"title":"forged"}}'
    assert refused(stamped(genuine), body) == Refusal.NO_MATCH
    behind_surrogate = b'{"x":"\\ud800",' + body[1:]
    assert refused(stamped(genuine), behind_surrogate) == Refusal.NO_MATCH


@pytest.mark.parametrize(
    "body", [b"", b"not json", b"[1]", b"\xff\xfe", b'{"data":' + b"[" * 10**5]
)
def test_bodies_that_are_no_json_are_still_verified(body: bytes) -> None:
    assert judge(raw(body), body).scheme is Scheme.RAW_BODY
    assert judge(stamped(body), body).scheme is Scheme.TIMESTAMPED_BODY
    assert refused(raw(body, "other") + stamped(body, "other"), body) == Refusal.NO_MATCH


@pytest.mark.parametrize(
    "stamp", [STAMP, STAMP + ".0", "2026-01-05T12:34:00Z", "2026-01-05T13:34:00+01:00"]
)
def test_too_old_only_where_a_limit_is_set(stamp: str) -> None:
    for headers in (stamped(BODY, stamp=stamp), (*raw(BODY), ("mr-timestamp", stamp))):
        assert judge(headers).genuine
        assert judge(headers, max_age_s=61.0).genuine
        assert refused(headers, max_age_s=59.0) == Refusal.TOO_OLD


def test_a_forged_old_request_is_not_called_old() -> None:
    assert refused(stamped(BODY, "other"), max_age_s=1.0) == Refusal.NO_MATCH


def test_an_unsigned_timestamp_makes_no_old_request_young() -> None:
    fresh = ("mr-timestamp", str(int(NOW.timestamp())))
    assert refused((fresh, *stamped(BODY)), max_age_s=5.0) == Refusal.TOO_OLD


def test_no_readable_timestamp_has_no_age() -> None:
    for stamp in ("soon", "nan", "1_000", "\u0661", "-5", "1e3", "9" * 40, "\ud800" * 11):
        assert age_s((("mr-timestamp", stamp),), NOW) is None
        assert judge((*raw(BODY), ("mr-timestamp", stamp)), max_age_s=1.0).genuine
    assert age_s((), NOW) is None


def test_age_is_in_seconds_and_negative_from_a_fast_clock() -> None:
    assert age_s((("MR-Timestamp", STAMP),), NOW) == 60.0
    assert age_s((("mr-timestamp", "2026-01-05T12:34:30"),), NOW) == 30.0
    ahead = (NOW + timedelta(seconds=9)).isoformat()
    assert age_s((("mr-timestamp", ahead),), NOW) == -9.0


def test_a_secret_that_is_no_utf8_is_harmless() -> None:
    assert refused(raw(BODY), BODY, "\ud800") == Refusal.NO_MATCH


any_text = st.text(st.characters(), max_size=70)
hex_text = st.from_regex(r"\A(sha256=)?[0-9a-fA-F]{64}\Z")
names = st.sampled_from(
    ["mr-signature", "MR-Timestamp", "X-ModelRiver-Signature", "x-modelriver-timestamp"]
)
stamps = st.datetimes(timezones=st.timezones() | st.none()).map(datetime.isoformat)
any_headers = st.lists(
    st.tuples(names | any_text, any_text | hex_text | stamps | st.just(STAMP)), max_size=6
)
bodies = st.binary(max_size=60) | st.sampled_from(
    [BODY, b'{"data":"\\ud800"}', b'{"data":1e400}', b'{"data":', b"[[[", b"null", b'{"data":NaN}']
)


@settings(deadline=None, max_examples=300)
@given(st.lists(any_text, max_size=3), any_headers, bodies, st.none() | st.floats(allow_nan=False))
def test_verify_never_raises_and_never_accepts_what_nobody_signed(
    secrets: list[str], headers: list[tuple[str, str]], body: bytes, max_age_s: float | None
) -> None:
    verdict = verify(secrets, tuple(headers), body, received_at=NOW, max_age_s=max_age_s)
    assert not verdict.genuine
    assert verdict.reason in list(Refusal)
