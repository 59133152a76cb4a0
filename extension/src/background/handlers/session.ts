/** Begins and ends a session. */
import { Failed } from "../../shared/failure";
import type { SessionAnswers } from "../../shared/requests/session";
import { serverAddress } from "../../shared/server-address";
import type { Handlers, Services } from "./handlers";

export function sessionHandlers({ session, outbox }: Services): Handlers<keyof SessionAnswers> {
  return {
    connect: async ({ server: typed, code }) => {
      const server = serverAddress(typed);
      if (server === undefined) throw new Failed("refused");
      const account = await session.connect(server, code.trim());
      void outbox.flush();
      return account;
    },

    /** Here at once. What the server should still hear goes out behind the answer: it may be slow, or gone. */
    sign_out: async () => {
      const waiting = await outbox.waiting();
      const last = await session.end();
      if (last !== undefined) void outbox.sendOff(waiting, last).then(() => session.revoke(last));
      return null;
    },
  };
}
