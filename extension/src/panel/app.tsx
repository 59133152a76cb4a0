/** Which view is shown, and what all views share: the account, the toast, and the way back. */
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import * as keys from "../shared/keys";
import type { Account, Library } from "../shared/shapes";
import { Detail } from "./detail/detail";
import { useLanguage } from "./i18n";
import { List } from "./list/list";
import { noFilter, type Filter } from "./list/use-library";
import { useNavigation, type View } from "./navigation";
import { PanelProvider, usePanel } from "./panel-context";
import { Setup } from "./setup/setup";
import { keepConsent, keepOpen, keepSettings, loadStart, type Settings, type Start } from "./state";
import { Toasts, type ToastContent } from "./ui/toast";
import { SettingsView } from "./you/settings";
import { You } from "./you/you";

/** What was open when the panel was closed lies on top of the list. */
function firstViews({ library, open }: Start): readonly View[] {
  const of = library?.items.find(({ id }) => id === open);
  return of === undefined ? [{ name: "list" }] : [{ name: "list" }, { name: "detail", of }];
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
    return <Setup consented={consented} before={account} policy={start.policy} onAgree={agree} />;
  }
  // another person is another panel: nothing of the one before is shown to them
  return <Connected key={`${account.server} ${account.id}`} start={start} account={account} />;
}

function Connected({ start, account }: { readonly start: Start; readonly account: Account }) {
  const [settings, setSettings] = useState(start.settings);
  const [toast, setToast] = useState<ToastContent>();
  const closeToast = useCallback(() => { setToast(undefined); }, []);
  const navigation = useNavigation(firstViews(start), (next) => {
    setToast(undefined);
    void keepOpen(next.name === "detail" ? next.of.id : undefined);
  });
  const changeSettings = (next: Settings): void => {
    void keepSettings(next);
    void useLanguage(next.language).then(() => { setSettings(next); });
  };
  const toastHost = useMemo(() => <Toasts toast={toast} onClose={closeToast} />, [toast]);
  return (
    <PanelProvider value={{ account, settings, changeSettings, navigation, toast: setToast }}>
      <Shown start={start.library} />
      {toastHost}
    </PanelProvider>
  );
}

/** What the list knows and what was looked for in it outlive the list, which goes while something else is shown. */
function Shown({ start }: { readonly start: Library | undefined }) {
  const { view } = usePanel().navigation;
  const [everything, setEverything] = useState(start);
  const [filter, setFilter] = useState<Filter>(noFilter);
  switch (view.name) {
    case "list":
      return <List everything={everything} filter={filter} onEverything={setEverything} onFilter={setFilter} />;
    case "detail":
      return <Detail key={view.of.id} suggestion={view.of} />;
    case "you":
      return <You />;
    case "settings":
      return <SettingsView />;
  }
}
