/** API keys: make one, which is shown once, and revoke one. */
import type { Key, KeySecret } from "vertel-schema";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useConsole } from "../context";
import { day, t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { FormDialog } from "../ui/form-dialog";
import { faultAt } from "../ui/faults";
import { Show } from "../ui/loaded";
import { More } from "../ui/more";
import { Secret } from "../ui/secret";
import { Select } from "../ui/select";
import { TextField } from "../ui/text-field";
import { useAction } from "../ui/use-action";
import { usePages } from "../ui/use-pages";

type Role = Key["role"];
const ROLES: readonly Role[] = ["reader", "editor", "admin", "scim"];

export function Keys() {
  const keys = usePages("keys", (cursor) => api.keys.browse({ limit: 50, cursor }));
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<KeySecret>();
  const [ending, setEnding] = useState<Key>();
  return (
    <section aria-label={t("organisation.keys")}>
      <p class="quiet lead-line">{t("organisation.keysText")}</p>
      <div class="actions people-actions">
        <button type="button" class="button primary" data-testid="make-key" onClick={() => { setIsMaking(true); }}>{t("organisation.makeKey")}</button>
      </div>
      <Show of={keys}>
        {({ items }) => items.length === 0 ? <EmptyState icon="key" title={t("organisation.noKeys")} text={t("organisation.noKeysText")} /> : <KeysTable keys={items} onRevoke={setEnding} />}
      </Show>
      <More of={keys} />
      {isMaking ? <MakeKey onClose={() => { setIsMaking(false); }} onMade={(key) => { setMade(key); void keys.reload(); }} /> : null}
      {made === undefined ? null : (
        <Dialog title={t("organisation.keyMade", made.name)} testid="key-made" onClose={() => { setMade(undefined); }}>
          <p>{t("organisation.shownOnce")}</p>
          <Secret value={made.secret ?? ""} label={t("organisation.key")} testid="key-secret" />
        </Dialog>
      )}
      {ending === undefined ? null : <RevokeKey of={ending} onClose={() => { setEnding(undefined); }} onDone={() => void keys.reload()} />}
    </section>
  );
}

function stateOf(key: Key): string {
  if (key.revoked_at !== null) return t("organisation.revokedOn", day(key.revoked_at));
  if (key.expires_at === null) return t("organisation.works");
  return t(Date.parse(key.expires_at) < Date.now() ? "organisation.expiredOn" : "organisation.worksUntil", day(key.expires_at));
}

function KeysTable({ keys, onRevoke }: { readonly keys: readonly Key[]; readonly onRevoke: (key: Key) => void }) {
  return (
    <table class="table stacked" data-testid="keys">
      <thead>
        <tr>
          <th scope="col">{t("organisation.name")}</th>
          <th scope="col">{t("organisation.role")}</th>
          <th scope="col">{t("organisation.madeOn")}</th>
          <th scope="col">{t("organisation.lastUsed")}</th>
          <th scope="col">{t("organisation.state")}</th>
          <th scope="col"><span class="hidden">{t("organisation.do")}</span></th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <td><strong>{key.name}</strong>{key.prefix === null ? null : <div class="small quiet"><code>{key.prefix}…</code></div>}</td>
            <td data-label={t("organisation.role")}>{t(`organisation.key_${key.role}`)}</td>
            <td data-label={t("organisation.madeOn")}>{day(key.created_at)}{key.created_by?.name == null ? null : <div class="small quiet">{key.created_by.name}</div>}</td>
            <td data-label={t("organisation.lastUsed")}>{key.last_used_on === null ? t("organisation.never") : day(key.last_used_on)}</td>
            <td>{stateOf(key)}</td>
            <td>{key.revoked_at === null ? <button type="button" class="text-button danger" data-testid="revoke-key" onClick={() => { onRevoke(key); }}>{t("organisation.revoke")}</button> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MakeKey({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (key: KeySecret) => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("reader");
  const [until, setUntil] = useState("");
  const action = useAction(async () => {
    onMade(await api.keys.create({ name: name.trim(), role, ...(until === "" ? {} : { expires_at: `${until}T23:59:59Z` }) }));
  });
  return (
    <FormDialog title={t("organisation.makeKey")} testid="key" submit={t("organisation.makeKey")} action={action} shown={["/name", "/expires_at"]} onClose={onClose}>
      <TextField label={t("organisation.name")} value={name} testid="key-name" hint={t("organisation.keyNameHint")} maxLength={100} isRequired fault={faultAt(action.failure, "/name")} onValue={setName} />
      <Select<Role> label={t("organisation.role")} testid="key-role" value={role} options={ROLES.map((one) => ({ value: one, label: t(`organisation.key_${one}`) }))} onChoose={setRole} />
      <p class="small quiet">{t(`organisation.keyMay_${role}`)}</p>
      <TextField label={t("organisation.keyUntil")} value={until} testid="key-until" type="date" hint={t("organisation.keyUntilHint")} fault={faultAt(action.failure, "/expires_at")} onValue={setUntil} />
    </FormDialog>
  );
}

function RevokeKey({ of, onClose, onDone }: { readonly of: Key; readonly onClose: () => void; readonly onDone: () => void }) {
  const { toast } = useConsole();
  const action = useAction(async () => {
    await api.keys.revoke(of.id);
    toast({ tone: "good", about: "key", text: t("organisation.keyRevoked", of.name) });
    onDone();
  });
  return (
    <FormDialog title={t("organisation.revokeTitle", of.name)} testid="revoke" submit={t("organisation.revoke")} action={action} isDangerous onClose={onClose}>
      <p>{t("organisation.revokeText")}</p>
    </FormDialog>
  );
}
