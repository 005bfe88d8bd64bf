// "Was this page helpful?" is answered in place: the links' own page brings the form, and what
// the form answers takes its place. Without scripts both are pages.

const put = async (answer) => {
  const html = await answer.text();
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector("[data-helpful]");
  if (!fresh) throw new Error("no form");
  document.querySelector("[data-helpful]").replaceWith(fresh);
  const told = fresh.querySelector("[role=status], [role=alert]");
  if (told) told.tabIndex = -1;
  const first = fresh.querySelector("input:checked") ?? fresh.querySelector("input:not([type=hidden]), textarea");
  (told ?? first)?.focus();
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-helpful] a[href*='/helpful/']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    await put(answer);
  } catch {
    window.location = link.href;
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-helpful] form");
  if (!form || form.dataset.busy) return;
  event.preventDefault();
  form.dataset.busy = "1";
  try {
    await put(await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }));
  } catch {
    form.submit();
  }
});
