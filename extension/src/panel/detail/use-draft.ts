/** The text being written: which caption or question it began with, and what the employee made of it so far. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ensureLink } from "../../shared/post";
import type { Account, LinkChoice, Suggestion } from "../../shared/shapes";
import { loadDraft, saveDraft, type Draft } from "../drafts";
import { languagesOf, preferred } from "../languages";
import { firstOption, optionsOf, type Option, type Way } from "./options";
import { rememberedLink, rememberLink } from "./last-time";

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
  /** The text went into a post as it is now. */
  readonly finish: () => void;
  /** It was taken out of that post again. */
  readonly reopen: () => void;
}

/** Undefined for the moment it takes to look whether there is a draft. */
export function useDraft(suggestion: Suggestion, account: Account): Writing | undefined {
  const [draft, setDraft] = useState<Draft>();
  const latest = useRef(draft);
  const options = useMemo(() => optionsOf(suggestion, draft), [suggestion, draft === undefined]);

  useEffect(() => {
    void Promise.all([loadDraft(suggestion.id), rememberedLink()]).then(([found, link]) => {
      latest.current = found ?? fresh(suggestion, account, link);
      setDraft(latest.current);
    });
  }, [suggestion.id]);

  if (draft === undefined) return undefined;
  const option = options.find(({ id }) => id === draft.chosen) ?? options[0];
  // from the latest draft, not from the one on the screen: an insertion takes a while, and writing goes on meanwhile
  const change: Change = (step) => {
    const next = step(latest.current ?? draft);
    latest.current = next;
    setDraft(next);
    void saveDraft(suggestion.id, isUntouched(next) ? null : next);
  };
  return option === undefined ? undefined : writingOf(suggestion, options, option, draft, change);
}

type Change = (step: (draft: Draft) => Draft) => void;

function fresh(suggestion: Suggestion, account: Account, link: LinkChoice): Draft {
  const language = preferred(languagesOf(suggestion), account);
  const first = firstOption(optionsOf(suggestion, undefined), language);
  return { chosen: first?.id ?? "", texts: {}, link };
}

function writingOf(
  suggestion: Suggestion,
  options: readonly Option[],
  option: Option,
  draft: Draft,
  change: Change,
): Writing {
  const text = draft.texts[option.id] ?? option.text;
  return {
    options,
    option,
    text,
    isOwn: option.id in draft.texts,
    hasDestination: suggestion.destination_url !== null,
    link: draft.link,
    choose: (id) => { change((now) => ({ ...now, chosen: id })); },
    chooseFirst: (language, way) => {
      const first = firstOption(options, language, way);
      if (first !== undefined) change((now) => ({ ...now, chosen: first.id }));
    },
    write: (typed) => { change((now) => withText(now, option, typed)); },
    startOver: () => { change((now) => withText(now, option, option.text)); },
    chooseLink: (link) => {
      void rememberLink(link);
      // a text that was written without a link gets it back at its end
      const isBack = draft.link === "none" && link !== "none";
      change((now) => ({ ...(isBack ? withText(now, option, ensureLink(text)) : now), link }));
    },
    finish: () => {
      change((now) => (now.texts[option.id] === draft.texts[option.id] ? { ...now, inserted: true } : now));
    },
    reopen: () => {
      change(({ inserted: _inserted, ...rest }) => rest);
    },
  };
}

function withText(draft: Draft, { id, text: original }: Option, text: string): Draft {
  const { [id]: _old, ...others } = draft.texts;
  const { inserted: _inserted, ...rest } = draft;
  return { ...rest, texts: text === original ? others : { ...others, [id]: text } };
}

/** Only looking at captions is not worth keeping, and must not show as a draft in the list. */
function isUntouched({ texts }: Draft): boolean {
  return Object.keys(texts).length === 0;
}
