"""Makes the package, in order: collect, strip, licence, pack, measure, test, and put it in place.

dist/ is touched last: it holds what passed its tests, or what was there before. Run it in the
checkout as `python -m resources.package`.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from resources.package.archive import archive_name, checksums, packed
from resources.package.contents import Contents, read
from resources.package.licence_owners import NobodyKnown
from resources.package.licences import put_licences
from resources.package.measuring import (
    NotStarted,
    forget,
    median_start,
    megabytes,
    size_of,
    start_to_window,
)
from resources.package.stripping import strip
from rivermon import __version__

ROOT = Path(__file__).resolve().parents[2]
WORK, NEW, DIST = ROOT / "build" / "package", ROOT / "build" / "package" / "new", ROOT / "dist"
LOG = WORK / "pyinstaller.log"
SHOWN = "shown after"
"""Stands in the line of the self-test that says that the window is there."""
WANTED_S = 1.5
_EARLIEST = 315_532_800  # 1980: no zip bears an earlier date


class NotCollected(Exception):
    """PyInstaller failed."""


def main() -> int:
    """Make it; 1 if something failed, and then dist/ is as it was."""
    began = time.monotonic()
    try:
        contents = _collected()
        folder = NEW / "rivermon"
        if sys.platform.startswith("linux"):
            saved = strip(folder / "_internal")
            print(f"Without debugging symbols it is {megabytes(saved)} smaller.")
        licensed = put_licences(contents.inside, ROOT, WORK, folder / "licences")
        print(f"{len(licensed)} licences of what is inside lie in licences/.")
        archives = _packed(folder)
        print(f"Packed after {time.monotonic() - began:.0f} s.")
        _measure(folder, archives)
        _test(folder)
        _put_in_place(folder, archives)
    except (
        NobodyKnown,
        NotCollected,
        NotStarted,
        OSError,
        subprocess.CalledProcessError,
    ) as failure:
        print(f"There is no package: {failure}", file=sys.stderr)
        return 1
    return 0


def _collected() -> Contents:
    shutil.rmtree(NEW, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm"]
    command += ["--distpath", str(NEW), "--workpath", str(WORK), str(ROOT / "build.spec")]
    surroundings = os.environ | {
        # What it keeps for the next time lies with the rest that `make clean` takes away.
        "PYINSTALLER_CONFIG_DIR": str(WORK / "kept"),
        # The same sources make the same program (PyInstaller's "Reproducible Build").
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": str(_moment()),
    }
    print("PyInstaller collects what rivermon needs. That takes half a minute.", flush=True)
    WORK.mkdir(parents=True, exist_ok=True)
    with LOG.open("wb") as log:
        done = subprocess.run(
            command, cwd=ROOT, check=False, env=surroundings, stdout=log, stderr=subprocess.STDOUT
        )
    if done.returncode:
        raise NotCollected(f"PyInstaller failed, and {LOG} ends with:\n{_last_lines(LOG)}")
    contents = read(WORK / "build" / "contents.json")
    print(f"{len(contents.inside)} parts are inside, {len(contents.left_out)} were left out.")
    return contents


def _last_lines(file: Path) -> str:
    return "\n".join(file.read_text(encoding="utf-8", errors="replace").splitlines()[-30:])


def _packed(folder: Path) -> list[Path]:
    name, moment = archive_name(__version__), _moment()
    archives = [packed([folder], name, NEW, moment)]
    app = NEW / "rivermon.app"
    if app.is_dir():
        # What is put into an app after it was signed would break its seal.
        name = archive_name(__version__, "rivermon.app")
        archives.append(packed([app, folder / "licences"], name, NEW, moment))
    (NEW / "SHA256SUMS").write_text(checksums(archives), encoding="utf-8", newline="\n")
    return archives


def _moment() -> int:
    """The time that the files bear: the last commit's, so that one commit makes one archive."""
    asked = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not asked and shutil.which("git"):
        told = subprocess.run(
            ["git", "log", "-1", "--format=%ct"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,  # what was unpacked from an archive has no commits
        )
        asked = told.stdout.strip()
    return max(int(asked or 0), _EARLIEST)


def _program(folder: Path) -> Path:
    return folder / ("rivermon-console.exe" if sys.platform == "win32" else "rivermon")


def _measure(folder: Path, archives: list[Path]) -> None:
    program = _program(folder)
    cold = start_to_window(program, SHOWN) if forget(folder) else None
    median = median_start(program, SHOWN)
    print(f"Unpacked       {megabytes(size_of(folder))}")
    for archive in archives:
        print(f"Archive        {megabytes(archive.stat().st_size)}  {archive.name}")
    late = "" if median <= WANTED_S else f" (more than the {WANTED_S} s that it should be)"
    print(f"Start to window  {median:.2f} s, the median of five{late}")
    if cold is not None:
        print(f"                 {cold:.2f} s with its files read from the disk")


def _test(folder: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"]
    command.append("tests/packaged")
    surroundings = os.environ | {"RIVERMON_PACKAGE": str(folder)}
    subprocess.run(command, cwd=ROOT, check=True, env=surroundings)


def _put_in_place(folder: Path, archives: list[Path]) -> None:
    DIST.mkdir(exist_ok=True)
    for made in (folder, NEW / "rivermon.app"):
        old = DIST / made.name
        if made.exists():
            if old.exists():
                # One that is running cannot be moved on Windows: then nothing has changed yet.
                old.rename(NEW / f"{made.name}.before")
            made.rename(old)
    (NEW / "SHA256SUMS").replace(DIST / "SHA256SUMS")
    for archive in archives:
        archive.replace(DIST / archive.name)
        print(f"Made           dist/{archive.name}")
    shutil.rmtree(NEW, ignore_errors=True)  # what was in dist/ before


if __name__ == "__main__":
    sys.exit(main())
