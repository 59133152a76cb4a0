/** Language tags (BCP 47), as far as we compare them. */

/** `nl-BE` will do for someone who asked for `nl`, and the other way round. */
export function closest(tag: string, available: readonly string[]): string | undefined {
  const main = (whole: string): string => whole.split("-")[0] ?? whole;
  return available.find((other) => other === tag) ?? available.find((other) => main(other) === main(tag));
}
