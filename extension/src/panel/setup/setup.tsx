/** The first run: what Vertel does, then the connection. Nothing is sent before the employee agreed and connected. */
import { useState } from "preact/hooks";
import type { Account } from "../../shared/shapes";
import { keepConsent } from "../state";
import { Connect } from "./connect";
import { Welcome } from "./welcome";

interface Props {
  readonly consented: boolean;
  /** Who was connected before the server ended the session. */
  readonly before: Account | undefined;
  readonly onConnected: () => void;
}

export function Setup({ consented, before, onConnected }: Props) {
  const [step, setStep] = useState<"welcome" | "connect">(consented ? "connect" : "welcome");
  if (step === "welcome") {
    return (
      <Welcome
        onAgree={() => {
          void keepConsent();
          setStep("connect");
        }}
      />
    );
  }
  return <Connect before={before} onBack={() => { setStep("welcome"); }} onConnected={onConnected} />;
}
