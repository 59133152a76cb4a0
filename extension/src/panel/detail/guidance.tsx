/** What the organisation asks of a text: a line of what to do, and one of what better not. */
import { closest } from "../../shared/language-tags";
import type { Account, Guidance as Lines } from "../../shared/shapes";
import { t } from "../i18n";
import { Icon } from "../ui/icons";

/** In the panel's language, else in the text's, else in whichever there is. */
function linesFor(account: Account, language: string): Lines | undefined {
  const there = account.guidance.map((lines) => lines.language);
  const tag = closest(t("locale"), there) ?? closest(language, there);
  return account.guidance.find((lines) => lines.language === tag) ?? account.guidance[0];
}

export function Guidance({ account, language }: { readonly account: Account; readonly language: string }) {
  const lines = linesFor(account, language);
  if (lines === undefined || (lines.do === null && lines.dont === null)) return null;
  return (
    <ul class="guidance small quiet" lang={lines.language} dir="auto" data-testid="guidance">
      {lines.do === null ? null : <Line icon="check" label={t("guidanceDo")} text={lines.do} />}
      {lines.dont === null ? null : <Line icon="close" label={t("guidanceDont")} text={lines.dont} />}
    </ul>
  );
}

function Line({ icon, label, text }: { readonly icon: "check" | "close"; readonly label: string; readonly text: string }) {
  return (
    <li>
      <Icon name={icon} />
      <span>
        <span class="hidden" lang={t("locale")}>{label} </span>
        {text}
      </span>
    </li>
  );
}
