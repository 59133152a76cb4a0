/** What the panel asks of the composer and is answered. Types only, so that the panel does not bundle the inserter. */

/** Where a text of ours stands in the composer: enough to take it out again, and no word that is not ours. */
export interface Put {
  /** Text offset of its beginning. */
  readonly at: number;
  /** As it stands there, with the space that keeps it from its neighbours. */
  readonly text: string;
}

export type InsertResult =
  /** The text stands in the composer, read back from the editor. `put` is absent when its place cannot be told. */
  | { readonly status: "inserted"; readonly put?: Put }
  /** No composer is open in the tab, or more than one that could be meant. Nothing was touched. */
  | { readonly status: "no_composer" }
  /**
   * The editor does not show what it should. Never insert again: that doubles text. Offer Copy instead. `missing` are the
   * lines of ours that are not in it; absent when it could not be looked at.
   */
  | { readonly status: "not_verified"; readonly missing?: readonly string[] };

export type UndoResult =
  /** The text is out of the composer, read back from the editor, and the caret is where it was before. */
  | { readonly status: "undone" }
  /** The composer has gone, or the text does not stand there as it was put. Nothing was touched. */
  | { readonly status: "no_composer" | "changed" }
  /** The editor does not show what it should. */
  | { readonly status: "not_verified" };

/** One thing to do in the composer, for one click. */
export type Job = { readonly insert: string } | { readonly takeOut: Put };
export type JobResult = InsertResult | UndoResult;

/** What `composer.js` leaves, for one moment, in the extension's isolated world. */
export type Composer = (job: Job) => Promise<JobResult>;
