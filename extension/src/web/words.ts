/** The panel's words for a page: one file per language, loaded before the first picture. */
import type { i18n as ofExtension, Messages } from "../shared/browser";

/** Language -> the file with its words, put here by the build. */
declare const VERTEL_WORDS: Readonly<Record<string, string>>;

/** `nl-BE` is `nl` when there is no closer one; English when there is none at all. */
export function closest(wanted: readonly string[], known: readonly string[]): string {
  for (const tag of wanted) {
    const found = [tag, tag.split("-")[0]].find((one) => one !== undefined && known.includes(one));
    if (found !== undefined) return found;
  }
  return "en";
}

async function messagesOf(language: string): Promise<Messages> {
  const file = VERTEL_WORDS[language];
  return ((await import(String(file), { with: { type: "json" } })) as { default: Messages }).default;
}

export const words: typeof ofExtension = {
  ownMessages: () => messagesOf(closest(navigator.languages, Object.keys(VERTEL_WORDS))),
  messagesOf,
  // never needed: the words of a language are there before anything is shown
  message: () => "",
};
