/**
 * The way in: the server's address, unless it is known already, and one button that leads to the server's own page. A
 * one-time code is the other way, and the only one at servers that have no such page.
 */
import { useEffect, useState } from "preact/hooks";
import { platform } from "../../shared/browser";
import type { Policy } from "../../shared/policy";
import type { Account } from "../../shared/shapes";
import { t } from "../i18n";
import { focusOn } from "../ui/focus";
import { Icon, Mark } from "../ui/icons";
import { faultsIn, faultsOf, type Faults } from "./faults";
import { AddressField, CodeField } from "./fields";
import { signInInOtherTab, signInWithCode } from "./sign-in";
import { useWays } from "./use-ways";

export type Way = "browser" | "code";

interface Props {
  readonly before: Account | undefined;
  readonly policy: Policy;
  /** The address that was typed to sign in with before. */
  readonly typed: string | undefined;
  readonly way: Way;
  readonly onWay: (way: Way) => void;
  readonly onBack: () => void;
}

export function Connect({ before, policy, typed, way: chosen, onWay, onBack }: Props) {
  const known = policy.server ?? before?.server;
  const [server, setServer] = useState(known ?? typed ?? "");
  const [asksAddress, setAsksAddress] = useState(known === undefined);
  const [code, setCode] = useState(platform.invitation() ?? "");
  const [isTooOld, setIsTooOld] = useState(false);
  const ways = useWays(known);
  const hasOnlyCodes = isTooOld || (ways?.browser === false && !asksAddress);
  const way = hasOnlyCodes ? "code" : chosen;
  const { faults, busy, submit } = useSubmit({ server, code, way, policy }, (failedServer) => {
    if (failedServer === "too_old") setIsTooOld(true);
    else if (policy.server === undefined) setAsksAddress(true);
  });
  useEffect(() => { focusOn(firstField(asksAddress && server === "", way)); }, [way]);

  return (
    <main class="view setup" data-testid="connect">
      {before === undefined ? (
        <button type="button" class="icon-button" aria-label={t("back")} onClick={onBack}>
          <Icon name="back" />
        </button>
      ) : null}
      <Heading before={before} known={known} organisation={policy.organisation ?? ways?.organisation} way={way} />
      <form
        id="connect"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {asksAddress ? <AddressField value={server} fault={faults.server} onValue={(address) => { setServer(address); setIsTooOld(false); }} /> : null}
        {way === "code" ? <CodeField value={code} fault={faults.code} onValue={setCode} /> : null}
        <div role="status">{hasOnlyCodes ? <p class="note" data-testid="code-only">{t("codeOnly")}</p> : null}</div>
        {faults.other === undefined ? null : (
          <p class="note bad" role="alert" data-testid="connect-fault">
            <Icon name="warning" />
            {faults.other}
          </p>
        )}
      </form>
      <div class="bottom">
        <button type="submit" form="connect" class="button primary" data-testid={way === "code" ? "setup-connect" : "setup-browser"} aria-disabled={busy}>
          {way === "code" ? t(busy ? "connecting" : "connect") : t(busy ? "signInOpening" : "signInBrowser")}
        </button>
        {hasOnlyCodes ? null : <OtherWay way={way} onWay={onWay} />}
      </div>
    </main>
  );
}

const firstField = (needsAddress: boolean, way: Way): string => {
  if (needsAddress) return "#server";
  return way === "code" ? "#code" : "button.primary";
};

interface Filled {
  readonly server: string;
  readonly code: string;
  readonly way: Way;
  readonly policy: Policy;
}

/** `onServer` hears when it is the server that does not do: it may be another one that is meant. */
function useSubmit({ server, code, way, policy }: Filled, onServer: (why: "too_old" | "not_found") => void) {
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
      onServer("too_old");
      return;
    }
    const faults = faultsOf(failure, policy.server !== undefined);
    if (faults.server !== undefined) onServer("not_found");
    setFaults(faults);
  };
  return { faults, busy, submit };
}

interface HeadingProps {
  readonly before: Account | undefined;
  readonly known: string | undefined;
  readonly organisation: string | undefined;
  readonly way: Way;
}

function Heading({ before, known, organisation, way }: HeadingProps) {
  const title = organisation === undefined ? t("connectTitle") : t("connectTitleTo", organisation);
  return (
    <header>
      <Mark />
      <h1>{before === undefined ? title : t("endedTitle")}</h1>
      <p class="lead">{before === undefined ? lead(known, way) : t("endedNote", new URL(before.server).host)}</p>
    </header>
  );
}

function lead(known: string | undefined, way: Way): string {
  if (way === "code") return known === undefined ? t("codeLead") : t("codeLeadKnown", new URL(known).host);
  return known === undefined ? t("connectLead") : t("connectLeadKnown", new URL(known).host);
}

function OtherWay({ way, onWay }: { readonly way: Way; readonly onWay: (way: Way) => void }) {
  const other = way === "code" ? "browser" : "code";
  return (
    <button type="button" class="text-button" data-testid={`setup-by-${other}`} onClick={() => { onWay(other); }}>
      {t(other === "code" ? "useCode" : "useBrowser")}
    </button>
  );
}
