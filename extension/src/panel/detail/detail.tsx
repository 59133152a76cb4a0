/** One suggestion, opened to be made one's own: reads like a good letter, with the way out always at the bottom. */
import { useEffect, useRef } from "preact/hooks";
import { MAX_UNITS } from "../../shared/post";
import type { Account, Suggestion } from "../../shared/shapes";
import { kept } from "../drafts";
import { day, t } from "../i18n";
import { focusOn, useFocusOnArrival } from "../ui/focus";
import { Icon } from "../ui/icons";
import { Picture } from "../ui/picture";
import type { ToastContent } from "../ui/toast";
import { Editor } from "./editor";
import { finalText } from "./final-text";
import { LinkPicker } from "./link-choice";
import { LanguageChoice, StartFrom } from "./start-from";
import { useDraft, type Writing } from "./use-draft";
import { useInsert } from "./use-insert";
import { urlOf, useLink, type LinkOf } from "./use-link";

interface Props {
  readonly suggestion: Suggestion;
  readonly account: Account;
  readonly onToast: (toast: ToastContent) => void;
  readonly onBack: () => void;
}

export function Detail(props: Props) {
  const writing = useDraft(props.suggestion, props.account);
  const link = useLink(props.suggestion, writing?.link ?? "campaign");
  return (
    <main class="view" data-testid="detail">
      <header class="top">
        <button type="button" class="icon-button" data-testid="back" aria-label={t("backToList")} title={t("backToList")} onClick={props.onBack}>
          <Icon name="back" />
        </button>
        <span class="quiet">{t(`kind_${props.suggestion.kind}`)}</span>
        {writing === undefined ? null : <LanguageChoice writing={writing} />}
      </header>
      <article class="detail">
        <About suggestion={props.suggestion} />
        {writing === undefined ? null : <Desk account={props.account} writing={writing} link={link} />}
      </article>
      {writing === undefined ? null : <Actions {...props} writing={writing} link={link} />}
    </main>
  );
}

function About({ suggestion }: { readonly suggestion: Suggestion }) {
  const title = useFocusOnArrival<HTMLHeadingElement>();
  const { image, destination_url: destination, expires_at: expires } = suggestion;
  const facts = [
    destination === null ? undefined : t("leadsTo", new URL(destination).hostname),
    expires === null ? undefined : t(Date.parse(expires) > Date.now() ? "until" : "ended", day(expires)),
  ].filter((fact) => fact !== undefined);
  return (
    <header>
      <h1 ref={title} tabIndex={-1} dir="auto">
        {suggestion.title}
      </h1>
      {facts.length === 0 ? null : <p class="meta">{facts.join(", ")}</p>}
      {image === null ? null : <Picture class="picture" id={image.id} alt={image.alt ?? ""} />}
    </header>
  );
}

interface DeskProps {
  readonly account: Account;
  readonly writing: Writing;
  readonly link: LinkOf;
}

function Desk({ account, writing, link }: DeskProps) {
  return (
    <>
      <StartFrom writing={writing} />
      <Editor
        value={finalText(writing.text, link.state)}
        language={writing.option.language}
        foldAt={account.foldDesktop}
        isOwn={writing.isOwn}
        onInput={(typed) => { writing.write(kept(typed, urlOf(link.state))); }}
        onStartOver={() => {
          writing.startOver();
          focusOn("#editor");
        }}
      />
      {writing.hasDestination ? <LinkPicker writing={writing} state={link.state} /> : null}
    </>
  );
}

function Actions({ suggestion, writing, link, onToast, onBack }: Props & Omit<DeskProps, "account">) {
  const { busy, insert, copy } = useInsert({ suggestion, writing, link, onToast });
  const text = finalText(writing.text, link.state);
  const isBlank = text.trim() === "";
  const isTooLong = text.length > MAX_UNITS;
  // what is wrong stands with the text
  const insertOrMend = (): void => {
    if (isBlank || isTooLong) focusOn("#editor");
    else void insert();
  };
  useKeys({ onInsert: insertOrMend, onBack });
  return (
    <div class="bottom">
      <button type="button" class="button" data-testid="copy" aria-disabled={isBlank} onClick={() => void copy()}>
        <Icon name="copy" />
        {t("copy")}
      </button>
      <button
        type="button"
        class="button primary"
        data-testid="insert"
        aria-disabled={busy || isBlank || isTooLong}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={insertOrMend}
      >
        <Icon name="insert" />
        {t("insert")}
      </button>
    </div>
  );
}

function useKeys(keys: { readonly onInsert: () => void; readonly onBack: () => void }): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // Enter and Escape that end an input method's word are not ours
      if (event.isComposing) return;
      if (event.key === "Escape") latest.current.onBack();
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      latest.current.onInsert();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, []);
}
