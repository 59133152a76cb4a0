/** Weeks in which something is missing, each with a way to write it. It is about what is written, and not about people. */
import { t } from "../i18n";
import { useTeamName } from "../ui/audience-choices";
import { addDays, dayAt, weekOf } from "../ui/days";
import type { Gap } from "./entries";
import { linkTo, spanInWords, weekNumber } from "./period";

/** Of the groups for whom nothing is there; of the others only how many there are. */
const MOST_NAMED = 5;

export function Gaps({ gaps, zone }: { readonly gaps: readonly Gap[]; readonly zone: string }) {
  const teamName = useTeamName();
  const today = dayAt(Date.now(), zone);
  return (
    <section class="gaps" aria-labelledby="gaps" data-testid="gaps">
      <h2 id="gaps">{t("calendar.gaps")}</h2>
      {gaps.length === 0 ? <p class="quiet">{t("calendar.noGaps")}</p> : (
        <ul>
          {gaps.map((gap) => (
            <li key={gap.monday}>
              <a href={linkTo("week", weekOf(gap.monday))}>{t("calendar.week", weekNumber(weekOf(gap.monday)), spanInWords(gap.monday, addDays(gap.monday, 6)))}</a>
              <span>{gapInWords(gap, teamName)}</span>
              <a href={`/console/suggestions/new?publish_at=${gap.monday < today ? today : gap.monday}`}>{t("calendar.fill")}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function gapInWords({ isEmpty, hasNothingNew, groups }: Gap, teamName: (slug: string) => string): string {
  if (isEmpty) return t("calendar.gapEmpty");
  const names = groups.slice(0, MOST_NAMED).map(({ side, name }) => (side === "teams" ? teamName(name) : name));
  const more = groups.length - names.length;
  const shown = more === 0 ? names : [...names, t("calendar.moreGroups", more)];
  const list = new Intl.ListFormat(t("locale"), { type: "disjunction" }).format(shown);
  return [hasNothingNew ? t("calendar.gapNothingNew") : "", shown.length === 0 ? "" : t("calendar.gapGroups", list)].filter((part) => part !== "").join(" ");
}
