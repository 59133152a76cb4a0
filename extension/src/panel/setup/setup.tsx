/** The first run: what Vertel does, then the connection. Nothing is sent before the employee agreed and connected. */
import { useState } from "preact/hooks";
import type { Policy } from "../../shared/policy";
import type { Account } from "../../shared/shapes";
import { Connect } from "./connect";
import { Welcome } from "./welcome";

interface Props {
  /** They agreed, now or an earlier time; what they agreed to can still be read again. */
  readonly consented: boolean;
  /** Who was connected before the server ended the session. */
  readonly before: Account | undefined;
  readonly policy: Policy;
  readonly onAgree: () => void;
}

export function Setup({ consented, before, policy, onAgree }: Props) {
  const [step, setStep] = useState<"welcome" | "connect">(consented ? "connect" : "welcome");
  if (step === "welcome") {
    return (
      <Welcome
        onAgree={() => {
          onAgree();
          setStep("connect");
        }}
      />
    );
  }
  return <Connect before={before} policy={policy} onBack={() => { setStep("welcome"); }} />;
}
