// Formatting buttons of the editors. Only pages that have an editor fetch the element behind them.

/** Fetch the element if the page has an editor (now). */
export function startToolbar() {
  if (document.querySelector("markdown-toolbar")) import("../vendor/markdown-toolbar-element.js");
}

startToolbar();
