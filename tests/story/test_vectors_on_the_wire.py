"""Every webhook that Node.js signed, sent to a real `rivermon serve`, is answered as it says."""

import base64
import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.story.served import Served

VECTORS = json.loads(
    (Path(__file__).parents[1] / "core" / "vectors" / "signatures.json").read_text("utf-8")
)
(SHARED_SECRET,) = {vector["secret"] for vector in VECTORS}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with Served(folder, MODELRIVER_WEBHOOK_SECRET=f"another {SHARED_SECRET}") as served:
        yield served


def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=15)
    try:
        raw = {name: value.encode() for name, value in headers.items()}
        connection.request("POST", parts.path, body, {"Content-Type": "application/json", **raw})
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_each_vector_is_answered_as_it_says(served: Served, vector: dict[str, Any]):
    status, said = post(served.url, base64.b64decode(vector["body_base64"]), vector["headers"])
    if vector["accept"]:
        assert (status, said) == (200, {"received": True})
    else:
        assert (status, said) == (401, {"error": "Invalid signature"})
