"""Writes what Windows shows of a program: its name, its version, whose it is.

Does not know how it gets into the program: PyInstaller reads the text that this makes.
"""

import re

_TEXT = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('FileDescription', 'rivermon'),
      StringStruct('FileVersion', {version!r}),
      StringStruct('InternalName', 'rivermon'),
      StringStruct('LegalCopyright', 'MIT licence; see the folder licences'),
      StringStruct('OriginalFilename', {file!r}),
      StringStruct('ProductName', 'rivermon'),
      StringStruct('ProductVersion', {version!r}),
    ])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])]),
  ],
)
"""


def version_resource(version: str, file: str) -> str:
    """The text of a version file, as PyInstaller's EXE(version=…) reads it.

    Args:
        version: rivermon's.
        file: the program's file name.
    """
    return _TEXT.format(numbers=four_numbers(version), version=version, file=file)


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """The version as Windows counts: 1.2.3rc1 is (1, 2, 3, 0)."""
    release = re.match(r"\d+(?:\.\d+)*", version)
    if release is None:
        raise ValueError(f"{version!r} does not begin with numbers: Windows cannot show it")
    major, minor, patch, build = ([int(part) for part in release[0].split(".")] + [0] * 4)[:4]
    return (major, minor, patch, build)
