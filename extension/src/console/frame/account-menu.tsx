/** Who one is, in which language, and the way out. */
import { ask } from "../../panel/ask";
import { Icon } from "../ui/icons";
import { useConsole } from "../context";
import { LANGUAGES, t } from "../i18n";

export function AccountMenu() {
  const { account, language, changeLanguage } = useConsole();
  return (
    <details class="account-menu">
      <summary data-testid="account">
        <Icon name="person" />
        <span>{account.name}</span>
      </summary>
      <div class="account-inside">
        <p class="small quiet">{account.email}</p>
        <p class="small quiet">{t(account.role === "admin" ? "shell.role_admin" : "shell.role_editor")}</p>
        <label class="field">
          <span class="label">{t("shell.language")}</span>
          <select
            class="select"
            data-testid="language"
            value={language ?? ""}
            onChange={(event) => { changeLanguage(event.currentTarget.value === "" ? undefined : event.currentTarget.value); }}
          >
            <option value="">{t("shell.languageOfBrowser")}</option>
            {LANGUAGES.map(({ tag, name }) => <option key={tag} value={tag} lang={tag}>{name}</option>)}
          </select>
        </label>
        <a href="/console/mails" data-testid="mails">{t("shell.mail")}</a>
        <a href="/app/">{t("shell.toPanel")}</a>
        <button type="button" class="text-button" data-testid="sign-out" onClick={() => void ask<"sign_out">({ type: "sign_out" })}>
          {t("shell.signOut")}
        </button>
      </div>
    </details>
  );
}
