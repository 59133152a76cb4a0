/** What a channel would be told now, as a card, and as the document that would be sent. */
import type { Channel, ChannelPreview } from "vertel-schema";
import { api } from "../../api";
import { t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { Show } from "../../ui/loaded";
import { useLoaded } from "../../ui/use-loaded";

export function PreviewDialog({ of, onClose }: { readonly of: Channel; readonly onClose: () => void }) {
  const preview = useLoaded(`channels/${of.id}/preview`, () => api.channels.preview(of.id));
  return (
    <Dialog title={t("channels.previewOf", of.name)} testid="channel-card" onClose={onClose}>
      <Show of={preview}>
        {(found) => (
          <div class="stack">
            <p class="small quiet">{t(found.is_new ? "channels.isNew" : "channels.isNotNew")}</p>
            <Card of={found} language={of.language} />
            <details>
              <summary class="small">{t("channels.payload")}</summary>
              <pre class="channel-payload" tabIndex={0}>{indented(found.payload)}</pre>
            </details>
          </div>
        )}
      </Show>
    </Dialog>
  );
}

function Card({ of, language }: { readonly of: ChannelPreview; readonly language: string }) {
  return (
    <article class="channel-card" lang={language} aria-label={t("channels.preview")}>
      <p class="channel-card-head"><strong>Vertel</strong> <span class="state">{t("channels.app")}</span></p>
      <h3>{of.title}</h3>
      <p>{of.text}</p>
      {of.items.map(({ title, note }, at) => (
        <div key={at} class="channel-card-item">
          <p dir="auto"><strong>{title}</strong></p>
          <p class="small quiet">{note}</p>
        </div>
      ))}
      <p class="channel-card-link">{of.link_text}</p>
    </article>
  );
}

function indented(payload: string): string {
  return JSON.stringify(JSON.parse(payload), null, 2);
}
