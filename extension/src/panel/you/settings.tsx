/** Who is connected, how they like it, and what is theirs. */
import { runtime } from "../../shared/browser";
import type { Failure } from "../../shared/failure";
import { ask } from "../ask";
import { LANGUAGES, t } from "../i18n";
import { usePanel } from "../panel-context";
import { AskFirst } from "../ui/ask-first";
import { KeyList } from "../ui/key-list";
import { TopBar } from "../ui/top-bar";
import { Counting } from "./counting";
import { Devices } from "./devices";
import { Mails } from "./mails";
import { SaveData } from "./save-data";
import { WritingLanguages } from "./writing-languages";
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
          <AskFirst name="signout" label={t("signOut")} question={t("signOutAsk")} answer={t("signOut")} onConfirm={signOut} />
        </section>
        <Devices />
        <WritingLanguages />
        <Counting />
        <Mails />
        <section>
          <h2>{t("dataTitle")}</h2>
          <SaveData />
        </section>
        <PanelLanguage />
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

async function signOut(): Promise<Failure | undefined> {
  const reply = await ask<"sign_out">({ type: "sign_out" });
  return reply.ok ? undefined : reply.failure;
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

function Keys() {
  return (
    <section>
      <h2>{t("keys")}</h2>
      <KeyList />
    </section>
  );
}
