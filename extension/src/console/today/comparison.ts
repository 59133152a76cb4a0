/** How a number moved, in words: in percent where there is enough to compare with, else by how many. */
import { number, t } from "../i18n";

/** From so many on a percentage tells more than a difference does. */
const ENOUGH = 20;
/** From so many times on nobody reckons in percent. */
const MANY_TIMES = 3;

const percent = (part: number, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(t("locale"), { style: "percent", maximumFractionDigits: 0, ...options }).format(part);

/** "18% more than before (349)". */
export function comparison(now: number, before: number): string {
  if (now === before) return t("today.same");
  if (before === 0) return t("today.noneBefore");
  if (before >= ENOUGH && now >= MANY_TIMES * before) return t("today.times", number(Math.round(now / before)), number(before));
  const by = Math.abs(now - before);
  const howMuch = before < ENOUGH ? number(by) : percent(by / before);
  return t(now > before ? "today.more" : "today.fewer", howMuch, number(before));
}

/** "+18%" or "+3", for a column. */
export function movement(now: number, before: number): string {
  const options = { signDisplay: "exceptZero" } as const;
  if (before < ENOUGH) return new Intl.NumberFormat(t("locale"), options).format(now - before);
  return percent((now - before) / before, options);
}
