/**
 * Sends an idea so that it is there once, whatever becomes of the answer: what is about to be sent is stored as being
 * on its way first, and everything goes under keys that were made with the draft. Sent again, it gets the answer that
 * was lost.
 */
import type { Failure } from "../../shared/failure";
import type { Reply } from "../../shared/messages";
import type { ask } from "../ask";
import { requestOf, type IdeaDraft } from "./idea-draft";

export interface SendIdeaDependencies {
  readonly ask: typeof ask;
  readonly photo: (id: string) => Promise<string | undefined>;
  readonly keep: (draft: IdeaDraft) => Promise<void>;
}

export async function sendIdea(draft: IdeaDraft, { ask, photo, keep }: SendIdeaDependencies): Promise<Reply<"send_idea">> {
  const going: IdeaDraft = { ...draft, state: "onItsWay" };
  await keep(going);
  const images: string[] = [];
  for (const { id } of draft.photos) {
    const picture = await photo(id).catch(() => undefined);
    if (picture === undefined) {
      // nothing more is sent: what can be changed is to take the photo out, or to add it again
      await keep(draft);
      return { ok: false, failure: { kind: "storage" } };
    }
    const uploaded = await ask<"upload_photo">({ type: "upload_photo", key: draft.id, photo: id, picture });
    if (!uploaded.ok) return settled(going, uploaded.failure, keep);
    images.push(uploaded.value);
  }
  const reply = await ask<"send_idea">({ type: "send_idea", key: draft.id, idea: requestOf(draft, images) });
  return reply.ok ? reply : settled(going, reply.failure, keep);
}

/** A plain no leaves nothing behind, so the idea may be changed; after anything else it may have arrived. */
async function settled(going: IdeaDraft, failure: Failure, keep: SendIdeaDependencies["keep"]): Promise<{ ok: false; failure: Failure }> {
  if (failure.kind === "refused") await keep({ ...going, state: "refused" });
  return { ok: false, failure };
}
