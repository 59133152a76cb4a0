/**
 * The way out of Vertel: here into the composer beside the panel. Where Vertel is a web page, `src/web/out.ts` stands in
 * the place of this file.
 */
import { sites } from "../shared/browser";
import type { ShareRequest } from "../shared/shapes";
import { plural, t, type Key } from "./i18n";
import { insert, LINKEDIN, type NoPost, type Undoable } from "./insert";
import type { IconName } from "./ui/icons";
import type { ToastAction } from "./ui/toast";

export interface Outgoing {
  /** As it is to be posted. */
  readonly text: string;
  readonly picture: string | undefined;
}

/** What was done, to be told and counted as shared. */
export interface Out {
  readonly is: string;
  readonly said: string;
  readonly method: ShareRequest["method"];
  readonly undoable?: Undoable | undefined;
  readonly action?: ToastAction;
}

/** It is not out, or nobody knows; without an action there is still Copy. */
export interface Failed {
  readonly is: string;
  readonly said: string;
  readonly method?: undefined;
  readonly action?: ToastAction;
  /** Of the text, what is known not to have arrived. */
  readonly missing?: string;
  /** Asks the browser for what it did not allow, straight from a click: true when it may be tried again. */
  readonly allow?: () => Promise<boolean>;
}

export type SendResult =
  | Out
  | Failed
  /** There is no post to put it in yet. */
  | { readonly waits: NoPost }
  /** The employee thought better of it. */
  | "stayed";

/** What the primary button says, and what it says while it is at work. */
export function wayOut(): { readonly label: Key; readonly busy: Key; readonly icon: IconName } {
  return { label: "insert", busy: "inserting", icon: "insert" };
}

/** Whether the browser lets the text out; asks the employee the first time. Must be called straight from a click. */
export const mayGoOut = (): Promise<boolean> => sites.ask(LINKEDIN).catch(() => false);

/** Whether the browser will ask the employee at the next *Insert*, as it does the first time. */
export const willAsk = async (): Promise<boolean> => !(await sites.allowed(LINKEDIN));

export async function goOut({ text }: Outgoing): Promise<SendResult> {
  const insertion = await insert(text);
  switch (insertion.status) {
    case "inserted":
      return { is: "inserted", said: t("inserted"), method: "insert", undoable: insertion.undoable };
    case "no_access":
      return { is: "no_access", said: t("noAccess"), allow: () => sites.ask(LINKEDIN) };
    case "not_verified":
      return { is: "not_verified", ...compared(insertion.missing) };
    default:
      return { waits: insertion.status };
  }
}

const SHOWN_UNITS = 80;

/** What the post lacks, as far as it could be looked at. */
function compared(missing: readonly string[] | undefined): Pick<Failed, "said" | "missing"> {
  if (missing === undefined) return { said: t("notVerified") };
  const [first] = missing;
  if (first === undefined) return { said: t("notVerifiedAllThere") };
  const beginning = first.length > SHOWN_UNITS ? `${first.slice(0, SHOWN_UNITS).trimEnd()}…` : first;
  return { said: plural("notVerifiedMissing", missing.length, beginning), missing: missing.join("\n\n") };
}
