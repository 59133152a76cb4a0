/** Which view is shown, and what all views share: the account, the toast, and the way back. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { storage } from "../shared/browser";
import * as keys from "../shared/keys";
import type { Account } from "../shared/shapes";
import { showAccent } from "./accent";
import { ask } from "./ask";
import { autosave } from "./autosave";
import { setLanguage } from "./i18n";
import { behindThePicture, lazy, warmUp } from "./lazy";
import { List } from "./list/list";
import { noFilter, type Filter } from "./list/use-library";
import { useMarks } from "./marks/use-marks";
import { useNavigation, type View } from "./navigation";
import { useNewsAsked } from "./news";
import { PanelProvider, usePanel } from "./panel-context";
import { forgetLeaving, forgetOpen, hasMoved, keepConsent, keepOpen, keepSettings, loadSeen, loadStart, writersHere, type Settings, type Start } from "./state";
import { KeysHelp } from "./ui/keys-help";
import { Toasts, type ToastContent } from "./ui/toast";

const Detail = lazy((views) => views.Detail);
const HiddenView = lazy((views) => views.HiddenView);
const HistoryView = lazy((views) => views.HistoryView);
const IdeaView = lazy((views) => views.IdeaView);
const IdeaForm = lazy((views) => views.IdeaForm);
const Ideas = lazy((views) => views.Ideas);
const ImpactView = lazy((views) => views.ImpactView);
const Setup = lazy((views) => views.Setup);
const Goodbye = lazy((views) => views.Goodbye);
const Leave = lazy((views) => views.Leave);
const SettingsView = lazy((views) => views.SettingsView);
const TransparencyView = lazy((views) => views.TransparencyView);
const You = lazy((views) => views.You);
/** What is written is written in views that come with it. */
const NotKept = lazy((views) => views.NotKept, behindThePicture);

/** What was open when the panel was closed lies on top of the list. */
function firstViews({ open }: Start): readonly View[] {
  return open === undefined ? [{ name: "list" }] : [{ name: "list" }, { name: "detail", of: open }];
}

/** The worker may begin or end a session at any moment; storage says so, and holds all that is known then. */
function useStart(first: Start): Start {
  const [start, setStart] = useState(first);
  useEffect(() => {
    // a browser that does not give back what it keeps leaves on the screen what stands there
    const load = (): void => void loadStart().then(setStart, () => undefined);
    const stop = storage.onChange((changed) => {
      if ([keys.ACCOUNT, keys.LEAVING, keys.SIGNING_IN].some((key) => changed.includes(key))) load();
    });
    void hasMoved(first).then((moved) => { if (moved) load(); }, () => undefined);
    return stop;
  }, []);
  return start;
}

/** What pages left in their last moment is brought home when somebody is there, and forgotten when they are gone. */
function useRecovery(owner: string | undefined): void {
  useLayoutEffect(() => {
    if (owner === undefined) return undefined;
    void autosave.recover(writersHere);
    return () => {
      autosave.forget();
      void autosave.recover(writersHere);
    };
  }, [owner]);
}

/** The worker can find out who somebody is whose account could not be read, as long as they are signed in. */
function useLostAccount({ account, consented, left }: Start): void {
  useEffect(() => {
    if (account === undefined && consented && !left) void ask<"me">({ type: "me" });
  }, []);
}

export function App({ start: first }: { readonly start: Start }) {
  useEffect(warmUp, []);
  useLostAccount(first);
  const start = useStart(first);
  useRecovery(start.account?.id);
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
  useNewsAsked(account.id);
  const navigation = useNavigation(firstViews(start), (next) => {
    setToast(undefined);
    void (next.name === "detail" ? keepOpen(account.id, next.of) : forgetOpen());
  });
  const marks = useMarks(setToast);
  const changeSettings = (next: Settings): void => {
    void keepSettings(next);
    void setLanguage(next.language).then(() => { setSettings(next); });
  };
  const toastHost = useMemo(() => <Toasts toast={toast} onClose={closeToast} />, [toast]);
  return (
    <PanelProvider value={{ account, settings, changeSettings, navigation, marks, toast: setToast }}>
      <Shown start={start} />
      <NotKept />
      <KeysHelp />
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
          onReturn={() => void loadSeen().then(setSeen, () => undefined)}
        />
      );
    case "hidden":
      return <HiddenView />;
    case "history":
      return <HistoryView />;
    case "detail":
      return <Detail key={view.of.id} suggestion={view.of} />;
    case "ideas":
      return <Ideas />;
    case "idea":
      return <IdeaView key={view.of.id} of={view.of} />;
    case "new_idea":
      return <IdeaForm question={view.question} />;
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
