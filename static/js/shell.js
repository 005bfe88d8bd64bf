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

// The reply form opens in place, with what was typed so far; without scripts the same link leads
// to it as a page.
const fields = (form) =>
  [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.value);

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-load-form]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("reply");
    if (!answer.ok || !fresh) throw new Error("no form");
    const open = document.getElementById("reply");
    const typed = open.querySelector("form");
    if (typed) {
      for (const field of fields(typed)) fresh.querySelector("form").elements[field.name].value = field.value;
    }
    open.replaceWith(fresh);
    fresh.scrollIntoView({ block: "nearest" });
    fresh.querySelector("input:not([type=hidden]), textarea").focus();
  } catch {
    window.location = link.href;
  }
});
