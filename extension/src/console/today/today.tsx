import { t } from "../i18n";
import { Page } from "../ui/page";

export function Today() {
  return <Page title={t("place.today")}>{null}</Page>;
}
