/** What a webhook was sent, how each try ended, and once more for what did not arrive. */
import type { Delivery } from "vertel-schema";
import { api } from "../../api";
import { useConsole } from "../../context";
import { t } from "../../i18n";
import { EmptyState } from "../../ui/empty-state";
import { Show } from "../../ui/loaded";
import { More } from "../../ui/more";
import { Problem } from "../../ui/problem";
import { useAction } from "../../ui/use-action";
import { usePages } from "../../ui/use-pages";
import { whenExactly } from "../../ui/when";

export function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const deliveries = usePages(`webhooks/${webhookId}`, (cursor) => api.webhooks.deliveries(webhookId, { limit: 50, cursor }));
  return (
    <section aria-label={t("organisation.deliveries")}>
      <p class="lead-line"><a href="/console/organisation/webhooks">{t("organisation.backToWebhooks")}</a></p>
      <div class="actions people-actions">
        <button type="button" class="button" data-testid="look-again" onClick={() => void deliveries.reload()}>{t("organisation.lookAgain")}</button>
      </div>
      <Show of={deliveries}>
        {({ items }) => items.length === 0
          ? <EmptyState icon="clock" title={t("organisation.noDeliveries")} text={t("organisation.noDeliveriesText")} />
          : <ol class="entries" data-testid="deliveries">{items.map((delivery) => <Sent key={delivery.id} of={delivery} webhookId={webhookId} onChanged={() => void deliveries.reload()} />)}</ol>}
      </Show>
      <More of={deliveries} />
    </section>
  );
}

const LOOK = { delivered: "state good", waiting: "state", given_up: "state bad" } as const;

function Sent({ of, webhookId, onChanged }: { readonly of: Delivery; readonly webhookId: string; readonly onChanged: () => void }) {
  const { toast } = useConsole();
  const again = useAction(async () => {
    await api.webhooks.redeliver(webhookId, of.id);
    toast({ tone: "good", about: "delivery", text: t("organisation.sentAgain") });
    onChanged();
  });
  return (
    <li class="entry">
      <p>
        <code>{of.type}</code> <span class={LOOK[of.state]}>{t(`organisation.delivery_${of.state}`)}</span>{" "}
        <time class="small quiet" dateTime={of.created_at}>{whenExactly(of.created_at)}</time>
      </p>
      {of.next_try_at === null ? null : <p class="small quiet">{t("organisation.nextTry", whenExactly(of.next_try_at))}</p>}
      <ol class="small quiet">
        {of.attempts.map(({ started_at: at, milliseconds, status, error, excerpt }) => (
          <li key={at}>{whenExactly(at)}: {status ?? error} ({t("organisation.took", milliseconds)}) <span dir="auto">{excerpt}</span></li>
        ))}
      </ol>
      {of.state === "waiting" ? null : <button type="button" class="text-button" aria-disabled={again.isBusy} onClick={() => void again.run()}>{t("organisation.sendAgain")}</button>}
      <Problem failure={again.failure} testid="delivery-failed" />
    </li>
  );
}
