/** Publishing and its opposites: what it takes, what is missing, and what it is called now. */
import { useState } from "preact/hooks";
import { useKey } from "../../panel/ui/keys";
import { useConsole } from "../context";
import { t } from "../i18n";
import { forget } from "../ui/use-loaded";
import { missingIn, type Missing } from "./missing";
import type { WritingSession } from "./session";
import { useTimeZone } from "../ui/time-zone";
import { whenExactly } from "../ui/when";

export interface Publishing {
  readonly label: string;
  readonly standing: { readonly words: string; readonly tone: "" | "good" | "bad" };
  readonly isBusy: boolean;
  /** Whether there is anything to publish that colleagues do not have yet. */
  readonly canPublish: boolean;
  /** What has to be there first; empty until somebody wanted to publish. */
  readonly missing: readonly Missing[];
  readonly publish: () => Promise<void>;
  readonly archive: () => Promise<void>;
  /** Take it out of the list, to write on. */
  readonly unpublish: () => Promise<void>;
}

export function usePublishing(session: WritingSession): Publishing {
  const { toast } = useConsole();
  const zone = useTimeZone();
  const [isBusy, setIsBusy] = useState(false);
  const [wasWanted, setWasWanted] = useState(false);
  const { saver, form } = session;
  const status = saver.basis?.sent.status ?? "draft";
  const isLater = form.publish_at !== null && Date.parse(form.publish_at) > Date.now();
  const when = form.publish_at === null ? "" : whenExactly(form.publish_at, zone);

  const commit = async (changes: Parameters<typeof saver.commit>[0], done: string): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    const isDone = await saver.commit(changes);
    setIsBusy(false);
    forget("suggestions");
    if (isDone) {
      setWasWanted(false);
      toast({ tone: "good", about: "committed", text: done });
    } else {
      requestAnimationFrame(toFirstFault);
    }
  };
  const publish = async (): Promise<void> => {
    const missing = missingIn(session.form);
    setWasWanted(true);
    if (missing.length > 0) goTo(missing[0]?.field);
    else await commit({ status: "published" }, publishedWords(status === "published", isLater, when));
  };
  useKey("Enter", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof Element && event.target.closest("dialog") !== null) return;
    event.preventDefault();
    void publish();
  });
  return {
    label: labelOf(status === "published", isLater),
    standing: standingOf(status, form.expires_at, isLater, when),
    isBusy,
    canPublish: status !== "published" || saver.isDirty,
    missing: wasWanted ? missingIn(form) : [],
    publish,
    archive: () => commit({ status: "archived" }, t("writing.archived")),
    unpublish: () => commit({ status: "draft" }, t("writing.unpublished")),
  };
}

function labelOf(isPublished: boolean, isLater: boolean): string {
  if (isPublished) return t("writing.publishChanges");
  return t(isLater ? "writing.schedule" : "writing.publish");
}

function publishedWords(wasPublished: boolean, isLater: boolean, when: string): string {
  if (isLater) return t("writing.scheduled", when);
  return t(wasPublished ? "writing.changesPublished" : "writing.published");
}

function standingOf(status: string, expiresAt: string | null, isLater: boolean, when: string): Publishing["standing"] {
  if (status === "archived") return { words: t("writing.status_archived"), tone: "" };
  if (status === "draft") return { words: t("writing.status_draft"), tone: "" };
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) return { words: t("writing.status_ended"), tone: "" };
  return isLater ? { words: t("writing.status_scheduled", when), tone: "" } : { words: t("writing.status_live"), tone: "good" };
}

/** To the field that something is missing in, or to the heading of its part. */
export function goTo(field: string | undefined): void {
  const found = document.getElementById(field ?? "");
  found?.focus();
  found?.scrollIntoView({ block: "center" });
}

function toFirstFault(): void {
  goTo(document.querySelector<HTMLElement>("[aria-invalid=true]")?.id);
}
