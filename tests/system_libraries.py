"""Sees to what Debian and Ubuntu must have before rivermon runs; used by the Makefile.

Needs nothing but the system's own Python. Root installs what is missing; anybody else is told the
line. Elsewhere than on Linux there is nothing to see to.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from rivermon.core.missing_library import DEBIAN

_FONTS = {
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf": "fonts-dejavu-core",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf": "fonts-droid-fallback",
    "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf": "fonts-noto-color-emoji",
}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(libraries: Mapping[str, str]) -> list[str]:
    """The Debian packages of the libraries that cannot be loaded."""
    return [package for library, package in libraries.items() if not _loads(library)]


def wanted(arguments: list[str]) -> list[str]:
    """The packages that are missing for what the command line asks for."""
    if "--venv" in arguments:
        has_venv = importlib.util.find_spec("ensurepip") is not None
        return [] if has_venv else ["python3-venv"]
    if "--tunnel" in arguments:
        found = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        return [] if found else ["openssh-server"]
    if "--package" in arguments:
        return _for_pyinstaller()
    if "--bench" in arguments:
        return [] if shutil.which("wrk") else ["wrk"]
    if "--fonts" in arguments:
        return [package for file, package in _FONTS.items() if not os.path.exists(file)]
    lacking = missing(DEBIAN)
    if not os.path.exists("/usr/share/fonts"):
        lacking.append("fonts-dejavu-core")
    return lacking


def _for_pyinstaller() -> list[str]:
    """What it needs of the system: binutils, and Debian's Python as a library (others bring it)."""
    lacking = [] if shutil.which("objdump") and shutil.which("strip") else ["binutils"]
    library = sysconfig.get_config_var("INSTSONAME") or ""
    if sys.base_prefix == "/usr" and ".so" in library and not _loads(library):
        lacking.append("libpython{}.{}".format(*sys.version_info))
    return lacking


def _can_have_sshd() -> bool:
    """True where it may be installed unasked: as root, and where that does not start it as well."""
    starts_services = os.path.isdir("/run/systemd/system")
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and not starts_services


def main() -> int:
    """Install what is missing, or say how."""
    if not sys.platform.startswith("linux"):
        return 0
    packages = wanted(sys.argv[1:])
    if not packages:
        return 0
    if packages == ["openssh-server"] and not _can_have_sshd():
        print("Without openssh-server, the tests of tunnels through ssh are left out.")
        return 0
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        print(f"Please install what your system calls these: {' '.join(packages)}")
        return 1
    if os.geteuid() != 0:
        print(f"Some system packages are missing. Please run:\n\n  sudo {' '.join(line)}\n")
        return 1
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run([line[0], "-qq", *line[1:]], check=True, env=quiet)
    return 0


if __name__ == "__main__":
    sys.exit(main())
