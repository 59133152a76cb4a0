/** Times as an editor reads and types them, on the clock of a time zone: `2026-12-01T09:00`, as `datetime-local` has it. */

const PARTS = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** What the clock of the zone shows at a moment. */
export function localOf(iso: string, zone: string): string {
  const formatted = new Intl.DateTimeFormat("en-CA", { ...PARTS, timeZone: zone }).formatToParts(new Date(iso));
  const part = Object.fromEntries(formatted.map(({ type, value }) => [type, value]));
  return `${part.year ?? ""}-${part.month ?? ""}-${part.day ?? ""}T${part.hour ?? ""}:${part.minute ?? ""}`;
}

/**
 * The moment at which the clock of the zone shows this; undefined for what is no time. When the clock is put forward an
 * hour is missing: then the one before counts. When it is put back an hour comes twice: then its first.
 */
export function momentOf(local: string, zone: string): string | undefined {
  const asUtc = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return undefined;
  const shows = (at: number): number => Date.parse(`${localOf(new Date(at).toISOString(), zone)}:00Z`) - at;
  const offsets = [...new Set([shows(asUtc - DAY_MS), shows(asUtc + DAY_MS)])].sort((one, other) => other - one);
  const found = offsets.map((offset) => asUtc - offset).find((at) => at + shows(at) === asUtc) ?? asUtc - Math.min(...offsets);
  return new Date(found).toISOString().replace(".000Z", "Z");
}

const DAY_MS = 24 * 60 * 60 * 1000;
