"""A data folder as an older rivermon left it, unpacked, and today's rivermon opened over it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from rivermon.store.tables import SCHEMA_VERSION, to_text
from tests.store.second_look import one
from tests.story.served import Served
from tests.upgrade.make_folder import KEY
from tests.upgrade.older_mail import SECRETS

OLDER = (1, 2, 3)
ALL = (*OLDER, 4)
PATIENCE_S = 20.0
_ARCHIVES = Path(__file__).with_name("data")
# Ends as a kill would: what it wrote stays in the log, as what was there.
_MOVE = """
import os, sqlite3, sys
held = sqlite3.connect(sys.argv[1])
held.execute("PRAGMA wal_autocheckpoint = 0")
known = {name for _, name, *_ in held.execute("PRAGMA table_info(callback)")}
waiting = "approval = 'waiting'" if "approval" in known else "0"
held.execute("UPDATE callback SET deadline = ?, received_at = ? "
             f"WHERE state = 'Progress' OR {waiting}", sys.argv[2:4])
held.execute("UPDATE callback SET next_attempt_at = ?, url = "
             "replace(replace(replace(url, ?, ?), '/never/', '/taken/'), '/busy/', '/taken/') "
             "WHERE state = 'Progress'", sys.argv[3:])
held.commit()
os._exit(0)
"""


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


class OlderFolder:
    """The home of an operator, with what an older rivermon left in it."""

    def __init__(self, schema: int, home: Path) -> None:
        self.schema, self.home = schema, home
        with tarfile.open(_ARCHIVES / f"schema-{schema}.tar.xz") as archive:
            # Debian 12's Python is older than the filters.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(home)
        self.database = home / ".local" / "share" / "rivermon" / "rivermon.db"
        self.config = home / ".config" / "rivermon"
        self.environment: Mapping[str, str] = {
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / ".local" / "share"),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "RIVERMON_SETTINGS": str(self.config / "settings.toml"),
            "RIVERMON_PORT": "0",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
            "LANG": "C.UTF-8",
            "MODELRIVER_WEBHOOK_SECRET": " ".join(SECRETS),
            "MODELRIVER_API_KEY": KEY,
        }

    def said(self, name: str) -> Any:
        """What the older rivermon printed of it."""
        return json.loads((self.home / "said" / f"{name}.json").read_bytes())

    def says(self, view: str, *words: str) -> Any:
        """What today's exports of a view, everything that it keeps."""
        return json.loads(self.run("export", view, "--format", "json", *words).out)

    @contextmanager
    def served(self) -> Iterator[Served]:
        """Today's `rivermon serve` over it, until the end of the block."""
        with Served(self.home, **{"RIVERMON_DB": "", **self.environment}) as served:
            yield served
            assert served.stop() == 0

    def run(self, *words: str, patience_s: float = PATIENCE_S) -> Ended:
        """Run one of today's commands."""
        done = subprocess.run(
            [sys.executable, "-m", "rivermon", *words],
            env=dict(self.environment),
            capture_output=True,
            timeout=patience_s,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def call_to(self, host: str) -> None:
        """Have it be the moment of the kill, and what is owed be owed to `host`."""
        now = datetime.now(UTC)
        self.environment = {**self.environment, "RIVERMON_CALLBACK_HOSTS": host}
        values = (to_text(now + timedelta(minutes=4)), to_text(now))
        to_host = (f"127.0.0.1:{18760 + self.schema}", host)
        subprocess.run(
            [sys.executable, "-c", _MOVE, str(self.database), *values, *to_host], check=True
        )

    def copies(self) -> list[Path]:
        """What was kept of it before it was renewed."""
        return sorted(self.database.parent.glob(f"rivermon-schema{self.schema}-*.db"))

    def before(self, folder: Path) -> Path:
        """The database with its log in another place, to be looked at as it is now."""
        shutil.copytree(self.database.parent, folder)
        return folder / self.database.name

    def moved_to(self, folder: Path) -> Path:
        """Have the database in another folder from now on."""
        for file in self.database.parent.iterdir():
            shutil.copy(file, folder)
        self.database = folder / self.database.name
        self.environment = {**self.environment, "RIVERMON_DB": str(self.database)}
        return self.database

    @property
    def found(self) -> int:
        """The schema that the database has."""
        return int(one(self.database, "PRAGMA user_version"))

    @property
    def is_renewed(self) -> bool:
        """True when it has today's schema."""
        return self.found == SCHEMA_VERSION


def rows(database: Path, table: str) -> list[dict[str, Any]]:
    """Every row of a table by the names of its columns."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]


def lost(before: Path, now: Path, table: str, where: str = "1") -> int:
    """How many rows of an older database are not in a newer one as they were."""
    with closing(sqlite3.connect(before)) as connection:
        names = ", ".join(name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})"))
        connection.execute("ATTACH ? AS now", (str(now),))
        question = (
            f"SELECT count(*) FROM (SELECT {names} FROM main.{table} WHERE {where} "
            f"EXCEPT SELECT {names} FROM now.{table})"
        )
        ((number,),) = connection.execute(question)
    return int(number)


def contents(home: Path) -> dict[str, bytes]:
    """Every file below a folder, to see that nothing was changed."""
    files = (file for file in sorted(home.rglob("*")) if file.is_file())
    return {str(file.relative_to(home)): file.read_bytes() for file in files}
