/** One webhook, how it is with it, and what can be done with it. */
import type { Webhook, WebhookSecret } from "vertel-schema";
import { useState } from "preact/hooks";
import { Confirm } from "../../../panel/ui/confirm";
import { api } from "../../api";
import { useConsole } from "../../context";
import { day, t } from "../../i18n";
import { Problem } from "../../ui/problem";
import { useAction } from "../../ui/use-action";

interface Props {
  readonly of: Webhook;
  readonly onEdit: () => void;
  readonly onSecret: (made: WebhookSecret) => void;
  readonly onChanged: () => void;
}

type Asking = "rotate" | "remove";

export function WebhookRow({ of, onEdit, onSecret, onChanged }: Props) {
  const { toast } = useConsole();
  const [asking, setAsking] = useState<Asking>();
  const test = useAction(async () => {
    await api.webhooks.test(of.id);
    toast({ tone: "good", about: "webhook", text: t("organisation.testSent") });
  });
  const turn = useAction(async () => {
    await api.webhooks.change(of.id, { active: !of.active });
    onChanged();
  });
  const answer = useAction(async (what: Asking) => {
    if (what === "rotate") onSecret(await api.webhooks.rotateSecret(of.id));
    else await api.webhooks.remove(of.id);
    setAsking(undefined);
    onChanged();
  });
  return (
    <li class="card stack" data-testid="webhook-row">
      <div>
        <strong class="address">{of.url}</strong>{" "}
        <span class={of.active ? "state good" : "state bad"}>{t(of.active ? "organisation.webhookOn" : "organisation.webhookOff")}</span>
        <p class="small quiet">{of.types.map((type) => t(`organisation.event_${type.replace(".", "_") as "idea_received"}`)).join(", ")}</p>
        {of.disabled_reason === null ? null : <p class="small danger">{of.disabled_reason}</p>}
        {of.old_secret_until === null ? null : <p class="small quiet">{t("organisation.oldSecret", day(of.old_secret_until))}</p>}
      </div>
      <div class="actions">
        <a class="button compact" href={`/console/organisation/webhooks?of=${of.id}`}>{t("organisation.deliveries")}</a>
        <button type="button" class="button compact" aria-disabled={test.isBusy} onClick={() => void test.run()}>{t("organisation.test")}</button>
        <button type="button" class="button compact" onClick={onEdit}>{t("organisation.change_webhook")}</button>
        <button type="button" class="button compact" aria-disabled={turn.isBusy} onClick={() => void turn.run()}>{t(of.active ? "organisation.turnOff" : "organisation.turnOn")}</button>
        <button type="button" class="text-button" onClick={() => { setAsking("rotate"); }}>{t("organisation.rotate")}</button>
        <button type="button" class="text-button danger" onClick={() => { setAsking("remove"); }}>{t("organisation.remove")}</button>
      </div>
      {asking === undefined ? null : (
        <Confirm
          question={t(`organisation.ask_${asking}`)}
          yes={t(`organisation.${asking}`)}
          no={t("cancel")}
          busy={answer.isBusy}
          testid="webhook-ask"
          onYes={() => void answer.run(asking)}
          onNo={() => { setAsking(undefined); }}
        />
      )}
      <Problem failure={test.failure ?? turn.failure ?? answer.failure} testid="webhook-failed" />
    </li>
  );
}
