/** Pictures, asked of the worker once for all the places they stand in, and kept for as long as the panel is open. */
import { ask } from "../ask";

const here = new Map<string, string>();
const coming = new Map<string, Promise<string | undefined>>();

/** The address of a picture that has come, so that going back to the list does not blink. */
export const pictureHere = (id: string): string | undefined => here.get(id);

/** The address of a picture as soon as it has come; undefined when it did not, and the next who asks tries again. */
export function pictureOf(id: string): Promise<string | undefined> {
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
