/** Closed shapes for messages between our own pages; documents of the API have their generated validators. */

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

/** A plain object with these keys and no others. */
export const closed =
  <const S extends Shape>(shape: S): Guard<Read<S>> =>
  (value): value is Read<S> => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const known = Object.keys(value).every((key) => Object.hasOwn(shape, key));
    return known && Object.entries(shape).every(([key, guard]) => guard(own(value, key)));
  };

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
