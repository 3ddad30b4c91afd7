"""The README's tables say what rivermon has: settings, commands, fields, keys, targets, figures."""

import re
from pathlib import Path

import pytest
import typer
from PySide6.QtCore import QTranslator
from typer.core import TyperGroup

from rivermon.cli.program import app
from rivermon.core.filter_terms import Field, Root, Trait
from rivermon.core.filter_values import KNOWN_WORDS
from rivermon.core.notice import NoticeKind
from rivermon.core.tunnel import TunnelKind
from rivermon.core.tunnel_presets import PRESETS
from rivermon.net.listener import PATHS
from rivermon.settings import Settings, load, overridden
from rivermon.ui.row_acts import ENTRIES
from tests.readme.pages import CHINESE, ENGLISH, ROOT, codes, prose, table_with, tables

SETTINGS = table_with(ENGLISH, "`--db`")
COMMANDS = table_with(ENGLISH, "`rivermon`")
FILTER = table_with(ENGLISH, "`note:`")


def program() -> TyperGroup:
    found = typer.main.get_command(app)
    assert isinstance(found, TyperGroup)
    return found


def test_every_setting_is_there_with_its_variable() -> None:
    listed = {codes(row[2])[0]: codes(row[1])[0] for row in SETTINGS}
    assert list(listed) == list(Settings.__struct_fields__)
    for name, variable in listed.items():
        value = _as_variable(getattr(Settings(), name))
        assert overridden({}, {variable: value or "x"}) == {name: variable}


def _as_variable(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


def test_every_default_is_the_true_one() -> None:
    for row in SETTINGS:
        name, said = codes(row[2])[0], codes(row[3])
        default = getattr(Settings(), name)
        if default in ("", None, ()):
            assert row[3].startswith("none"), name
        elif isinstance(default, tuple):
            assert tuple(said[: len(default)]) == default, name
        else:
            read = load({name: said[0]}, {"RIVERMON_SETTINGS": ""})
            assert getattr(read, name) == default, name


def test_flags_are_those_of_the_window() -> None:
    listed = {codes(row[0])[0] for row in SETTINGS if row[0]}
    options = {option for each in program().params for option in each.opts}
    names = {f"--{name.replace('_', '-')}" for name in Settings.__struct_fields__}
    assert listed == options & names


def test_every_command_is_there() -> None:
    # The first word after the program; what stands alone in a row's first cell is a command, too.
    listed = {
        code.removeprefix("rivermon ").split()[0] for row in COMMANDS for code in codes(row[0])
    }
    assert listed - {"rivermon"} == set(program().commands) | _flags_of_the_window()


def _flags_of_the_window() -> set[str]:
    known = {f"--{name}" for name in Settings.__struct_fields__} | {"--version"}
    return {option for each in program().params for option in each.opts} - known


def test_every_option_that_is_named_is_one() -> None:
    for row in COMMANDS:
        named = [code for code in codes(row[1]) if code.startswith("--")]
        for command in codes(row[0]):
            found = program().commands.get(command.removeprefix("rivermon ").split()[0])
            options = {option for each in found.params for option in each.opts} if found else set()
            assert set(named) <= options, command


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["English", "Chinese"])
def test_every_command_in_the_text_is_one(page: Path) -> None:
    said = [code for code in codes(prose(page)) if re.match(r"rivermon |--", code)]
    assert len(said) > 20
    for code in said:
        _understood(code)


@pytest.mark.parametrize("wrong", ["rivermon frobnicate", "rivermon serve --quick", "--selftest"])
def test_a_command_that_is_none_is_found(wrong: str) -> None:
    with pytest.raises(AssertionError):
        _understood(wrong)


def _understood(code: str) -> None:
    """What stands in the text is a command with its own options, or an option of some command."""
    known = _known("rivermon", program())
    if code.startswith("--"):
        assert any(code in options for options in known.values()), code
        return
    command, *words = code.split()
    for word in words:
        if word.startswith("-"):
            assert word in known[command], code
        elif f"{command} {word}" in known:
            command = f"{command} {word}"
        else:
            assert not any(each.startswith(f"{command} ") for each in known), code


def _known(words: str, group: TyperGroup) -> dict[str, set[str]]:
    """Every command with its options."""
    known = {words: {option for each in group.params for option in each.opts} | {"--help"}}
    for name, below in group.commands.items():
        if isinstance(below, TyperGroup):
            known |= _known(f"{words} {name}", below)
        else:
            options = {option for each in below.params for option in each.opts}
            known[f"{words} {name}"] = options | {"--help"}
    return known


def test_every_way_to_this_machine_is_there() -> None:
    assert {kind for _, kind in _ways(ENGLISH)} == set(TunnelKind)


def test_every_way_is_named_as_in_the_window() -> None:
    assert _ways(ENGLISH) == [(PRESETS[kind].name, kind) for kind in TunnelKind]
    translator = QTranslator()
    assert translator.load(str(ROOT / "resources" / "translations" / "rivermon_zh_CN.qm"))
    assert _ways(CHINESE) == [
        (translator.translate("TunnelWords", PRESETS[kind].name), kind) for kind in TunnelKind
    ]


def _ways(page: Path) -> list[tuple[str, TunnelKind]]:
    return [(row[0], TunnelKind(codes(row[1])[0])) for row in table_with(page, "ngrok")]


def test_every_field_of_the_filter_is_there() -> None:
    listed = [code for row in FILTER for code in codes(row[0])]
    assert sorted(listed) == sorted([*(f"{field}:" for field in Field), *(f"{r}." for r in Root)])


@pytest.mark.parametrize("field", [Field.STATUS, Field.VERIFIED, Field.IS])
def test_every_word_of_a_field_is_known(field: Field) -> None:
    (row,) = (row for row in FILTER if row[0] == f"`{field}:`")
    said = {code for code in codes(row[1]) if not re.fullmatch(r"\d..", code)}
    assert said <= set(KNOWN_WORDS[field])
    if field is Field.IS:
        assert len(said) == len(Trait)


def test_every_key_of_an_act_is_the_true_one() -> None:
    listed = [key for row in table_with(ENGLISH, "Send again") for key in _keys(" ".join(row))]
    assert sorted(listed) == sorted(entry.keys for entry in ENTRIES if entry.keys)


def _keys(cell: str) -> list[str]:
    return re.findall(r"(?:Ctrl\+(?:Shift\+)?[A-Z]|\bDel\b)", cell)


def test_notifications_are_named_as_they_are() -> None:
    (row,) = (row for row in SETTINGS if codes(row[2]) == ["notify"])
    assert codes(row[3]) == [*NoticeKind, "none"]


def test_every_target_is_one_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    named = re.findall(r"`?make ([a-z-]+)", ENGLISH.read_text("utf-8"))
    assert set(named) <= targets
    listed = [codes(row[0])[0].removeprefix("make ") for row in table_with(ENGLISH, "`make test`")]
    assert len(set(listed)) == len(listed)


def test_the_rooms_are_there() -> None:
    for row in table_with(ENGLISH, "`core/`"):
        assert (ROOT / "rivermon" / codes(row[0])[0]).exists()


def test_webhooks_come_in_where_it_says() -> None:
    (sentence,) = re.findall(r"^`POST` to (.*):$", ENGLISH.read_text("utf-8"), re.MULTILINE)
    assert codes(sentence) == list(PATHS)


def test_every_figure_stands_in_the_benchmarks() -> None:
    measured = (ROOT / "resources" / "benchmarks.md").read_text("utf-8")
    figures = [
        cell
        for table in tables(ENGLISH)
        if "median" in table[0]
        for row in table[1:]
        for cell in row[1:]
        if cell
    ]
    assert len(figures) >= 12
    for figure in figures:
        assert figure in measured


@pytest.mark.parametrize(
    ("page", "heading"), [(ENGLISH, "Security"), (CHINESE, "安全")], ids=["English", "Chinese"]
)
def test_security_is_told_in_ten_lines(page: Path, heading: str) -> None:
    (told,) = re.findall(rf"^## {heading}\n(.*?)^## ", prose(page), re.MULTILINE | re.DOTALL)
    assert re.findall(r"^(\d+)\. ", told, re.MULTILINE) == [str(n) for n in range(1, 11)]


def test_nothing_is_left_to_fill_in() -> None:
    assert not re.findall(r"\{[A-Z]+\}|TODO|XXX", ENGLISH.read_text("utf-8"))
