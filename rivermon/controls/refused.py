"""What the operator asked for and cannot have now."""

from rivermon.core.ports import RivermonError


class CannotBeDone(RivermonError):
    """What the operator asked for cannot be done now; the words say why, and what to do."""
