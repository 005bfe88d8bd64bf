// A library page: the table of contents marks the section that is being read, and sharing opens
// the device's own sheet or the link to copy. Without scripts both are plain links.

const contents = document.querySelector("[data-follow-reading]");
if (contents) {
  const links = new Map();
  for (const link of contents.querySelectorAll("a[href^='#']")) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) links.set(section, link);
  }
  let current = null;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = window.innerHeight / 3;
    let [reading = null] = links.keys();
    for (const section of links.keys()) {
      if (section.getBoundingClientRect().top > line) break;
      reading = section;
    }
    // At the very end a short last section never reaches the line.
    const root = document.scrollingElement;
    if (root.scrollTop > 0 && root.scrollTop + window.innerHeight >= root.scrollHeight - 2) {
      reading = [...links.keys()].at(-1) ?? reading;
    }
    const link = links.get(reading) ?? null;
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  mark();
}

// On a phone the list folds away when a section was chosen.
document.querySelector("details.toc")?.addEventListener("click", (event) => {
  if (event.target.closest("a")) event.currentTarget.open = false;
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-share-page]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const template = document.querySelector("template[data-name=share-page]");
  import(template.dataset.js).then(
    (module) => module.default(link, template),
    () => location.assign(link.href),
  );
});
