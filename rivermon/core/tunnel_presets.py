"""The ways to this machine as their programs know them: what to run, and what its output says.

Pure facts, gathered from the programs' own output in several versions. Does not know how a program
is run, nor whether it is installed.
"""

import msgspec

from rivermon.core.tunnel import TunnelKind

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
_HTTPS = rf"https://{_HOST}(?::\d+)?"
_ENDS = r"(?![\w-]|\.\w)"

BARE_ADDRESS = rf"(?<![\w=/:\"'])({_HTTPS})/?(?=[\s|,;\"')\]]|\.?$)"
"""An address without a path: what a program of which nothing is known calls its own."""


class Preset(msgspec.Struct, frozen=True, kw_only=True):
    """One way, as an operator chooses it and the engine runs it.

    `name` and `sentence` are for the operator; so are `needs` (what is to be had beforehand, empty
    for nothing), `account` and `permanent` (the address is the same after every start). `commands`
    are command lines with {host} and {port} in them, the first of which that is installed is run;
    `patterns` find the public address, each in its first group; `ready` is what a program without
    a public address says once it forwards.
    """

    kind: TunnelKind
    name: str
    sentence: str
    needs: str = ""
    account: bool = False
    permanent: bool = False
    commands: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    ready: str = ""

    @property
    def command(self) -> str:
        """The command line to show and to begin an own one with."""
        return self.commands[0] if self.commands else ""

    @property
    def program(self) -> str:
        """What has to be installed; empty if there is nothing to run."""
        return self.command.partition(" ")[0]


_PRESETS = (
    Preset(
        kind=TunnelKind.OFF,
        name="None",
        sentence="Only programs on this machine or its network can reach rivermon.",
    ),
    Preset(
        kind=TunnelKind.CLOUDFLARED,
        name="Cloudflare quick tunnel",
        sentence="Cloudflare's program gives this machine a public address for as long as it runs.",
        needs="The program cloudflared.",
        commands=("cloudflared tunnel --url http://{host}:{port} --no-autoupdate",),
        # Its errors name https://api.trycloudflare.com.
        patterns=(rf"(https://(?!(?:api|www)\.)[A-Za-z0-9-]+\.trycloudflare\.com){_ENDS}",),
    ),
    Preset(
        kind=TunnelKind.NGROK,
        name="ngrok",
        sentence="ngrok's program gives this machine a public address that belongs to an account.",
        needs="The program ngrok, an account at ngrok.com, and its authtoken entered once.",
        account=True,
        permanent=True,
        commands=("ngrok http {host}:{port} --log=stdout",),
        patterns=(
            # Version 2 tells of a plain http address, too; JSON where log_format is json.
            rf"started tunnel.*?\burl\"?[=:]\s*\"?({_HTTPS}){_ENDS}",
            rf"Forwarding\s+({_HTTPS}){_ENDS}",
            rf"Tunnel established at ({_HTTPS}){_ENDS}",
        ),
    ),
    Preset(
        kind=TunnelKind.SSH,
        name="SSH",
        sentence="localhost.run gives this machine a public address through ssh; any server of "
        "one's own does the same with another command.",
        needs="The program ssh, which most systems have.",
        commands=(
            "ssh -T -o StrictHostKeyChecking=accept-new -o ServerAliveInterval=30 "
            "-o ServerAliveCountMax=3 -o ExitOnForwardFailure=yes -o BatchMode=yes "
            "-R 80:{host}:{port} nokey@localhost.run",
        ),
        patterns=(
            rf"tunneled with tls termination,\s*({_HTTPS}){_ENDS}",
            rf"({_HOST})\s+tunneled with tls termination",
            rf"({_HTTPS})\s+tunneled with tls termination",
            rf"Connect to http://{_HOST} or ({_HTTPS}){_ENDS}",
            rf"Forwarding HTTP traffic from ({_HTTPS}){_ENDS}",  # serveo.net
            rf"(https://{_HOST}\.pinggy(?:-free)?\.(?:link|net)){_ENDS}",
            rf"HTTPS:\s+({_HTTPS}){_ENDS}",  # sish
        ),
    ),
    Preset(
        kind=TunnelKind.LOCALTUNNEL,
        name="localtunnel",
        sentence="localtunnel's program gives this machine a public address for as long as it "
        "runs.",
        needs="Node.js, and with it the program lt.",
        commands=(
            "lt --port {port} --local-host {host}",
            "npx --yes localtunnel --port {port} --local-host {host}",
        ),
        patterns=(rf"your url is:\s*({_HTTPS}){_ENDS}",),
    ),
    Preset(
        kind=TunnelKind.MODELRIVER,
        name="ModelRiver's own program",
        sentence="ModelRiver's program fetches webhooks and hands them on; no public address is "
        "needed.",
        needs="The program modelriver, logged in to an account at modelriver.com.",
        account=True,
        permanent=True,
        commands=("modelriver listen --port {port} --forward --print",),
        ready=r"(?i)\b(?:forwarding|listening|connected|subscribed|ready|waiting for)\b",
    ),
    Preset(
        kind=TunnelKind.URL,
        name="An address of one's own",
        sentence="A server, a proxy or a router of one's own leads to rivermon; there is nothing "
        "to run.",
        needs="A public https address that leads to rivermon's port.",
        permanent=True,
    ),
    Preset(
        kind=TunnelKind.COMMAND,
        name="Another program",
        sentence="Any program that leads to this machine and prints its public address, or whose "
        "address is known beforehand.",
        needs="A command line, in which {host} and {port} stand for rivermon's own.",
        patterns=(BARE_ADDRESS,),
    ),
)

PRESETS = {preset.kind: preset for preset in _PRESETS}
"""Every way, in the order in which they are offered."""
