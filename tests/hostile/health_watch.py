"""Asks for /health again and again, in a process of its own, and tells how long the answers took.

`python -m tests.hostile.health_watch HOST PORT`; ends, and tells, when its input does.
"""

import http.client
import json
import sys
import threading
import time


def watch(host: str, port: int, over: threading.Event) -> list[float]:
    """Seconds that each answer took, on a connection of its own each."""
    taken = []
    while not over.wait(0.01):
        began = time.perf_counter()
        connection = http.client.HTTPConnection(host, port, timeout=20)
        try:
            connection.request("GET", "/health")
            response = connection.getresponse()
            said = response.read()
        finally:
            connection.close()
        assert (response.status, said) == (200, b'{"status": "ok"}'), (response.status, said)
        taken.append(time.perf_counter() - began)
    return taken


def main() -> None:
    over = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    sys.stdout.write("watching\n")
    sys.stdout.flush()
    json.dump(watch(sys.argv[1], int(sys.argv[2]), over), sys.stdout)


if __name__ == "__main__":
    main()
