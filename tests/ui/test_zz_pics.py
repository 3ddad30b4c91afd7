import os
import pytest
from tests.ui.every_sheet import NAMES, opened, _FILL
from tests.ui.whole_window import LISTENING
from tests.ui.public_ways import UP
from rivermon.core.feed import PublicWayChanged
from rivermon.ui.theme import SchemeChoice
WANT=[n for n in NAMES if n.startswith(os.environ.get("PIC","settings"))]
@pytest.mark.parametrize("look", os.environ.get("LOOKS","light-100").split(","))
@pytest.mark.parametrize("name", WANT)
def test_pic(name, look, stage, appearance):
    scheme,size=look.split("-")
    appearance.choose(SchemeChoice(scheme)) if hasattr(appearance,"choose") else None
    appearance.scale_text(int(size))
    if os.environ.get("PLAIN"): _FILL.pop(name,None)
    s=stage([]).show()
    s.tell(LISTENING, PublicWayChanged(UP))
    sheet=opened(s,name)
    s.qtbot.wait(100)
    sheet.grab().save(f"/tmp/h/pics/e2-{name.replace(': ','-').replace(' ','_')}-{look}.png")
    appearance.scale_text(100)
