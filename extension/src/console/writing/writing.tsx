import { t } from "../i18n";
import { Page } from "../ui/page";

export function Writing() {
  return <Page title={t("shell.new")}>{null}</Page>;
}
