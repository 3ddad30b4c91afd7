"""Signs a webhook's body in each of the ways that ModelRiver has published.

Does not know what the body says, nor how a receiver verifies it.
"""

import hmac

import msgspec

from rivermon.core.entities import Scheme


class _Envelope(msgspec.Struct):
    """The one part of a body that the timestamped-data scheme signs, byte for byte."""

    data: msgspec.Raw


def sign(
    scheme: Scheme, secret: str, body: bytes, *, timestamp_s: int, channel_id: str
) -> dict[str, str]:
    """Make the signature headers of one webhook (protocol, section 3).

    Args:
        scheme: which bytes are signed, and under which header names the signature goes.
        secret: the webhook secret; its UTF-8 bytes are the key of the HMAC-SHA256.
        body: the request body exactly as it will be sent.
        timestamp_s: the sending time in Unix seconds.
        channel_id: named in `mr-channel-id` by the raw-body scheme; never signed.

    Returns:
        Header names and values; the signature is lower-case hex.

    Raises:
        ValueError: the timestamped-data scheme was asked for and the body has no `data`.
    """
    stamp = str(timestamp_s)
    if scheme is Scheme.RAW_BODY:
        return {
            "mr-signature": _hex(secret, body),
            "mr-timestamp": stamp,
            "mr-channel-id": channel_id,
        }
    signed = _data_of(body) if scheme is Scheme.TIMESTAMPED_DATA else body
    return {
        "X-ModelRiver-Signature": _hex(secret, stamp.encode() + b"." + signed),
        "X-ModelRiver-Timestamp": stamp,
    }


def _hex(secret: str, message: bytes) -> str:
    return hmac.digest(secret.encode(), message, "sha256").hex()


def _data_of(body: bytes) -> bytes:
    try:
        return bytes(msgspec.json.decode(body, type=_Envelope).data)
    except msgspec.MsgspecError as error:
        raise ValueError(
            f"timestamped-data signs the body's data, and there is none: {error}"
        ) from error
