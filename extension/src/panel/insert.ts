/** Brings a text to the composer, or takes it out again: finds the LinkedIn tab, and runs there, for this one click. */
import { callComposer, COMPOSER_FILE } from "../composer/call";
import type { InsertResult, Job, JobResult, Put, UndoResult } from "../composer/result";
import { injection, sites, tabs, type Tab } from "../shared/browser";

export const LINKEDIN = "https://www.linkedin.com/*";
const NEW_POST = "https://www.linkedin.com/sharing/compose";

/** A text that went in, and can be taken out again. */
export interface Undoable {
  readonly tabId: number;
  readonly put: Put;
}

/** There was no post to write in: LinkedIn is not open at all, or not what one looks at, or has no post open. */
export type NoPost = "no_tab" | "elsewhere" | "no_composer";

export type Insertion =
  | { readonly status: "inserted"; readonly undoable?: Undoable }
  | { readonly status: "not_verified"; readonly missing?: readonly string[] | undefined }
  | { readonly status: NoPost | "no_access" };

export async function insert(text: string): Promise<Insertion> {
  const [allowed, tab] = await Promise.all([sites.allowed(LINKEDIN), linkedInTab()]);
  if (!allowed) return { status: "no_access" };
  if (typeof tab === "string") return { status: tab };
  const result = (await run(tab.id, { insert: text })) as InsertResult | undefined;
  if (result === undefined) return { status: "no_composer" };
  if (result.status === "not_verified") return { status: result.status, missing: result.missing };
  if (result.status !== "inserted" || result.put === undefined) return { status: result.status };
  return { status: "inserted", undoable: { tabId: tab.id, put: result.put } };
}

export async function takeOut({ tabId, put }: Undoable): Promise<UndoResult["status"]> {
  return ((await run(tabId, { takeOut: put })) as UndoResult | undefined)?.status ?? "no_composer";
}

/** Undefined when our file could not even be brought in, as while a page loads or is not LinkedIn's any more. */
async function run(tabId: number, job: Job): Promise<JobResult | undefined> {
  try {
    await injection.file(tabId, COMPOSER_FILE);
  } catch {
    return undefined;
  }
  try {
    return (await injection.call(tabId, callComposer, job)) ?? { status: "not_verified" };
  } catch {
    // the text may have gone in before the tab went away: never say that it did not
    return { status: "not_verified" };
  }
}

/**
 * The tab beside the panel. Only a panel that has a tab of its own, and so nothing beside it, takes the LinkedIn tab
 * that was looked at last: text must not go where the employee is not looking.
 */
async function linkedInTab(): Promise<Tab | "no_tab" | "elsewhere"> {
  const [found, active, isOurs] = await Promise.all([tabs.matching(LINKEDIN), tabs.activeHere(), tabs.isOurs()]);
  const beside = found.find((tab) => tab.id === active?.id);
  return beside ?? (isOurs ? latest(found) : undefined) ?? (found.length === 0 ? "no_tab" : "elsewhere");
}

const latest = (found: readonly Tab[]): Tab | undefined =>
  [...found].sort((a, b) => b.lastAccessed - a.lastAccessed)[0];

/**
 * A place to write: the LinkedIn tab that is open elsewhere, where a post may have been begun, or else LinkedIn's page
 * for a new post, in a tab of its own, since the one in sight may hold something unfinished.
 */
export async function showPost(why: NoPost): Promise<void> {
  const tab = why === "elsewhere" ? latest(await tabs.matching(LINKEDIN)) : undefined;
  await (tab === undefined ? tabs.open(NEW_POST) : tabs.focus(tab.id));
}
