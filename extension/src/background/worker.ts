/**
 * The background worker: wires the parts together and listens. Browsers stop it when it is idle and start it for an
 * event, so every listener is added at once, and everything worth keeping is in storage.
 */
import { alarms, panel, runtime, storage } from "../shared/browser";
import { createAnswer } from "./answer";
import * as api from "./api";
import { createLibrary } from "./library";
import { Outbox, RETRY_ALARM } from "./outbox";
import { Session } from "./session";
import { thumbnail } from "./thumbnail";

const session = new Session(storage, api);

const library = createLibrary({ store: storage, api, access: () => session.access(), thumbnail, now: Date.now });

const outbox = new Outbox({
  store: storage,
  send: async (batch, access) => api.shares(access ?? (await session.access()), batch),
  owner: async () => {
    const account = await session.account();
    return account === undefined ? undefined : `${account.server} ${account.id}`;
  },
  wake: (when) => alarms.set(RETRY_ALARM, when),
  now: Date.now,
});

panel.openOnActionClick();

const us = { id: runtime.id(), panelUrl: runtime.url("panel.html") };
runtime.onMessage(createAnswer({ session, outbox, library }, storage, us));

runtime.onStart(() => void outbox.flush());

alarms.onAlarm((name) => (name === RETRY_ALARM ? outbox.flush() : undefined));

void storage.lock();
