// Sharing a post: the device's own sheet where it has one, else the link to copy.

const dialog = (() => {
  const template = document.querySelector("#live template[data-name=share]");
  const one = template.content.firstElementChild.cloneNode(true);
  document.body.append(one);
  return one;
})();
const field = dialog.querySelector("input");
const copy = dialog.querySelector("[data-copied]");
const said = dialog.querySelector("[role=status]");

copy.addEventListener("click", async () => {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // No clipboard for scripts here: the link is selected, ready for the keyboard.
    return;
  }
  said.textContent = copy.dataset.copied;
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

export default async function share(link) {
  const title = document.querySelector("h1")?.textContent.trim() ?? document.title;
  if (navigator.share) {
    try {
      return await navigator.share({ title, url: link.href });
    } catch (error) {
      if (error.name === "AbortError") return undefined;
    }
  }
  said.textContent = "";
  field.value = link.href;
  dialog.showModal();
  field.select();
  return undefined;
}
