/** Below the editor: how it reads, and the one hint that helps most. */
import { beginningOf, isBlank, openersFor, readingSeconds, type Range } from "../../shared/post";
import type { Account } from "../../shared/shapes";
import { duration, t } from "../i18n";
import { useAnnouncement } from "../ui/announce";
import { Icon } from "../ui/icons";
import { selectInEditor, typeBefore } from "./editor";
import type { Hint } from "./hints";

/** How long it takes to read, and what of it is read before "see more" on a phone, where most read. */
export function Reading({ value, account }: { readonly value: string; readonly account: Pick<Account, "foldPhone"> }) {
  const beginning = beginningOf(value, account.foldPhone);
  return (
    <p id="editor-facts" class="small quiet" data-testid="reading" data-beginning={beginning?.is}>
      {isBlank(value) ? null : t("reads", duration(readingSeconds(value)))}{" "}
      {beginning === undefined ? null : beginning.is === "cut" ? t("beginning_cut", beginning.at) : t(`beginning_${beginning.is}`)}
    </p>
  );
}

interface Props {
  readonly hint: Hint | undefined;
  readonly value: string;
  /** Other ways to begin a sentence, in the text's language. */
  readonly openers: readonly string[];
  readonly language: string;
  readonly onHush: (hint: Hint) => void;
}

/** Read out when the typing pauses: what is counted in it changes with every letter. */
export function HintPlace({ hint, onHush, ...more }: Props) {
  useAnnouncement(hint && sentenceOf(hint));
  return (
    <div id="editor-hint">
      {hint === undefined ? null : (
        <div class="hint" data-testid="hint" data-about={hint.is}>
          <Says hint={hint} {...more} />
          <button type="button" class="icon-button" data-testid="hush" aria-label={t("hushHint")} onClick={() => { onHush(hint); }}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

function sentenceOf(hint: Hint): string {
  switch (hint.is) {
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

function Says({ hint, ...more }: Omit<Props, "hint" | "onHush"> & { readonly hint: Hint }) {
  if (hint.is === "same" && hint.sentence !== null) return <Personal sentence={hint.sentence} {...more} />;
  return (
    <p>
      {sentenceOf(hint)} {hint.is === "gap" ? <Select place={hint.at} label={t("gapGo")} /> : null}
    </p>
  );
}

interface PersonalProps extends Pick<Props, "value" | "openers" | "language"> {
  readonly sentence: string;
}

/** The sentence that is easiest to make one's own, and ways to begin it differently. */
function Personal({ sentence, value, openers, language }: PersonalProps) {
  const start = value.indexOf(sentence);
  const place = { start, end: start + sentence.length };
  return (
    <div class="personal">
      <p>{t("sameSentence")}</p>
      <p class="said" lang={language} dir="auto">
        {sentence}
      </p>
      <div class="openers" lang={language}>
        {openersFor(sentence, openers).map((opener) => (
          <button key={opener} type="button" class="chip" data-testid="opener" onClick={() => { typeBefore(place, `${opener} `); }}>
            {opener}
          </button>
        ))}
      </div>
      <Select place={place} label={t("sameSelect")} />
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
