/** Below the editor: how long the text is, and the one hint that helps most. */
import { hashtagsIn, MAX_UNITS, type Range } from "../../shared/post";
import { number, plural, t } from "../i18n";
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

/** Its place is always there, so that a screen reader hears what comes into it. */
export function HintPlace({ hint, value, onHush }: Props) {
  return (
    <div role="status" id="editor-hint">
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

function Says({ hint, value }: Pick<Props, "value"> & { readonly hint: Hint }) {
  switch (hint.is) {
    case "too_long":
      return <p>{plural("tooLong", hint.over)}</p>;
    case "gap":
      return (
        <p>
          {t(hint.again ? "gapTold" : "gapHint")} <Select place={hint.at} label={t("gapGo")} />
        </p>
      );
    case "mention":
      return <p>{t("mentionHint", hint.name)}</p>;
    case "hashtags":
      return <p>{t("hashtagsHint", hint.count)}</p>;
    case "same":
      return hint.sentence === null ? <p>{t("sameHint")}</p> : <Personal sentence={hint.sentence} value={value} />;
  }
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
