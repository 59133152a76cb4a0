/**
 * Shapes of what our own pages send each other and keep; documents of the API have their generated validators. Messages
 * are `closed`. What is kept is `open`: a newer version may have added to it.
 */

export type Guard<T> = (value: unknown) => value is T;
type Shape = Record<string, Guard<unknown>>;
type Of<G> = G extends Guard<infer T> ? T : never;
type Read<S extends Shape> = {
  readonly [K in keyof S as undefined extends Of<S[K]> ? never : K]: Of<S[K]>;
} & {
  readonly [K in keyof S as undefined extends Of<S[K]> ? K : never]?: Of<S[K]>;
};

export const text =
  (max: number, pattern?: RegExp): Guard<string> =>
  (value): value is string =>
    typeof value === "string" && value.length <= max && (pattern?.test(value) ?? true);

export const oneOf =
  <const T extends string>(...words: readonly T[]): Guard<T> =>
  (value): value is T =>
    (words as readonly unknown[]).includes(value);

export const flag: Guard<boolean> = (value): value is boolean => typeof value === "boolean";

/** For what is there or not, and never false. */
export const isTrue: Guard<true> = (value): value is true => value === true;

export const uuid = text(36, /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** A short list; more than `max` is not one of our messages. */
export const list =
  <T>(of: Guard<T>, max: number): Guard<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= max && value.every((one) => of(one));

/** The key may be absent; when it is there, it has to fit. */
export const optional =
  <T>(guard: Guard<T>): Guard<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || guard(value);

export const orNull =
  <T>(guard: Guard<T>): Guard<T | null> =>
  (value): value is T | null =>
    value === null || guard(value);

export const anything: Guard<unknown> = (value): value is unknown => value !== undefined;

export const string: Guard<string> = (value): value is string => typeof value === "string";

export const number: Guard<number> = (value): value is number => typeof value === "number" && Number.isFinite(value);

/** A plain object with any keys, and such values. */
export const record =
  <T>(of: Guard<T>): Guard<Readonly<Record<string, T>>> =>
  (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every((one) => of(one));

/** A plain object with these keys, and perhaps others. */
export const open =
  <const S extends Shape>(shape: S): Guard<Read<S>> =>
  (value): value is Read<S> =>
    isObject(value) && Object.entries(shape).every(([key, guard]) => guard(own(value, key)));

/** A plain object with these keys and no others. */
export const closed = <const S extends Shape>(shape: S): Guard<Read<S>> => {
  const fits = open(shape);
  return (value): value is Read<S> => fits(value) && Object.keys(value).every((key) => Object.hasOwn(shape, key));
};

/** Those of an object's values that fit, by key; the others are left out. */
export function fitting<const S extends Shape>(shape: S, value: object): Partial<Read<S>> {
  const fits = Object.entries(shape).filter(([key, guard]) => guard(own(value, key)));
  return Object.fromEntries(fits.map(([key]) => [key, own(value, key)])) as Partial<Read<S>>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
