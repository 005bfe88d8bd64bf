// Keys, menus and the reply form of every page. Without it everything still works.

const typing = (target) =>
  target.isContentEditable || target.closest("input, textarea, select, [role=textbox]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = document.querySelector("details.menu[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  }
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "/" && plain && !typing(event.target)) {
    event.preventDefault();
    document.querySelector(".search input")?.focus();
  }
});

// One menu at a time; a click or a step of the keyboard elsewhere closes it.
const closeOthers = (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
};
document.addEventListener("click", closeOthers);
document.addEventListener("focusin", closeOthers);

// The reply form opens in place; without scripts the same link leads to it as a page.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-load-form]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.getElementById("reply");
    if (!answer.ok || !form) throw new Error("no form");
    document.getElementById("reply").replaceWith(form);
    form.querySelector("input:not([type=hidden]), textarea").focus();
  } catch {
    window.location = link.href;
  }
});
