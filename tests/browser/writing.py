"""What browser tests of the composer share: signing in, the field, a real clipboard."""

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from accounts.models import User

CLIPBOARD = Path(__file__).parent / "clipboard"


def signed_in(context: BrowserContext, client: Any, person: User) -> Page:
    """A page on which `person` is signed in; may use the clipboard."""
    client.force_login(person)
    session = client.cookies["sessionid"].value
    context.add_cookies(
        [{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}]
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context.new_page()


def open_composer(page: Page, address: str) -> Locator:
    """The rich field of the form at `address`, with the cursor in it."""
    page.goto(address)
    touch(page)
    return field_of(page)


def touch(page: Page) -> None:
    """Begins to write: in the plain field, or in the rich one where a draft has brought it."""
    page.locator("[data-composer]").evaluate(
        "root => (root.querySelector('[contenteditable]') ?? root.querySelector('textarea')).focus()"
    )


def field_of(page: Page) -> Locator:
    """The rich field, ready to be typed in, with all of its parts."""
    expect(page.locator("[data-composer][data-attached]")).to_be_visible()
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    field = page.get_by_role("textbox", name="Your text")
    expect(field).to_be_focused()
    return field


def settle(page: Page) -> None:
    """The browser tells of a moved selection a moment after the key, as a hand would be slower."""
    page.evaluate("new Promise((done) => setTimeout(done, 60))")


def source(page: Page) -> str:
    """What the form would send."""
    return page.locator("[data-composer] textarea").input_value()


def copy(page: Page, *, text: str, html: str = "") -> None:
    """Puts this on the real clipboard, the way another program does: unread by our page."""
    other = page.context.new_page()
    other.goto("/robots.txt")
    other.evaluate(
        """([html, text]) => document.addEventListener("copy", (event) => {
            if (html) event.clipboardData.setData("text/html", html);
            event.clipboardData.setData("text/plain", text);
            event.preventDefault();
        })""",
        [html, text],
    )
    other.keyboard.press("Control+c")
    other.close()
    page.bring_to_front()


def copied_from(program: str) -> dict[str, str]:
    """What `program` put on the clipboard, as HTML and as plain text."""
    return {
        "html": (CLIPBOARD / f"{program}.html").read_text(),
        "text": (CLIPBOARD / f"{program}.txt").read_text(),
    }
