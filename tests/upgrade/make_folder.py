"""Makes the data folder of an older rivermon: run, sent to, acted on and killed as data/README.md.

`python -m tests.upgrade.make_folder SCHEMA HOME` in a checkout of that version which this folder
was copied to; HOME is made, and left as `kill -9` left it, with what the older version says of it
in HOME/said.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.upgrade.callbacks_taken import CallbacksTaken, patient_until
from tests.upgrade.older_mail import HELD_EVENT, OWN_PATH, SECRETS, Mailer, post

HAND = ("-m", "tests.upgrade.older_hand")
KEY = "mr_live_older_rivermon"
SETTINGS = """\
# How we run it; written by hand.
port = {port}
callback_hosts = ["api.modelriver.com", "127.0.0.1:{callbacks}", "127.0.0.1:{sent}"]
path = "{path}"   # our proxy's
theme = "dark"
max_age_s = 86400
"""
SETTINGS_OF_4 = f"""\
hold_events = ["{HELD_EVENT}", "另一个"]
undecided = "reject"
language = "zh_CN"
text_size = 110
notify = ["store", "silence"]
close_to_tray = false
"""
ASKED = {
    "records.json": ("records", "--limit", "1000", "--json"),
    "deliveries.json": ("deliveries", "--limit", "1000", "--json"),
    "callbacks.json": ("callbacks", "--limit", "1000", "--json"),
    "doctor.txt": ("doctor",),
}


class OlderRivermon:
    """An older rivermon with a home of its own."""

    def __init__(self, schema: int, home: Path) -> None:
        self.schema, self.home = schema, home
        self.port, self.callbacks, self.sent = (base + schema for base in (18750, 18760, 18770))
        self.environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path.cwd()),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
            "MODELRIVER_WEBHOOK_SECRET": " ".join(SECRETS),
            "MODELRIVER_API_KEY": KEY,
        }

    @property
    def config(self) -> Path:
        return self.home / ".config" / "rivermon"

    def configure(self) -> None:
        self.config.mkdir(parents=True)
        text = SETTINGS.format(
            port=self.port, callbacks=self.callbacks, sent=self.sent, path=OWN_PATH
        )
        file = self.config / "settings.toml"
        file.write_text(text + (SETTINGS_OF_4 if self.schema >= 4 else ""), encoding="utf-8")

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start it, and wait until it listens."""
        process = subprocess.Popen(
            [sys.executable, "-m", "rivermon", *words],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 30
        while not self._listens():
            assert process.poll() is None, "it ended"
            assert patient_until(deadline), "it does not listen"
        return process

    def run(self, *words: str) -> bytes:
        said = subprocess.run(
            [sys.executable, *words], env=self.environment, capture_output=True, check=False
        )
        if said.returncode:
            tell(words[1:], said.returncode, said.stderr.decode()[-1500:])
        return said.stdout

    def ask(self) -> None:
        """Have it say what there is; of a copy, for asking closes the log."""
        kept = self.home.with_name(f"{self.home.name}-kept")
        shutil.copytree(self.home, kept)
        answers = {name: self.run("-m", "rivermon", *words) for name, words in ASKED.items()}
        shutil.rmtree(self.home)
        kept.rename(self.home)
        (self.home / "said").mkdir()
        for name, answer in answers.items():
            (self.home / "said" / name).write_bytes(answer)

    def _listens(self) -> bool:
        with socket.socket() as trying:
            return trying.connect_ex(("127.0.0.1", self.port)) == 0


def tell(*words: object) -> None:
    """Say it to who makes the folder."""
    sys.stdout.write(f"{words}\n")


def end(process: subprocess.Popen[bytes], by: signal.Signals) -> None:
    process.send_signal(by)
    tell("ended with", process.wait(30))


def settled(older: OlderRivermon) -> None:
    """Wait until ModelRiver waits for nothing any more."""
    deadline = time.monotonic() + 400
    while b'"Progress"' in older.run("-m", "rivermon", *ASKED["callbacks.json"]):
        assert patient_until(deadline), "callbacks are still owed"
        time.sleep(5)


def live(older: OlderRivermon) -> None:
    """Everything that happened to it, to the end."""
    older.configure()
    mailer = Mailer(f"127.0.0.1:{older.callbacks}")
    with CallbacksTaken(older.callbacks):
        serving = older.start("serve")
        tell([post(older.port, mail) for mail in (*mailer.ordinary(), *mailer.odd())])
        older.run("-m", "rivermon", "send", "--count", "5", "--callback-port", str(older.sent))
        settled(older)
        if older.schema >= 4:
            tell([post(older.port, mail) for mail in mailer.approvals()])
        end(serving, signal.SIGTERM)
        older.run(*HAND, "act", str(older.schema))
        end(older.start(), signal.SIGTERM)
        if older.schema >= 2:
            older.run(*HAND, "arrange", str(older.config))
        serving = older.start("serve")
        tell([post(older.port, mail) for mail in mailer.owed()])
        time.sleep(3)  # their first tries
        end(serving, signal.SIGKILL)
    older.ask()


if __name__ == "__main__":
    live(OlderRivermon(int(sys.argv[1]), Path(sys.argv[2])))
