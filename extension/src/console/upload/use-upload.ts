/** The upload of who is signed in: it is there again when one comes back to the view. */
import { useEffect, useState } from "preact/hooks";
import { useConsole } from "../context";
import { UploadJob, type State, type Subject } from "./job";

const underWay = new Map<string, UploadJob>();

function uploadOf(employee: string, subject: Subject): UploadJob {
  const name = `${employee} ${subject}`;
  const found = underWay.get(name) ?? new UploadJob(subject);
  underWay.set(name, found);
  return found;
}

export function useUpload(subject: Subject): { readonly upload: UploadJob; readonly state: State } {
  const upload = uploadOf(useConsole().account.id, subject);
  const [, show] = useState(upload.state);
  useEffect(() => upload.listen(() => { show(upload.state); }), [upload]);
  useEffect(() => {
    // the browser asks whether to leave, with words of its own
    const ask = (event: BeforeUnloadEvent): void => { if (hasUnsent(upload.state)) event.preventDefault(); };
    // a file that is dropped beside the place for it would be opened in place of the console
    const stay = (event: DragEvent): void => { event.preventDefault(); };
    addEventListener("beforeunload", ask);
    addEventListener("dragover", stay);
    addEventListener("drop", stay);
    return () => {
      removeEventListener("beforeunload", ask);
      removeEventListener("dragover", stay);
      removeEventListener("drop", stay);
    };
  }, [upload]);
  return { upload, state: upload.state };
}

/** Whether something would be lost with it: what was mended, or an answer that is under way. */
export function hasUnsent({ phase, entries, table }: State): boolean {
  return phase === "storing" || entries.some(({ line, isStored }) => !isStored && table?.mended.has(line) === true);
}
