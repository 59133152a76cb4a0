/** What editors say to each other about a suggestion; colleagues never read it. */
import { useState } from "preact/hooks";
import type { Note } from "vertel-schema";
import { FailureNote } from "../../panel/ui/failure-note";
import { WritingArea } from "../../panel/ui/writing-area";
import { api } from "../api";
import { moment, t } from "../i18n";
import { Icon } from "../ui/icons";
import { More } from "../ui/more";
import { useAction } from "../ui/use-action";
import { usePages } from "../ui/use-pages";
import { Part } from "./part";

const LONGEST = 2000;

export function NotesPart({ id }: { readonly id: string }) {
  const notes = usePages(`notes:${id}`, (cursor) => api.notes.browse(id, { cursor, limit: 20 }));
  const [text, setText] = useState("");
  const write = useAction(async () => {
    if (text.trim() === "") return;
    await api.notes.write(id, { text: text.trim() });
    setText("");
    await notes.reload();
  });
  const items = notes.value?.items ?? [];
  return (
    <Part id="w-notes" title={t("writing.notes")}>
      <p class="small quiet">{t("writing.notesHelp")}</p>
      <div class="with-button">
        <label class="hidden" for="w-note">{t("writing.note")}</label>
        <WritingArea id="w-note" value={text} longest={LONGEST} locked={write.isBusy} onInput={setText} onSend={() => void write.run()} />
        <button type="button" class="button" data-testid="note-write" aria-disabled={write.isBusy || text.trim() === ""} onClick={() => void write.run()}>{t("writing.noteWrite")}</button>
      </div>
      {write.failure === undefined ? null : <FailureNote failure={write.failure} what={t("writing.noteFailed")} testid="note-failed" onRetry={() => void write.run()} />}
      <ul class="note-list" data-testid="notes">
        {items.map((note) => <NoteItem key={note.id} of={id} note={note} onGone={() => void notes.reload()} />)}
      </ul>
      <More of={notes} />
    </Part>
  );
}

interface NoteItemProps {
  readonly of: string;
  readonly note: Note;
  readonly onGone: () => void;
}

function NoteItem({ of: id, note, onGone }: NoteItemProps) {
  const remove = useAction(async () => {
    await api.notes.remove(id, note.id);
    onGone();
  });
  return (
    <li class="note-item">
      <p class="small quiet">
        <strong>{note.by.name ?? t("writing.someone")}</strong> {moment(Date.parse(note.written_at))}
      </p>
      <p class="note-text" dir="auto">{note.text}</p>
      {note.mine ? (
        <button type="button" class="icon-button" aria-label={t("writing.noteRemove")} title={t("writing.noteRemove")} aria-disabled={remove.isBusy} onClick={() => void remove.run()}>
          <Icon name="trash" />
        </button>
      ) : null}
      {remove.failure === undefined ? null : <FailureNote failure={remove.failure} what={t("writing.noteKept")} testid="note-remove-failed" />}
    </li>
  );
}
