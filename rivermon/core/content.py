"""What is kept of a webhook: the record that its content makes (protocol, section 5).

Does not know how records are stored, or how they are called back.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from rivermon.core.drafts import RecordDraft
from rivermon.core.entities import Webhook
from rivermon.core.layouts import scalar_text

UNTITLED = "Untitled"
GENERAL = "general"
LONGEST_TITLE = 120
"""Characters of a title that is taken from a text's first line."""

_LONGEST_COMPLAINT = 500
_TEXT = "content"


class Unprocessable(ValueError):
    """No record can be made, and the sentence says why; ModelRiver is told it."""


def draft(webhook: Webhook) -> RecordDraft:
    """Make a record of a webhook's content.

    A missing or null field gives way to the next one, an empty text does not. What is not text is
    shown as text. Unstructured output is titled by its first line.

    Raises:
        Unprocessable: The workflow brought an error and no content at all.
    """
    if webhook.ai_error is not None:
        complaint = webhook.ai_error[:_LONGEST_COMPLAINT]
        raise Unprocessable(f"The AI workflow brought no content: {complaint}")
    fields = webhook.content if isinstance(webhook.content, dict) else {}
    customer = webhook.customer_data
    title, body = title_and_body(fields, webhook.text)
    return RecordDraft(
        title=title,
        body=body,
        category=_first(_shown(customer.get("category")), GENERAL),
        metadata={**customer, "ai_model": webhook.model, "ai_provider": webhook.provider},
        channel_id=webhook.channel_id,
        event_name=webhook.event,
        data=_sent_back(webhook),
    )


def title_and_body(fields: Mapping[str, Any], text: str | None = None) -> tuple[str, str]:
    """What a record shows of its content.

    Args:
        fields: the generated object; empty where there is none.
        text: the text of unstructured output.
    """
    return (
        _first(_shown(fields.get("title")), _first_line(text), UNTITLED),
        _first(_shown(fields.get("description")), _shown(fields.get("body")), text, ""),
    )


def title_and_body_of_edited(
    data: Mapping[str, Any], before: Mapping[str, Any], body_before: str
) -> tuple[str, str]:
    """What a record shows once the operator has changed its content.

    Unstructured text was sent back under a name of its own, and is still text when it was edited.

    Args:
        data: the object as the operator wants it.
        before: the object that would have been sent back.
        body_before: what the record showed of that.
    """
    was_text = set(before) == {_TEXT} and before[_TEXT] == body_before
    text = data.get(_TEXT) if was_text else None
    return title_and_body(data, text if isinstance(text, str) else None)


def dedupe_key(webhook: Webhook, body: bytes) -> str:
    """The key that a redelivery shares with the webhook it repeats (protocol, section 4).

    Made of channel, type and event, as JSON, so that no two different triples look alike. Without a
    channel the SHA-256 of the raw body stands in for it, marked as such.
    """
    if webhook.channel_id is None:
        origin = ["body", hashlib.sha256(body).hexdigest()]
    else:
        origin = ["channel", webhook.channel_id]
    return msgspec.json.encode([*origin, webhook.type, webhook.event]).decode("utf-8")


def _first(*texts: str | None) -> str:
    return next((text for text in texts if text is not None), "")


def _shown(value: Any) -> str | None:
    """A field as text; None only for null."""
    if value is None or isinstance(value, str):
        return value
    text = scalar_text(value)
    return msgspec.json.encode(value).decode("utf-8") if text is None else text


def _first_line(text: str | None) -> str | None:
    lines = (text or "").strip().splitlines()
    if not lines:
        return None
    line = lines[0].rstrip()
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"


def _sent_back(webhook: Webhook) -> dict[str, Any]:
    """The content as the JSON object that a callback needs (protocol, section 6)."""
    content = webhook.text if webhook.content is None else webhook.content
    if content is None:
        return {}
    if isinstance(content, dict):
        return content
    return {"items": content} if isinstance(content, list) else {_TEXT: content}
