"""Makes a program of rivermon that runs where there is no Python: `python -m resources.package`.

trimming.py       what of the collected files goes, and why
libraries.py      which shared libraries are left without anybody who loads them
hidden.py         what the program imports in ways that cannot be seen in its text
contents.py       what PyInstaller found, without what goes, written down for the steps after it
icons.py          the icons that Windows and macOS want, drawn from resources/icons/rivermon.svg
version_resource.py  what Windows shows of a program
stripping.py      takes the debugging symbols out
licences.py       puts the licences of all that is inside beside it, or fails
licence_owners.py whose a file is: a distribution's, Python's, the system's, or our own
archive.py        the same archive from the same folder, and its checksum
measuring.py      how large it is, and how soon its window stands
__main__.py       all of it, in order
"""
