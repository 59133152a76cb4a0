/**
 * The way out of Vertel: here into the composer beside the panel. Where Vertel is a web page, `src/web/out.ts` stands in
 * the place of this file.
 */
import { sites } from "../shared/browser";
import type { ShareRequest } from "../shared/shapes";
import { t, type Key } from "./i18n";
import { insert, LINKEDIN, showLinkedIn } from "./insert";
import type { IconName } from "./ui/icons";
import type { ToastAction } from "./ui/toast";

export interface Outgoing {
  /** As it is to be posted. */
  readonly text: string;
  readonly picture: string | undefined;
}

export type Outcome =
  /** It is out, and counts as shared. */
  | { readonly is: string; readonly said: string; readonly method: ShareRequest["method"]; readonly action?: ToastAction }
  /** It is not, or nobody knows; without an action there is still Copy. */
  | { readonly is: string; readonly said: string; readonly method?: undefined; readonly action?: ToastAction }
  /** The employee thought better of it. */
  | "stayed";

/** What the primary button says. */
export function wayOut(): { readonly label: Key; readonly icon: IconName } {
  return { label: "insert", icon: "insert" };
}

export async function goOut({ text }: Outgoing): Promise<Outcome> {
  const is = await insert(text);
  const show = { label: t("showLinkedIn"), run: () => void showLinkedIn() };
  switch (is) {
    case "inserted":
      return { is, said: t("inserted"), method: "insert" };
    case "no_tab":
      return { is, said: t("noLinkedIn"), action: show };
    case "no_composer":
      return { is, said: t("noComposer"), action: show };
    case "no_access":
      return { is, said: t("noAccess"), action: { label: t("giveAccess"), run: () => void sites.ask(LINKEDIN) } };
    case "not_verified":
      return { is, said: t("notVerified") };
  }
}
