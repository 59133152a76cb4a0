/** Which view is shown, and what all views share: the account, the toast, and the way back. */
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import * as keys from "../shared/keys";
import type { Account, Suggestion } from "../shared/shapes";
import { Detail } from "./detail/detail";
import { useLanguage } from "./i18n";
import { List } from "./list/list";
import { noFilter, type Filter } from "./list/use-library";
import { SettingsView } from "./settings";
import { Setup } from "./setup/setup";
import { keepConsent, keepOpen, keepSettings, loadStart, type Settings, type Start } from "./state";
import { Toasts, type ToastContent } from "./ui/toast";

type View = { readonly name: "list" } | { readonly name: "settings" } | { readonly name: "detail"; readonly of: Suggestion };

const LIST: View = { name: "list" };

function firstView({ library, open }: Start): View {
  const of = library?.items.find(({ id }) => id === open);
  return of === undefined ? LIST : { name: "detail", of };
}

/** The worker may end the session at any moment; storage says so. */
function useAccount(first: Account | undefined): Account | undefined {
  const [account, setAccount] = useState(first);
  useEffect(
    () =>
      storage.onChange((changed) => {
        if (changed.includes(keys.ACCOUNT)) void loadStart().then((start) => { setAccount(start.account); });
      }),
    [],
  );
  return account;
}

export function App({ start }: { readonly start: Start }) {
  const account = useAccount(start.account);
  const [view, setView] = useState<View>(() => firstView(start));
  const [consented, setConsented] = useState(start.consented);
  const [settings, setSettings] = useState(start.settings);
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [cameFrom, setCameFrom] = useState<string>();
  const [toast, setToast] = useState<ToastContent>();
  const closeToast = useCallback(() => { setToast(undefined); }, []);

  const show = (next: View): void => {
    setToast(undefined);
    setCameFrom(view.name === "detail" ? view.of.id : view.name);
    setView(next);
    scrollTo(0, 0);
    void keepOpen(next.name === "detail" ? next.of.id : undefined);
  };

  const changeSettings = (next: Settings): void => {
    void keepSettings(next);
    void useLanguage(next.language).then(() => { setSettings(next); });
  };

  const toastHost = useMemo(() => <Toasts toast={toast} onClose={closeToast} />, [toast]);

  if (account === undefined || account.ended) {
    const agree = (): void => {
      void keepConsent();
      setConsented(true);
    };
    return <Setup consented={consented} before={account} onAgree={agree} onConnected={() => { setView(LIST); }} />;
  }
  switch (view.name) {
    case "settings":
      return (
        <SettingsView
          account={account}
          settings={settings}
          onChange={changeSettings}
          onBack={() => { show(LIST); }}
        />
      );
    case "detail":
      return (
        <>
          <Detail key={view.of.id} suggestion={view.of} account={account} onToast={setToast} onBack={() => { show(LIST); }} />
          {toastHost}
        </>
      );
    case "list":
      return (
        <List
          account={account}
          start={start.library}
          filter={filter}
          cameFrom={cameFrom}
          onFilter={setFilter}
          onOpen={(of) => { show({ name: "detail", of }); }}
          onSettings={() => { show({ name: "settings" }); }}
        />
      );
  }
}
