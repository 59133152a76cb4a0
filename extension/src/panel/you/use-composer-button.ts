/** Whether there may be a button in LinkedIn's composer, whether there is one, and the way to change that. */
import { useEffect, useState } from "preact/hooks";
import { managed, sites, storage } from "../../shared/browser";
import { ACCOUNT, COMPOSER_BUTTON } from "../../shared/entries";
import { offeredTo } from "../../shared/offers";
import { readPolicy } from "../../shared/policy";
import { readAll } from "../../shared/stored";
import { ask } from "../ask";
import { LINKEDIN } from "../insert";

export interface ComposerButtonState {
  /** Undefined while nothing is known, and where the organisation does not allow the button. */
  readonly on: boolean | undefined;
  readonly busy: boolean;
  /** Must be called straight from a click, since the browser may have to be asked; whether it worked. */
  readonly turn: (on: boolean) => Promise<boolean>;
}

export function useComposerButton(): ComposerButtonState {
  const [on, setOn] = useState<boolean>();
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const look = async (): Promise<void> => {
      const [policy, stored] = await Promise.all([managed.get(), readAll(storage, { account: ACCOUNT, button: COMPOSER_BUTTON })]);
      const { composerButton } = offeredTo(stored.account);
      setOn(readPolicy(policy).buttonAllowed && composerButton ? stored.button === true : undefined);
    };
    void look();
    return storage.onChange((changed) => { if (changed.includes(COMPOSER_BUTTON.key) || changed.includes(ACCOUNT.key)) void look(); });
  }, []);

  const turn = async (next: boolean): Promise<boolean> => {
    setBusy(true);
    const allowed = !next || (await sites.ask(LINKEDIN).catch(() => false));
    const reply = allowed ? await ask<"composer_button">({ type: "composer_button", on: next }) : undefined;
    setBusy(false);
    return reply?.ok === true;
  };

  return { on, busy, turn };
}
