/** Before a text in a language, since on a narrow screen the columns stand below each other. */
import { languageName } from "../i18n";

export function LanguageLabel({ of: language }: { readonly of: string }) {
  return <span class="small quiet column-name" aria-hidden="true">{languageName(language)}</span>;
}
