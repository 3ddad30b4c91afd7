"""Puts the Express receiver together in build/, with the packages that it needs.

Does not know what it is measured by.
"""

import shutil
import subprocess
from pathlib import Path

_SOURCE = Path(__file__).with_name("express_receiver")
_BUILT = Path("build/bench/express")


def installed() -> Path | None:
    """The program, its packages beside it; None where there is no Node.js or nothing installs."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    _BUILT.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "receiver.js"):
        shutil.copy(_SOURCE / name, _BUILT / name)
    if not (_BUILT / "node_modules" / "express").is_dir():
        command = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"]
        done = subprocess.run(command, cwd=_BUILT, capture_output=True, timeout=180, check=False)
        if done.returncode:
            return None
    return (_BUILT / "receiver.js").resolve()
