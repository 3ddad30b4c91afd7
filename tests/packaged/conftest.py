"""The packaged rivermon, copied to an odd place, as somebody without Python would have it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaged.newcomer import Newcomer

WHY_NOT = "RIVERMON_PACKAGE does not name the built folder; `make package` builds and names it"


@pytest.fixture(scope="session")
def package() -> Path:
    """The folder as it was built."""
    named = os.environ.get("RIVERMON_PACKAGE", "")
    if not named:
        pytest.skip(WHY_NOT)
    folder = Path(named).resolve()
    assert (folder / "_internal").is_dir(), f"{folder} is no package"
    return folder


@pytest.fixture(scope="session")
def odd_place() -> Iterator[Path]:
    """A folder whose name has all in it that a name may have, and that everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="rivermon with blanks ") as folder:
        Path(folder).chmod(0o755)
        place = Path(folder).resolve() / "河流 🌊 % ' $HOME"
        place.mkdir()
        yield place


@pytest.fixture(scope="session")
def unpacked(package: Path, odd_place: Path) -> Path:
    """A copy of it, which nobody changes."""
    return Path(shutil.copytree(package, odd_place / "rivermon", symlinks=True))


@pytest.fixture
def newcomer(
    unpacked: Path, odd_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Newcomer:
    """Somebody with a new home, who is somewhere else."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    home = Path(tempfile.mkdtemp(dir=odd_place, prefix="家 "))
    found = Newcomer(unpacked, home)
    assert shutil.which("python3", path=found.seen["PATH"]) is None
    return found
