/**
 * The background worker: wires the parts together and listens. Browsers stop it when it is idle and start it for an
 * event, so every listener is added at once, and everything worth keeping is in storage.
 */
import { alarms, injection, managed, panel, residents, runtime, storage, tabs } from "../shared/browser";
import { COMPOSER_BUTTON } from "../shared/keys";
import { createAnswer } from "./answer";
import * as api from "./api";
import { createComposerButton } from "./composer-button";
import { createLibrary } from "./library";
import { Outbox, RETRY_ALARM } from "./outbox";
import { tabOfPress } from "./press";
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

const pages = runtime.pages();
const composerButton = createComposerButton({ store: storage, managed, residents, injection, tabs, pages });

panel.openOnActionClick();

const us = { id: runtime.id(), panelUrl: runtime.url("panel.html") };
const answer = createAnswer({ session, outbox, library, composerButton }, storage, us);
const origins = pages.map((pattern) => new URL(pattern).origin);

runtime.onMessage((message, sender) => {
  const tabId = tabOfPress(message, sender, us.id, origins);
  if (tabId === undefined) return answer(message, sender);
  void panel.openBeside(tabId);
  return undefined;
});

runtime.onStart(() => {
  void outbox.flush();
  // an update has forgotten what stays on pages, and the organisation's policy may be another one
  void composerButton.settle();
});

storage.onChange((changed) => {
  if (changed.includes(COMPOSER_BUTTON)) void composerButton.settle();
});

alarms.onAlarm((name) => {
  if (name === RETRY_ALARM) void outbox.flush();
});

void storage.lock();
