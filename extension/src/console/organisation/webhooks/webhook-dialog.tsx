/** Where events go, and which. */
import { EVENT_TYPES, type Webhook, type WebhookSecret } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../../api";
import { t } from "../../i18n";
import { FormDialog } from "../../ui/form-dialog";
import { faultAt } from "../../ui/faults";
import { TextField } from "../../ui/text-field";
import { useAction } from "../../ui/use-action";

type Type = Webhook["types"][number];

interface Props {
  /** Undefined for a new one. */
  readonly of: Webhook | undefined;
  readonly onClose: () => void;
  readonly onMade: (made: WebhookSecret) => void;
  readonly onChanged: () => void;
}

export function WebhookDialog({ of, onClose, onMade, onChanged }: Props) {
  const [url, setUrl] = useState(of?.url ?? "https://");
  const [types, setTypes] = useState<readonly Type[]>(of?.types ?? []);
  const action = useAction(async () => {
    const document = { url: url.trim(), types: [...types] };
    if (of === undefined) onMade(await api.webhooks.create(document));
    else await api.webhooks.change(of.id, document);
    onChanged();
  });
  const toggle = (type: Type): void => { setTypes(types.includes(type) ? types.filter((one) => one !== type) : [...types, type]); };
  return (
    <FormDialog
      title={t(of === undefined ? "organisation.makeWebhook" : "organisation.changeWebhook")}
      testid="webhook"
      submit={t("organisation.save")}
      action={action}
      shown={["/url", "/types"]}
      onClose={onClose}
    >
      <TextField label={t("organisation.webhookUrl")} value={url} testid="webhook-url" type="url" maxLength={2000} hint={t("organisation.webhookUrlHint")} fault={faultAt(action.failure, "/url")} onValue={setUrl} />
      <fieldset class="stack">
        <legend class="label">{t("organisation.events")}</legend>
        {EVENT_TYPES.map((type) => (
          <label key={type} class="check">
            <input type="checkbox" data-testid={`event-${type}`} checked={types.includes(type)} onChange={() => { toggle(type); }} />
            <span>{t(`organisation.event_${type.replace(".", "_") as "idea_received"}`)} <code class="small quiet">{type}</code></span>
          </label>
        ))}
        {faultAt(action.failure, "/types") === undefined ? null : <p class="small fault">{faultAt(action.failure, "/types")}</p>}
      </fieldset>
    </FormDialog>
  );
}
