/**
 * Asks for the server's address, unless the organisation has set it, and for the one-time code, and says beside the field
 * what is wrong with either.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { platform } from "../../shared/browser";
import type { Failure } from "../../shared/failure";
import type { Policy } from "../../shared/policy";
import { serverAddress } from "../../shared/server-address";
import type { Account } from "../../shared/shapes";
import { ask } from "../ask";
import { t } from "../i18n";
import { Field } from "../ui/field";
import { focusOn } from "../ui/focus";
import { Icon, Mark } from "../ui/icons";

interface Faults {
  readonly server?: string;
  readonly code?: string;
  /** Neither field's fault. */
  readonly other?: string;
}

function faultsIn(server: string, code: string): Faults {
  return {
    ...(server.trim() === "" ? { server: t("serverMissing") } : {}),
    ...(server.trim() !== "" && serverAddress(server) === undefined ? { server: t("serverUnsafe") } : {}),
    ...(code.trim() === "" ? { code: t("codeMissing") } : {}),
  };
}

function faultsOf(failure: Failure, addressIsSet: boolean): Faults {
  if (failure.kind === "bad_code") return { code: t("failure_bad_code") };
  if (addressIsSet) return { other: t(`failure_${failure.kind}`) };
  switch (failure.kind) {
    case "offline":
      return { server: t("connectOffline") };
    case "unexpected":
    case "gone":
      return { server: t("connectUnexpected") };
    default:
      return { other: t(`failure_${failure.kind}`) };
  }
}

interface Props {
  readonly before: Account | undefined;
  readonly policy: Policy;
  readonly onBack: () => void;
}

export function Connect({ before, policy, onBack }: Props) {
  const [faults, setFaults] = useState<Faults>({});
  const [busy, setBusy] = useState(false);

  const connect = async (server: string, code: string): Promise<void> => {
    const found = faultsIn(server, code);
    setFaults(found);
    if (busy || Object.keys(found).length > 0) return;
    setBusy(true);
    const reply = await ask<"connect">({ type: "connect", server, code });
    // when it worked, storage says so and this view goes
    if (reply.ok) return;
    setBusy(false);
    setFaults(faultsOf(reply.failure, policy.server !== undefined));
  };

  return (
    <main class="view setup">
      {before === undefined ? (
        <button type="button" class="icon-button" aria-label={t("back")} onClick={onBack}>
          <Icon name="back" />
        </button>
      ) : null}
      <header>
        <Mark />
        <h1>{policy.organisation === undefined ? t("connectTitle") : t("connectTitleTo", policy.organisation)}</h1>
        <p class="lead">{before === undefined ? leadFor(policy) : t("endedNote")}</p>
      </header>
      <Form set={policy.server} before={before?.server ?? ""} faults={faults} onSubmit={(server, code) => void connect(server, code)} />
      <div class="bottom">
        <button type="submit" form="connect" class="button primary" data-testid="setup-connect" aria-disabled={busy}>
          {busy ? t("connecting") : t("connect")}
        </button>
      </div>
    </main>
  );
}

const leadFor = ({ server }: Policy): string =>
  server === undefined ? t("connectLead") : t("connectLeadKnown", new URL(server).host);

interface FormProps {
  /** The address by policy, which nobody has to type or can change. */
  readonly set: string | undefined;
  readonly before: string;
  readonly faults: Faults;
  readonly onSubmit: (server: string, code: string) => void;
}

function Form({ set, before, faults, onSubmit }: FormProps) {
  const [server, setServer] = useState(set ?? before);
  const [code, setCode] = useState(platform.invitation() ?? "");
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => { focusOn(server === "" ? "#server" : "#code"); }, []);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const submit = (event: Event): void => {
    event.preventDefault();
    onSubmit(server, code);
  };

  return (
    <form ref={form} id="connect" noValidate onSubmit={submit}>
      {set === undefined ? <Address server={server} fault={faults.server} onServer={setServer} /> : null}
      <Field id="code" label={t("codeLabel")} hint={t("codeHint")} fault={faults.code}>
        <input
          class="input code-input"
          data-testid="setup-code"
          type="text"
          autoComplete="one-time-code"
          spellcheck={false}
          maxLength={100}
          placeholder="XXXX-XXXX-XXXX"
          value={code}
          onInput={(event) => { setCode(event.currentTarget.value); }}
        />
      </Field>
      {faults.other === undefined ? null : (
        <p class="note bad" role="alert" data-testid="connect-fault">
          <Icon name="warning" />
          {faults.other}
        </p>
      )}
    </form>
  );
}

interface AddressProps {
  readonly server: string;
  readonly fault: string | undefined;
  readonly onServer: (server: string) => void;
}

function Address({ server, fault, onServer }: AddressProps) {
  return (
    <Field id="server" label={t("serverLabel")} hint={t("serverHint")} fault={fault}>
      <input
        class="input"
        data-testid="setup-server"
        type="text"
        inputMode="url"
        autoComplete="url"
        autoCapitalize="none"
        spellcheck={false}
        maxLength={300}
        value={server}
        onInput={(event) => { onServer(event.currentTarget.value); }}
      />
    </Field>
  );
}
