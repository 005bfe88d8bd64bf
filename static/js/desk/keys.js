// Single keys. An element says which key presses it: data-key="a". They are silent in fields and
// with modifiers held, and can be switched off on this device.

import { here } from "./page.js";

const STORE = "open-rounds desk keys";
const SETTLING = 300; // milliseconds in which a second press of the key before decides nothing

const dialog = here.root.querySelector("[data-keys-dialog]");
const box = dialog.querySelector("[data-keys-on]");
const began = performance.now();
let leaving = false;

const remembered = () => {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
};

// Whoever comes by a key sees where the focus landed; a mouse needs no ring around the page.
export function cameByKeys() {
  try {
    return sessionStorage.getItem(STORE) === "pressed";
  } catch {
    return true;
  }
}

function remember(pressed) {
  try {
    sessionStorage.setItem(STORE, pressed ? "pressed" : "");
  } catch {
    // Then the ring is always there.
  }
}

const typing = (target) =>
  target.isContentEditable ||
  target.closest("textarea, select, [role=textbox], input:not([type=radio], [type=checkbox])");

function set(on) {
  box.checked = on;
  document.querySelector(".desk").classList.toggle("nokeys", !on);
}

function step(by) {
  const links = [...document.querySelectorAll(".qlist .q")];
  const current = links.findIndex((link) => link.hasAttribute("aria-current"));
  const more = document.querySelector("[data-more]");
  if (current < 0) return links[0];
  return links[current + by] ?? (by > 0 ? more : undefined);
}

// The element that a key presses; one in a closed part is shown first.
function target(key) {
  const reasons = document.querySelectorAll("#item input[name=reason]");
  const marked = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  if (!marked.length && reasons[key - 1]) marked.push(reasons[key - 1]);
  return marked.find(
    (one) => !one.disabled && (one.checkVisibility() || one.closest("details:not([open])")),
  );
}

function press(element) {
  const closed = element.closest("details:not([open])");
  if (closed && element !== closed.querySelector("summary")) closed.open = true;
  element.focus();
  element.click();
}

function onKey(event) {
  if (event.defaultPrevented || event.repeat || !box.checked || leaving) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    // Out of the message, back to where keys count.
    if (event.key === "Escape") event.target.closest("#item")?.focus({ preventScroll: true });
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (key === "?") {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (key === "j" || key === "k") {
    const link = step(key === "j" ? 1 : -1);
    if (link) {
      event.preventDefault();
      leaving = true;
      link.click();
    }
    return;
  }
  if (!/^[a-z1-9]$/.test(key)) return;
  const element = target(key);
  if (!element) return;
  event.preventDefault();
  if (performance.now() - began < SETTLING) return;
  press(element);
}

export function listen() {
  set(remembered());
  for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  box.addEventListener("change", () => {
    set(box.checked);
    try {
      localStorage.setItem(STORE, box.checked ? "on" : "off");
    } catch {
      // Then it holds for this page.
    }
  });
  document.addEventListener("keydown", onKey);
  addEventListener("keydown", () => remember(true), { capture: true });
  addEventListener("pointerdown", () => remember(false), { capture: true });
  // Between the press and the next page no key counts a second time.
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.method === "post") leaving = true;
  });
  // Back to this page out of the browser's memory.
  addEventListener("pageshow", () => (leaving = false));
}
