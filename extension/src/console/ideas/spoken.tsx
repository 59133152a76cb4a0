/** A text of a question, in the language in which the reader likes to read. */
import type { QuestionText } from "vertel-schema";
import { preferred } from "../../panel/languages";
import { useConsole } from "../context";

type Texts = readonly Pick<QuestionText, "language" | "text">[];

export function useSpoken(texts: Texts): Pick<QuestionText, "language" | "text"> | undefined {
  const { account } = useConsole();
  const language = preferred(texts.map((one) => one.language), account);
  return texts.find((one) => one.language === language);
}

export function Spoken({ of }: { readonly of: Texts }) {
  const spoken = useSpoken(of);
  return spoken === undefined ? null : <bdi lang={spoken.language}>{spoken.text}</bdi>;
}
