/** Days as the server tells them, `2026-11-23`: reckoning with them, whatever the browser's time zone is. */

const DAY_MS = 86_400_000;

const momentOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const daysAfter = (day: string, number: number): string =>
  new Date(momentOf(day) + number * DAY_MS).toISOString().slice(0, 10);

/** How many days there are from the first to the last, both counted. */
export const length = (first: string, last: string): number => (momentOf(last) - momentOf(first)) / DAY_MS + 1;

/** Whether it is a day at all, and not only looks like one. */
export const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(momentOf(text)) && daysAfter(text, 0) === text;
