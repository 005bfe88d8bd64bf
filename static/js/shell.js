// Keys and menus of every page. Without it everything still works.

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
