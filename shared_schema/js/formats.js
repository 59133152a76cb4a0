/**
 * What the formats in the schemas mean beyond their patterns. The generated validators and the fault reports share them.
 */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Text that UTF-8 can carry: no half of a surrogate pair.
 * @param {string} text
 */
export function unicode(text) {
  return text.isWellFormed();
}

/**
 * A day that the calendar has. The pattern has seen to the digits.
 * @param {string} text
 */
export function date(text) {
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return Number(text.slice(8, 10)) <= (month === 2 && leap ? 29 : DAYS[month - 1] ?? 0);
}

/** A moment on such a day; the pattern has seen to the time. */
export const dateTime = date;

/** The pattern says it all. */
export function uuid() {
  return true;
}

/**
 * Lengths are counted in code points, as JSON Schema and Python do.
 * @param {string} text
 */
export function codePoints(text) {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    if (isHalf(text.charCodeAt(at), 0xd800) && isHalf(text.charCodeAt(at + 1), 0xdc00)) {
      count--;
      at++;
    }
  }
  return count;
}

/** @type {(unit: number, half: number) => boolean} */
const isHalf = (unit, half) => (unit & 0xfc00) === half;

export { dateTime as "date-time" };
