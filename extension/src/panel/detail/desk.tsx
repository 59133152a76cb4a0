/** Where the writing is done: what to begin with, the editor with its one hint, the link, and how it will look. */
import { useEffect, useState } from "preact/hooks";
import { gapIn } from "../../shared/post";
import type { Suggestion } from "../../shared/shapes";
import { kept } from "../drafts";
import { t } from "../i18n";
import { titleFor } from "../languages";
import { usePanel } from "../panel-context";
import { focusOn } from "../ui/focus";
import { Described } from "../ui/described";
import { carriedBy } from "./carried";
import { Disclosure } from "./disclosure";
import { Editor } from "./editor";
import { finalText } from "./final-text";
import { Count, HintPlace } from "./foot";
import { Guidance } from "./guidance";
import { hintFor } from "./hints";
import { LinkPicker } from "./link-choice";
import { openingOf } from "./options";
import { Preview } from "./preview";
import { StartFrom } from "./start-from";
import { TakePicture } from "./take-picture";
import type { Writing } from "./use-draft";
import { urlOf, type LinkOf } from "./use-link";
import { useSameness } from "./use-sameness";
import { useWords, type Words } from "./use-words";

interface Props {
  readonly suggestion: Suggestion;
  readonly writing: Writing;
  readonly link: LinkOf;
}

export function Desk({ suggestion, writing, link }: Props) {
  const { account } = usePanel();
  const { option } = writing;
  const words = useWords(option.language, account.organisation);
  const value = finalText(writing.text, link.state);
  const url = urlOf(link.state);
  return (
    <div class="desk">
      <div class="desk-side">
        <StartFrom writing={writing} />
        {option.way === "photo" ? <Photo image={suggestion.image} /> : null}
        <section class="writing">
          <Guidance account={account} language={option.language} />
          <Writes writing={writing} value={value} words={words} onInput={(typed) => { writing.write(kept(typed, url)); }} />
          {words === undefined ? null : (
            <Disclosure text={writing.text} organisation={account.organisation} words={words} onWrite={writing.write} />
          )}
        </section>
        <LinkPicker suggestion={suggestion} writing={writing} state={link.state} />
        {suggestion.image === null ? null : (
          <TakePicture image={suggestion.image} title={titleFor(suggestion, account).text} language={option.language} hasLink={link.state.is !== "none"} />
        )}
      </div>
      <Preview
        of={option.id}
        value={value}
        language={option.language}
        account={account}
        carried={carriedBy(value, option.way, suggestion, url)}
      />
    </div>
  );
}

function Photo({ image }: Pick<Suggestion, "image">) {
  if (image === null) return null;
  return (
    <figure class="photo" data-testid="photo">
      <Described class="photo-picture" image={image} />
    </figure>
  );
}

interface WritesProps {
  readonly writing: Writing;
  readonly value: string;
  readonly words: Words | undefined;
  readonly onInput: (typed: string) => void;
}

function Writes({ writing, value, words, onInput }: WritesProps) {
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
        isOwn={isOwn}
        onFocus={noteChance}
        onInput={onInput}
        onStartOver={startOver}
      />
      <Count value={value} />
      <HintPlace
        hint={hintFor({ value, gap, wasToldOfGap, same, quiet })}
        value={value}
        onHush={({ is }) => {
          writing.hush(is);
          focusOn("#editor");
        }}
      />
    </>
  );
}

/** To change this text: they wrote in it, were in it, or had it inserted. For another one that says nothing. */
function useChance({ option, isOwn, isInserted }: Writing): { hadChance: boolean; noteChance: () => void } {
  const [hadIn, setHadIn] = useState<string>();
  const noteChance = (): void => { setHadIn(option.id); };
  useEffect(() => { if (isInserted) noteChance(); }, [isInserted]);
  return { hadChance: isOwn || hadIn === option.id, noteChance };
}

/** Nothing is lost by one click too many: the text can be put back. */
function useStartOver(writing: Writing): () => void {
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
