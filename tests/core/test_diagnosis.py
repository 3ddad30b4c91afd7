"""A refused signature explained: each way of section 3, every vector, and no secret given away."""

import base64
import hmac
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivermon.core.diagnosis import Diagnosis, Signed, diagnose
from rivermon.core.entities import Delivery, Headers, Outcome, Scheme, Verdict, VerdictWord
from rivermon.core.signature import Refusal, verify
from tests.core.test_signature import BODY, NOW, SECRET, STAMP, VECTORS, raw, signed, stamped


def delivery(headers: Headers, body: bytes = BODY, reason: str | None = None) -> Delivery:
    return Delivery(
        id=1,
        received_at=NOW,
        remote="127.0.0.1",
        path="/webhook",
        type=None,
        event=None,
        channel_id=None,
        verdict=Verdict(VerdictWord.INVALID, reason=reason),
        reason=reason,
        outcome=Outcome.REJECTED,
        status=401,
        duration_ms=1.0,
        record_id=None,
        redeliveries=0,
        size=len(body),
        headers=headers,
        body=body,
    )


def looked_at(
    headers: Headers, body: bytes = BODY, *secrets: str, max_age_s: float | None = None
) -> Diagnosis:
    return diagnose(delivery(headers, body), secrets or (SECRET,), max_age_s)


def by(diagnosis: Diagnosis, scheme: Scheme) -> Any:
    (found,) = [tried for tried in diagnosis.tried if tried.scheme is scheme]
    return found


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_every_vector_is_diagnosed_as_it_is_judged(vector: dict[str, Any]) -> None:
    headers = tuple(vector["headers"].items())
    body = base64.b64decode(vector["body_base64"])
    found = looked_at(headers, body, vector["secret"])
    verdict = verify([vector["secret"]], headers, body, received_at=NOW)
    assert (found.finding is None) is vector["accept"]
    assert found.finding == verdict.reason
    matching = {tried.scheme for tried in found.tried if tried.matches}
    assert matching == ({Scheme(vector["scheme"])} if vector["accept"] else set())
    assert [tried.scheme for tried in found.tried] == list(Scheme)


def test_what_matches_is_named_with_its_secret_and_its_bytes() -> None:
    found = looked_at(raw(BODY, "second"), BODY, "first", "second")
    tried = by(found, Scheme.RAW_BODY)
    assert (found.finding, found.secrets) == (None, 2)
    assert (tried.header, tried.matches, tried.signed) == ("mr-signature", 2, Signed.BODY)
    assert tried.size == len(BODY)
    rewritten = b'{"10":"\xc3\xa9","b":1}'
    tried = by(looked_at(stamped(rewritten)), Scheme.TIMESTAMPED_DATA)
    assert (tried.matches, tried.signed) == (1, Signed.REWRITTEN_DATA)
    assert tried.size == len(STAMP) + 1 + len(rewritten)


def test_the_beginning_of_what_each_secret_gives_is_shown_and_no_more() -> None:
    found = looked_at(raw(b"other"), BODY, SECRET, " ", "second")
    tried = by(found, Scheme.RAW_BODY)
    assert found.finding == Refusal.NO_MATCH
    assert tried.expected == (f"{signed(BODY)[:8]}…", "", f"{signed(BODY, 'second')[:8]}…")
    told = msgspec.json.encode(found).decode()
    for secret in (SECRET, "second"):
        assert secret not in told
        assert signed(BODY, secret)[:9] not in told


def test_no_signature_header() -> None:
    found = looked_at((("Host", "x"),))
    assert found.finding == Refusal.NO_SIGNATURE
    assert {tried.header for tried in found.tried} == {None}
    assert by(found, Scheme.RAW_BODY).expected
    assert by(found, Scheme.TIMESTAMPED_DATA).signed == Signed.NO_TIMESTAMP
    assert by(found, Scheme.TIMESTAMPED_DATA).expected == ()


def test_a_malformed_header_is_told_as_it_came() -> None:
    found = looked_at((("MR-Signature", "abc"),))
    tried = by(found, Scheme.RAW_BODY)
    assert found.finding == Refusal.MALFORMED
    assert (tried.header, tried.sent, tried.malformed) == ("MR-Signature", "abc", True)
    assert not by(found, Scheme.TIMESTAMPED_BODY).malformed


def test_a_missing_timestamp() -> None:
    found = looked_at(stamped(BODY)[:1])
    assert found.finding == Refusal.NO_TIMESTAMP
    assert by(found, Scheme.TIMESTAMPED_BODY).signed == Signed.NO_TIMESTAMP


def test_a_body_without_data() -> None:
    found = looked_at(stamped(b"x"), b"[]")
    assert found.finding == Refusal.NO_MATCH
    assert by(found, Scheme.TIMESTAMPED_DATA).signed == Signed.NO_DATA
    assert by(found, Scheme.TIMESTAMPED_BODY).size == len(STAMP) + 3


def test_a_secret_with_spaces_and_a_rewritten_body_name_what_nearly_matched() -> None:
    found = looked_at(raw(BODY), BODY, "another", f"{SECRET}\n")
    assert (found.finding, found.nearly, found.nearly_by) == (
        Refusal.STRIPPED_SECRET,
        2,
        Scheme.RAW_BODY,
    )
    spaced = b'{"type": "x", "data": {"a": 1}}'
    found = looked_at(raw(b'{"type":"x","data":{"a":1}}'), spaced)
    assert (found.finding, found.nearly, found.nearly_by) == (
        Refusal.REFORMATTED_BODY,
        1,
        Scheme.RAW_BODY,
    )


def test_what_is_too_old_still_says_what_matched() -> None:
    found = looked_at(stamped(BODY), max_age_s=59)
    assert found.finding == Refusal.TOO_OLD
    assert by(found, Scheme.TIMESTAMPED_BODY).matches == 1
    assert found.age_s == 60
    assert looked_at(stamped(BODY), max_age_s=61).finding is None


def test_without_a_secret_nothing_is_expected() -> None:
    for secrets in ((), (" ",)):
        found = diagnose(delivery(raw(BODY)), secrets, None)
        assert found.finding == Refusal.NO_SECRET
        assert not any(any(tried.expected) or tried.matches for tried in found.tried)


@pytest.mark.parametrize("why", [Refusal.TOO_LARGE, Refusal.CONTENT_ENCODING])
def test_a_body_that_was_not_read_is_not_judged(why: Refusal) -> None:
    found = diagnose(delivery(raw(b""), b"", why), [SECRET], None)
    assert found.finding == why
    assert {tried.signed for tried in found.tried} == {Signed.NOT_READ}
    assert not any(tried.expected or tried.matches for tried in found.tried)


TEXTS = st.text(max_size=12)


@given(
    headers=st.lists(
        st.tuples(
            st.sampled_from(["mr-signature", "X-ModelRiver-Signature", "X-ModelRiver-Timestamp"]),
            st.one_of(TEXTS, st.just(signed(BODY)), st.just("ab" * 32)),
        ),
        max_size=4,
    ),
    body=st.one_of(st.binary(max_size=40), st.just(BODY)),
    secrets=st.lists(st.one_of(TEXTS, st.just(SECRET)), max_size=3),
)
def test_nothing_that_comes_makes_it_fail_or_tell(
    headers: list[tuple[str, str]], body: bytes, secrets: list[str]
) -> None:
    found = diagnose(delivery(tuple(headers), body), secrets, None)
    verdict = verify(secrets, tuple(headers), body, received_at=NOW)
    assert found.finding == verdict.reason
    assert any(tried.matches for tried in found.tried) is verdict.genuine
    told = {text for tried in found.tried for text in tried.expected}
    assert all(len(text) in {0, 9} for text in told)
    for secret in secrets:
        whole = hmac.digest(secret.encode("utf-8", "surrogatepass"), body, "sha256").hex()
        assert whole not in told
