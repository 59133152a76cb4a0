/**
 * A suggestion's title in the reader's language. The element that holds the text itself says which that is, also where
 * it is the page's own: with one rule for all texts of the organisation none is missed when the panel's language changes.
 */
import { titleFor, type Titled } from "../languages";
import { usePanel } from "../panel-context";

export function Title({ of }: { readonly of: Titled }) {
  const { account } = usePanel();
  const { text, lang } = titleFor(of, account);
  return <bdi lang={lang}>{text}</bdi>;
}

/** The same as plain text, for names of buttons. */
export function useTitle(of: Titled): string {
  return titleFor(of, usePanel().account).text;
}
