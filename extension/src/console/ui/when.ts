/** Days and times, in words. */
import { t } from "../i18n";

/** "3 March 2026, 14:05", by this computer's clock. */
export function whenExactly(iso: string): string {
  return new Intl.DateTimeFormat(t("locale"), { dateStyle: "long", timeStyle: "short" }).format(new Date(iso));
}
