// Small mercies for people who use a keyboard.

/** Let wide tables and code that scroll sideways be scrolled by keyboard. */
export function reachScrollers(root = document) {
  for (const element of root.querySelectorAll(".cc-prose :is(table, pre), .cc-tabs, .cc-nav")) {
    const scrolls = element.scrollWidth > element.clientWidth + 1;
    const reachable = element.querySelector("a, button");
    if (scrolls && !reachable) element.tabIndex = 0;
  }
}

reachScrollers();
