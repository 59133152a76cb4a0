/**
 * Keeps the button in LinkedIn's composer where the employee wants it: on LinkedIn's pages after a yes, and nowhere
 * after a no, after signing out, or when the organisation does not allow it. Storage holds the wish; the browser is
 * brought in line with it.
 */
import { BUTTON_FILE, endButton } from "../button/call";
import type { injection, contentScripts, tabs } from "../shared/browser";
import { ACCOUNT, COMPOSER_BUTTON } from "../shared/entries";
import { Failed } from "../shared/failure";
import { offeredTo } from "../shared/offers";
import { readPolicy } from "../shared/policy";
import { read } from "../shared/stored";
import type { Store } from "./store";

export interface ComposerButtonDependencies {
  readonly store: Pick<Store, "get" | "set" | "remove">;
  readonly managed: { readonly get: () => Promise<Record<string, unknown>> };
  readonly contentScripts: typeof contentScripts;
  readonly injection: Pick<typeof injection, "file">;
  readonly tabs: Pick<typeof tabs, "matching">;
  /** Where it may be: the pages that the manifest names. */
  readonly pages: string[];
}

export type ComposerButton = ReturnType<typeof createComposerButton>;

const ID = "composer-button";

export function createComposerButton({ store, managed, contentScripts, injection, tabs, pages }: ComposerButtonDependencies) {
  let last = Promise.resolve();

  const allowed = async (): Promise<boolean> => {
    return offeredTo(await read(store, ACCOUNT)).composerButton && readPolicy(await managed.get()).buttonAllowed;
  };
  const wanted = async (): Promise<boolean> => (await read(store, COMPOSER_BUTTON)) === true;

  async function inOpenTabs(act: (tabId: number) => Promise<void>): Promise<void> {
    const open = (await Promise.all(pages.map((page) => tabs.matching(page)))).flat();
    // a tab that is just going away, or was put to sleep, has no button to see to
    await Promise.allSettled(open.map(({ id }) => act(id)));
  }

  async function bringInLine(): Promise<void> {
    const on = (await wanted()) && (await allowed());
    if (on === (await contentScripts.has(ID))) return;
    if (on) {
      await contentScripts.add(ID, BUTTON_FILE, pages);
      await inOpenTabs((tabId) => injection.file(tabId, BUTTON_FILE));
    } else {
      await contentScripts.remove(ID);
      await inOpenTabs((tabId) => contentScripts.tell(tabId, endButton));
    }
  }

  /** One after the other, so that the last wish is what stands in the end. */
  function inTurn(act: () => Promise<void>): Promise<void> {
    last = last.catch(() => undefined).then(act);
    return last;
  }

  async function turn(on: boolean): Promise<void> {
    if (on && !(await allowed())) throw new Failed("refused");
    await (on ? store.set({ [COMPOSER_BUTTON.key]: true }) : store.remove([COMPOSER_BUTTON.key]));
    try {
      await bringInLine();
    } catch (error) {
      // what the browser refused now must not come about some other day
      await store.remove([COMPOSER_BUTTON.key]);
      throw error;
    }
  }

  return {
    settle: (): Promise<void> => inTurn(bringInLine),
    turn: (on: boolean): Promise<void> => inTurn(() => turn(on)),
  };
}
