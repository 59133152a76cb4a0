/** A suggestion's title, in the language that whoever is signed in reads best. */
import { titleFor, type Titled } from "../../panel/languages";
import { useConsole } from "../context";

export function SuggestionTitle({ of }: { readonly of: Titled }) {
  const { text, lang } = titleFor(of, useConsole().account);
  return <bdi lang={lang}>{text}</bdi>;
}

/** The same as plain text, for names of buttons and messages. */
export function useTitleOf(): (suggestion: Titled) => string {
  const { account } = useConsole();
  return (suggestion) => titleFor(suggestion, account).text;
}
