// The page's one socket, tied to what happens to the page. Everything live imports `live` from here.
import { LiveSocket } from "./socket.js";

function address() {
  const url = new URL(document.body.dataset.ccSocket || "/ws/community/", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

export const live = new LiveSocket(address(), window);

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) live.wake();
});
window.addEventListener("online", () => live.wake());
window.addEventListener("pagehide", () => live.sleep());
window.addEventListener("pageshow", (event) => {
  if (event.persisted) live.wake();
});
