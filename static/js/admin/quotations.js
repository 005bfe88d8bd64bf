// The list of a quoted post's field: of all pages' quotations it leaves those of the page that is
// being edited, and the one that is chosen.
(() => {
  const page = /\/pages\/(\d+)\//.exec(window.location.pathname)?.[1];
  if (!page) return;

  const trim = (select) => {
    for (const option of select.querySelectorAll("option[data-page]")) {
      if (option.dataset.page !== page && !option.selected) option.remove();
    }
    for (const group of select.querySelectorAll("optgroup")) {
      if (!group.querySelector("option")) group.remove();
    }
  };

  // Chosen values are set after the field was added, so a field is trimmed in the next frame.
  const seen = new WeakSet();
  const look = () => {
    for (const select of document.querySelectorAll("select[data-quotation-picker]")) {
      if (seen.has(select)) continue;
      seen.add(select);
      requestAnimationFrame(() => trim(select));
    }
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
  look();
})();
