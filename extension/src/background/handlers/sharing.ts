/** Takes what the employee did into the outbox. */
import type { SharingAnswers } from "../../shared/requests/sharing";
import type { Handlers, Services } from "./handlers";

export function sharingHandlers({ outbox, session }: Services): Handlers<keyof SharingAnswers> {
  return {
    share: async ({ share }) => {
      // who paused the counting does not even tell
      if ((await session.account())?.counting === false) return null;
      await (share.method === "insert" ? outbox.hold(share) : outbox.add(share));
      // stored, so the panel has its answer; sending goes on behind it
      void outbox.flush();
      return null;
    },

    share_stands: async ({ id }) => {
      await outbox.release(id);
      void outbox.flush();
      return null;
    },

    share_undone: ({ id }) => outbox.takeBack(id),
  };
}
