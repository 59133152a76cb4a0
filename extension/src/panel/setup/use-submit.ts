/** What happens when somebody presses the button to connect, and what was wrong with what they filled in. */
import { useEffect, useState } from "preact/hooks";
import { focusOn } from "../ui/focus";
import { faultsIn, faultsOf, type Faults } from "./faults";
import { signInInOtherTab, signInWithCode, type Way } from "./sign-in";

interface Filled {
  readonly server: string;
  readonly code: string;
  readonly way: Way;
  /** Nobody can change the address here. */
  readonly addressIsSet: boolean;
}

interface Listeners {
  /** The server has no page to sign in on. */
  readonly onTooOld: () => void;
  /** Nothing that answers at the address is Vertel: it may be another address that is meant. */
  readonly onNotFound: () => void;
}

export function useSubmit({ server, code, way, addressIsSet }: Filled, { onTooOld, onNotFound }: Listeners) {
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  useEffect(() => { focusOn('[aria-invalid="true"]'); }, [faults]);

  const submit = async (): Promise<void> => {
    const found = faultsIn(server, way === "code" ? code : undefined);
    setFaults(found);
    if (busy || Object.keys(found).length > 0) return;
    setBusy(true);
    const failure = await (way === "code" ? signInWithCode(server, code) : signInInOtherTab(server));
    // when it worked, storage says so and this view goes
    if (failure === undefined) return;
    setBusy(false);
    if (failure.kind === "gone" && way === "browser") {
      onTooOld();
      return;
    }
    const failed = faultsOf(failure, addressIsSet);
    if (failed.server !== undefined) onNotFound();
    setFaults(failed);
  };
  return { faults, busy, submit, forgetFaults: () => { setFaults({}); } };
}
