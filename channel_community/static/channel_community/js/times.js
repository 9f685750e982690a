// Times in the reader's words and zone. <relative-time> is a vendored element that looks after itself, also in
// posts that arrive later; <time data-cc-local> is restated in the zone of this browser.
import "../vendor/relative-time-element.js";

const language = document.documentElement.lang || undefined;
const format = new Intl.DateTimeFormat(language, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
});

/** Restate every marked time inside `root` in the browser's own zone. */
export function showLocalTimes(root = document) {
  for (const element of root.querySelectorAll("time[data-cc-local]")) {
    const moment = new Date(element.dateTime);
    if (!Number.isNaN(moment.getTime())) element.textContent = format.format(moment);
  }
}

showLocalTimes();
