/** Opens a suggestion to write in: from the server, and from what this browser kept of it. */
import { useLocation } from "preact-iso/router";
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { Suggestion } from "vertel-schema";
import { autosave } from "../../panel/autosave";
import type { Account } from "../../shared/shapes";
import { api, callFailure } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { forget } from "../ui/use-loaded";
import type { CallFailure } from "../worker/protocol";
import type { Server } from "./exchange";
import { documentOf, emptyForm, formOf } from "./form";
import { keptOf } from "./kept";
import { partName } from "./part-name";
import { NEW, WritingSession } from "./session";

const server: Server = {
  create: (document, attempt) => api.suggestions.create(document, { idempotencyKey: attempt }),
  patch: (id, changes, etag) => api.suggestions.patch(id, changes, { ifMatch: etag }),
  read: (id) => api.suggestions.readTagged(id),
};

export interface Opened {
  readonly session?: WritingSession;
  readonly failure?: CallFailure;
  /** A suggestion that was begun here before, and that the server does not have. */
  readonly isCarriedOn?: boolean;
}

interface Hears {
  readonly onMade: (id: string) => void;
  readonly onTaken: (parts: readonly string[]) => void;
}

async function open(id: string, account: Account, hears: Hears): Promise<Opened> {
  const [kept, found] = await Promise.all([
    autosave.load(keptOf(account.id, id)).catch(() => undefined),
    id === NEW ? undefined : server.read(id).catch((error: unknown) => ({ failure: callFailure(error) })),
  ]);
  const common = { owner: account.id, server, autosave, ...hears };
  if (found === undefined) {
    const form = kept?.form ?? emptyForm(account.organisationLanguages[0] ?? t("locale"));
    return begun(new WritingSession({ ...common, form, attempt: kept?.attempt }), kept !== undefined);
  }
  if ("failure" in found) {
    const isAway = found.failure.kind !== "gone" && kept?.basis !== undefined;
    return isAway ? begun(new WritingSession({ ...common, form: kept.form, basis: kept.basis }), true) : { failure: found.failure };
  }
  return { session: fromServer(found.document, found.etag, kept, account, common) };
}

function fromServer(suggestion: Suggestion, etag: string, kept: Awaited<ReturnType<typeof autosave.load>>, account: Account, common: object): WritingSession {
  const theirs = documentOf(suggestion);
  const given = kept as { form: WritingSession["form"]; basis?: WritingSession["saver"]["basis"] } | undefined;
  const basis = given?.basis ?? { id: suggestion.id, etag, theirs, sent: theirs };
  const form = given?.basis === undefined ? formOf(theirs, account.organisationLanguages) : given.form;
  const session = new WritingSession({ ...(common as ConstructorParameters<typeof WritingSession>[0]), form, basis });
  session.compare(suggestion, etag);
  return session;
}

/** What was kept goes on its way at once. */
function begun(session: WritingSession, isKept: boolean): Opened {
  if (isKept) void session.saver.flush();
  return { session, isCarriedOn: isKept };
}

export function useSession(id: string): Opened & { readonly reload: () => void } {
  const { account, toast } = useConsole();
  const { route } = useLocation();
  const [opened, setOpened] = useState<Opened & { readonly of?: string }>({});
  const [attempt, again] = useReducer((count: number) => count + 1, 0);
  const current = useRef<WritingSession | undefined>(undefined);
  const onMade = (made: string): void => {
    forget("suggestions");
    setOpened((before) => ({ ...before, of: made }));
    route(`/console/suggestions/${made}`, true);
  };
  const onTaken = (parts: readonly string[]): void => {
    toast({ tone: "good", about: "taken", text: t("writing.taken", parts.map(partName).join(", ")) });
  };
  useEffect(() => {
    if (id !== NEW && current.current?.saver.basis?.id === id) return;
    current.current?.stop();
    let isOver = false;
    setOpened({});
    void open(id, account, { onMade, onTaken }).then((found) => {
      if (isOver) return;
      current.current = found.session;
      setOpened({ ...found, of: id });
    });
    return () => { isOver = true; };
  }, [id, attempt]);
  // a view that is left stores what is on its way, and stops
  useEffect(() => () => {
    const session = current.current;
    void session?.saver.flush().finally(() => { session.stop(); });
  }, []);
  return { ...(opened.of === id ? opened : {}), reload: () => { again(undefined); } };
}

/** Draws anew at every change of what is written or stored. */
export function useChanges(session: WritingSession): void {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => session.subscribe(() => { draw(undefined); }), [session]);
}

/** What did not arrive goes as soon as the connection is back. */
export function useConnection(session: WritingSession): void {
  useEffect(() => {
    const flush = (): void => { if (session.saver.failure !== undefined) void session.saver.flush(); };
    addEventListener("online", flush);
    return () => {
      removeEventListener("online", flush);
    };
  }, [session]);
}
