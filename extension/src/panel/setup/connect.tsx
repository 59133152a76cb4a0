/**
 * The way in: the server's address, unless it is known already, and one button that leads to the server's own page. A
 * one-time code is the other way, and the only one at servers that have no such page.
 */
import { useEffect, useState } from "preact/hooks";
import { platform } from "../../shared/browser";
import type { Invitation } from "../../shared/invitation";
import type { Policy } from "../../shared/policy";
import type { Account } from "../../shared/shapes";
import { t } from "../i18n";
import { focusOn } from "../ui/focus";
import { Icon, Mark } from "../ui/icons";
import type { Faults } from "./faults";
import { AddressField, CodeField } from "./fields";
import type { Way } from "./sign-in";
import { UnknownCopy } from "./unknown-copy";
import { useSubmit } from "./use-submit";
import { useWays } from "./use-ways";

interface Props {
  readonly before: Account | undefined;
  readonly policy: Policy;
  /** The address that was typed to sign in with before. */
  readonly typed: string | undefined;
  readonly way: Way;
  readonly onWay: (way: Way) => void;
  /** Missing where there is nothing before this. */
  readonly onBack: (() => void) | undefined;
}

export function Connect({ before, policy, typed, way: chosen, onWay, onBack }: Props) {
  const known = policy.server ?? before?.server;
  const ways = useWays(known);
  const [server, setServer] = useState(known ?? typed ?? "");
  const [asksAddress, setAsksAddress] = useState(known === undefined);
  const [code, setCode] = useState(platform.invitation() ?? "");
  const [isTooOld, setIsTooOld] = useState(false);
  // pasted, or the code in the link that was followed
  const [invitation, setInvitation] = useState<Invitation | string | undefined>(platform.invitation);
  const hasOnlyCodes = isTooOld || (ways?.browser === false && !asksAddress);
  const way = hasOnlyCodes ? "code" : chosen;
  const { faults, busy, submit, forgetFaults } = useSubmit({ server, code, way, addressIsSet: policy.server !== undefined }, {
    onTooOld: () => { setIsTooOld(true); },
    onNotFound: () => { setAsksAddress(true); },
  });
  useEffect(() => {
    // who is typing another address, at which there may be another way, goes on typing
    if (document.activeElement?.id !== "server") focusOn(asksAddress && server === "" ? "#server" : FIRST[way]);
  }, [way]);
  // all there is to do is to press it
  useEffect(() => { if (invitation !== undefined) focusOn("button.primary"); }, [invitation]);
  const takeInvitation = (found: Invitation): void => {
    if (asksAddress && found.server !== undefined) setServer(found.server);
    setCode(found.code ?? "");
    onWay("code");
    forgetFaults();
    setInvitation(found);
  };

  return (
    <main class="view setup" data-testid="connect">
      {before === undefined ? <Back onBack={onBack} /> : null}
      <Heading before={before} known={known} organisation={policy.organisation ?? ways?.organisation} way={way} />
      <Form
        address={asksAddress ? server : undefined}
        code={way === "code" ? code : undefined}
        faults={faults}
        hasOnlyCodes={hasOnlyCodes}
        isInvited={invitation !== undefined}
        onAddress={(address) => {
          setServer(address);
          setIsTooOld(false);
        }}
        onCode={setCode}
        onInvitation={takeInvitation}
        onSubmit={submit}
      />
      <div class="bottom">
        <button type="submit" form="connect" class="button primary" data-testid={way === "code" ? "setup-connect" : "setup-browser"} aria-disabled={busy}>
          {t(LABELS[way][busy ? "busy" : "idle"])}
        </button>
        {hasOnlyCodes ? null : <OtherWay way={way} onWay={onWay} />}
      </div>
    </main>
  );
}

function Back({ onBack }: Pick<Props, "onBack">) {
  if (onBack === undefined) return null;
  return (
    <button type="button" class="icon-button" aria-label={t("back")} onClick={onBack}>
      <Icon name="back" />
    </button>
  );
}

const LABELS = {
  browser: { idle: "signInBrowser", busy: "signInOpening" },
  code: { idle: "connect", busy: "connecting" },
} as const;

/** What to begin with when the address is there. */
const FIRST = { browser: "button.primary", code: "#code" } as const;

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

interface FormProps {
  /** Undefined where nobody has to fill it in; the same for the code. */
  readonly address: string | undefined;
  readonly code: string | undefined;
  readonly faults: Faults;
  readonly hasOnlyCodes: boolean;
  /** What is filled in came from an invitation. */
  readonly isInvited: boolean;
  readonly onAddress: (address: string) => void;
  readonly onCode: (code: string) => void;
  readonly onInvitation: (found: Invitation) => void;
  readonly onSubmit: () => Promise<void>;
}

function Form({ address, code, faults, hasOnlyCodes, isInvited, onAddress, onCode, onInvitation, onSubmit }: FormProps) {
  const submit = (event: Event): void => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <form id="connect" noValidate onSubmit={submit}>
      {address === undefined ? null : <AddressField value={address} fault={faults.server} onValue={onAddress} onInvitation={onInvitation} />}
      {code === undefined ? null : <CodeField value={code} fault={faults.code} onValue={onCode} onInvitation={onInvitation} />}
      <div role="status">
        {hasOnlyCodes ? <p class="note" data-testid="code-only">{t("codeOnly")}</p> : null}
        {isInvited && code !== undefined && Object.keys(faults).length === 0 ? <p class="note" data-testid="invitation-read">{t("invitationRead")}</p> : null}
      </div>
      {faults.unknownCopy === undefined ? null : <UnknownCopy />}
      {faults.other === undefined ? null : (
        <p class="note bad" role="alert" data-testid="connect-fault">
          <Icon name="warning" />
          {faults.other}
        </p>
      )}
    </form>
  );
}

function OtherWay({ way, onWay }: { readonly way: Way; readonly onWay: (way: Way) => void }) {
  const other = way === "code" ? "browser" : "code";
  return (
    <button type="button" class="text-button" data-testid={`setup-by-${other}`} onClick={() => { onWay(other); }}>
      {t(other === "code" ? "useCode" : "useBrowser")}
    </button>
  );
}
