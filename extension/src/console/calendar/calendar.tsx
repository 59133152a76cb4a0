import { t } from "../i18n";
import { Page } from "../ui/page";

export function Calendar() {
  return <Page title={t("place.calendar")}>{null}</Page>;
}
