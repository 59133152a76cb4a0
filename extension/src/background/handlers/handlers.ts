/** What the worker does for each request of the panel: one function per request, by subject in the files beside this. */
import type { Answers, RequestOf, RequestType } from "../../shared/messages";
import type { Services } from "../services";
import { buttonHandlers } from "./button";
import { libraryHandlers } from "./library";
import { personHandlers } from "./person";
import { sessionHandlers } from "./session";
import { sharingHandlers } from "./sharing";
import { voicesHandlers } from "./voices";

export type { Services };

/** One handler for each of some requests. */
export type Handlers<T extends RequestType> = { readonly [K in T]: (request: RequestOf<K>) => Promise<Answers[K]> };

export function handlersWith(services: Services): Handlers<RequestType> {
  return {
    ...sessionHandlers(services),
    ...libraryHandlers(services),
    ...sharingHandlers(services),
    ...personHandlers(services),
    ...voicesHandlers(services),
    ...buttonHandlers(services),
  };
}
