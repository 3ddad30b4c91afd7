"""Names what the program imports in ways that cannot be seen in its text.

Does not know how they are collected.
"""

from pathlib import Path


def with_metadata(platform: str) -> list[str]:
    """The distributions whose metadata is read: keyring looks for its backends there.

    Args:
        platform: as sys.platform has it.
    """
    on_linux = platform not in {"darwin", "win32"}
    return ["keyring", *(["SecretStorage", "jeepney"] if on_linux else [])]


def hidden_modules(root: Path, platform: str) -> list[str]:
    """The modules to collect even if no text imports them.

    Args:
        root: the checkout.
        platform: as sys.platform has it.
    """
    return [*_own(root), *_keyring(platform), *_system(platform)]


def _own(root: Path) -> list[str]:
    # Some are imported when they are first wanted, by a name in a variable.
    files = sorted((root / "rivermon").rglob("*.py"))
    names = (file.relative_to(root).with_suffix("").parts for file in files)
    return [".".join(name[:-1] if name[-1] == "__init__" else name) for name in names]


def _keyring(platform: str) -> list[str]:
    own = {
        "darwin": ["keyring.backends.macOS"],
        "win32": ["keyring.backends.Windows", "win32ctypes.pywin32.win32cred"],
    }
    linux = [
        "keyring.backends.SecretService",
        "keyring.backends.kwallet",
        "keyring.backends.libsecret",
        "secretstorage",
        "jeepney.io.blocking",
    ]
    usual = ["keyring.backends.chainer", "keyring.backends.fail", "keyring.backends.null"]
    return usual + own.get(platform, linux)


def _system(platform: str) -> list[str]:
    return ["truststore"] if platform in {"darwin", "win32"} else []
