/** What a team is called. */
import { api } from "../api";
import { useLoaded } from "../ui/use-loaded";

/** By its slug, which stands for it until the names are there. */
export function useTeamName(): (slug: string) => string {
  const { value } = useLoaded("audience", () => api.audience.readChoices());
  const names = new Map(value?.teams.map(({ slug, name }) => [slug, name]));
  return (slug) => names.get(slug) ?? slug;
}
