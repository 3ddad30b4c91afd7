"""Packs folders so that the same folders make the same archive, and says what it must hash to.

Does not know what is in them. No name of a user or of a machine gets in.
"""

import gzip
import hashlib
import platform
import stat
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import gmtime

_BLOCK = 1 << 20
_LEVEL = 6
_SYSTEMS = {"darwin": "macos", "win32": "windows"}
_MACHINES = {"amd64": "x86_64"}
_UNIX = 3  # who made a zip's entry: links and permissions are read from those of Unix only


def archive_name(version: str, product: str = "rivermon") -> str:
    """The archive's name without its ending: rivermon-0.1.0-linux-x86_64."""
    system = _SYSTEMS.get(sys.platform, "linux")
    machine = platform.machine().lower()
    return f"{product}-{version}-{system}-{_MACHINES.get(machine, machine)}"


def packed(folders: Sequence[Path], name: str, into: Path, moment: int) -> Path:
    """Pack whole folders, each under its own name, as this system's users expect it.

    Args:
        folders: what goes in.
        name: the archive's, without its ending.
        into: where it is put.
        moment: the time that every file in it bears, in Unix seconds, from 1980 on.

    Returns:
        The archive: a .zip on macOS and Windows, else a .tar.gz.
    """
    zipped = sys.platform in _SYSTEMS
    archive = into / f"{name}{'.zip' if zipped else '.tar.gz'}"
    (zip_of if zipped else tar_of)(folders, archive, moment)
    return archive


def tar_of(folders: Iterable[Path], archive: Path, moment: int) -> None:
    """Pack folders as a .tar.gz."""
    with (
        archive.open("wb") as raw,
        # The name of the file and the time of packing would stand in the heading.
        gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path, name in _members(folders):
            entry = tar.gettarinfo(str(path), name)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = moment
            entry.mode = _mode(path)
            if entry.isreg():
                with path.open("rb") as content:
                    tar.addfile(entry, content)
            else:
                tar.addfile(entry)


def zip_of(folders: Iterable[Path], archive: Path, moment: int) -> None:
    """Pack folders as a .zip; links stay links, as macOS' frameworks need them."""
    date = gmtime(moment)[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as file:
        for path, name in _members(folders):
            linked = path.is_symlink()
            is_folder = path.is_dir() and not linked
            entry = zipfile.ZipInfo(f"{name}/" if is_folder else name, date)
            entry.create_system = _UNIX
            entry.compress_type = zipfile.ZIP_DEFLATED
            kind = stat.S_IFLNK if linked else stat.S_IFDIR if is_folder else stat.S_IFREG
            entry.external_attr = (kind | _mode(path)) << 16
            if linked:
                file.writestr(entry, path.readlink().as_posix())
            else:
                file.writestr(entry, b"" if is_folder else path.read_bytes())


def checksums(archives: Iterable[Path]) -> str:
    """Lines as sha256sum writes and checks them."""
    return "".join(f"{_sha256(file)}  {file.name}\n" for file in sorted(archives))


def _sha256(file: Path) -> str:
    hashed = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(_BLOCK):
            hashed.update(block)
    return hashed.hexdigest()


def _members(folders: Iterable[Path]) -> Iterable[tuple[Path, str]]:
    for folder in folders:
        inside = sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix())
        for path in (folder, *inside):
            yield path, path.relative_to(folder.parent).as_posix()


def _mode(path: Path) -> int:
    if path.is_symlink():
        return 0o777
    return 0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644
