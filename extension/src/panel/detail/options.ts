/** What a post can begin with: a caption, a story starter, the photo, or the employee's own text where those have gone. */
import { LINK, withGap } from "../../shared/post";
import type { Caption, Prompt, Suggestion } from "../../shared/shapes";
import type { Draft } from "../drafts";
import { languagesOf } from "../languages";

export type Way = "caption" | "prompt" | "photo" | "own";

interface Common {
  readonly id: string;
  /** Empty when nobody said which. */
  readonly language: string;
  /** The text before the employee touched it, with `{link}` where the link goes. */
  readonly text: string;
}

export type Option =
  | (Common & { readonly way: "caption"; readonly caption: Caption })
  | (Common & { readonly way: "prompt"; readonly prompt: Prompt })
  | (Common & { readonly way: "photo" | "own" });

const OWN = "own";

/** Captions stay in the server's order, which has the least used first. */
export function optionsOf(suggestion: Suggestion, draft: Draft | undefined): Option[] {
  const hasLink = suggestion.destination_url !== null;
  const [first = "", ...others] = languagesOf(suggestion);
  const options: Option[] = [
    ...suggestion.captions.map((caption) => fromCaption(caption)),
    ...suggestion.prompts.map((prompt) => fromPrompt(prompt, hasLink)),
    ...(suggestion.image === null ? [] : [first, ...others].map(fromPhoto)),
  ];
  // an editor may rewrite a caption while a colleague is busy with it: what they wrote stays theirs
  const orphans = Object.keys(draft?.texts ?? {}).filter((id) => !options.some((option) => option.id === id));
  const own = orphans.map((id): Option => ({ way: "own", id, language: first, text: "" }));
  if (options.length + own.length === 0) own.push({ way: "own", id: OWN, language: first, text: hasLink ? LINK : "" });
  return [...options, ...own];
}

function fromCaption(caption: Caption): Option {
  return { way: "caption", id: caption.id, language: caption.language, text: caption.text, caption };
}

function fromPrompt(prompt: Prompt, hasLink: boolean): Option {
  const text = `${withGap(prompt.opening ?? "")}${hasLink ? `\n\n${LINK}` : ""}`;
  return { way: "prompt", id: prompt.id, language: prompt.language, text, prompt };
}

/** An empty line: the photo says what it is about, and a post with a photo needs no link. */
function fromPhoto(language: string): Option {
  return { way: "photo", id: `photo:${language}`, language, text: "" };
}

/** The first to show: a caption in the language asked for, otherwise whatever there is; one that was written in first. */
export function firstOption(options: readonly Option[], language: string, way: Way = "caption", draft?: Draft): Option | undefined {
  const spoken = inOptionLanguage(options, language);
  const written = spoken.filter(({ id }) => id in (draft?.texts ?? {}));
  const isThatWay = (option: Option): boolean => option.way === way;
  return written.find(isThatWay) ?? spoken.find(isThatWay) ?? spoken[0] ?? options.find(isThatWay) ?? options[0];
}

export function inOptionLanguage(options: readonly Option[], language: string): Option[] {
  return options.filter((option) => option.language === language);
}

/** The line that a story starter begins with, and its gap follows; nothing else has one. */
export const openingOf = (option: Option): string | undefined =>
  option.way === "prompt" ? (option.prompt.opening ?? "") : undefined;
