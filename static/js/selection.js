// Quotes: the link at each post, and a small button beside words that are selected in a post.
//
// The composer may not be there yet. It is opened first, and then told with "composer:quote".

const LEAST = 2; // selected characters
const MOST = 800; // characters of a whole post; who answers to a part selects it

// --- what is quoted ----------------------------------------------------------------------------

const postOf = (node) => {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element?.closest?.(".post .body") ? element.closest(".post") : null;
};

// Name, number and "Quote" link of a post; nothing where the reader may not answer.
const sourceOf = (post) => {
  const link = post.querySelector("a[data-quote]");
  if (!link) return null;
  const { quote: number, name, position } = link.dataset;
  return { link, post: number, name, position };
};

// The post's own words, a paragraph a line.
const wordsOf = (post) => {
  const body = post.querySelector(".body").cloneNode(true);
  body.querySelectorAll("blockquote, .inreply, .summarybox, .linkcard, .from-fields, template, script").forEach((part) => part.remove());
  body.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
  const blocks = body.querySelectorAll("p, li, h2, h3, h4, pre, tr");
  const own = [...blocks].filter((block) => !block.querySelector("p, li"));
  const text = own.map((block) => block.textContent.replace(/[^\S\n]+/g, " ").trim()).filter(Boolean).join("\n");
  return text.length <= MOST ? text : `${text.slice(0, MOST).replace(/\s+\S*$/, "")} …`;
};

// --- the composer ------------------------------------------------------------------------------

async function composerFor(link) {
  let root = document.querySelector("#reply [data-composer]");
  if (!root) {
    const answer = await fetch(link.href.replace(/([?&])quote=\d+/, "$1"), { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("reply");
    const place = document.getElementById("reply");
    if (!answer.ok || !fresh || !place) throw new Error("no form");
    place.replaceWith(fresh);
    fresh.scrollIntoView({ block: "start", behavior: "instant" });
    root = fresh.querySelector("[data-composer]");
  }
  const { default: compose } = await import(root.dataset.module);
  return compose(root);
}

export async function quote(source, text) {
  try {
    await composerFor(source.link);
    const { post, name, position } = source;
    document.dispatchEvent(new CustomEvent("composer:quote", { detail: { post, name, position, text } }));
  } catch {
    window.location = source.link.href;
  }
}

// The link at a post quotes what is selected in that post, else its own words.
export function quoteLink(link) {
  const post = link.closest(".post");
  const source = sourceOf(post);
  const selection = getSelection();
  const inHere = !selection.isCollapsed && postOf(selection.anchorNode) === post && postOf(selection.focusNode) === post;
  return quote(source, inHere ? String(selection) : wordsOf(post));
}

// --- the button beside a selection -------------------------------------------------------------

const button = Object.assign(document.createElement("button"), { type: "button", className: "btn quotebtn" });
button.hidden = true;
let passage = null;

// In the order of the Tab key right after the post whose words are selected.
const offer = () => {
  const selection = getSelection();
  const text = selection.isCollapsed ? "" : String(selection).trim();
  const post = postOf(selection.anchorNode);
  const source = post && postOf(selection.focusNode) === post && text.length >= LEAST ? sourceOf(post) : null;
  if (!source) {
    // While the button itself has the focus, some browsers give up the selection.
    if (document.activeElement !== button) button.hidden = true;
    return;
  }
  passage = { source, text };
  if (!button.firstChild) {
    // The words and the icon are those of the link at the post.
    button.append(...[...source.link.childNodes].filter((node) => !node.classList?.contains("vh")).map((node) => node.cloneNode(true)));
  }
  const body = post.querySelector(".body");
  if (button.parentElement !== post) body.after(button);
  const range = selection.getRangeAt(0);
  const words = range.getClientRects();
  const last = words[words.length - 1] ?? range.getBoundingClientRect();
  const frame = post.getBoundingClientRect();
  button.hidden = false;
  const left = Math.min(last.right - frame.left, frame.width - button.offsetWidth - 8);
  button.style.insetBlockStart = `${last.bottom - frame.top + 6}px`;
  button.style.left = `${Math.max(8, left)}px`;
};

button.addEventListener("mousedown", (event) => event.preventDefault());
button.addEventListener("click", () => {
  button.hidden = true;
  getSelection().removeAllRanges();
  if (passage) quote(passage.source, passage.text);
});
button.addEventListener("blur", () => getSelection().isCollapsed && (button.hidden = true));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") button.hidden = true;
});

let waiting;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(offer, 150);
});
offer();
