"""Arrivals of genuine webhooks, as the listener hands them over."""

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any

from rivermon.core.entities import Arrival

SECRET = "whsec_test_1f2e"


def event_body(channel: str = "channel-1", callback_url: str | None = None, **more: Any) -> bytes:
    """A flat event, compact, with `more` laid over its fields."""
    fields = {
        "type": "task.ai_generated",
        "event": "new_movie_suggestion",
        "channel_id": channel,
        "ai_response": {"data": {"title": "Inception", "description": "A thief of secrets."}},
        "callback_url": callback_url or f"https://api.modelriver.com/v1/callback/{channel}",
        "customer_data": {"user_id": "user_456", "category": "movies"},
        "meta": {"provider": "openai", "model": "gpt-4o"},
        **more,
    }
    return json.dumps(fields, separators=(",", ":")).encode()


def signed_arrival(body: bytes, received_at: datetime, *, secret: str = SECRET) -> Arrival:
    """The body, signed as ModelRiver does, at a moment."""
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Arrival(
        received_at=received_at,
        remote="127.0.0.1",
        path="/webhooks/modelriver",
        headers=(("Content-Type", "application/json"), ("mr-signature", signature)),
        body=body,
    )
