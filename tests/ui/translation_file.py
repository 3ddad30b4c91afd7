"""Reads Qt's translation files as they are, without Qt."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rivermon.own_resources import resources_folder
from tests.ui.spoken import Said

FOLDER = resources_folder() / "translations"
_PLACES = re.compile(r"\{\d*\}|%L?n")


class Entry(NamedTuple):
    """A text, and what it is in the file's language: one form, or one for each number."""

    said: Said
    forms: tuple[str, ...]
    state: str


def entries(name: str) -> list[Entry]:
    """All entries of rivermon_`name`.ts."""
    root = ET.parse(FOLDER / f"rivermon_{name}.ts").getroot()
    return [
        entry for context in root.iter("context") for entry in _of_context(context, _name(context))
    ]


def places(text: str) -> list[str]:
    """The places of a text where something is put in."""
    return sorted(_PLACES.findall(text))


def file_of(name: str, suffix: str) -> Path:
    return FOLDER / f"rivermon_{name}.{suffix}"


def _name(context: ET.Element) -> str:
    return context.findtext("name") or ""


def _of_context(context: ET.Element, name: str) -> Iterator[Entry]:
    for message in context.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        counts = message.get("numerus") == "yes"
        forms = [form.text or "" for form in translation.iter("numerusform")]
        said = Said(name, message.findtext("source") or "", counts)
        yield Entry(
            said,
            tuple(forms) if counts else (translation.text or "",),
            translation.get("type", "finished"),
        )
