"""What became of a back-up, in the operator's words.

Makes none.
"""

from PySide6.QtCore import QLocale

from rivermon.core.backup import Backup
from rivermon.ui.plain_text import one_line
from rivermon.ui.translation import translate

_SI = QLocale.DataSizeFormat.DataSizeSIFormat


def backup_words(backup: Backup) -> str:
    """How much is in it, and where it is."""
    words = translate("DataPage", "Backed up {0} records to {1} ({2}).")
    records = QLocale().toString(backup.records)
    size = QLocale().formattedDataSize(backup.size, 1, _SI)
    return words.format(records, one_line(backup.file), size)
