/** A suggestion's state, as a word in a coloured field. */
import { lookOf, stateInWords, stateOf, type Windowed } from "./suggestion-state";

export function State({ of, zone }: { readonly of: Windowed; readonly zone: string }) {
  const now = Date.now();
  const state = stateOf(of, now);
  return <span class={`state ${lookOf(state)}`} data-state={state}>{stateInWords(of, zone, now)}</span>;
}
