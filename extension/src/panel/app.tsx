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

/** The worker may begin or end a session at any moment; storage says so, and holds all that is known then. */
function useStart(first: Start): Start {
  const [start, setStart] = useState(first);
  useEffect(
    () =>
      storage.onChange((changed) => {
        if (changed.includes(keys.ACCOUNT)) void loadStart().then(setStart);
      }),
    [],
  );
  return start;
}

export function App({ start: first }: { readonly start: Start }) {
  const start = useStart(first);
  const [consented, setConsented] = useState(start.consented);
  const { account } = start;

  if (account === undefined || account.ended) {
    const agree = (): void => {
      void keepConsent();
      setConsented(true);
    };
    return <Setup consented={consented} before={account} onAgree={agree} />;
  }
  // another person is another panel: nothing of the one before is shown to them
  return <Connected key={`${account.server} ${account.id}`} start={start} account={account} />;
}

function Connected({ start, account }: { readonly start: Start; readonly account: Account }) {
  const [view, setView] = useState<View>(() => firstView(start));
  const [settings, setSettings] = useState(start.settings);
  const [everything, setEverything] = useState(start.library);
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
  const back = (): void => { show(LIST); };

  switch (view.name) {
    case "settings":
      return <SettingsView account={account} settings={settings} onChange={changeSettings} onBack={back} />;
    case "detail":
      return (
        <>
          <Detail key={view.of.id} suggestion={view.of} account={account} onToast={setToast} onBack={back} />
          {toastHost}
        </>
      );
    case "list":
      return (
        <List
          account={account}
          everything={everything}
          filter={filter}
          cameFrom={cameFrom}
          onEverything={setEverything}
          onFilter={setFilter}
          onOpen={(of) => { show({ name: "detail", of }); }}
          onSettings={() => { show({ name: "settings" }); }}
        />
      );
  }
}
