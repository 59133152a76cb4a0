/** The scale of a chart: from nothing up, to a round number. */

/** Lines at round numbers, nothing first; the last one is at or above the highest value. */
export function ticksFor(most: number): readonly number[] {
  const step = niceStep(Math.max(most, 1) / 4);
  const number = Math.ceil(Math.max(most, 1) / step);
  return Array.from({ length: number + 1 }, (_, i) => i * step);
}

/** The next of 1, 2, 5, 10, 20, 50: there are no halves of a click. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10;
  return step * power;
}

/** Where labels stand that say something about nearby heights: as far apart as they need to be, within the chart. */
export function apart(wanted: readonly [number, number], least: number): readonly [number, number] {
  const [a, b] = wanted;
  if (Math.abs(a - b) >= least) return wanted;
  const middle = Math.min(Math.max((a + b) / 2, least / 2), 1 - least / 2);
  return a >= b ? [middle + least / 2, middle - least / 2] : [middle - least / 2, middle + least / 2];
}
