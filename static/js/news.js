// New replies while a discussion is read: a quiet bar that says how many there are. It never takes
// the focus and never moves the text; what it offers is loaded only when it is pressed.

const live = document.getElementById("live");
const bar = live.querySelector(".newsbar");
const usual = Number(live.dataset.every) * 1000;
const longest = usual * 10;
const patience = 3; // failures in a row before the reader is told

let after = Number(live.dataset.after);
let wait = usual;
let failures = 0;
let tag = "";
let declined = 0;
let asked = Date.now();
let timer;

function piece(name) {
  const template = live.querySelector(`template[data-name=${name}]`);
  return template.content.cloneNode(true);
}

async function ask() {
  asked = Date.now();
  let answer;
  try {
    answer = await fetch(`${live.dataset.news}?after=${after}`, {
      headers: tag ? { "If-None-Match": tag } : {},
      credentials: "same-origin",
    });
  } catch {
    if (navigator.onLine) return failed();
    return later(wait);
  }
  if (answer.status === 404) return bar.replaceChildren(); // gone, or no longer ours to read
  if (answer.status !== 304 && !answer.ok) return failed();
  if (failures >= patience) bar.replaceChildren();
  failures = 0;
  if (answer.status === 304) return later(wait * 1.5);
  tag = answer.headers.get("ETag") ?? "";
  const news = await answer.json();
  show(news);
  return later(news.count ? usual : wait * 1.5);
}

function failed() {
  failures += 1;
  if (failures === patience) bar.replaceChildren(piece("paused"));
  later(wait * 2);
}

function later(pause) {
  wait = Math.min(pause, longest);
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, wait);
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(timer);
  if (document.hidden) return;
  wait = usual;
  timer = setTimeout(ask, Math.max(0, asked + usual - Date.now()));
});

function show(news) {
  if (!news.count) return bar.replaceChildren();
  if (news.count <= declined) return undefined;
  const there = bar.querySelector("a");
  if (there) {
    // The same link, so that a reader who is on it stays on it.
    there.href = news.url;
    there.querySelector("span").textContent = news.words;
    return undefined;
  }
  const fresh = piece("news");
  const link = fresh.querySelector("a");
  link.href = news.url;
  link.querySelector("span").textContent = news.words;
  link.addEventListener("click", open);
  fresh.querySelector("button").addEventListener("click", () => {
    declined = news.count;
    bar.replaceChildren();
  });
  return bar.replaceChildren(fresh);
}

async function open(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.currentTarget;
  const address = new URL(link.href);
  if ((address.searchParams.get("page") ?? "1") !== live.dataset.page) return;
  event.preventDefault();
  try {
    const answer = await fetch(address.pathname + address.search, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const first = insert(page);
    if (!first) throw new Error("nothing new");
    after = Number(page.getElementById("live").dataset.shown);
    declined = 0;
    tag = "";
    bar.replaceChildren();
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "start" });
    later(0);
  } catch {
    window.location.assign(link.href);
  }
}

// Puts what the thread does not show yet behind its last published post; returns the first post.
function insert(page) {
  const thread = document.querySelector(".thread");
  const waiting = thread.querySelector(":scope > .pending");
  let gap = null;
  let first = null;
  for (const one of [...page.querySelectorAll(".thread > *")]) {
    if (one.classList.contains("gap")) {
      gap = one;
      continue;
    }
    const isNew = one.id && !document.getElementById(one.id) && !one.classList.contains("pending");
    if (isNew) {
      if (gap) thread.insertBefore(document.adoptNode(gap), waiting);
      thread.insertBefore(document.adoptNode(one), waiting);
      first ??= one;
    }
    gap = null;
  }
  return first;
}

ask();
