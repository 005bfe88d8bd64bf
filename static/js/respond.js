// Presses under a post without leaving the page: the answer is the changed part, which is put in
// its place. Nothing that is being written elsewhere on the page is lost.

const live = document.getElementById("live");

function toast(words, { bad = false } = {}) {
  const box = live.querySelector(".toasts");
  const one = document.createElement("p");
  one.className = bad ? "toast bad" : "toast";
  one.textContent = words;
  box.replaceChildren(one);
  setTimeout(() => one.remove(), bad ? 12000 : 6000);
}

export default async function press(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  try {
    const answer = await fetch(button.formAction, {
      method: "POST",
      body: new FormData(form, button),
      headers: { "X-Requested-With": "fetch" },
      credentials: "same-origin",
    });
    // Signed out in another tab: the answer is the way to sign in.
    if (answer.redirected) return window.location.assign(answer.url);
    if (!answer.ok) throw new Error(String(answer.status));
    put(await answer.text(), button);
  } catch {
    toast(live.dataset.failed, { bad: true });
  } finally {
    delete form.dataset.busy;
  }
}

function put(html, button) {
  const old = button.closest("[data-part]");
  const fresh = document.createRange().createContextualFragment(html).querySelector("[data-part]");
  const menu = old.closest("details.menu");
  const focused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (fresh.dataset.said) toast(fresh.dataset.said);
  if (menu) {
    menu.open = false;
    if (focused) menu.querySelector("summary").focus();
  } else if (focused) {
    const same = [...fresh.querySelectorAll("button")].find((one) => one.value === button.value);
    const place = same?.closest("details") ? same.closest("details").querySelector("summary") : same;
    (place ?? fresh.querySelector("button"))?.focus();
  }
}
