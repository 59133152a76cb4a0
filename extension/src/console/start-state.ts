/** What the console knows when it opens, and how it hears that this changed: in this window, its worker or another one. */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import { ACCOUNT, SIGNING_IN } from "../shared/entries";
import { open, optional, string } from "../shared/guards";
import * as keys from "../shared/keys";
import type { Account, SigningIn } from "../shared/shapes";
import { fits, readAll } from "../shared/stored";

export interface Start {
  readonly account: Account | undefined;
  /** A sign-in that goes on in another tab. */
  readonly signingIn: SigningIn | undefined;
  /** The language of the console's words; undefined is the browser's. */
  readonly language: string | undefined;
}

const SETTINGS = { key: keys.SETTINGS, parse: fits(open({ language: optional(string) })) };

/** Rejected when the browser does not give back what is kept. */
export async function loadStart(): Promise<Start> {
  const { account, signingIn, settings } = await readAll(storage, { account: ACCOUNT, signingIn: SIGNING_IN, settings: SETTINGS });
  return { account, signingIn, language: settings?.language };
}

export async function keepLanguage(language: string | undefined): Promise<void> {
  await storage.set({ [keys.SETTINGS]: { language } }).catch(() => undefined);
}

export function useStart(first: Start): Start {
  const [start, setStart] = useState(first);
  useEffect(() => {
    const load = (): void => void loadStart().then(setStart, () => undefined);
    return storage.onChange((changed) => {
      if ([keys.ACCOUNT, keys.SIGNING_IN].some((key) => changed.includes(key))) load();
    });
  }, []);
  return start;
}
