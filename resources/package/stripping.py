"""Takes the debugging symbols out of what is inside, where that is safe.

Does not know where it is: see trimming.py.
"""

import subprocess
from pathlib import Path

from resources.package.trimming import is_to_strip

_ELF = b"\x7fELF"


def strip(inside: Path) -> int:
    """Strip what may be stripped in a folder (ELF only); how many bytes that saved."""
    files = [file for file in inside.rglob("*") if _is_to_strip(file, inside)]
    before = sum(file.stat().st_size for file in files)
    if files:
        subprocess.run(["strip", "--strip-unneeded", *files], check=True)
    return before - sum(file.stat().st_size for file in files)


def _is_to_strip(file: Path, inside: Path) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    if not is_to_strip(file.relative_to(inside).as_posix()):
        return False
    with file.open("rb") as opened:
        return opened.read(len(_ELF)) == _ELF
