/**
 * What was written before it had its writer's id in its name is theirs who is signed in: versions that wrote like that
 * emptied the storage when somebody else came.
 */
import { storage } from "../shared/browser";
import * as keys from "../shared/keys";
import { lastMoment, type LastMoment } from "../shared/last-moment";
import { setMakingRoom } from "../shared/room";

type Rename = readonly [from: string, to: string];

/** The name with the writer in it, of one without. */
function renamed(name: string, owner: string): string | undefined {
  if (name === "idea") return keys.ideaKey(owner);
  if (name === "news-read") return keys.newsReadKey(owner);
  const [kind, id, ...rest] = name.split(":");
  if (id === undefined || rest.length > 0 || kind === undefined || !["draft", "opened", "photo", "comment", "reply"].includes(kind)) return undefined;
  return `${kind}:${owner}:${id}`;
}

const renamesOf = (names: readonly string[], owner: string): Rename[] =>
  names.flatMap((name) => {
    const to = renamed(name, owner);
    return to === undefined ? [] : [[name, to] as const];
  });

/** Once for an installation. Never rejected: the next start tries again. */
export async function adoptWriting(
  owner: string,
  store: Pick<typeof storage, "get" | "set" | "remove" | "keys"> = storage,
  spare: LastMoment = lastMoment,
): Promise<void> {
  try {
    // one after the other: there may not be room for all of it twice
    for (const [from, to] of renamesOf(await store.keys(), owner)) {
      const found = await store.get([from]);
      await setMakingRoom(store, { [to]: found[from] });
      await store.remove([from]);
    }
    adoptLastMoment(owner, spare);
    await store.set({ [keys.OWNED_WRITING]: true });
  } catch {
    // the texts stay under their old names
  }
}

/** They had no time then: one millisecond after nothing, so that they count where nothing newer is. */
function adoptLastMoment(owner: string, spare: LastMoment): void {
  for (const [from, to] of renamesOf(spare.keys(), owner)) {
    const text = spare.get(from) ?? "null";
    spare.set(to, `{"at":1,"value":${text},"seen":0}`);
    spare.remove(from);
  }
}
