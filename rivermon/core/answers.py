"""What ModelRiver's requests are answered (protocol, section 4).

Does not know which request deserves which answer.
"""

from rivermon.core.entities import Answer

_NO_SECRET_RETRY_S = 30
_STORE_RETRY_S = 5

RECEIVED = Answer(200, b'{"received": true}')
INVALID_SIGNATURE = Answer(401, b'{"error": "Invalid signature"}')
INVALID_JSON = Answer(400, b'{"error": "Invalid JSON"}')
TOO_LARGE = Answer(413, b'{"error": "Payload too large"}')
ENCODED = Answer(415, b'{"error": "Unsupported content encoding"}')
NOT_CONFIGURED = Answer(503, b'{"error": "Not configured"}', _NO_SECRET_RETRY_S)
UNAVAILABLE = Answer(503, b'{"error": "Temporarily unavailable"}', _STORE_RETRY_S)
