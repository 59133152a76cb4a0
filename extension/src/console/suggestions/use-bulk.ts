/** One change to many suggestions at a time: how far it is, what came of it, and the way back. */
import { useRef, useState } from "preact/hooks";
import { useConsole } from "../context";
import { plural } from "../i18n";
import type { Changed, Wish } from "../ui/change-suggestion";
import { forget } from "../ui/use-loaded";
import { useUndo } from "../ui/use-undo";
import { runBulk, type Progress, type Report } from "./bulk";

/** What is done, by the names of the words that tell of it. */
export type Verb = "publish" | "archive" | "audience" | "expiry" | "undo";

export interface BulkState {
  readonly running: (Progress & { readonly verb: Verb }) | undefined;
  /** There when something did not work, until it was read. */
  readonly report: (Report & { readonly verb: Verb }) | undefined;
  readonly run: (verb: Verb, wishes: readonly Wish[]) => void;
  readonly stop: () => void;
  readonly closeReport: () => void;
}

const DONE = {
  publish: "suggestions.done_publish",
  archive: "suggestions.done_archive",
  audience: "suggestions.done_audience",
  expiry: "suggestions.done_expiry",
  undo: "suggestions.done_undo",
} as const satisfies Record<Verb, string>;

export function doneInWords(verb: Verb, { changed, same }: Report): string {
  const done = plural(DONE[verb], changed.length);
  return same.length === 0 ? done : `${done} ${plural("suggestions.wereSo", same.length)}`;
}

/** @param onDone when the list is to be asked for anew */
export function useBulk(onDone: () => void): BulkState {
  const { toast } = useConsole();
  const [running, setRunning] = useState<BulkState["running"]>();
  const [report, setReport] = useState<BulkState["report"]>();
  const isStopped = useRef(false);
  const undoable = useUndo();

  const finish = (verb: Verb, found: Report): void => {
    setRunning(undefined);
    forget("suggestions");
    onDone();
    if (found.failed.length + found.left.length > 0) setReport({ ...found, verb });
    else toast({ tone: "good", about: `bulk-${verb}`, text: doneInWords(verb, found), ...undoOf(verb, found.changed) });
  };
  const undoOf = (verb: Verb, changed: readonly Changed[]) => {
    if (verb === "undo" || changed.length === 0) return {};
    return { action: undoable(() => { run("undo", changed.map(({ undo }) => undo)); }) };
  };
  const run = (verb: Verb, wishes: readonly Wish[]): void => {
    isStopped.current = false;
    setReport(undefined);
    toast(undefined);
    const onProgress = (progress: Progress): void => { setRunning({ ...progress, verb }); };
    void runBulk(wishes, { onProgress, isStopped: () => isStopped.current }).then((found) => { finish(verb, found); });
  };
  return { running, report, run, stop: () => { isStopped.current = true; }, closeReport: () => { setReport(undefined); } };
}
