/** The first run: what Vertel does, then the connection. Nothing is sent before the employee agreed and connected. */
import { useRef, useState } from "preact/hooks";
import { platform } from "../../shared/browser";
import type { Policy } from "../../shared/policy";
import type { Account, SigningIn } from "../../shared/shapes";
import { ask } from "../ask";
import { Connect } from "./connect";
import { OtherTab } from "./other-tab";
import type { Way } from "./sign-in";
import { Welcome } from "./welcome";

interface Props {
  /** They agreed, now or an earlier time; what they agreed to can still be read again. */
  readonly consented: boolean;
  /** Who was connected before the server ended the session. */
  readonly before: Account | undefined;
  readonly policy: Policy;
  /** A sign-in that was begun in another tab. */
  readonly signingIn: SigningIn | undefined;
  /** Missing where nothing has to be agreed to. */
  readonly onAgree?: () => void;
}

export function Setup({ consented, before, policy, signingIn, onAgree }: Props) {
  const [step, setStep] = useState<"welcome" | "connect">(consented ? "connect" : "welcome");
  const [way, setWay] = useState<Way>(platform.invitation() === undefined ? "browser" : "code");
  const lastServer = useRef<string | undefined>(undefined);
  if (step === "welcome") {
    return (
      <Welcome
        onAgree={() => {
          onAgree?.();
          setStep("connect");
        }}
      />
    );
  }
  if (signingIn !== undefined) {
    lastServer.current = signingIn.server;
    // storage says when it is given up
    const giveUp = (next: Way): void => {
      setWay(next);
      void ask<"sign_in_cancel">({ type: "sign_in_cancel" });
    };
    return <OtherTab key={signingIn.state} signingIn={signingIn} onGiveUp={giveUp} />;
  }
  return <Connect before={before} policy={policy} typed={lastServer.current} way={way} onWay={setWay} onBack={onAgree && (() => { setStep("welcome"); })} />;
}
