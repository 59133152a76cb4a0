/** Changes some fields of a suggestion that is on the screen, unless somebody else changed it since; and can take it back. */
import type { SuggestionPatch } from "vertel-schema";
import type { Suggestion } from "../../shared/shapes";
import { api, callFailure, type Api } from "../api";
import { t } from "../i18n";

/** A suggestion as it is on the screen, and what is to be different. */
export interface Wish {
  readonly seen: Suggestion;
  readonly patch: SuggestionPatch;
}

export interface Changed {
  readonly after: Suggestion;
  /** Makes it as it was. */
  readonly undo: Wish;
}

/** Somebody changed it after it was put on the screen. */
export class ChangedMeanwhile extends Error {
  readonly #seen: Suggestion;

  constructor(seen: Suggestion) {
    super("The suggestion was changed meanwhile.");
    this.#seen = seen;
  }

  get seen(): Suggestion {
    return this.#seen;
  }
}

export type Calls = Pick<Api["suggestions"], "readTagged" | "patch">;

const partOf = (suggestion: Suggestion, patch: SuggestionPatch): SuggestionPatch =>
  Object.fromEntries(Object.keys(patch).map((name) => [name, suggestion[name as keyof SuggestionPatch]]));

/** Undefined when it was so already. Rejected with `ChangedMeanwhile` or what the server says. */
export async function changeSuggestion({ seen, patch }: Wish, calls: Calls = api.suggestions): Promise<Changed | undefined> {
  const { document, etag } = await calls.readTagged(seen.id);
  if (document.updated_at !== seen.updated_at) throw new ChangedMeanwhile(document);
  const before = partOf(document, patch);
  if (JSON.stringify(before) === JSON.stringify(patch)) return undefined;
  const after = await calls.patch(seen.id, patch, { ifMatch: etag });
  return { after, undo: { seen: after, patch: before } };
}

const STALE = 412;

/** Why a change did not happen, in a sentence. */
export function whyNot(error: unknown): string {
  const { kind, status, errors, detail } = callFailure(error);
  if (error instanceof ChangedMeanwhile || status === STALE) return t("suggestions.changedMeanwhile");
  if (kind !== "refused") return t(`failure_${kind}`);
  const said = (errors ?? []).map(({ message }) => message).join(" ");
  return said === "" ? (detail ?? t("failure_refused")) : said;
}
