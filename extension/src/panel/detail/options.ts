/** What a post can begin with: a caption, a story starter, or the employee's own text when those have gone. */
import { LINK } from "../../shared/post";
import type { Caption, Prompt, Suggestion } from "../../shared/shapes";
import type { Draft } from "../drafts";
import { languagesOf } from "../languages";

export type Way = "caption" | "prompt" | "own";

interface Common {
  readonly id: string;
  readonly language: string;
  /** The text before the employee touched it, with `{link}` where the link goes. */
  readonly text: string;
}

export type Option =
  | (Common & { readonly way: "caption"; readonly caption: Caption })
  | (Common & { readonly way: "prompt"; readonly prompt: Prompt })
  | (Common & { readonly way: "own" });

const OWN = "own";

export function optionsOf(suggestion: Suggestion, draft: Draft | undefined): Option[] {
  const hasLink = suggestion.destination_url !== null;
  const options: Option[] = [
    ...suggestion.captions.map((caption) => fromCaption(caption)),
    ...suggestion.prompts.map((prompt) => fromPrompt(prompt, hasLink)),
  ];
  const [language = ""] = languagesOf(suggestion);
  // an editor may rewrite a caption while a colleague is busy with it: what they wrote stays theirs
  const orphans = Object.keys(draft?.texts ?? {}).filter((id) => !options.some((option) => option.id === id));
  const own = orphans.map((id): Option => ({ way: "own", id, language, text: "" }));
  if (options.length + own.length === 0) own.push({ way: "own", id: OWN, language, text: hasLink ? LINK : "" });
  return [...options, ...own];
}

function fromCaption(caption: Caption): Option {
  return { way: "caption", id: caption.id, language: caption.language, text: caption.text, caption };
}

function fromPrompt(prompt: Prompt, hasLink: boolean): Option {
  const text = `${prompt.opening ?? ""}${hasLink ? `\n\n${LINK}` : ""}`;
  return { way: "prompt", id: prompt.id, language: prompt.language, text, prompt };
}

/** The first to show: a caption in the language asked for, otherwise whatever there is. */
export function firstOption(options: readonly Option[], language: string, way?: Way): Option | undefined {
  const spoken = inOptionLanguage(options, language);
  return (
    spoken.find((option) => option.way === (way ?? "caption")) ??
    spoken[0] ??
    options.find((option) => option.way === (way ?? "caption")) ??
    options[0]
  );
}

export function inOptionLanguage(options: readonly Option[], language: string): Option[] {
  return options.filter((option) => option.language === language);
}
