import { t } from "../i18n";
import { Page } from "../ui/page";

export function Ideas() {
  return <Page title={t("place.ideas")}>{null}</Page>;
}
