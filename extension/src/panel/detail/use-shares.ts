/** What the organisation is told of an insertion or a copy: which suggestion, never the text. */
import { useEffect, useRef } from "preact/hooks";
import { storage } from "../../shared/browser";
import { open, string } from "../../shared/guards";
import { historyKey, isRecentShare, lastPartOf, recentShareKey } from "../../shared/keys";
import { LINK, similarity } from "../../shared/post";
import type { ShareRequest, Suggestion } from "../../shared/shapes";
import { fits, readEach } from "../../shared/stored";
import { madeAt, uuid7 } from "../../shared/uuid7";
import { ask } from "../ask";
import { forgetPost, keepPost } from "../history/history";
import { titleFor } from "../languages";
import { usePanel } from "../panel-context";
import type { EditableDraft } from "./use-draft";
import { urlOf, type LinkState } from "./use-link";

type Method = ShareRequest["method"];

/** What was written, and what it began with. */
type Written = Pick<EditableDraft, "option" | "text">;

export function useShares(suggestion: Suggestion, writing: Written, onNotKept: () => void) {
  const { account } = usePanel();
  // the same text, inserted again or copied as well, is still one share
  const recent = useRef(new Map<string, string>());
  useEffect(() => {
    void loadRecent(suggestion.id).then((before) => { recent.current = new Map([...before, ...recent.current]); });
  }, [suggestion.id]);

  const forget = (text: string, id: string): void => {
    recent.current.delete(text);
    void forgetRecent(id);
  };

  /** For the employee alone; without room for it, it is just not remembered. */
  const remember = (id: string, method: Method, text: string, used: LinkState): void => {
    const { text: title } = titleFor(suggestion, account);
    const post = { suggestionId: suggestion.id, title, option: writing.option.id, text, method, link: urlOf(used) };
    void keepPost(account.id, id, post).catch(() => undefined);
  };

  const note = (method: Method, text: string, used: LinkState): void => {
    const known = recent.current.get(text);
    if (known !== undefined) {
      remember(known, method, text, used);
      return;
    }
    // a server that does not know tips counts them all the same
    const sent = method === "tip" && !account.knowsTips ? "copy" : method;
    const share = shareOf(suggestion, writing, sent, text, used);
    recent.current.set(text, share.id);
    // at once, not when it is answered: the page may be gone by then
    void keepRecent(share.id, { suggestionId: suggestion.id, text });
    remember(share.id, method, text, used);
    void ask<"share">({ type: "share", share }).then(({ ok }) => {
      if (ok) return;
      forget(text, share.id);
      onNotKept();
    });
  };

  /** No longer to be undone, so the server may hear of it. */
  const stands = (text: string): void => {
    const id = recent.current.get(text);
    if (id !== undefined) void ask<"share_stands">({ type: "share_stands", id });
  };

  /** It was undone. What the server has heard already stays; then the same text is not told a second time. */
  const takeBack = async (text: string): Promise<void> => {
    const id = recent.current.get(text);
    if (id === undefined) return;
    void forgetPost(historyKey(account.id, suggestion.id, id));
    const reply = await ask<"share_undone">({ type: "share_undone", id });
    if (reply.ok && reply.value) forget(text, id);
  };

  return { note, stands, takeBack };
}

export type Shares = ReturnType<typeof useShares>;

function shareOf(
  suggestion: Suggestion,
  { option, text: written }: Written,
  method: Method,
  text: string,
  used: LinkState,
): ShareRequest {
  return {
    id: uuid7(),
    suggestion_id: suggestion.id,
    caption_id: option.way === "caption" ? option.id : null,
    link_code: used.is === "tracked" && written.includes(LINK) ? used.code : null,
    method,
    similarity: option.way === "caption" ? similarity(option.text, text) : null,
    occurred_at: `${new Date().toISOString().slice(0, 19)}Z`,
  };
}

/**
 * Texts that were shared lately: one that is inserted again, or copied as well, is still one share, also when the panel
 * was closed in between. After a day it is a new one.
 */
interface RecentShare {
  readonly suggestionId: string;
  readonly text: string;
}

const isKept = open({ suggestionId: string, text: string });

const LATELY_MS = 24 * 60 * 60 * 1000;

type Kept = Pick<typeof storage, "keys" | "get" | "set" | "remove">;

/** By text, its share; what is no longer of use is thrown away. */
export async function loadRecent(suggestionId: string, store: Kept = storage, now = Date.now()): Promise<Map<string, string>> {
  const names = (await store.keys()).filter(isRecentShare);
  const isLate = (key: string): boolean => now - madeAt(lastPartOf(key)) < LATELY_MS;
  await store.remove(names.filter((key) => !isLate(key)));
  const found = await readEach(store, names.filter(isLate), fits(isKept));
  const ofThis = [...found].filter(([, { suggestionId: of }]) => of === suggestionId);
  return new Map(ofThis.map(([key, { text }]) => [text, lastPartOf(key)]));
}

export function keepRecent(share: string, recent: RecentShare, store: Kept = storage): Promise<void> {
  return store.set({ [recentShareKey(share)]: recent });
}

export function forgetRecent(share: string, store: Kept = storage): Promise<void> {
  return store.remove([recentShareKey(share)]);
}
