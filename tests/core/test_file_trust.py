"""Whose files rivermon uses: this user's and root's, and none that others may write to."""

import pytest

from rivermon.core.file_trust import Owned, distrust

ME, MY_GROUP = 1000, 1000


def why(user: int = ME, mode: int = 0o100600, *, group: int = MY_GROUP, me: int = ME) -> str | None:
    return distrust("The file /f", Owned(user, group, mode), me, MY_GROUP)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o640, 0o400, 0o755])
@pytest.mark.parametrize("user", [ME, 0])
def test_this_users_and_roots_may_be_used(user: int, mode: int) -> None:
    assert why(user, mode) is None


@pytest.mark.parametrize("me", [ME, 0])
def test_another_users_may_not_whatever_its_mode(me: int) -> None:
    said = why(1001, 0o100400, me=me)
    assert said is not None
    assert said.startswith("The file /f belongs to another user (number 1001)")
    assert f"chown {me}" in said


def test_root_does_not_use_a_users() -> None:
    assert why(ME, me=0) is not None


@pytest.mark.parametrize("user", [ME, 0])
@pytest.mark.parametrize("mode", [0o602, 0o666, 0o777, 0o606])
def test_one_that_everybody_may_write_is_not_used(user: int, mode: int) -> None:
    said = why(user, mode)
    assert said is not None
    assert said.startswith("The file /f may be written by other users")
    assert "chmod go-w" in said


def test_one_that_a_group_may_write_is_used_when_the_user_is_alone_in_it() -> None:
    assert why(mode=0o664) is None
    assert why(mode=0o664, group=50) is not None
    assert distrust("f", Owned(ME, 50, 0o664), ME, None) is not None
