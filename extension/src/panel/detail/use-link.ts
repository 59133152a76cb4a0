/** The tracked link of a suggestion, fetched ahead so that *Insert* need not wait for the network. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { LinkChoice, Suggestion } from "../../shared/shapes";
import { ask } from "../ask";

export type LinkState =
  /** No link is wanted, or the suggestion leads nowhere. */
  | { readonly is: "none" }
  | { readonly is: "coming" }
  | { readonly is: "tracked"; readonly url: string; readonly code: string }
  /** No tracked link could be had: the destination itself goes in, and nothing is counted. */
  | { readonly is: "plain"; readonly url: string; readonly ended?: boolean };

/** After this long, *Insert* goes on with the plain destination. */
const LONGEST_WAIT_MS = 1500;

export interface LinkOf {
  readonly state: LinkState;
  /** The state, waited for a little when it is still coming. */
  readonly settled: () => Promise<LinkState>;
}

export function useLink({ id, destination_url: destination }: Suggestion, choice: LinkChoice): LinkOf {
  const wanted = destination !== null && choice !== "none";
  const [state, setState] = useState<LinkState>({ is: wanted ? "coming" : "none" });
  const latest = useRef<Promise<LinkState>>(Promise.resolve(state));

  useEffect(() => {
    let over = false;
    setState({ is: wanted ? "coming" : "none" });
    latest.current = wanted ? fetchLink(id, choice, destination) : Promise.resolve({ is: "none" });
    void latest.current.then((found) => { if (!over) setState(found); });
    return () => {
      over = true;
    };
  }, [id, choice, destination]);

  const settled = async (): Promise<LinkState> => {
    const plain: LinkState = wanted ? { is: "plain", url: destination } : { is: "none" };
    const late = new Promise<LinkState>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS, plain));
    return Promise.race([latest.current, late]);
  };
  return { state, settled };
}

async function fetchLink(suggestionId: string, scope: "campaign" | "personal", destination: string): Promise<LinkState> {
  const reply = await ask<"link">({ type: "link", suggestionId, scope });
  if (reply.ok) return { is: "tracked", ...reply.value };
  return { is: "plain", url: destination, ended: reply.failure.kind === "gone" };
}

/** What stands in the editor in the link's place, if anything does yet. */
export function urlOf(state: LinkState): string | undefined {
  return state.is === "tracked" || state.is === "plain" ? state.url : undefined;
}
