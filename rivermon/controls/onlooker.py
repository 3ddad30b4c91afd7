"""What can be done from a window that only watches another rivermon's database: nothing.

Each act is refused in words that say who can do it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from rivermon.controls.refused import CannotBeDone
from rivermon.core.backup import Backup
from rivermon.core.diagnosis import Diagnosis
from rivermon.core.entities import Kept
from rivermon.core.held_secrets import HeldSecrets, Keeping, LabelledSecret
from rivermon.core.ports import Progress
from rivermon.core.retention import Removed
from rivermon.core.sample_webhook import SampleTemplate, SampleWebhook


class OnlookerControls:
    """Refuses every act, and says who can do it."""

    async def send_test(self, sample: SampleWebhook | None = None) -> None:
        """Refuse."""
        del sample
        _refuse("send a test webhook")

    def templates(self) -> Sequence[SampleTemplate]:
        """None: nothing can be sent."""
        return ()

    async def send_again(self, record_ids: Sequence[int], progress: Progress) -> int:
        """Refuse."""
        del record_ids, progress
        _refuse("send a callback again")

    async def reject(self, record_ids: Sequence[int], why: str) -> int:
        """Refuse."""
        del record_ids, why
        _refuse("reject content")

    async def approve(self, record_ids: Sequence[int], data: dict[str, Any] | None = None) -> int:
        """Refuse."""
        del record_ids, data
        _refuse("approve content")

    async def replay(self, delivery_id: int) -> Kept:
        """Refuse."""
        del delivery_id
        _refuse("replay a delivery")

    async def diagnose(self, delivery_id: int) -> Diagnosis:
        """Refuse: the secrets are with the other one."""
        del delivery_id
        raise CannotBeDone(
            "This window only watches, and has no webhook secrets: to look closer at a signature, "
            "use the rivermon that listens."
        )

    async def pin(self, record_ids: Sequence[int], *, pinned: bool) -> int:
        """Refuse."""
        del record_ids
        _refuse("pin records" if pinned else "take pins off")

    async def write_note(self, record_id: int, note: str) -> None:
        """Refuse."""
        del record_id, note
        _refuse("write a note")

    async def delete(self, record_ids: Sequence[int], progress: Progress) -> Removed:
        """Refuse."""
        del record_ids, progress
        _refuse("delete records")

    async def delete_deliveries(self, delivery_ids: Sequence[int], progress: Progress) -> Removed:
        """Refuse."""
        del delivery_ids, progress
        _refuse("delete deliveries")

    async def allow_host(self, host: str) -> None:
        """Refuse."""
        del host
        _refuse("allow a host")

    async def listen_again(self) -> None:
        """Refuse."""
        _refuse("listen")

    def secrets(self) -> HeldSecrets:
        """None: the secrets are with the other one."""
        return HeldSecrets()

    async def keep_secrets(self, webhook: Sequence[LabelledSecret]) -> Keeping:
        """Refuse."""
        del webhook
        _refuse("change secrets")

    async def keep_api_key(self, api_key: str) -> Keeping:
        """Refuse."""
        del api_key
        _refuse("change the API key")

    async def listen_at(self, host: str, port: int, path: str | None, max_body: int) -> None:
        """Refuse."""
        del host, port, path, max_body
        _refuse("listen elsewhere")

    async def try_public_way(self) -> None:
        """Refuse."""
        _refuse("try the public address")

    async def back_up(self, file: Path, progress: Progress) -> Backup:
        """Refuse."""
        del file, progress
        _refuse("back up the database")

    async def move_data(self, folder: Path) -> None:
        """Refuse."""
        del folder
        _refuse("move the database")

    async def restore(self, file: Path) -> None:
        """Refuse."""
        del file
        _refuse("restore a back-up")

    async def start_at_login(self, *, wanted: bool) -> None:
        """Refuse."""
        del wanted
        _refuse("start at login")


def _refuse(act: str) -> NoReturn:
    raise CannotBeDone(f"This window only watches: to {act}, use the rivermon that listens.")
