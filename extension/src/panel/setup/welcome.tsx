/** Says in plain words what Vertel does and what is sent, and asks for a yes. */
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { Icon, Mark, type IconName } from "../ui/icons";
import { WhatIsSent } from "./what-is-sent";

export function Welcome({ onAgree }: { readonly onAgree: () => void }) {
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <main class="view setup">
      <header>
        <Mark />
        <h1>{t("welcomeTitle")}</h1>
        <p class="lead">{t("welcomeLead")}</p>
      </header>
      <section>
        <h2>{t("doesTitle")}</h2>
        <ul class="does">
          <Does icon="story">{t("doesShow")}</Does>
          <Does icon="insert">{t("doesInsert")}</Does>
          <Does icon="hand">{t("doesNever")}</Does>
        </ul>
      </section>
      <WhatIsSent />
      <div class="bottom">
        <label class="check">
          <input
            type="checkbox"
            data-testid="setup-consent"
            checked={agreed}
            aria-invalid={asked && !agreed}
            aria-describedby={asked && !agreed ? "consent-fault" : undefined}
            onChange={(event) => { setAgreed(event.currentTarget.checked); }}
          />
          <span>{t("consent")}</span>
        </label>
        {asked && !agreed ? (
          <p class="fault small" id="consent-fault" role="alert">
            {t("consentMissing")}
          </p>
        ) : null}
        <button
          type="button"
          class="button primary"
          data-testid="setup-continue"
          onClick={() => {
            if (agreed) onAgree();
            else setAsked(true);
          }}
        >
          {t("next")}
        </button>
      </div>
    </main>
  );
}

function Does({ icon, children }: { readonly icon: IconName; readonly children: string }) {
  return (
    <li>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}
