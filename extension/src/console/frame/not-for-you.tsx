/** For a colleague who came here: what this is, and where what is theirs is. */
import { ask } from "../../panel/ask";
import { Mark } from "../../panel/ui/icons";
import type { Account } from "../../shared/shapes";
import { t } from "../i18n";

export function NotForYou({ account }: { readonly account: Account }) {
  return (
    <main class="view setup" data-testid="not-for-you">
      <header>
        <Mark />
        <h1>{t("shell.notForYou")}</h1>
        <p class="lead">{t("shell.notForYouText", account.email)}</p>
      </header>
      <div class="bottom">
        <a class="button primary" href="/app/">{t("shell.toPanel")}</a>
        <button type="button" class="text-button" data-testid="sign-out" onClick={() => void ask<"sign_out">({ type: "sign_out" })}>
          {t("shell.signOut")}
        </button>
      </div>
    </main>
  );
}
