import { t } from "../i18n";
import { Page } from "../ui/page";

export function Questions() {
  return <Page title={t("place.questions")}>{null}</Page>;
}
