/** Where a link of its own leads, and what it is called. What is posted or printed follows within seconds. */
import { useState } from "preact/hooks";
import type { Utm } from "vertel-schema";
import { FailureNote } from "../../panel/ui/failure-note";
import { Field } from "../../panel/ui/field";
import { api } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { faultAt } from "../ui/faults";
import { useAction } from "../ui/use-action";
import { forget } from "../ui/use-loaded";
import type { Tagged } from "./tagged";
import { UtmFields, writtenUtm } from "./utm-fields";

interface Props {
  readonly link: Tagged;
  readonly onChanged: () => void;
}

const STALE = 412;

export function ChangeLink({ link: { document: link, etag }, onChanged }: Props) {
  const { toast } = useConsole();
  const [destination, setDestination] = useState(link.destination_url);
  const [title, setTitle] = useState(link.title ?? "");
  const [utm, setUtm] = useState<Utm>(link.utm ?? {});
  const { isBusy, failure, run } = useAction(async () => {
    await api.links.change(link.code, { destination_url: destination.trim(), title: title.trim() === "" ? null : title.trim(), utm: writtenUtm(utm) }, { ifMatch: etag });
    forget("links");
    toast({ tone: "good", about: "link", text: t("links.changed") });
    onChanged();
  });
  const isSameUtm = JSON.stringify(writtenUtm(utm)) === JSON.stringify(writtenUtm(link.utm ?? {}));
  const isSame = destination.trim() === link.destination_url && title.trim() === (link.title ?? "") && isSameUtm;
  const fault = (pointer: string): string | undefined => faultAt(failure, pointer);
  const utmFault = faultAt(failure, "/utm");
  const isTold = utmFault !== undefined || fault("/destination_url") !== undefined || fault("/title") !== undefined;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => { event.preventDefault(); if (!isSame) void run(); }}
      onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isSame) void run(); }}
    >
      <Field id="change-destination" label={t("links.leadsTo")} hint={t("links.changeHint")} fault={fault("/destination_url")}>
        <input class="input" type="url" inputMode="url" maxLength={2000} spellcheck={false} value={destination} onInput={(event) => { setDestination(event.currentTarget.value); }} />
      </Field>
      <Field id="change-title" label={t("links.title")} hint={t("links.titleHint")} fault={fault("/title")}>
        <input class="input" maxLength={200} value={title} onInput={(event) => { setTitle(event.currentTarget.value); }} />
      </Field>
      <UtmFields utm={utm} fault={utmFault} onChange={setUtm} />
      {failure === undefined || isTold ? null : (
        <FailureNote
          failure={failure}
          what={t(failure.status === STALE ? "links.changedMeanwhile" : "links.notChanged")}
          testid="change-failed"
          onRetry={failure.status === STALE ? onChanged : () => void run()}
        />
      )}
      <div class="actions">
        <button type="submit" class="button primary" data-testid="change-link" aria-disabled={isBusy || isSame}>{t("links.change")}</button>
      </div>
    </form>
  );
}
