/** The drawing of Vertel's mark, on a grid of 128 by 128: a speech bubble, and one of its two quotation marks. */

export const BUBBLE =
  "M32 8h64a24 24 0 0 1 24 24v44a24 24 0 0 1-24 24H62l-26 20.500a4 4 0 0 1-6.400-3.200V100A24 24 0 0 1 8 76V32A24 24 0 0 1 32 8Z";

export const QUOTE =
  "M54 32c-13.500 4-21 14.500-21 27.500C33 70 39 76 46.500 76S60 70.500 60 63.500 55 51.500 48.500 51.500c-1 0-2 .1-3 .4C47 46 51 41.500 57 39Z";

/** Where the second quotation mark stands. */
export const SECOND_QUOTE = "translate(34)";
