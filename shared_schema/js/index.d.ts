/** The shapes that Vertel's server and its clients exchange: types, a validator for each document, and the fixed words. */

export * from "./generated/constants.js";
export type * from "./generated/types.js";
export * from "./generated/validators.js";
