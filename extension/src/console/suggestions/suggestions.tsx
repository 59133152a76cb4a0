import { t } from "../i18n";
import { Page } from "../ui/page";

export function Suggestions() {
  return <Page title={t("place.suggestions")}>{null}</Page>;
}
