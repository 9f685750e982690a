// Formatting buttons for editors that are on the page. The vendored element only knows the keys Enter and Space
// on its buttons; loading it is all there is to do, and only pages with an editor pay for it.
if (document.querySelector("markdown-toolbar")) {
  import("../vendor/markdown-toolbar-element.js");
}
