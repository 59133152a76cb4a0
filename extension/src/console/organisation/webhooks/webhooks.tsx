/** Programs that hear of events: which, whether it arrives, and what they were sent. */
import type { Webhook, WebhookSecret } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../../api";
import { t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { EmptyState } from "../../ui/empty-state";
import { Show } from "../../ui/loaded";
import { More } from "../../ui/more";
import { Secret } from "../../ui/secret";
import { usePages } from "../../ui/use-pages";
import { useQuery } from "../../ui/use-query";
import { Deliveries } from "./deliveries";
import { WebhookDialog } from "./webhook-dialog";
import { WebhookRow } from "./webhook-row";

export function Webhooks() {
  const [{ of }] = useQuery();
  return of === undefined ? <AllWebhooks /> : <Deliveries webhookId={of} />;
}

function AllWebhooks() {
  const webhooks = usePages("webhooks", (cursor) => api.webhooks.browse({ limit: 50, cursor }));
  const [open, setOpen] = useState<Webhook | "new">();
  const [made, setMade] = useState<WebhookSecret>();
  const reload = (): void => void webhooks.reload();
  return (
    <section aria-label={t("organisation.webhooks")}>
      <p class="quiet lead-line">{t("organisation.webhooksText")}</p>
      <div class="actions people-actions">
        <button type="button" class="button primary" data-testid="make-webhook" onClick={() => { setOpen("new"); }}>{t("organisation.makeWebhook")}</button>
      </div>
      <Show of={webhooks}>
        {({ items }) => items.length === 0 ? <EmptyState icon="link" title={t("organisation.noWebhooks")} text={t("organisation.noWebhooksText")} /> : (
          <ul class="stack" data-testid="webhooks">
            {items.map((webhook) => (
              <WebhookRow key={webhook.id} of={webhook} onEdit={() => { setOpen(webhook); }} onSecret={setMade} onChanged={reload} />
            ))}
          </ul>
        )}
      </Show>
      <More of={webhooks} />
      {open === undefined ? null : (
        <WebhookDialog
          of={open === "new" ? undefined : open}
          onClose={() => { setOpen(undefined); }}
          onMade={setMade}
          onChanged={reload}
        />
      )}
      {made === undefined ? null : (
        <Dialog title={t("organisation.webhookSecret")} testid="webhook-made" onClose={() => { setMade(undefined); }}>
          <p>{t("organisation.shownOnce")}</p>
          <Secret value={made.secret ?? ""} label={made.url} testid="webhook-secret" />
        </Dialog>
      )}
    </section>
  );
}
