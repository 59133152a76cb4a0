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
import { isUndo, useKey } from "../ui/keys";
import type { ToastContent } from "../ui/toast";

interface Hidden {
  readonly suggestion: Suggestion;
  readonly wasSaved: boolean;
}

export interface Marks {
  /** The marks of a suggestion as they are on the screen; `isHidden` is what the list says in which it stands. */
  readonly of: (suggestion: Suggestion, isHidden?: boolean) => Marked;
  readonly mark: (suggestion: Suggestion, mark: Mark) => void;
  /** These have just come from the server, which knows all marks that it has confirmed, and those of other devices. */
  readonly heard: (items: readonly Suggestion[]) => void;
  /** How often something that was hidden came back: a list that was fetched in between lacks it. */
  readonly broughtBack: number;
}

export function useMarks(toast: (content: ToastContent | undefined) => void): Marks {
  const [wanted, setWanted] = useState<ReadonlyMap<string, Marked>>(new Map());
  const [broughtBack, setBroughtBack] = useState(0);
  const latest = useRef(wanted);
  const confirmed = useRef(new Map<string, Marked>());
  const lastHidden = useRef<Hidden | undefined>(undefined);

  const put = (id: string, marked: Marked | undefined): void => {
    const next = new Map(latest.current);
    if (marked === undefined) next.delete(id);
    else next.set(id, marked);
    latest.current = next;
    setWanted(next);
  };

  const of: Marks["of"] = ({ id, saved }, hidden = false) => latest.current.get(id) ?? { saved: saved === true, hidden };

  const heard: Marks["heard"] = (items) => {
    for (const { id } of items) {
      const known = confirmed.current.get(id);
      if (known === undefined || latest.current.get(id) !== known) continue;
      confirmed.current.delete(id);
      put(id, undefined);
    }
  };

  const mark = (suggestion: Suggestion, what: Mark): void => {
    const { id } = suggestion;
    const before = of(suggestion);
    const next = after(what, before);
    put(id, next);
    const hidden = what === "hide" ? { suggestion, wasSaved: before.saved } : undefined;
    lastHidden.current = hidden;
    // the key works for as long as the offer stands
    const onGone = (): void => { if (lastHidden.current === hidden) lastHidden.current = undefined; };
    toast({ ...toastFor(what, undo), onGone });
    void ask<"mark">({ type: "mark", suggestionId: id, mark: what }).then((reply) => {
      if (reply.ok) {
        confirmed.current.set(id, next);
        if (what === "unhide") setBroughtBack((times) => times + 1);
        return;
      }
      // a later mark of the same suggestion has its own answer
      if (latest.current.get(id) !== next) return;
      put(id, confirmed.current.get(id));
      lastHidden.current = undefined;
      const again = { label: t("retry"), run: () => { mark(suggestion, what); } };
      toast({ tone: "bad", about: "mark-failed", text: t("markFailed", t(`failure_${reply.failure.kind}`)), action: again });
    });
  };

  const undo = (): void => {
    if (lastHidden.current === undefined) return;
    const { suggestion, wasSaved } = lastHidden.current;
    mark(suggestion, "unhide");
    if (wasSaved) mark(suggestion, "save");
    // once it stands there again
    setTimeout(() => { focusOn(`[data-id="${suggestion.id}"]`); });
  };

  useKey("z", (event) => {
    if (!isUndo(event) || lastHidden.current === undefined) return;
    // one press takes back one thing: an insertion has this key too
    event.preventDefault();
    undo();
  });

  return { of, mark, heard, broughtBack };
}

function toastFor(mark: Mark, undo: () => void): ToastContent {
  const undoing = mark === "hide" ? { action: { label: t("undo"), run: undo } } : {};
  return { tone: "good", about: mark, text: t(`marked_${mark}`), ...undoing };
}
