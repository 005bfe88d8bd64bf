// A decision just made can be taken back for some seconds: a bar that goes away by itself.

import { announce, here } from "./page.js";

export function offerUndo(said) {
  const bar = here.root.querySelector("[data-undo-form]");
  if (!bar) return announce(said);
  const words = bar.querySelector("[data-said]");
  if (said) words.textContent = said;
  announce(`${words.textContent} ${bar.querySelector("button").textContent.trim()}`);
  bar.classList.add("floating");
  // The bar says it; the same words above would only push the page down.
  if (said) document.querySelector(".messages")?.remove();
  let left = Number(here.root.dataset.undo);
  const tick = setInterval(() => {
    // Who is on the button keeps it: pressing must not miss.
    if (bar.contains(document.activeElement) || bar.matches(":hover")) return;
    left -= 1;
    if (left > 0) return;
    clearInterval(tick);
    bar.remove();
  }, 1000);
  return undefined;
}
