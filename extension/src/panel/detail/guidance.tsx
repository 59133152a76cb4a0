/** What the organisation asks of a text, and below it what is asked of this one: what to do, and what better not. */
import { closest } from "../../shared/language-tags";
import type { Account, Guidance as Lines, Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { Icon } from "../ui/icons";

/** In the panel's language, else in the text's, else in whichever there is. */
function linesFor(told: readonly Lines[], language: string): Lines | undefined {
  const there = told.map((lines) => lines.language);
  const tag = closest(t("locale"), there) ?? closest(language, there);
  return told.find((lines) => lines.language === tag) ?? told[0];
}

interface Props {
  readonly account: Account;
  /** Of the text. */
  readonly language: string;
  /** What the suggestion itself asks; an older server says nothing. */
  readonly own?: Suggestion["guidance"] | undefined;
}

export function Guidance({ account, language, own = [] }: Props) {
  return (
    <>
      <LinesOf lines={linesFor(account.guidance, language)} testid="guidance" />
      <LinesOf lines={linesFor(own, language)} testid="guidance-own" />
    </>
  );
}

function LinesOf({ lines, testid }: { readonly lines: Lines | undefined; readonly testid: string }) {
  if (lines === undefined || (lines.do === null && lines.dont === null)) return null;
  return (
    <ul class="guidance small quiet" lang={lines.language} dir="auto" data-testid={testid}>
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
