"""`rivermon --self-test` as the program that it is: it passes, and where it cannot it says why."""

import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.terminal import Program, Ran, Terminal, environment, run_program

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0
SAID = [
    "rivermon", "window", "made of", "system", "keyring", "TLS", "listener", "webhook", "forged",
    "database", "callback", "row", "end",
]  # fmt: skip
MISSING = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}")

sys.meta_path.insert(0, Missing())
"""
NOSY_KEYRING = """
import os
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 5

    def _touched(self, *_):
        open(os.environ["TOUCHED"], "w").close()

    get_password = set_password = delete_password = _touched

class Silent(Keyring):
    def __init__(self):
        import time
        time.sleep(600)
"""
HANGING = """
import time
from rivermon.self_test import run

run._LIMIT_S = 1.0
run._run = lambda report, folder: (report.line("folder", str(folder)), time.sleep(600))
run.run_self_test(lambda line: print(line, flush=True))
"""


@pytest.fixture
def seen(tmp_path: Path) -> dict[str, str]:
    """What the self-test is to see: an operator's machine with a desktop that does not answer."""
    (tmp_path / "tmp").mkdir()
    more = {"TMPDIR": str(tmp_path / "tmp"), "DISPLAY": ":4711", "QT_QPA_PLATFORM": "xcb"}
    return environment(tmp_path, **more, PYTHONPATH="", QT_QPA_PLATFORMTHEME="gtk3")


def proved(
    seen: Mapping[str, str],
    *,
    folder: Path | None = None,
    begin: Callable[[], object] | None = None,
) -> Ran:
    ran = subprocess.run(
        [sys.executable, "-m", "rivermon", "--self-test"],
        env=dict(seen),
        cwd=folder,
        preexec_fn=begin,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert not any(Path(seen["TMPDIR"]).iterdir())
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def failed(ran: Ran, about: str) -> str:
    """What was said of the step that failed."""
    assert ran.code == 1, ran
    assert "All is well" not in ran.out
    last = ran.out.splitlines()[-1]
    assert last.startswith(f"{about:<10} failed: "), ran.out
    return last[len(f"{about:<10} failed: ") :]


def content_of(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_all_is_well_here(seen: dict[str, str]) -> None:
    ran = proved(seen)
    assert (ran.code, ran.err) == (0, ""), ran
    *lines, last = ran.out.splitlines()
    assert last == "All is well."
    said = {line[:10].rstrip(): line[11:] for line in lines}
    assert list(said) == SAID
    assert re.match(r"shown after \d+\.\d\d s, counted from ", said["window"])
    assert "with FTS5" in said["made of"]
    assert re.search(r"answered 200 after \d+ ms", said["webhook"])
    assert "answered 401" in said["forged"]
    assert "is Success" in said["row"]


def test_nothing_of_the_operators_is_touched(seen: dict[str, str], tmp_path: Path) -> None:
    config = Path(seen["XDG_CONFIG_HOME"])
    (config / "rivermon").mkdir(parents=True)
    (config / "rivermon" / "settings.toml").write_text('host = "not a host"\nport = -1\n', "utf-8")
    (config / "autostart").mkdir()
    (config / "autostart" / "rivermon.desktop").write_text("[Desktop Entry]\n", "utf-8")
    Path(seen["RIVERMON_DB"]).write_bytes(b"not a database")
    before = content_of(tmp_path)
    assert proved({**seen, "RIVERMON_PORT": "nonsense"}).code == 0
    assert content_of(tmp_path) == before


def test_it_runs_beside_a_rivermon_that_is_at_work(seen: dict[str, str]) -> None:
    with Program("serve", seen=seen) as other:
        port = other.url().split(":")[2].split("/")[0]
        assert proved({**seen, "RIVERMON_PORT": port}).code == 0
        assert other.process.poll() is None
        other.stop()
    assert run_program("records", "--json", seen=seen).json == []


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        ("Keyring", r"Keyring would keep the secrets"),
        ("Silent", r"none answers within 5 s"),
        ("Nonexistent", r"none: AttributeError: .*"),
    ],
)
def test_the_keyring_is_named_and_not_opened(
    seen: dict[str, str], tmp_path: Path, backend: str, said: str
) -> None:
    (tmp_path / "nosy.py").write_text(NOSY_KEYRING, "utf-8")
    touched = tmp_path / "touched"
    more = {"PYTHONPATH": str(tmp_path), "TOUCHED": str(touched)}
    ran = proved({**seen, **more, "PYTHON_KEYRING_BACKEND": f"nosy.{backend}"})
    assert ran.code == 0, ran
    assert re.search(rf"^keyring    .*{said}$", ran.out, re.MULTILINE)
    assert not touched.exists()


def test_without_a_console_the_exit_code_says_it(seen: dict[str, str]) -> None:
    for more, code in (({}, 0), ({"SSL_CERT_FILE": "/none", "SSL_CERT_DIR": "/none"}, 1)):
        words = 'exec "$0" -m rivermon --self-test <&- >&- 2>&-'
        ran = subprocess.run(
            ["sh", "-c", words, sys.executable],
            env={**seen, **more},
            timeout=PATIENCE_S,
            check=False,
        )
        assert ran.returncode == code


def test_without_room_for_its_files_it_says_so(seen: dict[str, str]) -> None:
    no_room = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # noqa: E731
    words = failed(proved(seen, begin=no_room), "folder")
    assert "temporary directory" in words
    assert "TMPDIR chooses another" in words


def test_without_its_resources_it_says_so(seen: dict[str, str], tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    leave = shutil.ignore_patterns("__pycache__", "resources")
    shutil.copytree(ROOT / "rivermon", installed / "rivermon", ignore=leave)
    words = failed(proved({**seen, "PYTHONPATH": str(installed)}, folder=installed), "window")
    assert "resources" in words
    assert "install it anew" in words


@pytest.mark.parametrize(
    ("module", "about"),
    [
        ("rivermon.net.callback_session", "callback"),
        ("rivermon.ui.empty_state", "Qt"),
        ("rivermon.net.webhook_server", "listener"),
        ("keyring", ""),
    ],
)
def test_a_part_that_is_missing_is_named(
    seen: dict[str, str], tmp_path: Path, module: str, about: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(MISSING.format(name=module), "utf-8")
    ran = proved({**seen, "PYTHONPATH": str(tmp_path)})
    assert f"No module named '{module}'" in ran.out
    if about:
        failed(ran, about)
    else:
        assert ran.code == 0, ran


def test_without_authorities_it_says_what_would_fail(seen: dict[str, str]) -> None:
    words = failed(proved({**seen, "SSL_CERT_FILE": "/none", "SSL_CERT_DIR": "/none"}), "TLS")
    assert "no certificate authority is trusted" in words
    assert "SSL_CERT_FILE" in words


def test_it_never_takes_for_ever(seen: dict[str, str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", HANGING],
        env=seen,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert ran.returncode == 1
    assert "it takes longer than 1 s" in ran.stdout.splitlines()[-1]
    assert not any(Path(seen["TMPDIR"]).iterdir())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("words", ["window ", "webhook ", "row "])
def test_who_ends_it_finds_nothing_left(
    seen: dict[str, str], number: signal.Signals, words: str
) -> None:
    with Program("--self-test", seen=seen) as program:
        program.line_with(words)
        assert program.stop(number)[0] in ({130, 0} if words == "row " else {130})
    assert "Traceback" not in program.err
    assert not any(Path(seen["TMPDIR"]).iterdir())


@pytest.mark.parametrize("beside", ["--demo", "--watch", "--hidden", "--db=x.db", "serve"])
def test_beside_anything_else_it_is_misuse(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, beside: str
) -> None:
    ran = Terminal(capsys, monkeypatch).run("--self-test", beside)
    assert (ran.code, ran.out) == (2, "")
    assert "--self-test has a window and a database of its own" in ran.err
