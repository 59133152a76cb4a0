/** Pictures, asked of the worker once for all the places they stand in, and kept for as long as the panel is open. */
import { ask } from "../ask";

/** After so long a picture that did not come is asked for again; then after four times as long, and so on. */
const AGAIN_MS = 5000;
const LONGEST_MS = 3_600_000;

const here = new Map<string, string>();
const coming = new Map<string, Promise<string | undefined>>();

/** The address of a picture that has come, so that going back to the list does not blink. */
export const pictureHere = (id: string): string | undefined => here.get(id);

/** Calls `show` with the address of a picture as soon as it has come; answers with what ends the waiting. */
export function whenHere(id: string, show: (url: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const look = async (waitMs: number): Promise<void> => {
    const url = await pictureOf(id);
    if (over) return;
    if (url === undefined) timer = setTimeout(() => void look(Math.min(4 * waitMs, LONGEST_MS)), waitMs);
    else show(url);
  };
  void look(AGAIN_MS);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/** Undefined when it did not come, and the next who asks tries again. */
function pictureOf(id: string): Promise<string | undefined> {
  const before = coming.get(id);
  if (before !== undefined) return before;
  const picture = ask<"image">({ type: "image", id }).then((reply) => {
    if (reply.ok) here.set(id, reply.value);
    else coming.delete(id);
    return here.get(id);
  });
  coming.set(id, picture);
  return picture;
}
