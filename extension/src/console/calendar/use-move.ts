/** Moves a suggestion to other days, says so, and takes it back. */
import type { Suggestion } from "../../shared/shapes";
import { useConsole } from "../context";
import { t } from "../i18n";
import { changeSuggestion, whyNot, type Wish } from "../ui/change-suggestion";
import type { Day } from "../ui/days";
import { useTitleOf } from "../ui/suggestion-title";
import { forget } from "../ui/use-loaded";
import { useUndo } from "../ui/use-undo";
import type { Entry } from "./entries";
import { isBackwards, movedTo, patchFor, type Days } from "./moves";

export interface Moves {
  /** Rejected when it did not work. */
  readonly move: (suggestion: Suggestion, days: Days) => Promise<void>;
  /** Says itself what did not work. */
  readonly drop: (entry: Entry, day: Day) => Promise<void>;
}

export function useMove(zone: string, reload: () => Promise<void>): Moves {
  const { toast } = useConsole();
  const titleOf = useTitleOf();
  const undoable = useUndo();
  const failed = (text: string): void => { toast({ tone: "bad", about: "not-moved", text }); };
  const done = async (): Promise<void> => {
    forget("suggestions");
    await reload();
  };
  const takeBack = async (wish: Wish): Promise<void> => {
    toast(undefined);
    try {
      await changeSuggestion(wish);
      toast({ tone: "good", about: "move-undone", text: t("calendar.undone", titleOf(wish.seen)) });
    } catch (error) {
      failed(t("calendar.notUndone", whyNot(error)));
    }
    await done();
  };
  const move = async (seen: Suggestion, days: Days): Promise<void> => {
    const changed = await changeSuggestion({ seen, patch: patchFor(seen, days, zone) });
    await done();
    if (changed === undefined) return;
    const action = undoable(() => void takeBack(changed.undo));
    toast({ tone: "good", about: "moved", text: t("calendar.moved", titleOf(seen)), action });
  };
  const drop = async ({ suggestion, kind }: Entry, day: Day): Promise<void> => {
    const days = movedTo(suggestion, kind, day, zone);
    if (isBackwards(days)) {
      failed(t("calendar.backwards"));
      return;
    }
    await move(suggestion, days).catch((error: unknown) => { failed(t("calendar.notMoved", whyNot(error))); });
  };
  return { move, drop };
}
