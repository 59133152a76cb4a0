/** Campaign parameters of a link: out of the way until somebody wants some. */
import type { Utm } from "vertel-schema";
import { t } from "../i18n";

const NAMES = ["source", "medium", "campaign", "term", "content"] as const;

interface Props {
  readonly utm: Utm;
  readonly fault: string | undefined;
  readonly onChange: (utm: Utm) => void;
}

/** What the API takes: null for none. */
export function writtenUtm(utm: Utm): Utm | null {
  const given = NAMES.map((name) => [name, utm[name]?.trim() ?? ""] as const).filter(([, text]) => text !== "");
  return given.length === 0 ? null : Object.fromEntries(given);
}

export function UtmFields({ utm, fault, onChange }: Props) {
  return (
    <details open={fault !== undefined || writtenUtm(utm) !== null} data-testid="link-utm">
      <summary>{t("writing.utm")}</summary>
      <div class="stack">
        <p class="small quiet">{t("writing.utmHelp")}</p>
        {NAMES.map((name) => (
          <label key={name} class="field">
            <span class="label">utm_{name}</span>
            <input class="input" data-testid={`utm-${name}`} maxLength={100} spellcheck={false} value={utm[name] ?? ""} onInput={(event) => { onChange({ ...utm, [name]: event.currentTarget.value }); }} />
          </label>
        ))}
        {fault === undefined ? null : <p class="small fault">{fault}</p>}
      </div>
    </details>
  );
}
