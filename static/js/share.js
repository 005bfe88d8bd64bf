// Sharing a post or a page: the device's own sheet where it has one, else the link to copy.

const dialogs = new Map();

function dialogOf(template) {
  if (!dialogs.has(template)) {
    const one = template.content.firstElementChild.cloneNode(true);
    const field = one.querySelector("input");
    const copy = one.querySelector("[data-copied]");
    copy.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        // No clipboard for scripts here: the link is selected, ready for the keyboard.
        return;
      }
      one.querySelector("[role=status]").textContent = copy.dataset.copied;
    });
    one.addEventListener("click", (event) => {
      if (event.target === one) one.close();
    });
    document.body.append(one);
    dialogs.set(template, one);
  }
  return dialogs.get(template);
}

export default async function share(link, template = document.querySelector("#live template[data-name=share]")) {
  const title = document.querySelector("h1")?.textContent.trim() ?? document.title;
  if (navigator.share) {
    try {
      return await navigator.share({ title, url: link.href });
    } catch (error) {
      if (error.name === "AbortError") return undefined;
    }
  }
  const dialog = dialogOf(template);
  const field = dialog.querySelector("input");
  dialog.querySelector("[role=status]").textContent = "";
  field.value = link.href;
  dialog.showModal();
  field.select();
  return undefined;
}
