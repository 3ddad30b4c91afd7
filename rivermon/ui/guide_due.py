"""Does the guided start come by itself?

Does not show it.
"""

from rivermon.core.held_secrets import HeldSecrets
from rivermon.settings import Settings


def guide_is_due(settings: Settings, held: HeldSecrets) -> bool:
    """True where rivermon is new: nobody was guided, and there is no webhook secret."""
    return not settings.guided and not held.webhook
