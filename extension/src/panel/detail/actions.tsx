/** The way out, always at the bottom: *Insert*, why it waits, and *Copy* beside it; once it is out, what comes next. */
import { useEffect, useState } from "preact/hooks";
import { hashtagsIn, isBlank, isTooLong, LINK, MAX_UNITS } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { number, plural, t } from "../i18n";
import { wayOut, willAsk } from "../out";
import { usePanel } from "../panel-context";
import { useAnnouncement } from "../ui/announce";
import { Bar } from "../ui/bar";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { isUndo, useBackKey, useKey } from "../ui/keys";
import { selectInEditor } from "./editor";
import { InThePost, InThePostBefore } from "./in-the-post";
import type { EditableDraft } from "./use-draft";
import { useInsert } from "./use-insert";
import { finalText, type LinkOf, type LinkState } from "./use-link";
import { useWaiting, Waiting } from "./waiting";

interface Props {
  readonly suggestion: Suggestion;
  readonly writing: EditableDraft;
  readonly link: LinkOf;
}

export function Actions({ suggestion, writing, link }: Props) {
  const { navigation } = usePanel();
  const waiting = useWaiting(suggestion.id);
  const { busy, insert, copy, put, undo, putAway } = useInsert({ suggestion, writing, link, waiting });
  const text = finalText(writing.text, link.state);
  const isInserted = put?.text === text;
  // what is wrong stands with the text
  const insertOrMend = (): void => {
    if (isTooLong(text)) selectInEditor({ start: MAX_UNITS, end: text.length });
    else if (isBlank(text) || writing.tellOfGap()) focusOn("#editor");
    else insert();
  };
  useBackKey(navigation.back);
  useKey("Enter", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    // a second time would double it
    if (isInserted) focusOn("#in-the-post");
    else insertOrMend();
  });
  useKey("z", (event) => {
    if (!isUndo(event) || put?.undoable === undefined) return;
    event.preventDefault();
    undo();
  });
  if (put !== undefined && isInserted) {
    return <InThePost put={put} suggestion={suggestion} onUndo={undo} onAway={putAway} />;
  }
  return (
    <Bar>
      {put === undefined ? null : <InThePostBefore put={put} onUndo={undo} />}
      <Waiting {...waiting} />
      <Readiness text={text} link={link.state} hasLink={writing.text.includes(LINK)} />
      <Ways text={text} busy={busy} onCopy={() => void copy()} onInsert={insertOrMend} />
    </Bar>
  );
}

interface ReadinessProps {
  readonly text: string;
  readonly link: LinkState;
  /** Whether the text has a place for it. */
  readonly hasLink: boolean;
}

/** Why *Insert* waits, or what goes in otherwise than one may think; and how long the text is. */
function Readiness({ text, link, hasLink }: ReadinessProps) {
  const over = text.length - MAX_UNITS;
  const [asks, setAsks] = useState(false);
  useEffect(() => void willAsk().then(setAsks), []);
  const tooLong = over > 0 ? plural("tooLong", over) : undefined;
  useAnnouncement(tooLong);
  const about = hasLink && link.is === "plain" ? t(`withPlain_${link.because}`) : asks ? t("asksFirst") : "";
  const hashtags = hashtagsIn(text).length;
  return (
    <p id="editor-count" class="readiness small">
      <span id="insert-waits" class={over > 0 ? "bad" : ""} data-testid="insert-waits">
        {tooLong ?? (isBlank(text) ? t("waitsForText") : about)}
      </span>
      {hashtags === 0 ? null : <span class="quiet" data-testid="hashtags">{plural("hashtags", hashtags)}</span>}
      <span class={over > 0 ? "bad" : "quiet"}>
        <span class="hidden">{t("countLabel", number(text.length), number(MAX_UNITS))}</span>
        <span aria-hidden="true" data-testid="count">{t("count", number(text.length), number(MAX_UNITS))}</span>
      </span>
    </p>
  );
}

interface WaysProps {
  readonly text: string;
  readonly busy: boolean;
  readonly onCopy: () => void;
  readonly onInsert: () => void;
}

function Ways({ text, busy, onCopy, onInsert }: WaysProps) {
  const way = wayOut();
  const blank = isBlank(text);
  return (
    <>
      <button type="button" class="button" data-testid="copy" aria-disabled={blank} onClick={onCopy}>
        <Icon name="copy" />
        {t("copy")}
      </button>
      <button
        type="button"
        class="button primary"
        data-testid="insert"
        aria-disabled={busy || blank || isTooLong(text)}
        aria-describedby="insert-waits"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={onInsert}
      >
        <Icon name={way.icon} />
        {t(busy ? way.busy : way.label)}
      </button>
    </>
  );
}
