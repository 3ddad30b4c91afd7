"""Takes callbacks over real HTTP, and answers each as the beginning of its path asks for."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

TAKEN, GONE, BUSY, ONCE_BUSY, NEVER = "/taken", "/gone", "/busy", "/once-busy", "/never"
_LONGEST_WAIT_S = 60.0


class CallbacksTaken:
    """Use as `with CallbacksTaken() as taken:`; `bodies` has what came, path by path."""

    def __init__(self, port: int = 0) -> None:
        self.bodies: dict[str, list[bytes]] = {}
        self.keys: set[str | None] = set()
        self._arrived = threading.Condition()
        self._ended = threading.Event()
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        server.daemon_threads = True
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, daemon=True)
        self.host = f"127.0.0.1:{server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def wait_for(self, path: str, patience_s: float) -> list[bytes]:
        """What came at a path, once something did."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: path in self.bodies, patience_s), self.bodies
            return self.bodies[path]

    def take(self, path: str, key: str | None, body: bytes) -> int | None:
        """Note a callback; the status of its answer, None for none at all."""
        with self._arrived:
            self.keys.add(key)
            times = self.bodies.setdefault(path, [])
            times.append(body)
            self._arrived.notify_all()
        if path.startswith(NEVER):
            self._ended.wait(_LONGEST_WAIT_S)
            return None
        if path.startswith(ONCE_BUSY) and len(times) == 1:
            return 503
        return next((code for way, code in {GONE: 404, BUSY: 503}.items() if way in path), 200)


def _handler(taken: CallbacksTaken) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = taken.take(self.path, self.headers["Authorization"], body)
            if status is not None:
                self.send_response(status)
                self.send_header("Content-Length", "15")
                self.end_headers()
                self.wfile.write(b'{"taken": true}')

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def patient_until(deadline_s: float) -> bool:
    """False once the monotonic clock has passed a deadline; waits a little otherwise."""
    time.sleep(0.05)
    return time.monotonic() < deadline_s
