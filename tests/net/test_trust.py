"""Whom callbacks trust: who is known to the system, by the name that was asked for."""

import ssl
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rivermon.core.entities import Reply
from rivermon.net.callback_session import CallbackSession
from rivermon.net.trust import as_the_system_does, from_files, trusted_authorities, trusting
from tests.fault.certificates import Authority
from tests.fault.fault_server import FaultServer
from tests.net.plain_server import says

KEY = "mr_live_of_nobody_else"
by_files = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="this system keeps its authorities to itself"
)


def _the_systems(file: Path) -> ssl.SSLContext:
    pytest.importorskip("truststore")
    return as_the_system_does({"SSL_CERT_FILE": str(file)})


def _rivermons(file: Path) -> ssl.SSLContext:
    return trusting({"SSL_CERT_FILE": str(file)})


Made = Callable[[Path], ssl.SSLContext]
each_way = pytest.mark.parametrize("made", [_rivermons, _the_systems])


@pytest.fixture
def nothing_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An OpenSSL that looks where nothing is, as a packaged one does on another distribution."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))


async def _called(tls: ssl.SSLContext, server: ssl.SSLContext) -> tuple[Reply, list[str]]:
    """What a callback got, and the names that the server was asked for."""
    asked: list[str] = []

    def note(_: ssl.SSLObject, name: str, __: ssl.SSLContext) -> None:
        asked.append(name)

    server.sni_callback = note
    async with FaultServer(says("200 OK"), tls=server) as answering:
        session = CallbackSession(KEY, 5.0, tls=tls)
        reply = await session.post(f"https://localhost:{answering.port}/v1/callback/c", b"{}")
        await session.close()
        assert len(answering.exchanges) == (1 if reply.status else 0)
    return reply, asked


@each_way
async def test_who_is_vouched_for_is_called_by_name(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    tls = made(authority.file)
    assert (tls.verify_mode, tls.check_hostname) == (ssl.CERT_REQUIRED, True)
    reply, asked = await _called(tls, authority.certified("localhost"))
    assert (reply.status, reply.error) == (200, None)
    assert asked == ["localhost"]


@each_way
@pytest.mark.parametrize("flaw", ["another name", "expired", "nobody's", "a stranger's"])
async def test_who_is_not_hears_nothing(
    made: Made, flaw: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    (tmp_path / "stranger").mkdir()
    shown = {
        "another name": lambda: authority.certified("river.example"),
        "expired": lambda: authority.certified("localhost", expired=True),
        "nobody's": lambda: authority.certified("localhost", self_signed=True),
        "a stranger's": lambda: Authority(tmp_path / "stranger").certified("localhost"),
    }[flaw]()
    reply, _ = await _called(made(authority.file), shown)
    assert reply.status is None
    assert str(reply.error).startswith("the certificate of localhost is not trusted (")


@by_files
@pytest.mark.usefixtures("nothing_known")
async def test_authorities_are_found_where_this_distribution_keeps_them(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    authority = Authority(tmp_path)
    empty = tmp_path / "empty.pem"
    empty.touch()
    bundles = (tmp_path / "not here.pem", empty, authority.file)
    tls = from_files(ssl.get_default_verify_paths(), {}, bundles)
    assert tls.cert_store_stats()["x509_ca"] == 1
    assert f"The authorities in {empty} are not trusted" in caplog.text
    reply, _ = await _called(tls, authority.certified("localhost"))
    assert reply.status == 200


@by_files
@pytest.mark.usefixtures("nothing_known")
@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_who_names_whom_to_trust_gets_nobody_else(name: str, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    named = {name: str(tmp_path / "none")}
    tls = from_files(ssl.get_default_verify_paths(), named, (authority.file,))
    assert tls.cert_store_stats()["x509_ca"] == 0
    assert trusted_authorities(named) == 0


@by_files
def test_the_authorities_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = Authority(tmp_path)
    folder = tmp_path / "certs"
    folder.mkdir()
    (folder / "README").touch()
    (folder / "0a1b2c3d.0").symlink_to(authority.file)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    assert trusted_authorities() == 1
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
    assert trusted_authorities() == 0
    monkeypatch.setenv("SSL_CERT_DIR", str(folder))
    assert trusted_authorities() == 1


def test_a_named_file_that_is_no_certificate_is_said_and_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("truststore")
    file = tmp_path / "authority.pem"
    file.write_text("not one", "utf-8")
    assert as_the_system_does({"SSL_CERT_FILE": str(file)}).verify_mode is ssl.CERT_REQUIRED
    assert f"The authorities in {file} are not trusted" in caplog.text
