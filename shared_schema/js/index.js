/** The shapes that Vertel's server and its clients exchange: a validator for each document, and the fixed words. */

export * from "./generated/constants.js";
export * from "./generated/validators.js";
