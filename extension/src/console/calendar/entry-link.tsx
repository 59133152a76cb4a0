/** A suggestion on the day on which it begins or ends: opens its days; can be dragged to another day. */
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { SuggestionTitle } from "../ui/suggestion-title";
import { Thumbnail } from "../ui/thumbnail";
import type { Entry } from "./entries";

interface Props {
  readonly entry: Entry;
  readonly onOpen: (entry: Entry) => void;
  /** Undefined when it is let go, wherever that is. */
  readonly onDrag: (entry: Entry | undefined) => void;
}

/** What was opened last: moved to another day, it is drawn anew there and has the focus again. */
let opened: string | undefined;

export function EntryLink({ entry, onOpen, onDrag }: Props) {
  const { suggestion, kind } = entry;
  const link = useRef<HTMLAnchorElement>(null);
  const name = `${suggestion.id} ${kind}`;
  useEffect(() => {
    if (opened === name && (document.activeElement?.matches("body") ?? true)) link.current?.focus();
  }, []);
  return (
    <a
      ref={link}
      class={`plain on-calendar ${kind}`}
      href={`/console/suggestions/${suggestion.id}`}
      aria-haspopup="dialog"
      draggable
      data-testid="entry"
      data-id={suggestion.id}
      onDragStart={(event) => {
        event.dataTransfer?.setData("text/plain", suggestion.id);
        onDrag(entry);
      }}
      onDragEnd={() => { onDrag(undefined); }}
      onClick={(event) => {
        // a new tab is for the suggestion itself
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        opened = name;
        onOpen(entry);
      }}
    >
      {suggestion.image === null ? null : <Thumbnail of={suggestion} />}
      <span class="entry-words">
        <span class="hidden">{t(`calendar.${kind}`)}: </span>
        <SuggestionTitle of={suggestion} />
      </span>
    </a>
  );
}
