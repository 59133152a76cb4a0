/** Takes what the employee did into the outbox. */
import type { SharingAnswers } from "../../shared/requests/sharing";
import type { Handlers, Services } from "./handlers";

export function sharingHandlers({ outbox }: Services): Handlers<keyof SharingAnswers> {
  return {
    share: async ({ share }) => {
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
