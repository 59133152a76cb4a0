/** How high the bars of a chart are, as parts of the highest: from nothing up, twice as much is twice as high. */
export function heightsOf(values: readonly number[]): number[] {
  const most = Math.max(1, ...values);
  return values.map((value) => value / most);
}
