/** Why a suggestion is shown to this employee, in a few words: only the closest reason, never a row of labels. */
import type { Account, Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { usePanel } from "../panel-context";

export function whyShown({ why }: Suggestion, { team, location }: Pick<Account, "team" | "location">): string | undefined {
  // what is new to this employee says so itself
  const closest = why?.find((reason) => reason !== "new");
  if (closest === undefined) return undefined;
  if (closest === "team") return team === undefined ? t("why_my_team") : t("why_team", team);
  if (closest === "location") return location === undefined ? t("why_my_location") : t("why_location", location);
  return t(`why_${closest}`);
}

/** The line at the top of a suggestion that is open. */
export function Why({ suggestion }: { readonly suggestion: Suggestion }) {
  const why = whyShown(suggestion, usePanel().account);
  const words = [why, suggestion.kind === "vacancy" ? t("whoDoYouKnow") : undefined].filter((word) => word !== undefined);
  return words.length === 0 ? null : <p class="meta" data-testid="why">{words.join(". ")}</p>;
}
