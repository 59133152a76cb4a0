/** What an audience can be made of, and how many colleagues it has. */
import type { Suggestion } from "vertel-schema";
import { useConsole } from "../context";
import { languageName } from "../i18n";
import { useWriting } from "./context";
import { same } from "./merge";

export type Side = keyof Suggestion["audience"];

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function useChoices(): Readonly<Record<Side, readonly Option[]>> {
  const { account } = useConsole();
  return { teams: [], locations: [], languages: account.organisationLanguages.map((value) => ({ value, label: languageName(value) })) };
}

/** In fives, as the server counts people; null for fewer, undefined while it is not known. */
export function useReach(audience: Partial<Suggestion["audience"]> | null): number | null | undefined {
  const { latest } = useWriting().session;
  return latest !== undefined && same(latest.audience, audience) ? latest.reach : undefined;
}
