/** What an address would give at the first look. */
import type { FeedPreview } from "vertel-schema";
import { plural, t } from "../../i18n";

const LOOK = { drafted: "state good", waiting: "state", left_out: "state bad" } as const;

export function Preview({ of }: { readonly of: FeedPreview }) {
  const counts = (["drafted", "waiting", "left_out"] as const).filter((name) => of[name] > 0).map((name) => plural(`feeds.${name}`, of[name]));
  return (
    <section class="stack" aria-label={t("feeds.previewTitle")} data-testid="feed-previewed">
      <p role="status">{t("feeds.previewFound", of.format, [plural("feeds.items", of.total), ...counts].join(" · "))}</p>
      <ol class="entries">
        {of.items.map((item, index) => (
          <li key={index} class="entry">
            <p><strong dir="auto">{item.title ?? t("feeds.noTitle")}</strong> <span class={LOOK[item.verdict]}>{t(`feeds.verdict_${item.verdict}`)}</span></p>
            {item.destination_url === null ? null : <p class="small quiet address">{item.destination_url}</p>}
            {item.reason === null ? null : <p class="small danger">{item.reason}</p>}
            {item.question === null ? null : <p class="small quiet">{t("feeds.asks", item.question)}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
