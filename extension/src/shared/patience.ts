/** How long the worker waits for a server at most, in milliseconds: for photos, and for all that is known of somebody. */
export const LONGEST_PATIENCE_MS = 60_000;
