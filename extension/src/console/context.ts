/** What every view may need: who is signed in, the language, and a place for short messages. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ToastContent } from "../panel/ui/toast";
import type { Account } from "../shared/shapes";

export interface Console {
  readonly account: Account;
  /** Administrators do what editors do, and more. */
  readonly isAdmin: boolean;
  /** Undefined is the browser's. */
  readonly language: string | undefined;
  readonly changeLanguage: (language: string | undefined) => void;
  readonly toast: (content: ToastContent | undefined) => void;
}

const Context = createContext<Console | undefined>(undefined);

export const ConsoleProvider = Context.Provider;

export function useConsole(): Console {
  const found = useContext(Context);
  if (found === undefined) throw new Error("This view is shown outside the console.");
  return found;
}
