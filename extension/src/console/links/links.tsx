import { t } from "../i18n";
import { Page } from "../ui/page";

export function Links() {
  return <Page title={t("place.links")}>{null}</Page>;
}
