"""A slip is told from what a newer rivermon wrote."""

import pytest

from rivermon.core.unknown_setting import meant_by
from rivermon.settings import Settings

KNOWN = Settings.__struct_fields__


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("prot", "port"),
        ("hots", "host"),
        ("Host", "host"),
        ("hold-events", "hold_events"),
        ("hold_event", "hold_events"),
        ("callback_host", "callback_hosts"),
        ("max_age", "max_age_s"),
        ("keepdays", "keep_days"),
        ("tunel", "tunnel"),
        ("path ", "path"),
    ],
)
def test_a_slip_is_known_for_what_was_meant(name: str, meant: str) -> None:
    assert meant_by(name, KNOWN) == meant


@pytest.mark.parametrize(
    "name",
    [
        "accent",
        "workers",
        "tunnel_region",
        "keep_records",
        "notify_sound",
        "path_prefix",
        "",
        "奶茶",
    ],
)
def test_what_is_like_no_setting_may_be_a_newer_ones(name: str) -> None:
    assert meant_by(name, KNOWN) is None
