/** Chance for tests: seeded, so that a failure can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

export function oneOf<T>(random: () => number, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}

const PIECES = [
  "Ik", "wij", "ons", "Noor", "kwam", "zag", "dat", "het water", "één", "42", "1.200", "Ottervliet", "…", "...", "{link}", ":", ".", ".", ". ", "! ", "? ",
  "\n", "\n\n", " ", " ", " ", " ", "#water", "#", "@Noor", "@", "(", ")", "https://go.example/k7qm4tr", "https://", "👩‍👩‍👧", "\u202e", "\ud83d", "e\u0301", "Ik werk bij Waterwerk.",
] as const;

/** A text such as people write, and such as nobody would. */
export function someText(random: () => number, most = 40): string {
  return Array.from({ length: Math.floor(random() * most) }, () => oneOf(random, PIECES)).join(random() < 0.7 ? " " : "");
}
