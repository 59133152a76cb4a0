/** The same words at the first run and in the settings: an employee can always read again what they agreed to. */
import { t } from "../i18n";

export function WhatIsSent() {
  return (
    <section>
      <h2>{t("sentTitle")}</h2>
      <dl class="sent">
        <div>
          <dt>{t("sentOwnTerm")}</dt>
          <dd>{t("sentOwn")}</dd>
        </div>
        <div>
          <dt>{t("sentLinkedInTerm")}</dt>
          <dd>{t("sentLinkedIn")}</dd>
        </div>
        <div>
          <dt>{t("sentOthersTerm")}</dt>
          <dd>{t("sentOthers")}</dd>
        </div>
      </dl>
    </section>
  );
}
