// Formatting buttons of the editors. Only pages that have an editor fetch the element behind them.
if (document.querySelector("markdown-toolbar")) {
  import("../vendor/markdown-toolbar-element.js");
}
