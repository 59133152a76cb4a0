/** Roles as the sheet names them: "editors and administrators". */
import { t } from "../../i18n";

export const rolesOf = (readers: readonly ("reader" | "editor" | "admin")[]): string =>
  readers.length === 0 ? t("organisation.nobodyReads") : new Intl.ListFormat(t("locale")).format(readers.map((role) => t(`organisation.reads_${role}`)));
