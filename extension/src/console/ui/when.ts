/** Days and times, in words. */
import { t } from "../i18n";

/** "3 March 2026, 14:05", on the clock of a zone; of this computer without one. */
export function whenExactly(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(t("locale"), { dateStyle: "long", timeStyle: "short", timeZone }).format(new Date(iso));
}
