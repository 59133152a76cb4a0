import { t } from "../i18n";
import { Page } from "../ui/page";

export function Upload() {
  return <Page title={t("place.upload")}>{null}</Page>;
}
