/**
 * The background worker: wires the parts together and listens. Browsers stop it when it is idle and start it for an
 * event, so every listener is added at once, and everything worth keeping is in storage.
 */
import { alarms, badge, i18n, panel, runtime, storage } from "../shared/browser";
import * as keys from "../shared/keys";
import { createAnswer } from "./answer";
import * as api from "./api";
import { createAttention } from "./attention";
import { createLibrary } from "./library";
import { Outbox, RETRY_ALARM } from "./outbox";
import { createPictures } from "./pictures";
import { createRounds, ROUND_ALARM } from "./rounds";
import { Session } from "./session";
import { thumbnail } from "./thumbnail";

const session = new Session(storage, api);

const library = createLibrary({ store: storage, api, access: () => session.access(), now: Date.now });

const pictures = createPictures({ store: storage, fetchImage: api.image, access: () => session.access(), thumbnail, now: Date.now });

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

const attention = createAttention({
  store: storage,
  show: (count) => badge.show(count, count === 0 ? i18n.message("actionTitle") : i18n.message("actionTitleNew", [String(count)])),
  now: Date.now,
});

const rounds = createRounds({
  account: () => session.account(),
  look: async () => {
    await library.fetchPage({});
    await session.refreshAccount();
  },
  wake: (when) => alarms.set(ROUND_ALARM, when),
  now: Date.now,
});

panel.openOnActionClick();

const us = { id: runtime.id(), panelUrl: runtime.url("panel.html") };
runtime.onMessage(createAnswer({ session, outbox, library, pictures, attention }, storage, us));

runtime.onStart(() => {
  void outbox.flush();
  void rounds.round();
});

alarms.onAlarm((name) => {
  if (name === RETRY_ALARM) void outbox.flush();
  if (name === ROUND_ALARM) void rounds.round();
});

storage.onChange((changed) => {
  attention.updateAfter(changed);
  if (changed.includes(keys.ACCOUNT)) void rounds.plan();
});

// browsers forget the number when they end, and a snooze may have run out since
void attention.update();

void storage.lock();
