/** Brings a text to the composer: finds the LinkedIn tab, and runs the inserter there, for this one click. */
import { callInserter, COMPOSER_FILE } from "../composer/call";
import type { InsertResult } from "../composer/result";
import { injection, sites, tabs, type Tab } from "../shared/browser";

export const LINKEDIN = "https://www.linkedin.com/*";
const LINKEDIN_START = "https://www.linkedin.com/feed/";

export type Insertion = InsertResult["status"] | "no_tab" | "no_access";

export async function insert(text: string): Promise<Insertion> {
  if (!(await sites.allowed(LINKEDIN))) return "no_access";
  const tab = await linkedInTab();
  if (tab === undefined) return "no_tab";
  try {
    await injection.file(tab.id, COMPOSER_FILE);
  } catch {
    return "no_tab";
  }
  try {
    const result = await injection.call(tab.id, callInserter, text);
    return result?.status ?? "not_verified";
  } catch {
    // the text may have gone in before the tab went away: never say that it did not
    return "not_verified";
  }
}

/**
 * The tab beside the panel. Only a panel that has a tab of its own, and so nothing beside it, takes the LinkedIn tab
 * that was looked at last: text must not go where the employee is not looking.
 */
async function linkedInTab(): Promise<Tab | undefined> {
  const found = await tabs.matching(LINKEDIN);
  const active = await tabs.activeHere();
  const beside = found.find((tab) => tab.id === active?.id);
  return beside ?? ((await tabs.isOurs()) ? latest(found) : undefined);
}

const latest = (found: readonly Tab[]): Tab | undefined =>
  [...found].sort((a, b) => b.lastAccessed - a.lastAccessed)[0];

/** Bring LinkedIn in front of the employee: the tab they have, or a new one. */
export async function showLinkedIn(): Promise<void> {
  const tab = latest(await tabs.matching(LINKEDIN));
  await (tab === undefined ? tabs.open(LINKEDIN_START) : tabs.focus(tab.id));
}
