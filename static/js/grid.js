/* The grid of ratings: Tab goes from choice to choice, and stops at the reason only where one is asked for. */
(() => {
  "use strict";
  const follow = (choice) => {
    const text = choice.closest("tr").querySelector("input[type=text]");
    text.tabIndex = choice.value.startsWith("none-") || text.value ? 0 : -1;
  };
  document.querySelectorAll("[data-grid] select").forEach((choice) => {
    follow(choice);
    choice.addEventListener("change", () => follow(choice));
  });
})();
