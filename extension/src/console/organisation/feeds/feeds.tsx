/** Addresses of which drafts are made: which, how it stands with each, and what a new one would give. */
import type { Feed } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../../api";
import { t } from "../../i18n";
import { EmptyState } from "../../ui/empty-state";
import { Show } from "../../ui/loaded";
import { More } from "../../ui/more";
import { usePages } from "../../ui/use-pages";
import { FeedDialog } from "./feed-dialog";
import { FeedRow } from "./feed-row";

export function Feeds() {
  const feeds = usePages("feeds", (cursor) => api.feeds.browse({ limit: 50, cursor }));
  const [open, setOpen] = useState<Feed | "new">();
  const reload = (): void => void feeds.reload();
  return (
    <section aria-label={t("organisation.feeds")}>
      <p class="quiet lead-line">{t("feeds.text")}</p>
      <div class="actions people-actions">
        <button type="button" class="button primary" data-testid="add-feed" onClick={() => { setOpen("new"); }}>{t("feeds.add")}</button>
        <button type="button" class="button" data-testid="look-again" onClick={reload}>{t("organisation.lookAgain")}</button>
      </div>
      <Show of={feeds}>
        {({ items }) => items.length === 0 ? <EmptyState icon="link" title={t("feeds.none")} text={t("feeds.noneText")} /> : (
          <ul class="stack" data-testid="feeds">
            {items.map((feed) => <FeedRow key={feed.id} of={feed} onEdit={() => { setOpen(feed); }} onChanged={reload} />)}
          </ul>
        )}
      </Show>
      <More of={feeds} />
      {open === undefined ? null : (
        <FeedDialog of={open === "new" ? undefined : open} onClose={() => { setOpen(undefined); }} onChanged={reload} />
      )}
    </section>
  );
}
