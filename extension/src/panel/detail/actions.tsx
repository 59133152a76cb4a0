/** The way out, always at the bottom: *Insert*, and *Copy* beside it. */
import { isBlank, isTooLong, MAX_UNITS } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { wayOut } from "../out";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { isUndo, useBackKey, useKey } from "../ui/keys";
import { selectInEditor } from "./editor";
import { finalText } from "./final-text";
import type { Writing } from "./use-draft";
import { useInsert } from "./use-insert";
import type { LinkOf } from "./use-link";
import { useWaiting } from "./use-waiting";
import { Waiting } from "./waiting";

interface Props {
  readonly suggestion: Suggestion;
  readonly writing: Writing;
  readonly link: LinkOf;
}

export function Actions({ suggestion, writing, link }: Props) {
  const { navigation } = usePanel();
  const waiting = useWaiting(suggestion.id);
  const { busy, insert, copy, undo, canUndo } = useInsert({ suggestion, writing, link, waiting });
  const text = finalText(writing.text, link.state);
  const way = wayOut();
  const blank = isBlank(text);
  const tooLong = isTooLong(text);
  // what is wrong stands with the text
  const insertOrMend = (): void => {
    if (tooLong) selectInEditor({ start: MAX_UNITS, end: text.length });
    else if (blank || writing.tellOfGap()) focusOn("#editor");
    else insert();
  };
  useBackKey(navigation.back);
  useKey("Enter", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    insertOrMend();
  });
  useKey("z", (event) => {
    if (!isUndo(event) || !canUndo()) return;
    event.preventDefault();
    undo();
  });
  return (
    <div class="bottom">
      <Waiting {...waiting} />
      <button type="button" class="button" data-testid="copy" aria-disabled={blank} onClick={() => void copy()}>
        <Icon name="copy" />
        {t("copy")}
      </button>
      <button
        type="button"
        class="button primary"
        data-testid="insert"
        aria-disabled={busy || blank || tooLong}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={insertOrMend}
      >
        <Icon name={way.icon} />
        {t(busy ? way.busy : way.label)}
      </button>
    </div>
  );
}
