/** Beginning to sign in: on the server's own page in a new tab, or with a one-time code. */
import { tabs } from "../../shared/browser";
import type { Failure } from "../../shared/failure";
import { ask } from "../ask";

export type Way = "browser" | "code";

/** Gives what went wrong. When nothing did, storage says how it goes on. */
export async function signInInOtherTab(server: string): Promise<Failure | undefined> {
  const reply = await ask<"sign_in_begin">({ type: "sign_in_begin", server });
  if (!reply.ok) return reply.failure;
  await tabs.open(reply.value.address);
  return undefined;
}

export async function signInWithCode(server: string, code: string): Promise<Failure | undefined> {
  const reply = await ask<"connect">({ type: "connect", server, code });
  return reply.ok ? undefined : reply.failure;
}
