/** Other ways to begin a sentence, for somebody who sees their own and does not know how. */

const SHOWN = 3;

/**
 * Three of the ways there are, always the same for a sentence and others for the next: whoever looks again finds what
 * they saw, and colleagues with the same caption do not all begin alike.
 */
export function openersFor(sentence: string, ways: readonly string[]): string[] {
  const free = ways.filter((way) => !sentence.startsWith(way));
  const start = sumOf(sentence) % Math.max(1, free.length);
  return Array.from({ length: Math.min(SHOWN, free.length) }, (_, i) => free[(start + i * stepIn(free.length)) % free.length] ?? "");
}

/** A step that comes past all of them before it repeats itself. */
const stepIn = (length: number): number => (length % SHOWN === 0 ? 1 : SHOWN);

function sumOf(text: string): number {
  let sum = 0;
  for (const unit of text) sum = (sum * 31 + (unit.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}
