// The line under the text: whether we are online, the state of the draft, words, emoji.

export default function attach(composer) {
  const { root } = composer;
  const limit = Number(composer.data.emojiMax);
  // The server's own pattern: both count alike.
  const emoji = new RegExp(composer.data.emojiPattern, "gu");
  root.append(composer.part("status"));
  const words = root.querySelector("[data-word-count]");
  const count = root.querySelector("[data-emoji-count]");
  const offline = root.querySelector("[data-offline]");
  let over = false;

  composer.countEmoji = (text = composer.html()) => (text.match(emoji) ?? []).length;

  const sentence = (n) =>
    n > limit
      ? composer.say("emoji_over", { n, limit, over: n - limit })
      : composer.say("emoji_count", { n, limit });

  const show = () => {
    const text = composer.text();
    words.textContent = composer.say("words", { n: (text.match(/[\p{L}\p{N}][^\s]*/gu) ?? []).length });
    const n = composer.countEmoji();
    count.textContent = sentence(n);
    count.classList.toggle("over", n > limit);
    // Told once when the limit is passed and once when it is kept again, not at every key.
    if (n > limit !== over) {
      over = n > limit;
      composer.announce(sentence(n));
      if (!over) root.querySelector('[data-strip="emoji"]')?.remove();
    }
  };

  let waiting = 0;
  composer.on("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  composer.on("submit", (event) => {
    show();
    if (!over) return;
    event.preventDefault();
    composer.strip({ id: "emoji", text: sentence(composer.countEmoji()), tone: "bad", icon: "smile" });
    composer.focus();
  });

  const line = () => (offline.hidden = navigator.onLine);
  addEventListener("online", line);
  addEventListener("offline", line);
  line();
  show();
}
