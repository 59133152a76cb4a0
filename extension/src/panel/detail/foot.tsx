/** Below the editor: how long the text is, and the one hint that helps most. */
import { hashtagsIn, MAX_UNITS, type Range } from "../../shared/post";
import { number, plural, t } from "../i18n";
import { useAnnouncement } from "../ui/announce";
import { Icon } from "../ui/icons";
import { selectInEditor } from "./editor";
import type { Hint } from "./hints";

export function Count({ value }: { readonly value: string }) {
  const hashtags = hashtagsIn(value).length;
  return (
    <p id="editor-count" class={`count small ${value.length > MAX_UNITS ? "bad" : "quiet"}`}>
      {hashtags === 0 ? null : <span data-testid="hashtags">{plural("hashtags", hashtags)}</span>}
      <span>
        <span class="hidden">{t("countLabel", number(value.length), number(MAX_UNITS))}</span>
        <span aria-hidden="true" data-testid="count">{t("count", number(value.length), number(MAX_UNITS))}</span>
      </span>
    </p>
  );
}

interface Props {
  readonly hint: Hint | undefined;
  readonly value: string;
  readonly onHush: (hint: Hint) => void;
}

/** Read out when the typing pauses: what is counted in it changes with every letter. */
export function HintPlace({ hint, value, onHush }: Props) {
  useAnnouncement(hint && sentenceOf(hint));
  return (
    <div id="editor-hint">
      {hint === undefined ? null : (
        <div class={`hint small ${hint.is === "too_long" ? "bad" : ""}`} data-testid="hint" data-about={hint.is}>
          <Says hint={hint} value={value} />
          {hint.is === "too_long" ? null : (
            <button type="button" class="icon-button" data-testid="hush" aria-label={t("hushHint")} onClick={() => { onHush(hint); }}>
              <Icon name="close" />
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function sentenceOf(hint: Hint): string {
  switch (hint.is) {
    case "too_long":
      return plural("tooLong", hint.over);
    case "gap":
      return t(hint.again ? "gapTold" : "gapHint");
    case "mention":
      return t("mentionHint", hint.name);
    case "hashtags":
      return t("hashtagsHint", hint.count);
    case "same":
      return hint.sentence === null ? t("sameHint") : `${t("sameSentence")} ${hint.sentence}`;
  }
}

function Says({ hint, value }: Pick<Props, "value"> & { readonly hint: Hint }) {
  if (hint.is === "same" && hint.sentence !== null) return <Personal sentence={hint.sentence} value={value} />;
  return (
    <p>
      {sentenceOf(hint)} {hint.is === "gap" ? <Select place={hint.at} label={t("gapGo")} /> : null}
    </p>
  );
}

function Personal({ sentence, value }: { readonly sentence: string; readonly value: string }) {
  const start = value.indexOf(sentence);
  return (
    <div class="personal">
      <p>{t("sameSentence")}</p>
      <p class="said" dir="auto">
        {sentence}
      </p>
      <Select place={{ start, end: start + sentence.length }} label={t("sameSelect")} />
    </div>
  );
}

function Select({ place, label }: { readonly place: Range; readonly label: string }) {
  return (
    <button type="button" class="text-button" data-testid="select" onClick={() => { selectInEditor(place); }}>
      {label}
    </button>
  );
}
