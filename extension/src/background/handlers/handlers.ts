/** What the worker does for each request of the panel: one function per request, by subject in the files beside this. */
import type { Answers, RequestOf, RequestType } from "../../shared/messages";
import type { ComposerButton } from "../composer-button";
import type { LibraryService } from "../library";
import type { Outbox } from "../outbox";
import type { Session } from "../session";
import { buttonHandlers } from "./button";
import { libraryHandlers } from "./library";
import { sessionHandlers } from "./session";
import { sharingHandlers } from "./sharing";

export interface Services {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly library: LibraryService;
  readonly composerButton: ComposerButton;
}

/** One handler for each of some requests. */
export type Handlers<T extends RequestType> = { readonly [K in T]: (request: RequestOf<K>) => Promise<Answers[K]> };

export function handlersWith(services: Services): Handlers<RequestType> {
  return { ...sessionHandlers(services), ...libraryHandlers(services), ...sharingHandlers(services), ...buttonHandlers(services) };
}
