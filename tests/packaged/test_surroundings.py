"""What other programs see that the packaged rivermon starts: nothing of its libraries."""

import sys
from pathlib import Path

import pytest

from tests.packaged.newcomer import Newcomer, until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the loader's variables are Linux's"
)
SAID = """#!/bin/sh
/usr/bin/env > "$HOME/around.new"
/bin/mv "$HOME/around.new" "$HOME/around"
exec /bin/sleep 600
"""


@pytest.mark.parametrize("of_the_user", ["", "/opt/the user's/lib"])
def test_a_tunnels_program_sees_the_users_libraries(newcomer: Newcomer, of_the_user: str) -> None:
    script, around = newcomer.home / "tunnel.sh", newcomer.home / "around"
    script.write_text(SAID, "utf-8")
    script.chmod(0o755)
    more = {"LD_LIBRARY_PATH": of_the_user} if of_the_user else {}
    more |= {"RIVERMON_TUNNEL": "command", "RIVERMON_TUNNEL_COMMAND": f"'{_quoted(script)}'"}
    more |= {"MODELRIVER_WEBHOOK_SECRET": "whsec_x", "MODELRIVER_API_KEY": "mr_live_x"}
    with newcomer.begin("serve", "--port", "0", **more) as serving:
        serving.url()
        until(around.exists, serving)
        assert serving.stop()[0] == 0
    seen = dict(line.split("=", 1) for line in around.read_text("utf-8").splitlines())
    assert seen.get("LD_LIBRARY_PATH", "") == of_the_user
    assert str(newcomer.folder) not in "".join(seen.values())
    assert not [
        name for name in seen if name.startswith(("_PYI", "_MEI", "QT_", "LD_LIBRARY_PATH_"))
    ]
    assert "MODELRIVER_WEBHOOK_SECRET" not in seen


def test_another_pythons_variables_have_no_say(newcomer: Newcomer, tmp_path: Path) -> None:
    (tmp_path / "typing.py").write_text("raise SystemExit('another Python')", "utf-8")
    named = dict.fromkeys(("PYTHONPATH", "PYTHONHOME"), str(tmp_path))
    named |= {"PYTHONSTARTUP": str(tmp_path / "typing.py"), "PYTHONWARNINGS": "error"}
    ran = newcomer.run("--version", **named)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("rivermon ")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "'\\''")
