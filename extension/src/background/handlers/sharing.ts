/** Takes what the employee did into the outbox. */
import type { SharingAnswers } from "../../shared/requests/sharing";
import type { Handlers, Services } from "./handlers";

export function sharingHandlers({ outbox }: Services): Handlers<keyof SharingAnswers> {
  return {
    share: async ({ share }) => {
      await outbox.add(share);
      // stored, so the panel has its answer; sending goes on behind it
      void outbox.flush();
      return null;
    },
  };
}
