/** How long a client waits before it asks again. */

/** The wait before a repetition is drawn between nothing and a limit that doubles from the first to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/**
 * Wait as long as the server asked and a random time more, so that clients which failed together do not come back
 * together.
 * @type {(attempt: number, retryAfter: number | undefined, signal: AbortSignal | undefined) => Promise<void>}
 */
export function wait(attempt, retryAfter = 0, signal) {
  const jitter = Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, retryAfter * 1000 + jitter);
    signal?.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    }
  });
}

/**
 * Seconds from a header that holds seconds or a date.
 * @param {string | null} text
 */
export function secondsIn(text) {
  if (text === null) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
