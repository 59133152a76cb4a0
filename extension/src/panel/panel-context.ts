/** What every view may need: who is connected, the way to other views, and a place for short messages. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Account } from "../shared/shapes";
import type { Marks } from "./marks/use-marks";
import type { Navigation } from "./navigation";
import type { Settings } from "./state";
import type { ToastContent } from "./ui/toast";

export interface Panel {
  readonly account: Account;
  readonly settings: Settings;
  readonly changeSettings: (settings: Settings) => void;
  readonly navigation: Navigation;
  readonly marks: Marks;
  readonly toast: (content: ToastContent | undefined) => void;
}

const Context = createContext<Panel | undefined>(undefined);

export const PanelProvider = Context.Provider;

export function usePanel(): Panel {
  const panel = useContext(Context);
  if (panel === undefined) throw new Error("This view is shown outside the panel.");
  return panel;
}
