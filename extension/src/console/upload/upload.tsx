/** Many suggestions or links at once, from a file: what would become of each row, mending in place, and what was stored. */
import { useState } from "preact/hooks";
import { Confirm } from "../../panel/ui/confirm";
import { FailureNote } from "../../panel/ui/failure-note";
import { useConsole } from "../context";
import { plural, t } from "../i18n";
import { Page } from "../ui/page";
import { Sending } from "../ui/sending";
import { useQuery } from "../ui/use-query";
import { ChooseFile } from "./choose-file";
import type { State, Subject, UploadJob } from "./job";
import { hasUnsent, useUpload } from "./use-upload";
import { UploadTerms } from "./terms";
import { Verdicts } from "./verdicts";

export function Upload() {
  const [{ of }] = useQuery();
  const subject: Subject = of === "links" ? "links" : "suggestions";
  return (
    <Page title={t("place.upload")} lead={t("upload.lead")}>
      <nav class="parts" aria-label={t("upload.of")}>
        <a class="view-tab" href="/console/upload" aria-current={subject === "suggestions" ? "page" : undefined}>{t("place.suggestions")}</a>
        <a class="view-tab" href="/console/upload?of=links" aria-current={subject === "links" ? "page" : undefined}>{t("place.links")}</a>
      </nav>
      <OneUpload key={subject} subject={subject} />
    </Page>
  );
}

function OneUpload({ subject }: { readonly subject: Subject }) {
  const { upload, state } = useUpload(subject);
  const { toast } = useConsole();
  const store = async (): Promise<void> => {
    const rows = await upload.store();
    if (rows > 0) toast({ tone: "good", about: "upload", text: plural("upload.stored", rows) });
  };
  const [isAsking, setIsAsking] = useState(false);
  const isStoring = state.phase === "storing";
  const forget = (): void => {
    setIsAsking(false);
    upload.forget();
  };
  const leave = (): void => {
    if (hasUnsent(state)) setIsAsking(true);
    else forget();
  };
  const choose = (file: File): void => void upload.choose(file);
  if (state.phase === "empty") {
    return (
      <>
        <ChooseFile subject={subject} onFile={choose} />
        <UploadTerms upload={upload} />
      </>
    );
  }
  return (
    <section class="stack">
      <header class="upload-file">
        <p><bdi class="upload-name">{state.name}</bdi></p>
        {isAsking ? (
          <Confirm question={t("upload.otherAsk")} yes={t("upload.other")} no={t("upload.otherNo")} busy={false} testid="upload-other" onYes={forget} onNo={() => { setIsAsking(false); }} />
        ) : (
          <button type="button" class="text-button" data-testid="upload-other" aria-disabled={isStoring} onClick={() => { if (!isStoring) leave(); }}>
            {t("upload.other")}
          </button>
        )}
      </header>
      <Failed state={state} upload={upload} onStore={() => void store()} />
      {state.phase === "checked" ? null : <Progress state={state} />}
      {state.ended === 0 ? null : <p class="note" role="status" data-testid="upload-ended">{plural(state.isStored ? "upload.ended" : "upload.ends", state.ended)}</p>}
      {state.entries.length === 0 ? null : <Verdicts state={state} subject={subject} upload={upload} onStore={() => void store()} />}
    </section>
  );
}

/** How much of the file was sent, then how many rows were stored; while the server looks at them, nobody knows. */
function Progress({ state: { phase, total, done, sending } }: { readonly state: State }) {
  const rows = phase === "storing" && done > 0 ? { value: done, max: total } : {};
  return (
    <div class="upload-progress">
      <p role="status">{sending !== undefined ? t("upload.sending") : phase === "storing" ? plural("upload.storing", total) : t("upload.checking")}</p>
      {sending === undefined ? <progress aria-label={t("upload.progress")} {...rows} /> : <Sending of={sending} />}
      <p class="quiet small">{t("upload.mayLeave")}</p>
    </div>
  );
}

interface FailedProps {
  readonly state: State;
  readonly upload: UploadJob;
  readonly onStore: () => void;
}

/** A file that is none is said in the server's words; whatever else went wrong can be tried again. */
function Failed({ state: { failure, entries, phase }, upload, onStore }: FailedProps) {
  if (failure === undefined || phase !== "checked") return null;
  if (failure.kind === "refused") {
    const said = failure.errors?.map(({ message }) => message) ?? [failure.detail ?? ""];
    return (
      <div class="note bad" role="alert" data-testid="upload-refused">
        <div>
          <p>{t("upload.fileRefused")}</p>
          {said.map((message) => <p key={message} dir="auto">{message}</p>)}
        </div>
      </div>
    );
  }
  const again = (): void => {
    if (entries.length === 0) void upload.check();
    else onStore();
  };
  const unchecked = entries.filter(({ isUnchecked }) => isUnchecked);
  const recheck = (): void => { for (const { line } of unchecked) void upload.checkRow(line); };
  return <FailureNote failure={failure} what={t("upload.notSent")} testid="upload-failed" onRetry={unchecked.length > 0 ? recheck : again} />;
}
