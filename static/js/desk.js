/* The table of a draft: a refusal comes back with the table as it now stands, so it is put in; and boxes count themselves. */
(() => {
  "use strict";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status !== 409 && xhr.status !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelector("#desk [role=alert]")?.scrollIntoView({ block: "center" });
    count();
  });

  const count = () => document.querySelectorAll("[data-counts]").forEach((place) => {
    const chosen = document.querySelectorAll(`${place.dataset.counts} input[name=cells]:checked`).length;
    place.textContent = chosen ? place.dataset.some.replace("0", chosen) : place.dataset.none;
  });
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-choose-all]");
    if (all) {
      all.closest("tbody").querySelectorAll("input[name=cells]").forEach((box) => { box.checked = all.checked; });
    }
    if (event.target.closest("[data-choose-all], input[name=cells]")) count();
  });
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-choose-all]").forEach((box) => { box.hidden = false; });
    count();
  });
})();
