/** Something that is done on a press: one at a time, with what went wrong. */
import { useState } from "preact/hooks";
import { callFailure } from "../api";
import type { CallFailure } from "../worker/protocol";

export interface Action<A extends readonly unknown[]> {
  readonly isBusy: boolean;
  readonly failure: CallFailure | undefined;
  /** Does nothing while it is being done. Answers whether it worked. */
  readonly run: (...args: A) => Promise<boolean>;
  readonly forgetFailure: () => void;
}

export function useAction<A extends readonly unknown[]>(act: (...args: A) => Promise<void>): Action<A> {
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly failure?: CallFailure }>({ isBusy: false });
  const run = async (...args: A): Promise<boolean> => {
    if (state.isBusy) return false;
    setState({ isBusy: true });
    try {
      await act(...args);
      setState({ isBusy: false });
      return true;
    } catch (error) {
      setState({ isBusy: false, failure: callFailure(error) });
      return false;
    }
  };
  return { isBusy: state.isBusy, failure: state.failure, run, forgetFailure: () => { setState({ isBusy: false }); } };
}
