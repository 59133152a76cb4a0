/** Who changed what, and when. What is put back stands on the sheet, to be read before it is stored or published. */
import { useState } from "preact/hooks";
import type { Revision } from "vertel-schema";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { useTimeZone } from "../ui/time-zone";
import { useAction } from "../ui/use-action";
import { useLoaded } from "../ui/use-loaded";
import { usePages } from "../ui/use-pages";
import { whenExactly } from "../ui/when";
import { showing } from "./changes";
import { useWriting } from "./context";
import { partName } from "./part-name";

interface Props {
  readonly id: string;
  readonly onClose: () => void;
}

export function History({ id, onClose }: Props) {
  const { session } = useWriting();
  const pages = usePages(`revisions:${id}:${session.saver.basis?.etag ?? ""}`, (cursor) => api.revisions.browse(id, { cursor, limit: 20 }));
  const [chosen, setChosen] = useState<number>();
  return (
    <Dialog title={t("writing.history")} testid="history" isWide onClose={onClose}>
      <p class="quiet">{t("writing.historyHelp")}</p>
      <Show of={pages}>
        {({ items }) => (
          <ol class="revisions">
            {items.map((revision, at) => (
              <RevisionItem key={revision.version} of={id} revision={revision} isNow={at === 0} isOpen={chosen === revision.version} onOpen={() => { setChosen(chosen === revision.version ? undefined : revision.version); }} onRestored={onClose} />
            ))}
          </ol>
        )}
      </Show>
      <More of={pages} />
    </Dialog>
  );
}

interface ItemProps {
  readonly of: string;
  readonly revision: Revision;
  readonly isNow: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onRestored: () => void;
}

function RevisionItem({ of: id, revision, isNow, isOpen, onOpen, onRestored }: ItemProps) {
  const zone = useTimeZone();
  const { at, by, fields_changed: fields, version } = revision;
  return (
    <li class="revision" data-testid="revision">
      <button type="button" class="revision-head" aria-expanded={isOpen} onClick={onOpen}>
        <strong>{byName(by)}</strong>
        <span class="quiet">{whenExactly(at, zone)}</span>
        {isNow ? <span class="state">{t("writing.now")}</span> : null}
        <span class="small quiet">{[...new Set(fields.map(partName))].join(", ")}</span>
      </button>
      {isOpen ? <Earlier of={id} version={version} isNow={isNow} onRestored={onRestored} /> : null}
    </li>
  );
}

/** A program has the name of its key. */
const byName = (by: Revision["by"]): string => by?.name ?? t("writing.someone");

interface EarlierProps {
  readonly of: string;
  readonly version: number;
  readonly isNow: boolean;
  readonly onRestored: () => void;
}

function Earlier({ of: id, version, isNow, onRestored }: EarlierProps) {
  const { session } = useWriting();
  const { toast } = useConsole();
  const whole = useLoaded(`revision:${id}:${String(version)}`, () => api.revisions.read(id, String(version)));
  const restore = useAction(async () => {
    const { document } = whole.value ?? (await api.revisions.read(id, String(version)));
    const undo = session.alter((form) => ({ ...showing(form, document), status: form.status }));
    onRestored();
    toast({ tone: "good", about: "restored", text: t(session.saver.isPublished ? "writing.restoredToPublish" : "writing.restored"), action: { label: t("undo"), run: undo } });
  });
  return (
    <div class="earlier-version">
      <Show of={whole}>
        {({ document }) => (
          <>
            <h3 dir="auto">{document.title}</h3>
            {document.captions.map(({ language, tone, text }, at) => <p key={at} class="earlier-text" lang={language} dir="auto" title={t(`tone_${tone}`)}>{text}</p>)}
            {document.prompts.map(({ language, question }, at) => <p key={at} class="earlier-text" lang={language} dir="auto">{question}</p>)}
          </>
        )}
      </Show>
      {isNow ? null : <button type="button" class="button" data-testid="restore" aria-disabled={restore.isBusy} onClick={() => void restore.run()}>{t("writing.restore")}</button>}
      {restore.failure === undefined ? null : <FailureNote failure={restore.failure} what={t("writing.restoreFailed")} testid="restore-failed" />}
    </div>
  );
}
