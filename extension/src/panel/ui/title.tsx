/** A suggestion's title in the reader's language, marked with it. */
import type { Suggestion } from "../../shared/shapes";
import { titleFor } from "../languages";
import { usePanel } from "../panel-context";

export function Title({ of }: { readonly of: Pick<Suggestion, "title" | "titles"> }) {
  const { account } = usePanel();
  const { text, lang } = titleFor(of, account);
  return <bdi lang={lang}>{text}</bdi>;
}

/** The same as plain text, for names of buttons. */
export function useTitle(of: Pick<Suggestion, "title" | "titles">): string {
  return titleFor(of, usePanel().account).text;
}
