// Turns what Word, Google Docs or a web page put on the clipboard into plain, well-formed HTML.
//
// Styles are renamed in the text before anything parses it: a parsed style attribute would be
// applied, and the Content-Security-Policy reports each, handlers of events as well. What the
// styles meant is read, then they go.

const TAG = /<([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const HANDLER = /\son\w+\s*=/gi;
const STYLE = /\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
const BLOCKS =
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE UL".split(" ");
const KEPT = new Set(
  "A B BLOCKQUOTE BR CODE EM H2 H3 H4 HR I LI OL P PRE STRONG TABLE TBODY TD TH TR UL".split(" "),
);
const GONE =
  "script, style, link, meta, title, base, template, noscript, iframe, object, embed, svg, math, canvas, audio, video, source, track, input, select, option, textarea, button, form > label, col, colgroup, xml, rp, rt, [hidden], [aria-hidden=true]";
const RENAMED = { H1: "h2", H5: "h4", H6: "h4", TT: "code", KBD: "code", SAMP: "code", LISTING: "pre" };

export default function clean(raw, { own = false } = {}) {
  const body = new DOMParser().parseFromString(tame(raw), "text/html").body;
  body.querySelectorAll(GONE).forEach((element) => element.remove());
  hide(body);
  wordLists(body);
  docsLists(body);
  emphasis(body);
  const images = dropImages(body, own);
  narrow(body, own);
  tidy(body);
  return { html: body.innerHTML, images };
}

// Before any parser: what Office writes between comments, whole style sheets, style attributes.
function tame(raw) {
  const start = raw.indexOf("<!--StartFragment-->");
  const end = raw.lastIndexOf("<!--EndFragment-->");
  const fragment = start >= 0 && end > start ? raw.slice(start, end) : raw;
  return fragment
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[\s\S]*?\]>/g, "")
    .replace(/<\?xml[\s\S]*?>/gi, "")
    .replace(/<(style|script|xml)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(TAG, (tag, name, rest) => `<${name}${rest.replace(HANDLER, " data-not=").replace(STYLE, " data-was=$1")}>`);
}

const was = (element, pattern) => pattern.test((element.dataset?.was ?? "").replace(/\s+/g, " "));

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

function renamed(element, name) {
  const other = element.ownerDocument.createElement(name);
  for (const key of ["data-was", "class", "start"]) {
    if (element.hasAttribute(key)) other.setAttribute(key, element.getAttribute(key));
  }
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

function hide(body) {
  for (const element of body.querySelectorAll("[data-was]")) {
    if (was(element, /(?<![\w-])display: ?none|visibility: ?hidden|mso-hide: ?all/i)) element.remove();
  }
}

// --- Word: paragraphs that only look like items become lists ----------------------------------

const LEVEL = /mso-list: ?l\d+ level(\d+)/i;

function wordLists(body) {
  const items = [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div")].filter((element) =>
    was(element, LEVEL),
  );
  let lists = [];
  let previous = null;
  for (const item of items) {
    const depth = Number(item.dataset.was.replace(/\s+/g, " ").match(LEVEL)[1]);
    const ordered = takeMarker(item);
    const goesOn = previous && follows(previous, item);
    if (!goesOn) lists = [];
    lists.length = Math.min(lists.length, depth);
    if (lists.length === depth && lists.at(-1).tagName !== (ordered ? "OL" : "UL")) lists.pop();
    while (lists.length < depth) {
      const list = body.ownerDocument.createElement(ordered ? "ol" : "ul");
      const parent = lists.at(-1);
      if (parent) (parent.lastElementChild ?? parent.appendChild(body.ownerDocument.createElement("li"))).append(list);
      else if (goesOn) previous.after(list);
      else item.before(list);
      lists.push(list);
    }
    const entry = body.ownerDocument.createElement("li");
    entry.append(...item.childNodes);
    lists.at(-1).append(entry);
    item.remove();
    previous = lists[0];
  }
}

// Whether nothing but space lies between the list so far and the next item.
function follows(list, item) {
  let node = list.nextSibling;
  while (node && node !== item && !node.textContent.trim()) node = node.nextSibling;
  return node === item;
}

// The "1." or "·" that Word writes as text. Says whether it was a number or a letter.
function takeMarker(item) {
  const marker = [...item.querySelectorAll("[data-was]")].find((span) => was(span, /mso-list: ?ignore/i));
  const sign = (marker?.textContent ?? "").replace(/[\s\u00a0]/g, "");
  marker?.remove();
  return /^\(?(\d+|[a-z]|[ivxlc]+)[.)]/i.test(sign);
}

// --- Google Docs: a list inside a list stands beside its item -----------------------------------

function docsLists(body) {
  for (const list of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const before = list.previousElementSibling;
    if (before?.tagName === "LI") before.append(list);
    else {
      const item = body.ownerDocument.createElement("li");
      list.before(item);
      item.append(list);
    }
  }
}

// --- Emphasis: by style instead of by element ---------------------------------------------------

const BOLD = /(?<![\w-])font-weight: ?(bold|bolder|[6-9]00)/i;
const NOT_BOLD = /(?<![\w-])font-weight: ?(normal|lighter|[1-5]00)/i;
const ITALIC = /(?<![\w-])font-style: ?(italic|oblique)/i;

function emphasis(body) {
  for (const element of body.querySelectorAll("b[data-was], strong[data-was]")) {
    if (was(element, NOT_BOLD)) unwrap(element);
  }
  for (const element of body.querySelectorAll("i[data-was], em[data-was]")) {
    if (was(element, /(?<![\w-])font-style: ?normal/i)) unwrap(element);
  }
  for (const span of body.querySelectorAll("span[data-was], font[data-was]")) {
    // A heading is bold by itself.
    if (was(span, BOLD) && !span.closest("h1, h2, h3, h4, h5, h6, th")) inside(span, "strong");
    if (was(span, ITALIC)) inside(span, "em");
  }
}

function inside(element, name) {
  if (!element.textContent.trim() || element.closest(name) || element.querySelector("p, div, li, table")) return;
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

// --- Images: our own stay, the rest is left out and counted, trackers are not worth a word -------

const OWN_IMAGE = /^\/files\/[\w-]+\/$/;
const tiny = (image) =>
  ["width", "height"].some((side) => image.hasAttribute(side) && parseInt(image.getAttribute(side), 10) <= 2);

function dropImages(body, own) {
  let dropped = 0;
  for (const image of body.querySelectorAll("img, picture, v\\:imagedata")) {
    if (own && OWN_IMAGE.test(image.getAttribute("src") ?? "")) continue;
    if (image.tagName === "IMG" && !tiny(image)) dropped += 1;
    if (image.tagName === "PICTURE") unwrap(image);
    else image.remove();
  }
  return dropped;
}

// --- The narrow list ------------------------------------------------------------------------------

const isBlock = (node) => node.nodeType === 1 && (BLOCKS.includes(node.tagName) || /^(TBODY|THEAD|TFOOT|TR|TD|TH)$/.test(node.tagName));

function narrow(body, own) {
  for (let element of [...body.querySelectorAll("*")].reverse()) {
    if (RENAMED[element.tagName]) element = renamed(element, RENAMED[element.tagName]);
    if (element.tagName === "P" && /\bMso(Title|Subtitle)\b/.test(element.className)) element = renamed(element, "h2");
    if (own && element.tagName === "IMG") keep(element, ["src", "alt", "width", "height"]);
    else if (element.tagName === "A") anchor(element);
    else if (KEPT.has(element.tagName)) keep(element, allowed(element, own));
    else if (BLOCKS.includes(element.tagName) && ![...element.children].some(isBlock)) renamed(element, "p").removeAttribute("data-was");
    else unwrap(element);
  }
  for (const element of body.querySelectorAll("p[class]:not(.source)")) element.removeAttribute("class");
}

function allowed(element, own) {
  const names = { OL: ["start"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan"] }[element.tagName] ?? [];
  if (own && element.tagName === "BLOCKQUOTE") names.push("cite");
  if (own && element.tagName === "P") names.push("class");
  return own ? [...names, "data-pm-slice"] : names;
}

function keep(element, names) {
  for (const { name } of [...element.attributes]) {
    if (!names.includes(name)) element.removeAttribute(name);
  }
}

function anchor(element) {
  const href = (element.getAttribute("href") ?? "").replace(/[\u0000-\u0020]/g, "");
  const text = element.textContent.trim();
  // An anchor without words is a bookmark; other schemes, or a place on that page, are no links.
  if (!/^(https?:\/\/|mailto:)/i.test(href) || !text || element.querySelector("p, div, li, table, h2, h3, h4")) {
    return unwrap(element);
  }
  keep(element, ["href", "data-pm-slice"].concat(element.classList.contains("nocard") ? ["class"] : []));
  if (element.hasAttribute("class")) element.className = "nocard";
  element.setAttribute("href", href);
}

function tidy(body) {
  for (const text of textsOf(body)) {
    if (!text.parentElement.closest("pre")) text.data = text.data.replace(/[\u00a0 \t\r\n]+/g, " ");
  }
  for (const element of [...body.querySelectorAll("p, h2, h3, h4, strong, em, b, i, li, blockquote, ul, ol")].reverse()) {
    if (!element.textContent.trim() && !element.querySelector("br, img, hr, table")) element.remove();
    else if (/^(P|H[234])$/.test(element.tagName) && !element.textContent.trim() && !element.querySelector("img")) element.remove();
  }
  for (const line of body.querySelectorAll("br:last-child")) {
    if (!line.nextSibling?.textContent.trim() && line.previousSibling) line.remove();
  }
  for (const line of [...body.children]) if (line.tagName === "BR") line.remove();
}

function textsOf(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}
