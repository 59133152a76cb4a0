/** How high the bars of a chart are: from nothing, in whole numbers, twice as much is twice as high. */

/** The end of the axis: the first of 1, 2, 5, 10, 20, 50 ... that nothing is above. */
export function topOf(values: readonly number[]): number {
  const most = Math.max(1, ...values);
  const decade = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 5, 10].find((step) => step * decade >= most) ?? 10) * decade;
}

/** As parts of the axis. */
export function heightsOf(values: readonly number[]): number[] {
  const top = topOf(values);
  return values.map((value) => value / top);
}
