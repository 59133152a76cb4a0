/** The teams, for those who choose one. */
import type { SizedTeam } from "vertel-schema";
import { api } from "../api";
import { useLoaded } from "../ui/use-loaded";

const MOST = 100;

/** All of them, in pages of a hundred. @param onPage hears what has come with each. */
export async function loadTeams(onPage: (some: readonly SizedTeam[]) => void): Promise<readonly SizedTeam[]> {
  const all: SizedTeam[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.teams.browse({ limit: MOST, cursor });
    all.push(...page.items);
    onPage([...all]);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** Empty until they came. */
export function useTeams(): readonly SizedTeam[] {
  return useLoaded("teams", loadTeams).value ?? [];
}
