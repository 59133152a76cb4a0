import { t } from "../i18n";
import { Page } from "../ui/page";

export function Organisation() {
  return <Page title={t("place.organisation")}>{null}</Page>;
}
