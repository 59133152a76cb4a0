/** Answers that overtake each other on their way: what was asked earlier does not replace what was asked later. */
export interface InOrder {
  /** Call when something is asked; the answer says, when it has come, whether it is still the newest. */
  readonly ask: () => () => boolean;
}

export function inOrder(): InOrder {
  let asked = 0;
  let newest = 0;
  return {
    ask: () => {
      const number = ++asked;
      return () => {
        if (number < newest) return false;
        newest = number;
        return true;
      };
    },
  };
}
