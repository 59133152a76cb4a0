/** In the place of the panel, in a window in which it cannot work. */
import { t } from "../panel/i18n";
import { Icon } from "../panel/ui/icons";

export function NotHere() {
  return (
    <main class="view">
      <div class="empty" role="alert" data-testid="not-here">
        <Icon name="warning" />
        <h1>{t("notHereTitle")}</h1>
        <p class="quiet">{t("notHereText")}</p>
      </div>
    </main>
  );
}
