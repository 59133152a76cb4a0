/** The first run: what Vertel does, then the connection. Nothing is sent before the employee agreed and connected. */
import { useState } from "preact/hooks";
import type { Account } from "../../shared/shapes";
import { Connect } from "./connect";
import { Welcome } from "./welcome";

interface Props {
  /** They agreed, now or an earlier time; what they agreed to can still be read again. */
  readonly consented: boolean;
  /** Who was connected before the server ended the session. */
  readonly before: Account | undefined;
  readonly onAgree: () => void;
}

export function Setup({ consented, before, onAgree }: Props) {
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
  return <Connect before={before} onBack={() => { setStep("welcome"); }} />;
}
