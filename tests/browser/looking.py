"""Whether a screen is usable: axe-core in both color schemes, and the width of the window."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (1440, 390, 320)
SEVERE = ("serious", "critical")


def faults_at(
    page: Page, name: str, width: int, *, impacts: tuple[str, ...] = (), rules: bool = True
) -> list[str]:
    """What is wrong with the open page in a window of this width, each fault in words.

    Every rule is asked in the light and in the dark scheme; without `rules` only whether
    everything fits. The page stays as it is, open menus included. Open it in a context with
    `reduced_motion="reduce"`: what is still fading has no contrast yet.
    """
    page.set_viewport_size({"width": width, "height": 900})
    faults = []
    needed = page.evaluate("document.documentElement.scrollWidth")
    if needed > width:
        faults.append(f"{name}: {needed} wide in a window of {width}")
    if not rules:
        return faults
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        faults += [
            f"{name}, {width} {scheme}: {fault['id']} {fault['html'][:160]}"
            for fault in _violations(page)
            if not impacts or fault["impact"] in impacts
        ]
    page.emulate_media(color_scheme="light")
    return faults


def _violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds with all of its rules; its half megabyte is loaded once for each document."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        """() => axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
            violations.map(({id, impact, nodes}) => ({id, impact, html: nodes[0].html})))"""
    )
    return found


def faults_of(page: Page, name: str, *, impacts: tuple[str, ...] = ()) -> list[str]:
    """The same at every width in turn."""
    return [fault for width in WIDTHS for fault in faults_at(page, name, width, impacts=impacts)]
