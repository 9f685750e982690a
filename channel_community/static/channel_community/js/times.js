// Times in the reader's words and zone. <relative-time> is a vendored element that looks after itself, also in
// posts that arrive later; <time data-cc-local> is restated in the zone of this browser.
import "../vendor/relative-time-element.js";

const pageLanguage = document.documentElement.lang;
// Plain "en" pages write the day first and count 24 hours, as the server does.
const language = pageLanguage === "en" ? "en-GB" : pageLanguage || undefined;
const format = new Intl.DateTimeFormat(language, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
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
