/** What the worker does for each request of the panel. */
import { asRequest, isOurPanel, type Answers, type AnyRequest, type Reply, type RequestOf, type RequestType } from "../shared/messages";
import type { Sender } from "../shared/browser";
import { serverAddress } from "../shared/server-address";
import { Failed, failureOf } from "../shared/failure";
import type { LibraryService } from "./library";
import type { Outbox } from "./outbox";
import type { Session } from "./session";

export interface Services {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly library: LibraryService;
}

export interface Us {
  readonly id: string;
  readonly panelUrl: string;
}

/** A function that answers a message, or gives nothing when the message is not one of ours. */
export function createAnswer(services: Services, us: Us) {
  return (message: unknown, sender: Sender): Promise<Reply<RequestType>> | undefined => {
    if (!isOurPanel(sender, us.id, us.panelUrl)) return undefined;
    const request = asRequest(message);
    if (request === undefined) return undefined;
    return perform(services, request).then(
      (value) => ({ ok: true, value }),
      (error: unknown) => ({ ok: false, failure: failureOf(error) }),
    );
  };
}

async function perform(services: Services, request: AnyRequest): Promise<Answers[RequestType]> {
  const { outbox, library } = services;
  switch (request.type) {
    case "connect":
      return connect(services, request.server, request.code);
    case "sign_out":
      return signOut(services);
    case "library":
      return fetchLibrary(services, request);
    case "link":
      return library.link(request.suggestionId, request.scope);
    case "image":
      return library.image(request.id);
    case "share":
      await outbox.add(request.share);
      // stored, so the panel has its answer; sending goes on behind it
      void outbox.flush();
      return null;
  }
}

/** Here at once. What the server should still hear goes out behind the answer: the server may be slow, or gone. */
async function signOut({ session, outbox }: Services): Promise<null> {
  const waiting = await outbox.waiting();
  const last = await session.end();
  if (last !== undefined) void outbox.sendOff(waiting, last).then(() => session.revoke(last));
  return null;
}

/** The server answers, so what waits for it can go: sooner than the next alarm. */
async function fetchLibrary({ library, outbox }: Services, request: RequestOf<"library">): Promise<Answers["library"]> {
  const found = await library.fetchPage(request.query, request.cursor);
  void outbox.flush();
  return found;
}

async function connect({ session, outbox }: Services, typed: string, code: string): Promise<Answers["connect"]> {
  const server = serverAddress(typed);
  if (server === undefined) throw new Failed("refused");
  const account = await session.connect(server, code.trim());
  void outbox.flush();
  return account;
}
