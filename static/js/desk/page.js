// What the parts of the desk's script share: the data that the page carries, and saying something.

const root = document.getElementById("desk-live");
const said = root.querySelector("[data-announce]");

export const here = {
  root,
  item: root.dataset.item,
  token: root.querySelector("[data-token] input").value,
};

export function piece(name) {
  return root.querySelector(`template[data-name=${name}]`).content.firstElementChild.cloneNode(true);
}

// Read out by screen readers: a region that is there first and filled a moment later.
export function announce(words) {
  said.textContent = "";
  if (words) setTimeout(() => (said.textContent = words), 150);
}

export function fields(values) {
  const form = new FormData();
  form.set("csrfmiddlewaretoken", here.token);
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}
