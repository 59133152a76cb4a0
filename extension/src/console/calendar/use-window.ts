/** The suggestions that a calendar has to know of: drafts, and what colleagues see or will see. */
import type { Suggestion } from "../../shared/shapes";
import { api } from "../api";
import { useLoaded, type Loaded } from "../ui/use-loaded";

const PAGE = 100;

async function all(status: "draft" | "published"): Promise<Suggestion[]> {
  const found: Suggestion[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.suggestions.browse({ view: "manage", status, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

export function useWindow(): Loaded<readonly Suggestion[]> {
  return useLoaded<readonly Suggestion[]>("suggestions of the calendar", async () => (await Promise.all([all("published"), all("draft")])).flat());
}
