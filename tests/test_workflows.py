"""The workflows name what there is, and attach nothing to a release that was not proved."""

import importlib.util
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from rivermon import __version__
from rivermon.core.missing_library import DEBIAN

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"
SYSTEMS = {"linux-x86_64", "macos-arm64", "macos-x86_64", "windows-x86_64"}
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40}")
OWN_FILE = re.compile(
    r"(?<![\w./$])((?:rivermon|resources|tests|\.ci)/[\w./-]+|[\w-]+\.(?:txt|toml|spec))"
)

Job = dict[str, Any]


def _workflow(name: str) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load(WORKFLOWS / name)
    return read


def _jobs() -> Iterator[tuple[str, str, Job]]:
    for file in sorted(WORKFLOWS.glob("*.yml")):
        for name, job in _workflow(file.name)["jobs"].items():
            yield file.name, name, job


def _steps() -> list[tuple[str, Job, dict[str, Any]]]:
    return [(f"{file}: {name}", job, step) for file, name, job in _jobs() for step in job["steps"]]


def _scripts() -> list[str]:
    return [step["run"] for _, _, step in _steps() if "run" in step]


def _lines() -> list[str]:
    return [line.strip() for script in _scripts() for line in script.splitlines()]


def _script(name: str, job: str, step: str) -> str:
    found = (each for each in _workflow(name)["jobs"][job]["steps"] if each.get("name") == step)
    script: str = next(found)["run"]
    return script


def _run(script: str, folder: Path, **around: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ("bash", "-e", "-c", script),
        cwd=folder,
        env={"PATH": os.environ["PATH"]} | around,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def _systems(job: Job) -> dict[str, dict[str, str]]:
    return {each["system"]: each for each in job["strategy"]["matrix"]["include"]}


def test_every_make_target_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {line.split()[1] for line in _lines() if line.startswith("make ")}
    assert "package" in named
    assert named <= targets


def test_every_module_that_is_run_is_there() -> None:
    named = {found for line in _lines() for found in re.findall(r"python3? -m (\S+)", line)}
    assert "resources.package" in named
    for module in named:
        found = importlib.util.find_spec(module)
        assert found is not None, module
        if found.submodule_search_locations and module != "pip":
            assert importlib.util.find_spec(f"{module}.__main__"), module


def test_every_file_of_ours_that_is_named_is_there() -> None:
    own = {word for line in _lines() for word in OWN_FILE.findall(line)}
    assert {".ci/run", "constraints.txt", "rivermon/__init__.py"} <= own
    for word in own:
        assert (ROOT / word).exists(), word
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_every_extra_that_is_installed_is_there() -> None:
    extras = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    )
    named = {
        extra
        for line in _lines()
        for found in re.findall(r'"\.\[(.+)\]"', line)
        for extra in found.split(",")
    }
    assert {"test", "package"} <= named
    assert named <= extras


def test_the_pythons_are_the_ones_that_are_promised() -> None:
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert promised == ">=3.11"
    wanted: set[str] = set()
    for _, job, step in _steps():
        version = step.get("with", {}).get("python-version")
        if version == "${{ matrix.python }}":
            wanted |= set(job["strategy"]["matrix"]["python"])
        elif version:
            wanted.add(version)
    assert all(tuple(map(int, each.split("."))) >= (3, 11) for each in wanted)
    # What is packaged has the Python that the constraints were made on.
    assert "on Python 3.11" in (ROOT / "constraints.txt").read_text()
    assert {"3.11", "3.12", "3.13"} <= wanted


@pytest.mark.parametrize("job", ["package", "self-test"])
def test_there_is_a_package_for_each_system(job: str) -> None:
    systems = _systems(_workflow("release.yml")["jobs"][job])
    assert set(systems) == SYSTEMS
    for system, where in systems.items():
        expected = {"linux": "ubuntu", "macos": "macos", "windows": "windows"}
        assert where["runner"].startswith(expected[system.partition("-")[0]])
    assert systems["macos-x86_64"]["runner"].endswith("-intel")
    assert not systems["macos-arm64"]["runner"].endswith("-intel")


def test_the_package_is_tested_where_it_was_built_for() -> None:
    jobs = _workflow("release.yml")["jobs"]
    assert _systems(jobs["package"]) == _systems(jobs["self-test"])
    assert jobs["self-test"]["needs"] == "package"


@pytest.mark.parametrize("system", ["Linux", "macOS", "Windows"])
def test_each_system_proves_itself_at_an_odd_path_without_a_python(system: str) -> None:
    job = _workflow("release.yml")["jobs"]["self-test"]
    odd = job["env"]["ODD"]
    assert " " in odd
    assert not odd.isascii()
    steps = [step for step in job["steps"] if "--self-test" in step.get("run", "")]
    (step,) = [each for each in steps if each["if"] == f"runner.os == '{system}'"]
    script = step["run"]
    assert "$env:ODD" in script if system == "Windows" else '"$ODD' in script
    assert "$env:PATH = " in script if system == "Windows" else 'PATH="$PWD/nothing"' in script


def test_nothing_of_the_checkout_is_at_hand_when_a_package_proves_itself() -> None:
    job = _workflow("release.yml")["jobs"]["self-test"]
    used = {step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step}
    assert used == {"actions/download-artifact"}


def test_the_libraries_of_a_desktop_are_those_that_are_known_to_be_needed() -> None:
    script = _script("release.yml", "self-test", "Install the libraries that every desktop has")
    assert set(DEBIAN.values()) <= set(script.split())


def test_a_release_waits_for_every_package_and_every_proof() -> None:
    jobs = _workflow("release.yml")["jobs"]
    assert set(jobs["draft"]["needs"]) == {"package", "self-test"}
    assert jobs["package"]["needs"] == "version"
    assert "if" not in jobs["package"]
    assert "if" not in jobs["self-test"]
    assert jobs["draft"]["if"] == "github.ref_type == 'tag'"


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("tag", f"v{__version__}", 0),
        ("tag", f"v{__version__}0", 1),
        ("tag", __version__, 1),
        ("branch", "main", 0),
    ],
)
def test_the_tag_must_be_the_version(kind: str, name: str, code: int) -> None:
    done = _run(_script("release.yml", "version", "Compare"), ROOT, REF_TYPE=kind, REF_NAME=name)
    assert done.returncode == code, done.stderr
    assert ("::error::" in done.stdout) is bool(code)


def test_what_is_attached_has_its_checksums(tmp_path: Path) -> None:
    folder, tools = tmp_path / "dist", tmp_path / "tools"
    folder.mkdir()
    tools.mkdir()
    archives = [f"rivermon-1-{each}" for each in ("linux-x86_64.tar.gz", "windows-x86_64.zip")]
    archives += ["rivermon-1-macos-arm64.zip", "rivermon.app-1-macos-arm64.zip"]
    for each in archives:
        (folder / each).write_text(each)
    gh = tools / "gh"
    gh.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$TOLD"\n')
    gh.chmod(0o755)
    done = _run(
        _script("release.yml", "draft", "Attach the archives and their checksums"),
        folder,
        PATH=f"{tools}{os.pathsep}{os.environ['PATH']}",
        TAG="v1",
        TOLD=str(tmp_path / "told"),
    )
    assert done.returncode == 0, done.stderr
    assert _run("sha256sum --check --strict SHA256SUMS", folder).stdout.count(": OK") == 4
    told = (tmp_path / "told").read_text().splitlines()
    assert told[:3] == ["release", "create", "v1"]
    assert {"--draft", "--verify-tag"} <= set(told)
    assert sorted(told[told.index("--") + 1 :]) == sorted([*archives, "SHA256SUMS"])


def test_no_job_may_do_more_than_it_does() -> None:
    for file in WORKFLOWS.glob("*.yml"):
        assert _workflow(file.name)["permissions"] == {}
    allowed = {name: job["permissions"] for _, name, job in _jobs()}
    assert allowed.pop("draft") == {"contents": "write"}
    assert all(each in ({}, {"contents": "read"}) for each in allowed.values())


def test_every_job_ends_in_time_and_every_action_is_githubs_own_at_one_commit() -> None:
    for _, name, job in _jobs():
        assert 0 < job["timeout-minutes"] <= 90, name
    for where, _, step in _steps():
        if "uses" in step:
            assert PINNED.fullmatch(step["uses"]), where
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, where


def test_nothing_from_outside_becomes_a_part_of_a_script() -> None:
    assert not [script for script in _scripts() if "${{" in script]


def test_what_never_ran_is_said_at_the_top() -> None:
    for file in WORKFLOWS.glob("*.yml"):
        top = file.read_text("utf-8").partition("\nname:")[0]
        assert "It has never run on GitHub" in top.replace("\n# ", " "), file.name
