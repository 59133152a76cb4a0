/** An address at which there is nothing, or nothing for who asks. */
import { t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { usePageTitle } from "../ui/page";

export function NotFound() {
  usePageTitle(t("shell.notFound"));
  return <EmptyState icon="search" title={t("shell.notFound")} text={t("shell.notFoundText")} link={{ label: t("shell.toToday"), href: "/console/" }} />;
}
