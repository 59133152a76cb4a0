/** A link of its own, for a poster or a newsletter. What was typed stays when it cannot be made. */
import { useRef, useState } from "preact/hooks";
import type { Utm } from "vertel-schema";
import { Field } from "../../panel/ui/field";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { faultAt } from "../ui/faults";
import { useAction } from "../ui/use-action";
import { forget } from "../ui/use-loaded";
import { UtmFields, writtenUtm } from "./utm-fields";

interface Props {
  readonly onClose: () => void;
  readonly onMade: (code: string) => void;
}

export function NewLink({ onClose, onMade }: Props) {
  const [destination, setDestination] = useState("");
  const [code, setCode] = useState("");
  const [title, setTitle] = useState("");
  const [utm, setUtm] = useState<Utm>({});
  // the same attempt, however often it is sent: a lost answer makes no second link
  const attempt = useRef({ said: "", key: "" });
  const { isBusy, failure, run } = useAction(async () => {
    const document = { destination_url: destination.trim(), title: title.trim() === "" ? null : title.trim(), utm: writtenUtm(utm), ...(code.trim() === "" ? {} : { code: code.trim().toLowerCase() }) };
    const said = JSON.stringify(document);
    if (attempt.current.said !== said) attempt.current = { said, key: crypto.randomUUID() };
    const made = await api.links.make(document, { idempotencyKey: attempt.current.key });
    forget("links");
    onMade(made.code);
  });
  const fault = (pointer: string): string | undefined => faultAt(failure, pointer);
  const utmFault = faultAt(failure, "/utm");
  const isElsewhere = failure !== undefined && fault("/destination_url") === undefined && fault("/code") === undefined && fault("/title") === undefined && utmFault === undefined;
  return (
    <Dialog
      title={t("links.new")}
      testid="new-link-dialog"
      onClose={onClose}
      actions={
        <button type="submit" form="new-link-form" class="button primary" data-testid="make-link" aria-disabled={isBusy}>
          {t("links.make")}
        </button>
      }
    >
      <form
        id="new-link-form"
        class="stack"
        noValidate
        onSubmit={(event) => { event.preventDefault(); void run(); }}
        onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void run(); }}
      >
        <Field id="link-destination" label={t("links.leadsTo")} hint={t("links.destinationHint")} fault={fault("/destination_url")}>
          <input class="input" type="url" inputMode="url" maxLength={2000} spellcheck={false} placeholder="https://" value={destination} onInput={(event) => { setDestination(event.currentTarget.value); }} />
        </Field>
        <Field id="link-code" label={t("links.code")} hint={t("links.codeHint")} fault={fault("/code") ?? (failure?.status === 409 ? failure.detail : undefined)}>
          <input class="input" maxLength={64} spellcheck={false} autocapitalize="none" autocomplete="off" value={code} onInput={(event) => { setCode(event.currentTarget.value); }} />
        </Field>
        <Field id="link-title" label={t("links.title")} hint={t("links.titleHint")} fault={fault("/title")}>
          <input class="input" maxLength={200} value={title} onInput={(event) => { setTitle(event.currentTarget.value); }} />
        </Field>
        <UtmFields utm={utm} fault={utmFault} onChange={setUtm} />
        {isElsewhere && failure.status !== 409 ? <FailureNote failure={failure} what={t("links.notMade")} testid="make-failed" onRetry={() => void run()} /> : null}
      </form>
    </Dialog>
  );
}
