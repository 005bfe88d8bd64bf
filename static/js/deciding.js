// Beside the decision of a moderator: the words of a reason go into the message, and words that
// are selected in the text become a marked passage. Without this file a message that is left empty
// is the reason's, and whole sentences can be marked.

const message = document.getElementById("id_message");
const reasons = [...document.querySelectorAll("input[name=reason][data-message]")];

// What the moderator typed stays; only words that a reason put there give way to another's.
function offerWords(event) {
  const standard = reasons.map((one) => one.dataset.message.trim());
  const typed = message.value.trim();
  if (typed && !standard.includes(typed)) return;
  message.value = event.target.dataset.message;
}
if (message) reasons.forEach((one) => one.addEventListener("change", offerWords));

// What the author will read, while variables stand in the message. The server fills them as well.
const preview = document.querySelector("[data-preview]");

function showPreview() {
  const marked = document.querySelectorAll("#decide input[name=mark]:checked").length;
  const { name, topic, none, one, many } = preview.dataset;
  const said = {
    name,
    topic,
    rule: reasons.find((reason) => reason.checked)?.dataset.rule ?? "",
    passages: [none, one][marked] ?? many.replace("99", marked),
  };
  const words = message.value.replace(/\{(name|topic|rule|passages)\}/gu, (_, key) => said[key]);
  preview.querySelector("span").textContent = words;
  preview.hidden = words === message.value;
}
if (message && preview) {
  for (const kind of ["input", "change"]) {
    document.getElementById("decide").addEventListener(kind, showPreview);
  }
}

// A link that opens the closed part it leads to, and puts the cursor there.
for (const link of document.querySelectorAll("[data-opens]")) {
  link.addEventListener("click", (event) => {
    const part = document.getElementById(link.dataset.opens);
    if (!part) return;
    event.preventDefault();
    part.open = true;
    part.querySelector("textarea")?.focus();
  });
}

const body = document.querySelector("#item [data-text]");
const marking = document.querySelector("[data-marking]");

const letters = (text) => [...text.replace(/\s+/gu, "")].length;

// How many characters that are no space the text has before a place in the page; the words of an
// image count, because the plain text has them too.
function lettersBefore(node, offset) {
  const range = document.createRange();
  range.setStart(body, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  part.querySelectorAll("img").forEach((image) => image.replaceWith(image.alt));
  return letters(part.textContent);
}

// The place in the plain text before which so many characters are no space. Places count whole
// characters, as the server does.
function placeAfter(count, text) {
  let seen = 0;
  for (let place = 0; place < text.length; place += 1) {
    if (/\s/u.test(text[place])) continue;
    if (seen === count) return place;
    seen += 1;
  }
  return text.length;
}

function selectedRange() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!body.contains(range.startContainer) || !body.contains(range.endContainer)) return null;
  const first = lettersBefore(range.startContainer, range.startOffset);
  const last = lettersBefore(range.endContainer, range.endOffset);
  if (last <= first) return null;
  const text = [...body.dataset.text];
  const start = placeAfter(first, text);
  const end = placeAfter(last - 1, text) + 1;
  return { value: `${start}-${end}`, words: text.slice(start, end).join("") };
}

// The other way round: where a marked passage stands in the page.
function rangeOf({ value }) {
  const text = [...body.dataset.text];
  const [start, end] = value.split("-").map(Number);
  const bounds = [start, end].map((place) => letters(text.slice(0, place).join("")));
  const range = document.createRange();
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let seen = 0;
  let begun = false;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      seen += letters(node.alt ?? "");
      continue;
    }
    for (let place = 0; place < node.data.length; ) {
      const letter = String.fromCodePoint(node.data.codePointAt(place));
      if (!/\s/u.test(letter)) {
        if (seen === bounds[0]) {
          range.setStart(node, place);
          begun = true;
        }
        seen += 1;
        if (begun && seen === bounds[1]) {
          range.setEnd(node, place + letter.length);
          return range;
        }
      }
      place += letter.length;
    }
  }
  return null;
}

function addPassage({ value, words }) {
  const list = marking.querySelector("[data-passages]");
  const known = list.querySelector(`input[name=mark][value="${value}"]`);
  if (known) {
    known.checked = true;
    known.closest("li").querySelector("input[type=text]").focus();
    return;
  }
  const row = marking.querySelector("[data-passage]").content.firstElementChild.cloneNode(true);
  const [box, note] = row.querySelectorAll("input");
  box.value = value;
  note.name = `note:${value}`;
  row.querySelector("span").textContent = words;
  list.prepend(row);
  note.focus();
}

if (body && marking) {
  const hint = marking.querySelector("[data-hint]");
  const button = marking.querySelector("[data-mark-selection]");
  let selected = null;
  hint.hidden = false;
  button.disabled = true;
  document.addEventListener("selectionchange", () => {
    const now = selectedRange();
    // Pressing the button takes the selection away in some browsers: the last one counts.
    if (now) selected = now;
    button.disabled = !selected;
  });
  const mark = () => {
    if (selected) addPassage(selected);
    selected = null;
    button.disabled = true;
    here.hidden = true;
    showMarked();
  };
  button.addEventListener("click", mark);

  // The same button right under the selected words, which also says that this asks for changes.
  const here = marking.querySelector("[data-mark-here]").content.firstElementChild.cloneNode(true);
  const item = document.getElementById("item");
  let settling;
  here.hidden = true;
  body.closest(".thread").after(here);
  document.addEventListener("selectionchange", () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      here.hidden = !selectedRange();
      if (here.hidden) return;
      const words = [...document.getSelection().getRangeAt(0).getClientRects()].at(-1);
      const frame = item.getBoundingClientRect();
      const most = frame.width - here.offsetWidth - 16;
      here.style.insetBlockStart = `${words.bottom - frame.top + 8}px`;
      here.style.insetInlineStart = `${Math.max(16, Math.min(words.left - frame.left, most))}px`;
    }, 200);
  });
  here.addEventListener("pointerdown", (event) => event.preventDefault());
  here.addEventListener("click", () => {
    const asks = document.querySelector("#decide input[name=refusal][value=return]");
    if (!asks.checked) asks.click();
    marking.open = true;
    mark();
  });

  // What is marked is seen in the text too, where the browser can paint it.
  const showMarked = () => {
    if (!CSS.highlights) return;
    const ranges = [...marking.querySelectorAll("input[name=mark]:checked")].map(rangeOf);
    CSS.highlights.set("asked", new Highlight(...ranges.filter(Boolean)));
  };
  marking.addEventListener("change", showMarked);
  showMarked();
}
