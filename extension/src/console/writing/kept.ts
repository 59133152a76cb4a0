/** What is being written, as this browser keeps it: closing it in the middle of a word loses nothing. */
import type { Written } from "../../panel/autosave";
import { anything, list, open, optional, orNull, string } from "../../shared/guards";
import { writingKey } from "../../shared/keys";
import type { Entry } from "../../shared/stored";
import type { Attempt, Basis } from "./exchange";
import { withKeys, type Form } from "./form";

export interface Kept extends Written {
  readonly form: Form;
  readonly basis?: Basis | undefined;
  readonly attempt?: Attempt | undefined;
}

const texted = open({ language: string, text: string });
const isForm = open({
  main: string,
  kind: string,
  title: string,
  titles: list(texted, 20),
  captions: list(texted, 50),
  prompts: list(open({ language: string, question: string }), 50),
  people: list(open({ name: string }), 100),
  audience: open({ teams: list(string, 500), locations: list(string, 500), languages: list(string, 500) }),
  image: optional(orNull(open({ id: string }))),
});
const isBasis = open({ id: string, etag: string, theirs: anything, sent: anything });
const isAttempt = open({ key: string, document: anything });
const isKept = open({ form: isForm, basis: optional(isBasis), attempt: optional(isAttempt) });

/** Fields that came later: what a page before kept has none of them. */
const LATER = { guidance: [] } satisfies Partial<Form>;
const whole = <T extends object>(kept: T): T => ({ ...LATER, ...kept });

/** The keys of texts are of the page that kept them, so that they are made anew. */
function parse(value: unknown): Kept | undefined {
  if (!isKept(value)) return undefined;
  const kept = value as unknown as Kept;
  const { form, basis } = kept;
  return { ...kept, form: withKeys(whole(form)), ...(basis && { basis: { ...basis, theirs: whole(basis.theirs), sent: whole(basis.sent) } }) };
}

export const keptOf = (owner: string, suggestionId: string): Entry<Kept> => ({ key: writingKey(owner, suggestionId), parse });
