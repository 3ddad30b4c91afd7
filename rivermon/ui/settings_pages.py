"""The pages of the settings, in their order.

Does not know what is on them.
"""

from enum import StrEnum


class Page(StrEnum):
    """The pages, in their order."""

    CONNECTION = "connection"
    PUBLIC = "public address"
    SECRETS = "secrets"
    HOSTS = "callback hosts"
    APPROVAL = "approval"
    RETENTION = "retention"
    NOTICES = "notifications"
    LOOK = "appearance"
    DATA = "data"


OF_ONLOOKERS = (Page.LOOK,)
"""Those that make sense in a window that only watches."""
