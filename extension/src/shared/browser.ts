/**
 * The one place that touches the browser's extension API, so that everything else runs in a test by replacing this
 * file, and in an ordinary web page: there `src/web/browser.ts` stands in its place.
 */

export type Stored = Record<string, unknown>;

/** Who sent a message; only what a receiver needs to decide whether to trust it. */
export interface Sender {
  readonly id: string | undefined;
  readonly url: string | undefined;
}

export interface Tab {
  readonly id: number;
  readonly url: string | undefined;
  readonly active: boolean;
  readonly lastAccessed: number;
}

const area = (): chrome.storage.StorageArea => chrome.storage.local;

export const storage = {
  get: (keys: readonly string[]): Promise<Stored> => area().get([...keys]),
  set: (items: Stored): Promise<void> => area().set(items),
  remove: (keys: readonly string[]): Promise<void> => area().remove([...keys]),
  keys: async (): Promise<string[]> => {
    const local = area();
    // Chromium before 130 and Firefox before 143 have no getKeys
    return "getKeys" in local ? local.getKeys() : Object.keys(await (local as chrome.storage.StorageArea).get(null));
  },
  onChange: (listener: (changed: readonly string[]) => void): (() => void) => {
    const relay = (changes: Stored): void => {
      listener(Object.keys(changes));
    };
    area().onChanged.addListener(relay);
    return () => {
      area().onChanged.removeListener(relay);
    };
  },
  /** Keep anything that runs in a web page out of our storage, injected scripts of our own included. */
  lock: async (): Promise<void> => {
    const local = area() as { setAccessLevel?: (options: { accessLevel: string }) => Promise<void> };
    await local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
  },
};

export const runtime = {
  id: (): string => chrome.runtime.id,
  url: (path: string): string => chrome.runtime.getURL(path),
  version: (): string => chrome.runtime.getManifest().version,
  send: (message: unknown): Promise<unknown> => chrome.runtime.sendMessage(message),
  /** The receiver answers with a promise, or with nothing when the message is not for it. */
  onMessage: (receive: (message: unknown, sender: Sender) => Promise<unknown> | undefined): void => {
    chrome.runtime.onMessage.addListener((message: unknown, sender, respond) => {
      const answer = receive(message, { id: sender.id, url: sender.url });
      if (answer === undefined) return false;
      void answer.then(respond);
      return true;
    });
  },
  onStart: (listener: () => void): void => {
    chrome.runtime.onStartup.addListener(listener);
    chrome.runtime.onInstalled.addListener(listener);
  },
};

export const alarms = {
  set: (name: string, when: number): Promise<void> => chrome.alarms.create(name, { when }),
  /** The worker is kept alive, where it can be, until what the listener answers is done. */
  onAlarm: (listener: (name: string) => Promise<void> | undefined): void => {
    chrome.alarms.onAlarm.addListener((alarm) => void listener(alarm.name));
  },
};

export type Messages = Record<string, { readonly message: string } | undefined>;

export const i18n = {
  /** The messages in the browser's language, where it has no lookup of its own. */
  ownMessages: (): Promise<Messages | undefined> => Promise.resolve(undefined),
  message: (key: string, values: readonly string[] = []): string => chrome.i18n.getMessage(key, [...values]),
  /** The messages of one language, whatever language the browser is in. */
  messagesOf: async (language: string): Promise<Messages> => {
    const file = (await import(chrome.runtime.getURL(`_locales/${language}/messages.json`), {
      with: { type: "json" },
    })) as { default: Messages };
    return file.default;
  },
};

interface FirefoxSidebar {
  readonly sidebarAction?: { toggle(): Promise<void> };
}

export const panel = {
  /** A click on the toolbar button opens the side panel, or opens and closes Firefox's sidebar. */
  openOnActionClick: (): void => {
    const sidebar = (chrome as unknown as FirefoxSidebar).sidebarAction;
    if (sidebar !== undefined) {
      chrome.action.onClicked.addListener(() => void sidebar.toggle());
      return;
    }
    void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
  },
};

const asTab = (tab: chrome.tabs.Tab): Tab[] =>
  tab.id === undefined
    ? []
    : [{ id: tab.id, url: tab.url, active: tab.active, lastAccessed: tab.lastAccessed }];

export const tabs = {
  activeHere: async (): Promise<Tab | undefined> =>
    (await chrome.tabs.query({ active: true, currentWindow: true })).flatMap(asTab)[0],
  matching: async (pattern: string): Promise<Tab[]> => (await chrome.tabs.query({ url: pattern })).flatMap(asTab),
  /** This page is itself shown in a tab, not in the side bar. */
  isOurs: async (): Promise<boolean> => (await chrome.tabs.getCurrent()) !== undefined,
  focus: async (id: number): Promise<void> => {
    await chrome.tabs.update(id, { active: true });
  },
  open: async (url: string): Promise<void> => {
    await chrome.tabs.create({ url });
  },
};

export const sites = {
  allowed: (pattern: string): Promise<boolean> => chrome.permissions.contains({ origins: [pattern] }),
  /** Must be called straight from a click: browsers refuse the question otherwise. */
  ask: (pattern: string): Promise<boolean> => chrome.permissions.request({ origins: [pattern] }),
};

export const injection = {
  /** Run one of our own files in the tab's main frame, in a world of its own which the page cannot see. */
  file: async (tabId: number, file: string): Promise<void> => {
    await chrome.scripting.executeScript({ target: { tabId }, files: [file] });
  },
  /** Call a function there; undefined when the page went away before it answered. */
  call: async <T>(tabId: number, func: (text: string) => Promise<T>, text: string): Promise<T | undefined> => {
    const [frame] = await chrome.scripting.executeScript({ target: { tabId }, func, args: [text] });
    return frame?.result ?? undefined;
  },
};

export const clipboard = {
  /** False when the browser refuses, as it does without a click just before. */
  write: (text: string): Promise<boolean> =>
    navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ),
};

/** What is so only where Vertel is a page of its server, as in `src/web/browser.ts`. */
export const platform = {
  /** The server whose page this is; undefined where the employee has to say which one is theirs. */
  server: (): string | undefined => undefined,
  /** The one-time code that came with the address of the page. */
  invitation: (): string | undefined => undefined,
};

/** The browser's own way back, a button or a gesture. A side panel has none. */
export const wayBack = {
  /** So many steps lead back to the first view from now on. */
  keep: (_steps: number): void => undefined,
  /** Someone went back, and so many steps are left. The answer stops the listening. */
  onBack: (_listener: (left: number) => void): (() => void) => () => undefined,
};
