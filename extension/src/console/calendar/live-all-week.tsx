/** What colleagues see in a week besides what begins or ends in it. */
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { useAudienceInWords } from "../ui/audience-choices";
import { SuggestionTitle } from "../ui/suggestion-title";
import { Thumbnail } from "../ui/thumbnail";
import { isLiveBetween, windowOf } from "./entries";
import { firstDayOf, lastDayOf, type Period } from "./period";

interface Props {
  readonly period: Period;
  readonly zone: string;
  readonly suggestions: readonly Suggestion[];
}

export function LiveAllWeek({ period, zone, suggestions }: Props) {
  const meantFor = useAudienceInWords();
  const [from, to] = [firstDayOf(period), lastDayOf(period)];
  const isWithin = (day: string | undefined): boolean => day !== undefined && day >= from && day <= to;
  const live = suggestions.filter((suggestion) => {
    const { first, last } = windowOf(suggestion, zone);
    return isLiveBetween(suggestion, from, to, zone) && !isWithin(first) && !isWithin(last);
  });
  if (live.length === 0) return null;
  return (
    <section aria-labelledby="live-all-week">
      <h2 id="live-all-week">{t("calendar.liveAllWeek")}</h2>
      <ul class="live-list">
        {live.map((suggestion) => (
          <li key={suggestion.id}>
            {suggestion.image === null ? null : <Thumbnail of={suggestion} />}
            <a class="plain" href={`/console/suggestions/${suggestion.id}`}><SuggestionTitle of={suggestion} /></a>
            <span class="small quiet">{t(`kind_${suggestion.kind}`)} · {meantFor(suggestion.audience)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
