/** The parts of the worker, wired together: with the browser's storage and clock in the worker, with others in a test. */
import * as api from "./api";
import { createAttention } from "./attention";
import type { ComposerButton } from "./composer-button";
import { deviceName } from "./device-name";
import { DeviceSignIn } from "./device-sign-in";
import { keptStore } from "./kept-store";
import { createLibrary } from "./library";
import { Outbox } from "./outbox";
import { createPerson } from "./person";
import { createPictures } from "./pictures";
import { createPolling } from "./polling";
import { Session } from "./session";
import type { Store } from "./store";
import { createVoices } from "./voices";

export interface WorkerDependencies {
  readonly store: Store;
  readonly thumbnail: (picture: Blob) => Promise<string>;
  /** Show how much is new on the toolbar button. */
  readonly showNew: (count: number) => Promise<void>;
  /** Ask to be woken for the outbox, or for a look at what is new, at a moment in milliseconds since 1970. */
  readonly wakeForOutbox: (when: number) => Promise<void>;
  readonly wakeForPoll: (when: number) => Promise<void>;
  /** The same for the employee's next reminder. */
  readonly wakeForReminder: (when: number) => Promise<void>;
  /** The same to ask whether a sign-in was confirmed. */
  readonly wakeForSignIn: (when: number) => Promise<void>;
  readonly composerButton: ComposerButton;
}

export function createServices({ store, thumbnail, showNew, wakeForOutbox, wakeForPoll, wakeForReminder, wakeForSignIn, composerButton }: WorkerDependencies) {
  const now = Date.now;
  const kept = keptStore(store);
  const session = new Session(kept, api);
  const access = () => session.access();
  const library = createLibrary({ store, api, access, now });
  const outbox = new Outbox({
    store: kept,
    send: async (batch, right) => api.shares(right ?? (await access()), batch),
    owner: async () => (await session.account())?.id,
    wake: wakeForOutbox,
    now,
  });
  return {
    session,
    signIn: new DeviceSignIn({
      store: kept,
      api,
      session,
      name: () => deviceName(navigator.userAgent),
      wake: wakeForSignIn,
      onConnected: () => void outbox.flush(),
      now,
    }),
    library,
    composerButton,
    pictures: createPictures({ store, fetchImage: api.image, access, thumbnail, now }),
    person: createPerson({ session, api, library }),
    voices: createVoices({ call: api.call, access, now }),
    attention: createAttention({ store: kept, show: showNew, wake: wakeForReminder, now }),
    outbox,
    polling: createPolling({
      account: () => session.account(),
      look: async () => {
        try {
          await library.fetchPage({});
          await session.refresh();
        } finally {
          // somebody may have signed out meanwhile, and the next person must not see the list of the one before
          await session.sweep();
        }
      },
      wake: wakeForPoll,
      now,
    }),
  };
}

export type Services = ReturnType<typeof createServices>;
