/**
 * The background worker: wires the parts together and listens. Browsers stop it when it is idle and start it for an
 * event, so every listener is added at once, and everything worth keeping is in storage.
 */
import { alarms, badge, i18n, panel, runtime, storage } from "../shared/browser";
import * as keys from "../shared/keys";
import { createAnswer } from "./answer";
import { RETRY_ALARM } from "./outbox";
import { ROUND_ALARM } from "./rounds";
import { createServices } from "./services";
import { thumbnail } from "./thumbnail";

const services = createServices({
  store: storage,
  thumbnail,
  showNew: (count) => badge.show(count, count === 0 ? i18n.message("actionTitle") : i18n.message("actionTitleNew", [String(count)])),
  wakeForOutbox: (when) => alarms.set(RETRY_ALARM, when),
  wakeForRound: (when) => alarms.set(ROUND_ALARM, when),
});
const { outbox, attention, rounds } = services;

panel.openOnActionClick();

const us = { id: runtime.id(), panelUrl: runtime.url("panel.html") };
runtime.onMessage(createAnswer(services, storage, us));

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
