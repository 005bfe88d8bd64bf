// The page of a new topic: how long the title is, and what was said about it before.

const PAUSE = 400; // milliseconds without a key

const title = document.getElementById("id_title");
const place = document.getElementById("similar");
const count = document.querySelector("[data-count]");

if (title && count) {
  const words = count.dataset.words;
  const show = () => {
    count.textContent = words.replace("{n}", [...title.value].length);
  };
  title.addEventListener("input", show);
  show();
}

if (title && place) {
  let shown = title.value.trim();
  let waiting;
  let asking;

  const ask = async () => {
    const asked = title.value.trim();
    if (asked === shown) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const address = `${place.dataset.similar}?${new URLSearchParams({ title: asked })}`;
      const answer = await fetch(address, { credentials: "same-origin", signal: asking.signal });
      if (!answer.ok) return;
      const found = await answer.text();
      shown = asked;
      // The same finds are not read aloud again at every word.
      if (found !== place.innerHTML) place.innerHTML = found;
    } catch {
      // Away or overtaken by a newer question: what was found stays.
    }
  };

  title.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  title.addEventListener("change", ask);
}
