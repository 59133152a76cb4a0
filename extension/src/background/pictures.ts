/** Pictures of suggestions, small, and kept: those that were looked at last. */
import * as keys from "../shared/keys";
import type { Access } from "./api";
import { dataUrl } from "../shared/data-url";
import { failureOf } from "../shared/failure";
import { number, text } from "../shared/guards";
import { fits, readAll, readEach } from "../shared/stored";
import type { Store } from "./store";

/** Characters of pictures in storage; beyond these, those seen longest ago go. Browsers may give us 10 MB for everything. */
const MOST = 3_000_000;

/**
 * Once in so long it is noted that a picture was seen: that is enough to know which were seen longest ago. As often the
 * server is asked whether it still has it: somebody who is in it may have taken their yes back.
 */
const NOTED_EVERY_MS = 24 * 60 * 60 * 1000;

/** As a data URL; versions before kept the time in it. */
const isPicture = text(Infinity, /^data:/);

export interface PicturesDependencies {
  readonly store: Store;
  readonly fetchImage: (access: Access, id: string) => Promise<Blob>;
  readonly access: () => Promise<Access>;
  readonly thumbnail: (picture: Blob) => Promise<string>;
  readonly now: () => number;
}

export function createPictures({ store, fetchImage, access, thumbnail, now }: PicturesDependencies) {
  /** Characters in storage, as far as this worker knows; before it looked it knows nothing. */
  let held = Infinity;

  async function image(id: string): Promise<string> {
    const names = { picture: { key: keys.imageKey(id), parse: fits(isPicture) }, seenAt: { key: keys.imageSeenKey(id), parse: fits(number) } };
    const { picture: known, seenAt = 0 } = await readAll(store, names);
    const url = known ?? (await thumbnail(await fetchImage(await access(), id)));
    const isNoted = known !== undefined && Math.abs(now() - seenAt) < NOTED_EVERY_MS;
    // a full disk is no reason to withhold the picture
    if (!isNoted) await keep(id, url, known === undefined).catch(() => undefined);
    if (known !== undefined && !isNoted) void forgetIfGone(id).catch(() => undefined);
    return url;
  }

  async function forgetIfGone(id: string): Promise<void> {
    try {
      await fetchImage(await access(), id);
    } catch (error) {
      if (failureOf(error).kind === "gone") await store.remove(keys.ofImage(id));
    }
  }

  async function keep(id: string, url: string, isNew: boolean): Promise<void> {
    await store.set({ [keys.imageSeenKey(id)]: now(), ...(isNew && { [keys.imageKey(id)]: url }) });
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
    const ids = names.map(keys.lastPartOf);
    const found = await store.get(names);
    const seen = await readEach(store, ids.map(keys.imageSeenKey), fits(number));
    const seenAt = (id: string): number => seen.get(keys.imageSeenKey(id)) ?? 0;
    const gone: string[] = [];
    held = 0;
    for (const id of ids.sort((a, b) => seenAt(b) - seenAt(a))) {
      const url = found[keys.imageKey(id)];
      if (!isPicture(url) || held + url.length > MOST) gone.push(id);
      else held += url.length;
    }
    await store.remove(gone.flatMap(keys.ofImage));
  }

  return { image, picture };
}

export type Pictures = ReturnType<typeof createPictures>;
