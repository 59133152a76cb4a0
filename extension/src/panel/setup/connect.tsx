/**
 * Asks for the server's address, unless this is a page of it, and the one-time code, and says beside the field what is
 * wrong with either.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { platform } from "../../shared/browser";
import type { Failure } from "../../shared/failure";
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

function faultsOf(failure: Failure): Faults {
  switch (failure.kind) {
    case "bad_code":
      return { code: t("failure_bad_code") };
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
  readonly onBack: () => void;
}

export function Connect({ before, onBack }: Props) {
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
    setFaults(faultsOf(reply.failure));
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
        <h1>{t("connectTitle")}</h1>
        <p class="lead">{before === undefined ? t("connectLead") : t("endedNote")}</p>
      </header>
      <Form server={before?.server ?? ""} faults={faults} onSubmit={(server, code) => void connect(server, code)} />
      <div class="bottom">
        <button type="submit" form="connect" class="button primary" data-testid="setup-connect" aria-disabled={busy}>
          {busy ? t("connecting") : t("connect")}
        </button>
      </div>
    </main>
  );
}

interface FormProps {
  readonly server: string;
  readonly faults: Faults;
  readonly onSubmit: (server: string, code: string) => void;
}

function Form({ server: before, faults, onSubmit }: FormProps) {
  const own = platform.server();
  const [server, setServer] = useState(own ?? before);
  const [code, setCode] = useState(platform.invitation() ?? "");
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => { focusOn(server === "" ? "#server" : "#code"); }, []);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  // without a field for the address there is nothing beside which its fault could stand
  const other = faults.other ?? (own === undefined ? undefined : faults.server);

  const submit = (event: Event): void => {
    event.preventDefault();
    onSubmit(server, code);
  };

  return (
    <form ref={form} id="connect" noValidate onSubmit={submit}>
      {own === undefined ? <ServerField value={server} fault={faults.server} onInput={setServer} /> : null}
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
      {other === undefined ? null : (
        <p class="note bad" role="alert" data-testid="connect-fault">
          <Icon name="warning" />
          {other}
        </p>
      )}
    </form>
  );
}

interface ServerFieldProps {
  readonly value: string;
  readonly fault: string | undefined;
  readonly onInput: (server: string) => void;
}

function ServerField({ value, fault, onInput }: ServerFieldProps) {
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
        value={value}
        onInput={(event) => { onInput(event.currentTarget.value); }}
      />
    </Field>
  );
}
