// When to try again, and when a silence is too long. Pure, so that it can be tested with any clock.

const FIRST_SECONDS = 1;
const MOST_SECONDS = 30;

/** Close codes after which no socket will be had here; the page polls instead. */
const NEVER = new Set([4403, 4404]);
const CROWDED = 4429;
const IDLE = 4408;
const SERVER_RESTARTS = 1012;

/**
 * What to do after a socket closed.
 *
 * @param {number} code close code (RFC 6455 section 7.4, and the community's own from 4000)
 * @param {number} attempt how many times in a row it failed, from 0
 * @param {() => number} random from 0 to 1; spreads thousands of tabs after an outage
 * @returns {{retry: "later" | "when-looked-at" | "never", seconds: number}}
 */
export function afterClose(code, attempt, random = Math.random) {
  if (NEVER.has(code)) return { retry: "never", seconds: Infinity };
  if (code === IDLE) return { retry: "when-looked-at", seconds: 0 };
  if (code === CROWDED) return { retry: "later", seconds: 30 + 30 * random() };
  if (code === SERVER_RESTARTS && attempt === 0) return { retry: "later", seconds: 0.2 + 4.8 * random() };
  const ceiling = Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** Math.min(attempt, 10));
  return { retry: "later", seconds: ceiling * (0.3 + 0.7 * random()) };
}

/**
 * Whether a socket has been silent for so long that it must be dead. The server speaks once a heartbeat.
 *
 * @param {number} silentSeconds since anything came
 * @param {number} heartbeat seconds, as the welcome said
 */
export function isTooQuiet(silentSeconds, heartbeat) {
  return silentSeconds > heartbeat * 2 + 5;
}

/** Seconds between polls of a page that has no socket. */
export function pollSeconds(random = Math.random) {
  return 12 + 8 * random();
}
