// Small things done to the page.

/** The one element in a piece of the site's own HTML. */
export function elementOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

/** `<tag class="...">text</tag>` */
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Change the page without moving what is being looked at. Browsers that anchor scrolling themselves do it better. */
export function keepInPlace(root, change) {
  if (CSS.supports("overflow-anchor", "auto")) {
    change();
    return;
  }
  const anchor = [...root.children, root.nextElementSibling].find(
    (element) => element && element.getBoundingClientRect().bottom > 0,
  );
  const focused = document.activeElement;
  const held = focused && focused !== document.body && isInView(focused) ? focused : anchor;
  const before = held?.getBoundingClientRect().top;
  change();
  if (!held?.isConnected) return;
  const moved = held.getBoundingClientRect().top - before;
  if (Math.abs(moved) > 1) window.scrollBy({ top: moved, behavior: "instant" });
}

/** Whether any of an element can be seen. */
export function isInView(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
}

let region = null;
let saying = null;

/** Say something to people who listen to the page, without moving anything. Quick successions are said together. */
export function announce(text) {
  region ??= document.body.appendChild(Object.assign(make("div", "cc-sr"), { role: "status" }));
  if (saying) saying.push(text);
  else {
    saying = [text];
    setTimeout(() => {
      region.textContent = [...new Set(saying)].join(". ");
      saying = null;
    }, 300);
  }
}
