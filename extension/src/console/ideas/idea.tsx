import { t } from "../i18n";
import { Page } from "../ui/page";

export function Idea() {
  return <Page title={t("place.ideas")}>{null}</Page>;
}
