// Waits for a PDF that is being made, and opens it in place of this page.

const seconds = Number(document.querySelector("[data-wait]").dataset.wait);
let tries = 24; // about two minutes; after that the link stays

const look = async () => {
  try {
    const answer = await fetch(location.href, { method: "HEAD", credentials: "same-origin" });
    if (answer.status !== 202) return location.replace(location.href);
  } catch {
    // Off the network for a moment: the next look tells.
  }
  tries -= 1;
  if (tries > 0) setTimeout(look, seconds * 1000);
};

setTimeout(look, 1000);
