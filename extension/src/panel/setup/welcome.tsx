/** What one can count on comes first, then what is sent, and one yes. */
import { t } from "../i18n";
import { Icon, Mark, type IconName } from "../ui/icons";
import { WhatIsSent } from "./what-is-sent";

export function Welcome({ onAgree }: { readonly onAgree: () => void }) {
  return (
    <main class="view setup">
      <header>
        <Mark />
        <h1>{t("welcomeTitle")}</h1>
        <p class="lead">{t("welcomeLead")}</p>
      </header>
      <ul class="promises" aria-label={t("promises")}>
        <Promised icon="hidden">{t("promiseText")}</Promised>
        <Promised icon="hand">{t("promisePost")}</Promised>
        <Promised icon="door">{t("promiseStop")}</Promised>
      </ul>
      <WhatIsSent />
      <div class="bottom">
        <p class="small quiet" id="until-yes">{t("untilYes")}</p>
        <button type="button" class="button primary" data-testid="setup-consent" aria-describedby="until-yes" onClick={onAgree}>
          {t("consent")}
        </button>
      </div>
    </main>
  );
}

function Promised({ icon, children }: { readonly icon: IconName; readonly children: string }) {
  return (
    <li>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}
