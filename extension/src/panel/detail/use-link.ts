/**
 * The tracked links of a suggestion, fetched ahead so that *Insert* does not wait for the network. A personal link is
 * made for one employee and the server keeps whose it is, so it is asked for only once it is chosen, now or before.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import type { FailureKind } from "../../shared/failure";
import * as keys from "../../shared/keys";
import { withLink, withoutLink } from "../../shared/post";
import { isLinkChoice, type LinkChoice, type Scope, type Suggestion } from "../../shared/shapes";
import { fits, read, type Entry } from "../../shared/stored";
import { ask } from "../ask";
import { usePanel } from "../panel-context";

/** Why the destination itself goes in, and nothing is counted. */
export type PlainBecause =
  /** The server could not be reached, or did not answer in time. */
  | "failed"
  /** The server gives none: an editor withdrew it, or the counting was paused on another computer a moment ago. */
  | "refused"
  /** The suggestion is over. */
  | "ended"
  /** The employee paused the counting. */
  | "paused";

export type LinkState =
  /** No link is wanted, or the suggestion leads nowhere. */
  | { readonly is: "none" }
  | { readonly is: "coming" }
  | { readonly is: "tracked"; readonly url: string; readonly code: string }
  | { readonly is: "plain"; readonly url: string; readonly because: PlainBecause };

/** After this long, *Insert* goes on with the plain destination. */
const LONGEST_WAIT_MS = 1500;

export interface LinkOf {
  readonly state: LinkState;
  /** The state, waited for a little when it is still coming. */
  readonly settled: () => Promise<LinkState>;
}

export function useLink({ id, destination_url: destination }: Suggestion, choice: LinkChoice): LinkOf {
  const isPaused = usePausedCounting();
  const [known, setKnown] = useState<Partial<Record<Scope, LinkState>>>({});
  const coming = useRef<Partial<Record<Scope, Promise<LinkState>>>>({});
  const isTracked = destination !== null && !isPaused;

  useEffect(() => {
    if (!isTracked) return;
    for (const scope of AHEAD[choice]) {
      // what failed is tried again with every choice
      if (known[scope]?.is === "tracked") continue;
      const link = fetchLink(id, scope, destination);
      coming.current[scope] = link;
      void link.then((found) => {
        // not over one that was asked for later, and came before
        if (coming.current[scope] === link) setKnown((now) => ({ ...now, [scope]: found }));
      });
    }
  }, [choice, isTracked]);

  if (destination === null || choice === "none") return settledAs({ is: "none" });
  if (isPaused) return settledAs({ is: "plain", url: destination, because: "paused" });
  const state = known[choice] ?? { is: "coming" };
  if (state.is !== "coming") return settledAs(state);
  const late: LinkState = { is: "plain", url: destination, because: "failed" };
  return { state, settled: () => Promise.race([coming.current[choice] ?? late, after(LONGEST_WAIT_MS, late)]) };
}

/** By choice, what to fetch: the one that is shown first, and behind it only what says nothing about anybody. */
const AHEAD: Readonly<Record<LinkChoice, readonly Scope[]>> = {
  none: [],
  campaign: ["campaign"],
  personal: ["personal", "campaign"],
};

const settledAs = (state: LinkState): LinkOf => ({ state, settled: () => Promise.resolve(state) });

const after = <T>(waitMs: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(resolve, waitMs, value));

function usePausedCounting(): boolean {
  const { account } = usePanel();
  return !account.counting;
}

async function fetchLink(suggestionId: string, scope: Scope, destination: string): Promise<LinkState> {
  const reply = await ask<"link">({ type: "link", suggestionId, scope });
  if (reply.ok) return { is: "tracked", ...reply.value };
  return { is: "plain", url: destination, because: BECAUSE[reply.failure.kind] ?? "failed" };
}

const BECAUSE: Partial<Record<FailureKind, PlainBecause>> = { gone: "ended", refused: "refused" };

/** What stands in the editor in the link's place, if anything does yet. */
export function urlOf(state: LinkState): string | undefined {
  return state.is === "tracked" || state.is === "plain" ? state.url : undefined;
}

/** The text as it leaves the panel. */
export function finalText(text: string, link: LinkState): string {
  switch (link.is) {
    case "none":
      return withoutLink(text);
    case "coming":
      return text;
    case "tracked":
    case "plain":
      return withLink(text, link.url);
  }
}

const LAST_CHOICE: Entry<LinkChoice> = { key: keys.LINK_CHOICE, parse: fits(isLinkChoice) };

/** The link that goes along with a new text: the one that was chosen last. */
export async function rememberedLink(): Promise<LinkChoice> {
  return (await read(storage, LAST_CHOICE).catch(() => undefined)) ?? "campaign";
}

export function rememberLink(choice: LinkChoice): Promise<void> {
  return storage.set({ [keys.LINK_CHOICE]: choice }).catch(() => undefined);
}
