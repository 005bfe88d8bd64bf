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

// Who is offline reads on and is told so.
const offline = document.querySelector("[data-offline]");
const noteLine = () => offline && (offline.hidden = navigator.onLine);
addEventListener("offline", noteLine);
addEventListener("online", noteLine);

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
    for (const root of fresh.querySelectorAll("[data-composer]")) if (isKept(root)) compose(root);
    fresh.querySelector("input:not([type=hidden]), textarea").focus({ preventScroll: true });
    // At once: a slow glide would be cut short by the editor, which comes with the focus.
    fresh.scrollIntoView({ block: "start", behavior: "instant" });
  } catch {
    window.location = link.href;
  }
});

// A link to a post leads there with the focus as well, so that reading aloud goes on from it.
const arrive = () => {
  const post = location.hash.startsWith("#post-") && document.getElementById(location.hash.slice(1));
  if (!post) return;
  if (post.localName === "details") post.open = true;
  post.tabIndex = -1;
  post.focus({ preventScroll: true });
};
window.addEventListener("hashchange", arrive);
arrive();

// What quotes a passage is loaded when the first passage of a post is selected.
const quoting = () => {
  const selection = getSelection();
  const place = selection.anchorNode?.parentElement;
  if (selection.isCollapsed || !place?.closest(".post .body")) return;
  document.removeEventListener("selectionchange", quoting);
  import("./selection.js").catch(() => {});
};
document.addEventListener("selectionchange", quoting);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-quote]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  import("./selection.js").then((module) => module.quoteLink(link), () => location.assign(link.href));
});

// The rich editor comes with the first focus of a writing field, never before; at once only where
// the field holds formatted text, which nobody should see as tags. Without it the field works.
const compose = (field) => {
  const root = field?.closest("[data-composer]");
  if (!root) return;
  const { module: editor, modules } = root.dataset;
  // Without the editor the bare field keeps drafts and is looked at all the same.
  const bare = (name) => import(JSON.parse(modules).attached[name]).then((module) => module.plain(root));
  const plain = () => Promise.all([bare("drafts"), bare("checks")]);
  import(editor).then((module) => module.default(root)).catch(() => plain().catch(() => {}));
};
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-composer] > textarea")) compose(event.target);
});
compose(document.activeElement?.closest("[data-composer] > textarea"));
// A text that is kept on this device comes back without being asked for.
const isKept = (root) => {
  const { target, person = "" } = root.closest("form").querySelector("[data-draft]")?.dataset ?? {};
  try {
    return Boolean(target && localStorage.getItem(`open-rounds draft ${person} ${target}`));
  } catch {
    return false;
  }
};
for (const root of document.querySelectorAll("[data-composer]")) {
  if ("eager" in root.dataset || isKept(root)) compose(root);
}

// A guest's browser does its small task from the first touch of the form on.
document.addEventListener("focusin", ({ target }) => {
  const box = target.form?.querySelector("[data-proof]");
  if (box) import(box.dataset.proofJs).then((module) => module.default(box), () => {});
});

// Reactions, sharing and the news of a discussion are loaded when they are first wanted; their
// addresses are on the page. Where one cannot be loaded, form and link do what they always do.
const discussion = document.getElementById("live")?.dataset;
document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  if (event.defaultPrevented || !form.matches("[data-respond]") || !discussion) return;
  if (!button || "wholePage" in button.dataset) return;
  event.preventDefault();
  import(discussion.respondJs).then(
    (module) => module.default(form, button),
    () => {
      form.removeAttribute("data-respond");
      form.requestSubmit(button);
    },
  );
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-share]");
  if (!link || !discussion || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  import(discussion.shareJs).then((module) => module.default(link), () => location.assign(link.href));
});
if (discussion?.newsJs) setTimeout(() => import(discussion.newsJs).catch(() => {}), discussion.every * 1000);
