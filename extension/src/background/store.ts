/** The part of the browser's storage that the worker's parts need, so that a test can give them another. */

export interface Store {
  readonly get: (keys: readonly string[]) => Promise<Record<string, unknown>>;
  readonly set: (items: Record<string, unknown>) => Promise<void>;
  readonly remove: (keys: readonly string[]) => Promise<void>;
  readonly keys: () => Promise<string[]>;
}
