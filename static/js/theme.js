/* Light or dark, before the first paint: as chosen on this machine, else as the machine is set. Paper is always light. */
(() => {
  "use strict";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => { try { return localStorage.getItem("theme") || "auto"; } catch { return "auto"; } };
  const show = () => {
    const choice = chosen();
    root.dataset.bsTheme = choice === "auto" ? (system.matches ? "dark" : "light") : choice;
    document.querySelectorAll("[data-theme-switch]").forEach((button) => { button.textContent = button.dataset[choice]; });
  };
  show();
  system.addEventListener("change", show);
  addEventListener("beforeprint", () => { root.dataset.bsTheme = "light"; });
  addEventListener("afterprint", show);
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch]");
    if (!button) return;
    event.stopPropagation(); // the menu stays open: one sees what was chosen
    try { localStorage.setItem("theme", { auto: "light", light: "dark", dark: "auto" }[chosen()]); } catch { /* storage refused: the machine's setting stays */ }
    show();
  }, true);
})();
