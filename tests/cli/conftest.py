from pathlib import Path

import pytest
from keyring.backends import null

from rivermon.simulator.samples import Sample
from tests.cli.stock import stock
from tests.cli.terminal import KEY, SECRET, Terminal


@pytest.fixture
def terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Terminal:
    """A terminal whose commands see nothing of this machine."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for name in ("RIVERMON_HOST", "RIVERMON_CALLBACK_HOSTS", "RIVERMON_SETTINGS", "RIVERMON_TRACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RIVERMON_DB", str(tmp_path / "river.db"))
    monkeypatch.setenv("RIVERMON_PORT", "0")
    monkeypatch.setenv("MODELRIVER_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("MODELRIVER_API_KEY", KEY)
    monkeypatch.setattr("keyring.core._keyring_backend", null.Keyring())  # type: ignore[no-untyped-call]
    return Terminal(capsys, monkeypatch)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Sample]]:
    """A database that the whole way has filled, and the samples of its records, oldest first."""
    database = tmp_path_factory.mktemp("stocked") / "river.db"
    return database, stock(database)
