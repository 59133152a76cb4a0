/** What the inserter answers. Types only, so that the panel can import them without bundling the inserter. */

export type InsertResult =
  /** The text stands in the composer, read back from the editor. */
  | { readonly status: "inserted" }
  /** No composer is open in the tab, or more than one that could be meant. Nothing was touched. */
  | { readonly status: "no_composer" }
  /** The editor does not show what it should. Never insert again: that doubles text. Offer Copy instead. */
  | { readonly status: "not_verified" };

/** The inserter as `composer.js` leaves it, for one moment, in the extension's isolated world. */
export type Inserter = (text: string) => Promise<InsertResult>;
