/** How far the sending of files is: the worker tells the page, under the name that the page gave the call. */
import type { CallProgress, Progress } from "./protocol";

const listeners = new Map<string, (progress: Progress) => void>();

/** Have a function told of a call; the name is for the call, and ends what is told. */
export function listen(onProgress: (progress: Progress) => void): { readonly name: string; readonly end: () => void } {
  const name = crypto.randomUUID();
  listeners.set(name, onProgress);
  return { name, end: () => void listeners.delete(name) };
}

export function tell({ of, progress }: CallProgress): void {
  listeners.get(of)?.(progress);
}
