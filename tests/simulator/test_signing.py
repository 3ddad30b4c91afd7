import pytest

from rivermon.core.entities import Scheme
from rivermon.simulator.signing import sign

SECRET = "whsec_shared_5e4f"
STAMP = 1767616496
CHANNEL = "550e8400-e29b-41d4-a716-446655440000"

FLAT = (
    b'{"type":"task.ai_generated","event":"new_movie_suggestion","channel_id":"550e8400-e29b-41d4'
    b'-a716-446655440000","ai_response":{"data":{"title":"Inception","year":2010,"director":"Chri'
    b'stopher Nolan","description":"A thief who steals secrets through dreams."}},"callback_url":'
    b'"https://api.modelriver.com/v1/callback/550e8400-e29b-41d4-a716-446655440000","callback_req'
    b'uired":true,"customer_data":{"user_id":"user_456","category":"movies"},"meta":{"provider":"'
    b'openai","model":"gpt-4o"},"timestamp":"2026-01-05T12:34:56.789Z"}'
)
UNICODE = (
    '{"type":"task.ai_generated","event":"new_movie_suggestion","channel_id":"550e8400-e29b-41d4-a'
    '716-446655440000","ai_response":{"data":{"title":"盗梦空间 🎬","body":"é\u2028\\u0000end"}},"'
    'callback_url":"https://api.modelriver.com/v1/callback/550e8400-e29b-41d4-a716-446655440000","cal'
    'lback_required":true,"customer_data":{"user_id":"user_456","category":"movies"},"meta":{"prov'
    'ider":"openai","model":"gpt-4o"},"timestamp":"2026-01-05T12:34:56.789Z"}'
).encode()
ENVELOPE = (
    b'{"channel_id":"550e8400-e29b-41d4-a716-446655440000","timestamp":"1767616496","data":{"type"'
    b':"task.ai_generated","event":"new_chat","ai_response":{"data":{"title":"Inception","year":20'
    b'10,"director":"Christopher Nolan","description":"A thief who steals secrets through dreams."'
    b'}},"callback_url":"https://api.modelriver.com/v1/callback/550e8400-e29b-41d4-a716-4466554400'
    b'00"}}'
)
SPACED = (
    b'{"channel_id":"550e8400-e29b-41d4-a716-446655440000","timestamp":"1767616496","data":{ "titl'
    b'e" : "A B",  "n": [1, 2] }}'
)
ESCAPED = (
    b'{"channel_id":"550e8400-e29b-41d4-a716-446655440000","timestamp":"1767616496","data":{"s":"'
    b'\\u00e9 \\/ \\u2028 \\u001F \\ud83c\\udfac"}}'
)


@pytest.mark.parametrize(
    ("scheme", "body", "signature"),
    [
        pytest.param(
            Scheme.RAW_BODY,
            FLAT,
            "59bbfe8dbbd5a2843cc589f951e9d509ad38fee02f3a28d5f82066fafa4370f8",
            id="flat",
        ),
        pytest.param(
            Scheme.RAW_BODY,
            UNICODE,
            "56eaea57dd2188d343e86a369c7f6faefe3f6972a797f73d8b149e88f12aed6b",
            id="unicode",
        ),
        pytest.param(
            Scheme.TIMESTAMPED_DATA,
            ENVELOPE,
            "7631c2acd56251f1a2d181d77e4f3f80b08674d41dc1df3a610a3880df6983e6",
            id="envelope",
        ),
        pytest.param(
            Scheme.TIMESTAMPED_DATA,
            SPACED,
            "1270e419cf10f618080a1ccd0ca4e63b72ebb749e0f49dd223eaca5984e42dcd",
            id="exact slice with spaces",
        ),
        pytest.param(
            Scheme.TIMESTAMPED_DATA,
            ESCAPED,
            "c9a703e2e336a893e4c2194b01d8b45a029661fd01707628c88ee27400908572",
            id="exact slice with escapes",
        ),
        pytest.param(
            Scheme.TIMESTAMPED_BODY,
            FLAT,
            "77dabe4f7ffd81b1894629a21b5c4bc133713b1f437585f72af4d9c19d261721",
            id="timestamped body",
        ),
    ],
)
def test_signs_as_nodejs_does(scheme, body, signature):
    headers = sign(scheme, SECRET, body, timestamp_s=STAMP, channel_id=CHANNEL)
    if scheme is Scheme.RAW_BODY:
        expected = {
            "mr-signature": signature,
            "mr-timestamp": "1767616496",
            "mr-channel-id": CHANNEL,
        }
    else:
        expected = {"X-ModelRiver-Signature": signature, "X-ModelRiver-Timestamp": "1767616496"}
    assert headers == expected


def test_the_secret_is_taken_as_utf8():
    one = sign(Scheme.RAW_BODY, "geheim-ß-🔑", b"{}", timestamp_s=1, channel_id="c")
    other = sign(Scheme.RAW_BODY, "geheim-s-🔑", b"{}", timestamp_s=1, channel_id="c")
    assert one["mr-signature"] != other["mr-signature"]


@pytest.mark.parametrize("body", [FLAT, b"[]", b"not JSON", b""])
def test_a_body_without_data_cannot_be_signed_by_its_data(body):
    with pytest.raises(ValueError, match="there is none"):
        sign(Scheme.TIMESTAMPED_DATA, SECRET, body, timestamp_s=STAMP, channel_id=CHANNEL)
