/** What the browser lets the extension do and what each is for; from the manifest itself, so that none is left out. */
import { runtime } from "../../shared/browser";
import { t, type Key } from "../i18n";

/** Each permission that the manifest names, and the sentence that says what for. */
export const REASONS: Readonly<Record<string, Key>> = {
  sidePanel: "may_sidePanel",
  storage: "may_storage",
  alarms: "may_alarms",
  scripting: "may_scripting",
  "https://www.linkedin.com/*": "may_linkedin",
};

export function Permissions() {
  return (
    <ul class="may" data-testid="permissions">
      {runtime.permissions().map((name) => {
        const reason = REASONS[name];
        return (
          <li key={name}>
            {reason === undefined ? null : <p>{t(reason)}</p>}
            <code class="quiet small">{name}</code>
          </li>
        );
      })}
    </ul>
  );
}
