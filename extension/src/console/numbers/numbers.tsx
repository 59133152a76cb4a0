import { t } from "../i18n";
import { Page } from "../ui/page";

export function Numbers() {
  return <Page title={t("place.numbers")}>{null}</Page>;
}
