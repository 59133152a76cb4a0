/** What the parts of the view share: the suggestion that is being written, and what the server says of it. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Remark } from "./pointers";
import type { WritingSession } from "./session";
import type { Form } from "./form";
import type { UsesOf } from "./use-usage";

export interface Writing {
  readonly session: WritingSession;
  readonly form: Form;
  /** A column each: those of the organisation, and those in which there is a text. */
  readonly languages: readonly string[];
  /** Field -> what is said about it. */
  readonly remarks: ReadonlyMap<string, readonly Remark[]>;
  /** How often a caption was shared. */
  readonly usesOf: UsesOf;
  /** Do something that is taken back by "Undo", which is offered with these words. */
  readonly alter: (done: string, change: (form: Form) => Form) => void;
}

const Context = createContext<Writing | undefined>(undefined);

export const WritingProvider = Context.Provider;

export function useWriting(): Writing {
  const found = useContext(Context);
  if (found === undefined) throw new Error("This part is shown outside of writing.");
  return found;
}
