/** Which suggestions colleagues said something about: what nobody read yet first, then any that is looked for. */
import type { UnreadSuggestion } from "vertel-schema";
import { SearchField } from "../../panel/ui/search-field";
import { api } from "../api";
import { plural, t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { Page } from "../ui/page";
import { SuggestionTitle } from "../ui/suggestion-title";
import { useLoaded } from "../ui/use-loaded";
import { usePages } from "../ui/use-pages";
import { addressOf, useQuery } from "../ui/use-query";
import { Inbox } from "./inbox";
import { Parts } from "./parts";

const PAGE = 50;

export function Feedback() {
  const [{ q }, change] = useQuery();
  const waiting = useLoaded("waiting", () => api.waiting.read());
  const suggestions = usePages(addressOf("feedback", { q }), (cursor) => api.suggestions.browse({ view: "manage", q, limit: PAGE, cursor }));
  return (
    <Page title={t("place.ideas")} lead={t("ideas.feedbackLead")}>
      <Parts shown="feedback" />
      <Show of={waiting}>{({ comments }) => (comments.count === 0 ? <p class="quiet read-all">{t("ideas.allRead")}</p> : <Unread count={comments.count} of={comments.items} />)}</Show>
      <section>
        <h2>{t("ideas.bySuggestion")}</h2>
        <div class="filters">
          <SearchField value={q ?? ""} testid="feedback-search" onValue={(value) => { change({ q: value }, "replace"); }} />
        </div>
        <Show of={suggestions}>
          {({ items }) => items.length === 0 ? <EmptyState icon="list" title={t("ideas.noSuggestion")} text={t("ideas.noSuggestionText")} /> : (
            <Inbox testid="feedback">
              {items.map((suggestion) => (
                <li key={suggestion.id}>
                  <a class="inbox-row plain" href={feedbackOf(suggestion.id)} data-testid="feedback-of">
                    <span class="inbox-text"><strong><SuggestionTitle of={suggestion} /></strong><span class="small quiet">{t(`kind_${suggestion.kind}`)}</span></span>
                  </a>
                </li>
              ))}
            </Inbox>
          )}
        </Show>
        <More of={suggestions} />
      </section>
    </Page>
  );
}

const feedbackOf = (id: string): string => `/console/ideas/feedback/${id}`;

function Unread({ count, of }: { readonly count: number; readonly of: readonly UnreadSuggestion[] }) {
  return (
    <section>
      <h2>{plural("ideas.unread", count)}</h2>
      <Inbox testid="unread">
        {of.map(({ id, title, count: comments }) => (
          <li key={id}>
            <a class="inbox-row plain" href={feedbackOf(id)}>
              <span class="inbox-text"><strong dir="auto">{title}</strong></span>
              <span class="state unread">{plural("ideas.newWords", comments)}</span>
            </a>
          </li>
        ))}
      </Inbox>
    </section>
  );
}
