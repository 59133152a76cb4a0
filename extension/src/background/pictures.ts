/** Pictures of suggestions, small, and kept: those that were looked at last. */
import * as keys from "../shared/keys";
import type { Access } from "./api";
import { dataUrl } from "../shared/data-url";
import type { Store } from "./store";

/** Pictures in storage; beyond this many, those seen longest ago go. */
const PICTURES = 60;

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
  async function image(id: string): Promise<string> {
    const key = keys.imageKey(id);
    const known = (await store.get([key]))[key] as StoredPicture | undefined;
    const url = known?.url ?? (await thumbnail(await fetchImage(await access(), id)));
    await store.set({ [key]: { url, seenAt: now() } });
    if (known === undefined) await forgetOldPictures();
    return url;
  }

  /** As the server has it: too large to keep, and asked for once in a while. */
  async function picture(id: string): Promise<string> {
    return dataUrl(await fetchImage(await access(), id));
  }

  async function forgetOldPictures(): Promise<void> {
    const names = (await store.keys()).filter(keys.isImage);
    if (names.length <= PICTURES) return;
    const pictures = Object.entries(await store.get(names)) as [string, StoredPicture][];
    pictures.sort(([, a], [, b]) => b.seenAt - a.seenAt);
    await store.remove(pictures.slice(PICTURES).map(([name]) => name));
  }

  return { image, picture };
}

export type Pictures = ReturnType<typeof createPictures>;
