"""How a program that a tunnel needs is installed, on each system: one line to enter.

Pure facts. Does not know which system this is, nor what is installed on it.
"""

from collections.abc import Mapping, Sequence

_RELEASES = "https://github.com/cloudflare/cloudflared/releases"
_LATEST = f"{_RELEASES}/latest/download/cloudflared-linux"
_NGROK = "https://ngrok-agent.s3.amazonaws.com"
_LOCALTUNNEL = "npm install -g localtunnel"
_NODE = "see https://nodejs.org/en/download for Node.js, whose npm then installs localtunnel"

# By distribution as /etc/os-release has it (os-release(5): ID and ID_LIKE), and "" for all others.
_LINUX: Mapping[str, Mapping[str, str]] = {
    "cloudflared": {
        "debian": f"curl -L -o cloudflared.deb {_LATEST}-$(dpkg --print-architecture).deb && "
        "sudo dpkg -i cloudflared.deb",
        "fedora": f"sudo dnf install {_LATEST}-$(uname -m).rpm",
        "rhel": f"sudo dnf install {_LATEST}-$(uname -m).rpm",
        "suse": f"sudo zypper install {_LATEST}-$(uname -m).rpm",
        "arch": "sudo pacman -S cloudflared",
        "": f"see {_RELEASES}",
    },
    "ngrok": {
        "debian": f"curl -sSL {_NGROK}/ngrok.asc | sudo tee /etc/apt/trusted.gpg.d/ngrok.asc "
        f'>/dev/null && echo "deb {_NGROK} bookworm main" | sudo tee '
        "/etc/apt/sources.list.d/ngrok.list && sudo apt update && sudo apt install ngrok",
        "": "see https://ngrok.com/download/linux",
    },
    "ssh": {
        "debian": "sudo apt install openssh-client",
        "fedora": "sudo dnf install openssh-clients",
        "rhel": "sudo dnf install openssh-clients",
        "suse": "sudo zypper install openssh-clients",
        "arch": "sudo pacman -S openssh",
        "alpine": "sudo apk add openssh-client",
        "": "install your distribution's package of OpenSSH's client",
    },
    "node": {
        "debian": f"sudo apt install npm && sudo {_LOCALTUNNEL}",
        "fedora": f"sudo dnf install nodejs-npm && sudo {_LOCALTUNNEL}",
        "arch": f"sudo pacman -S npm && sudo {_LOCALTUNNEL}",
        "alpine": f"sudo apk add npm && sudo {_LOCALTUNNEL}",
        "": _NODE,
    },
}
_ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "darwin": {
        "cloudflared": "brew install cloudflared",
        "ngrok": "brew install ngrok",
        "ssh": "it is a part of macOS: look whether /usr/bin/ssh is there",
        "node": f"brew install node && {_LOCALTUNNEL}",
    },
    "win32": {
        "cloudflared": "winget install --id Cloudflare.cloudflared",
        "ngrok": "winget install --id Ngrok.Ngrok",
        "ssh": "Add-WindowsCapability -Online -Name OpenSSH.Client~~~~0.0.1.0 (in PowerShell, "
        "as administrator)",
        "node": f"winget install --id OpenJS.NodeJS.LTS, then {_LOCALTUNNEL}",
    },
}
_EVERYWHERE = {"modelriver": "see https://modelriver.com/docs/cli"}
_PACKAGES = {"lt": "node", "npx": "node", "npm": "node"}


def install_line(program: str, system: str, distributions: Sequence[str] = ()) -> str:
    """The line that installs a program, or where to read how; empty if nothing is known of it.

    Args:
        program: its name, as it stands in a command line.
        system: as `sys.platform` has it.
        distributions: on Linux, the distribution and those that it is like, the nearest first.
    """
    package = _PACKAGES.get(program, program)
    if package in _EVERYWHERE:
        return _EVERYWHERE[package]
    if system in _ELSEWHERE:
        return _ELSEWHERE[system].get(package, "")
    lines = _LINUX.get(package, {})
    known = (lines[each] for each in (*_alike(distributions), "") if each in lines)
    return next(known, "")


def _alike(distributions: Sequence[str]) -> Sequence[str]:
    named = (*distributions, *("suse" for each in distributions if "suse" in each))
    return ("debian", *named) if "ubuntu" in named else named
