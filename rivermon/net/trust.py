"""Whom rivermon believes who a server is: the certificate authorities that this system trusts.

A packaged app brings an OpenSSL that looks for them where the machine that built it had them. Does
not know which server is asked. Reading them takes 20 ms and more: call it in a thread.
"""

import logging
import os
import re
import ssl
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

_NAMED_BY = ("SSL_CERT_FILE", "SSL_CERT_DIR")
# Where distributions keep them, all in one file.
_BUNDLES = (
    Path("/etc/ssl/certs/ca-certificates.crt"),  # Debian, Ubuntu, Arch, Gentoo, NixOS
    Path("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),  # Fedora, RHEL and their kin
    Path("/etc/pki/tls/cert.pem"),  # the same, of before
    Path("/etc/ssl/ca-bundle.pem"),  # openSUSE
    Path("/var/lib/ca-certificates/ca-bundle.pem"),  # openSUSE's, where the one before is not made
    Path("/etc/ssl/cert.pem"),  # Alpine, the BSDs
)
_BY_HASH = re.compile(r"[0-9a-f]{8}\.\d+")  # how OpenSSL names them in a folder
_log = logging.getLogger(__name__)


def trusting(environment: Mapping[str, str] = os.environ) -> ssl.SSLContext:
    """What a client needs to call https: certificates and names verified, as the system would.

    SSL_CERT_FILE and SSL_CERT_DIR count, as they do for OpenSSL; on macOS and Windows the first
    adds to whom the system trusts.
    """
    if sys.platform in {"darwin", "win32"}:
        context = as_the_system_does(environment)
    else:
        context = from_files(ssl.get_default_verify_paths(), environment)
    context.set_alpn_protocols(["http/1.1"])
    return context


def trusted_authorities(environment: Mapping[str, str] = os.environ) -> int | None:
    """How many authorities are trusted; None on macOS and Windows, which keep that to themselves.

    0 means that no https address can be called from here.
    """
    if sys.platform in {"darwin", "win32"}:
        return None
    paths = ssl.get_default_verify_paths()
    loaded = from_files(paths, environment).cert_store_stats()["x509_ca"]
    return loaded or _in_folder(paths.capath)


def as_the_system_does(environment: Mapping[str, str]) -> ssl.SSLContext:
    """Have the system itself verify certificates: there are no files to read them from."""
    # Not on Linux: there it would read all of them again, on the loop, for every connection
    # (https://github.com/sethmlarson/truststore/issues/212).
    from truststore import SSLContext  # noqa: PLC0415 - it is not installed on Linux

    context = SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if named := environment.get(_NAMED_BY[0]):
        _trusts(context, named)
    return context


def from_files(
    paths: ssl.DefaultVerifyPaths,
    environment: Mapping[str, str],
    bundles: Iterable[Path] = _BUNDLES,
) -> ssl.SSLContext:
    """Read whom to trust from where OpenSSL looks, or from the first of `bundles` that there is.

    Who names a file or a folder in the environment gets that, and nothing more.
    """
    context = ssl.create_default_context()
    named = any(environment.get(name) for name in _NAMED_BY)
    if named or context.cert_store_stats()["x509_ca"] or _in_folder(paths.capath):
        return context
    for bundle in bundles:
        if bundle.is_file() and _trusts(context, bundle):
            break
    return context


def _trusts(context: ssl.SSLContext, file: str | Path) -> bool:
    """Have `context` trust the authorities in a file; a file that cannot be read is said."""
    try:
        context.load_verify_locations(cafile=file)
    except OSError as failure:  # an ssl.SSLError is one, too
        _log.warning("The authorities in %s are not trusted: %s", file, failure)
        return False
    return True


def _in_folder(folder: str | None) -> int:
    if not folder:
        return 0
    try:
        return sum(bool(_BY_HASH.fullmatch(name)) for name in os.listdir(folder))  # noqa: PTH208
    except OSError:
        return 0  # to OpenSSL, too, a folder that cannot be read is one without authorities
