// Who is looking at what. Asked every few seconds while the page is seen; the own claim is
// prolonged meanwhile and given back on leaving.

import { announce, fields, here, piece } from "./page.js";

const { dataset } = here.root;
const usual = Number(dataset.poll) * 1000;
const longest = usual * 6;
const renewEvery = Number(dataset.renew) * 1000;
const patience = 3; // failures in a row before the moderator is told

const live = document.querySelector("[data-live]");
const open = document.querySelector("[data-looking-at]");
const item = document.getElementById("item");
const away = { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" };

let until = dataset.until ?? "";
let renewed = Date.now();
let failures = 0;
let wait = usual;
let tag = "";
let timer;
let gone = false;

async function ask() {
  try {
    if (until && Date.now() - renewed > renewEvery) await renew();
    const answer = await fetch(dataset.claims, {
      ...away,
      headers: { ...away.headers, ...(tag ? { "If-None-Match": tag } : {}) },
      redirect: "manual",
    });
    if (answer.status !== 304) {
      if (!answer.ok) throw new Error(String(answer.status));
      tag = answer.headers.get("ETag") ?? "";
      show(await answer.json());
    }
    failures = 0;
    wait = usual;
  } catch {
    failures += 1;
    wait = Math.min(wait * 2, longest);
  }
  paused(failures >= patience);
  later();
}

function later() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, wait);
}

function paused(yes) {
  if (!live) return;
  live.hidden = false;
  live.classList.toggle("paused", yes);
  live.querySelector("[data-on]").hidden = yes;
  live.querySelector("[data-off]").hidden = !yes;
}

// An own claim goes on as long as the item is open and seen.
async function renew(take = false) {
  const answer = await fetch(dataset.claim, {
    ...away,
    method: "POST",
    body: fields({ item: here.item, ...(take ? { take: "1" } : {}) }),
  });
  if (answer.status === 409) return void (until = "");
  if (!answer.ok) throw new Error(String(answer.status));
  const held = await answer.json();
  renewed = Date.now();
  until = held.mine ? held.until : "";
  looking(held.mine, held.words);
  return undefined;
}

function looking(mine, words) {
  if (!open) return;
  const place = open.querySelector("[data-words]");
  // Only a change is read out.
  if (place.textContent !== words) place.textContent = words;
  open.querySelector("[data-take]").hidden = mine;
}

function show({ claims, here: people, words, decided }) {
  for (const row of document.querySelectorAll(".qrow")) {
    mark(row, claims[row.dataset.item], decided[row.dataset.item]);
  }
  seats(people, words);
  if (!item) return;
  const mine = claims[here.item];
  if (mine) looking(mine.mine, mine.words);
  // Nobody has it any more: it is ours, as it would be on opening it now.
  else if (!gone && !decided[here.item] && !("onlyReads" in dataset)) renew().catch(() => {});
  if (mine && !mine.mine) until = "";
  if (decided[here.item] && !gone) elsewhere(decided[here.item]);
}

function mark(row, claim, done) {
  const pills = row.querySelector(".f");
  const eye = pills.querySelector("[data-looking]");
  if (claim && !claim.mine && !done) {
    const pill = eye ?? pills.appendChild(piece("looking"));
    pill.querySelector("span").textContent = claim.name;
  } else eye?.remove();
  if (done && !pills.querySelector("[data-decided]")) {
    const pill = pills.appendChild(piece("decided"));
    pill.textContent = done;
    row.classList.add("done");
  }
}

function seats(people, words) {
  const place = document.querySelector("[data-here]");
  if (!place) return;
  place.querySelector("[data-words]").textContent = words;
  place.querySelector(".avs").replaceChildren(
    ...people.map((one) => {
      const seat = document.createElement("span");
      seat.className = `av ${one.tint} s`;
      seat.textContent = one.initials;
      return seat;
    }),
  );
}

// Somebody was faster. What is typed here stays; the server would refuse a second decision.
function elsewhere(words) {
  gone = true;
  until = "";
  const note = piece("elsewhere");
  note.querySelector("span").textContent = words;
  item.prepend(note);
  announce(note.textContent.trim());
}

function leave() {
  if (!until) return;
  navigator.sendBeacon(dataset.release, fields({ item: here.item, until }));
  until = "";
}

export function watch() {
  paused(false);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => {
    if (event.persisted) renew().catch(() => {});
  });
  open?.addEventListener("submit", (event) => {
    event.preventDefault();
    renew(true).then(
      () => open.closest("section").focus({ preventScroll: true }),
      () => open.submit(),
    );
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) return;
    wait = usual;
    timer = setTimeout(ask, 0);
  });
  ask();
}
