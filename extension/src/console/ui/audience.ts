/** For whom a suggestion is meant, in words. */
import type { Suggestion } from "../../shared/shapes";
import { languageName, plural, t } from "../i18n";

type Audience = Suggestion["audience"];

/** Names that are read at a glance; of the others only how many there are. */
const MOST_NAMED = 2;

function named(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const shown = names.slice(0, MOST_NAMED);
  const list = new Intl.ListFormat(t("locale"), { type: "disjunction" }).format(shown);
  return more <= 0 ? list : plural("suggestions.andMore", more, shown.join(", "));
}

export const isForEveryone = ({ teams, locations, languages }: Audience): boolean =>
  teams.length + locations.length + languages.length === 0;

/** "Everyone", "Techniek · Zwolle or Almelo · Dutch". @param teamName of a team by its slug, where it is known */
export function audienceInWords(audience: Audience, teamName: (slug: string) => string = (slug) => slug): string {
  if (isForEveryone(audience)) return t("suggestions.everyone");
  const sides = [audience.teams.map(teamName), audience.locations, audience.languages.map(languageName)];
  return sides.filter((names) => names.length > 0).map(named).join(" · ");
}
