"""rivermon is put into a menu and taken out again, and nobody else's files are touched."""

from functools import partial
from pathlib import Path

import pytest

from rivermon.desktop.menu import Menu
from rivermon.desktop.not_changed import MenuNotChanged, MenuNotOurs
from rivermon.desktop.own_icons import own_icons
from tests.desktop.launcher_rules import arguments_of, groups_of

WORDS = ("/opt/river mon/rivermon",)
SVG, PNG = "scalable/apps/rivermon.svg", "256x256/apps/rivermon.png"
ICONS = {SVG: b"<svg/>", PNG: b"\x89PNG"}
BY_HAND = "[Desktop Entry]\nType=Application\nName=Mine\nExec=rivermon serve\n"


@pytest.fixture
def menu(tmp_path: Path) -> Menu:
    """A menu in a data folder that is not there yet."""
    return Menu(tmp_path / "data", ICONS)


def _files(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def _starts(menu: Menu) -> list[str]:
    return arguments_of(groups_of(menu.entry.read_text())["Desktop Entry"]["Exec"])


def test_it_is_in_the_menu_with_its_icon_until_it_is_taken_out(menu: Menu, tmp_path: Path):
    assert menu.put_in(WORDS) == []
    there = _files(tmp_path / "data")
    assert there == {
        "applications/rivermon.desktop": menu.entry.read_bytes(),
        f"icons/hicolor/{SVG}": ICONS[SVG],
        f"icons/hicolor/{PNG}": ICONS[PNG],
    }
    assert _starts(menu) == list(WORDS)
    assert menu.put_in(WORDS) == []
    assert _files(tmp_path / "data") == there
    assert menu.take_out() == [menu.entry, menu.theme / SVG, menu.theme / PNG]
    assert _files(tmp_path / "data") == {}
    assert menu.take_out() == []


def test_after_a_move_the_new_place_is_started(menu: Menu):
    menu.put_in(WORDS)
    menu.put_in(("/elsewhere/rivermon",))
    assert _starts(menu) == ["/elsewhere/rivermon"]


def test_an_upgrade_brings_its_icon_and_takes_the_old_one_along(menu: Menu, tmp_path: Path):
    menu.put_in(WORDS)
    newer = Menu(tmp_path / "data", {SVG: b"<svg>new</svg>", PNG: ICONS[PNG]})
    assert newer.put_in(WORDS) == []
    assert (menu.theme / SVG).read_bytes() == b"<svg>new</svg>"
    menu.take_out()
    assert _files(tmp_path / "data") == {}


def test_others_files_stay(menu: Menu, tmp_path: Path):
    others = {
        "applications/other.desktop": BY_HAND.encode(),
        "applications/mimeinfo.cache": b"[MIME Cache]\n",
        "icons/hicolor/scalable/apps/other.svg": b"<svg>other</svg>",
    }
    for name, content in others.items():
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    menu.put_in(WORDS)
    menu.take_out()
    assert _files(tmp_path / "data") == others


def test_an_entry_that_was_written_by_hand_stays(menu: Menu, tmp_path: Path):
    menu.applications.mkdir(parents=True)
    menu.entry.write_text(BY_HAND)
    with pytest.raises(MenuNotOurs, match="rename or delete it"):
        menu.put_in(WORDS)
    with pytest.raises(MenuNotOurs, match="so it stays"):
        menu.take_out()
    assert _files(tmp_path / "data") == {"applications/rivermon.desktop": BY_HAND.encode()}


@pytest.mark.parametrize("before", [True, False])
def test_an_icon_that_was_drawn_by_hand_stays(menu: Menu, tmp_path: Path, *, before: bool):
    if not before:
        menu.put_in(WORDS)
    icon = menu.theme / SVG
    icon.parent.mkdir(parents=True, exist_ok=True)
    icon.write_bytes(b"<svg>mine</svg>")
    assert menu.put_in(WORDS) == [icon]
    menu.take_out()
    assert _files(tmp_path / "data") == {f"icons/hicolor/{SVG}": b"<svg>mine</svg>"}


def test_what_an_interrupted_start_left_is_taken_out_too(menu: Menu, tmp_path: Path):
    menu.put_in(WORDS)
    menu.entry.unlink()
    assert menu.take_out() == [menu.theme / SVG, menu.theme / PNG]
    assert _files(tmp_path / "data") == {}


def test_links_are_replaced_and_never_followed(menu: Menu, tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    menu.put_in(WORDS)
    for file in (menu.entry, menu.theme / SVG, menu.theme / PNG):
        file.rename(elsewhere / file.name)
        file.symlink_to(elsewhere / file.name)
    before = _files(elsewhere)
    menu.put_in(("/new/rivermon",))
    assert not any(each.is_symlink() for each in (tmp_path / "data").rglob("*"))
    assert _starts(menu) == ["/new/rivermon"]
    menu.entry.unlink()
    menu.entry.symlink_to(elsewhere / menu.entry.name)
    menu.take_out()
    assert _files(tmp_path / "data") == {}
    assert _files(elsewhere) == before


def test_a_link_of_others_that_leads_nowhere_stays(menu: Menu, tmp_path: Path):
    menu.applications.mkdir(parents=True)
    menu.entry.symlink_to(tmp_path / "nowhere")
    assert menu.take_out() == []
    assert menu.entry.is_symlink()
    menu.put_in(WORDS)
    assert not menu.entry.is_symlink()
    assert not (tmp_path / "nowhere").exists()


def test_what_is_in_the_way_is_told_in_words(menu: Menu, tmp_path: Path):
    menu.entry.mkdir(parents=True)
    for change in (partial(menu.put_in, WORDS), partial(menu.take_out)):
        with pytest.raises(MenuNotChanged, match=r"cannot be changed.*then try again") as failed:
            change()
        assert str(menu.entry) in str(failed.value)
    (tmp_path / "file").write_text("")
    with pytest.raises(MenuNotChanged, match=r"/file/applications/.*Not a directory"):
        Menu(tmp_path / "file", ICONS).put_in(WORDS)


def test_a_path_that_no_entry_can_hold_changes_nothing(menu: Menu, tmp_path: Path):
    with pytest.raises(MenuNotChanged, match="simpler name"):
        menu.put_in(("/opt/caf\udce9/rivermon",))
    assert not (tmp_path / "data").exists()


def test_the_icons_own_pictures_are_there():
    pictures = own_icons()
    assert set(pictures) == {SVG, PNG}
    assert pictures[SVG].startswith(b"<svg ")
    # A PNG begins with its signature and IHDR, of which width and height come first.
    assert pictures[PNG][:16] == b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    assert pictures[PNG][16:24] == (256).to_bytes(4, "big") * 2


def test_the_two_pictures_show_the_same():
    gui = pytest.importorskip("PySide6.QtGui")
    pictures = own_icons()
    shown = {}
    for place, kind in ((SVG, "svg"), (PNG, "png")):
        picture = gui.QImage.fromData(pictures[place], kind)
        scaled = picture.scaled(16, 16, mode=gui.Qt.TransformationMode.SmoothTransformation)
        colours = [scaled.pixelColor(x, y).getRgb() for x in range(16) for y in range(16)]
        shown[kind] = [part for colour in colours for part in colour]
    differences = [abs(a - b) for a, b in zip(shown["svg"], shown["png"], strict=True)]
    assert sum(differences) / len(differences) < 8
