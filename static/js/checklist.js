// The ticks of a play's actions stay on this device: one small entry per tick, so that two open
// tabs never overwrite each other. Nothing is sent.

const progress = document.querySelector("[data-progress]");
const page = progress?.dataset.progress;
const start = `open-rounds tick ${page} `;
const nameOf = (box) => `${start}${box.closest("[data-checklist]").dataset.checklist} ${box.dataset.item}`;
const boxes = [...document.querySelectorAll("[data-checklist] [data-item]")];

const isKept = (() => {
  try {
    localStorage.setItem("open-rounds tick", "");
    localStorage.removeItem("open-rounds tick");
    return true;
  } catch {
    return false; // storage is switched off: the boxes still work while the page is open
  }
})();

const tell = (said) => {
  const { words, wordsUnkept } = progress.dataset;
  const done = boxes.filter((box) => box.checked).length;
  const sentence = (isKept ? words : wordsUnkept).replace("{done}", done).replace("{total}", boxes.length);
  progress.querySelector("[data-progress-said]").textContent = said ? `${said} ${sentence}` : sentence;
  progress.querySelector("[data-clear]").hidden = !done && !said;
};

const recall = () => {
  for (const box of boxes) box.checked = isKept ? localStorage.getItem(nameOf(box)) !== null : box.checked;
};

if (progress && boxes.length) {
  recall();
  tell();
  progress.hidden = false;
  document.addEventListener("change", ({ target: box }) => {
    if (!boxes.includes(box)) return;
    if (isKept && box.checked) localStorage.setItem(nameOf(box), "1");
    else if (isKept) localStorage.removeItem(nameOf(box));
    tell();
  });
  progress.querySelector("[data-clear]").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    // Ticks of actions that the page no longer has go as well.
    const kept = isKept ? Object.keys(localStorage).filter((key) => key.startsWith(start)) : [];
    for (const key of kept) localStorage.removeItem(key);
    tell(progress.dataset.cleared);
  });
  addEventListener("storage", () => {
    recall();
    tell();
  });
  // A page that comes back from the browser's memory shows what was ticked elsewhere meanwhile.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    recall();
    tell();
  });
}
