/** It stands in the post: what went in, who is next to press what, and the way back where *Insert* was. */
import { useEffect, useState } from "preact/hooks";
import { aboveFold } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Bar } from "../ui/bar";
import { useFocusOnArrival, useFocusReturn } from "../ui/focus";
import { Icon } from "../ui/icons";
import { copyPicture } from "./picture-file";
import type { PutText } from "./use-insert";

interface Props {
  readonly put: PutText;
  readonly suggestion: Suggestion;
  readonly onUndo: () => void;
  readonly onAway: () => void;
}

export function InThePost({ put, suggestion, onUndo, onAway }: Props) {
  const { navigation } = usePanel();
  const heading = useFocusOnArrival<HTMLHeadingElement>();
  const card = useFocusReturn<HTMLDivElement>("#editor");
  const isReady = useReadyAfterDoubleClick();
  return (
    <Bar class="in-the-post" testid="in-the-post" about="inserted">
      <div ref={card} class="in-the-post-card">
        <div class="in-the-post-head">
          <Icon name="check" />
          <h2 ref={heading} id="in-the-post" tabIndex={-1}>
            {t("inserted")}
          </h2>
          <button type="button" class="icon-button" data-testid="in-the-post-away" aria-label={t("goOnWriting")} title={t("goOnWriting")} onClick={onAway}>
            <Icon name="close" />
          </button>
        </div>
        <WhatStands put={put} />
        <p>{t("nowPost")}</p>
        <NextThing suggestion={suggestion} />
        <button type="button" class="button" data-testid="to-the-list" onClick={navigation.back}>
          {t("toTheList")}
        </button>
        {put.undoable === undefined ? null : (
          <button type="button" class="button undo" data-testid="undo" aria-disabled={!isReady} aria-keyshortcuts="Control+Z Meta+Z" onClick={() => { if (isReady) onUndo(); }}>
            {t("undo")}
          </button>
        )}
      </div>
    </Bar>
  );
}

/** They went on writing: what they have now is another text than the one in the post. */
export function InThePostBefore({ put, onUndo }: Pick<Props, "put" | "onUndo">) {
  return (
    <p class="small in-the-post-before" data-about="inserted">
      {t("insertedBefore")}{" "}
      {put.undoable === undefined ? null : (
        <button type="button" class="text-button" data-testid="undo" aria-keyshortcuts="Control+Z Meta+Z" onClick={onUndo}>
          {t("undo")}
        </button>
      )}
    </p>
  );
}

const BEGINNING_UNITS = 70;

function WhatStands({ put: { text, how } }: Pick<Props, "put">) {
  const line = text.trim().split("\n", 1)[0] ?? "";
  const beginning = aboveFold(line, BEGINNING_UNITS);
  return (
    <p class="quiet what-stands">
      <q dir="auto">{beginning === null ? line : `${beginning}…`}</q> {how}
    </p>
  );
}

/** One small thing that makes the post better; for the rest there is the list. */
function NextThing({ suggestion: { image } }: Pick<Props, "suggestion">) {
  const { toast } = usePanel();
  const [busy, setBusy] = useState(false);
  if (image === null) return null;
  const copy = async (): Promise<void> => {
    setBusy(true);
    const isCopied = await copyPicture(image.id);
    setBusy(false);
    const about = isCopied ? "picture_copied" : "picture_failed";
    toast({ tone: isCopied ? "good" : "bad", about, text: t(about) });
  };
  return (
    <p>
      <button type="button" class="text-button" data-testid="next-picture" aria-disabled={busy} onClick={() => { if (!busy) void copy(); }}>
        {t("nextPicture")}
      </button>
    </p>
  );
}

/** As long as people take for the second click of two. */
const DOUBLE_CLICK_MS = 500;

/** *Undo* stands where *Insert* was: who clicked that twice wanted the text in the post. */
function useReadyAfterDoubleClick(): boolean {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setIsReady, DOUBLE_CLICK_MS, true);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return isReady;
}
