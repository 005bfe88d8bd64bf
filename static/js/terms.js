// Cards over glossary terms. A term is a link to its explanation in the glossary; with scripts the
// explanation, which is on the page for print, also comes up beside the word:
// - pointing at the word or at the card keeps it open, so that one can read and select in it;
// - the keyboard opens it by moving to the word;
// - a finger's first tap opens it, the next one follows the link;
// - Escape closes it and leaves focus and pointer where they are.

const OPENS_AFTER = 120; // ms a mouse rests on a word
const CLOSES_AFTER = 250; // ms to get from the word to the card

const template = document.querySelector("template[data-term-card]");
const card = template.content.firstElementChild.cloneNode(true);
const [name, explanation] = card.children;
card.hidden = true;
card.classList.add("floating");
document.body.append(card);

let shown = null; // the word whose card is open
let timer = 0;
let touched = false;

function place(word) {
  // A word that runs over two lines has two boxes; the card belongs to the first.
  const box = word.getClientRects()[0];
  const edge = 12;
  const widest = document.documentElement.clientWidth - edge;
  const left = Math.max(edge, Math.min(box.left, widest - card.offsetWidth));
  const room = window.innerHeight - box.bottom;
  const above = room < card.offsetHeight + edge && box.top > card.offsetHeight + edge;
  const top = above ? box.top - card.offsetHeight - 4 : word.getBoundingClientRect().bottom + 4;
  card.style.insetInlineStart = "auto";
  card.style.left = `${left + window.scrollX}px`;
  card.style.top = `${top + window.scrollY}px`;
}

function open(word) {
  clearTimeout(timer);
  if (shown === word) return;
  const entry = document.getElementById(word.getAttribute("aria-describedby"));
  if (!entry) return;
  name.textContent = entry.previousElementSibling.textContent;
  explanation.textContent = entry.textContent;
  card.hidden = false;
  shown?.removeAttribute("data-open");
  word.setAttribute("data-open", "");
  shown = word;
  place(word);
}

function close() {
  clearTimeout(timer);
  card.hidden = true;
  shown?.removeAttribute("data-open");
  shown = null;
}

function later(wait, act) {
  clearTimeout(timer);
  timer = setTimeout(act, wait);
}

const termAt = (target) => (target instanceof Element ? target.closest("a.term") : null);

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const word = termAt(event.target);
  if (word) later(shown ? 0 : OPENS_AFTER, () => open(word));
  else if (card.contains(event.target)) clearTimeout(timer);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType === "touch") return;
  if (!termAt(event.target) && !card.contains(event.target)) return;
  // Who came by keyboard keeps the card while the word has the focus.
  later(CLOSES_AFTER, () => shown !== document.activeElement && close());
});
document.addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
  if (shown && !termAt(event.target) && !card.contains(event.target)) close();
});
document.addEventListener("focusin", (event) => {
  const word = termAt(event.target);
  // A tap focuses the word before it clicks: the click decides what a tap does.
  if (word && !touched) open(word);
});
document.addEventListener("focusout", (event) => {
  if (termAt(event.target) === shown) later(CLOSES_AFTER, () => !card.matches(":hover") && close());
});
document.addEventListener("click", (event) => {
  const word = termAt(event.target);
  if (!word || !touched || shown === word) return;
  event.preventDefault();
  open(word);
});
document.addEventListener("keydown", (event) => {
  touched = false;
  if (event.key === "Escape" && shown) close();
});
addEventListener("resize", () => shown && place(shown));
