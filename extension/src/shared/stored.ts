/**
 * Reading what is kept. Nothing that was stored is believed: a disk may have damaged it, and another version of Vertel
 * may have written it. A value that does not fit counts as not there, and nobody ever fails over it.
 */
import type { Guard } from "./guards";

/** What is kept under one name, and how it is read. */
export interface Entry<T> {
  readonly key: string;
  /** The value as this version understands it; undefined when it does not. */
  readonly parse: (value: unknown) => T | undefined;
}

export interface Readable {
  readonly get: (keys: readonly string[]) => Promise<Record<string, unknown>>;
}

export type ValueOf<E> = E extends Entry<infer T> ? T : never;

type Values<E extends Readonly<Record<string, Entry<unknown>>>> = { readonly [K in keyof E]: ValueOf<E[K]> | undefined };

/** For values that fit as they are or not at all. */
export const fits =
  <T>(guard: Guard<T>) =>
  (value: unknown): T | undefined =>
    guard(value) ? value : undefined;

export async function read<T>(store: Readable, { key, parse }: Entry<T>): Promise<T | undefined> {
  return parse((await store.get([key]))[key]);
}

/** Several at once, by the names given to them. */
export async function readAll<E extends Readonly<Record<string, Entry<unknown>>>>(store: Readable, entries: E): Promise<Values<E>> {
  const found = await store.get(Object.values(entries).map(({ key }) => key));
  // TypeScript loses which entry stands under which name
  return Object.fromEntries(Object.entries(entries).map(([name, { key, parse }]) => [name, parse(found[key])])) as Values<E>;
}

/** All of a kind that can be read, by their keys. */
export async function readEach<T>(store: Readable, keys: readonly string[], parse: Entry<T>["parse"]): Promise<Map<string, T>> {
  const found = await store.get(keys);
  return new Map(Object.entries(found).flatMap(([key, value]) => {
    const parsed = parse(value);
    return parsed === undefined ? [] : [[key, parsed] as const];
  }));
}
