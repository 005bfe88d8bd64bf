"""Whether a screen is usable: axe-core in both color schemes, and the width of the window."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The phone's layout begins well above 390; at 320 it is the same layout with less room.
WIDTHS = (1440, 390, 320)
NARROWEST = 320
SEVERE = ("serious", "critical")
# Of axe's rules these alone ask for colors, which are all that the schemes differ in.
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
ALL: dict[str, Any] = {}


def faults_at(
    page: Page, name: str, width: int, *, impacts: tuple[str, ...] = (), rules: bool = True
) -> list[str]:
    """What is wrong with the open page in a window of this width, each fault in words.

    Every rule is asked in the light scheme, those about colors in the dark one too; at the
    narrowest width, and without `rules`, only whether everything fits. The page stays as it is,
    open menus included. Open it in a context with `reduced_motion="reduce"`: what is still
    fading has no contrast yet.
    """
    page.set_viewport_size({"width": width, "height": 900})
    faults = []
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > width:
        faults.append(f"{name}: {needed} wide in a window of {width}")
    if not rules or width == NARROWEST:
        return faults
    for scheme, options in (("light", ALL), ("dark", COLORS)):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options={"resultTypes": ["violations"], **options})
        faults += [
            f"{name}, {width} {scheme}: {fault['id']} {fault['nodes'][0]['html'][:160]}"
            for fault in found.response["violations"]
            if not impacts or fault["impact"] in impacts
        ]
    page.emulate_media(color_scheme="light")
    return faults


def faults_of(page: Page, name: str, *, impacts: tuple[str, ...] = ()) -> list[str]:
    """The same at every width in turn."""
    return [fault for width in WIDTHS for fault in faults_at(page, name, width, impacts=impacts)]
