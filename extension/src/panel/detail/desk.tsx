/** Where the writing is done: what to begin with, the editor with its one hint, the link, and how it will look. */
import { useEffect, useState } from "preact/hooks";
import { gapIn, withPlaceholder } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { t } from "../i18n";
import { ownLanguage, titleFor } from "../languages";
import { usePanel } from "../panel-context";
import { Described } from "../ui/described";
import { focusOn } from "../ui/focus";
import { carriedBy, type Carried } from "./carried";
import { Disclosure } from "./disclosure";
import { Editor } from "./editor";
import { HintPlace, Reading } from "./foot";
import { Guidance } from "./guidance";
import { hintFor } from "./hints";
import { LinkPicker } from "./link-choice";
import { openingOf } from "./options";
import { Preview } from "./preview";
import { StartFrom, Ways } from "./start-from";
import { TakePicture } from "./take-picture";
import { Tip } from "./tip";
import type { EditableDraft } from "./use-draft";
import { finalText, urlOf, type LinkOf } from "./use-link";
import { useSameness } from "./use-sameness";
import { useWords, type Words } from "./use-words";

interface Props {
  readonly suggestion: Suggestion;
  readonly writing: EditableDraft;
  readonly link: LinkOf;
}

export function Desk({ suggestion, writing, link }: Props) {
  const { account } = usePanel();
  const { option } = writing;
  const words = useWords(option.language, account.organisation);
  const value = finalText(writing.text, link.state);
  const url = urlOf(link.state);
  const own = ownLanguage(suggestion, account);
  const isVacancy = suggestion.kind === "vacancy";
  const tip = <Tip suggestion={suggestion} language={option.language} words={words} />;
  return (
    <div class="desk">
      <div class="desk-side">
        <Ways writing={writing} />
        <StartFrom writing={writing} />
        {option.way === "photo" ? <Photo image={suggestion.image} language={own} /> : null}
        <section class="writing">
          <Writes writing={writing} value={value} words={words} onInput={(typed) => { writing.write(url === undefined ? typed : withPlaceholder(typed, url)); }} />
          {words === undefined ? null : (
            <Disclosure text={writing.text} organisation={account.organisation} words={words} onWrite={writing.write} />
          )}
          <Guidance account={account} language={option.language} own={suggestion.guidance} />
        </section>
        {isVacancy ? tip : null}
        <LinkPicker suggestion={suggestion} writing={writing} state={link.state} />
        {suggestion.image === null ? null : (
          <TakePicture
            image={suggestion.image}
            own={own}
            title={titleFor(suggestion, account).text}
            language={option.language}
            hasLink={link.state.is !== "none"}
          />
        )}
        {isVacancy ? null : tip}
      </div>
      <Preview
        of={option.id}
        value={value}
        language={option.language}
        account={account}
        carried={described(carriedBy(value, option.way, suggestion, url), own)}
      />
    </div>
  );
}

const described = (carried: Carried | undefined, language: string | undefined): Carried | undefined =>
  carried?.is === "picture" ? { ...carried, language } : carried;

function Photo({ image, language }: Pick<Suggestion, "image"> & { readonly language: string | undefined }) {
  if (image === null) return null;
  return (
    <figure class="photo" data-testid="photo">
      <Described class="photo-picture" image={image} own={language} />
    </figure>
  );
}

interface WritesProps {
  readonly writing: EditableDraft;
  readonly value: string;
  readonly words: Words | undefined;
  readonly onInput: (typed: string) => void;
}

function Writes({ writing, value, words, onInput }: WritesProps) {
  const { account } = usePanel();
  const { option, isOwn, quiet, wasToldOfGap } = writing;
  const { hadChance, noteChance } = useChance(writing);
  const same = useSameness({ option, value, words, hadChance });
  const opening = openingOf(option);
  const gap = opening === undefined ? null : gapIn(value, opening);
  const startOver = useStartOver(writing);
  return (
    <>
      <Editor
        value={value}
        language={option.language}
        placeholder={option.way === "photo" ? t("photoLine") : undefined}
        gap={gap}
        onFocus={noteChance}
        onInput={onInput}
      />
      <div class="writing-foot">
        <Reading value={value} account={account} />
        {isOwn ? (
          <button type="button" class="text-button small" data-testid="start-over" onClick={startOver}>
            {t("startOver")}
          </button>
        ) : null}
      </div>
      <HintPlace
        hint={hintFor({ value, gap, wasToldOfGap, same, quiet })}
        value={value}
        openers={words?.openers ?? []}
        language={option.language}
        onHush={({ is }) => {
          writing.hush(is);
          focusOn("#editor");
        }}
      />
    </>
  );
}

/** To change this text: they wrote in it, were in it, or had it inserted. For another one that says nothing. */
function useChance({ option, isOwn, isInserted }: EditableDraft): { hadChance: boolean; noteChance: () => void } {
  const [hadIn, setHadIn] = useState<string>();
  const noteChance = (): void => { setHadIn(option.id); };
  useEffect(() => { if (isInserted) noteChance(); }, [isInserted]);
  return { hadChance: isOwn || hadIn === option.id, noteChance };
}

/** Nothing is lost by one click too many: the text can be put back. */
function useStartOver(writing: EditableDraft): () => void {
  const { toast } = usePanel();
  return () => {
    const putBack = writing.startOver();
    focusOn("#editor");
    const run = (): void => {
      putBack();
      toast(undefined);
      focusOn("#editor");
    };
    toast({ tone: "good", about: "started_over", text: t("startedOver"), action: { label: t("putBack"), run } });
  };
}
