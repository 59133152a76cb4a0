/** Asking the worker, which may be asleep, starting or just stopped. */
import { runtime } from "../shared/browser";
import type { Reply, RequestOf, RequestType } from "../shared/messages";
import { firstPicture } from "./first-picture";

/** A worker that stopped on the way is asked again: no request does more when it is made twice. */
export async function ask<T extends RequestType>(request: RequestOf<T>): Promise<Reply<T>> {
  await firstPicture;
  return (await once<T>(request)) ?? (await once<T>(request)) ?? { ok: false, failure: { kind: "unexpected" } };
}

async function once<T extends RequestType>(request: RequestOf<T>): Promise<Reply<T> | undefined> {
  try {
    return (await runtime.send(request)) as Reply<T> | undefined;
  } catch {
    return undefined;
  }
}

