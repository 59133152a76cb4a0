/** The text being written: which caption or question it began with, and what the employee made of it so far. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { ensureLink, gapIn } from "../../shared/post";
import type { Account, LinkChoice, Suggestion } from "../../shared/shapes";
import type { Entry } from "../../shared/stored";
import { autosave } from "../autosave";
import { draftOf, type Draft } from "../drafts";
import { languagesOf, preferred } from "../languages";
import { firstOption, openingOf, optionsOf, type Option, type Way } from "./options";
import { rememberedLink, rememberLink } from "./use-link";

export interface EditableDraft {
  readonly options: readonly Option[];
  readonly option: Option;
  /** With `{link}` where the link goes. */
  readonly text: string;
  readonly isOwn: boolean;
  readonly hasDestination: boolean;
  readonly link: LinkChoice;
  /** It stands in a post as it is now. */
  readonly isInserted: boolean;
  /** The options in which something was written. */
  readonly written: ReadonlySet<string>;
  /** Hints that were sent away. */
  readonly quiet: readonly string[];
  /** The employee was told that the gap is still open. */
  readonly wasToldOfGap: boolean;
  readonly choose: (id: string) => void;
  readonly chooseFirst: (language: string, way: Way) => void;
  readonly write: (text: string) => void;
  /** Back to the text it began with; answers with the way back from there. */
  readonly startOver: () => () => void;
  readonly chooseLink: (link: LinkChoice) => void;
  readonly hush: (hint: string) => void;
  /** True the first time that the text would go out with its gap still open: then the employee is told, and not after. */
  readonly tellOfGap: () => boolean;
  /** The text went into a post as it is now. */
  readonly finish: () => void;
  /** It was taken out of that post again. */
  readonly reopen: () => void;
}

/** Undefined for the moment it takes to look whether there is a draft. In another panel it may be written on. */
export function useDraft(suggestion: Suggestion, account: Account): EditableDraft | undefined {
  const entry = draftOf(account.id, suggestion.id);
  const [draft, setDraft] = useState<Draft>();
  const [toldOf, setToldOf] = useState<string>();
  const latest = useRef(draft);
  const options = useMemo(() => optionsOf(suggestion, draft), [suggestion, draft === undefined]);

  useEffect(() => {
    const show = (next: Draft): void => {
      latest.current = next;
      setDraft(next);
    };
    // what cannot be read can still be written
    const begun = autosave.load(entry).catch(() => undefined);
    void Promise.all([begun, rememberedLink()]).then(([found, link]) => {
      show(found ?? fresh(suggestion, account, link));
    });
    const follow = async (): Promise<void> => {
      const found = await elsewhere(entry, () => latest.current);
      if (found !== undefined) show(found);
    };
    return storage.onChange((changed) => {
      if (changed.includes(entry.key)) void follow().catch(() => undefined);
    });
  }, [suggestion.id]);

  if (draft === undefined) return undefined;
  const option = options.find(({ id }) => id === draft.chosen) ?? options[0];
  // from the latest draft, not from the one on the screen: an insertion takes a while, and writing goes on meanwhile
  const change: Change = (step) => {
    const next = step(latest.current ?? draft);
    latest.current = next;
    setDraft(next);
    void autosave.save(entry.key, isUntouched(next) ? null : next);
  };
  if (option === undefined) return undefined;
  const state = { options, option, text: draft.texts[option.id] ?? option.text, draft, account };
  return {
    ...factsOf(state, suggestion),
    ...actionsOf(state, change),
    wasToldOfGap: toldOf === option.id,
    tellOfGap: () => {
      if (toldOf === option.id || draft.quiet?.includes("gap") === true || !hasGap(state)) return false;
      setToldOf(option.id);
      return true;
    },
  };
}

/** What was written in another panel after what stands here; undefined when this is the last. */
async function elsewhere(entry: Entry<Draft>, here: () => Draft | undefined): Promise<Draft | undefined> {
  const before = here();
  if (before === undefined || autosave.isWriting(entry.key)) return undefined;
  const found = await autosave.load(entry);
  if (here() !== before || autosave.isWriting(entry.key)) return undefined;
  // what is untouched is not kept, so it is not there
  return found ?? (isUntouched(before) ? undefined : { chosen: before.chosen, texts: {}, link: before.link });
}

type Change = (step: (draft: Draft) => Draft) => void;

interface State {
  readonly options: readonly Option[];
  readonly option: Option;
  readonly text: string;
  readonly draft: Draft;
  readonly account: Pick<Account, "offers">;
}

function hasGap({ option, text }: State): boolean {
  const opening = openingOf(option);
  return opening !== undefined && gapIn(text, opening) !== null;
}

function fresh(suggestion: Suggestion, account: Account, link: LinkChoice): Draft {
  const language = preferred(languagesOf(suggestion), account);
  const first = firstOption(optionsOf(suggestion, undefined), language);
  return { chosen: first?.id ?? "", texts: {}, link };
}

/** A draft from before personal links were no longer offered gets the team's. */
function linkOf({ option, draft, account }: State): LinkChoice {
  const chosen = option.way === "photo" ? (draft.photoLink ?? "none") : draft.link;
  return chosen === "personal" && !account.offers.personalLinks ? "campaign" : chosen;
}

const factsOf = (state: State, suggestion: Suggestion) => ({
  options: state.options,
  option: state.option,
  text: state.text,
  isOwn: state.option.id in state.draft.texts,
  hasDestination: suggestion.destination_url !== null,
  link: linkOf(state),
  isInserted: state.draft.inserted === true,
  written: new Set(Object.keys(state.draft.texts)),
  quiet: state.draft.quiet ?? [],
});

function actionsOf(state: State, change: Change) {
  const { options, option, text, draft } = state;
  const write = (typed: string): void => { change((now) => withText(now, option, typed)); };
  return {
    write,
    choose: (id: string) => { change((now) => ({ ...now, chosen: id })); },
    chooseFirst: (language: string, way: Way) => {
      const first = firstOption(options, language, way, draft);
      if (first !== undefined) change((now) => ({ ...now, chosen: first.id }));
    },
    startOver: () => {
      write(option.text);
      return () => { change((now) => withText({ ...now, chosen: option.id }, option, text)); };
    },
    chooseLink: (link: LinkChoice) => {
      // a photo is posted without a link, mostly: that says nothing about the next caption
      if (option.way !== "photo") void rememberLink(link);
      // a text that was written without a link gets it back at its end
      const isBack = linkOf(state) === "none" && link !== "none";
      const part = option.way === "photo" ? { photoLink: link } : { link };
      change((now) => ({ ...(isBack ? withText(now, option, ensureLink(text)) : now), ...part }));
    },
    hush: (hint: string) => { change((now) => ({ ...now, quiet: [...(now.quiet ?? []), hint] })); },
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
function isUntouched({ texts, photoLink = "none", quiet = [] }: Draft): boolean {
  return Object.keys(texts).length === 0 && photoLink === "none" && quiet.length === 0;
}
