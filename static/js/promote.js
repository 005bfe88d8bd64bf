// Choosing passages to quote: words selected in a post go into its field, and a passage ticks its
// post. Without this, passages are pasted by hand.

const inside = (text) => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return "";
  const range = selection.getRangeAt(0);
  return text.contains(range.startContainer) && text.contains(range.endContainer) ? selection.toString().trim() : "";
};

for (const pick of document.querySelectorAll("[data-pick]")) {
  const text = pick.querySelector("[data-pick-text]");
  const passage = pick.querySelector("[data-pick-passage]");
  const button = pick.querySelector("[data-pick-selection]");
  const box = pick.querySelector("[type=checkbox]");
  button.hidden = false;
  // Pressing a button would end the selection before the click is told.
  let kept = "";
  document.addEventListener("selectionchange", () => {
    kept = inside(text) || kept;
  });
  button.addEventListener("click", () => {
    if (!kept) return text.focus();
    passage.value = kept;
    box.checked = true;
    passage.focus();
  });
  passage.addEventListener("input", () => {
    if (passage.value.trim()) box.checked = true;
  });
}
