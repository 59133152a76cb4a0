/** The comments on one suggestion that no editor has read, to read them here and mark them as read for all editors. */
import type { Comment } from "vertel-schema";
import { onDay } from "../../panel/dates";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { Show } from "../ui/loaded";
import { useAction } from "../ui/use-action";
import { forget, useLoaded } from "../ui/use-loaded";

interface Props {
  readonly suggestion: string;
  readonly title: string;
  readonly onRead: () => void;
  readonly onClose: () => void;
}

const MOST = 100;

export function Comments({ suggestion, title, onRead, onClose }: Props) {
  const { toast } = useConsole();
  const loaded = useLoaded(`feedback/${suggestion}?unread`, () => firstUnread(suggestion));
  const marking = useAction(async () => {
    const ids = (loaded.value ?? []).map(({ id }) => id).filter((id) => id !== undefined);
    await api.feedback.markRead(suggestion, { ids });
    forget("feedback");
    onRead();
    onClose();
    toast({ tone: "good", about: "read", text: t("today.markedRead") });
  });
  const mark = (
    <button type="button" class="button primary" data-testid="mark-read" aria-disabled={marking.isBusy} onClick={() => void marking.run()}>
      {t("today.markRead")}
    </button>
  );
  return (
    <Dialog title={title} testid="comments" onClose={onClose} actions={mark}>
      <Show of={loaded}>{(comments) => <List comments={comments} />}</Show>
      {marking.failure && <FailureNote failure={marking.failure} what={t("today.notMarked")} testid="mark-failed" onRetry={() => void marking.run()} />}
    </Dialog>
  );
}

/** Of the newest page that has some. */
async function firstUnread(suggestion: string): Promise<readonly Comment[]> {
  let cursor: string | null | undefined;
  do {
    const page = await api.feedback.read(suggestion, { limit: MOST, ...(cursor != null && { cursor }) });
    const unread = page.comments.filter(({ read, comment }) => read === false && comment !== null);
    if (unread.length > 0) return unread;
    cursor = page.next_cursor;
  } while (cursor !== null);
  return [];
}

function List({ comments }: { readonly comments: readonly Comment[] }) {
  return (
    <ul class="stack">
      {comments.map((one) => (
        <li key={one.id}>
          <p class="comment-text" dir="auto">{one.comment}</p>
          <p class="small quiet">{`${one.colleague?.name ?? t("today.unsigned")} · ${whenOf(one)}`}</p>
        </li>
      ))}
    </ul>
  );
}

/** What is unsigned has the Monday of its week and no day. */
const whenOf = ({ colleague, given_on }: Comment): string =>
  colleague === null ? t("today.weekOf", onDay(given_on)) : onDay(given_on);
