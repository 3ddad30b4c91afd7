"""Every command of the README does what a newcomer expects of it."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.stock import stock
from tests.readme.pages import CHINESE, ENGLISH, Block, blocks
from tests.readme.typed import How, Typed, UnknownCommand, how, is_of_download, is_of_sources

HERE = [block for block in blocks(ENGLISH) if not is_of_download(block)]


def _scenes() -> list[tuple[Block, ...]]:
    """What is typed one after the other; most blocks stand alone."""
    scenes: list[tuple[Block, ...]] = []
    for block in HERE:
        if scenes and how(scenes[-1][-1][-1]) is How.STAYS:
            scenes[-1] = (*scenes[-1], block)
        else:
            scenes.append((block,))
    return scenes


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typed]:
    home = tmp_path_factory.mktemp("home")
    place = tmp_path_factory.mktemp("checkout")
    (place / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    data = home / ".local" / "share" / "rivermon"
    data.mkdir(parents=True, mode=0o700)
    stock(data / "rivermon.db")
    aside = data / "rivermon-rescued-20260101T000000Z.db"
    shutil.copy(data / "rivermon.db", aside)
    found = Typed(place, Path(sys.prefix, "bin"), _seen(home), aside)
    yield found
    found.leave()


def _seen(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
        "MODELRIVER_WEBHOOK_SECRET": "whsec_readme",
        "MODELRIVER_API_KEY": "mr_live_readme",
    }


@pytest.mark.parametrize("scene", _scenes(), ids=lambda scene: scene[-1][-1])
def test_does_what_the_readme_has_it_do(typed: Typed, scene: tuple[Block, ...]) -> None:
    for block in scene:
        typed.type(block)


def test_no_block_is_left_to_nobody() -> None:
    everywhere = blocks(ENGLISH)
    assert sum(map(is_of_sources, everywhere)) == 2
    assert sum(map(is_of_download, everywhere)) == len(everywhere) - len(HERE) == 4
    assert all(how(command) for block in everywhere for command in block)


def test_a_command_that_nobody_knows_is_found() -> None:
    with pytest.raises(UnknownCommand):
        how("rivermon frobnicate")


def test_the_chinese_readme_has_the_same_commands() -> None:
    def both(language: str) -> tuple[list[Block], list[Block]]:
        return blocks(ENGLISH, language), blocks(CHINESE, language)

    for language in ("sh", "powershell"):
        english, chinese = both(language)
        assert chinese == english
