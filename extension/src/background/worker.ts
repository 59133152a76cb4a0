/**
 * The background worker: wires the parts together and listens. Browsers stop it when it is idle and start it for an
 * event, so every listener is added at once, and everything worth keeping is in storage.
 */
import { alarms, badge, i18n, injection, managed, panel, contentScripts, runtime, storage, tabs } from "../shared/browser";
import * as keys from "../shared/keys";
import { createAnswer } from "./answer";
import { createComposerButton } from "./composer-button";
import { SIGN_IN_ALARM } from "./device-sign-in";
import { RETRY_ALARM } from "./outbox";
import { tabOfClick } from "./composer-button-click";
import { POLL_ALARM } from "./polling";
import { createServices } from "./services";
import { thumbnail } from "./thumbnail";

const REMINDER_ALARM = "reminder";

const pages = runtime.pages();

const services = createServices({
  store: storage,
  thumbnail,
  showNew: (count) => badge.show(count, count === 0 ? i18n.message("actionTitle") : i18n.message("actionTitleNew", [String(count)])),
  wakeForOutbox: (when) => alarms.set(RETRY_ALARM, when),
  wakeForPoll: (when) => alarms.set(POLL_ALARM, when),
  wakeForReminder: (when) => alarms.set(REMINDER_ALARM, when),
  wakeForSignIn: (when) => alarms.set(SIGN_IN_ALARM, when),
  composerButton: createComposerButton({ store: storage, managed, contentScripts, injection, tabs, pages }),
});
const { outbox, attention, polling, signIn, composerButton } = services;

panel.openOnActionClick();

const us = { id: runtime.id(), panelUrl: runtime.url("panel.html") };
const answer = createAnswer(services, storage, us);
const origins = pages.map((pattern) => new URL(pattern).origin);

runtime.onMessage((message, sender) => {
  const tabId = tabOfClick(message, sender, us.id, origins);
  if (tabId === undefined) return answer(message, sender);
  // the tab may have gone since, and a browser may want a newer click: whoever sees no panel presses again
  void panel.openBeside(tabId).catch(() => undefined);
  return undefined;
});

runtime.onStart(() => {
  void outbox.flush();
  void polling.poll();
  // an update has forgotten what stays on pages, and the organisation's policy may be another one
  void composerButton.settle();
});

alarms.onAlarm((name) => {
  if (name === RETRY_ALARM) return outbox.flush();
  if (name === SIGN_IN_ALARM) return signIn.carryOn();
  if (name === REMINDER_ALARM) return attention.update();
  return name === POLL_ALARM ? polling.poll() : undefined;
});

storage.onChange((changed) => {
  attention.updateAfter(changed);
  if (changed.includes(keys.ACCOUNT)) void polling.plan();
  if (changed.includes(keys.COMPOSER_BUTTON) || changed.includes(keys.ACCOUNT)) void composerButton.settle();
});

// browsers forget the number when they end, and a snooze may have run out since
void attention.update();

// a worker before this one may have ended while somebody signed in; without storage nobody can
void signIn.carryOn().catch(() => undefined);

void storage.lock();
