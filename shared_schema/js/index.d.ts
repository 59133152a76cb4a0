/** The shapes that Vertel's server and its clients exchange: types, a validator for each document, and the fixed words. */

import type { EditorWarning } from "./generated/types.js";

export * from "./generated/constants.js";
export type * from "./generated/types.js";
export * from "./generated/validators.js";

/** @deprecated It is called `EditorWarning` now; this name is gone in version 0.3.0. */
export type Warning = EditorWarning;
