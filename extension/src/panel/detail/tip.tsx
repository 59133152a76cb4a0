/** Telling one person: a line of one's own with one's own link, to copy or hand over. Nothing is sent for anybody. */
import { useState } from "preact/hooks";
import { clipboard } from "../../shared/browser";
import { isBlank, LINK, withPlaceholder } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { usePanel } from "../panel-context";
import { Icon } from "../ui/icons";
import { Unfold } from "../ui/unfold";
import { finalText, urlOf, useLink, type LinkState } from "./use-link";
import { useShares } from "./use-shares";
import type { Words } from "./use-words";

interface Props {
  readonly suggestion: Suggestion;
  /** Of the line. */
  readonly language: string;
  /** Undefined while they are fetched, and where there are none in that language. */
  readonly words: Words | undefined;
}

export function Tip(props: Props) {
  return (
    <Unfold title={t("tip")} says={t("tipSays")} label={t("tipWrite")} testid="tip">
      <Line {...props} />
    </Unfold>
  );
}

/** A message is no post: longer than this nobody reads in one. */
const LONGEST = 1000;

function Line({ suggestion, language, words }: Props) {
  const { account } = usePanel();
  const { state } = useLink(suggestion, account.offers.personalLinks ? "personal" : "campaign");
  const [own, setOwn] = useState<string>();
  const written = own ?? words?.tip(suggestion.kind) ?? LINK;
  const text = finalText(written, state);
  const url = urlOf(state);
  const out = useWaysOut(suggestion, written, text, state);
  return (
    <>
      <label class="label" for="tip">
        {t("tipLabel")}
      </label>
      <textarea
        id="tip"
        class="input area"
        data-testid="tip"
        lang={language}
        dir="auto"
        rows={3}
        maxLength={LONGEST}
        value={text}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onInput={({ currentTarget: { value } }) => { setOwn(url === undefined ? value : withPlaceholder(value, url)); }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          // not also the post's own
          event.preventDefault();
          void out.copy();
        }}
      />
      <p class="quiet">{t("tipAbout")}</p>
      {state.is === "coming" ? <p class="quiet">{t("linkComing")}</p> : <Ways {...out} mail={mailOf(suggestion.title, text)} />}
    </>
  );
}

const mailOf = (subject: string, body: string): string =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;

/** Each is counted as a share; the same line, copied and mailed, once. */
function useWaysOut(suggestion: Suggestion, written: string, text: string, used: LinkState) {
  const { toast } = usePanel();
  const from = { option: { way: "own", id: "tip", language: "", text: "" }, text: written } as const;
  const shares = useShares(suggestion, from, () => { toast({ tone: "bad", about: "not_kept", text: t("shareNotKept") }); });
  const isReady = !isBlank(text) && used.is !== "coming";
  const noted = (): void => { shares.note("tip", text, used); };

  const copy = async (): Promise<void> => {
    if (!isReady) return;
    const isCopied = await clipboard.write(text);
    toast(isCopied ? { tone: "good", about: "tip_copied", text: t("tipCopied") } : { tone: "bad", about: "copy_failed", text: t("copyFailed") });
    if (isCopied) noted();
  };

  const share = async (): Promise<void> => {
    if (!isReady) return;
    try {
      await navigator.share({ text });
    } catch (error) {
      // they thought better of it; whatever else went wrong, it can still be copied
      if (!(error instanceof DOMException && error.name === "AbortError")) await copy();
      return;
    }
    noted();
  };

  return { copy, share, noted, isReady };
}

interface WaysProps extends ReturnType<typeof useWaysOut> {
  readonly mail: string;
}

function Ways({ copy, share, noted, isReady, mail }: WaysProps) {
  return (
    <div class="tip-ways">
      <button type="button" class="button compact" data-testid="tip-copy" aria-disabled={!isReady} onClick={() => void copy()}>
        <Icon name="copy" />
        {t("copy")}
      </button>
      {isReady ? (
        <a class="button compact" data-testid="tip-mail" href={mail} target="_blank" rel="noreferrer" onClick={noted}>
          {t("tipMail")}
        </a>
      ) : null}
      {"share" in navigator ? (
        <button type="button" class="button compact" data-testid="tip-share" aria-disabled={!isReady} onClick={() => void share()}>
          <Icon name="share" />
          {t("tipShare")}
        </button>
      ) : null}
    </div>
  );
}
