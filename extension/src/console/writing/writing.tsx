/** Writing a suggestion, from the first letter to the published story: the sheet, its details, and how it will look. */
import { useRoute } from "preact-iso/router";
import { isUndo, useKey } from "../../panel/ui/keys";
import { FailureNote } from "../../panel/ui/failure-note";
import { useConsole } from "../context";
import { t } from "../i18n";
import { EmptyState } from "../ui/empty-state";
import { Bones } from "../ui/loaded";
import { usePageTitle } from "../ui/page";
import { Clashes } from "./clash";
import { WritingProvider } from "./context";
import { Details } from "./details";
import { asDocument } from "./form";
import { Head } from "./head";
import { LivePreview } from "./live-preview";
import { remarksByField } from "./pointers";
import { columnsFor } from "./rows";
import type { WritingSession } from "./session";
import { Sheet } from "./sheet";
import { goTo, usePublishing, type Publishing } from "./use-publishing";
import { useRemarks } from "./use-remarks";
import { useUsage } from "./use-usage";
import { useChanges, useConnection, useSession } from "./use-session";

export function Writing() {
  const { params } = useRoute();
  const { session, failure, reload, isCarriedOn } = useSession(params.id ?? "new");
  if (session !== undefined) return <Editor session={session} isCarriedOn={isCarriedOn === true} />;
  if (failure === undefined) return <Bones />;
  if (failure.kind === "gone") return <EmptyState icon="warning" title={t("shell.notFound")} text={t("writing.goneText")} link={{ label: t("writing.toList"), href: "/console/suggestions" }} />;
  return <FailureNote failure={failure} what={t("shell.failed")} testid="load-failed" onRetry={reload} />;
}

function Editor({ session, isCarriedOn }: { readonly session: WritingSession; readonly isCarriedOn: boolean }) {
  const { account, toast } = useConsole();
  useChanges(session);
  useConnection(session);
  const { form } = session;
  const isNew = session.saver.basis === undefined;
  const title = isNew && form.title === "" ? t("shell.new") : asDocument(form).title;
  usePageTitle(title);
  const publishing = usePublishing(session);
  const usesOf = useUsage(session);
  const remarks = remarksByField(useRemarks(session), form);
  useKey("z", (event) => { if (isUndo(event) && session.undo()) event.preventDefault(); });
  const alter = (done: string, change: Parameters<WritingSession["alter"]>[0]): void => {
    const undo = session.alter(change);
    toast({ tone: "good", about: "altered", text: done, action: { label: t("undo"), run: undo, keys: "Control+Z Meta+Z" } });
  };
  return (
    <WritingProvider value={{ session, form, languages: columnsFor(form, account.organisationLanguages), remarks, usesOf, alter }}>
      <h1 class="hidden" tabIndex={-1}>{title}</h1>
      <Head publishing={publishing} />
      {isNew && isCarriedOn ? <CarriedOn session={session} /> : null}
      <MissingNote publishing={publishing} />
      <Clashes />
      <div class="writing">
        <div class="writing-main">
          <Sheet />
          <Details />
        </div>
        <LivePreview />
      </div>
    </WritingProvider>
  );
}

/** It was begun before, and no server has it yet. */
function CarriedOn({ session }: { readonly session: WritingSession }) {
  return (
    <p class="note small" data-testid="carried-on">
      {t("writing.carriedOn")}{" "}
      <button type="button" class="text-button" onClick={() => { session.startOver(); }}>{t("writing.startOver")}</button>
    </p>
  );
}

function MissingNote({ publishing: { missing } }: { readonly publishing: Publishing }) {
  if (missing.length === 0) return null;
  return (
    <div class="note bad small" role="alert" data-testid="missing">
      <p>{t("writing.missing")}</p>
      <ul>
        {missing.map(({ field, words }) => (
          <li key={field}><button type="button" class="text-button" onClick={() => { goTo(field); }}>{t(words)}</button></li>
        ))}
      </ul>
    </div>
  );
}
