/** Who is signed in decides what is shown: the way in, a word to colleagues who do not edit, or the console. */
import { LocationProvider } from "preact-iso/router";
import { useLayoutEffect, useState } from "preact/hooks";
import { showAccent } from "../panel/accent";
import { Toasts, type ToastContent } from "../panel/ui/toast";
import type { Policy } from "../shared/policy";
import { ConsoleProvider } from "./context";
import { Frame } from "./frame/frame";
import { NotForYou } from "./frame/not-for-you";
import { setLanguage } from "./i18n";
import { lazyView } from "./lazy-view";
import { Routes } from "./routes";
import { loadLaterWords } from "./words";
import { keepLanguage, useStart, type Start } from "./start-state";
import type { Account } from "../shared/shapes";

/** Most who open the console are signed in already. */
const Setup = lazyView(async () => (await Promise.all([import("../panel/setup/setup"), loadLaterWords()]))[0].Setup);

/** The server is the page's own. */
const POLICY: Policy = { server: location.origin, organisation: undefined, buttonAllowed: false };

export function App({ start: first }: { readonly start: Start }) {
  const { account, signingIn, language } = useStart(first);
  if (account === undefined || account.ended) {
    return <Setup consented before={account} policy={POLICY} signingIn={signingIn} />;
  }
  if (account.role === "employee") return <NotForYou account={account} />;
  // another person is another console: nothing of the one before is shown to them
  return <SignedIn key={account.id} account={account} firstLanguage={language} />;
}

function SignedIn({ account, firstLanguage }: { readonly account: Account; readonly firstLanguage: string | undefined }) {
  const [language, setLanguageHere] = useState(firstLanguage);
  const [toast, setToast] = useState<ToastContent>();
  const { light, dark } = account.accent ?? {};
  useLayoutEffect(() => {
    showAccent(account.accent);
    return () => { showAccent(null); };
  }, [light, dark]);
  const changeLanguage = (next: string | undefined): void => {
    void keepLanguage(next);
    void setLanguage(next).then(() => { setLanguageHere(next); });
  };
  const isAdmin = account.role === "admin";
  return (
    <LocationProvider scope="/console">
      <ConsoleProvider value={{ account, isAdmin, language, changeLanguage, toast: setToast }}>
        <Frame>
          <Routes isAdmin={isAdmin} />
        </Frame>
        <Toasts toast={toast} onClose={() => { setToast(undefined); }} />
      </ConsoleProvider>
    </LocationProvider>
  );
}
