/** One suggestion, opened to be made one's own: reads like a good letter, with the way out always at the bottom. */
import type { Suggestion } from "../../shared/shapes";
import { kept } from "../drafts";
import { day, t } from "../i18n";
import { usePanel } from "../panel-context";
import { focusOn, useFocusOnArrival } from "../ui/focus";
import { TalkBack } from "../talk/talk-back";
import { Picture } from "../ui/picture";
import { BackButton } from "../ui/top-bar";
import { Actions } from "./actions";
import { Editor } from "./editor";
import { finalText } from "./final-text";
import { LinkPicker } from "./link-choice";
import { LanguageChoice, StartFrom } from "./start-from";
import { useDraft, type Writing } from "./use-draft";
import { urlOf, useLink, type LinkOf } from "./use-link";

export function Detail({ suggestion }: { readonly suggestion: Suggestion }) {
  const { account } = usePanel();
  const writing = useDraft(suggestion, account);
  const link = useLink(suggestion, writing?.link ?? "campaign");
  return (
    <main class="view" data-testid="detail">
      <header class="top">
        <BackButton />
        <span class="quiet">{t(`kind_${suggestion.kind}`)}</span>
        {writing === undefined ? null : <LanguageChoice writing={writing} />}
      </header>
      <article class="detail">
        <About suggestion={suggestion} />
        {writing === undefined ? null : <Desk writing={writing} link={link} />}
        <TalkBack suggestion={suggestion} />
      </article>
      {writing === undefined ? null : <Actions suggestion={suggestion} writing={writing} link={link} />}
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

export interface DeskProps {
  readonly writing: Writing;
  readonly link: LinkOf;
}

function Desk({ writing, link }: DeskProps) {
  const { account } = usePanel();
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
