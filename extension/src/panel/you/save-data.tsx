/** All that is held about one, as a file on one's own computer. */
import { useState } from "preact/hooks";
import { ask } from "../ask";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";

export function SaveData() {
  const { toast } = usePanel();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const reply = await ask<"export">({ type: "export" });
    setBusy(false);
    if (!reply.ok) {
      toast({ tone: "bad", about: "export_failed", text: t(`failure_${reply.failure.kind}`), action: { label: t("retry"), run: () => void save() } });
      return;
    }
    const name = t("exportFile", new Date().toISOString().slice(0, 10));
    download(name, reply.value);
    toast({ tone: "good", about: "exported", text: t("exported", name) });
  };
  return (
    <>
      <p class="quiet small">{t("exportAbout")}</p>
      <button type="button" class="button compact" data-testid="export" aria-disabled={busy} onClick={() => void save()}>
        <Icon name="download" />
        {t(busy ? "exporting" : "export")}
      </button>
    </>
  );
}

/** Made here and given to the browser to save: it passes no other place. */
function download(name: string, document_: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(document_, null, 2)], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  // the browser reads it in its own time
  setTimeout(() => { URL.revokeObjectURL(url); }, 60_000);
}
