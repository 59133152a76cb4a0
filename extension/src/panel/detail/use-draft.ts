/** The text being written: which caption or question it began with, and what the employee made of it so far. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { ensureLink } from "../../shared/post";
import type { Account, LinkChoice, Suggestion } from "../../shared/shapes";
import { loadDraft, saveDraft, type Draft } from "../drafts";
import { languagesOf, preferred } from "../languages";
import { firstOption, optionsOf, type Option, type Way } from "./options";

export interface Writing {
  readonly options: readonly Option[];
  readonly option: Option;
  /** With `{link}` where the link goes. */
  readonly text: string;
  readonly isOwn: boolean;
  readonly hasDestination: boolean;
  readonly link: LinkChoice;
  readonly choose: (id: string) => void;
  readonly chooseFirst: (language: string, way: Way) => void;
  readonly write: (text: string) => void;
  readonly startOver: () => void;
  readonly chooseLink: (link: LinkChoice) => void;
}

/** Undefined for the moment it takes to look whether there is a draft. */
export function useDraft(suggestion: Suggestion, account: Account): Writing | undefined {
  const [draft, setDraft] = useState<Draft>();
  const options = useMemo(() => optionsOf(suggestion, draft), [suggestion, draft === undefined]);

  useEffect(() => {
    void loadDraft(suggestion.id).then((found) => { setDraft(found ?? fresh(suggestion, account)); });
  }, [suggestion.id]);

  if (draft === undefined) return undefined;
  const option = options.find(({ id }) => id === draft.chosen) ?? options[0];
  return option === undefined ? undefined : writingOf(suggestion, options, option, draft, setDraft);
}

function fresh(suggestion: Suggestion, account: Account): Draft {
  const language = preferred(languagesOf(suggestion), account);
  const first = firstOption(optionsOf(suggestion, undefined), language);
  return { chosen: first?.id ?? "", texts: {}, link: "campaign" };
}

function writingOf(
  suggestion: Suggestion,
  options: readonly Option[],
  option: Option,
  draft: Draft,
  setDraft: (draft: Draft) => void,
): Writing {
  const change = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    void saveDraft(suggestion.id, isUntouched(next) ? null : next);
  };
  const write = (text: string, part: Partial<Draft> = {}): void => {
    const { [option.id]: _old, ...others } = draft.texts;
    change({ ...part, texts: text === option.text ? others : { ...others, [option.id]: text } });
  };
  const text = draft.texts[option.id] ?? option.text;
  return {
    options,
    option,
    text,
    isOwn: option.id in draft.texts,
    hasDestination: suggestion.destination_url !== null,
    link: draft.link,
    choose: (chosen) => { change({ chosen }); },
    chooseFirst: (language, way) => {
      const first = firstOption(options, language, way);
      if (first !== undefined) change({ chosen: first.id });
    },
    write,
    startOver: () => { write(option.text); },
    chooseLink: (link) => {
      // a text that was written without a link gets it back at its end
      if (link === "none" || draft.link !== "none") change({ link });
      else write(ensureLink(text), { link });
    },
  };
}

/** Only looking at captions is not worth keeping, and must not show as a draft in the list. */
function isUntouched({ texts, link }: Draft): boolean {
  return Object.keys(texts).length === 0 && link === "campaign";
}
