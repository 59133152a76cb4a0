/**
 * The one place that touches the browser's extension API, so that everything else runs in a test by replacing this
 * file, and in an ordinary web page: there `src/web/browser.ts` stands in its place.
 */

export type Stored = Record<string, unknown>;

/** Who sent a message; only what a receiver needs to decide whether to trust it. */
export interface Sender {
  readonly id: string | undefined;
  readonly url: string | undefined;
  /** The tab and the frame in it, for a script in a page; the frame of the page itself is 0. */
  readonly tabId?: number | undefined;
  readonly frameId?: number | undefined;
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

/** What the organisation's policy says; nothing, where there is none. */
export const managed = {
  get: async (): Promise<Stored> => {
    try {
      return await chrome.storage.managed.get<Stored>(null);
    } catch {
      // Firefox refuses when it knows no policy for us
      return {};
    }
  },
};

export const runtime = {
  id: (): string => chrome.runtime.id,
  /** Whether a script in a page still has its extension: not after that was updated, switched off or removed. */
  isAlive: (): boolean => Boolean(chrome.runtime.id),
  /** The pages that our manifest names. */
  pages: (): string[] => (chrome.runtime.getManifest() as chrome.runtime.ManifestV3).optional_host_permissions ?? [],
  url: (path: string): string => chrome.runtime.getURL(path),
  version: (): string => chrome.runtime.getManifest().version,
  /** All that the manifest asks of the browser, hosts last. */
  permissions: (): string[] => {
    const { permissions = [], optional_host_permissions: hosts = [] } = chrome.runtime.getManifest() as chrome.runtime.ManifestV3;
    return [...permissions, ...hosts];
  },
  send: (message: unknown): Promise<unknown> => chrome.runtime.sendMessage(message),
  /** The receiver answers with a promise, or with nothing when the message is not for it. */
  onMessage: (receive: (message: unknown, sender: Sender) => Promise<unknown> | undefined): void => {
    chrome.runtime.onMessage.addListener((message: unknown, sender, respond) => {
      const { id, url, tab, frameId } = sender;
      const answer = receive(message, { id, url, tabId: tab?.id, frameId });
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
  /** Only a page's worker is kept alive until what the listener answers is done: extensions cannot ask for that. */
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

/** As the accent on a light ground, whatever the browser's theme: it stands on the browser's own toolbar. */
const BADGE = { ground: "#1b6b4f", ink: "#ffffff" };

export const badge = {
  /** A number on the toolbar button, none for 0, and what the button is called meanwhile. */
  show: async (count: number, title: string): Promise<void> => {
    await chrome.action.setBadgeBackgroundColor({ color: BADGE.ground });
    await chrome.action.setBadgeTextColor({ color: BADGE.ink });
    await chrome.action.setBadgeText({ text: count === 0 ? "" : String(count) });
    await chrome.action.setTitle({ title });
  },
};

/** Each browser has one of the two. */
interface Bars {
  readonly sidePanel?: typeof chrome.sidePanel;
  readonly sidebarAction?: { toggle(): Promise<void>; isOpen(details: { windowId?: number }): Promise<boolean> };
}

const bars = (): Bars => chrome;

export const panel = {
  /** A click on the toolbar button opens the side panel, or opens and closes Firefox's sidebar. */
  openOnActionClick: (): void => {
    const { sidePanel, sidebarAction } = bars();
    void sidePanel?.setPanelBehavior({ openPanelOnActionClick: true });
    if (sidebarAction !== undefined) chrome.action.onClicked.addListener(() => void sidebarAction.toggle());
  },
  /** What `openBeside` opens is a window of its own, not the bar beside the page. */
  opensInWindow: (): boolean => bars().sidePanel === undefined,
  /**
   * For a click in a page, in the same step as its message: Chromium then lets the side panel open. Firefox opens its
   * sidebar only for clicks on its own buttons, so there it is a small window, unless the sidebar is open already.
   */
  openBeside: async (tabId: number): Promise<void> => {
    const { sidePanel, sidebarAction } = bars();
    if (sidePanel !== undefined) return sidePanel.open({ tabId });
    const { windowId } = await chrome.tabs.get(tabId);
    if (await sidebarAction?.isOpen({ windowId })) return;
    const url = chrome.runtime.getURL("panel.html");
    const [open] = await chrome.tabs.query({ url, windowType: "popup" });
    if (open === undefined) await chrome.windows.create({ url, type: "popup", width: 400, height: 720 });
    else await chrome.windows.update(open.windowId, { focused: true });
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
    const tab = await chrome.tabs.update(id, { active: true });
    if (tab !== undefined) await chrome.windows.update(tab.windowId, { focused: true });
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
  call: async <G, T>(tabId: number, func: (given: G) => Promise<T>, given: G): Promise<T | undefined> => {
    const [frame] = await chrome.scripting.executeScript({ target: { tabId }, func, args: [given] });
    return frame?.result ?? undefined;
  },
};

/** Scripts that stay on pages, which only the button in the composer is. */
export const contentScripts = {
  has: async (id: string): Promise<boolean> =>
    (await chrome.scripting.getRegisteredContentScripts({ ids: [id] })).length > 0,
  /** Run a file of ours on matching pages that are loaded from now on, also after the browser was closed. */
  add: (id: string, file: string, matches: string[]): Promise<void> =>
    chrome.scripting.registerContentScripts([
      { id, js: [file], matches, runAt: "document_idle", world: "ISOLATED", persistAcrossSessions: true },
    ]),
  remove: (id: string): Promise<void> => chrome.scripting.unregisterContentScripts({ ids: [id] }),
  /** Call a function in the tab's main frame, among what our scripts keep there. */
  tell: async (tabId: number, func: () => void): Promise<void> => {
    await chrome.scripting.executeScript({ target: { tabId }, func });
  },
};

export { clipboard } from "./clipboard";

/** What is so only where Vertel is a page of its server, as in `src/web/browser.ts`. */
export const platform = {
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
