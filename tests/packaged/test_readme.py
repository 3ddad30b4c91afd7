"""What the README says to type after a download, typed where there is no Python."""

import platform
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.package.measuring import size_of
from rivermon import __version__
from tests.packaged.newcomer import KEY, LINUX, SECRET, Newcomer
from tests.readme.pages import CHINESE, ENGLISH, Block, blocks
from tests.readme.typed import Typed, is_of_download, is_of_sources

SHELL = ("bash", "tar", "gzip", "sha256sum", "rm")
"""All that the README takes for granted; the first runs the others."""

SIZE = re.compile(r"(\d+) MB")

pytestmark = pytest.mark.skipif(
    not LINUX or platform.machine() != "x86_64", reason="the README's commands are for that system"
)


@pytest.fixture
def downloads(package: Path, odd_place: Path) -> Path:
    """A folder with what was downloaded: the archive, and the checksums."""
    beside = package.parent
    folder = odd_place / "Downloads 下载"
    folder.mkdir()
    found = [beside / f"rivermon-{__version__}-linux-x86_64.tar.gz", beside / "SHA256SUMS"]
    for file in found:
        assert file.is_file(), file
        (folder / file.name).symlink_to(file)
    return folder


@pytest.fixture
def typed(newcomer: Newcomer, downloads: Path, tmp_path: Path) -> Iterator[Typed]:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in SHELL:
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(Path(found).resolve())
    assert shutil.which("python3", path=tools) is None
    seen = newcomer.seen | {
        "PATH": str(tools),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
        "MODELRIVER_WEBHOOK_SECRET": SECRET,
        "MODELRIVER_API_KEY": KEY,
    }
    found_typed = Typed(downloads, downloads / "rivermon", seen)
    yield found_typed
    found_typed.leave()


def test_it_is_as_large_as_both_readmes_say(package: Path) -> None:
    archive = package.parent / f"rivermon-{__version__}-linux-x86_64.tar.gz"
    sizes = [archive.stat().st_size, size_of(package)]
    for page in (ENGLISH, CHINESE):
        said = [int(figure) * 1_000_000 for figure in SIZE.findall(page.read_text("utf-8"))[:2]]
        assert said == [pytest.approx(size, rel=0.1) for size in sizes]


def until_it_is_gone() -> list[Block]:
    """The README's blocks, but for those of a checkout, as far as the one that uninstalls."""
    found = [block for block in blocks(ENGLISH) if not is_of_sources(block)]
    last = max(at for at, block in enumerate(found) if is_of_download(block))
    return found[: last + 1]


def test_from_the_download_to_the_end_with_nothing_but_the_readme(
    typed: Typed, downloads: Path, newcomer: Newcomer
) -> None:
    said = "".join(each for block in until_it_is_gone() for each in typed.type(block))
    assert ": OK\n" in said
    assert "All is well." in said
    assert not (downloads / "rivermon").exists()
    assert not list(newcomer.home.rglob("*.desktop"))
    assert list(newcomer.home.rglob("rivermon.db"))
