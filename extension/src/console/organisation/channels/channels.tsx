/** Channels of chat programs that are told what is new: which, whether it arrives, and how it looks there. */
import type { Channel } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../../api";
import { t } from "../../i18n";
import { EmptyState } from "../../ui/empty-state";
import { Show } from "../../ui/loaded";
import { More } from "../../ui/more";
import { usePages } from "../../ui/use-pages";
import { ChannelDialog } from "./channel-dialog";
import { ChannelRow } from "./channel-row";
import { PreviewDialog } from "./preview-dialog";

type Open = { readonly edit: Channel | undefined } | { readonly preview: Channel };

export function Channels() {
  const channels = usePages("channels", (cursor) => api.channels.browse({ limit: 50, cursor }));
  const [open, setOpen] = useState<Open>();
  const close = (): void => { setOpen(undefined); };
  const reload = (): void => void channels.reload();
  return (
    <section aria-label={t("organisation.channels")}>
      <p class="quiet lead-line">{t("channels.text")}</p>
      <div class="actions people-actions">
        <button type="button" class="button primary" data-testid="make-channel" onClick={() => { setOpen({ edit: undefined }); }}>{t("channels.add")}</button>
      </div>
      <Show of={channels}>
        {({ items }) => items.length === 0 ? <EmptyState icon="ask" title={t("channels.none")} text={t("channels.noneText")} /> : (
          <ul class="stack" data-testid="channels">
            {items.map((channel) => (
              <ChannelRow
                key={channel.id}
                of={channel}
                onEdit={() => { setOpen({ edit: channel }); }}
                onPreview={() => { setOpen({ preview: channel }); }}
                onChanged={reload}
              />
            ))}
          </ul>
        )}
      </Show>
      <More of={channels} />
      {open === undefined ? null : "preview" in open
        ? <PreviewDialog of={open.preview} onClose={close} />
        : <ChannelDialog of={open.edit} onClose={close} onSaved={reload} />}
    </section>
  );
}
