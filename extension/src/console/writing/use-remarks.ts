/** What the server says of what is being written, in the words of an upload: of a draft whenever it is stored. */
import { useEffect, useState } from "preact/hooks";
import type { SuggestionPatch } from "vertel-schema";
import { api } from "../api";
import { asDocument } from "./form";
import type { Remark } from "./pointers";
import type { WritingSession } from "./session";

const PAUSE_MS = 1200;

interface Said {
  readonly pointer: string;
  readonly message: string;
  readonly code?: string;
}

const faults = (said: readonly Said[]): Remark[] => said.map(({ pointer, message }) => ({ pointer, message, isFault: true }));
const warnings = (said: readonly Said[]): Remark[] => said.map((one) => ({ ...one, isFault: false }));

export function useRemarks(session: WritingSession): readonly Remark[] {
  const { saver, latest } = session;
  const checked = useChecked(session);
  return [...faults(saver.faults), ...(checked ?? warnings(latest?.warnings ?? []))];
}

/** Changes that are not published yet are held against the same rules, without being stored. */
function useChecked({ saver, form }: WritingSession): readonly Remark[] | undefined {
  const [checked, setChecked] = useState<readonly Remark[]>();
  const id = saver.isPublished && saver.isDirty ? saver.basis?.id : undefined;
  const text = id === undefined ? "" : JSON.stringify(asDocument(form));
  useEffect(() => {
    if (text === "") {
      setChecked(undefined);
      return undefined;
    }
    let isOver = false;
    const ask = async (): Promise<void> => {
      const said = await api.suggestions.check(JSON.parse(text) as SuggestionPatch, { suggestion_id: id });
      if (!isOver) setChecked([...faults(said.errors), ...warnings(said.warnings)]);
    };
    const timer = setTimeout(() => void ask().catch(() => undefined), PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [id, text]);
  return checked;
}
