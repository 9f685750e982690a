// Videos of other sites: the page shows a plain link, and asks the other site for nothing until it is followed.
// Then the player takes the link's place, unless the reader wants the link itself (new tab, new window).

/** The player for a link: an address that the server made, with a title for screen readers. */
function playerFor(link) {
  const frame = document.createElement("iframe");
  frame.className = "cc-video__frame";
  frame.title = link.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = link.dataset.ccVideo;
  frame.tabIndex = 0;
  return frame;
}

/** Put the player where the link was, and the keyboard with it. */
function play(event) {
  const link = event.target.closest("a[data-cc-video]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!link.dataset.ccVideo.startsWith("https://")) return;
  event.preventDefault();
  const frame = playerFor(link);
  link.replaceWith(frame);
  frame.focus();
}

document.addEventListener("click", play);
