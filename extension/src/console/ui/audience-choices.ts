/** The teams, locations and languages that there are, and the teams' names. */
import type { AudienceChoices } from "vertel-schema";
import type { Suggestion } from "../../shared/shapes";
import { api } from "../api";
import { audienceInWords } from "./audience";
import { useLoaded } from "./use-loaded";

/** Undefined until they are known. */
export function useAudienceChoices(): AudienceChoices | undefined {
  return useLoaded("audience choices", () => api.audience.readChoices()).value;
}

/** A team's name by its slug; the slug where there is no such team any more. */
export function useTeamName(): (slug: string) => string {
  const teams = useAudienceChoices()?.teams ?? [];
  return (slug) => teams.find((team) => team.slug === slug)?.name ?? slug;
}

export function useAudienceInWords(): (audience: Suggestion["audience"]) => string {
  const teamName = useTeamName();
  return (audience) => audienceInWords(audience, teamName);
}
