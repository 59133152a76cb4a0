/** Days of the week and hours of the day, by the names that people give them; and where this browser is. */
import { t } from "./i18n";

const named = (at: number, form: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(t("locale"), { ...form, timeZone: "UTC" }).format(at);

/** @param weekday days after Monday. The first of January 2024 was one. */
export const dayName = (weekday: number): string => named(Date.UTC(2024, 0, 1 + weekday), { weekday: "long" });

/** @param hour from 0 to 23. */
export const hourName = (hour: number): string => named(hour * 3_600_000, { hour: "numeric", minute: "2-digit" });

/** `Europe/Amsterdam`, as this computer is set. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
