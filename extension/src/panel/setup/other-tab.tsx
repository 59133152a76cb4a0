/** While somebody signs in on the server's page in another tab: the code to compare, and how it ended. */
import { useEffect, useState } from "preact/hooks";
import { tabs } from "../../shared/browser";
import type { Failure } from "../../shared/failure";
import type { SigningIn } from "../../shared/shapes";
import { ask } from "../ask";
import { moment, t } from "../i18n";
import { useFocusOnArrival } from "../ui/focus";
import { Icon, Mark } from "../ui/icons";
import { signInInOtherTab, type Way } from "./sign-in";

interface Props {
  readonly signingIn: SigningIn;
  /** Not like this: the other way, or back to where it began. */
  readonly onGiveUp: (next: Way) => void;
}

export function OtherTab({ signingIn, onGiveUp }: Props) {
  return signingIn.state === "waiting" ? (
    <Waiting signingIn={signingIn} onGiveUp={onGiveUp} />
  ) : (
    <NotConnected signingIn={signingIn} onGiveUp={onGiveUp} />
  );
}

function Waiting({ signingIn, onGiveUp }: Props) {
  const { server, userCode, address, expiresAt, trouble } = signingIn;
  useCarryOn();
  const heading = useFocusOnArrival<HTMLHeadingElement>();
  return (
    <main class="view setup" data-testid="sign-in-waiting">
      <header>
        <Mark />
        <h1 ref={heading} tabIndex={-1}>
          {t("otherTabTitle")}
        </h1>
        <p class="lead">{t("otherTabLead", new URL(server).host)}</p>
      </header>
      <section class="compare">
        <h2>{t("compareTitle")}</h2>
        <p class="user-code" data-testid="user-code">
          <span aria-hidden="true">{userCode}</span>
          <span class="hidden">{spelt(userCode)}</span>
        </p>
        <p class="quiet small">{t("compareElse")}</p>
      </section>
      <p class="note" role="status" data-testid="sign-in-status">
        <Icon name={trouble === undefined ? "clock" : "offline"} />
        {trouble === undefined ? t("otherTabWaits", moment(expiresAt)) : t("otherTabTrouble")}
      </p>
      <div class="bottom">
        <button type="button" class="button primary" data-testid="sign-in-open" onClick={() => void tabs.open(address)}>
          {t("otherTabOpen")}
        </button>
        <OtherWays onGiveUp={onGiveUp} />
      </div>
    </main>
  );
}

/** Letter by letter, for a screen reader. */
const spelt = (code: string): string => (code.match(/[A-Z0-9]/gi) ?? []).join(" ");

/** How often the worker is woken. It asks the server no more often than that wants to be asked. */
const PING_MS = 2000;

/** The worker may have been stopped, and its alarms may be late: while this is shown, it is asked to go on. */
function useCarryOn(): void {
  useEffect(() => {
    const carryOn = (): void => void ask<"sign_in_carry_on">({ type: "sign_in_carry_on" });
    const timer = setInterval(carryOn, PING_MS);
    document.addEventListener("visibilitychange", carryOn);
    carryOn();
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", carryOn);
    };
  }, []);
}

function NotConnected({ signingIn: { server, state }, onGiveUp }: Props) {
  const heading = useFocusOnArrival<HTMLHeadingElement>();
  const { busy, failure, again } = useAgain(server);
  const name = state === "refused" ? "refused" : "expired";
  return (
    <main class="view setup" data-testid={`sign-in-${name}`}>
      <header>
        <Mark />
        <h1 ref={heading} tabIndex={-1}>
          {t(`signIn_${name}`)}
        </h1>
        <p class="lead">{t(`signInNote_${name}`)}</p>
      </header>
      {failure === undefined ? null : (
        <p class="note bad" role="alert" data-testid="sign-in-failed">
          <Icon name={failure.kind === "offline" ? "offline" : "warning"} />
          {t(`failure_${failure.kind}`)}
        </p>
      )}
      <div class="bottom">
        <button type="button" class="button primary" data-testid="sign-in-again" aria-disabled={busy} onClick={() => void again()}>
          {t(busy ? "signInOpening" : "retry")}
        </button>
        <OtherWays onGiveUp={onGiveUp} />
      </div>
    </main>
  );
}

function useAgain(server: string) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const again = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(await signInInOtherTab(server));
    setBusy(false);
  };
  return { busy, failure, again };
}

function OtherWays({ onGiveUp }: Pick<Props, "onGiveUp">) {
  return (
    <div class="other-ways">
      <button type="button" class="text-button" data-testid="sign-in-by-code" onClick={() => { onGiveUp("code"); }}>
        {t("useCode")}
      </button>
      <button type="button" class="text-button" data-testid="sign-in-cancel" onClick={() => { onGiveUp("browser"); }}>
        {t("cancel")}
      </button>
    </div>
  );
}
