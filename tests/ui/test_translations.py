"""Translations: every text can be found, is translated, and is what the compiled file says."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from tests.ui.spoken import PACKAGE, Said, scans
from tests.ui.translation_file import FOLDER, Entry, entries, file_of, places

SAME_IN_CHINESE = {
    "Alt",
    "Ctrl",
    "SSH",
    "localtunnel",
    "mr_live_…",
    "ngrok",
    "Ctrl+,",
    "Ctrl+Q",
    "Del",
    "End",
    "Esc",
    "Home",
    "Page Down",
    "Page Up",
    "Shift",
    "Webhook",
    "Webhook URL",
    "data.year or customer.user_id",
    "null",
    "rivermon",
    "rivermon {0}",
}
LOOK = ("-silent", "-extensions", "py", "-locations", "none", "-no-obsolete", "-sort-messages")


@pytest.fixture(scope="module")
def chinese() -> list[Entry]:
    return entries("zh_CN")


def said_by_the_code() -> set[Said]:
    return set().union(*(scan.said for scan in scans()))


def tool(name: str) -> str:
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name}, of PySide6, is not here")
    return found


def test_every_text_stands_where_it_is_found() -> None:
    assert [words for scan in scans() for words in scan.unseen] == []


def test_what_is_looked_up_by_a_variable_stands_in_a_marked_table() -> None:
    marked = set().union(*(scan.marked for scan in scans()))
    unmarked = [
        f"{scan.file.name}:{line}: {context}"
        for scan in scans()
        for context, line in scan.looked_up
        if context not in marked
    ]
    assert unmarked == []


def test_nothing_is_shown_that_cannot_be_translated() -> None:
    assert [words for scan in scans() for words in scan.bare] == []


def test_what_counts_has_plural_forms() -> None:
    counting = {said for said in said_by_the_code() if "%n" in said.text or "%Ln" in said.text}
    assert [said for said in counting if not said.counts] == []
    assert [said for said in said_by_the_code() if said.counts and said not in counting] == []


def test_the_file_has_every_text_of_the_code_and_no_other(chinese: list[Entry]) -> None:
    there = {entry.said for entry in chinese}
    said = said_by_the_code()
    assert said - there == set(), "run: make translations, and translate these"
    assert there - said == set(), "run: make translations"


def test_every_text_is_translated(chinese: list[Entry]) -> None:
    assert [entry.said for entry in chinese if entry.state != "finished"] == []
    assert [entry.said for entry in chinese if not all(entry.forms)] == []
    english = [e.said.text for e in chinese if e.said.text in e.forms and _has_words(e.said.text)]
    assert set(english) <= SAME_IN_CHINESE


@pytest.mark.parametrize("name", ["zh_CN", "en"])
def test_what_is_put_in_has_a_place_in_every_translation(name: str) -> None:
    other = [
        (entry.said.text, form)
        for entry in entries(name)
        for form in entry.forms
        if places(form) != places(entry.said.text)
    ]
    assert other == []


def test_letters_for_the_alt_key_are_kept(chinese: list[Entry]) -> None:
    lost = [
        entry.said.text
        for entry in chinese
        if ("&" in entry.said.text) is not ("(&" in entry.forms[0])
    ]
    assert lost == []


def test_english_has_a_form_for_one_and_one_for_many() -> None:
    english = entries("en")
    assert {e.said for e in english} == {said for said in said_by_the_code() if said.counts}
    for entry in english:
        assert entry.state == "finished", entry.said
        assert len(entry.forms) == 2
        assert not any("(s)" in form or "(ies)" in form for form in entry.forms)


@pytest.mark.parametrize("name", ["zh_CN", "en"])
def test_the_compiled_file_says_the_same(name: str) -> None:
    translator = QTranslator()
    assert translator.load(str(file_of(name, "qm"))), "run: make translations"
    for entry in entries(name):
        number = 1 if entry.said.counts else -1
        got = translator.translate(entry.said.context, entry.said.text, "", number)
        assert got == entry.forms[0], f"{entry.said}: run make translations"


@pytest.mark.parametrize("name", ["zh_CN", "en"])
def test_the_compiled_file_is_that_of_the_translations(name: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    line = [tool("pyside6-lrelease"), "-silent", str(file_of(name, "ts")), "-qm", str(made)]
    subprocess.run(line, check=True, timeout=60)
    assert made.read_bytes() == file_of(name, "qm").read_bytes(), "run: make translations"


def test_qt_finds_what_the_code_says_and_nothing_new(tmp_path: Path) -> None:
    copy = tmp_path / file_of("zh_CN", "ts").name
    shutil.copy(file_of("zh_CN", "ts"), copy)
    line = [tool("pyside6-lupdate"), *LOOK, "-source-language", "en", str(PACKAGE / "ui")]
    subprocess.run([*line, "-ts", str(copy)], check=True, timeout=120)
    assert copy.read_text("utf-8") == file_of("zh_CN", "ts").read_text("utf-8")


def test_the_files_hold_no_paths() -> None:
    for file in FOLDER.glob("*.ts"):
        assert "<location" not in file.read_text("utf-8")


def test_plurals_read_well_in_english(qapp: QCoreApplication) -> None:
    translator = QTranslator()
    assert translator.load(str(file_of("en", "qm")))
    qapp.installTranslator(translator)
    words = [
        QCoreApplication.translate("Copying", "%n row(s) copied.", "", number) for number in (1, 2)
    ]
    qapp.removeTranslator(translator)
    assert words == ["1 row copied.", "2 rows copied."]


def _has_words(text: str) -> bool:
    for place in places(text):
        text = text.replace(place, "")
    return any(sign.isalpha() for sign in text)
