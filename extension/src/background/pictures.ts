/** Pictures of suggestions, small, and kept: those that were looked at last. */
import * as keys from "../shared/keys";
import type { Access } from "./api";
import { dataUrl } from "../shared/data-url";
import type { Store } from "./store";

/** Characters of pictures in storage; beyond these, those seen longest ago go. Browsers may give us 10 MB for everything. */
const MOST = 3_000_000;

interface StoredPicture {
  readonly url: string;
  readonly seenAt: number;
}

export interface Parts {
  readonly store: Store;
  readonly fetchImage: (access: Access, id: string) => Promise<Blob>;
  readonly access: () => Promise<Access>;
  readonly thumbnail: (picture: Blob) => Promise<string>;
  readonly now: () => number;
}

export function createPictures({ store, fetchImage, access, thumbnail, now }: Parts) {
  /** Characters in storage, as far as this worker knows; before it looked it knows nothing. */
  let held = Infinity;

  async function image(id: string): Promise<string> {
    const key = keys.imageKey(id);
    const known = (await store.get([key]))[key] as StoredPicture | undefined;
    const url = known?.url ?? (await thumbnail(await fetchImage(await access(), id)));
    // a full disk is no reason to withhold the picture
    await keep(key, url, known === undefined).catch(() => undefined);
    return url;
  }

  async function keep(key: string, url: string, isNew: boolean): Promise<void> {
    await store.set({ [key]: { url, seenAt: now() } });
    if (!isNew) return;
    held += url.length;
    if (held > MOST) await forgetOldPictures();
  }

  /** As the server has it: too large to keep, and asked for once in a while. */
  async function picture(id: string): Promise<string> {
    return dataUrl(await fetchImage(await access(), id));
  }

  async function forgetOldPictures(): Promise<void> {
    const names = (await store.keys()).filter(keys.isImage);
    const pictures = Object.entries(await store.get(names)) as [string, StoredPicture][];
    pictures.sort(([, a], [, b]) => b.seenAt - a.seenAt);
    const gone: string[] = [];
    held = 0;
    for (const [name, { url }] of pictures) {
      if (held + url.length > MOST) gone.push(name);
      else held += url.length;
    }
    await store.remove(gone);
  }

  return { image, picture };
}

export type Pictures = ReturnType<typeof createPictures>;
