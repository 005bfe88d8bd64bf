// Adds up a scale while it is filled in. Nothing is stored and nothing is sent: what was chosen
// is gone with the page.

// What the chosen points say: their sum, how many items have one, and the band of the sum, which
// before the last item is the least it can become.
export const score = (points, bands) => {
  const chosen = points.filter((value) => value !== null);
  const total = chosen.reduce((sum, value) => sum + value, 0);
  const band = bands.find(({ min, max }) => total >= min && total <= max) ?? null;
  return { total, answered: chosen.length, isWhole: chosen.length === points.length, band };
};

export const bandsOf = (scale) =>
  [...scale.querySelectorAll("tr[data-min]")].map((row) => ({
    min: Number(row.dataset.min),
    max: Number(row.dataset.max),
    label: row.cells[1].textContent,
    row,
  }));

const attach = (scale) => {
  const result = scale.querySelector("[data-result]");
  const items = [...scale.querySelectorAll("fieldset")];
  const bands = bandsOf(scale);
  const radios = [...scale.querySelectorAll("input[type=radio]")];
  const say = (name, words) => {
    result.querySelector(`[data-said-${name}]`).textContent = words;
  };
  const tell = () => {
    const points = items.map((item) => {
      const chosen = item.querySelector(":checked");
      return chosen ? Number(chosen.value) : null;
    });
    const { total, answered, isWhole, band } = score(points, bands);
    const words = result.dataset;
    say("total", `${words.total.replace("{n}", total)}.`);
    say("answered", `${words.answered.replace("{n}", answered).replace("{total}", items.length)}.`);
    say("band", answered ? `${(isWhole ? words.band : words.least).replace("{band}", band.label)}.` : "");
    // It follows the reader from the first answer on, and hides no text before.
    result.classList.toggle("on", answered > 0);
    for (const { row } of bands) row.classList.toggle("on", isWhole && row === band.row);
  };
  const reset = () => {
    for (const radio of radios) radio.checked = false;
    tell();
  };
  scale.addEventListener("change", tell);
  scale.querySelector("[data-reset]").addEventListener("click", () => {
    reset();
    radios[0].focus();
  });
  scale.querySelector("[data-print]").addEventListener("click", () => print());
  // A browser may bring the page back as it was, with what was chosen for somebody else.
  addEventListener("pageshow", ({ persisted }) => persisted && reset());
  tell();
  result.hidden = false;
};

for (const scale of document.querySelectorAll("[data-scale]")) attach(scale);
