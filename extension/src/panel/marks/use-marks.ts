/**
 * What the employee saves and hides: shown at once, told to the server behind it, and taken back on the screen with a
 * word of why when the server does not have it.
 */
import { useRef, useState } from "preact/hooks";
import { after, type Marked } from "../../shared/marking";
import type { Mark, Suggestion } from "../../shared/shapes";
import { ask } from "../ask";
import { t } from "../i18n";
import { focusOn } from "../ui/focus";
import { useKey } from "../ui/keys";
import type { ToastContent } from "../ui/toast";

export interface Marks {
  /** The marks of a suggestion as they are on the screen; `isHidden` is what the list says in which it stands. */
  readonly of: (suggestion: Suggestion, isHidden?: boolean) => Marked;
  readonly mark: (suggestion: Suggestion, mark: Mark) => void;
  /** How many marks the server has taken since the panel opened. */
  readonly taken: number;
}

export function useMarks(toast: (content: ToastContent | undefined) => void): Marks {
  const [wanted, setWanted] = useState<ReadonlyMap<string, Marked>>(new Map());
  const [taken, setTaken] = useState(0);
  const latest = useRef(wanted);
  const confirmed = useRef(new Map<string, Marked>());
  const lastHidden = useRef<Suggestion | undefined>(undefined);

  const put = (id: string, marked: Marked | undefined): void => {
    const next = new Map(latest.current);
    if (marked === undefined) next.delete(id);
    else next.set(id, marked);
    latest.current = next;
    setWanted(next);
  };

  const of: Marks["of"] = ({ id, saved }, hidden = false) => latest.current.get(id) ?? { saved: saved === true, hidden };

  const mark = (suggestion: Suggestion, what: Mark): void => {
    const { id } = suggestion;
    const next = after(what, of(suggestion));
    put(id, next);
    lastHidden.current = what === "hide" ? suggestion : undefined;
    toast(told(what, undo));
    void ask<"mark">({ type: "mark", suggestionId: id, mark: what }).then((reply) => {
      if (reply.ok) {
        confirmed.current.set(id, next);
        setTaken((count) => count + 1);
        return;
      }
      // a later mark of the same suggestion has its own answer
      if (latest.current.get(id) !== next) return;
      put(id, confirmed.current.get(id));
      const again = { label: t("retry"), run: () => { mark(suggestion, what); } };
      toast({ tone: "bad", about: "mark-failed", text: t("markFailed", t(`failure_${reply.failure.kind}`)), action: again });
    });
  };

  const undo = (): void => {
    const hidden = lastHidden.current;
    if (hidden === undefined) return;
    mark(hidden, "unhide");
    // once it stands there again
    setTimeout(() => { focusOn(`[data-id="${hidden.id}"]`); });
  };

  useKey("z", (event) => {
    const isWriting = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !isWriting) undo();
  });

  return { of, mark, taken };
}

function told(mark: Mark, undo: () => void): ToastContent {
  const undoing = mark === "hide" ? { action: { label: t("undo"), run: undo } } : {};
  return { tone: "good", about: mark, text: t(`marked_${mark}`), ...undoing };
}
