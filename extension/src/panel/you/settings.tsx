/** Who is connected, in which language, what is sent, and the way out. */
import { useRef, useState } from "preact/hooks";
import { runtime } from "../../shared/browser";
import { ask } from "../ask";
import { LANGUAGES, t } from "../i18n";
import { usePanel } from "../panel-context";
import { WhatIsSent } from "../setup/what-is-sent";
import { useFocusOnArrival } from "../ui/focus";
import { TopBar } from "../ui/top-bar";
import { ComposerButton } from "./composer-button";

export function SettingsView() {
  const { account } = usePanel();
  return (
    <main class="view">
      <TopBar title={t("settings")} />
      <div class="settings">
        <section>
          <h2>{t("account")}</h2>
          <p>{account.name}</p>
          <p class="quiet">{account.email}</p>
          <p class="quiet">
            {account.organisation}, {new URL(account.server).host}
          </p>
          <SignOut />
        </section>
        <PanelLanguage />
        <WhatIsSent />
        <ComposerButton />
        <Keys />
        <section>
          <h2>{t("aboutTitle")}</h2>
          <p class="quiet">{t("aboutRisk")}</p>
          <p class="quiet small version">{t("version", runtime.version())}</p>
        </section>
      </div>
    </main>
  );
}

function PanelLanguage() {
  const { settings, changeSettings } = usePanel();
  return (
    <section>
      <h2>
        <label for="panel-language">{t("panelLanguage")}</label>
      </h2>
      <select
        id="panel-language"
        class="select"
        data-testid="panel-language"
        value={settings.language ?? ""}
        onChange={(event) => { changeSettings({ ...settings, language: event.currentTarget.value || undefined }); }}
      >
        <option value="">{t("asBrowser")}</option>
        {LANGUAGES.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </section>
  );
}

function SignOut() {
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const stay = (): void => {
    setAsked(false);
    setTimeout(() => button.current?.focus());
  };
  if (asked) return <AskSignOut onStay={stay} />;
  return (
    <button ref={button} type="button" class="button compact" data-testid="signout" onClick={() => { setAsked(true); }}>
      {t("signOut")}
    </button>
  );
}

/** The focus begins at the answer that does no harm; Escape is that answer too. */
function AskSignOut({ onStay }: { readonly onStay: () => void }) {
  const [busy, setBusy] = useState(false);
  const stay = useFocusOnArrival<HTMLButtonElement>();
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onStay();
  };
  return (
    <div class="ask" role="alertdialog" aria-labelledby="signout-ask" onKeyDown={onKey}>
      <p id="signout-ask">{t("signOutAsk")}</p>
      <div class="ask-answers">
        <button
          type="button"
          class="button compact"
          data-testid="signout-confirm"
          aria-disabled={busy}
          onClick={() => {
            setBusy(true);
            void ask<"sign_out">({ type: "sign_out" }).then(() => { setBusy(false); });
          }}
        >
          {t("signOut")}
        </button>
        <button ref={stay} type="button" class="text-button" data-testid="signout-stay" onClick={onStay}>
          {t("stay")}
        </button>
      </div>
    </div>
  );
}

function Keys() {
  return (
    <section>
      <h2>{t("keys")}</h2>
      <dl class="keys">
        <Shortcut keys={["/"]} does={t("keySearch")} />
        <Shortcut keys={["↑", "↓"]} does={t("keyMove")} />
        <Shortcut keys={["Enter"]} does={t("keyOpen")} />
        <Shortcut keys={["Ctrl", "Enter"]} does={t("keyInsert")} />
        <Shortcut keys={["Esc"]} does={t("keyBack")} />
      </dl>
    </section>
  );
}

function Shortcut({ keys, does }: { readonly keys: readonly string[]; readonly does: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </>
  );
}
