/** Which view is shown, and what all views share: the account, the toast, and the way back. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import * as keys from "../shared/keys";
import type { Account } from "../shared/shapes";
import { showAccent } from "./accent";
import { ask } from "./ask";
import { useLanguage } from "./i18n";
import { later, warmUp } from "./later";
import { List } from "./list/list";
import { noFilter, type Filter } from "./list/use-library";
import { useMarks } from "./marks/use-marks";
import { useNavigation, type View } from "./navigation";
import { useNewsAsked } from "./news";
import { PanelProvider, usePanel } from "./panel-context";
import { forgetLeaving, hasMoved, keepConsent, keepOpen, keepSettings, loadSeen, loadStart, type Settings, type Start } from "./state";
import { Toasts, type ToastContent } from "./ui/toast";

const Detail = later((more) => more.Detail);
const HiddenView = later((more) => more.HiddenView);
const IdeaView = later((more) => more.IdeaView);
const IdeaForm = later((more) => more.IdeaForm);
const Ideas = later((more) => more.Ideas);
const ImpactView = later((more) => more.ImpactView);
const Setup = later((more) => more.Setup);
const Goodbye = later((more) => more.Goodbye);
const Leave = later((more) => more.Leave);
const SettingsView = later((more) => more.SettingsView);
const TransparencyView = later((more) => more.TransparencyView);
const You = later((more) => more.You);

/** What was open when the panel was closed lies on top of the list. */
function firstViews({ open }: Start): readonly View[] {
  return open === undefined ? [{ name: "list" }] : [{ name: "list" }, { name: "detail", of: open }];
}

/** The worker may begin or end a session at any moment; storage says so, and holds all that is known then. */
function useStart(first: Start): Start {
  const [start, setStart] = useState(first);
  useEffect(() => {
    const load = (): void => void loadStart().then(setStart);
    const stop = storage.onChange((changed) => {
      if ([keys.ACCOUNT, keys.LEAVING, keys.SIGNING_IN].some((key) => changed.includes(key))) load();
    });
    void hasMoved(first).then((moved) => { if (moved) load(); });
    return stop;
  }, []);
  return start;
}

export function App({ start: first }: { readonly start: Start }) {
  useEffect(warmUp, []);
  const start = useStart(first);
  const [consented, setConsented] = useState(start.consented);
  const { account } = start;

  if (start.left) {
    const done = (): void => {
      setConsented(false);
      void forgetLeaving();
    };
    return <Goodbye onDone={done} />;
  }
  if (account === undefined || account.ended) {
    const agree = (): void => {
      void keepConsent();
      setConsented(true);
    };
    return <Setup consented={consented} before={account} policy={start.policy} signingIn={start.signingIn} onAgree={agree} />;
  }
  // another person is another panel: nothing of the one before is shown to them
  return <Connected key={`${account.server} ${account.id}`} start={start} account={account} />;
}

function Connected({ start, account }: { readonly start: Start; readonly account: Account }) {
  const { light, dark } = account.accent ?? {};
  useLayoutEffect(() => {
    showAccent(account.accent);
    return () => { showAccent(null); };
  }, [light, dark]);
  const [settings, setSettings] = useState(start.settings);
  const [toast, setToast] = useState<ToastContent>();
  // what was changed on another device or by an editor since; storage says so when it comes
  useEffect(() => void ask<"me">({ type: "me" }), []);
  const closeToast = useCallback(() => { setToast(undefined); }, []);
  useNewsAsked();
  const navigation = useNavigation(firstViews(start), (next) => {
    setToast(undefined);
    void keepOpen(next.name === "detail" ? next.of : undefined);
  });
  const marks = useMarks(setToast);
  const changeSettings = (next: Settings): void => {
    void keepSettings(next);
    void useLanguage(next.language).then(() => { setSettings(next); });
  };
  const toastHost = useMemo(() => <Toasts toast={toast} onClose={closeToast} />, [toast]);
  return (
    <PanelProvider value={{ account, settings, changeSettings, navigation, marks, toast: setToast }}>
      <Shown start={start} />
      {toastHost}
    </PanelProvider>
  );
}

/** What the list knows and what was looked for in it outlive the list, which goes while something else is shown. */
function Shown({ start }: { readonly start: Start }) {
  const { view } = usePanel().navigation;
  const [everything, setEverything] = useState(start.library);
  const [seen, setSeen] = useState(start.seen);
  const [filter, setFilter] = useState<Filter>(noFilter);
  switch (view.name) {
    case "list":
      return (
        <List
          everything={everything}
          filter={filter}
          seen={seen}
          onEverything={setEverything}
          onFilter={setFilter}
          onReturn={() => void loadSeen().then(setSeen)}
        />
      );
    case "hidden":
      return <HiddenView />;
    case "detail":
      return <Detail key={view.of.id} suggestion={view.of} />;
    case "ideas":
      return <Ideas />;
    case "idea":
      return <IdeaView key={view.of.id} of={view.of} />;
    case "new_idea":
      return <IdeaForm />;
    case "impact":
      return <ImpactView />;
    case "you":
      return <You />;
    case "settings":
      return <SettingsView />;
    case "transparency":
      return <TransparencyView />;
    case "leave":
      return <Leave />;
  }
}
