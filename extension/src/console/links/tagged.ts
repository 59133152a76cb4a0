/** A link, and the name of the version that was read: a change of it says which one it is of. */
import type { ManagedLink } from "vertel-schema";

export interface Tagged {
  readonly document: ManagedLink;
  readonly etag: string;
}
